"""Rules on breathing, sleepiness and long times awake.

How to read and correct a row: see ``table.py``.
"""

from fractions import Fraction

from coach.core.diary.choices import Condition
from coach.core.patterns.criteria.counted import Both, Days, Rate, Share, Today, Weeks
from coach.core.patterns.criteria.easing import (
    TWO_IN_7,
    AllOf,
    Calm,
    IfReported,
    NoneWithin,
    OneOf,
    Slow,
    Trouble,
    gone,
    trouble,
)
from coach.core.patterns.criteria.profile import InProfile
from coach.core.patterns.criteria.special import EnoughSleep, EvenWithout, Months, ShareOf
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
_SNORED_AND_TIRED = _SNORED + ", and your days were tired or began with a headache."
_LOUD = (
    "You snored loudly or stopped breathing on {count} of {answered} answered nights, {range}, "
    "and your days were tired or began with a headache."
)
_THREE_IN_7 = Fraction(3, 7)
_LOUD_NIGHTS = trouble(Fact.LOUD, "were loud")
_TIRED_DAYS = trouble(Fact.TIRED, "were tired")
_SLEEPY_DAYS = trouble(Fact.SLEEPY, "were sleepy")
_SLEEPY_OR_WHEEL = Trouble(
    (Fact.SLEEPY, Fact.DOZED_DRIVING),
    (Fact.SLEEPINESS_ANSWERED, Fact.DRIVING_ANSWERED),
    "day",
    "were sleepy",
)
_BAD_NIGHTS = trouble(Fact.BAD_NIGHT, "were bad")
_LOUD_RATE = Rate(Fact.LOUD, 9, 28, Fraction(1, 2), spread=14)
_SLEEPY_RATE = Rate(Fact.SLEEPY, 9, 28, _THREE_IN_7, spread=14)
_BAD_WEEKS = Weeks(Fact.BAD_NIGHT, 3, weeks=4, in_at_least=3)

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
                Both((_LOUD_RATE, Share(Fact.TIRED, 9, 28, Fraction(3, 5)))),
                _LOUD,
                from_day=RATE_FROM_DAY,
                known=((Condition.SLEEP_APNOEA, _MASK),),
            ),
            Threshold(
                SOON,
                Both(
                    (
                        _LOUD_RATE,
                        Days(Fact.PAUSES, 1, 28),
                        Share(Fact.TIRED, 8, 28, _THREE_IN_7),
                    )
                ),
                _LOUD,
                from_day=RATE_FROM_DAY,
                known=((Condition.SLEEP_APNOEA, _MASK),),
            ),
            Threshold(WATCH, Days(Fact.PAUSES, 1, 28), _PAUSES),
            Threshold(
                WATCH,
                Both(
                    (
                        Weeks(Fact.SNORING, 3, weeks=2),
                        Weeks(Fact.TIRED, 3, weeks=2),
                    )
                ),
                _SNORED_AND_TIRED,
                from_day=RATE_FROM_DAY,
            ),
            Threshold(INFO, Days(Fact.SNORING, 1, 28), _SNORED + ". Snoring alone is common."),
        ),
        ask="Should my breathing in sleep be tested?",
        source="NICE NG202; NHS, Sleep apnoea",
        why="It takes a breathing feature: tiredness alone would flag most poor sleepers.",
        tells=(_LOUD_NIGHTS, _TIRED_DAYS),
        asked=(Fact.BREATHING_ASKED,),
        eases=AllOf(
            (
                OneOf(
                    (Calm(_LOUD_NIGHTS), Slow(_LOUD_NIGHTS), Calm(_TIRED_DAYS, TWO_IN_7, None))
                ),
                IfReported(Fact.PAUSES, 84, gone(trouble(Fact.PAUSES, "had a pause"))),
            )
        ),
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
                Both(
                    (
                        EvenWithout(Fact.TAGGED, Days(Fact.DOZED, 2, 14)),
                        EnoughSleep(7, nights=5, within=7),
                        Today(),
                    )
                ),
                _DOZED + ", although you slept enough.",
            ),
            Threshold(
                SOON,
                Both(
                    (
                        EvenWithout(Fact.TAGGED, _SLEEPY_RATE),
                        EnoughSleep(7, nights=8, within=28),
                    )
                ),
                _SLEEPY + ", although you slept enough.",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(WATCH, Days(Fact.DOZED, 2, 14), _DOZED + "."),
            Threshold(WATCH, _SLEEPY_RATE, _SLEEPY + ".", from_day=RATE_FROM_DAY),
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
        tells=(_SLEEPY_OR_WHEEL,),
        asked=(Fact.SLEEPINESS_ANSWERED, Fact.DRIVING_ANSWERED, Fact.DOZED_DRIVING),
        eases=AllOf(
            (
                OneOf((Calm(_SLEEPY_DAYS), Slow(_SLEEPY_DAYS))),
                NoneWithin(Fact.DOZED, 28),
            )
        ),
        single_events=(Fact.DOZED_DRIVING,),
        accumulates=True,
    ),
    Rule(
        id="R13",
        title="Long times awake at night",
        learn="what-helps",
        steps=(
            Threshold(
                SOON,
                Both((_BAD_WEEKS, Days(Fact.HARD_TO_COPE, 1, 28), Today())),
                _BAD + ", and said that it is hard to cope.",
                "That sounds hard, and you need not carry it alone: talk to someone you trust "
                "or a doctor today. If you might harm yourself, call your local emergency or "
                "crisis line now.",
                from_day=RATE_FROM_DAY,
            ),
            Threshold(
                SOON,
                Both(
                    (
                        Months(
                            Fact.BAD_NIGHT, months=3, answers=8, share=_THREE_IN_7, lately=2
                        ),
                        ShareOf(Fact.POOR_DAY, 1, 84, _THREE_IN_7),
                    )
                ),
                _BAD
                + ", with poor days. Ask for CBT-I by name: this talking treatment is the one "
                "recommended first, and tips alone are not one.",
                from_day=CHRONIC_FROM_DAY,
            ),
            Threshold(
                WATCH,
                _BAD_WEEKS,
                _BAD
                + ". Tips can help; if this lasts 3 months, CBT-I is the recommended first "
                "treatment: a talking treatment made for sleep.",
            ),
            Threshold(INFO, Days(Fact.BAD_NIGHT, 3, 7), _BAD + "."),
        ),
        ask="Can I have CBT-I, the talking treatment for lasting trouble with sleep?",
        source="ICSD-3 (3 nights a week, 3 months); Lichstein 2003; ESRS 2023 (Riemann)",
        why=(
            "Three months are judged by their answered nights: a fixed 10 of 13 weeks would "
            "miss two in five where a fifth of the days is missing."
        ),
        tells=(_BAD_NIGHTS,),
        asked=(Fact.BAD_NIGHT_ANSWERED,),
        eases=AllOf(
            (
                OneOf((Calm(_BAD_NIGHTS), Slow(_BAD_NIGHTS))),
                NoneWithin(Fact.HARD_TO_COPE, 28),
            )
        ),
        before_days=84,
        accumulates=True,
    ),
)
