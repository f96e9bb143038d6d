"""Which nights are asked about, and in which words."""

import pytest

from coach.core.checkin.unlikely import length_line, unlikely
from coach.core.diary.records import Entry, Night
from tests.core.checkin.conftest import DAY


def night(tried: str, up: str, **more: object) -> Entry:
    """A night between two clock times."""
    fields: dict[str, object] = {"tried_to_sleep_at": tried, "out_of_bed_at": up, **more}
    import msgspec

    return Entry(date=DAY, night=msgspec.convert(fields, Night))


@pytest.mark.parametrize(
    ("tried", "up"), [("23:10", "07:00"), ("22:00", "10:00"), ("05:00", "07:00")]
)
def test_nights_of_two_to_twelve_hours_are_not_asked_about(tried: str, up: str) -> None:
    assert unlikely(night(tried, up)) is None


@pytest.mark.parametrize(
    ("tried", "up", "words"),
    [
        ("21:59", "10:00", "12 h 01 in bed, 21:59 to 10:00?"),
        ("05:01", "07:00", "1 h 59 in bed, 05:01 to 07:00?"),
        ("11:10", "07:00", "19 h 50 in bed, 11:10 to 07:00?"),
    ],
)
def test_longer_and_shorter_ones_are(tried: str, up: str, words: str) -> None:
    found = unlikely(night(tried, up))
    assert found is not None
    assert found.words == words


def test_half_a_day_off_is_guessed_at() -> None:
    found = unlikely(night("11:10", "07:00"))
    assert found is not None
    assert found.perhaps == "Did you mean 23:10 rather than 11:10?"


def test_a_night_that_no_half_day_mends_is_not_guessed_at() -> None:
    found = unlikely(night("06:00", "07:00"))
    assert found is not None
    assert found.perhaps == ""


def test_more_time_awake_than_there_was_is_asked_about() -> None:
    entry = night("23:00", "07:00", final_wake_at="06:00", awake_min=500, sleep_latency_min=10)
    found = unlikely(entry)
    assert found is not None
    assert "awake" in found.words


def test_getting_up_before_waking_is_asked_about() -> None:
    found = unlikely(night("23:00", "06:00", final_wake_at="06:30"))
    assert found is not None


@pytest.mark.parametrize("settled", ["confirmed", "measured"])
def test_confirmed_nights_and_a_devices_are_not_asked_about(settled: str) -> None:
    assert unlikely(night("11:10", "07:00", **{settled: True})) is None


def test_half_a_night_is_not_asked_about() -> None:
    assert unlikely(Entry(date=DAY, night=Night(tried_to_sleep_at="11:00"))) is None
    assert unlikely(Entry(date=DAY)) is None


def test_the_length_is_told_as_far_as_it_is_known() -> None:
    assert length_line(Entry(date=DAY)) == ""
    assert length_line(night("23:10", "07:00")) == "7 h 50 in bed"
    whole = night("23:10", "07:00", final_wake_at="06:40", sleep_latency_min=15, awake_min=10)
    assert length_line(whole) == "7 h 05 asleep, 7 h 50 in bed"


def test_summer_time_ends_an_hour_longer() -> None:
    entry = Entry(
        date=DAY.replace(month=10, day=25),
        tz="Europe/London",
        night=Night(tried_to_sleep_at="23:00", out_of_bed_at="07:00"),
    )
    assert length_line(entry) == "9 h 00 in bed"
