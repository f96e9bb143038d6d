"""Backups in the program, and what stands there when the diary cannot be read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import OptionList

from coach.core.diary.records import Day, Entry
from coach.store.diary.diary import Diary
from coach.store.disk.trouble import DiaryUnreadable
from coach.ui.app import CoachApp
from coach.ui.rescue import Rescue
from tests.conftest import some_of
from tests.ui.conftest import Clock, text_of, wait_until

TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)
Shown = Callable[[App[None]], str]


def answer(diary: Diary, day: date, stress: int) -> None:
    diary.change(day, lambda _: Entry(date=day, day=Day(stress=stress)), f"{day}")


@pytest.fixture
def torn(diary: Diary, clock: Clock) -> Diary:
    """A diary with one backup whose file was cut short."""
    answer(diary, YESTERDAY, 2)
    answer(diary, TODAY, 3)
    file = diary.folder / "diary.json"
    file.write_bytes(file.read_bytes()[:200])
    return Diary(diary.folder, clock)


async def test_a_backup_is_restored_after_a_question_and_taken_back_by_undo(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    answer(diary, YESTERDAY, 2)
    answer(diary, TODAY, 3)
    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("full_stop", "6")
        await wait_until(pilot, lambda: "as it stood on" in screen_text(coach_app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "in the diary's place" in screen_text(coach_app))
        await pilot.press("0")
        await pilot.pause()
        assert diary.entry(TODAY) is not None
        await pilot.press("enter", "y")
        await wait_until(pilot, lambda: diary.entry(TODAY) is None)
        await pilot.press("u")
        await wait_until(pilot, lambda: "(the whole diary)?" in screen_text(coach_app))
        await pilot.press("y")
        await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
        await pilot.press("U")
        await wait_until(pilot, lambda: "Put forward again" in screen_text(coach_app))
        await pilot.press("y")
        await wait_until(pilot, lambda: diary.entry(TODAY) is None)


async def test_a_change_that_was_saved_without_a_backup_says_so(
    diary: Diary, coach_app: CoachApp
) -> None:
    answer(diary, YESTERDAY, 2)
    (diary.folder / "backups").write_text("a file in the way")
    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        answer(coach_app.diary, TODAY, 3)
        await wait_until(
            pilot,
            lambda: any(
                "daily backup" in notice.message for notice in coach_app._notifications
            ),
        )


def trouble_of(diary: Diary) -> DiaryUnreadable:
    with pytest.raises(DiaryUnreadable) as found:
        diary.count()
    return found.value


async def test_nothing_is_written_before_a_choice_and_leaving_changes_nothing(
    torn: Diary,
) -> None:
    before = {path: path.read_bytes() for path in torn.folder.rglob("*.json")}
    app = Rescue(torn, trouble_of(torn), TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "newest good one" in " ".join(text_of(app).split())
        await pilot.press("q")
    assert app.return_value is False
    assert before == {path: path.read_bytes() for path in torn.folder.rglob("*.json")}


async def test_enter_restores_the_newest_good_backup_and_keeps_the_torn_file(
    torn: Diary,
) -> None:
    app = Rescue(torn, trouble_of(torn), TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.return_value is True)
    assert torn.entry(YESTERDAY) is not None
    assert set_aside(torn.folder)


async def test_beginning_empty_keeps_the_torn_file_too(torn: Diary) -> None:
    app = Rescue(torn, trouble_of(torn), TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        ways = app.screen.query_one("#ways", OptionList)
        ways.highlighted = ways.get_option_index("empty")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.return_value is True)
    assert torn.count() == 0
    assert set_aside(torn.folder)


@pytest.mark.long
@pytest.mark.parametrize("size", some_of([(80, 24), (60, 20)], 3))
async def test_a_diary_that_is_missing_is_called_that_and_its_newest_backup_offered(
    diary: Diary, clock: Clock, size: tuple[int, int]
) -> None:
    answer(diary, YESTERDAY, 2)
    answer(diary, TODAY, 3)
    (diary.folder / "diary.json").unlink()
    lost = Diary(diary.folder, clock)
    app = Rescue(lost, trouble_of(lost), TODAY)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = " ".join(text_of(app).split())
        assert "The diary is not where it was" in text
        assert "newest good one" in text
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.return_value is True)
    assert lost.entry(YESTERDAY) is not None
    assert not set_aside(lost.folder)


def set_aside(folder: Path) -> list[Path]:
    return list(folder.glob("diary.unreadable-*.json"))
