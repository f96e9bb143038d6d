"""What an entry says: yes, no, or nothing, and nothing is never taken for "no"."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary import said
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    EventKind,
    LegUrge,
    Practice,
    Sleepiness,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Device,
    Entry,
    Event,
    Exercise,
    MedicineTaken,
    Movement,
    Night,
    Partner,
    Relaxation,
)
from coach.core.diary.said import Mark, mark_of
from tests.conftest import some_of
from tests.exchange.strategies import answers, records

DAY = date(2026, 11, 22)
COFFEE = CaffeineDrink(at="08:00", mg=95)
WINE = AlcoholDrink(at="20:00", drinks=1)

Reading: TypeAlias = Callable[[Entry], object]


def moving(movement: Movement) -> Entry:
    return Entry(date=DAY, movement=movement)


def daily(day: Day) -> Entry:
    return Entry(date=DAY, day=day)


# Each reading with an answer that says yes, one that says no, and one that says neither.
MOVEMENTS: list[tuple[Reading, Movement, Movement, Movement]] = [
    (
        said.started,
        Movement(sleep_starts=SleepStarts.UNDISTURBING),
        Movement(sleep_starts=SleepStarts.NONE),
        Movement(sleep_movement=SleepMovement.WOKE_ME),
    ),
    (
        said.kicked,
        Movement(sleep_movement=SleepMovement.NOTICED),
        Movement(sleep_movement=SleepMovement.NONE),
        Movement(sleep_movement=SleepMovement.UNKNOWN),
    ),
    (
        said.disturbed,
        Movement(sleep_starts=SleepStarts.NONE, sleep_movement=SleepMovement.WOKE_ME),
        Movement(sleep_starts=SleepStarts.UNDISTURBING),
        Movement(sleep_movement=SleepMovement.UNKNOWN),
    ),
    (
        said.acted_out,
        Movement(dream_enactment=DreamEnactment.HEAD_INJURY),
        Movement(dream_enactment=DreamEnactment.NONE),
        Movement(dream_enactment=DreamEnactment.UNKNOWN),
    ),
    (
        said.urged,
        Movement(leg_urge=LegUrge.DELAYED_SLEEP),
        Movement(leg_urge=LegUrge.NONE),
        Movement(signs=()),
    ),
    (
        said.breathed_loudly,
        Movement(breathing=Breathing.SNORING),
        Movement(breathing=Breathing.NONE),
        Movement(breathing=Breathing.UNKNOWN),
    ),
    (
        said.twitched,
        Movement(awake=AwakeMovement.FLICKER),
        Movement(awake=AwakeMovement.NONE),
        Movement(leg_urge=LegUrge.URGE),
    ),
    (
        said.moved,
        Movement(sleep_starts=SleepStarts.NONE, awake=AwakeMovement.JERK),
        Movement(sleep_movement=SleepMovement.UNKNOWN, awake=AwakeMovement.NONE),
        Movement(sleep_movement=SleepMovement.UNKNOWN, leg_urge=LegUrge.URGE),
    ),
]
DAYS: list[tuple[Reading, Day, Day, Day]] = [
    (
        said.sleepy,
        Day(sleepiness=Sleepiness.DOZED_OFF),
        Day(sleepiness=Sleepiness.NONE),
        Day(fatigue=5),
    ),
    (said.stressed, Day(stress=4), Day(stress=3), Day(anxiety=5)),
    (
        said.idle,
        Day(exercise=Exercise(min=0)),
        Day(exercise=Exercise(min=1)),
        Day(exercise=Exercise(vigorous=True)),
    ),
    (
        said.exercised_hard,
        Day(exercise=Exercise(min=20, vigorous=True)),
        Day(exercise=Exercise(min=20, vigorous=False)),
        Day(exercise=Exercise(min=20)),
    ),
    (
        said.wound_down,
        Day(relaxation=(Relaxation(practice=Practice.MUSIC),)),
        Day(relaxation=()),
        Day(stress=1),
    ),
]
READINGS = [
    *[(reading, *map(moving, entries)) for reading, *entries in MOVEMENTS],
    *[(reading, *map(daily, entries)) for reading, *entries in DAYS],
]


class TestReadings:
    @pytest.mark.parametrize(("reading", "yes", "no", "neither"), READINGS)
    def test_each_knows_yes_from_no_from_neither(
        self, reading: Reading, yes: Entry, no: Entry, neither: Entry
    ) -> None:
        assert (reading(yes), reading(no), reading(neither)) == (True, False, None)

    @pytest.mark.parametrize("reading", [row[0] for row in READINGS])
    @pytest.mark.parametrize(
        "silent",
        [Entry(date=DAY), Entry(date=DAY, cleared=True), Entry(date=DAY, notes="a note")],
    )
    def test_an_entry_that_holds_nothing_of_it_says_nothing(
        self, reading: Reading, silent: Entry
    ) -> None:
        assert reading(silent) is None

    def test_no_exercise_at_all_was_not_hard_whatever_else_stands(self) -> None:
        assert said.exercised_hard(daily(Day(exercise=Exercise(min=0, vigorous=True)))) is False

    def test_none_today_is_nought_and_not_answered_is_nothing(self) -> None:
        none_today = daily(Day(caffeine=(), alcohol=()))
        assert (said.caffeine_mg(none_today), said.alcohol_drinks(none_today)) == (0, 0)
        for silent in (None, Entry(date=DAY), daily(Day(stress=1))):
            assert said.caffeine_mg(silent) is None
            assert said.alcohol_drinks(silent) is None

    def test_a_value_that_is_missing_lies_neither_over_nor_under(self) -> None:
        assert (said.over(31, 30), said.over(30, 30), said.over(None, 30)) == (
            True,
            False,
            None,
        )
        assert (said.under(2, 3), said.under(3, 3), said.under(None, 3)) == (True, False, None)

    def test_one_of_several_was_chosen_or_not_or_nothing_was_asked(self) -> None:
        assert (said.has((1, 2), 1), said.has((), 1), said.has(None, 1)) == (True, False, None)


class TestBadNights:
    @pytest.mark.parametrize(
        ("night", "bad"),
        [
            (Night(sleep_latency_min=30, awake_min=30), False),
            (Night(sleep_latency_min=31), True),
            (Night(awake_min=31), True),
            (Night(woke_early_min=30), True),
            (Night(sleep_latency_min=30, awake_min=30, woke_early_min=29), False),
            (Night(sleep_latency_min=10), None),
            (Night(awake_min=10, woke_early_min=0), None),
            (Night(), None),
        ],
    )
    def test_one_long_wait_is_enough_and_a_good_night_needs_two_answers(
        self, night: Night, bad: bool | None
    ) -> None:
        assert said.bad(night) is bad

    def test_half_an_hour_is_too_early(self) -> None:
        early = [said.woke_too_early(Night(woke_early_min=minutes)) for minutes in (29, 30)]
        assert early == [False, True]
        assert said.woke_too_early(Night()) is None


class TestMark:
    @given(movement=records(Movement))
    def test_it_never_contradicts_the_readings(self, movement: Movement) -> None:
        entry = moving(movement)
        mark, answers = mark_of(entry), {said.started(entry), said.kicked(entry)}
        assert (mark is Mark.NONE) is (answers <= {False, None} and False in answers)
        assert (said.disturbed(entry) is None) is (answers == {None})
        assert (said.disturbed(entry) is True) is (mark is Mark.DISTURBED)


class TestMoreThanDrinks:
    @pytest.mark.parametrize(
        ("entry", "more"),
        [
            (daily(Day(caffeine=(COFFEE,), alcohol=(WINE,))), False),
            (daily(Day(caffeine=())), False),
            (Entry(date=DAY), False),
            (Entry(date=DAY, cleared=True), False),
            (Entry(date=DAY, night=Night(), movement=Movement(), day=Day()), False),
            (daily(Day(medicines=(MedicineTaken(name="iron", at="08:00"),))), False),
            (Entry(date=DAY, device=Device(rested=3)), False),
            (Entry(date=DAY, events=(Event(at="15:20", kind=EventKind.JERK),)), False),
            (Entry(date=DAY, partner=Partner()), False),
            (Entry(date=DAY, partner=Partner(note="")), True),
            (daily(Day(own={"ate_late": False})), True),
            (daily(Day(caffeine=(COFFEE,), hard_to_cope=False)), True),
            (Entry(date=DAY, night=Night(rested=1)), True),
            (moving(Movement(signs=())), True),
            (Entry(date=DAY, notes=""), True),
        ],
    )
    def test_any_answer_beside_what_is_logged_counts_a_no_and_an_empty_note_too(
        self, entry: Entry, more: bool
    ) -> None:
        assert said.answers_more_than_drinks(entry) is more

    @pytest.mark.parametrize("field", some_of(sorted(Day.__struct_fields__), 5))
    @given(data=st.data())
    def test_every_field_of_the_day_but_what_is_logged_is_an_answer_of_the_day(
        self, field: str, data: st.DataObject
    ) -> None:
        day = data.draw(answers(Day, field))
        is_asked = field not in ("caffeine", "alcohol", "medicines", "new_medicine")
        expected = getattr(day, field) is not None and is_asked
        assert said.answers_the_day(daily(day)) is expected


class TestLate:
    OVER = datetime(2026, 11, 23, 4, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("hours", "late"), [(-3, False), (0, False), (48, False), (48.02, True), (99, True)]
    )
    def test_a_day_is_late_more_than_48_hours_after_its_end(
        self, hours: float, late: bool
    ) -> None:
        moment = self.OVER + timedelta(hours=hours)
        assert said.is_late(DAY, moment) is late
        assert said.is_recalled(Entry(date=DAY, first_recorded_at=moment)) is late

    def test_its_end_is_where_the_profile_has_it(self) -> None:
        moment = self.OVER + timedelta(hours=49)
        assert said.is_late(DAY, moment, "04:00")
        assert not said.is_late(DAY, moment, "05:00")

    def test_an_entry_without_a_zone_goes_by_the_clock_on_the_wall(self) -> None:
        far = timezone(timedelta(hours=11))
        moment = (self.OVER + timedelta(hours=48)).replace(tzinfo=far)
        assert not said.is_recalled(Entry(date=DAY, first_recorded_at=moment))
        later = moment + timedelta(minutes=1)
        assert said.is_recalled(Entry(date=DAY, first_recorded_at=later))

    def test_an_entry_with_a_zone_goes_by_what_has_really_passed(self) -> None:
        # 48 hours after 04:00 in Tokyo is 19:00 of the evening before in UTC.
        at_last = datetime(2026, 11, 24, 19, tzinfo=UTC)
        in_time = Entry(date=DAY, tz="Asia/Tokyo", first_recorded_at=at_last)
        assert not said.is_recalled(in_time)
        later = at_last + timedelta(minutes=1)
        assert said.is_recalled(Entry(date=DAY, tz="Asia/Tokyo", first_recorded_at=later))

    def test_a_day_whose_first_answer_has_no_moment_was_answered_in_time(self) -> None:
        assert not said.is_recalled(Entry(date=DAY))
