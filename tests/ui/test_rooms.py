"""The frame round the five rooms: banner, tabs, footer, keys, sizes, other programs."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input

from coach.core.diary.choices import SleepStarts
from coach.core.diary.records import CaffeineDrink, Day, DoctorVisit, Entry, Movement
from coach.exchange.log import decode
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.frame.room import ROOMS
from coach.ui.keys.table import of
from tests.conftest import some_of
from tests.ui.conftest import EVENING, Clock, says, settled, wait_until

TODAY = date(2026, 11, 22)
SIZES = [(80, 24), (60, 20), (120, 40)]
HOSTILE = ["[/]", "[bold", "[/", "back\\", "[@click=app.quit]x[/]", "שלום עולם", "🙂 notes"]
Shown = Callable[[App[None]], str]


@pytest.fixture
def injured(diary: Diary) -> Diary:
    """A diary in which somebody was hurt in a dream three days ago."""
    name = "dream-injury.json"
    text = (Path(__file__).parents[1] / "data" / name).read_text(encoding="utf-8")
    shift = TODAY - date(2026, 3, 15)
    for back in range(6):
        old = date(2026, 3, 15) - timedelta(days=back)
        text = text.replace(old.isoformat(), (old + shift).isoformat())
    diary.merge(decode(text.encode(), name), "the import of a diary")
    return diary


def is_in(app: CoachApp, room: str) -> bool:
    """Whether a room is up."""
    return app.current_mode == room


@pytest.mark.long
@pytest.mark.parametrize("size", some_of(SIZES, 3))
async def test_the_banner_stands_on_every_room(
    injured: Diary, coach_app: CoachApp, size: tuple[int, int], screen_text: Shown
) -> None:
    async with coach_app.run_test(size=size) as pilot:
        for key, (name, _) in zip("thsil", ROOMS, strict=True):
            await pilot.press(key)
            await wait_until(pilot, partial(is_in, coach_app, name))
            await pilot.pause()
            lines = screen_text(coach_app).splitlines()
            assert "SEEK MEDICAL ASSISTANCE" in lines[1], name
            assert "w why" in lines[1]
            assert all(len(line) <= size[0] for line in lines)
            assert "? keys" in lines[-1]


@pytest.mark.long
@pytest.mark.parametrize("size", some_of(SIZES, 3))
async def test_a_first_evening_says_what_this_is_and_which_key_begins(
    coach_app: CoachApp, size: tuple[int, int], screen_text: Shown, diary: Diary
) -> None:
    async with coach_app.run_test(size=size) as pilot:
        await pilot.pause()
        text = screen_text(coach_app)
        assert "Welcome" in text
        assert "Enter   check in" in text
        assert "For tonight" in text
    assert not diary.folder.exists(), "looking round writes nothing"


async def test_a_window_too_small_says_what_is_needed_and_recovers(
    coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(59, 19)) as pilot:
        await pilot.pause()
        text = screen_text(coach_app)
        assert "needs 60x20" in text
        assert "Tonight" not in text
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: "Enter check-in" in screen_text(coach_app))
        assert "needs 60x20" not in screen_text(coach_app)


async def test_another_programs_drink_shows_by_itself(
    coach_app: CoachApp, clock: Clock, diary: Diary, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        other = Diary(diary.folder, clock)
        cup = CaffeineDrink(at="15:30", mg=48, drink="tea")
        other.change(TODAY, lambda _: Entry(date=TODAY, day=Day(caffeine=(cup,))), "a tea")
        coach_app.look_around()
        await wait_until(pilot, lambda: "48 mg today" in screen_text(coach_app))
        assert "about 15 mg left at 23:00" in screen_text(coach_app)


async def test_at_four_the_new_day_begins_by_itself(
    coach_app: CoachApp, clock: Clock, diary: Diary, screen_text: Shown
) -> None:
    calm = Movement(sleep_starts=SleepStarts.NONE)
    diary.change(TODAY, lambda _: Entry(date=TODAY, movement=calm, day=Day(stress=2)), "x")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "and so is the day" in screen_text(coach_app))
        clock.now = EVENING + timedelta(hours=3)
        coach_app.look_around()
        await pilot.pause()
        assert "change it" in screen_text(coach_app), "00:40 is still the evening before"
        clock.now = EVENING + timedelta(hours=7)
        coach_app.look_around()
        await wait_until(pilot, lambda: "is waiting" in screen_text(coach_app))


@pytest.mark.long
async def test_z_folds_the_banner_to_one_line_and_back_in_every_room(
    injured: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        for room, (name, _) in some_of(zip("thsil", ROOMS, strict=True), 2):
            await pilot.press(room)
            await wait_until(pilot, partial(is_in, coach_app, name))
            await pilot.press("z")
            await wait_until(pilot, lambda: "Tonight" in screen_text(coach_app).splitlines()[2])
            assert "SEEK MEDICAL ASSISTANCE" in screen_text(coach_app)
            await pilot.press("z")
            await wait_until(
                pilot, lambda: "Tonight" not in screen_text(coach_app).splitlines()[2]
            )


@pytest.mark.long
@pytest.mark.parametrize("note", some_of(HOSTILE, 3))
async def test_a_visits_note_is_shown_as_typed(
    diary: Diary, coach_app: CoachApp, screen_text: Shown, note: str
) -> None:
    diary.add_visit(DoctorVisit(date=TODAY, note=note))
    diary.change(TODAY, lambda _: Entry(date=TODAY, day=Day(stress=2)), "x")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await wait_until(pilot, lambda: "You saw a doctor" in screen_text(coach_app))
        shown = screen_text(coach_app).replace(" ", "")
        assert note.replace(" ", "") in shown


async def test_the_export_is_asked_where_to_and_never_over_a_file_unasked(
    injured: Diary, coach_app: CoachApp, screen_text: Shown, tmp_path: Path
) -> None:
    there = tmp_path / "there.json"
    there.write_text("mine", encoding="utf-8")
    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("full_stop", "4")
        await wait_until(pilot, lambda: "Export the diary" in screen_text(coach_app))
        await settled(pilot)  # a file is offered by then
        field = coach_app.screen.query_one("#path", Input)
        field.value = str(there)
        await pilot.press("enter")
        await wait_until(pilot, lambda: says(coach_app, "is there already"))
        assert there.read_text(encoding="utf-8") == "mine"
        await pilot.press("enter")
        await wait_until(pilot, lambda: there.read_text(encoding="utf-8") != "mine")
        await wait_until(pilot, lambda: "Written to" in screen_text(coach_app))
    log = json.loads(there.read_text(encoding="utf-8"))
    assert len(log["entries"]) == 3
    assert there.stat().st_mode & 0o777 == 0o600


async def test_every_key_of_the_rooms_does_something(coach_app: CoachApp) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in of("everywhere"):
            name = key.action.partition("(")[0]
            assert hasattr(coach_app.screen, f"action_{name}"), key.id
