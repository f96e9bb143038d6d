"""Dates, lengths of time and counts the way they are written on every screen."""

from datetime import date


def hours_and_minutes(minutes: float) -> str:
    """``6 h 20`` of minutes; under an hour ``20 min``."""
    whole = round(minutes)
    return f"{whole // 60} h {whole % 60:02d}" if whole >= 60 else f"{whole} min"


def short_date(day: date) -> str:
    """``Sun 22 Nov``."""
    return f"{day:%a} {day.day:2d} {day:%b}"


def long_date(day: date) -> str:
    """``Sunday 22 November 2026``."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def plain_date(day: date) -> str:
    """``22 November 2026``."""
    return f"{day.day} {day:%B} {day.year}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """``1 night``, ``2 nights``; the plural is given where an ``s`` does not make it."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
