"""Paths that cannot be, typed into the dialogs: one sentence, and the dialog stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input, Select, Static

from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.files.exporting import ExportDialog
from coach.ui.files.importing import ImportDialog
from coach.ui.signs.visit import VisitDialog
from tests.conftest import some_of
from tests.ui.conftest import settled, wait_until

Shown = Callable[[App[None]], str]
ODD = ["~nobody-of-that-name/x", "x" * 300, "x/" * 5000, "[/] [bold \u202e/x", "."]


@pytest.mark.long
@pytest.mark.parametrize("typed", some_of(ODD, 3))
async def test_an_export_that_cannot_be_written_leaves_the_dialog_open(
    coach_app: CoachApp, typed: str, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("full_stop", "4")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ExportDialog))
        coach_app.screen.query_one("#form", Select).value = "csv"
        await settled(pilot)  # a file is offered by then
        coach_app.screen.query_one("#path", Input).value = typed
        await pilot.press("enter")
        problem = coach_app.screen.query_one("#problem", Static)
        await wait_until(pilot, lambda: bool(str(problem.content)))
        assert isinstance(coach_app.screen, ExportDialog)
        assert "\u202e" not in str(problem.content)
        assert "Back" in screen_text(coach_app)


@pytest.mark.long
@pytest.mark.parametrize("typed", some_of(ODD[1:-1], 3))
async def test_an_import_of_a_path_that_cannot_be_is_told(
    coach_app: CoachApp, typed: str, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("full_stop", "5")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ImportDialog))
        coach_app.screen.query_one("#path", Input).value = typed
        await pilot.press("enter")
        problem = coach_app.screen.query_one("#problem", Static)
        await wait_until(pilot, lambda: bool(str(problem.content)))
        assert "Back" in screen_text(coach_app)


async def test_a_long_paste_for_a_date_is_told_in_short(
    coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "D")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, VisitDialog))
        coach_app.screen.query_one("#date", Input).value = "[/] \u202e" * 2000
        await pilot.press("enter", "enter")
        problem = coach_app.screen.query_one("#problem", Static)
        await wait_until(pilot, lambda: "is no date" in str(problem.content))
        assert "\u202e" not in str(problem.content)
        assert "Note it" in screen_text(coach_app)


async def test_an_export_over_the_diary_itself_is_refused(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        own = diary.folder / "settings.json"
        own.parent.mkdir(parents=True, exist_ok=True)
        await pilot.press("full_stop", "4")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ExportDialog))
        coach_app.screen.query_one("#path", Input).value = str(own)
        before = Path(own).read_bytes() if own.exists() else b""
        await pilot.press("enter", "enter")
        await wait_until(
            pilot, lambda: any("keeps its own" in n.message for n in coach_app._notifications)
        )
        assert (own.read_bytes() if own.exists() else b"") == before
