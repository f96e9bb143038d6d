"""The days that were missed, and how each of the last days stands."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from coach.core.diary import day as days
from coach.core.diary import said
from coach.core.diary.records import Day, Entry, Profile
from coach.core.words.lengths_and_dates import counted, dates_words, listed, range_words

CATCH_UP_DAYS = 14


class DayBack(msgspec.Struct, frozen=True):
    """One of the last days.

    Attributes:
        day: The day.
        told: How far it is answered.
        answered: Whether anything was answered that is not merely logged by the way.
        recalled: Whether answering it now counts as from memory.
    """

    day: date
    told: str
    answered: bool
    recalled: bool


def missed(
    entries: Iterable[Entry],
    today: date,
    days_back: int = CATCH_UP_DAYS,
    *,
    began: date | None = None,
    left_until: date | None = None,
) -> tuple[date, ...]:
    """The days before today that nobody answered, the latest first.

    Days before the diary began were not missed, nor was a day that was cleared on purpose.

    Args:
        entries: All entries, or those of the last weeks and the first.
        today: The coach's day that it is now.
        days_back: How many days to look back.
        began: The diary's first day, where the entries may not reach back to it.
        left_until: The last of the days that the person chose to leave as they are.
    """
    by_date = {entry.date: entry for entry in entries}
    if began is None and not by_date:
        return ()
    first = max(began or min(by_date), today - timedelta(days=days_back))
    if left_until is not None:
        first = max(first, left_until + timedelta(days=1))
    span = (today - timedelta(days=back) for back in range(1, days_back + 1))
    return tuple(day for day in span if day >= first and not _settled(by_date.get(day)))


def away(
    entries: Iterable[Entry], today: date, began: date | None, left_until: date | None
) -> tuple[date, ...]:
    """The missed days in a row up to yesterday, the latest first; () where it is but one.

    Whoever only logs drinks was not away.

    Args:
        entries: Entries of the last weeks.
        today: The coach's day that it is now.
        began: The diary's first day, or None where there is none.
        left_until: As for `missed`.
    """
    entries = tuple(entries)
    if began is None or (entries and not any(_settled(entry) for entry in entries)):
        return ()
    gone = missed(entries, today, began=began, left_until=left_until)
    in_a_row = tuple(
        day for back, day in enumerate(gone, start=1) if day == today - timedelta(days=back)
    )
    return in_a_row if len(in_a_row) > 1 else ()


def missing_words(days: Sequence[date], days_back: int = CATCH_UP_DAYS) -> str:
    """What is missing of the last days, in a sentence.

    Args:
        days: The missed days, the latest first.
        days_back: How many days were looked back on.
    """
    if not days:
        return f"Every one of the last {days_back} days is answered, or was left as it is."
    in_a_row = (days[0] - days[-1]).days == len(days) - 1
    when = range_words(days[-1], days[0]) if in_a_row else dates_words(sorted(days))
    return f"Not answered: {counted(len(days), 'day')}, {when}."


def last_days(
    entries: Iterable[Entry],
    now: datetime,
    today: date,
    profile: Profile,
    days_back: int = CATCH_UP_DAYS,
) -> tuple[DayBack, ...]:
    """How each day before today stands, the latest first.

    Args:
        entries: Entries of those days, or more.
        now: Local time.
        today: The coach's day that it is now.
        profile: For the start of the day.
        days_back: How many days to look back.
    """
    by_date = {entry.date: entry for entry in entries}
    start = days.usual_start(profile)
    days_before: list[DayBack] = []
    for back in range(1, days_back + 1):
        day = today - timedelta(days=back)
        entry = by_date.get(day)
        answered = entry is not None and said.answers_more_than_drinks(entry)
        recalled = not answered and said.is_late(day, now, start)
        days_before.append(DayBack(day, _how_far(entry), answered, recalled))
    return tuple(days_before)


def _settled(entry: Entry | None) -> bool:
    if entry is None:
        return False
    return bool(entry.cleared) or said.answers_more_than_drinks(entry)


def _how_far(entry: Entry | None) -> str:
    if entry is None:
        return "not answered"
    if entry.cleared:
        return "cleared"
    if not said.answers_more_than_drinks(entry):
        return _only_logged(entry)
    night, day = said.answers_last_night(entry), said.answers_the_day(entry)
    if night and day:
        return "answered"
    return "only last night" if night else "only the day" if day else "a note"


def _only_logged(entry: Entry) -> str:
    day = entry.day or Day()
    kinds = (
        ("drinks", day.caffeine is not None or day.alcohol is not None),
        ("medicines", day.medicines is not None),
        ("movements", entry.events is not None),
        ("a device's night", entry.device is not None),
    )
    names = [name for name, is_there in kinds if is_there]
    return f"only {listed(names)}" if names else "not answered"
