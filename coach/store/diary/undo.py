"""The last changes and how each is taken back, kept in the diary's own file.

A step holds the documents that a change touched as they were before it, and goes to disk
in the same write as the change, so that there is never one without the other.
"""

from collections.abc import Mapping
from datetime import datetime
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
from coach.store.diary import tables as sheets
from coach.store.diary.stamping import noted, restored, restored_profile
from coach.store.diary.storage import Tables, packed
from coach.store.diary.tables import Sheet
from coach.store.disk.durable import Unreadable

S = TypeVar("S")

TABLE = "undo"
# As many as an evening has; each holds whole documents, so that they cost space.
KEPT = 20


class UndoStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change, seen backwards.

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


class _What(msgspec.Struct):
    """A step read for its words alone; msgspec skips the documents in it."""

    what: str


_decoder = msgspec.json.Decoder(UndoStep)
_what_decoder = msgspec.json.Decoder(_What)


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


def pushed(table: Mapping[str, msgspec.Raw], step: UndoStep) -> dict[str, msgspec.Raw]:
    """The undo table with a step on top; the oldest beyond `KEPT` go."""
    top = max((int(key) for key in table), default=0) + 1
    steps = {**table, str(top): packed(step)}
    newest = sorted(steps, key=int)[-KEPT:]
    return {key: steps[key] for key in newest}


def popped(table: Mapping[str, msgspec.Raw]) -> tuple[UndoStep, dict[str, msgspec.Raw]] | None:
    """The newest step and the table without it; None where nothing can be undone.

    Raises:
        Unreadable: If the step is damaged.
    """
    if not table:
        return None
    top = max(table, key=int)
    step = _read(_decoder, table[top])
    return step, {key: raw for key, raw in table.items() if key != top}


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


def _read(decoder: msgspec.json.Decoder[S], raw: msgspec.Raw) -> S:
    try:
        return decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"a step to undo is damaged ({error})") from None


def _same(raw: msgspec.Raw, present: msgspec.Raw | None) -> bool:
    return raw is present or (present is not None and bytes(raw) == bytes(present))
