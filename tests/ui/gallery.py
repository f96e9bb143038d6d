"""Every screen there is, how one gets to it, and what it looks like, as text.

The tests that look at all screens (their text, their colours, their contrast) walk through
this list; a new screen is one more row.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pytest
from rich.color import Color, ColorType
from rich.style import Style
from textual.app import App
from textual.filter import NoColor
from textual.pilot import Pilot
from textual.widgets import Input

from coach.cli.demo import demo_log
from coach.core.diary.choices import AwakeMovement, DreamEnactment, Sign, SleepStarts
from coach.core.diary.records import CaffeineDrink, Day, Entry, Log, Movement, Night
from coach.store.diary.diary import Diary
from coach.store.diary.fold_cache import FoldCache
from coach.store.disk.trouble import DiaryUnreadable
from coach.ui.app import CoachApp
from coach.ui.frame import themes
from coach.ui.frame.room import Room
from coach.ui.frame.small import is_too_small
from coach.ui.frame.themes import Dressed
from coach.ui.keys.table import WithKeys
from coach.ui.rescue import Rescue
from coach.ui.tonight.room import Tonight
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.winddown.screen import WindDown
from tests import evenings
from tests.conftest import LONG, some_of
from tests.core.tips.experiments import lives
from tests.ui.conftest import settled, text_of, wait_until

NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
TODAY = NOW.date()
SIZES = ((60, 20), (80, 24), (120, 40))
TINY = ((4, 3), (1, 1), (2, 1), (1, 24), (5, 2), (80, 1), (12, 5), (59, 19))
OURS = tuple(theme.name for theme in themes.THEMES)
# Without colours nothing moves: words count the breaths where the bar would.
SAYS_OTHER_WORDS = {"wind-down, breathing"}
Size: TypeAlias = tuple[int, int]
Piece: TypeAlias = tuple[str, Style]


@dataclass(frozen=True)
class Scene:
    """One screen and the way to it.

    Attributes:
        name: What it is called in the captures.
        diary: What the diary holds: ``empty``, ``lived in``, ``calm``, ``emergency``, or a
            tip that is ``trying`` or ``tried``.
        keys: The keys pressed on Tonight to get there.
        wind_down: The wind-down that is opened in place of keys, if any.
        sizes: The sizes it is looked at in.
        shows: Words that are there once it is complete, where it takes a while.
        hides: Words that are gone by then.
    """

    name: str
    diary: str
    keys: str = ""
    wind_down: str | None = None
    sizes: tuple[Size, ...] = SIZES
    shows: str = ""
    hides: str = "\0"


EMPTY, LIVED_IN, CALM, EMERGENCY = "empty", "lived in", "calm", "emergency"
TRYING, TRIED = "trying", "tried"
_GUIDES = ("breathing", "meditation", "yoga", "muscle_relaxation", "music", "worry_list")

SCENES: tuple[Scene, ...] = (
    Scene("tonight, empty", EMPTY),
    Scene("history, empty", EMPTY, "h"),
    Scene("year, empty", EMPTY, "h v"),
    Scene("trends, empty", EMPTY, "h v v"),
    Scene("goes with, empty", EMPTY, "h v v v"),
    Scene("signs, empty", EMPTY, "s"),
    Scene("tips, empty", EMPTY, "i"),
    Scene("drinks, empty", EMPTY, "c"),
    Scene("first evening", EMPTY, "enter"),
    Scene("backups, empty", EMPTY, "full_stop 6"),
    Scene("tonight, calm", CALM),
    Scene("signs, calm", CALM, "s"),
    Scene("tonight, emergency", EMERGENCY),
    Scene("signs, emergency", EMERGENCY, "s"),
    Scene("tonight", LIVED_IN),
    Scene("tonight, banner folded", LIVED_IN, "z"),
    Scene("history", LIVED_IN, "h"),
    Scene("history, search", LIVED_IN, "h slash j o l t"),
    Scene("history, choose", LIVED_IN, "h f"),
    Scene("history, go to", LIVED_IN, "h G"),
    Scene("year", LIVED_IN, "h v"),
    Scene("trends", LIVED_IN, "h v v"),
    Scene("goes with", LIVED_IN, "h v v v"),
    Scene("a day", LIVED_IN, "h down enter"),
    Scene("a day not answered", LIVED_IN, "h " + "down " * 8 + "enter"),
    Scene("a day, clear", LIVED_IN, "h down enter x"),
    Scene("signs", LIVED_IN, "s"),
    Scene("a finding", LIVED_IN, "s enter"),
    Scene("a visit", LIVED_IN, "s D"),
    Scene("tips", LIVED_IN, "i"),
    Scene("tips, search", LIVED_IN, "i slash t e a"),
    Scene("an experiment, beginning", CALM, "i slash f o u r enter E"),
    Scene("tonight, trying", TRYING),
    Scene("an experiment, running", TRYING, "i E"),
    Scene("an experiment, result", TRIED, "i E"),
    Scene("learn", LIVED_IN, "l"),
    Scene("a page", LIVED_IN, "l enter"),
    Scene("check-in, last night", LIVED_IN, "enter"),
    Scene("check-in, unlikely", LIVED_IN, "enter 1 1 0 0 1 5 enter 0 enter 0 7 0 0"),
    Scene("check-in, movement", LIVED_IN, "enter pagedown"),
    Scene("check-in, movement, more", LIVED_IN, "enter pagedown m 2 1 1"),
    Scene("check-in, today", LIVED_IN, "enter pagedown plus"),
    Scene("check-in, done", LIVED_IN, "enter pagedown plus 2 2 3"),
    Scene("closing", LIVED_IN, "enter pagedown plus 2 2 3 enter"),
    Scene("closing, answered", LIVED_IN, "enter pagedown plus 2 2 3 enter y"),
    Scene("why", LIVED_IN, "w"),
    Scene("menu", LIVED_IN, "full_stop"),
    Scene("profile", LIVED_IN, "full_stop 2"),
    Scene("drinks", LIVED_IN, "c"),
    Scene("drinks, asked", LIVED_IN, "c o"),
    Scene("catching up", LIVED_IN, "full_stop 1"),
    Scene("backups", LIVED_IN, "full_stop 6"),
    Scene("export", LIVED_IN, "full_stop 4"),
    Scene("it just happened", LIVED_IN, "e"),
    Scene("it just happened, signs", LIVED_IN, "e 1 enter 5 enter l e f t enter y enter"),
    Scene("it just happened, a medicine", LIVED_IN, "e o i r o n enter enter"),
    Scene("bed partner", LIVED_IN, "h down enter p 1"),
    Scene("the page for the doctor", LIVED_IN, "d"),
    Scene("import", LIVED_IN, "full_stop 5"),
    Scene("keys", LIVED_IN, "question_mark"),
    Scene("palette", LIVED_IN, "ctrl+p", shows="Show another tip."),
    Scene(
        "palette, search",
        LIVED_IN,
        "ctrl+p e x p",
        shows="Export the diary to a file.",
        hides="Show another tip.",
    ),
    Scene("wind-downs", LIVED_IN, wind_down="choice"),
    *(Scene(f"wind-down, {name}", LIVED_IN, wind_down=name) for name in _GUIDES),
    Scene("too small, asked", LIVED_IN, "c o", sizes=((59, 20),)),
    Scene("too small", LIVED_IN, sizes=((59, 20), (60, 19), (46, 12))),
    Scene("unreadable", EMPTY),
)


# The tests of one screen run in the same worker, which takes its portrait once.
EVERY_SCREEN = [
    pytest.param(scene, id=scene.name, marks=pytest.mark.xdist_group(scene.name))
    for scene in some_of(SCENES, 10)
]


@cache
def _lived_in() -> dict[str, bytes]:
    """The files of a diary with the demo's days, brought in once and folded once."""
    with TemporaryDirectory() as place:
        diary = Diary(Path(place) / "diary", lambda: NOW)
        diary.merge(demo_log(NOW), "the invented days")
        folded = FoldCache(diary)
        folded.standing(TODAY)
        folded.keep()
        return {
            path.name: path.read_bytes() for path in diary.folder.iterdir() if path.is_file()
        }


