"""Times of day put on the calendar, from a row's date on or back from it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise

from coach.core.diary import day as days
from coach.exchange.importers.contents import Here
from coach.exchange.table import cells
from coach.exchange.table.fields import BEGINNINGS, ENDS

_DAY = timedelta(days=1)
# Clocks carry no date: a time that runs backwards shows as a gap of most of a day.
_BACKWARDS = timedelta(hours=12)


def refuse_backwards(names: list[str], moments: Mapping[str, datetime]) -> None:
    """Refuse times of which a later one comes before an earlier (ValueError)."""
    for earlier, later in pairwise(names):
        if not timedelta() <= moments[later] - moments[earlier] <= _BACKWARDS:
            times = f"{moments[later]:%H:%M} comes before {earlier} {moments[earlier]:%H:%M}"
            raise ValueError(f"{later} {times}")


def onward(
    clocks: list[tuple[str, str]], evening: date, here: Here
) -> Iterator[tuple[str, datetime]]:
    """Times from a date on which the evening was; past midnight it is the next one."""
    (_, first), *_ = clocks
    name = clocks[0][0]
    late = days.minutes_of(first) < days.minutes_of(here.day_starts_at)
    begins = name in BEGINNINGS
    last = cells.combined(evening + _DAY if late or not begins else evening, first)
    yield name, last
    for name, clock in clocks[1:]:
        last = after(last, clock)
        yield name, last


def backward(
    clocks: list[tuple[str, str]], morning: date, _here: Here
) -> Iterator[tuple[str, datetime]]:
    """Times that lead to a date on whose morning the night ended."""
    ends = [place for place, (name, _) in enumerate(clocks) if name in ENDS]
    turn = ends[0] if ends else len(clocks) - 1
    name, clock = clocks[turn]
    at = cells.combined(morning, clock)
    # Without an awakening, an evening's bedtime is that of the evening before.
    if not ends and days.is_evening(days.minutes_of(clock)):
        at -= _DAY
    placed = [(name, at)]
    for name, clock in reversed(clocks[:turn]):
        placed.insert(0, (name, before(placed[0][1], clock)))
    for name, clock in clocks[turn + 1 :]:
        placed.append((name, after(placed[-1][1], clock)))
    yield from placed


def after(moment: datetime, clock: str) -> datetime:
    """The first time, not before a moment, at which a clock shows so."""
    at = cells.combined(moment.date(), clock)
    return at if at >= moment else at + _DAY


def before(moment: datetime, clock: str) -> datetime:
    """The last time, not after a moment, at which a clock shows so."""
    at = cells.combined(moment.date(), clock)
    return at if at <= moment else at - _DAY
