"""Pieces of one night: what is joined, what stays apart, and what they come to together."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.exchange.importers.contents import Contents, Here, Sleep, SleepKind
from coach.exchange.importers.pieces import joined, length_min, span_min, told_in_its_zone
from tests.exchange.importers.conftest import HERE


class Told(TypedDict, total=False):
    """What a test says of a sleep beside its times."""

    asleep_min: int
    awakenings: int
    quality: int
    kind: SleepKind
    notes: tuple[str, ...]
    source: str
    bed: int
    zone: str


def sleep(began: str, woke: str, **told: Unpack[Told]) -> Sleep:
    """``7 23:00`` is a time in March 2021."""
    begin, end = (
        datetime.fromisoformat(f"2021-03-{int(day):02d}T{clock}")
        for day, clock in (began.split(), woke.split())
    )
    return Sleep("a line", begin, end, measured=True, **told)


def spans(*sleeps: Sleep) -> list[tuple[str, str]]:
    return [
        (f"{night.began:%-d %H:%M}", f"{night.woke:%-d %H:%M}")
        for night in sorted(joined(sleeps), key=lambda night: night.began)
    ]


def test_the_time_between_is_time_awake_and_each_gap_an_awakening() -> None:
    (night,) = joined(
        [
            sleep("7 23:00", "8 01:00", asleep_min=110, awakenings=2),
            sleep("8 03:00", "8 05:00"),
            sleep("8 05:00", "8 07:00"),
        ]
    )
    assert (span_min(night), length_min(night)) == (8 * 60, 110 + 240)
    assert night.awakenings == 2 + 2


def test_two_hours_are_one_night_and_a_minute_more_is_not() -> None:
    assert spans(sleep("7 22:00", "8 01:00"), sleep("8 03:00", "8 07:00")) == [
        ("7 22:00", "8 07:00")
    ]
    assert spans(sleep("7 22:00", "8 01:00"), sleep("8 03:01", "8 07:00")) == [
        ("7 22:00", "8 01:00"),
        ("8 03:01", "8 07:00"),
    ]


def test_of_a_night_that_two_files_tell_of_the_one_with_stages_stands() -> None:
    bare = sleep("7 23:00", "8 07:00", notes=("a friend's bed",))
    staged = replace(sleep("7 23:00", "8 06:40", asleep_min=420), up=bare.woke, staged=True)
    for told in ((bare, staged), (staged, bare)):
        (night,) = joined(told)
        assert night == replace(staged, notes=bare.notes)
    assert len(joined([bare, replace(bare, source="another app")])) == 2


def test_two_slips_of_a_minute_are_two() -> None:
    assert len(joined([sleep("7 23:00", "7 23:01"), sleep("7 23:00", "7 23:01")])) == 2


def test_pieces_come_in_any_order() -> None:
    assert spans(sleep("8 03:00", "8 07:00"), sleep("7 22:00", "8 01:00")) == [
        ("7 22:00", "8 07:00")
    ]


def test_within_one_record_of_being_in_bed_any_time_awake_is_part_of_the_night() -> None:
    first, second = sleep("7 22:00", "8 01:00", bed=1), sleep("8 04:00", "8 07:00", bed=1)
    assert spans(first, second) == [("7 22:00", "8 07:00")]


def test_a_doze_in_the_evening_stays_apart_from_the_night() -> None:
    doze, night = sleep("7 20:25", "7 21:50"), sleep("7 22:30", "8 06:30")
    assert len(spans(doze, night)) == 2
    # It is held against the whole night, not against its first piece.
    assert spans(doze, sleep("7 22:30", "7 23:00"), sleep("7 23:30", "8 06:30")) == [
        ("7 20:25", "7 21:50"),
        ("7 22:30", "8 06:30"),
    ]


def test_who_goes_to_bed_early_and_lies_awake_for_a_while_had_no_doze() -> None:
    assert spans(sleep("7 20:25", "7 21:50"), sleep("7 22:05", "8 06:30")) == [
        ("7 20:25", "8 06:30")
    ]
    assert spans(sleep("7 21:15", "7 21:50"), sleep("7 22:30", "8 06:30")) == [
        ("7 21:15", "8 06:30")
    ]


def test_the_sleep_of_a_day_after_a_shift_is_joined_too() -> None:
    assert spans(sleep("8 08:30", "8 11:00"), sleep("8 12:00", "8 15:30")) == [
        ("8 08:30", "8 15:30")
    ]


def test_a_slip_of_the_finger_does_not_make_the_night_longer_but_counts_within_it() -> None:
    slip, first, second = (
        sleep("7 21:30", "7 21:33"),
        sleep("7 23:00", "8 03:00"),
        sleep("8 03:20", "8 07:00"),
    )
    within = sleep("8 03:05", "8 03:10")
    nights = joined([slip, first, within, second])
    assert [f"{night.began:%H:%M}" for night in nights] == ["23:00", "21:30"]
    assert length_min(nights[0]) == 240 + 5 + 220


def test_what_the_file_calls_a_nap_is_never_joined() -> None:
    night, nap = sleep("7 22:00", "8 06:00"), sleep("8 06:30", "8 07:00", kind=SleepKind.NAP)
    assert len(spans(night, nap)) == 2


def test_sleeps_of_two_sources_are_not_joined() -> None:
    first, second = (
        sleep("7 22:00", "8 01:00", source="a"),
        sleep("8 01:30", "8 07:00", source="b"),
    )
    assert len(spans(first, second)) == 2


def test_a_few_minutes_of_overlap_are_two_taps_and_more_is_another_sleep() -> None:
    (night,) = joined([sleep("7 23:00", "8 02:00"), sleep("8 01:55", "8 07:00")])
    assert (span_min(night), length_min(night)) == (8 * 60, 8 * 60)
    assert len(joined([sleep("7 23:00", "8 02:00"), sleep("8 01:00", "8 07:00")])) == 2


def test_of_the_pieces_the_words_stay_and_the_rating_of_the_longest() -> None:
    (night,) = joined(
        [
            sleep("7 23:00", "8 01:00", quality=1, notes=("hot",), kind=SleepKind.MAIN),
            sleep("8 01:30", "8 07:00", quality=4, notes=("hot", "better")),
        ]
    )
    assert (night.quality, night.notes, night.kind) == (4, ("hot", "better"), SleepKind.MAIN)


def test_a_gap_over_a_change_of_the_clocks_is_as_long_as_it_was() -> None:
    # 01:00 to 03:30 on the wall is an hour and a half when the clocks go forward.
    assert spans(
        sleep("27 22:00", "28 01:00", zone="Europe/Berlin"),
        sleep("28 03:30", "28 07:00", zone="Europe/Berlin"),
    ) == [("27 22:00", "28 07:00")]


@pytest.mark.parametrize(("minutes", "zone"), [(480, None), (420, "Europe/Berlin")])
def test_a_zone_is_given_only_where_the_files_own_length_asks_for_it(
    minutes: int, zone: str | None
) -> None:
    here = Here(HERE.today, HERE.day_starts_at, "Europe/Berlin")
    contents = Contents()
    night = told_in_its_zone(sleep("27 23:00", "28 07:00"), minutes, here, contents)
    assert night.zone == zone
    assert bool(contents.remarks) == (zone is not None)


starts = st.datetimes(
    datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2020-01-07")
).map(lambda moment: moment.replace(second=0, microsecond=0))


@given(st.lists(st.tuples(starts, st.integers(0, 600)), max_size=12))
def test_no_minute_asleep_is_made_up(some: list[tuple[datetime, int]]) -> None:
    sleeps = [
        Sleep(str(number), began, began + timedelta(minutes=minutes))
        for number, (began, minutes) in enumerate(some)
    ]
    nights = joined(sleeps)
    assert sum(map(length_min, nights)) <= sum(map(length_min, sleeps))
    assert all(0 <= length_min(night) <= span_min(night) for night in nights)
