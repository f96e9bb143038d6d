"""Sleeps sorted into the coach's days: one night a date, naps, and what is left out."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary.records import Entry
from coach.core.diary.sleep import seen, total_sleep
from coach.exchange.importers.contents import Contents, Happened, Sleep, SleepKind
from coach.exchange.importers.nights import entries
from coach.exchange.importers.pieces import joined
from tests.exchange.importers.conftest import HERE


def moment(text: str) -> datetime:
    """``8 23:10`` is a time in March 2021."""
    day, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"2021-03-{int(day):02d}T{clock}")


def sleep(
    began: str, woke: str, kind: SleepKind = SleepKind.UNSAID, *, notes: str = ""
) -> Sleep:
    return Sleep(
        place=f"{began} to {woke}",
        began=moment(began),
        woke=moment(woke),
        measured=True,
        kind=kind,
        notes=(notes,) if notes else (),
    )


def sorted_in(*sleeps: Sleep) -> tuple[dict[int, Entry], Contents]:
    contents = Contents(sleeps=list(sleeps))
    return {entry.date.day: entry for entry in entries(contents, HERE, "a file")}, contents


def nap_min(entry: Entry) -> int | None:
    return entry.day.nap_min if entry.day else None


def test_the_night_of_a_date_is_the_longest_sleep_that_ended_on_it() -> None:
    days, contents = sorted_in(sleep("7 21:00", "8 00:00"), sleep("8 02:30", "8 08:00"))
    night = days[8].device
    assert night is not None
    assert (night.tried_to_sleep_at, night.final_wake_at) == ("02:30", "08:00")
    assert contents.left_out == {"second sleep{s} of a day": 1}
    assert contents.left_sleeps == {"second sleep{s} of a day": ["2021-03-07 21:00 to 00:00"]}


def test_a_long_sleep_in_the_afternoon_is_a_nap_beside_the_night() -> None:
    days, _ = sorted_in(sleep("7 23:00", "8 07:00"), sleep("8 13:00", "8 17:30"))
    assert total_sleep(seen(days[8])) == 8 * 60
    assert nap_min(days[8]) == 270


def test_it_is_one_too_where_it_is_longer_than_the_night_before_it() -> None:
    days, _ = sorted_in(sleep("8 02:00", "8 06:00"), sleep("8 13:00", "8 17:30"))
    assert total_sleep(seen(days[8])) == 4 * 60
    assert nap_min(days[8]) == 270


def test_more_than_five_hours_are_no_nap() -> None:
    days, contents = sorted_in(sleep("7 22:00", "8 06:00"), sleep("8 12:00", "8 17:01"))
    assert nap_min(days[8]) is None
    assert contents.left_out == {"second sleep{s} of a day": 1}


def test_a_sleep_that_begins_before_nine_is_no_nap() -> None:
    days, contents = sorted_in(sleep("7 21:00", "8 05:00"), sleep("8 08:00", "8 09:00"))
    assert nap_min(days[8]) is None
    assert contents.left_out == {"second sleep{s} of a day": 1}


def test_a_doze_in_the_evening_is_a_nap_of_that_day() -> None:
    days, _ = sorted_in(sleep("7 20:25", "7 21:50"), sleep("7 22:30", "8 06:30"))
    assert nap_min(days[7]) == 85
    assert total_sleep(seen(days[8])) == 8 * 60


def test_of_two_sources_the_one_tells_the_stages_and_the_other_the_time_in_bed() -> None:
    bed = replace(sleep("7 22:30", "8 07:30"), asleep=False, source="phone")
    stages = replace(sleep("7 23:00", "8 06:30"), staged=True, source="watch")
    bare = replace(sleep("7 22:55", "8 06:50"), source="app")
    days, contents = sorted_in(bed, stages, bare)
    night = days[8].device
    assert night is not None
    assert (night.in_bed_at, night.out_of_bed_at) == ("22:30", "07:30")
    assert (night.tried_to_sleep_at, night.final_wake_at) == ("23:00", "06:30")
    assert contents.left_sleeps == {"overlapping sleep{s}": ["2021-03-07 22:55 to 06:50"]}


def test_stages_of_a_part_of_the_night_do_not_hide_all_of_it() -> None:
    stages = replace(sleep("7 23:00", "8 01:00"), staged=True, source="watch")
    bare = replace(sleep("7 22:55", "8 06:50"), source="app")
    days, _ = sorted_in(stages, bare)
    assert total_sleep(seen(days[8])) == 7 * 60 + 55


def test_a_sleep_that_the_file_calls_the_main_one_goes_before_a_longer_one() -> None:
    days, _ = sorted_in(
        sleep("7 22:00", "8 03:00", SleepKind.MAIN), sleep("8 06:00", "8 12:00")
    )
    night = days[8].device
    assert night is not None
    assert night.tried_to_sleep_at == "22:00"


def test_who_wakes_for_good_before_the_coachs_day_begins_has_had_that_dates_night() -> None:
    days, _ = sorted_in(sleep("7 20:30", "8 03:30"))
    assert list(days) == [8]
    assert total_sleep(seen(days[8])) == 7 * 60


def test_a_sleep_by_day_after_a_shift_is_a_night() -> None:
    days, _ = sorted_in(sleep("8 09:00", "8 15:30"))
    assert total_sleep(seen(days[8])) == 390


def test_short_sleeps_by_day_are_naps_and_add_up() -> None:
    days, _ = sorted_in(
        sleep("7 23:00", "8 07:00"), sleep("8 13:00", "8 13:30"), sleep("8 17:00", "8 17:20")
    )
    assert nap_min(days[8]) == 50


def test_a_nap_by_day_alone_makes_no_night() -> None:
    days, _ = sorted_in(sleep("8 14:00", "8 15:00"))
    assert days[8].night is None
    assert nap_min(days[8]) == 60


def test_what_the_file_calls_a_nap_is_one_at_any_hour() -> None:
    days, _ = sorted_in(sleep("7 21:00", "7 23:30", SleepKind.NAP), sleep("8 00:30", "8 07:00"))
    assert nap_min(days[7]) == 150
    assert nap_min(days[8]) is None


def test_a_nap_that_ends_after_midnight_belongs_to_the_coachs_day_before() -> None:
    days, _ = sorted_in(sleep("7 23:30", "8 00:20", SleepKind.NAP), sleep("8 02:00", "8 08:00"))
    assert nap_min(days[7]) == 50
    assert nap_min(days[8]) is None


def test_the_same_sleep_twice_is_no_nap() -> None:
    days, contents = sorted_in(
        sleep("7 23:00", "8 07:00"),
        sleep("7 23:00", "8 07:00"),
        sleep("8 13:00", "8 13:30"),
        sleep("8 13:00", "8 13:30"),
    )
    assert nap_min(days[8]) == 30
    assert contents.left_out == {}


def test_a_slip_of_the_finger_is_no_night() -> None:
    days, contents = sorted_in(sleep("8 00:00", "8 00:09"))
    assert not days
    assert contents.left_out == {"sleep{s} under 10 minutes": 1}


def test_words_of_a_sleep_that_is_left_out_stay_in_the_notes_after_the_nights() -> None:
    days, _ = sorted_in(
        sleep("7 21:00", "8 00:00", notes="could not settle"),
        sleep("8 02:30", "8 08:00", notes="better"),
    )
    assert days[8].notes == "better\ncould not settle"


@pytest.mark.parametrize(
    ("began", "woke", "why"),
    [
        ("8 07:00", "7 23:00", "it ends before it begins"),
        ("7 07:00", "8 07:01", "it lasts 24 hours, which no sleep does"),
    ],
)
def test_a_sleep_that_cannot_be_is_refused(began: str, woke: str, why: str) -> None:
    days, contents = sorted_in(sleep(began, woke))
    assert not days
    assert [row.why for row in contents.refused] == [why]


def test_a_sleep_in_the_future_is_refused() -> None:
    began = datetime.fromisoformat("2099-11-24T23:00")
    later = Sleep("line 1", began, began + timedelta(hours=8))
    contents = Contents(sleeps=[later])
    assert entries(contents, HERE, "a file") == ()
    assert contents.refused[0].why == "2099-11-25 lies in the future"


def test_a_drink_after_midnight_belongs_to_the_evening() -> None:
    drink = {"at": "00:40", "drinks": 2}
    contents = Contents(happened=[Happened("line 1", moment("8 00:40"), ("alcohol", drink))])
    assert [entry.date for entry in entries(contents, HERE, "a file")] == [date(2021, 3, 7)]


def test_a_number_beyond_the_logs_limits_is_refused_and_not_the_file() -> None:
    drink = {"at": "08:40", "mg": 1_000_000}
    contents = Contents(
        sleeps=[sleep("7 23:00", "8 07:00")],
        happened=[Happened("line 2", moment("9 08:40"), ("caffeine", drink))],
    )
    assert [entry.date.day for entry in entries(contents, HERE, "a file")] == [8]
    assert contents.refused[0].place == "2021-03-09"


moments = st.datetimes(
    datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2021-12-31")
).map(lambda moment: moment.replace(second=0, microsecond=0))
sleeps = st.builds(
    lambda began, minutes, kind, measured: Sleep(
        f"{began}, {minutes}",
        began,
        began + timedelta(minutes=minutes),
        measured=measured,
        kind=kind,
    ),
    moments,
    st.integers(-60, 1600),
    st.sampled_from(SleepKind),
    st.booleans(),
)


@given(st.lists(sleeps, max_size=12))
def test_no_sleep_is_lost_or_told_twice(some: list[Sleep]) -> None:
    contents = Contents(sleeps=some)
    days = entries(contents, HERE, "a file")
    nights = sum(seen(entry).night is not None for entry in days)
    left = sum(contents.left_out.values())
    refused = {row.place for row in contents.refused}
    pieces = joined(sleep for sleep in some if sleep.place not in refused)
    naps = len(pieces) - nights - left
    assert naps >= 0
    assert (naps > 0) == any(nap_min(entry) is not None for entry in days)
    assert len({entry.date for entry in days}) == len(days)


@given(st.lists(sleeps, max_size=12))
def test_nothing_imported_speaks_of_movement(some: list[Sleep]) -> None:
    days = entries(Contents(sleeps=some), HERE, "a file")
    assert all(entry.movement is None for entry in days)
