"""Apple Health: sleep from several devices, streamed; no entity is ever expanded."""

import io
import zipfile
from dataclasses import replace

import pytest

from coach.core.diary.records import AlcoholDrink, CaffeineDrink
from coach.exchange.importing import SourceFile, read
from coach.exchange.log import LogError
from tests.exchange.importers.conftest import HERE, Take
from tests.exchange.importers.samples import DATA

FILE = "apple-health.xml"
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE HealthData [
<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<HealthData locale="en">&c;</HealthData>
"""


def test_the_stages_of_a_watch_are_one_night(take: Take) -> None:
    taken = take(FILE)
    night = taken.night("2021-03-08")
    assert taken.times("2021-03-08") == ("22:50", "23:10", "06:40", "06:50")
    assert (night.awakenings, night.awake_min, taken.told_by("2021-03-08")) == (
        1,
        20,
        "Apple Health",
    )
    assert taken.slept("2021-03-08") == 430
    assert taken.days["2021-03-08"].tz == "Europe/Berlin"


def test_a_night_known_as_time_in_bed_alone_claims_no_sleep(take: Take) -> None:
    taken = take(FILE)
    assert taken.times("2021-03-09") == ("23:00", None, None, "07:00")
    assert taken.slept("2021-03-09") is None


def test_the_same_night_from_another_device_is_left_out(take: Take) -> None:
    assert take(FILE).imported.left_out == {"overlapping sleep{s}": 1}


def test_a_night_on_which_the_clocks_change_keeps_its_length(take: Take) -> None:
    taken = take(FILE)
    assert taken.times("2021-03-28") == (None, "00:00", "07:00", None)
    assert taken.slept("2021-03-28") == 7 * 60


def test_drinks_that_were_logged_there_come_along_by_the_coachs_day(take: Take) -> None:
    day = take(FILE).days["2021-03-08"].day
    assert day is not None
    assert day.caffeine == (CaffeineDrink(at="08:10", mg=95.0),)
    assert day.alcohol == (AlcoholDrink(at="00:40", drinks=2.0),)


def test_records_that_cannot_be_read_are_named_by_their_line(take: Take) -> None:
    assert take(FILE).refused == {
        "line 31": 'value is "Dreaming", which no sleep record has',
        "line 32": '"2021-03-11" is not a moment with its offset',
        "line 34": 'unit is "cups", not mg or g',
    }


def test_entities_are_refused_before_any_is_expanded(take: Take) -> None:
    with pytest.raises(LogError, match="defines entities"):
        take(BOMB)


@pytest.mark.parametrize(
    "late",
    [
        b'<HealthData locale="en"><!DOCTYPE x [<!ENTITY a "b">]>&a;</HealthData>',
        b'<!DOCTYPE HealthData [<!ENTITY a "b"',
        b'<HealthData locale="en">&a;</HealthData>',
        b"<HealthData>" + b"<a>" * 100_000,
        b'<HealthData locale="en"><Record',
    ],
)
def test_odd_xml_is_refused_in_a_sentence(take: Take, late: bytes) -> None:
    with pytest.raises(LogError, match="the-file"):
        take(late)


def test_signs_that_xml_forbids_are_passed_over(take: Take) -> None:
    spoilt = (DATA / FILE).read_bytes().replace(b'"Old phone"', b'"Old\x0b phone"')
    assert take(spoilt).imported == take(FILE).imported


def test_the_zip_gives_what_the_xml_gives(take: Take) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>")
        archive.write(DATA / FILE, "apple_health_export/export.xml")
    assert take(data.getvalue()).imported == take(FILE).imported


def record(
    value: str, start: str, end: str, source: str = "Watch", zone: str | None = "Europe/London"
) -> str:
    """A sleep record; the moments as ``2021-03-07 23:00:00 +0000``."""
    entry = f'<MetadataEntry key="HKTimeZone" value="{zone}"/>' if zone else ""
    return (
        f'<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="{source}" '
        f'value="HKCategoryValueSleepAnalysis{value}" startDate="{start}" endDate="{end}">'
        f"{entry}</Record>\n"
    )


def export(*records: str, exported: str = "2021-12-01 12:00:00 +0000") -> bytes:
    date = f'<ExportDate value="{exported}"/>'
    return f'<HealthData locale="en">{date}{"".join(records)}</HealthData>'.encode()


@pytest.mark.parametrize("name", ["Export.xml", "exportación.xml", "导出.xml"])
def test_the_export_in_a_zip_is_known_by_its_content_in_any_language(
    take: Take, name: str
) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>")
        archive.writestr("apple_health_export/electrocardiograms/ecg.csv", "<HealthData")
        archive.write(DATA / FILE, f"apple_health_export/{name}")
    assert take(data.getvalue()).imported == take(FILE).imported


def test_times_in_bed_in_pieces_are_one_time_in_bed(take: Take) -> None:
    taken = take(
        export(
            record("InBed", "2021-03-07 23:23:00 +0000", "2021-03-08 03:16:00 +0000"),
            record("InBed", "2021-03-08 03:17:00 +0000", "2021-03-08 07:20:00 +0000"),
        )
    )
    assert taken.times("2021-03-08") == ("23:23", None, None, "07:20")


def test_a_long_time_awake_within_one_time_in_bed_is_part_of_the_night(take: Take) -> None:
    taken = take(
        export(
            record("InBed", "2021-03-07 22:50:00 +0000", "2021-03-08 07:30:00 +0000"),
            record("AsleepCore", "2021-03-07 23:00:00 +0000", "2021-03-08 01:00:00 +0000"),
            record("AsleepCore", "2021-03-08 03:30:00 +0000", "2021-03-08 07:20:00 +0000"),
        )
    )
    night = taken.night("2021-03-08")
    assert taken.times("2021-03-08") == ("22:50", "23:00", "07:20", "07:30")
    assert (night.awakenings, night.awake_min) == (1, 150)


def test_of_three_sources_one_tells_the_time_in_bed_and_one_the_sleep(take: Take) -> None:
    taken = take(
        export(
            record("InBed", "2021-03-07 22:30:00 +0000", "2021-03-08 07:30:00 +0000", "Phone"),
            record("AsleepREM", "2021-03-07 23:00:00 +0000", "2021-03-08 06:30:00 +0000"),
            record("Asleep", "2021-03-07 22:55:00 +0000", "2021-03-08 06:50:00 +0000", "App"),
        )
    )
    assert taken.times("2021-03-08") == ("22:30", "23:00", "06:30", "07:30")
    assert taken.imported.left_sleeps == {
        "overlapping sleep{s}": ("2021-03-07 22:55 to 06:50",)
    }


JULY = ("Asleep", "2021-07-07 22:30:00 +0100", "2021-07-08 05:30:00 +0100", "App", None)


def test_where_one_offset_stands_throughout_summer_nights_are_told_in_summer_time(
    take: Take,
) -> None:
    winter = record(
        "Asleep", "2021-12-01 23:30:00 +0100", "2021-12-02 06:30:00 +0100", zone="Europe/Berlin"
    )
    data = export(record(*JULY), winter, exported="2021-12-03 12:00:00 +0100")
    taken = take(data)
    assert taken.times("2021-07-08") == (None, "23:30", "06:30", None)
    assert taken.days["2021-07-08"].tz == "Europe/Berlin"
    assert any("one offset throughout" in line for line in taken.imported.remarks)


def test_without_any_zone_in_the_file_it_is_this_computers_if_that_fits(take: Take) -> None:
    data = export(record(*JULY), exported="2021-12-03 12:00:00 +0100")
    here = replace(HERE, zone="Europe/Berlin")
    assert take(data, here=here).times("2021-07-08") == (None, "23:30", "06:30", None)
    # London is not an hour ahead in December: the file is from elsewhere, and stands.
    elsewhere = take(data)
    assert elsewhere.times("2021-07-08") == (None, "22:30", "05:30", None)
    assert elsewhere.days["2021-07-08"].tz is None


def test_offsets_that_change_with_the_seasons_stand(take: Take) -> None:
    summer = ("Asleep", "2021-07-07 23:30:00 +0200", "2021-07-08 06:30:00 +0200", "App", None)
    data = export(record(*summer), exported="2021-12-03 12:00:00 +0100")
    taken = take(data, here=replace(HERE, zone="Europe/Berlin"))
    assert taken.times("2021-07-08") == (None, "23:30", "06:30", None)
    assert taken.imported.remarks == ()


def test_progress_is_told_while_a_large_file_is_read() -> None:
    record = (
        b'<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="W" '
        b'value="HKCategoryValueSleepAnalysisAsleep" startDate="2021-03-07 23:00:00 +0000" '
        b'endDate="2021-03-08 07:00:00 +0000"/>\n'
    )
    data = b'<HealthData locale="en">' + record * 4000 + b"</HealthData>"
    heard: list[tuple[int, int]] = []
    source = SourceFile.of_bytes(data, "big").with_progress(
        lambda done, size: heard.append((done, size))
    )
    read(source, HERE)
    assert heard == sorted(heard)
    assert heard[-1] == (len(data), len(data))
