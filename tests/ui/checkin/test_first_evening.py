"""The first evening: a greeting, three questions, and the check-in at once."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace
from textual.app import App
from textual.pilot import Pilot

from coach.core.checkin.question import CheckinPage
from coach.core.diary.choices import (
    SleepStarts,
)
from coach.core.diary.records import CaffeineDrink, Day, Entry, Night, Profile
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.checkin.screen import CheckIn
from coach.ui.tonight.room import Tonight
from tests.conftest import some_of
from tests.evenings import CALM
from tests.ui.conftest import Clock, wait_until

TODAY = date(2026, 11, 22)
MOST_PRESSES = 40
# From Tonight to saved: who it is, a night with jolts, a day with two coffees.
PRESSES = (
    "enter 41 0 2300 = 20 enter 15 enter 0640 7 enter 3 1 0 + 2 2 3 1 0810 1 1500 enter enter"
)
Text = Callable[[App[None]], str]


async def press_all(pilot: Pilot[None], keys: str) -> int:
    """Press keys one by one; how many there were."""
    faces = {"=": "equals_sign", "+": "plus"}
    names = [
        faces.get(name, name)
        for part in keys.split()
        for name in ([part] if len(part) > 1 and not part[0].isdigit() else part)
    ]
    await pilot.press(*names)
    return len(names)


async def test_a_first_evening_with_jolts_and_two_coffees_is_saved_within_40_presses(
    coach_app: CoachApp, diary: Diary, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        pressed = await press_all(pilot, PRESSES)
        await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
        # What is common and harmless is said on the spot.
        await wait_until(pilot, lambda: "harmless" in screen_text(coach_app))
    assert pressed <= MOST_PRESSES
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.night == Night(
        tried_to_sleep_at="23:00",
        sleep_latency_min=20,
        awake_min=15,
        final_wake_at="06:40",
        out_of_bed_at="07:00",
        rested=3,
    )
    assert entry.movement == replace(
        CALM, sleep_starts=SleepStarts.UNDISTURBING, falling_feeling=False
    )
    assert entry.day == Day(
        stress=2,
        anxiety=2,
        fatigue=3,
        caffeine=(
            CaffeineDrink(at="08:10", mg=96, drink="coffee"),
            CaffeineDrink(at="15:00", mg=96, drink="coffee"),
        ),
    )
    profile = diary.profile()
    assert profile is not None
    assert (profile.age, profile.bed_partner, profile.bedtime) == (41, False, "23:00")


async def test_the_check_in_is_there_at_once_and_begins_with_who_it_is(
    coach_app: CoachApp, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
        await wait_until(pilot, lambda: "Welcome." in screen_text(coach_app))
        assert "How old are you?" in screen_text(coach_app)
        await pilot.press("enter", "enter", "enter")
        await wait_until(pilot, lambda: "try to sleep?" in screen_text(coach_app))


async def test_what_was_said_of_the_person_is_kept_before_the_day_is_saved(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"41", "0", *"2330")
        await wait_until(pilot, lambda: diary.profile() is not None)
        # No leaving: the terminal is gone.
    profile = diary.profile()
    assert profile is not None
    assert (profile.age, profile.bedtime, profile.drives) == (41, "23:30", None)


async def test_it_is_asked_only_once(coach_app: CoachApp, diary: Diary, clock: Clock) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter", "enter", "enter", "escape")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, Tonight))
    assert settings.load(diary.folder).welcomed
    assert diary.profile() is None
    again = CoachApp(diary, clock)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(again.screen, CheckIn))
        assert isinstance(again.screen, CheckIn)
        assert again.screen.state.page is CheckinPage.NIGHT


async def test_a_profile_that_is_there_already_is_not_asked_for(
    coach_app: CoachApp, diary: Diary
) -> None:
    diary.save_profile(Profile(age=41))
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
        assert isinstance(coach_app.screen, CheckIn)
        assert coach_app.screen.state.page is CheckinPage.NIGHT


async def test_who_sleeps_by_day_is_asked_for_the_sleep_that_has_been(
    coach_app: CoachApp, diary: Diary, clock: Clock, screen_text: Text
) -> None:
    clock.now = datetime.fromisoformat("2026-11-22T06:00:00+00:00")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter", "enter", *"0800")
        shown = "the sleep of Sat 21 Nov"
        await wait_until(pilot, lambda: shown in screen_text(coach_app))
        await pilot.press("equals_sign", "ctrl+s")
        await wait_until(pilot, lambda: diary.entry(date(2026, 11, 21)) is not None)
    entry = diary.entry(date(2026, 11, 21))
    assert entry is not None
    assert (entry.night, entry.day_starts_at) == (Night(tried_to_sleep_at="08:00"), "13:00")


async def test_one_question_about_the_person_is_asked_a_day(
    coach_app: CoachApp, diary: Diary, clock: Clock, screen_text: Text
) -> None:
    before = Entry(date=date(2026, 11, 21), night=Night(rested=3))
    diary.change(before.date, lambda _: before, "a day")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "pagedown", "pagedown", "2", "pagedown")
        await wait_until(pilot, lambda: "Do you drive" in screen_text(coach_app))
        await pilot.press("0", "enter")
        await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
        await pilot.press("enter", "enter", "pagedown", "pagedown", "3", "pagedown")
        await wait_until(pilot, lambda: "Enter saves it" in screen_text(coach_app))
        await pilot.press("escape")
    profile = diary.profile()
    assert profile is not None
    assert profile.drives is False
    clock.now += timedelta(days=1)
    again = CoachApp(diary, clock)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "pagedown", "pagedown", "2", "pagedown")
        await wait_until(pilot, lambda: "Has a doctor found" in screen_text(again))
        await pilot.press("x", "enter")
        await wait_until(pilot, lambda: diary.entry(TODAY + timedelta(days=1)) is not None)
    assert settings.load(diary.folder).about.never == ("conditions",)


@pytest.mark.long
@pytest.mark.parametrize("size", some_of([(60, 20), (80, 24)], 3))
async def test_under_sixteen_it_says_that_the_thresholds_are_for_adults(
    coach_app: CoachApp, screen_text: Text, size: tuple[int, int]
) -> None:
    async with coach_app.run_test(size=size) as pilot:
        await pilot.press("enter", *"14")
        await wait_until(
            pilot, lambda: "the thresholds here are made for adults" in screen_text(coach_app)
        )
        assert "a parent and a doctor." in " ".join(screen_text(coach_app).split())
