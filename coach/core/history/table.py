"""Nights as rows of a table: which columns fit a width, and what stands in them."""

from dataclasses import dataclass
from enum import StrEnum

from coach.core.diary.day import clock_of
from coach.core.diary.said import Mark
from coach.core.history.charts import (
    GAP_DOT,
    NightSpan,
    lies_outside,
    night_axis,
    night_bar,
)
from coach.core.history.night import NightRow
from coach.core.words.lengths_and_dates import short_date

_ROOMY = 72
_ROOMY_BAR, _TIGHT_BAR = 20, 12
_FIXED = 45

LEGEND = (
    "█ asleep  ░ in bed   ● movement disturbed sleep  ○ no bother  - none  (blank) not answered"
)
SHORT_LEGEND = "● disturbed  ○ no bother  - none  (blank) not answered"


class Role(StrEnum):
    """What a piece of a row is, for its looks."""

    DATE = "date"
    BAR = "bar"
    PLAIN = "plain"
    DISTURBED = "disturbed"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that fit a width.

    Attributes:
        bar: Characters of the night bar.
        tags: Characters left for tags; 0 where they do not fit.
    """

    bar: int
    tags: int


def layout(width: int) -> Layout:
    """The columns for a width of at least 57 characters."""
    if width < _ROOMY:
        return Layout(bar=max(0, min(_TIGHT_BAR, width - _FIXED)), tags=0)
    return Layout(bar=_ROOMY_BAR, tags=max(0, width - _FIXED - _ROOMY_BAR - 1))


def headings(columns: Layout, year: int) -> tuple[str, str]:
    """The two lines above the rows."""
    over = f"{'':{columns.bar + 30}}caffeine stress"
    times = f"  {year:<10} {night_axis(columns.bar)}"
    names = f"{times} {'asleep':>7} {'qual':>4} move {'left':>6} before"
    return over, names


def cells(row: NightRow, columns: Layout, *, chosen: bool) -> tuple[tuple[str, Role], ...]:
    """One row in pieces, each with what it is.

    Args:
        row: The night.
        columns: What fits.
        chosen: Whether the cursor stands on it.
    """
    pointer = "› " if chosen else "  "
    when = f"{pointer}{short_date(row.day)} "
    disturbed = row.mark is Mark.DISTURBED
    more = "+" if row.tags and not columns.tags else " "
    left = "" if row.caffeine_mg is None else f"{row.caffeine_mg} mg"
    return (
        (when, Role.DATE if row.answered else Role.MUTED),
        (_bar(row.span, columns.bar), Role.BAR if row.answered else Role.MUTED),
        (f" {row.slept_words:>7} {_of_five(row.quality):>4} ", Role.PLAIN),
        (f" {row.mark}{more}  ", Role.DISTURBED if disturbed else Role.PLAIN),
        (f"{left:>6} {_of_five(row.stress):>6}", Role.PLAIN),
        (f" {tags_that_fit(row.tags, columns.tags)}" if columns.tags else "", Role.MUTED),
    )


def tags_that_fit(tags: tuple[str, ...], width: int) -> str:
    """As many tags as fit, and a sign where there are more."""
    words = ", ".join(tags)
    if len(words) <= width:
        return words
    for count in range(len(tags) - 1, 0, -1):
        shorter = f"{', '.join(tags[:count])} +{len(tags) - count}"
        if len(shorter) <= width:
            return shorter
    return f"+{len(tags)}"[:width]


def _bar(span: NightSpan, width: int) -> str:
    """The night bar, dots where its times are not answered.

    A day sleeper's night is written out where it cannot be drawn.
    """
    begin, end = span.in_bed, span.up
    if begin is None or end is None:
        return GAP_DOT * width
    bar = night_bar(span, width)
    if not lies_outside(span) or width < 12:
        return bar
    long = f"{clock_of(begin)} to {clock_of(end)}"
    times = long if len(long) + 2 <= width else f"{clock_of(begin)}-{clock_of(end)}"
    return f"{bar[0]}{times:^{width - 2}}{bar[-1]}" if len(times) <= width - 2 else bar


def _of_five(step: int | None) -> str:
    return "" if step is None else f"{step}/5"


def row_line(row: NightRow, columns: Layout) -> str:
    """One row as plain text."""
    return "".join(text for text, _ in cells(row, columns, chosen=False)).rstrip()
