"""Signs: what was counted, opened down to the night, and what a visit leaves behind."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from textual.app import App

from coach.cli.demo import demo_log
from coach.core.diary.choices import SleepStarts
from coach.core.diary.records import Entry, Movement
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.history.day import DayView
from coach.ui.signs.finding import FindingView
from tests.evenings import fill
from tests.ui.conftest import wait_until

TODAY = date(2026, 11, 22)
Shown = Callable[[App[None]], str]


@pytest.fixture
def building_up(diary: Diary, clock: Callable[[], datetime]) -> Diary:
    """The demo's 120 days, at the end of which a banner is up."""
    diary.merge(demo_log(clock()), "the invented days")
    return diary


async def test_a_finding_opens_to_its_nights_and_a_night_to_its_day(
    building_up: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 40)) as pilot:
        await pilot.press("s")
        await wait_until(
            pilot, lambda: "› Movement that disturbs sleep" in screen_text(coach_app)
        )
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, FindingView))
        await wait_until(pilot, lambda: "Counted" in screen_text(coach_app))
        text = screen_text(coach_app)
        for named in ("Goes", "Source", "Nights and days it is made of"):
            assert named in text
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, DayView))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, FindingView))


async def test_a_visit_is_noted_and_stands_in_the_ledger_until_undone(
    building_up: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    before = building_up.visits()
    async with coach_app.run_test(size=(80, 40)) as pilot:
        await pilot.press("s", "D")
        await wait_until(pilot, lambda: "I have spoken to a doctor" in screen_text(coach_app))
        await pilot.press("enter", *"iron[/]", "enter")
        await wait_until(pilot, lambda: len(building_up.visits()) == len(before) + 1)
        assert "iron[/]" in [visit.note for visit in building_up.visits()]
        await wait_until(pilot, lambda: "iron[/]" in screen_text(coach_app))
        await pilot.press("u")
        await wait_until(pilot, lambda: building_up.visits() == before)


async def test_sleep_starts_that_bother_nobody_are_met_with_calm_words_and_no_count(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    calm = Movement(sleep_starts=SleepStarts.UNDISTURBING)
    days = (TODAY - timedelta(days=back) for back in range(10))
    fill(diary, [Entry(date=day, movement=calm) for day in days])
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await wait_until(pilot, lambda: "harmless" in screen_text(coach_app))
        text = screen_text(coach_app)
        assert "SEEK MEDICAL" not in text
        assert "10 of" not in text.partition("Good to know")[0]


async def test_an_empty_diary_says_which_key_to_press(
    coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("s")
        await wait_until(pilot, lambda: "Enter on Tonight" in screen_text(coach_app))
