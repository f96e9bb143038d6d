"""Reading and filling one field of an entry by its name."""

from msgspec import structs

from coach.core.checkin.question import AnswerKind, Question
from coach.core.diary.choices import Sign
from coach.core.diary.records import Day, Entry, Exercise, Movement, Night, Partner, Record

_PARTS: dict[str, type[Record]] = {
    "night": Night,
    "movement": Movement,
    "partner": Partner,
    "day": Day,
    "exercise": Exercise,
}


def read(record: Record, field: str) -> object:
    """The value at ``night.rested`` and the like; None where it was not answered."""
    name, _, rest = field.partition(".")
    value: object = getattr(record, name)
    if not rest:
        return value
    if isinstance(value, dict):
        return value.get(rest)
    return read(value, rest) if isinstance(value, Record) else None


def fill(entry: Entry, field: str, value: object) -> Entry:
    """The entry with one field set (None empties it); a part left empty is left out."""
    name, _, rest = field.partition(".")
    if not rest:
        return structs.replace(entry, **{name: value})
    return structs.replace(entry, **{name: _filled(getattr(entry, name), name, rest, value)})


def _filled(part: Record | None, name: str, field: str, value: object) -> Record | None:
    begun = part if part is not None else _PARTS[name]()
    inner, _, rest = field.partition(".")
    if inner == "own":
        new: object = _with_own(getattr(begun, inner), rest, value)
    else:
        new = _filled(getattr(begun, inner), inner, rest, value) if rest else value
    changed = structs.replace(begun, **{inner: new})
    return None if changed == _PARTS[name]() else changed


def _with_own(own: dict[str, bool] | None, name: str, value: object) -> dict[str, bool] | None:
    """The answers to own questions with one set, or taken out; None where none is left."""
    others = {known: answer for known, answer in (own or {}).items() if known != name}
    return ({**others, name: value} if isinstance(value, bool) else others) or None


def value_of(entry: Entry, question: Question) -> object:
    """The answer of a question as it stands in the entry.

    A question that asks about some of the signs sees only those.
    """
    value = read(entry, question.field)
    if question.signs and isinstance(value, tuple):
        return tuple(sign for sign in value if sign in question.signs)
    return value


def with_value(entry: Entry, question: Question, value: object) -> Entry:
    """The entry with a question answered; signs of other questions stay."""
    if question.signs:
        others = _other_signs(entry, question)
        chosen = tuple(value) if isinstance(value, tuple) else ()
        if value is None and not others:
            return fill(entry, question.field, None)
        value = tuple(choice for choice in Sign if choice in (*others, *chosen))
    elif question.kind is AnswerKind.SEVERAL and isinstance(value, tuple):
        order = [choice.value for choice in question.answers]
        value = tuple(choice for choice in order if choice in value)
    return fill(entry, question.field, value)


def _other_signs(entry: Entry, question: Question) -> tuple[object, ...]:
    value = read(entry, question.field)
    signs = value if isinstance(value, tuple) else ()
    return tuple(sign for sign in signs if sign not in question.signs)
