"""The last changes and how each is taken back and put forward again, in the diary's own file.

A step holds the documents that a change touched as they were before it, and goes to disk
in the same write as the change, so that there is never one without the other. What is taken
back leaves a step that leads forward, until the next change of the person's.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from coach.core.diary.records import (
    DoctorVisit,
    Entry,
    Experiment,
    Goal,
    Profile,
    Record,
    ShownTip,
)
from coach.core.words.lengths_and_dates import counted
from coach.store.diary import tables as sheets
from coach.store.diary.stamping import noted, restored, restored_profile
from coach.store.diary.storage import Tables, packed
from coach.store.diary.tables import Sheet
from coach.store.disk.trouble import Unreadable

S = TypeVar("S")

# As many as an evening has; each holds whole documents, so that they cost space.
KEPT = 20


class Way(StrEnum):
    """Back or forward: the table whose steps lead there."""

    BACK = "undo"
    FORWARD = "redo"

    @property
    def other(self) -> "Way":
        """The way that leads back again."""
        return Way.FORWARD if self is Way.BACK else Way.BACK


class UndoStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change, seen from its other side.

    Attributes:
        what: What was changed, for people: "the check-in of 22 November".
        before: Touched documents as they were, by table and number.
        absent: Numbers that did not exist before, by table.
        backup: Name of the backup that holds everything before it, where the change
            replaced the whole diary.
    """

    what: str
    before: dict[str, dict[str, msgspec.Raw]] = {}
    absent: dict[str, tuple[str, ...]] = {}
    backup: str | None = None


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A step that can be gone, told before it is.

    Attributes:
        what: What was changed.
        answers: How many answers, drinks or other items go with it; for the whole diary, 0.
        skipped: Later changes that cannot be gone back on, for their backup is not there.
        number: The step's number.
        is_fresh: Whether it is a check-in that this very program saved since its start.
    """

    what: str
    answers: int
    skipped: tuple[str, ...] = ()
    number: int = 0
    is_fresh: bool = False

    @property
    def asks(self) -> bool:
        """Whether the person is asked before: where more goes than one answer or drink.

        A check-in of this start is one thing that was just done, and needs no asking.
        """
        return bool(self.skipped) or not (self.answers == 1 or self.is_fresh)

    @property
    def extent(self) -> str:
        """What goes with it, in words."""
        return counted(self.answers, "answer") if self.answers else "the whole diary"


class _What(msgspec.Struct):
    """A step read for its words alone; msgspec skips the documents in it."""

    what: str


_decoder = msgspec.json.Decoder(UndoStep)
_what_decoder = msgspec.json.Decoder(_What)
# What an entry or the profile says of itself, and no answer.
_NO_ANSWERS = frozenset(
    {
        "date",
        "recorded_at",
        "first_recorded_at",
        "tz",
        "times",
        "cleared",
        "cleared_at",
        "day_starts_at",
    }
)
# Told in one question, though it has parts.
_ONE_ANSWER = frozenset({"day.exercise"})


def difference(before: Tables, after: Tables, what: str) -> UndoStep | None:
    """The step that leads from ``after`` back to ``before``; None if they are alike."""
    touched: dict[str, dict[str, msgspec.Raw]] = {}
    absent: dict[str, tuple[str, ...]] = {}
    # The undo table is no sheet: a step that held the steps before it would double each time.
    for sheet in Sheet:
        old, new = before.get(sheet, {}), after.get(sheet, {})
        gone = {key: raw for key, raw in old.items() if not _same(raw, new.get(key))}
        if gone:
            touched[sheet.value] = gone
        added = tuple(key for key in new if key not in old)
        if added:
            absent[sheet.value] = added
    if not touched and not absent:
        return None
    return UndoStep(what=what, before=touched, absent=absent)


def pushed(table: Mapping[str, msgspec.Raw], step: UndoStep | None) -> dict[str, msgspec.Raw]:
    """A table of steps with one on top, if there is one; the oldest beyond `KEPT` go."""
    if step is None:
        return dict(table)
    top = max((int(key) for key in table), default=0) + 1
    steps = {**table, str(top): packed(step)}
    newest = sorted(steps, key=int)[-KEPT:]
    return {key: steps[key] for key in newest}


def offered(
    table: Mapping[str, msgspec.Raw], tables: Tables, is_there: Callable[[str], bool]
) -> tuple[Offer, UndoStep] | None:
    """The newest step that can be gone; None where there is none.

    Args:
        table: The steps.
        tables: The diary as it is.
        is_there: Whether a backup of that name can be read.

    Raises:
        Unreadable: If a step is damaged.
    """
    skipped: list[str] = []
    for key in sorted(table, key=int, reverse=True):
        step = _read(_decoder, table[key])
        if step.backup is not None and not is_there(step.backup):
            skipped.append(step.what)
            continue
        offer = Offer(
            what=step.what,
            answers=0 if step.backup is not None else _weight(step, tables),
            skipped=tuple(skipped),
            number=int(key),
        )
        return offer, step
    return None


def top(table: Mapping[str, msgspec.Raw]) -> tuple[int, bytes] | None:
    """The newest step's number and what it holds; None where there is no step."""
    number = max((int(key) for key in table), default=None)
    return None if number is None else (number, bytes(table[str(number)]))


