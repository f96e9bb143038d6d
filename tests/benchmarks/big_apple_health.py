"""How much memory and time a large export of Apple Health takes.

Run ``python tests/benchmarks/big_apple_health.py [MIB]`` (200 unless given). The file is made
in a temporary folder: heart rates, as in real ones, between the sleep stages of a watch.
"""

import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_MIB = 150
FIRST = datetime(2014, 1, 1, 22, 30, tzinfo=timezone(timedelta(hours=1)))
_STAGES = ("Core", "Deep", "Core", "REM", "Core", "Deep", "Core", "REM")
_SLEEP = (
    ' <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" '
    'sourceVersion="9.1" creationDate="{end}" startDate="{start}" endDate="{end}" '
    'value="HKCategoryValueSleepAnalysisAsleep{stage}">\n'
    '  <MetadataEntry key="HKTimeZone" value="Europe/Berlin"/>\n </Record>\n'
)
_PULSE = (
    ' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" '
    'sourceVersion="9.1" device="&lt;&lt;HKDevice: 0x2810&gt;, name:Watch&gt;" '
    'unit="count/min" creationDate="{at}" startDate="{at}" endDate="{at}" value="{pulse}"/>\n'
)


def written(path: Path, size: int) -> int:
    """Write an export of at least that many bytes; how many nights it holds."""
    done = nights = 0
    with path.open("w", encoding="utf-8") as file:
        done += file.write('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n')
        done += file.write('<!ELEMENT HealthData ANY>\n]>\n<HealthData locale="en_GB">\n')
        # Ten years of nights in a file of the usual size.
        pulses = max(1, size // 3650 // 260 - 15)
        while done < size:
            for record in _night(nights, pulses):
                done += file.write(record)
            nights += 1
        file.write("</HealthData>\n")
    return nights


def _night(number: int, pulses: int) -> Iterator[str]:
    start = FIRST + timedelta(days=number)
    for minute in range(pulses):
        at = f"{start + timedelta(minutes=minute):%Y-%m-%d %H:%M:%S %z}"
        yield _PULSE.format(at=at, pulse=55 + minute % 20)
    for stage in _STAGES:
        end = start + timedelta(minutes=55)
        yield _SLEEP.format(
            stage=stage,
            start=f"{start:%Y-%m-%d %H:%M:%S %z}",
            end=f"{end:%Y-%m-%d %H:%M:%S %z}",
        )
        start = end


def main() -> int:
    """Make the file, import it in a child process, and print what that took."""
    size = (int(sys.argv[1]) if len(sys.argv) > 1 else 200) * 2**20
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xml"
        nights = written(path, size)
        command = [sys.executable, "-B", "-c", "from coach.cli import main; main()"]
        words = ["--data-dir", str(Path(folder) / "data"), "import", str(path)]
        begun = time.perf_counter()
        done = subprocess.run(
            [*command, *words], cwd=ROOT, capture_output=True, text=True, check=False
        )
        took = time.perf_counter() - begun
        length = path.stat().st_size
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if platform.system() == "Darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 2**20
    print(done.stdout + done.stderr, end="")
    print(
        f"{length / 2**20:.0f} MiB with {nights} nights: {took:.1f} s, {peak:.0f} MiB at most"
    )
    return 0 if done.returncode == 0 and peak < MOST_MIB else 1


if __name__ == "__main__":
    sys.exit(main())
