"""Reading and filling one field of an entry by its name."""

from msgspec import structs

from coach.core.checkin.question import Kind, Question
from coach.core.diary.records import Day, Entry, Exercise, Movement, Night, Record, Sign

_PARTS: dict[str, type[Record]] = {
    "night": Night,
    "movement": Movement,
    "day": Day,
    "exercise": Exercise,
}


def read(record: Record, field: str) -> object:
    """The value at ``night.rested`` and the like; None where it was not answered."""
    name, _, rest = field.partition(".")
    found: object = getattr(record, name)
    if not rest:
        return found
    return read(found, rest) if isinstance(found, Record) else None


def fill(entry: Entry, field: str, value: object) -> Entry:
    """The entry with one field set (None empties it); a part left empty is left out."""
    name, _, rest = field.partition(".")
    if not rest:
        return structs.replace(entry, **{name: value})
    return structs.replace(entry, **{name: _filled(getattr(entry, name), name, rest, value)})


def _filled(part: Record | None, name: str, field: str, value: object) -> Record | None:
    begun = part if part is not None else _PARTS[name]()
    inner, _, rest = field.partition(".")
    new = _filled(getattr(begun, inner), inner, rest, value) if rest else value
    changed = structs.replace(begun, **{inner: new})
    return None if changed == _PARTS[name]() else changed


def value_of(entry: Entry, question: Question) -> object:
    """The answer of a question as it stands in the entry.

    A question that asks about some of the signs sees only those.
    """
    found = read(entry, question.field)
    if question.signs and isinstance(found, tuple):
        return tuple(one for one in found if one in question.signs)
    return found


def with_value(entry: Entry, question: Question, value: object) -> Entry:
    """The entry with a question answered; signs of other questions stay."""
    if question.signs:
        others = _other_signs(entry, question)
        chosen = tuple(value) if isinstance(value, tuple) else ()
        if value is None and not others:
            return fill(entry, question.field, None)
        value = tuple(one for one in Sign if one in (*others, *chosen))
    elif question.kind is Kind.SEVERAL and isinstance(value, tuple):
        order = [one.value for one in question.answers]
        value = tuple(one for one in order if one in value)
    return fill(entry, question.field, value)


def _other_signs(entry: Entry, question: Question) -> tuple[object, ...]:
    found = read(entry, question.field)
    signs = found if isinstance(found, tuple) else ()
    return tuple(one for one in signs if one not in question.signs)