def _calm() -> tuple[Entry, ...]:
    night = Night(
        tried_to_sleep_at="23:10",
        sleep_latency_min=15,
        awake_min=10,
        final_wake_at="06:40",
        out_of_bed_at="07:00",
        rested=4,
    )
    cups = (CaffeineDrink(at="08:10", mg=96, drink="coffee"),)
    return tuple(
        Entry(
            date=TODAY - timedelta(days=back),
            night=night,
            movement=Movement(sleep_starts=SleepStarts.UNDISTURBING),
            day=Day(stress=2, caffeine=cups),
        )
        for back in (3, 2, 0)
    )


def _trying(evenings_ago: int) -> Log:
    """An experiment that began so long ago, each night answered: without it some disturbed."""
    first = TODAY - timedelta(days=evenings_ago)
    nights = tuple(
        Entry(
            date=first + timedelta(days=place + 1),
            movement=Movement(
                sleep_starts=(
                    SleepStarts.DISTURBING if place % 6 == 4 else SleepStarts.UNDISTURBING
                )
            ),
            day=Day(stress=2, caffeine=(), tip_done=(place + 1) % 6 < 2),
        )
        for place in range(min(evenings_ago, 30))
    )
    tried = lives.experiment(first)
    return Log(format="coach-log", version=1, entries=nights, experiments=(tried,))


