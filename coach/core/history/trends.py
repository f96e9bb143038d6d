"""Series over time with their gaps, their averages over what was answered, and a sentence.

Each measure has a fixed scale. A long time is drawn in bins of some days, each the mean of
what was answered in it; a bin without an answer is a gap.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coach.core.diary.said import disturbed
from coach.core.diary.sleep import seen
from coach.core.history import times
from coach.core.history.charts import row_of, tall_columns
from coach.core.history.night import Nights, slept_minutes
from coach.core.words.lengths_and_dates import counted, hours_and_minutes, plain_date

_BINS = (1, 2, 7, 14, 28, 91, 182, 364)
_WIDEST_COLUMN = 4
_HALVES_FROM_DAYS = 28
_ENOUGH_FOR_A_HALF = 5
# Blanks before the columns, and those kept behind them for the average.
AXIS, LABEL = 6, 9


class Span(StrEnum):
    """How long a time is looked at; the value is how the choice is worded."""

    FORTNIGHT = "the last 14 days"
    MONTH = "the last 28 days"
    QUARTER = "the last 90 days"
    YEAR = "the last 365 days"
    ALL = "everything"

    def first_day(self, last: date, first_entry: date | None) -> date:
        """The first day of the time that ends on a day."""
        if self is Span.ALL:
            return min(first_entry or last, last)
        return last - timedelta(days=_LENGTHS[self] - 1)


_LENGTHS = {Span.FORTNIGHT: 14, Span.MONTH: 28, Span.QUARTER: 90, Span.YEAR: 365}


Reader = Callable[[Nights, date], float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is followed over time.

    Attributes:
        title: Its name, with what it is counted in.
        low: Value at the foot of the chart.
        high: Value at its top.
        read: Its value on a day, None where it was not answered.
        said: A value in words.
        axis: A value at the edge of the chart, five signs at most.
        of: What an answer stands for: nights, or days.
        is_share: Whether it is yes or no a day, so that its average is a share.
    """

    title: str
    low: float
    high: float
    read: Reader
    said: Callable[[float], str]
    axis: Callable[[float], str]
    of: str = "night"
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure over a time.

    Attributes:
        measure: What was followed.
        first: First day.
        last: Last day.
        values: One a day, None where not answered.
        average: Mean of what was answered, None where nothing was.
    """

    measure: Measure
    first: date
    last: date
    values: tuple[float | None, ...]
    average: float | None

    @property
    def answered(self) -> int:
        """On how many days there is a value."""
        return sum(value is not None for value in self.values)


def _hours(nights: Nights, day: date) -> float | None:
    minutes = slept_minutes(nights.entry(day))
    return None if minutes is None else minutes / 60


def _disturbed(nights: Nights, day: date) -> float | None:
    answer = disturbed(nights.entry(day))
    return None if answer is None else 100.0 * answer


def _quality(nights: Nights, day: date) -> float | None:
    entry = nights.entry(day)
    night = seen(entry).night if entry else None
    return night.quality if night else None


def _stress(nights: Nights, day: date) -> float | None:
    entry = nights.entry(day)
    return entry.day.stress if entry and entry.day else None


def _steps(title: str, read: Reader, of: str = "night") -> Measure:
    """An answer on the scale from 1 to 5."""
    return Measure(
        title, 1, 5, read, lambda step: f"{round(step, 1):g}", lambda step: f"{step:.0f}", of
    )


MEASURES: tuple[Measure, ...] = (
    Measure(
        "Hours asleep",
        0,
        10,
        _hours,
        lambda hours: hours_and_minutes(60 * hours),
        lambda hours: f"{hours:.0f} h",
    ),
    Measure(
        "Nights that movement disturbed",
        0,
        100,
        _disturbed,
        lambda share: f"{share:.0f} %",
        lambda share: f"{share:.0f} %",
        is_share=True,
    ),
    _steps("Sleep quality, 1 to 5", _quality),
    _steps("Stress, 1 to 5", _stress, of="day"),
    Measure(
        "Caffeine left at bedtime",
        0,
        200,
        Nights.caffeine_before,
        lambda mg: f"{5 * round(mg / 5)} mg",
        lambda mg: f"{mg:.0f}mg",
    ),
)


def times_of_bed(nights: Nights, first: date, last: date) -> tuple[str, ...]:
    """Average bedtime and rising with their spread, a line each, and the weekdays below.

    Nothing where fewer than three nights tell of them.
    """
    length = max(0, (last - first).days + 1)
    span = times.span_to(last, length)
    told = (
        ("Bedtime", times.averaged(times.bedtime(nights, night) for night in span)),
        ("Up at", times.averaged(times.rise(nights, night) for night in span)),
    )
    lines = [
        f"{name} {average.words}; {counted(average.of, 'night')}."
        for name, average in told
        if average is not None
    ]
    if not lines:
        return ()
    return (*lines, *times.weekday_lines(times.by_weekday(nights, span)))


def trend(
    measure: Measure,
    nights: Nights,
    first: date,
    last: date,
) -> Trend:
    """Follow one measure from a first to a last day, both included."""
    length = max(0, (last - first).days + 1)
    values = tuple(
        measure.read(nights, first + timedelta(days=place)) for place in range(length)
    )
    return Trend(measure, first, last, values, mean(values))


def mean(values: Sequence[float | None]) -> float | None:
    """The mean of what is there, or None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def bin_days(days: int, width: int) -> int:
    """How many days share a column, so that all of them fit a width."""
    fits = (size for size in _BINS if -(-days // size) <= width)
    return next(fits, max(1, -(-days // max(1, width))))


def binned(values: Sequence[float | None], size: int) -> tuple[float | None, ...]:
    """Means over bins that end with the last value; the first bin may be shorter."""
    start = len(values) % size
    edges = (
        [0, *range(start, len(values) + 1, size)] if start else range(0, len(values) + 1, size)
    )
    pairs = zip(edges, list(edges)[1:], strict=False)
    return tuple(mean(values[low:high]) for low, high in pairs)


def chart(trend: Trend, width: int, height: int) -> tuple[str, ...]:
    """The trend as text: columns with their scale, the average line, and the dates below.

    Args:
        trend: What to draw.
        width: Columns there are, at least 30.
        height: Rows of the columns themselves.

    Returns:
        ``height`` + 1 lines, none longer than ``width``.
    """
    measure = trend.measure
    average_words = "" if trend.average is None else f" ┈ {measure.said(trend.average)}"
    room = max(1, width - AXIS - max(LABEL, len(average_words)))
    size = bin_days(len(trend.values), room)
    bins = binned(trend.values, size)
    wide = column_width(room, len(bins))
    rows = tall_columns(bins, measure.low, measure.high, height, trend.average)
    line = None
    if trend.average is not None:
        line = height - 1 - row_of(trend.average, measure.low, measure.high, height)
    labels = {0: measure.axis(measure.high), height - 1: measure.axis(measure.low)}
    lines = [
        f"{labels.get(place, ''):>{AXIS - 1}} "
        + "".join(_widened(sign, wide) for sign in row)
        + (average_words if place == line else "")
        for place, row in enumerate(rows)
    ]
    return (*lines, _dates(trend, size, wide * len(bins), width))


def column_width(room: int, columns: int) -> int:
    """How many signs wide a column is drawn."""
    return max(1, min(_WIDEST_COLUMN, room // max(1, columns)))


def _widened(sign: str, wide: int) -> str:
    """One column drawn several signs wide, with a space between columns."""
    if wide == 1:
        return sign
    return sign * wide if sign == "┈" else f"{sign * (wide - 1)} "


def _dates(trend: Trend, size: int, drawn: int, width: int) -> str:
    begin, end = (
        f"{trend.first.day} {trend.first:%b %Y}",
        f"{trend.last.day} {trend.last:%b %Y}",
    )
    scale = "" if size == 1 else f"one column: {size} days"
    gap = drawn - len(begin) - len(end)
    if gap >= max(3, len(scale) + 2):
        return f"{'':{AXIS}}{begin}{scale:^{gap}}{end}"
    spread = f"{'':{AXIS}}{begin}{'':{gap}}{end}  {scale}".rstrip() if gap >= 3 else ""
    close = f"{'':{AXIS}}{begin} to {end}  {scale}".rstrip()
    return spread if spread and len(spread) <= width else close


def sentence(trend: Trend) -> str:
    """What the chart says, in words."""
    measure = trend.measure
    if trend.average is None:
        return f"Not answered from {plain_date(trend.first)} to {plain_date(trend.last)}."
    known = [value for value in trend.values if value is not None]
    out_of = f"{trend.answered:,} of {counted(len(trend.values), measure.of)} answered"
    if measure.is_share:
        yes = sum(value > 0 for value in known)
        nights = counted(trend.answered, "answered night")
        words = f"{yes:,} of {nights} ({measure.said(trend.average)})."
    elif min(known) == max(known):
        words = f"{measure.said(trend.average)} each time; {out_of}."
    else:
        spread = f"{measure.said(min(known))} to {measure.said(max(known))}"
        words = f"{measure.said(trend.average)} on average, from {spread}; {out_of}."
    return f"{words}{_halves(trend)}"


def _halves(trend: Trend) -> str:
    """The two halves beside each other, where both hold enough answers."""
    if len(trend.values) < _HALVES_FROM_DAYS:
        return ""
    middle = len(trend.values) // 2
    halves = (trend.values[:middle], trend.values[middle:])
    if any(sum(value is not None for value in half) < _ENOUGH_FOR_A_HALF for half in halves):
        return ""
    first, second = (mean(half) for half in halves)
    assert first is not None
    assert second is not None
    in_words = trend.measure.said
    return f" First half {in_words(first)}, second half {in_words(second)}."
