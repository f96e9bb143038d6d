"""When the page of the week is offered; apart from it, for the first page asks each evening."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from coach.core.diary import said
from coach.core.diary.records import Entry

NIGHTS: Final = 7

_EVERY = timedelta(days=7)
# As many as the week's figures need.
_FEWEST = 3


def is_due(seen: date | None, first: date | None, answered: int, today: date) -> bool:
    """Whether the week is offered: once a week, and where there is something to see.

    Args:
        seen: The day on which a week was last looked at.
        first: The first day of the diary.
        answered: How many of the last seven nights were answered.
        today: The coach's day.
    """
    if first is None or today - first < _EVERY or answered < _FEWEST:
        return False
    return seen is None or today - seen >= _EVERY


def nights_answered(entries: Iterable[Entry], last: date) -> int:
    """On how many of the seven nights up to a date something was answered."""
    return sum(
        said.answers_last_night(entry)
        for entry in entries
        if last - timedelta(days=NIGHTS) < entry.date <= last
    )
