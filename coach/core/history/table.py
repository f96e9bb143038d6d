"""Nights as rows of a table: which columns fit a width, and what stands in them."""

from dataclasses import dataclass
from enum import StrEnum

from coach.core.diary.day import clock_of
from coach.core.diary.said import Mark
from coach.core.history.charts import (
    GAP_DOT,
    USUAL_SCALE,
    lies_outside,
    night_axis,
    night_bar,
)
from coach.core.history.night import NightRow
from coach.core.words.lengths_and_dates import short_date

_ROOMY = 72
_ROOMY_BAR, _TIGHT_BAR = 20, 12
_FIXED = 45
_NO_SLEEP = "no sleep"
# What stands before the row one is at.
MARK = "› "

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
        begins: Where the scale of the bars begins, as `charts.scale_of` gives it.
    """

    bar: int
    tags: int
    begins: int = USUAL_SCALE


def layout(width: int, begins: int = USUAL_SCALE) -> Layout:
    """The columns for a width of at least 57 characters."""
    if width < _ROOMY:
        return Layout(bar=max(0, min(_TIGHT_BAR, width - _FIXED)), tags=0, begins=begins)
    tags = max(0, width - _FIXED - _ROOMY_BAR - 1)
    return Layout(bar=_ROOMY_BAR, tags=tags, begins=begins)


def headings(columns: Layout, year: int) -> tuple[str, str]:
    """The two lines above the rows."""
    over = f"{'':{columns.bar + 30}}caffeine stress"
    times = f"  {year:<10} {night_axis(columns.bar, columns.begins)}"
    names = f"{times} {'asleep':>7} {'rest':>4} move {'left':>6} before"
    return over, names


def cells(row: NightRow, columns: Layout, *, chosen: bool) -> tuple[tuple[str, Role], ...]:
    """One row in pieces, each with what it is.

    Args:
        row: The night.
        columns: What fits.
        chosen: Whether the cursor stands on it.
    """
    pointer = MARK if chosen else " " * len(MARK)
    when = f"{pointer}{short_date(row.day)} "
    disturbed = row.mark is Mark.DISTURBED
    more = "+" if row.tags and not columns.tags else " "
    left = "" if row.caffeine_mg is None else f"{row.caffeine_mg} mg"
    return (
        (when, Role.DATE if row.answered else Role.MUTED),
        (_bar(row, columns), Role.BAR if row.answered else Role.MUTED),
        (f" {row.slept_words:>7} {_rest(row):>4} ", Role.PLAIN),
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


def _bar(row: NightRow, columns: Layout) -> str:
    """The night bar, dots where its times are not answered.

    A night that lies beside the scale, and one without sleep, is written out.
    """
    span, width = row.span, columns.bar
    if row.did_not_sleep:
        return f"{_NO_SLEEP:^{width}}"[:width]
    begin, end = span.in_bed, span.up
    if begin is None or end is None:
        return GAP_DOT * width
    bar = night_bar(span, width, columns.begins)
    if not lies_outside(span, columns.begins) or width < 12:
        return bar
    long = f"{clock_of(begin)} to {clock_of(end)}"
    times = long if len(long) + 2 <= width else f"{clock_of(begin)}-{clock_of(end)}"
    return f"{bar[0]}{times:^{width - 2}}{bar[-1]}" if len(times) <= width - 2 else bar


def _rest(row: NightRow) -> str:
    """How rested one felt; the night's quality, marked as such, where only that is known."""
    if row.rested is not None or row.quality is None:
        return _of_five(row.rested)
    return f"q{_of_five(row.quality)}"


def _of_five(step: int | None) -> str:
    return "" if step is None else f"{step}/5"


def row_line(row: NightRow, columns: Layout) -> str:
    """One row as plain text."""
    return "".join(text for text, _ in cells(row, columns, chosen=False)).rstrip()
