"""What a row of the table of rules is made of, and what several rows share."""

import msgspec

from coach.core.diary.choices import Condition, Medicine
from coach.core.patterns.criteria import Criterion, InProfile
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
        ask: What the person may ask a doctor, on the page to take along; may be empty.
        clearing: A further way out of SOON besides those that all rules share.
        quiet_clears: Whether 28 quiet days clear SOON without a visit to a doctor.
        red_flags: Facts that need a visit on or after their date.
        now_is_flag: Whether rising to NOW is such a red flag itself.
        needs_visit: Facts after which quiet days no longer clear it.
        accumulates: Whether R18 counts it where it stands at WATCH or above.
        in_the_way: Whether it holds up the clearing of other rules while it stands there.
    """

    id: str
    title: str
    learn: str
    steps: tuple[Threshold, ...]
    source: str
    why: str
    ask: str = ""
    clearing: Criterion | None = None
    quiet_clears: bool = True
    red_flags: tuple[Fact, ...] = ()
    now_is_flag: bool = False
    needs_visit: tuple[Fact, ...] = ()
    accumulates: bool = False
    in_the_way: bool = True
