"""What the row of one night shows.

A row is about the night that ended on its date; the caffeine and the stress beside it are
those of the day *before*, because that is what the night came after.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from coach.core.diary import caffeine, medicines, sleep
from coach.core.diary import day as days
from coach.core.diary.choices import AwakeMovement, Breathing, DreamEnactment, LegUrge
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Movement, Profile
from coach.core.diary.said import (
    Mark,
    awake_movement,
    breathing,
    caffeine_mg,
    dream_enactment,
    has_note,
    is_recalled,
    mark_of,
)
from coach.core.history.charts import NightSpan, scale_of
from coach.core.words.lengths_and_dates import hours_and_minutes
from coach.core.words.text import visible

# Six days of drinks can still matter at a bedtime, and the day before is read for stress; a
# medicine is begun where four weeks went without it, and ended where those after it do.
LOOK_BACK_DAYS = medicines.LOOK_BACK.days
LOOK_AHEAD_DAYS = medicines.LOOK_AHEAD.days

_DAY = timedelta(days=1)
_TAGS: dict[StrEnum, str] = {
    DreamEnactment.ACTED_OUT: "dream",
    DreamEnactment.INJURY: "dream, hurt",
    DreamEnactment.HEAD_INJURY: "dream, hurt",
    AwakeMovement.FLICKER: "flicker",
    AwakeMovement.JERK: "jerk by day",
    LegUrge.URGE: "legs",
    LegUrge.DELAYED_SLEEP: "legs",
    Breathing.SNORING: "snoring",
    Breathing.PAUSES: "pauses",
}


@dataclass(frozen=True, slots=True)
class WallTimes:
    """A night's times by the clock on the wall, in minutes from some time on it."""

    in_bed: int | None
    tried: int | None
    asleep: int | None
    woke: int | None
    up: int | None


@dataclass(frozen=True, slots=True)
class NightRow:
    """One night as a row.

    Attributes:
        day: The date on which the night ended.
        answered: Whether the date has an entry that is not cleared.
        span: The night on the clock.
        slept: Minutes asleep; None where not answered or held out as implausible.
        rested: 1 not at all to 5 fully.
        quality: 1 worst to 5 best.
        mark: What movement came to.
        caffeine_mg: About what was left at bedtime, to the nearest 5 mg.
        stress: Stress on the day before, 1 none to 5 very high.
        tags: What else there was, each in a word.
        did_not_sleep: Whether it was a night without sleep.
    """

    day: date
    answered: bool
    span: NightSpan
    slept: int | None
    rested: int | None
    quality: int | None
    mark: Mark
    caffeine_mg: int | None
    stress: int | None
    tags: tuple[str, ...]
    did_not_sleep: bool = False

    @property
    def slept_words(self) -> str:
        """``6 h 20``, or blank."""
        if self.did_not_sleep:
            return "none"
        return "" if self.slept is None else hours_and_minutes(self.slept)

    @property
    def bed_times(self) -> tuple[str, str] | None:
        """From when to when one was in bed; None where one of the two is not answered."""
        begin, end = self.span.in_bed, self.span.up
        if begin is None or end is None:
            return None
        return days.clock_of(begin), days.clock_of(end)


def wall_times(entry: Entry, zero: datetime) -> WallTimes:
    """A night's times on the clock that hung on the wall, as far as they were answered.

    Args:
        entry: The entry of the night's date.
        zero: The wall-clock time to count from, given in UTC.
    """
    measures = sleep.measure(sleep.seen(entry))
    tz = days.zone(entry.tz) or UTC

    def minutes(moment: datetime | None) -> int | None:
        if moment is None:
            return None
        return days.minutes_between(zero, moment.astimezone(tz).replace(tzinfo=UTC))

    asleep = None
    if measures.tried is not None and measures.latency is not None:
        asleep = measures.tried + timedelta(minutes=measures.latency)
    moments = (measures.in_bed, measures.tried, asleep, measures.woke, measures.up)
    return WallTimes(*map(minutes, moments))


def night_span(entry: Entry) -> NightSpan:
    """A night's times from the midnight of its date; one end stands in for what is missing."""
    times = wall_times(entry, days.at(entry.date, "00:00"))
    return NightSpan(
        in_bed=times.tried if times.in_bed is None else times.in_bed,
        asleep=times.asleep,
        woke=times.woke,
        up=times.woke if times.up is None else times.up,
    )


def slept_minutes(entry: Entry | None) -> int | None:
    """Minutes asleep as a row and a chart show them; implausible nights have none."""
    if entry is None:
        return None
    # A device's nights answer no rule, but they are worth seeing.
    seen = sleep.seen(entry)
    return None if sleep.is_implausible(seen) else sleep.total_sleep(seen)


