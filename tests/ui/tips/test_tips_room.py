"""The Tips room: tonight's first, the rest by subject, feedback kept, hidden ones not lost."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from coach.core.diary.choices import AwakeMovement, Feedback, GoalKind, Sign, SleepMovement
from coach.core.diary.records import Entry, Movement, ShownTip
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.tips.room import Tips
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.winddown.screen import WindDown
from tests.conftest import some_of

ScreenText = Callable[[App[None]], str]


@pytest.fixture(autouse=True)
def _straight_into_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CoachApp, "DEFAULT_MODE", "tips")


class Room:
    """The room, opened."""

    def __init__(self, app: CoachApp, pilot: Pilot[None]) -> None:
        assert isinstance(app.screen, Tips)
        self.app, self.pilot, self.screen = app, pilot, app.screen

    @property
    def options(self) -> MarkedList:
        return self.screen.query_one("#tips-list", MarkedList)

    @property
    def lines(self) -> list[str]:
        """The list as it reads, headings included."""
        return [str(option.prompt) for option in self.options.options]

    @property
    def detail(self) -> str:
        return str(self.screen.query_one("#tips-detail .text", Static).content)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def seek(self, words: str) -> None:
        """Type into the search field."""
        field = self.app.focused
        assert isinstance(field, Input)
        field.value = words
        await self.pilot.pause()

    async def mark(self, tip: str) -> None:
        """Mark a tip of the catalogue."""
        self.options.choose(f"all/{tip}")
        await self.pilot.pause()


@asynccontextmanager
async def tips_room(app: CoachApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Room]:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Room(app, pilot)


def said(diary: Diary) -> dict[str, Feedback | None]:
    return {one.tip: one.feedback for one in diary.tips()}


async def test_tonights_tip_stands_first_with_its_reason_and_source(
    coach_app: CoachApp,
) -> None:
    async with tips_room(coach_app) as room:
        assert room.lines[0] == "Tonight"
        assert room.app.focused is room.options
        tip = room.screen.tip
        assert tip is not None
        source = coach_app.tipbook.sources[tip.source].citation
        for words in (tip.do, tip.why, "For to", source):
            assert words in room.detail


async def test_every_tip_is_listed_under_its_subject(coach_app: CoachApp) -> None:
    async with tips_room(coach_app) as room:
        book = coach_app.tipbook
        assert {subject.title for subject in book.subjects} <= set(room.lines)
        listed = {
            option.id.removeprefix("all/")
            for option in room.options.options
            if option.id is not None and option.id.startswith("all/")
        }
        assert listed == {tip.id for tip in book.tips}


async def test_what_is_said_of_a_tip_is_kept_and_found_again(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with tips_room(coach_app) as room:
        await room.mark("caffeine-last-cup")
        await room.press("y")
        assert said(diary)["caffeine-last-cup"] is Feedback.TRIED
        assert "You did it (22 November 2026)." in room.detail
        await room.press("g")
        assert said(diary)["caffeine-last-cup"] is Feedback.HELPED
        room.screen.action_view("helped")
        await room.pilot.pause()
        assert room.lines[0] == "Caffeine"
        assert len(room.lines) == 2


async def test_a_hidden_tip_leaves_the_catalogue_and_can_be_brought_back(
    coach_app: CoachApp, diary: Diary
) -> None:
    async with tips_room(coach_app) as room:
        await room.mark("caffeine-last-cup")
        await room.press("x")
        assert "all/caffeine-last-cup" not in {option.id for option in room.options.options}
        assert room.options.chosen is not None, "the mark stays near"
        room.screen.action_view("hidden")
        await room.pilot.pause()
        assert room.options.chosen == "all/caffeine-last-cup"
        assert "x brings it back" in room.detail
        await room.press("x")
        assert said(diary)["caffeine-last-cup"] is None
        assert "No tip is hidden." in room.detail


async def test_the_search_finds_all_words_and_esc_gives_it_up(coach_app: CoachApp) -> None:
    async with tips_room(coach_app) as room:
        whole = len(room.lines)
        await room.press("slash")
        await room.seek("box")
        assert 0 < len(room.lines) < 10
        assert room.screen.tip is not None and "box" in room.detail.casefold()
        await room.seek("box [/]")
        assert room.lines == [] and "No tip has these words." in room.detail
        await room.press("escape")
        assert len(room.lines) == whole
        assert room.app.focused is room.options


async def test_the_arrows_go_from_subject_to_subject(coach_app: CoachApp) -> None:
    async with tips_room(coach_app) as room:
        subjects = [subject.slug for subject in coach_app.tipbook.subjects]
        seen = []
        for key in ("right", "right", "left"):
            await room.press(key)
            assert room.screen.tip is not None
            seen.append(room.screen.tip.subject)
        assert seen == [subjects[0], subjects[1], subjects[0]]


async def test_a_tip_with_a_wind_down_opens_it(coach_app: CoachApp) -> None:
    guided = next(tip for tip in coach_app.tipbook.tips if tip.wind_down == "music")
    async with tips_room(coach_app) as room:
        await room.mark(guided.id)
        assert "starts the wind-down: music" in room.detail
        await room.press("b")
        await room.pilot.pause()
        assert isinstance(coach_app.screen, WindDown)
        await room.press("escape")
        assert room.app.focused is room.options, "the focus is not lost on the way back"


async def test_while_a_banner_is_up_the_appointment_comes_first_and_tips_are_no_treatment(
    coach_app: CoachApp, diary: Diary, screen_text: ScreenText
) -> None:
    today = coach_app.today
    by_day_as_well = Movement(
        awake=AwakeMovement.JERK, signs=(Sign.CONVULSION,), sleep_movement=SleepMovement.NOTICED
    )
    diary.change(today, lambda _: Entry(date=today, movement=by_day_as_well), "a red flag")
    assert coach_app.standing().banner is not None
    async with tips_room(coach_app) as room:
        assert "Tips are no treatment." in screen_text(coach_app)
        assert room.lines[0] == "First, beside the banner"
        first = room.options.get_option_at_index(1)
        assert first.id == "first/safety-ring-in-the-morning"
        assert first.id == room.options.chosen


async def test_without_a_banner_nothing_is_said_of_treatment(
    coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with tips_room(coach_app):
        assert "no treatment" not in screen_text(coach_app)


@pytest.mark.long
@pytest.mark.parametrize("size", some_of([(120, 40), (80, 24), (60, 20)], 3))
async def test_list_and_tip_are_both_to_be_seen_and_read_to_the_end(
    size: tuple[int, int], coach_app: CoachApp, screen_text: ScreenText
) -> None:
    async with tips_room(coach_app, size) as room:
        longest = max(coach_app.tipbook.tips, key=lambda tip: len(tip.do + tip.why))
        await room.mark(longest.id)
        shown = screen_text(coach_app)
        assert "› " in shown and "/ search" in shown
        if "more below" in shown:
            await room.press("tab", "end")
            assert "more below" not in screen_text(coach_app)
        citation = coach_app.tipbook.sources[longest.source].citation
        assert citation.split()[-1] in screen_text(coach_app)


async def test_tips_of_a_diary_that_are_not_shipped_any_more_do_no_harm(
    coach_app: CoachApp, diary: Diary
) -> None:
    gone = ShownTip(tip="gone-for-good", shown_on=coach_app.today, feedback=Feedback.HELPED)
    diary.note_tip(gone)
    async with tips_room(coach_app) as room:
        room.screen.action_view("helped")
        await room.pilot.pause()
        assert room.lines == []
        assert "no tip as helpful" in room.detail
        await room.press("y", "x", "enter")


async def test_what_was_shown_is_listed_with_what_came_of_it_and_can_be_changed(
    coach_app: CoachApp, diary: Diary
) -> None:
    for back, feedback in ((3, None), (1, Feedback.TRIED)):
        day = coach_app.today - timedelta(days=back)
        diary.note_tip(ShownTip(tip="light-curtains", shown_on=day, feedback=feedback))
    async with tips_room(coach_app) as room:
        room.screen.action_view("shown")
        await room.pilot.pause()
        assert [line[2:24] for line in room.lines] == [
            "Sat 21 Nov  did it    ",
            "Thu 19 Nov            ",
        ]
        assert "Shown 2 times, last on 21 November 2026." in room.detail
        await room.press("down", "g")
        answers = {one.shown_on.day: one.feedback for one in diary.tips()}
        assert answers == {19: Feedback.HELPED, 21: Feedback.TRIED}
        room.screen.action_said("not_this_time")
        await room.pilot.pause()
        answers = {one.shown_on.day: one.feedback for one in diary.tips()}
        assert answers == {19: Feedback.NOT_THIS_TIME, 21: Feedback.TRIED}
        assert "Not this time (19 November 2026)." in room.detail


async def test_a_goal_is_made_from_a_tip_changed_from_the_list_and_ended(
    coach_app: CoachApp, diary: Diary, screen_text: ScreenText
) -> None:
    async with tips_room(coach_app) as room:
        await room.mark("caffeine-last-cup")
        assert "makes it your goal" in room.detail
        await room.press("a")
        assert "last coffee by 14:00" in screen_text(coach_app)
        await room.press("enter")
        (goal,) = diary.goals()
        assert (goal.goal, goal.value) == (GoalKind.LAST_CAFFEINE_BY, "14:00")
        shown = screen_text(coach_app)
        assert "Goal   last coffee by 14:00" in shown and "no day answered yet" in shown
        assert "changes your goal" in room.detail
        await room.mark("caffeine-next-one-decaf")
        await room.press("a", "down", "enter")
        field = coach_app.screen.query_one(Input)
        field.value = "25"
        await room.press("enter")
        assert "is not a time of day" in screen_text(coach_app)
        field.value = "8pm"
        await room.press("enter")
        assert [(kept.goal, kept.value) for kept in diary.goals()] == [
            (GoalKind.NO_ALCOHOL_AFTER, "20:00")
        ]
        await room.press("a", "end", "enter")
        assert diary.goals()[0].to == coach_app.today
        assert "Goal   " not in screen_text(coach_app)
