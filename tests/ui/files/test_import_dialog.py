"""Importing in the program: look first, then decide; the screen stays alive meanwhile."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from coach.core.diary.records import Entry
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.files.importing import ImportDialog
from tests.conftest import some_of
from tests.ui.conftest import wait_until

DATA = Path(__file__).parents[2] / "exchange" / "importers" / "data"
Shown = Callable[[App[None]], str]


def is_open(app: CoachApp) -> bool:
    return isinstance(app.screen, ImportDialog)


def in_one_line(screen: str) -> str:
    """What a dialog says, however it is broken into lines."""
    return " ".join(screen.replace("│", " ").split())


async def ask_for(
    app: CoachApp, pilot: Pilot[None], path: Path, shows: Shown, word: str
) -> None:
    """Open the dialog, name a file, press Enter and wait for a word on the screen."""
    await pilot.press("full_stop", "5")
    await wait_until(pilot, lambda: is_open(app))
    app.screen.query_one("#path", Input).value = str(path)
    await pilot.press("enter")
    await wait_until(pilot, lambda: word in in_one_line(shows(app)))


@pytest.mark.long
@pytest.mark.parametrize("size", some_of([(80, 24), (60, 20), (120, 40)], 3))
async def test_it_shows_what_would_come_in_and_changes_nothing_before_a_yes(
    coach_app: CoachApp, diary: Diary, size: tuple[int, int], screen_text: Shown
) -> None:
    async with coach_app.run_test(size=size) as pilot:
        await ask_for(coach_app, pilot, DATA / "sleepmeter.csv", screen_text, "4 days new")
        shown = screen_text(coach_app)
        assert "Bring it in" in shown
        assert "Back" in shown
        assert all(len(line) <= size[0] for line in shown.splitlines())
        assert diary.count() == 0
        await pilot.press("escape")
        await wait_until(pilot, lambda: not is_open(coach_app))
        assert diary.count() == 0


async def test_a_yes_brings_it_in_and_undo_takes_it_back(
    coach_app: CoachApp, diary: Diary, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        await ask_for(coach_app, pilot, DATA / "sleepmeter.csv", screen_text, "4 days new")
        await pilot.press("enter")
        await wait_until(pilot, lambda: not is_open(coach_app))
        assert diary.count() == 4
        assert diary.undoable()[0] == "the import of sleepmeter.csv"
        await pilot.press("u")
        await wait_until(pilot, lambda: "Take back the import" in screen_text(coach_app))
        await pilot.press("y")
        await wait_until(pilot, lambda: diary.count() == 0)


async def test_a_folder_and_a_file_come_in_together_and_one_undo_takes_both_back(
    coach_app: CoachApp, diary: Diary, tmp_path: Path, screen_text: Shown
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.csv").write_bytes((DATA / "plees-4.csv").read_bytes())
    both = f"{folder}; {DATA / 'sleepmeter.csv'}"
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await ask_for(coach_app, pilot, Path(both), screen_text, "2 files: Plees Tracker and")
        await pilot.press("enter")
        await wait_until(pilot, lambda: not is_open(coach_app))
        assert diary.count() > 3
        assert diary.undoable() == ("the import of 2 files",)


async def test_a_day_of_the_persons_own_is_named_and_kept(
    coach_app: CoachApp, diary: Diary, screen_text: Shown
) -> None:
    mine = Entry(date=date(2021, 3, 8), notes="mine")
    diary.change(mine.date, lambda _: mine, "a note")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await ask_for(coach_app, pilot, DATA / "sleepmeter.csv", screen_text, "1 kept")
        await pilot.press("enter")
        await wait_until(pilot, lambda: not is_open(coach_app))
    kept = diary.entry(mine.date)
    assert kept is not None
    assert (kept.notes, kept.night) == ("mine", None)


async def test_a_log_of_the_coach_comes_in_by_the_same_door(
    coach_app: CoachApp, diary: Diary, screen_text: Shown
) -> None:
    log = Path(__file__).parents[2] / "data" / "dream-injury.json"
    days = len(json.loads(log.read_text())["entries"])
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await ask_for(coach_app, pilot, log, screen_text, f"{days} days new")
        await pilot.press("enter")
        await wait_until(pilot, lambda: diary.count() == days)


@pytest.mark.long
@pytest.mark.parametrize("name", some_of(["[b] [bold.csv", "nothing.csv", ""], 3))
async def test_what_cannot_be_read_is_said_in_the_dialog(
    coach_app: CoachApp, diary: Diary, tmp_path: Path, name: str, screen_text: Shown
) -> None:
    path = tmp_path / name
    if name.startswith("["):
        path.write_text("Dear diary")
    word = {"nothing.csv": "does not exist", "": "holds no file"}.get(name, "is plain text")
    async with coach_app.run_test(size=(120, 40)) as pilot:
        await ask_for(coach_app, pilot, path, screen_text, word)
        assert is_open(coach_app)
        assert "Bring it in" not in screen_text(coach_app)
        assert diary.count() == 0


async def test_nothing_new_offers_nothing_to_bring_in(
    coach_app: CoachApp, diary: Diary, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        for word in ("4 days new", "0 days new"):
            await ask_for(coach_app, pilot, DATA / "sleepmeter.csv", screen_text, word)
            await pilot.press("enter")
            await wait_until(pilot, lambda: not is_open(coach_app))
        assert diary.count() == 4


async def test_naming_another_file_takes_the_offer_back(
    coach_app: CoachApp, diary: Diary, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await ask_for(coach_app, pilot, DATA / "sleepmeter.csv", screen_text, "4 days new")
        coach_app.screen.query_one("#path", Input).value = str(DATA / "plees-4.csv")
        await wait_until(pilot, lambda: "Bring it in" not in screen_text(coach_app))
        assert diary.count() == 0


@pytest.mark.long
@pytest.mark.parametrize("size", some_of([(80, 24), (60, 20)], 3))
async def test_of_a_table_of_ones_own_the_columns_are_asked_and_three_nights_shown(
    coach_app: CoachApp,
    diary: Diary,
    tmp_path: Path,
    size: tuple[int, int],
    screen_text: Shown,
) -> None:
    mine = tmp_path / "mine.csv"
    rows = [f"2026-03-{day},23:10,06:40,2" for day in range(14, 20)]
    mine.write_text("\n".join(["[b]Date,Lights out,Woke,Rating", *rows]))
    async with coach_app.run_test(size=size) as pilot:
        await ask_for(coach_app, pilot, mine, screen_text, "What only you know")
        assert "› A row's date is" in screen_text(coach_app)
        # The evening, 5 is best, my own words: Enter opens a question, and takes the marked.
        for _ in range(3):
            await pilot.press("enter", "enter")
        await wait_until(pilot, lambda: "› Go on" in screen_text(coach_app))
        shown = in_one_line(screen_text(coach_app))
        for day in ("Sun 15", "Mon 16", "Tue 17") if size[0] == 80 else ("Sun 15",):
            assert f"Night to {day} Mar 2026: tried 23:10" in shown
        assert diary.count() == 0
        await pilot.press("enter")
        await wait_until(pilot, lambda: "6 days new" in in_one_line(screen_text(coach_app)))
        await pilot.press("enter")
        await wait_until(pilot, lambda: diary.count() == 6)


async def test_the_home_folder_that_stands_there_at_first_is_not_read(
    coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("full_stop", "5")
        await wait_until(pilot, lambda: is_open(coach_app))
        await pilot.press("enter")
        await wait_until(
            pilot, lambda: "Please name a file, or a folder" in screen_text(coach_app)
        )
