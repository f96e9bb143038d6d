"""The coach beside what else somebody in a terminal would keep a diary with.

Run: ``python -m tests.benchmarks.beside_others [--rounds N] FOLDER``. The folder holds a diary;
`vim` opens its file, `calcurse` and the Textual programs `dooit` and `peplum` open
empty. Those that are not on PATH are left out. Each takes its turn on the same
pseudo-terminal: processor time and bytes until its first page stands, resident memory then,
and the bytes of one key that moves or types.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks._pty import Screen

STILL_S, MOST_S = 1.5, 12.0


@dataclass
class Program:
    """One of them.

    Attributes:
        name: What it is called.
        command: How it is opened.
        keys: The last one moves or types something; those before it lead there.
        paint_ms: Processor time until its first page stood, of each round.
        paint_bytes: What it sent until then.
        memory_mb: What it held then.
        key_bytes: What it sent for the key.
    """

    name: str
    command: list[str]
    keys: str
    paint_ms: list[float] = field(default_factory=list)
    paint_bytes: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    key_bytes: list[float] = field(default_factory=list)

    def measure(self, env: dict[str, str]) -> None:
        """Open it, press the key, and end it."""
        screen = Screen(self.command, env)
        self.paint_ms.append(1e3 * _still(screen))
        self.paint_bytes.append(screen.sent)
        self.memory_mb.append(screen.memory())
        for key in self.keys[:-1]:
            screen.strike(key)
            _still(screen)
        before = screen.sent
        screen.strike(self.keys[-1])
        _still(screen)
        self.key_bytes.append(screen.sent - before)
        screen.end()

    def line(self) -> str:
        """The row of the table."""
        figures = (self.paint_ms, self.paint_bytes, self.memory_mb, self.key_bytes)
        return f"| {self.name} | {' | '.join(f'{min(values):,.0f}' for values in figures)} |"


def _still(screen: Screen) -> float:
    """Wait until nothing is drawn any more; the processor time at the last byte.

    A clock of their own keeps some from ever standing still.
    """
    ends, used = time.monotonic() + MOST_S, 0.0
    while time.monotonic() < ends:
        if screen.take(STILL_S):
            used = screen.used()
        elif screen.sent:
            break
    return used


def programs(folder: Path) -> Iterator[Program]:
    """Those that are here."""
    coach = str(Path(sys.executable).with_name("coach"))
    opened = f"COACH_DATA_DIR={folder}"
    yield Program("coach, Tonight to History", ["/usr/bin/env", opened, coach], "h")
    yield Program("coach, an answer in the check-in", ["/usr/bin/env", opened, coach], "\r2")
    for name, command, key in (
        ("vim on the diary's file", ["vim", "-n", str(folder / "diary.json")], "j"),
        ("calcurse", ["calcurse"], "j"),
        ("dooit (Textual)", ["dooit"], "j"),
        ("peplum (Textual)", ["peplum"], "j"),
    ):
        if shutil.which(command[0]):
            yield Program(name, command, key)


def main() -> None:
    """Let them take turns and print one row each."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--rounds", type=int, default=5)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "HOME": home, "TERM": "xterm-256color"}
        everyone = [*programs(given.folder.resolve())]
        for _ in range(given.rounds):
            for program in everyone:
                program.measure(env)
    print("| program | first page, ms | bytes for it | memory, MB | bytes for a key |")
    print("|---|---|---|---|---|")
    for program in everyone:
        print(program.line())


if __name__ == "__main__":
    main()
