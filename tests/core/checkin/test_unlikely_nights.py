"""Which nights are asked about, and in which words."""

import pytest

from coach.core.checkin.named.unlikely import Repair, length_line, unlikely
from coach.core.diary.records import Entry, Night
from tests.core.checkin.conftest import DAY, EVENING, MORNING


def night(tried: str, up: str, **more: object) -> Entry:
    """A night between two clock times."""
    fields: dict[str, object] = {"tried_to_sleep_at": tried, "out_of_bed_at": up, **more}
    import msgspec

    return Entry(date=DAY, night=msgspec.convert(fields, Night))


@pytest.mark.parametrize(
    ("tried", "up"), [("23:10", "07:00"), ("22:00", "10:00"), ("05:00", "07:00")]
)
def test_nights_of_two_to_twelve_hours_are_not_asked_about(tried: str, up: str) -> None:
    assert unlikely(night(tried, up), EVENING) is None


@pytest.mark.parametrize(
    ("tried", "up", "words"),
    [
        ("21:59", "10:00", "21:59 to 10:00 would be 12 h 01 in bed."),
        ("05:01", "07:00", "05:01 to 07:00 would be 1 h 59 in bed."),
        ("11:10", "07:00", "11:10 to 07:00 would be 19 h 50 in bed."),
    ],
)
def test_longer_and_shorter_ones_are(tried: str, up: str, words: str) -> None:
    doubtful = unlikely(night(tried, up), EVENING)
    assert doubtful is not None
    assert doubtful.words == words


def test_half_a_day_off_is_guessed_at() -> None:
    doubtful = unlikely(night("11:10", "07:00"), EVENING)
    assert doubtful is not None
    assert doubtful.repair == Repair("tried", "11:10", "23:10")


def test_a_night_that_no_half_day_mends_is_not_guessed_at() -> None:
    doubtful = unlikely(night("06:00", "07:00"), EVENING)
    assert doubtful is not None
    assert doubtful.repair is None


def test_more_time_awake_than_there_was_is_asked_about() -> None:
    entry = night("23:00", "07:00", final_wake_at="06:00", awake_min=500, sleep_latency_min=10)
    doubtful = unlikely(entry, EVENING)
    assert doubtful is not None
    assert "awake" in doubtful.words


def test_getting_up_before_waking_is_asked_about() -> None:
    doubtful = unlikely(night("23:00", "06:00", final_wake_at="06:30"), EVENING)
    assert doubtful is not None


@pytest.mark.parametrize("settled", ["confirmed", "measured"])
def test_confirmed_nights_and_a_devices_are_not_asked_about(settled: str) -> None:
    assert unlikely(night("11:10", "07:00", **{settled: True}), EVENING) is None


def test_half_a_night_is_not_asked_about() -> None:
    assert unlikely(Entry(date=DAY, night=Night(tried_to_sleep_at="11:00")), EVENING) is None
    assert unlikely(Entry(date=DAY), EVENING) is None


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


def test_an_end_that_has_not_come_yet_is_asked_about_but_for_a_fast_clock() -> None:
    ends_later = unlikely(night("23:00", "07:46"), MORNING)
    assert ends_later is not None
    assert ends_later.words == "The night would end at 07:46, and it is 07:30 now."
    assert unlikely(night("23:00", "07:45"), MORNING) is None


def test_seven_for_nineteen_is_mended() -> None:
    doubtful = unlikely(night("23:00", "19:00"), EVENING)
    assert doubtful is not None
    assert doubtful.repair is not None
    mended = doubtful.repair
    assert (mended.question, mended.typed, mended.clock) == ("up", "19:00", "07:00")


def test_a_night_without_sleep_is_not_asked_about() -> None:
    entry = Entry(date=DAY, night=Night(did_not_sleep=True))
    assert unlikely(entry, EVENING) is None
    assert length_line(entry) == "no sleep"
