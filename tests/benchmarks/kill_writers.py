"""Programs killed in the middle of a write: is every acknowledged answer there afterwards?

Run: python -m tests.benchmarks.kill_writers [random N] [calls] [strace]

``random`` kills N writers with SIGKILL at random moments. ``calls`` kills one before and
after every call that a change makes to the system through Python. ``strace`` kills one at
every system call that the kernel sees (where strace is installed). After each, a new
program opens the diary: it must be readable, hold all that was acknowledged and nothing
twice, and take the next change.
"""

import contextlib
import functools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from coach.core.diary.records import FORMAT, VERSION, CaffeineDrink, Day, Entry, Log
from coach.store.diary import backups
from coach.store.diary import tables as sheets
from coach.store.diary.diary import Diary
from coach.store.diary.due import DIARY
from coach.store.diary.storage import parsed

_DAY = date(2026, 11, 22)
_NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
_TOMORROW = _NOW + timedelta(days=1)
_OLD, _NEW = "before", "after"

# What the store may call on its way to the disk; a name that this platform lacks is skipped.
_CALLS = (
    *("open", "write", "fsync", "close", "replace", "rename", "link", "unlink", "mkdir"),
    *("chmod", "fchmod", "stat", "lstat", "fstat", "scandir", "kill"),
)
_templates = Path()
_SYSCALLS = re.compile(r"^(?:\d+ +)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Scene:
    """One change that is to be interrupted.

    Attributes:
        name: What it shows.
        prepare: Makes the diary that stands before it.
        act: Makes the change.
        outcome: What the diary says, given the diary; one of `_OLD` and `_NEW`.
    """

    name: str
    prepare: Callable[[Diary], None]
    act: Callable[[Diary], None]
    outcome: Callable[[Diary], str]


def main() -> None:
    """Run what the command line names, all but strace if it names nothing."""
    words = sys.argv[1:] or ["random", "1000", "calls"]
    if words[0] == "child":
        _child(Path(words[1]), SCENES[int(words[2])])
        return
    with tempfile.TemporaryDirectory() as place:
        global _templates  # noqa: PLW0603  # one for all scenes of a run
        _templates = Path(place)
        _run(words)


def _run(words: list[str]) -> None:
    for word in words:
        if word == "random":
            kill_at_random(int(words[words.index("random") + 1]))
        elif word == "one-scene":
            kill_at_every_call(SCENES[2:3], [False])
        elif word == "calls":
            kill_at_every_call(SCENES, [False, True])
        elif word == "strace":
            kill_at_every_system_call()


# At random moments


def kill_at_random(kills: int) -> None:
    """Kill writers that save one drink after another; check after each."""
    before: list[int] = []
    unacknowledged = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        chance = random.Random(20261122)
        for turn in range(kills):
            acknowledged = _killed_after(chance.uniform(0, 0.06), folder, 10_000 * turn)
            on_disk = _drinks(folder)
            assert len(on_disk) == len(set(on_disk)), "a drink stands twice"
            lost = set(before) | set(acknowledged)
            lost -= set(on_disk)
            assert not lost, f"acknowledged and lost: {sorted(lost)}"
            extra = set(on_disk) - set(before) - set(acknowledged)
            assert len(extra) <= 1, "more than the one write under way came through"
            unacknowledged += len(extra)
            before = list(on_disk)
            # A day holds a hundred drinks, and one writer adds some dozens before it dies.
            if len(before) > 40:
                Diary(folder, lambda: _NOW).clear(_DAY)
                before = []
    print(
        f"random: {kills} writers killed, every acknowledged drink kept, nothing twice; "
        f"{unacknowledged} writes were on disk before they could be acknowledged"
    )


def _killed_after(seconds: float, folder: Path, first: int) -> list[int]:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        diary = Diary(folder, lambda: _NOW)
        number = first
        while True:
            number += 1
            diary.change(_DAY, functools.partial(_with_drink, number), "a drink")
            os.write(writing, f"{number}\n".encode())
    os.close(writing)
    # Not a wait for something to be ready: the moment of the kill is the experiment.
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    with os.fdopen(reading, "rb") as acknowledged:
        return [int(line) for line in acknowledged.read().splitlines()]


def _with_drink(number: int, old: Entry | None) -> Entry:
    entry = old if old is not None and not old.cleared else Entry(date=_DAY)
    day = entry.day or Day()
    drink = CaffeineDrink(at="08:00", mg=1, drink=str(number))
    drinks = (*(day.caffeine or ()), drink)
    return msgspec.structs.replace(entry, day=msgspec.structs.replace(day, caffeine=drinks))


def _drinks(folder: Path) -> list[int]:
    entry = Diary(folder, lambda: _NOW).entry(_DAY)
    drinks = entry.day.caffeine if entry and entry.day else None
    return [int(drink.drink or 0) for drink in drinks or ()]


# At every call


def kill_at_every_call(scenes: Sequence[Scene], sides: Sequence[bool]) -> None:
    """Kill a writer at each call of each scene that Python makes.

    Args:
        scenes: The scenes.
        sides: Before the call (False), after it (True), or both.
    """
    for scene in scenes:
        counted: Counter[str] = Counter()
        for after in sides:
            number, status = 0, -1
            while status != 0:
                number += 1
                with _prepared(scene) as folder:
                    status, acknowledged = _killed_at(number, after, folder, scene)
                    outcome = _checked(folder, scene, acknowledged)
                    counted[outcome if status != 0 else "not killed"] += 1
        _tell("calls", scene, counted)


@contextlib.contextmanager
def _prepared(scene: Scene) -> Iterator[Path]:
    """A folder with what stands before a scene; made once and then copied."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        first = _templates / scene.name
        if not first.exists():
            first.mkdir(parents=True)
            scene.prepare(Diary(first / "data", lambda: _NOW))
        if (first / "data").exists():
            shutil.copytree(first / "data", folder)
        yield folder


def _tell(how: str, scene: Scene, counted: Counter[str]) -> None:
    print(
        f"{how}: {scene.name}: killed {counted[_OLD] + counted[_NEW]} times; "
        f"{counted[_OLD]} times as before, {counted[_NEW]} times done"
    )


def _killed_at(number: int, after: bool, folder: Path, scene: Scene) -> tuple[int, bool]:
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _arm(number, after)
        scene.act(Diary(folder, lambda: _TOMORROW))
        _real["write"](writing, b"done")
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(process, 0)
    with os.fdopen(reading, "rb") as acknowledged:
        return status, acknowledged.read() == b"done"


_real = {name: getattr(os, name) for name in _CALLS if hasattr(os, name)}


def _arm(number: int, after: bool) -> None:
    left = number

    def deadly(call: Callable[..., object], *given: object, **named: object) -> object:
        nonlocal left
        left -= 1
        if left == 0 and not after:
            _real["kill"](os.getpid(), signal.SIGKILL)
        try:
            return call(*given, **named)
        finally:
            # Also after a call that failed, as many do in the ordinary course.
            if left == 0:
                _real["kill"](os.getpid(), signal.SIGKILL)

    for name, call in _real.items():
        setattr(os, name, functools.partial(deadly, call))


def _checked(folder: Path, scene: Scene, acknowledged: bool) -> str:
    """What the diary says after a kill; it must be sound and take the next change."""
    diary = Diary(folder, lambda: _TOMORROW)
    outcome = scene.outcome(diary)
    assert outcome in (_OLD, _NEW), outcome
    assert outcome == _NEW or not acknowledged, "acknowledged and lost"
    path = folder / DIARY
    if path.exists():
        sheets.check(parsed(path.read_bytes()))
    for backup in backups.list_backups(folder):
        backups.read(folder, backup.name)
    another_day = _DAY - timedelta(days=9)
    diary.change(
        another_day, lambda _: Entry(date=another_day, notes="next"), "the next change"
    )
    again = Diary(folder, lambda: _TOMORROW)
    assert scene.outcome(again) == outcome
    assert again.entry(another_day) is not None
    left_over = [path.name for path in folder.rglob(".*")]
    assert not left_over, f"left over: {left_over}"
    return outcome


# At every system call


def kill_at_every_system_call() -> None:
    """The same with strace, which sees what Python does not show."""
    if shutil.which("strace") is None:
        print("strace: not installed here, so nothing was tried")
        return
    for number, scene in enumerate(SCENES):
        counted: Counter[str] = Counter()
        for name, turn in _system_calls(number, scene):
            with _prepared(scene) as folder:
                inject = f"inject={name}:signal=SIGKILL:when={turn}"
                out = _traced(["-e", f"trace={name}", "-e", inject], folder, number)
                counted[_checked(folder, scene, "done" in out)] += 1
        _tell("strace", scene, counted)


def _system_calls(number: int, scene: Scene) -> list[tuple[str, int]]:
    """Each system call of a scene by its name and its turn among those of that name."""
    with _prepared(scene) as folder:
        log = folder.with_name("calls")
        _traced(["-o", str(log)], folder, number)
        lines = log.read_text(errors="replace").splitlines()
    turns: Counter[str] = Counter()
    begun = False
    calls: list[tuple[str, int]] = []
    for line in lines:
        matched = _SYSCALLS.match(line)
        if matched is None:
            continue
        turns[matched[1]] += 1
        if "a change begins" in line:
            begun = True
        elif "a change ends" in line:
            break
        elif begun:
            calls.append((matched[1], turns[matched[1]]))
    return calls


def _traced(options: list[str], folder: Path, number: int) -> str:
    command = ["strace", "-f", "-qq", *options, sys.executable, "-B", "-m"]
    child = [__spec__.name if __spec__ else __name__, "child", str(folder), str(number)]
    done = subprocess.run([*command, *child], capture_output=True, check=False)
    return done.stdout.decode()


def _child(folder: Path, scene: Scene) -> None:
    diary = Diary(folder, lambda: _TOMORROW)
    # Everything is imported, and the marks are system calls themselves.
    with contextlib.suppress(OSError):
        os.stat("/a change begins")  # noqa: PTH116
    scene.act(diary)
    print("done", flush=True)
    with contextlib.suppress(OSError):
        os.stat("/a change ends")  # noqa: PTH116


# The scenes


def _say(diary: Diary, day: date, note: str) -> None:
    diary.change(day, lambda _: Entry(date=day, notes=note), "a note")


def _nothing(_diary: Diary) -> None:
    """No diary yet, and no folder."""


def _three_days(diary: Diary) -> None:
    for back in range(1, 4):
        _say(diary, _DAY - timedelta(days=back), "an old note")


def _some(diary: Diary) -> None:
    _three_days(diary)
    _say(diary, _DAY, _OLD)


def _backed_up(diary: Diary) -> None:
    _some(diary)
    _say(Diary(diary.folder, lambda: _TOMORROW), _DAY - timedelta(days=5), "an old note")


def _changed(diary: Diary) -> None:
    for note in (_OLD, _NEW, _OLD):
        _say(diary, _DAY, note)


def _to_be_restored(diary: Diary) -> None:
    _three_days(diary)
    _say(Diary(diary.folder, lambda: _TOMORROW), _DAY, _OLD)


def _note(diary: Diary) -> str:
    entry = diary.entry(_DAY)
    return entry.notes or "" if entry is not None else _OLD


def _write_new(diary: Diary) -> None:
    _say(diary, _DAY, _NEW)


def _undo(diary: Diary) -> None:
    diary.undo()


def _import(diary: Diary) -> None:
    entries = tuple(
        Entry(date=_DAY - timedelta(days=back), recorded_at=_TOMORROW, notes=_NEW)
        for back in range(20)
    )
    diary.merge(Log(format=FORMAT, version=VERSION, entries=entries), "an import")


def _imported(diary: Diary) -> str:
    notes = {entry.notes for entry in diary.entries(_DAY - timedelta(days=3), _DAY)}
    first = diary.entry(_DAY - timedelta(days=19))
    whole = notes == {_NEW} and first is not None
    return _NEW if whole else _OLD if _NEW not in notes and first is None else "half an import"


def _restore(diary: Diary) -> None:
    # Tomorrow's holds the three days, and not yet the note of the day.
    diary.restore(f"{_TOMORROW.date()}.json")


def _restored(diary: Diary) -> str:
    return _OLD if diary.entry(_DAY) is not None else _NEW


SCENES = (
    Scene("the first save of all", _nothing, _write_new, _note),
    Scene("a save, with the day's backup", _some, _write_new, _note),
    Scene("a save", _backed_up, _write_new, _note),
    Scene("an import", _some, _import, _imported),
    Scene("undoing", _changed, _undo, _note),
    Scene("restoring a backup", _to_be_restored, _restore, _restored),
)


if __name__ == "__main__":
    main()
