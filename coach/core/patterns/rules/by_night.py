"""Rules on movement at night: starts, kicks, restless legs, acted-out dreams.

How to read and correct a row: see ``table.py``.
"""

from coach.core.patterns.criteria import Both, Days, Either, Weeks
from coach.core.patterns.criteria_special import MostlyUnexplained, Spread
from coach.core.patterns.facts import Fact
from coach.core.patterns.rules.rule import (
    AT_RISK,
    AT_RISK_BY_CONDITION,
    AT_RISK_OF_LEG_URGE,
    INFO,
    LIKELIER_TO_ACT_OUT,
    NOW,
    RATE_FROM_DAY,
    SOON,
    WATCH,
    Rule,
    Threshold,
)

_DISTURBED = "Movement disturbed your sleep on {count} of {answered} answered nights, {range}."
_KICKS = "You kicked or jerked in your sleep on {count} of {answered} answered nights, {range}"
_LEGS = "Your legs wanted to move on {count} of {answered} answered evenings, {range}"
_SAFE_BED = (
    "Meanwhile move furniture away, pad sharp edges, lower the mattress, and let a bed partner "
    "sleep apart."
)
_ENACTED = "You acted out dreams on {count} of {answered} answered nights, {range}."

BY_NIGHT: tuple[Rule, ...] = (
    Rule(
        id="R04",
        title="Movement that disturbs sleep",
        learn="sleep-starts",
        steps=(
            Threshold(
                SOON,
                Both(
                    (
                        Weeks(Fact.DISTURBED, 3, weeks=2, spared=True),
                        Spread(Fact.DISTURBED, 10, within=14),
                        Either((MostlyUnexplained(within=14), AT_RISK)),
                    )
                ),
                _DISTURBED,
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Weeks(Fact.DISTURBED, 3, weeks=3, spared=True),
                _DISTURBED,
                from_day=RATE_FROM_DAY,
            ),
            Threshold(WATCH, Weeks(Fact.DISTURBED, 3, weeks=1, spared=True), _DISTURBED),
            Threshold(INFO, Days(Fact.DISTURBED, 1, 7), _DISTURBED),
        ),
        ask="What could cause movement that keeps me from sleep or wakes me?",
        source=(
            "S. Pandit, “Twitching While Sleeping”; NHS (two weeks); ICSD-3, Lichstein 2003 "
            "(3 nights a week)"
        ),
        why=(
            "One hard week must not raise a banner: hence two weeks, spread, mostly "
            "unexplained, or a third week whatever explains it."
        ),
        accumulates=True,
    ),
    Rule(
        id="R05",
        title="Sleep starts that are no bother",
        learn="sleep-starts",
        steps=(
            Threshold(
                INFO,
                Days(Fact.HARMLESS_START, 1, 7),
                "You felt sleep starts that did not bother you. Most people have them; they "
                "are harmless, however many there are.",
            ),
        ),
        source="NICE NG127; ICSD-3 (normal variant); Chiaro 2016 (60 to 70 % have them)",
        why="How often undisturbing starts come never matters, at any age or number.",
        in_the_way=False,
    ),
    Rule(
        id="R06",
        title="Kicks in sleep and poor days",
        learn="limb-movements",
        steps=(
            Threshold(
                SOON,
                Both(
                    (
                        Weeks(Fact.KICKS, 3, weeks=4, spared=True),
                        Weeks(Fact.POOR_DAY, 3, weeks=4, spared=True, answers=4),
                    )
                ),
                _KICKS + ", with poor days in the same weeks.",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Both(
                    (
                        Weeks(Fact.KICKS, 3, weeks=2, spared=True),
                        Weeks(Fact.POOR_DAY, 3, weeks=2, spared=True, answers=4),
                        AT_RISK_BY_CONDITION,
                    )
                ),
                _KICKS + ", with poor days in the same weeks.",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                WATCH,
                Either(
                    (
                        Both(
                            (
                                Weeks(Fact.KICKS, 3, weeks=2, spared=True),
                                Weeks(Fact.POOR_DAY, 3, weeks=2, spared=True, answers=4),
                            )
                        ),
                        Both(
                            (
                                Weeks(Fact.KICKS, 3, weeks=1, spared=True),
                                Weeks(Fact.POOR_DAY, 3, weeks=1, spared=True, answers=4),
                                AT_RISK_BY_CONDITION,
                            )
                        ),
                    )
                ),
                _KICKS + ", with poor days in the same weeks.",
            ),
            Threshold(
                INFO,
                Days(Fact.KICKS, 1, 7),
                _KICKS + ". With good days that is common and means little.",
            ),
        ),
        ask=(
            "Could movement asleep be behind my tired days, and would a night's recording tell?"
        ),
        source="S. Pandit, “Twitching While Sleeping”; ICSD-3; HypnoLaus (Haba-Rubio 2016)",
        why="Many people kick in sleep without harm; it matters where the days suffer.",
        accumulates=True,
    ),
    Rule(
        id="R07",
        title="Legs that want to move",
        learn="restless-legs",
        steps=(
            Threshold(
                SOON,
                Weeks(Fact.LEG_URGE_DELAYS, 3, weeks=2),
                "Your legs kept you from sleep on {count} of {answered} answered evenings, "
                "{range}.",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Weeks(Fact.LEG_URGE, 2, weeks=4),
                _LEGS + ".",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Both((Weeks(Fact.LEG_URGE, 2, weeks=2), AT_RISK_OF_LEG_URGE)),
                _LEGS + ".",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                WATCH,
                Weeks(Fact.LEG_URGE, 2, weeks=2),
                _LEGS + ". A doctor can say whether an iron (ferritin) test makes sense.",
            ),
        ),
        ask="Could my iron, or another cause, be behind the urge to move my legs?",
        source="IRLSSG 2014; AASM 2025 (Winkelman); NHS",
        why="Twice a week is the frequency at which the study group calls it persistent.",
        accumulates=True,
    ),
    Rule(
        id="R08",
        title="Acting out dreams",
        learn="acting-out-dreams",
        steps=(
            Threshold(
                NOW,
                Days(Fact.HEAD_HARM, 1, 28),
                "A head was hurt or a weapon was near while you acted out a dream, {dates}.",
                f"Please contact a doctor today or tomorrow. {_SAFE_BED}",
            ),
            Threshold(
                SOON,
                Days(Fact.HARM, 1, 28),
                "Someone was hurt, or you left the bed, while you acted out a dream, {dates}.",
                f"Please talk to a doctor in the next week or two. {_SAFE_BED}",
            ),
            Threshold(SOON, Days(Fact.ENACTED, 3, 28), _ENACTED),
            Threshold(SOON, Both((Days(Fact.ENACTED, 2, 28), LIKELIER_TO_ACT_OUT)), _ENACTED),
            Threshold(WATCH, Days(Fact.ENACTED, 2, 28), _ENACTED),
            Threshold(INFO, Days(Fact.ENACTED, 1, 28), _ENACTED + " Once means little."),
        ),
        ask="What do dreams that I act out mean, and how do we keep the bedroom safe?",
        source="NICE NG127; AASM 2023; Postuma 2012",
        why=(
            "One yes without harm seldom means anything (about 1 in 11), so it takes "
            "repetition, or somebody hurt."
        ),
        red_flags=(Fact.HARM, Fact.HEAD_HARM),
        needs_visit=(Fact.HARM, Fact.HEAD_HARM),
    ),
)
