"""The marks of the movement strip, and the calm words for those who only have sleep starts."""

from collections.abc import Sequence
from datetime import date, timedelta

from coach.core.patterns.counting import History
from coach.core.patterns.facts import Fact
from coach.core.patterns.reading import REPORTS
from coach.core.records import (
    Entry,
    Profile,
    SleepMovement,
    SleepStarts,
)

DISTURBED, NO_BOTHER, NO_MOVEMENT, NOT_ANSWERED = "●", "○", "-", " "
_LOOK_BACK_DAYS = 28

_CALM = (
    "The starts you feel as you fall asleep are ordinary: six or seven people in ten have "
    "them. They are harmless, and they need no counting."
)


def movement_mark(entry: Entry | None) -> str:
    """One night's mark: disturbed sleep, no bother, none, or a blank if not answered."""
    movement = None if entry is None else entry.movement
    if movement is None:
        return NOT_ANSWERED
    starts, kicks = movement.sleep_starts, movement.sleep_movement
    if starts is SleepStarts.DISTURBING or kicks is SleepMovement.WOKE_ME:
        return DISTURBED
    if starts is SleepStarts.UNDISTURBING or kicks is SleepMovement.NOTICED:
        return NO_BOTHER
    if starts is SleepStarts.NONE or kicks is SleepMovement.NONE:
        return NO_MOVEMENT
    return NOT_ANSWERED


def reassurance(entries: Sequence[Entry], profile: Profile | None, day: date) -> str | None:
    """Calm words where undisturbing sleep starts are all that was reported lately."""
    first = day - timedelta(days=_LOOK_BACK_DAYS - 1)
    history = History(entries, profile, first, day)
    window = history.window(_LOOK_BACK_DAYS - 1)
    if not window.count(Fact.HARMLESS_START, _LOOK_BACK_DAYS):
        return None
    if any(window.count(fact, _LOOK_BACK_DAYS) for fact in REPORTS):
        return None
    return _CALM
