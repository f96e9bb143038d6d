"""Keys of other keyboards: by their place, and one line where there is none."""

import string
from collections.abc import Callable

import pytest
from textual import events
from textual.app import App
from textual.driver import Driver
from textual.widgets import Input

from coach.core.checkin.question import CheckinPage
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.settings import Settings
from coach.ui import app as program
from coach.ui.app import CoachApp
from coach.ui.checkin.screen import CheckIn
from coach.ui.frame.menu import Menu
from coach.ui.keys.layouts import latin_key
from coach.ui.tonight.room import Tonight
from tests.ui.conftest import wait_until

Shown = Callable[[App[None]], str]

# Letters as the keyboards of X name them, beside the Latin ones in the same places.
RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        (RUSSIAN, LATIN),
        ("ЙУГСЮ", "QEUC>"),
        ("іїє", "s]'"),
        ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
        ("ΑΣΩάώΐ", "ASVavi"),
        ("ｑＵ１＝？．\u3000", "qU1=?. "),
        ("。「」・ー", ".[]/-"),
        ("٣۵५", "355"),
    ],
)
def test_a_key_is_the_latin_one_in_its_place(written: str, latin: str) -> None:
    assert [latin_key(sign) for sign in written] == list(latin)


@pytest.mark.parametrize("sign", ["", "ab", *string.printable, *"éüßש夜²½ñ"])
def test_latin_letters_and_those_of_no_place_are_left_alone(sign: str) -> None:
    assert latin_key(sign) is None


@pytest.fixture(autouse=True)
def _welcomed(diary: Diary) -> None:
    settings.save(diary.folder, Settings(welcomed=True))


async def test_the_program_is_used_on_another_keyboard(
    coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("р")
        await wait_until(pilot, lambda: coach_app.current_mode == "history")
        await pilot.press("τ")
        await wait_until(pilot, lambda: coach_app.current_mode == "tonight")
        await pilot.press("ю")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, Menu))
        await pilot.press("escape", "ctrl+з")
        await wait_until(pilot, lambda: bool(coach_app.screen.query(Input)))
        await pilot.press("з", "ш", "夜")
        assert coach_app.screen.query_one(Input).value == "зш夜", "what is typed is text"
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, Tonight))
        await pilot.press("ש", "夜")
        line = "“ש” is no key here."
        await wait_until(pilot, lambda: line in screen_text(coach_app))
        assert "夜" not in screen_text(coach_app), "it is told once"


async def test_digits_of_any_script_and_a_paste_answer_the_check_in(
    coach_app: CoachApp, screen_text: Shown
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
        form = coach_app.screen
        assert isinstance(form, CheckIn)
        await pilot.press(*"２３１０")
        await wait_until(
            pilot,
            lambda: (
                form.state.entry.night is not None
                and form.state.entry.night.tried_to_sleep_at == "23:10"
            ),
        )
        await pilot.press("1", "5", "enter", "0")
        coach_app.post_message(events.Paste("06:40\n"))
        await wait_until(pilot, lambda: "06:40" in screen_text(coach_app))
        assert form.state.page is CheckinPage.NIGHT


async def test_ctrl_z_keeps_what_is_answered_or_says_why_it_cannot_suspend(
    coach_app: CoachApp, monkeypatch: pytest.MonkeyPatch, screen_text: Shown
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(CheckIn, "put_down", lambda self: kept.append("the check-in"))
    async with coach_app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("ctrl+z")
        line = "There is no shell here"
        await wait_until(pilot, lambda: line in screen_text(coach_app))
        monkeypatch.setattr(program, "_can_be_fetched_back", lambda: True)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(coach_app.screen, CheckIn))
        await pilot.press("ctrl+z")
        await wait_until(pilot, lambda: kept == ["the check-in"])
        monkeypatch.setattr(CoachApp, "look_around", lambda self: kept.append("come back"))
        coach_app.post_message(Driver.SignalResume())
        await wait_until(pilot, lambda: kept == ["the check-in", "come back"])
