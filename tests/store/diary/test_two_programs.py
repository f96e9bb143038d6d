"""Two open programs and a command in the shell: every write is kept, nobody waits for ever."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from coach.core.diary.records import Entry
from coach.store.diary.diary import Diary
from coach.store.disk import lock
from coach.store.disk.lock import WriteLock
from coach.store.disk.trouble import StoreError
from tests.conftest import KILLS, LONG, WRITERS

ROOT = Path(__file__).parents[3]
DAY = date(2026, 11, 22)
Say = Callable[[Diary, date, str], Entry]

HOLD = """
import sys, pathlib
from coach.store.disk.lock import WriteLock
with WriteLock(pathlib.Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_program(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program that holds the lock until its input is closed."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-B", "-c", HOLD, str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "SAY_SO_AFTER_S", 0.05)
    monkeypatch.setattr(lock, "GIVE_UP_AFTER_S", 0.1)


def test_a_lock_left_by_a_killed_program_is_in_nobodys_way(
    diary: Diary, say: Say, folder: Path
) -> None:
    with another_program(folder) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        say(diary, DAY, "x")
    assert diary.count() == 1


@pytest.mark.usefixtures("impatient")
def test_one_who_waits_is_told_and_then_given_up_on_in_one_sentence(
    diary: Diary, say: Say, folder: Path
) -> None:
    notices: list[str] = []
    diary.on_wait(lambda: notices.append("waiting for another coach"))
    with another_program(folder):
        with pytest.raises(StoreError, match="has been held by another coach for"):
            say(diary, DAY, "x")
        assert notices == ["waiting for another coach"]
    assert diary.count() == 0


@pytest.mark.usefixtures("impatient")
def test_one_who_gave_up_does_not_keep_the_lock_when_it_comes(
    diary: Diary, say: Say, folder: Path
) -> None:
    with another_program(folder) as process:
        with pytest.raises(StoreError):
            say(diary, DAY, "x")
        process.kill()
        process.wait()
    for thread in threading.enumerate():
        if thread.name == "diary-lock":
            thread.join()
    say(diary, DAY, "y")


def test_one_who_waits_goes_on_as_soon_as_the_other_is_done(
    diary: Diary, say: Say, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "SAY_SO_AFTER_S", 0.05)
    with another_program(folder) as process:
        diary.on_wait(process.kill)
        say(diary, DAY, "x")
    assert diary.count() == 1


def test_nobody_is_told_where_nobody_waits(diary: Diary, say: Say) -> None:
    diary.on_wait(lambda: pytest.fail("told"))
    say(diary, DAY, "x")


def test_a_lock_whose_file_was_erased_meanwhile_is_taken_anew(
    diary: Diary, say: Say, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "SAY_SO_AFTER_S", 0.05)
    with another_program(folder) as process:

        def erased() -> None:
            (folder / lock.NAME).unlink()
            process.kill()

        diary.on_wait(erased)
        say(diary, DAY, "x")
    assert (folder / lock.NAME).exists()


def test_where_the_system_knows_no_flock_filelock_does_it(
    diary: Diary, say: Say, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WriteLock, "_taken", WriteLock._taken_by_polling)
    say(diary, DAY, "x")
    assert diary.count() == 1
    monkeypatch.setattr(lock, "SAY_SO_AFTER_S", 0.05)
    monkeypatch.setattr(lock, "GIVE_UP_AFTER_S", 0.1)
    notices: list[str] = []
    diary.on_wait(lambda: notices.append("waiting"))
    with (
        another_program(folder),
        pytest.raises(StoreError, match="has been held by another coach"),
    ):
        say(diary, DAY, "y")
    assert notices == ["waiting"]


def test_the_lock_is_not_held_between_writes(
    diary: Diary, opened: Callable[[], Diary], say: Say
) -> None:
    second_program = opened()
    for turn in range(6):
        say((diary, second_program)[turn % 2], date(2026, 11, 1 + turn), str(turn))
    assert diary.count() == second_program.count() == 6


def test_threads_of_one_program_keep_all_their_writes(diary: Diary, say: Say) -> None:
    days = [date(2026, 11, 1 + turn) for turn in range(8)]
    threads = [threading.Thread(target=say, args=(diary, day, "x")) for day in days]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.date for entry in diary.entries()] == days


def test_filelock_and_textual_are_not_loaded_for_reading_or_writing(folder: Path) -> None:
    program = (
        "import sys, pathlib, datetime\n"
        "from coach.store.diary.diary import Diary\n"
        "from coach.core.diary.records import Profile\n"
        "now = lambda: datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)\n"
        "diary = Diary(pathlib.Path(sys.argv[1]), now)\n"
        "diary.log()\n"
        "diary.save_profile(Profile(age=41))\n"
        "print(sorted({'filelock', 'textual', 'asyncio'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-B", "-c", program, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_two_writes_within_one_tick_of_the_disks_clock_are_told_apart(
    diary: Diary, opened: Callable[[], Diary], say: Say, folder: Path
) -> None:
    say(diary, DAY, "one")
    path = folder / "diary.json"
    data, seen = path.read_bytes(), path.stat()
    say(opened(), DAY, "two")
    changed = path.read_bytes()
    # The same name, length, moment and number on disk, and other content.
    path.write_bytes(changed)
    assert len(data) <= len(changed)
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    diary._book._storage._stamp = diary.stamp()  # as if nothing could be seen from outside
    diary.change(
        DAY,
        lambda old: Entry(date=DAY, notes=f"{old.notes if old else None} and three"),
        "x",
    )
    assert [entry.notes for entry in opened().entries()] == ["two and three"]


@pytest.mark.long
def test_fewer_writers_than_in_the_benchmark_keep_every_write() -> None:
    kept = WRITERS[0] * WRITERS[1]
    command = [sys.executable, "-B", "-m", "tests.benchmarks.many_writers", *map(str, WRITERS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{kept} of {kept} kept" in done.stdout


@pytest.mark.long
def test_a_few_of_the_kills_of_the_benchmark_lose_nothing() -> None:
    command = [sys.executable, "-B", "-m", "tests.benchmarks.kill_writers"]
    done = subprocess.run(
        [*command, "random", str(KILLS), "calls" if LONG else "one-scene"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "every acknowledged drink kept, nothing twice" in done.stdout
