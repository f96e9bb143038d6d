"""The page for the doctor in the program: which nights, what to ask, where it goes."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Select

from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.files.reporting import ReportDialog
from tests.exchange.age_format import written_age
from tests.exchange.report.diaries import disturbed
from tests.ui.conftest import says, settled, wait_until

Shown = Callable[[App[None]], str]
INJURY = Path(__file__).parents[2] / "data" / "dream-injury.json"


async def shows(pilot: Pilot[None], words: str) -> None:
    """Wait until the screen says this."""
    await wait_until(pilot, lambda: says(pilot.app, words))


async def test_it_says_of_when_the_nights_are_and_adds_those_behind_the_banner(
    coach_app: CoachApp, diary: Diary, screen_text: Shown, tmp_path: Path
) -> None:
    diary.merge(disturbed(), "the test")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ReportDialog))
        assert "9 to 22 November 2026; and 26 October to 8 November" in screen_text(coach_app)
        asked = coach_app.screen.query_one("#nights", Select)
        asked.value = "range"
        await wait_until(pilot, lambda: "first and the last day" in screen_text(coach_app))
        typed = coach_app.screen.query_one("#range", Input)
        path = coach_app.screen.query_one("#path", Input)
        path.value = str(tmp_path / "page.txt")
        coach_app.screen.query_one("#form", Select).value = "text"
        await settled(pilot)
        for words, said in (
            ("1.11. to 3.11.", "a page of 3 nights cannot be made"),
            ("1.11. to 31.12.2026", "a page of 61 nights"),
            ("20.11. to 30.11.2026", "has not come yet"),
            ("then to now", "'then' is no date"),
        ):
            typed.value = words
            await pilot.pause()
            path.focus()
            await pilot.press("enter")
            await shows(pilot, said)
            assert isinstance(coach_app.screen, ReportDialog)
        asked.value = "banner"
        coach_app.screen.query_one("#to-ask", Input).value = "Could it be [/] iron?"
        await pilot.pause()
        await pilot.press("enter")
        await wait_until(pilot, (tmp_path / "page.txt").exists)
    text = (tmp_path / "page.txt").read_text(encoding="utf-8")
    assert "Could it be [/] iron?" in text
    assert "What was counted up to 8 November 2026" in text
    profile = diary.profile()
    assert profile is not None
    assert profile.to_ask == "Could it be [/] iron?"


async def test_without_the_library_a_pdf_is_one_sentence_and_no_file(
    coach_app: CoachApp,
    screen_text: Shown,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("d")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ReportDialog))
        coach_app.screen.query_one("#form", Select).value = "pdf"
        await settled(pilot)
        coach_app.screen.query_one("#path", Input).value = str(tmp_path / "page.pdf")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "needs WeasyPrint" in screen_text(coach_app))
    assert not (tmp_path / "page.pdf").exists()


async def test_a_file_under_a_passphrase_goes_out_and_comes_in(
    coach_app: CoachApp,
    diary: Diary,
    screen_text: Shown,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The library's own work takes seconds, and has its test among the commands.
    monkeypatch.setattr("coach.exchange.age.sealed", written_age)
    target = tmp_path / "diary.age"
    async with coach_app.run_test(size=(80, 24)) as pilot:
        coach_app.open_export()
        await shows(pilot, "Export the diary")
        coach_app.screen.query_one("#form", Select).value = "age"
        await settled(pilot)  # a file is offered by then
        coach_app.screen.query_one("#path", Input).value = str(target)
        for first, second, said in (
            ("", "", "Please type a passphrase"),
            ("hush", "hash", "The two passphrases differ"),
        ):
            coach_app.screen.query_one("#passphrase", Input).value = first
            coach_app.screen.query_one("#again", Input).value = second
            await pilot.press("enter")
            await shows(pilot, said)
        coach_app.screen.query_one("#again", Input).value = "hush"
        assert "hush" not in screen_text(coach_app)
        await pilot.press("enter")
        await wait_until(pilot, target.exists)

        target.write_bytes(written_age(INJURY.read_bytes(), "hush"))
        coach_app.open_import()
        await settled(pilot)
        coach_app.screen.query_one("#path", Input).value = str(target)
        await pilot.press("enter")
        for typed, said in (
            ("", "is under a passphrase"),
            ("hash", "is not opened by this passphrase"),
            ("hush", "3 days new"),
        ):
            coach_app.screen.query_one("#passphrase", Input).value = typed
            if typed:
                await pilot.press("enter")
            await shows(pilot, said)
        assert diary.count() == 0
