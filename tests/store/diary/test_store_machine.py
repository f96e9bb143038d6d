"""Two open programs on a failing disk, in any order: nothing acknowledged is ever lost."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from coach.core.diary.records import Entry, Log
from coach.store.diary import backups
from coach.store.diary.diary import Diary
from coach.store.disk.trouble import DiaryUnreadable, StoreError
from tests.conftest import TWO_PROGRAMS

# What the diary says: the note of each day, None for a cleared one.
State: TypeAlias = dict[date, str | None]

FIRST = date(2026, 11, 1)
days = st.integers(min_value=0, max_value=3).map(lambda more: FIRST + timedelta(days=more))
notes = st.sampled_from(["a", "b", "[/b]", "é🌙"])
programs = st.sampled_from([0, 1])
faults = st.none() | st.tuples(
    st.sampled_from(["fsync", "replace", "write", "open"]), st.integers(0, 4)
)


@contextmanager
def fault(chosen: tuple[str, int] | None) -> Iterator[None]:
    """Let the disk fail from the n-th call of a name on; a write stops half-way."""
    if chosen is None:
        yield
        return
    name, left = chosen
    real = getattr(os, name)

    def failing(*given: object, **named: object) -> object:
        nonlocal left
        left -= 1
        if left >= 0:
            return real(*given, **named)
        if name == "write":
            handle, data = given
            real(handle, bytes(data)[: len(bytes(data)) // 2])  # type: ignore[call-overload]  # what os.write takes
        raise OSError(errno.ENOSPC, "no room")

    with patch.object(os, name, failing):
        yield


class Store(RuleBasedStateMachine):
    """The diary beside a model of it: a stack of states, the last one being the present."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp()) / "data"
        self.moment = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
        self.states: list[State] = [{}]
        self.everything: list[State] = [{}]

    def teardown(self) -> None:
        shutil.rmtree(self.folder.parent)

    @initialize()
    def open_two(self) -> None:
        self.programs = [self.opened(), self.opened()]

    def opened(self) -> Diary:
        return Diary(self.folder, lambda: self.moment)

    def on_disk(self) -> State:
        return {entry.date: entry.notes for entry in self.opened().log().entries}

    def do(
        self, act: Callable[[], object], after: list[State], chosen: tuple[str, int] | None
    ) -> None:
        """Act on a disk that may fail: acknowledged it is done, refused it is whole or not."""
        try:
            with fault(chosen):
                act()
        except StoreError:
            on_disk = self.on_disk()
            assert on_disk in (self.states[-1], after[-1])
            undoable = len(self.opened().undoable())
            if on_disk == after[-1] and undoable == min(20, len(after) - 1):
                self.states = after
        else:
            self.states = after
        self.states = self.states[-21:]
        self.everything.append(self.states[-1])

    @rule(number=programs, day=days, note=notes, chosen=faults)
    def write(self, number: int, day: date, note: str, chosen: tuple[str, int] | None) -> None:
        after = {**self.states[-1], day: note}
        steps = [*self.states, after] if after != self.states[-1] else self.states
        self.do(
            lambda: self.programs[number].change(
                day, lambda _: Entry(date=day, notes=note), "a note"
            ),
            steps,
            chosen,
        )

    @rule(number=programs, day=days, chosen=faults)
    def clear(self, number: int, day: date, chosen: tuple[str, int] | None) -> None:
        known = self.states[-1].get(day)
        after = [*self.states, {**self.states[-1], day: None}] if known else self.states
        self.do(lambda: self.programs[number].clear(day), after, chosen)

    @rule(number=programs, chosen=faults)
    def undo(self, number: int, chosen: tuple[str, int] | None) -> None:
        after = self.states[:-1] or self.states
        self.do(self.programs[number].undo, after, chosen)

    @rule(number=programs, first=days, note=notes, chosen=faults)
    def bring_in(
        self, number: int, first: date, note: str, chosen: tuple[str, int] | None
    ) -> None:
        self.moment += timedelta(minutes=1)
        entries = tuple(
            Entry(date=day, recorded_at=self.moment, notes=note)
            for day in (first, first + timedelta(days=10))
        )
        log = Log(format="coach-log", version=1, entries=entries)
        after = {**self.states[-1], **{entry.date: note for entry in entries}}
        self.do(
            lambda: self.programs[number].merge(log, "an import"), [*self.states, after], chosen
        )

    @rule(number=programs)
    def close_and_open(self, number: int) -> None:
        self.programs[number] = self.opened()

    @rule(hours=st.integers(min_value=0, max_value=100))
    def let_time_pass(self, hours: int) -> None:
        self.moment += timedelta(hours=hours)

    @precondition(lambda self: self.states != [{}])
    @rule(number=programs, keep=st.floats(min_value=0, max_value=0.99))
    def tear(self, number: int, keep: float) -> None:
        path = self.folder / "diary.json"
        if not path.exists():
            return
        whole = path.read_bytes()
        torn = whole[: int(len(whole) * keep)]
        path.write_bytes(torn)
        with pytest.raises(DiaryUnreadable):
            self.opened().entries()
        with pytest.raises(DiaryUnreadable):
            self.programs[number].change(FIRST, lambda _: Entry(date=FIRST, notes="z"), "z")
        assert path.read_bytes() == torn
        path.write_bytes(whole)

    @rule()
    def every_backup_is_a_state_that_was(self) -> None:
        for backup in backups.list_backups(self.folder):
            table = backups.read(self.folder, backup.name).get("entries", {})
            held = {date.fromisoformat(key) for key in table}
            assert held in [set(state) for state in self.everything]

    @invariant()
    def what_was_acknowledged_is_there_for_everybody(self) -> None:
        assert self.on_disk() == self.states[-1]
        for program in getattr(self, "programs", []):
            assert {entry.date: entry.notes for entry in program.log().entries} == (
                self.states[-1]
            )


TestStore = Store.TestCase
TestStore.settings = settings(max_examples=TWO_PROGRAMS, stateful_step_count=20, deadline=None)