def _emergency() -> Entry:
    return Entry(
        date=TODAY,
        movement=Movement(
            sleep_starts=SleepStarts.DISTURBING,
            dream_enactment=DreamEnactment.INJURY,
            awake=AwakeMovement.JERK,
            signs=(Sign.SUDDEN_FACE_ARM_SPEECH_CHANGE,),
        ),
    )


def fill(diary: Diary, scene: Scene) -> None:
    """Put into an empty diary what the scene needs."""
    if scene.diary == LIVED_IN:
        diary.folder.mkdir(parents=True)
        for name, data in _lived_in().items():
            (diary.folder / name).write_bytes(data)
    if scene.diary in (TRYING, TRIED):
        diary.merge(_trying(7 if scene.diary == TRYING else 31), "an experiment")
    evenings.fill(diary, {CALM: _calm(), EMERGENCY: (_emergency(),)}.get(scene.diary, ()))


def program(diary: Diary, scene: Scene) -> App[Any]:
    """The program whose screen it is."""
    if scene.name == "unreadable":
        path = Path("/home/me/.local/share/sleep-coach/diary.json")
        trouble = DiaryUnreadable(path, "it ends in the middle of a word")
        return Rescue(diary, trouble, NOW.date())
    return CoachApp(diary, lambda: NOW)


@asynccontextmanager
async def at(
    scene: Scene, folder: Path, *, size: Size | None = None
) -> AsyncIterator[tuple[App[Any], Pilot[Any]]]:
    """The program with that screen up."""
    diary = Diary(folder, lambda: NOW)
    fill(diary, scene)
    app = program(diary, scene)
    async with app.run_test(size=size or scene.sizes[-1]) as pilot:
        await go_to(scene, pilot)
        yield app, pilot


async def go_to(scene: Scene, pilot: Pilot[Any]) -> None:
    """Get to the screen from Tonight, and let it come to rest."""
    app = pilot.app
    if scene.wind_down is not None:
        app.push_screen(WindDown(scene.wind_down, lambda: 5000.0))
        await settled(pilot)
    await pilot.press(*scene.keys.split())
    await wait_until(
        pilot, lambda: scene.shows in text_of(app) and scene.hides not in text_of(app)
    )
    screen = app.screen
    if isinstance(screen, Tonight) and not is_too_small(app.size):
        # What goes with disturbed nights is reckoned once the page stands.
        await wait_until(pilot, lambda: screen._goes_with is not None)
    for field in app.screen.query(Input):
        field.cursor_blink = False
        if field.id == "path":
            field.value = str(Path("/home/me") / Path(field.value).name)
    await settled(pilot)


