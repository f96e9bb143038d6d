"""The screen of own questions: made, worded anew, retired, brought back, asked where."""

from collections.abc import Callable

from textual.app import App
from textual.widgets import Input

from coach.core.diary.own_questions import questions_in_use
from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.checkin.own_questions import OwnQuestions

ScreenText = Callable[[App[None]], str]


async def test_questions_are_made_worded_anew_retired_and_brought_back(
    coach_app: CoachApp, diary: Diary, screen_text: ScreenText
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        coach_app.open_own_questions()
        await pilot.pause()
        assert isinstance(coach_app.screen, OwnQuestions)

        async def write(words: str) -> None:
            await pilot.press("enter")
            await pilot.pause()
            coach_app.screen.query_one(Input).value = words
            await pilot.press("enter")
            await pilot.pause()

        await write("   ")
        assert "0 characters; it must have 1 to 80" in screen_text(coach_app)
        await pilot.press("escape")
        await pilot.pause()
        await write("Ate after nine? [/] [red]")
        assert [one.id for one in questions_in_use(diary.profile())] == ["ate_after_nine_red"]
        assert "Ate after nine? [/] [red]" in screen_text(coach_app)
        await pilot.press("home")
        await write("Ate late?")
        (question,) = questions_in_use(diary.profile())
        assert (question.id, question.words) == ("ate_after_nine_red", "Ate late?")
        await pilot.press("home", "x")
        await pilot.pause()
        assert questions_in_use(diary.profile()) == ()
        assert "Ate late?  retired" in screen_text(coach_app)
        await pilot.press("home", "x")
        await pilot.pause()
        assert len(questions_in_use(diary.profile())) == 1
        assert "asked every evening" in screen_text(coach_app)
        await pilot.press("end", "enter")
        await pilot.pause()
        assert coach_app.settings.own_behind_more
        assert "asked behind m" in screen_text(coach_app)
