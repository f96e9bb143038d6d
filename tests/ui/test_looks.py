"""Looks: enough contrast, a remembered theme, and nothing that colour alone would say."""

from collections.abc import Callable

import pytest
from rich.console import Console
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from coach.store import settings
from coach.store.diary import Diary
from coach.store.settings import Settings
from coach.ui import themes
from coach.ui.app import CoachApp
from coach.ui.frame import Room
from tests.ui.conftest import Clock, wait_until

ENOUGH = 4.5
Shown = Callable[[App[None]], str]


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (part / 255 for part in (color.r, color.g, color.b))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    "text", ["foreground", "text-muted", "warning", "error", "accent", "primary", "success"]
)
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_text_stands_out_from_its_ground(theme: Theme, text: str, ground: str) -> None:
    colors = theme.to_color_system().generate()
    ratio = contrast(Color.parse(colors[text]), Color.parse(colors[ground]))
    assert ratio >= ENOUGH, f"{theme.name}: {text} on {ground} has {ratio:.2f}"


@pytest.mark.parametrize("theme", themes.THEMES, ids=lambda theme: theme.name)
def test_words_in_fields_and_marked_lines_stand_out_too(theme: Theme) -> None:
    colors = theme.to_color_system().generate()
    pairs = [("foreground", "panel"), ("block-cursor-foreground", "primary")]
    for text, ground in pairs:
        ratio = contrast(Color.parse(colors[text]), Color.parse(colors[ground]))
        assert ratio >= ENOUGH, f"{theme.name}: {text} on {ground} has {ratio:.2f}"


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


async def test_the_palette_offers_every_key_of_the_room_and_no_screenshot(
    coach_app: CoachApp,
) -> None:
    async with coach_app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = coach_app.screen
        assert isinstance(screen, Room)
        titles = [command.title for command in coach_app.get_system_commands(screen)]
        assert "Screenshot" not in titles
        assert {"Export", "Profile", "Undo", "Wind down", "Check-in"} <= set(titles)


async def test_without_colour_the_same_words_stand_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, diary: Diary, clock: Clock, screen_text: Shown
) -> None:
    plain = CoachApp(diary, clock)
    async with plain.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        coloured = screen_text(plain)
    monkeypatch.setenv("NO_COLOR", "1")
    bare = CoachApp(diary, clock)
    async with bare.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert screen_text(bare) == coloured


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
