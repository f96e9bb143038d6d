"""Made files of more formats, each checked by hand against its notes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from coach.core.diary.merge import merge
from coach.core.diary.records import Log
from coach.exchange.importing import SourceFile, read
from coach.exchange.log import LogError
from tests.exchange.importers.conftest import HERE, Taken
from tests.exchange.importers.samples import database

FORMATS = Path(__file__).resolve().parents[4] / "shared" / "samples-2" / "formats"
BERLIN = replace(HERE, zone="Europe/Berlin")

pytestmark = pytest.mark.skipif(
    not FORMATS.is_dir(), reason="the sample files lie beside the checkout"
)


@dataclass(frozen=True)
class Night:
    """What a file says of one night.

    Attributes:
        times: In bed, tried to sleep, awake for good, up.
        latency: Minutes to fall asleep.
        slept: Minutes asleep.
        awakenings: How often awake.
    """

    times: tuple[str | None, ...]
    latency: int | None
    slept: int | None
    awakenings: int | None = None


def asleep(
    began: str, woke: str, latency: int, slept: int, awakenings: int | None = None
) -> Night:
    return Night((None, began, woke, None), latency, slept, awakenings)


def in_bed(began: str, up: str) -> Night:
    return Night((began, None, None, up), None, None)


GARMIN = "garmin/2026-01-01_2026-04-11_12345678_sleepData.json"
SAMSUNG = "samsung-health/com.samsung.shealth.sleep.20260601090000.csv"
STAGES = "samsung-health/com.samsung.health.sleep_stage.20260601090000.csv"
GOOGLE_FIT = "google-fit-takeout/2026-01-10T23_06_00+01_00_SLEEP.json"
# The nights of each file that is read.
NIGHTS: Mapping[str, Mapping[str, Night]] = {
    "fitbit-full-csv/fitbit-full-export.csv": {
        "2025-10-15": asleep("23:36", "07:26", 0, 420, 32)
    },
    # 22:28 UTC in winter time to 04:30 UTC in summer time; 600 + 14,040 + 6,660 s.
    GARMIN: {"2026-03-29": asleep("23:28", "06:30", 0, 355, 1)},
    # 22:57 to 06:17 UTC, an hour ahead; awake for the first 780 s.
    "health-connect/schema-and-rows.sql": {"2026-01-02": asleep("23:57", "07:17", 13, 427, 0)},
    # 26,670 s asleep, 450 s before.
    "oura/oura_sleep_hub.csv": {"2026-07-11": asleep("02:19", "10:57", 7, 444)},
    "oura/v1.json": {"2026-01-12": asleep("23:18", "08:24", 3, 484, 2)},
    "oura/v2.json": {"2026-01-12": asleep("23:18", "08:24", 3, 484)},
    SAMSUNG: {"2026-01-11": asleep("23:00", "07:00", 0, 480)},
    STAGES: {"2026-01-11": asleep("23:00", "07:00", 20, 460, 0)},
    # 23,628 s asleep, 969 s before, on the night on which the clocks went forward.
    "sleep-cycle/new.csv": {
        "2026-03-29": asleep("23:41", "07:58", 16, 393),
        "2026-03-30": in_bed("23:10", "06:30"),
    },
    "sleep-cycle/old.csv": {
        "2026-01-11": in_bed("23:41", "06:58"),
        "2026-01-12": in_bed("23:10", "06:30"),
    },
    "whoop/journal_entries.csv": {},
    "whoop/sleeps.csv": {
        "2026-01-12": asleep("00:33", "08:36", 0, 460),
        "2026-07-11": asleep("01:34", "08:12", 0, 369),
    },
    # 26,880 s asleep, 600 s before, 120 s after.
    "withings/sleep.csv": {"2026-02-07": Night((None, "00:15", "08:03", "08:05"), 10, 448, 2)},
    "withings/sleep.de.csv": {
        "2026-02-07": Night((None, "00:15", "08:05", "08:05"), 0, 468, 0)
    },
    "zepp-mi-fit/SLEEP_new.csv": {"2026-01-01": asleep("01:22", "08:43", 0, 441)},
    "zepp-mi-fit/SLEEP_old.csv": {"2026-01-02": asleep("23:57", "09:49", 0, 588)},
}
# What else the summary must say, and the naps in minutes.
SAID: Mapping[str, str] = {
    GARMIN: "1 night that the watch did not confirm",
    "oura/oura_sleep_hub.csv": "1 stirring with under 10 minutes asleep",
    SAMSUNG: "1 sleep without an end",
    "sleep-cycle/new.csv": "Nights on which the clocks changed were told in Europe/Berlin",
    "sleep-cycle/old.csv": "1 second sleep of a day (2026-01-11 15:05 to 15:50)",
    "whoop/journal_entries.csv": "1 journal answer of no",
    "zepp-mi-fit/SLEEP_new.csv": "were told in Europe/Berlin",
}
NAPS: Mapping[str, tuple[str, int]] = {
    "fitbit-full-csv/fitbit-full-export.csv": ("2025-10-14", 40),
    GARMIN: ("2026-03-29", 40),
    "whoop/sleeps.csv": ("2026-01-11", 100),
}
# Those that are not read, and what is said of them.
REFUSED: Mapping[str, str] = {
    "apple-health-tables/SleepAnalysis.csv": "a table that a tool made from Apple Health",
    "apple-health-tables/qs-access.csv": "a table that a tool made from Apple Health",
    "autosleep/AutoSleep.csv": "is AutoSleep's table, which is not read",
    "daylio/daylio_export.csv": "moods, and no times of sleep",
    "diary-spreadsheet/consensus-24h.csv": "is a table with Date, Time into bed",
    "diary-spreadsheet/two-moments.csv": "is a table with sleep_time, wake_time",
    "diary-spreadsheet/us-am-pm.csv": "is a table with Date, Bedtime",
    "gadgetbridge/schema-and-rows.sql": "is a database of Gadgetbridge, which is not read",
    GOOGLE_FIT: "is an export of Google Fit, which is not read",
    "health-auto-export/HealthAutoExport.json": "Health Auto Export's JSON, which is not read",
    "loop-habits/Checkmarks.csv": "habits by date, and no times of sleep",
    "pillow/PillowData.csv": "is Pillow's table, which is not read",
}


def taken(name: str) -> Taken:
    path = FORMATS / name
    if path.suffix == ".sql":
        content = database(path.read_text())
        return Taken(read(SourceFile.of_bytes(content, path.name), BERLIN))
    return Taken(read(SourceFile.of_path(path, path.name), BERLIN))


def test_every_file_is_listed() -> None:
    there = {str(path.relative_to(FORMATS)) for path in FORMATS.rglob("*") if path.is_file()}
    samples = {name for name in there if not name.endswith("README.md")}
    assert samples == {*NIGHTS, *REFUSED}


@pytest.mark.parametrize("name", NIGHTS)
def test_the_nights_of_each_file(name: str) -> None:
    file = taken(name)
    nights = {
        day: Night(
            file.times(day),
            file.night(day).sleep_latency_min,
            file.slept(day),
            file.night(day).awakenings,
        )
        for day, entry in file.days.items()
        if entry.night or entry.device
    }
    assert nights == NIGHTS[name]


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_of_it(name: str) -> None:
    imported = taken(name).imported
    empty = Log(format="coach-log", version=1)
    assert SAID[name] in imported.summary(merge(empty, imported.log))


@pytest.mark.parametrize("name", NAPS)
def test_its_nap(name: str) -> None:
    day, minutes = NAPS[name]
    entry = taken(name).days[day].day
    assert entry is not None
    assert entry.nap_min == minutes


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(LogError) as refused:
        taken(name)
    assert REFUSED[name] in str(refused.value)
    assert "\n" not in str(refused.value)
