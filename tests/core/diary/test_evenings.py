"""What a night came after: its bedtime, and what the day before carried into it."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary import caffeine
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Exercise,
    Night,
    Profile,
)

DAY = date(2026, 11, 22)
MORNING = DAY + timedelta(days=1)
HOUR = timedelta(hours=1)
BED = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
SLEPT = Night(
    in_bed_at="22:30",
    tried_to_sleep_at="23:15",
    sleep_latency_min=25,
    awake_min=40,
    final_wake_at="06:20",
    out_of_bed_at="07:00",
)


def evenings(*entries: Entry, profile: Profile | None = None) -> Evenings:
    return Evenings({entry.date: entry for entry in entries}, profile)


def day_of(*cups: tuple[str, float], day: date = DAY, tz: str | None = None) -> Entry:
    """A day with drinks with caffeine, and no other answer."""
    drinks = tuple(CaffeineDrink(at=at, mg=mg) for at, mg in cups)
    return Entry(date=day, tz=tz, day=Day(caffeine=drinks))


def night_of(night: Night, day: date = MORNING, tz: str | None = None) -> Entry:
    return Entry(date=day, tz=tz, night=night)


class TestBedtime:
    def test_it_is_going_to_bed_or_else_trying_or_else_the_usual_one(self) -> None:
        tried = msgspec.structs.replace(SLEPT, in_bed_at=None)
        at_nine = Profile(bedtime="21:00")
        for night, hour, minute in ((SLEPT, 22, 30), (tried, 23, 15), (Night(rested=3), 21, 0)):
            found = evenings(night_of(night), profile=at_nine).bedtime(DAY)
            assert found == BED.replace(hour=hour, minute=minute)

    @pytest.mark.parametrize(
        ("clock", "bed"),
        [
            ("15:00", datetime(2026, 11, 22, 15, tzinfo=UTC)),
            ("23:59", datetime(2026, 11, 22, 23, 59, tzinfo=UTC)),
            ("00:00", datetime(2026, 11, 23, 0, tzinfo=UTC)),
            ("05:00", datetime(2026, 11, 23, 5, tzinfo=UTC)),
            ("14:59", datetime(2026, 11, 23, 14, 59, tzinfo=UTC)),
        ],
    )
    def test_a_usual_one_before_mid_afternoon_is_after_midnight(
        self, clock: str, bed: datetime
    ) -> None:
        usual = evenings(profile=Profile(bedtime=clock))
        assert usual.usual_bedtime(DAY) == usual.bedtime(DAY) == bed

    @pytest.mark.parametrize(
        "held_out",
        [
            msgspec.structs.replace(SLEPT, measured=True),
            msgspec.structs.replace(SLEPT, awake_min=900),
        ],
    )
    def test_a_night_held_out_has_the_usual_one(self, held_out: Night) -> None:
        found = evenings(night_of(held_out), profile=Profile(bedtime="21:00"))
        assert found.known_bedtime(DAY) is None
        assert found.bedtime(DAY) == BED.replace(hour=21)

    def test_a_night_said_to_be_right_has_its_own(self) -> None:
        odd = msgspec.structs.replace(SLEPT, awake_min=900, confirmed=True)
        assert evenings(night_of(odd)).known_bedtime(DAY) == BED.replace(hour=22, minute=30)

    def test_the_usual_one_is_told_by_the_clock_of_the_morning_once_there_is_one(self) -> None:
        here, there = day_of(tz="Europe/London"), night_of(Night(rested=3), tz="Asia/Tokyo")
        assert evenings(here).bedtime(DAY) == BED
        assert evenings(here, there).bedtime(DAY) == BED - 9 * HOUR
        assert evenings(here, there).usual_bedtime(DAY) == BED

    def test_a_day_without_an_entry_has_the_usual_one(self) -> None:
        assert evenings().bedtime(DAY) == BED
        assert evenings().known_bedtime(DAY) is None

    def test_an_entry_that_comes_later_is_seen(self) -> None:
        by_date: dict[date, Entry] = {}
        grows = Evenings(by_date, None)
        assert (grows.bedtime(DAY), grows.caffeine_left(DAY, BED)) == (BED, 0)
        by_date[MORNING], by_date[DAY] = night_of(SLEPT), day_of(("18:00", 100))
        assert grows.bedtime(DAY) == BED.replace(hour=22, minute=30)
        assert grows.caffeine_left(DAY, BED) == pytest.approx(50)


class TestCaffeine:
    def test_a_dose_is_halved_in_a_half_life(self) -> None:
        assert evenings(day_of(("18:00", 100))).caffeine_left(DAY, BED) == pytest.approx(50)

    def test_what_comes_after_bed_is_not_left_at_it(self) -> None:
        late = evenings(day_of(("22:59", 10), ("23:00", 20), ("23:01", 40), ("00:30", 80)))
        assert late.caffeine_left(DAY, BED) == pytest.approx(30, abs=0.1)
        assert late.mg_after_bedtime(DAY) == 120

    def test_a_drink_after_midnight_belongs_to_the_day_before_it(self) -> None:
        late = evenings(day_of(("00:30", 64)), profile=Profile(bedtime="01:00"))
        assert late.doses_ahead(DAY)[0].at == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)

    def test_who_goes_to_bed_after_the_day_began_may_have_drunk_before_it(self) -> None:
        morning = evenings(day_of(("05:00", 64), day=MORNING), profile=Profile(bedtime="10:00"))
        assert morning.caffeine_left(DAY, morning.bedtime(DAY)) == pytest.approx(32)

    def test_earlier_days_count_and_gaps_between_them_say_nothing(self) -> None:
        before = day_of(("23:00", 3200), day=DAY - timedelta(days=1))
        assert evenings(before).caffeine_left(DAY, BED) == pytest.approx(3200 / 2**4.8)
        assert evenings().caffeine_left(DAY, BED) == 0

    def test_days_not_answered_and_cleared_ones_bring_none(self) -> None:
        empty = evenings(
            Entry(date=DAY, day=Day(stress=3)),
            Entry(date=DAY - timedelta(days=1), cleared=True),
        )
        assert empty.caffeine_left(DAY, BED) == empty.caffeine_ahead(DAY) == 0
        assert empty.doses_ahead(DAY) == ()
        assert empty.mg_after_bedtime(DAY) == empty.mg_after_bedtime(MORNING) == 0

    def test_the_nights_date_and_the_three_before_it_are_reckoned(self) -> None:
        old = day_of(("04:00", 3000), day=DAY - timedelta(days=2))
        slow = evenings(old, profile=Profile(caffeine_half_life_h=16))
        assert slow.caffeine_left(DAY, BED) == pytest.approx(3000 * 0.5 ** (67 / 16))
        older = msgspec.structs.replace(old, date=DAY - timedelta(days=3))
        slow = evenings(older, profile=Profile(caffeine_half_life_h=16))
        assert slow.caffeine_left(DAY, BED) == 0

    @given(
        half_life=st.floats(2, 16),
        cups=st.lists(st.tuples(st.integers(-2, 0), st.integers(0, 1439)), max_size=8),
    )
    def test_it_is_what_the_doses_one_by_one_leave(
        self, half_life: float, cups: list[tuple[int, int]]
    ) -> None:
        by_date: dict[date, list[tuple[str, float]]] = {}
        for back, minute in cups:
            clock = f"{minute // 60:02d}:{minute % 60:02d}"
            by_date.setdefault(DAY + timedelta(days=back), []).append((clock, 100.0))
        profile = Profile(caffeine_half_life_h=half_life)
        found = evenings(
            *(day_of(*taken, day=day) for day, taken in by_date.items()), profile=profile
        )
        doses = [
            caffeine.Dose(found.moment(day, clock), mg)
            for day, taken in by_date.items()
            for clock, mg in taken
        ]
        expected = caffeine.left(doses, BED, half_life)
        assert found.caffeine_left(DAY, BED) == pytest.approx(expected, abs=0.05)


class TestDosesAhead:
    def test_they_come_from_all_days_that_can_still_matter(self) -> None:
        plain = [
            {
                "date": "2026-11-22",
                "day": {"caffeine": [{"at": "08:10", "mg": 95}, {"at": "23:01", "mg": 3}]},
            },
            {"date": "2026-11-21", "day": {"caffeine": [{"at": "00:30", "mg": 40}]}},
            {
                "date": "2026-11-16",
                "day": {"caffeine": [{"at": "23:00", "mg": 1}, {"at": "22:59", "mg": 2}]},
            },
            {"date": "2026-11-20"},
            {"date": "2026-11-19", "day": {"stress": 2}},
        ]
        found = evenings(*(msgspec.convert(entry, Entry) for entry in plain))
        assert [(dose.at, dose.mg) for dose in found.doses_ahead(DAY)] == [
            (datetime(2026, 11, 22, 8, 10, tzinfo=UTC), 95.0),
            (datetime(2026, 11, 22, 0, 30, tzinfo=UTC), 40.0),
            (datetime(2026, 11, 16, 23, 0, tzinfo=UTC), 1.0),
        ]

    def test_they_are_instants_where_the_person_was(self) -> None:
        summer = date(2026, 7, 1)
        found = evenings(day_of(("08:00", 95), day=summer, tz="Europe/London"))
        assert found.doses_ahead(summer)[0].at == datetime(2026, 7, 1, 7, 0, tzinfo=UTC)

    def test_the_day_begins_when_the_profile_says(self) -> None:
        yesterday = DAY - timedelta(days=1)
        entry = day_of(("05:00", 95), day=yesterday)
        early = evenings(entry, profile=Profile(day_starts_at="06:00"))
        assert early.doses_ahead(DAY)[0].at.day == 22
        assert evenings(entry).doses_ahead(DAY)[0].at.day == 21


class TestNightsAndDays:
    def test_a_short_night_is_under_six_hours_of_sleep(self) -> None:
        short = msgspec.structs.replace(SLEPT, awake_min=41)
        measured = msgspec.structs.replace(short, measured=True)
        nights = [evenings(night_of(night)) for night in (SLEPT, short, measured, Night())]
        assert [each.slept_short(MORNING) for each in nights] == [False, True, None, None]
        assert evenings().slept_short(MORNING) is None

    def test_alcohol_is_near_bed_before_it_and_after(self) -> None:
        drinks = tuple(
            AlcoholDrink(at=at, drinks=1)
            for at in ("19:59", "20:00", "23:30", "02:00", "02:01")
        )
        had = evenings(Entry(date=DAY, day=Day(alcohol=drinks)))
        assert had.alcohol_near(DAY, BED, 3 * HOUR) == 3
        assert had.alcohol_near(MORNING, BED + 24 * HOUR, 3 * HOUR) == 0

    @pytest.mark.parametrize(
        ("exercise", "gap"),
        [
            (Exercise(min=30, vigorous=True, ended_at="21:00"), 2 * HOUR),
            (Exercise(min=30, vigorous=True, ended_at="00:30"), -1.5 * HOUR),
            (Exercise(min=30, vigorous=True), None),
            (Exercise(min=30, vigorous=False, ended_at="21:00"), None),
            (Exercise(min=30, ended_at="21:00"), None),
            (None, None),
        ],
    )
    def test_only_hard_exercise_whose_end_is_known_lies_some_time_before_bed(
        self, exercise: Exercise | None, gap: timedelta | None
    ) -> None:
        found = evenings(Entry(date=DAY, day=Day(exercise=exercise)))
        assert found.exercise_to_bed(DAY, BED) == gap

    def test_the_clock_of_a_day_is_where_the_day_was(self) -> None:
        tokyo = evenings(day_of(tz="Asia/Tokyo"))
        assert tokyo.moment(DAY, "21:00") == datetime(2026, 11, 22, 12, tzinfo=UTC)
        assert tokyo.moment(DAY, "03:00") == datetime(2026, 11, 22, 18, tzinfo=UTC)
