"""Logging a drink: two keys from the usual ones, and changing or taking out what was noted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from textual.app import App
from textual.pilot import Pilot

from coach.core.diary.records import AlcoholDrink, CaffeineDrink, Day, Entry, Night
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.checkin.screen import CheckIn
from coach.ui.drinks.screen import Drinks
from tests.ui.conftest import wait_until

TODAY = date(2026, 11, 22)
Text = Callable[[App[None]], str]


@pytest.fixture(autouse=True)
def _in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")


@pytest.fixture
def mate_drinker(diary: Diary) -> None:
    """Somebody whose usual drink is mate."""
    day = TODAY - timedelta(days=3)
    cup = CaffeineDrink(at="15:00", mg=80, drink="club mate")
    diary.change(day, lambda _: Entry(date=day, day=Day(caffeine=(cup,))), "a drink")


def drinks(diary: Diary, day: date = TODAY) -> Day | None:
    """What is noted."""
    entry = diary.entry(day)
    return entry.day if entry else None


async def type_line(pilot: Pilot[None], text: str) -> None:
    """Replace what stands in the line and press Enter."""
    for sign in text:
        await pilot.press("space" if sign == " " else sign)
    await pilot.press("enter")


async def test_two_keys_log_the_usual_drink_now(
    coach_app: CoachApp, diary: Diary, mate_drinker: None, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.press("c", "1")
        await wait_until(pilot, lambda: "21:40  club mate, 80 mg" in screen_text(coach_app))
        assert "80 mg of caffeine; about 65 mg left at 23:00" in screen_text(coach_app)
    assert drinks(diary) == Day(caffeine=(CaffeineDrink(at="21:40", mg=80, drink="club mate"),))
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.tz == "Europe/London"
    assert entry.first_recorded_at is None


async def test_time_and_amount_are_changed_and_undone(
    coach_app: CoachApp, diary: Diary, mate_drinker: None, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "1", "enter")
        await type_line(pilot, "3.30pm")
        await wait_until(pilot, lambda: "how many milligrams" in screen_text(coach_app))
        await type_line(pilot, "x")
        await wait_until(pilot, lambda: "'x' is not a number" in screen_text(coach_app))
        await pilot.press("backspace")
        await type_line(pilot, "120")
        await wait_until(pilot, lambda: "club mate, 120 mg" in screen_text(coach_app))
        assert drinks(diary) == Day(
            caffeine=(CaffeineDrink(at="15:30", mg=120, drink="club mate"),)
        )
        await pilot.press("x")
        await wait_until(pilot, lambda: "Nothing noted." in screen_text(coach_app))
        assert drinks(diary) is None
        await pilot.press("u")
        await wait_until(pilot, lambda: "club mate, 120 mg" in screen_text(coach_app))


async def test_another_drink_has_a_name_and_milligrams(
    coach_app: CoachApp, diary: Diary, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "o")
        await type_line(pilot, "[/]tea[bold \\")
        await wait_until(pilot, lambda: "[/]tea[bold \\: how many" in screen_text(coach_app))
        await type_line(pilot, "40")
        await wait_until(
            pilot, lambda: "21:40  [/]tea[bold \\, 40 mg" in screen_text(coach_app)
        )
        await pilot.press("9")
        await wait_until(pilot, lambda: "1 alcoholic drink" in screen_text(coach_app))
        await pilot.press("enter")
        await type_line(pilot, "21:40")
        await wait_until(pilot, lambda: "standard drinks?" in screen_text(coach_app))
        await type_line(pilot, "2")
        await wait_until(pilot, lambda: "2 alcoholic drinks" in screen_text(coach_app))
    assert drinks(diary) == Day(
        caffeine=(CaffeineDrink(at="21:40", mg=40, drink="[/]tea[bold \\"),),
        alcohol=(AlcoholDrink(at="21:40", drinks=2),),
    )


async def test_from_the_check_in_and_back_the_drink_stands_in_it(
    coach_app: CoachApp, diary: Diary, mate_drinker: None, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *"2310")
        assert isinstance(coach_app.screen, CheckIn)
        coach_app.screen.action_visit("caffeine")
        await pilot.press("c")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, Drinks))
        await pilot.press("1", "escape")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
        await wait_until(pilot, lambda: "club mate 80 mg at 21:40" in screen_text(coach_app))
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: diary.draft(TODAY) is None)
    entry = diary.entry(TODAY)
    assert entry is not None
    assert entry.night == Night(tried_to_sleep_at="23:10")
    assert drinks(diary) == Day(caffeine=(CaffeineDrink(at="21:40", mg=80, drink="club mate"),))


async def test_on_a_past_day_the_time_is_asked(
    coach_app: CoachApp, diary: Diary, mate_drinker: None, screen_text: Text
) -> None:
    yesterday = TODAY - timedelta(days=1)
    async with coach_app.run_test(size=(80, 24)) as pilot:
        coach_app.push_screen(Drinks(yesterday))
        await wait_until(pilot, lambda: "Drinks of Sat 21 Nov" in screen_text(coach_app))
        await pilot.press("1")
        await wait_until(pilot, lambda: "club mate: when?" in screen_text(coach_app))
        await type_line(pilot, "0900")
        await wait_until(pilot, lambda: "09:00  club mate" in screen_text(coach_app))
    assert drinks(diary) is None
    assert drinks(diary, yesterday) == Day(
        caffeine=(CaffeineDrink(at="09:00", mg=80, drink="club mate"),)
    )


async def test_wine_by_its_name_is_alcohol(coach_app: CoachApp, diary: Diary) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "o")
        await type_line(pilot, "Wine")
        await wait_until(pilot, lambda: drinks(diary) is not None)
    assert drinks(diary) == Day(alcohol=(AlcoholDrink(at="21:40", drinks=1),))


async def test_several_are_logged_with_their_times_in_one_line_and_taken_back_as_one(
    coach_app: CoachApp, diary: Diary, screen_text: Text
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "o", *"coffee", "space", *"at", "space", *"8", "space", *"10")
        await pilot.press("enter")
        await wait_until(
            pilot, lambda: "Noted: coffee at 08:00, 10:00" in screen_text(coach_app)
        )
        entry = diary.entry(TODAY)
        assert entry is not None
        assert entry.day is not None
        assert entry.day.caffeine is not None
        assert [drink.at for drink in entry.day.caffeine] == ["08:00", "10:00"]
