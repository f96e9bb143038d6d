"""The diary in the sleepdiary project's Standard format, for its tools and readers.

That format knows spans of time with a status, and no status for a movement: movements go
along as tags on the sleep they belong to, ``twitch:hypnic`` for a sleep start. The tag alone
says yes; with ``:none`` or ``:unknown`` behind it, it says what was answered instead.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from coach.core.diary import day as days
from coach.core.diary.records import Day, Entry, Event, Log, Movement, Night, Partner
from coach.core.diary.sleep import Measures, is_devices, measure, seen
from coach.core.words.text import visible_json

_HOUR_MS = 60 * 60 * 1000

_NIGHT_TAGS = {
    "sleep_starts": "twitch:hypnic",
    "sleep_movement": "twitch:asleep",
    "dream_enactment": "dream-enactment",
    "leg_urge": "leg-urge",
    "breathing": "breathing",
}
_IS_A_NO = ("none", "unknown")


class StandardRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A span with a status; moments in milliseconds since 1970."""

    start: int
    end: int
    status: str
    start_timezone: str | None = None
    end_timezone: str | None = None
    duration: int | None = None
    is_primary_sleep: bool = False
    tags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


class StandardDiary(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file; sleeps between the two durations apart begin a new day."""

    file_format: str = "Standard"
    minimum_day_duration: int = 16 * _HOUR_MS
    maximum_day_duration: int = 32 * _HOUR_MS
    records: tuple[StandardRecord, ...] = ()


def encode(log: Log) -> bytes:
    """The diary as Standard JSON: UTF-8, indented by two, with a line break at the end.

    Where the time zone of a clock time is not known here, the time is written as if it were
    UTC and no time zone is named. A night that cannot be right gives no spans; its tags and
    notes stand at noon, tagged ``time:unknown``, like all that has no time of its own.
    """
    day_starts_at = days.unsaid_start(log.profile)
    records = [record for entry in log.entries for record in _of(entry, day_starts_at)]
    records.sort(key=lambda record: (record.start, record.end, record.status))
    data = msgspec.json.encode(StandardDiary(records=tuple(records)))
    return visible_json(msgspec.json.format(data, indent=2)) + b"\n"


def _of(entry: Entry, day_starts_at: str) -> Iterator[StandardRecord]:
    spans = _Spans(entry)
    shown = seen(entry)
    night = shown.night or Night()
    measures = measure(shown)
    sound = night.confirmed or not measures.doubts
    tags = (
        *_night_tags(night, is_devices(entry)),
        *_movement_tags(entry.movement or Movement()),
        *_partner_tags(entry.partner or Partner()),
    )
    notes = (entry.notes,) if entry.notes else ()
    day_tags = tuple(_day_tags(entry))
    if sound:
        yield from _bedtimes(measures, spans)
    asleep = _asleep(measures, spans, tags, notes) if sound else None
    awake = _awake(measures, spans, day_tags) if sound else None
    yield from (record for record in (asleep, awake) if record)
    left = (() if asleep else tags) + (() if awake else day_tags)
    if left or (notes and not asleep):
        noon = days.at(entry.date, "12:00", spans.zone)
        comments = () if asleep else notes
        yield spans.record("awake", noon, noon, ("time:unknown", *left), comments)
    yield from _by_the_clock(entry, spans, entry.day_starts_at or day_starts_at)


class _Spans:
    """Makes the records of one entry, with its time zone if this machine knows it."""

    def __init__(self, entry: Entry) -> None:
        self.zone = days.zone(entry.tz)
        self._name = entry.tz if self.zone else None

    def record(
        self,
        status: str,
        start: datetime,
        end: datetime,
        tags: tuple[str, ...] = (),
        comments: tuple[str, ...] = (),
    ) -> StandardRecord:
        return StandardRecord(
            start=round(start.timestamp() * 1000),
            end=round(end.timestamp() * 1000),
            status=status,
            start_timezone=self._name,
            end_timezone=self._name,
            tags=tags,
            comments=comments,
        )


def _bedtimes(measures: Measures, spans: _Spans) -> Iterator[StandardRecord]:
    if measures.in_bed:
        yield spans.record("in bed", measures.in_bed, measures.in_bed)
    if measures.tried:
        yield spans.record("lights off", measures.tried, measures.tried)
    if measures.up:
        yield spans.record("out of bed", measures.up, measures.up)


def _asleep(
    measures: Measures, spans: _Spans, tags: tuple[str, ...], notes: tuple[str, ...]
) -> StandardRecord | None:
    """From falling asleep to the final awakening; None while either is not known."""
    if measures.tried is None or measures.woke is None or measures.latency is None:
        return None
    onset = measures.tried + timedelta(minutes=measures.latency)
    if onset > measures.woke:
        return None
    slept = measures.total_sleep
    return msgspec.structs.replace(
        spans.record("asleep", onset, measures.woke, tags, notes),
        duration=None if slept is None else max(0, slept) * 60_000,
        is_primary_sleep=True,
    )


def _awake(measures: Measures, spans: _Spans, tags: tuple[str, ...]) -> StandardRecord | None:
    """From the final awakening to getting up, or the awakening alone."""
    if measures.woke is None:
        return None
    up = measures.up
    end = up if up is not None and up >= measures.woke else measures.woke
    return spans.record("awake", measures.woke, end, tags)


def _by_the_clock(entry: Entry, spans: _Spans, day_starts_at: str) -> Iterator[StandardRecord]:
    day = entry.day or Day()
    for cup in day.caffeine or ():
        at = days.in_day(entry.date, cup.at, day_starts_at, spans.zone)
        label = (cup.drink,) if cup.drink else ()
        yield spans.record("caffeine", at, at, (f"mg:{cup.mg:g}",), label)
    for glass in day.alcohol or ():
        at = days.in_day(entry.date, glass.at, day_starts_at, spans.zone)
        yield spans.record("alcohol", at, at, (f"drinks:{glass.drinks:g}",))
    for taken in day.medicines or ():
        at = days.in_day(entry.date, taken.at, day_starts_at, spans.zone)
        yield spans.record(
            "awake", at, at, ("medicine",), (f"{taken.name} {taken.dose or ''}".strip(),)
        )
    for event in entry.events or ():
        at = days.in_day(entry.date, event.at, day_starts_at, spans.zone)
        comments = tuple(words for words in (event.place, event.note) if words)
        yield spans.record("awake", at, at, tuple(_event_tags(event)), comments)
    done = day.exercise
    if done and done.ended_at and done.min is not None:
        end = days.in_day(entry.date, done.ended_at, day_starts_at, spans.zone)
        tags = ("vigorous",) if done.vigorous else ()
        yield spans.record("exercise", end - timedelta(minutes=done.min), end, tags)


def _night_tags(night: Night, measured: bool) -> Iterator[str]:
    for name in ("awakenings", "quality", "rested", "woke_early_min"):
        value: int | None = getattr(night, name)
        if value is not None:
            yield f"{name.replace('_', '-')}:{value}"
    if night.did_not_sleep:
        yield "did-not-sleep"
    if measured:
        yield "measured"


def _movement_tags(movement: Movement) -> Iterator[str]:
    for name, tag in _NIGHT_TAGS.items():
        yield from _graded(tag, getattr(movement, name))
    if movement.falling_feeling:
        yield "falling-feeling"
    if movement.witness:
        yield f"witness:{movement.witness.value}"
    yield from (f"trigger:{trigger.value}" for trigger in movement.triggers or ())


def _partner_tags(partner: Partner) -> Iterator[str]:
    for name in ("sleep_movement", "dream_enactment", "breathing"):
        answer: str | None = getattr(partner, name)
        yield from (f"partner:{tag}" for tag in _graded(_NIGHT_TAGS[name], answer))


def _day_tags(entry: Entry) -> Iterator[str]:
    movement, day = entry.movement or Movement(), entry.day or Day()
    yield from _graded("twitch:awake", movement.awake)
    yield from (f"sign:{sign.value}" for sign in movement.signs or ())
    for name in ("stress", "anxiety", "fatigue", "nap_min"):
        value: int | None = getattr(day, name)
        if value is not None:
            yield f"{name.replace('_', '-')}:{value}"
    yield from _graded("sleepiness", day.sleepiness)
    yield from (f"context:{kind.value}" for kind in day.context or ())
    if day.new_medicine:
        yield "new-medicine"
    if day.goal_kept is not None:
        yield f"goal-kept:{'yes' if day.goal_kept else 'no'}"
    if day.tip_done is not None:
        yield f"tip-done:{'yes' if day.tip_done else 'no'}"
    for name, answer in sorted((day.own or {}).items()):
        yield f"own:{name}:{'yes' if answer else 'no'}"


def _event_tags(event: Event) -> Iterator[str]:
    yield f"event:{event.kind.value}"
    if event.seconds is not None:
        yield f"seconds:{event.seconds}"
    if event.filmed is not None:
        yield f"filmed:{'yes' if event.filmed else 'no'}"


def _graded(tag: str, answer: str | None) -> Iterator[str]:
    """``twitch:hypnic`` and ``twitch:hypnic:disturbing``; a no is the second alone."""
    if answer is None:
        return
    if answer not in _IS_A_NO:
        yield tag
    yield f"{tag}:{answer}"
