"""Whole evenings on the screen, from Tonight to the closing card, every field compared."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from textual.app import App

from coach.core.diary.records import Day, Entry
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.tonight.closing import ClosingCard
from tests.evenings import CALM, COFFEE, USUAL_NIGHT, fill, without_stamps
from tests.ui.conftest import wait_until

TODAY = date(2026, 11, 22)
ORDINARY = 8
Text = Callable[[App[None]], str]


@pytest.fixture(autouse=True)
def _in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")


async def test_an_ordinary_evening_takes_8_presses_to_the_closing_card(
    coach_app: CoachApp, diary: Diary
) -> None:
    day = Day(stress=2, caffeine=(COFFEE,))
    days = (TODAY - timedelta(days=back) for back in range(14, 0, -1))
    fill(diary, [Entry(date=date, night=USUAL_NIGHT, day=day) for date in days])
    keys = ["equals_sign", "4", "0", "2", "2", "3", "equals_sign", "enter"]
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ClosingCard))
    assert len(keys) <= ORDINARY
    assert without_stamps(diary.entry(TODAY)) == Entry(
        date=TODAY,
        tz="Europe/London",
        night=USUAL_NIGHT,
        movement=CALM,
        day=Day(stress=2, anxiety=2, fatigue=3, caffeine=(COFFEE,)),
    )
