"""What an entry says: yes, no, or nothing at all, each fact read here and nowhere else.

A reading is True, False, or None where nobody answered or nobody could observe: neither of
the two ever counts as "no". Moments are read by the clock on the wall where an entry names
no zone.
"""

from collections.abc import Container
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final, TypeVar

from coach.core.diary import day as days
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Context,
    DreamEnactment,
    EventKind,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import Day, Entry, Movement, Night, Partner

T = TypeVar("T")
Answer = TypeVar("Answer", bound=StrEnum)

# A day first answered later than this after its end is told from memory.
LATE_AFTER: Final = timedelta(hours=48)
# Minutes awake, while falling asleep or later, that a good night does not pass.
LONG_AWAKE_MIN: Final = 30
HIGH_STRESS: Final = 4

_NO, _NOT_OBSERVED = "none", "unknown"
_NO_NIGHT, _NO_MOVEMENT, _NO_PARTNER, _NO_DAY = Night(), Movement(), Partner(), Day()
# Logged by the way, the moment they are taken; whether a medicine is new is asked beside it.
_LOGGED = frozenset({"caffeine", "alcohol", "medicines", "new_medicine"})
_BESIDE_LOGGED = tuple(name for name in Day.__struct_fields__ if name not in _LOGGED)
# How grave an answer is where two were given; those of one question follow its own order.
_GRAVITY = {_NOT_OBSERVED: 0, _NO: 1} | {
    answer.value: 2 + place
    for kind in (SleepMovement, DreamEnactment, Breathing, AwakeMovement)
    for place, answer in enumerate(
        answer for answer in kind if answer.value not in {_NO, _NOT_OBSERVED}
    )
}
_EVENTS = {EventKind.JERK: AwakeMovement.JERK, EventKind.FLICKER: AwakeMovement.FLICKER}


class Mark(StrEnum):
    """What one night's movement comes to, as one sign."""

    DISTURBED = "●"
    NOTICED = "○"
    NONE = "-"
    NOT_OBSERVED = "?"
    NOT_ANSWERED = " "

    @property
    def words(self) -> str:
        """The sign in words, for legends and screen readers."""
        return _MARK_WORDS[self]


_MARK_WORDS = {
    Mark.DISTURBED: "disturbed sleep",
    Mark.NOTICED: "no bother",
    Mark.NONE: "none",
    Mark.NOT_OBSERVED: "not observed",
    Mark.NOT_ANSWERED: "not answered",
}


def mark_of(entry: Entry | None) -> Mark:
    """The sign for an entry's sleep starts and movement in sleep.

    One answer that says so makes the night disturbed; ``unknown`` is neither yes nor no.
    """
    if entry is None or (entry.movement is None and entry.partner is None):
        return Mark.NOT_ANSWERED
    starts = (entry.movement or _NO_MOVEMENT).sleep_starts
    asleep = sleep_movement(entry)
    if starts is SleepStarts.DISTURBING or asleep is SleepMovement.WOKE_ME:
        return Mark.DISTURBED
    if starts is SleepStarts.UNDISTURBING or asleep is SleepMovement.NOTICED:
        return Mark.NOTICED
    if starts is SleepStarts.NONE or asleep is SleepMovement.NONE:
        return Mark.NONE
    return Mark.NOT_OBSERVED if asleep is SleepMovement.UNKNOWN else Mark.NOT_ANSWERED


def graver(one: Answer | None, other: Answer | None) -> Answer | None:
    """The graver of two answers to one question: absent, unknown, none, then the rest."""
    if one is None or other is None:
        return other if one is None else one
    return other if _GRAVITY[other] > _GRAVITY[one] else one


def sleep_movement(entry: Entry) -> SleepMovement | None:
    """Kicks or jerks during sleep, as the person or the bed partner tells."""
    own = (entry.movement or _NO_MOVEMENT).sleep_movement
    return own if entry.partner is None else graver(own, entry.partner.sleep_movement)


