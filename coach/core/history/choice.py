"""Which nights the history lists, and where a jump in it lands."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from enum import StrEnum

from coach.core.diary import said
from coach.core.diary.choices import Context
from coach.core.diary.records import Entry
from coach.core.words.typed_dates import the_day

_MONTH = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})")


class Show(StrEnum):
    """Which nights the list keeps; the value is how the choice is worded."""

    ALL = "all nights"
    DISTURBED = "movement disturbed sleep"
    STARTS = "sleep starts"
    IN_SLEEP = "kicks or jerks in sleep"
    DREAMS = "acting out dreams"
    LEGS = "urge to move the legs"
    BY_DAY = "movement by day"
    BREATHING = "snoring or pauses in breathing"
    NOTED = "with a note"
    CARING = "caring at night"
    TRAVEL = "travel"
    ILLNESS = "illness"
    SHIFT = "shift work"
    DEADLINE = "a deadline"
    CUTTING_CAFFEINE = "cutting down caffeine"


CONTEXTS: Mapping[Context, Show] = {context: Show[context.name] for context in Context}

_KEEPS: Mapping[Show, Callable[[Entry], bool | None]] = {
    Show.ALL: lambda entry: True,
    Show.DISTURBED: said.disturbed,
    Show.STARTS: said.started,
    Show.IN_SLEEP: said.kicked,
    Show.DREAMS: said.acted_out,
    Show.LEGS: said.urged,
    Show.BY_DAY: said.twitched,
    Show.BREATHING: said.breathed_loudly,
    Show.NOTED: said.has_note,
}


def keeps(show: Show, entry: Entry) -> bool:
    """Whether a choice keeps an entry; only what was answered yes is kept."""
    if show in _KEEPS:
        return _KEEPS[show](entry) is True
    context = next(context for context, choice in CONTEXTS.items() if choice is show)
    return bool(entry.day and entry.day.context and context in entry.day.context)


def found(
    entries: Iterable[Entry], show: Show = Show.ALL, search: str = ""
) -> tuple[date, ...]:
    """The dates a choice and a search keep, newest first.

    Args:
        entries: In any order; cleared days are never kept.
        show: The choice.
        search: Words looked for in the notes, case ignored; all of them must be there.
    """
    words = search.casefold().split()
    kept = [
        entry.date
        for entry in entries
        if not entry.cleared and keeps(show, entry) and _noted(entry, words)
    ]
    return tuple(sorted(kept, reverse=True))


def _noted(entry: Entry, words: Sequence[str]) -> bool:
    if not words:
        return True
    notes = (entry.notes or "").casefold()
    return all(word in notes for word in words)


def every_day(first: date | None, last: date) -> tuple[date, ...]:
    """All dates from the last back to the first, answered or not."""
    if first is None or first > last:
        return ()
    return tuple(last - timedelta(days=back) for back in range((last - first).days + 1))


def place_of(dates: Sequence[date], wanted: date) -> int:
    """The place of a date in a list that runs newest first, or of the next older one.

    Past either end it is the first or the last; in an empty list it is 0.
    """
    low, high = 0, len(dates)
    while low < high:
        middle = (low + high) // 2
        if dates[middle] > wanted:
            low = middle + 1
        else:
            high = middle
    return min(low, max(0, len(dates) - 1))


def months_from(day: date, months: int) -> date:
    """The same day some months on (back if negative), or that month's last."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    if not 1 <= year <= 9998:
        return day
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


def parse_day(text: str, today: date) -> date:
    """Read a date to jump to.

    Args:
        text: As `typed_dates.days_meant` takes it, or a whole month as ``2026-03``.
        today: The coach's day.

    Raises:
        ValueError: If it is no date, or may be two; the message names the text.
    """
    month = _MONTH.fullmatch(text.strip())
    if month is not None:
        with suppress(ValueError):
            return date(int(month[1]), int(month[2]), 1)
    return the_day(text, today)
