"""What `coach export` of ten years costs beside a bare Python that loads and dumps the file.

Both are whole processes, run in turn, so that a busy machine is busy for both. The bare side
does `json.load` and `json.dumps`, both of the same file with an indent of two. Run
``python tests/benchmarks/export_cost.py [ROUNDS]``; the limit is 1.0.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

DAYS = 3650
LIMIT = 1.0
BARE = (
    "import json, sys\n"
    "with open(sys.argv[1], encoding='utf-8') as file:\n"
    "    log = json.load(file)\n"
    "sys.stdout.write(json.dumps(log, indent=2, ensure_ascii=False))\n"
)


def ten_years() -> dict[str, object]:
    """A diary with all the usual answers on every day."""
    first = date(2016, 11, 23)
    return {
        "format": "coach-log",
        "version": 1,
        "entries": [_entry(first + timedelta(days=place)) for place in range(DAYS)],
    }


def _entry(day: date) -> dict[str, object]:
    return {
        "date": f"{day}",
        "recorded_at": f"{day}T21:38:12+01:00",
        "first_recorded_at": f"{day}T07:12:40+01:00",
        "tz": "Europe/London",
        "night": {
            "in_bed_at": "22:50",
            "tried_to_sleep_at": "23:10",
            "sleep_latency_min": day.day,
            "awakenings": 2,
            "awake_min": 15,
            "final_wake_at": "06:40",
            "out_of_bed_at": "07:00",
            "rested": 3,
        },
        "movement": {
            "sleep_starts": "undisturbing",
            "sleep_movement": "none",
            "witness": "self",
            "awake": "none",
        },
        "day": {
            "stress": 2,
            "anxiety": 2,
            "fatigue": 3,
            "sleepiness": "none",
            "caffeine": [
                {"at": "08:10", "mg": 95, "drink": "coffee"},
                {"at": "15:30", "mg": 50, "drink": "black tea"},
            ],
            "alcohol": [],
        },
        "notes": "Restless at first, then well.",
    }


def timed(command: list[str], env: dict[str, str]) -> float:
    """Seconds that a process takes, its output thrown away."""
    begin = time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> int:
    """Import ten years into an empty folder, then run both sides in turn."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / "log.json"
        log.write_text(json.dumps(ten_years()), encoding="utf-8")
        # Compiled once, as an installed program is, and not into the checkout.
        env = os.environ | {
            "COACH_DATA_DIR": str(folder / "diary"),
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        }
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        coach = [str(Path(sys.executable).with_name("coach"))]
        subprocess.run([*coach, "import", str(log)], env=env, check=True, capture_output=True)
        subprocess.run(
            [*coach, "export", "-o", str(log), "--force"],
            env=env,
            check=True,
            capture_output=True,
        )
        ours, bare = [], []
        for _ in range(rounds):
            ours.append(timed([*coach, "export"], env))
            bare.append(timed([sys.executable, "-c", BARE, str(log)], env))
        size = log.stat().st_size
    ratio = median(our / their for our, their in zip(ours, bare, strict=True))
    print(f"{DAYS} days, {size / 1e6:.1f} MB, {rounds} rounds in turn")
    print(
        f"coach export {median(ours) * 1000:.0f} ms, bare Python {median(bare) * 1000:.0f} ms"
    )
    print(f"ratio {ratio:.2f}, at most {LIMIT}")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
