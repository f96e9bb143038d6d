"""What is noted the moment it happens put into the day it belongs to; other answers stay.

A medicine that was taken, a movement by day, a jolt on dropping off. None of them makes a day
answered but the last, which is an answer about the night to come.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from coach.core.diary.choices import EventKind, Sign, SleepStarts
from coach.core.diary.medicines import known_by, taken
from coach.core.diary.records import Day, Entry, Event, MedicineTaken, Movement
from coach.core.diary.taken_apart import item_order

MOST_MEDICINES: Final = 50
MOST_EVENTS: Final = 200
# What rule R03 asks beside a twitch or a jerk by day.
SIGNS_BESIDE: Final = (
    Sign.SUDDEN_FACE_ARM_SPEECH_CHANGE,
    Sign.WEAKNESS,
    Sign.STIFFNESS,
    Sign.SEVERAL_PLACES,
    Sign.SUSPECTED_MEDICINE,
)


def opened(entry: Entry | None, day: date, tz: str | None) -> tuple[Entry, Day]:
    """An entry to be added to, and its day's answers; a cleared day begins anew.

    Args:
        entry: The entry as it is, if there is one.
        day: The day.
        tz: Where its times are read, for an entry that names no zone yet.
    """
    known = Entry(date=day) if entry is None or entry.cleared else entry
    return replace(known, tz=known.tz or tz), known.day or Day()


def with_medicine(entry: Entry | None, day: date, dose: MedicineTaken, tz: str | None) -> Entry:
    """The entry with one more medicine taken (ValueError if the day holds too many)."""
    start, answers = opened(entry, day, tz)
    noted = (*(answers.medicines or ()), dose)
    if len(noted) > MOST_MEDICINES:
        raise ValueError(f"{day} holds {MOST_MEDICINES} medicines, which is all it can")
    ordered = tuple(sorted(noted, key=item_order))
    return replace(start, day=replace(answers, medicines=ordered))


def with_new_medicine(entry: Entry | None, day: date, *, is_new: bool, tz: str | None) -> Entry:
    """The entry with the answer whether a medicine was started or changed; a yes stays."""
    start, answers = opened(entry, day, tz)
    return replace(
        start, day=replace(answers, new_medicine=is_new or bool(answers.new_medicine))
    )


def without_medicine(entry: Entry | None, day: date, dose: MedicineTaken) -> Entry:
    """The entry with one medicine fewer; the last one out leaves the question unanswered."""
    start, answers = opened(entry, day, None)
    left = list(answers.medicines or ())
    if dose in left:
        left.remove(dose)
    changed = replace(answers, medicines=tuple(left) or None)
    return replace(start, day=None if changed == Day() else changed)


def with_event(entry: Entry | None, day: date, event: Event, tz: str | None) -> Entry:
    """The entry with one more movement by day (ValueError if the day holds too many)."""
    start, _ = opened(entry, day, tz)
    noted = (*(start.events or ()), event)
    if len(noted) > MOST_EVENTS:
        raise ValueError(f"{day} holds {MOST_EVENTS} movements, which is all it can")
    return replace(start, events=tuple(sorted(noted, key=item_order)))


def without_event(entry: Entry | None, day: date, event: Event) -> Entry:
    """The entry with one movement by day fewer."""
    start, _ = opened(entry, day, None)
    left = list(start.events or ())
    if event in left:
        left.remove(event)
    return replace(start, events=tuple(left) or None)


def with_signs(entry: Entry | None, day: date, signs: Iterable[Sign], tz: str | None) -> Entry:
    """The entry with signs answered that came with a movement; those of before stay."""
    start, _ = opened(entry, day, tz)
    movement = start.movement or Movement()
    chosen = {*(movement.signs or ()), *signs}
    ordered = tuple(sign for sign in Sign if sign in chosen)
    return replace(start, movement=replace(movement, signs=ordered))


def night_to_come(today: date) -> date:
    """The date of the night that a jolt on dropping off now belongs to."""
    return today + timedelta(days=1)


def with_jolt(entry: Entry | None, day: date, *, disturbing: bool, tz: str | None) -> Entry:
    """The entry of a night to come with a jolt on dropping off; a graver answer stays."""
    start, _ = opened(entry, day, tz)
    movement = start.movement or Movement()
    graver = disturbing or movement.sleep_starts is SleepStarts.DISTURBING
    answer = SleepStarts.DISTURBING if graver else SleepStarts.UNDISTURBING
    return replace(start, movement=replace(movement, sleep_starts=answer))


def usual_medicines(entries: Iterable[Entry], most: int) -> tuple[MedicineTaken, ...]:
    """What the person often takes, most frequent first, each as it was noted last."""
    latest: dict[str, MedicineTaken] = {}
    often: Counter[str] = Counter()
    for entry in sorted(entries, key=lambda entry: entry.date):
        for dose in taken(entry) or ():
            latest[known_by(dose.name)] = dose
            often[known_by(dose.name)] += 1
    return tuple(latest[name] for name, _ in often.most_common(most))


def event_counts(kind: EventKind) -> bool:
    """Whether a movement of that kind answers the question about movement by day."""
    return kind is not EventKind.OTHER
