"""Fifty programs at once on ten years of entries: is every write kept, how long is the wait?

Run: python -m tests.benchmarks.many_writers [writers] [writes each] [days].
All writers add drinks of their own to the same few days (one holds no more than a hundred),
so that a write lost between reading and writing shows at once. With ``--polling`` they wait
as filelock does, trying again and again, and with ``--marker`` as where nothing can be locked.
"""

import multiprocessing
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from functools import partial
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import msgspec

from coach.core.diary.records import CaffeineDrink, Day, Entry
from coach.store.diary.diary import Diary
from coach.store.disk.lock import WriteLock
from tests.benchmarks._ten_years import DAYS, FIRST, NOW, diary_in

# The log lets a day hold a hundred drinks, and each has some already.
_A_DAY_HOLDS = 90
_TAKEN = "_taken"
_WAYS = {
    "--polling": WriteLock._taken_by_polling,
    "--marker": WriteLock._taken_by_marker,
}


def main() -> None:
    """Print what was kept and how long the writers waited."""
    given = [int(figure) for figure in sys.argv[1:] if not figure.startswith("-")]
    for option, way in _WAYS.items():
        if option in sys.argv:
            setattr(WriteLock, _TAKEN, way)
    writers, writes, days = (*given, *(50, 20, DAYS)[len(given) :])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        diary_in(folder, days)
        begun = time.perf_counter()
        waits = _all_at_once(folder, writers, writes)
        took = time.perf_counter() - begun
        entries = Diary(folder, lambda: NOW).entries()
    kept_drinks = {
        drink.mg
        for entry in entries
        for drink in (entry.day.caffeine if entry.day and entry.day.caffeine else ())
        if drink.drink == "counted"
    }
    print(
        f"{writers} writers, {writes} writes each, {days} entries: "
        f"{len(kept_drinks)} of {writers * writes} kept in {took:.1f} s"
    )
    print(
        f"one write, waiting included: median {statistics.median(waits):.2f} s, "
        f"99th percentile {sorted(waits)[int(len(waits) * 0.99) - 1]:.2f} s, "
        f"longest {max(waits):.2f} s"
    )
    sys.exit(0 if len(kept_drinks) == writers * writes else 1)


def _all_at_once(folder: Path, writers: int, writes: int) -> list[float]:
    # Fork: a fresh interpreter each would measure how fast Python starts.
    fork = multiprocessing.get_context("fork")
    ready = fork.Barrier(writers)
    waits: SimpleQueue[list[float]] = fork.SimpleQueue()
    shared = writers * writes // _A_DAY_HOLDS + 1
    processes = [
        fork.Process(
            target=_write,
            args=(folder, range(turn * writes, (turn + 1) * writes), shared, ready, waits),
        )
        for turn in range(writers)
    ]
    for process in processes:
        process.start()
    collected = [wait for _ in processes for wait in waits.get()]
    for process in processes:
        process.join()
    return collected


def _write(
    folder: Path,
    numbers: range,
    shared: int,
    ready: Barrier,
    waits: "SimpleQueue[list[float]]",
) -> None:
    diary = Diary(folder, lambda: NOW)
    ready.wait()
    took: list[float] = []
    for number in numbers:
        begun = time.perf_counter()
        day = FIRST + timedelta(days=number % shared)
        diary.change(day, partial(_with_drink, day, number), "a drink")
        took.append(time.perf_counter() - begun)
    waits.put(took)


def _with_drink(on: date, mg: int, old: Entry | None) -> Entry:
    entry = old or Entry(date=on)
    day = entry.day or Day()
    drinks = (*(day.caffeine or ()), CaffeineDrink(at="08:00", mg=mg, drink="counted"))
    return msgspec.structs.replace(entry, day=msgspec.structs.replace(day, caffeine=drinks))


if __name__ == "__main__":
    main()
