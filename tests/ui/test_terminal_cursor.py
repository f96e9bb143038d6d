"""The terminal's own cursor stands where the mark or the typing is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from textual.app import App
from textual.widgets import Input

from coach.core.diary.records import Entry, Night
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.history.night_list import NightList
from coach.ui.history.year import DayMap
from tests.evenings import fill
from tests.ui.conftest import EVENING, wait_until

Shown = Callable[[App[None]], str]
TODAY = EVENING.date()


def under(app: CoachApp, shown: Shown) -> str:
    """What stands from the cursor on."""
    x, y = app.cursor_position
    return shown(app).splitlines()[y][x:]


async def test_it_goes_with_the_mark_of_lists_and_nights_and_with_typing(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    days = (TODAY - timedelta(days=back) for back in range(4))
    fill(diary, [Entry(date=day, night=Night(rested=3)) for day in days])
    async with coach_app.run_test(size=(80, 24)) as pilot:

        async def stands_on(words: str) -> None:
            await wait_until(pilot, lambda: under(coach_app, screen_text).startswith(words))

        await pilot.press("full_stop")
        await stands_on("› 1")
        await pilot.press("down", "down")
        await stands_on("› 3")
        await pilot.press("escape", "h")
        await stands_on("› Sun 22 Nov")
        await pilot.press("down")
        await stands_on("› Sat 21 Nov")
        await pilot.press("t", "enter", "2")
        await stands_on("▁")


@pytest.fixture
def _nothing_is_sent() -> None:
    """Some of it is placed as lines are drawn, so here they are."""


async def test_it_stands_in_every_field_and_on_the_day_of_the_year(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    days = (TODAY - timedelta(days=back) for back in range(4))
    fill(diary, [Entry(date=day, night=Night(rested=3)) for day in days])
    async with coach_app.run_test(size=(80, 24)) as pilot:

        async def stands_in_the_field() -> None:
            await wait_until(
                pilot,
                lambda: (
                    isinstance(coach_app.focused, Input)
                    and coach_app.cursor_position == coach_app.focused.cursor_screen_offset
                    and coach_app.focused.region.contains_point(coach_app.cursor_position)
                ),
            )

        await pilot.press("h", "slash")
        await stands_in_the_field()
        # The rows below are drawn anew, with the mark on one of them.
        rows = coach_app.screen.query_one(NightList)
        drawn: list[bool] = []
        rows.refresh()
        rows.call_after_refresh(drawn.append, True)
        await wait_until(pilot, lambda: bool(drawn))
        await stands_in_the_field()
        await pilot.press("escape", "G")
        await stands_in_the_field()
        await pilot.press("escape", "full_stop", "3")
        await stands_in_the_field()
        await pilot.press("escape", "ctrl+p")
        await stands_in_the_field()
        await pilot.press("escape", "escape", "v", "v")
        await wait_until(pilot, lambda: bool(coach_app.screen.query(DayMap)))
        day_map = coach_app.screen.query_one(DayMap)

        def place() -> tuple[int, int]:
            x, y = coach_app.cursor_position - day_map.content_region.offset
            return x, y

        await wait_until(pilot, lambda: place() == (57, 7))
        await pilot.press("up")
        await wait_until(pilot, lambda: place() == (57, 6))
