"""Every number that the program is held to, as a ratio of two sides measured in turn.

Run: ``python -m tests.benchmarks.ratios [--rounds N] [--days N] [ROW ...]``. A row is any
of the names below. What is drawn is drawn in a real pseudo-terminal of 80 columns and 24
rows, by the program as a wheel installs it, its tips in one file, compiled beforehand. Both
sides of a ratio take turns, so that a busy machine is busy for both; the ratio is that of the
least times, the other three figures are the ratios of the single rounds. Times are processor
time, but for the answer to a key. ``--days 36500`` measures a hundred years, for the record.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from msgspec.structs import replace

import coach
from coach.cli.context import Coach
from coach.cli.demo import DAYS as DEMO_DAYS
from coach.cli.demo import demo_log
from coach.core.diary.records import Log
from coach.core.patterns import assess
from coach.store.diary.diary import Diary
from coach.store.tips import ready, tipbook
from tests.benchmarks import save_cost
from tests.benchmarks._pty import ANSWERS_WITHIN_S, Screen, processor_seconds
from tests.benchmarks._ten_years import NOW, diary_in, entry_of
from tests.benchmarks.export_cost import BARE as BARE_EXPORT
from tests.evenings import becoming

FEW, YEAR, MANY = 30, 365, 3650
DEPENDENCIES = "import click, msgspec, tinydb, platformdirs"
BARE_LINE = "A line between header and footer"
BARE_APP = f'''
from textual.app import App, ComposeResult
from textual.widgets import Footer, Header, Static


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Header()
        yield Static("{BARE_LINE}")
        yield Footer()


Bare().run()
'''
TIP = " wind down"
ROOMS = {"History": "h", "Signs": "s", "Tips": "i", "Learn": "l"}
# A time, a length, a length, two times, and moving on: what a morning's answers take.
CHECK_IN = "231020\r15\r064007003\t\t\t"

Side = Callable[[], float]


@dataclass
class Row:
    """One line of the table.

    Attributes:
        name: What is measured.
        limit: The most it may be: a ratio, or an amount where nothing is divided by.
        unit: Of the amounts: ``ms``, ``MB``, ``MiB`` or ``bytes``.
        ours: An amount for each round.
        theirs: The same of what is divided by; empty where the limit is an amount.
        at: Which of the amounts is held to the limit, where it is one.
    """

    name: str
    limit: float
    unit: str = "ms"
    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)
    at: Callable[[list[float]], float] = min

    def line(self) -> str:
        """The row of the table."""
        if not self.theirs:
            figure = self.at(self.ours)
            spread, limit = _spread(self.ours, 0), f"{self.limit:g} {self.unit}"
            sides, value = f"{figure:.0f} {self.unit}", f"{figure:.0f} {self.unit}"
        else:
            figure = min(self.ours) / min(self.theirs)
            rounds = [our / their for our, their in zip(self.ours, self.theirs, strict=True)]
            spread, limit = _spread(rounds, 2), f"{self.limit:g}"
            sides = f"{min(self.ours):.1f} ÷ {min(self.theirs):.1f} {self.unit}"
            value = f"{figure:.2f}"
        met = "yes" if figure <= self.limit else "**no**"
        return f"| {self.name} | {sides} | {value} | {spread} | {limit} | {met} |"


def _spread(values: list[float], places: int) -> str:
    picked = (min(values), statistics.median(values), max(values))
    return " / ".join(f"{figure:.{places}f}" for figure in picked)


def percentile_95(values: list[float]) -> float:
    """The value that 95 of 100 stay under."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def _as_it_is(moment: datetime) -> datetime:
    return moment


