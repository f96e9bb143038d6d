"""Every screen there is, how one gets to it, and what it looks like, as text.

The tests that look at all screens (their text, their colours, their contrast) walk through
this list; a new screen is one more row.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from rich.color import Color, ColorType
from rich.style import Style
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from coach.cli.demo import demo_log
from coach.core.diary.choices import AwakeMovement, DreamEnactment, Sign, SleepStarts
from coach.core.diary.records import CaffeineDrink, Day, Entry, Log, Movement, Night
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.disk.durable import DiaryUnreadable
from coach.store.settings import Settings
from coach.ui.app import CoachApp
from coach.ui.rescue import Rescue
from coach.ui.winddown.screen import WindDown
from tests.ui.conftest import text_of, wait_until

NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
TODAY = NOW.date()
SIZES = ((60, 20), (80, 24), (120, 40))


@dataclass(frozen=True)
class Scene:
    """One screen and the way to it.

    Attributes:
        name: What it is called in the captures.
        diary: What the diary holds: ``empty``, ``lived in``, ``calm`` or ``emergency``.
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
    sizes: tuple[tuple[int, int], ...] = SIZES
    shows: str = ""
    hides: str = "\0"


EMPTY, LIVED_IN, CALM, EMERGENCY = "empty", "lived in", "calm", "emergency"
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
    Scene("backups, empty", EMPTY, "z"),
    Scene("tonight, calm", CALM),
    Scene("signs, calm", CALM, "s"),
    Scene("tonight, emergency", EMERGENCY),
    Scene("signs, emergency", EMERGENCY, "s"),
    Scene("tonight", LIVED_IN),
    Scene("tonight, banner folded", LIVED_IN, "s k t"),
    Scene("history", LIVED_IN, "h"),
    Scene("history, search", LIVED_IN, "h slash j o l t"),
    Scene("history, choose", LIVED_IN, "h f"),
    Scene("history, go to", LIVED_IN, "h g"),
    Scene("year", LIVED_IN, "h v"),
    Scene("trends", LIVED_IN, "h v v"),
    Scene("goes with", LIVED_IN, "h v v v"),
    Scene("a day", LIVED_IN, "h down enter"),
    Scene("a day not answered", LIVED_IN, "h " + "down " * 8 + "enter"),
    Scene("a day, clear", LIVED_IN, "h down enter x"),
    Scene("signs", LIVED_IN, "s"),
    Scene("a finding", LIVED_IN, "s enter"),
    Scene("a visit", LIVED_IN, "s v"),
    Scene("tips", LIVED_IN, "i"),
    Scene("tips, search", LIVED_IN, "i slash t e a"),
    Scene("learn", LIVED_IN, "l"),
    Scene("a page", LIVED_IN, "l enter"),
    Scene("check-in, last night", LIVED_IN, "enter"),
    Scene("check-in, movement", LIVED_IN, "enter plus 4"),
    Scene("check-in, movement, more", LIVED_IN, "enter plus 4 m J y K"),
    Scene("check-in, today", LIVED_IN, "enter plus 4 n"),
    Scene("check-in, done", LIVED_IN, "enter plus 4 n 2 2 3 enter"),
    Scene("profile", LIVED_IN, "p"),
    Scene("drinks", LIVED_IN, "c"),
    Scene("drinks, asked", LIVED_IN, "c o"),
    Scene("catching up", LIVED_IN, "a"),
    Scene("backups", LIVED_IN, "z"),
    Scene("export", LIVED_IN, "e"),
    Scene("the page for the doctor", LIVED_IN, "d"),
    Scene("import", LIVED_IN, "o"),
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


@cache
def _lived_in() -> Log:
    return demo_log(NOW)


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
        diary.merge(_lived_in(), "the invented days")
    for entry in {CALM: _calm(), EMERGENCY: (_emergency(),)}.get(scene.diary, ()):
        diary.change(entry.date, lambda _, entry=entry: entry, "a day")  # type: ignore[misc]


def program(diary: Diary, scene: Scene) -> App[Any]:
    """The program whose screen it is."""
    if scene.name == "unreadable":
        path = Path("/home/me/.local/share/sleep-coach/diary.json")
        trouble = DiaryUnreadable(path, "it ends in the middle of a word")
        return Rescue(diary, trouble, NOW.date())
    return CoachApp(diary, lambda: NOW)


@asynccontextmanager
async def at(
    scene: Scene, folder: Path, *, look: str | None = None, size: tuple[int, int] | None = None
) -> AsyncIterator[tuple[App[Any], Pilot[Any]]]:
    """The program with that screen up, in a look of its choosing."""
    diary = Diary(folder, lambda: NOW)
    fill(diary, scene)
    if look is not None:
        settings.save(folder, Settings(theme=look))
    app = program(diary, scene)
    async with app.run_test(size=size or scene.sizes[-1]) as pilot:
        if scene.wind_down is not None:
            app.push_screen(WindDown(scene.wind_down, lambda: 5000.0))
            await settled(pilot)
        await pilot.press(*scene.keys.split())
        await wait_until(
            pilot, lambda: scene.shows in text_of(app) and scene.hides not in text_of(app)
        )
        for field in app.screen.query(Input):
            field.cursor_blink = False
            if field.id == "path":
                field.value = str(Path("/home/me") / Path(field.value).name)
        await settled(pilot)
        yield app, pilot


async def settled(pilot: Pilot[Any]) -> str:
    """The screen's text once it no longer changes."""
    before = ""
    for _ in range(200):
        await pilot.pause()
        text = text_of(pilot.app)
        if text == before:
            return text
        before = text
    raise AssertionError("the screen never came to rest")


def runs(app: App[Any]) -> Iterator[tuple[str, Style]]:
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
