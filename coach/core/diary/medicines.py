"""When a medicine was begun, changed and left off, as far as what was noted tells.

Only days on which medicines were noted, or noted as none, say anything: a gap is no end. What
is noted for the first time of all was not begun then, as far as anybody knows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coach.core.diary.records import Entry, MedicineTaken

LOOK_BACK = timedelta(days=28)
LOOK_AHEAD = timedelta(days=28)
# So many answered days without it, and it has ended.
_ENDS_AFTER = 7
# What was taken on fewer days is taken now and then, and has no end.
_REGULAR = 3
_DAY = timedelta(days=1)


class Change(StrEnum):
    """What became of a medicine on a day; the value is its mark."""

    BEGUN = "+"
    CHANGED = "±"
    ENDED = "×"

    @property
    def words(self) -> str:
        """``begun``, ``dose changed``, ``last taken``."""
        return _WORDS[self]


_WORDS = {
    Change.BEGUN: "begun",
    Change.CHANGED: "dose changed",
    Change.ENDED: "last taken",
}


@dataclass(frozen=True, slots=True)
class MedicineMark:
    """One change of one medicine.

    Attributes:
        change: What became of it.
        name: As it was noted that day.
        dose: The new dose where that was told.
    """

    change: Change
    name: str
    dose: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """One medicine over some days.

    Attributes:
        name: As it was noted last.
        doses: All doses that were told, in their order.
        days: The days on which it was taken.
        answered: How many days told of any medicine, or of none.
    """

    name: str
    doses: tuple[str, ...]
    days: tuple[date, ...]
    answered: int


def taken(entry: Entry | None) -> tuple[MedicineTaken, ...] | None:
    """What was taken on a day; None where nobody said."""
    return entry.day.medicines if entry is not None and entry.day is not None else None


def known_by(name: str) -> str:
    """A name without what makes no difference: case and blanks."""
    return " ".join(name.casefold().split())


def marks(by_date: Mapping[date, Entry], day: date) -> tuple[MedicineMark, ...]:
    """What changed about the medicines of a day.

    Args:
        by_date: Entries by date, at least of the `LOOK_BACK` before the day and of the
            `LOOK_AHEAD` after it.
        day: The day.
    """
    today = taken(by_date.get(day))
    if not today:
        return ()
    return tuple(
        mark
        for name in dict.fromkeys(known_by(dose.name) for dose in today)
        for mark in _of(name, by_date, day)
    )


def may_be_new(by_date: Mapping[date, Entry], day: date) -> tuple[MedicineMark, ...]:
    """The medicines of a day that the person may have begun or changed, to be asked about.

    Other than `marks`, what is noted for the first time of all is among them. None are where
    the person has said so already.
    """
    entry = by_date.get(day)
    if entry is not None and entry.day is not None and entry.day.new_medicine is not None:
        return ()
    today = taken(entry) or ()
    marked = [mark for mark in marks(by_date, day) if mark.change is not Change.ENDED]
    told = {known_by(mark.name) for mark in marked}
    for dose in today:
        name = known_by(dose.name)
        if name not in told and _last_before(name, by_date, day) is None:
            told.add(name)
            marked.append(MedicineMark(Change.BEGUN, dose.name, dose.dose))
    return tuple(marked)


def courses(entries: Iterable[Entry]) -> tuple[Course, ...]:
    """The medicines of some days, each with when it was taken, by name."""
    noted = sorted(
        ((entry.date, given) for entry in entries if (given := taken(entry)) is not None),
        key=lambda pair: pair[0],
    )
    days: dict[str, dict[date, None]] = {}
    names: dict[str, str] = {}
    doses: dict[str, dict[str, None]] = {}
    for day, given in noted:
        for dose in given:
            name = known_by(dose.name)
            names[name] = dose.name
            days.setdefault(name, {})[day] = None
            if dose.dose:
                doses.setdefault(name, {})[dose.dose] = None
    return tuple(
        Course(names[name], tuple(doses.get(name, ())), tuple(days[name]), len(noted))
        for name in sorted(names)
    )


def _of(name: str, by_date: Mapping[date, Entry], day: date) -> Iterator[MedicineMark]:
    today = _doses(name, by_date, day)
    before = _last_before(name, by_date, day)
    told = ", ".join(sorted(filter(None, today))) or None
    shown = next(
        dose.name for dose in taken(by_date.get(day)) or () if known_by(dose.name) == name
    )
    if before is None:
        if any(taken(by_date.get(past)) is not None for past in _back(day)):
            yield MedicineMark(Change.BEGUN, shown, told)
    elif _is_another(_doses(name, by_date, before), today):
        yield MedicineMark(Change.CHANGED, shown, told)
    if _ended(name, by_date, day):
        yield MedicineMark(Change.ENDED, shown)


def _is_another(before: frozenset[str | None], now: frozenset[str | None]) -> bool:
    return None not in before and None not in now and before != now


def _ended(name: str, by_date: Mapping[date, Entry], day: date) -> bool:
    without = 0
    for ahead in range(1, LOOK_AHEAD.days + 1):
        given = taken(by_date.get(day + ahead * _DAY))
        if given is None:
            continue
        if any(known_by(dose.name) == name for dose in given):
            return False
        without += 1
        if without == _ENDS_AFTER:
            on = sum(bool(_doses(name, by_date, past)) for past in (day, *_back(day)))
            return on >= _REGULAR
    return False


def _last_before(name: str, by_date: Mapping[date, Entry], day: date) -> date | None:
    return next((past for past in _back(day) if _doses(name, by_date, past)), None)


def _doses(name: str, by_date: Mapping[date, Entry], day: date) -> frozenset[str | None]:
    """The doses of a medicine on a day; nothing at all where it was not taken."""
    given = taken(by_date.get(day)) or ()
    return frozenset(
        known_by(dose.dose) if dose.dose else None
        for dose in given
        if known_by(dose.name) == name
    )


def _back(day: date) -> Iterator[date]:
    return (day - back * _DAY for back in range(1, LOOK_BACK.days + 1))
