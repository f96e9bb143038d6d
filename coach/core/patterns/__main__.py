"""The table of rules as a page: ``python -m coach.core.patterns > docs/rules.md``."""

import sys
from collections.abc import Iterator

from coach.core.patterns.fold import (
    AFTER_VISIT_ANSWERS,
    AFTER_VISIT_DAYS,
    QUIET_ANSWERS,
    QUIET_DAYS,
)
from coach.core.patterns.rules.rule import CHRONIC_FROM_DAY, RATE_FROM_DAY, Rule
from coach.core.patterns.rules.table import NEVER_IN_THE_WAY, RULES
from coach.core.patterns.track import DWELL_DAYS
from coach.core.words.lengths_and_dates import listed

_HEAD = f"""# The rules

This page is made from the table in `coach/core/patterns/rules/table.py` by
`python -m coach.core.patterns`; a test compares the two. To correct a rule, correct its row
there and make the page anew.

**No clinician has signed these thresholds yet.** They are our synthesis of the sources named.
They count what was reported and never say what a person has.

A *week* is a block of seven days; the latest one ends on the day in question. A day counts as
answered for a rule if one of the questions it reads was answered; what was not answered, or
could not be observed, is never taken for "no". Where a week has exactly four answers, R04, R06
and R13 ask for one day fewer, but never for fewer than two. A day first answered more than 48
hours after it had ended counts for red flags, jerks by day, new medicines, warning signs and
injuries alone.

A night is *explained* by what the day before it brought (or, where that was not answered, its
own date): stress of 4 or more out of 5, more than 400 mg of caffeine, more than 75 mg of it
left at bedtime, or hard exercise within an hour of bed; by less than 6 hours of sleep the
night before; or by a tag of its own date for caring, travel, illness or shift work. Only R04
asks for it. Nights with such a tag are left out of R13 and keep R11 from *soon*; they mute no
red flag. For 10 days after caffeine was cut, sleepiness, dozing and headaches are left out of
R10 and R11. Nights that a device measured, or that cannot be right and were not confirmed,
count nowhere.

Levels are *info*, *watch* (a note), *soon* and *now* (both with a banner).

- A watch stands for {DWELL_DAYS} days, then goes with the first answered day below it.
- A banner at *soon* clears {AFTER_VISIT_DAYS} days after a visit to a doctor, if the visit was
  on or after the day it began and the last red flag of its rule, the rule was below *soon* on
  each of the last {AFTER_VISIT_DAYS} days, and {AFTER_VISIT_ANSWERS} of them were answered.
- Without a visit it clears when, of the last {QUIET_DAYS} days, {QUIET_ANSWERS} were answered
  and no rule but {listed(NEVER_IN_THE_WAY)} stood at *watch* on any of them.
- A banner at *now* clears by a visit alone. Silence clears nothing.
"""


def page() -> str:
    """The whole page in Markdown."""
    return "\n".join([_HEAD, *(line for rule in RULES for line in _lines(rule))])


def _lines(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}: {rule.title}"
    yield ""
    yield "| level | when |"
    yield "|---|---|"
    for step in rule.steps:
        level = f"{step.level.word}, emergency" if step.emergency else step.level.word
        words = step.when.words()
        if step.from_day in (RATE_FROM_DAY, CHRONIC_FROM_DAY):
            words = f"{words} (not before day {step.from_day})"
        yield f"| {level} | {words} |"
    yield ""
    yield f"Why: {rule.why}"
    if rule.clearing is not None:
        yield f"Clears from *soon* also by {rule.clearing.words()}."
    if not rule.quiet_clears:
        yield "Never clears without a visit to a doctor."
    if rule.needs_visit:
        yield "Once somebody was hurt, it clears by a visit to a doctor alone."
    yield f"Source: {rule.source}."
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