class Nights(Evenings):
    """The evenings of a diary, asked by the date of the night that followed."""

    def stress_before(self, night: date) -> int | None:
        """Stress on the day before the night that ended on a date, 1 to 5."""
        before = self.entry(night - _DAY)
        return before.day.stress if before and before.day else None

    def caffeine_before(self, night: date) -> float | None:
        """Milligrams left when the night that ended on a date began.

        Returns:
            None where the drinks of the day before were not answered.
        """
        day = night - _DAY
        # What earlier days left is no answer for a day that was not answered itself.
        if caffeine_mg(self.entry(day)) is None:
            return None
        return self.caffeine_left(day, self.bedtime(day))


def night_row(nights: Nights, day: date) -> NightRow:
    """What the row of a night shows.

    Args:
        nights: Entries, at least of that date, the `LOOK_BACK_DAYS` before it and the
            `LOOK_AHEAD_DAYS` after it.
        day: The date on which the night ended.
    """
    entry = nights.entry(day)
    left = nights.caffeine_before(day)
    night = sleep.seen(entry).night if entry else None
    return NightRow(
        day=day,
        answered=entry is not None and not entry.cleared,
        span=night_span(entry) if entry else NightSpan(),
        slept=slept_minutes(entry),
        rested=night.rested if night else None,
        quality=night.quality if night else None,
        mark=mark_of(entry),
        caffeine_mg=None if left is None else caffeine.nearest_5(left),
        stress=nights.stress_before(day),
        tags=(*tags(entry, nights.day_starts_at), *medicine_tags(nights, day)) if entry else (),
        did_not_sleep=bool(night and night.did_not_sleep),
    )


def usual_scale(nights: Evenings) -> int:
    """Where the bars of these nights begin: five hours before the usual bedtime."""
    clock = days.minutes_of(nights.usual_clock)
    return scale_of(clock - 24 * 60 if days.is_evening(clock) else clock)


def last_rows(
    entries: Iterable[Entry], profile: Profile, today: date, count: int
) -> tuple[NightRow, ...]:
    """The rows of the last nights since the earliest of these entries, newest first.

    Args:
        entries: At least those of these nights and of the `LOOK_BACK_DAYS` before.
        profile: The profile.
        today: The coach's day.
        count: The most rows there may be.
    """
    nights = Nights({entry.date: entry for entry in entries if not entry.cleared}, profile)
    first = min(nights.by_date, default=today)
    span = [today - timedelta(days=back) for back in range(count)]
    return tuple(night_row(nights, day) for day in span if day >= first)


def tags(entry: Entry, day_starts_at: str) -> tuple[str, ...]:
    """What else a night's row says of its entry, each in a word.

    Args:
        entry: The entry of the night's date.
        day_starts_at: When a day ends and the next begins, ``HH:MM``.
    """
    answers: tuple[StrEnum | None, ...] = (
        dream_enactment(entry),
        awake_movement(entry),
        (entry.movement or Movement()).leg_urge,
        breathing(entry),
    )
    remarks = (
        ("note", has_note(entry)),
        ("device", sleep.is_devices(entry)),
        ("recalled", is_recalled(entry, day_starts_at)),
    )
    return (
        *(["unlikely"] if sleep.is_implausible(sleep.seen(entry)) else []),
        *(_TAGS[answer] for answer in answers if answer in _TAGS),
        *(tag for tag, holds in remarks if holds),
    )


def medicine_tags(nights: Evenings, day: date) -> tuple[str, ...]:
    """What became of a medicine on a day: ``+ iron``, ``± iron``, ``× iron``."""
    return tuple(
        f"{mark.change} {visible(mark.name, one_line=True)}"
        for mark in medicines.marks(nights.by_date, day)
    )


def row_words(row: NightRow) -> str:
    """What the signs of a row stand for, in one sentence."""
    if not row.answered:
        return "not answered."
    rest = "" if row.quality is None else f"quality {row.quality} of 5"
    parts = [
        "no sleep" if row.did_not_sleep else _times(row),
        rest if row.rested is None else f"rested {row.rested} of 5",
        f"movement: {row.mark.words}" if row.mark is not Mark.NOT_ANSWERED else "",
        *row.tags,
    ]
    return f"{'; '.join(part for part in parts if part) or 'the night is not answered'}."


def _times(row: NightRow) -> str:
    return "" if row.bed_times is None else "in bed {} to {}".format(*row.bed_times)
