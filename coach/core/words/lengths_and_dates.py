"""Dates, lengths of time, counts and lists the way they are written on every screen."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)

# Whoever goes to bed between these sleeps by day, and the night has one date.
_BY_DAY = ("03:00", "18:00")


def hours_and_minutes(minutes: float) -> str:
    """``6 h 20`` of minutes; under an hour ``20 min``."""
    whole = round(minutes)
    return f"{whole // 60} h {whole % 60:02d}" if whole >= 60 else f"{whole} min"


def length_in_full(minutes: float) -> str:
    """``6 hours 20 minutes``, for those who listen."""
    hours, rest = divmod(round(minutes), 60)
    parts = [counted(hours, "hour")] if hours else []
    return " ".join([*parts, *([counted(rest, "minute")] if rest or not hours else [])])


def night_dates(day: date) -> str:
    """``Sat 9 → Sun 10 Jan``: the two days of the night that ended on a date."""
    before = day - timedelta(days=1)
    month = "" if before.month == day.month else f" {before:%b}"
    return f"{before:%a} {before.day}{month} → {day:%a} {day.day} {day:%b}"


def short_date(day: date) -> str:
    """``Sun 22 Nov``."""
    return f"{day:%a} {day.day:2d} {day:%b}"


def long_date(day: date) -> str:
    """``Sunday 22 November 2026``."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def plain_date(day: date) -> str:
    """``22 November 2026``."""
    return f"{day_words(day)} {day.year}"


def day_words(day: date) -> str:
    """``22 November``."""
    return f"{day.day} {day:%B}"


def range_words(first: date, last: date) -> str:
    """``9 to 22 November``; month and year are repeated only where they differ."""
    if first == last:
        return day_words(first)
    if first.year != last.year:
        return f"{plain_date(first)} to {plain_date(last)}"
    if first.month != last.month:
        return f"{day_words(first)} to {day_words(last)}"
    return f"{first.day} to {day_words(last)}"


def full_range(first: date, last: date) -> str:
    """``9 to 22 November 2026``; month and year are repeated only where they differ."""
    words = range_words(first, last)
    return words if first.year != last.year else f"{words} {last.year}"


def dates_words(days: Sequence[date], most: int = 4) -> str:
    """``on 3, 9 and 14 November``; only the latest where there are many."""
    shown = days[-most:]
    # The month stands behind the last of its days alone.
    dates = [
        str(day.day)
        if (day.year, day.month) == (following.year, following.month)
        else day_words(day)
        for day, following in pairwise(shown)
    ]
    latest = listed([*dates, day_words(shown[-1])])
    return f"on {latest}" if len(days) <= most else f"on {len(days)} days, the latest {latest}"


def listed(parts: Sequence[str]) -> str:
    """``one``, ``one and two``, ``one, two and three``; at least one part is needed."""
    *earlier, last = parts
    return f"{', '.join(earlier)} and {last}" if earlier else last


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """``1 night``, ``2 nights``; the plural is given where an ``s`` does not make it."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def night_words(day: date, bedtime: str) -> str:
    """``the night Sat 9 → Sun 10 Jan``; by day it is ``the sleep of Sun 10 Jan``.

    Args:
        day: The date on which the night ended.
        bedtime: The usual bedtime, ``HH:MM``.
    """
    if _BY_DAY[0] <= bedtime < _BY_DAY[1]:
        return f"the sleep of {day:%a} {day.day} {day:%b}"
    return f"the night {night_dates(day)}"
