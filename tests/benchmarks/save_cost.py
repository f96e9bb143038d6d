"""Saving one entry of ten years, against the same upsert through TinyDB's JSONStorage.

Run: python -m tests.benchmarks.save_cost [rounds]. Both sides take turns in one process
on the same disk. DESIGN asks for at most 0.2.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from coach.core.diary.records import Entry
from coach.store.diary.tables import entry_id
from tests.benchmarks._ten_years import DAYS, FIRST, diary_in, log_of


def main() -> None:
    """Print both times and their ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as place:
        ours, theirs = sides(Path(place))
        size = (Path(place) / "ours" / "diary.json").stat().st_size
        print(f"{size / 1e6:.2f} MB, {size / DAYS:.0f} bytes an entry")
        for warm in range(2):
            ours(warm)
            theirs(warm)
        times: dict[str, list[float]] = {"ours": [], "JSONStorage": []}
        for turn in range(rounds):
            times["ours"].append(_timed(ours, turn))
            times["JSONStorage"].append(_timed(theirs, turn))
    for name, seconds in times.items():
        low, middle, high = (1e3 * pick(seconds) for pick in (min, statistics.median, max))
        print(f"{name:>12}: min {low:6.1f}  median {middle:6.1f}  max {high:6.1f} ms")
    ratios = [
        our / their for our, their in zip(times["ours"], times["JSONStorage"], strict=True)
    ]
    print(
        f"       ratio: min {min(ratios):.3f}  median {statistics.median(ratios):.3f}"
        f"  max {max(ratios):.3f}  (at most 0.2; {DAYS} entries, {rounds} rounds)"
    )


def sides(place: Path) -> tuple[Callable[[int], None], Callable[[int], None]]:
    """Saving through the diary, and the same upsert through JSONStorage, in a folder."""
    diary = diary_in(place / "ours")
    plain = {
        str(entry_id(entry.date)): msgspec.to_builtins(entry) for entry in log_of().entries
    }
    (place / "theirs.json").write_text(json.dumps({"entries": plain}))
    table = TinyDB(place / "theirs.json").table("entries", cache_size=0)

    def noted(entry: Entry | None, turn: int) -> Entry:
        return msgspec.structs.replace(entry or Entry(date=FIRST), notes=f"round {turn}")

    def ours(turn: int) -> None:
        diary.change(FIRST, lambda old: noted(old, turn), "a note")

    def theirs(turn: int) -> None:
        table.upsert(
            Document({**plain[str(entry_id(FIRST))], "notes": f"{turn}"}, entry_id(FIRST))
        )

    return ours, theirs


def _timed(side: Callable[[int], None], turn: int) -> float:
    begun = time.perf_counter()
    side(turn + 100)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
