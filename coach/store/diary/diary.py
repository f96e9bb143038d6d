"""The only door to the diary on disk, in the words of the diary.

A change is on disk when the call returns. Reading decodes what is asked for and no more.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path

import msgspec

from coach.core.diary.merge import Merged, merge, ordered_tips, ordered_visits
from coach.core.diary.records import (
    FORMAT,
    VERSION,
    DoctorVisit,
    Entry,
    Feedback,
    Log,
    Profile,
    ShownTip,
)
from coach.core.words.lengths_and_dates import day_words
from coach.store.diary import drafts
from coach.store.diary import tables as sheets
from coach.store.diary.backups import Before
from coach.store.diary.book import Book
from coach.store.diary.drafts import Draft
from coach.store.diary.stamping import stamped, stamped_profile
from coach.store.diary.storage import Tables
from coach.store.diary.tables import PROFILE_ID, Sheet
from coach.store.disk import durable
from coach.store.disk.durable import StoreError


class Diary:
    """One person's diary in one folder, which may be open in other programs too.

    A missing file is an empty diary. What cannot be read raises `DiaryUnreadable`, is left
    as it is, and waits for `set_aside_and_restore` or `set_aside_and_start_empty`. What was
    read once stays readable from memory when the disk fails. Every method raises
    `StoreError`, with one sentence to show, where the disk does not do its part; nothing is
    changed then.

    Attributes:
        folder: The data folder; made at the first write.

    Args:
        folder: The data folder.
        now: Local time with its offset.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self._now = now
        self._book = Book(folder, now)
        self._sorted: tuple[object, list[str]] | None = None
        self._tips: tuple[object, tuple[ShownTip, ...]] | None = None

    @property
    def backup_trouble(self) -> StoreError | None:
        """Why today's backup could not be made, though the diary itself was saved."""
        return self._book.trouble

    def on_wait(self, told: Callable[[], None] | None) -> None:
        """Have something called when another program has kept us waiting for a second."""
        self._book.lock.waiting = told

    # Reading

    def entry(self, day: date) -> Entry | None:
        """The entry of a day; a cleared day comes back as it is."""
        key = str(sheets.entry_id(day))
        raw = self._book.table(Sheet.ENTRIES).get(key)
        return None if raw is None else self._book.entry(key, raw)

    def entries(self, first: date | None = None, last: date | None = None) -> tuple[Entry, ...]:
        """The entries of a range of days, both ends included, by date, without cleared days."""
        table = self._book.table(Sheet.ENTRIES)
        keys = self._keys(table)
        begin = bisect_left(keys, str(sheets.entry_id(first))) if first else 0
        end = bisect_right(keys, str(sheets.entry_id(last))) if last else len(keys)
        found = (self._book.entry(key, table[key]) for key in keys[begin:end])
        return tuple(entry for entry in found if not entry.cleared)

    def first_day(self) -> date | None:
        """The first day that has an entry, or None."""
        table = self._book.table(Sheet.ENTRIES)
        found = (self._book.entry(key, table[key]) for key in self._keys(table))
        return next((entry.date for entry in found if not entry.cleared), None)

    def count(self) -> int:
        """How many days have an entry, cleared ones left out."""
        table = self._book.table(Sheet.ENTRIES)
        return len(table) - sum(_cleared(raw) for raw in table.values())

    def profile(self) -> Profile | None:
        """The profile, or None where none was saved."""
        return self._profile_in(self._book.tables())

    def visits(self) -> tuple[DoctorVisit, ...]:
        """The doctor visits, by date."""
        return self._visits_in(self._book.tables())

    def tips(self) -> tuple[ShownTip, ...]:
        """The tips that were shown, by date."""
        return self._tips_in(self._book.tables())

    def log(self) -> Log:
        """Everything, cleared days included, in order; ``exported_at`` is not set."""
        tables = self._book.tables()
        entries = tables.get(Sheet.ENTRIES, {})
        return Log(
            format=FORMAT,
            version=VERSION,
            profile=self._profile_in(tables),
            entries=tuple(self._book.entry(key, entries[key]) for key in sorted(entries)),
            doctor_visits=self._visits_in(tables),
            tips=self._tips_in(tables),
        )

    def written_until(self, last: date) -> Iterator[bytes]:
        """The profile, and every entry up to a day, as they are written; for a digest."""
        tables = self._book.tables()
        profile = tables.get(Sheet.PROFILE, {}).get(str(PROFILE_ID))
        yield b"" if profile is None else bytes(profile)
        table = tables.get(Sheet.ENTRIES, {})
        keys = self._keys(table)
        for key in keys[: bisect_right(keys, str(sheets.entry_id(last)))]:
            yield key.encode()
            yield bytes(table[key])

    def stamp(self) -> tuple[int, ...]:
        """What changes whenever the diary does, in this program or another; cheap."""
        return self._book.stamp()

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
            ValueError: If ``how`` gives an entry of another day.
        """
        with self._book.changing(what):
            old = self.entry(day)
            given = how(old)
            if given.date != day:
                raise ValueError(f"an entry of {given.date} was given for {day}")
            name = f"the entry of {day}"
            sheets.encoded(given, name)
            new = stamped(old, given, self._now())
            if new is None:
                return given if old is None else old
            raw = sheets.encoded(new, name)
            self._book.put(Sheet.ENTRIES, {sheets.entry_id(day): raw})
            return sheets.decoded(raw, Entry)

    def clear(self, day: date) -> None:
        """Empty a day; that it was cleared stays known, so that no merge brings it back."""
        if self.entry(day) is not None:
            what = f"clearing {day_words(day)}"
            self.change(day, lambda _: Entry(date=day, cleared=True), what)

    def save_profile(self, profile: Profile) -> Profile:
        """Save the profile, stamped; nothing is written where nothing was changed."""
        with self._book.changing("the profile"):
            old = self.profile()
            sheets.encoded(profile, "the profile")
            new = stamped_profile(old, profile, self._now())
            if new is None:
                return profile if old is None else old
            raw = sheets.encoded(new, "the profile")
            self._book.put(Sheet.PROFILE, {PROFILE_ID: raw})
            return sheets.decoded(raw, Profile)

    def add_visit(self, visit: DoctorVisit) -> None:
        """Add a doctor visit; one that is there already is not added twice."""
        with self._book.changing(_of("the doctor visit", visit.date)):
            self._add_visits([visit])

    def remove_visit(self, visit: DoctorVisit) -> None:
        """Remove a doctor visit; that there is none is fine."""
        with self._book.changing(_of("removing the doctor visit", visit.date)):
            kept = self._book.table(Sheet.VISITS)
            found = {key: self._book.record(raw, DoctorVisit) for key, raw in kept.items()}
            self._book.drop(Sheet.VISITS, [int(key) for key in found if found[key] == visit])

    def note_tip(self, tip: ShownTip) -> None:
        """Note that a tip was shown and what was said of it, in place of what was noted.

        What was said can be undone; that a tip was merely shown is no change of the
        person's and is not offered for undoing.
        """
        said = tip.feedback or any(
            each.feedback for each in self.tips() if _same_showing(each, tip)
        )
        with self._book.changing("what you said of a tip" if said else None):
            noted = {
                number: record
                for number, record in self._numbered_tips().items()
                if _same_showing(record, tip)
            }
            if list(noted.values()) == [tip]:
                return
            self._book.drop(Sheet.TIPS, list(noted))
            self._add_tips([tip])

    def unhide_tip(self, tip: str) -> None:
        """Take back every "not for me" said of a tip; that it was shown stays known."""
        with self._book.changing("bringing a tip back"):
            for number, record in self._numbered_tips().items():
                if record.tip == tip and record.feedback is Feedback.NOT_FOR_ME:
                    plain = msgspec.structs.replace(record, feedback=None)
                    raw = sheets.encoded(plain, f"the tip {tip}")
                    self._book.put(Sheet.TIPS, {number: raw})

    # Merging and undoing

    def preview(self, log: Log) -> Merged:
        """What `merge` would do."""
        durable.encoded(log, "the log")
        return merge(self.log(), log)

    def merge(self, log: Log, what: str) -> Merged:
        """Merge a log into the diary: a backup first, then one write; neither for nothing.

        Args:
            log: The log.
            what: What is brought in, for undoing: "the import of old.json".
        """
        with self._book.changing(what):
            merged = self.preview(log)
            if merged.changed:
                self._book.keep_before(Before.IMPORT)
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
        return self._book.undo()

    def undoable(self) -> tuple[str, ...]:
        """What can be undone, newest first."""
        return self._book.undoable()

    # Drafts

    def draft(self, day: date) -> Draft | None:
        """The check-in of a day that was begun and not finished, or None."""
        return drafts.load(self.folder, day)

    def save_draft(self, draft: Draft) -> None:
        """Keep a check-in as it is left, on disk; it counts for nothing until it is saved."""
        self._book.refuse_if_gone()
        at = self._now().replace(microsecond=0)
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

        Args:
            name: A name that `backups.list_backups` gives.
        """
        self._book.restore(name)

    def set_aside_and_restore(self, backup: str) -> Path:
        """Keep the unreadable diary under a dated name, and go on from a backup.

        Returns:
            Where the unreadable diary is now.
        """
        return self._book.set_aside(backup)

    def set_aside_and_start_empty(self) -> Path:
        """Keep the unreadable diary under a dated name, and go on with an empty one.

        Returns:
            Where the unreadable diary is now.
        """
        return self._book.set_aside(None)

    # Inside

    def _take(self, merged: Merged) -> None:
        """Make the tables say what the merged log says; what is the same is left alone."""
        log, touched = merged.log, {*merged.new, *merged.replaced, *merged.same}
        self._book.put(
            Sheet.ENTRIES,
            {
                sheets.entry_id(entry.date): sheets.encoded(entry, f"the entry of {entry.date}")
                for entry in log.entries
                if entry.date in touched
            },
        )
        if log.profile is not None:
            raw = sheets.encoded(log.profile, "the profile")
            self._book.put(Sheet.PROFILE, {PROFILE_ID: raw})
        self._add_visits(log.doctor_visits)
        self._add_tips(log.tips)

    def _add_visits(self, visits: Iterable[DoctorVisit]) -> None:
        present = set(self.visits())
        kept = [
            (visit.date, sheets.encoded(visit, _of("the doctor visit", visit.date)))
            for visit in visits
            if visit not in present
        ]
        table = self._book.table(Sheet.VISITS)
        self._book.put(Sheet.VISITS, sheets.numbered(kept, table))

    def _add_tips(self, tips: Iterable[ShownTip]) -> None:
        present = set(self.tips())
        kept = [
            (tip.shown_on, sheets.encoded(tip, f"the tip {tip.tip}"))
            for tip in tips
            if tip not in present
        ]
        table = self._book.table(Sheet.TIPS)
        self._book.put(Sheet.TIPS, sheets.numbered(kept, table))

    def _numbered_tips(self) -> dict[int, ShownTip]:
        table = self._book.table(Sheet.TIPS)
        return {int(key): self._book.record(raw, ShownTip) for key, raw in table.items()}

    def _keys(self, table: Mapping[str, msgspec.Raw]) -> list[str]:
        """The numbers of all entries, in order; sorted once for each reading."""
        if self._sorted is None or self._sorted[0] is not table:
            self._sorted = (table, sorted(table))
        return self._sorted[1]

    def _profile_in(self, tables: Tables) -> Profile | None:
        raw = tables.get(Sheet.PROFILE, {}).get(str(PROFILE_ID))
        return None if raw is None else self._book.record(raw, Profile)

    def _visits_in(self, tables: Tables) -> tuple[DoctorVisit, ...]:
        table = tables.get(Sheet.VISITS, {})
        return ordered_visits(self._book.record(raw, DoctorVisit) for raw in table.values())

    def _tips_in(self, tables: Tables) -> tuple[ShownTip, ...]:
        table = tables.get(Sheet.TIPS, {})
        if self._tips is None or self._tips[0] is not table:
            found = ordered_tips(self._book.record(raw, ShownTip) for raw in table.values())
            self._tips = (table, found)
        return self._tips[1]


def _of(what: str, day: date) -> str:
    return f"{what} of {day_words(day)}"


def _same_showing(one: ShownTip, other: ShownTip) -> bool:
    return (one.tip, one.shown_on) == (other.tip, other.shown_on)


def _cleared(raw: msgspec.Raw) -> bool:
    data = bytes(raw)
    if b'"cleared"' not in data:
        return False
    try:
        return bool(msgspec.json.decode(data, type=dict[str, object]).get("cleared"))
    except msgspec.DecodeError:
        # Damaged; reading the entry itself says so.
        return False
