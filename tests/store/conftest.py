"""A folder, a clock that is set by hand, and diaries on both."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coach.core.diary.records import Entry
from coach.store.diary.diary import Diary


class SetClock:
    """A clock that moves only when a test says so."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that nobody made yet."""
    return tmp_path / "data"


@pytest.fixture
def opened(folder: Path, clock: SetClock) -> Callable[[], Diary]:
    """Opens the same diary as another program would."""
    return lambda: Diary(folder, clock)


@pytest.fixture
def diary(opened: Callable[[], Diary]) -> Diary:
    return opened()


@pytest.fixture
def say() -> Callable[[Diary, date, str], Entry]:
    """Puts a note on a day."""

    def put(diary: Diary, day: date, note: str) -> Entry:
        return diary.change(day, lambda _: Entry(date=day, notes=note), f"the note {note}")

    return put
