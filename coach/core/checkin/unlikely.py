"""Whether a night is so unlikely that the person is asked before it is kept."""

from dataclasses import dataclass

from msgspec import structs

from coach.core.diary import day as days
from coach.core.diary import sleep
from coach.core.diary.records import Entry

_LONG = 12 * 60
_SHORT = 2 * 60


@dataclass(frozen=True, slots=True)
class Unlikely:
    """An unlikely night.

    Attributes:
        words: What it comes to, as a question.
        perhaps: What may have been meant, or empty.
    """

    words: str
    perhaps: str = ""


def hours(minutes: int) -> str:
    """``7 h 05`` of minutes."""
    return f"{minutes // 60} h {minutes % 60:02d}"


def unlikely(entry: Entry) -> Unlikely | None:
    """Why a night should be asked about, or None if it is likely, confirmed or not there.

    The gates are those of `coach.core.diary.sleep.Doubt`, and, softer, more than twelve or less
    than two hours in bed.
    """
    night = entry.night
    if night is None or night.confirmed:
        return None
    measures = sleep.measure(entry)
    begin = night.in_bed_at or night.tried_to_sleep_at
    end = night.out_of_bed_at or night.final_wake_at
    if begin is None or end is None:
        return _doubted(entry, measures)
    first = measures.in_bed or measures.tried
    last = measures.up or measures.woke
    assert first is not None
    assert last is not None
    length = days.minutes_between(first, last)
    if not measures.doubts and _SHORT <= length <= _LONG:
        return None
    words = f"{hours(length)} in bed, {begin} to {end}?"
    if sleep.Doubt.AWAKE_TOO_LONG in measures.doubts:
        words = "More minutes awake than there were between trying to sleep and waking?"
    return Unlikely(words, _perhaps(entry))


def _doubted(entry: Entry, measures: sleep.Measures) -> Unlikely | None:
    if not measures.doubts:
        return None
    return Unlikely(f"This night says: {measures.doubts[0].value}. Is it right?", "")


def _perhaps(entry: Entry) -> str:
    """The times with one of them half a day off, if that makes a likely night."""
    night = entry.night
    assert night is not None
    for name in ("in_bed_at", "tried_to_sleep_at", "final_wake_at", "out_of_bed_at"):
        clock = getattr(night, name)
        if clock is None:
            continue
        other = days.clock_of(days.minutes_of(clock) + 720)
        if unlikely_length(
            structs.replace(entry, night=structs.replace(night, **{name: other}))
        ):
            continue
        return f"Did you mean {other} rather than {clock}?"
    return ""


def unlikely_length(entry: Entry) -> bool:
    """Whether the times of a night are doubtful or its length out of the ordinary."""
    measures = sleep.measure(entry)
    first, last = measures.in_bed or measures.tried, measures.up or measures.woke
    if measures.doubts or first is None or last is None:
        return True
    return not _SHORT <= days.minutes_between(first, last) <= _LONG


def length_line(entry: Entry) -> str:
    """The night's length as far as it is known: ``7 h 10 asleep, 7 h 50 in bed``."""
    measures = sleep.measure(entry)
    parts: list[str] = []
    if measures.total_sleep is not None and measures.total_sleep >= 0:
        parts.append(f"{hours(measures.total_sleep)} asleep")
    first, last = measures.in_bed or measures.tried, measures.up or measures.woke
    if first is not None and last is not None:
        parts.append(f"{hours(days.minutes_between(first, last))} in bed")
    return ", ".join(parts)
