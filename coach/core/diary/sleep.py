"""Measures derived from a night's answers, with their denominators named.

Formulas: Carney et al. 2012 (the Consensus Sleep Diary) and Reed & Sacco 2016 (which
denominator for sleep efficiency). Wake after sleep onset leaves out the time between the
final awakening and getting up. A measure whose answers are missing is None, never zero.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

import msgspec

from coach.core.diary import day as days
from coach.core.diary.records import Entry, Night

_DAY = 24 * 60
_HALF_DAY = 12 * 60
_LONGEST_SLEEP = 16 * 60


class Doubt(StrEnum):
    """What makes a night implausible; such a night is held out until confirmed."""

    TRIED_BEFORE_BED = "trying to sleep comes before going to bed"
    UP_BEFORE_WAKE = "getting up comes before the final awakening"
    AWAKE_TOO_LONG = "more time awake than there was between trying to sleep and waking"
    SLEPT_TOO_LONG = "more than 16 hours asleep"
    IN_BED_TOO_LONG = "more than 24 hours in bed"


class Measures(msgspec.Struct, frozen=True):
    """The derived measures of one night; minutes and per cent.

    Attributes:
        span: Where the night's instants lie.
        latency: Sleep latency, from trying to sleep.
        awake: Wake after sleep onset, the final awakening excluded.
        presleep: In bed before trying to sleep.
        total_sleep: From sleep onset to the final awakening, less wake after sleep onset.
        terminal_wake: From the final awakening to getting up.
        opportunity: From trying to sleep to getting up.
        time_in_bed: From going to bed to getting up.
        sleep_episode: Latency, sleep and wake after onset; trying to sleep on after the
            final awakening is not asked and taken as none.
        doubts: Why the night is implausible, if it is.
    """

    span: "NightClock"
    latency: int | None
    awake: int | None
    presleep: int | None
    total_sleep: int | None
    terminal_wake: int | None
    opportunity: int | None
    time_in_bed: int | None
    sleep_episode: int | None
    doubts: tuple[Doubt, ...]

    @property
    def in_bed(self) -> datetime | None:
        """Going to bed, as an instant in UTC."""
        return self.span.instant(self.span.in_bed)

    @property
    def tried(self) -> datetime | None:
        """Beginning to try to sleep, as an instant in UTC."""
        return self.span.instant(self.span.tried)

    @property
    def woke(self) -> datetime | None:
        """The final awakening, as an instant in UTC."""
        return self.span.instant(self.span.woke)

    @property
    def up(self) -> datetime | None:
        """Getting out of bed for the day, as an instant in UTC."""
        return self.span.instant(self.span.up)

    @property
    def efficiency_in_bed(self) -> float | None:
        """Total sleep in per cent of time in bed."""
        return _share(self.total_sleep, self.time_in_bed)

    @property
    def efficiency_trying(self) -> float | None:
        """Total sleep in per cent of the sleep episode."""
        return _share(self.total_sleep, self.sleep_episode)


class NightClock(msgspec.Struct, frozen=True):
    """A night's clock times on one axis: minutes passed since midnight of its date.

    Times of the evening before are negative. Where the clocks change in the night these are
    the minutes that really passed.
    """

    day: date
    tz: tzinfo | None
    in_bed: int | None
    tried: int | None
    woke: int | None
    up: int | None

    def instant(self, minutes: float | None) -> datetime | None:
        """The instant in UTC of a place on the axis."""
        if minutes is None:
            return None
        return days.at(self.day, "00:00", self.tz) + timedelta(minutes=minutes)


def measure(entry: Entry) -> Measures:
    """Derive one night's measures.

    Args:
        entry: The entry whose ``night`` ended on its date; its ``tz`` makes nights on which
            the clocks change come out right.

    Returns:
        The measures; all None where the entry has no night.
    """
    night = entry.night or Night()
    span = _span(entry.date, night, days.zone(entry.tz))
    # Who never woke was awake for no minutes, though nobody is asked to say so.
    awake = 0 if night.awake_min is None and night.awakenings == 0 else night.awake_min
    latency = night.sleep_latency_min
    trying = _between(span.tried, span.woke)
    period = None if trying is None or latency is None else trying - latency
    asleep = None if period is None or awake is None else period - awake
    if night.did_not_sleep:
        asleep = 0
    measures = Measures(
        span=span,
        latency=latency,
        awake=awake,
        presleep=_between(span.in_bed, span.tried),
        total_sleep=asleep,
        terminal_wake=_between(span.woke, span.up),
        opportunity=_between(span.tried, span.up),
        time_in_bed=_between(span.in_bed, span.up),
        sleep_episode=None if asleep is None else trying,
        doubts=(),
    )
    doubts = tuple(_doubts(measures, trying))
    return msgspec.structs.replace(measures, doubts=doubts) if doubts else measures


def total_sleep(entry: Entry) -> int | None:
    """Total sleep time in minutes, or None where an answer it needs is missing."""
    return measure(entry).total_sleep


def counted(entry: Entry) -> Measures | None:
    """The measures of a night that answers rules, or None where there is no such night.

    One that is implausible answers none until the person says that it is right.
    """
    night = entry.night
    if night is None:
        return None
    measures = measure(entry)
    return None if measures.doubts and not night.confirmed else measures


def is_held_out(entry: Entry) -> bool:
    """Whether there is a night, but one that answers no rule."""
    return entry.night is not None and counted(entry) is None


def is_implausible(entry: Entry) -> bool:
    """Whether the night's numbers cannot be right and nobody said that they are."""
    night = entry.night
    return night is not None and not night.confirmed and bool(measure(entry).doubts)


