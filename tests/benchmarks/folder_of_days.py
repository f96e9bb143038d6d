"""What importing a folder of ten years of daily JSON takes, beside reading it at all.

Run ``python tests/benchmarks/folder_of_days.py [RUNS]`` (5 unless given), on a machine that
does nothing else. The folder holds one file a day as Fitbit's interface gives it, stages
included; beside it stands ``json.load`` of the same files in a bare Python. Both are whole
processes, by processor time.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
DAYS = 3650
MOST_TIMES, MOST_MIB = 10, 150
_FIRST = datetime(2016, 1, 1, 23, 10)  # noqa: DTZ001 - Fitbit writes local times
_STAGES = ("light", "deep", "light", "rem", "light", "wake")
_LOAD = """
import json, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    with path.open() as file:
        json.load(file)
"""


def written(folder: Path) -> int:
    """Write the files; how many bytes they hold."""
    return sum(
        (folder / f"sleep-{night:%Y-%m-%d}.json").write_text(json.dumps(_day(night)))
        for night in (_FIRST + timedelta(days=day) for day in range(DAYS))
    )


def _day(bed: datetime) -> dict[str, object]:
    up = bed + timedelta(hours=7, minutes=30 + bed.day)
    count = 36
    step = (up - bed) / count
    data = [
        {
            "dateTime": (bed + step * number).isoformat(timespec="milliseconds"),
            "level": _STAGES[number % len(_STAGES)],
            "seconds": round(step.total_seconds()),
        }
        for number in range(count)
    ]
    minutes = round((up - bed).total_seconds() / 60)
    sleep = {
        "dateOfSleep": f"{up:%Y-%m-%d}",
        "duration": minutes * 60_000,
        "efficiency": 92,
        "startTime": bed.isoformat(timespec="milliseconds"),
        "endTime": up.isoformat(timespec="milliseconds"),
        "infoCode": 0,
        "isMainSleep": True,
        "levels": {
            "data": data,
            "shortData": data[::3],
            "summary": {
                name: {"count": 6, "minutes": 60, "thirtyDayAvgMinutes": 62}
                for name in ("deep", "light", "rem", "wake")
            },
        },
        "logId": int(bed.timestamp()),
        "minutesAfterWakeup": 2,
        "minutesAsleep": minutes - 42,
        "minutesAwake": 40,
        "minutesToFallAsleep": 0,
        "timeInBed": minutes,
        "type": "stages",
    }
    return {"sleep": [sleep], "summary": {"totalSleepRecords": 1, "totalTimeInBed": minutes}}


def processor(command: Sequence[str], cache: Path) -> tuple[float, float]:
    """Seconds of processor time, and the most MiB that a process took.

    Args:
        command: What to run.
        cache: Where compiled modules are kept, as they are wherever a program is installed.
    """
    env = {**os.environ, "PYTHONPYCACHEPREFIX": str(cache)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=env) as process:
        said = process.stdout.read() if process.stdout else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{command}: {said!r}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> int:
    """Measure both, run after run, and print the ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    loads, imports, most = [], [], 0.0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "days"
        folder.mkdir()
        size = written(folder)
        cache = Path(place) / "cache"
        # The first one compiles, and is not counted.
        for run in range(runs + 1):
            load = processor([sys.executable, "-c", _LOAD, str(folder)], cache)[0]
            diary = str(Path(place) / f"diary-{run}")
            coach = [sys.executable, "-m", "coach", "--data-dir", diary, "import", str(folder)]
            seconds, memory = processor(coach, cache)
            if run == 0:
                continue
            loads.append(load)
            imports.append(seconds)
            most = max(most, memory)
    ratio = statistics.median(one / other for one, other in zip(imports, loads, strict=True))
    print(f"{DAYS} files, {size / 1024 / 1024:.1f} MiB, {runs} runs, medians")
    print(f"json.load of all: {statistics.median(loads):.3f} s of processor time")
    print(f"coach import:     {statistics.median(imports):.3f} s, {most:.0f} MiB at most")
    print(
        f"ratio:            {ratio:.2f} (at most {MOST_TIMES}), memory at most {MOST_MIB} MiB"
    )
    return int(ratio > MOST_TIMES or most > MOST_MIB)


if __name__ == "__main__":
    sys.exit(main())
