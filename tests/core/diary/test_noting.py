"""What is noted the moment it happens: it joins the day, and takes nothing else along."""

from datetime import date, timedelta

import pytest

from coach.core.diary import noting, said
from coach.core.diary.choices import AwakeMovement, EventKind, Sign, SleepStarts
from coach.core.diary.records import Day, Entry, Event, MedicineTaken, Movement

DAY = date(2026, 11, 22)
JERK = Event(at="15:20", kind=EventKind.JERK)
PILL = MedicineTaken(name="pill", at="08:00")


def test_a_medicine_and_an_event_make_no_day_answered() -> None:
    entry = noting.with_event(noting.with_medicine(None, DAY, PILL, "UTC"), DAY, JERK, None)
    assert entry.tz == "UTC"
    assert not said.answers_more_than_drinks(entry)
    assert said.awake_movement(entry) is AwakeMovement.JERK


def test_they_stand_by_their_times_and_the_last_one_out_leaves_nothing() -> None:
    late = MedicineTaken(name="pill", at="22:00")
    entry = noting.with_medicine(noting.with_medicine(None, DAY, late, None), DAY, PILL, None)
    assert entry.day is not None
    assert entry.day.medicines == (PILL, late)
    left = noting.without_medicine(noting.without_medicine(entry, DAY, PILL), DAY, late)
    assert left == Entry(date=DAY)
    events = noting.with_event(noting.with_event(None, DAY, JERK, None), DAY, JERK, None)
    once = noting.without_event(events, DAY, JERK)
    assert once.events == (JERK,)
    assert noting.without_event(once, DAY, JERK) == Entry(date=DAY)


def test_a_cleared_day_begins_anew_and_others_keep_their_answers() -> None:
    cleared = Entry(date=DAY, cleared=True)
    assert noting.with_event(cleared, DAY, JERK, None) == Entry(date=DAY, events=(JERK,))
    stressed = Entry(date=DAY, day=Day(stress=4))
    both = noting.with_medicine(stressed, DAY, PILL, None)
    assert both.day == Day(stress=4, medicines=(PILL,))


def test_a_day_holds_fifty_medicines_and_two_hundred_movements() -> None:
    full = Entry(date=DAY, day=Day(medicines=(PILL,) * 50), events=(JERK,) * 200)
    with pytest.raises(ValueError, match="2026-11-22 holds 50 medicines"):
        noting.with_medicine(full, DAY, PILL, None)
    with pytest.raises(ValueError, match="2026-11-22 holds 200 movements"):
        noting.with_event(full, DAY, JERK, None)


def test_a_jolt_belongs_to_the_night_to_come_and_the_graver_stays() -> None:
    night = noting.night_to_come(DAY)
    assert night == DAY + timedelta(days=1)
    mild = noting.with_jolt(None, night, disturbing=False, tz=None)
    assert mild.movement == Movement(sleep_starts=SleepStarts.UNDISTURBING)
    grave = noting.with_jolt(mild, night, disturbing=True, tz=None)
    assert grave.movement == Movement(sleep_starts=SleepStarts.DISTURBING)
    assert noting.with_jolt(grave, night, disturbing=False, tz=None) == grave
    assert grave.events is None


def test_signs_join_those_of_before_and_none_is_an_answer() -> None:
    before = Entry(date=DAY, movement=Movement(signs=(Sign.CONVULSION,)))
    both = noting.with_signs(before, DAY, [Sign.WEAKNESS], None)
    assert both.movement == Movement(signs=(Sign.WEAKNESS, Sign.CONVULSION))
    assert noting.with_signs(None, DAY, [], None).movement == Movement(signs=())