def _span(day: date, night: Night, tz: tzinfo | None) -> NightClock:
    """Place a night's clock times on the calendar: it ended on ``day``, so count back."""
    woke = days.minutes_of(night.final_wake_at) if night.final_wake_at else None
    up = days.minutes_of(night.out_of_bed_at) if night.out_of_bed_at else None
    if up is not None and woke is not None and up < woke:
        up += _DAY
    tried = _before(up if woke is None else woke, night.tried_to_sleep_at)
    in_bed = _before(
        tried if tried is not None else up if woke is None else woke, night.in_bed_at
    )
    if tz is not None and _clocks_change(day, tz):
        in_bed, tried, woke, up = (
            None if wall is None else _passed(day, wall, tz)
            for wall in (in_bed, tried, woke, up)
        )
    return NightClock(day, tz, in_bed, tried, woke, up)


def _before(end: int | None, clock: str | None) -> int | None:
    """The latest place, not after ``end``, at which the clock showed a time."""
    if clock is None:
        return None
    minutes = days.minutes_of(clock)
    if end is None:
        return minutes - _DAY if minutes >= _HALF_DAY else minutes
    return minutes + (end - minutes) // _DAY * _DAY


def _clocks_change(day: date, tz: tzinfo) -> bool:
    """Whether the clocks change at all about a night."""
    # Noon two days before and one day after hold any night between them, a day sleeper's too.
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=tz)
    return (noon - timedelta(days=2)).utcoffset() != (noon + timedelta(days=1)).utcoffset()


def _passed(day: date, wall: int, tz: tzinfo) -> int:
    """Minutes that really passed from midnight of a date to a time shown by the clock."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=tz)
    shown = (midnight.replace(tzinfo=None) + timedelta(minutes=wall)).replace(tzinfo=tz)
    return days.minutes_between(midnight.astimezone(UTC), shown.astimezone(UTC))


def _doubts(night: Measures, trying: int | None) -> Iterator[Doubt]:
    """The gates a night must pass.

    Clock times carry no date, so a time that runs backwards shows as a gap of most of a day.
    """
    if night.presleep is not None and night.presleep > _HALF_DAY:
        yield Doubt.TRIED_BEFORE_BED
    if night.terminal_wake is not None and night.terminal_wake > _HALF_DAY:
        yield Doubt.UP_BEFORE_WAKE
    if trying is not None and (night.latency or 0) + (night.awake or 0) > trying:
        yield Doubt.AWAKE_TOO_LONG
    if night.total_sleep is not None and night.total_sleep > _LONGEST_SLEEP:
        yield Doubt.SLEPT_TOO_LONG
    if night.time_in_bed is not None and night.time_in_bed > _DAY:
        yield Doubt.IN_BED_TOO_LONG


def _between(start: int | None, end: int | None) -> int | None:
    return None if start is None or end is None else end - start


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole
