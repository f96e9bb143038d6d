"""The real program in a pseudo-terminal: it opens, saves, keeps drafts, and leaves."""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyte
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 40.0


class Terminal:
    """A program in a pseudo-terminal of 80 columns and 24 rows."""

    def __init__(self, folder: Path, *words: str, tz: str = "UTC0") -> None:
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._leader = leader
        self.process = subprocess.Popen(
            [sys.executable, "-B", "-m", "coach", "--data-dir", str(folder), *words],
            cwd=ROOT,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "TZ": tz,
                "TEXTUAL_ANIMATIONS": "none",
            },
            start_new_session=True,
        )
        os.close(follower)
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self._leader, keys.encode())

    def wait_while(self, holds: Callable[[], bool], what: str = "it") -> None:
        """Let the program draw until something no longer holds."""
        until = time.monotonic() + PATIENCE_S
        while holds():
            assert time.monotonic() < until, f"{what} never came:\n{self.text}"
            self._read(0.05)

    def wait_for(self, text: str) -> None:
        """Let the program draw until a text stands on the screen."""
        self.wait_while(lambda: text not in self.text, repr(text))

    def wait_for_change(self, before: str) -> None:
        """Let the program draw until the screen is not what it was, and whole."""
        self.wait_while(lambda: self.text == before, "a change")
        while select.select([self._leader], [], [], 0.5)[0]:
            self._read(0)

    def ends(self) -> int:
        """Wait for the program to end and return its exit code."""
        self.wait_while(lambda: self.process.poll() is None, "the end")
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the terminal, as its window's cross does."""
        os.killpg(self.process.pid, signal.SIGHUP)
        self.ends()

    def close(self) -> None:
        """End what is left."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._leader)

    def _read(self, patience: float) -> None:
        if select.select([self._leader], [], [], patience)[0]:
            try:
                self._stream.feed(os.read(self._leader, 65536))
            except OSError:
                return


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "diary"


@pytest.fixture
def opened(folder: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder)
    yield terminal
    terminal.close()


def coach(folder: Path, *words: str, stdin: str = "", tz: str = "UTC0") -> str:
    """What a command prints."""
    done = subprocess.run(
        [sys.executable, "-B", "-m", "coach", "--data-dir", str(folder), *words],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": tz},
        timeout=60,
    )
    return done.stdout


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(coach(folder, "export")).get("entries", [])
    return found


def zone_where_it_is(hour: int, minute: int) -> tuple[str, date]:
    """A POSIX time zone in which it is about that time now, and the date there."""
    now = datetime.now(UTC)
    ahead = (hour * 60 + minute) - (now.hour * 60 + now.minute)
    ahead = (ahead + 720) % 1440 - 720
    sign = "-" if ahead >= 0 else "+"
    zone = f"XXX{sign}{abs(ahead) // 60:02d}:{abs(ahead) % 60:02d}"
    return zone, (now + timedelta(minutes=ahead)).date()


def test_it_opens_and_q_leaves(opened: Terminal, folder: Path) -> None:
    opened.wait_for("Tonight's tip")
    opened.press("q")
    assert opened.ends() == 0
    assert not folder.exists(), "looking round writes nothing"


def test_an_answered_check_in_is_in_the_export_and_what_was_not_answered_is_absent(
    opened: Terminal, folder: Path
) -> None:
    opened.wait_for("Tonight's tip")
    opened.press("\r")
    opened.wait_for("try to sleep?")
    opened.press("2310")
    opened.wait_for("fall asleep?")
    while "Enter saves it" not in opened.text:
        before = opened.text
        opened.press("\r")
        opened.wait_for_change(before)
    opened.press("\r")
    opened.wait_for("Noted")
    opened.press("\r")
    opened.wait_for("Tonight's tip")
    opened.press("q")
    opened.ends()
    (entry,) = entries(folder)
    assert entry["night"] == {"tried_to_sleep_at": "23:10"}
    assert set(entry) <= {"date", "recorded_at", "first_recorded_at", "tz", "night"}


def test_a_closed_terminal_loses_nothing_and_the_draft_is_offered_again(folder: Path) -> None:
    first = Terminal(folder)
    try:
        first.wait_for("Tonight's tip")
        first.press("\r")
        first.wait_for("try to sleep?")
        first.press("2310")
        first.wait_for("fall asleep?")
        first.wait_while(lambda: not list(folder.glob("drafts/*.json")))
        first.hang_up()
    finally:
        first.close()
    assert entries(folder) == [], "a draft is no entry"
    again = Terminal(folder)
    try:
        again.wait_for("begun, not saved yet")
        again.press("\r")
        again.wait_for("23:10")
        again.press("\x1b")
        again.wait_for("Tonight's tip")
        again.press("q")
        assert again.ends() == 0
    finally:
        again.close()


@pytest.mark.parametrize(("clock", "days_back"), [((0, 40), 1), ((4, 30), 0)])
def test_the_day_ends_at_four_in_the_real_program(
    folder: Path, clock: tuple[int, int], days_back: int
) -> None:
    zone, calendar = zone_where_it_is(*clock)
    day = (calendar - timedelta(days=days_back)).isoformat()
    coach(folder, "drink", "coffee", tz=zone)
    terminal = Terminal(folder, tz=zone)
    try:
        terminal.wait_for("96 mg at 0")
        terminal.press("q")
        assert terminal.ends() == 0
    finally:
        terminal.close()
    assert [entry["date"] for entry in entries(folder)] == [day]
