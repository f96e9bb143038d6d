"""Sleep as Android: ``sleep-export.zip``, or the CSV in it.

Every record brings its own header, since the columns differ from record to record; a line
of noise figures, which begins with a comma, may follow it. ``Id`` is the beginning in
milliseconds and ``Hours`` the length, which tell an hour that the clocks repeat apart, as
``From`` and ``To`` do not. Format: https://docs.sleep.urbandroid.org/devs/csv.html
"""

import csv
import math
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.found import Found, Here, Importer, Sleep
from coach.exchange.importers.source import Source
from coach.exchange.log import LogError

_CSV = "sleep-export.csv"
_HEADER = re.compile(r'"?Id"?,"?Tz"?,"?From"?,')
_LONGEST_HOURS = 48
_ZONE_NAME = re.compile(r"[A-Za-z0-9_+/-]{1,64}")
_CLOCK = re.compile(r"\d{1,2}:\d\d")


def _claims(source: Source) -> bool:
    return _member(source) is not None or _HEADER.match(source.first_text) is not None


def _member(source: Source) -> str | None:
    found = (name for name in source.members if name.rpartition("/")[2] == _CSV)
    return next(found, None)


def _read(source: Source, _here: Here) -> Found:
    found = Found()
    for line, record in _records(source):
        try:
            found.sleeps.append(_sleep(line, record, found))
        except ValueError as error:
            found.refuse(f"line {line}", str(error))
    return found


def _records(source: Source) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each record with the line it stands on, by the names in the header above it."""
    if source.is_zip and _member(source) is None:
        raise LogError(f"{source.name} is an archive without {_CSV}")
    rows = csv.reader(source.text(_member(source)).splitlines(keepends=True))
    header: list[str] = []
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise LogError(f"{source.name}, line {rows.line_num}: {error}") from None
        if row is None:
            return
        if row[:2] == ["Id", "Tz"]:
            header = row
        elif row and row[0].strip():
            yield rows.line_num, dict(zip(header, row, strict=False))


def _sleep(line: int, record: Mapping[str, str], found: Found) -> Sleep:
    began = clocks.of_milliseconds(clocks.number(record.get("Id", ""), "Id"))
    hours = clocks.decimal(record.get("Hours", ""), "Hours")
    if not 0 <= hours <= _LONGEST_HOURS:
        raise ValueError(f"Hours is {hours:g}, which no sleep lasts")
    zone = record.get("Tz", "")
    if not _ZONE_NAME.fullmatch(zone) or days.zone(zone) is None:
        raise ValueError(f'Tz is "{zone[:40]}", which is no time zone known here')
    woke = began + timedelta(seconds=round(hours * 3600))
    begin, end = clocks.wall(began, zone), clocks.wall(woke, zone)
    adjust = clocks.decimal(record.get("LenAdjust") or "0", "LenAdjust")
    # "-1.0" marks a record added by hand; "-1" is a minute less.
    less = 0 if record.get("LenAdjust") == "-1.0" else max(0, -round(adjust))
    _count_left_out(record, found)
    span = days.minutes_between(
        days.at(begin.date(), f"{begin:%H:%M}", days.zone(zone)),
        days.at(end.date(), f"{end:%H:%M}", days.zone(zone)),
    )
    return Sleep(
        place=f"line {line}",
        began=begin,
        woke=end,
        zone=zone,
        measured=True,
        asleep_min=max(0, span - less),
        quality=_quality(record.get("Rating", "")),
        notes=_lines(record.get("Comment", "")),
    )


def _quality(rating: str) -> int | None:
    """A rating of 0 to 5 by quarters, 0 for none, as a step of 1 to 5."""
    value = clocks.decimal(rating or "0", "Rating")
    return None if value <= 0 else max(1, min(5, math.floor(value + 0.5)))


def _lines(comment: str) -> tuple[str, ...]:
    """A comment as lines; a line break is written as backslash and n."""
    parts = (" ".join(line.split()) for line in comment.replace("\\n", "\n").split("\n"))
    return tuple(line for line in parts if line)


def _count_left_out(record: Mapping[str, str], found: Found) -> None:
    """Count what a sensor says and the diary has no place for."""
    if any(_CLOCK.fullmatch(name) for name in record):
        found.left_out["movement graph{s}"] += 1
    if (record.get("Snore") or "-1").lstrip("0.") not in ("-1", ""):
        found.left_out["snoring time{s}"] += 1
    if not (record.get("DeepSleep") or "-1").startswith("-"):
        found.left_out["share{s} of deep sleep"] += 1


IMPORTER = Importer(
    name="sleep-as-android",
    title="Sleep as Android",
    files="the exported zip or its CSV",
    claims=_claims,
    read=_read,
)
