"""A diary that is not there beside its backups was lost, and is no first evening."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from coach.core.diary.records import DoctorVisit, Entry
from coach.store.diary import backups
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.disk.trouble import DiaryUnreadable
from tests.store.conftest import SetClock

DAY = date(2026, 11, 22)
Say = Callable[[Diary, date, str], Entry]


def evenings(
    diary: Diary, say: Say, clock: SetClock, count: int, first: date | None = None
) -> None:
    """Write a note on so many evenings, one a day."""
    for turn in range(count):
        day = (first or clock.moment.date()) + timedelta(days=turn)
        say(diary, day, f"{day}")
        clock.forward(days=1)


@pytest.fixture
def lost(diary: Diary, say: Say, clock: SetClock, folder: Path) -> list[str]:
    """A diary of twenty evenings whose file is gone; the names of its backups."""
    evenings(diary, say, clock, 20)
    (folder / "diary.json").unlink()
    return [backup.name for backup in backups.list_backups(folder)]


def test_without_its_file_but_with_backups_it_is_neither_read_as_empty_nor_written(
    lost: list[str], opened: Callable[[], Diary], say: Say, folder: Path
) -> None:
    for use in (
        lambda diary: diary.count(),
        lambda diary: say(diary, DAY, "x"),
        lambda diary: diary.add_visit(DoctorVisit(date=DAY)),
        lambda diary: diary.undo(),
    ):
        with pytest.raises(DiaryUnreadable, match="is missing: its backups are there") as told:
            use(opened())
        assert told.value.missing
        assert told.value.newest_backup == lost[0]
    assert not (folder / "diary.json").exists()


@pytest.mark.parametrize(
    "placeholder", [".diary.json.icloud", "diary.json.nextcloud", "diary.json.owncloud"]
)
def test_a_sync_programs_placeholder_is_named(
    opened: Callable[[], Diary], folder: Path, placeholder: str
) -> None:
    folder.mkdir()
    (folder / placeholder).write_bytes(b"")
    with pytest.raises(DiaryUnreadable, match=f"a sync program left {placeholder}"):
        opened().count()


def test_backups_that_come_while_an_empty_diary_is_open_stop_its_first_write(
    opened: Callable[[], Diary], say: Say, folder: Path
) -> None:
    diary = opened()
    assert diary.count() == 0
    (folder / "backups").mkdir(parents=True)
    (folder / "backups" / "2026-11-01.json").write_bytes(b"on its way")
    with pytest.raises(DiaryUnreadable, match="is missing"):
        say(diary, DAY, "x")


def test_the_newest_backup_can_be_put_in_its_place(
    lost: list[str], opened: Callable[[], Diary]
) -> None:
    diary = opened()
    assert diary.set_aside_and_restore(lost[0]) is None
    assert opened().count() == 19


def test_a_command_may_restore_as_well(lost: list[str], opened: Callable[[], Diary]) -> None:
    opened().restore(lost[0])
    assert opened().count() == 19


def test_the_person_may_begin_empty_and_the_old_backups_stay_for_months(
    lost: list[str], opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    diary = opened()
    assert diary.set_aside_and_start_empty() is None
    evenings(diary, say, clock, 60)
    staying = {backup.name for backup in backups.list_backups(folder)}
    assert set(lost[:7]) <= staying
    assert len(staying) <= 2 * (7 + 4 + 12)


def test_put_back_everything_is_as_before(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    evenings(diary, say, clock, 3)
    away = (folder / "diary.json").rename(folder / "elsewhere")
    with pytest.raises(DiaryUnreadable):
        say(diary, DAY, "x")
    assert diary.count() == 3
    diary.save_draft(Draft(entry=Entry(date=DAY, notes="kept all the same")))
    away.rename(folder / "diary.json")
    say(diary, DAY, "again")
    assert opened().count() == 3


def test_the_backups_before_imports_of_a_larger_diary_stay_too(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    evenings(diary, say, clock, 10)
    diary.restore(backups.list_backups(folder)[0].name)
    (large,) = [
        backup.name for backup in backups.list_backups(folder) if backup.before is not None
    ]
    (folder / "diary.json").unlink()
    diary = opened()
    diary.set_aside_and_start_empty()
    say(diary, clock.moment.date(), "young")
    for _ in range(25):
        clock.forward(minutes=1)
        name = backups.keep_before(
            folder, diary._book.tables(), backups.Before.RESTORE, clock.moment
        )
        assert name in {backup.name for backup in backups.list_backups(folder)}
    assert large in {backup.name for backup in backups.list_backups(folder)}


class TestADayWithAClockInTheFuture:
    @pytest.fixture
    def strayed(self, diary: Diary, say: Say, clock: SetClock) -> Diary:
        """Five evenings, one with the clock in 2099, five more."""
        evenings(diary, say, clock, 5)
        there = clock.moment
        clock.moment = there.replace(year=2099)
        say(diary, DAY, "in 2099")
        clock.moment = there
        evenings(diary, say, clock, 5)
        return diary

    def test_is_not_the_newest_good_for_ever(
        self, strayed: Diary, opened: Callable[[], Diary], folder: Path, clock: SetClock
    ) -> None:
        (folder / "diary.json").write_bytes(b"{")
        with pytest.raises(DiaryUnreadable) as told:
            opened().count()
        yesterday = clock.moment.date() - timedelta(days=1)
        assert told.value.newest_backup == f"{yesterday}.json.gz"
        listed = [backup.name for backup in backups.list_backups(folder, yesterday)]
        assert listed[-1].startswith("2099-")

    def test_takes_no_place_of_another_backup(
        self, strayed: Diary, say: Say, folder: Path, clock: SetClock
    ) -> None:
        evenings(strayed, say, clock, 5)
        names = [backup.name for backup in backups.list_backups(folder)]
        this_year = [name for name in names if name.startswith("2026-")]
        assert len(this_year) >= 7