def dream_enactment(entry: Entry) -> DreamEnactment | None:
    """Acting out dreams, as the person or the bed partner tells."""
    own = (entry.movement or _NO_MOVEMENT).dream_enactment
    return own if entry.partner is None else graver(own, entry.partner.dream_enactment)


def breathing(entry: Entry) -> Breathing | None:
    """Breathing in sleep, as the person or the bed partner tells."""
    own = (entry.movement or _NO_MOVEMENT).breathing
    return own if entry.partner is None else graver(own, entry.partner.breathing)


def awake_movement(entry: Entry) -> AwakeMovement | None:
    """Involuntary movement by day, as answered or as noted the moment it happened."""
    answer = (entry.movement or _NO_MOVEMENT).awake
    for event in entry.events or ():
        answer = graver(answer, _EVENTS.get(event.kind))
    return answer


def yes(answer: StrEnum | None) -> bool | None:
    """Whether an answer chosen from a list says more than "none"."""
    return None if answer is None or answer == _NOT_OBSERVED else answer != _NO


def over(value: float | None, limit: float) -> bool | None:
    """Whether a value lies over a limit, None where it is missing."""
    return None if value is None else value > limit


def under(value: float | None, limit: float) -> bool | None:
    """Whether a value lies under a limit, None where it is missing."""
    return None if value is None else value < limit


def has(values: Container[T] | None, wanted: T) -> bool | None:
    """Whether one of several was chosen, None where the question was not answered."""
    return None if values is None else wanted in values


def disturbed(entry: Entry | None) -> bool | None:
    """Whether movement kept the person from sleep or woke them."""
    mark = mark_of(entry)
    unseen = mark is Mark.NOT_ANSWERED or mark is Mark.NOT_OBSERVED
    return None if unseen else mark is Mark.DISTURBED


def started(entry: Entry) -> bool | None:
    """Whether there was a sleep start, bothering or not."""
    return yes((entry.movement or _NO_MOVEMENT).sleep_starts)


def kicked(entry: Entry) -> bool | None:
    """Whether there were kicks or jerks during sleep."""
    return yes(sleep_movement(entry))


def acted_out(entry: Entry) -> bool | None:
    """Whether a dream was acted out."""
    return yes(dream_enactment(entry))


def urged(entry: Entry) -> bool | None:
    """Whether there was an urge to move the legs."""
    return yes((entry.movement or _NO_MOVEMENT).leg_urge)


def breathed_loudly(entry: Entry) -> bool | None:
    """Whether somebody heard snoring or pauses."""
    return yes(breathing(entry))


def twitched(entry: Entry) -> bool | None:
    """Whether there was a small twitch or a jerk by day."""
    return yes(awake_movement(entry))


def moved(entry: Entry) -> bool | None:
    """Whether there was any involuntary movement, by night or by day."""
    answers = {started(entry), kicked(entry), twitched(entry)}
    return True if True in answers else False if False in answers else None


def bad(night: Night) -> bool | None:
    """Whether a night had a long latency, long wakefulness, too early an end, or no sleep."""
    if night.did_not_sleep:
        return True
    latency, awake = night.sleep_latency_min, night.awake_min
    if (
        (latency or 0) > LONG_AWAKE_MIN
        or (awake or 0) > LONG_AWAKE_MIN
        or (night.woke_early_min or 0) >= LONG_AWAKE_MIN
    ):
        return True
    return None if latency is None or awake is None else False


def woke_too_early(night: Night) -> bool | None:
    """Whether a night ended at least half an hour before the person wanted it to."""
    return None if night.woke_early_min is None else night.woke_early_min >= LONG_AWAKE_MIN


def sleepy(entry: Entry) -> bool | None:
    """Whether the day was a sleepy one, or the person dozed off."""
    return yes((entry.day or _NO_DAY).sleepiness)


def stressed(entry: Entry) -> bool | None:
    """Whether stress was high: 4 or 5 of 5."""
    stress = (entry.day or _NO_DAY).stress
    return None if stress is None else stress >= HIGH_STRESS


