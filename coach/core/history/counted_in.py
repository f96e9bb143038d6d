"""Which findings a day took part in, then and in the weeks after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary.records import Entry, Profile
from coach.core.patterns import Finding, assess

# A day is looked back on each week, over the four weeks that most windows reach.
_LOOKS = (0, 6, 13, 20, 27)
BEFORE, AFTER = timedelta(days=112), timedelta(days=27)


@dataclass(frozen=True, slots=True)
class Part:
    """One finding that counted a day.

    Attributes:
        seen_on: The day on which the finding is read.
        finding: The finding.
    """

    seen_on: date
    finding: Finding


def parts_taken(
    entries: Sequence[Entry], profile: Profile | None, day: date, today: date
) -> tuple[Part, ...]:
    """The findings that counted a day, each rule once at its highest, the gravest first.

    Args:
        entries: At least those from `BEFORE` the day to `AFTER` it.
        profile: What was asked once.
        day: The day.
        today: The coach's day; later ones are not looked at.
    """
    looks = sorted({min(today, day + timedelta(days=later)) for later in _LOOKS})
    highest: dict[str, Part] = {}
    for look in looks:
        for finding in assess(entries, profile, look).findings:
            known = highest.get(finding.rule)
            if day in finding.nights and (known is None or finding.level > known.finding.level):
                highest[finding.rule] = Part(look, finding)
    return tuple(
        sorted(highest.values(), key=lambda part: (-part.finding.level, part.finding.rule))
    )
