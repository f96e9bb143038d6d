"""What an evening looks back on: the last four weeks of the diary, read answer by answer.

A reader says None where its answers are missing: absent is not "no". Nights that a device
measured, or that are implausible, are left out. "Seven" means the day and the six before it.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from coach.core.diary import caffeine, sleep
from coach.core.diary import day as days
from coach.core.diary.records import (
    AwakeMovement,
    Breathing,
    Day,
    DreamEnactment,
    Entry,
    LegUrge,
    Movement,
    Night,
    Profile,
    SleepMovement,
    SleepStarts,
)

T = TypeVar("T")

WEEK, FORTNIGHT, MONTH = 7, 14, 28

_ENOUGH_FOR_A_MEAN = 3
_ENOUGH_FOR_A_SPREAD = 4
# A cup this weak (decaf, cocoa) neither keeps anyone awake nor counts as the last one.
_WORTH_COUNTING_MG = 10
# Gardiner 2023: one cup of coffee should end 8.8 hours before bed.
_CUP_BEFORE_BED_H = 8.8
_COFFEE_OR_TEA = ("coffee", "espresso", "tea", "latte", "cappuccino", "matcha")
_NOON = "12:00"


class Evening:
    """The part of the diary that tonight's facts look back on.

    Attributes:
        day: The coach's day whose evening it is.
        profile: The profile, empty where there is none.
        entry: The day's own entry, empty where there is none.
        today: What was said of the day.
        movement: What was said of movement last night and today.
        night: Last night; empty where it is held out.
    """

    def __init__(self, entries: Iterable[Entry], profile: Profile | None, day: date) -> None:
        first = day - timedelta(days=MONTH)
        self._by_date = {entry.date: entry for entry in entries if first <= entry.date <= day}
        self.day = day
        self.profile = profile or Profile()
        self.entry = self._by_date.get(day) or Entry(date=day)
        self.today = self.entry.day or Day()
        self.movement = self.entry.movement or Movement()
        held = sleep.is_held_out(self.entry)
        self.night = Night() if held or self.entry.night is None else self.entry.night

    def last(self, length: int = WEEK) -> list[Entry]:
        """The entries of the last days, the latest first; missing days are left out."""
        dates = (self.day - timedelta(days=back) for back in range(length))
        return [self._by_date[one] for one in dates if one in self._by_date]

    @cached_property
    def nights(self) -> list[Night]:
        """The last seven nights that may be counted, the latest first."""
        return [entry.night for entry in self._counted if entry.night is not None]

    @cached_property
    def measures(self) -> list[sleep.Measures]:
        """The measures of the last seven nights that may be counted, the latest first."""
        return [sleep.measure(entry) for entry in self._counted]

    @cached_property
    def _counted(self) -> list[Entry]:
        return [
            entry
            for entry in self.last()
            if entry.night is not None and not sleep.is_held_out(entry)
        ]

    def slept_h(self) -> float | None:
        """Hours asleep last night."""
        asleep = sleep.total_sleep(Entry(date=self.day, tz=self.entry.tz, night=self.night))
        return None if asleep is None else asleep / 60

    def mean_sleep_h(self) -> float | None:
        """Mean hours asleep over seven nights."""
        asleep = mean(measures.total_sleep for measures in self.measures)
        return None if asleep is None else asleep / 60

    def bedtime(self, day: date) -> datetime:
        """The end of a day: tonight the usual bedtime, before that the one answered."""
        usual = self.profile.bedtime or days.DEFAULT_BEDTIME
        after = self._by_date.get(day + timedelta(days=1))
        if after is not None:
            return sleep.bedtime(after, usual)
        entry = self._by_date.get(day)
        return days.bedtime_after(day, usual, days.zone(entry.tz if entry else None))

    def hours_to_bed(self, entry: Entry, clock: str) -> float:
        """Hours from a clock time within an entry's day to that day's bedtime."""
        starts = self.profile.day_starts_at or days.DEFAULT_DAY_START
        moment = days.in_day(entry.date, clock, starts, days.zone(entry.tz))
        return days.minutes_between(moment, self.bedtime(entry.date)) / 60

    def left_mg(self) -> float | None:
        """Milligrams of caffeine left at tonight's bedtime; needs today's drinks answered."""
        if self.today.caffeine is None:
            return None
        bed = self.bedtime(self.day)
        taken = caffeine.doses(self.last(), bed, self.profile)
        return caffeine.left(taken, bed, caffeine.half_life_h(self.profile))

    def caffeine_gap_h(self, entry: Entry | None = None) -> float | None:
        """Hours from a day's last caffeine to bed; None where not answered or none."""
        entry = entry or self.entry
        gaps = [
            self.hours_to_bed(entry, drink.at)
            for drink in (entry.day and entry.day.caffeine) or ()
            if drink.mg >= _WORTH_COUNTING_MG
        ]
        return min(gaps) if gaps else None

    def late_caffeine(self, entry: Entry) -> bool | None:
        """Whether a day's last caffeine came less than 8.8 hours before bed."""
        if entry.day is None or entry.day.caffeine is None:
            return None
        gap = self.caffeine_gap_h(entry)
        return gap is not None and gap < _CUP_BEFORE_BED_H

    def caffeine_drop_pct(self) -> float | None:
        """Per cent by which the last three days lie below the seven before them."""
        recent = [caffeine_mg(entry) for entry in self.last(3)]
        before = mean(caffeine_mg(entry) for entry in self.last(10)[len(recent) :])
        answered = [mg for mg in recent if mg is not None]
        if not before or not answered:
            return None
        return 100 * (1 - sum(answered) / len(answered) / before)

    def afternoon_dose_mg(self) -> float | None:
        """The strongest single drink between noon and bed today."""
        if self.today.caffeine is None:
            return None
        noon = self.hours_to_bed(self.entry, _NOON)
        late = (d.mg for d in self.today.caffeine if self.hours_to_bed(self.entry, d.at) < noon)
        return max(late, default=0)

    def coffee_or_tea(self) -> bool | None:
        """Whether one of today's drinks is called coffee or tea."""
        if not self.today.caffeine:
            return None
        names = [drink.drink for drink in self.today.caffeine]
        if any(name and any(w in name.casefold() for w in _COFFEE_OR_TEA) for name in names):
            return True
        return None if None in names else False

    def alcohol_gap_h(self) -> float | None:
        """Hours from today's last alcoholic drink to bed; None where not answered or none."""
        drinks = self.today.alcohol or ()
        return min(
            (self.hours_to_bed(self.entry, d.at) for d in drinks if d.drinks), default=None
        )

    def hard_exercise_gap_h(self) -> float | None:
        """Hours from the end of today's vigorous exercise to bed."""
        exercise = self.today.exercise
        if exercise is None or not exercise.vigorous or exercise.ended_at is None:
            return None
        return self.hours_to_bed(self.entry, exercise.ended_at)

    def sleep_start(self) -> bool | None:
        """Whether there was a sleep start last night, bothering or not."""
        answer = self.movement.sleep_starts
        return None if answer is None else answer is not SleepStarts.NONE

    def new_medicine(self) -> bool | None:
        """Whether a new or changed medicine was noted in the last four weeks."""
        noted = count(
            self.last(MONTH), lambda entry: entry.day.new_medicine if entry.day else None
        )
        return None if noted is None else noted > 0

    def first_bad(self) -> bool | None:
        """Whether last night was bad and at least five nights in the week before good."""
        if bad(self.night) is None:
            return None
        before = [bad(night) for night in self.nights[1:]]
        return bad(self.night) is True and before.count(False) >= 5 and True not in before


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what was answered, or None for fewer than three answers."""
    answered = [value for value in values if value is not None]
    if len(answered) < _ENOUGH_FOR_A_MEAN:
        return None
    return sum(answered) / len(answered)


def count(items: Iterable[T], flagged: Callable[[T], bool | None]) -> int | None:
    """How many are flagged, or None where not one of them was answered."""
    answers = [answer for item in items if (answer := flagged(item)) is not None]
    return sum(answers) if answers else None


def over(value: float | None, limit: float) -> bool | None:
    """Whether a value lies over a limit, None where it is missing."""
    return None if value is None else value > limit


def under(value: float | None, limit: float) -> bool | None:
    """Whether a value lies under a limit, None where it is missing."""
    return None if value is None else value < limit


def has(values: tuple[T, ...] | None, wanted: T) -> bool | None:
    """Whether one of several was chosen, None where the question was not answered."""
    return None if values is None else wanted in values


def caffeine_mg(entry: Entry) -> float | None:
    """A day's milligrams of caffeine."""
    drinks = entry.day.caffeine if entry.day else None
    return None if drinks is None else sum(drink.mg for drink in drinks)


