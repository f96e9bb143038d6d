"""The three answers by name that fill more than one question, and what each leaves alone.

*An ordinary night* takes the night's usual times and says that nothing moved in it; how
rested, movement while awake, what a standing banner counts and what was reported of late are
still asked. *Nothing to report* and, after a first yes, *nothing else* say no to what is still
empty on the movement page. None touches an answer that was given, a warning sign, or movement
while awake on a day on which one was noted.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from coach.core.diary import said
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    LegUrge,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import Entry
from coach.core.diary.sleep import is_held_out

_ENOUGH_NIGHTS = 5
_LATELY = timedelta(days=7)

STARTS, ASLEEP = "movement.sleep_starts", "movement.sleep_movement"
DREAMS, LEGS = "movement.dream_enactment", "movement.leg_urge"
BREATHING, AWAKE = "movement.breathing", "movement.awake"

# What is said to each where there was nothing.
NOTHING: dict[str, object] = {
    STARTS: SleepStarts.NONE,
    ASLEEP: SleepMovement.NONE,
    DREAMS: DreamEnactment.NONE,
    LEGS: LegUrge.NONE,
    BREATHING: Breathing.NONE,
    AWAKE: AwakeMovement.NONE,
}
# The movement of the night that each rule counts.
_COUNTED: dict[str, frozenset[str]] = {
    "R01": frozenset({STARTS, ASLEEP}),
    "R04": frozenset({STARTS, ASLEEP}),
    "R06": frozenset({ASLEEP}),
    "R07": frozenset({LEGS}),
    "R08": frozenset({DREAMS}),
    "R09": frozenset({ASLEEP, DREAMS}),
    "R10": frozenset({BREATHING}),
    "R15": frozenset({STARTS, ASLEEP, DREAMS, LEGS}),
    "R16": frozenset({STARTS, ASLEEP}),
    "R18": frozenset({STARTS, ASLEEP, LEGS, BREATHING}),
}
_SAID = {
    STARTS: said.started,
    ASLEEP: said.kicked,
    DREAMS: said.acted_out,
    LEGS: said.urged,
    BREATHING: said.breathed_loudly,
}


def enough_nights(before: Iterable[Entry]) -> bool:
    """Whether enough nights were answered to know what an ordinary one is."""
    nights = (entry for entry in before if entry.night is not None and not is_held_out(entry))
    return sum(1 for _ in nights) >= _ENOUGH_NIGHTS


def asked_anyway(before: Iterable[Entry], day: date, standing: Iterable[str]) -> frozenset[str]:
    """The fields that an ordinary night leaves to be asked.

    Args:
        before: The entries of the days before.
        day: The day that is answered.
        standing: The rules whose banner stands.
    """
    counted = [_COUNTED.get(rule, frozenset()) for rule in standing]
    lately = [entry for entry in before if day - _LATELY <= entry.date < day]
    # To whoever moved in this week, it is not ordinary that nothing moves.
    reported = {
        field for field, reads in _SAID.items() if any(reads(entry) for entry in lately)
    }
    return frozenset({AWAKE, *reported}.union(*counted))
