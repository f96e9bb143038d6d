"""What is derived from a night: worked examples, nights over midnight, clocks that change."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary import day as days
from coach.core.diary.records import Entry
from coach.core.diary.sleep import (
    Doubt,
    counted,
    is_held_out,
    is_implausible,
    measure,
    total_sleep,
)

WORKED = {
    "in_bed_at": "22:30",
    "tried_to_sleep_at": "23:15",
    "sleep_latency_min": 25,
    "awakenings": 2,
    "awake_min": 40,
    "final_wake_at": "06:20",
    "out_of_bed_at": "07:00",
}


def entry(
    night: Mapping[str, object] | None = None,
    day: str = "2026-11-22",
    tz: str | None = None,
    **more: object,
) -> Entry:
    plain: dict[str, object] = {"date": day, "night": {**(night or {}), **more}}
    return msgspec.convert(plain | ({"tz": tz} if tz else {}), Entry)


class TestWorkedExample:
    def test_its_measures(self) -> None:
        found = measure(entry(WORKED))
        assert found.latency == 25
        assert found.awake == 40
        assert found.presleep == 45
        assert found.total_sleep == 360
        assert found.terminal_wake == 40
        assert found.opportunity == 465
        assert found.time_in_bed == 510
        # Trying to sleep on after the final awakening is not asked: 15 minutes less than 440.
        assert found.sleep_episode == 425
        assert found.efficiency_in_bed == pytest.approx(70.6, abs=0.05)
        assert found.efficiency_trying == pytest.approx(100 * 360 / 425)
        assert found.doubts == ()

    def test_its_instants(self) -> None:
        found = measure(entry(WORKED))
        assert found.in_bed == datetime(2026, 11, 21, 22, 30, tzinfo=UTC)
        assert found.tried == datetime(2026, 11, 21, 23, 15, tzinfo=UTC)
        assert found.woke == datetime(2026, 11, 22, 6, 20, tzinfo=UTC)
        assert found.up == datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


class TestNights:
    def test_in_bed_after_midnight(self) -> None:
        night = {**WORKED, "in_bed_at": "00:10", "tried_to_sleep_at": "00:20"}
        found = measure(entry(night))
        assert found.in_bed == datetime(2026, 11, 22, 0, 10, tzinfo=UTC)
        assert (found.presleep, found.time_in_bed, found.total_sleep) == (10, 410, 295)

    def test_in_bed_before_and_trying_after_midnight(self) -> None:
        found = measure(entry({**WORKED, "in_bed_at": "23:50", "tried_to_sleep_at": "00:05"}))
        assert found.in_bed == datetime(2026, 11, 21, 23, 50, tzinfo=UTC)
        assert (found.presleep, found.doubts) == (15, ())

    def test_trying_at_midnight_exactly(self) -> None:
        found = measure(entry({**WORKED, "in_bed_at": "23:30", "tried_to_sleep_at": "00:00"}))
        assert (found.presleep, found.opportunity) == (30, 420)

    def test_a_day_sleeper(self) -> None:
        found = measure(
            entry(
                in_bed_at="08:30",
                tried_to_sleep_at="09:00",
                sleep_latency_min=10,
                awake_min=20,
                final_wake_at="16:00",
                out_of_bed_at="16:15",
            )
        )
        assert found.in_bed == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
        assert (found.total_sleep, found.time_in_bed, found.doubts) == (390, 465, ())

    def test_getting_up_after_midnight(self) -> None:
        found = measure(
            entry(tried_to_sleep_at="17:00", final_wake_at="23:50", out_of_bed_at="00:20")
        )
        assert found.terminal_wake == 30
        assert found.up == datetime(2026, 11, 23, 0, 20, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("day", "asleep", "in_bed"), [("2026-03-29", 300, 450), ("2026-10-25", 420, 570)]
    )
    def test_the_nights_on_which_the_clocks_change(
        self, day: str, asleep: int, in_bed: int
    ) -> None:
        found = measure(entry(WORKED, day, "Europe/London"))
        assert (found.total_sleep, found.time_in_bed) == (asleep, in_bed)
        assert (found.presleep, found.terminal_wake) == (45, 40)
        assert found.woke == days.at(
            date.fromisoformat(day), "06:20", days.zone("Europe/London")
        )

    def test_the_nights_about_them_are_as_long_as_ever(self) -> None:
        for day in ("2026-03-28", "2026-03-30", "2026-10-24", "2026-10-26"):
            assert total_sleep(entry(WORKED, day, "Europe/London")) == 360

    def test_a_zone_that_is_unknown_costs_nothing_but_that_hour(self) -> None:
        assert total_sleep(entry(WORKED, "2026-03-29", "Mars/Olympus")) == 360

    @given(
        st.dates(date(2000, 1, 1), date(2050, 1, 1)),
        st.integers(0, 1439),
        st.integers(0, 90),
        st.integers(60, 700),
        st.sampled_from([None, "Europe/London", "Pacific/Auckland", "America/New_York"]),
    )
    def test_any_night_comes_out_as_it_was_lived(
        self, day: date, woke: int, before: int, asleep: int, tz: str | None
    ) -> None:
        zone = days.zone(tz)
        ended = days.at(day, days.clock_of(woke), zone)
        clock = days.clock_of(woke - asleep)
        same_day = days.at(day, clock, zone)
        tried = same_day if same_day <= ended else days.at(day - timedelta(days=1), clock, zone)
        found = measure(
            entry(
                day=day.isoformat(),
                tz=tz,
                in_bed_at=days.clock_of(woke - asleep - before),
                tried_to_sleep_at=clock,
                final_wake_at=days.clock_of(woke),
                sleep_latency_min=0,
                awake_min=0,
            )
        )
        assert abs((found.total_sleep or 0) - days.minutes_between(tried, ended)) in {0, 60, 30}
        if tz is None:
            assert found.total_sleep == asleep
            assert found.presleep == before
            assert (found.woke, found.tried) == (ended, tried)


class TestMissing:
    def test_what_was_not_answered_is_none_and_never_zero(self) -> None:
        for field in WORKED:
            found = measure(
                entry({key: value for key, value in WORKED.items() if key != field})
            )
            assert found.doubts == ()
            if field in {
                "tried_to_sleep_at",
                "sleep_latency_min",
                "awake_min",
                "final_wake_at",
            }:
                assert found.total_sleep is None
                assert found.efficiency_in_bed is None
        empty = measure(msgspec.convert({"date": "2026-11-22"}, Entry))
        assert (empty.total_sleep, empty.time_in_bed, empty.in_bed) == (None,) * 3

    def test_no_awakening_means_no_time_awake(self) -> None:
        night = {key: value for key, value in WORKED.items() if key != "awake_min"}
        assert total_sleep(entry({**night, "awakenings": 0})) == 400
        assert total_sleep(entry({**night, "awakenings": 1})) is None

    def test_getting_up_stands_in_for_the_final_awakening_on_the_calendar_only(self) -> None:
        night = {key: value for key, value in WORKED.items() if key != "final_wake_at"}
        found = measure(entry(night))
        assert (found.time_in_bed, found.opportunity, found.total_sleep) == (510, 465, None)

    def test_a_bedtime_alone_is_placed_by_itself(self) -> None:
        assert measure(entry(in_bed_at="22:30")).in_bed == datetime(
            2026, 11, 21, 22, 30, tzinfo=UTC
        )
        assert measure(entry(in_bed_at="00:30")).in_bed == datetime(
            2026, 11, 22, 0, 30, tzinfo=UTC
        )
        assert measure(entry(in_bed_at="12:00")).in_bed == datetime(
            2026, 11, 21, 12, 0, tzinfo=UTC
        )
        assert measure(entry(in_bed_at="11:59")).in_bed == datetime(
            2026, 11, 22, 11, 59, tzinfo=UTC
        )


class TestGates:
    @pytest.mark.parametrize(
        ("change", "doubt"),
        [
            ({"in_bed_at": "23:30"}, Doubt.TRIED_BEFORE_BED),
            ({"out_of_bed_at": "06:00"}, Doubt.UP_BEFORE_WAKE),
            ({"sleep_latency_min": 400, "awake_min": 26}, Doubt.AWAKE_TOO_LONG),
            ({"tried_to_sleep_at": "13:00", "in_bed_at": "12:50"}, Doubt.SLEPT_TOO_LONG),
            ({"in_bed_at": "06:40", "tried_to_sleep_at": "06:40"}, Doubt.IN_BED_TOO_LONG),
        ],
    )
    def test_each_holds_a_night_out_until_it_is_confirmed(
        self, change: dict[str, object], doubt: Doubt
    ) -> None:
        night: dict[str, object] = {**WORKED, **change}
        assert doubt in measure(entry(night)).doubts
        assert is_held_out(entry(night))
        assert not is_held_out(entry(night, confirmed=True))

    @pytest.mark.parametrize(
        "change",
        [
            {"sleep_latency_min": 385, "awake_min": 40},
            {"tried_to_sleep_at": "13:15", "in_bed_at": "13:00"},
            {"in_bed_at": "11:15"},
            {"out_of_bed_at": "18:20"},
        ],
    )
    def test_at_the_border_a_night_passes(self, change: dict[str, object]) -> None:
        assert measure(entry({**WORKED, **change})).doubts == ()

    def test_a_plain_night_and_an_empty_one_pass(self) -> None:
        assert not is_held_out(entry(WORKED))
        assert not is_held_out(msgspec.convert({"date": "2026-11-22"}, Entry))

    def test_what_a_device_measured_is_held_out_even_if_confirmed(self) -> None:
        assert is_held_out(entry(WORKED, measured=True, confirmed=True))

    def test_only_a_night_that_is_not_held_out_has_measures_to_count(self) -> None:
        assert counted(entry(WORKED)) == measure(entry(WORKED))
        assert counted(entry(WORKED, measured=True)) is None
        assert counted(msgspec.convert({"date": "2026-11-22"}, Entry)) is None

    def test_what_a_device_measured_may_be_implausible_too(self) -> None:
        assert not is_implausible(entry(WORKED, measured=True))
        assert is_implausible(entry(WORKED, measured=True, awake_min=900))
