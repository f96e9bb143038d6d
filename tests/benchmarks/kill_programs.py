"""The real commands and the real screen killed in the middle: is what they told still there?

Run: python -m tests.benchmarks.kill_programs [commands N] [windows N]

``commands`` kills N commands, two at work on one diary at a time, at random moments of their
run. ``windows`` kills N full-screen programs, two open on one diary at a time, each in a
terminal of its own and saving check-ins or leaving them as drafts, while a command logs a
drink beside them. Whoever is killed has told beforehand what it acknowledged: the line that a
command printed, the screen that came after a save or after leaving. After each kill a new
program opens the diary: all that was acknowledged must be there, once, and nothing else but
what was under way.
"""

import asyncio
import fcntl
import os
import pty
import random
import select
import signal
import struct
import sys
import tempfile
import termios
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from coach.cli import main as coach
from coach.store.diary import backups
from coach.store.diary import tables as sheets
from coach.store.diary.diary import Diary
from coach.store.diary.due import DIARY
from coach.store.diary.storage import parsed
from coach.ui.app import CoachApp
from coach.ui.checkin.screen import CheckIn

# A day holds a hundred drinks; before that another diary is begun.
_TURNS_A_DIARY = 40
# The longest that a command and a window live; a part of the commands comes to its end.
_COMMAND_S, _WINDOW_S = 0.09, 4.0
_OPENING_S = 0.8
_SEED = 20261122


def _now() -> datetime:
    return datetime.now(UTC)


# Commands


def kill_commands(kills: int) -> None:
    """Kill commands, two of them at a time."""
    chance = random.Random(_SEED)
    counted: Counter[str] = Counter()
    number = 0
    while counted["killed"] < kills:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "data"
            there: set[str] = set()
            for _ in range(_TURNS_A_DIARY):
                names = [f"n{number}", f"n{number + 1}"]
                number += 2
                running = [_command(folder, name) for name in names]
                acknowledged = set()
                # No wait for something to be ready: the moment of the kill is the experiment.
                time.sleep(chance.uniform(0, _COMMAND_S))
                for name, (process, out) in zip(names, running, strict=True):
                    counted[_killed(process)] += 1
                    with os.fdopen(out, "rb") as printed:
                        if f"{name} at".encode() in printed.read():
                            acknowledged.add(name)
                there = _checked_drinks(folder, there, acknowledged, set(names), counted)
    print(
        f"commands: {counted['killed']} killed in the middle and {counted['ended']} at their "
        f"end, two at a time; {counted['acknowledged']} drinks acknowledged, all there and "
        f"once; {counted['unacknowledged']} were on disk before they could be acknowledged"
    )


