"""The sleepdiary project's Standard format: spans of time with a status, as JSON or CSV.

Where a night has "lights off" it was kept by hand, since no device knows of it: its times
are the person's own answers, unless the tag ``measured`` says otherwise. Without it nothing
tells a diary from a device, and the night counts as measured. Format:
https://github.com/sleepdiary/core/tree/main/src/Standard
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.columns import header, rows
from coach.exchange.importers.contents import (
    Contents,
    Happened,
    Here,
    Importer,
    Sleep,
    SleepKind,
    Stated,
)
from coach.exchange.importers.formats.sleepdiary.tags import MEASURED, read_tags
from coach.exchange.importers.pieces import Piece, nights
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_CSV_HEAD = ("Start", "End", "Status")
_JSON_HEAD = re.compile(r'\{[^\[]*"records"\s*:\s*\[')
_STATUSES = (
    "awake", "in bed", "asleep", "lights off", "lights on", "snack", "meal", "alcohol",
    "chocolate", "caffeine", "drink", "sleep aid", "exercise", "toilet", "noise", "alarm",
    "out of bed", "night noise",
)  # fmt: skip
_BEFORE, _AFTER = timedelta(hours=6), timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class _StatusSpan:
    """One record, its moments as instants."""

    place: str
    start: datetime
    end: datetime
    status: str
    zone: str | None = None
    duration_min: int | None = None
    primary: bool = False
    tags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    def wall(self, moment: datetime) -> datetime:
        """The clock on the wall there and then."""
        return clocks.wall(moment, self.zone)


def _claims(source: SourceFile) -> bool:
    head = source.first_text
    if header(head)[:3] == _CSV_HEAD:
        return True
    return bool(_JSON_HEAD.match(head)) and (
        '"status"' in head or re.search(r'"file_format"\s*:\s*"Standard"', head) is not None
    )


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    if source.first_text.startswith("{"):
        spans = list(_json_spans(source, contents, here))
    else:
        spans = list(_csv_spans(source, contents, here))
    spans.sort(key=lambda span: (span.start, span.end))
    used = set(_sort_sleeps(spans, contents))
    for span in spans:
        if id(span) not in used:
            _sort_other(span, contents, here)
    return contents


class _JsonRecord(msgspec.Struct):
    """One record of the JSON; further fields are derived by that program and not needed."""

    start: int | float
    status: str
    end: int | float | None = None
    start_timezone: str | None = None
    end_timezone: str | None = None
    duration: int | float | None = None
    is_primary_sleep: bool | None = None
    tags: tuple[str, ...] | None = None
    comments: tuple[str | dict[str, object], ...] | None = None


def _json_spans(source: SourceFile, contents: Contents, here: Here) -> Iterator[_StatusSpan]:
    tree = source.tree()
    records = tree.get("records") if isinstance(tree, dict) else None
    if not isinstance(records, list):
        raise LogError(f"{source.name} holds no list of records")
    for number, raw in enumerate(records, 1):
        place = f"record {number}"
        try:
            span = _of_record(place, msgspec.convert(raw, type=_JsonRecord))
        except (msgspec.ValidationError, ValueError, OverflowError) as error:
            contents.refuse(place, str(error))
            continue
        if span.zone is None:
            contents.remark(
                "Records without a time zone were told in "
                f"{here.zone or 'UTC, as none is set on this computer'}."
            )
            span = replace(span, zone=here.zone)
        yield span


def _of_record(place: str, record: _JsonRecord) -> _StatusSpan:
    zone = record.start_timezone or record.end_timezone
    end = record.start if record.end is None else record.end
    moments = tuple(
        clocks.of_milliseconds(round(milliseconds)) for milliseconds in (record.start, end)
    )
    if zone is not None and days.zone(zone) is None:
        raise ValueError(f'the time zone "{zone[:40]}" is not known here')
    return _checked(
        _StatusSpan(
            place=place,
            start=moments[0],
            end=moments[1],
            status=record.status,
            zone=zone,
            duration_min=None if record.duration is None else round(record.duration / 60_000),
            primary=bool(record.is_primary_sleep),
            tags=record.tags or (),
            comments=tuple(_comments(record.comments or ())),
        )
    )


def _comments(comments: Sequence[str | Mapping[str, object]]) -> Iterator[str]:
    for comment in comments:
        text = comment if isinstance(comment, str) else comment.get("text")
        if isinstance(text, str) and text.strip():
            yield text.strip()


def _csv_spans(source: SourceFile, contents: Contents, here: Here) -> Iterator[_StatusSpan]:
    lines = source.text().lstrip().splitlines(keepends=True)
    for line, row in rows(source.name, lines, ("Start", "End", "Status")):
        try:
            yield _of_row(f"line {line}", row, here)
        except ValueError as error:
            contents.refuse(f"line {line}", str(error))
        else:
            contents.remark(_clock_of(row["Start"], here))


def _of_row(place: str, row: Mapping[str, str], here: Here) -> _StatusSpan:
    start, end = row.get("Start", ""), row.get("End", "")
    local = clocks.is_local(start) and clocks.is_local(end)
    begin, stop = (
        clocks.local_instant(text, here.zone) if local else clocks.instant(text)
        for text in (start, end)
    )
    zone = here.zone if local else None
    comment = row.get("Comments", "")
    comments = (comment,) if comment else ()
    return _checked(
        _StatusSpan(place, begin, stop, row.get("Status", ""), zone, comments=comments)
    )


def _clock_of(start: str, here: Here) -> str:
    """By which clock a time without a zone is told, in words."""
    if clocks.is_local(start):
        zone = here.zone or "this computer's, whose time zone is not set"
        return f"The file gives local times without an offset; they were taken for {zone}."
    clock = "in UTC" if start.endswith("Z") else "with their offsets"
    return f"The file names no time zone; its times stand as written, {clock}."


def _checked(span: _StatusSpan) -> _StatusSpan:
    if span.status not in _STATUSES:
        raise ValueError(f'status is "{span.status[:40]}", which the format does not know')
    if span.end < span.start:
        raise ValueError("it ends before it begins")
    return span


def _sort_sleeps(spans: Sequence[_StatusSpan], contents: Contents) -> Iterator[int]:
    """Make the sleeps; gives the identities of the spans that went into one."""
    last_end: datetime | None = None
    starts = [span.start for span in spans]
    for group in _nights([span for span in spans if span.status == "asleep"]):
        woke = max(span.end for span in group)
        begins = group[0].start - _BEFORE
        if last_end is not None:
            begins = max(begins, last_end)
        near = slice(bisect_left(starts, begins), bisect_right(starts, woke + _AFTER))
        used = list(_around(spans[near], group[0].start, woke))
        last_end = woke
        contents.sleeps.append(_sleep(group, used, contents))
        yield from (id(span) for span in (*group, *used))


def _nights(asleep: Iterable[_StatusSpan]) -> Iterator[list[_StatusSpan]]:
    """The spans of sleep of each night, the earliest night first."""
    pieces = [
        Piece(span, span.start, span.end, span.wall(span.start), span.wall(span.end))
        for span in asleep
    ]
    for group in reversed(list(nights(pieces))):
        yield [piece.item for piece in group]


def _around(
    near: Sequence[_StatusSpan], onset: datetime, woke: datetime
) -> Iterator[_StatusSpan]:
    """Going to bed, lights off, times awake and getting up that belong to a sleep."""
    up = False
    for span in near:
        if span.status in ("in bed", "lights off"):
            belongs = span.start <= onset
        elif span.status == "awake":
            belongs = onset <= span.start <= woke
        else:
            belongs = span.status == "out of bed" and span.start >= woke and not up
            up = up or belongs
        if belongs:
            yield span


def _sleep(
    group: Sequence[_StatusSpan], around: Sequence[_StatusSpan], contents: Contents
) -> Sleep:
    first, last = group[0], max(group, key=lambda span: span.end)
    lights = _last(around, "lights off")
    bed = _last(around, "in bed")
    up = next((span for span in around if span.status == "out of bed"), None)
    tags = [tag for span in (*group, *around) for tag in span.tags]
    answers, other_tags = read_tags(tags)
    by_hand = lights is not None and MEASURED not in tags
    tried = lights.start if lights is not None else first.start
    began = first.wall(tried)
    if bed is not None and bed.start > tried:
        contents.left_out["time{s} of going to bed that lie after lights off"] += 1
    onset = first.wall(first.start)
    notes = [note for span in (*group, *around) for note in span.comments]
    if other_tags:
        notes.append(f"Tags: {', '.join(dict.fromkeys(other_tags))}")
    return Sleep(
        place=first.place,
        began=began,
        woke=first.wall(last.end),
        zone=first.zone,
        measured=not by_hand,
        in_bed=first.wall(bed.start) if bed and bed.start <= tried else None,
        up=first.wall(up.start) if up else None,
        latency_min=round((onset - began).total_seconds() / 60),
        asleep_min=_asleep_min(group, around),
        awakenings=(len(group) - 1 + len(_inside(group, around))) or None,
        kind=SleepKind.MAIN if any(span.primary for span in group) else SleepKind.UNSAID,
        answers=answers,
        notes=tuple(notes),
    )


def _last(spans: Sequence[_StatusSpan], status: str) -> _StatusSpan | None:
    return next((span for span in reversed(spans) if span.status == status), None)


def _inside(group: Sequence[_StatusSpan], around: Sequence[_StatusSpan]) -> list[_StatusSpan]:
    """Times awake within a span of sleep."""
    return [
        span
        for span in around
        if span.status == "awake"
        and any(sleep.start < span.start and span.end < sleep.end for sleep in group)
    ]


def _asleep_min(group: Sequence[_StatusSpan], around: Sequence[_StatusSpan]) -> int:
    """Minutes asleep: the durations that the file gives, else the spans without times awake."""
    if all(span.duration_min is not None for span in group):
        return sum(span.duration_min or 0 for span in group)
    zone = group[0]
    total = sum(
        round((zone.wall(span.end) - zone.wall(span.start)).total_seconds() / 60)
        for span in group
    )
    awake = sum((span.end - span.start).total_seconds() for span in _inside(group, around))
    return max(0, total - round(awake / 60))


def _sort_other(span: _StatusSpan, contents: Contents, here: Here) -> None:
    """What is no part of a sleep: drinks and exercise with their amounts, tags, or nothing."""
    at, ended = span.wall(span.start), span.wall(span.end)
    amounts = dict(tag.split(":", 1) for tag in span.tags if ":" in tag)
    if span.status in ("caffeine", "alcohol"):
        contents.happened.append(_drink(span, at, amounts))
    elif span.status == "exercise" and span.end > span.start:
        minutes = round((span.end - span.start).total_seconds() / 60)
        exercise: dict[str, object] = {"min": minutes, "ended_at": f"{ended:%H:%M}"}
        if "vigorous" in span.tags:
            exercise["vigorous"] = True
        day = days.coach_day(ended, here.day_starts_at)
        contents.stated.append(
            Stated(span.place, day, {"day": {"exercise": exercise}}, span.zone)
        )
    else:
        answers, other_tags = read_tags(span.tags)
        awake = span.status == "awake"
        if answers or (awake and (other_tags or span.comments)):
            notes = (
                *span.comments,
                *((f"Tags: {', '.join(other_tags)}",) if other_tags else ()),
            )
            contents.stated.append(Stated(span.place, at.date(), answers, span.zone, notes))
        else:
            contents.left_out[f'"{span.status}" record{{s}}'] += 1


def _drink(span: _StatusSpan, at: datetime, amounts: Mapping[str, str]) -> Happened:
    """A drink as an answer where its amount is told, else as a line in the notes."""
    label = span.comments[0][:80] if span.comments else None
    name, field = ("caffeine", "mg") if span.status == "caffeine" else ("alcohol", "drinks")
    try:
        amount = clocks.decimal(amounts.get(field, ""), field)
    except ValueError:
        note = f"{name.capitalize()} at {at:%H:%M}{f', {label}' if label else ''}"
        return Happened(span.place, at, None, span.zone, f"{note} (amount not given)")
    drink: dict[str, object] = {"at": f"{at:%H:%M}", field: amount}
    if label and name == "caffeine":
        drink["drink"] = label
    return Happened(span.place, at, (name, drink), span.zone)


IMPORTER = Importer(
    name="sleepdiary",
    title="sleepdiary Standard",
    files="its JSON or CSV",
    claims=_claims,
    read=_read,
    columns=_CSV_HEAD,
)