def anxious(entry: Entry) -> bool | None:
    """Whether anxiety was high: 4 or 5 of 5."""
    anxiety = (entry.day or _NO_DAY).anxiety
    return None if anxiety is None else anxiety >= HIGH_STRESS


def worn_out(entry: Entry) -> bool | None:
    """Whether fatigue was high: 4 or 5 of 5."""
    fatigue = (entry.day or _NO_DAY).fatigue
    return None if fatigue is None else fatigue >= HIGH_STRESS


def on_shift(entry: Entry) -> bool | None:
    """Whether the day has the tag of a shift."""
    return has((entry.day or _NO_DAY).context, Context.SHIFT)


def own_answer(entry: Entry, question: str) -> bool | None:
    """The answer to one of the person's own questions, by its name."""
    return ((entry.day or _NO_DAY).own or {}).get(question)


def caffeine_mg(entry: Entry | None) -> float | None:
    """A day's milligrams of caffeine."""
    drinks = entry.day.caffeine if entry and entry.day else None
    return None if drinks is None else sum(drink.mg for drink in drinks)


def alcohol_drinks(entry: Entry | None) -> float | None:
    """A day's alcohol in standard drinks."""
    drinks = entry.day.alcohol if entry and entry.day else None
    return None if drinks is None else sum(drink.drinks for drink in drinks)


def idle(entry: Entry) -> bool | None:
    """Whether a day went by without exercise."""
    exercise = (entry.day or _NO_DAY).exercise
    return None if exercise is None or exercise.min is None else exercise.min == 0


def exercised_hard(entry: Entry) -> bool | None:
    """Whether there was vigorous exercise; none at all is not vigorous either."""
    exercise = (entry.day or _NO_DAY).exercise
    if exercise is None:
        return None
    return False if exercise.min == 0 else exercise.vigorous


def wound_down(entry: Entry) -> bool | None:
    """Whether there was a wind-down."""
    practices = (entry.day or _NO_DAY).relaxation
    return None if practices is None else bool(practices)


def has_note(entry: Entry) -> bool:
    """Whether something other than blanks stands in the notes."""
    return bool(entry.notes and entry.notes.strip())


def answers_last_night(entry: Entry) -> bool:
    """Whether an entry has the morning's half: the night, or movement."""
    return entry.night is not None or entry.movement is not None


def answers_the_day(entry: Entry) -> bool:
    """Whether an entry holds an answer of the day that is no drink and no medicine."""
    day = entry.day
    return day is not None and any(getattr(day, name) is not None for name in _BESIDE_LOGGED)


def answers_more_than_drinks(entry: Entry) -> bool:
    """Whether an entry holds an answer that is no drink, medicine, event or device's number.

    Those are noted as they come, from the shell or from a file too, so that they alone do not
    make a day answered.
    """
    return (
        entry.night not in (None, _NO_NIGHT)
        or entry.movement not in (None, _NO_MOVEMENT)
        or entry.partner not in (None, _NO_PARTNER)
        or entry.notes is not None
        or answers_the_day(entry)
    )


def is_late(
    day: date,
    moment: datetime,
    day_starts_at: str = days.DEFAULT_DAY_START,
    tz: tzinfo | None = None,
) -> bool:
    """Whether a day answered first at a moment is more than 48 hours late.

    Args:
        day: The coach's day.
        moment: When it is answered; local time where there is no zone.
        day_starts_at: When a day ends and the next begins, ``HH:MM``.
        tz: Where the day was, or None for the clock on the wall.
    """
    if tz is None:
        moment = moment.replace(tzinfo=UTC)
    return moment - days.day_ends(day, day_starts_at, tz) > LATE_AFTER


def is_recalled(entry: Entry, day_starts_at: str = days.DEFAULT_DAY_START) -> bool:
    """Whether the day was first answered more than 48 hours after it had ended.

    Args:
        entry: The day.
        day_starts_at: When the day began where it does not say so itself.
    """
    first = entry.first_recorded_at
    if first is None:
        return False
    starts = entry.day_starts_at or day_starts_at
    return is_late(entry.date, first, starts, days.zone(entry.tz))
