"""Whether a night is so unlikely that the person is asked before it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec import structs

from coach.core.diary import day as days
from coach.core.diary import sleep
from coach.core.diary.records import Entry, Night
from coach.core.words.lengths_and_dates import hours_and_minutes

_LONG = 12 * 60
_SHORT = 2 * 60
_HALF_A_DAY = 12 * 60
# Clocks and people are a little fast.
_A_LITTLE_FAST = timedelta(minutes=15)
# The clock times of a night by the ids of their questions.
_TIMES = {
    "in-bed": "in_bed_at",
    "tried": "tried_to_sleep_at",
    "woke": "final_wake_at",
    "up": "out_of_bed_at",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """The likely mistake in an unlikely night, mended.

    Attributes:
        question: Id of the question whose time was mistyped.
        typed: What was typed, ``HH:MM``.
        clock: What was probably meant, ``HH:MM``.
    """

    question: str
    typed: str
    clock: str


@dataclass(frozen=True, slots=True)
class Unlikely:
    """An unlikely night.

    Attributes:
        words: What is unlikely of it, in a sentence.
        repair: What was probably meant, or None.
    """

    words: str
    repair: Repair | None = None


def unlikely(
    entry: Entry, now: datetime, bedtime: str = days.DEFAULT_BEDTIME
) -> Unlikely | None:
    """Why a night should be asked about, or None if it is likely, confirmed or not there.

    The gates are those of `coach.core.diary.sleep.Doubt` and, softer, more than twelve or less
    than two hours in bed, or an end that has not come yet.

    Args:
        entry: The entry with the night.
        now: Local time.
        bedtime: The usual one, ``HH:MM``: of two repairs the one that is nearer to it is
            the likely one.
    """
    night = entry.night
    if night is None or night.confirmed or night.did_not_sleep:
        return None
    words = _words(entry, night, now)
    if words is None:
        return None
    repairs = _repairs(entry, night, now)
    begins = [(_apart(begin, bedtime), place) for place, (begin, _) in enumerate(repairs)]
    return Unlikely(words, repairs[min(begins)[1]][1] if begins else None)


def _words(entry: Entry, night: Night, now: datetime) -> str | None:
    """What is unlikely of a night, in a sentence; None if nothing is."""
    end = night.out_of_bed_at or night.final_wake_at
    if end is not None and _is_to_come(entry, end, now):
        return f"The night would end at {end}, and it is {now:%H:%M} now."
    measures = sleep.measure(entry)
    begin = night.in_bed_at or night.tried_to_sleep_at
    if begin is None or end is None:
        return f"This night says: {measures.doubts[0].value}." if measures.doubts else None
    first = measures.in_bed or measures.tried
    last = measures.up or measures.woke
    assert first is not None
    assert last is not None
    length = days.minutes_between(first, last)
    if sleep.Doubt.AWAKE_TOO_LONG in measures.doubts:
        return "More minutes awake than there were between trying to sleep and waking."
    if not measures.doubts and _SHORT <= length <= _LONG:
        return None
    return f"{begin} to {end} would be {hours_and_minutes(length)} in bed."


def _is_to_come(entry: Entry, end: str, now: datetime) -> bool:
    """Whether the night of a date would end later than now, by the clock on the wall."""
    wall = now.replace(tzinfo=None)
    return days.at(entry.date, end).replace(tzinfo=None) > wall + _A_LITTLE_FAST


def _repairs(entry: Entry, night: Night, now: datetime) -> list[tuple[str, Repair]]:
    """The times that, half a day off, make the night a likely one, with how it begins then."""
    repairs: list[tuple[str, Repair]] = []
    for question, name in _TIMES.items():
        typed = getattr(night, name)
        if typed is None:
            continue
        clock = days.clock_of(days.minutes_of(typed) + _HALF_A_DAY)
        mended = structs.replace(night, **{name: clock})
        begin = mended.in_bed_at or mended.tried_to_sleep_at
        is_whole = begin is not None and (mended.out_of_bed_at or mended.final_wake_at)
        tried = structs.replace(entry, night=mended)
        if begin is not None and is_whole and _words(tried, mended, now) is None:
            repairs.append((begin, Repair(question, typed, clock)))
    return repairs


def _apart(one: str, other: str) -> int:
    """Minutes between two clock times, the shorter way round."""
    apart = abs(days.minutes_of(one) - days.minutes_of(other))
    return min(apart, 24 * 60 - apart)


def length_line(entry: Entry) -> str:
    """The night's length as far as it is known: ``7 h 10 asleep, 7 h 50 in bed``."""
    measures = sleep.measure(entry)
    if entry.night is not None and entry.night.did_not_sleep:
        return "no sleep"
    parts: list[str] = []
    if measures.total_sleep is not None and measures.total_sleep >= 0:
        parts.append(f"{hours_and_minutes(measures.total_sleep)} asleep")
    first, last = measures.in_bed or measures.tried, measures.up or measures.woke
    if first is not None and last is not None:
        parts.append(f"{hours_and_minutes(days.minutes_between(first, last))} in bed")
    return ", ".join(parts)
