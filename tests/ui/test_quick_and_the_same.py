"""What makes the program quick changes no cell of what it shows."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from coach.ui.frame import themes
from coach.ui.frame.room import Room
from coach.ui.frame.small import SaysTooSmall
from coach.ui.history.room import History
from coach.ui.rooms import read_styles_of
from tests.conftest import some_of
from tests.ui.conftest import Clock, settled
from tests.ui.gallery import LIVED_IN, NOW, Scene, fill

ROOT = Path(__file__).resolve().parents[2]
ROOM_KEYS = "".join(some_of("hsil", 2))
# The menu, and the check-in with its draft dropped: what lies over a room.
ABOVE = ((".", "escape"), ("enter", "escape"))


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
        for opens, leaves in ABOVE if look is None else ():
            await pilot.press(opens)
            await settled(pilot)
            shown.append(cells(app))
            await pilot.press(leaves)
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


async def test_a_room_is_drawn_once_whenever_it_comes_up(
    lived_in: Diary, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[History] = []
    really = History.show

    def show(room: History) -> None:
        drawn.append(room)
        really(room)

    monkeypatch.setattr(History, "show", show)
    app = CoachApp(lived_in, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        for visit in (1, 2):
            await pilot.press("h")
            await settled(pilot)
            assert len(drawn) == visit
            await pilot.press("t")
            await settled(pilot)


@pytest.mark.long
async def test_a_screen_opens_without_the_style_sheet_being_read_anew_and_looks_the_same(
    lived_in: Diary, clock: Clock, readings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = await rooms_of(CoachApp(lived_in, clock))
    assert readings == []
    opened: Callable[[Room], None] = Room.__init__
    stood: Callable[..., None] = SaysTooSmall.__init__

    def as_textual_does(room: Room) -> None:
        opened(room)
        room._css_update_count = -1
        room._drawn_for = room.app.size

    def without_its_size(screen: SaysTooSmall[object], **names: str | None) -> None:
        stood(screen, **names)
        screen.set_classes("")

    monkeypatch.setattr(Room, "__init__", as_textual_does)
    monkeypatch.setattr(SaysTooSmall, "__init__", without_its_size)
    monkeypatch.setattr(CoachApp, "CSS_PATH", ["coach.tcss", "rooms.tcss"])
    slow = await rooms_of(CoachApp(lived_in, clock))
    assert readings, "without it, Textual reads the style sheet at every first visit"
    assert quick == slow


@pytest.mark.parametrize(
    ("key", "room"),
    some_of([("h", "history"), ("s", "signs"), ("i", "tips"), ("l", "learn")], 1),
)
async def test_a_room_whose_styles_were_read_beforehand_reads_none_and_looks_the_same(
    lived_in: Diary, clock: Clock, key: str, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CoachApp, "_load_the_rest", CoachApp.read_styles)
    import_module(f"coach.ui.{room}.room")
    shown = []
    for beforehand in (True, False):
        app = CoachApp(lived_in, clock)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            if beforehand:
                read_styles_of(app, [name for name in sys.modules if _is_of(room, name)])
            known = app.stylesheet.source.keys() | set()
            await pilot.press(key)
            await settled(pilot)
            assert (app.stylesheet.source.keys() == known) is beforehand
            shown.append(cells(app))
    assert shown[0] == shown[1]


def _is_of(room: str, module: str) -> bool:
    """Whether a module is loaded for that room, or for Tonight and all."""
    return module.startswith(("coach.ui.frame.", "coach.ui.widgets.", f"coach.ui.{room}."))


async def test_a_room_is_styled_as_it_is_put_together_and_again_only_when_it_comes_back(
    lived_in: Diary, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    styled: list[DOMNode] = []
    really = Stylesheet.update_nodes

    def update_nodes(
        sheet: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False
    ) -> None:
        styled.extend(told := list(nodes))
        really(sheet, told, animate=animate)

    monkeypatch.setattr(Stylesheet, "update_nodes", update_nodes)
    app = CoachApp(lived_in, clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for visit in (1, 2):
            await pilot.press("h")
            await settled(pilot)
            assert styled.count(app.screen) == visit - 1
            await pilot.press("t")
            await settled(pilot)


@pytest.mark.long_only
async def test_a_look_chosen_in_one_room_is_worn_by_all_of_them(
    lived_in: Diary, clock: Clock
) -> None:
    # Chosen in the History; Tonight was drawn before, the others are not drawn yet.
    changed = await rooms_of(CoachApp(lived_in, clock), look=themes.DAY)
    app = CoachApp(lived_in, clock)
    app.theme = themes.DAY
    assert changed == await rooms_of(app)


@pytest.mark.parametrize("size", [(120, 40), (50, 12)])
async def test_what_is_read_of_the_style_sheet_after_the_first_page_changes_nothing_on_it(
    lived_in: Diary, clock: Clock, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CoachApp, "_load_the_rest", lambda _: None)
    app = CoachApp(lived_in, clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        app.say("A notice stands here as well.")
        await settled(pilot)
        before, rules = cells(app), len(app.stylesheet.rules)
        app.read_styles()
        app.stylesheet.update(app)
        await settled(pilot)
        assert len(app.stylesheet.rules) > rules
        assert cells(app) == before


async def palettes_of(app: CoachApp) -> list[list[list[Segment]]]:
    """The palette with a word in it, and the one of the looks."""
    shown = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"look")
        await settled(pilot)
        shown.append(cells(app))
        await pilot.press("escape")
        app.search_themes()
        await settled(pilot)
        shown.append(cells(app))
    return shown


PALETTES = """
import asyncio, sys
from pathlib import Path
from coach.ui.frame.palette import load_without_palette
load_without_palette()
import coach.ui.app
assert "textual.command" not in sys.modules
from tests.ui.test_quick_and_the_same import CoachApp, Diary, NOW, palettes_of
app = CoachApp(Diary(Path(sys.argv[1]), lambda: NOW), lambda: NOW)
print(asyncio.run(palettes_of(app)))
"""


@pytest.mark.long_only
async def test_the_palette_that_is_loaded_when_it_is_asked_for_is_textuals_own(
    lived_in: Diary,
) -> None:
    late = subprocess.run(
        [sys.executable, "-B", "-c", PALETTES, lived_in.folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert late.returncode == 0, late.stderr
    at_once = await palettes_of(CoachApp(lived_in, lambda: NOW))
    assert "textual.command" in sys.modules
    assert late.stdout.strip() == str(at_once)
