"""Nights, weeks and weekdays in sentences for those who listen: no columns and no signs."""

from collections.abc import Iterable, Iterator
from datetime import date

from coach.core.diary import medicines, said
from coach.core.diary.said import Mark
from coach.core.history.night import NightRow, Nights, night_row, tags
from coach.core.history.times import FEWEST, ClockAverage, Weekday
from coach.core.history.week import Side, Week, disturbed_words, goal_words
from coach.core.words.lengths_and_dates import (
    DAYS,
    counted,
    full_range,
    length_in_full,
    listed,
)
from coach.core.words.text import visible

_MOVEMENT = {
    Mark.DISTURBED: "movement disturbed your sleep",
    Mark.NOTICED: "movement, and no bother",
    Mark.NONE: "no movement",
    Mark.NOT_OBSERVED: "movement could not be observed",
    Mark.NOT_ANSWERED: "movement is not answered",
}
# Where the word of a row's narrow column does not say enough.
_TAGS = {
    "dream": "a dream acted out",
    "dream, hurt": "a dream acted out, and somebody hurt",
    "flicker": "a flicker by day",
    "jerk by day": "a jerk by day",
    "legs": "an urge to move the legs",
    "pauses": "pauses in breathing",
    "note": "a note",
    "device": "times of a device",
    "recalled": "answered late, from memory",
    "unlikely": "times that are unlikely, and not counted",
}
_TOO_FEW = f"fewer than {FEWEST} answers"
_WEEKDAYS = {name[:3]: f"{name}s" for name in DAYS}


def history_sentences(nights: Nights, span: Iterable[date]) -> Iterator[str]:
    """How some nights went together, then each in the order given.

    Args:
        nights: Entries of these days, and those around them that `night_row` asks for.
        span: The days, at least one.
    """
    days = tuple(span)
    rows = [night_row(nights, day) for day in days]
    yield _together(nights, rows, min(days), max(days))
    year = max(days).year
    for row in rows:
        named = f"{row.day:%A} {row.day.day} {row.day:%B}"
        if row.day.year != year:
            year = row.day.year
            named += f" {year}"
        yield f"{named}: {night_words(nights, row)}"


def _together(nights: Nights, rows: list[NightRow], first: date, last: date) -> str:
    entries = [nights.entry(row.day) for row in rows]
    answered = sum(entry is not None and said.answers_last_night(entry) for entry in entries)
    slept = [row.slept for row in rows if row.slept is not None]
    told = [answer for entry in entries if (answer := said.disturbed(entry)) is not None]
    parts = [f"{answered} of {counted(len(rows), 'night')} answered"]
    if slept:
        parts.append(f"{length_in_full(sum(slept) / len(slept))} asleep on average")
    if told:
        parts.append(f"movement disturbed {sum(told)} of {counted(len(told), 'night')}")
    return f"{full_range(first, last)}: {', '.join(parts)}."


def night_words(nights: Nights, row: NightRow) -> str:
    """One night, what moved in it first, and the day that it came after."""
    entry = nights.entry(row.day)
    if entry is None:
        return _joined("not answered", *_day_before(row))
    if row.did_not_sleep:
        night = ["no sleep that night"]
    elif said.answers_last_night(entry):
        night = [_MOVEMENT[row.mark], *_times(row)]
    else:
        night = ["the night is not answered"]
    more = [_TAGS.get(tag, tag) for tag in tags(entry, nights.day_starts_at)]
    more += [
        f"{visible(mark.name, one_line=True)} {mark.change.words}"
        for mark in medicines.marks(nights.by_date, row.day)
    ]
    first, *rest = night
    also = [f"also {listed(more)}"] if more else []
    return _joined(first, ", ".join([*rest, *_rest(row)]), *also, *_day_before(row))


def _times(row: NightRow) -> list[str]:
    times = [] if row.slept is None else [f"{length_in_full(row.slept)} asleep"]
    if row.bed_times:
        times.append(f"in bed from {row.bed_times[0]} to {row.bed_times[1]}")
    return times


def _rest(row: NightRow) -> list[str]:
    if row.rested is not None:
        return [f"rested {row.rested} of 5"]
    return [] if row.quality is None else [f"quality {row.quality} of 5"]


def _day_before(row: NightRow) -> list[str]:
    parts = [] if row.stress is None else [f"stress {row.stress} of 5"]
    if row.caffeine_mg is not None:
        left = f"about {row.caffeine_mg} milligrams" if row.caffeine_mg else "nearly none"
        parts.append(f"{left} of caffeine left at bedtime")
    return [f"the day before: {', '.join(parts)}"] if parts else []


def _joined(first: str, *sentences: str) -> str:
    """Sentences in a row; the first goes on after a colon."""
    rest = [f"{words[0].upper()}{words[1:]}." for words in sentences if words]
    return " ".join([f"{first}.", *rest])


def weekday_sentences(weekdays: Iterable[Weekday]) -> Iterator[str]:
    """The weekdays, one a sentence; those of which nothing is known are left out."""
    for weekday in weekdays:
        parts = []
        if weekday.of:
            nights = counted(weekday.of, "night")
            parts.append(f"movement disturbed {weekday.disturbed} of {nights}")
        if weekday.slept is not None:
            parts.append(f"{length_in_full(weekday.slept)} asleep")
        if weekday.bedtime:
            parts.append(f"to bed at {weekday.bedtime.clock}")
        if weekday.rise:
            parts.append(f"up at {weekday.rise.clock}")
        if parts:
            yield f"{_WEEKDAYS[weekday.name]}: {', '.join(parts)}."


def week_sentences(week: Week) -> Iterator[str]:
    """The week, one thing a sentence, each beside the four weeks before."""
    now, before = week.nights, week.before
    told = (
        ("Movement disturbed", disturbed_words(now), disturbed_words(before)),
        ("Asleep", _slept(now), _slept(before)),
        ("Up at", _clock(now.rise), _clock(before.rise)),
        ("The middle of the sleep at", _clock(now.mid_sleep), _clock(before.mid_sleep)),
        ("Last caffeine at", _clock(now.last_caffeine), _clock(before.last_caffeine)),
    )
    for name, this, earlier in told:
        if this or earlier:
            known = f"{name} {this}" if this else f"{name}: {_TOO_FEW}"
            yield f"{known}. In the four weeks before, {earlier or _TOO_FEW}."
    if week.goal is not None:
        yield f"Goal: {goal_words(week.goal)}."


def _slept(side: Side) -> str:
    return "" if side.slept is None else f"{length_in_full(side.slept)} on average"


def _clock(average: ClockAverage | None) -> str:
    if average is None:
        return ""
    return f"{average.clock}, give or take {length_in_full(average.spread)}"
