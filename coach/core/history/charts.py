"""Text columns, strips and bars on fixed scales, readable without colour.

A scale is given, never taken from the data: seven equal nights look like seven equal
nights, and 7.0 beside 7.2 hours is no catastrophe. A value that is missing is drawn as a
gap, never as zero; zero has the lowest block.
"""

from collections.abc import Iterable, Sequence

import msgspec

from coach.core.diary.records import Entry
from coach.core.diary.said import mark_of

BLOCKS = "▁▂▃▄▅▆▇█"
GAP = " "
GAP_DOT = "·"
AVERAGE = "┈"

# A night's scale runs from five hours before its bedtime to thirteen after.
_BEFORE_BED, _SCALE = 5 * 60, 18 * 60
# Of who goes to bed at 23:00, in minutes from the midnight at which the night's date begins.
USUAL_SCALE = -60 - _BEFORE_BED
ASLEEP, IN_BED, EARLIER, LATER = "█", "░", "‹", "›"


class NightSpan(msgspec.Struct, frozen=True):
    """A night on the clock, in minutes from the midnight at which its date begins.

    Negative before midnight. Only what was answered is there.

    Attributes:
        in_bed: Going to bed, or trying to sleep where that alone is known.
        asleep: Falling asleep.
        woke: The final awakening.
        up: Getting out of bed, or the final awakening where that alone is known.
    """

    in_bed: int | None = None
    asleep: int | None = None
    woke: int | None = None
    up: int | None = None


def movement_strip(entries: Iterable[Entry | None]) -> str:
    """One sign a night; None stands for a day without an entry."""
    return "".join(mark_of(entry) for entry in entries)


def share_bar(share: float | None, width: int) -> str:
    """A share, 0 to 1, as a bar on a scale from none to all; dots where there is none."""
    if share is None:
        return GAP_DOT * width
    full = round(share * width)
    return ASLEEP * full + IN_BED * (width - full)


def columns(values: Sequence[float | None], low: float, high: float) -> str:
    """A strip of columns, one character each, on a fixed scale.

    Args:
        values: What to draw; None is a gap.
        low: The value of the lowest block; lower ones are drawn as it.
        high: The value of the full block; higher ones are drawn as it.

    Raises:
        ValueError: If the scale is empty.
    """
    return "".join(
        GAP if value is None else BLOCKS[_eighth(value, low, high, len(BLOCKS)) - 1]
        for value in values
    )


def tall_columns(
    values: Sequence[float | None],
    low: float,
    high: float,
    height: int,
    average: float | None = None,
) -> tuple[str, ...]:
    """Columns several rows high, top row first, each as long as ``values``.

    Args:
        values: What to draw; None is a dot on the bottom row.
        low: The value at the foot of the lowest row.
        high: The value at the top of the highest row.
        height: Rows.
        average: Where to draw a dotted line behind the columns.

    Raises:
        ValueError: If the scale is empty.
    """
    line = None if average is None else row_of(average, low, high, height)
    fills = [None if v is None else _eighth(v, low, high, 8 * height) for v in values]
    return tuple(
        "".join(_cell(fill, row, on_line=row == line) for fill in fills)
        for row in reversed(range(height))
    )


def row_of(value: float, low: float, high: float, height: int) -> int:
    """The row, counted from the bottom, on which a value comes to lie."""
    return (_eighth(value, low, high, 8 * height) - 1) // 8


def _cell(fill: int | None, row: int, *, on_line: bool) -> str:
    above = AVERAGE if on_line else GAP
    if fill is None:
        return GAP_DOT if row == 0 else above
    eighths = fill - 8 * row
    return above if eighths <= 0 else BLOCKS[min(eighths, 8) - 1]


def _eighth(value: float, low: float, high: float, steps: int) -> int:
    """The step, 1 to ``steps``, that a value reaches on the scale."""
    if not low < high:
        raise ValueError(f"a scale from {low} to {high} holds nothing")
    share = (value - low) / (high - low)
    return min(steps, max(1, round(share * steps)))


def scale_of(bedtime: int) -> int:
    """Where the scale of a night begins, in minutes from the midnight of its date.

    Args:
        bedtime: The bedtime, in the same minutes; negative before midnight.
    """
    return bedtime - _BEFORE_BED


def night_bar(span: NightSpan, width: int, begins: int = USUAL_SCALE) -> str:
    """A night from bed to wake on a scale of 18 hours, 18:00 to 12:00 as a rule.

    Args:
        span: The night's times.
        width: Characters.
        begins: Where the scale begins, as `scale_of` gives it.

    Returns:
        ``width`` characters: blank out of bed, ``░`` in bed, ``█`` from falling asleep to
        the final awakening. What lies off the scale leaves ``‹`` or ``›`` at that edge.
    """
    cells = [GAP] * width
    in_bed = _first(span.in_bed, span.asleep), _first(span.up, span.woke)
    _fill(cells, *in_bed, IN_BED, begins)
    _fill(cells, span.asleep, span.woke, ASLEEP, begins)
    known = [t for t in (span.in_bed, span.asleep, span.woke, span.up) if t is not None]
    if cells and any(t < begins for t in known):
        cells[0] = EARLIER
    if cells and any(t > begins + _SCALE for t in known):
        cells[-1] = LATER
    return "".join(cells)


def lies_outside(span: NightSpan, begins: int = USUAL_SCALE) -> bool:
    """Whether no part of the night falls on the scale, as after a changed shift."""
    begin, end = _first(span.in_bed, span.asleep), _first(span.up, span.woke)
    if begin is None or end is None:
        return False
    return begin >= begins + _SCALE or end <= begins


def night_axis(width: int, begins: int = USUAL_SCALE) -> str:
    """The hours above a night bar, each at its place, as many as the width allows."""
    cells = [GAP] * width
    every = 3 if width >= 20 else 6
    # The first whole hour on the scale; at a bedtime of 23:30 that is half an hour in.
    first = -(-begins // 60)
    for hour in range(first, (begins + _SCALE) // 60 + 1, every):
        # The last label ends where the scale does; the others begin at their hour. One
        # that would touch its neighbour is left out.
        at = min(_place(hour * 60, width, begins), width - 2)
        if at == 0 or (at > 0 and cells[at - 1] == GAP):
            cells[at : at + 2] = f"{hour % 24:02d}"
    return "".join(cells[:width])


def _fill(cells: list[str], begin: int | None, end: int | None, sign: str, begins: int) -> None:
    if begin is None or end is None or end <= begins or begin >= begins + _SCALE:
        return
    first, last = (_place(time, len(cells), begins) for time in (begin, end))
    # Even a short stay shows.
    for at in range(first, max(last, first + 1)):
        if at < len(cells):
            cells[at] = sign


def _place(minutes: int, width: int, begins: int) -> int:
    share = (minutes - begins) / _SCALE
    return min(width, max(0, round(share * width)))


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)
