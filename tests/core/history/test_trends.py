"""Trends: averages over what was answered, gaps that stay gaps, charts and sentences alike."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary.choices import SleepMovement
from coach.core.diary.records import CaffeineDrink, Day, Entry, Movement, Night
from coach.core.history import trends
from coach.core.history.night import Nights
from coach.core.history.trends import MEASURES, Span, Trend

DAY = date(2026, 11, 22)
BY_TITLE = {measure.title: measure for measure in MEASURES}
HOURS, DISTURBED = BY_TITLE["Hours asleep"], BY_TITLE["Nights that movement disturbed"]
VALUES = st.lists(st.none() | st.floats(0, 10), max_size=80)


def slept(back: int, hours: int) -> Entry:
    night = Night(
        tried_to_sleep_at="22:00",
        sleep_latency_min=0,
        awake_min=0,
        final_wake_at=f"{hours - 2:02d}:00",
    )
    return Entry(date=DAY - timedelta(days=back), night=night)


def found(*entries: Entry, days: int = 4, measure: trends.Measure = HOURS) -> Trend:
    nights = Nights({entry.date: entry for entry in entries}, None)
    return trends.trend(measure, nights, DAY - timedelta(days=days - 1), DAY)


def test_an_empty_diary_has_gaps_alone_and_says_so() -> None:
    trend = found()
    assert trend.values == (None,) * 4
    assert trend.average is None
    assert trends.chart(trend, 60, 2) == (
        " 10 h                 ",
        "  0 h ··· ··· ··· ··· ",
        "      19 Nov 2026 to 22 Nov 2026",
    )
    assert trends.sentence(trend) == "Not answered from 19 November 2026 to 22 November 2026."


def test_one_night_is_its_own_average() -> None:
    trend = found(slept(1, 7))
    assert trend.average == 7
    assert trends.sentence(trend) == "7 h 00 each time; 1 of 4 nights answered."


def test_an_average_is_taken_over_answered_nights_alone() -> None:
    trend = found(slept(3, 6), slept(0, 8))
    assert list(trend.values) == [6, None, None, 8]
    assert trend.average == 7
    assert trends.sentence(trend) == (
        "7 h 00 on average, from 6 h 00 to 8 h 00; 2 of 4 nights answered."
    )


def test_a_chart_shows_its_scale_its_gaps_and_the_average() -> None:
    assert trends.chart(found(slept(3, 6), slept(0, 8)), 40, 2) == (
        " 10 h ▂▂▂ ┈┈┈┈┈┈┈┈▅▅▅  ┈ 7 h 00",
        "  0 h ███ ··· ··· ███ ",
        "      19 Nov 2026 to 22 Nov 2026",
    )


def test_the_scale_does_not_follow_the_data() -> None:
    short, long = found(slept(0, 3)), found(slept(0, 9))
    assert trends.chart(short, 40, 1)[0][:6] == trends.chart(long, 40, 1)[0][:6]
    assert trends.chart(short, 40, 1) != trends.chart(long, 40, 1)


def test_an_implausible_night_is_a_gap() -> None:
    night = Night(
        tried_to_sleep_at="22:00", sleep_latency_min=900, awake_min=0, final_wake_at="06:00"
    )
    assert found(Entry(date=DAY, night=night)).values[-1] is None


def test_disturbed_nights_are_a_share_of_answered_ones() -> None:
    answers = (SleepMovement.WOKE_ME, SleepMovement.NONE, SleepMovement.UNKNOWN)
    entries = [
        Entry(date=DAY - timedelta(days=back), movement=Movement(sleep_movement=answer))
        for back, answer in enumerate(answers)
    ]
    trend = found(*entries, measure=DISTURBED)
    assert list(trend.values) == [None, None, 0, 100]
    assert trends.sentence(trend) == "1 of 2 answered nights (50 %)."


def test_caffeine_is_that_of_the_evening_before() -> None:
    before = Entry(
        date=DAY - timedelta(days=1), day=Day(caffeine=(CaffeineDrink(at="18:00", mg=100),))
    )
    trend = found(before, measure=BY_TITLE["Caffeine left at bedtime"])
    assert trend.values[-1] == pytest.approx(50)
    assert trends.sentence(trend) == "50 mg each time; 1 of 4 nights answered."


def test_steps_are_written_without_needless_decimals() -> None:
    entries = [Entry(date=DAY - timedelta(days=n), day=Day(stress=n + 1)) for n in range(4)]
    assert trends.sentence(found(*entries, measure=BY_TITLE["Stress, 1 to 5"])) == (
        "2.5 on average, from 1 to 4; 4 of 4 days answered."
    )
    assert (
        found(
            Entry(date=DAY, night=Night(quality=4)), measure=BY_TITLE["Sleep quality, 1 to 5"]
        ).average
        == 4
    )


def test_two_halves_stand_beside_each_other_where_both_hold_enough() -> None:
    entries = [slept(back, 6 if back >= 14 else 8) for back in range(28)]
    assert trends.sentence(found(*entries, days=28)).endswith(
        "First half 6 h 00, second half 8 h 00."
    )
    assert "half" not in trends.sentence(found(*entries[:18], days=28))


@pytest.mark.parametrize(
    ("span", "days"),
    [(Span.FORTNIGHT, 14), (Span.MONTH, 28), (Span.QUARTER, 90), (Span.YEAR, 365)],
)
def test_a_span_ends_today_and_has_its_length(span: Span, days: int) -> None:
    assert (DAY - span.first_day(DAY, None)).days == days - 1
    assert str(days) in span


def test_everything_begins_with_the_first_entry() -> None:
    assert Span.ALL.first_day(DAY, date(2020, 1, 1)) == date(2020, 1, 1)
    assert Span.ALL.first_day(DAY, None) == DAY
    assert Span.ALL.first_day(DAY, DAY + timedelta(days=3)) == DAY


@given(VALUES, st.integers(1, 30))
def test_bins_lose_no_day_and_are_gaps_only_where_nothing_was_answered(
    values: list[float | None], size: int
) -> None:
    bins = trends.binned(values, size)
    assert len(bins) == -(-len(values) // size)
    known = [value for value in values if value is not None]
    assert all(each is None for each in bins) is (not known)
    if known:
        assert all(
            min(known) - 1e-9 <= each <= max(known) + 1e-9 for each in bins if each is not None
        )


def test_the_first_bin_may_be_shorter_and_the_last_ends_today() -> None:
    assert trends.binned([1, 2, 4, None, 6], 2) == (1, 3, 6)


@given(st.integers(0, 40_000), st.integers(1, 200))
def test_as_many_days_share_a_column_as_it_takes(days: int, width: int) -> None:
    assert -(-days // trends.bin_days(days, width)) <= width


@given(VALUES, st.integers(40, 160), st.integers(1, 6))
def test_a_chart_never_runs_over_its_width(
    values: list[float | None], width: int, height: int
) -> None:
    trend = Trend(HOURS, DAY, DAY, tuple(values), trends.mean(values))
    lines = trends.chart(trend, width, height)
    assert len(lines) == height + 1
    assert all(len(line) <= width for line in lines[:-1])


@pytest.mark.parametrize("days", [1, 14, 28, 90, 365, 3650])
@pytest.mark.parametrize("width", [55, 57, 77])
def test_the_dates_fit_too_and_name_the_days_of_a_column(days: int, width: int) -> None:
    lines = trends.chart(found(slept(0, 7), days=days), width, 3)
    assert all(len(line) <= width for line in lines)
    assert ("one column" in lines[-1]) is (days > width - 6)
