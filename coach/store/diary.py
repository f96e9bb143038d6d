"""The only door to the diary on disk.

Every change is read, made and written under one lock, in one atomic write that carries the
way back with it; it is on disk when the call returns. Reading decodes what is asked for
and no more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import RLock
from typing import TypeVar

import msgspec

from coach.core.merge import Merged, merge, ordered_tips, ordered_visits
from coach.core.records import (
    FORMAT,
    VERSION,
    DoctorVisit,
    Entry,
    Feedback,
    Log,
    Profile,
    Record,
    ShownTip,
)
from coach.store import backups, drafts, durable, sheets, undo
from coach.store.drafts import Draft
from coach.store.durable import DiaryUnreadable, StoreError, Unreadable
from coach.store.files import DIARY, aside_name
from coach.store.lock import WriteLock
from coach.store.paged import Page, PagedDatabase, PagedStorage, Tables
from coach.store.sheets import PROFILE_ID, Sheet
from coach.store.stamping import stamped, stamped_again, stamped_profile

R = TypeVar("R", bound=Record)


class Diary:
    """One person's diary in one folder, which may be open in other programs too.

    A missing file is an empty diary. What cannot be read raises `DiaryUnreadable`, is left
    as it is, and waits for `set_aside_and_restore` or `set_aside_and_start_empty`. What was
    read once stays readable from memory when the disk fails.

    Attributes:
        folder: The data folder; made at the first write.
        trouble: Why the last daily backup could not be made, if it could not.

    Args:
        folder: The data folder.
        now: Local time with its offset.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.trouble: StoreError | None = None
        self._now = now
        self._lock = WriteLock(folder)
        self._threads = RLock()
        self._storage = PagedStorage(folder / DIARY, lambda: backups.newest_good(folder))
        self._db = PagedDatabase(storage=lambda: self._storage)
        self._decoded: dict[str, tuple[msgspec.Raw, Entry]] = {}
        self._answered: tuple[object, tuple[str, ...]] | None = None
        self._swept = False

    def on_wait(self, told: Callable[[], None] | None) -> None:
        """Have something called when another program has kept us waiting for a second."""
        self._lock.waiting = told

    # Reading

    def entry(self, day: date) -> Entry | None:
        """The entry of a day; a cleared day comes back as it is.

        Raises:
            StoreError: If the diary cannot be read.
        """
        key = str(sheets.entry_id(day))
        raw = self._table(Sheet.ENTRIES).get(key)
        return None if raw is None else self._entry(key, raw)

    def entries(self, first: date | None = None, last: date | None = None) -> tuple[Entry, ...]:
        """The entries of a range of days, both ends included, by date, without cleared days.

        Raises:
            StoreError: If the diary cannot be read.
        """
        low = str(sheets.entry_id(first)) if first else ""
        high = str(sheets.entry_id(last)) if last else "9"
        table = self._table(Sheet.ENTRIES)
        keys = [key for key in self._answered_keys() if low <= key <= high]
        found = (self._entry(key, table[key]) for key in keys)
        return tuple(entry for entry in found if not entry.cleared)

    def first_day(self) -> date | None:
        """The first day that has an entry, or None."""
        keys = self._answered_keys()
        return date.fromisoformat(keys[0]) if keys else None

    def count(self) -> int:
        """How many days have an entry, cleared ones left out."""
        return len(self._answered_keys())

    def profile(self) -> Profile | None:
        """The profile, or None where none was saved."""
        raw = self._table(Sheet.PROFILE).get(str(PROFILE_ID))
        return None if raw is None else self._record(raw, Profile)

    def visits(self) -> tuple[DoctorVisit, ...]:
        """The doctor visits, by date."""
        table = self._table(Sheet.VISITS)
        return ordered_visits(self._record(raw, DoctorVisit) for raw in table.values())

    def tips(self) -> tuple[ShownTip, ...]:
        """The tips that were shown, by date."""
        table = self._table(Sheet.TIPS)
        return ordered_tips(self._record(raw, ShownTip) for raw in table.values())

    def log(self) -> Log:
        """Everything, cleared days included, in order; ``exported_at`` is not set."""
        table = self._table(Sheet.ENTRIES)
        return Log(
            format=FORMAT,
            version=VERSION,
            profile=self.profile(),
            entries=tuple(self._entry(key, table[key]) for key in sorted(table)),
            doctor_visits=self.visits(),
            tips=self.tips(),
        )

    def stamp(self) -> tuple[int, ...]:
        """What changes whenever the diary does, in this program or another; cheap."""
        return self._storage.stamp()

    # Changing

    def change(self, day: date, how: Callable[[Entry | None], Entry], what: str) -> Entry:
        """Change the entry of a day: read, change and write under the lock.

        The change is stamped, later than the entry's last change even if the clock was set
        back. ``first_recorded_at`` is set by the first answer that is not a drink. Nothing
        is written where nothing was changed, nor for a new day without a single answer.

        Args:
            day: The day.
            how: Makes the new entry from the present one; an exception leaves all as it was.
            what: What is changed, for undoing: "the check-in of 22 November".

        Returns:
            The entry as it is now.

        Raises:
            StoreError: If it could not be saved.
            ValueError: If ``how`` gives an entry of another day.
        """
        with self._changing(what):
            old = self.entry(day)
            given = how(old)
            if given.date != day:
                raise ValueError(f"an entry of {given.date} was given for {day}")
            new = stamped(old, given, self._now())
            if new is None:
                return given if old is None else old
            raw = sheets.encoded(new, f"the entry of {day}")
            self._put(Sheet.ENTRIES, {sheets.entry_id(day): raw})
            return sheets.decoded(raw, Entry)

    def clear(self, day: date) -> None:
        """Empty a day; that it was cleared stays known, so that no merge brings it back."""
        if self.entry(day) is None:
            return
        self.change(
            day, lambda _: Entry(date=day, cleared=True), f"clearing {day.day} {day:%B}"
        )

    def save_profile(self, profile: Profile) -> Profile:
        """Save the profile, stamped; nothing is written where nothing was changed."""
        with self._changing("the profile"):
            old = self.profile()
            new = stamped_profile(old, profile, self._now())
            if new is None:
                return profile if old is None else old
            raw = sheets.encoded(new, "the profile")
            self._put(Sheet.PROFILE, {PROFILE_ID: raw})
            return sheets.decoded(raw, Profile)

    def add_visit(self, visit: DoctorVisit) -> None:
        """Add a doctor visit; one that is there already is not added twice."""
        what = _of("the doctor visit", visit.date)
        with self._changing(what):
            if visit not in self.visits():
                number = sheets.free_id(visit.date, self._table(Sheet.VISITS))
                self._put(Sheet.VISITS, {number: sheets.encoded(visit, what)})

    def remove_visit(self, visit: DoctorVisit) -> None:
        """Remove a doctor visit; that there is none is fine."""
        with self._changing(_of("removing the doctor visit", visit.date)):
            self._drop(
                Sheet.VISITS,
                [
                    int(key)
                    for key, raw in self._table(Sheet.VISITS).items()
                    if self._record(raw, DoctorVisit) == visit
                ],
            )

    def note_tip(self, tip: ShownTip) -> None:
        """Note that a tip was shown and what was said of it, in place of what was noted.

        What was said can be undone; that a tip was merely shown is no change of the
        person's and is not offered for undoing.
        """
        with self._threads:
            said = tip.feedback or any(
                each.feedback for each in self.tips() if _same_showing(each, tip)
            )
        with self._changing("what you said of a tip" if said else None):
            noted = {
                int(key): record
                for key, raw in self._table(Sheet.TIPS).items()
                if _same_showing(record := self._record(raw, ShownTip), tip)
            }
            if list(noted.values()) == [tip]:
                return
            number = min(noted, default=0) or sheets.free_id(
                tip.shown_on, self._table(Sheet.TIPS)
            )
            self._drop(Sheet.TIPS, list(noted))
            self._put(Sheet.TIPS, {number: sheets.encoded(tip, f"the tip {tip.tip!r}")})

    def unhide_tip(self, tip: str) -> None:
        """Take back every "not for me" said of a tip; that it was shown stays known."""
        with self._changing("bringing a tip back"):
            self._put(
                Sheet.TIPS,
                {
                    int(key): sheets.encoded(
                        msgspec.structs.replace(record, feedback=None), f"the tip {tip!r}"
                    )
                    for key, raw in self._table(Sheet.TIPS).items()
                    if (record := self._record(raw, ShownTip)).tip == tip
                    and record.feedback is Feedback.NOT_FOR_ME
                },
            )

    # Merging and undoing

    def preview(self, log: Log) -> Merged:
        """What `merge` would do."""
        return merge(self.log(), log)

    def merge(self, log: Log, what: str) -> Merged:
        """Merge a log into the diary: a backup first, then one write, or none.

        Args:
            log: The log.
            what: What is brought in, for undoing: "the import of old.json".

        Raises:
            StoreError: If it could not be saved; nothing was changed then.
        """
        with self._changing(what):
            merged = self.preview(log)
            if merged.changed:
                if self._storage.tables():
                    self._backup(backups.Before.IMPORT)
                self._take(merged)
            return merged

    def undo(self) -> str | None:
        """Take the last change back, whichever program made it.

        A day that existed before comes back as it was, with a new ``recorded_at``, so that
        a later merge does not bring the undone change in again. A day that did not exist
        is absent again: nothing is known of it, and a file imported by mistake can be
        imported once more. A change of the whole diary comes back from its backup as it
        was.

        Returns:
            What was undone, as it was named when it was done, or None if nothing can be.
        """
        with self._changing(None):
            with self._readable():
                found = undo.popped(self._table(undo.TABLE))
            if found is None:
                return None
            step, rest = found
            if step.backup is not None:
                self._storage.write(backups.read(self.folder, step.backup))
                return step.what
            tables = dict(self._storage.tables())
            for name, absent in step.absent.items():
                self._drop(Sheet(name), [int(key) for key in absent])
            for name, before in step.before.items():
                self._put(Sheet(name), self._restamped(Sheet(name), before, tables))
            self._storage.write({**self._storage.tables(), undo.TABLE: rest})
            return step.what

    def undoable(self) -> tuple[str, ...]:
        """What can be undone, newest first."""
        with self._readable():
            return undo.described(self._table(undo.TABLE))

    # Drafts

    def draft(self, day: date) -> Draft | None:
        """The check-in of a day that was begun and not finished, or None."""
        return drafts.load(self.folder, day)

    def save_draft(self, draft: Draft) -> None:
        """Keep a check-in as it is left, on disk; it counts for nothing until it is saved."""
        at = self._now().replace(microsecond=0)
        self._refuse_if_gone()
        drafts.save(self.folder, msgspec.structs.replace(draft, saved_at=at))

    def drop_draft(self, day: date) -> None:
        """Forget the draft of a day; that there is none is fine."""
        drafts.drop(self.folder, day)

    def drafts(self) -> tuple[Draft, ...]:
        """All drafts that can be read, by date."""
        found = (self.draft(day) for day in drafts.days(self.folder))
        return tuple(draft for draft in found if draft is not None)

    # Backups, and a diary that cannot be read

    def restore(self, name: str) -> None:
        """Put a backup in the diary's place; a diary that cannot be read is set aside first.

        Entries come back as they were, moments included. `undo` takes it back.

        Raises:
            StoreError: If there is no such backup, or it cannot be read or written.
        """
        tables = backups.read(self.folder, name)
        with self._alone():
            try:
                self._storage.refresh()
                present: Tables | None = self._storage.tables()
            except DiaryUnreadable as unreadable:
                self._set_aside(unreadable.path)
                present = None
            except StoreError:
                if self._storage.stamp():
                    raise
                present = None
            if present is not None:
                kept = self._kept_before(backups.Before.RESTORE, present)
                step = undo.Step(what=f"restoring {name}", backup=kept)
                tables = {**tables, undo.TABLE: undo.pushed(tables.get(undo.TABLE, {}), step)}
            self._storage.replace(tables)

    def set_aside_and_restore(self, backup: str) -> Path:
        """Keep the unreadable diary under a dated name and go on from a backup.

        Returns:
            Where the unreadable diary is now.
        """
        tables = backups.read(self.folder, backup)
        with self._alone():
            aside = self._set_aside(self._storage.path)
            self._storage.replace(tables)
        return aside

    def set_aside_and_start_empty(self) -> Path:
        """Keep the unreadable diary under a dated name and go on with an empty one.

        Returns:
            Where the unreadable diary is now.
        """
        with self._alone():
            aside = self._set_aside(self._storage.path)
            self._storage.replace({})
        return aside

    # Inside

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            try:
                durable.make_folder(self.folder)
            except OSError as error:
                raise durable.explained(error, self.folder, "made") from error
            with self._lock.held():
                yield

    @contextmanager
    def _changing(self, what: str | None) -> Iterator[None]:
        """Gather changes into one write under the lock, with the way back if it is named."""
        self._refuse_if_gone()
        with self._alone():
            self._storage.refresh()
            before = self._storage.tables()
            with self._storage.together():
                yield
                if self._storage.changed:
                    self._note_step(before, what)
                    self._before_writing(before)

    def _note_step(self, before: Tables, what: str | None) -> None:
        after = self._storage.tables()
        step = undo.difference(before, after, what) if what is not None else None
        if step is not None:
            steps = undo.pushed(after.get(undo.TABLE, {}), step)
            self._storage.write({**after, undo.TABLE: steps})

    def _refuse_if_gone(self) -> None:
        """Refuse to write where the diary that was read has gone, folder and all."""
        with self._threads:
            if not self._storage.stamp():
                self._storage.refresh()

    def _before_writing(self, tables: Tables) -> None:
        if not self._swept:
            durable.sweep(self.folder, everyones=frozenset({DIARY}))
            for below in (backups.FOLDER, drafts.FOLDER):
                durable.sweep(self.folder / below)
            self._swept = True
        today = self._now().date()
        if not tables or backups.has_daily(self.folder, today):
            return
        try:
            with self._readable():
                backups.keep_daily(self.folder, tables, today)
            self.trouble = None
        except DiaryUnreadable:
            raise
        except StoreError as error:
            # The answers matter more than the copy of yesterday's.
            self.trouble = error

    def _backup(self, before: backups.Before) -> str:
        return self._kept_before(before, self._storage.tables())

    def _kept_before(self, before: backups.Before, tables: Tables) -> str:
        with self._readable():
            return backups.keep_before(self.folder, tables, before, self._now())

    def _set_aside(self, path: Path) -> Path:
        moment = f"{self._now():%Y-%m-%d-%H%M%S}"
        aside, serial = self.folder / aside_name(moment), 1
        while aside.exists():
            serial += 1
            aside = self.folder / aside_name(f"{moment}-{serial}")
        durable.copy_beside(path, aside)
        return aside

    def _take(self, merged: Merged) -> None:
        """Make the tables say what the merged log says, leaving alone what is the same."""
        log, touched = merged.log, {*merged.new, *merged.replaced, *merged.same}
        self._put(
            Sheet.ENTRIES,
            {
                sheets.entry_id(entry.date): sheets.encoded(entry, f"the entry of {entry.date}")
                for entry in log.entries
                if entry.date in touched
            },
        )
        if log.profile is not None:
            self._put(Sheet.PROFILE, {PROFILE_ID: sheets.encoded(log.profile, "the profile")})
        for visit in set(log.doctor_visits) - set(self.visits()):
            number = sheets.free_id(visit.date, self._table(Sheet.VISITS))
            self._put(Sheet.VISITS, {number: sheets.encoded(visit, "a doctor visit")})
        for tip in set(log.tips) - set(self.tips()):
            number = sheets.free_id(tip.shown_on, self._table(Sheet.TIPS))
            self._put(Sheet.TIPS, {number: sheets.encoded(tip, f"the tip {tip.tip!r}")})

    def _restamped(
        self, sheet: Sheet, before: dict[str, msgspec.Raw], now: Tables
    ) -> dict[int, msgspec.Raw]:
        kind: type[Entry] | type[Profile]
        if sheet is Sheet.ENTRIES:
            kind = Entry
        elif sheet is Sheet.PROFILE:
            kind = Profile
        else:
            return {int(key): raw for key, raw in before.items()}
        restored: dict[int, msgspec.Raw] = {}
        for key, raw in before.items():
            undone = now.get(sheet, {}).get(key)
            latest = None if undone is None else self._record(undone, kind).recorded_at
            again = stamped_again(self._record(raw, kind), latest, self._now())
            restored[int(key)] = sheets.encoded(again, "what was undone")
        return restored

    def _table(self, name: str) -> dict[str, msgspec.Raw]:
        with self._threads:
            return self._storage.tables().get(name, {})

    def _put(self, sheet: Sheet, documents: dict[int, msgspec.Raw]) -> None:
        table = self._db.table(sheet)
        present = self._table(sheet)
        changed = {
            number: raw
            for number, raw in documents.items()
            if str(number) not in present or bytes(present[str(number)]) != bytes(raw)
        }
        self._drop(sheet, [number for number in changed if str(number) in present])
        if changed:
            table.insert_multiple(Page(raw, number) for number, raw in changed.items())

    def _drop(self, sheet: Sheet, numbers: list[int]) -> None:
        if numbers:
            self._db.table(sheet).remove(doc_ids=numbers)

    def _answered_keys(self) -> tuple[str, ...]:
        """Numbers of the days that are not cleared, in order; found once for each reading."""
        table = self._table(Sheet.ENTRIES)
        if self._answered is None or self._answered[0] is not table:
            keys = sorted(key for key, raw in table.items() if not _cleared(raw))
            self._answered = (table, tuple(keys))
        return self._answered[1]

    def _entry(self, key: str, raw: msgspec.Raw) -> Entry:
        known = self._decoded.get(key)
        if known is not None and (known[0] is raw or bytes(known[0]) == bytes(raw)):
            return known[1]
        with self._readable():
            entry = sheets.entry_of(key, raw)
        self._decoded[key] = (raw, entry)
        return entry

    def _record(self, raw: msgspec.Raw, kind: type[R]) -> R:
        with self._readable():
            return sheets.decoded(raw, kind)

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Name the file where a document in it turns out to be damaged."""
        try:
            yield
        except Unreadable as wrong:
            raise DiaryUnreadable(
                self._storage.path, str(wrong), backups.newest_good(self.folder)
            ) from None


def _of(what: str, day: date) -> str:
    return f"{what} of {day.day} {day:%B}"


def _same_showing(one: ShownTip, other: ShownTip) -> bool:
    return (one.tip, one.shown_on) == (other.tip, other.shown_on)


def _cleared(raw: msgspec.Raw) -> bool:
    data = bytes(raw)
    if b'"cleared"' not in data:
        return False
    return bool(msgspec.json.decode(data, type=dict[str, object]).get("cleared"))
