"""What the row of one night shows.

A row is about the night that ended on its date; the caffeine and the stress beside it are
those of the day *before*, because that is what the night came after.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from coach.core import caffeine, sleep
from coach.core import day as days
from coach.core.charts import Mark, NightSpan, mark_of
from coach.core.records import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    Entry,
    LegUrge,
    Movement,
    Profile,
)
from coach.core.words import hours_and_minutes

# Six days of drinks can still matter at a bedtime, and the day before is read for stress.
LOOK_BACK_DAYS = 7
_LATE = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class NightRow:
    """One night as a row.

    Attributes:
        day: The date on which the night ended.
        answered: Whether the date has an entry that is not cleared.
        span: The night on the clock.
        slept: Minutes asleep; None where not answered or held out as implausible.
        quality: 1 worst to 5 best.
        mark: What movement came to.
        caffeine_mg: About what was left at bedtime, to the nearest 5 mg.
        stress: Stress on the day before, 1 none to 5 very high.
        tags: What else there was, each in a word.
    """

    day: date
    answered: bool
    span: NightSpan
    slept: int | None
    quality: int | None
    mark: Mark
    caffeine_mg: int | None
    stress: int | None
    tags: tuple[str, ...]

    @property
    def slept_words(self) -> str:
        """``6 h 20``, or blank."""
        return "" if self.slept is None else hours_and_minutes(self.slept)


def night_span(entry: Entry) -> NightSpan:
    """A night's times on the clock that hung on the wall, as far as they were answered."""
    measures = sleep.measure(entry)
    tz = days.zone(entry.tz) or UTC
    midnight = days.at(entry.date, "00:00")

    def minutes(moment: datetime | None) -> int | None:
        if moment is None:
            return None
        return days.minutes_between(midnight, moment.astimezone(tz).replace(tzinfo=UTC))

    asleep = None
    if measures.tried is not None and measures.latency is not None:
        asleep = measures.tried + timedelta(minutes=measures.latency)
    return NightSpan(
        in_bed=minutes(measures.in_bed or measures.tried),
        asleep=minutes(asleep),
        woke=minutes(measures.woke),
        up=minutes(measures.up or measures.woke),
    )


def is_implausible(entry: Entry) -> bool:
    """Whether the night's numbers cannot be right and nobody said that they are."""
    night = entry.night
    return night is not None and not night.confirmed and bool(sleep.measure(entry).doubts)


def slept_minutes(entry: Entry | None) -> int | None:
    """Minutes asleep as a row and a chart show them; implausible nights have none."""
    if entry is None or is_implausible(entry):
        return None
    return sleep.total_sleep(entry)


def is_recalled(entry: Entry, day_starts_at: str = days.DEFAULT_DAY_START) -> bool:
    """Whether the day was first answered more than 48 hours after it had ended."""
    if entry.first_recorded_at is None:
        return False
    ended = days.day_ends(entry.date, day_starts_at, days.zone(entry.tz))
    recorded = entry.first_recorded_at
    if days.zone(entry.tz) is None:
        # Without a zone the wall clock counts on both sides.
        recorded = recorded.replace(tzinfo=UTC)
    return recorded - ended > _LATE


def caffeine_before(
    by_date: Mapping[date, Entry], day: date, profile: Profile | None
) -> float | None:
    """Milligrams left when the night that ended on a date began.

    Returns:
        None where the drinks of the day before were not answered.
    """
    before = by_date.get(day - timedelta(days=1))
    if before is None or before.day is None or before.day.caffeine is None:
        return None
    entry = by_date.get(day) or Entry(date=day, tz=before.tz)
    bed = sleep.bedtime(entry, (profile and profile.bedtime) or days.DEFAULT_BEDTIME)
    near = (by_date.get(day - timedelta(days=back)) for back in range(LOOK_BACK_DAYS + 1))
    taken = caffeine.doses((one for one in near if one is not None), bed, profile)
    return caffeine.left(taken, bed, caffeine.half_life_h(profile))


def stress_before(by_date: Mapping[date, Entry], day: date) -> int | None:
    """Stress on the day before the night that ended on a date, 1 to 5."""
    before = by_date.get(day - timedelta(days=1))
    return before.day.stress if before is not None and before.day is not None else None


def night_row(by_date: Mapping[date, Entry], day: date, profile: Profile | None) -> NightRow:
    """What the row of a night shows.

    Args:
        by_date: Entries by date, at least of that date and the `LOOK_BACK_DAYS` before it.
        day: The date on which the night ended.
        profile: For bedtime and half-life.
    """
    entry = by_date.get(day)
    left = caffeine_before(by_date, day, profile)
    night = entry.night if entry else None
    day_starts_at = (profile and profile.day_starts_at) or days.DEFAULT_DAY_START
    return NightRow(
        day=day,
        answered=entry is not None and not entry.cleared,
        span=night_span(entry) if entry else NightSpan(),
        slept=slept_minutes(entry),
        quality=night.quality if night else None,
        mark=mark_of(entry),
        caffeine_mg=None if left is None else caffeine.nearest_5(left),
        stress=stress_before(by_date, day),
        tags=_tags(entry, day_starts_at) if entry else (),
    )


def _tags(entry: Entry, day_starts_at: str) -> tuple[str, ...]:
    movement = entry.movement or Movement()
    tags: list[str] = []
    if is_implausible(entry):
        tags.append("unlikely")
    if movement.dream_enactment in (DreamEnactment.INJURY, DreamEnactment.HEAD_INJURY):
        tags.append("dream, hurt")
    elif movement.dream_enactment is DreamEnactment.ACTED_OUT:
        tags.append("dream")
    if movement.awake is AwakeMovement.JERK:
        tags.append("jerk by day")
    elif movement.awake is AwakeMovement.FLICKER:
        tags.append("flicker")
    if movement.leg_urge not in (None, LegUrge.NONE):
        tags.append("legs")
    if movement.breathing is Breathing.PAUSES:
        tags.append("pauses")
    elif movement.breathing is Breathing.SNORING:
        tags.append("snoring")
    if entry.notes and entry.notes.strip():
        tags.append("note")
    if entry.night is not None and entry.night.measured:
        tags.append("device")
    if is_recalled(entry, day_starts_at):
        tags.append("recalled")
    return tuple(tags)


def row_words(row: NightRow) -> str:
    """What the signs of a row stand for, in one sentence."""
    if not row.answered:
        return "not answered."
    parts = [
        _times(row.span),
        f"movement: {row.mark.words}" if row.mark is not Mark.NOT_ANSWERED else "",
        *row.tags,
    ]
    return "; ".join(part for part in parts if part) + "."


def _times(span: NightSpan) -> str:
    if span.in_bed is None or span.up is None:
        return ""
    begin, end = days.clock_of(span.in_bed), days.clock_of(span.up)
    return f"in bed {begin} to {end}"
