"""When a day begins: for who sleeps at night, by day, and in changing shifts."""

from datetime import date, datetime

import pytest

from coach.core.diary import day as days
from coach.core.diary.records import Day, Entry, Profile

SUNDAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("bedtime", "start"),
    [
        (None, "04:00"),
        ("23:00", "04:00"),
        ("02:59", "04:00"),
        ("03:00", "08:00"),
        ("08:00", "13:00"),
        ("18:00", "23:00"),
        ("18:01", "04:00"),
    ],
)
def test_five_hours_after_a_bedtime_by_day(bedtime: str | None, start: str) -> None:
    assert days.usual_start(Profile(bedtime=bedtime)) == start


def test_what_the_person_said_goes_before_the_bedtime() -> None:
    assert days.usual_start(Profile(bedtime="08:00", day_starts_at="10:00")) == "10:00"
    assert days.usual_start(None) == "04:00"


def test_a_day_that_does_not_say_so_did_not_begin_by_a_bedtime() -> None:
    assert days.unsaid_start(Profile(bedtime="08:00")) == "04:00"
    assert days.unsaid_start(Profile(day_starts_at="10:00")) == "10:00"


def today(clock: str, profile: Profile, *entries: Entry) -> date:
    """The coach's day at a time on Monday."""
    moment = datetime.fromisoformat(f"2026-11-23T{clock}:00+00:00")
    return days.today(moment, {entry.date: entry for entry in entries}.get, profile)


def test_before_bed_at_eight_in_the_morning_it_is_still_the_day_before() -> None:
    by_day = Profile(bedtime="08:00")
    assert today("06:00", by_day) == SUNDAY
    assert today("12:59", by_day) == SUNDAY
    assert today("13:00", by_day) == MONDAY


def test_a_night_shift_meant_for_the_evening_moves_the_next_day_alone() -> None:
    on_shift = Entry(date=SUNDAY, day=Day(bedtime="08:00"))
    at_night = Profile(bedtime="23:00")
    assert today("06:00", at_night) == MONDAY
    assert today("06:00", at_night, on_shift) == SUNDAY
    assert today("13:00", at_night, on_shift) == MONDAY


def test_a_night_off_of_who_sleeps_by_day_begins_the_next_day_at_four() -> None:
    off = Entry(date=SUNDAY, day=Day(bedtime="23:30"))
    assert today("06:00", Profile(bedtime="08:00"), off) == MONDAY


def test_a_day_that_says_when_it_began_is_believed() -> None:
    said = Entry(date=MONDAY, day_starts_at="13:00")
    assert today("06:00", Profile(), said) == SUNDAY
