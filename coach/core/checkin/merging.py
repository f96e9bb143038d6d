"""Bringing a check-in together with what was written to the day in the meantime."""

from collections import Counter
from enum import StrEnum

from msgspec import structs

from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Entry,
    Event,
    MedicineTaken,
    Record,
)

_NOT_ANSWERS = frozenset(
    {
        "date",
        "recorded_at",
        "first_recorded_at",
        "day_starts_at",
        "cleared",
        "cleared_at",
        "times",
    }
)
_TIMED = (CaffeineDrink, AlcoholDrink, MedicineTaken, Event)


def merged(base: Entry | None, mine: Entry, disk: Entry | None) -> Entry:
    """The entry on disk with what was changed since the check-in opened.

    Fields that were not touched stay as they are on disk; of a list, what was added is
    added and what was taken out is taken out.

    Args:
        base: The entry as it was when the check-in opened.
        mine: The answers as they are now.
        disk: The entry as it is on disk now.
    """
    start = _uncleared(base, mine)
    there = _uncleared(disk, mine)
    changes: dict[str, object] = {}
    for name in Entry.__struct_fields__:
        if name not in _NOT_ANSWERS:
            changes[name] = _field(
                getattr(start, name), getattr(mine, name), getattr(there, name)
            )
    return structs.replace(there, **changes)


def _uncleared(entry: Entry | None, mine: Entry) -> Entry:
    if entry is None:
        return Entry(date=mine.date)
    return structs.replace(entry, cleared=None)


def _field(base: object, mine: object, disk: object) -> object:
    if mine == base:
        return disk
    if _is_record(base, mine, disk):
        return _record(base, mine, disk)
    if any(isinstance(value, dict) for value in (base, mine, disk)):
        return _by_name(base, mine, disk)
    if isinstance(mine, tuple) or (mine is None and isinstance(base, tuple)):
        return _list(base, mine, disk)
    return mine


def _is_record(*values: object) -> bool:
    return any(isinstance(value, Record) for value in values) and all(
        value is None or isinstance(value, Record) for value in values
    )


def _record(base: object, mine: object, disk: object) -> object:
    known = next(value for value in (mine, disk, base) if isinstance(value, Record))
    empty = type(known)()
    changes = {
        name: _field(*(getattr(value or empty, name) for value in (base, mine, disk)))
        for name in known.__struct_fields__
    }
    whole = structs.replace(empty, **changes)
    return None if whole == empty else whole


def _by_name(*sides: object) -> dict[str, object] | None:
    """Answers under names of their own, each for itself."""
    base, mine, disk = (value if isinstance(value, dict) else {} for value in sides)
    names = {**disk, **mine, **base}
    answers = {name: _field(base.get(name), mine.get(name), disk.get(name)) for name in names}
    return {name: answer for name, answer in answers.items() if answer is not None} or None


def _list(base: object, mine: object, disk: object) -> tuple[object, ...] | None:
    before, now, there = (_counted(item) for item in (base, mine, disk))
    left = list((there - (before - now)).elements())
    items = (*left, *(now - before).elements())
    if not items and mine is None:
        return None
    tags = [item for item in items if isinstance(item, StrEnum)]
    if tags:
        # A tag is there or not; the log has them in the order of their definition.
        return tuple(item for item in type(tags[0]) if item in tags)
    return tuple(sorted(items, key=_time))


def _counted(value: object) -> Counter[object]:
    return Counter(value if isinstance(value, tuple) else ())


def _time(item: object) -> str:
    return item.at if isinstance(item, _TIMED) else ""
