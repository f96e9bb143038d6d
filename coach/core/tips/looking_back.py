"""What an evening looks back on: the last four weeks of the diary, read answer by answer.

A reader says None where its answers are missing: absent is not "no". Nights that a device
measured, or that are implausible, are left out. "Seven" means the day and the six before it.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from coach.core.diary import caffeine, said, sleep
from coach.core.diary import day as days
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Day, Entry, Movement, Night, Profile

T = TypeVar("T")

WEEK, FORTNIGHT, MONTH = 7, 14, 28

# Gardiner 2023: one cup of coffee should end 8.8 hours before bed.
CUP_BEFORE_BED_H = 8.8

_ENOUGH_FOR_A_MEAN = 3
_ENOUGH_FOR_A_SPREAD = 3
# Drake 2013: a large dose six hours before bed still cost an hour of sleep.
_CLOSE_TO_BED_H = 6.0
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
        by_date = {entry.date: entry for entry in entries if first <= entry.date <= day}
        self._evenings = Evenings(by_date, profile)
        self.day = day
        self.profile = profile or Profile()
        self.entry = self._evenings.entry(day) or Entry(date=day)
        self.today = self.entry.day or Day()
        self.movement = self.entry.movement or Movement()
        held = sleep.is_held_out(self.entry)
        self.night = Night() if held or self.entry.night is None else self.entry.night

    def last(self, length: int = WEEK) -> list[Entry]:
        """The entries of the last days, the latest first; missing days are left out."""
        past = (self._evenings.entry(self.day - timedelta(days=back)) for back in range(length))
        return [entry for entry in past if entry is not None]

    @cached_property
    def nights(self) -> list[Night]:
        """The last seven nights that may be counted, the latest first."""
        return [
            entry.night
            for entry in self.last()
            if entry.night is not None and self._evenings.night(entry.date) is not None
        ]

    @cached_property
    def measures(self) -> list[sleep.Measures]:
        """The measures of the last seven nights that may be counted, the latest first."""
        measured = (self._evenings.night(entry.date) for entry in self.last())
        return [measures for measures in measured if measures is not None]

    def slept_h(self) -> float | None:
        """Hours asleep last night."""
        night = self._evenings.night(self.day)
        return None if night is None or night.total_sleep is None else night.total_sleep / 60

    def mean_sleep_h(self) -> float | None:
        """Mean hours asleep over seven nights."""
        asleep = mean(measures.total_sleep for measures in self.measures)
        return None if asleep is None else asleep / 60

    def hours_to_bed(self, entry: Entry, clock: str) -> float:
        """Hours from a clock time within an entry's day to that day's bedtime."""
        moment = self._evenings.moment(entry.date, clock)
        return days.minutes_between(moment, self._evenings.bedtime(entry.date)) / 60

    def left_mg(self) -> float | None:
        """Milligrams of caffeine left at tonight's bedtime; needs today's drinks answered."""
        answered = self.today.caffeine is not None
        return self._evenings.caffeine_ahead(self.day) if answered else None

    def caffeine_gap_h(self, entry: Entry | None = None) -> float | None:
        """Hours from a day's last caffeine to bed; None where not answered or none."""
        entry = entry or self.entry
        gaps = [
            self.hours_to_bed(entry, drink.at)
            for drink in (entry.day and entry.day.caffeine) or ()
            if drink.mg >= caffeine.COUNTS_FROM_MG
        ]
        return min(gaps) if gaps else None

    def late_caffeine(self, entry: Entry) -> bool | None:
        """Whether a day's last caffeine came less than 8.8 hours before bed."""
        if said.caffeine_mg(entry) is None:
            return None
        gap = self.caffeine_gap_h(entry)
        return gap is not None and gap < CUP_BEFORE_BED_H

    def caffeine_close_to_bed(self, entry: Entry) -> bool | None:
        """Whether a day's last caffeine came less than six hours before bed."""
        if said.caffeine_mg(entry) is None:
            return None
        gap = self.caffeine_gap_h(entry)
        return gap is not None and gap < _CLOSE_TO_BED_H

    def caffeine_drop_pct(self) -> float | None:
        """Per cent by which the last three days lie below the seven before them."""
        recent = [said.caffeine_mg(entry) for entry in self.last(3)]
        before = mean(said.caffeine_mg(entry) for entry in self.last(10)[len(recent) :])
        answered = [mg for mg in recent if mg is not None]
        if not before or not answered:
            return None
        return 100 * (1 - sum(answered) / len(answered) / before)

    def afternoon_dose_mg(self) -> float | None:
        """The strongest single drink between noon and bed today."""
        if self.today.caffeine is None:
            return None
        # Hours to bed order the day's drinks where the clock does not: 00:30 comes late.
        noon = self.hours_to_bed(self.entry, _NOON)
        late = (
            drink.mg
            for drink in self.today.caffeine
            if self.hours_to_bed(self.entry, drink.at) < noon
        )
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
            (self.hours_to_bed(self.entry, drink.at) for drink in drinks if drink.drinks),
            default=None,
        )

    def hard_exercise_gap_h(self) -> float | None:
        """Hours from the end of today's vigorous exercise to bed."""
        gap = self._evenings.exercise_to_bed(self.day, self._evenings.bedtime(self.day))
        return None if gap is None else gap / timedelta(hours=1)

    def sleeps_by_day(self) -> bool | None:
        """Whether the usual bedtime lies outside of the evening and the night."""
        bedtime = self.profile.bedtime
        return None if bedtime is None else days.is_by_day(bedtime)

    def new_medicine(self) -> bool | None:
        """Whether a new or changed medicine was noted in the last four weeks."""
        noted = count(
            self.last(MONTH), lambda entry: entry.day.new_medicine if entry.day else None
        )
        return None if noted is None else noted > 0

    def first_bad(self) -> bool | None:
        """Whether last night was bad and at least five nights in the week before good."""
        last_night = said.bad(self.night)
        if last_night is None:
            return None
        # Last night is the first of the seven, so what is left is the week before it.
        before = [said.bad(night) for night in self.nights[1:]]
        return last_night and before.count(False) >= 5 and True not in before


