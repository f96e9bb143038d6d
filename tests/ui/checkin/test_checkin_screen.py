"""The check-in on the screen: keys pressed for real, what is saved, and what is not."""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion
from textual.app import App
from textual.pilot import Pilot

from coach.core.diary.choices import (
    SleepStarts,
)
from coach.core.diary.records import CaffeineDrink, Day, Entry, Night, Profile
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.disk.trouble import StoreError
from coach.store.settings import Settings
from coach.ui.app import CoachApp
from coach.ui.checkin.catch_up import CatchUp
from coach.ui.checkin.note import Note
from coach.ui.checkin.screen import CheckIn
from coach.ui.tonight.room import Tonight
from tests.conftest import some_of
from tests.evenings import CALM, COFFEE, USUAL_NIGHT, fill, without_stamps
from tests.ui.conftest import Clock, wait_until

TODAY = date(2026, 11, 22)
Text = Callable[[App[None]], str]


@pytest.fixture(autouse=True)
def _in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")


@pytest.fixture(autouse=True)
def _welcomed(diary: Diary) -> None:
    """The first evening, on which the profile is asked, has tests of its own."""
    settings.save(diary.folder, Settings(welcomed=True))


@pytest.fixture
def fortnight(diary: Diary) -> None:
    """Fourteen days of history, all alike."""
    day = Day(stress=2, caffeine=(COFFEE,))
    days = (TODAY - timedelta(days=back) for back in range(14, 0, -1))
    fill(diary, [Entry(date=date, night=USUAL_NIGHT, day=day) for date in days])


async def press_all(pilot: Pilot[None], keys: str) -> int:
    """Press keys one by one; how many there were."""
    names = {"=": "equals_sign", "+": "plus", "-": "minus"}
    pressed = 0
    for part in keys.split():
        for key in [part] if len(part) > 1 and not part[0].isdigit() else part:
            await pilot.press(names.get(key, key))
            pressed += 1
    return pressed


