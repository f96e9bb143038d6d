"""Apple Health: ``export.xml``, or the zip it comes in, read as a stream.

Such files reach gigabytes, so that nothing but the sleep and the logged drinks is kept in
memory. The document type is cut off before parsing: iOS 16 writes it with errors, and a
document without one cannot define entities.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO
from xml.parsers import expat

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.contents import Contents, Happened, Here, Importer, Sleep
from coach.exchange.importers.source import HEAD_BYTES, SourceFile
from coach.exchange.log import LogError

_FILE = "export.xml"
_CHUNK = 256 * 1024
# Apple's document type is far shorter; one without an end must not fill the memory.
_LONGEST_PROLOGUE = 1024 * 1024
# Apple nests a handful; the parser remembers every element that is open.
_DEEPEST = 64
# The parser begins anew with each piece that it is given of something that does not end.
_LONGEST_PIECE = 4 * 1024 * 1024
# Apple's elements come to a hundred bytes and more on the average.
_SHORTEST_ELEMENT = 40
_SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
_CAFFEINE = "HKQuantityTypeIdentifierDietaryCaffeine"
_ALCOHOL = "HKQuantityTypeIdentifierNumberOfAlcoholicBeverages"
_VALUE = "HKCategoryValueSleepAnalysis"
_ASLEEP = frozenset({"Asleep", "AsleepUnspecified", "AsleepCore", "AsleepDeep", "AsleepREM"})
# A time in bed is the sleep's own where it begins or ends no further from it.
_BED_ROUND_SLEEP = timedelta(hours=3)
# XML forbids these, and yet they are found in names of devices.
_FORBIDDEN = bytes(sign for sign in range(32) if sign not in (9, 10, 13))
_DOCTYPE = re.compile(rb"<!DOCTYPE\b.*?(?=<HealthData\b)", re.DOTALL)


def _claims(source: SourceFile) -> bool:
    if source.is_zip:
        return source.member_named(_FILE) is not None
    head = source.first_text
    return head.startswith("<") and ("<HealthData" in head or "<!DOCTYPE HealthData" in head)


def _read(source: SourceFile, _here: Here) -> Contents:
    member = source.member_named(_FILE)
    if source.is_zip and member is None:
        raise LogError(f"{source.name} is an archive without {_FILE}")
    health = _Health(Contents())
    with source.stream(member) as (stream, size):
        _parse(source, stream, size, health)
    contents = health.contents
    by_source: defaultdict[int, list[_SleepRecord]] = defaultdict(list)
    for part in health.parts:
        by_source[part.source].append(part)
    for parts in by_source.values():
        contents.sleeps.extend(_sleeps(parts, contents))
    return contents


@dataclass(frozen=True, slots=True)
class _SleepRecord:
    """One sleep record; ``source`` numbers the device or app."""

    line: int
    start: datetime
    end: datetime
    value: str
    source: int
    zone: str | None


class _Health:
    """Takes what the parser meets and keeps the little that matters."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.parts: list[_SleepRecord] = []
        self._sources: dict[str, int] = {}
        self._zones: dict[str, str | None] = {}
        self._values: dict[str, str] = {}
        self._record: tuple[int, Mapping[str, str]] | None = None
        self._zone: str | None = None
        self._depth = 0
        self.elements = 0
        self.line = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        self.elements += 1
        if self._depth > _DEEPEST:
            raise ValueError("its elements lie too deep within each other")
        if name == "Record":
            wanted = attributes.get("type") in (_SLEEP, _CAFFEINE, _ALCOHOL)
            self._record = (self.line, attributes) if wanted else None
            self._zone = None
        elif self._record and attributes.get("key") == "HKTimeZone":
            self._zone = self._zone_named(attributes.get("value", ""))

    def end(self, name: str) -> None:
        """An element ends."""
        self._depth -= 1
        if name == "Record" and self._record:
            line, record = self._record
            self._record = None
            try:
                self._take(line, record)
            except ValueError as error:
                self.contents.refuse(f"line {line}", str(error))

    def _zone_named(self, name: str) -> str | None:
        if name not in self._zones:
            self._zones[name] = name if clocks.is_known_zone(name) else None
        return self._zones[name]

    def _take(self, line: int, record: Mapping[str, str]) -> None:
        start = clocks.instant(record.get("startDate", ""))
        end = clocks.instant(record.get("endDate", ""))
        if end < start:
            raise ValueError("it ends before it begins")
        if record["type"] != _SLEEP:
            self._take_drink(line, record, clocks.wall(start, self._zone))
            return
        value = record.get("value", "").removeprefix(_VALUE)
        if value not in _ASLEEP and value not in ("InBed", "Awake"):
            raise ValueError(f'value is "{value[:60]}", which no sleep record has')
        name = record.get("sourceName", "")
        number = self._sources.setdefault(name, len(self._sources))
        # An export may hold millions of records; equal words stand in memory once.
        shared_value = self._values.setdefault(value, value)
        self.parts.append(_SleepRecord(line, start, end, shared_value, number, self._zone))

    def _take_drink(self, line: int, record: Mapping[str, str], at: datetime) -> None:
        amount = clocks.decimal(record.get("value", ""), "value")
        clock = f"{at:%H:%M}"
        if record["type"] == _ALCOHOL:
            part = ("alcohol", {"at": clock, "drinks": amount})
        else:
            factor = {"mg": 1, "g": 1000}.get(record.get("unit", ""))
            if factor is None:
                raise ValueError(f'unit is "{record.get("unit", "")[:20]}", not mg or g')
            part = ("caffeine", {"at": clock, "mg": amount * factor})
        self.contents.happened.append(Happened(f"line {line}", at, part, self._zone))


