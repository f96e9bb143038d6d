"""Real files of other programs: each comes in with a sensible summary, or is refused."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from coach.core.diary.merge import merge
from coach.core.diary.records import Log
from coach.exchange.importing import SourceFile, read
from coach.exchange.log import LogError
from tests.exchange.importers.conftest import HERE, Taken

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample files lie beside the checkout"
)

# Days that come in, and sleeps that do not; None for a file that is refused.
EXPECTED: Mapping[str, tuple[int, int] | None] = {
    "apple-health/export.xml": (1, 0),
    "daylio/sample.csv": None,
    "daylio/sample_multiple_moods.csv": None,
    "fitbit/fitbit-export.from-readme.csv": None,
    "plees/plees-tracker.old-4col.csv": (0, 3),
    "sleep-as-android/sleep-export.1.zip": (1, 1),
    "sleep-as-android/sleep-export.1606736472.zip": (3, 7),
    "sleep-as-android/sleep-export.1606738537.zip": (3, 9),
    "sleep-as-android/sleep-export.2.zip": (1, 3),
    "sleep-as-android/sleep-export.4.zip": (2, 7),
    "sleepchart/many-records.tim": None,
    "sleepdiary-standard/dspd.head200.csv": (18, 0),
    "sleepdiary-standard/non24.head200.csv": (18, 1),
    "sleepdiary-standard/simple.head200.csv": (18, 0),
    "sleepmeter/sleep_history_2020-11-23.1.csv": (1, 0),
    "sleepmeter/sleep_history_2020-11-23.4.csv": (1, 1),
    "sleepmeter/sleep_history_2020-11-24.3.csv": (2, 2),
    "sleepmeter/sleep_history_2020-11-25.4.csv": (0, 0),
    "sleepmeter/sleep_history_2020-11-25.6.csv": None,
    "spreadsheet/example.xlsx": None,
    "wellally/2025-06-20.json": None,
    "wellally/index.json": None,
    "wellally/sleep-tracker.json": None,
}


def taken(name: str) -> Taken:
    return Taken(read(SourceFile.of_path(SAMPLES / name, name), HERE))


@pytest.mark.parametrize("name", EXPECTED)
def test_each_file_is_brought_in_or_refused_in_one_sentence(name: str) -> None:
    expected = EXPECTED[name]
    if expected is None:
        with pytest.raises(LogError) as refused:
            taken(name)
        assert str(refused.value).startswith(name)
        assert "\n" not in str(refused.value)
        return
    file = taken(name)
    left = sum(count for kind, count in file.imported.left_out.items() if "sleep{s}" in kind)
    assert (len(file.days), left) == expected
    empty = Log(format="coach-log", version=1)
    summary = file.imported.summary(merge(empty, file.imported.log))
    assert f"{expected[0]} day" in summary


def test_every_sample_is_listed() -> None:
    there = {
        str(path.relative_to(SAMPLES))
        for path in SAMPLES.rglob("*")
        if path.is_file() and path.parent != SAMPLES
    }
    assert there == set(EXPECTED)


def test_sleep_as_android_by_hand() -> None:
    file = taken("sleep-as-android/sleep-export.1606736472.zip")
    # Of 27 November there are six sleeps: 11 h from 20:00 is the night.
    assert file.times("2020-11-27") == (None, "20:00", "07:00", None)
    # It was added by hand, so how much of the 11 hours was sleep is not known.
    assert file.slept("2020-11-27") is None
    assert file.night("2020-11-27").quality == 3
    assert "Manually added #stress #alcohol" in (file.days["2020-11-27"].notes or "")
    # 0.61 hours from 11:03 by day.
    nap = file.days["2020-11-30"].day
    assert nap is not None
    assert nap.nap_min == 36
    assert file.days["2020-11-30"].notes == "#fullmoon #light"


def test_sleepmeter_by_hand() -> None:
    file = taken("sleepmeter/sleep_history_2020-11-24.3.csv")
    # 23:00 to 07:00 with two holes of half an hour; the nap from 06:38 lies within.
    assert file.times("2020-11-24") == (None, "22:50", "07:00", None)
    assert file.slept("2020-11-24") == 7 * 60
    assert file.night("2020-11-24").awakenings == 2
    notes = file.days["2020-11-24"].notes or ""
    assert "restless legs" in notes
    assert "sleep talking" in notes
    assert file.days["2020-11-24"].movement is None
    # Of two records of the same times the later one stands.
    assert file.night("2020-11-23").quality == 5
    assert "anxiety" in (file.days["2020-11-23"].notes or "")


def test_plees_by_hand() -> None:
    file = taken("plees/plees-tracker.old-4col.csv")
    # 28 s, 1.5 s and 1.4 s are no nights.
    assert file.imported.left_out == {"sleep{s} under 10 minutes": 3}


def test_sleepdiary_by_hand() -> None:
    file = taken("sleepdiary-standard/simple.head200.csv")
    # Lights off 23:54, asleep 00:30 to 09:40, up 10:18.
    assert file.times("2020-01-01") == ("23:39", "23:54", "09:40", "10:18")
    assert file.night("2020-01-01").sleep_latency_min == 36
    assert file.slept("2020-01-01") == 9 * 60 + 10
    # To bed at 23:10, after lights off at 22:55.
    assert file.times("2020-01-02") == (None, "22:55", "07:46", "08:30")


def test_apple_health_by_hand() -> None:
    file = taken("apple-health/export.xml")
    assert file.times("2024-01-02") == (None, "23:00", "06:30", None)
    assert file.slept("2024-01-02") == 7 * 60 + 30
