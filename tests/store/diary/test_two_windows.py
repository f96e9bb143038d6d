"""A draft is its window's own until it is saved, merged or given up."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coach.core.checkin.merging import merged
from coach.core.diary.records import CaffeineDrink, Day, Entry, Night
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.disk.lock import WriteLock
from tests.store.conftest import SetClock

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 22)
COFFEE = CaffeineDrink(at="08:10", mg=95, drink="coffee")
NOTED = Entry(date=DAY, notes="of the first window")
RESTED = Entry(date=DAY, night=Night(rested=3))


def saved(diary: Diary, draft: Draft) -> None:
    """Save a check-in as the screen does."""
    diary.save_check_in(DAY, lambda disk: merged(draft.base, draft.entry, disk), "x")


@pytest.fixture
def other(opened: Callable[[], Diary]) -> Diary:
    return opened()


def test_what_one_window_keeps_the_other_neither_sees_nor_removes(
    diary: Diary, other: Diary, opened: Callable[[], Diary]
) -> None:
    diary.save_draft(Draft(entry=NOTED))
    assert other.take_over(DAY).draft is None
    assert other.left(DAY).elsewhere
    saved(other, Draft(entry=RESTED))
    other.drop_draft(DAY)
    kept = diary.draft(DAY)
    assert kept is not None
    assert kept.entry == NOTED
    diary.close()
    after = opened().take_over(DAY).draft
    assert after is not None
    assert after.entry == NOTED


def test_two_windows_each_keep_their_own(diary: Diary, other: Diary) -> None:
    diary.save_draft(Draft(entry=NOTED))
    other.save_draft(Draft(entry=RESTED))
    drafts = [window.draft(DAY) for window in (diary, other)]
    assert [draft and draft.entry for draft in drafts] == [NOTED, RESTED]


def test_what_two_closed_windows_left_is_gone_on_from_together(
    diary: Diary, other: Diary, opened: Callable[[], Diary]
) -> None:
    diary.save_draft(Draft(entry=NOTED))
    other.save_draft(Draft(entry=RESTED))
    diary.close()
    other.close()
    third = opened()
    draft = third.take_over(DAY).draft
    assert draft is not None
    assert (draft.entry.notes, draft.entry.night) == (NOTED.notes, RESTED.night)
    third.save_draft(draft)
    third.close()
    again = opened().take_over(DAY).draft
    assert again is not None
    assert again.entry == draft.entry


def test_a_drink_in_a_draft_that_was_taken_over_is_not_doubled(
    diary: Diary, opened: Callable[[], Diary]
) -> None:
    diary.save_draft(Draft(entry=Entry(date=DAY, day=Day(caffeine=(COFFEE,)))))
    diary.close()
    second = opened()
    draft = second.take_over(DAY).draft
    assert draft is not None
    second.save_draft(draft)
    second.close()
    third = opened()
    draft = third.take_over(DAY).draft
    assert draft is not None
    saved(third, draft)
    entry = opened().entry(DAY)
    assert entry is not None
    assert entry.day == Day(caffeine=(COFFEE,))


def test_of_two_that_would_take_over_one_does(
    diary: Diary, other: Diary, opened: Callable[[], Diary]
) -> None:
    diary.save_draft(Draft(entry=NOTED))
    diary.close()
    third = opened()
    assert other.take_over(DAY).draft is not None
    assert third.take_over(DAY).draft is None


def test_a_draft_whose_file_outlived_its_saving_is_not_brought_in_again(
    diary: Diary, opened: Callable[[], Diary], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = Draft(entry=Entry(date=DAY, day=Day(caffeine=(COFFEE,))))
    diary.save_draft(draft)
    with monkeypatch.context() as killed:
        killed.setattr(type(diary._drafts), "drop", lambda *_: None)
        saved(diary, draft)
    diary.close()
    assert opened().take_over(DAY).draft is None
    # Another check-in of the day is another draft.
    second = opened()
    second.save_draft(Draft(entry=NOTED))
    assert second.draft(DAY) is not None


def test_a_window_that_was_killed_leaves_its_draft_to_the_next(
    opened: Callable[[], Diary], folder: Path
) -> None:
    program = (
        "import datetime, os, pathlib, sys\n"
        "from coach.core.diary.records import Entry\n"
        "from coach.store.diary.diary import Diary\n"
        "from coach.store.diary.drafts import Draft\n"
        "now = lambda: datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)\n"
        "diary = Diary(pathlib.Path(sys.argv[1]), now)\n"
        "diary.save_draft(Draft(entry=Entry(date=datetime.date(2026, 11, 22), notes='x')))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-B", "-c", program, str(folder)], cwd=ROOT, check=False)
    assert list((folder / "drafts").glob("*.open"))
    draft = opened().take_over(DAY).draft
    assert draft is not None
    assert draft.entry.notes == "x"


def test_a_draft_of_an_older_coach_is_taken_over(
    opened: Callable[[], Diary], folder: Path
) -> None:
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "2026-11-22.json").write_bytes(
        b'{"entry":{"date":"2026-11-22","notes":"x"},"page":"night"}'
    )
    draft = opened().take_over(DAY).draft
    assert draft is not None
    assert draft.entry.notes == "x"
    assert not (folder / "drafts" / "2026-11-22.json").exists()


@pytest.mark.parametrize(
    "foreign",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"entry": {"date": "2026-11-21"}}',
        b"[]",
        b'{"entry": {"date": "2026-11-22", "invented": 1}}',
        b'{"entry": {"date": "2026-11-22"}, "invented": 1}',
    ],
)
def test_a_draft_that_cannot_be_read_is_named_and_never_touched(
    diary: Diary, folder: Path, foreign: bytes
) -> None:
    names = ("2026-11-22.json", "2026-11-22.0123abcd.4567cdef.json")
    (folder / "drafts").mkdir(parents=True)
    for name in names:
        (folder / "drafts" / name).write_bytes(foreign)
    left = diary.take_over(DAY)
    assert left.draft is None
    assert set(left.unreadable) == set(names)
    assert names[0] in " ".join(left.words())
    diary.save_draft(Draft(entry=NOTED))
    assert diary.draft(DAY) is not None
    saved(diary, Draft(entry=NOTED))
    for name in names:
        assert (folder / "drafts" / name).read_bytes() == foreign


def test_drafts_and_reading_wait_for_no_lock(diary: Diary, other: Diary, folder: Path) -> None:
    diary.save_draft(Draft(entry=NOTED))
    with WriteLock(folder).held():
        other.save_draft(Draft(entry=RESTED))
        assert other.draft(DAY) is not None
        other.drop_draft(DAY)
        assert other.count() == 0
        assert other.undoable() == ()


def test_nothing_of_a_window_is_left_once_its_drafts_are_gone(
    diary: Diary, folder: Path
) -> None:
    diary.save_draft(Draft(entry=NOTED))
    diary.drop_draft(DAY)
    assert list((folder / "drafts").iterdir()) == []


def test_several_days_are_changed_in_one_step(diary: Diary, clock: SetClock) -> None:
    clock.forward(minutes=1)
    before = date(2026, 11, 21)
    changes = {day: lambda _, day=day: Entry(date=day, notes="x") for day in (before, DAY)}
    diary.change_days(changes, "a move")
    assert diary.count() == 2
    assert diary.undo() == "a move"
    assert diary.count() == 0
