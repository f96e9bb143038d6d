"""A year as a map: which days stand where, with which signs, and the same in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary.choices import SleepMovement, SleepStarts
from coach.core.diary.records import CaffeineDrink, Day, Entry, Movement, Night, Profile
from coach.core.history import year as year_map
from coach.core.history.night import Nights
from coach.core.history.year import Shows

DAY = date(2026, 11, 22)
NIGHT = Night(
    in_bed_at="22:50",
    tried_to_sleep_at="23:10",
    sleep_latency_min=20,
    awakenings=2,
    awake_min=15,
    final_wake_at="06:40",
    out_of_bed_at="07:00",
    quality=3,
    rested=4,
)


def nights(*entries: Entry, profile: Profile | None = None) -> Nights:
    return Nights({entry.date: entry for entry in entries}, profile)


def days_ago(days: int) -> date:
    return DAY - timedelta(days=days)


def _moved(days: int, **answers: object) -> Entry:
    return Entry(date=days_ago(days), movement=Movement(**answers))  # type: ignore[arg-type] # any field


class TestAYear:
    def test_ends_with_the_week_of_the_last_day(self) -> None:
        shown = year_map.year_map(DAY, date(2020, 1, 1), DAY)
        assert shown.place_of(DAY) == (52, 6)
        assert shown.day_at(52, 6) == DAY
        assert len(shown.days()) == 53 * 7

    @given(st.dates(date(2016, 1, 1), DAY), st.dates(date(2020, 1, 1), DAY))
    def test_always_holds_the_day_it_is_turned_to(self, first: date, showing: date) -> None:
        shown = year_map.year_map(showing, first, DAY)
        place = shown.place_of(showing)
        assert place is not None
        assert shown.day_at(*place) == (showing if showing >= first else None)

    def test_shares_one_week_with_the_year_beside_it(self) -> None:
        later = year_map.year_map(DAY, date(2016, 1, 1), DAY)
        before = later.begins - timedelta(days=1)
        earlier = year_map.year_map(before, date(2016, 1, 1), DAY)
        assert earlier.begins == later.begins - timedelta(weeks=52)
        assert earlier.place_of(later.begins) == (52, 0)

    def test_is_blank_outside_the_diary(self) -> None:
        shown = year_map.year_map(DAY, days_ago(3), days_ago(1))
        assert shown.days() == (days_ago(3), days_ago(2), days_ago(1))
        assert shown.day_at(53, 0) is None

    def test_names_the_months_above_their_weeks_within_57_columns(self) -> None:
        line = year_map.months(year_map.year_map(DAY, date(2020, 1, 1), DAY))
        assert line.split() == [
            "Dec",
            "Jan",
            "Feb",
            "Mar",
            "Apr",
            "May",
            "Jun",
            "Jul",
            "Aug",
            "Sep",
            "Oct",
            "Nov",
        ]
        assert len(line) <= 55

    @pytest.mark.parametrize(
        ("shows", "entry", "drawn"),
        [
            (Shows.MOVEMENT, None, "·"),
            (Shows.MOVEMENT, _moved(0, sleep_starts=SleepStarts.DISTURBING), "●"),
            (Shows.MOVEMENT, _moved(0, sleep_movement=SleepMovement.UNKNOWN), "?"),
            (Shows.HOURS, Entry(date=DAY, night=NIGHT), "6"),
            (Shows.HOURS, Entry(date=DAY, night=Night(quality=1)), "·"),
            (Shows.STRESS, Entry(date=DAY, day=Day(stress=5)), "5"),
            (Shows.STRESS, Entry(date=DAY, day=Day(anxiety=5)), "·"),
            (Shows.CAFFEINE, Entry(date=DAY), "·"),
        ],
    )
    def test_has_one_sign_a_day(self, shows: Shows, entry: Entry | None, drawn: str) -> None:
        assert year_map.sign(shows, nights(*([entry] if entry else [])), DAY) == drawn

    @pytest.mark.parametrize(("mg", "drawn"), [(10, "▁"), (50, "▄"), (90, "█")])
    def test_has_three_heights_for_caffeine(self, mg: int, drawn: str) -> None:
        before = Entry(date=days_ago(1), day=Day(caffeine=(CaffeineDrink(at="23:00", mg=mg),)))
        assert year_map.sign(Shows.CAFFEINE, nights(before), DAY) == drawn

    @pytest.mark.parametrize("shows", list(Shows))
    def test_says_in_words_what_it_shows(self, shows: Shows) -> None:
        shown = year_map.year_map(DAY, days_ago(9), DAY)
        assert year_map.sentence(shows, nights(), shown) == (
            "Nothing of it was answered in this year."
        )
        before = Entry(
            date=days_ago(1), day=Day(stress=4, caffeine=(CaffeineDrink(at="22:00", mg=200),))
        )
        own = Entry(
            date=DAY,
            night=Night(
                tried_to_sleep_at="23:00",
                sleep_latency_min=0,
                awake_min=0,
                final_wake_at="04:30",
            ),
            movement=Movement(sleep_starts=SleepStarts.DISTURBING),
        )
        assert (
            year_map.sentence(shows, nights(before, own), shown)
            == {
                Shows.MOVEMENT: "Movement disturbed 1 of 1 answered night.",
                Shows.HOURS: "5 h 30 on average; under 6 hours on 1 of 1 answered night.",
                Shows.STRESS: "Stress was high (4 or 5) on 1 of 1 answered day.",
                Shows.CAFFEINE: "More than 75 mg was left at bedtime on 1 of 1 answered night.",
            }[shows]
        )

    def test_has_a_legend_that_fits_sixty_columns(self) -> None:
        for shows in Shows:
            assert len(f"{year_map.LEGENDS[shows]}  {year_map.GAP_LEGEND}") <= 57
