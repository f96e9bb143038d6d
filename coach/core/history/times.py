"""Averages of clock times with their spread, over some nights and by weekday.

A clock goes round: 23:50 and 00:10 lie twenty minutes apart, and their average is midnight.
The spread is the standard deviation, since a range grows with the number of nights and seven
could not be held against twenty-eight. Nights that are held out count nowhere.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary import caffeine
from coach.core.diary import day as days
from coach.core.diary.evenings import Evenings
from coach.core.diary.said import disturbed
from coach.core.words.lengths_and_dates import hours_and_minutes

FEWEST = 3

_ROUND = 24 * 60
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class ClockAverage:
    """The average of some clock times.

    Attributes:
        minutes: After midnight.
        spread: The standard deviation in minutes.
        of: How many times there were.
    """

    minutes: float
    spread: float
    of: int

    @property
    def clock(self) -> str:
        """``23:24``."""
        return days.clock_of(round(self.minutes))

    @property
    def words(self) -> str:
        """``23:24, give or take 35 min``."""
        return f"{self.clock}, give or take {hours_and_minutes(self.spread)}"


@dataclass(frozen=True, slots=True)
class Weekday:
    """The nights that ended on one weekday.

    Attributes:
        name: In three letters.
        bedtime: When they began; None for fewer than two.
        rise: When they ended in getting up; None for fewer than two.
        slept: Minutes asleep on average, None for fewer than two.
        disturbed: How many movement disturbed.
        of: Out of how many of which that was answered.
    """

    name: str
    bedtime: ClockAverage | None
    rise: ClockAverage | None
    slept: float | None
    disturbed: int
    of: int


def averaged(minutes: Iterable[float | None], fewest: int = FEWEST) -> ClockAverage | None:
    """The average of some times of day; None for fewer than were asked for."""
    known = [value for value in minutes if value is not None]
    if len(known) < fewest:
        return None
    angles = [2 * math.pi * value / _ROUND for value in known]
    across, up = math.fsum(map(math.cos, angles)), math.fsum(map(math.sin, angles))
    middle = math.atan2(up, across) * _ROUND / (2 * math.pi)
    # From the middle of the circle on the times lie on a line, whose mean is the plain one.
    apart = [(value - middle + _ROUND / 2) % _ROUND - _ROUND / 2 for value in known]
    mean = math.fsum(apart) / len(apart)
    squares = math.fsum((minutes - mean) ** 2 for minutes in apart)
    spread = math.sqrt(squares / (len(apart) - 1)) if len(apart) > 1 else 0.0
    return ClockAverage((middle + mean) % _ROUND, spread, len(known))


def mean_of(values: Iterable[float | None], fewest: int = FEWEST) -> float | None:
    """The mean of what is there; None for fewer than were asked for."""
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if len(known) >= fewest else None


def bedtime(evenings: Evenings, night: date) -> float | None:
    """Going to bed, or else trying to sleep, for the night that ended on a date."""
    entry = evenings.entry(night)
    if entry is None or entry.night is None or evenings.night(night) is None:
        return None
    return _minutes(entry.night.in_bed_at or entry.night.tried_to_sleep_at)


def rise(evenings: Evenings, night: date) -> float | None:
    """Getting out of bed on a date."""
    entry = evenings.entry(night)
    if entry is None or entry.night is None or evenings.night(night) is None:
        return None
    return _minutes(entry.night.out_of_bed_at)


def mid_sleep(evenings: Evenings, night: date) -> float | None:
    """The middle between falling asleep and the final awakening."""
    measures = evenings.night(night)
    if measures is None or measures.latency is None:
        return None
    tried, woke = measures.span.tried, measures.span.woke
    return None if tried is None or woke is None else (tried + measures.latency + woke) / 2


def slept(evenings: Evenings, night: date) -> float | None:
    """Minutes asleep in the night that ended on a date, by the person's own answers."""
    measures = evenings.night(night)
    return None if measures is None else measures.total_sleep


def last_caffeine(evenings: Evenings, day: date) -> float | None:
    """A day's last drink with caffeine; None where there was none, or not answered."""
    entry = evenings.entry(day)
    drinks = (entry.day.caffeine if entry and entry.day else None) or ()
    strong = [drink.at for drink in drinks if drink.mg >= caffeine.COUNTS_FROM_MG]
    return _minutes(max(strong, key=lambda at: evenings.moment(day, at), default=None))


def span_to(last: date, length: int) -> tuple[date, ...]:
    """So many dates that end on a day, oldest first."""
    return tuple(last - timedelta(days=back) for back in range(length - 1, -1, -1))


def by_weekday(evenings: Evenings, nights: Sequence[date]) -> tuple[Weekday, ...]:
    """Some nights by the weekday on which they ended, Monday first."""
    return tuple(
        _weekday(name, evenings, [night for night in nights if night.weekday() == place])
        for place, name in enumerate(WEEKDAYS)
    )


def _weekday(name: str, evenings: Evenings, nights: Sequence[date]) -> Weekday:
    told = [disturbed(evenings.entry(night)) for night in nights]
    answers = [answer for answer in told if answer is not None]
    return Weekday(
        name,
        averaged((bedtime(evenings, night) for night in nights), 2),
        averaged((rise(evenings, night) for night in nights), 2),
        mean_of((slept(evenings, night) for night in nights), 2),
        sum(answers),
        len(answers),
    )


def _minutes(clock: str | None) -> float | None:
    return None if clock is None else float(days.minutes_of(clock))


def weekday_lines(weekdays: Iterable[Weekday]) -> tuple[str, ...]:
    """The weekdays as a small table; what is not known is left blank."""
    head = f"{'':5}{'to bed':>7}{'up':>8}{'asleep':>10}   disturbed"
    return (head, *(_weekday_line(weekday) for weekday in weekdays))


def _weekday_line(weekday: Weekday) -> str:
    bed = weekday.bedtime.clock if weekday.bedtime else ""
    up = weekday.rise.clock if weekday.rise else ""
    asleep = "" if weekday.slept is None else hours_and_minutes(weekday.slept)
    nights = f"{weekday.disturbed} of {weekday.of}" if weekday.of else ""
    return f"{weekday.name:5}{bed:>7}{up:>8}{asleep:>10}   {nights}".rstrip()
