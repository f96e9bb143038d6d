"""Check-ins that are under way: small files, never counted as an entry.

A draft belongs to the window that wrote it: a program that is open keeps its drafts under
names of its own, and no other touches them. What a closed window left behind is taken over
by the first that goes on from it, by a rename, of which only one can succeed. No lock is
waited for.
"""

import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from coach.core.checkin.merging import merged
from coach.core.diary.records import Entry
from coach.store.disk import durable
from coach.store.disk.open_windows import OpenWindow, is_open, is_window
from coach.store.disk.trouble import StoreError

FOLDER = "drafts"

# A day's draft: whose it is, and which. One without a window was written by an older coach and
# is everybody's.
_NAME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:\.(?P<owner>[0-9a-f]{8})\.(?P<id>[0-9a-f]{8}))?\.json"
)
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


class Draft(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A check-in as it was left.

    Attributes:
        entry: The day's answers so far; its date is the draft's.
        base: The entry as it was on disk when the check-in was opened, so that what was
            written to the day since then is not lost on saving.
        page: Name of the check-in page on which it was left.
        saved_at: When it was left.
        holds: Which drafts of other windows were taken over and are part of this one.
    """

    entry: Entry
    base: Entry | None = None
    page: str = ""
    saved_at: datetime | None = None
    holds: tuple[str, ...] = ()


class Left(msgspec.Struct, frozen=True):
    """What lies there for a day, as one window sees it.

    Attributes:
        draft: What this window goes on from: its own, and what closed windows left.
        elsewhere: Whether another open window has answers of its own for the day.
        unreadable: Names of drafts that this program cannot read; they are left alone.
    """

    draft: Draft | None
    elsewhere: bool = False
    unreadable: tuple[str, ...] = ()

    def words(self) -> tuple[str, ...]:
        """What a person who goes on has to know, in sentences."""
        sentences: list[str] = []
        if self.draft is not None:
            moment = self.draft.saved_at
            when = f" from {moment:%H:%M}" if moment else ""
            sentences.append(f"Going on{when}; nothing is saved before the end.")
        if self.elsewhere:
            sentences.append(
                "Another window has answers for this day that are not saved yet. They stay "
                "its own."
            )
        if self.unreadable:
            sentences.append(
                f"A draft of this day cannot be read by this coach and is left as it is: "
                f"{', '.join(self.unreadable)}."
            )
        return tuple(sentences)


class _File(msgspec.Struct, frozen=True):
    """One draft's file.

    Attributes:
        name: Its name.
        day: Its day.
        owner: The window that it belongs to; empty for an older coach's.
        id: Which draft it is, whoever owns it; drawn anew for an older coach's.
    """

    name: str
    day: date
    owner: str
    id: str


_decoder = msgspec.json.Decoder(Draft)


def is_draft(name: str) -> bool:
    """Whether a file of that name in the drafts' folder is one of ours."""
    return _file(name) is not None or is_window(name)


class Drafts:
    """The drafts in a data folder, as one window sees them.

    Args:
        folder: The data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._window = OpenWindow(self._folder)
        self._ids: dict[date, str] = {}

    def look(self, day: date, present: Entry | None, settled: Collection[str] = ()) -> Left:
        """What lies there for a day; nothing is taken over by looking.

        Args:
            day: The day.
            present: The day's entry as it is on disk.
            settled: Drafts that were saved into the diary, whose files may still lie there.
        """
        drafts: list[tuple[_File, Draft]] = []
        elsewhere, unreadable = False, []
        for file in self._files():
            if file.day != day or file.id in settled:
                continue
            draft = self._read(file)
            if draft is None:
                # Else another window saved or dropped it just now.
                if os.path.lexists(self._folder / file.name):
                    unreadable.append(file.name)
            elif self._is_anothers(file):
                elsewhere = True
            else:
                drafts.append((file, draft))
        held = {part for _, draft in drafts for part in draft.holds}
        standing = [draft for file, draft in drafts if file.id not in held]
        return Left(_as_one(standing, present), elsewhere, tuple(unreadable))

    def take_over(self, day: date) -> None:
        """Make this window's own what closed ones left for a day."""
        for file in self._files():
            if (
                file.day == day
                and not self._is_mine(file)
                and not self._is_anothers(file)
                and self._read(file) is not None
            ):
                name = _name(day, self._window.name, file.id)
                # Another window was quicker, or the disk takes nothing: it is read as it is.
                with suppress(StoreError, OSError):
                    self._window.open()
                    (self._folder / file.name).rename(self._folder / name)

    def save(self, draft: Draft) -> None:
        """Keep a draft in place of this window's earlier ones for the day, on disk.

        Raises:
            StoreError: If it cannot be written.
        """
        day = draft.entry.date
        number = self._ids.setdefault(day, os.urandom(4).hex())
        taken = [file for file in self._mine(day) if file.id != number]
        held = tuple(sorted(file.id for file in taken))
        data = durable.encoded(
            msgspec.structs.replace(draft, holds=held), f"the draft of {day}"
        )
        self._window.open()
        durable.write(self._folder / _name(day, self._window.name, number), data)
        for file in taken:
            # That it is part of the new one stands in that; tidying may wait.
            with suppress(StoreError):
                durable.remove(self._folder / file.name)

    def mine(self, day: date) -> tuple[str, ...]:
        """Which drafts of a day are this window's."""
        return tuple(file.id for file in self._mine(day))

    def drop(self, day: date) -> None:
        """Forget this window's drafts of a day; that there is none is fine.

        Raises:
            StoreError: If one cannot be removed.
        """
        # What was taken over goes first: the window's own says that it is part of it.
        number = self._ids.get(day)
        for file in sorted(self._mine(day), key=lambda file: file.id == number):
            durable.remove(self._folder / file.name)
        self._ids.pop(day, None)
        if not any(self._is_mine(file) for file in self._files()):
            self._window.close()

    def close(self) -> None:
        """Leave the drafts to whoever comes next."""
        self._window.close()

    def days(self) -> tuple[date, ...]:
        """The days that have a draft, in order."""
        return tuple(sorted({file.day for file in self._files()}))

    # Inside

    def _files(self) -> Iterator[_File]:
        try:
            names = sorted(path.name for path in self._folder.iterdir())
        except OSError:
            return
        for name in names:
            file = _file(name)
            if file is not None:
                yield file

    def _mine(self, day: date) -> list[_File]:
        return [file for file in self._files() if file.day == day and self._is_mine(file)]

    def _is_mine(self, file: _File) -> bool:
        return file.owner == self._window.name

    def _is_anothers(self, file: _File) -> bool:
        return (
            bool(file.owner) and not self._is_mine(file) and is_open(self._folder, file.owner)
        )

    def _read(self, file: _File) -> Draft | None:
        try:
            draft = _decoder.decode(durable.read(self._folder / file.name))
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        return draft if draft.entry.date == file.day else None


def _file(name: str) -> _File | None:
    matched = _NAME.fullmatch(name)
    if matched is None:
        return None
    try:
        day = date.fromisoformat(matched["day"])
    except ValueError:
        return None
    return _File(name, day, matched["owner"] or "", matched["id"] or os.urandom(4).hex())


def _name(day: date, owner: str, number: str) -> str:
    return f"{day.isoformat()}.{owner}.{number}.json"


def _as_one(drafts: list[Draft], present: Entry | None) -> Draft | None:
    """Several drafts of a day one after the other; None for none."""
    in_order = sorted(drafts, key=lambda draft: draft.saved_at or _LONG_AGO)
    if len(in_order) < 2:
        return in_order[0] if in_order else None
    base = None if present is None or present.cleared else present
    entry = base or Entry(date=in_order[0].entry.date)
    for draft in in_order:
        entry = merged(draft.base, draft.entry, entry)
    return msgspec.structs.replace(in_order[-1], entry=entry, base=base, holds=())
