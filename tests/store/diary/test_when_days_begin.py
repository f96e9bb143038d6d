"""Each day keeps the hour at which it began, whatever bedtime comes after."""

from datetime import date, datetime
from pathlib import Path

from coach.core.diary.records import Day, Entry, Profile
from coach.store.diary.diary import Diary

NOW = datetime.fromisoformat("2026-11-25T20:00:00+00:00")
FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (22, 23, 24))


def answered(diary: Diary, day: date, answers: Day) -> str | None:
    """Answer a day; when it says that it began."""
    entry = diary.change(day, lambda old: Entry(date=day, day=answers), "a day")
    return entry.day_starts_at


def test_a_week_of_changing_shifts(tmp_path: Path) -> None:
    diary = Diary(tmp_path, lambda: NOW)
    diary.save_profile(Profile(bedtime="23:00"))
    assert answered(diary, FIRST, Day(stress=2, bedtime="08:00")) is None
    # After the night shift the day begins in the afternoon; the next one at four again.
    assert answered(diary, SECOND, Day(stress=2)) == "13:00"
    assert answered(diary, THIRD, Day(stress=2)) is None


def test_a_new_bedtime_moves_no_old_day(tmp_path: Path) -> None:
    diary = Diary(tmp_path, lambda: NOW)
    diary.save_profile(Profile(bedtime="23:00"))
    assert answered(diary, FIRST, Day(stress=2)) is None
    diary.save_profile(Profile(bedtime="08:00"))
    assert answered(diary, SECOND, Day(stress=2)) == "13:00"
    diary.save_profile(Profile(bedtime="23:00"))
    kept = {entry.date: entry.day_starts_at for entry in diary.entries(FIRST, THIRD)}
    assert kept == {FIRST: None, SECOND: "13:00"}


def test_changing_an_old_day_leaves_its_beginning(tmp_path: Path) -> None:
    diary = Diary(tmp_path, lambda: NOW)
    answered(diary, FIRST, Day(stress=2))
    diary.save_profile(Profile(bedtime="08:00"))
    assert answered(diary, FIRST, Day(stress=3)) is None
