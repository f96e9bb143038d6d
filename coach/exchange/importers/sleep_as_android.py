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
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_CSV = "sleep-export.csv"
_HEADER = re.compile(r'"?Id"?,"?Tz"?,"?From"?,')
_LONGEST_HOURS = 48
_CLOCK = re.compile(r"\d{1,2}:\d\d")


def _claims(source: SourceFile) -> bool:
    return bool(source.member_named(_CSV) or _HEADER.match(source.first_text))


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
    rows = csv.reader(source.text(member).splitlines(keepends=True))
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


def _sleep(line: int, record: Mapping[str, str], contents: Contents) -> Sleep:
    began = clocks.of_milliseconds(clocks.number(record.get("Id", ""), "Id"))
    hours = clocks.decimal(record.get("Hours", ""), "Hours")
    if not 0 <= hours <= _LONGEST_HOURS:
        raise ValueError(f"Hours is {hours:g}, which no sleep lasts")
    zone = record.get("Tz", "")
    if not clocks.is_known_zone(zone):
        raise ValueError(f'Tz is "{zone[:40]}", which is no time zone known here')
    woke = began + timedelta(seconds=round(hours * 3600))
    begin, end = clocks.wall(began, zone), clocks.wall(woke, zone)
    adjust = clocks.decimal(record.get("LenAdjust") or "0", "LenAdjust")
    # "-1.0" marks a record added by hand; "-1" is a minute less.
    less = 0 if record.get("LenAdjust") == "-1.0" else max(0, -round(adjust))
    _count_left_out(record, contents)
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
)
