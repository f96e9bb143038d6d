"""The only door to the diary on disk, in the words of the diary.

A change is on disk when the call returns. How it is read is `coach.store.diary.reading`'s
business.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

from coach.core.diary import due as asking
from coach.core.diary.choices import Feedback, GoalKind, StoppedBy
from coach.core.diary.day import begins_at, unsaid_start, usual_start
from coach.core.diary.listed import ending_for, goal_key, running_goals, visit_key
from coach.core.diary.merge import Merged, merge
from coach.core.diary.records import (
    DoctorVisit,
    Entry,
    Experiment,
    Goal,
    Log,
    Profile,
    ShownTip,
)
from coach.core.words.lengths_and_dates import day_words
from coach.store.diary import due
from coach.store.diary import tables as sheets
from coach.store.diary.backups import Before
from coach.store.diary.drafts import Draft, Drafts, Left
from coach.store.diary.reading import DiaryReader
from coach.store.diary.stamping import noted, stamped, stamped_profile, starting_said, told_now
from coach.store.diary.tables import PROFILE_ID, Sheet
from coach.store.diary.undo import Offer, Way
from coach.store.disk import durable
from coach.store.disk.trouble import DiaryUnreadable, StoreError

Dated: TypeAlias = DoctorVisit | ShownTip | Goal | Experiment
K = TypeVar("K", bound=DoctorVisit | ShownTip | Goal | Experiment)

_BEFORE_ANY = datetime.min.replace(tzinfo=UTC)


class Diary(DiaryReader):
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
        super().__init__(folder, now)
        self._drafts = Drafts(folder)
        self._book.written = self.keep_due

    def on_wait(self, callback: Callable[[], None] | None) -> None:
        """Have something called when another program has kept us waiting for a second."""
        self._book.lock.waiting = callback

    def on_backup_failure(self, callback: Callable[[str], None]) -> None:
        """Have something called with a sentence when a change was saved without a backup."""
        self._book.backup_failed = callback

    # Changing

    def change(self, day: date, how: Callable[[Entry | None], Entry], what: str) -> Entry:
        """Change the entry of a day: read, change and write under the lock.

        The change is stamped, later than the entry's last change even if the clock was set
        back. ``first_recorded_at`` is set by the first answer that is not merely logged.
        Nothing is written where nothing was changed, nor for a new day without a single answer.

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
            return self._change(day, how)

    def change_days(
        self, changes: Mapping[date, Callable[[Entry | None], Entry]], what: str
    ) -> None:
        """As `change`, on several days in one write and one step to undo."""
        with self._book.changing(what):
            for day, how in changes.items():
                self._change(day, how)

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
            if unsaid_start(old) != unsaid_start(new):
                self._let_days_say_when_they_began(old)
            return sheets.decoded(raw, Profile)

    def add_visit(self, visit: DoctorVisit) -> None:
        """Add a doctor visit; one that is there already is not added twice."""
        with self._book.changing(_of("the doctor visit", visit.date)):
            self._note(Sheet.VISITS, visit, self._visits_like(visit))

    def remove_visit(self, visit: DoctorVisit) -> None:
        """Take a doctor visit out, for every later merge too; that there is none is fine."""
        with self._book.changing(_of("removing the doctor visit", visit.date)):
            present = self._visits_like(visit)
            if any(not known.removed for known in present.values()):
                gone = msgspec.structs.replace(visit, removed=True)
                self._note(Sheet.VISITS, gone, present)

    def note_tip(self, tip: ShownTip) -> None:
        """Note that a tip was shown and what was said of it, in place of what was noted.

        What was said can be undone; that a tip was merely shown is no change of the
        person's and is not offered for undoing.
        """
        gave_feedback = tip.feedback or any(
            shown.feedback for shown in self.tips() if _same_showing(shown, tip)
        )
        with self._book.changing("what you said of a tip" if gave_feedback else None):
            alike = {
                number: record
                for number, record in self._numbered(Sheet.TIPS, ShownTip).items()
                if _same_showing(record, tip)
            }
            self._note(Sheet.TIPS, tip, alike)

    def set_goal(self, goal: Goal) -> None:
        """Begin a goal; the one that runs ends the day before, unless it is the same."""
        with self._book.changing("the goal"):
            present = self._numbered(Sheet.GOALS, Goal)
            if any(_aim(known) == _aim(goal) for known in running_goals(present.values())):
                return
            for ended in ending_for(present.values(), goal.from_):
                if goal_key(ended) != goal_key(goal):
                    self._note(Sheet.GOALS, ended, _goals_like(present, ended))
            self._note(Sheet.GOALS, goal, _goals_like(present, goal))

    def end_goal(self, day: date) -> Goal | None:
        """End the goal that runs with a day as its last; it is kept.

        Returns:
            The goal as it is now, or None where none ran.
        """
        with self._book.changing("ending the goal"):
            present = self._numbered(Sheet.GOALS, Goal)
            ended = None
            for goal in running_goals(present.values()):
                ended = msgspec.structs.replace(goal, to=max(day, goal.from_))
                self._note(Sheet.GOALS, ended, _goals_like(present, goal))
            return ended

    def start_experiment(self, experiment: Experiment) -> None:
        """Begin an experiment with a tip."""
        with self._book.changing("the experiment"):
            self._note(Sheet.EXPERIMENTS, experiment, self._experiments_like(experiment))

    def stop_experiment(self, experiment: Experiment, day: date, by: StoppedBy) -> None:
        """Stop an experiment on a day; it is kept.

        That a banner stopped it is no change of the person's and is not offered for undoing.
        """
        what = "stopping the experiment" if by is StoppedBy.PERSON else None
        with self._book.changing(what):
            for number, known in self._experiments_like(experiment).items():
                if known.stopped_on is None and not known.removed:
                    stopped = msgspec.structs.replace(known, stopped_on=day, stopped_by=by)
                    self._note(Sheet.EXPERIMENTS, stopped, {number: known})

    def unhide_tip(self, tip: str) -> None:
        """Take back every "not for me" said of a tip; that it was shown stays known."""
        with self._book.changing("bringing a tip back"):
            for number, record in self._numbered(Sheet.TIPS, ShownTip).items():
                if record.tip == tip and record.feedback is Feedback.NOT_FOR_ME:
                    plain = msgspec.structs.replace(record, feedback=None)
                    self._note(Sheet.TIPS, plain, {number: record})

    # Merging and undoing

    def preview(self, log: Log) -> Merged:
        """What `merge` would do."""
        durable.encoded(log, "the log")
        return merge(self.log(), told_now(log, self.entry, self._now()))

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

    def next_undo(self) -> Offer | None:
        """The change that `undo` would take back, and how much goes with it."""
        return self._book.offer(Way.BACK)

    def next_redo(self) -> Offer | None:
        """The change that `redo` would put forward again, and how much comes with it."""
        return self._book.offer(Way.FORWARD)

    def undo(self, agreed: Offer | None = None) -> str | None:
        """Take the last change back, whichever program made it.

        A day that existed before comes back as it was, with a new ``recorded_at``, so that
        a later merge does not bring the undone change in again. A day that did not exist
        is absent again: nothing is known of it, and a file imported by mistake can be
        imported once more. A change of the whole diary comes back from its backup as it
        was; one whose backup is gone is passed over.

        Args:
            agreed: What `next_undo` gave and the person agreed to; another change that came
                in between is not taken back.

        Returns:
            What was undone, as it was named when it was done, or None if nothing can be.
        """
        return self._book.go(Way.BACK, agreed)

    def redo(self, agreed: Offer | None = None) -> str | None:
        """Put forward again what `undo` took back, if nothing was changed since.

        Args:
            agreed: As for `undo`.

        Returns:
            What it was, or None if there is nothing.
        """
        return self._book.go(Way.FORWARD, agreed)

    def undoable(self) -> tuple[str, ...]:
        """What can be undone, newest first."""
        return self._book.undoable()

    # What a shell prompt asks

    def keep_due(self) -> None:
        """Keep the line by which `coach due` knows without the diary; a small file.

        A disk that refuses, or a damaged entry, costs only the time it would have saved.
        """
        with suppress(StoreError):
            self._book.tables()
            seal = self._book.seal()
            newest, profile = self.newest(asking.NEWEST), self.profile()
            if seal is None or self._book.seal() != seal:
                # There is no diary yet, or without the lock another program came in between.
                return
            if any(asking.begins_otherwise(entry, profile) for entry in newest[-2:]):
                # When today began, only the days themselves can say.
                return
            asked = {
                half.value: (
                    asking.asked_from(half, profile, newest),
                    [
                        str(sheets.entry_id(entry.date))
                        for entry in newest
                        if asking.is_answered(half, entry)
                    ],
                )
                for half in asking.Half
            }
            line = due.line(seal, usual_start(profile), _told_since(newest, profile), asked)
            durable.write(self.folder / due.NAME, line, lasting=False)

    # Drafts

    def save_check_in(
        self, day: date, how: Callable[[Entry | None], Entry], what: str
    ) -> Entry:
        """As `change`, and with it this window's drafts of the day are settled."""
        with self._book.changing(what, is_check_in=True):
            entry = self._change(day, how)
            self._book.settle(self._drafts.mine(day))
        # On disk they are known to be settled; that a file of theirs stays harms nobody.
        with suppress(StoreError):
            self._drafts.drop(day)
        return entry

    def left(self, day: date) -> Left:
        """What lies there of a day's check-ins that were begun and not finished."""
        try:
            present, settled = self.entry(day), self._book.settled()
        except DiaryUnreadable:
            present, settled = None, frozenset()
        return self._drafts.look(day, present, settled)

    def take_over(self, day: date) -> Left:
        """As `left`, after making this window's own what closed windows left."""
        self._drafts.take_over(day)
        return self.left(day)

    def draft(self, day: date) -> Draft | None:
        """The check-in of a day that was begun here or in a closed window, or None."""
        return self.left(day).draft

    def save_draft(self, draft: Draft) -> None:
        """Keep a check-in as it is left, on disk; it counts for nothing until it is saved."""
        # A diary that has gone from beside its backups is in no answer's way.
        with suppress(DiaryUnreadable):
            self._book.refuse_if_gone()
        at = self._now().replace(microsecond=0)
        self._drafts.save(msgspec.structs.replace(draft, saved_at=at))

    def drop_draft(self, day: date) -> None:
        """Forget this window's draft of a day; that there is none is fine."""
        self._drafts.drop(day)

    def drafts(self) -> tuple[Draft, ...]:
        """All drafts that this window would go on from, by date."""
        by_date = (self.draft(day) for day in self._drafts.days())
        return tuple(draft for draft in by_date if draft is not None)

    def close(self) -> None:
        """Leave this window's drafts to whoever comes next; the end of the program does too."""
        self._drafts.close()

    # Backups, and a diary that cannot be read

    def restore(self, name: str) -> None:
        """Put a backup in the diary's place; a diary that cannot be read is set aside first.

        Entries come back as they were, moments included. `undo` takes it back.

        Args:
            name: A name that `backups.list_backups` gives.
        """
        self._book.restore(name)

    def set_aside_and_restore(self, backup: str) -> Path | None:
        """Keep the unreadable diary under a dated name, and go on from a backup.

        Returns:
            Where the unreadable diary is now; None where it was missing.
        """
        return self._book.set_aside(backup)

    def set_aside_and_start_empty(self) -> Path | None:
        """Keep the unreadable diary under a dated name, and go on with an empty one.

        Returns:
            Where the unreadable diary is now; None where it was missing.
        """
        return self._book.set_aside(None)

    # Inside

    def _change(self, day: date, how: Callable[[Entry | None], Entry]) -> Entry:
        old = self.entry(day)
        given = how(old)
        if given.date != day:
            raise ValueError(f"an entry of {given.date} was given for {day}")
        name = f"the entry of {day}"
        sheets.encoded(given, name)
        start = begins_at(day, self.entry, self.profile())
        new = stamped(old, given, self._now(), self.profile(), start)
        if new is None:
            return given if old is None else old
        raw = sheets.encoded(new, name)
        self._book.put(Sheet.ENTRIES, {sheets.entry_id(day): raw})
        return sheets.decoded(raw, Entry)

    def _take(self, merged: Merged) -> None:
        """Make the tables say what the merged log says; what is the same is left alone."""
        log = merged.log
        self._book.put(
            Sheet.ENTRIES,
            {
                sheets.entry_id(entry.date): sheets.encoded(entry, f"the entry of {entry.date}")
                for entry in log.entries
            },
        )
        if log.profile is not None:
            raw = sheets.encoded(log.profile, "the profile")
            self._book.put(Sheet.PROFILE, {PROFILE_ID: raw})
        self._keep_all(Sheet.VISITS, log.doctor_visits)
        self._keep_all(Sheet.TIPS, log.tips)
        self._keep_all(Sheet.GOALS, log.goals)
        self._keep_all(Sheet.EXPERIMENTS, log.experiments)

    def _let_days_say_when_they_began(self, profile: Profile | None) -> None:
        """Have every day keep its beginning, which it left to the profile until now."""
        silent = {}
        for key, raw in self._book.table(Sheet.ENTRIES).items():
            entry = self._book.entry(key, raw)
            told = starting_said(entry, profile)
            if told is not entry:
                silent[int(key)] = sheets.encoded(told, f"the entry of {entry.date}")
        self._book.put(Sheet.ENTRIES, silent)

    def _note(self, sheet: Sheet, record: K, present: Mapping[int, K]) -> None:
        """Put a record, stamped, in the place of others; nothing where it says the same."""
        latest = max(present.values(), key=_moment, default=None)
        if latest is not None and _content(latest) == _content(record):
            return
        again = noted(record, latest, self._now())
        if not present:
            self._add(sheet, [again])
            return
        # In its old place, so that undoing finds what it takes the place of.
        number, *others = present
        self._book.drop(sheet, others)
        self._book.put(sheet, {number: _encoded(again)})

    def _keep_all(self, sheet: Sheet, records: Iterable[Dated]) -> None:
        """Have a table hold these records and no others."""
        wanted = {bytes(_encoded(record)): record for record in records}
        table = self._book.table(sheet)
        present = {bytes(raw) for raw in table.values()}
        gone = [int(key) for key, raw in table.items() if bytes(raw) not in wanted]
        self._book.drop(sheet, gone)
        self._add(sheet, [record for raw, record in wanted.items() if raw not in present])

    def _add(self, sheet: Sheet, records: Iterable[Dated]) -> None:
        documents = [(_first_day(record), _encoded(record)) for record in records]
        self._book.put(sheet, sheets.numbered(documents, self._book.table(sheet)))

    def _visits_like(self, visit: DoctorVisit) -> dict[int, DoctorVisit]:
        visits = self._numbered(Sheet.VISITS, DoctorVisit)
        return {
            number: known
            for number, known in visits.items()
            if visit_key(known) == visit_key(visit)
        }

    def _experiments_like(self, experiment: Experiment) -> dict[int, Experiment]:
        experiments = self._numbered(Sheet.EXPERIMENTS, Experiment)
        return {
            number: known for number, known in experiments.items() if known.id == experiment.id
        }

    def _numbered(self, sheet: Sheet, kind: type[K]) -> dict[int, K]:
        table = self._book.table(sheet)
        return {int(key): self._book.record(raw, kind) for key, raw in table.items()}


def _told_since(newest: tuple[Entry, ...], profile: Profile | None) -> str:
    """The first day that `coach due` can tell of without the diary, ``yyyymmdd``.

    A clock may be set back: where a day began otherwise, it and the next one are not told of.
    """
    unsure = [entry.date for entry in newest if asking.begins_otherwise(entry, profile)][-1:]
    if len(newest) == asking.NEWEST:
        # What the day before the first of them meant is not known here.
        unsure.append(newest[0].date - timedelta(days=1))
    return str(sheets.entry_id(max(unsure) + timedelta(days=2))) if unsure else due.EVER


def _first_day(record: Dated) -> date:
    match record:
        case DoctorVisit():
            return record.date
        case ShownTip():
            return record.shown_on
    return record.from_


def _encoded(record: Dated) -> msgspec.Raw:
    names = {DoctorVisit: "the doctor visit", ShownTip: "the tip", Goal: "the goal"}
    name = names.get(type(record), "the experiment")
    return sheets.encoded(record, _of(name, _first_day(record)))


def _content(record: K) -> K:
    return msgspec.structs.replace(record, recorded_at=None)


def _aim(goal: Goal) -> tuple[GoalKind, str | int]:
    return goal.goal, goal.value


def _goals_like(goals: Mapping[int, Goal], goal: Goal) -> dict[int, Goal]:
    return {
        number: known for number, known in goals.items() if goal_key(known) == goal_key(goal)
    }


def _moment(record: Dated) -> datetime:
    return record.recorded_at or _BEFORE_ANY


def _of(what: str, day: date) -> str:
    return f"{what} of {day_words(day)}"


def _same_showing(first: ShownTip, second: ShownTip) -> bool:
    return (first.tip, first.shown_on) == (second.tip, second.shown_on)
