"""All that one day's entry holds, in plain words: what was answered, and what follows.

Only what was answered has a line. Text that somebody typed comes out through
``coach.core.words.text.visible``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coach.core.diary import caffeine, sleep
from coach.core.diary import day as days
from coach.core.diary.records import (
    Day,
    Device,
    Entry,
    Exercise,
    Movement,
    Night,
    Partner,
    Profile,
)
from coach.core.diary.said import is_recalled
from coach.core.diary.sleep import is_implausible
from coach.core.history.night import Nights
from coach.core.words.answers import answer_words, own_answers
from coach.core.words.lengths_and_dates import counted, hours_and_minutes
from coach.core.words.logged import event_words, medicines_words, partner_lines
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


_STRESS = ("none", "a little", "some", "high", "very high")
_QUALITY = ("very poor", "poor", "fair", "good", "very good")
_RESTED = ("not at all", "a little", "somewhat", "well", "fully")


def sections(entry: Entry, nights: Nights) -> tuple[DayPart, ...]:
    """A day in words; parts of which nothing was answered are left out.

    Args:
        entry: The day's entry.
        nights: Entries of the week before, for what the night came after.
    """
    parts = (
        DayPart("The night that ended on this day", tuple(_night(entry.night or Night()))),
        DayPart("Worked out from it", tuple(_measures(entry))),
        DayPart("The same night as a device tells it", tuple(_device(entry.device))),
        DayPart("Movement", tuple(_movement(entry.movement or Movement()))),
        DayPart("Told by the bed partner", partner_lines(entry.partner or Partner())),
        DayPart("Movements by day", tuple(_events(entry))),
        DayPart("The evening before", tuple(_before(entry.date, nights))),
        DayPart("The day", tuple(_day(entry, nights.profile))),
        DayPart("Note", tuple(_note(entry))),
    )
    return tuple(part for part in parts if part.lines)


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


def _device(device: Device | None) -> Iterator[tuple[str, str]]:
    if device is None:
        return
    if device.source is not None:
        yield "Told by", visible(device.source, one_line=True)
    yield from _night(device)


def _events(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.events == ():
        yield "", "none"
    for event in entry.events or ():
        yield "", event_words(event)


def _night(night: Night | Device) -> Iterator[tuple[str, str]]:
    if night.did_not_sleep is not None:
        yield "Slept", "not at all" if night.did_not_sleep else "yes"
    yield from _given("In bed", night.in_bed_at)
    yield from _given("Tried to sleep", night.tried_to_sleep_at)
    yield from _given("Fell asleep after", _minutes(night.sleep_latency_min))
    yield from _given("Woke up", _times(night.awakenings))
    yield from _given("Awake in between", _minutes(night.awake_min))
    yield from _given("Awake for good", night.final_wake_at)
    yield from _given("Woke too early by", _minutes(night.woke_early_min))
    yield from _given("Out of bed", night.out_of_bed_at)
    yield from _given("Quality", _step(night.quality, _QUALITY))
    yield from _given("Rested", _step(night.rested, _RESTED))


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


def _movement(movement: Movement) -> Iterator[tuple[str, str]]:
    yield from _given("Sleep starts", _word(movement.sleep_starts))
    yield from _given("Feeling of falling", _yes_or_no(movement.falling_feeling))
    yield from _given("Kicks or jerks in sleep", _word(movement.sleep_movement))
    yield from _given("Seen by", _word(movement.witness))
    yield from _given("Acting out dreams", _word(movement.dream_enactment))
    yield from _given("Urge to move the legs", _word(movement.leg_urge))
    yield from _given("Breathing", _word(movement.breathing))
    yield from _given("Movement by day", _word(movement.awake))
    if movement.signs is not None:
        yield "Signs", "; ".join(answer_words(sign) for sign in movement.signs) or "none"
    yield from _given("Set off by", _several(movement.triggers))


def _before(day: date, nights: Nights) -> Iterator[tuple[str, str]]:
    left = nights.caffeine_before(day)
    if left is not None:
        yield "Caffeine at bedtime", f"about {caffeine.nearest_5(left)} mg left"
    yield from _given("Stress", _step(nights.stress_before(day), _STRESS))


def _day(entry: Entry, profile: Profile | None) -> Iterator[tuple[str, str]]:
    day = entry.day or Day()
    yield from _given("Stress", _step(day.stress, _STRESS))
    yield from _given("Anxiety", _step(day.anxiety, _STRESS))
    yield from _given("Fatigue", _step(day.fatigue, _STRESS))
    yield from _given("Sleepiness", _word(day.sleepiness))
    yield from _given("Dozed off while driving", _yes_or_no(day.dozed_driving))
    yield from _given("Sudden weakness", _word(day.sudden_weakness))
    yield from _given("Unable to move on waking", _yes_or_no(day.sleep_paralysis))
    yield from _given("Morning headache", _yes_or_no(day.morning_headache))
    yield from _given("Caffeine", _caffeine(day))
    yield from _given("Alcohol", _alcohol(day))
    yield from _given("Medicines taken", medicines_words(entry))
    yield from _given("Nap", _minutes(day.nap_min))
    yield from _given("Exercise", _exercise(day.exercise))
    yield from _given("Wind-down", _wind_down(day))
    yield from _given("New or changed medicine", _yes_or_no(day.new_medicine))
    yield from _given("Hard to cope", _yes_or_no(day.hard_to_cope))
    yield from _given("What kind of day", _several(day.context))
    yield from _given("Bedtime meant", day.bedtime)
    yield from _given("Kept to the goal", _yes_or_no(day.goal_kept))
    for words, answer in own_answers(entry, profile):
        yield visible(words, one_line=True), "yes" if answer else "no"
    yield from _given("The day began at", entry.day_starts_at)


def _note(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.notes and entry.notes.strip():
        yield "", visible(entry.notes.strip())


def _given(name: str, value: str | None) -> Iterator[tuple[str, str]]:
    if value is not None:
        yield name, value


def _word(answer: StrEnum | None) -> str | None:
    return None if answer is None else answer_words(answer)


def _several(answers: Iterable[StrEnum] | None) -> str | None:
    if answers is None:
        return None
    return ", ".join(answer_words(answer) for answer in answers) or "nothing"


def _yes_or_no(answer: bool | None) -> str | None:
    return None if answer is None else "yes" if answer else "no"


def _minutes(answer: int | None) -> str | None:
    return None if answer is None else hours_and_minutes(answer)


def _times(answer: int | None) -> str | None:
    if answer is None:
        return None
    return "not once" if answer == 0 else counted(answer, "time")


def _step(answer: int | None, words: tuple[str, ...]) -> str | None:
    return None if answer is None else f"{answer} of 5, {words[answer - 1]}"


def _caffeine(day: Day) -> str | None:
    if day.caffeine is None:
        return None
    drinks = [
        f"{drink.mg:g} mg at {drink.at}"
        + (f" ({visible(drink.drink, one_line=True)})" if drink.drink else "")
        for drink in day.caffeine
    ]
    return ", ".join(drinks) or "none"


def _alcohol(day: Day) -> str | None:
    if day.alcohol is None:
        return None
    return ", ".join(f"{drink.drinks:g} at {drink.at}" for drink in day.alcohol) or "none"


def _exercise(exercise: Exercise | None) -> str | None:
    if exercise is None:
        return None
    if exercise.min == 0:
        return "none"
    parts = [
        None if exercise.min is None else hours_and_minutes(exercise.min),
        None if exercise.vigorous is None else "hard" if exercise.vigorous else "easy",
        None if exercise.ended_at is None else f"until {exercise.ended_at}",
    ]
    return ", ".join(part for part in parts if part) or None


def _wind_down(day: Day) -> str | None:
    if day.relaxation is None:
        return None
    done = [
        answer_words(practice.practice)
        + ("" if practice.min is None else f" {hours_and_minutes(practice.min)}")
        for practice in day.relaxation
    ]
    return ", ".join(done) or "none"
