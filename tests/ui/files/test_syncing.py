"""Sharing with other machines from within the program, and quietly from then on."""

import json
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from coach.core.diary.records import DoctorVisit
from coach.exchange.log import decode, encode
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.diary.sync import Codec, SharedFolder
from coach.ui.app import CoachApp
from coach.ui.files.syncing import SyncDialog
from tests.ui.conftest import Clock, wait_until


@pytest.fixture
def shared(tmp_path: Path, clock: Clock) -> Path:
    """A folder in which another machine has left its log."""
    folder = tmp_path / "shared"
    folder.mkdir()
    other = Diary(tmp_path / "other", clock)
    other.add_visit(DoctorVisit(date=date(2026, 1, 2)))
    theirs = SharedFolder(other, Codec(encode, decode), clock)
    theirs.name(folder)
    theirs.sync()
    return folder


async def test_a_folder_is_named_once_and_kept_in_line_from_then_on(
    coach_app: CoachApp, diary: Diary, shared: Path
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        coach_app.open_sync()
        await pilot.pause()
        dialog = coach_app.screen
        assert isinstance(dialog, SyncDialog)
        dialog.query_one("#path", Input).value = str(shared / "nowhere")
        await pilot.press("enter")
        assert coach_app.screen is dialog
        dialog.query_one("#path", Input).value = str(shared)
        await pilot.press("enter")
        await wait_until(pilot, lambda: len(diary.visits()) == 1)
        diary.add_visit(DoctorVisit(date=date(2026, 1, 3)))
        coach_app.look_around()
        kept = settings.load(diary.folder).shared
        assert kept is not None
        own = shared / f"coach-{kept.machine}.json"
        await wait_until(
            pilot,
            lambda: own.exists() and len(json.loads(own.read_bytes())["doctor_visits"]) == 2,
        )


async def test_what_others_wrote_is_there_when_the_program_opens(
    diary: Diary, clock: Clock, shared: Path
) -> None:
    SharedFolder(diary, Codec(encode, decode), clock).name(shared)
    async with CoachApp(diary, clock).run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: len(diary.visits()) == 1)


async def test_the_demo_shares_nothing(diary: Diary, clock: Clock, shared: Path) -> None:
    app = CoachApp(diary, clock, demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open_sync()
        await pilot.pause()
        assert not isinstance(app.screen, SyncDialog)
    assert len(list(shared.iterdir())) == 1
