"""Rules on what may lie behind it, and on patterns that add up.

How to read and correct a row: see ``table.py``.
"""

from coach.core.patterns.criteria.counted import Both, Days, Today
from coach.core.patterns.criteria.easing import Calm, FewDays, Trouble
from coach.core.patterns.criteria.special import NewAfter
from coach.core.patterns.facts import Fact
from coach.core.patterns.rules.rule import (
    INFO,
    NOW,
    SOON,
    WATCH,
    Rule,
    Threshold,
)

_NO_WAITING = "Do not wait for an appointment."
_AFTER_MEDICINE = Trouble(
    (Fact.NEW_MOVEMENT, Fact.LEG_URGE, Fact.NEW_ENACTMENT),
    (
        Fact.MOVEMENT_ANSWERED,
        Fact.AWAKE_ANSWERED,
        Fact.LEG_URGE_ANSWERED,
        Fact.ENACTED_ANSWERED,
    ),
    "day",
    "had such movement",
)
_CROWDED_DAYS = Trouble((Fact.CROWDED,), (Fact.ANSWERED,), "day", "had three patterns or more")

OF_CAUSES: tuple[Rule, ...] = (
    Rule(
        id="R15",
        title="Trouble since a new medicine",
        learn="brings-it-on",
        steps=(
            Threshold(
                NOW,
                Days(Fact.TOXICITY_AFTER_MEDICINE, 1, 28),
                "You noted several signs of being unwell together with movement since a new "
                "medicine, {dates}. Say which medicine it is.",
                _NO_WAITING,
                emergency=True,
            ),
            Threshold(
                SOON,
                NewAfter(
                    Fact.NEW_MEDICINE,
                    started_within=28,
                    kinds=(Fact.NEW_MOVEMENT, Fact.LEG_URGE, Fact.NEW_ENACTMENT),
                    at_least=2,
                    within=14,
                    quiet=28,
                ),
                "Since a new medicine there was movement on {count} of {answered} answered "
                "days, {dates}, and none reported before it.",
                "Please ask the doctor who prescribed it, or the pharmacist, in the next week "
                "or two; do not stop it yourself.",
            ),
        ),
        ask="Could a medicine be behind this? I will not stop one without being told to.",
        source="NHS, Twitching eyes and muscles; MHRA on serotonin toxicity",
        why="What begins soon after a medicine is for the prescriber to judge.",
        tells=(_AFTER_MEDICINE,),
        eases=Calm(_AFTER_MEDICINE),
        before_days=14,
        single_events=(Fact.TOXICITY_AFTER_MEDICINE,),
    ),
    Rule(
        id="R17",
        title="Caffeine and alcohol",
        learn="brings-it-on",
        steps=(
            Threshold(
                WATCH,
                Days(Fact.CAFFEINE_HIGH, 3, 7),
                "You had a lot of caffeine on {count} of {answered} answered days, {range}.",
            ),
            Threshold(
                WATCH,
                Days(Fact.LATE_ALCOHOL, 3, 7),
                "You drank alcohol close to bedtime on {count} of {answered} answered days, "
                "{range}.",
            ),
            Threshold(
                INFO,
                Days(Fact.CAFFEINE_LEFT, 1, 7),
                "Much caffeine was left at bedtime on {count} of {answered} answered days, "
                "{range}.",
            ),
        ),
        source="EFSA 2015; Gardiner 2023; Gardiner 2025",
        why="Coaching only: what one drinks never raises a banner.",
    ),
    Rule(
        id="R18",
        title="Several patterns at once",
        learn="see-a-doctor",
        steps=(
            Threshold(
                SOON,
                Both((Days(Fact.CROWDED, 10, 14), Today())),
                "Three or more patterns stood out together on {count} of the last 14 days.",
            ),
        ),
        ask="Could one cause be behind several of these patterns?",
        source="our own synthesis; to be signed by a sleep physician",
        why="Patterns that stay below a banner by themselves may add up; one bad week may not.",
        tells=(_CROWDED_DAYS,),
        eases=FewDays(Fact.CROWDED, most=3, within=14, answers=8),
        before_days=14,
    ),
)
