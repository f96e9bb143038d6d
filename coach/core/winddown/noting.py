"""A wind-down that was done, added to a day's entry."""

from datetime import date

from msgspec.structs import replace

from coach.core.diary.choices import Practice
from coach.core.diary.records import Day, Entry, Relaxation

NOTES_LIMIT = 100_000
_DAY_MIN = 1440


def with_wind_down(
    entry: Entry | None, day: date, practice: Practice, minutes: int, note: str | None = None
) -> Entry:
    """The entry of a day with a wind-down added; other answers stay.

    Args:
        entry: What is there; a cleared day begins anew.
        day: The coach's day.
        practice: What was done.
        minutes: Full minutes; none are noted as nothing.
        note: A paragraph for the end of the day's notes.

    Raises:
        ValueError: If the notes have no room for the note.
    """
    known = Entry(date=day) if entry is None or entry.cleared else entry
    if minutes:
        answers = known.day or Day()
        done = _merged(answers.relaxation or (), practice, minutes)
        known = replace(known, day=replace(answers, relaxation=done))
    if note:
        notes = f"{known.notes.rstrip()}\n\n{note}" if known.notes else note
        if len(notes) > NOTES_LIMIT:
            raise ValueError(
                f"The notes of {day} are full: with the list they would have {len(notes)} "
                f"characters, and {NOTES_LIMIT} is the most."
            )
        known = replace(known, notes=notes)
    return known


def _merged(
    practices: tuple[Relaxation, ...], practice: Practice, minutes: int
) -> tuple[Relaxation, ...]:
    """Minutes added to the practice's own.

    Where it stands without minutes, its length is not known: that answer is kept beside.
    """
    done = list(practices)
    for index, earlier in enumerate(done):
        if earlier.practice is practice and earlier.min is not None:
            done[index] = replace(earlier, min=min(_DAY_MIN, earlier.min + minutes))
            return tuple(done)
    return (*done, Relaxation(practice=practice, min=min(_DAY_MIN, minutes)))


def worries_as_note(worries: tuple[tuple[str, str], ...]) -> str:
    """A worry list as text for the notes: each worry with its next step."""
    lines = [f"- {worry or '…'} → {step or '…'}" for worry, step in worries]
    return "\n".join(("Worry list", *lines))
