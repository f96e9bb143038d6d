"""What a start, a save and a page may cost, counted instead of timed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

from coach.cli import shell
from coach.core.diary.choices import SleepStarts
from coach.core.diary.records import FORMAT, VERSION, Day, Entry, Log, Movement, Night
from coach.store.diary import due
from coach.store.diary import tables as sheets
from coach.store.diary.diary import Diary
from coach.store.diary.fold_cache import FoldCache
from coach.ui import rooms
from coach.ui.app import CoachApp
from tests.ui.conftest import wait_until

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
TODAY = NOW.date()
LONG = 1000

SCREEN = {"textual", "rich", "asyncio"}
RULES = {"coach.core.patterns"}
HEAVY = {"filelock", "jinja2", "icalendar"}
# hashlib and ssl bring OpenSSL, some four megabytes of it.
ENCRYPTION = {"_hashlib", "_ssl"}


def entry_of(day: date) -> Entry:
    """An answered day on which movement disturbed the night, every other week."""
    at = datetime(day.year, day.month, day.day, 21, 30, tzinfo=UTC)
    disturbed = day.toordinal() // 7 % 2
    starts = SleepStarts.DISTURBING if disturbed else SleepStarts.NONE
    return Entry(
        date=day,
        recorded_at=at,
        first_recorded_at=at,
        night=Night(tried_to_sleep_at="23:00", final_wake_at="07:00", rested=3),
        movement=Movement(sleep_starts=starts),
        day=Day(stress=2, caffeine=()),
    )


def diary_of(folder: Path, days: int) -> Diary:
    """A diary whose last day is yesterday."""
    diary = Diary(folder, lambda: NOW)
    entries = tuple(entry_of(TODAY - timedelta(days=back)) for back in range(days, 0, -1))
    diary.merge(Log(format=FORMAT, version=VERSION, entries=entries), "the beginning")
    return diary


def told_at_the_end(folder: Path, expression: str, *words: str) -> str:
    """What an expression comes to once a command has ended."""
    program = (
        "import sys, json, atexit, gc\n"
        f"atexit.register(lambda: print({expression}, file=sys.stderr))\n"
        f"sys.argv = ['coach', *{list(words)!r}]\n"
        "from coach.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        cwd=ROOT,
        env={**os.environ, "COACH_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stderr.splitlines()[-1]


def modules_of(folder: Path, *words: str) -> set[str]:
    """The modules that a command has loaded by the time it ends."""
    return set(json.loads(told_at_the_end(folder, "json.dumps(sorted(sys.modules))", *words)))


def test_asking_for_the_version_loads_neither_the_diary_nor_the_screen(tmp_path: Path) -> None:
    loaded = modules_of(tmp_path, "--version")
    assert not loaded & (SCREEN | RULES | HEAVY | {"tinydb", "coach.store.diary.diary"})


def test_due_loads_the_diary_and_neither_screen_nor_rules_nor_tips(tmp_path: Path) -> None:
    diary_of(tmp_path, 30)
    # Without its line it has to ask the diary.
    (tmp_path / due.NAME).unlink()
    loaded = modules_of(tmp_path, "due")
    assert "coach.store.diary.diary" in loaded
    assert not loaded & (SCREEN | RULES | HEAVY | {"coach.store.tips.tipbook", "tomllib"})
    assert not {name for name in loaded if name.startswith(("coach.exchange", "coach.ui"))}


def test_status_loads_the_rules_and_neither_screen_nor_tips(tmp_path: Path) -> None:
    diary_of(tmp_path, 30)
    loaded = modules_of(tmp_path, "status")
    assert loaded >= RULES
    assert not loaded & (SCREEN | HEAVY | {"coach.store.tips.tipbook", "tomllib"})
    assert not {name for name in loaded if name.startswith(("coach.exchange", "coach.ui"))}


def test_a_command_loads_no_other_and_each_is_found_where_it_is(tmp_path: Path) -> None:
    place = ROOT / "coach" / "cli" / "commands"
    modules = [import_module(f"coach.cli.commands.{path.stem}") for path in place.glob("*.py")]
    known = {
        command.name: module.__name__.rpartition(".")[2]
        for module in modules
        for command in getattr(module, "COMMANDS", ())
    }
    assert known == shell._WHERE
    diary_of(tmp_path, 3)
    loaded = modules_of(tmp_path, "status")
    assert {name for name in loaded if name.startswith("coach.cli.commands.")} == {
        "coach.cli.commands.reviewing"
    }
    assert not loaded & {"tinydb", "hashlib"}


def test_a_tip_loads_no_encryption(tmp_path: Path) -> None:
    diary_of(tmp_path, 30)
    assert not modules_of(tmp_path, "tip") & (SCREEN | ENCRYPTION)


@pytest.mark.parametrize("words", [("status",), ("--version",)])
def test_at_the_end_python_has_nothing_to_look_through(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert int(told_at_the_end(tmp_path, "len(gc.get_objects())", *words)) < 100


class Disk:
    """Counts what happens to one file.

    Attributes:
        read: How often it was opened.
        replaced: How often another was put in its place.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read = self.replaced = 0

    @contextmanager
    def watched(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """Count while this lasts."""
        real_open, real_replace = os.open, os.replace

        def opened(path: Path | str, flags: int, mode: int = 0o777) -> int:
            self.read += Path(path) == self.path
            return real_open(path, flags, mode)

        def replace(source: Path, target: Path) -> None:
            self.replaced += Path(target) == self.path
            real_replace(source, target)

        with monkeypatch.context() as patched:
            patched.setattr(os, "open", opened)
            patched.setattr(os, "replace", replace)
            yield


def test_a_save_writes_the_diary_once_and_does_not_read_it_whole_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary = diary_of(tmp_path, 30)
    diary.change(TODAY, lambda _: entry_of(TODAY), "the first of the day, with its backup")
    disk = Disk(tmp_path / "diary.json")
    with disk.watched(monkeypatch):
        diary.change(TODAY, lambda _: Entry(date=TODAY, notes="more"), "the check-in")
    assert disk.replaced == 1
    # Its first bytes, to see whether another program wrote within the same tick.
    assert disk.read == 1


def test_reading_again_what_has_not_changed_opens_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary = diary_of(tmp_path, 30)
    disk = Disk(tmp_path / "diary.json")
    with disk.watched(monkeypatch):
        assert diary.entries()
        assert diary.profile() is None
        assert FoldCache(diary).standing(TODAY)
    assert disk.read == disk.replaced == 0


@pytest.fixture
def long_folder(tmp_path: Path) -> Path:
    """A long diary as it lies there on an evening that is not the first."""
    diary = diary_of(tmp_path, LONG)
    diary.change(TODAY, lambda _: Entry(date=TODAY, notes="x"), "today's backup, and a note")
    cached = FoldCache(diary)
    cached.standing(TODAY)
    cached.keep()
    return tmp_path


@contextmanager
def decoded_days(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The days whose entries are decoded while this lasts."""
    days: set[str] = set()
    real = sheets.entry_of

    def entry_of(key: str, raw: msgspec.Raw) -> Entry:
        days.add(key)
        return real(key, raw)

    with monkeypatch.context() as patched:
        patched.setattr(sheets, "entry_of", entry_of)
        yield days


async def test_the_first_page_decodes_no_more_than_the_rules_look_back_on(
    long_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with decoded_days(monkeypatch) as days:
        app = CoachApp(Diary(long_folder, lambda: NOW), lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
    # What the fold goes on with, what is still shown from before, and the first day.
    assert 0 < len(days) < LONG / 2


async def test_the_first_page_is_drawn_from_one_fold_and_one_reading_of_the_style_sheet(
    long_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folds: list[date] = []
    drawn: list[str] = []
    real = FoldCache.standing

    def standing(cached: FoldCache, day: date) -> object:
        folds.append(day)
        return real(cached, day)

    monkeypatch.setattr(FoldCache, "standing", standing)
    app = CoachApp(Diary(long_folder, lambda: NOW), lambda: NOW)
    monkeypatch.setattr(app.stylesheet, "reparse", lambda: drawn.append("again"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert folds == [TODAY]
        assert drawn == []


async def test_the_history_mounts_as_much_for_years_as_for_weeks(
    long_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mounted = []
    short = tmp_path_factory.mktemp("short")
    diary_of(short, 30)
    for folder in (short, long_folder):
        app = CoachApp(Diary(folder, lambda: NOW), lambda: NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("h")
            await pilot.pause()
            mounted.append(len(app.screen.query("*")))
    assert mounted[0] == mounted[1]


async def test_opening_the_history_decodes_what_it_shows_and_not_the_years(
    long_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = CoachApp(Diary(long_folder, lambda: NOW), lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        with decoded_days(monkeypatch) as days:
            await pilot.press("h")
            await pilot.pause()
    assert len(days) < LONG / 4


def loaded_after(statement: str) -> set[str]:
    """The modules that a fresh process has loaded after a statement."""
    program = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stdout.split())


def test_the_program_that_opens_without_a_word_loads_no_command() -> None:
    loaded = loaded_after("from coach.cli import opening")
    assert not loaded & {"click", "coach.cli.shell", "coach.cli.context", "msgspec", "tinydb"}


def test_the_loop_runs_without_encryption_and_who_wants_it_later_gets_it() -> None:
    loaded = loaded_after(
        "from coach.cli.opening import _load_asyncio; _load_asyncio()\n"
        "import asyncio, sys; asyncio.run(asyncio.sleep(0))\n"
        "assert 'ssl' not in sys.modules\n"
        "import ssl; assert ssl.create_default_context()"
    )
    assert {"asyncio", "ssl"} <= loaded


def test_what_is_loaded_beforehand_brings_nothing_large_that_it_may_never_need() -> None:
    opened = "from coach.cli.opening import _load_asyncio; _load_asyncio()"
    loaded = loaded_after("\n".join([opened, *(f"import {name}" for name in rooms._IN_TURN)]))
    assert loaded >= set(rooms._IN_TURN)
    assert not loaded & (ENCRYPTION | {"textual.widgets._text_area", "statistics"})


async def test_the_rooms_are_loaded_one_by_one_once_the_first_page_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(rooms, "_IN_TURN", ("a.room", "another.room"))
    monkeypatch.setattr(rooms, "_PAUSE_S", 0.001)

    def load(name: str) -> None:
        assert app.is_drawn
        loaded.append(name)
        monkeypatch.setitem(sys.modules, name, sys)

    monkeypatch.setattr(rooms, "import_module", load)
    app = CoachApp(Diary(tmp_path, lambda: NOW), lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: len(loaded) == 2)
    assert loaded == ["a.room", "another.room"]
