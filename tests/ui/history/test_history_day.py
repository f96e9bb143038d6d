"""One day: everything in words; answering, clearing and taking back; days without answers."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.app import App
from textual.pilot import Pilot

from coach.core.diary.choices import DreamEnactment, SleepStarts
from coach.core.diary.records import CaffeineDrink, Day, Entry, Log, Movement, Night
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.checkin.screen import CheckIn
from coach.ui.history.day import DayView
from tests.conftest import some_of
from tests.ui.conftest import wait_until

TODAY = date(2026, 11, 22)
Shown = Callable[[App[None]], str]
FULL = Entry(
    date=TODAY,
    night=Night(
        in_bed_at="22:30",
        tried_to_sleep_at="23:15",
        sleep_latency_min=25,
        awakenings=2,
        awake_min=40,
        final_wake_at="06:20",
        out_of_bed_at="07:00",
        quality=3,
    ),
    movement=Movement(
        sleep_starts=SleepStarts.DISTURBING, dream_enactment=DreamEnactment.ACTED_OUT
    ),
    day=Day(stress=4, caffeine=(CaffeineDrink(at="08:10", mg=95, drink="coffee"),)),
    notes="kicked the lamp",
)


def put(diary: Diary, *entries: Entry) -> None:
    diary.merge(Log(format="coach-log", version=1, entries=entries), "an import")


async def open_day(pilot: Pilot[None], day: date) -> DayView:
    view = DayView(day)
    pilot.app.push_screen(view)
    await wait_until(pilot, lambda: pilot.app.screen is view)
    await pilot.pause()
    return view


@pytest.mark.long
@pytest.mark.parametrize("size", some_of([(80, 24), (60, 20)], 3))
async def test_a_day_is_said_in_plain_words(
    diary: Diary,
    coach_app: CoachApp,
    size: tuple[int, int],
    screen_text: Shown,
    snapshot: SnapshotAssertion,
) -> None:
    put(diary, FULL)
    async with coach_app.run_test(size=size) as pilot:
        await open_day(pilot, TODAY)
        assert screen_text(coach_app) == snapshot(name="top")
        await pilot.press("end")
        await pilot.pause()
        assert screen_text(coach_app) == snapshot(name="end")


async def test_a_day_not_answered_says_so_and_enter_answers_it(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    put(diary, FULL)
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, TODAY - timedelta(days=1))
        assert "This day was not answered." in screen_text(coach_app)
        assert "Enter answers it now." in screen_text(coach_app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))


async def test_a_day_to_come_cannot_be_answered(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_day(pilot, TODAY)
        await pilot.press("right", "enter")
        await pilot.pause()
        assert view.day == TODAY + timedelta(days=1)
        assert coach_app.screen is view
        assert "This day has not come yet." in screen_text(coach_app)


async def test_clearing_asks_once_and_can_be_taken_back(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    put(diary, FULL)
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_day(pilot, TODAY)
        await pilot.press("x")
        await wait_until(pilot, lambda: coach_app.screen is not view)
        assert "Clear everything you answered" in " ".join(screen_text(coach_app).split())
        await pilot.press("0")
        await wait_until(pilot, lambda: coach_app.screen is view)
        assert diary.entries() != ()
        await pilot.press("x")
        await wait_until(pilot, lambda: coach_app.screen is not view)
        await pilot.press("y")
        await wait_until(pilot, lambda: diary.entries() == ())
        await pilot.pause()
        assert "This day was not answered." in screen_text(coach_app)
        await pilot.press("u")
        await wait_until(pilot, lambda: "Take back clearing" in screen_text(coach_app))
        await pilot.press("y")
        await wait_until(pilot, lambda: diary.entries() != ())
        await pilot.pause()
        assert "kicked the lamp" not in screen_text(coach_app)
        assert "Went to bed                 22:30" in screen_text(coach_app)


async def test_there_is_nothing_to_clear_on_a_day_without_answers(
    diary: Diary, coach_app: CoachApp
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_day(pilot, TODAY)
        await pilot.press("x")
        await pilot.pause()
        assert coach_app.screen is view


async def test_recalled_and_measured_nights_are_named(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    late = Entry(
        date=TODAY,
        night=Night(
            tried_to_sleep_at="23:00",
            sleep_latency_min=900,
            awake_min=0,
            final_wake_at="06:00",
            measured=True,
        ),
        first_recorded_at=datetime(2026, 12, 1, tzinfo=UTC),
    )
    put(diary, late)
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, TODAY)
        said = " ".join(screen_text(coach_app).split())
        assert "Recalled: answered more than two days later." in said
        assert "A device's numbers stand below; no rule reads them." in said
        assert "The same night as a device tells it" in said


async def test_the_findings_a_day_took_part_in_are_named_with_their_day(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    dreamt = Movement(dream_enactment=DreamEnactment.ACTED_OUT)
    put(diary, *(Entry(date=TODAY - timedelta(days=n), movement=dreamt) for n in (2, 5, 9)))
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await open_day(pilot, TODAY - timedelta(days=9))
        said = " ".join(screen_text(coach_app).split())
        assert "What this day is counted in" in said
        assert "soon, seen on 22 November 2026:" in said
        await open_day(pilot, TODAY - timedelta(days=4))
        assert "counted in" not in screen_text(coach_app)


async def test_escape_goes_back_and_the_arrows_turn_to_the_days_beside(
    diary: Diary, coach_app: CoachApp
) -> None:
    put(diary, FULL)
    async with coach_app.run_test(size=(80, 24)) as pilot:
        view = await open_day(pilot, TODAY)
        await pilot.press("left", "left", "right")
        assert view.day == TODAY - timedelta(days=1)
        await pilot.press("escape")
        await wait_until(pilot, lambda: coach_app.screen is not view)
