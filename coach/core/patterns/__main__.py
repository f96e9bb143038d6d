"""The table of rules as a page: ``python -m coach.core.patterns > docs/rules.md``."""

import sys
from collections.abc import Iterator

from coach.core.patterns.criteria.counted import STILL_GOING_ON, share_words
from coach.core.patterns.fold import AFTER_VISIT_ANSWERS, AFTER_VISIT_DAYS, AFTER_VISIT_SHARE
from coach.core.patterns.levels import Level
from coach.core.patterns.rules.rule import CHRONIC_FROM_DAY, RATE_FROM_DAY, Rule
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.track import DWELL_DAYS

_HEAD = f"""# The rules

This page is made from the table in `coach/core/patterns/rules/table.py` by
`python -m coach.core.patterns`; a test compares the two. To correct a rule, correct its row
there and make the page anew.

**No clinician has signed these thresholds yet, nor what lets a banner go.** They are our
synthesis of the sources named. They count what was reported and never say what a person has.

## How days are counted

*The last n days* are those that end on the day in question, itself among them; a *week* is
seven of them. A day counts as answered for a rule if one of the questions it reads was
answered; what was not answered, or could not be observed, is never taken for "no". Where you
and a bed partner both answered, the graver answer counts. A jerk or flicker that was noted the
moment it happened answers the question about movement by day. A day first answered more than
48 hours after it had ended counts for red flags, jerks by day and the movement nights beside
them, new medicines, warning signs and injuries alone.

A number of days *and* a share of the answered ones: whoever answers every other day is judged
by the days there are. Where a step asks for a share, that day itself must be answered, so that
no rate raises a banner on a day without an answer. *Spread over n days*: the last of these days
comes at least n days after the first. *Still going on*: {STILL_GOING_ON} or more of them lie in
the last week.

A night is *explained* by what the day before it brought (or, where that was not answered, its
own date): stress of 4 or more out of 5, more than 400 mg of caffeine, or hard exercise within
an hour of bed; by more than 75 mg of caffeine left when it began; by less than 6 hours of sleep
the night before; or by a tag of its own date for caring, travel, illness or shift work. Only
R04 asks for it.

Nights with such a tag are left out of R13 and keep R11 from *soon*; they mute no red flag. On
the day caffeine was cut and for 10 days after it, sleepiness, dozing and headaches are left out
of R10, and the day is left out of R11. A device's numbers, and nights that cannot be right and
were not confirmed, count nowhere.

## What is shown, and what lets it go

Levels are *info*, *watch* (a note), *soon* and *now* (both with a banner).

- A watch stands for {DWELL_DAYS} days, then goes with the first answered day below it.
- A banner at *soon* goes by the rule's own answers as each rule says below, on an answered day,
  once the rule has been below *soon* for {DWELL_DAYS} days (R02: that day).
- Every banner, at *now* too, goes {AFTER_VISIT_DAYS} days after a visit to a doctor or later:
  the visit was on or after the day its level last rose and its last single event, the rule was
  below *soon* on each of the last {AFTER_VISIT_DAYS} days, {AFTER_VISIT_ANSWERS} or more of
  them were answered for it, that day among them and free of it, and at most
  {share_words(AFTER_VISIT_SHARE)} of their answers had it. One visit is enough; later days only
  put it off.
- A banner at *now* goes after a visit alone. Silence lets nothing go.
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
        yield f"| {level} | {words[:1].upper()}{words[1:]} |"
    yield ""
    yield f"Why: {rule.why}"
    if any(step.level >= Level.SOON for step in rule.steps):
        yield _goes(rule)
    yield f"Source: {rule.source}."
    yield ""


def _goes(rule: Rule) -> str:
    if rule.eases is None:
        return "Goes only after a visit to a doctor."
    words = f"Goes from *soon* without a visit: {rule.eases.words()}."
    if rule.harm:
        words += " Once somebody was hurt, it goes only after a visit to a doctor."
    return words


if __name__ == "__main__":
    sys.stdout.write(page())