def _command(folder: Path, name: str) -> tuple[int, int]:
    """Start a command in a process of its own; its id, and where its words come."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        for stream in (1, 2):
            os.dup2(writing, stream)
        sys.stdout, sys.stderr = (os.fdopen(stream, "w") for stream in (1, 2))
        sys.argv = ["coach", "--data-dir", str(folder), "drink", name, "--mg", "1"]
        try:
            coach()
        except SystemExit as end:
            os._exit(end.code if isinstance(end.code, int) else 1)
        finally:
            traceback.print_exc()
            os._exit(1)
    os.close(writing)
    return process, reading


def _killed(process: int) -> str:
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    return "killed" if os.WIFSIGNALED(status) else "ended"


def _checked_drinks(
    folder: Path, before: set[str], acknowledged: set[str], tried: set[str], count: Counter[str]
) -> set[str]:
    """The drinks that are there now; all that must be, none twice, none from nowhere."""
    diary = Diary(folder, _now)
    names = [
        drink.drink or ""
        for entry in diary.entries()
        if entry.day
        for drink in entry.day.caffeine or ()
    ]
    there = set(names)
    assert len(there) == len(names), "a drink stands twice"
    lost = (before | acknowledged) - there
    assert not lost, f"acknowledged and lost: {sorted(lost)}"
    assert there <= before | tried, "a drink from nowhere"
    count["acknowledged"] += len(acknowledged)
    count["unacknowledged"] += len(there - before - acknowledged)
    _sound(folder)
    return there


def _sound(folder: Path) -> None:
    path = folder / DIARY
    if path.exists():
        sheets.check(parsed(path.read_bytes()))
    for backup in backups.list_backups(folder):
        backups.read(folder, backup.name)


# Windows


def kill_windows(kills: int) -> None:
    """Kill full-screen programs, two open on a diary at a time."""
    chance = random.Random(_SEED)
    counted: Counter[str] = Counter()
    turn = 0
    while counted["killed"] < kills:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "data"
            drinks: set[str] = set()
            days: dict[str, str] = {}
            for _ in range(_TURNS_A_DIARY // 2):
                turn += 1
                windows = [_window(folder, turn % _TURNS_A_DIARY, side) for side in range(2)]
                name = f"n{turn}"
                moments = [chance.uniform(_OPENING_S, _WINDOW_S) for _ in windows]
                command, out = _command(folder, name)
                told = _watched(windows, moments)
                _killed(command)
                for process, *_ in windows:
                    counted[_killed(process)] += 1
                with os.fdopen(out, "rb") as printed:
                    acknowledged = {name} if f"{name} at".encode() in printed.read() else set()
                drinks = _checked_drinks(folder, drinks, acknowledged, {name}, counted)
                days = _checked_days(folder, days, told, counted)
    print(
        f"windows: {counted['killed']} killed, two open at a time beside a command; "
        f"{counted['saved']} check-ins and {counted['draft']} drafts and "
        f"{counted['acknowledged']} drinks acknowledged, all there and once"
    )


def _window(folder: Path, turn: int, side: int) -> tuple[int, int, int]:
    """Open the program in a terminal: its process, its terminal, and where it tells."""
    reading, writing = os.pipe()
    process, terminal = pty.fork()
    if process == 0:
        try:
            os.environ.update(TERM="xterm-256color", TEXTUAL_ANIMATIONS="none")
            _live(folder, turn, side, writing)
        finally:
            os._exit(1)
    os.close(writing)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    return process, terminal, reading


def _live(folder: Path, turn: int, side: int, telling: int) -> None:
    """Save check-ins and leave drafts, each on a day of its own, and tell of each."""
    first = date(2024, 1, 1) + timedelta(days=40 * turn + 20 * side)
    app = CoachApp(Diary(folder, _now), _now)

    async def until(holds: Callable[[], bool]) -> None:
        while not holds():
            await asyncio.sleep(0.002)

    async def check_in(pilot: Pilot[object], day: date, clock: str, *, to_draft: bool) -> None:
        screen = CheckIn(day)
        app.push_screen(screen)
        await until(lambda: screen.is_current)
        await pilot.press(*clock)
        await pilot.press("escape" if to_draft else "ctrl+s")
        await until(lambda: not screen.is_current)
        told = f"{'draft' if to_draft else 'saved'} {day} {clock[:2]}:{clock[2:]}\n"
        os.write(telling, told.encode())
        if not to_draft:
            await pilot.press("enter")
        await until(lambda: not screen.is_current)

    async def drive(pilot: Pilot[object]) -> None:
        await until(lambda: app.is_drawn)
        for back in range(20):
            clock = f"23{(turn + back) % 60:02d}"
            day = first + timedelta(days=back)
            await check_in(pilot, day, clock, to_draft=bool(back % 2))

    app.run(auto_pilot=drive)


def _watched(windows: list[tuple[int, int, int]], moments: list[float]) -> list[str]:
    """Kill each window at its moment, its terminal read until then; what was told before."""
    began = time.monotonic()
    alive = dict(zip(windows, moments, strict=True))
    while alive:
        terminals = [terminal for _, terminal, _ in alive]
        for terminal in select.select(terminals, [], [], 0.01)[0]:
            try:
                os.read(terminal, 65536)
            except OSError:
                continue
        for window, moment in list(alive.items()):
            if time.monotonic() - began > moment:
                os.kill(window[0], signal.SIGKILL)
                del alive[window]
    told: list[str] = []
    for _, terminal, reading in windows:
        with os.fdopen(reading, "rb") as lines:
            told += lines.read().decode().splitlines()
        os.close(terminal)
    return told


def _checked_days(
    folder: Path, before: dict[str, str], told: list[str], count: Counter[str]
) -> dict[str, str]:
    """The clock times that were told of by day; each must be where it was said to be."""
    diary = Diary(folder, _now)
    days = dict(before)
    for line in told:
        kind, day, clock = line.split()
        days[day] = f"{kind} {clock}"
        count[kind] += 1
    for day, words in days.items():
        kind, clock = words.split()
        the_day = date.fromisoformat(day)
        draft = diary.draft(the_day)
        entry = diary.entry(the_day) if kind == "saved" else draft.entry if draft else None
        assert entry is not None, f"the {kind} of {day} is lost"
        assert entry.night is not None
        assert entry.night.tried_to_sleep_at == clock, f"the {kind} of {day} is another"
    return days


def main() -> None:
    """Run what the command line names."""
    words = sys.argv[1:] or ["commands", "200", "windows", "20"]
    for how, kill in (("commands", kill_commands), ("windows", kill_windows)):
        if how in words:
            kill(int(words[words.index(how) + 1]))


if __name__ == "__main__":
    main()
