"""What is left at bedtime counts the days before, as far back as any of it can matter."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from textual.app import App

from coach.core.diary.records import CaffeineDrink, Day, Entry, Profile
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.drinks.screen import Drinks
from tests.ui.conftest import wait_until

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")


@pytest.mark.parametrize(("days_ago", "left"), [(1, 50), (3, 5)])
async def test_a_drink_is_followed_through_the_days(
    coach_app: CoachApp,
    diary: Diary,
    screen_text: Callable[[App[None]], str],
    days_ago: int,
    left: int,
) -> None:
    diary.save_profile(Profile(caffeine_half_life_h=16))
    day = TODAY - timedelta(days=days_ago)
    tablet = CaffeineDrink(at="15:30", mg=200)
    diary.change(day, lambda _: Entry(date=day, day=Day(caffeine=(tablet,))), "a drink")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        coach_app.push_screen(Drinks(TODAY))
        words = f"about {left} mg left at 23:00"
        await wait_until(pilot, lambda: words in screen_text(coach_app))


async def test_even_the_sixth_day_before_still_counts(
    coach_app: CoachApp, diary: Diary, screen_text: Callable[[App[None]], str]
) -> None:
    diary.save_profile(Profile(caffeine_half_life_h=16))
    day = TODAY - timedelta(days=6)
    # The most that can be noted, twice: after nine half-lives a five-hundredth of it is there.
    most = CaffeineDrink(at="23:00", mg=3000)
    diary.change(day, lambda _: Entry(date=day, day=Day(caffeine=(most, most))), "drinks")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        coach_app.push_screen(Drinks(TODAY))
        words = "No caffeine noted; about 10 mg left at 23:00"
        await wait_until(pilot, lambda: words in screen_text(coach_app))
