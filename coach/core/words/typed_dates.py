"""Dates the way people type them; what may mean two days is never guessed."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, timedelta

from coach.core.words.lengths_and_dates import DAYS, MONTHS, plain_date

_DAYS_BACK = {"today": 0, "yesterday": 1}
_PIECE = re.compile(r"(\d+)(?:st|nd|rd|th)?|([a-z]+)")
_BETWEEN = re.compile(r"[\s,./-]+")
_SHORTEST_NAME = 3
# Of what was typed, as it is repeated in a sentence.
_LONGEST = 60
# A day that comes every fourth year, or every eighth about 1900.
_YEARS_BACK = 8


def days_meant(text: str, today: date) -> tuple[date, ...]:
    """The days that a typed date may mean, one or more, the day before the month first.

    ``2026-03-15``, ``15.3.2026`` (the day first where dots stand), ``15/3``, ``15 March``,
    ``March 15, 2026``, ``Sunday``, ``yesterday``. Without a year it is the latest one that is
    not to come. ``3/4`` may be two days, and so may a weekday's name on that weekday.

    Args:
        text: What was typed.
        today: The coach's day.

    Raises:
        ValueError: If it is no date; the message names the text.
    """
    typed = text.strip().casefold().replace(" of ", " ")
    hint = ValueError(f"{_quoted(text)} is no date; try {today.isoformat()}")
    if typed in _DAYS_BACK:
        return (today - timedelta(days=_DAYS_BACK[typed]),)
    pieces = _pieces(typed)
    if pieces is None:
        raise hint
    weekday = _place(pieces[0], DAYS)
    if weekday is not None:
        pieces = pieces[1:]
        if not pieces:
            return _latest_weekday(weekday, today)
    meant = tuple(dict.fromkeys(_read(pieces, typed, today)))
    if not meant:
        raise hint
    fitting = [day for day in meant if weekday in (None, day.weekday())]
    if not fitting:
        raise ValueError(
            f"{_quoted(text)} does not fit: {plain_date(meant[0])} is a {meant[0]:%A}"
        )
    return tuple(fitting)


def the_day(text: str, today: date) -> date:
    """The one day that is meant.

    Raises:
        ValueError: If it is no date, or may be two days; the message says so and names them.
    """
    first, *others = days_meant(text, today)
    if others:
        raise ValueError(
            f"{_quoted(text)} may be {plain_date(first)} or {plain_date(others[0])}; "
            f"write {first.isoformat()} or {others[0].isoformat()}"
        )
    return first


def _quoted(text: str) -> str:
    """What was typed, in quotes; of what is far too long for a date, the beginning."""
    typed = text.strip()
    return repr(typed) if len(typed) <= _LONGEST else f"{typed[:_LONGEST]!r} …"


def _pieces(typed: str) -> list[str] | None:
    """Numbers and names in their order; None where there is anything else."""
    pieces: list[str] = []
    for part in _BETWEEN.split(typed.rstrip(".")):
        matched = _PIECE.fullmatch(part)
        if matched is None or not part.isascii():
            return None
        pieces.append(matched[1] or matched[2])
    return pieces


def _place(piece: str, names: Sequence[str]) -> int | None:
    """The place of a name in a list, also of its first letters, three at least."""
    if len(piece) < _SHORTEST_NAME:
        return None
    return next(
        (at for at, name in enumerate(names) if name.casefold().startswith(piece)), None
    )


def _latest_weekday(weekday: int, today: date) -> tuple[date, ...]:
    back = (today.weekday() - weekday) % 7
    day = today - timedelta(days=back)
    return (day,) if back else (day, day - timedelta(days=7))


def _read(pieces: Sequence[str], typed: str, today: date) -> Iterator[date]:
    """All days that some pieces may be, once the weekday is taken off."""
    months = [at for piece in pieces if (at := _place(piece, MONTHS)) is not None]
    numbers = [int(piece) for piece in pieces if piece.isdigit()]
    widths = [len(piece) for piece in pieces if piece.isdigit()]
    if len(months) + len(numbers) != len(pieces) or max(widths, default=9) > 4:
        return
    if len(months) == 1:
        yield from _with_month(months[0] + 1, numbers, widths, today)
    elif not months and len(numbers) == 3:
        yield from _with_year(numbers, widths, typed)
    elif not months and len(numbers) == 2 and max(widths) <= 2:
        first, second = numbers
        yield from _latest(first, second, today)
        if "." not in typed:
            yield from _latest(second, first, today)


def _with_month(
    month: int, numbers: Sequence[int], widths: Sequence[int], today: date
) -> Iterator[date]:
    """``15 March``, ``March 15 2026``, ``2026 March 15``."""
    if len(numbers) == 1 and widths[0] <= 2:
        yield from _latest(numbers[0], month, today)
    elif len(numbers) == 2:
        first, second = numbers
        year_first = widths[0] == 4
        day, year, width = (second, first, 4) if year_first else (first, second, widths[1])
        yield from _date(_year(year, width), month, day)


def _with_year(numbers: Sequence[int], widths: Sequence[int], typed: str) -> Iterator[date]:
    first, second, third = numbers
    if widths[0] == 4:
        yield from _date(first, second, third)
        return
    year = _year(third, widths[2])
    yield from _date(year, second, first)
    if "." not in typed:
        yield from _date(year, first, second)
    if "-" in typed and widths[2] == 2:
        yield from _date(_year(first, widths[0]), second, third)


def _year(number: int, width: int) -> int:
    """A year in full; of two digits it is one of this century, of any other width none."""
    if width == 2:
        return 2000 + number
    return number if width == 4 else 0


def _latest(day: int, month: int, today: date) -> Iterator[date]:
    """The latest such day that is not to come."""
    for back in range(_YEARS_BACK + 1):
        for found in _date(today.year - back, month, day):
            if found <= today:
                yield found
                return


def _date(year: int, month: int, day: int) -> Iterator[date]:
    with suppress(ValueError):
        yield date(year, month, day)
