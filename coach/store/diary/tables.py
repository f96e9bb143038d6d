"""What the diary's tables hold: which record under which number, checked both ways.

An entry's number is its date, ``yyyymmdd``. That of a doctor visit, a shown tip, a goal and an
experiment is its first date and a running number. Nothing is kept that could not be read back.
"""

from collections.abc import Iterable
from datetime import date
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
from coach.store.diary.storage import Tables
from coach.store.disk import durable
from coach.store.disk.trouble import StoreError, Unreadable

R = TypeVar("R", bound=Record)

PROFILE_ID = 1
# So many records of a kind fit on a date before its numbers run into the next one's.
_PER_DATE = 100_000


class Sheet(StrEnum):
    """The tables that hold the diary itself."""

    ENTRIES = "entries"
    PROFILE = "profile"
    VISITS = "visits"
    TIPS = "tips"
    GOALS = "goals"
    EXPERIMENTS = "experiments"


KINDS: dict[Sheet, type[Record]] = {
    Sheet.ENTRIES: Entry,
    Sheet.PROFILE: Profile,
    Sheet.VISITS: DoctorVisit,
    Sheet.TIPS: ShownTip,
    Sheet.GOALS: Goal,
    Sheet.EXPERIMENTS: Experiment,
}
_entry_decoder = msgspec.json.Decoder(Entry)
_decoders = {kind: msgspec.json.Decoder(kind) for kind in KINDS.values()}


def entry_id(day: date) -> int:
    """The number of a day's entry."""
    return day.year * 10_000 + day.month * 100 + day.day


def numbered(
    documents: Iterable[tuple[date, msgspec.Raw]], taken: Iterable[str]
) -> dict[int, msgspec.Raw]:
    """Records under the next free numbers of their dates.

    Args:
        documents: Each with its date.
        taken: The numbers that are in the table.
    """
    last: dict[int, int] = {}
    for key in taken:
        day, running = divmod(int(key), _PER_DATE)
        last[day] = max(running, last.get(day, 0))
    given: dict[int, msgspec.Raw] = {}
    for when, raw in documents:
        day = entry_id(when)
        last[day] = last.get(day, 0) + 1
        given[day * _PER_DATE + last[day]] = raw
    return given


def decoded(raw: msgspec.Raw, kind: type[R]) -> R:
    """A record from its document.

    Raises:
        Unreadable: If the document is no such record.
    """
    try:
        record = _decoders[kind].decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(str(error)) from None
    if not isinstance(record, kind):
        raise TypeError(f"{kind.__name__} is not kept in the diary")
    return record


def entry_of(key: str, raw: msgspec.Raw) -> Entry:
    """The entry under a number.

    Raises:
        Unreadable: If it is none, or one of another day; the text names the day.
    """
    try:
        entry = _entry_decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"the entry of {key} is damaged ({error})") from None
    if str(entry_id(entry.date)) != key:
        raise Unreadable(f"the entry of {entry.date} stands under {key}")
    return entry


def encoded(record: Record, what: str) -> msgspec.Raw:
    """A record's document, read back before it is let in.

    Raises:
        StoreError: If the record holds something the diary cannot; the text names it.
    """
    raw = msgspec.Raw(durable.encoded(record, what))
    try:
        decoded(raw, type(record))
    except Unreadable as wrong:
        raise StoreError(f"{what} was not saved: {wrong}.") from None
    return raw


def check(tables: Tables) -> None:
    """Read everything once.

    Raises:
        Unreadable: If one document is not what it should be.
    """
    for sheet, kind in KINDS.items():
        for key, raw in tables.get(sheet, {}).items():
            if kind is Entry:
                entry_of(key, raw)
            else:
                decoded(raw, kind)