def runs(app: App[Any]) -> Iterator[Piece]:
    """What the screen shows, piece by piece, each with its style.

    What lies dimmed behind a dialog is left out.
    """
    screen = app.screen
    for row, strip in enumerate(screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            at_top = screen.get_widget_at(column, row)[0]
            if segment.text.strip() and not (screen.is_modal and at_top is screen):
                yield segment.text, segment.style or Style()
            column += segment.cell_length


# The first name that fits a colour is the one told.
_NAMES = (
    "foreground",
    "text-muted",
    "primary",
    "accent",
    "warning",
    "error",
    "success",
    "background",
    "surface",
    "panel",
    "block-cursor-foreground",
    "block-cursor-background",
    "block-cursor-blurred-background",
    "button-color-foreground",
    "rule",
)


def colour_names(app: App[Any]) -> dict[str, str]:
    """The theme's names of its colours, by their hex value."""
    named = app.get_css_variables()
    return {named[name].lower(): name for name in reversed(_NAMES) if name in named}


def looks(app: App[Any]) -> str:
    """The words that do not look plain, under the names of their colours and styles."""
    named = colour_names(app)
    found: dict[str, list[str]] = {}
    for text, style in runs(app):
        how = [_name(style.color, named), *_attributes(style)]
        ground = _name(style.bgcolor, named)
        if (how, ground) in ((["foreground"], "background"), (["default"], "default")):
            continue
        on = "" if ground in ("background", "default") else f" on {ground}"
        words = found.setdefault(" ".join(how) + on, [])
        told = " ".join(text.split())
        if not any(sign.isalnum() for sign in told):
            told = told[:4]
        if told not in words:
            words.append(told)
    return "".join(f"{how}: {' | '.join(words)}\n" for how, words in sorted(found.items()))


def _name(color: Color | None, named: dict[str, str]) -> str:
    if color is None or color.is_default:
        return "default"
    if color.type is not ColorType.TRUECOLOR:
        return color.name
    value = color.get_truecolor().hex.lower()
    return named.get(value, value)


def _attributes(style: Style) -> list[str]:
    return [
        name
        for name in ("bold", "dim", "italic", "underline", "reverse")
        if getattr(style, name)
    ]


@dataclass(frozen=True)
class Portrait:
    """All that the tests of every screen look at, taken in one running program.

    Attributes:
        texts: The screen's text by size.
        coloured: The words that do not look plain, by size, as `looks` tells them.
        bare: The screen's text without colours, by size.
        plain: The words that do not look plain without colours, by size.
        in_looks: The pieces at 80 x 24 in each of the looks it is tried in.
        tiny: The text in windows too small for a screen.
        last_lines: The last line at 80 x 24 before the tiny windows and after them.
        behind: Whether it is a dialog, behind which nothing is seen without colours.
        is_room: Whether it is one of the five rooms.
        place: Whose keys work on it.
        commands: What the palette offers.
    """

    texts: dict[Size, str]
    coloured: dict[Size, str]
    bare: dict[Size, str]
    plain: dict[Size, str]
    in_looks: dict[str, list[Piece]]
    tiny: dict[Size, str]
    last_lines: tuple[str, str]
    behind: bool
    is_room: bool
    place: str
    commands: set[str]


_PORTRAITS: dict[str, Portrait] = {}


async def portrait(scene: Scene) -> Portrait:
    """What a screen shows in every size, in our looks and without colours; taken once."""
    if scene.name not in _PORTRAITS:
        with TemporaryDirectory() as folder:
            _PORTRAITS[scene.name] = await _taken(scene, Path(folder))
    return _PORTRAITS[scene.name]


async def _taken(scene: Scene, folder: Path) -> Portrait:
    # Every change of size or look draws all anew: what can be seen in passing is.
    sizes = sizes_of(scene)
    async with at(scene, folder / "diary", size=sizes[0]) as (app, pilot):
        screen = app.screen
        commands = {command.title for command in app.get_system_commands(screen)}
        texts, coloured = await in_sizes(sizes, pilot)
        if app.size != (80, 24):
            await pilot.resize_terminal(80, 24)
        in_looks = {look: await pieces_in(look, scene, pilot) for look in looks_of(scene)}
        if scene.name in SAYS_OTHER_WORDS:
            with without_colours():
                async with at(scene, folder / "plain", size=sizes[0]) as (_, another):
                    bare, plain = await in_sizes(sizes, another)
        else:
            await _take_colours(scene, pilot)
            bare, plain = await in_sizes(sizes, pilot)
        tiny, last_lines = await in_tiny_windows(tiny_for(scene), pilot)
        return Portrait(
            texts=texts,
            coloured=coloured,
            bare=bare,
            plain=plain,
            in_looks=in_looks,
            tiny=tiny,
            last_lines=last_lines,
            behind=screen.is_modal,
            is_room=isinstance(screen, Room),
            place=screen.PLACE if isinstance(screen, WithKeys) else "everywhere",
            commands=commands,
        )


def sizes_of(scene: Scene) -> tuple[Size, ...]:
    """The sizes a screen is tried in, 80 x 24 last: all of its own, or one other in turn."""
    others = tuple(size for size in scene.sizes if size != (80, 24))
    if not LONG:
        others = others[SCENES.index(scene) % len(others) :][:1]
    return others + tuple(size for size in scene.sizes if size == (80, 24))


def looks_of(scene: Scene) -> tuple[str, ...]:
    """The looks a screen is tried in: all of ours, or the first and one more in turn."""
    return OURS if LONG else (OURS[0], OURS[1 + SCENES.index(scene) % 2])


def tiny_for(scene: Scene) -> tuple[Size, ...]:
    """The tiny windows a screen is tried in: all of them, or one in turn."""
    return TINY if LONG else TINY[SCENES.index(scene) % 8 :][:1]


async def in_sizes(
    sizes: Iterable[Size], pilot: Pilot[Any]
) -> tuple[dict[Size, str], dict[Size, str]]:
    """The screen's text, and the words that do not look plain, in each of the sizes."""
    texts, told = {}, {}
    for size in sizes:
        if size != pilot.app.size:
            await pilot.resize_terminal(*size)
        texts[size] = await settled(pilot)
        told[size] = looks(pilot.app)
    return texts, told


async def in_tiny_windows(
    sizes: Iterable[Size], pilot: Pilot[Any]
) -> tuple[dict[Size, str], tuple[str, str]]:
    """The text in each tiny window, and the last line at 80 x 24 before and after them."""
    if pilot.app.size != (80, 24):
        await pilot.resize_terminal(80, 24)
    before = (await settled(pilot)).splitlines()[-1]
    texts = {}
    for size in sizes:
        await pilot.resize_terminal(*size)
        texts[size] = await settled(pilot)
    await pilot.resize_terminal(80, 24)
    return texts, (before, (await settled(pilot)).splitlines()[-1])


async def pieces_in(look: str, scene: Scene, pilot: Pilot[Any]) -> list[Piece]:
    """What the screen shows once it is drawn in a look."""
    app = pilot.app
    await _put_on(scene, pilot, lambda: setattr(app, "theme", look))
    await wait_until(pilot, lambda: _is_on(app))
    return list(runs(app))


@contextmanager
def without_colours() -> Iterator[None]:
    """Programs that start meanwhile find ``NO_COLOR`` set."""
    with pytest.MonkeyPatch.context() as patch:
        # Textual takes it away again when it has seen it.
        patch.setenv("NO_COLOR", "1")
        yield


async def _take_colours(scene: Scene, pilot: Pilot[Any]) -> None:
    """Make of the running program what it had been with ``NO_COLOR`` set at its start.

    The test of a program that really starts so holds this to be true.
    """
    app = pilot.app
    assert isinstance(app, Dressed)

    def switch() -> None:
        app.no_color = True
        app.ansi_color = True
        app._filters.append(NoColor())
        app.worn = themes.SIXTEEN
        app.theme = themes.SIXTEEN

    await _put_on(scene, pilot, switch)
    for marked in app.screen.query(MarkedList):
        marked.watch_highlighted(marked.highlighted)  # the mark is drawn when it moves


async def _put_on(scene: Scene, pilot: Pilot[Any], switch: Callable[[], None]) -> None:
    """Change the look; the palette keeps the one in which it was opened, and is opened anew."""
    if scene.name.startswith("palette"):
        await pilot.press("escape")
        switch()
        await go_to(scene, pilot)
    else:
        switch()


def _is_on(app: App[Any]) -> bool:
    """Whether the screen is drawn in the look that was put on last."""
    grounds = {style.bgcolor.name for _, style in runs(app) if style.bgcolor}
    named = app.get_css_variables()
    return named["surface" if app.screen.is_modal else "background"].lower() in grounds
