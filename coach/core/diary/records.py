"""The log's records and their limits: what one diary holds, field by field.

Absent, ``unknown`` and ``none`` are three different answers and stay apart: an attribute
that is ``None`` was not answered and is not written; ``unknown`` could not be observed;
``none`` is an answer. Decoding and the wording of errors live in ``coach.exchange.log``.
"""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta

from coach.core.diary.choices import (
    AwakeMovement,
    Block,
    Breathing,
    Condition,
    Context,
    DreamEnactment,
    EventKind,
    Feedback,
    GoalKind,
    LegUrge,
    Medicine,
    Outcome,
    Practice,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
    StoppedBy,
    SuddenWeakness,
    Trigger,
    Witness,
)
from coach.core.diary.limits import (
    Awakenings,
    Clock,
    Drinks,
    Hours,
    Label,
    Milligrams,
    Minutes,
    Moment,
    OwnId,
    Salt,
    Seal,
    Step,
    Text,
    Times,
    TipName,
    ZoneName,
)

FORMAT: Final = "coach-log"
# Fields that are written as null while nothing has ended them.
OPEN_ENDED: Final = frozenset({"to", "stopped_on"})
VERSION: Final = 1
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
# From Python 3.14 on, a field called `date` hides the class of that name from its annotation.
_Date: TypeAlias = date


