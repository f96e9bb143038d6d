"""What a column of a hand-kept table can mean, and which columns a heading sounds like.

The names are those of the log and of the coach's own CSV, and three that people write down
instead: the time of falling asleep, and the length of sleep in minutes or hours.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    LegUrge,
    Sleepiness,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import Device


class Kind(Enum):
    """What stands in a column's cells."""

    DATE = auto()
    CLOCK = auto()
    MINUTES = auto()
    HOURS = auto()
    COUNT = auto()
    SCALE = auto()
    CHOICE = auto()
    FLAG = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning.

    Attributes:
        name: Its name in ``--columns``.
        words: What it is called on screen.
        kind: What stands in its cells.
        part: The part of an entry it belongs to; empty for what only helps to work it out.
        choices: The answers that a cell may hold.
        best_is_low: Of a scale: 1 is best in the log.
        leaf: Its name in that part, where that is another one.
        sounds: Words in a heading by which it is guessed; all of one group must be there.
    """

    name: str
    words: str
    kind: Kind
    part: str = ""
    choices: tuple[str, ...] = ()
    best_is_low: bool = False
    leaf: str = ""
    sounds: tuple[str, ...] = ()

    @property
    def of_day(self) -> bool:
        """Whether it tells of the day that an evening closes, and not of a night."""
        return self.part == "day" or self.name == "awake_movement"


def _night(name: str, words: str, kind: Kind, *sounds: str) -> Field:
    return Field(name, words, kind, "night", sounds=sounds)


def _load(name: str, *sounds: str) -> Field:
    return Field(name, name, Kind.SCALE, "day", best_is_low=True, sounds=sounds)


def _movement(name: str, words: str, choices: Iterable[str]) -> Field:
    return Field(name, words, Kind.CHOICE, "movement", tuple(choices))


# A heading is taken by the first whose words are in it.
FIELDS: tuple[Field, ...] = (
    Field(
        "fell_asleep_at", "fell asleep, a time", Kind.CLOCK, sounds=("fell asleep", "asleep at")
    ),
    _night(
        "sleep_latency_min",
        "minutes to fall asleep",
        Kind.MINUTES,
        "to fall asleep",
        "latency",
        "minutes to sleep",
        "sol",
    ),
    Field(
        "total_sleep_hours",
        "hours asleep",
        Kind.HOURS,
        sounds=("hours asleep", "hours slept", "hours of sleep", "sleep hours", "hours"),
    ),
    Field(
        "total_sleep_min",
        "minutes asleep",
        Kind.MINUTES,
        sounds=(
            "minutes asleep",
            "minutes slept",
            "total sleep",
            "time asleep",
            "sleep duration",
        ),
    ),
    _night(
        "awake_min",
        "minutes awake in the night",
        Kind.MINUTES,
        "minutes awake",
        "time awake",
        "awake min",
        "waso",
    ),
    _night(
        "awakenings",
        "times awake",
        Kind.COUNT,
        "awakenings",
        "times awake",
        "times woken",
        "woke times",
        "wakings",
        "wakes",
    ),
    _night("woke_early_min", "minutes too early", Kind.MINUTES, "too early", "earlier than"),
    _night(
        "out_of_bed_at", "got up", Kind.CLOCK, "out of bed", "got up", "get up", "rise", "rose"
    ),
    _night(
        "tried_to_sleep_at",
        "tried to sleep, lights out",
        Kind.CLOCK,
        "tried",
        "lights out",
        "lights off",
        "light off",
        "sleep time",
        "sleep start",
        "start",
    ),
    _night(
        "in_bed_at",
        "went to bed",
        Kind.CLOCK,
        "into bed",
        "in bed",
        "to bed",
        "bedtime",
        "bed time",
        "bed",
    ),
    _night(
        "final_wake_at",
        "woke for good",
        Kind.CLOCK,
        "final wake",
        "wake up",
        "woke up",
        "wake time",
        "waketime",
        "waking",
        "woke",
        "wake",
        "end",
    ),
    _night("rested", "how rested", Kind.SCALE, "rested", "refreshed", "restored"),
    _night("quality", "how good the night was", Kind.SCALE, "quality", "rating", "score"),
    _night("did_not_sleep", "did not sleep at all", Kind.FLAG, "no sleep"),
    Field("date", "the date", Kind.DATE, sounds=("date", "day", "night of")),
    _load("stress", "stress"),
    _load("anxiety", "anxiety", "worry"),
    _load("fatigue", "fatigue", "tired"),
    Field(
        "sleepiness",
        "sleepy by day",
        Kind.CHOICE,
        "day",
        tuple(choice.value for choice in Sleepiness),
    ),
    Field("nap_min", "minutes napped", Kind.MINUTES, "day", sounds=("nap",)),
    _movement("sleep_starts", "jolts while falling asleep", SleepStarts),
    _movement("sleep_movement", "movement in sleep", SleepMovement),
    _movement("dream_enactment", "acting out dreams", DreamEnactment),
    _movement("leg_urge", "an urge to move the legs", LegUrge),
    _movement("breathing", "breathing in sleep", Breathing),
    Field(
        "awake_movement",
        "movement by day",
        Kind.CHOICE,
        "movement",
        tuple(choice.value for choice in AwakeMovement),
        leaf="awake",
    ),
    Field(
        "notes",
        "for the notes",
        Kind.TEXT,
        "notes",
        sounds=("notes", "note", "comments", "comment", "remarks", "remark"),
    ),
)
BY_NAME = {field.name: field for field in FIELDS}
# The times of a night, in their order.
BEGINNINGS = ("in_bed_at", "tried_to_sleep_at", "fell_asleep_at")
ENDS = ("final_wake_at", "out_of_bed_at")
CLOCKS = (*BEGINNINGS, *ENDS)
# What a device may tell: its night. The notes are the person's in any case.
OF_DEVICES = frozenset(
    {*Device.__struct_fields__, "date", "notes", "fell_asleep_at", "total_sleep_hours"}
    | {"total_sleep_min"}
)
_SIGNS = re.compile(r"[^a-z0-9]+")


def guessed(headings: Iterable[str]) -> dict[str, str]:
    """What columns seem to be by their headings: names of fields by heading.

    No field but the notes is guessed twice; what nothing is known of is left out.
    """
    guesses: dict[str, str] = {}
    for heading in headings:
        plain = f" {_SIGNS.sub(' ', heading.lower()).strip()} "
        for field in FIELDS:
            is_free = field.kind is Kind.TEXT or field.name not in guesses.values()
            named = f" {field.name.replace('_', ' ')} " == plain
            if is_free and (named or any(f" {sound} " in plain for sound in field.sounds)):
                guesses[heading] = field.name
                break
    return guesses
