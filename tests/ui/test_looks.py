"""Looks: enough contrast, a remembered theme, and nothing that colour alone would say."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console
from textual.app import App
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.settings import Settings
from coach.ui.app import CoachApp
from coach.ui.frame import themes
from tests.conftest import LONG, some_of
from tests.ui.conftest import Clock, wait_until
from tests.ui.contrast import ENOUGH, contrast, hard_to_read
from tests.ui.gallery import (
    SCENES,
    at,
    pieces_in,
    runs,
)

Shown = Callable[[App[None]], str]


TEXTUALS = tuple(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi)
# Between them these hold every kind of widget there is.
TELLING = (
    "tonight",
    "history, search",
    "signs",
    "tips, search",
    "check-in, movement",
    "drinks, asked",
    "a day, clear",
    "export",
    "palette",
    "wind-down, worry_list",
)


@pytest.mark.long
@pytest.mark.parametrize("name", some_of(TELLING, 10))
async def test_words_stand_out_in_textuals_own_looks_too(name: str, tmp_path: Path) -> None:
    scene = next(scene for scene in SCENES if scene.name == name)
    # The short form deals the looks out: each is seen on some screens, each screen in some.
    chosen = TEXTUALS if LONG else TEXTUALS[TELLING.index(name) % 3 :: 3]
    async with at(scene, tmp_path / "diary", size=(80, 24)) as (_, pilot):
        assert {look: hard_to_read(await pieces_in(look, scene, pilot)) for look in chosen} == {
            look: set() for look in chosen
        }


def test_a_colour_is_moved_no_further_than_it_must() -> None:
    black, grey = Color.parse("#000000"), Color.parse("#808080")
    assert themes.lifted(grey, [black]) == grey
    dim = Color.parse("#404040")
    moved = themes.lifted(dim, [black])
    assert ENOUGH <= contrast(moved, black) < ENOUGH + 1
    assert contrast(themes.lifted(dim, [Color.parse("#ffffff")]), Color.parse("#ffffff")) > 9


async def test_the_evening_look_is_the_default_and_a_chosen_one_is_remembered(
    diary: Diary, clock: Clock
) -> None:
    first = CoachApp(diary, clock)
    async with first.run_test(size=(80, 24)) as pilot:
        assert first.theme == themes.NIGHT
        first.theme = themes.DAY
        await wait_until(pilot, lambda: settings.load(diary.folder).theme == themes.DAY)
    again = CoachApp(diary, clock)
    async with again.run_test(size=(80, 24)):
        assert again.theme == themes.DAY


async def test_a_remembered_look_that_is_gone_falls_back(diary: Diary, clock: Clock) -> None:
    settings.save(diary.folder, Settings(theme="long-gone"))
    app = CoachApp(diary, clock)
    async with app.run_test(size=(80, 24)):
        assert app.theme == themes.NIGHT
    assert settings.load(diary.folder).theme == "long-gone", "looking round changes nothing"


async def test_without_colours_a_chosen_look_waits_until_there_are_some(
    monkeypatch: pytest.MonkeyPatch, diary: Diary, clock: Clock
) -> None:
    settings.save(diary.folder, Settings(theme=themes.DAY))
    monkeypatch.setenv("NO_COLOR", "1")
    app = CoachApp(diary, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert all(style.color is None or style.color.is_default for _, style in runs(app)), (
            "not one colour"
        )
    assert settings.load(diary.folder).theme == themes.DAY


async def test_a_terminal_with_sixteen_colours_gets_a_look_made_of_its_own(
    monkeypatch: pytest.MonkeyPatch, diary: Diary, clock: Clock, screen_text: Shown
) -> None:
    monkeypatch.setattr(Console, "color_system", property(lambda _: "standard"))
    app = CoachApp(diary, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: app.theme == themes.SIXTEEN)
        for key in ("s", "l", "t", "question_mark"):
            await pilot.press(key)
        await wait_until(pilot, lambda: "Esc close" in screen_text(app))
    assert settings.load(diary.folder).theme is None, "it was not chosen, so it is not kept"


async def test_a_look_that_was_chosen_stays_on_any_terminal(
    monkeypatch: pytest.MonkeyPatch, diary: Diary, clock: Clock
) -> None:
    monkeypatch.setattr(Console, "color_system", property(lambda _: "standard"))
    settings.save(diary.folder, Settings(theme=themes.CONTRAST))
    app = CoachApp(diary, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.theme == themes.CONTRAST
