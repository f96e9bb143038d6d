"""Dates and spans in words, the same in every locale."""

from collections.abc import Sequence
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: date, *, year: bool = False) -> str:
    """``22 November``, or with its year."""
    said = f"{day.day} {_MONTHS[day.month - 1]}"
    return f"{said} {day.year}" if year else said


def range_words(first: date, last: date) -> str:
    """``9 to 22 November``; month and year are repeated only where they differ."""
    if first == last:
        return day_words(first)
    if first.year != last.year:
        return f"{day_words(first, year=True)} to {day_words(last, year=True)}"
    if first.month != last.month:
        return f"{day_words(first)} to {day_words(last)}"
    return f"{first.day} to {day_words(last)}"


def dates_words(days: Sequence[date], most: int = 4) -> str:
    """``on 3, 9 and 14 November``; only the latest where there are many."""
    kept = days[-most:]
    said: list[str] = []
    for place, day in enumerate(kept):
        following = kept[place + 1] if place + 1 < len(kept) else None
        same = following is not None and (following.year, following.month) == (
            day.year,
            day.month,
        )
        said.append(str(day.day) if same else day_words(day))
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"on {listed}" if len(days) <= most else f"on {len(days)} days, the latest {listed}"