def below(table: Mapping[str, msgspec.Raw], number: int) -> dict[str, msgspec.Raw]:
    """The steps older than one."""
    return {key: raw for key, raw in table.items() if int(key) < number}


def coming_back(
    sheet: Sheet,
    before: Mapping[str, msgspec.Raw],
    present: Mapping[str, msgspec.Raw],
    now: datetime,
) -> dict[int, msgspec.Raw]:
    """The documents of a step, stamped later than those at present in their places.

    Raises:
        Unreadable: If one of them is damaged.
    """
    again: dict[int, msgspec.Raw] = {}
    for key, raw in before.items():
        undone = present.get(key)
        kind = sheets.KINDS[sheet]
        old = sheets.decoded(raw, kind)
        new = None if undone is None else sheets.decoded(undone, kind)
        again[int(key)] = sheets.encoded(_later(old, new, now), "what was undone")
    return again


def _later(before: Record, undone: Record | None, now: datetime) -> Record:
    """A record that comes back, stamped later than what it takes the place of."""
    match before, undone:
        case Entry(), Entry() | None:
            return restored(before, undone, now)
        case Profile(), Profile() | None:
            return restored_profile(before, undone, now)
        case DoctorVisit() | ShownTip() | Goal() | Experiment(), _:
            return noted(before, undone if isinstance(undone, type(before)) else None, now)
    raise TypeError(f"{type(before).__name__} is not kept in the diary")


def described(table: Mapping[str, msgspec.Raw]) -> tuple[str, ...]:
    """What can be undone, newest first.

    Raises:
        Unreadable: If a step is damaged.
    """
    newest_first = sorted(table, key=int, reverse=True)
    return tuple(_read(_what_decoder, table[key]).what for key in newest_first)


def _weight(step: UndoStep, tables: Tables) -> int:
    """How many answers, drinks, visits and the like differ between a step's two sides."""
    changed = 0
    for name in {*step.before, *step.absent}:
        present, before = tables.get(name, {}), step.before.get(name, {})
        added = step.absent.get(name, ())
        if name in (Sheet.ENTRIES, Sheet.PROFILE):
            for key in (*before, *added):
                changed += _answers_apart(before.get(key), present.get(key))
        else:
            changed += max(len(before), len(added))
    return max(1, changed)


def _answers_apart(first: msgspec.Raw | None, second: msgspec.Raw | None) -> int:
    sides = [Counter(_answers(_plain(raw))) for raw in (first, second)]
    apart = (sides[0] - sides[1], sides[1] - sides[0])
    # A drink whose time was changed is one drink, though it is gone and there at once.
    counts = [Counter(path for path, _ in side.elements()) for side in apart]
    return sum(max(count[path] for count in counts) for path in {*counts[0], *counts[1]})


def _plain(raw: msgspec.Raw | None) -> object:
    if raw is None:
        return {}
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"a step to undo is damaged ({error})") from None


def _answers(value: object, path: str = "") -> Iterable[tuple[str, bytes]]:
    """Each answer of a plain document with its place; of a list of items, each item."""
    if isinstance(value, dict) and path not in _ONE_ANSWER:
        for name, below_it in value.items():
            if path or name not in _NO_ANSWERS:
                yield from _answers(below_it, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for item in value:
            yield path, msgspec.json.encode(item)
    else:
        yield path, msgspec.json.encode(value)


def _read(decoder: msgspec.json.Decoder[S], raw: msgspec.Raw) -> S:
    try:
        return decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"a step to undo is damaged ({error})") from None


def _same(raw: msgspec.Raw, present: msgspec.Raw | None) -> bool:
    return raw is present or (present is not None and bytes(raw) == bytes(present))
