"""Sleep as Android: ``sleep-export.zip``, or the CSV in it.

Every record brings its own header, since the columns differ from record to record; a line
of noise figures, which begins with a comma, may follow it. ``From`` and ``To`` are the clock
on the wall, to the minute; ``Id`` is the beginning in milliseconds and ``Hours`` the length,
both of which a spreadsheet destroys and which stand in where the first two cannot be read.
Format: https://docs.sleep.urbandroid.org/devs/csv.html
"""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.columns import cells, header
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_CSV = "sleep-export.csv"
_HEADER = ("Id", "Tz", "From")
_LONGEST_HOURS = 48
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_MOMENT = re.compile(
    r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\s+(\d{1,2})[:.](\d\d)(?::\d\d)?", re.ASCII
)
_BY_HAND = "manually added"


def _claims(source: SourceFile) -> bool:
    return bool(
        source.member_named(_CSV) or header(source.first_text)[: len(_HEADER)] == _HEADER
    )


def _read(source: SourceFile, _here: Here) -> Contents:
    contents = Contents()
    for line, record in _records(source):
        try:
            contents.sleeps.append(_sleep(line, record, contents))
        except ValueError as error:
            contents.refuse(f"line {line}", str(error))
    return contents


def _records(source: SourceFile) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each record with the line it stands on, by the names in the header above it."""
    member = source.member_named(_CSV)
    if source.is_zip and member is None:
        raise LogError(f"{source.name} is an archive without {_CSV}")
    names: list[str] = []
    for line, row in cells(source.name, source.text(member).splitlines(keepends=True)):
        if row[:2] == ["Id", "Tz"]:
            names = row
        elif row[0]:
            yield line, dict(zip(names, row, strict=False))


def _sleep(line: int, record: Mapping[str, str], contents: Contents) -> Sleep:
    zone = _zone(record, contents)
    begin, end = _as_written(record) or _counted(record, zone)
    adjust = clocks.decimal(record.get("LenAdjust") or "0", "LenAdjust")
    # "-1.0" marks a record added by hand; "-1" is a minute less.
    marked = record.get("LenAdjust") in ("-1.0", "-1,0")
    less = 0 if marked else max(0, -round(adjust))
    comment = record.get("Comment", "")
    by_hand = marked or comment.strip().lower().startswith(_BY_HAND)
    _count_left_out(record, contents)
    known = days.zone(zone)
    span = days.minutes_between(
        days.at(begin.date(), f"{begin:%H:%M}", known),
        days.at(end.date(), f"{end:%H:%M}", known),
    )
    return Sleep(
        place=f"line {line}",
        began=begin,
        woke=end,
        zone=zone,
        measured=not by_hand,
        # Who types from when to when says nothing of time awake in between.
        asleep_min=None if by_hand and not less else max(0, span - less),
        quality=_quality(record.get("Rating", ""), contents),
        notes=_lines(comment),
    )


def _zone(record: Mapping[str, str], contents: Contents) -> str | None:
    name = record.get("Tz", "")
    if clocks.is_known_zone(name):
        return name
    contents.remark(
        "Nights whose time zone is hidden or not known here come without one, their times as "
        "written."
    )
    return None


def _as_written(record: Mapping[str, str]) -> tuple[datetime, datetime] | None:
    """``From`` and ``To``, day first; None where they cannot be read."""
    begin, end = (_MOMENT.fullmatch(record.get(name, "").strip()) for name in ("From", "To"))
    if begin is None or end is None:
        return None
    try:
        return _moment(begin), _moment(end)
    except ValueError:
        return None


def _moment(matched: re.Match[str]) -> datetime:
    day, month, year, hour, minute = (int(part) for part in matched.groups())
    return clocks.local(year, month, day, hour, minute)


def _counted(record: Mapping[str, str], zone: str | None) -> tuple[datetime, datetime]:
    """The beginning in milliseconds and the length in hours, told in a zone."""
    began = clocks.of_milliseconds(clocks.number(record.get("Id", ""), "Id"))
    hours = clocks.decimal(record.get("Hours", ""), "Hours")
    if not 0 <= hours <= _LONGEST_HOURS:
        raise ValueError(f"Hours is {hours:g}, which no sleep lasts")
    if zone is None:
        raise ValueError("From and To are no moments, and without its time zone Id is none")
    woke = began + timedelta(seconds=round(hours * 3600))
    return clocks.wall(began, zone), clocks.wall(woke, zone)


def _quality(rating: str, contents: Contents) -> int | None:
    """A rating of 0 to 5 by quarters, 0 for none, as a step of 1 to 5."""
    try:
        value = clocks.decimal(rating or "0", "Rating")
    except ValueError:
        contents.left_out["rating{s} that cannot be read"] += 1
        return None
    return None if value <= 0 else max(1, min(5, math.floor(value + 0.5)))


def _lines(comment: str) -> tuple[str, ...]:
    """A comment as lines; a line break is written as backslash and n."""
    parts = (" ".join(line.split()) for line in comment.replace("\\n", "\n").split("\n"))
    return tuple(line for line in parts if line)


def _count_left_out(record: Mapping[str, str], contents: Contents) -> None:
    """Count what a sensor says and the diary has no place for."""
    if any(_CLOCK.fullmatch(name) for name in record):
        contents.left_out["movement graph{s}"] += 1
    if (record.get("Snore") or "-1").lstrip("0.") not in ("-1", ""):
        contents.left_out["snoring time{s}"] += 1
    if not (record.get("DeepSleep") or "-1").startswith("-"):
        contents.left_out["share{s} of deep sleep"] += 1


IMPORTER = Importer(
    name="sleep-as-android",
    title="Sleep as Android",
    files="the exported zip or its CSV",
    claims=_claims,
    read=_read,
    columns=_HEADER,
)
