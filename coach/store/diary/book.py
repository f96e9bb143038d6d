"""The diary's file as one thing: read in one look, changed in one write, and the way back.

Every change runs under the lock, on what is on disk at that moment, and carries its undo
step in the same write. Which records mean what is `coach.store.diary.diary`'s business.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

import msgspec

from coach.core.diary.records import Entry, Record
from coach.store.diary import backups, drafts, undo
from coach.store.diary import tables as sheets
from coach.store.diary.backups import Before
from coach.store.diary.due import DIARY
from coach.store.diary.storage import (
    PagedStorage,
    Tables,
    is_outdated,
    packed,
)
from coach.store.diary.tables import Sheet
from coach.store.diary.undo import Offer, UndoStep, Way
from coach.store.disk import durable, open_windows
from coach.store.disk.lock import WriteLock
from coach.store.disk.trouble import DiaryUnreadable, StoreError, Unreadable
from coach.store.names import aside_name

if TYPE_CHECKING:
    from coach.store.diary.database import PagedDatabase

R = TypeVar("R", bound=Record)

_SETTLED = "settled"
_SETTLED_KEPT = 50


class Book:
    """One diary file, which other programs may have open too.

    Attributes:
        folder: The data folder; made at the first write.
        lock: The lock between programs.
        backup_failed: Called with one sentence when a change was saved and the daily backup
            before it was not; once a day while the reason stays the same.
        written: Called after every write, while the lock is still held.

    Args:
        folder: The data folder.
        now: Local time with its offset.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.lock = WriteLock(folder)
        self.backup_failed: Callable[[str], None] | None = None
        self.written: Callable[[], None] = lambda: None
        self._backup_trouble = self._trouble_told = ""
        self._now = now
        # Two, so that who reads never waits for who waits for another program.
        self._writing, self._threads = RLock(), RLock()
        self._storage = PagedStorage(
            folder / DIARY, self._newest_backup, lambda: _missing(folder, DIARY)
        )
        self._entries: dict[str, tuple[msgspec.Raw, Entry]] = {}
        self._swept = False
        # Check-ins saved since this start, by the steps that lead back and forward again.
        self._fresh: set[tuple[Way, tuple[int, bytes]]] = set()

    # Reading

    @property
    def was_changed(self) -> bool:
        """Whether anything was written through this very object."""
        return self._storage.was_written

    def stamp(self) -> tuple[int, ...]:
        """What changes whenever the file does."""
        return self._storage.stamp()

    def seal(self) -> tuple[tuple[int, ...], str] | None:
        """What tells the file that was read from every other; None where nothing does."""
        with self._threads:
            return self._storage.seal()

    def tables(self) -> Tables:
        """Everything at this moment, in one piece; not to be changed.

        Raises:
            StoreError: If the file cannot be read and was not read before.
        """
        with self._threads:
            return self._storage.tables()

    def table(self, sheet: str) -> Mapping[str, msgspec.Raw]:
        """One table at this moment; not to be changed."""
        return self.tables().get(sheet, {})

    def entry(self, key: str, raw: msgspec.Raw) -> Entry:
        """The entry in a document, decoded once as long as the document stays the same.

        Raises:
            DiaryUnreadable: If it is damaged.
        """
        # The same object costs nothing; equal bytes, after a file was read anew, cost little.
        known = self._entries.get(key)
        if known is not None and (known[0] is raw or bytes(known[0]) == bytes(raw)):
            return known[1]
        try:
            entry = sheets.entry_of(key, raw)
        except Unreadable as wrong:
            raise self._damaged(wrong) from None
        self._entries[key] = (raw, entry)
        return entry

    def record(self, raw: msgspec.Raw, kind: type[R]) -> R:
        """The record in a document.

        Raises:
            DiaryUnreadable: If it is damaged.
        """
        with self.readable():
            return sheets.decoded(raw, kind)

    @contextmanager
    def readable(self) -> Iterator[None]:
        """Name the file where a document in it turns out to be damaged."""
        try:
            yield
        except Unreadable as wrong:
            raise self._damaged(wrong) from None

    # Changing

    @contextmanager
    def changing(self, what: str | None, *, is_check_in: bool = False) -> Iterator[None]:
        """Gather changes into one write under the lock; none if anything raises.

        Args:
            what: What is changed, for undoing; None if it is not for the person to undo.
            is_check_in: Whether it is a check-in, which this start takes back unasked.

        Raises:
            StoreError: If it could not be saved.
        """
        # First: taking the lock would make the folder anew, and an empty diary in it.
        self.refuse_if_gone()
        with self.alone():
            # What another program wrote since our last look is what is changed.
            self._storage.refresh()
            before = self._storage.tables()
            with self._storage.together():
                yield
                changed = self._storage.changed
                if changed:
                    self._note_step(before, what)
                    if is_check_in:
                        self._note_fresh(Way.BACK)
                    self._before_writing(before)
            if changed:
                # After the answers: on a full disk, they have the room that is left.
                self.written()
                self._keep_daily(before)
        self._tell_of_backup()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock, in a folder that is made if it is missing.

        Raises:
            StoreError: If the folder or the lock cannot be made, or another keeps the lock.
        """
        with self._writing:
            durable.private_folder(self.folder)
            with self.lock.held(), self._threads:
                yield

    def put(self, sheet: Sheet, documents: Mapping[int, msgspec.Raw]) -> None:
        """Put documents in the place of those of the same numbers; inside `changing`."""
        present = self.table(sheet)
        changed = {
            number: raw
            for number, raw in documents.items()
            if str(number) not in present or bytes(present[str(number)]) != bytes(raw)
        }
        self.drop(sheet, [number for number in changed if str(number) in present])
        if changed:
            self._database.put(sheet, changed)

    def drop(self, sheet: Sheet, numbers: list[int]) -> None:
        """Remove documents; inside `changing`."""
        if numbers:
            self._database.table(sheet).remove(doc_ids=numbers)

    def settle(self, drafts_saved: Iterable[str]) -> None:
        """Note which drafts this change brings in, lest they be brought in twice; inside it."""
        table = self.table(_SETTLED)
        top = max((int(key) for key in table), default=0)
        noted = {str(top + place): packed(name) for place, name in enumerate(drafts_saved, 1)}
        if noted:
            newest = dict(list({**table, **noted}.items())[-_SETTLED_KEPT:])
            self._storage.write({**self.tables(), _SETTLED: newest})

    def settled(self) -> frozenset[str]:
        """The drafts that were brought in lately."""
        return frozenset(
            msgspec.json.decode(raw, type=str) for raw in self.table(_SETTLED).values()
        )

    def keep_before(self, before: Before) -> None:
        """Make a backup before something large, if there is a diary yet; inside `changing`."""
        if self.tables():
            self._kept_before(before, self.tables())

    def refuse_if_gone(self) -> None:
        """Refuse to write where the diary that was read has gone, folder and all.

        Raises:
            StoreError: If it has.
        """
        with self._threads:
            if not self._storage.stamp():
                self._storage.refresh()

    # Undoing

    def offer(self, way: Way) -> Offer | None:
        """The step that `go` would go, or None if there is none."""
        found = self._offered(way, self.tables())
        return None if found is None else found[0]

    def go(self, way: Way, agreed: Offer | None = None) -> str | None:
        """Take the last step back, or put one forward again.

        Args:
            way: Which.
            agreed: What the person was asked about; another step is not gone.

        Returns:
            What it was, or None if there is none.

        Raises:
            StoreError: If it could not be done; nothing was changed then.
        """
        with self.changing(None):
            tables = self.tables()
            found = self._offered(way, tables)
            if found is None:
                return None
            offer, step = found
            if agreed is not None and agreed != offer:
                raise StoreError("The diary has changed since you were asked; look again.")
            if step.backup is not None:
                after = self._out_of_backup(way, step, offer.number)
            else:
                self._put_as_before(step)
                after = self.tables()
                reverse = undo.difference(tables, after, step.what)
                after = {
                    **after,
                    way: undo.below(tables.get(way, {}), offer.number),
                    way.other: undo.pushed(tables.get(way.other, {}), reverse),
                }
            self._storage.write(after)
            if offer.is_fresh:
                self._note_fresh(way.other)
            return step.what

    def undoable(self) -> tuple[str, ...]:
        """What can be undone, newest first."""
        with self.readable():
            return undo.described(self.table(Way.BACK))

    # Backups, and a file that cannot be read

    def restore(self, name: str) -> None:
        """Put a backup in the file's place, in such a way that it can be undone."""
        tables = {**backups.read(self.folder, name), Way.FORWARD.value: {}}
        with self.alone():
            try:
                self._storage.refresh()
                copy = self._kept_before(Before.RESTORE, self._storage.tables())
            except DiaryUnreadable:
                self._set_aside()
            except StoreError:
                # Gone since it was read, there is nothing to keep; else it is still there.
                if self._storage.stamp():
                    raise
            else:
                step = UndoStep(what=f"restoring {name}", backup=copy)
                steps = undo.pushed(tables.get(Way.BACK, {}), step)
                tables = {**tables, Way.BACK.value: steps}
            self._storage.replace(tables)
            self.written()

    def set_aside(self, backup: str | None) -> Path | None:
        """Keep the file under a dated name and go on from a backup, or empty if None.

        Returns:
            Where the file is now; None where it was missing.
        """
        tables = {} if backup is None else backups.read(self.folder, backup)
        with self.alone():
            aside = self._set_aside()
            self._storage.replace(tables)
            self.written()
        return aside

    # Inside

    @cached_property
    def _database(self) -> "PagedDatabase":
        """TinyDB, through which changes go; who only reads need not wait for it."""
        from coach.store.diary.database import database_over

        return database_over(self._storage)

    def _note_fresh(self, way: Way) -> None:
        """Remember that the newest step is a check-in of this start."""
        step = undo.top(self.table(way))
        if step is not None:
            self._fresh.add((way, step))

    def _offered(self, way: Way, tables: Tables) -> tuple[Offer, UndoStep] | None:
        table = tables.get(way, {})
        with self.readable():
            found = undo.offered(table, tables, self._has_backup)
        if found is None:
            return None
        offer, step = found
        place = (way, (offer.number, bytes(table[str(offer.number)])))
        return msgspec.structs.replace(offer, is_fresh=place in self._fresh), step

    def _newest_backup(self) -> str | None:
        return backups.newest_good(self.folder, self._now().date())

    def _has_backup(self, name: str) -> bool:
        try:
            backups.read(self.folder, name)
        except StoreError:
            return False
        return True

    def _damaged(self, wrong: Unreadable) -> DiaryUnreadable:
        return DiaryUnreadable(self._storage.path, str(wrong), self._newest_backup())

    def _note_step(self, before: Tables, what: str | None) -> None:
        after = self._storage.tables()
        step = undo.difference(before, after, what) if what is not None else None
        if step is not None:
            steps = undo.pushed(after.get(Way.BACK, {}), step)
            # What was taken back before belongs to another course of things.
            self._storage.write({**after, Way.BACK: steps, Way.FORWARD: {}})

    def _put_as_before(self, step: UndoStep) -> None:
        for name, absent in step.absent.items():
            self.drop(Sheet(name), [int(key) for key in absent])
        for name, before in step.before.items():
            sheet = Sheet(name)
            with self.readable():
                again = undo.coming_back(sheet, before, self.table(sheet), self._now())
            self.put(sheet, again)

    def _out_of_backup(self, way: Way, step: UndoStep, number: int) -> Tables:
        """The diary of a step's backup, which brings its own steps, and the way forward."""
        assert step.backup is not None
        present = self.tables()
        after, forward = backups.read(self.folder, step.backup), present.get(Way.FORWARD, {})
        if way is Way.FORWARD:
            return {**after, Way.FORWARD: undo.below(forward, number)}
        try:
            copy = self._kept_before(Before.RESTORE, present)
        except DiaryUnreadable:
            raise
        except StoreError:
            # On a full disk it can be taken back all the same, if not put forward again.
            return {**after, Way.FORWARD: {}}
        reverse = UndoStep(what=step.what, backup=copy)
        return {**after, Way.FORWARD: undo.pushed(forward, reverse)}

    def _before_writing(self, tables: Tables) -> None:
        if not self._swept:
            # Settings and drafts are written without the lock: a live writer's halves stay.
            durable.sweep(self.folder, everyones=frozenset({DIARY}))
            for below in (backups.FOLDER, drafts.FOLDER):
                durable.sweep(self.folder / below)
            open_windows.sweep(self.folder / drafts.FOLDER)
            self._swept = True
        if is_outdated(tables):
            # Byte for byte, since what is in memory is of the new version already.
            backups.keep_file_before(
                self.folder, self._storage.path, tables, Before.MIGRATION, self._now()
            )
        if self._lacks_daily(tables):
            # What is damaged is told before anything is written over it.
            with self.readable():
                sheets.check(tables)

    def _lacks_daily(self, tables: Tables) -> bool:
        if not tables:
            return False
        try:
            return not backups.has_daily(self.folder, self._now().date())
        except StoreError as error:
            self._backup_trouble = str(error)
            return False

    def _keep_daily(self, tables: Tables) -> None:
        if not self._lacks_daily(tables):
            return
        try:
            with self.readable():
                backups.keep_daily(self.folder, tables, self._now().date())
            self._backup_trouble = ""
        except StoreError as error:
            # The new answers matter more than a copy of the old ones.
            self._backup_trouble = str(error)

    def _tell_of_backup(self) -> None:
        # Only now: whether the change itself was saved is what a person asks first.
        trouble, last_told = self._backup_trouble, self._trouble_told
        self._trouble_told = trouble
        if trouble and trouble != last_told and self.backup_failed is not None:
            self.backup_failed(f"The diary is saved, but its daily backup is not: {trouble}")

    def _kept_before(self, before: Before, tables: Tables) -> str:
        with self.readable():
            return backups.keep_before(self.folder, tables, before, self._now())

    def _set_aside(self) -> Path | None:
        if not self._storage.stamp():
            # Gone from beside its backups: there is nothing to keep.
            return None
        moment = f"{self._now():%Y-%m-%d-%H%M%S}"
        aside, serial = self.folder / aside_name(moment), 1
        while aside.exists():
            serial += 1
            aside = self.folder / aside_name(f"{moment}-{serial}")
        # A copy, not a rename: were the power cut now, the next start must not find nothing
        # and take the diary for a new one.
        durable.copy_beside(self._storage.path, aside)
        return aside


def _missing(folder: Path, name: str) -> str | None:
    """How it is known that a diary which is not there should be; None on a first evening."""
    for placeholder in (f".{name}.icloud", f"{name}.nextcloud", f"{name}.owncloud"):
        if os.path.lexists(folder / placeholder):
            return f"a sync program left {placeholder} in its place and can bring it back"
    return (
        "its backups are there, so it was moved or removed"
        if backups.are_there(folder)
        else None
    )
