"""What the screens look like at each size: whole words, whole footers, nothing off the edge.

The check-in, the profile, the history, a day, the wind-downs and the plain pages are
captured beside their own tests.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from coach.cli.demo import demo_log
from coach.core.records import (
    AwakeMovement,
    CaffeineDrink,
    Day,
    DreamEnactment,
    Entry,
    Movement,
    Night,
    Sign,
    SleepStarts,
)
from coach.store.diary import Diary
from coach.store.durable import DiaryUnreadable
from coach.ui.app import CoachApp
from coach.ui.keys import KEYS
from coach.ui.rescue import Rescue
from tests.ui.conftest import Clock, text_of

TODAY = date(2026, 11, 22)
SIZES = ((60, 20), (80, 24), (120, 40))
FOOTERS = {f"{key.face} {key.label}" for key in KEYS}
Shown = Callable[[App[None]], str]


class Camera:
    """Leads a program from screen to screen and captures each at every size."""

    def __init__(self, pilot: Pilot[None], shown: Shown, snapshot: SnapshotAssertion) -> None:
        self.pilot, self.shown, self.snapshot = pilot, shown, snapshot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settled()

    async def settled(self) -> str:
        """The screen's text once it no longer changes."""
        before = ""
        for _ in range(200):
            await self.pilot.pause()
            text = self.shown(self.pilot.app)
            if text == before:
                return text
            before = text
        raise AssertionError("the screen never came to rest")

    async def capture(self, name: str, *, footer: bool = True) -> None:
        for size in SIZES:
            await self.pilot.resize_terminal(*size)
            text = await self.settled()
            lines = text.splitlines()
            assert len(lines) == size[1]
            assert all(cell_len(line) <= size[0] for line in lines), name
            if footer:
                parts = {part for part in lines[-1].strip().split("   ") if part}
                assert parts <= FOOTERS, f"a cut footer on {name}: {lines[-1]!r}"
            assert text == self.snapshot(name=f"{name} at {size[0]}x{size[1]}")


@pytest.fixture
def building_up(diary: Diary, clock: Clock) -> Diary:
    """The demo's 120 days, at the end of which a banner is up."""
    diary.merge(demo_log(clock()), "the invented days")
    return diary


async def test_an_empty_diary(
    coach_app: CoachApp, screen_text: Shown, snapshot: SnapshotAssertion
) -> None:
    async with coach_app.run_test(size=SIZES[0]) as pilot:
        camera = Camera(pilot, screen_text, snapshot)
        await camera.capture("tonight")
        await camera.press("s")
        await camera.capture("signs")
        await camera.press("h")
        await camera.capture("history")
        await camera.press("t", "c")
        await camera.capture("drinks")
        await camera.press("escape", "enter")
        await camera.capture("the first evening's questions")


async def test_a_banner_on_the_rooms(
    building_up: Diary, coach_app: CoachApp, screen_text: Shown, snapshot: SnapshotAssertion
) -> None:
    async with coach_app.run_test(size=SIZES[0]) as pilot:
        camera = Camera(pilot, screen_text, snapshot)
        await camera.capture("tonight")
        await camera.press("i")
        await camera.capture("tips")
        await camera.press("s")
        await camera.capture("signs")
        await camera.press("enter")
        await camera.capture("a finding")
        await camera.press("escape", "k", "t")
        await camera.capture("tonight with the banner folded")


async def test_what_opens_over_a_room(
    building_up: Diary, coach_app: CoachApp, screen_text: Shown, snapshot: SnapshotAssertion
) -> None:
    async with coach_app.run_test(size=SIZES[0]) as pilot:
        camera = Camera(pilot, screen_text, snapshot)
        for key, name in (("e", "export"), ("d", "the page for the doctor")):
            await camera.press(key)
            path = coach_app.screen.query_one("#path", Input)
            path.value = str(Path("/home/me") / Path(path.value).name)
            await camera.capture(name)
            await camera.press("escape")
        await camera.press("question_mark")
        await camera.capture("keys")
        await camera.press("escape", "a")
        await camera.capture("catching up")
        await camera.press("escape", "s", "v")
        await camera.capture("a visit")


async def test_an_answered_evening_without_a_banner(
    diary: Diary, coach_app: CoachApp, screen_text: Shown, snapshot: SnapshotAssertion
) -> None:
    for back in (3, 2, 0):
        day = TODAY - timedelta(days=back)
        night = Night(
            tried_to_sleep_at="23:10",
            sleep_latency_min=15,
            awake_min=10,
            final_wake_at="06:40",
            out_of_bed_at="07:00",
            rested=4,
        )
        calm = Movement(sleep_starts=SleepStarts.UNDISTURBING)
        cups = (CaffeineDrink(at="08:10", mg=96, drink="coffee"),)
        entry = Entry(date=day, night=night, movement=calm, day=Day(stress=2, caffeine=cups))
        diary.change(day, lambda _, entry=entry: entry, "a day")  # type: ignore[misc]
    async with coach_app.run_test(size=SIZES[0]) as pilot:
        camera = Camera(pilot, screen_text, snapshot)
        await camera.capture("tonight")
        await camera.press("s")
        await camera.capture("signs")


async def test_a_banner_that_says_now_and_names_the_emergency_number(
    diary: Diary, coach_app: CoachApp, screen_text: Shown, snapshot: SnapshotAssertion
) -> None:
    movement = Movement(
        sleep_starts=SleepStarts.DISTURBING,
        dream_enactment=DreamEnactment.INJURY,
        awake=AwakeMovement.JERK,
        signs=(Sign.SUDDEN_FACE_ARM_SPEECH_CHANGE,),
    )
    diary.change(TODAY, lambda _: Entry(date=TODAY, movement=movement), "a day")
    async with coach_app.run_test(size=SIZES[0]) as pilot:
        camera = Camera(pilot, screen_text, snapshot)
        await camera.capture("tonight")
        await camera.press("s")
        await camera.capture("signs")


async def test_a_diary_that_cannot_be_read(diary: Diary, snapshot: SnapshotAssertion) -> None:
    trouble = DiaryUnreadable(
        Path("/home/me/.local/share/sleep-coach/diary.json"), "it ends in the middle of a word"
    )
    app = Rescue(diary, trouble)
    async with app.run_test(size=SIZES[0]) as pilot:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            await pilot.pause()
            assert text_of(app) == snapshot(name=f"at {size[0]}x{size[1]}")
