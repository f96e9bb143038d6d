"""The card after the check-in: it is on disk by then, and asks what became of the tip."""

from collections.abc import Callable
from datetime import timedelta

from textual.app import App

from coach.core.diary.choices import Feedback, SleepMovement
from coach.core.diary.records import Day, Entry, Movement, ShownTip
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.frame.dialog import Sure
from coach.ui.tonight.closing import ClosingCard
from coach.ui.tonight.why import WhyPage
from tests.ui.conftest import EVENING, Clock, wait_until

Shown = Callable[[App[None]], str]
TODAY = EVENING.date()
YESTERDAY = TODAY - timedelta(days=1)
ANSWERS = {
    "y": Feedback.TRIED,
    "g": Feedback.HELPED,
    "0": Feedback.NOT_THIS_TIME,
    "x": Feedback.NOT_FOR_ME,
}


async def test_it_is_saved_before_it_is_drawn_and_yesterdays_tip_is_asked_about(
    diary: Diary, coach_app: CoachApp, screen_text: Shown
) -> None:
    calm = Movement(sleep_movement=SleepMovement.NONE)
    diary.change(YESTERDAY, lambda _: Entry(date=YESTERDAY, movement=calm), "yesterday")
    diary.note_tip(ShownTip(tip="caffeine-last-cup", shown_on=YESTERDAY))
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "pagedown", "plus", "2", "ctrl+s")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, ClosingCard))
        entry = diary.entry(TODAY)
        assert entry is not None
        assert entry.day == Day(stress=2)
        await wait_until(pilot, lambda: "Saved.  no movement." in screen_text(coach_app))
        assert "Yesterday's tip:" in screen_text(coach_app)
        for key, feedback in ANSWERS.items():
            await pilot.press(key)
            said = [shown.feedback for shown in diary.tips() if shown.shown_on == YESTERDAY]
            assert said == [feedback], "the answer can be changed"
        await pilot.press("w")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, WhyPage))
        assert "Why this tip tonight" in screen_text(coach_app)
        await pilot.press("escape")
        await pilot.press(*"uuuu")
        assert diary.entry(TODAY) is not None
        await pilot.press("u")
        await wait_until(pilot, lambda: "Taken back." in screen_text(coach_app))
        assert diary.entry(TODAY) is None, "a check-in of this start goes unasked"
        await pilot.press("U")
        await wait_until(pilot, lambda: diary.entry(TODAY) is not None)
        await pilot.press("enter")
        await wait_until(pilot, lambda: coach_app.current_mode == "tonight")


async def test_a_check_in_from_before_this_start_is_named_and_asked_about(
    diary: Diary, clock: Clock, coach_app: CoachApp, screen_text: Shown
) -> None:
    before = Diary(diary.folder, clock)
    two = Day(stress=2, fatigue=3)
    before.save_check_in(TODAY, lambda _: Entry(date=TODAY, day=two), "the check-in of today")
    assert before.next_undo() is not None
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, Sure))
        await wait_until(
            pilot,
            lambda: "Take back the check-in of today (2 answers)?" in screen_text(coach_app),
        )
        await pilot.press("u", "u", "0")
        assert diary.entry(TODAY) is not None
