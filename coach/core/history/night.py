"""What the row of one night shows.

A row is about the night that ended on its date; the caffeine and the stress beside it are
those of the day *before*, because that is what the night came after.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

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
    Profile,
)
from coach.core.history.charts import Mark, NightSpan, mark_of
from coach.core.words.lengths_and_dates import hours_and_minutes

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


class Nights:
    """Entries by date, with what a night came after.

    The drinks of a day are placed in time once, however many nights ask for them.

    Attributes:
        by_date: Entries by date; may grow, but an entry in it must not change.
        profile: For bedtime, start of the day and half-life.
    """

    def __init__(self, by_date: Mapping[date, Entry], profile: Profile | None) -> None:
        self.by_date = by_date
        self.profile = profile
        self.day_starts_at = (profile and profile.day_starts_at) or days.DEFAULT_DAY_START
        self.usual_bedtime = (profile and profile.bedtime) or days.DEFAULT_BEDTIME
        self._half_life = caffeine.half_life_h(profile)
        self._doses: dict[date, tuple[caffeine.Dose, ...]] = {}

    def entry(self, day: date) -> Entry | None:
        """The entry of a day."""
        return self.by_date.get(day)

    def day_before(self, day: date) -> Day | None:
        """What was said of the day before the night that ended on a date."""
        before = self.by_date.get(day - timedelta(days=1))
        return before.day if before else None

    def stress_before(self, day: date) -> int | None:
        """Stress on the day before the night that ended on a date, 1 to 5."""
        before = self.day_before(day)
        return before.stress if before else None

    def bedtime(self, day: date) -> datetime:
        """When the night that ended on a date began."""
        entry = self.by_date.get(day)
        if entry is None:
            before = self.by_date.get(day - timedelta(days=1))
            entry = Entry(date=day, tz=before.tz if before else None)
        return sleep.bedtime(entry, self.usual_bedtime)

    def caffeine_before(self, day: date) -> float | None:
        """Milligrams left when the night that ended on a date began.

        Returns:
            None where the drinks of the day before were not answered.
        """
        before = self.day_before(day)
        if before is None or before.caffeine is None:
            return None
        near = (day - timedelta(days=back) for back in range(LOOK_BACK_DAYS + 1))
        taken = (dose for one in near for dose in self._taken(one))
        return caffeine.left(taken, self.bedtime(day), self._half_life)

    def _taken(self, day: date) -> tuple[caffeine.Dose, ...]:
        entry = self.by_date.get(day)
        if entry is None or entry.day is None or not entry.day.caffeine:
            return ()
        if day not in self._doses:
            ends = days.day_ends(day, self.day_starts_at, days.zone(entry.tz))
            self._doses[day] = caffeine.doses((entry,), ends, self.profile)
        return self._doses[day]


def night_row(nights: Nights, day: date) -> NightRow:
    """What the row of a night shows.

    Args:
        nights: Entries, at least of that date and the `LOOK_BACK_DAYS` before it.
        day: The date on which the night ended.
    """
    entry = nights.entry(day)
    left = nights.caffeine_before(day)
    night = entry.night if entry else None
    return NightRow(
        day=day,
        answered=entry is not None and not entry.cleared,
        span=night_span(entry) if entry else NightSpan(),
        slept=slept_minutes(entry),
        quality=night.quality if night else None,
        mark=mark_of(entry),
        caffeine_mg=None if left is None else caffeine.nearest_5(left),
        stress=nights.stress_before(day),
        tags=_tags(entry, nights.day_starts_at) if entry else (),
    )


def last_rows(
    entries: Iterable[Entry], profile: Profile, today: date, count: int
) -> tuple[NightRow, ...]:
    """The rows of the last nights since the earliest of these entries, newest first.

    Args:
        entries: At least those of these nights and of the week before.
        profile: The profile.
        today: The coach's day.
        count: The most rows there may be.
    """
    by_date = {entry.date: entry for entry in entries if not entry.cleared}
    nights = Nights(by_date, profile)
    first = min(by_date, default=today)
    span = [today - timedelta(days=back) for back in range(count)]
    return tuple(night_row(nights, day) for day in span if day >= first)


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
    return f"{'; '.join(part for part in parts if part) or 'the night is not answered'}."


def _times(span: NightSpan) -> str:
    if span.in_bed is None or span.up is None:
        return ""
    begin, end = days.clock_of(span.in_bed), days.clock_of(span.up)
    return f"in bed {begin} to {end}"
