"""The days that were missed, and how each of the last days stands."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from coach.core.checkin.fields import read
from coach.core.diary import day as days
from coach.core.diary.records import Day, Entry, Movement, Night, Profile

CATCH_UP_DAYS = 14
RECALLED_AFTER = timedelta(hours=48)
_DRINKS = frozenset({"caffeine", "alcohol"})


class DayBack(msgspec.Struct, frozen=True):
    """One of the last days.

    Attributes:
        day: The day.
        told: How far it is answered.
        answered: Whether anything but drinks was answered.
        recalled: Whether answering it now counts as from memory.
    """

    day: date
    told: str
    answered: bool
    recalled: bool


def missed(
    entries: Iterable[Entry], today: date, days_back: int = CATCH_UP_DAYS
) -> tuple[date, ...]:
    """The days before today that nobody answered, the latest first.

    Days before the diary began were not missed, nor was a day that was cleared on purpose.

    Args:
        entries: All entries, or those of the last weeks and the first.
        today: The coach's day that it is now.
        days_back: How many days to look back.
    """
    by_date = {entry.date: entry for entry in entries}
    if not by_date:
        return ()
    first = max(min(by_date), today - timedelta(days=days_back))
    span = (today - timedelta(days=back) for back in range(1, days_back + 1))
    return tuple(day for day in span if day >= first and not _settled(by_date.get(day)))


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
    start = profile.day_starts_at or days.DEFAULT_DAY_START
    found: list[DayBack] = []
    for back in range(1, days_back + 1):
        day = today - timedelta(days=back)
        entry = by_date.get(day)
        answered = entry is not None and answers_more_than_drinks(entry)
        found.append(
            DayBack(day, _told(entry), answered, not answered and recalled(day, now, start))
        )
    return tuple(found)


def recalled(day: date, now: datetime, day_starts_at: str = days.DEFAULT_DAY_START) -> bool:
    """Whether a day answered first at this moment is more than 48 hours late."""
    over = days.day_ends(day, day_starts_at).replace(tzinfo=None)
    return now.replace(tzinfo=None) - over > RECALLED_AFTER


def answers_more_than_drinks(entry: Entry) -> bool:
    """Whether an entry holds an answer that is not a drink."""
    if (entry.night or Night()) != Night() or (entry.movement or Movement()) != Movement():
        return True
    names = set(Day.__struct_fields__) - _DRINKS
    return entry.notes is not None or any(
        read(entry, f"day.{name}") is not None for name in names
    )


def _settled(entry: Entry | None) -> bool:
    if entry is None:
        return False
    return bool(entry.cleared) or answers_more_than_drinks(entry)


def _told(entry: Entry | None) -> str:
    if entry is None:
        return "not answered"
    if entry.cleared:
        return "cleared"
    if not answers_more_than_drinks(entry):
        return "only drinks" if entry.day else "not answered"
    halves = {
        "last night": entry.night is not None or entry.movement is not None,
        "the day": any(
            read(entry, f"day.{name}") is not None
            for name in set(Day.__struct_fields__) - _DRINKS
        ),
    }
    done = [name for name, there in halves.items() if there]
    if not done:
        return "a note"
    return "answered" if len(done) > 1 else f"only {done[0]}"
