"""All that one day's entry holds, in plain words: what was answered, and what follows.

Only what was answered has a line. Text that somebody typed comes out through
``coach.core.words.text.visible``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coach.core.checkin.question import CheckinPage
from coach.core.checkin.questions.fields import value_of
from coach.core.checkin.questions.table import of_page
from coach.core.checkin.questions.table import question as question_of
from coach.core.checkin.words import in_words
from coach.core.diary import caffeine, sleep
from coach.core.diary import day as days
from coach.core.diary.records import (
    Day,
    Device,
    Entry,
    Night,
    Partner,
    Profile,
)
from coach.core.diary.said import is_recalled
from coach.core.diary.sleep import is_implausible
from coach.core.history.charts import NightSpan, night_axis, night_bar
from coach.core.history.logged import event_words, medicines_words, partner_lines
from coach.core.history.night import Nights, night_span
from coach.core.words.answers import own_answers
from coach.core.words.lengths_and_dates import hours_and_minutes
from coach.core.words.text import visible


@dataclass(frozen=True, slots=True)
class DayPart:
    """One part of a day.

    Attributes:
        title: What the part is about.
        lines: Name and value, in the order of the day; a name may be empty.
    """

    title: str
    lines: tuple[tuple[str, str], ...]


_NIGHT = CheckinPage.NIGHT
# It has a part of its own.
_NOTE = "notes"
_OF_NIGHT = tuple(name for name in Device.__struct_fields__ if name in Night.__struct_fields__)
_ANY_DAY = date(2000, 1, 1)


def sections(entry: Entry, nights: Nights) -> tuple[DayPart, ...]:
    """A day in words; parts of which nothing was answered are left out.

    Args:
        entry: The day's entry.
        nights: Entries of the week before, for what the night came after.
    """
    parts = (
        DayPart("The night that ended on this day", tuple(_answered(entry, _NIGHT))),
        DayPart("Worked out from it", tuple(_measures(entry))),
        DayPart("The same night as a device tells it", tuple(_device(entry.device))),
        DayPart("Movement", tuple(_movement(entry))),
        DayPart("Told by the bed partner", partner_lines(entry.partner or Partner())),
        DayPart("Movements by day", tuple(_events(entry))),
        DayPart("The evening before", tuple(_before(entry.date, nights))),
        DayPart("The day", tuple(_day(entry, nights.profile))),
        DayPart("Note", tuple(_note(entry))),
    )
    return tuple(part for part in parts if part.lines)


def both_nights(entry: Entry, width: int, begins: int) -> tuple[str, ...]:
    """The person's night and a device's under it, below the hours; empty without both.

    Args:
        entry: The day's entry.
        width: Characters of a bar.
        begins: Where the scale begins, as `coach.core.history.charts.scale_of` gives it.
    """
    if entry.night is None or entry.device is None:
        return ()
    spans = {
        "yours": night_span(entry),
        "device": night_span(
            Entry(date=entry.date, tz=entry.tz, night=_as_night(entry.device))
        ),
    }
    if NightSpan() in spans.values():
        return ()
    drawn = [f"{name:<8}{night_bar(span, width, begins)}" for name, span in spans.items()]
    return tuple(line.rstrip() for line in (" " * 8 + night_axis(width, begins), *drawn))


def remarks(entry: Entry, day_starts_at: str = days.DEFAULT_DAY_START) -> tuple[str, ...]:
    """What must be known to read the day right: recalled, measured, held out."""
    sentences: list[str] = []
    if is_recalled(entry, day_starts_at):
        sentences.append(
            "Recalled: answered more than two days later. Warning signs in it count; "
            "counts of nights leave it out."
        )
    if entry.device is not None:
        sentences.append("A device's numbers stand below; no rule reads them.")
    if is_implausible(entry):
        why = "; ".join(sleep.measure(entry).doubts)
        sentences.append(
            f"The night's times are held out of every count: {why}. "
            "Change them, or say in the check-in that they are right."
        )
    elif entry.night is not None and entry.night.confirmed and sleep.measure(entry).doubts:
        sentences.append("An unusual night; you said that its times are right.")
    return tuple(sentences)


def _answered(entry: Entry, page: CheckinPage) -> Iterator[tuple[str, str]]:
    """What a page of the check-in was answered with, in its names and its words."""
    for question in of_page(page):
        value = value_of(entry, question)
        # Several questions fill the signs: what an empty list says, is said once.
        if value is not None and question.id != _NOTE and not (question.signs and value == ()):
            yield question.label, in_words(question, value)


def _movement(entry: Entry) -> Iterator[tuple[str, str]]:
    yield from _answered(entry, CheckinPage.MOVEMENT)
    if entry.movement is not None and entry.movement.signs == ():
        yield "Warning signs", "none of these"


def _device(device: Device | None) -> Iterator[tuple[str, str]]:
    if device is None:
        return
    if device.source is not None:
        yield "Told by", visible(device.source, one_line=True)
    as_night = Entry(date=_ANY_DAY, night=_as_night(device))
    yield from _answered(as_night, CheckinPage.NIGHT)


def _as_night(device: Device) -> Night:
    return Night(**{name: getattr(device, name) for name in _OF_NIGHT})


def _events(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.events == ():
        yield "", "none"
    for event in entry.events or ():
        yield "", event_words(event)


def _measures(entry: Entry) -> Iterator[tuple[str, str]]:
    """The derived measures; an implausible night's are not worth showing."""
    if is_implausible(entry):
        return
    night = sleep.measure(entry)
    if night.latency is not None and night.tried is not None:
        yield "Sleep latency", f"{night.latency} min, from trying to sleep"
    if night.awake is not None:
        yield "Awake after falling asleep", f"{night.awake} min, not counting lying in"
    if night.total_sleep is not None:
        yield "Asleep", hours_and_minutes(night.total_sleep)
    if night.efficiency_trying is not None and night.sleep_episode is not None:
        yield (
            "Sleep efficiency, trying",
            f"{night.efficiency_trying:.0f} % of {hours_and_minutes(night.sleep_episode)} "
            "from trying to sleep to the last waking",
        )
    if night.efficiency_in_bed is not None and night.time_in_bed is not None:
        yield (
            "Sleep efficiency, in bed",
            f"{night.efficiency_in_bed:.0f} % of {hours_and_minutes(night.time_in_bed)} in bed",
        )


def _before(day: date, nights: Nights) -> Iterator[tuple[str, str]]:
    left = nights.caffeine_before(day)
    if left is not None:
        yield "Caffeine at bedtime", f"about {caffeine.nearest_5(left)} mg left"
    stress = question_of("stress")
    yield from _given(stress.label, in_words(stress, nights.stress_before(day)) or None)


def _day(entry: Entry, profile: Profile | None) -> Iterator[tuple[str, str]]:
    yield from _answered(entry, CheckinPage.DAY)
    day = entry.day or Day()
    yield from _given("Medicines taken", medicines_words(entry))
    if day.goal_kept is not None:
        yield "Kept to the goal", "yes" if day.goal_kept else "no"
    if day.tip_done is not None:
        yield "Did the tip tried", "yes" if day.tip_done else "no"
    for words, answer in own_answers(entry, profile):
        yield visible(words, one_line=True), "yes" if answer else "no"
    yield from _given("The day began at", entry.day_starts_at)


def _note(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.notes and entry.notes.strip():
        yield "", visible(entry.notes.strip())


def _given(name: str, value: str | None) -> Iterator[tuple[str, str]]:
    if value is not None:
        yield name, value
