"""The bed partner's sheet in the program: beside the person's own answers, never over them."""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace
from textual.app import App
from textual.pilot import Pilot

from coach.core.diary.choices import Breathing, DreamEnactment, SleepMovement
from coach.core.diary.records import Entry, Movement, Partner
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from tests.ui.conftest import wait_until

Shown = Callable[[App[None]], str]
TODAY = date(2026, 11, 22)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_three_keys_answer_it_and_own_answers_stay(
    coach_app: CoachApp, diary: Diary, screen_text: Shown
) -> None:
    own = Movement(sleep_movement=SleepMovement.NONE)
    diary.change(TODAY, lambda _: Entry(date=TODAY, movement=own), "the test")
    async with coach_app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        coach_app.open_partner()
        await wait_until(pilot, lambda: "Sat 21 Nov → Sun 22 Nov" in screen_text(coach_app))
        await press(pilot, "2", "0", "9", "1")
        told = Partner(
            sleep_movement=SleepMovement.WOKE_ME,
            dream_enactment=DreamEnactment.NONE,
            breathing=Breathing.SNORING,
        )
        entry = diary.entry(TODAY)
        assert entry is not None
        assert (entry.movement, entry.partner) == (own, told)
        await press(pilot, "enter", *"[/]12", "enter")
        noted = diary.entry(TODAY)
        assert noted is not None
        assert noted.partner is not None
        assert noted.partner.note == "[/]12"
        assert "[/]12" in screen_text(coach_app)
        await press(pilot, "up", "backspace")
        emptied = diary.entry(TODAY)
        assert emptied is not None
        assert emptied.partner is not None
        assert emptied.partner.breathing is None
        await press(pilot, "u")
        again = diary.entry(TODAY)
        assert again is not None
        assert again.partner == replace(told, note="[/]12")
        # The graver of the two counts.
        await press(pilot, "escape", "h")
        await wait_until(pilot, lambda: "●" in screen_text(coach_app))
