"""History's other views: the year, the trends, what goes with what, and the way between."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.app import App
from textual.pilot import Pilot

from coach.core.diary.choices import SleepMovement
from coach.core.diary.records import Day, Entry, Log, Movement, Night
from coach.core.history.trends import Span
from coach.core.history.year import Shows
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.history.day import DayView
from coach.ui.history.links import LinksView
from coach.ui.history.nights import NightsView
from coach.ui.history.offering import week_is_due
from coach.ui.history.room import History
from coach.ui.history.trends import TrendsView
from coach.ui.history.view import HistoryView
from coach.ui.history.week import WeekView
from coach.ui.history.year import YearView
from tests.conftest import some_of
from tests.ui.conftest import settled, wait_until

TODAY = date(2026, 11, 22)
Shown = Callable[[App[None]], str]
SIZES = [(80, 24), (60, 20), (120, 40)]
ORDER = (NightsView, WeekView, YearView, TrendsView, LinksView)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def diary_of(days: int) -> tuple[Entry, ...]:
    """Calm nights after calm days, disturbed ones after hard days, and gaps."""
    r = random.Random(11)
    hard = [r.random() < 1 / 3 for _ in range(days + 1)]
    entries = []
    for back in range(days):
        if back % 13 == 5:
            continue
        woke = r.random() < (0.8 if hard[back + 1] else 0.1)
        entries.append(
            Entry(
                date=days_ago(back),
                night=Night(
                    tried_to_sleep_at="23:00",
                    sleep_latency_min=10 + back % 7,
                    awake_min=5,
                    final_wake_at="06:30",
                    quality=2 if woke else 4,
                ),
                movement=Movement(
                    sleep_movement=SleepMovement.WOKE_ME if woke else SleepMovement.NONE
                ),
                day=Day(stress=5 if hard[back] else 2, caffeine=()),
            )
        )
    return tuple(entries)


@pytest.fixture
def kept(diary: Diary) -> Diary:
    diary.merge(Log(format="coach-log", version=1, entries=diary_of(200)), "an import")
    return diary


async def open_view(pilot: Pilot[None], kind: type[HistoryView]) -> HistoryView:
    await pilot.press("h")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, History))
    for _ in range(ORDER.index(kind)):
        await pilot.press("v")
    view = pilot.app.screen.query_one(kind)
    await wait_until(pilot, lambda: view.snapshot is not None and view.has_class("-up"))
    await pilot.pause()
    return view


@pytest.mark.long
@pytest.mark.parametrize("kind", some_of(ORDER[1:], 3))
async def test_each_view_says_the_same_in_shapes_and_in_words(
    kept: Diary,
    coach_app: CoachApp,
    kind: type[HistoryView],
    screen_text: Shown,
    snapshot: SnapshotAssertion,
) -> None:
    async with coach_app.run_test(size=SIZES[0]) as pilot:
        await open_view(pilot, kind)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            shown = await settled(pilot)
            assert shown == snapshot(name=f"{size[0]}x{size[1]}")
            assert all(len(line) <= size[0] for line in shown.splitlines())


async def test_the_views_turn_in_both_ways_and_an_empty_diary_breaks_none(
    coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await open_view(pilot, NightsView)
        for key, kind in [
            *(("v", kind) for kind in (*ORDER[1:], NightsView)),
            ("V", LinksView),
        ]:
            await pilot.press(key)
            await pilot.pause()
            view = coach_app.screen.query_one(kind)
            assert view.has_class("-up")
            assert "No night is answered yet" in screen_text(coach_app)
            await pilot.press(
                "down", "left", "end", "less_than_sign", "left_square_bracket", "pageup"
            )
            assert view.chosen is None


async def test_the_year_opens_the_day_under_its_cursor_and_keeps_it_between_views(
    kept: Diary, coach_app: CoachApp
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        year = await open_view(pilot, YearView)
        walk = [
            ("up", 1),
            ("down", 0),
            ("down", 0),
            ("left", 7),
            ("right", 0),
            ("left_square_bracket", 31),
            ("end", 199),
            ("pageup", 0),
        ]
        for key, lands in walk:
            await pilot.press(key)
            assert year.chosen == days_ago(lands), key
        await pilot.press("left", "v", "V", "V", "V")
        assert coach_app.screen.query_one(NightsView).chosen == days_ago(7)
        await pilot.press("v", "v", "enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, DayView))
        assert isinstance(coach_app.screen, DayView)
        assert coach_app.screen.day == days_ago(7)


async def test_the_year_jumps_to_disturbed_nights_and_to_a_clicked_day(
    kept: Diary, coach_app: CoachApp
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        year = await open_view(pilot, YearView)
        disturbed = [
            entry.date
            for entry in reversed(kept.entries())
            if entry.movement and entry.movement.sleep_movement is SleepMovement.WOKE_ME
        ]
        await pilot.press("less_than_sign")
        first = next(day for day in disturbed if day < TODAY)
        assert year.chosen == first
        await pilot.press("less_than_sign", "greater_than_sign")
        assert year.chosen == first
        # Five columns of names, fifty weeks on, one line of months, Wednesday.
        await pilot.click("#year-map", offset=(5 + 50, 1 + 2))
        assert year.chosen == date(2026, 11, 4)


async def test_the_year_shows_what_is_chosen(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        year = await open_view(pilot, YearView)
        assert isinstance(year, YearView)
        await pilot.press("f", "down", "enter")
        await wait_until(pilot, lambda: year.shows is Shows.HOURS)
        await pilot.pause()
        assert "Hours asleep, " in screen_text(coach_app)
        assert "whole hours asleep" in screen_text(coach_app)
        year.choose(Shows.STRESS)
        await pilot.pause()
        high = sum(entry.day is not None and entry.day.stress == 5 for entry in kept.entries())
        said = f"Stress was high (4 or 5) on {high} of {len(kept.entries())} answered days."
        assert said in screen_text(coach_app)


@pytest.mark.long_only
async def test_the_trends_look_at_the_time_that_is_chosen_and_scroll(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        trends = await open_view(pilot, TrendsView)
        assert isinstance(trends, TrendsView)
        await pilot.press("f", "down", "enter")
        await wait_until(pilot, lambda: trends.span is Span.QUARTER)
        await pilot.pause()
        assert "The last 90 days" in screen_text(coach_app)
        assert "one column: 2 days" in screen_text(coach_app)
        await pilot.press("end")
        await pilot.pause()
        assert "Caffeine left at bedtime" in screen_text(coach_app)
        await pilot.press("home")
        await pilot.pause()
        assert "Hours asleep" in screen_text(coach_app)
        trends.choose(Span.ALL)
        await pilot.pause()
        assert "Everything" in screen_text(coach_app)


async def test_a_screen_that_is_not_put_together_yet_waits_for_its_turn(
    kept: Diary, coach_app: CoachApp
) -> None:
    async with coach_app.run_test(size=(80, 24)):
        room = History()
        room.show_time()
        room.diary_changed()
        DayView(TODAY).diary_changed()


@pytest.mark.long_only
async def test_a_search_from_another_view_goes_back_to_the_nights(
    kept: Diary, coach_app: CoachApp
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await open_view(pilot, TrendsView)
        await pilot.press("slash", "x")
        nights = coach_app.screen.query_one(NightsView)
        assert nights.has_class("-up")
        assert nights.search == "x"


async def test_the_week_stands_beside_the_four_before_and_turns_back(
    kept: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 40)) as pilot:
        await open_view(pilot, NightsView)
        assert week_is_due(coach_app)
        await open_view(pilot, WeekView)
        shown = screen_text(coach_app)
        assert "these seven" in shown and "the 28 before" in shown
        assert "By the day on which the night ended" in shown
        assert not week_is_due(coach_app), "it was looked at"
        await pilot.press("left")
        await pilot.pause()
        assert screen_text(coach_app) != shown
        await pilot.press("right", "right")
        await pilot.pause()
        assert screen_text(coach_app) == shown
        await pilot.resize_terminal(60, 40)
        await pilot.pause()
        assert "In the four weeks before" in screen_text(coach_app)


async def test_the_first_page_leads_to_the_week(kept: Diary, coach_app: CoachApp) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await coach_app.screen.run_action("week")
        await wait_until(
            pilot,
            lambda: any(week.has_class("-up") for week in coach_app.screen.query(WeekView)),
        )
