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


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
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


@pytest.mark.parametrize("name", ["[b] [bold.csv", "nothing.csv", ""])
async def test_what_cannot_be_read_is_said_in_the_dialog(
    coach_app: CoachApp, diary: Diary, tmp_path: Path, name: str, screen_text: Shown
) -> None:
    path = tmp_path / name
    if name.startswith("["):
        path.write_text("Dear diary")
    word = {"nothing.csv": "cannot be read", "": "cannot be read"}.get(name, "is plain text")
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
