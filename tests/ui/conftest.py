"""The program on a screen that exists only in memory, at a time of the test's choosing."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import RenderableType
from textual import _wait
from textual._compositor import Compositor
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp

# A pause ends once the program rests. Textual looks whether it does every 20 ms, which would be
# half of the time of these tests; as screens draw four times as often here, 8 ms are as long.
_wait.SLEEP_GRANULARITY = 1 / 125
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
# Far longer than anything takes, on a busy machine too.
_LONGEST_WAIT_S = 60
EVENING = datetime.fromisoformat("2026-11-22T21:40:00+00:00")


_textuals_pause = Pilot.pause


async def _pause(pilot: Pilot[Any], delay: float | None = None) -> None:
    """Let the program rest, and let what it is writing come to its end."""
    await _textuals_pause(pilot, delay)
    # While a change is being written the program seems to rest, and so it may where another
    # program holds the lock.
    loop = asyncio.get_running_loop()
    end = loop.time() + _LONGEST_WAIT_S
    app = pilot.app
    while isinstance(app, CoachApp) and app.is_writing and not app.kept_waiting:
        assert loop.time() < end, "the change never came to its end"
        await _textuals_pause(pilot)


@pytest.fixture(autouse=True)
def _pauses_last_until_all_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pilot, "pause", _pause)


_textuals_update = Compositor.render_update


def _render_update(
    compositor: Compositor, full: bool = False, screen_stack: list[Screen[object]] | None = None
) -> RenderableType | None:
    if screen_stack and screen_stack[-1].app.screen.styles.background.a < 1:
        return _textuals_update(compositor, full, screen_stack)
    compositor._dirty_regions.clear()
    return None


@pytest.fixture(autouse=True)
def _nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no lines for a terminal that nobody reads: `text_of` draws what is looked at.

    A third of the time of these tests went into such lines. What lies behind a dialog is
    drawn by way of them, so there they stay.
    """
    monkeypatch.setattr(Compositor, "render_update", _render_update)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = EVENING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Twenty to ten on the evening of Sunday 22 November 2026."""
    return Clock()


@pytest.fixture
def diary(tmp_path: Path, clock: Clock) -> Diary:
    """An empty diary in this test's own folder."""
    return Diary(tmp_path / "coach-data", clock)


@pytest.fixture
def coach_app(diary: Diary, clock: Clock) -> CoachApp:
    """The program on that diary; run it with ``run_test(size=(80, 24))``."""
    return CoachApp(diary, clock)


def text_of(app: App[Any]) -> str:
    """What the screen shows, line by line, without trailing blanks or colours."""
    strips = app.screen._compositor.render_strips()  # the only whole picture there is
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


@pytest.fixture
def screen_text() -> Callable[[App[None]], str]:
    """A function that returns what the screen shows, line by line."""
    return text_of


def says(app: App[Any], sentence: str) -> bool:
    """Whether the screen says this, however its lines break (names of files are long)."""
    return any(sentence in str(words.content) for words in app.screen.query(Static))


async def wait_until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Let the program run until a condition holds; fail if it never does."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _LONGEST_WAIT_S
    while loop.time() < end:
        if holds():
            return
        await pilot.pause()
    raise AssertionError("the condition never came to hold")


async def settled(pilot: Pilot[Any]) -> str:
    """The screen's text once it no longer changes."""
    seen: list[str] = []
    for _ in range(200):
        await pilot.pause()
        await asyncio.sleep(1 / 120)
        seen.append(text_of(pilot.app))
        # Twice the same may be a screen that is still to be laid out anew.
        if len(seen) > 2 and seen[-1] == seen[-2] == seen[-3]:
            return seen[-1]
    raise AssertionError("the screen never came to rest")