class Bench:
    """Folders, programs and rounds.

    Args:
        place: A temporary folder.
        rounds: How often each side is measured.
        days: How long the long diary is.
    """

    def __init__(self, place: Path, rounds: int, days: int) -> None:
        self.place, self.rounds, self.days = place, rounds, days
        self.env = {
            name: value
            for name, value in os.environ.items()
            if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith("TEXTUAL")
        } | {
            "PYTHONPATH": str(_installed(place / "installed")),
            "PYTHONPYCACHEPREFIX": str(place / "compiled"),
            "TERM": "xterm-256color",
        }
        self.coach = str(Path(sys.executable).with_name("coach"))
        (place / "bare.py").write_text(BARE_APP, encoding="utf-8")
        self.bare = [sys.executable, str(place / "bare.py")]
        self.imports = [sys.executable, "-c", DEPENDENCIES]

    def folder(self, days: int) -> Path:
        """A diary of that many days up to yesterday, lived like the demo's."""
        folder = self.place / f"{days}"
        if not folder.exists():
            state = Coach(folder)
            state.diary.merge(_log(state, days), "the invented days")
        return folder

    def command(self, days: int, *words: str) -> list[str]:
        """The program on a diary of that many days."""
        folder = str(self.folder(days))
        if words:
            return [self.coach, "--data-dir", folder, *words]
        # Opened without a word, as nearly always.
        return ["/usr/bin/env", f"COACH_DATA_DIR={folder}", self.coach]

    def in_turn(self, *sides: Side) -> list[list[float]]:
        """The results of each side, all sides once a round; the first round is for warmth."""
        results: list[list[float]] = [[] for _ in sides]
        for turn in range(self.rounds + 1):
            for side, values in zip(sides, results, strict=True):
                value = side()
                if turn:
                    values.append(value)
        return results

    @contextmanager
    def tonight(self, days: int) -> Iterator[Screen]:
        """The program on its first page, with all that it does after drawing done."""
        screen = Screen(self.command(days), self.env)
        try:
            screen.seconds_to(TIP)
            screen.settle(0.5)
            yield screen
        finally:
            screen.end()

    def first_paint(self) -> list[Row]:
        """Tonight with a long diary, with a short one, and the bare framework."""
        for days in (FEW, self.days, FEW, self.days):
            # What the evenings before leave behind.
            with self.tonight(days):
                pass
        many, few, bare = self.in_turn(
            lambda: self._painted(self.command(self.days), TIP),
            lambda: self._painted(self.command(FEW), TIP),
            lambda: self._painted(self.bare, BARE_LINE),
        )
        name = f"first paint of Tonight, {self.days:,} entries"
        return [
            Row(f"{name} ÷ bare Textual app", 1.2, ours=many, theirs=bare),
            Row(f"{name} ÷ {FEW} entries", 1.05, ours=many, theirs=few),
        ]

    def rooms(self) -> list[Row]:
        """Each room opened first of all, from the key to the last byte."""
        opened = [lambda key=key: self._opened(self.days, key) for key in ROOMS.values()]
        *rooms, bare = self.in_turn(*opened, lambda: self._painted(self.bare, BARE_LINE))
        return [
            Row(f"first opening of {name} ÷ first paint of the bare app", 0.35, "ms", our, bare)
            for name, our in zip(ROOMS, rooms, strict=True)
        ]

    def history(self) -> list[Row]:
        """History with ten years in it and with thirty days."""
        key = ROOMS["History"]
        many, few = self.in_turn(
            lambda: self._opened(self.days, key), lambda: self._opened(FEW, key)
        )
        name = f"opening History, {self.days:,} ÷ {FEW} entries"
        return [Row(name, 1.2, ours=many, theirs=few)]

    def save(self) -> list[Row]:
        """One entry saved, by the diary and by TinyDB's own storage."""
        turn = iter(range(10**6))
        ours, theirs = save_cost.sides(self.place / "saving")
        mine, plain = self.in_turn(
            lambda: _timed(lambda: ours(next(turn))), lambda: _timed(lambda: theirs(next(turn)))
        )
        name = f"saving one entry of {MANY:,} ÷ TinyDB's JSONStorage"
        return [Row(name, 0.12, ours=mine, theirs=plain)]

    def assessing(self) -> list[Row]:
        """One day assessed."""
        state = Coach(self.folder(self.days))
        entries, profile, day = state.diary.entries(), state.diary.profile(), state.today
        last = entries[-YEAR:]
        many, few = self.in_turn(
            lambda: min(_timed(lambda: assess(entries, profile, day)) for _ in range(20)),
            lambda: min(_timed(lambda: assess(last, profile, day)) for _ in range(20)),
        )
        name = f"assessing one day, {self.days:,}"
        return [
            Row(f"{name} ÷ {YEAR} entries", 1.2, ours=many, theirs=few),
            Row(f"{name} entries", 5, ours=many),
        ]

    def timeline(self) -> list[Row]:
        """Every day's row, as a whole process; and what ten times as many days cost."""
        century = 10 * self.days
        ours, bare, long = self.in_turn(
            lambda: self._used(self.command(self.days, "timeline", "--json")),
            lambda: self._used(self.imports),
            lambda: self._used(self.command(century, "timeline", "--json")),
        )
        name = f"`coach timeline` over {self.days:,} days"
        return [
            Row(f"{name} ÷ `{DEPENDENCIES}`", 10, ours=ours, theirs=bare),
            Row(
                f"`coach timeline` over {century:,} ÷ {self.days:,} days", 11, "ms", long, ours
            ),
        ]

    def _processor_ms(self, command: list[str]) -> float:
        return 1e3 * processor_seconds(command, self.env)[1]

    def export(self) -> list[Row]:
        """The whole log, and the same file loaded and dumped by a bare Python."""
        log = self.place / f"log-{self.days}.json"
        with log.open("wb") as out:
            subprocess.run(
                self.command(self.days, "export"), env=self.env, stdout=out, check=True
            )
        json.loads(log.read_bytes())
        bare = [sys.executable, "-c", BARE_EXPORT, str(log)]
        ours, theirs = self.in_turn(
            lambda: self._used(self.command(self.days, "export")), lambda: self._used(bare)
        )
        name = f"`coach export`, {self.days:,} entries ÷ json.load and json.dumps"
        return [Row(name, 0.7, ours=ours, theirs=theirs)]

    def due(self) -> list[Row]:
        """The command for shell prompts, and a command that does nothing."""
        nothing = self.place / "nothing"
        script = Path(self.coach).read_text(encoding="utf-8")
        nothing.write_text(
            script.replace("from coach.cli import main", "from nothing import main")
        )
        nothing.chmod(0o755)
        (self.place / "nothing.py").write_text("def main() -> None: ...\n")
        # Its line is written by the first save, or by the first who asks.
        self._used(self.command(self.days, "due"))
        ours, theirs, bare = self.in_turn(
            lambda: self._used(self.command(self.days, "due")),
            lambda: self._used([str(nothing)]),
            lambda: self._used([sys.executable, "-c", "pass"]),
        )
        name = f"`coach due`, {self.days:,} entries"
        return [
            Row(f"{name} ÷ a command that does nothing", 1.6, ours=ours, theirs=theirs),
            Row(f"{name} ÷ `python -c pass` without any script", 2, ours=ours, theirs=bare),
        ]

    def commands(self) -> list[Row]:
        """What else is asked of the shell on an evening, and its libraries alone."""
        # An ordinary evening: all old days were folded on an earlier one.
        for _ in range(2):
            with self.tonight(self.days):
                pass
        rows = []
        for word in ("status", "tip"):
            self._used(self.command(self.days, word))
            ours, theirs = self.in_turn(
                partial(self._used, self.command(self.days, word)),
                lambda: self._used(self.imports),
            )
            name = f"`coach {word}`, {self.days:,} entries ÷ `{DEPENDENCIES}`"
            rows.append(Row(name, 1.6, ours=ours, theirs=theirs))
        return rows

    def key(self) -> list[Row]:
        """Every key press of some check-ins, from the press to the last byte drawn."""
        taken: list[float] = []
        sent: list[float] = []
        for _ in range(max(1, self.rounds // 2)):
            # Begun anew each time: every key then draws something.
            shutil.rmtree(self.folder(self.days) / "drafts", ignore_errors=True)
            with self.tonight(self.days) as screen:
                screen.press("\r")
                for key in CHECK_IN:
                    before = screen.sent
                    taken.append(1e3 * (screen.press(key) or ANSWERS_WITHIN_S))
                    sent.append(screen.sent - before)
        name = f"in the check-in, 95th percentile of {len(taken)}"
        return [
            Row(f"key press to repaint {name}", 50, ours=taken, at=percentile_95),
            Row(f"sent for a key {name}", 400, unit="bytes", ours=sent, at=percentile_95),
        ]

    def idle(self) -> list[Row]:
        """What is sent while nothing happens; the minute may pass once, and is left out."""
        sent: list[float] = []
        for _ in range(3):
            with self.tonight(self.days) as screen:
                screen.settle(1.5)
                before = screen.sent
                screen.settle(10)
                sent.append(screen.sent - before)
        return [Row("sent in ten seconds of idling on Tonight", 0, unit="bytes", ours=sent)]

    def memory(self) -> list[Row]:
        """Resident memory, half a second after all is drawn."""

        def resident(command: list[str], text: str) -> float:
            screen = Screen(command, self.env)
            screen.seconds_to(text)
            screen.settle(0.5)
            megabytes = screen.memory()
            screen.end()
            return megabytes

        ours, theirs = self.in_turn(
            lambda: resident(self.command(self.days), TIP),
            lambda: resident(self.bare, BARE_LINE),
        )
        name = f"memory, {self.days:,} entries ÷ bare Textual app"
        return [Row(name, 1.25, unit="MB", ours=ours, theirs=theirs)]

    def backups(self) -> list[Row]:
        """What a year of evenings leaves behind beside a long diary."""
        folder = self.place / "a-year"
        diary = diary_in(folder, self.days)
        for ahead in range(YEAR):
            at = NOW + timedelta(days=ahead)
            evening = Diary(folder, partial(_as_it_is, at))
            evening.change(at.date(), becoming(entry_of(at.date(), 1)), "x")
        size = sum(path.stat().st_size for path in (diary.folder / "backups").iterdir())
        name = f"backups after a year of evenings at {self.days:,} entries"
        return [Row(name, 8, unit="MiB", ours=[size / 2**20])]

    def _painted(self, command: list[str], text: str) -> float:
        """Milliseconds of processor time until a text was drawn."""
        screen = Screen(command, self.env)
        screen.seconds_to(text)
        return 1e3 * screen.end()

    def _opened(self, days: int, key: str) -> float:
        """Milliseconds of processor time that a room takes, once the first page was idle."""
        with self.tonight(days) as screen:
            screen.settle(1)
            before = screen.used()
            screen.press(key)
            # A room may hold its breath for longer than a repaint is said to last.
            screen.settle(0.3)
            return 1e3 * (screen.used() - before)

    def _used(self, command: list[str]) -> float:
        """Milliseconds of processor time of a whole process."""
        return 1e3 * processor_seconds(command, self.env)[1]


ROWS: dict[str, Callable[[Bench], list[Row]]] = {
    "first-paint": Bench.first_paint,
    "rooms": Bench.rooms,
    "history": Bench.history,
    "save": Bench.save,
    "assess": Bench.assessing,
    "timeline": Bench.timeline,
    "export": Bench.export,
    "due": Bench.due,
    "commands": Bench.commands,
    "key": Bench.key,
    "idle": Bench.idle,
    "memory": Bench.memory,
    "backups": Bench.backups,
}


def _installed(place: Path) -> Path:
    """The program as a wheel puts it on a machine, in a folder of its own."""
    tips = place / "coach" / "_tips"
    shutil.copytree(Path(coach.__file__).parent, place / "coach")
    shutil.copytree(tipbook.folder(), tips)
    (tips / ready.NAME).write_text(ready.packed(tips), encoding="utf-8")
    return place


def _timed(what: Callable[[], object]) -> float:
    begun = time.process_time()
    what()
    return 1e3 * (time.process_time() - begun)


def _log(state: Coach, days: int) -> Log:
    """The demo's days over and over, the last one yesterday."""
    once = demo_log(state.now())
    entries = []
    for again in range(0, days + len(once.entries), DEMO_DAYS):
        back = timedelta(days=again)
        entries += [
            replace(entry, date=entry.date - back, recorded_at=None, first_recorded_at=None)
            for entry in once.entries
            if entry.date < state.today and (state.today - entry.date).days + again <= days
        ]
    return replace(once, entries=tuple(entries))


def main() -> None:
    """Measure the rows that were asked for and print the table."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--days", type=int, default=MANY)
    given = asked.parse_args()
    if unknown := [name for name in given.rows if name not in ROWS]:
        asked.error(f"no row is called {unknown[0]}; there are {', '.join(ROWS)}")
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place), given.rounds, given.days)
        print("| what | least | is | rounds: min / median / max | at most | met |")
        print("|---|---|---|---|---|---|")
        for name in given.rows or ROWS:
            for row in ROWS[name](bench):
                print(row.line(), flush=True)


if __name__ == "__main__":
    main()
