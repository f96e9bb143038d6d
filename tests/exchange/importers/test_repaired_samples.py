"""Small made files of faults met in real exports, each checked by hand against its notes."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from coach.core.diary.merge import merge
from coach.core.diary.records import Log
from coach.exchange.importing import SourceFile, read
from coach.exchange.log import LogError
from tests.exchange.importers.conftest import HERE, Taken

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples-2" / "repairs"
BERLIN = replace(HERE, zone="Europe/Berlin")

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample files lie beside the checkout"
)

Times = tuple[str | None, ...]


@dataclass(frozen=True)
class Night:
    """What a file says of one night.

    Attributes:
        times: In bed, tried to sleep, awake for good, up.
        slept: Minutes asleep.
        awakenings: How often awake.
        tz: The zone.
    """

    times: Times
    slept: int | None
    awakenings: int | None = None
    tz: str | None = "Europe/London"


def asleep(
    began: str,
    woke: str,
    slept: int,
    awakenings: int | None = None,
    tz: str | None = "Europe/London",
) -> Night:
    return Night((None, began, woke, None), slept, awakenings, tz)


def up(began: str, woke: str, slept: int, awakenings: int, tz: str | None = None) -> Night:
    """A night of Fitbit's JSON, which tells getting up apart."""
    return Night((None, began, woke, woke), slept, awakenings, tz)


SPANISH = {"2026-02-05": asleep("23:30", "06:30", 420, tz="Europe/Madrid")}
MAIN = {"2025-03-02": up("23:10", "02:40", 200, 8)}
# The nights of each file; None for one that is refused.
EXPECTED: dict[str, dict[str, Night] | None] = {
    "apple-export-summer-no-zone.xml": {
        "2025-07-02": asleep("23:30", "06:30", 420, tz="Europe/Berlin"),
        "2025-07-03": asleep("23:30", "06:30", 420, tz="Europe/Berlin"),
        "2026-01-11": asleep("23:30", "06:30", 420, tz="Europe/Berlin"),
    },
    # An hour earlier in the zone that the file names than in that of its notes.
    "apple-inbed-split.xml": {"2026-01-22": Night(("22:23", None, None, "06:20"), None)},
    "apple-localised-de.zip": SPANISH,
    "apple-localised-en.zip": SPANISH,
    "apple-localised-es.zip": SPANISH,
    "apple-localised-zh.zip": SPANISH,
    "apple-long-awake.xml": {
        "2026-01-22": Night(("22:50", "23:00", "07:20", "07:30"), 210 + 215, 1)
    },
    "apple-two-devices.xml": {"2026-01-22": Night(("22:30", "23:00", "06:30", "07:30"), 450)},
    "fitbit-api-isMainSleep.json": MAIN,
    "fitbit-dst.json": {
        "2025-10-26": up("23:00", "07:00", 510, 9, "Europe/Berlin"),
        "2026-03-29": up("23:00", "07:00", 400, 9, "Europe/Berlin"),
    },
    "fitbit-full-export.csv": {"2025-10-15": asleep("23:36", "07:26", 420, 32, None)},
    "fitbit-old-daily.csv": None,
    "fitbit-takeout-mainSleep.json": MAIN,
    "fitbit-takeout-one-broken-member.zip": MAIN,
    "plees-semicolon.csv": {"2026-03-04": asleep("23:00", "07:00", 480, tz="Europe/Berlin")},
    "saa-bad-rating.csv": {"2026-03-04": asleep("23:00", "07:00", 480)},
    "saa-comment-multiline-emoji.csv": {"2026-03-04": asleep("23:00", "07:00", 480)},
    "saa-decimal-comma.csv": {"2026-03-04": asleep("23:00", "07:00", 480)},
    "saa-dst.csv": {
        "2026-03-29": asleep("23:00", "07:00", 420, tz="Europe/Berlin"),
        "2026-10-25": asleep("23:00", "07:00", 540, tz="Europe/Berlin"),
    },
    "saa-evening-doze.csv": {
        "2026-03-04": asleep("23:00", "07:00", 480),
        "2026-03-05": asleep("22:30", "06:30", 480),
    },
    "saa-excel-id.csv": {"2026-03-04": asleep("23:53", "08:01", 488)},
    "saa-shift-worker.csv": {"2026-03-04": asleep("08:30", "15:30", 420)},
    "saa-split-night.csv": {"2026-03-04": asleep("23:07", "06:18", 431, 1)},
    "saa-utf16.csv": {"2026-03-04": asleep("23:00", "07:00", 480)},
    "saa-zone-legacy.csv": {
        "2026-03-04": asleep("23:00", "07:00", 480, tz="Asia/Calcutta"),
        "2026-03-06": asleep("23:00", "07:00", 480, tz="US/Pacific"),
    },
    "saa-zone-unknown.csv": {"2026-03-04": asleep("23:00", "07:00", 480, tz=None)},
    "standard-local-none.csv": {
        "2026-07-04": asleep("23:10", "06:40", 450, tz="Europe/Berlin")
    },
    "standard-two-asleep-one-night.csv": {
        "2026-03-04": Night(("22:30", "22:45", "06:50", "07:00"), 425, 1, None)
    },
}
# What the summary must say, beside the nights.
SAID = {
    "apple-export-summer-no-zone.xml": "were told in Europe/Berlin",
    "apple-two-devices.xml": "1 overlapping sleep (2026-01-21 22:55 to 06:50)",
    "fitbit-api-isMainSleep.json": "1 second sleep of a day (2025-03-02 05:30 to 09:30)",
    "fitbit-dst.json": "Nights on which the clocks changed were told in Europe/Berlin",
    "fitbit-full-export.csv": "Passed over: Body, Activities, Food Log.",
    "fitbit-takeout-one-broken-member.zip": "Refused: sleep-2025-03-01.json: is not sound JSON",
    "saa-bad-rating.csv": "1 rating that cannot be read",
    "saa-zone-unknown.csv": "hidden or not known here come without one",
    "standard-local-none.csv": "they were taken for Europe/Berlin",
    "standard-two-asleep-one-night.csv": "as written, in UTC",
}
NAPS = {
    "fitbit-full-export.csv": ("2025-10-14", 40),
    "saa-evening-doze.csv": ("2026-03-04", 85),
    "saa-shift-worker.csv": ("2026-03-04", 150),
}


