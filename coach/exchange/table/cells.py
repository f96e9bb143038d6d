"""Dates, times and figures as people type them into the cells of a table."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coach.core.diary import day as days
from coach.exchange.importers import clocks

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +)?"
_REST = r"(?:(?:[T,]| +) *(?P<rest>\S.*))?"
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _REST, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<first>\d{1,2})[-/.] ?(?P<second>\d{1,2})[-/.] ?(?P<year>\d{4}|\d{2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[- .]+(?P<name>{_MONTH})[-, ]*"
        r"(?P<year>\d{4}|\d{2})",
        rf"(?P<name>{_MONTH})[- .]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-, ]+(?P<year>\d{{4}})",
    )
)
_FIGURES_ALONE = re.compile(r"(?<!\d)\d{1,2}([-/.] ?)\d{1,2}\1(?:\d{4}|\d{2})(?!\d)", re.ASCII)
_SECONDS = re.compile(r"^(\d{1,2}:\d\d):\d\d(?:[.,]\d+)?")
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2}) ?(?:h|hrs?|hours?)\.? ?)?(?:(?P<minutes>\d{1,4})(?:[.,]\d+)? ?"
    r"(?:m|min|mins|minutes)?\.?)?",
    re.IGNORECASE | re.ASCII,
)
_CLOCK_LENGTH = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?", re.ASCII)
_FIGURE = re.compile(r"([+-]?\d{1,6}(?:[.,]\d{1,6})?) ?(?:%|/ ?\d{1,3})?", re.ASCII)
# A date in words and a time have room in it.
_LONGEST = 60
_YES = frozenset({"yes", "y", "true", "1", "x", "✓"})
_NO = frozenset({"no", "n", "false", "0"})
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "none given"})


class Order(StrEnum):
    """Which stands first in a date of figures alone."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Told:
    """A moment as a cell tells it: a date, a time, or both.

    Attributes:
        day: The calendar date, if there is one.
        clock: The time as ``HH:MM``, if there is one.
    """

    day: date | None = None
    clock: str | None = None


def is_blank(cell: str) -> bool:
    """Whether a cell says nothing."""
    return cell.strip().lower() in _NOTHING


def told(cell: str, order: Order | None) -> Told:
    """Read a date, a time of day, or a date and a time.

    Args:
        cell: ``04/03/2026``, ``10:45 PM``, ``2026-03-03 23:43``, ``3 March 2026 7:05``.
        order: Which stands first where both are figures.

    Raises:
        ValueError: If it is none of them; the message names the cell.
    """
    text = cell.strip()
    if len(text) > _LONGEST:
        raise ValueError(f'"{cell[:40]}" is no date and no time of day')
    if clocks.is_local(text) is False and text[:4].isdigit():
        try:
            moment = clocks.wall(clocks.instant(text), None)
        except ValueError:
            pass
        else:
            return Told(moment.date(), f"{moment:%H:%M}")
    for form in _FORMS:
        matched = form.fullmatch(text)
        if matched:
            rest = matched["rest"]
            return Told(_date(matched, order, cell), _clock(rest, cell) if rest else None)
    return Told(None, _clock(text, cell))


def _clock(text: str, cell: str) -> str:
    try:
        return days.parse_clock(_SECONDS.sub(r"\1", text.strip()))
    except ValueError:
        raise ValueError(f'"{cell[:40]}" is no date and no time of day') from None


def _date(matched: re.Match[str], order: Order | None, cell: str) -> date:
    parts = matched.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        day, month = (second, first) if order is Order.MONTH_FIRST else (first, second)
    else:
        name = parts.get("name")
        day = int(parts["day"])
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    try:
        # Who writes two digits means this century.
        moment = clocks.local(year + 2000 if year < 100 else year, month, day, 0, 0)
    except ValueError:
        raise ValueError(f'"{cell[:40]}" is no date of a diary') from None
    return moment.date()


def orders(cells: Iterable[str]) -> tuple[Order, ...]:
    """The orders of day and month in which dates can be read; one where it shows.

    Both come back only where nothing in the cells tells them apart and it matters.
    """
    figures = {date[0] for cell in cells if (date := _FIGURES_ALONE.search(cell))}
    readings = {order: list(_dates(figures, order)) for order in Order}
    fits = {order: sum(day is not None for day in read) for order, read in readings.items()}
    most = max(fits.values())
    best = tuple(order for order in Order if fits[order] == most)
    if readings[Order.DAY_FIRST] == readings[Order.MONTH_FIRST]:
        return best[:1]
    return best


def _dates(cells: Iterable[str], order: Order) -> Iterator[date | None]:
    for cell in sorted(cells):
        try:
            yield told(cell, order).day
        except ValueError:
            yield None


def combined(day: date, clock: str) -> datetime:
    """A time on a date, by the clock on the wall."""
    minutes = days.minutes_of(clock)
    return clocks.local(day.year, day.month, day.day, minutes // 60, minutes % 60)


def minutes(cell: str) -> int:
    """A length: ``35``, ``35 min``, ``0:35``, ``1 h 10``, ``32,5``.

    Raises:
        ValueError: If it is none.
    """
    text = cell.strip()
    as_clock = _CLOCK_LENGTH.fullmatch(text)
    if as_clock:
        return int(as_clock[1]) * 60 + int(as_clock[2])
    matched = _LENGTH.fullmatch(text)
    if matched is None or not text:
        raise ValueError(f'"{cell[:40]}" is no length in minutes')
    return int(matched["hours"] or 0) * 60 + int(matched["minutes"] or 0)


def hours(cell: str) -> int:
    """A length in hours as minutes: ``7.5``, ``7,5``, ``7:30``, ``7 h 30``.

    Raises:
        ValueError: If it is none.
    """
    figure = _FIGURE.fullmatch(cell.strip())
    return minutes(cell) if figure is None else round(number(cell) * 60)


def number(cell: str) -> float:
    """A figure, its fraction after a point or a comma: ``3``, ``2,5``, ``80 %``, ``3/5``.

    Raises:
        ValueError: If it is none.
    """
    figure = _FIGURE.fullmatch(cell.strip())
    if figure is None:
        raise ValueError(f'"{cell[:40]}" is no figure')
    return float(figure[1].replace(",", "."))


def flag(cell: str) -> bool:
    """A yes or no.

    Raises:
        ValueError: If it is neither.
    """
    word = cell.strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(f'"{cell[:40]}" is neither yes nor no')
