"""History with ten years in it against History with thirty days: opening, moving, narrowing.

Run: ``python -m tests.benchmarks.opening_history``. Times are processor time in
milliseconds, the least of several rounds, both sides in one run; headless, 80x24.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from coach.store.diary.diary import Diary
from coach.ui.app import CoachApp
from tests.benchmarks._ten_years import DAYS, NOW, log_of

ROUNDS = 5
PRESSES: dict[str, tuple[str, ...]] = {
    "a row down": ("down",) * 5,
    "a page down": ("pagedown",) * 5,
    "to the oldest": ("end",),
    "to the newest": ("home",),
    "to a disturbed night": ("n",),
    "search, each letter": ("slash", "w", "o", "k", "e"),
    "end of the search": ("escape",),
    "the year": ("v",),
    "a week back": ("left",) * 5,
    "a year back": ("pagedown",),
    "the trends": ("v",),
    "what goes with": ("v",),
    "the nights again": ("v",),
    "a day": ("enter",),
}


async def measured(folder: Path) -> dict[str, float]:
    """Processor time of opening History and of each press, the worst where pressed often."""
    app = CoachApp(Diary(folder, lambda: NOW), lambda: NOW)
    worst: dict[str, float] = {}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for name, keys in {"opening": ("h",), **PRESSES}.items():
            taken = []
            for key in keys:
                begun = time.process_time()
                await pilot.press(key)
                await pilot.pause()
                taken.append(time.process_time() - begun)
            worst[name] = 1000 * max(taken)
    return worst


def main() -> None:
    """Print one row a press."""
    with tempfile.TemporaryDirectory() as place:
        sizes = (30, DAYS)
        folders = {days: Path(place) / str(days) for days in sizes}
        for days, folder in folders.items():
            log = log_of(DAYS)
            last = replace(log, entries=log.entries[-days:])
            Diary(folder, lambda: NOW).merge(last, "the invented days")
        best: dict[int, dict[str, float]] = {days: {} for days in sizes}
        for _ in range(ROUNDS):
            for days in sizes:
                for name, taken in asyncio.run(measured(folders[days])).items():
                    best[days][name] = min(taken, best[days].get(name, taken))
        print(f"| press | 30 days | {DAYS:,} days | ratio |")
        print("|---|---|---|---|")
        for name, few in best[30].items():
            many = best[DAYS][name]
            print(f"| {name} | {few:.0f} ms | {many:.0f} ms | {many / few:.2f} |")


if __name__ == "__main__":
    main()
