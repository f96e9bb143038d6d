"""Tonight: what waits, how it stands, and the banner by its stage."""

import random
from collections.abc import Callable
from datetime import timedelta

from textual.app import App

from coach.core.diary.choices import AwakeMovement, Sign, SleepMovement
from coach.core.diary.records import Day, Entry, Log, Movement, Night
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.checkin.screen import CheckIn
from tests.ui.conftest import EVENING, wait_until

Shown = Callable[[App[None]], str]
TODAY = EVENING.date()
NIGHT = Night(
    tried_to_sleep_at="23:10",
    sleep_latency_min=15,
    awake_min=10,
    final_wake_at="06:40",
    out_of_bed_at="06:50",
)


def stressed(diary: Diary) -> None:
    """A quarter of a year in which stress and disturbed nights go together."""
    rng, entries, had = random.Random(3), list[Entry](), False
    for back in range(90, 0, -1):
        bad = rng.random() < (0.7 if had else 0.05)
        had = rng.random() < 0.4
        asleep = SleepMovement.WOKE_ME if bad else SleepMovement.NONE
        entries.append(
            Entry(
                date=TODAY - timedelta(days=back),
                night=NIGHT,
                movement=Movement(sleep_movement=asleep),
                day=Day(stress=5 if had else 2),
            )
        )
    log = Log(format="coach-log", version=1, entries=tuple(entries))
    diary.merge(log, "a quarter of a year")


async def test_it_says_what_goes_with_the_nights_and_answers_an_ordinary_one(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    stressed(diary)
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await wait_until(
            pilot, lambda: "Goes with  after stressful days" in screen_text(coach_app)
        )
        assert "The night Sat 21 → Sun 22 Nov is waiting." in screen_text(coach_app)
        await pilot.press("equals_sign")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
        await wait_until(pilot, lambda: "How rested" in screen_text(coach_app))
        assert "23:10" in screen_text(coach_app)
        await pilot.press("escape", "equals_sign")
        assert not isinstance(coach_app.screen, CheckIn), "it is begun, and goes on by Enter"


async def test_an_emergency_stands_in_full_at_every_size_and_does_not_fold(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    signs = (Sign.SUDDEN_FACE_ARM_SPEECH_CHANGE,)
    movement = Movement(awake=AwakeMovement.JERK, signs=signs)
    diary.change(TODAY, lambda _: Entry(date=TODAY, movement=movement), "x")
    async with coach_app.run_test(size=(60, 20)) as pilot:
        for size in ((60, 20), (80, 24)):
            await pilot.resize_terminal(*size)
            for _ in range(2):
                shown = " ".join(screen_text(coach_app).replace("┃", "").split())
                assert "Call your local emergency number now." in shown
                assert "This is not a diagnosis." in shown
                await pilot.press("z")


async def test_folded_at_now_it_keeps_two_lines(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    movement = Movement(awake=AwakeMovement.JERK, signs=(Sign.WEAKNESS,))
    diary.change(TODAY, lambda _: Entry(date=TODAY, movement=movement), "x")
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "now" in screen_text(coach_app).splitlines()[1])
        before = screen_text(coach_app).count("┃")
        await pilot.press("z")
        await wait_until(pilot, lambda: screen_text(coach_app).count("┃") < before)
        assert screen_text(coach_app).count("┃") >= 2
