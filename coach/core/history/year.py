"""A year as a map of days: one column a week, one row a weekday, one sign a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coach.core.diary.caffeine import LIKELY_MG, LOW_MG
from coach.core.diary.said import Mark, mark_of
from coach.core.history.night import Nights, slept_minutes
from coach.core.words.lengths_and_dates import counted, hours_and_minutes

WEEKS = 53
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOT_ANSWERED = "·"
OUTSIDE = " "


class Shows(StrEnum):
    """What the map shows; the value is how the choice is worded."""

    MOVEMENT = "movement at night"
    HOURS = "hours asleep"
    STRESS = "stress"
    CAFFEINE = "caffeine left at bedtime"


LEGENDS: Mapping[Shows, str] = {
    Shows.MOVEMENT: "● disturbed  ○ no bother  - none  ? unseen",
    Shows.HOURS: "whole hours asleep, 9 is nine and more",
    Shows.STRESS: "1 none to 5 very high, that day",
    Shows.CAFFEINE: "mg left: ▁ under 35  ▄ to 75  █ more",
}
GAP_LEGEND = f"{NOT_ANSWERED} no answer"


@dataclass(frozen=True, slots=True)
class YearMap:
    """Which days a map shows.

    Attributes:
        begins: The Monday of its first column.
        first: The first day of the diary; days before it are blank.
        last: The last day there is; days after it are blank.
    """

    begins: date
    first: date
    last: date

    def day_at(self, week: int, weekday: int) -> date | None:
        """The day in a column and a row, None outside the diary."""
        if not (0 <= week < WEEKS and 0 <= weekday < len(WEEKDAYS)):
            return None
        day = self.begins + timedelta(days=7 * week + weekday)
        return day if self.first <= day <= self.last else None

    def place_of(self, day: date) -> tuple[int, int] | None:
        """The column and the row of a day, None where it is not on the map."""
        week, weekday = divmod((day - self.begins).days, 7)
        return (week, weekday) if 0 <= week < WEEKS else None

    def days(self) -> tuple[date, ...]:
        """All days on the map, oldest first."""
        days = (self.day_at(week, weekday) for week in range(WEEKS) for weekday in range(7))
        return tuple(day for day in days if day is not None)


def year_map(showing: date, first: date, last: date) -> YearMap:
    """The map on which a day stands.

    Maps end with the last day's week and go back in steps of 52 weeks, so that one column is
    on both of two neighbours.
    """
    monday = last - timedelta(days=last.weekday())
    behind = max(0, (monday - showing).days + 6) // 7
    ends = monday - timedelta(weeks=52 * (behind // 52))
    return YearMap(ends - timedelta(weeks=WEEKS - 1), first, last)


def months(shown: YearMap) -> str:
    """The line of month names, each above the week in which its month begins."""
    cells = [" "] * (WEEKS + 2)
    free_from = 0
    for week in range(WEEKS):
        monday = shown.begins + timedelta(weeks=week)
        first = next(
            (d for d in (monday + timedelta(days=n) for n in range(7)) if d.day == 1), None
        )
        if first is not None and week >= free_from:
            cells[week : week + 3] = f"{first:%b}"
            free_from = week + 4
    return "".join(cells).rstrip()


def sign(shows: Shows, nights: Nights, day: date) -> str:
    """The sign of one day."""
    return _SIGNS[shows](nights, day)


def _movement(nights: Nights, day: date) -> str:
    mark = mark_of(nights.entry(day))
    return NOT_ANSWERED if mark is Mark.NOT_ANSWERED else mark.value


def _hours(nights: Nights, day: date) -> str:
    minutes = slept_minutes(nights.entry(day))
    return NOT_ANSWERED if minutes is None else str(min(9, max(0, minutes // 60)))


def _stress(nights: Nights, day: date) -> str:
    entry = nights.entry(day)
    stress = entry.day.stress if entry and entry.day else None
    return NOT_ANSWERED if stress is None else str(stress)


def _caffeine(nights: Nights, day: date) -> str:
    left = nights.caffeine_before(day)
    if left is None:
        return NOT_ANSWERED
    return "▁" if left < LOW_MG else "▄" if left <= LIKELY_MG else "█"


_SIGNS: Mapping[Shows, Callable[[Nights, date], str]] = {
    Shows.MOVEMENT: _movement,
    Shows.HOURS: _hours,
    Shows.STRESS: _stress,
    Shows.CAFFEINE: _caffeine,
}


def is_high(shows: Shows, drawn: str) -> bool:
    """Whether a sign is one to stand out: disturbed, under six hours, high."""
    match shows:
        case Shows.MOVEMENT:
            return drawn == Mark.DISTURBED
        case Shows.HOURS:
            return drawn.isdigit() and int(drawn) < 6
        case Shows.STRESS:
            return drawn in "45"
        case Shows.CAFFEINE:
            return drawn == "█"


def sentence(shows: Shows, nights: Nights, shown: YearMap) -> str:
    """What the map says, in words."""
    days = shown.days()
    drawn = [sign(shows, nights, day) for day in days]
    known = [mark for mark in drawn if mark not in (NOT_ANSWERED, Mark.NOT_OBSERVED)]
    if not known:
        return "Nothing of it was answered in this year."
    high = sum(is_high(shows, mark) for mark in known)
    out_of = f"of {counted(len(known), 'answered night')}"
    match shows:
        case Shows.MOVEMENT:
            return f"Movement disturbed {high} {out_of}."
        case Shows.HOURS:
            slept = [slept_minutes(nights.entry(day)) for day in days]
            minutes = [length for length in slept if length is not None]
            mean = hours_and_minutes(sum(minutes) / len(minutes))
            return f"{mean} on average; under 6 hours on {high} {out_of}."
        case Shows.STRESS:
            return (
                f"Stress was high (4 or 5) on {high} of {counted(len(known), 'answered day')}."
            )
        case Shows.CAFFEINE:
            return f"More than 75 mg was left at bedtime on {high} {out_of}."
