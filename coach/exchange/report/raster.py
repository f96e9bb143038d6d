"""Where everything in the picture of the nights stands, in millimetres.

Rows run from noon to noon and time is continuous: a sleep that reaches past noon goes on in the
next row. What has no answer is drawn as a gap with the words for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.core.history.night import WallTimes
from coach.core.words.lengths_and_dates import short_date
from coach.exchange.report.nights import DAY_MIN, KINDS, NightLine

LABEL_MM, CLOCK_MM, LETTER_MM, GAP_MM, HEAD_MM = 20.0, 118.0, 5.8, 4.0, 9.0
ROOMY_MM, DENSE_MM, ROOMY_NIGHTS, DENSE_NIGHTS = 6.9, 3.95, 14, 28
# Where a bar lies in its row, from its upper edge, and how high it is, as shares of the row.
_ALONE, _ABOVE, _BELOW = (0.19, 0.62), (0.08, 0.54), (0.68, 0.24)
_MARK_MM = 3.4
_WORDS_FIT_MM = 19.0


class Stretch(StrEnum):
    """How a stretch of the night is drawn."""

    IN_BED = "bed"
    AWAKE = "awake"
    ASLEEP = "asleep"
    NOT_KNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch in one row.

    Attributes:
        span: How it is drawn.
        x: Where it begins.
        width: How long it is.
        y: Its upper edge, from that of the row.
        height: How high it is.
        by_device: Whether a device tells it, which is drawn lighter.
        words: What stands within, if it fits.
    """

    span: Stretch
    x: float
    width: float
    y: float
    height: float
    by_device: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter or an arrow on the clock."""

    letter: str
    x: float


@dataclass(frozen=True, slots=True)
class RasterRow:
    """One night.

    Attributes:
        y: Its upper edge.
        label: Its date.
        bars: Stretches on the clock.
        signs: ``C``, ``A``, and ``v`` and ``^`` for going to bed and getting up.
        letters: Movement letters with the middle of their columns.
        words: What stands there instead of bars, if nothing does.
    """

    y: float
    label: str
    bars: tuple[Bar, ...]
    signs: tuple[Letter, ...]
    letters: tuple[Letter, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Raster:
    """The whole picture; ``hours`` and ``heads`` are the headings with their places."""

    width: float
    height: float
    row_height: float
    hours: tuple[Letter, ...]
    heads: tuple[Letter, ...]
    rows: tuple[RasterRow, ...]


def raster(lines: Sequence[NightLine], before: NightLine, on_sheet: int = 0) -> Raster:
    """Lay the nights out, one row each, the earliest on top.

    Args:
        lines: The nights.
        before: The one before the first, for what of it falls after noon.
        on_sheet: Rows of the sheet that are taken, headings of further pictures included;
            0 where these are all.
    """
    taken = on_sheet or len(lines)
    dense = round(min(DENSE_MM, DENSE_MM * DENSE_NIGHTS / taken), 2)
    row_height = ROOMY_MM if taken <= ROOMY_NIGHTS else dense
    bars: list[list[Bar]] = [[] for _ in lines]
    signs: list[list[Letter]] = [[] for _ in lines]
    for place, line in enumerate((before, *lines), -1):
        for row, bar in _bars(place, line, row_height):
            if 0 <= row < len(lines):
                bars[row].append(bar)
        for row, sign in _signs(place, line):
            if 0 <= row < len(lines):
                signs[row].append(sign)
    rows = tuple(
        RasterRow(
            y=round(HEAD_MM + place * row_height, 2),
            label=short_date(line.day),
            bars=tuple(bars[place]),
            signs=_apart(signs[place]),
            letters=tuple(
                Letter(letter, column_mm(index)) for index, letter in enumerate(line.letters)
            ),
            words=_instead(line),
        )
        for place, line in enumerate(lines)
    )
    return Raster(
        width=round(column_mm(len(KINDS)) + 1.0, 2),
        height=round(HEAD_MM + len(lines) * row_height + 0.5, 2),
        row_height=row_height,
        hours=tuple(Letter(f"{(12 + hour) % 24}", _x(hour * 60)) for hour in range(0, 25, 2)),
        heads=tuple(Letter(kind.name, column_mm(place)) for place, kind in enumerate(KINDS)),
        rows=rows,
    )


def spans(times: WallTimes) -> Iterator[tuple[Stretch, int, int]]:
    """The stretches of a night: how drawn, from which minute, to which."""
    in_bed, tried, asleep, woke, up = (
        times.in_bed,
        times.tried,
        times.asleep,
        times.woke,
        times.up,
    )
    if in_bed is not None and tried is not None:
        yield Stretch.IN_BED, in_bed, tried
    if tried is not None and asleep is not None:
        yield Stretch.AWAKE, tried, asleep
    begin = tried if tried is not None else in_bed
    end = woke if woke is not None else up
    if asleep is not None and woke is not None:
        yield Stretch.ASLEEP, asleep, woke
    elif begin is not None and end is not None:
        yield Stretch.NOT_KNOWN, asleep if asleep is not None else begin, end
    if woke is not None and up is not None:
        yield Stretch.AWAKE, woke, up


def column_mm(place: int) -> float:
    """The middle of a movement column."""
    return round(LABEL_MM + CLOCK_MM + GAP_MM + LETTER_MM * (place + 0.5), 2)


def _x(minute: float) -> float:
    return round(LABEL_MM + CLOCK_MM * minute / DAY_MIN, 2)


def _bars(place: int, line: NightLine, row_height: float) -> Iterator[tuple[int, Bar]]:
    """Every stretch, cut at noon, with the row it falls in; a device's below the person's."""
    tracks = [(line.times, line.by_device, _ABOVE if line.device else _ALONE)]
    tracks.append((line.device, True, _BELOW))
    for times, by_device, (top, high) in tracks:
        for span, begin, end in spans(times) if times else ():
            for row in range(begin // DAY_MIN, -(-end // DAY_MIN)) if begin < end else ():
                start = max(begin, row * DAY_MIN)
                stop = min(end, (row + 1) * DAY_MIN)
                width = round(CLOCK_MM * (stop - start) / DAY_MIN, 2)
                fits = span is Stretch.ASLEEP and width >= _WORDS_FIT_MM
                yield (
                    place + row,
                    Bar(
                        span,
                        _x(start - row * DAY_MIN),
                        width,
                        round(top * row_height, 2),
                        round(high * row_height, 2),
                        by_device,
                        _waking(line) if fits and times is line.times else "",
                    ),
                )


def _signs(place: int, line: NightLine) -> Iterator[tuple[int, Letter]]:
    times = line.times
    moments = [(drink.letter, drink.minute) for drink in line.drinks]
    if times and times.in_bed is not None:
        moments.append(("v", times.in_bed))
    if times and times.up is not None:
        moments.append(("^", times.up))
    for letter, moment in moments:
        row, minute = divmod(moment, DAY_MIN)
        yield place + row, Letter(letter, _x(minute))


def _waking(line: NightLine) -> str:
    """``awake 2×, 15 min``: when in the night is not asked."""
    times, minutes = line.night.awakenings, line.measures.awake
    parts = ([f"{times}×"] if times else []) + ([f"{minutes} min"] if minutes else [])
    return "awake " + ", ".join(parts) if parts else ""


def _apart(signs: Sequence[Letter]) -> tuple[Letter, ...]:
    """Letters moved to the right where they would cover each other; arrows stay."""
    placed = [sign for sign in signs if sign.letter in "v^"]
    edge = 0.0
    for sign in sorted((s for s in signs if s.letter not in "v^"), key=lambda s: s.x):
        x = max(sign.x, edge)
        placed.append(Letter(sign.letter, round(x, 2)))
        edge = x + _MARK_MM
    return tuple(placed)


def _instead(line: NightLine) -> str:
    if not line.answered:
        return "not answered"
    if "unlikely" in line.remarks:
        return "times unlikely, left out"
    return "" if line.times else "times not answered"
