"""How smoothly the breathing guide moves, and what it costs.

Opens the guide in a pseudo-terminal, as a person would, and prints the frames that arrive
each second, the longest gap between two of them, and the share of one core that the program
takes meanwhile, start-up left out.
"""

import argparse
import asyncio
import collections
import fcntl
import itertools
import os
import pty
import re
import resource
import select
import struct
import sys
import tempfile
import termios
import time
from datetime import UTC, datetime
from pathlib import Path

_MOVE = re.compile(rb"\x1b\[(\d+);(\d+)H")
_SETTLE = 2.0
_ROOT = Path(__file__).resolve().parents[2]
_ROWS, _COLUMNS = 24, 80


def child(folder: Path, seconds: float, words: bool) -> None:
    """Run the program with the guide open; write the measured window and its processor time."""
    from textual.pilot import Pilot

    from coach.store.diary.diary import Diary
    from coach.ui.app import CoachApp

    window: list[tuple[float, float]] = []

    def busy() -> float:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return usage.ru_utime + usage.ru_stime

    async def drive(pilot: Pilot[object]) -> None:
        # No pilot.pause, which gives up where the machine is busy.
        while not app.is_drawn:
            await asyncio.sleep(0.05)
        before = app.screen
        app.open_wind_down("breathing")
        while app.screen is before or not app.screen.is_running:
            await asyncio.sleep(0.05)
        await asyncio.sleep(_SETTLE)
        if words:
            await pilot.press("v")
        await asyncio.sleep(_SETTLE)
        window.append((time.monotonic(), busy()))
        await asyncio.sleep(seconds)
        window.append((time.monotonic(), busy()))
        app.exit()

    app = CoachApp(
        Diary(folder / "diary", lambda: datetime.now(UTC)), lambda: datetime.now(UTC)
    )
    app.run(auto_pilot=drive)
    if app.failure is not None:
        raise app.failure
    if len(window) != 2:
        raise SystemExit("the program ended before the measuring did")
    figures = " ".join(f"{moment} {used}" for moment, used in window)
    (folder / "window").write_text(figures, encoding="ascii")


def watch(command: list[str]) -> list[tuple[float, bytes]]:
    """Run a command in a pseudo-terminal; everything it writes, with the moment it came."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        for name in ("NO_COLOR", "TEXTUAL_ANIMATIONS"):
            os.environ.pop(name, None)
        os.chdir(_ROOT)
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    written: list[tuple[float, bytes]] = []
    while True:
        select.select([terminal], [], [])
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        written.append((time.monotonic(), chunk))
    _, status = os.waitpid(pid, 0)
    if status:
        last_words = b"".join(chunk for _, chunk in written)[-2000:]
        raise SystemExit(f"the program failed:\n{last_words.decode(errors='replace')}")
    return written


def measure(seconds: float, words: bool) -> None:
    """Run once and print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        # As a module of this checkout, whichever coach may be installed beside it.
        command = [
            sys.executable,
            "-B",
            "-m",
            "tests.benchmarks.breathing_frames",
            "--child",
            folder,
            "--seconds",
            str(seconds),
        ]
        written = watch(command + (["--words"] if words else []))
        figures = (Path(folder) / "window").read_text(encoding="ascii").split()
    begin, busy_before, end, busy_after = (float(figure) for figure in figures)
    inside = [(moment, chunk) for moment, chunk in written if begin <= moment <= end]
    # Each drawing of the guide goes to the same place first: the place most often gone to.
    places = collections.Counter(
        place for _, chunk in inside for place in set(_MOVE.findall(chunk))
    )
    place, _ = places.most_common(1)[0]
    frames = [
        moment
        for moment, chunk in inside
        for position in _MOVE.findall(chunk)
        if position == place
    ]
    gaps = [after - before for before, after in itertools.pairwise(frames)]
    size = sum(len(chunk) for _, chunk in inside)
    print(
        f"{'words' if words else 'bar':<6}"
        f"{len(frames) / (end - begin):6.1f} frames a second, "
        f"longest gap {max(gaps) * 1000:.0f} ms, "
        f"{100 * (busy_after - busy_before) / (end - begin):.1f} % of one core, "
        f"{size / (end - begin) / 1000:.1f} kB a second"
    )


def main() -> None:
    """Measure the moving bar and the counted words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--words", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child, given.seconds, given.words)
        return
    for words in (False, True):
        measure(given.seconds, words)


if __name__ == "__main__":
    main()