def taken(name: str) -> Taken:
    return Taken(read(SourceFile.of_path(SAMPLES / name, name), BERLIN))


def test_every_file_is_listed() -> None:
    assert {path.name for path in SAMPLES.iterdir()} - {"README.md"} == set(EXPECTED)


@pytest.mark.parametrize("name", [name for name, nights in EXPECTED.items() if nights])
def test_the_nights_of_each_file(name: str) -> None:
    file = taken(name)
    nights = {
        day: Night(
            file.times(day), file.slept(day), file.night(day).awakenings, file.days[day].tz
        )
        for day, entry in file.days.items()
        if entry.night or entry.device
    }
    assert nights == EXPECTED[name]


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_of_it(name: str) -> None:
    imported = taken(name).imported
    empty = Log(format="coach-log", version=1)
    assert SAID[name] in imported.summary(merge(empty, imported.log))


@pytest.mark.parametrize("name", NAPS)
def test_its_nap(name: str) -> None:
    day, minutes = NAPS[name]
    entry = taken(name).days[day]
    assert entry.day is not None
    assert entry.day.nap_min == minutes


def test_days_without_times_are_refused_as_such() -> None:
    with pytest.raises(LogError, match=r"one row a day: .* no times"):
        taken("fitbit-old-daily.csv")


def test_a_rating_is_read_with_its_comma_and_one_that_is_none_is_no_rating() -> None:
    assert taken("saa-decimal-comma.csv").night("2026-03-04").quality == 4
    assert taken("saa-bad-rating.csv").night("2026-03-04").quality is None


def test_a_comment_comes_through_utf_16_as_through_utf_8() -> None:
    notes = [
        taken(name).days["2026-03-04"].notes
        for name in ("saa-utf16.csv", "saa-comment-multiline-emoji.csv")
    ]
    assert notes == ["#sport, tired\n😴 “quoted” text, with commas"] * 2
