"""What an evening carried into the night: caffeine, alcohol, late exercise, a hard day.

The bedtime of an evening is that of the night that followed; on the day assessed that night
is still to come, so the usual bedtime stands in for it. Hence each answer here exists twice:
as seen on that very evening, and as seen afterwards.
"""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

import msgspec

from coach.core.diary import caffeine, sleep
from coach.core.diary import day as days
from coach.core.diary.records import Day, Entry, Profile
from coach.core.patterns.facts import Fact

HIGH_STRESS = 4
SHORT_SLEEP_MIN = 360
MANY_DRINKS = 3.0
NEAR_BED_ALCOHOL = timedelta(hours=3)
NEAR_BED_EXERCISE = timedelta(hours=1)
# After fourteen half-lives less than a ten-thousandth is left.
_HALF_LIVES = 14
_CAFFEINE_LASTS_DAYS = 6


# A moment in hours, and milligrams.
_Dose: TypeAlias = tuple[float, float]


class Habits(msgspec.Struct, frozen=True):
    """What of the profile bears on evenings."""

    bedtime: str
    day_starts_at: str
    half_life_h: float
    caffeine_limit_mg: float

    @classmethod
    def of(cls, profile: Profile | None) -> "Habits":
        """The habits in a profile; usual ones where it is silent."""
        pregnant = profile is not None and profile.pregnant_trimester is not None
        return cls(
            bedtime=(profile and profile.bedtime) or days.DEFAULT_BEDTIME,
            day_starts_at=(profile and profile.day_starts_at) or days.DEFAULT_DAY_START,
            half_life_h=caffeine.half_life_h(profile),
            caffeine_limit_mg=(
                caffeine.DAY_LIMIT_PREGNANT_MG if pregnant else caffeine.DAY_LIMIT_MG
            ),
        )


class Evenings:
    """The evenings of a run of days, one entry or None a day, late ones left out.

    Attributes:
        entries: The entries by their place in the run.
        measures: Of the night that ended on each day, where it answers a rule.
        habits: From the profile.
    """

    def __init__(
        self,
        entries: Sequence[Entry | None],
        measures: Sequence[sleep.Measures | None],
        habits: Habits,
    ) -> None:
        self.entries, self.measures, self.habits = entries, measures, habits
        self._doses: dict[int, tuple[_Dose, ...]] = {}
        hours = _HALF_LIVES * habits.half_life_h
        self._caffeine_days = min(_CAFFEINE_LASTS_DAYS, math.ceil(hours / 24) + 1)

    def drink_facts(self, place: int, *, tonight: bool) -> list[Fact]:
        """What the caffeine and alcohol of a day say; nothing where they were not answered."""
        entry = self.entries[place]
        day = None if entry is None else entry.day
        if entry is None or day is None or (day.caffeine is None and day.alcohol is None):
            return []
        found: list[Fact] = []
        if _caffeine_mg(day) > self.habits.caffeine_limit_mg:
            found.append(Fact.CAFFEINE_HIGH)
        bed = self._bed_after(place, tonight=tonight)
        if day.caffeine is not None and self._caffeine_left(place, bed) > caffeine.LIKELY_MG:
            found.append(Fact.CAFFEINE_LEFT)
        if day.alcohol and self._late_drinks(entry, day, bed) >= MANY_DRINKS:
            found.append(Fact.LATE_ALCOHOL)
        return found

    def is_explained(self, place: int, *, tonight: bool) -> bool:
        """Whether something ordinary explains a disturbed night (an exempting tag apart).

        The day before the night explains it; where that was not answered, the night's own
        date does.
        """
        before = place - 1
        night = self.measures[before] if before >= 0 else None
        slept = None if night is None else night.total_sleep
        if slept is not None and slept < SHORT_SLEEP_MIN:
            return True
        source, bed_known = before, True
        if before < 0 or not self._has_day(before):
            source, bed_known = place, not tonight
        entry = self.entries[source]
        day = None if entry is None else entry.day
        if entry is None or day is None:
            return False
        if (day.stress or 0) >= HIGH_STRESS or _caffeine_mg(day) > caffeine.DAY_LIMIT_MG:
            return True
        bed = self._bed_after(source, tonight=not bed_known)
        if self._is_exercise_late(entry, day, bed):
            return True
        return self._caffeine_left(source, bed) > caffeine.LIKELY_MG

    def _has_day(self, place: int) -> bool:
        entry = self.entries[place]
        return entry is not None and entry.day is not None

    def _bed_after(self, place: int, *, tonight: bool) -> datetime:
        entry = self.entries[place]
        if not tonight and place + 1 < len(self.entries):
            night = self.measures[place + 1]
            known = None if night is None else night.in_bed or night.tried
            if known is not None:
                return known
        if entry is None:
            raise ValueError("an evening without an entry has no bedtime of its own")
        return days.bedtime_after(entry.date, self.habits.bedtime, days.zone(entry.tz))

    def _doses_of(self, place: int) -> tuple[_Dose, ...]:
        known = self._doses.get(place)
        if known is not None:
            return known
        entry = self.entries[place]
        drinks = entry.day.caffeine if entry is not None and entry.day is not None else None
        found: tuple[_Dose, ...] = ()
        if entry is not None and drinks:
            tz, starts = days.zone(entry.tz), self.habits.day_starts_at
            found = tuple(
                (_hours(days.in_day(entry.date, drink.at, starts, tz)), float(drink.mg))
                for drink in drinks
            )
        self._doses[place] = found
        return found

    def _caffeine_left(self, place: int, bed: datetime) -> float:
        # One day further: who goes to bed after the day began may have drunk before it.
        until = min(place + 2, len(self.entries))
        at, half_life, left = _hours(bed), self.habits.half_life_h, 0.0
        for day in range(max(0, place - self._caffeine_days), until):
            for taken, mg in self._doses_of(day):
                if taken <= at:
                    left += caffeine.decayed(mg, at - taken, half_life)
        return left

    def _late_drinks(self, entry: Entry, day: Day, bed: datetime) -> float:
        tz, starts = days.zone(entry.tz), self.habits.day_starts_at
        return sum(
            float(drink.drinks)
            for drink in day.alcohol or ()
            if abs(bed - days.in_day(entry.date, drink.at, starts, tz)) <= NEAR_BED_ALCOHOL
        )

    def _is_exercise_late(self, entry: Entry, day: Day, bed: datetime) -> bool:
        exercise = day.exercise
        if exercise is None or not exercise.vigorous or exercise.ended_at is None:
            return False
        ended = days.in_day(
            entry.date, exercise.ended_at, self.habits.day_starts_at, days.zone(entry.tz)
        )
        return abs(bed - ended) <= NEAR_BED_EXERCISE


def _hours(moment: datetime) -> float:
    return moment.timestamp() / 3600


def _caffeine_mg(day: Day) -> float:
    return sum(float(drink.mg) for drink in day.caffeine or ())
