"""Rules on breathing, sleepiness and long times awake.

How to read and correct a row: see ``table.py``.
"""

from fractions import Fraction

from coach.core.diary.choices import Condition
from coach.core.patterns.criteria import Both, Days, InProfile, QuietWeeks, Weeks
from coach.core.patterns.criteria_special import EnoughSleep, EvenWithout, JudgedWeeks
from coach.core.patterns.facts import Fact
from coach.core.patterns.rules.rule import (
    CHRONIC_FROM_DAY,
    INFO,
    NOW,
    RATE_FROM_DAY,
    SOON,
    WATCH,
    Rule,
    Threshold,
)

_PAUSES = "Someone heard your breathing stop, gasp or choke, {dates}."
_MASK = (
    "Please mention it at your next check, and see whether the mask leaks. If no check is due, "
    "talk to a doctor in the next week or two."
)
_SNORED = "You snored loudly on {count} of {answered} answered nights, {range}"
_DOZED = "You fell asleep without meaning to on {count} of {answered} answered days, {range}"
_SLEEPY = "You were sleepy by day on {count} of {answered} answered days, {range}"
_BAD = (
    "You lay awake for long, or woke too early, on {count} of {answered} answered nights, "
    "{range}"
)

OF_SLEEP: tuple[Rule, ...] = (
    Rule(
        id="R10",
        title="Breathing in sleep",
        learn="raises-risk",
        steps=(
            Threshold(
                SOON,
                Days(Fact.PAUSES, 2, 28),
                _PAUSES,
                known=((Condition.SLEEP_APNOEA, _MASK),),
            ),
            Threshold(
                SOON,
                Both(
                    (
                        Weeks(Fact.SNORING, 3, weeks=4),
                        Weeks(Fact.TIRED_OR_HEADACHE, 3, weeks=4),
                    )
                ),
                _SNORED + ", with tired days or headaches in the same weeks.",
                from_day=RATE_FROM_DAY,
                known=((Condition.SLEEP_APNOEA, _MASK),),
            ),
            Threshold(WATCH, Days(Fact.PAUSES, 1, 28), _PAUSES),
            Threshold(
                WATCH,
                Both(
                    (
                        Weeks(Fact.SNORING, 3, weeks=2),
                        Weeks(Fact.TIRED_OR_HEADACHE, 3, weeks=2),
                    )
                ),
                _SNORED + ", with tired days or headaches in the same weeks.",
            ),
            Threshold(INFO, Days(Fact.SNORING, 1, 28), _SNORED + ". Snoring alone is common."),
        ),
        ask="Should my breathing in sleep be tested?",
        source="NICE NG202; NHS, Sleep apnoea",
        why="It takes a breathing feature: tiredness alone would flag most poor sleepers.",
        accumulates=True,
    ),
    Rule(
        id="R11",
        title="Sleepiness, and driving",
        learn="see-a-doctor",
        steps=(
            Threshold(
                NOW,
                Days(Fact.DOZED_DRIVING, 1, 28),
                "You nodded off, or nearly, at the wheel or a machine, {dates}.",
                "Do not drive until you have had advice: contact a doctor today or tomorrow, "
                "and check the rules on driving where you live (in the UK: DVLA).",
            ),
            Threshold(
                SOON,
                EvenWithout(
                    Fact.TAGGED,
                    Both((Days(Fact.DOZED, 2, 14), EnoughSleep(7, nights=5, within=7))),
                ),
                _DOZED + ", although you slept enough.",
            ),
            Threshold(
                SOON,
                EvenWithout(
                    Fact.TAGGED,
                    Both((Weeks(Fact.SLEEPY, 3, weeks=4), EnoughSleep(7, nights=5, within=7))),
                ),
                _SLEEPY + ", although you slept enough.",
            ),
            Threshold(WATCH, Days(Fact.DOZED, 2, 14), _DOZED + "."),
            Threshold(WATCH, Weeks(Fact.SLEEPY, 3, weeks=4), _SLEEPY + "."),
            Threshold(
                INFO,
                Both((Days(Fact.VERY_SHORT_NIGHT, 1, 1), InProfile(drives=True))),
                "You slept less than 5 hours last night. At 4 to 5 hours the risk of a crash "
                "rises about fourfold: leave the car if you can.",
            ),
        ),
        ask="Why am I so sleepy, and may I drive or use machines meanwhile?",
        source="GOV.UK, Excessive sleepiness and driving; AAA Foundation 2016 (Tefft)",
        why="Nodding off at the wheel overrides all exemptions; short sleep explains the rest.",
        red_flags=(Fact.DOZED_DRIVING,),
        accumulates=True,
    ),
    Rule(
        id="R13",
        title="Long times awake at night",
        learn="what-helps",
        steps=(
            Threshold(
                SOON,
                Both(
                    (
                        Weeks(Fact.BAD_NIGHT, 3, weeks=4, in_at_least=3, spared=True),
                        Days(Fact.HARD_TO_COPE, 1, 28),
                    )
                ),
                _BAD + ", and said that it is hard to cope.",
                "That sounds hard, and you need not carry it alone: talk to someone you trust "
                "or a doctor today. If you might harm yourself, call your local emergency or "
                "crisis line now.",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                JudgedWeeks(
                    Weeks(Fact.BAD_NIGHT, 3, weeks=13, spared=True),
                    judged_at=4,
                    least_judged=8,
                    share=Fraction(3, 4),
                    effect=Weeks(Fact.POOR_DAY, 3, weeks=13, spared=True),
                    effect_share=Fraction(1, 2),
                ),
                _BAD
                + ", with poor days. Ask for CBT-I by name: this talking treatment is the one "
                "recommended first, and tips alone are not one.",
                from_day=CHRONIC_FROM_DAY,
            ),
            Threshold(
                WATCH,
                Weeks(Fact.BAD_NIGHT, 3, weeks=4, in_at_least=3, spared=True),
                _BAD
                + ". Tips can help; if this lasts 3 months, CBT-I is the recommended first "
                "treatment: a talking treatment made for sleep.",
            ),
            Threshold(INFO, Weeks(Fact.BAD_NIGHT, 3, weeks=1, spared=True), _BAD + "."),
        ),
        ask="Can I have CBT-I, the talking treatment for lasting trouble with sleep?",
        source="ICSD-3 (3 nights a week, 3 months); Lichstein 2003; ESRS 2023 (Riemann)",
        why=(
            "Weeks with few answers are left unjudged: a fixed 10 of 13 weeks would miss two "
            "in five where a fifth of the days is missing."
        ),
        clearing=QuietWeeks(Fact.BAD_NIGHT, fewer_than=2, weeks=4, answers=20),
        accumulates=True,
    ),
)
