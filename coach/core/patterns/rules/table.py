"""The table of rules: what is counted, how often it takes, what is said, and on whose word.

One row is one rule; the rows stand in four files by subject. A rule's steps are tried from the
top, and the first one that is met gives the level. To correct a threshold, correct its number:
the words on screen and the table in ``docs/rules.md`` follow. ``{count}``, ``{answered}``,
``{range}`` and ``{dates}`` in a sentence stand for the days counted, the days answered, the
window and the dates counted.

No figure has been signed by a clinician yet; the sources are those the windows and counts were
drawn from.
"""

from coach.core.patterns.rules.by_day import BY_DAY
from coach.core.patterns.rules.by_night import BY_NIGHT
from coach.core.patterns.rules.of_causes import OF_CAUSES
from coach.core.patterns.rules.of_sleep import OF_SLEEP
from coach.core.patterns.rules.rule import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted((*BY_DAY, *BY_NIGHT, *OF_SLEEP, *OF_CAUSES), key=lambda rule: rule.id)
)

# The rule that counts others: days on which enough of these stood at WATCH or above.
ACCUMULATION = "R18"
