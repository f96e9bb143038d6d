"""The log's records and their limits: what one diary holds, field by field.

Absent, ``unknown`` and ``none`` are three different answers and stay apart: an attribute
that is ``None`` was not answered and is not written; ``unknown`` could not be observed;
``none`` is an answer. Decoding and the wording of errors live in ``coach.exchange.log``.
"""

from datetime import date, datetime
from typing import Annotated, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Condition,
    Context,
    DreamEnactment,
    Feedback,
    LegUrge,
    Medicine,
    Practice,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
    SuddenWeakness,
    Trigger,
    Witness,
)

FORMAT: Final = "coach-log"
VERSION: Final = 1
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199

# In Python `$` also matches before a closing line break; `(?!\n)` shuts that door.
Clock: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)",
        description="a local time such as 23:10",
    ),
]
CalendarDate: TypeAlias = Annotated[date, Meta(description="a calendar date, YYYY-MM-DD")]
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Minutes: TypeAlias = Annotated[int, Meta(ge=0, le=1440)]
Step: TypeAlias = Annotated[int, Meta(ge=1, le=5)]
Milligrams: TypeAlias = (
    Annotated[int, Meta(ge=0, le=3000)] | Annotated[float, Meta(ge=0, le=3000)]
)
Drinks: TypeAlias = Annotated[int, Meta(ge=0, le=50)] | Annotated[float, Meta(ge=0, le=50)]
Hours: TypeAlias = Annotated[int, Meta(ge=2, le=16)] | Annotated[float, Meta(ge=2, le=16)]
Label: TypeAlias = Annotated[str, Meta(min_length=1, max_length=80)]
Text: TypeAlias = Annotated[str, Meta(max_length=100_000)]
ZoneName: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9_+/-]{1,64}$(?!\n)",
        description="a time zone's name such as Europe/London",
    ),
]
TipName: TypeAlias = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9-]{1,64}$(?!\n)",
        description="a tip's name such as caffeine-last-cup",
    ),
]


