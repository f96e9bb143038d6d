"""Withings: a table in any language, known by its shape; from going to bed to getting up."""

import pytest

from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import packed, sample

FILE, GERMAN = "withings.csv", "withings-de.csv"


def test_falling_asleep_and_waking_are_reckoned_from_the_time_in_bed(take: Take) -> None:
    taken = take(FILE)
    # In bed 23:05 to 07:05, asleep after 15 minutes, awake 5 minutes before getting up.
    assert taken.times("2026-02-04") == (None, "23:05", "07:00", "07:05")
    assert taken.night("2026-02-04").sleep_latency_min == 15
    assert taken.night("2026-02-04").awakenings == 3
    assert taken.slept("2026-02-04") == 440


def test_a_short_one_by_day_is_a_nap(take: Take) -> None:
    day = take(FILE).days["2026-02-04"].day
    assert day is not None
    assert day.nap_min == 40


def test_names_in_another_language_stand_in_the_same_places(take: Take) -> None:
    taken = take(GERMAN)
    assert taken.times("2026-02-08") == (None, "23:30", "06:30", "06:30")
    assert taken.slept("2026-02-08") == 415
    assert take(packed({"sleep.csv": sample(GERMAN)})).imported.log == taken.imported.log


def test_where_no_sleep_was_counted_only_the_time_in_bed_is_taken(take: Take) -> None:
    taken = take(sample(GERMAN).replace(b",9000,15900,0,300,", b",0,0,0,0,"))
    assert taken.times("2026-02-08") == ("23:30", None, None, "06:30")


@pytest.mark.parametrize("seconds", [b"-900", b"999999999999"])
def test_seconds_that_are_no_part_of_a_night_are_refused(take: Take, seconds: bytes) -> None:
    taken = take(sample(FILE).replace(b",900,300,", b"," + seconds + b",300,"))
    assert "which is no part of a night" in taken.refused["line 2"]


def test_another_table_of_that_name_is_none_of_it(take: Take) -> None:
    with pytest.raises(LogError, match=r"is an archive with sleep\.csv; no export"):
        take(packed({"sleep.csv": b"from,to\n1,2\n"}))
    with pytest.raises(LogError, match="is no table of Withings"):
        take(b"from,to\n1,2\n", form="withings")
