"""The experiment on the screen: begun from a tip, told of each evening, stopped, opened."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from coach.core.diary.choices import Block, EventKind, Outcome, SleepStarts, StoppedBy
from coach.core.diary.records import Day, Entry, Event, Log, Movement, Profile
from coach.store.diary.diary import Diary
from coach.store.tips import trying
from coach.ui.app import CoachApp
from tests.core.tips.experiments.lives import ORDER, experiment
from tests.evenings import CALM, fill
from tests.ui.conftest import EVENING, Clock, text_of, wait_until

TODAY = EVENING.date()
DAY = timedelta(days=1)
BREATHING = "breathing-four-in-six-out"


@pytest.fixture(autouse=True)
def _drawn_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn(_: object) -> tuple[Block, ...]:
        return ORDER

    monkeypatch.setattr(trying, "drawn", drawn)


@asynccontextmanager
async def opened(
    app: CoachApp, tip: str | None = BREATHING, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.open_experiment(tip)
        await pilot.pause()
        yield pilot


def told(app: CoachApp) -> str:
    """What the screen shows, its lines as one."""
    return " ".join(text_of(app).replace("▌", " ").split())


async def test_it_is_begun_changed_and_stopped_from_the_page_of_a_tip(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with opened(coach_app) as pilot:
        assert "Breathe in for four counts" in told(coach_app)
        assert "You may stop at any time." in told(coach_app)
        assert "no page shows it before the end" in told(coach_app)
        await pilot.press("x")
        await pilot.press("f", "down", "enter")
        await pilot.pause()
        assert "how rested you are" in told(coach_app)
        await pilot.press("enter")
        await pilot.pause()
        (kept,) = diary.experiments()
        assert (kept.tip, kept.outcome, kept.from_) == (BREATHING, Outcome.RESTED, TODAY)
        shown = told(coach_app)
        assert "Tonight with, evening 1 of 30." in shown
        assert "The result is closed until the last night." in shown
        assert "Enter start" not in shown
        await pilot.press("enter", "x", "0")
        await pilot.pause()
        assert diary.experiments()[0].stopped_on is None
        await pilot.press("x", "y")
        await pilot.pause()
        assert diary.experiments()[0].stopped_on == TODAY
        assert "You stopped it on 22 November 2026." in told(coach_app)
        await pilot.press("u")
        await pilot.pause()
        assert "Tonight with, evening 1 of 30." in told(coach_app)
        await pilot.press("x", "y")
        await pilot.pause()
        # On the page of a result Enter shows how one begins, and only then begins one.
        await pilot.press("enter")
        await pilot.pause()
        assert "You may stop at any time." in told(coach_app)
        assert len(diary.experiments()) == 1
        await pilot.press("enter")
        await pilot.pause()
        assert len(diary.experiments()) == 2


async def test_a_refusal_says_why_and_enter_begins_nothing(
    coach_app: CoachApp, diary: Diary
) -> None:
    diary.save_profile(Profile(age=14))
    async with opened(coach_app) as pilot:
        assert "Experiments are for people of 16 and over." in told(coach_app)
        await pilot.press("enter", "f")
        await pilot.pause()
        assert diary.experiments() == ()


async def test_tips_and_tonight_and_the_closing_card_say_what_tonight_is(
    coach_app: CoachApp, diary: Diary, clock: Clock
) -> None:
    fill(diary, [Entry(date=TODAY, movement=CALM)])
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "slash", *"four")
        await pilot.press("enter", "E")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape", "escape")
        await pilot.pause()
        (kept,) = diary.experiments()
        assert "Trying tonight with, evening 1 of 30" in told(coach_app)
        await pilot.press("t")
        await pilot.pause()
        row = f"Trying tonight with, evening 1 of 30: {kept.tip.replace('-', ' ')}"
        await wait_until(pilot, lambda: row in told(coach_app))
        coach_app.open_closing(TODAY, coach_app.standing())
        await pilot.pause()
        assert "Experiment. Tonight with, evening 1 of 30. The tip:" in told(coach_app)


def lived(diary: Diary, clock: Clock) -> None:
    """Thirty evenings, all answered: without it one night in three is disturbed."""
    diary.start_experiment(experiment(TODAY))
    bad = Movement(sleep_starts=SleepStarts.DISTURBING)
    entries = tuple(
        Entry(
            date=TODAY + (place + 1) * DAY,
            movement=bad if place % 6 == 4 else CALM,
            day=Day(stress=2),
        )
        for place in range(30)
    )
    diary.merge(Log(format="coach-log", version=1, entries=entries), "thirty evenings")
    clock.now = EVENING + 30 * DAY


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_result_has_two_bars_two_figures_and_what_it_is_worth(
    coach_app: CoachApp, diary: Diary, clock: Clock, size: tuple[int, int]
) -> None:
    lived(diary, clock)
    async with opened(coach_app, None, size) as pilot:
        text = text_of(coach_app)
        assert "░" * (20 if size[0] == 80 else 10) in text
        assert "with " in text
        shown = told(coach_app)
        assert "0 of 15 nights disturbed, 0 %" in shown
        assert "5 of 15 nights disturbed, 33 %" in shown
        assert "Your nights were calmer with it" in shown
        await pilot.press("pagedown")
        await pilot.pause()
        assert "One experiment on one person" in told(coach_app)
        await pilot.press("escape", "t")
        await pilot.pause()
        assert "is over; its result is open" in told(coach_app)


async def test_a_banner_that_rose_is_noted_as_what_stopped_it(
    coach_app: CoachApp, diary: Diary, clock: Clock
) -> None:
    diary.start_experiment(experiment(TODAY))
    jerk = Entry(
        date=TODAY,
        movement=Movement(sleep_starts=SleepStarts.DISTURBING),
        events=(Event(at="15:20", kind=EventKind.JERK),),
    )
    fill(diary, [jerk])
    clock.now = EVENING + DAY
    async with opened(coach_app, None):
        assert "It was stopped on 22 November 2026, for a banner came up." in told(coach_app)
    (noted,) = diary.experiments()
    assert (noted.stopped_on, noted.stopped_by) == (TODAY, StoppedBy.BANNER)


async def test_goes_with_leaves_its_nights_out_and_says_so(
    coach_app: CoachApp, diary: Diary, clock: Clock
) -> None:
    lived(diary, clock)
    clock.now = EVENING + 29 * DAY
    async with coach_app.run_test(size=(100, 40)) as pilot:
        await pilot.press("h", "v", "v", "v", "v")
        await pilot.pause()
        shown = told(coach_app)
        assert "The nights of your experiment are left out until it is over." in shown
        assert "there are 0 with it and 0 without" in shown
        clock.now = EVENING + 31 * DAY
        coach_app.diary_changed()
        await pilot.pause()
        assert "left out until it is over" not in told(coach_app)
