"""Whole evenings on the screen, from Tonight to the closing card, every field compared."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from textual.app import App

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    LegUrge,
    SleepMovement,
    SleepStarts,
    Witness,
)
from coach.core.diary.records import CaffeineDrink, Day, Entry, Movement, Night
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.tonight.closing import ClosingCard
from tests.ui.conftest import wait_until

TODAY = date(2026, 11, 22)
ORDINARY = 8
Text = Callable[[App[None]], str]

NIGHT = Night(
    tried_to_sleep_at="23:10",
    sleep_latency_min=15,
    awake_min=10,
    final_wake_at="06:40",
    out_of_bed_at="07:00",
    rested=4,
)
CALM = Movement(
    sleep_starts=SleepStarts.NONE,
    sleep_movement=SleepMovement.NONE,
    witness=Witness.SELF,
    dream_enactment=DreamEnactment.NONE,
    leg_urge=LegUrge.NONE,
    breathing=Breathing.UNKNOWN,
    awake=AwakeMovement.NONE,
)
COFFEE = CaffeineDrink(at="08:10", mg=95, drink="coffee")


@pytest.fixture(autouse=True)
def _in_london(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")


async def test_an_ordinary_evening_takes_8_presses_to_the_closing_card(
    coach_app: CoachApp, diary: Diary
) -> None:
    before = Entry(date=TODAY, night=NIGHT, day=Day(stress=2, caffeine=(COFFEE,)))
    for back in range(14, 0, -1):
        day = TODAY - timedelta(days=back)
        diary.change(day, lambda _, day=day: replace(before, date=day), "a day")  # type: ignore[misc]
    keys = ["equals_sign", "4", "0", "2", "2", "3", "equals_sign", "enter"]
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ClosingCard))
    assert len(keys) <= ORDINARY
    entry = diary.entry(TODAY)
    assert entry is not None
    assert replace(entry, recorded_at=None, first_recorded_at=None) == Entry(
        date=TODAY,
        tz="Europe/London",
        night=NIGHT,
        movement=CALM,
        day=Day(stress=2, anxiety=2, fatigue=3, caffeine=(COFFEE,)),
    )
