"""Movements, medicines and a bed partner's answers in words, as lines of a page show them."""

from coach.core.diary.records import Entry, Event, MedicineTaken, Partner
from coach.core.words.answers import answer_words
from coach.core.words.text import visible


def event_words(event: Event) -> str:
    """A movement by day: ``15:20 a jerk or shake, 5 s, left arm, filmed``."""
    parts = [
        f"{event.at} {answer_words(event.kind)}",
        None if event.seconds is None else f"{event.seconds} s",
        event.place,
        None if event.filmed is None else "filmed" if event.filmed else "not filmed",
        event.note,
    ]
    return visible(", ".join(part for part in parts if part), one_line=True)


def medicine_words(taken: MedicineTaken) -> str:
    """A medicine that was taken: ``iron 50 mg at 08:00``."""
    name = f"{taken.name} {taken.dose}" if taken.dose else taken.name
    return visible(f"{name} at {taken.at}", one_line=True)


def medicines_words(entry: Entry) -> str | None:
    """The medicines that were taken on a day; None where that was not answered."""
    taken = entry.day.medicines if entry.day else None
    return None if taken is None else ", ".join(map(medicine_words, taken)) or "none"


def partner_lines(partner: Partner) -> tuple[tuple[str, str], ...]:
    """What the bed partner told, each by its name."""
    lines = [
        ("Kicks or jerks in sleep", partner.sleep_movement),
        ("Acting out dreams", partner.dream_enactment),
        ("Breathing", partner.breathing),
    ]
    told = [(name, answer_words(answer)) for name, answer in lines if answer is not None]
    if partner.note is not None:
        told.append(("In their words", visible(partner.note, one_line=True) or "nothing"))
    return tuple(told)
