"""Ten invented years, as large as real ones: what the store's measurements are made on."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    LegUrge,
    SleepMovement,
    SleepStarts,
    Witness,
)
from coach.core.diary.records import (
    FORMAT,
    VERSION,
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Exercise,
    Log,
    Movement,
    Night,
)
from coach.store.diary.diary import Diary

FIRST = date(2016, 11, 25)
DAYS = 3650
NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)


def entry_of(day: date, turn: int) -> Entry:
    """An entry with a full check-in, different from day to day."""
    at = datetime(day.year, day.month, day.day, 21, 38, 12, tzinfo=UTC)
    return Entry(
        date=day,
        recorded_at=at,
        first_recorded_at=at - timedelta(hours=14),
        tz="Europe/London",
        night=Night(
            in_bed_at="22:45",
            tried_to_sleep_at="23:00",
            sleep_latency_min=10 + turn % 40,
            awakenings=turn % 4,
            awake_min=turn % 30,
            final_wake_at="06:40",
            out_of_bed_at="07:00",
            quality=1 + turn % 5,
            rested=1 + turn % 5,
        ),
        movement=Movement(
            sleep_starts=SleepStarts.UNDISTURBING if turn % 3 else SleepStarts.NONE,
            sleep_movement=SleepMovement.NONE,
            witness=Witness.SELF,
            dream_enactment=DreamEnactment.NONE,
            leg_urge=LegUrge.NONE,
            breathing=Breathing.UNKNOWN,
            awake=AwakeMovement.NONE,
        ),
        day=Day(
            stress=1 + turn % 5,
            anxiety=1 + turn % 3,
            fatigue=1 + turn % 4,
            caffeine=(
                CaffeineDrink(at="08:10", mg=95, drink="coffee"),
                CaffeineDrink(at="14:30", mg=40, drink="tea"),
            ),
            alcohol=(AlcoholDrink(at="20:00", drinks=1),) if turn % 5 == 0 else (),
            exercise=Exercise(min=30, ended_at="18:00"),
            hard_to_cope=False,
        ),
        notes="slept through, a little restless towards the morning" if turn % 4 else None,
    )


def log_of(days: int = DAYS) -> Log:
    """A log of that many days in a row."""
    entries = tuple(entry_of(FIRST + timedelta(days=turn), turn) for turn in range(days))
    return Log(format=FORMAT, version=VERSION, entries=entries)


def diary_in(folder: Path, days: int = DAYS) -> Diary:
    """A new diary of that many days in a folder; the import is its only change."""
    diary = Diary(folder, lambda: NOW)
    diary.merge(log_of(days), "the invented days")
    return diary