def alcohol_drinks(entry: Entry) -> float | None:
    """A day's alcohol in standard drinks."""
    drinks = entry.day.alcohol if entry.day else None
    return None if drinks is None else sum(drink.drinks for drink in drinks)


def idle(entry: Entry) -> bool | None:
    """Whether a day went by without exercise."""
    exercise = entry.day.exercise if entry.day else None
    return None if exercise is None or exercise.min is None else exercise.min == 0


def disturbed(entry: Entry) -> bool | None:
    """Whether movement kept the person from sleep or woke them."""
    movement = entry.movement or Movement()
    answers = {movement.sleep_starts, movement.sleep_movement}
    if SleepStarts.DISTURBING in answers or SleepMovement.WOKE_ME in answers:
        return True
    return False if answers - {None, SleepMovement.UNKNOWN} else None


def moved(movement: Movement) -> bool | None:
    """Whether there was any involuntary movement, by night or by day."""
    answers = (movement.sleep_starts, movement.sleep_movement, movement.awake)
    known = [one for one in answers if one is not None and one != SleepMovement.UNKNOWN]
    return any(one != "none" for one in known) if known else None


def kicked(entry: Entry) -> bool | None:
    """Whether there were kicks or jerks during sleep."""
    answer = entry.movement.sleep_movement if entry.movement else None
    unknown = answer is None or answer is SleepMovement.UNKNOWN
    return None if unknown else answer is not SleepMovement.NONE


