"""What a night came after: when it began, and what the day before carried into it.

The only reckoning of it. An evening is named by its day; the night that follows has the next
day's date. While that night is still to come, the usual bedtime stands in for its own, so
what depends on bedtime takes one as an argument: `Evenings.usual_bedtime` for an evening as
it stands, `Evenings.bedtime` for one that is over.
"""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final, TypeAlias

from coach.core.diary import caffeine, sleep
from coach.core.diary import day as days
from coach.core.diary.records import Entry, Profile

SHORT_SLEEP_MIN: Final = 360

_DAY = timedelta(days=1)
# The days whose drinks are reckoned at a bedtime, the latest first. It begins one day after the
# evening's, the night's own date: who goes to bed after that day began may have drunk on it.
_RECKONED = tuple(timedelta(days=later) for later in (1, 0, -1, -2))
# What is drawn follows a drink until nothing of it is left.
_REACH = tuple(timedelta(days=later) for later in range(1, -caffeine.LOOK_BACK.days - 1, -1))

# Drinks as seconds of the epoch and milligrams, since ten years ask for them often.
_Taken: TypeAlias = tuple[tuple[float, float], ...]


class Evenings:
    """The evenings of a diary.

    A night is measured once and a drink placed in time once, however many ask for them.

    Attributes:
        by_date: Entries by date; it may grow, but an entry in it must not change.
        profile: For bedtime, start of the day and half-life.
        day_starts_at: When a day begins that does not say so itself, ``HH:MM``.
        usual_clock: The usual bedtime, ``HH:MM``.
        half_life_h: Hours in which half of the caffeine is gone.
    """

    def __init__(self, by_date: Mapping[date, Entry], profile: Profile | None) -> None:
        self.by_date = by_date
        self.profile = profile
        self.day_starts_at = days.unsaid_start(profile)
        self.usual_clock = (profile and profile.bedtime) or days.DEFAULT_BEDTIME
        self.half_life_h = caffeine.half_life_h(profile)
        self._nights: dict[date, sleep.Measures | None] = {}
        self._taken_on: dict[date, _Taken] = {}

    def entry(self, day: date) -> Entry | None:
        """The entry of a day."""
        return self.by_date.get(day)

    def night(self, day: date) -> sleep.Measures | None:
        """The measures of the night that ended on a day; None where it is held out."""
        if day not in self._nights:
            entry = self.by_date.get(day)
            if entry is None:
                return None
            self._nights[day] = sleep.counted(entry)
        return self._nights[day]

    def slept_short(self, day: date) -> bool | None:
        """Whether the night that ended on a day brought less than six hours of sleep."""
        night = self.night(day)
        slept = None if night is None else night.total_sleep
        return None if slept is None else slept < SHORT_SLEEP_MIN

    def meant_clock(self, day: date) -> str | None:
        """The bedtime meant for the end of a day, or None where that is the usual one."""
        entry = self.by_date.get(day)
        return None if entry is None or entry.day is None else entry.day.bedtime

    def usual_bedtime(self, day: date) -> datetime:
        """The bedtime meant for the end of a day, else the usual one, where the day was."""
        clock = self.meant_clock(day) or self.usual_clock
        return days.bedtime_after(day, clock, self._zone(day))

    def known_bedtime(self, day: date) -> datetime | None:
        """Going to bed after a day, or else trying to sleep, as the morning answered it."""
        night = self.night(day + _DAY)
        return None if night is None else night.in_bed or night.tried

    def bedtime(self, day: date) -> datetime:
        """When the night after a day began, by the usual bedtime where that is not known.

        The usual bedtime is then told by the clock of the morning, if that has an entry: it is
        the night's own clock.
        """
        known = self.known_bedtime(day)
        if known is not None:
            return known
        if self.meant_clock(day) is not None:
            return self.usual_bedtime(day)
        morning = day + _DAY
        tz = self._zone(morning if morning in self.by_date else day)
        return days.bedtime_after(day, self.usual_clock, tz)

    def moment(self, day: date, clock: str) -> datetime:
        """The moment at which the clock showed a time within a day."""
        return days.in_day(day, clock, self._starts(day), self._zone(day))

    def caffeine_left(self, day: date, bed: datetime, *, to_come: bool = False) -> float:
        """Milligrams left at a bedtime after a day, what earlier days left included.

        Args:
            day: The evening's day.
            bed: The bedtime.
            to_come: Whether the night is still to come: nothing of its own date is known yet.
        """
        at, left, half_life = bed.timestamp(), 0.0, self.half_life_h
        for later in _RECKONED[1:] if to_come else _RECKONED:
            that_day = day + later
            for taken, mg in self._taken_on.get(that_day) or self._taken(that_day):
                if taken <= at:
                    left += caffeine.decayed(mg, (at - taken) / 3600, half_life)
        return left

    def doses_ahead(self, day: date) -> tuple[caffeine.Dose, ...]:
        """The doses that can still matter at the usual bedtime after a day."""
        bed = self.usual_bedtime(day)
        earliest, at = (bed - caffeine.LOOK_BACK).timestamp(), bed.timestamp()
        return tuple(
            caffeine.Dose(datetime.fromtimestamp(taken, UTC), mg)
            for later in _REACH
            for taken, mg in self._taken(day + later)
            if earliest <= taken <= at
        )

    def caffeine_ahead(self, day: date) -> float:
        """Milligrams that will be left at the usual bedtime after a day."""
        return caffeine.left(self.doses_ahead(day), self.usual_bedtime(day), self.half_life_h)

    def mg_after_bedtime(self, day: date) -> float:
        """Milligrams a day brought after the usual bedtime: nothing of them was left then."""
        bed = self.usual_bedtime(day).timestamp()
        return math.fsum(mg for taken, mg in self._taken(day) if taken > bed)

    def alcohol_near(self, day: date, bed: datetime, within: timedelta) -> float:
        """Standard drinks of a day that lie near a bedtime, before it or after."""
        entry = self.by_date.get(day)
        drinks = (entry.day.alcohol if entry and entry.day else None) or ()
        return math.fsum(
            drink.drinks for drink in drinks if abs(bed - self.moment(day, drink.at)) <= within
        )

    def exercise_to_bed(self, day: date, bed: datetime) -> timedelta | None:
        """From the end of a day's vigorous exercise to a bedtime; None where not answered."""
        entry = self.by_date.get(day)
        exercise = entry.day.exercise if entry and entry.day else None
        if exercise is None or not exercise.vigorous or exercise.ended_at is None:
            return None
        return bed - self.moment(day, exercise.ended_at)

    def _starts(self, day: date) -> str:
        entry = self.by_date.get(day)
        return (entry and entry.day_starts_at) or self.day_starts_at

    def _zone(self, day: date) -> tzinfo | None:
        entry = self.by_date.get(day)
        return None if entry is None else days.zone(entry.tz)

    def _taken(self, day: date) -> _Taken:
        taken = self._taken_on.get(day)
        if taken is None:
            entry = self.by_date.get(day)
            if entry is None:
                return ()
            drinks = entry.day.caffeine if entry.day else None
            tz, starts = days.zone(entry.tz), self._starts(day)
            self._taken_on[day] = taken = tuple(
                (days.in_day(day, drink.at, starts, tz).timestamp(), float(drink.mg))
                for drink in drinks or ()
            )
        return taken