class Record(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What all records of the log share: unchangeable, unknown fields refused."""


class Profile(Record, frozen=True, kw_only=True):
    """What is asked once."""

    recorded_at: Moment | None = None
    age: Annotated[int, Meta(ge=1, le=120)] | None = None
    bedtime: Clock | None = None
    day_starts_at: Clock | None = None
    remind_at: Clock | None = None
    bed_partner: bool | None = None
    drives: bool | None = None
    conditions: tuple[Condition, ...] | None = None
    medicines: tuple[Medicine, ...] | None = None
    pregnant_trimester: Annotated[int, Meta(ge=1, le=3)] | None = None
    smokes: bool | None = None
    oral_contraceptive: bool | None = None
    caffeine_half_life_h: Hours | None = None

    def __post_init__(self) -> None:
        """Refuse a date out of range (ValueError)."""
        if self.recorded_at is not None:
            _check_year(self.recorded_at)


class Night(Record, frozen=True, kw_only=True):
    """The night that ended on the entry's date."""

    in_bed_at: Clock | None = None
    tried_to_sleep_at: Clock | None = None
    sleep_latency_min: Minutes | None = None
    awakenings: Annotated[int, Meta(ge=0, le=200)] | None = None
    awake_min: Minutes | None = None
    final_wake_at: Clock | None = None
    out_of_bed_at: Clock | None = None
    woke_early_min: Minutes | None = None
    quality: Step | None = None
    rested: Step | None = None
    confirmed: bool | None = None
    measured: bool | None = None


class Movement(Record, frozen=True, kw_only=True):
    """Movement in that night and on that day, and what goes with it."""

    sleep_starts: SleepStarts | None = None
    falling_feeling: bool | None = None
    sleep_movement: SleepMovement | None = None
    witness: Witness | None = None
    dream_enactment: DreamEnactment | None = None
    leg_urge: LegUrge | None = None
    breathing: Breathing | None = None
    awake: AwakeMovement | None = None
    signs: tuple[Sign, ...] | None = None
    triggers: tuple[Trigger, ...] | None = None


class CaffeineDrink(Record, frozen=True, kw_only=True):
    """One drink (or bar, or tablet) with caffeine."""

    at: Clock
    mg: Milligrams
    drink: Label | None = None


class AlcoholDrink(Record, frozen=True, kw_only=True):
    """Alcohol at one time, in standard drinks."""

    at: Clock
    drinks: Drinks


class Exercise(Record, frozen=True, kw_only=True):
    """The day's exercise."""

    min: Minutes | None = None
    ended_at: Clock | None = None
    vigorous: bool | None = None


class Relaxation(Record, frozen=True, kw_only=True):
    """One wind-down."""

    practice: Practice
    min: Minutes | None = None


class Day(Record, frozen=True, kw_only=True):
    """The day that the entry's evening closes."""

    stress: Step | None = None
    anxiety: Step | None = None
    fatigue: Step | None = None
    sleepiness: Sleepiness | None = None
    dozed_driving: bool | None = None
    sudden_weakness: SuddenWeakness | None = None
    sleep_paralysis: bool | None = None
    morning_headache: bool | None = None
    caffeine: tuple[CaffeineDrink, ...] | None = None
    alcohol: tuple[AlcoholDrink, ...] | None = None
    nap_min: Minutes | None = None
    exercise: Exercise | None = None
    relaxation: tuple[Relaxation, ...] | None = None
    new_medicine: bool | None = None
    hard_to_cope: bool | None = None
    context: tuple[Context, ...] | None = None


class Entry(Record, frozen=True, kw_only=True):
    """All answers of one day.

    Attributes:
        date: The coach's day; there is one entry a date.
        recorded_at: The last change; decides merges.
        first_recorded_at: The first answer that is not a drink; says how late the day was
            answered. Absent counts as on the day itself.
        tz: Where the clock times were read.
        cleared: The day was emptied by the person; nothing else stands beside it.
    """

    date: date
    recorded_at: Moment | None = None
    first_recorded_at: Moment | None = None
    tz: ZoneName | None = None
    cleared: Literal[True] | None = None
    night: Night | None = None
    movement: Movement | None = None
    day: Day | None = None
    notes: Text | None = None

    def __post_init__(self) -> None:
        """Refuse what single fields cannot show.

        Raises:
            ValueError: If a date is out of range, or a cleared day holds answers.
        """
        _check_year(self.date)
        for moment in (self.recorded_at, self.first_recorded_at):
            if moment is not None:
                _check_year(moment)
        answers = (self.night, self.movement, self.day, self.notes)
        if self.cleared and any(part is not None for part in answers):
            raise ValueError(f"the cleared day {self.date} holds answers")


class DoctorVisit(Record, frozen=True, kw_only=True):
    """A visit to a doctor, as the person noted it."""

    date: date
    note: Text | None = None

    def __post_init__(self) -> None:
        """Refuse a date out of range (ValueError)."""
        _check_year(self.date)


class ShownTip(Record, frozen=True, kw_only=True):
    """A tip that was shown, and what the person said of it."""

    tip: TipName
    shown_on: date
    feedback: Feedback | None = None

    def __post_init__(self) -> None:
        """Refuse a date out of range (ValueError)."""
        _check_year(self.shown_on)


class Log(Record, frozen=True, kw_only=True):
    """A whole diary as it is exported and imported."""

    format: Literal["coach-log"]
    version: Literal[1]
    exported_at: Moment | None = None
    profile: Profile | None = None
    # Written even where empty: a reader of the log finds its lists.
    entries: tuple[Entry, ...] = msgspec.field(default_factory=lambda: ())
    doctor_visits: tuple[DoctorVisit, ...] = msgspec.field(default_factory=lambda: ())
    tips: tuple[ShownTip, ...] = msgspec.field(default_factory=lambda: ())

    def __post_init__(self) -> None:
        """Refuse a date out of range and two entries of one date (ValueError)."""
        if self.exported_at is not None:
            _check_year(self.exported_at)
        seen: set[date] = set()
        for entry in self.entries:
            if entry.date in seen:
                raise ValueError(f"the date {entry.date} stands twice in entries")
            seen.add(entry.date)


def _check_year(day: date) -> None:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValueError(f"the date {day} is outside {EARLIEST_YEAR} to {LATEST_YEAR}")


def encode(record: Record) -> bytes:
    """A record as compact JSON, fields in their order, absent ones left out."""
    return msgspec.json.encode(record)


def canonical(record: Record) -> bytes:
    """A record as JSON with sorted keys: equal records give equal bytes."""
    return msgspec.json.encode(record, order="sorted")
