"""Which day a moment belongs to, how clock times are read, and spans when the clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary import day as days

LONDON = ZoneInfo("Europe/London")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


class TestBorder:
    @pytest.mark.parametrize(
        ("moment", "day"),
        [
            (datetime(2026, 11, 22, 23, 59, tzinfo=LONDON), date(2026, 11, 22)),
            (datetime(2026, 11, 23, 0, 40, tzinfo=LONDON), date(2026, 11, 22)),
            (datetime(2026, 11, 23, 3, 59, 59, tzinfo=LONDON), date(2026, 11, 22)),
            (datetime(2026, 11, 23, 4, 0, tzinfo=LONDON), date(2026, 11, 23)),
            (datetime(2027, 1, 1, 2, 0, tzinfo=LONDON), date(2026, 12, 31)),
        ],
    )
    def test_a_day_begins_at_four(self, moment: datetime, day: date) -> None:
        assert days.coach_day(moment) == day

    def test_or_when_the_person_says(self) -> None:
        moment = datetime(2026, 11, 22, 13, 30, tzinfo=LONDON)
        assert days.coach_day(moment, "14:00") == date(2026, 11, 21)
        assert days.coach_day(moment, "13:30") == date(2026, 11, 22)
        assert days.coach_day(moment, "00:00") == date(2026, 11, 22)

    def test_the_wall_clock_decides_not_the_offset(self) -> None:
        assert days.coach_day(datetime(2026, 11, 23, 4, 30, tzinfo=UTC)) == date(2026, 11, 23)
        tokyo = ZoneInfo("Asia/Tokyo")
        assert days.coach_day(datetime(2026, 11, 23, 3, 0, tzinfo=tokyo)) == date(2026, 11, 22)

    @pytest.mark.parametrize("day", [SPRING, AUTUMN])
    def test_it_holds_when_the_clocks_change(self, day: date) -> None:
        before = datetime(day.year, day.month, day.day, 3, 59, tzinfo=LONDON)
        assert days.coach_day(before) == day - timedelta(days=1)
        assert days.coach_day(before + timedelta(minutes=1)) == day

    @given(
        st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - wall clocks
        st.integers(0, 1439),
    )
    def test_every_moment_lies_within_its_day(self, wall: datetime, minutes: int) -> None:
        starts = days.clock_of(minutes)
        day = days.coach_day(wall, starts)
        assert days.in_day(day, f"{wall:%H:%M}", starts) == wall.replace(
            second=0, microsecond=0, tzinfo=UTC
        )
        assert days.day_ends(day, starts) > wall.replace(tzinfo=UTC)


class TestInstants:
    def test_a_drink_after_midnight_belongs_to_the_evening_before(self) -> None:
        day = date(2026, 11, 22)
        assert days.in_day(day, "00:30") == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
        assert days.in_day(day, "04:00") == datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
        assert days.in_day(day, "03:59") == datetime(2026, 11, 23, 3, 59, tzinfo=UTC)

    def test_a_zone_makes_it_an_instant(self) -> None:
        summer = days.at(date(2026, 7, 1), "12:00", LONDON)
        assert summer == datetime(2026, 7, 1, 11, 0, tzinfo=UTC)
        assert summer.tzinfo is UTC

    def test_a_day_ends_where_the_next_begins(self) -> None:
        assert days.day_ends(date(2026, 11, 22)) == datetime(2026, 11, 23, 4, tzinfo=UTC)
        assert days.day_ends(AUTUMN, "04:00", LONDON) - days.day_ends(
            AUTUMN - timedelta(days=1), "04:00", LONDON
        ) == timedelta(hours=24)
        saturday = AUTUMN - timedelta(days=1)
        assert days.day_ends(saturday, "04:00", LONDON) - days.day_ends(
            saturday - timedelta(days=1), "04:00", LONDON
        ) == timedelta(hours=25)

    @pytest.mark.parametrize(
        ("clock", "moment"),
        [
            ("23:00", datetime(2026, 11, 22, 23, tzinfo=UTC)),
            ("15:00", datetime(2026, 11, 22, 15, tzinfo=UTC)),
            ("14:59", datetime(2026, 11, 23, 14, 59, tzinfo=UTC)),
            ("00:40", datetime(2026, 11, 23, 0, 40, tzinfo=UTC)),
            ("09:00", datetime(2026, 11, 23, 9, tzinfo=UTC)),
        ],
    )
    def test_a_bedtime_from_three_on_is_of_the_evening(
        self, clock: str, moment: datetime
    ) -> None:
        assert days.bedtime_after(date(2026, 11, 22), clock) == moment

    def test_spans_are_right_when_the_clocks_change(self) -> None:
        for day, minutes in ((SPRING, 420), (AUTUMN, 540), (date(2026, 6, 1), 480)):
            bed = days.at(day - timedelta(days=1), "23:00", LONDON)
            assert days.minutes_between(bed, days.at(day, "07:00", LONDON)) == minutes

    def test_a_span_is_negative_if_the_end_comes_first(self) -> None:
        moment = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
        assert days.minutes_between(moment, moment - timedelta(minutes=5)) == -5


class TestZones:
    def test_a_zone_that_is_unknown_or_hostile_is_none(self) -> None:
        assert days.zone(None) is None
        assert days.zone("Mars/Olympus") is None
        assert days.zone("../../etc/passwd") is None
        assert days.zone("") is None
        assert days.zone("Europe") is None
        assert days.zone("Europe/London") == LONDON


class TestClocks:
    @pytest.mark.parametrize(
        ("typed", "clock"),
        [
            ("2310", "23:10"),
            ("23:10", "23:10"),
            ("11.10pm", "23:10"),
            ("11:10 PM", "23:10"),
            ("11.10 p.m.", "23:10"),
            ("7", "07:00"),
            ("730", "07:30"),
            ("0:40", "00:40"),
            ("12am", "00:00"),
            ("12pm", "12:00"),
            ("12:30am", "00:30"),
            (" 7h15 ", "07:15"),
            ("7 15", "07:15"),
            ("0000", "00:00"),
            ("23:59", "23:59"),
        ],
    )
    def test_a_time_is_read_the_way_people_type_it(self, typed: str, clock: str) -> None:
        assert days.parse_clock(typed) == clock

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "24:00",
            "2400",
            "23:60",
            "13pm",
            "0am",
            "7:5",
            "abc",
            "-1",
            "1:2:3",
            "٢٣:١٠",
            "7;15",
        ],
    )
    def test_what_is_no_time_is_refused_by_name(self, typed: str) -> None:
        with pytest.raises(ValueError, match="is not a time of day") as refused:
            days.parse_clock(typed)
        assert repr(typed) in str(refused.value)

    @given(st.integers(0, 1439))
    def test_a_clock_and_its_minutes_are_the_same(self, minutes: int) -> None:
        assert days.minutes_of(days.clock_of(minutes)) == minutes
        assert days.parse_clock(days.clock_of(minutes)) == days.clock_of(minutes)

    def test_whole_days_are_dropped(self) -> None:
        assert days.clock_of(1440 + 61) == "01:01"
        assert days.clock_of(-60) == "23:00"
