"""Rules on movement at night: starts, kicks, restless legs, acted-out dreams.

How to read and correct a row: see ``table.py``.
"""

from fractions import Fraction

from coach.core.patterns.criteria.counted import Both, Days, Rate, Share, Weeks
from coach.core.patterns.criteria.easing import TWO_IN_7, Calm, OneOf, Slow, gone, trouble
from coach.core.patterns.criteria.special import Unexplained
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
_KICKS_AND_POOR_DAYS = _KICKS + ", and your days were poor."
_THREE_IN_7 = Fraction(3, 7)
_DISTURBED_NIGHTS = trouble(Fact.DISTURBED, "were disturbed")
_KICKED_NIGHTS = trouble(Fact.KICKS, "had kicks")
_POOR_DAYS = trouble(Fact.POOR_DAY, "were poor")
_URGES = trouble(Fact.LEG_URGE, "had the urge")
_DREAMS = trouble(Fact.ENACTED, "had a dream acted out")


def _poor_weeks(weeks: int) -> Weeks:
    return Weeks(Fact.POOR_DAY, 3, weeks=weeks, answers=4)


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
                        Rate(Fact.DISTURBED, 6, 14, Fraction(2, 3), spread=10),
                        Unexplained(Fact.DISTURBED, 5, 14),
                    )
                ),
                _DISTURBED,
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Both(
                    (
                        Rate(Fact.DISTURBED, 7, 21, Fraction(1, 2), spread=14),
                        Unexplained(Fact.DISTURBED, 5, 21),
                    )
                ),
                _DISTURBED,
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Rate(Fact.DISTURBED, 8, 28, _THREE_IN_7, spread=14),
                _DISTURBED,
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Both((Rate(Fact.DISTURBED, 7, 21, _THREE_IN_7, spread=14), AT_RISK)),
                _DISTURBED,
                from_day=RATE_FROM_DAY,
            ),
            Threshold(WATCH, Days(Fact.DISTURBED, 3, 7), _DISTURBED),
            Threshold(INFO, Days(Fact.DISTURBED, 1, 7), _DISTURBED),
        ),
        ask="What could cause movement that keeps me from sleep or wakes me?",
        source=(
            "S. Pandit, “Twitching While Sleeping”; NHS (two weeks); ICSD-3, Lichstein 2003 "
            "(3 nights a week)"
        ),
        why=(
            "One hard week must not raise a banner: hence a share of the answered nights over "
            "two weeks or more, spread and still going on, five of them unexplained, or a "
            "longer time whatever explains it."
        ),
        tells=(_DISTURBED_NIGHTS,),
        asked=(Fact.MOVEMENT_ASKED,),
        eases=OneOf((Calm(_DISTURBED_NIGHTS), Slow(_DISTURBED_NIGHTS))),
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
                        Rate(Fact.KICKS, 8, 28, _THREE_IN_7, spread=14),
                        Share(Fact.POOR_DAY, 9, 28, Fraction(3, 5)),
                    )
                ),
                _KICKS_AND_POOR_DAYS,
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Both(
                    (
                        Rate(Fact.KICKS, 6, 21, _THREE_IN_7, spread=10),
                        Share(Fact.POOR_DAY, 7, 21, Fraction(4, 7)),
                        AT_RISK_BY_CONDITION,
                    )
                ),
                _KICKS_AND_POOR_DAYS,
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                WATCH,
                Both((Weeks(Fact.KICKS, 3, weeks=2), _poor_weeks(2))),
                _KICKS_AND_POOR_DAYS,
            ),
            Threshold(
                WATCH,
                Both((Weeks(Fact.KICKS, 3, weeks=1), _poor_weeks(1), AT_RISK_BY_CONDITION)),
                _KICKS_AND_POOR_DAYS,
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
        tells=(_KICKED_NIGHTS, _POOR_DAYS),
        asked=(Fact.KICKS_ASKED,),
        eases=OneOf(
            (Calm(_KICKED_NIGHTS), Slow(_KICKED_NIGHTS), Calm(_POOR_DAYS, TWO_IN_7, None))
        ),
        accumulates=True,
    ),
    Rule(
        id="R07",
        title="Legs that want to move",
        learn="restless-legs",
        steps=(
            Threshold(
                SOON,
                Rate(Fact.LEG_URGE_DELAYS, 6, 14, _THREE_IN_7, spread=10),
                "Your legs kept you from sleep on {count} of {answered} answered evenings, "
                "{range}.",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Rate(Fact.LEG_URGE, 8, 28, _THREE_IN_7, spread=14),
                _LEGS + ".",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Rate(Fact.LEG_URGE, 16, 84, Fraction(2, 7), spread=56),
                _LEGS + ".",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Both(
                    (
                        Rate(Fact.LEG_URGE, 7, 21, _THREE_IN_7, spread=14),
                        AT_RISK_OF_LEG_URGE,
                    )
                ),
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
        why=(
            "Twice a week is the frequency at which the study group calls it persistent; it is "
            "reached over twelve weeks, or sooner where it is denser."
        ),
        tells=(_URGES,),
        asked=(Fact.LEG_URGE_ANSWERED,),
        eases=Calm(_URGES),
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
        tells=(_DREAMS,),
        asked=(Fact.ENACTED_ASKED,),
        eases=gone(_DREAMS),
        single_events=(Fact.HARM, Fact.HEAD_HARM),
        harm=(Fact.HARM, Fact.HEAD_HARM),
    ),
)