async def test_a_calm_evening_is_saved_within_13_presses(
    coach_app: CoachApp, diary: Diary, fortnight: None
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        pressed = await press_all(pilot, "enter = = = = = 4 + 2 2 3 = enter")
        await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
    assert pressed <= 13
    assert without_stamps(diary.entry(TODAY)) == Entry(
        date=TODAY,
        tz="Europe/London",
        night=USUAL_NIGHT,
        movement=CALM,
        day=Day(stress=2, anxiety=2, fatigue=3, caffeine=(COFFEE,)),
    )
    assert diary.draft(TODAY) is None


async def test_a_twitchy_evening_is_saved_within_34_presses(
    coach_app: CoachApp, diary: Diary, fortnight: None, screen_text: Text
) -> None:
    keys = "enter 0015 45 20 enter 0610 0655 3 2 1 + 4 3 3 1 = 1 1530 enter enter"
    async with coach_app.run_test(size=(80, 24)) as pilot:
        pressed = await press_all(pilot, keys)
        await wait_until(pilot, lambda: "Saved." in screen_text(coach_app))
    assert pressed <= 34
    assert without_stamps(diary.entry(TODAY)) == Entry(
        date=TODAY,
        tz="Europe/London",
        night=Night(
            tried_to_sleep_at="00:15",
            sleep_latency_min=45,
            awake_min=20,
            final_wake_at="06:10",
            out_of_bed_at="06:55",
            rested=3,
        ),
        movement=replace(CALM, sleep_starts=SleepStarts.DISTURBING, falling_feeling=True),
        day=Day(
            stress=4,
            anxiety=3,
            fatigue=3,
            caffeine=(COFFEE, CaffeineDrink(at="15:30", mg=95, drink="coffee")),
        ),
    )


@pytest.mark.long
@pytest.mark.parametrize("key", some_of(["tab", "enter"], 2))
async def test_moving_on_alone_stores_nothing_at_all(
    coach_app: CoachApp, diary: Diary, fortnight: None, key: str
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter")
        for _ in range(30):
            if not isinstance(coach_app.screen, CheckIn):
                break
            await pilot.press("enter" if coach_app.screen.state.at is None else key)
        assert not isinstance(coach_app.screen, CheckIn)
    assert diary.entry(TODAY) is None
    assert diary.draft(TODAY) is None


@pytest.mark.long_only
async def test_every_page_at_both_sizes(
    coach_app: CoachApp, fortnight: None, screen_text: Text, snapshot: SnapshotAssertion
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        pages = [
            "",
            "+ 2",
            "2 pageup pagedown up",
            "pagedown",
            "4 3 3 2",
            "1 0 ",
            "=",
            "1",
            "pageup pageup pageup 1 1 1 0 pagedown",
        ]
        for keys in pages:
            await press_all(pilot, keys)
            for size in ((80, 24), (60, 20)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                assert screen_text(coach_app) == snapshot(
                    name=f"after {keys.strip() or 'opening'} at {size[0]}x{size[1]}"
                )


async def test_past_midnight_it_says_whose_evening_it_is(
    coach_app: CoachApp, clock: Clock, screen_text: Text
) -> None:
    clock.now += timedelta(hours=3)
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        said = "It is past midnight. Until 04:00 this is still the evening of Sun 22 Nov."
        await wait_until(pilot, lambda: said in screen_text(coach_app))


async def test_a_closed_terminal_loses_no_answered_field(
    coach_app: CoachApp, diary: Diary, clock: Clock, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await press_all(pilot, "enter 2310 45")
        await wait_until(pilot, lambda: diary.draft(TODAY) is not None)
        # No leaving: the terminal is gone.
    draft = diary.draft(TODAY)
    assert draft is not None
    assert draft.entry.night == Night(tried_to_sleep_at="23:10", sleep_latency_min=45)
    assert diary.entry(TODAY) is None
    clock.now += timedelta(minutes=20)
    again = CoachApp(diary, clock)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Going on from 21:40" in screen_text(again))
        assert isinstance(again.screen, CheckIn)
        assert again.screen.state.at == "awake"


async def test_escape_leaves_and_says_that_it_is_kept(
    coach_app: CoachApp, diary: Diary, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        await press_all(pilot, "enter 2310 escape")
        await wait_until(pilot, lambda: "not saved yet" in screen_text(coach_app))
    assert diary.entry(TODAY) is None
    assert diary.draft(TODAY) is not None


async def test_a_drink_logged_from_the_shell_meanwhile_stays(
    coach_app: CoachApp, diary: Diary
) -> None:
    tea = CaffeineDrink(at="16:00", mg=48, drink="black tea")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await press_all(pilot, "enter 2310")
        diary.change(TODAY, lambda _: Entry(date=TODAY, day=Day(caffeine=(tea,))), "black tea")
        await press_all(pilot, "ctrl+s")
        await wait_until(pilot, lambda: diary.draft(TODAY) is None)
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.day == Day(caffeine=(tea,))
    assert entry.night == Night(tried_to_sleep_at="23:10")


async def test_a_saved_day_opens_filled_in_and_looking_at_it_changes_nothing(
    coach_app: CoachApp, diary: Diary, screen_text: Text
) -> None:
    entry = Entry(date=TODAY, night=USUAL_NIGHT, movement=CALM, notes="quiet")
    diary.change(TODAY, lambda _: entry, "a day")
    before = diary.entry(TODAY)
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await press_all(pilot, "enter pageup pageup")
        assert "23:10" in screen_text(coach_app)
        await press_all(pilot, "pagedown pagedown 9 enter enter enter enter")
        await wait_until(pilot, lambda: "quiet" in screen_text(coach_app))
        await press_all(pilot, "enter enter")
        await wait_until(pilot, lambda: not isinstance(coach_app.screen, CheckIn))
    assert diary.entry(TODAY) == before
    assert diary.draft(TODAY) is None


HOSTILE = [
    "[/]",
    "[bold",
    "[/",
    "a trailing \\",
    "[red]x[/red] [link=y]",
    "שלום עולם",
    "🛌🏽 slept",
    "x" * 10_240,
]


async def write_note(pilot: Pilot[None], screen: CheckIn, text: str) -> None:
    """Write a note in place of the one before, and move on."""
    screen.action_visit("notes")
    note = screen.query_one(Note)
    await wait_until(pilot, lambda: note.has_focus)
    note.clear()
    note.insert(text)
    await wait_until(pilot, lambda: screen.state.entry.notes == text)
    await pilot.press("enter")
    await wait_until(pilot, lambda: screen.state.at is None)


@pytest.mark.long
async def test_a_note_is_kept_and_shown_as_it_was_written(
    coach_app: CoachApp, diary: Diary, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        screen = coach_app.screen
        assert isinstance(screen, CheckIn)
        for text in some_of(HOSTILE, 3):
            await write_note(pilot, screen, text)
            # The writing is closed; the list shows how the note begins.
            screen.action_visit("caffeine")
            await pilot.pause()
            shown = unicodedata.normalize("NFC", text[:20])
            assert shown in unicodedata.normalize("NFC", screen_text(coach_app))
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.notes == some_of(HOSTILE, 3)[-1]


async def test_names_of_drinks_are_shown_as_they_were_written(
    coach_app: CoachApp, diary: Diary, screen_text: Text
) -> None:
    yesterday = TODAY - timedelta(days=1)
    cup = CaffeineDrink(at="08:00", mg=80, drink="[/]mate[bold \\")
    diary.change(
        yesterday, lambda _: Entry(date=yesterday, day=Day(caffeine=(cup,))), "a drink"
    )
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert isinstance(coach_app.screen, CheckIn)
        coach_app.screen.action_visit("caffeine")
        await wait_until(pilot, lambda: "1  [/]mate[bold \\, 80 mg" in screen_text(coach_app))
        await press_all(pilot, "1 0900")
        shown = "[/]mate[bold \\ 80 mg at 09:00"
        await wait_until(pilot, lambda: shown in screen_text(coach_app))


async def test_left_open_over_night_it_belongs_to_the_day_it_was_opened_for(
    coach_app: CoachApp, diary: Diary, clock: Clock, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await press_all(pilot, "enter 2310")
        clock.now = datetime.fromisoformat("2026-11-23T07:00:00+00:00")
        coach_app.look_around()
        await wait_until(pilot, lambda: "still the check-in of" in screen_text(coach_app))
        await press_all(pilot, "45 ctrl+s")
        await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "is waiting" in screen_text(coach_app))
    assert diary.entry(date(2026, 11, 23)) is None


async def test_what_cannot_be_saved_stays_a_draft_and_is_said(
    coach_app: CoachApp, diary: Diary, screen_text: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Entry:
        raise StoreError("The disk is full.")

    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        await press_all(pilot, "enter 2310")
        monkeypatch.setattr(diary, "save_check_in", full)
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: "The disk is full." in screen_text(coach_app))
        assert isinstance(coach_app.screen, CheckIn)
    assert diary.draft(TODAY) is not None


async def test_a_red_flag_says_what_it_means_at_once(
    coach_app: CoachApp, diary: Diary, screen_text: Text
) -> None:
    diary.save_profile(Profile(age=41))
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await press_all(pilot, "enter pagedown down down down down down 2 2 enter ctrl+s")
        await wait_until(pilot, lambda: "SEEK MEDICAL ASSISTANCE" in screen_text(coach_app))
        assert "Saved." in screen_text(coach_app)


async def test_a_missed_day_is_caught_up_from_tonight(
    coach_app: CoachApp, diary: Diary, fortnight: None, screen_text: Text
) -> None:
    diary.clear(TODAY - timedelta(days=2))
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await press_all(pilot, "full_stop 1")
        await wait_until(pilot, lambda: "Fri 20 Nov  cleared" in screen_text(coach_app))
        await press_all(pilot, "down down enter")
        await wait_until(pilot, lambda: "check-in of Fri 20 Nov" in screen_text(coach_app))
        await press_all(pilot, "2310 ctrl+s enter")
        await wait_until(pilot, lambda: "Fri 20 Nov  only last night" in screen_text(coach_app))
        await press_all(pilot, "x y")
        await wait_until(pilot, lambda: "Fri 20 Nov  cleared" in screen_text(coach_app))
        await press_all(pilot, "u")
        await wait_until(pilot, lambda: "Fri 20 Nov  only last night" in screen_text(coach_app))


async def test_back_after_nine_days_one_screen_says_so_and_leaves_them_for_good(
    coach_app: CoachApp, diary: Diary, clock: Clock, screen_text: Text
) -> None:
    before = Entry(date=TODAY - timedelta(days=10), night=USUAL_NIGHT)
    diary.change(before.date, lambda _: before, "a day")
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CatchUp))
        missing = "Not answered: 9 days, 13 to 21 November."
        await wait_until(pilot, lambda: missing in screen_text(coach_app))
        # The first line is today's, which is one more Enter away.
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
        await pilot.press("escape", "0")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, Tonight))
        assert "Missed" not in screen_text(coach_app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
    assert diary.entry(TODAY - timedelta(days=3)) is None
    assert settings.load(diary.folder).left_until == TODAY - timedelta(days=1)