def hours_to_bed(
    now: datetime, day: date, entry: Entry | None, profile: Profile | None
) -> float:
    """Hours from a moment to the bedtime meant for a day, by the clock on the wall.

    Args:
        now: Local time.
        day: The coach's day.
        entry: The day's own, which may name a bedtime for the coming sleep.
        profile: For the usual bedtime; without one it is 23:00.
    """
    meant = entry.day.bedtime if entry and entry.day else None
    clock = meant or (profile and profile.bedtime) or days.DEFAULT_BEDTIME
    wall = now.replace(tzinfo=UTC)
    return days.minutes_between(wall, days.bedtime_after(day, clock)) / 60


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what was answered, or None for fewer than three answers."""
    answered = [value for value in values if value is not None]
    if len(answered) < _ENOUGH_FOR_A_MEAN:
        return None
    return sum(answered) / len(answered)


def count(items: Iterable[T], reading: Callable[[T], bool | None]) -> int | None:
    """Of how many a reading is true, or None where not one of them was answered."""
    answers = [answer for item in items if (answer := reading(item)) is not None]
    return sum(answers) if answers else None


def spread(clocks: Iterable[str | None]) -> int | None:
    """Minutes from the earliest to the latest of some clock times.

    The widest gap around the clock is left out, so that 23:50 and 00:10 lie twenty minutes
    apart. None for fewer than three times.
    """
    minutes = sorted(days.minutes_of(clock) for clock in clocks if clock is not None)
    if len(minutes) < _ENOUGH_FOR_A_SPREAD:
        return None
    over_midnight = minutes[0] + 24 * 60 - minutes[-1]
    gaps = [later - earlier for earlier, later in pairwise(minutes)]
    return 24 * 60 - max(*gaps, over_midnight)
