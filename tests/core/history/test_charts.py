"""Text charts: fixed scales, gaps that stay gaps, nights on the clock."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary.choices import AwakeMovement, SleepMovement, SleepStarts
from coach.core.diary.records import Entry, Movement
from coach.core.diary.said import Mark, mark_of
from coach.core.history import charts
from coach.core.history.charts import NightSpan

DAY = date(2026, 11, 22)
VALUES = st.lists(st.none() | st.floats(-50, 50), max_size=60)


def moved(**answers: SleepStarts | SleepMovement | AwakeMovement) -> Entry:
    return Entry(date=DAY, movement=Movement(**answers))  # type: ignore[arg-type] # any field


def test_a_gap_is_blank_and_zero_is_the_lowest_block() -> None:
    assert charts.columns([None, 0, 10, None], 0, 10) == " ▁█ "


def test_the_scale_is_the_one_given_and_not_that_of_the_data() -> None:
    assert charts.columns([7.0, 7.1, 7.2], 0, 10) == "▆▆▆"
    assert charts.columns([5, 5, 5], 0, 10) == "▄▄▄"


def test_what_lies_off_the_scale_is_drawn_at_its_edge() -> None:
    assert charts.columns([-3, 14], 0, 10) == "▁█"


def test_nothing_at_all_draws_nothing() -> None:
    assert charts.columns([], 0, 10) == ""
    assert charts.tall_columns([], 0, 10, 3) == ("", "", "")


def test_an_empty_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="holds nothing"):
        charts.columns([1], 5, 5)


@given(VALUES)
def test_a_strip_has_one_sign_a_value_and_is_blank_where_and_only_where_there_is_none(
    values: list[float | None],
) -> None:
    strip = charts.columns(values, 0, 10)
    assert [sign == " " for sign in strip] == [value is None for value in values]


@given(VALUES, st.integers(1, 8))
def test_tall_columns_keep_gaps_and_never_show_a_larger_value_lower(
    values: list[float | None], height: int
) -> None:
    rows = charts.tall_columns(values, 0, 10, height)
    assert [len(row) for row in rows] == [len(values)] * height
    tops = [
        sum(" ▁▂▃▄▅▆▇█".index(row[at]) for row in rows) if value is not None else None
        for at, value in enumerate(values)
    ]
    seen = [(value, top) for value, top in zip(values, tops, strict=True) if value is not None]
    for (value, top), (other, other_top) in zip(sorted(seen), sorted(seen)[1:], strict=False):
        assert value <= other
        assert top is not None and other_top is not None and 1 <= top <= other_top


def test_tall_columns_have_a_dot_for_a_gap_and_a_dotted_line_at_the_average() -> None:
    assert charts.tall_columns([None, 2, 10], 0, 10, 2, average=7) == ("┈┈█", "·▃█")


def test_a_night_is_drawn_in_bed_and_asleep_on_a_scale_from_evening_to_noon() -> None:
    # Width 18: one sign an hour. In bed at 22:00, asleep 23:00 to 06:00, up at 08:00.
    span = NightSpan(in_bed=-120, asleep=-60, woke=360, up=480)
    assert charts.night_bar(span, 18) == "    ░███████░░    "


def test_a_night_of_which_only_bed_and_wake_are_known_is_drawn_in_bed_alone() -> None:
    assert charts.night_bar(NightSpan(in_bed=-120, woke=360), 18) == "    ░░░░░░░░      "


def test_even_a_short_stay_in_bed_shows() -> None:
    assert charts.night_bar(NightSpan(in_bed=0, woke=10), 18) == "      ░           "


def test_a_night_without_an_end_or_without_times_is_blank() -> None:
    assert charts.night_bar(NightSpan(in_bed=-120), 18) == " " * 18
    assert charts.night_bar(NightSpan(), 6) == " " * 6


def test_a_day_sleepers_night_leaves_a_mark_at_the_edge_where_it_lies() -> None:
    after_the_shift = NightSpan(in_bed=9 * 60, asleep=9 * 60, woke=16 * 60, up=16 * 60)
    assert charts.night_bar(after_the_shift, 18) == "               ██›"
    assert not charts.lies_outside(after_the_shift)
    afternoon = NightSpan(in_bed=13 * 60, asleep=13 * 60, woke=19 * 60, up=20 * 60)
    assert charts.night_bar(afternoon, 18) == " " * 17 + "›"
    assert charts.lies_outside(afternoon)
    early = NightSpan(in_bed=-12 * 60, asleep=-12 * 60, woke=-6 * 60, up=-6 * 60)
    assert charts.night_bar(early, 18) == "‹" + " " * 17
    assert charts.lies_outside(early)


@given(
    st.lists(st.integers(-2000, 2000) | st.none(), min_size=4, max_size=4),
    st.integers(0, 80),
)
def test_a_night_bar_always_has_its_width(times: list[int | None], width: int) -> None:
    assert len(charts.night_bar(NightSpan(*times), width)) == width
    assert len(charts.night_axis(width)) == width


@pytest.mark.parametrize(
    ("width", "axis"),
    [
        (36, "18    21    00    03    06    09  12"),
        (24, "18  21  00  03  06  09  "),
        (14, "18   00  06 12"),
    ],
)
def test_the_axis_names_as_many_hours_as_there_is_room_for(width: int, axis: str) -> None:
    assert charts.night_axis(width) == axis


@pytest.mark.parametrize(
    ("entry", "mark"),
    [
        (None, Mark.NOT_ANSWERED),
        (Entry(date=DAY), Mark.NOT_ANSWERED),
        (Entry(date=DAY, movement=Movement()), Mark.NOT_ANSWERED),
        (moved(sleep_movement=SleepMovement.UNKNOWN), Mark.NOT_OBSERVED),
        (
            moved(sleep_movement=SleepMovement.UNKNOWN, sleep_starts=SleepStarts.NONE),
            Mark.NONE,
        ),
        (moved(sleep_movement=SleepMovement.NONE), Mark.NONE),
        (moved(sleep_starts=SleepStarts.UNDISTURBING), Mark.NOTICED),
        (moved(sleep_movement=SleepMovement.NOTICED), Mark.NOTICED),
        (
            moved(sleep_starts=SleepStarts.UNDISTURBING, sleep_movement=SleepMovement.WOKE_ME),
            Mark.DISTURBED,
        ),
        (moved(sleep_starts=SleepStarts.DISTURBING), Mark.DISTURBED),
        (moved(awake=AwakeMovement.JERK), Mark.NOT_ANSWERED),
    ],
)
def test_one_sign_says_what_movement_came_to(entry: Entry | None, mark: Mark) -> None:
    assert mark_of(entry) is mark


def test_a_movement_strip_leaves_days_that_are_missing_blank() -> None:
    nights = [
        None,
        moved(sleep_starts=SleepStarts.DISTURBING),
        moved(sleep_starts=SleepStarts.UNDISTURBING),
        moved(sleep_starts=SleepStarts.NONE),
    ]
    assert charts.movement_strip(nights) == " ●○-"
    assert Mark.DISTURBED.words == "disturbed sleep"