class Record(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What all records of the log share: unchangeable, unknown fields refused."""


class OwnQuestion(Record, frozen=True, kw_only=True):
    """A question that the person made, answered with yes or no.

    Attributes:
        id: Its name in the log.
        words: How it is asked.
        retired: No longer asked; its answers stay.
    """

    id: OwnId
    words: Label
    retired: bool | None = None


class Profile(Record, frozen=True, kw_only=True):
    """What is asked once.

    Attributes:
        recorded_at: The last change; decides merges.
        times: The leaves that were changed at another moment than ``recorded_at``.
        to_ask: What the person wants to ask a doctor, in their words.
    """

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
    own_questions: Annotated[tuple[OwnQuestion, ...], Meta(max_length=50)] | None = None
    to_ask: Annotated[str, Meta(max_length=2000)] | None = None
    times: Times | None = None

    def __post_init__(self) -> None:
        """Refuse a date out of range and two own questions of one name (ValueError)."""
        _check_years(self.recorded_at)
        names = [question.id for question in self.own_questions or ()]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"the own question {name} stands twice")


class Night(Record, frozen=True, kw_only=True):
    """The night that ended on the entry's date, as the person tells it.

    Attributes:
        did_not_sleep: A night without sleep; no times stand beside it.
        confirmed: The person said that an unlikely night is right.
        measured: Read from older logs and never written: true means that a device counted
            the night, which `Entry` then keeps as ``device``.
    """

    in_bed_at: Clock | None = None
    tried_to_sleep_at: Clock | None = None
    sleep_latency_min: Minutes | None = None
    awakenings: Awakenings | None = None
    awake_min: Minutes | None = None
    final_wake_at: Clock | None = None
    out_of_bed_at: Clock | None = None
    woke_early_min: Minutes | None = None
    quality: Step | None = None
    rested: Step | None = None
    did_not_sleep: bool | None = None
    confirmed: bool | None = None
    measured: bool | None = None


# What a night without sleep cannot have.
SLEEP_FIELDS = (
    "in_bed_at",
    "tried_to_sleep_at",
    "sleep_latency_min",
    "awakenings",
    "awake_min",
    "final_wake_at",
    "out_of_bed_at",
    "woke_early_min",
)


class Device(Record, frozen=True, kw_only=True):
    """The night as a device or another program counted it; answers no rule.

    The fields are those of `Night`, and mean the same.

    Attributes:
        source: Which device or program.
    """

    source: Label | None = None
    in_bed_at: Clock | None = None
    tried_to_sleep_at: Clock | None = None
    sleep_latency_min: Minutes | None = None
    awakenings: Awakenings | None = None
    awake_min: Minutes | None = None
    final_wake_at: Clock | None = None
    out_of_bed_at: Clock | None = None
    woke_early_min: Minutes | None = None
    quality: Step | None = None
    rested: Step | None = None
    did_not_sleep: bool | None = None


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


class Partner(Record, frozen=True, kw_only=True):
    """What the bed partner tells of the night; for a rule the graver of the two counts."""

    sleep_movement: SleepMovement | None = None
    dream_enactment: DreamEnactment | None = None
    breathing: Breathing | None = None
    note: Text | None = None


class Event(Record, frozen=True, kw_only=True):
    """An involuntary movement by day, noted the moment it happened.

    Attributes:
        at: When.
        kind: What it was.
        seconds: How long it lasted.
        place: Where in the body.
        filmed: Whether there is a film of it.
        note: In the person's words.
    """

    at: Clock
    kind: EventKind
    seconds: Annotated[int, Meta(ge=0, le=3600)] | None = None
    place: Label | None = None
    filmed: bool | None = None
    note: Text | None = None


class CaffeineDrink(Record, frozen=True, kw_only=True):
    """One drink (or bar, or tablet) with caffeine."""

    at: Clock
    mg: Milligrams
    drink: Label | None = None


class AlcoholDrink(Record, frozen=True, kw_only=True):
    """Alcohol at one time, in standard drinks."""

    at: Clock
    drinks: Drinks


class MedicineTaken(Record, frozen=True, kw_only=True):
    """A medicine that was taken, as the person noted it; nothing is advised on it."""

    name: Label
    dose: Label | None = None
    at: Clock


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
    """The day that the entry's evening closes.

    Attributes:
        medicines: What was taken; empty is none today.
        own: Answers to the person's own questions, by their names.
        bedtime: The bedtime meant for the coming sleep where it is not the usual one.
        goal_kept: Whether the goal was kept, where the log cannot tell by itself.
        tip_done: Whether the tip that is tried was done this evening, likewise.
    """

    stress: Step | None = None
    anxiety: Step | None = None
    fatigue: Step | None = None
    sleepiness: Sleepiness | None = None
    dozed_driving: bool | None = None
    sudden_weakness: SuddenWeakness | None = None
    sleep_paralysis: bool | None = None
    morning_headache: bool | None = None
    caffeine: Annotated[tuple[CaffeineDrink, ...], Meta(max_length=100)] | None = None
    alcohol: Annotated[tuple[AlcoholDrink, ...], Meta(max_length=100)] | None = None
    medicines: Annotated[tuple[MedicineTaken, ...], Meta(max_length=50)] | None = None
    own: dict[OwnId, bool] | None = None
    nap_min: Minutes | None = None
    exercise: Exercise | None = None
    relaxation: tuple[Relaxation, ...] | None = None
    new_medicine: bool | None = None
    hard_to_cope: bool | None = None
    context: tuple[Context, ...] | None = None
    bedtime: Clock | None = None
    goal_kept: bool | None = None
    tip_done: bool | None = None


class Entry(Record, frozen=True, kw_only=True):
    """All answers of one day.

    Attributes:
        date: The coach's day; there is one entry a date.
        recorded_at: The last change; decides merges.
        first_recorded_at: The first answer that is no drink, medicine, event or device's
            number; says how late the day was answered. Absent counts as on the day itself.
        tz: Where the clock times were read.
        day_starts_at: When this coach's day began, where that was not at 04:00.
        cleared: The day was emptied by the person; no answer stands beside it.
        cleared_at: When it was last emptied; stays when the day is answered again.
        times: The leaves that were changed at another moment than ``recorded_at``, and those
            that were taken out.
        device: The night as a device counted it.
        partner: What the bed partner tells.
        events: Movements by day, noted when they happened.
    """

    date: _Date
    recorded_at: Moment | None = None
    first_recorded_at: Moment | None = None
    tz: ZoneName | None = None
    day_starts_at: Clock | None = None
    cleared: Literal[True] | None = None
    cleared_at: Moment | None = None
    times: Times | None = None
    night: Night | None = None
    device: Device | None = None
    movement: Movement | None = None
    partner: Partner | None = None
    events: Annotated[tuple[Event, ...], Meta(max_length=200)] | None = None
    day: Day | None = None
    notes: Text | None = None

    def __post_init__(self) -> None:
        """Refuse what single fields cannot show, and read what older logs meant.

        Raises:
            ValueError: If a date is out of range, a cleared day holds answers, or a night
                that a device measured stands beside another device's.
        """
        _check_years(self.date, self.recorded_at, self.first_recorded_at, self.cleared_at)
        if self.night is not None and self.night.measured is not None:
            self._part_device(self.night)
        if self.cleared and any(getattr(self, name) is not None for name in ANSWER_FIELDS):
            raise ValueError(f"the cleared day {self.date} holds answers")

    def _part_device(self, night: Night) -> None:
        """Keep a night marked as measured where a device's numbers stand now."""
        if not night.measured:
            own = msgspec.structs.replace(night, measured=None)
            msgspec.structs.force_setattr(self, "night", None if own == Night() else own)
            return
        if self.device is not None:
            raise ValueError(f"the measured night of {self.date} stands beside a device's")
        numbers = {
            name: getattr(night, name)
            for name in Device.__struct_fields__
            if name in Night.__struct_fields__
        }
        msgspec.structs.force_setattr(self, "device", Device(**numbers))
        msgspec.structs.force_setattr(self, "night", None)


# The fields of an entry that hold answers, each a part of the day.
ANSWER_FIELDS = ("night", "device", "movement", "partner", "events", "day", "notes")


class DoctorVisit(Record, frozen=True, kw_only=True):
    """A visit to a doctor, as the person noted it.

    Attributes:
        date: When.
        note: In the person's words.
        recorded_at: When it was noted, or taken out; decides merges.
        removed: It was taken out.
    """

    date: _Date
    note: Text | None = None
    recorded_at: Moment | None = None
    removed: Literal[True] | None = None

    def __post_init__(self) -> None:
        """Refuse a date out of range (ValueError)."""
        _check_years(self.date, self.recorded_at)


class ShownTip(Record, frozen=True, kw_only=True):
    """A tip that was shown, and what the person said of it; see `DoctorVisit` for the rest."""

    tip: TipName
    shown_on: date
    feedback: Feedback | None = None
    recorded_at: Moment | None = None
    removed: Literal[True] | None = None

    def __post_init__(self) -> None:
        """Refuse a date out of range (ValueError)."""
        _check_years(self.shown_on, self.recorded_at)


class Goal(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A small habit that was chosen; see `DoctorVisit` for the last two fields.

    Attributes:
        goal: Which.
        value: A local time, or minutes for a wind-down.
        from_: Its first day.
        to: Its last day; None while it runs, and written as null.
    """

    goal: GoalKind
    value: Clock | Minutes
    from_: date
    to: date | None
    recorded_at: Moment | None = None
    removed: Literal[True] | None = None

    def __post_init__(self) -> None:
        """Refuse dates out of range or out of order, and a wrong value (ValueError)."""
        _check_years(self.from_, self.to, self.recorded_at)
        if self.to is not None and self.to < self.from_:
            raise ValueError(f"the goal from {self.from_} ends on {self.to}, before it begins")
        if isinstance(self.value, int) != (self.goal is GoalKind.WIND_DOWN):
            wanted = "minutes" if self.goal is GoalKind.WIND_DOWN else "a local time"
            raise ValueError(f"the goal {self.goal} from {self.from_} needs {wanted}")


class Experiment(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A tip tried in drawn blocks of nights; see `DoctorVisit` for the last two fields.

    Attributes:
        id: Its name.
        tip: What is tried.
        from_: Its first evening.
        block_nights: Nights of a block.
        blocks: What was drawn, block by block.
        outcome: What is looked at in the end.
        salt: Drawn at the start, so that the seal tells nothing before the end.
        seal: SHA-256 of what was fixed at the start.
        stopped_on: Its last day where it was stopped; None else, and written as null.
        stopped_by: Who stopped it.
    """

    id: TipName
    tip: TipName
    from_: date
    block_nights: Annotated[int, Meta(ge=1, le=14)]
    blocks: Annotated[tuple[Block, ...], Meta(min_length=1, max_length=60)]
    outcome: Outcome
    salt: Salt | None = None
    seal: Seal
    stopped_on: date | None
    stopped_by: StoppedBy | None = None
    recorded_at: Moment | None = None
    removed: Literal[True] | None = None

    def __post_init__(self) -> None:
        """Refuse a date out of range (ValueError)."""
        _check_years(self.from_, self.stopped_on, self.recorded_at)


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
    # Newer lists: left out where empty, so that a plain diary's log reads as it always did.
    goals: tuple[Goal, ...] = ()
    experiments: tuple[Experiment, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a date out of range and two entries of one date (ValueError)."""
        if self.exported_at is not None:
            _check_year(self.exported_at)
        seen: set[date] = set()
        for entry in self.entries:
            if entry.date in seen:
                raise ValueError(f"the date {entry.date} stands twice in entries")
            seen.add(entry.date)


def _check_years(*days: date | None) -> None:
    for day in days:
        if day is not None:
            _check_year(day)


def _check_year(day: date) -> None:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValueError(f"the date {day} is outside {EARLIEST_YEAR} to {LATEST_YEAR}")


def encode(record: Record) -> bytes:
    """A record as compact JSON, fields in their order, absent ones left out."""
    return msgspec.json.encode(record)


def canonical(record: Record) -> bytes:
    """A record as JSON with sorted keys: equal records give equal bytes."""
    return msgspec.json.encode(record, order="sorted")
