"""Movements, medicines and a bed partner's answers in words, as lines of a page show them."""

from coach.core.checkin.questions.table import question
from coach.core.checkin.words import answer_of, in_words
from coach.core.diary.choices import EventKind, Sign
from coach.core.diary.records import Entry, Event, MedicineTaken, Partner
from coach.core.words.text import visible

_EVENTS = {
    EventKind.JERK: "a jerk or shake",
    EventKind.FLICKER: "a small flicker or twitch",
    EventKind.OTHER: "something else",
}
_OF_PARTNER = ("sleep-movement", "dream-enactment", "breathing")


def event_words(event: Event) -> str:
    """A movement by day: ``15:20 a jerk or shake, 5 s, left arm, filmed``."""
    parts = [
        f"{event.at} {_EVENTS[event.kind]}",
        None if event.seconds is None else f"{event.seconds} s",
        event.place,
        None if event.filmed is None else "filmed" if event.filmed else "not filmed",
        event.note,
    ]
    return visible(", ".join(part for part in parts if part), one_line=True)


def sign_words(sign: Sign) -> str:
    """A sign beside a movement by day, as the check-in asks for it."""
    answer = answer_of(question("awake-signs"), sign)
    return answer.words if answer else str(sign)


def medicine_words(taken: MedicineTaken) -> str:
    """A medicine that was taken: ``iron 50 mg at 08:00``."""
    name = f"{taken.name} {taken.dose}" if taken.dose else taken.name
    return visible(f"{name} at {taken.at}", one_line=True)


def medicines_words(entry: Entry) -> str | None:
    """The medicines that were taken on a day; None where that was not answered."""
    taken = entry.day.medicines if entry.day else None
    return None if taken is None else ", ".join(map(medicine_words, taken)) or "none"


def partner_lines(partner: Partner) -> tuple[tuple[str, str], ...]:
    """What the bed partner told, each under the name that the check-in has for it."""
    told: list[tuple[str, str]] = []
    for name in _OF_PARTNER:
        asked = question(name)
        answer = getattr(partner, asked.field.removeprefix("movement."))
        if answer is not None:
            told.append((asked.label, in_words(asked, answer)))
    if partner.note is not None:
        told.append(("In their words", visible(partner.note, one_line=True) or "nothing"))
    return tuple(told)
