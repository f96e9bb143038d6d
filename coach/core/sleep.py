"""Measures derived from a night's answers, with their denominators named.

Formulas: Carney et al. 2012 (the Consensus Sleep Diary) and Reed & Sacco 2016 (which
denominator for sleep efficiency). Wake after sleep onset leaves out the time between the
final awakening and getting up. A measure whose answers are missing is None, never zero.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from coach.core import day as days
from coach.core.records import Entry, Night

_HALF_DAY = 12 * 60
_LONGEST_SLEEP = 16 * 60


class Doubt(StrEnum):
    """What makes a night implausible; such a night is held out until confirmed."""

    TRIED_BEFORE_BED = "trying to sleep comes before going to bed"
    UP_BEFORE_WAKE = "getting up comes before the final awakening"
    AWAKE_TOO_LONG = "more time awake than there was between trying to sleep and waking"
    SLEPT_TOO_LONG = "more than 16 hours asleep"
    IN_BED_TOO_LONG = "more than 24 hours in bed"


@dataclass(frozen=True, slots=True)
class Measures:
    """The derived measures of one night; minutes, per cent and instants in UTC.

    Attributes:
        in_bed: Going to bed.
        tried: Beginning to try to sleep.
        woke: The final awakening.
        up: Getting out of bed for the day.
        latency: Sleep latency, from trying to sleep.
        awake: Wake after sleep onset, the final awakening excluded.
        presleep: In bed before trying to sleep.
        sleep_period: From sleep onset to the final awakening.
        total_sleep: Sleep period less wake after sleep onset.
        terminal_wake: From the final awakening to getting up.
        opportunity: From trying to sleep to getting up.
        time_in_bed: From going to bed to getting up.
        sleep_episode: Latency, sleep and wake after onset; trying to sleep on after the
            final awakening is not asked and taken as none.
        efficiency_in_bed: Total sleep in per cent of time in bed.
        efficiency_trying: Total sleep in per cent of the sleep episode.
        mid_sleep: Half-way between sleep onset and the final awakening.
        doubts: Why the night is implausible, if it is.
    """

    in_bed: datetime | None
    tried: datetime | None
    woke: datetime | None
    up: datetime | None
    latency: int | None
    awake: int | None
    presleep: int | None
    sleep_period: int | None
    total_sleep: int | None
    terminal_wake: int | None
    opportunity: int | None
    time_in_bed: int | None
    sleep_episode: int | None
    efficiency_in_bed: float | None
    efficiency_trying: float | None
    mid_sleep: datetime | None
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Instants:
    in_bed: datetime | None
    tried: datetime | None
    woke: datetime | None
    up: datetime | None


def measure(entry: Entry) -> Measures:
    """Derive one night's measures.

    Args:
        entry: The entry whose ``night`` ended on its date; its ``tz`` makes nights on which
            the clocks change come out right.

    Returns:
        The measures; all None where the entry has no night.
    """
    night = entry.night or Night()
    when = _instants(entry.date, night, days.zone(entry.tz))
    awake = 0 if night.awake_min is None and night.awakenings == 0 else night.awake_min
    trying = _span(when.tried, when.woke)
    latency = night.sleep_latency_min
    period = None if trying is None or latency is None else trying - latency
    asleep = None if period is None or awake is None else period - awake
    in_bed = _span(when.in_bed, when.up)
    episode = (
        None if asleep is None or latency is None or awake is None else latency + asleep + awake
    )
    onset = None if when.tried is None or latency is None else _later(when.tried, latency)
    return Measures(
        in_bed=when.in_bed,
        tried=when.tried,
        woke=when.woke,
        up=when.up,
        latency=latency,
        awake=awake,
        presleep=_span(when.in_bed, when.tried),
        sleep_period=period,
        total_sleep=asleep,
        terminal_wake=_span(when.woke, when.up),
        opportunity=_span(when.tried, when.up),
        time_in_bed=in_bed,
        sleep_episode=episode,
        efficiency_in_bed=_share(asleep, in_bed),
        efficiency_trying=_share(asleep, episode),
        mid_sleep=None if onset is None or period is None else _later(onset, period / 2),
        doubts=_doubts(when, latency, awake, asleep),
    )


def total_sleep(entry: Entry) -> int | None:
    """Total sleep time in minutes, or None where an answer it needs is missing."""
    return measure(entry).total_sleep


def is_held_out(entry: Entry) -> bool:
    """Whether the night answers no rule: a device measured it, or it is implausible."""
    night = entry.night
    if night is None:
        return False
    return bool(night.measured) or (not night.confirmed and bool(measure(entry).doubts))


def bedtime(entry: Entry, usual: str) -> datetime:
    """When the night that ended on this entry's date began.

    ``in_bed_at``, else ``tried_to_sleep_at``, else the usual bedtime.
    """
    night = entry.night
    if night is not None and not is_held_out(entry):
        measures = measure(entry)
        known = measures.in_bed or measures.tried
        if known is not None:
            return known
    return days.bedtime_after(entry.date - timedelta(days=1), usual, days.zone(entry.tz))


def _instants(day: date, night: Night, tz: tzinfo | None) -> _Instants:
    """Place a night's clock times on the calendar: it ended on ``day``, so count back."""
    woke = days.at(day, night.final_wake_at, tz) if night.final_wake_at else None
    up: datetime | None = None
    if night.out_of_bed_at:
        up = (
            days.first_after(woke, night.out_of_bed_at, tz)
            if woke
            else days.at(day, night.out_of_bed_at, tz)
        )
    end = woke or up
    tried = _before(end, night.tried_to_sleep_at, day, tz)
    in_bed = _before(tried or end, night.in_bed_at, day, tz)
    return _Instants(in_bed, tried, woke, up)


def _before(
    moment: datetime | None, clock: str | None, day: date, tz: tzinfo | None
) -> datetime | None:
    if clock is None:
        return None
    if moment is None:
        return days.bedtime_after(day - timedelta(days=1), clock, tz)
    return days.last_before(moment, clock, tz)


def _doubts(
    when: _Instants, latency: int | None, awake: int | None, asleep: int | None
) -> tuple[Doubt, ...]:
    """The gates a night must pass.

    Clock times carry no date, so a time that runs backwards shows as a gap of most of a day.
    """
    found: list[Doubt] = []
    presleep, terminal = _span(when.in_bed, when.tried), _span(when.woke, when.up)
    trying, in_bed = _span(when.tried, when.woke), _span(when.in_bed, when.up)
    if presleep is not None and presleep > _HALF_DAY:
        found.append(Doubt.TRIED_BEFORE_BED)
    if terminal is not None and terminal > _HALF_DAY:
        found.append(Doubt.UP_BEFORE_WAKE)
    if trying is not None and (latency or 0) + (awake or 0) > trying:
        found.append(Doubt.AWAKE_TOO_LONG)
    if asleep is not None and asleep > _LONGEST_SLEEP:
        found.append(Doubt.SLEPT_TOO_LONG)
    if in_bed is not None and in_bed > 2 * _HALF_DAY:
        found.append(Doubt.IN_BED_TOO_LONG)
    return tuple(found)


def _span(start: datetime | None, end: datetime | None) -> int | None:
    return None if start is None or end is None else days.minutes_between(start, end)


def _later(moment: datetime, minutes: float) -> datetime:
    return moment.astimezone(UTC) + timedelta(minutes=minutes)


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole
