"""Reading the diary: what is asked for is decoded, and no more."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import msgspec

from coach.core.diary.listed import ordered_tips, ordered_visits
from coach.core.diary.records import (
    FORMAT,
    VERSION,
    DoctorVisit,
    Entry,
    Experiment,
    Goal,
    Log,
    Profile,
    Record,
    ShownTip,
)
from coach.store.diary import tables as sheets
from coach.store.diary.book import Book
from coach.store.diary.storage import Tables
from coach.store.diary.tables import PROFILE_ID, Sheet

R = TypeVar("R", bound=Record)


class DiaryReader:
    """The half of `coach.store.diary.diary.Diary` that writes nothing.

    Attributes:
        folder: The data folder; it need not be there.

    Args:
        folder: The data folder.
        now: Local time with its offset.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self._now = now
        self._book = Book(folder, now)
        # Each with the table it was made from: a table that changes is another object.
        self._sorted: tuple[object, list[str]] | None = None
        self._tips: tuple[object, tuple[ShownTip, ...]] | None = None

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
        in_range = (self._book.entry(key, table[key]) for key in keys[begin:end])
        return tuple(entry for entry in in_range if not entry.cleared)

    def newest(self, count: int) -> tuple[Entry, ...]:
        """The last so many entries, by date, with cleared days."""
        table = self._book.table(Sheet.ENTRIES)
        return tuple(self._book.entry(key, table[key]) for key in self._keys(table)[-count:])

    def first_day(self) -> date | None:
        """The first day that has an entry, or None."""
        table = self._book.table(Sheet.ENTRIES)
        in_order = (self._book.entry(key, table[key]) for key in self._keys(table))
        return next((entry.date for entry in in_order if not entry.cleared), None)

    def count(self) -> int:
        """How many days have an entry, cleared ones left out."""
        table = self._book.table(Sheet.ENTRIES)
        return len(table) - sum(_cleared(raw) for raw in table.values())

    def profile(self) -> Profile | None:
        """The profile, or None where none was saved."""
        return self._profile_in(self._book.tables())

    def visits(self) -> tuple[DoctorVisit, ...]:
        """The doctor visits that stand, by date, without when they were noted."""
        return self._visits_in(self._book.tables())

    def tips(self) -> tuple[ShownTip, ...]:
        """The tips that were shown, by date."""
        return self._tips_in(self._book.tables())

    def goals(self) -> tuple[Goal, ...]:
        """The goals there are or were, the earliest first."""
        goals = self._all_in(self._book.tables(), Sheet.GOALS, Goal)
        return tuple(
            sorted((goal for goal in goals if not goal.removed), key=lambda goal: goal.from_)
        )

    def experiments(self) -> tuple[Experiment, ...]:
        """The experiments there are or were, the earliest first."""
        known = self._all_in(self._book.tables(), Sheet.EXPERIMENTS, Experiment)
        standing = (experiment for experiment in known if not experiment.removed)
        return tuple(sorted(standing, key=lambda experiment: experiment.from_))

    def log(self) -> Log:
        """Everything, what was cleared or taken out included; ``exported_at`` is not set."""
        tables = self._book.tables()
        entries = tables.get(Sheet.ENTRIES, {})
        return Log(
            format=FORMAT,
            version=VERSION,
            profile=self._profile_in(tables),
            entries=tuple(self._book.entry(key, entries[key]) for key in sorted(entries)),
            doctor_visits=ordered_visits(self._all_in(tables, Sheet.VISITS, DoctorVisit)),
            tips=ordered_tips(self._all_in(tables, Sheet.TIPS, ShownTip)),
            goals=tuple(self._all_in(tables, Sheet.GOALS, Goal)),
            experiments=tuple(self._all_in(tables, Sheet.EXPERIMENTS, Experiment)),
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

    @property
    def was_changed(self) -> bool:
        """Whether anything was written through this very object."""
        return self._book.was_changed

    def seal(self) -> str | None:
        """What tells the diary as it was read from any other, where there is such a thing.

        Unlike the stamp it also tells two writes within one tick of the clock apart.
        """
        self._book.tables()
        seal = self._book.seal()
        return None if seal is None else f"{seal[0]} {seal[1]}"

    def stamp(self) -> tuple[int, ...]:
        """What changes whenever the diary does, in this program or another; cheap."""
        return self._book.stamp()

    def _keys(self, table: Mapping[str, msgspec.Raw]) -> list[str]:
        """The numbers of all entries, in order; sorted once for each reading."""
        if self._sorted is None or self._sorted[0] is not table:
            self._sorted = (table, sorted(table))
        return self._sorted[1]

    def _profile_in(self, tables: Tables) -> Profile | None:
        raw = tables.get(Sheet.PROFILE, {}).get(str(PROFILE_ID))
        return None if raw is None else self._book.record(raw, Profile)

    def _visits_in(self, tables: Tables) -> tuple[DoctorVisit, ...]:
        visits = ordered_visits(self._all_in(tables, Sheet.VISITS, DoctorVisit))
        return tuple(
            DoctorVisit(date=visit.date, note=visit.note)
            for visit in visits
            if not visit.removed
        )

    def _tips_in(self, tables: Tables) -> tuple[ShownTip, ...]:
        table = tables.get(Sheet.TIPS, {})
        if self._tips is None or self._tips[0] is not table:
            tips = tuple(
                tip
                for tip in ordered_tips(self._all_in(tables, Sheet.TIPS, ShownTip))
                if not tip.removed
            )
            self._tips = (table, tips)
        return self._tips[1]

    def _all_in(self, tables: Tables, sheet: Sheet, kind: type[R]) -> list[R]:
        table = tables.get(sheet, {})
        with self._book.readable():
            return [sheets.decoded(raw, kind) for raw in table.values()]


def _cleared(raw: msgspec.Raw) -> bool:
    data = bytes(raw)
    if b'"cleared"' not in data:
        return False
    try:
        return bool(msgspec.json.decode(data, type=dict[str, object]).get("cleared"))
    except msgspec.DecodeError:
        # Damaged; reading the entry itself says so.
        return False
