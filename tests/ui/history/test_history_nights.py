"""History, nights: rows newest first, jumps, filters, search, every size, hostile notes."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from coach.core.diary.choices import Context, SleepMovement, SleepStarts
from coach.core.diary.records import CaffeineDrink, Day, Entry, Log, Movement, Night
from coach.core.history.choice import Show
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.history.day import DayView
from coach.ui.history.nights import NightsView
from coach.ui.history.room import History
from tests.conftest import some_of
from tests.ui.conftest import wait_until

TODAY = date(2026, 11, 22)
Shown = Callable[[App[None]], str]
SIZES = [(80, 24), (60, 20), (120, 40)]


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def night_of(days: int, *, disturbed: bool = False, notes: str | None = None) -> Entry:
    return Entry(
        date=days_ago(days),
        night=Night(
            in_bed_at="22:50",
            tried_to_sleep_at="23:10",
            sleep_latency_min=20,
            awakenings=1,
            awake_min=10 + days % 5,
            final_wake_at="06:40",
            out_of_bed_at="07:00",
            quality=1 + days % 5,
        ),
        movement=Movement(
            sleep_starts=SleepStarts.UNDISTURBING if days % 4 == 0 else SleepStarts.NONE,
            sleep_movement=SleepMovement.WOKE_ME if disturbed else SleepMovement.NONE,
        ),
        day=Day(
            stress=1 + days % 5,
            caffeine=(CaffeineDrink(at="15:30", mg=50 + days % 3 * 40),),
            context=(Context.TRAVEL,) if days == 12 else None,
        ),
        notes=notes,
    )


DIARY = tuple(
    night_of(
        days,
        disturbed=days in (9, 30, 31),
        notes="kicked the lamp" if days in (9, 20) else None,
    )
    for days in range(60)
    if days not in (3, 4, 25)
)


def put(diary: Diary, entries: Sequence[Entry]) -> None:
    log = Log(format="coach-log", version=1, entries=tuple(entries))
    diary.merge(log, "the import of a diary")


@pytest.fixture
def kept(diary: Diary) -> Diary:
    put(diary, DIARY)
    return diary


async def open_history(pilot: Pilot[None]) -> NightsView:
    await pilot.press("h")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, History))
    view = pilot.app.screen.query_one(NightsView)
    await wait_until(pilot, lambda: view.snapshot is not None)
    await pilot.pause()
    return view


@pytest.mark.long
@pytest.mark.parametrize("size", some_of(SIZES, 3))
async def test_the_nights_stand_newest_first_with_gaps_as_gaps(
    kept: Diary,
    coach_app: CoachApp,
    size: tuple[int, int],
    screen_text: Shown,
    snapshot: SnapshotAssertion,
) -> None:
    async with coach_app.run_test(size=size) as pilot:
        await open_history(pilot)
        assert screen_text(coach_app) == snapshot
        lines = screen_text(coach_app).splitlines()
        assert all(len(line) <= size[0] for line in lines)


async def test_an_empty_history_says_which_key_to_press(
    coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await open_history(pilot)
        said = " ".join(screen_text(coach_app).split())
        assert "No night is answered yet." in said
        assert "Enter starts today's check-in" in said


async def test_one_night_is_one_row(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    put(diary, [night_of(0)])
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_history(pilot)
        assert view.nights.dates == (TODAY,)
        assert "› Sun 22 Nov" in screen_text(coach_app)
        for key in (
            "down",
            "up",
            "end",
            "home",
            "left",
            "right",
            "left_square_bracket",
            "right_square_bracket",
            "pagedown",
        ):
            await pilot.press(key)
        assert view.chosen == TODAY


async def test_keys_jump_by_day_week_month_and_disturbed_night(
    kept: Diary, coach_app: CoachApp
) -> None:
    walk = [
        ("down", 1),
        ("j", 2),
        ("k", 1),
        ("up", 0),
        ("up", 0),
        ("left", 7),
        ("left", 14),
        ("right", 7),
        ("home", 0),
        ("left_square_bracket", 31),
        ("right_square_bracket", 0),
        ("end", 59),
        ("home", 0),
        ("less_than_sign", 9),
        ("less_than_sign", 30),
        ("less_than_sign", 31),
        ("less_than_sign", 31),
        ("greater_than_sign", 30),
    ]
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_history(pilot)
        for key, lands in walk:
            await pilot.press(key)
            assert view.chosen == days_ago(lands), key


async def test_a_page_moves_by_what_is_on_screen_and_keeps_the_cursor_in_view(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_history(pilot)
        rows = view.nights.size.height
        await pilot.press("pagedown", "pagedown")
        assert view.chosen == days_ago(2 * (rows - 1))
        await pilot.pause()
        assert "› " in screen_text(coach_app)


async def test_a_date_can_be_gone_to_and_a_wrong_one_is_named(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_history(pilot)
        await pilot.press("G", *"31/2", "enter")
        await pilot.pause()
        assert "'31/2' is no date" in screen_text(coach_app)
        await pilot.press(*["backspace"] * 4, *"20/10", "enter")
        await wait_until(pilot, lambda: view.chosen == date(2026, 10, 20))


async def test_a_filter_keeps_the_nights_of_one_kind_and_escape_shows_all_again(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_history(pilot)
        await pilot.press("f", "down", "enter")
        await wait_until(pilot, lambda: view.only is Show.DISTURBED)
        await pilot.pause()
        assert view.nights.dates == (days_ago(9), days_ago(30), days_ago(31))
        assert "Only movement disturbed sleep: 3 days. Esc shows all." in screen_text(coach_app)
        await pilot.press("down", "right")
        assert view.chosen == days_ago(9)
        await pilot.press("escape")
        assert len(view.nights.dates) == 60
        assert view.chosen == days_ago(9)


async def test_a_filter_that_keeps_nothing_says_so(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_history(pilot)
        view.keep_only(Show.BREATHING)
        await pilot.pause()
        assert "No day fits. Esc shows all nights again." in screen_text(coach_app)
        await pilot.press("down", "less_than_sign", "left", "end")
        await pilot.press("enter")
        assert isinstance(coach_app.screen, History)


async def test_a_search_narrows_as_it_is_typed_and_enter_goes_to_the_rows(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_history(pilot)
        await pilot.press("slash", *"LAMP")
        assert view.nights.dates == (days_ago(9), days_ago(20))
        await pilot.press("enter", "down")
        assert view.chosen == days_ago(20)
        await wait_until(pilot, lambda: "kicked the lamp" in screen_text(coach_app))
        assert "notes with “LAMP”: 2 days." in screen_text(coach_app)
        await pilot.press("escape")
        assert len(view.nights.dates) == 60
        assert view.query_one(Input).value == ""
        assert not view.query_one(Input).display


@pytest.mark.long_only
async def test_notes_are_shown_as_they_are_and_steer_nothing(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    hostile = ["[/]", "[bold", "[/", "back\\", "[@click=app.quit]x[/]", "שלום", "\x1b[2J", "🙂"]
    put(diary, [night_of(0, notes="\n".join(hostile))])
    async with coach_app.run_test(size=(120, 40)) as pilot:
        view = await open_history(pilot)
        for part in hostile:
            view.search = part
            view.keep_only(Show.NOTED)
            await pilot.pause()
            shown = part.replace("\x1b", "\ufffd")
            assert f"notes with “{shown}”: 1 day." in screen_text(coach_app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, DayView))
        await pilot.press("end")
        await pilot.pause()
        # The note may stand in the right of two columns.
        rows = screen_text(coach_app).splitlines()
        lines = [part.strip(" ▁▂▃▄▅▆▇█") for row in rows for part in (row, row[58:])]
        for part in hostile:
            assert part.replace("\x1b", "\ufffd") in lines


async def test_the_line_below_the_rows_shows_a_note_as_it_is(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    put(diary, [replace(night_of(0, notes="[/] \x1b[2J"), night=None, movement=None)])
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await open_history(pilot)
        assert "Sun 22 Nov: note. [/] \ufffd[2J" in screen_text(coach_app)


async def test_a_change_is_shown_and_the_cursor_stays_on_its_night(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_history(pilot)
        await pilot.press("down", "down")
        kept.clear(days_ago(2))
        coach_app.diary_changed()
        await pilot.pause()
        assert view.chosen == days_ago(2)
        assert f"› Fri 20 Nov {'·' * 20}" in screen_text(coach_app)
        await pilot.press("u")
        await pilot.pause()
        assert f"› Fri 20 Nov {'·' * 20}" not in screen_text(coach_app)


async def test_a_click_chooses_and_a_second_one_opens(kept: Diary, coach_app: CoachApp) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_history(pilot)
        await pilot.click("#night-list", offset=(5, 2))
        assert view.chosen == days_ago(2)
        await pilot.click("#night-list", offset=(5, 2), times=2)
        await wait_until(pilot, lambda: isinstance(coach_app.screen, DayView))


@pytest.mark.long_only
async def test_a_resize_keeps_the_night_and_fits_the_columns(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(120, 40)) as pilot:
        view = await open_history(pilot)
        await pilot.press("less_than_sign")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert view.chosen == days_ago(9)
        assert "› Fri 13 Nov" in screen_text(coach_app)
        assert all(len(line) <= 60 for line in screen_text(coach_app).splitlines())