def acted_out(entry: Entry) -> bool | None:
    """Whether a dream was acted out."""
    answer = entry.movement.dream_enactment if entry.movement else None
    unknown = answer is None or answer is DreamEnactment.UNKNOWN
    return None if unknown else answer is not DreamEnactment.NONE


def urged(entry: Entry) -> bool | None:
    """Whether there was an urge to move the legs."""
    answer = entry.movement.leg_urge if entry.movement else None
    return None if answer is None else answer is not LegUrge.NONE


def twitched(entry: Entry) -> bool | None:
    """Whether there was a small twitch or a jerk by day."""
    answer = entry.movement.awake if entry.movement else None
    return None if answer is None else answer is not AwakeMovement.NONE


def wound_down(entry: Entry) -> bool | None:
    """Whether there was a wind-down."""
    done = entry.day.relaxation if entry.day else None
    return None if done is None else bool(done)


def breathed_loudly(entry: Entry) -> bool | None:
    """Whether somebody heard snoring or pauses."""
    answer = entry.movement.breathing if entry.movement else None
    unknown = answer is None or answer is Breathing.UNKNOWN
    return None if unknown else answer is not Breathing.NONE


def bad(night: Night) -> bool | None:
    """Whether a night had a long latency, long wakefulness or too early an end."""
    latency, awake = over(night.sleep_latency_min, 30), over(night.awake_min, 30)
    if latency or awake or over(night.woke_early_min, 29):
        return True
    return None if latency is None or awake is None else False


def spread(clocks: Iterable[str | None]) -> int | None:
    """Minutes from the earliest to the latest of some clock times.

    The widest gap around the clock is left out, so that 23:50 and 00:10 lie twenty minutes
    apart. None for fewer than four times.
    """
    minutes = sorted(days.minutes_of(clock) for clock in clocks if clock is not None)
    if len(minutes) < _ENOUGH_FOR_A_SPREAD:
        return None
    over_midnight = minutes[0] + 24 * 60 - minutes[-1]
    gaps = [later - earlier for earlier, later in pairwise(minutes)]
    return 24 * 60 - max(*gaps, over_midnight)
