"""A wind-down is added to the day's entry, beside what is there."""

from datetime import date

import pytest

from coach.core.diary.choices import Practice
from coach.core.diary.records import Day, Entry, Relaxation
from coach.core.winddown.noting import NOTES_LIMIT, with_wind_down, worries_as_note

DAY = date(2026, 11, 22)


def test_it_begins_an_entry_where_there_is_none() -> None:
    entry = with_wind_down(None, DAY, Practice.BREATHING, 5)
    assert entry.date == DAY
    assert entry.day == Day(relaxation=(Relaxation(practice=Practice.BREATHING, min=5),))


def test_other_answers_and_other_practices_stay() -> None:
    music = Relaxation(practice=Practice.MUSIC, min=45)
    before = Entry(date=DAY, day=Day(stress=4, relaxation=(music,)), notes="a long day")
    entry = with_wind_down(before, DAY, Practice.YOGA, 15)
    assert entry.notes == "a long day"
    assert entry.day is not None and entry.day.stress == 4
    assert entry.day.relaxation == (music, Relaxation(practice=Practice.YOGA, min=15))


def test_minutes_of_the_same_practice_are_added_up_to_a_whole_day() -> None:
    entry: Entry | None = None
    for minutes in (5, 10, 1430):
        entry = with_wind_down(entry, DAY, Practice.BREATHING, minutes)
    assert entry is not None and entry.day is not None
    assert entry.day.relaxation == (Relaxation(practice=Practice.BREATHING, min=1440),)


def test_a_practice_without_minutes_is_kept_as_it_was_answered() -> None:
    unknown = Relaxation(practice=Practice.BREATHING)
    entry = with_wind_down(
        Entry(date=DAY, day=Day(relaxation=(unknown,))), DAY, Practice.BREATHING, 5
    )
    assert entry.day is not None
    assert entry.day.relaxation == (unknown, Relaxation(practice=Practice.BREATHING, min=5))


def test_no_full_minute_is_noted_as_nothing() -> None:
    before = Entry(date=DAY, day=Day(stress=2))
    assert with_wind_down(before, DAY, Practice.MUSIC, 0) == before


def test_a_cleared_day_begins_anew() -> None:
    entry = with_wind_down(Entry(date=DAY, cleared=True), DAY, Practice.MUSIC, 25)
    assert entry.cleared is None and entry.day is not None


def test_a_note_goes_to_the_end_of_the_notes() -> None:
    note = worries_as_note((("the boiler", "ring Anna at nine"), ("", "sleep")))
    assert note == "Worry list\n- the boiler → ring Anna at nine\n- … → sleep"
    entry = with_wind_down(
        Entry(date=DAY, notes="fine\n"), DAY, Practice.WORRY_LIST, 0, "Worry list"
    )
    assert entry.notes == "fine\n\nWorry list"
    assert entry.day is None


def test_full_notes_refuse_a_note_by_name_and_size() -> None:
    before = Entry(date=DAY, notes="x" * NOTES_LIMIT)
    with pytest.raises(ValueError, match=r"notes of 2026-11-22 are full.*100006.*100000"):
        with_wind_down(before, DAY, Practice.WORRY_LIST, 0, "more")
