"""What a row of the table of rules is made of, and what several rows share."""

import msgspec

from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import Profile
from coach.core.patterns.criteria.counted import Criterion
from coach.core.patterns.criteria.easing import Easing, Trouble
from coach.core.patterns.criteria.profile import InProfile
from coach.core.patterns.facts import Fact
from coach.core.patterns.levels import Level

INFO, WATCH, SOON, NOW = Level.INFO, Level.WATCH, Level.SOON, Level.NOW

RATE_FROM_DAY = 14
CHRONIC_FROM_DAY = 84

ARTICLE_CONDITIONS = (
    Condition.DIABETES,
    Condition.ANAEMIA,
    Condition.KIDNEY_DISEASE,
    Condition.SLEEP_APNOEA,
    Condition.NARCOLEPSY,
    Condition.SPINAL_CORD_TUMOUR,
)
AT_RISK_BY_CONDITION = InProfile(conditions=ARTICLE_CONDITIONS)
AT_RISK = InProfile(
    conditions=ARTICLE_CONDITIONS, medicines=(Medicine.ANTIDEPRESSANT,), pregnant=True
)
AT_RISK_OF_LEG_URGE = InProfile(
    conditions=(Condition.ANAEMIA, Condition.KIDNEY_DISEASE, Condition.DIABETES),
    medicines=(Medicine.ANTIDEPRESSANT,),
    pregnant=True,
)
LIKELIER_TO_ACT_OUT = InProfile(
    conditions=(Condition.NARCOLEPSY,), medicines=(Medicine.ANTIDEPRESSANT,), from_age=50
)


class Threshold(msgspec.Struct, frozen=True):
    """One threshold of a rule.

    Attributes:
        level: What is said when it is reached.
        when: What has to be counted.
        says: The sentence for the person.
        advice: What to do, where it differs from what the level says.
        from_day: Not before this day, the earliest entry being day 1.
        emergency: Whether the emergency number comes first.
        known: Advice that takes its place for one who is known to have a condition.
    """

    level: Level
    when: Criterion
    says: str
    advice: str = ""
    from_day: int = 1
    emergency: bool = False
    known: tuple[tuple[Condition, str], ...] = ()


class Rule(msgspec.Struct, frozen=True):
    """One row of the table.

    Attributes:
        id: The rule's number.
        title: What it is about, in a few plain words.
        learn: Name of the page that explains it.
        steps: Its thresholds, the most serious first.
        source: Where they come from.
        why: Why they are as they are.
        tells: What it counts where it is told how often that was and how long it has been
            calm, and where a visit to a doctor lets its banner go; either will do where there
            are two.
        asked: Any of these facts makes a day answered for the way by a visit.
        ask: What the person may ask a doctor, on the page to take along; may be empty.
        eases: What lets a banner at SOON go without a visit; None where only a visit does.
        below_days: For how many days it must have been below SOON by then.
        before_days: The window in which it is told how it was before.
        tells_known: What it tells for one who is known to have a condition.
        single_events: Facts that need a visit on or after their date.
        harm: Facts after which only a visit lets it go.
        accumulates: Whether R18 counts it where it stands at WATCH or above.
    """

    id: str
    title: str
    learn: str
    steps: tuple[Threshold, ...]
    source: str
    why: str
    tells: tuple[Trouble, ...] = ()
    asked: tuple[Fact, ...] = (Fact.ANSWERED,)
    ask: str = ""
    eases: Easing | None = None
    below_days: int = 14
    before_days: int = 28
    tells_known: tuple[tuple[Condition, Trouble], ...] = ()
    single_events: tuple[Fact, ...] = ()
    harm: tuple[Fact, ...] = ()
    accumulates: bool = False

    def troubles(self, profile: Profile | None) -> tuple[Trouble, ...]:
        """What it tells of one person."""
        conditions = (profile and profile.conditions) or ()
        known = tuple(told for condition, told in self.tells_known if condition in conditions)
        return known or self.tells
