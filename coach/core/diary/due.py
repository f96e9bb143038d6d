"""Which half of a day's check-in waits, and from what time on it is asked for."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from coach.core.diary import day as days
from coach.core.diary import said, sleep
from coach.core.diary.records import Entry, Night, Profile

DEFAULT_REMIND_AT = "18:00"
DEFAULT_RISE = "07:00"

# So many of the newest entries tell what is usual; fewer nights than three tell nothing.
NEWEST = 14
_ENOUGH = 3
_DAY = 24 * 60
_NOON = 12 * 60


class Half(StrEnum):
    """A half of the check-in, answered by itself."""

    EVENING = "evening"
    NIGHT = "night"


def is_answered(half: Half, entry: Entry | None) -> bool:
    """Whether a day's entry answers that half; what is logged by the way answers neither."""
    if entry is None:
        return False
    answers = said.answers_the_day if half is Half.EVENING else said.answers_last_night
    return answers(entry)


def asked_from(half: Half, profile: Profile | None, newest: Iterable[Entry]) -> str:
    """The time of the coach's day from which a half is asked for, ``HH:MM``.

    Args:
        half: Which; the evening has its time in the profile.
        profile: The profile, if there is one.
        newest: The last `NEWEST` entries; the usual rising time, from which the night is
            asked for, is read from them.
    """
    if half is Half.EVENING:
        return (profile and profile.remind_at) or DEFAULT_REMIND_AT
    start = days.minutes_of(days.usual_start(profile))
    rise = days.minutes_of(_usual_rise(newest))
    # Who rises before the coach's day begins is asked once it has.
    early = (start - rise) % _DAY < _DAY // 4
    return days.clock_of(start if early else rise)


def begins_otherwise(entry: Entry, profile: Profile | None) -> bool:
    """Whether an entry moves the beginning of its own day, or of the next one."""
    meant = entry.day.bedtime if entry.day else None
    return meant is not None or entry.day_starts_at not in (None, days.usual_start(profile))


def has_come(clock: str, now: datetime, starts: str) -> bool:
    """Whether a time of the coach's day has been reached; 00:40 is late, not early.

    Args:
        clock: The time, ``HH:MM``.
        now: Local time.
        starts: When the coach's day begins, ``HH:MM``.
    """
    start = days.minutes_of(starts)
    passed = (now.hour * 60 + now.minute - start) % _DAY
    return passed >= (days.minutes_of(clock) - start) % _DAY


def _usual_rise(newest: Iterable[Entry]) -> str:
    """The middle one of the rising times; one that was really told."""
    nights = [entry.night or Night() for entry in newest if not sleep.is_held_out(entry)]
    risen = [night.out_of_bed_at or night.final_wake_at for night in nights]
    passed = [(days.minutes_of(clock) - _NOON) % _DAY for clock in risen if clock]
    if len(passed) < _ENOUGH:
        return DEFAULT_RISE
    return days.clock_of(sorted(passed)[(len(passed) - 1) // 2] + _NOON)
