"""The first evening: a greeting, the profile asked once, and the first check-in."""

from collections.abc import Callable
from datetime import date

import pytest
from textual.app import App
from textual.pilot import Pilot

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    LegUrge,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import CaffeineDrink, Day, Movement, Night
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.checkin.profile import ProfileForm
from coach.ui.checkin.screen import CheckIn
from coach.ui.tonight.room import Tonight
from tests.ui.conftest import Clock, wait_until

TODAY = date(2026, 11, 22)
MOST_PRESSES = 45
# From Tonight to saved: start, skip the profile, and a night with a coffee by day.
PRESSES = (
    "enter escape 2310 20 enter 15 enter 0640 0700 3 1 1 1 1 4 1 2 2 3 "
    "1 0810 1 1500 enter enter"
)
Text = Callable[[App[None]], str]


async def press_all(pilot: Pilot[None], keys: str) -> int:
    """Press keys one by one; how many there were."""
    names = [
        name
        for part in keys.split()
        for name in ([part] if len(part) > 1 and not part[0].isdigit() else part)
    ]
    await pilot.press(*names)
    return len(names)


async def test_a_first_evening_with_the_profile_skipped_is_saved_within_45_presses(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        pressed = await press_all(pilot, PRESSES)
        await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
    assert pressed <= MOST_PRESSES
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.night == Night(
        tried_to_sleep_at="23:10",
        sleep_latency_min=20,
        awake_min=15,
        final_wake_at="06:40",
        out_of_bed_at="07:00",
        rested=3,
    )
    assert entry.movement == Movement(
        sleep_starts=SleepStarts.NONE,
        sleep_movement=SleepMovement.NONE,
        dream_enactment=DreamEnactment.NONE,
        leg_urge=LegUrge.NONE,
        breathing=Breathing.UNKNOWN,
        awake=AwakeMovement.NONE,
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
    assert diary.profile() is None


async def test_the_profile_comes_first_and_says_how_to_skip_it(
    coach_app: CoachApp, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ProfileForm))
        await wait_until(pilot, lambda: "Esc goes on to the check-in" in screen_text(coach_app))
        assert "How old are you?" in screen_text(coach_app)
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))


async def test_what_was_answered_before_skipping_the_rest_is_kept(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"41", "enter", *"2330", "escape")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
    profile = diary.profile()
    assert profile is not None
    assert (profile.age, profile.bedtime, profile.drives) == (41, "23:30", None)


async def test_moving_on_to_the_end_leads_to_the_check_in_as_well(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        for _ in range(20):
            if isinstance(coach_app.screen, ProfileForm):
                await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
    assert diary.profile() is None


async def test_it_is_asked_only_once(coach_app: CoachApp, diary: Diary, clock: Clock) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "escape", "escape")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, Tonight))
    assert settings.load(diary.folder).welcomed
    again = CoachApp(diary, clock)
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(again.screen, CheckIn))


async def test_a_profile_that_is_there_already_is_not_asked_for(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("full_stop", "2", *"41", "enter", "escape")
        await wait_until(pilot, lambda: diary.profile() is not None)
        await wait_until(pilot, lambda: isinstance(coach_app.screen, Tonight))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_under_sixteen_it_says_that_the_thresholds_are_for_adults(
    coach_app: CoachApp, screen_text: Text, size: tuple[int, int]
) -> None:
    async with coach_app.run_test(size=size) as pilot:
        await pilot.press("enter", *"14", "enter")
        await wait_until(
            pilot, lambda: "the thresholds here are made for adults" in screen_text(coach_app)
        )
        assert "a parent and a doctor." in " ".join(screen_text(coach_app).split())