def _parse(source: SourceFile, stream: IO[bytes], size: int, health: _Health) -> None:
    """Feed the stream to the parser; LogError where it is no sound XML."""
    # Apple writes UTF-8; what the file says of itself is not looked up as a codec.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def begin(name: str, attributes: dict[str, str]) -> None:
        health.line = parser.CurrentLineNumber
        health.begin(name, attributes)

    parser.StartElementHandler = begin
    parser.EndElementHandler = health.end
    # The document type was cut off; should one come by another way, it is refused.
    parser.StartDoctypeDeclHandler = _no_document_type
    try:
        fed = 0
        for chunk in _chunks(source, stream, size):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > _LONGEST_PIECE:
                raise ValueError("something that begins there has no end")
            if health.elements * _SHORTEST_ELEMENT > fed + _LONGEST_PIECE:
                raise ValueError("it holds more elements than an export comes to")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        raise LogError(f"{source.name}, line {error.lineno}: is not sound XML: {why}") from None
    except ValueError as error:
        if isinstance(error, LogError):
            raise
        line = parser.CurrentLineNumber
        raise LogError(f"{source.name}, line {line}: {error}") from None


def _no_document_type(*_: object) -> None:
    raise ValueError("it holds a document type in an odd place")


def _chunks(source: SourceFile, stream: IO[bytes], size: int) -> Iterator[bytes]:
    """The file piece by piece, without its document type and without forbidden signs."""
    prologue = stream.read(HEAD_BYTES)
    while b"<HealthData" not in prologue.partition(b"]>")[2] and b"<!DOCTYPE" in prologue:
        more = stream.read(HEAD_BYTES)
        if not more or len(prologue) > _LONGEST_PROLOGUE:
            raise LogError(f"{source.name} has no end to its document type")
        prologue += more
    if b"<!ENTITY" in prologue.partition(b"<HealthData ")[0]:
        raise LogError(f"{source.name} defines entities, which no export of Apple Health does")
    done = len(prologue)
    # Line breaks stay, so that a refusal names the line.
    yield _DOCTYPE.sub(lambda doctype: b"\n" * doctype[0].count(b"\n"), prologue, 1).translate(
        None, _FORBIDDEN
    )
    while chunk := stream.read(_CHUNK):
        done += len(chunk)
        source.progress(min(done, size), size)
        yield chunk.translate(None, _FORBIDDEN)


def _sleeps(parts: list[_SleepRecord], contents: Contents) -> Iterator[Sleep]:
    """The sleeps of one device or app, times in bed put round them."""
    parts.sort(key=lambda part: (part.start, part.end))
    beds = [part for part in parts if part.value == "InBed"]
    used: set[int] = set()
    at = 0
    for group in clocks.grouped_by_night([part for part in parts if part.value != "InBed"]):
        asleep = [part for part in group if part.value in _ASLEEP]
        if not asleep:
            contents.left_out["time{s} awake without a sleep"] += 1
            continue
        onset, woke = asleep[0].start, max(part.end for part in asleep)
        while at < len(beds) and beds[at].end <= onset:
            at += 1
        until = at
        while until < len(beds) and beds[until].start < woke:
            until += 1
        round_it = beds[at:until]
        used |= {id(bed) for bed in round_it}
        yield _sleep(asleep, group, round_it)
    for bed in beds:
        if id(bed) not in used:
            begin, end = _walls(bed.start, bed.end, bed)
            yield Sleep(f"line {bed.line}", begin, end, bed.zone, measured=True, asleep=False)


def _sleep(
    asleep: list[_SleepRecord], group: list[_SleepRecord], beds: list[_SleepRecord]
) -> Sleep:
    last = max(asleep, key=lambda part: part.end)
    begin, woke = _walls(asleep[0].start, last.end, last)
    into = [
        _walls(bed.start, last.end, last)[0]
        for bed in beds
        if timedelta() <= asleep[0].start - bed.start <= _BED_ROUND_SLEEP
    ]
    out = [
        _walls(bed.end, last.end, last)[0]
        for bed in beds
        if timedelta() <= bed.end - last.end <= _BED_ROUND_SLEEP
    ]
    wakes = [
        part
        for part in group
        if part.value == "Awake" and asleep[0].start < part.start and part.end < last.end
    ]
    return Sleep(
        place=f"line {asleep[0].line}",
        began=begin,
        woke=woke,
        zone=last.zone,
        measured=True,
        in_bed=min(into, default=None),
        up=max(out, default=None),
        asleep_min=_covered_min(asleep),
        awakenings=len(wakes) or None,
    )


def _walls(start: datetime, end: datetime, part: _SleepRecord) -> tuple[datetime, datetime]:
    """Two moments on the wall, in the record's zone, else in the offset of the second."""
    if part.zone is None:
        return clocks.wall_like(start, end), clocks.wall(end, None)
    return clocks.wall(start, part.zone), clocks.wall(end, part.zone)


def _covered_min(asleep: list[_SleepRecord]) -> int:
    """Minutes that at least one record covers, in whole minutes as the clock shows them."""
    total = timedelta()
    begin = end = asleep[0].start.replace(second=0)
    for part in asleep:
        start, stop = part.start.replace(second=0), part.end.replace(second=0)
        if start > end:
            total += end - begin
            begin, end = start, stop
        end = max(end, stop)
    return days.minutes_between(begin, begin + total + (end - begin))


IMPORTER = Importer(
    name="apple-health",
    title="Apple Health",
    files="export.xml or the zip it comes in",
    claims=_claims,
    read=_read,
)
