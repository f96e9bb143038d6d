"""A day and a profile taken apart into leaves, and put together again.

``times`` in the log holds the moments of the leaves as far as they differ from the record's
own; this module alone reads and writes it.

Two things would be lost in the log's plain form, so they are marked by paths that never have a
value. ``LIST.asked`` says that a list with items was not asked, or no longer. An item's path
with its hash drawn over ``#k-`` says that the k-th of several equal items was taken out while
a later one stands.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec

from coach.core.diary.day import DEFAULT_DAY_START, unsaid_start
from coach.core.diary.leaves import Leaf, Leaves, is_later, later, settled, text_of
from coach.core.diary.records import (
    Day,
    Entry,
    Movement,
    Night,
    OwnQuestion,
    Partner,
    Profile,
    Record,
)

STARTS: Final = "day_starts_at"
_OWN, _QUESTIONS = "day.own", "own_questions"
_NONE = "-"
_PARTS: dict[str, type[Record]] = {
    "night": Night,
    "movement": Movement,
    "partner": Partner,
    "day": Day,
}
_LISTS = ("events", "day.caffeine", "day.alcohol", "day.medicines", "day.relaxation")
_WHOLE = ("tz", "device", "notes")
_NO_LEAVES = frozenset({_OWN, "night.measured", *_LISTS})
_FIELDS = {
    part: tuple(
        (name, f"{part}.{name}")
        for name in kind.__struct_fields__
        if f"{part}.{name}" not in _NO_LEAVES
    )
    for part, kind in _PARTS.items()
}
_PATHS = frozenset(
    {*_WHOLE, STARTS, *_LISTS, *(p for pairs in _FIELDS.values() for _, p in pairs)}
)
_PROFILE_FIELDS = tuple(
    name
    for name in Profile.__struct_fields__
    if name not in ("recorded_at", "times", _QUESTIONS)
)

Marks: TypeAlias = dict[str, datetime | None]


# Days


def of_entry(entry: Entry, usual_start: str = DEFAULT_DAY_START) -> Leaves:
    """A day as leaves.

    Args:
        entry: The day.
        usual_start: When its coach's day began where it does not say so itself: what the
            profile beside it says.
    """
    cleared_at = later(entry.cleared_at, entry.recorded_at if entry.cleared else None)
    if cleared_at is not None:
        # A cleared day is written with `recorded_at` alone, whose zone may be another log's.
        cleared_at = cleared_at.astimezone(UTC)
    emptied_sometime = bool(entry.cleared) and cleared_at is None
    marks = marks_of(entry)
    reading = _Reading(entry.recorded_at, marks)
    # No day is without its beginning: left out, or marked as if taken out, it is the usual one.
    if entry.day_starts_at or not entry.cleared or STARTS in marks:
        reading.put(STARTS, entry.day_starts_at or usual_start)
    for name in _WHOLE:
        reading.put(name, getattr(entry, name))
    for part, fields in _FIELDS.items():
        record = getattr(entry, part)
        if record is not None:
            for name, path in fields:
                reading.put(path, getattr(record, name))
    for path in _LISTS:
        reading.put_list(path, _list_at(entry, path))
    own = entry.day.own if entry.day else None
    for name, answer in (own or {}).items():
        reading.put(f"{_OWN}.{name}", answer)
    return settled(
        Leaves(
            entry.recorded_at,
            {} if emptied_sometime else reading.all_leaves(),
            entry.first_recorded_at,
            cleared_at,
            emptied_sometime,
        )
    )


def to_entry(day: date, state: Leaves, *, says_start: bool = False) -> Entry:
    """A day put together again.

    Args:
        day: The date.
        state: Its leaves.
        says_start: Whether it says when its coach's day began even if that was at 04:00,
            because the profile beside it says otherwise.
    """
    is_cleared = not state.by_path and state.recorded_at == state.cleared_at
    is_cleared = is_cleared and (state.cleared or state.cleared_at is not None)
    if is_cleared:
        return Entry(
            date=day,
            recorded_at=state.recorded_at,
            first_recorded_at=state.first_recorded_at,
            cleared=True,
        )
    writing = _Writing(state)
    whole: dict[str, object] = {name: writing.value(name) for name in _WHOLE}
    for part, kind in _PARTS.items():
        whole[part] = writing.part(part, kind)
    whole["events"] = writing.listed("events")
    starts = writing.value(STARTS)
    if STARTS not in state.by_path and state.cleared_at is not None:
        writing.mark(STARTS, None)
    if starts == DEFAULT_DAY_START and not says_start:
        starts = None
    plain = Entry(
        date=day,
        recorded_at=state.recorded_at,
        first_recorded_at=state.first_recorded_at,
        cleared_at=state.cleared_at,
        times=writing.times(),
    )
    return msgspec.structs.replace(plain, **whole, day_starts_at=starts)


def says_otherwise(profile: Profile | None) -> bool:
    """Whether a profile has the day begin at another time than 04:00."""
    return unsaid_start(profile) != DEFAULT_DAY_START


# Profiles


def of_profile(profile: Profile) -> Leaves:
    """A profile as leaves."""
    reading = _Reading(profile.recorded_at, marks_of(profile))
    for name in _PROFILE_FIELDS:
        reading.put(name, getattr(profile, name))
    for question in profile.own_questions or ():
        reading.put(f"{_QUESTIONS}.{question.id}", question)
    return Leaves(profile.recorded_at, reading.all_leaves())


def to_profile(state: Leaves) -> Profile | None:
    """A profile put together again; None where it holds nothing at all."""
    if state.recorded_at is None and not state.by_path:
        return None
    writing = _Writing(state)
    fields = {name: writing.value(name) for name in _PROFILE_FIELDS}
    questions = [
        leaf.value for leaf in state.by_path.values() if isinstance(leaf.value, OwnQuestion)
    ]
    questions.sort(key=lambda question: question.id)
    plain = Profile(recorded_at=state.recorded_at, times=writing.times())
    return msgspec.structs.replace(plain, **fields, own_questions=tuple(questions) or None)


# Moments


def marks_of(record: Entry | Profile) -> Marks:
    """The moments in ``times``, by path."""
    if record.times is None:
        return {}
    return {
        path: None if mark == _NONE else _moment(mark)
        for mark, paths in record.times.items()
        for path in paths
    }


def fault_in_times(record: Entry | Profile) -> str | None:
    """What is wrong with the ``times`` of a record, in words; None where nothing is."""
    seen: set[str] = set()
    known = _is_profile_path if isinstance(record, Profile) else _is_path
    for mark, paths in (record.times or {}).items():
        if mark != _NONE:
            try:
                _moment(mark)
            except ValueError:
                return f"holds {mark!r}, which is no moment"
        for path in paths:
            if path in seen:
                return f"names {path!r} twice"
            if not known(path):
                return f"names {path!r}, which is no field"
            seen.add(path)
    return None


@lru_cache(maxsize=4096)
def _moment(mark: str) -> datetime:
    return datetime.fromisoformat(mark).astimezone(UTC)


@lru_cache(maxsize=4096)
def _mark(moment: datetime | None) -> str:
    if moment is None:
        return _NONE
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _is_path(path: str) -> bool:
    base, _, item = path.partition("/")
    if item:
        return base in _LISTS
    own, _, name = path.rpartition(".")
    return path in _PATHS or own == _OWN or (name == "asked" and own in _LISTS)


def _is_profile_path(path: str) -> bool:
    return path in _PROFILE_FIELDS or path.partition(".")[0] == _QUESTIONS


# Lists


@lru_cache(maxsize=16384)
def _item_path(path: str, text: bytes, number: int, end: str = "") -> str:
    # Not loaded where no day is changed, as for the first page.
    from hashlib import sha256

    drawn = sha256(text + f"#{number}{end}".encode()).hexdigest()
    return f"{path}/{drawn[:12]}"


def _gap_path(path: str, text: bytes, number: int) -> str:
    return _item_path(path, text, number, "-")


def item_order(item: object) -> tuple[str, bytes]:
    """How the items of a list are written: by ``at``, then by canonical JSON."""
    return str(getattr(item, "at", "")), text_of(item)


def _list_at(entry: Entry, path: str) -> tuple[Record, ...] | None:
    part, _, name = path.rpartition(".")
    record = getattr(entry, part) if part else entry
    items: tuple[Record, ...] | None = getattr(record, name) if record is not None else None
    return items


class _Reading:
    """Leaves in the making, from a record and its marks."""

    def __init__(self, recorded_at: datetime | None, marks: Marks) -> None:
        self._recorded_at = recorded_at
        self._marks = marks
        self._leaves: dict[str, Leaf] = {}

    def put(self, path: str, value: object) -> None:
        """Add a value; None is no value."""
        if value is not None:
            self._leaves[path] = Leaf(self._marks.pop(path, self._recorded_at), value)

    def put_list(self, path: str, items: tuple[Record, ...] | None) -> None:
        """Add a list and its items."""
        if items is None:
            return
        unasked = f"{path}.asked"
        if items and unasked in self._marks:
            self._leaves[path] = Leaf(self._marks.pop(unasked))
        else:
            self.put(path, True)
        numbers: dict[bytes, int] = {}
        for item in items:
            text = text_of(item)
            numbers[text] = number = self._past_gaps(path, text, numbers.get(text, 0) + 1)
            self.put(_item_path(path, text, number), item)

    def _past_gaps(self, path: str, text: bytes, number: int) -> int:
        while self._marks and (gap := _gap_path(path, text, number)) in self._marks:
            self._leaves[_item_path(path, text, number)] = Leaf(self._marks.pop(gap))
            number += 1
        return number

    def all_leaves(self) -> dict[str, Leaf]:
        """All of them, and those that were taken out."""
        for written, at in self._marks.items():
            # A list without items is marked by its own path; the other way says the same.
            base = written.removesuffix(".asked")
            path = base if base in _LISTS else written
            present, removal = self._leaves.get(path), Leaf(at)
            if present is None or is_later(removal, present):
                self._leaves[path] = removal
        return self._leaves


class _Writing:
    """A record in the making, from its leaves."""

    def __init__(self, state: Leaves) -> None:
        self._leaves = state.by_path
        self._recorded_at = state.recorded_at
        self._marks: dict[str, list[str]] = {}
        self._items: dict[str, list[Record]] = {}
        self._own: dict[str, object] = {}
        items: dict[str, dict[bytes, list[Record]]] = {}
        gone: list[str] = []
        for path, leaf in state.by_path.items():
            if leaf.value is None:
                gone.append(path)
                continue
            if leaf.at != state.recorded_at:
                self.mark(path, leaf.at)
            base, slash, _ = path.partition("/")
            if slash and isinstance(leaf.value, Record):
                items.setdefault(base, {}).setdefault(text_of(leaf.value), []).append(
                    leaf.value
                )
            elif path.startswith(f"{_OWN}."):
                self._own[path.removeprefix(f"{_OWN}.")] = leaf.value
        gaps = self._gaps(items)
        for path in gone:
            at, written = self._leaves[path].at, gaps.pop(path, path)
            self.mark(f"{path}.asked" if path in items else written, at)
        for written in gaps.values():
            self.mark(written, None)
        for base, by_text in items.items():
            listed = [item for equal in by_text.values() for item in equal]
            self._items[base] = sorted(listed, key=item_order)

    def mark(self, path: str, at: datetime | None) -> None:
        """Note the moment of a path."""
        self._marks.setdefault(_mark(at), []).append(path)

    def times(self) -> dict[str, tuple[str, ...]] | None:
        """The moments, in order; None where there are none to note."""
        return {
            mark: tuple(sorted(paths)) for mark, paths in sorted(self._marks.items())
        } or None

    def value(self, path: str) -> object:
        """The value at a path; None where there is none."""
        leaf = self._leaves.get(path)
        return None if leaf is None else leaf.value

    def part(self, part: str, kind: type[Record]) -> Record | None:
        """A part of the day; None where nothing stands in it."""
        fields = {name: self.value(path) for name, path in _FIELDS[part]}
        if part == "day":
            for path in _LISTS[1:]:
                fields[path.removeprefix("day.")] = self.listed(path)
            fields["own"] = dict(sorted(self._own.items())) or None
        known = {name: value for name, value in fields.items() if value is not None}
        return kind(**known) if known else None

    def listed(self, path: str) -> tuple[Record, ...] | None:
        """A list: there if it was asked or holds an item."""
        if path in self._items:
            return tuple(self._items[path])
        return () if self.value(path) else None

    def _gaps(self, items: Mapping[str, Mapping[bytes, list[Record]]]) -> dict[str, str]:
        """How the missing ones before an equal item are written, by their paths."""
        gaps: dict[str, str] = {}
        for base, by_text in items.items():
            for text, equal in by_text.items():
                number, standing = 0, 0
                while standing < len(equal):
                    number += 1
                    path = _item_path(base, text, number)
                    if self.value(path) is None:
                        gaps[path] = _gap_path(base, text, number)
                    else:
                        standing += 1
        return gaps
