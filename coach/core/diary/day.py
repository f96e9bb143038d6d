"""Which day a moment belongs to; clock times; spans over midnight and summer time.

This is the only module that decides it. The coach's day does not end at midnight but
at ``day_starts_at``: at 00:40 it is still the evening before. The *night* of a day is
the sleep that ended on that date.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The program opens before records are needed.
    from coach.core.diary.records import Entry, Profile

DEFAULT_DAY_START = "04:00"
DEFAULT_BEDTIME = "23:00"

# Whose bedtime lies between these sleeps by day: the day begins so long after it.
_DAY_SLEEPERS_BED = range(3 * 60, 18 * 60 + 1)
_BEGINS_AFTER_BED = 5 * 60

# A bedtime from mid-afternoon on is that of the evening; an earlier one is after midnight
# (or a day sleeper's, after the shift).
_EVENING_BEGINS = 15 * 60

# Between these bedtimes somebody sleeps by day, as after a night's work.
_BY_DAY = 3 * 60, 18 * 60

_CLOCK = r"""(?P<hour>\d{1,2})
    (?:\s*[:.h,\s]\s*(?P<minute>\d{2}))?
    \s*(?P<half>[ap])?\.?(?:m\.?)?"""


# Asked some thousand times when ten years are read.
@cache
def minutes_of(clock: str) -> int:
    """Minutes after midnight of a well-formed ``HH:MM``."""
    return int(clock[:2]) * 60 + int(clock[3:])


def clock_of(minutes: int) -> str:
    """``HH:MM`` of minutes after midnight; whole days are dropped."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def parse_clock(text: str) -> str:
    """Read a clock time the way people type it.

    Args:
        text: ``2310``, ``23:10``, ``11.10pm``, ``7``, ``0:40``, ``12am``.

    Returns:
        The time as ``HH:MM`` on the 24-hour clock.

    Raises:
        ValueError: If it is no time of day; the message names the text.
    """
    stripped = text.strip()
    digits = re.fullmatch(r"(\d{1,2})(\d{2})", stripped) if len(stripped) >= 3 else None
    matched = digits or re.fullmatch(_CLOCK, stripped, re.VERBOSE | re.IGNORECASE)
    if matched is None or not stripped.isascii():
        raise ValueError(f"{text!r} is not a time of day; try 23:10")
    hour, minute = int(matched[1]), int(matched[2] or 0)
    half = None if digits else matched["half"]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"{text!r} is not a time of day; try 23:10")
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"{text!r} is not a time of day; try 23:10")
    return f"{hour:02d}:{minute:02d}"


def start_by_bedtime(bedtime: str | None) -> str:
    """When the day begins for somebody who goes to bed at that time, ``HH:MM``.

    At 04:00, but for a bedtime between 03:00 and 18:00 five hours after it: until then a day
    sleeper is still in the day before.
    """
    if bedtime is None or minutes_of(bedtime) not in _DAY_SLEEPERS_BED:
        return DEFAULT_DAY_START
    return clock_of(minutes_of(bedtime) + _BEGINS_AFTER_BED)


def usual_start(profile: "Profile | None") -> str:
    """When a day begins now, by the profile: as it says, else by the usual bedtime."""
    if profile is None:
        return DEFAULT_DAY_START
    return profile.day_starts_at or start_by_bedtime(profile.bedtime)


def unsaid_start(profile: "Profile | None") -> str:
    """When a day began that does not say so itself.

    The usual bedtime says nothing of it: a day written under one names its beginning.
    """
    return (profile and profile.day_starts_at) or DEFAULT_DAY_START


def begins_at(
    day: date, entry_of: "Callable[[date], Entry | None]", profile: "Profile | None"
) -> str:
    """When a day begins, ``HH:MM``: as it says itself, else by the bedtime before it.

    In a week of changing shifts the bedtime that was meant for the sleep in between stands for
    the usual one.

    Args:
        day: The coach's day.
        entry_of: The diary's entry of a day.
        profile: What was asked once.
    """
    entry, before = entry_of(day), entry_of(day - timedelta(days=1))
    if entry is not None and entry.day_starts_at is not None:
        return entry.day_starts_at
    meant = before.day.bedtime if before is not None and before.day is not None else None
    if meant is None:
        return usual_start(profile)
    by_bedtime = start_by_bedtime(meant)
    return unsaid_start(profile) if by_bedtime == DEFAULT_DAY_START else by_bedtime


def today(
    moment: datetime, entry_of: "Callable[[date], Entry | None]", profile: "Profile | None"
) -> date:
    """The coach's day that a moment belongs to, by when that day begins.

    Args:
        moment: Local time where the person is.
        entry_of: The diary's entry of a day.
        profile: What was asked once.
    """
    return coach_day(moment, begins_at(moment.date(), entry_of, profile))


def coach_day(moment: datetime, day_starts_at: str = DEFAULT_DAY_START) -> date:
    """The coach's day that a moment belongs to.

    Args:
        moment: Local time where the person is; an offset, if any, is not consulted.
        day_starts_at: When the new day begins, ``HH:MM``.
    """
    wall = moment.replace(tzinfo=None)
    return (wall - timedelta(minutes=minutes_of(day_starts_at))).date()


def night_of(woke: datetime) -> date:
    """The date whose night a sleep is, by its final awakening in local time.

    It is the calendar date, also before the coach's day begins: who wakes for good at 03:30
    has had that date's night, not another one of the day before.
    """
    return woke.replace(tzinfo=None).date()


@lru_cache(maxsize=64)
def zone(name: str | None) -> tzinfo | None:
    """The time zone of that name, or None where there is none or this machine lacks it."""
    if name is None:
        return None
    # Most diaries name none or few; the first page waits for what is loaded above.
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def at(day: date, clock: str, tz: tzinfo | None = None) -> datetime:
    """The moment of a clock time on a calendar date, as an instant in UTC.

    Without a zone the wall clock is taken for UTC, so that differences between two such
    moments are still right, but for a night on which the clocks change.
    """
    minutes = minutes_of(clock)
    wall = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=tz or UTC)
    return wall.astimezone(UTC)


def in_day(
    day: date,
    clock: str,
    day_starts_at: str = DEFAULT_DAY_START,
    tz: tzinfo | None = None,
) -> datetime:
    """The moment at which a clock time falls within a coach's day (drinks, exercise)."""
    late = minutes_of(clock) < minutes_of(day_starts_at)
    return at(day + timedelta(days=1) if late else day, clock, tz)


def day_ends(
    day: date,
    day_starts_at: str = DEFAULT_DAY_START,
    tz: tzinfo | None = None,
) -> datetime:
    """The moment at which a coach's day is over."""
    return at(day + timedelta(days=1), day_starts_at, tz)


def is_evening(minutes: int) -> bool:
    """Whether a bedtime belongs to the evening rather than to the night or day after it."""
    return minutes >= _EVENING_BEGINS


def bedtime_after(day: date, clock: str, tz: tzinfo | None = None) -> datetime:
    """The moment of a bedtime at the end of a day: the start of the next date's night."""
    evening = is_evening(minutes_of(clock))
    return at(day if evening else day + timedelta(days=1), clock, tz)


def is_by_day(bedtime: str) -> bool:
    """Whether somebody with that usual bedtime, ``HH:MM``, sleeps by day."""
    return _BY_DAY[0] <= minutes_of(bedtime) < _BY_DAY[1]


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes from one instant to another; negative if the end comes first."""
    return round((end - start).total_seconds() / 60)
