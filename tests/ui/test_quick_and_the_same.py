"""What makes the program quick changes no cell of what it shows."""

from collections.abc import Callable
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App
from textual.css.stylesheet import Stylesheet

from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.frame import themes
from coach.ui.frame.room import Room
from tests.ui.conftest import Clock, settled
from tests.ui.gallery import LIVED_IN, Scene, fill

ROOM_KEYS = "hsil"


def cells(app: App[Any]) -> list[list[Segment]]:
    """Every cell of the screen with its style."""
    strips = app.screen._compositor.render_strips()
    return [list(strip.crop(0, app.size.width).simplify()) for strip in strips]


async def rooms_of(app: CoachApp, *, look: str | None = None) -> list[list[list[Segment]]]:
    """Every room's cells, each room opened for the first time; Tonight again at the end."""
    shown = []
    async with app.run_test(size=(80, 24)) as pilot:
        for key in f"{ROOM_KEYS}t":
            await pilot.press(key)
            await settled(pilot)
            if look is not None:
                app.theme, look = look, None
                await settled(pilot)
            shown.append(cells(app))
    return shown


@pytest.fixture
def lived_in(diary: Diary) -> Diary:
    """A diary with something in every room."""
    fill(diary, Scene("rooms", LIVED_IN))
    return diary


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows whenever the whole style sheet is read anew."""
    times: list[str] = []
    really = Stylesheet.reparse

    def reparse(sheet: Stylesheet) -> None:
        times.append("again")
        really(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", reparse)
    return times


async def test_a_room_opens_without_the_style_sheet_being_read_anew_and_looks_the_same(
    lived_in: Diary, clock: Clock, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = await rooms_of(CoachApp(lived_in, clock))
    assert readings == []
    opened: Callable[[Room], None] = Room.__init__

    def as_textual_does(room: Room) -> None:
        opened(room)
        room._css_update_count = -1

    monkeypatch.setattr(Room, "__init__", as_textual_does)
    slow = await rooms_of(CoachApp(lived_in, clock))
    assert readings, "without it, Textual reads the style sheet at every first visit"
    assert quick == slow


@pytest.mark.long_only
async def test_a_look_chosen_in_one_room_is_worn_by_all_of_them(
    lived_in: Diary, clock: Clock
) -> None:
    # Chosen in the History; Tonight was drawn before, the others are not drawn yet.
    changed = await rooms_of(CoachApp(lived_in, clock), look=themes.DAY)
    app = CoachApp(lived_in, clock)
    app.theme = themes.DAY
    assert changed == await rooms_of(app)
