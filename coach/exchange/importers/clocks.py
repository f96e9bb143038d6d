"""Moments as other programs write them, made local and whole minutes."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from coach.core.diary import day as days
from coach.core.diary.records import EARLIEST_YEAR, LATEST_YEAR

# Samoa and Tonga are furthest ahead, and some minutes are allowed for clocks that are off.
_FARTHEST = 15 * 3600
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WITH_OFFSET = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?"
    r" ?(?:(Z)|([+-])(\d\d):?(\d\d))",
    re.ASCII,
)
_LOCAL = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::\d\d(?:[.,]\d{1,9})?)?", re.ASCII
)
# The log's own limit; a name outside of it would be looked up as a file's path.
_ZONE_NAME = re.compile(r"[A-Za-z0-9_+/-]{1,64}")
# Other signs that are digits, such as the Arabic ones, are no file's number.
_NUMBER = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", re.ASCII)


def instant(text: str) -> datetime:
    """Read ``2020-11-23 07:00+0000``, ``2024-01-01 23:00:00 +0000`` or ISO with Z.

    Raises:
        ValueError: If it is no such moment.
    """
    parts = _WITH_OFFSET.fullmatch(text)
    if parts is None:
        raise ValueError(f'"{text[:40]}" is not a moment with its offset')
    year, month, day, hour, minute = (int(part) for part in parts.groups()[:5])
    offset = timedelta()
    if parts[8]:
        offset = timedelta(hours=int(parts[9]), minutes=int(parts[10]))
    zone = timezone(-offset if parts[8] == "-" else offset)
    try:
        moment = datetime(year, month, day, hour, minute, int(parts[6] or 0), tzinfo=zone)
    except ValueError:
        raise ValueError(f'"{text[:40]}" is not a moment with its offset') from None
    return in_range(moment)


def is_local(text: str) -> bool:
    """Whether a text has the form of a moment without an offset: ``2026-07-03T23:10:00``."""
    return _LOCAL.fullmatch(text) is not None


def local_wall(text: str) -> datetime:
    """Read ``2026-07-03T23:10:00`` or ``2026-07-03 23:10`` as a clock on the wall.

    Raises:
        ValueError: If it is no such moment.
    """
    parts = _LOCAL.fullmatch(text)
    if parts is None:
        raise ValueError(f'"{text[:40]}" is not a local moment')
    try:
        return local(*(int(part) for part in parts.groups()))
    except ValueError:
        raise ValueError(f'"{text[:40]}" is not a local moment') from None


def local_instant(text: str, zone: str | None) -> datetime:
    """Read ``2026-07-03T23:10:00`` or ``2026-07-03 23:10`` as the clock of a zone.

    Args:
        text: The moment.
        zone: The zone's name; without one the clock stands as it is, as if it were UTC.

    Raises:
        ValueError: If it is no such moment.
    """
    return local_wall(text).replace(tzinfo=days.zone(zone) or UTC)


def local(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    """A clock on the wall, as a file writes it that knows of no zone.

    Raises:
        ValueError: If there is no such date or time, or it is outside the log's years.
    """
    return in_range(datetime.combine(date(year, month, day), time(hour, minute)))


def of_milliseconds(milliseconds: int) -> datetime:
    """The instant of milliseconds since 1970.

    Raises:
        ValueError: If it is outside the log's years.
    """
    try:
        moment = _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        raise ValueError(f"{milliseconds} milliseconds is no date") from None
    return in_range(moment)


def at_offset(moment: datetime, seconds: float) -> datetime:
    """An instant on the clock of a place that is so far ahead of UTC.

    Raises:
        ValueError: If no place is.
    """
    if not abs(seconds) <= _FARTHEST:
        raise ValueError(f"{seconds:g} seconds are no offset of a place")
    return moment.astimezone(timezone(timedelta(seconds=round(seconds))))


def in_range(moment: datetime) -> datetime:
    """The moment itself, a year and more within the log's limits; else ValueError."""
    # A year to spare on both sides: told in another zone, it must still be a moment.
    if not EARLIEST_YEAR < moment.year < LATEST_YEAR:
        raise ValueError(f"{moment:%Y-%m-%d} is no date of a diary")
    return moment


def wall(moment: datetime, zone: str | None) -> datetime:
    """The clock on the wall, in whole minutes, without an offset.

    Args:
        moment: An instant with an offset.
        zone: The zone's name; where this machine lacks it, the offset stands.
    """
    known = days.zone(zone)
    local = moment if known is None else moment.astimezone(known)
    return local.replace(second=0, microsecond=0, tzinfo=None)


def wall_like(moment: datetime, reference: datetime) -> datetime:
    """A moment on the wall in the offset of another one.

    A night is told in the offset it ended in, so that its length is right.
    """
    return wall(moment.astimezone(reference.tzinfo), None)


def span_on_the_wall(
    start: datetime, end: datetime, zone: str | None
) -> tuple[datetime, datetime, str | None]:
    """A sleep on the clock on the wall: its beginning, its end, and the zone they are told in.

    Where only offsets are known, the zone is this computer's if it had those offsets then;
    else the sleep is told in the offset it ended in, so that its length is right.

    Args:
        start: When it began, with its offset.
        end: When it ended, with its offset.
        zone: This computer's zone.
    """
    known = days.zone(zone)
    if known and all(
        moment.astimezone(known).utcoffset() == moment.utcoffset() for moment in (start, end)
    ):
        return wall(start, zone), wall(end, zone), zone
    return wall_like(start, end), wall(end, None), None


def is_known_zone(name: str) -> bool:
    """Whether this machine knows a zone of that name, and the log may hold it."""
    return _ZONE_NAME.fullmatch(name) is not None and days.zone(name) is not None


def number(text: str, what: str) -> int:
    """A whole number; ValueError names what it was to be."""
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(f'{what} is "{text[:40]}", which is not a whole number')
    return int(text)


def decimal(text: str, what: str) -> float:
    """A number, its fraction after a point or a comma; ValueError names what it was to be."""
    if not _DECIMAL.fullmatch(text.strip()):
        raise ValueError(f'{what} is "{text[:40]}", which is not a number')
    return float(text.replace(",", "."))
