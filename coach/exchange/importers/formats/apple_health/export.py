"""Apple Health: the zip of the phone, or ``export.xml`` in it, read as a stream.

Such files reach gigabytes, so that nothing but the sleep and the logged drinks is kept in
memory. The document type is cut off before parsing: iOS 16 writes it with errors, and a
document without one cannot define entities.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import IO
from xml.parsers import expat

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.contents import Contents, Happened, Here, Importer
from coach.exchange.importers.formats.apple_health.sleeps import ASLEEP, SleepRecord, sleeps_of
from coach.exchange.importers.source import HEAD_BYTES, SourceFile
from coach.exchange.log import LogError

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
# An archive holds few XML files; a hostile one may hold millions.
_MOST_MEMBERS = 20
# XML forbids these, and yet they are found in names of devices.
_FORBIDDEN = bytes(sign for sign in range(32) if sign not in (9, 10, 13))
_DOCTYPE = re.compile(rb"<!DOCTYPE\b.*?(?=<HealthData\b)", re.DOTALL)


def _claims(source: SourceFile) -> bool:
    if source.is_zip:
        return _member(source) is not None
    return _is_export(source.first_text)


def _is_export(head: str) -> bool:
    return head.startswith("<") and ("<HealthData" in head or "<!DOCTYPE HealthData" in head)


def _member(source: SourceFile) -> str | None:
    """The export in the zip, by its content: its name is in the language of the phone."""
    named = (name for name in source.members if name.lower().endswith(".xml"))
    for name in islice(named, _MOST_MEMBERS):
        head = source.member_head(name).decode("utf-8", errors="replace")
        if _is_export(head.removeprefix("\ufeff").lstrip()):
            return name
    return None


def _read(source: SourceFile, here: Here) -> Contents:
    member = _member(source)
    if source.is_zip and member is None:
        raise LogError(f"{source.name} is an archive without an export of Apple Health")
    health = _Health(Contents())
    with source.stream(member) as (stream, size):
        _parse(source, stream, size, health)
    contents = health.contents
    zone = _zone_of_all(health, here)
    by_source: defaultdict[str, list[SleepRecord]] = defaultdict(list)
    for part in health.parts:
        by_source[part.source].append(part)
    for parts in by_source.values():
        contents.sleeps.extend(sleeps_of(parts, contents, zone))
    for drink in health.drinks:
        at = clocks.wall(drink.at, drink.zone or zone)
        listed = (drink.kind, {"at": f"{at:%H:%M}", drink.unit: drink.amount})
        contents.happened.append(Happened(drink.place, at, listed, drink.zone or zone))
    if zone and _is_told_anew(health, zone):
        contents.remark(
            "The file has one offset throughout, that of the day of the export; times of its "
            f"records without a time zone were told in {zone}."
        )
    return contents


def _zone_of_all(health: "_Health", here: Here) -> str | None:
    """The zone of records that name none, where one offset stands throughout the file.

    That offset is the one of the day of the export, so that half of a year's nights would be
    an hour off. Where offsets change with the seasons they are right, and nothing is needed.
    """
    offsets = {moment.utcoffset() for moment in (health.exported,) if moment}
    offsets |= health.offsets
    if len(offsets) != 1:
        return None
    common = health.zones.most_common(1)
    if common:
        return common[0][0]
    tz, moment = days.zone(here.zone), health.exported or health.last
    if tz is None or moment is None:
        return None
    # A file from another place than this computer stands as it is written.
    return here.zone if moment.astimezone(tz).utcoffset() in offsets else None


def _is_told_anew(health: "_Health", zone: str) -> bool:
    """Whether any record without a zone reads otherwise in that zone than as written."""
    moments = (
        *(part.start for part in health.parts if part.zone is None),
        *(drink.at for drink in health.drinks if drink.zone is None),
    )
    return any(clocks.wall(at, zone) != clocks.wall(at, None) for at in moments)


@dataclass(frozen=True, slots=True)
class _Drink:
    """One logged drink; ``unit`` is what the log calls its amount."""

    place: str
    at: datetime
    kind: str
    unit: str
    amount: float
    zone: str | None


class _Health:
    """Takes what the parser meets and keeps the little that matters."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.parts: list[SleepRecord] = []
        self.drinks: list[_Drink] = []
        self.exported: datetime | None = None
        self.last: datetime | None = None
        self.offsets: set[timedelta | None] = set()
        self.zones: Counter[str] = Counter()
        self._known: dict[str, str | None] = {}
        self._words: dict[str, str] = {}
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
        elif name == "ExportDate":
            self.exported = _instant_or_none(attributes.get("value", ""))

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
        if name not in self._known:
            self._known[name] = name if clocks.is_known_zone(name) else None
        return self._known[name]

    def _take(self, line: int, record: Mapping[str, str]) -> None:
        start = clocks.instant(record.get("startDate", ""))
        end = clocks.instant(record.get("endDate", ""))
        if end < start:
            raise ValueError("it ends before it begins")
        if record["type"] != _SLEEP:
            self._take_drink(line, record, start)
            return
        value = record.get("value", "").removeprefix(_VALUE)
        if value not in ASLEEP and value not in ("InBed", "Awake"):
            raise ValueError(f'value is "{value[:60]}", which no sleep record has')
        # An export may hold millions of records; equal words stand in memory once.
        source, value = (
            self._words.setdefault(word, word) for word in (record.get("sourceName", ""), value)
        )
        self.parts.append(SleepRecord(line, start, end, value, source, self._zone))
        self._note_clock(start, end)

    def _note_clock(self, *moments: datetime) -> None:
        """Remember which offsets and zones the file has."""
        self.offsets.update(moment.utcoffset() for moment in moments)
        self.last = max(moments[-1], self.last or moments[-1])
        if self._zone is not None:
            self.zones[self._zone] += 1

    def _take_drink(self, line: int, record: Mapping[str, str], at: datetime) -> None:
        amount = clocks.decimal(record.get("value", ""), "value")
        kind, unit = "alcohol", "drinks"
        if record["type"] == _CAFFEINE:
            factor = {"mg": 1, "g": 1000}.get(record.get("unit", ""))
            if factor is None:
                raise ValueError(f'unit is "{record.get("unit", "")[:20]}", not mg or g')
            kind, unit, amount = "caffeine", "mg", amount * factor
        self.drinks.append(_Drink(f"line {line}", at, kind, unit, amount, self._zone))
        self._note_clock(at)


def _instant_or_none(text: str) -> datetime | None:
    try:
        return clocks.instant(text)
    except ValueError:
        return None


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


IMPORTER = Importer(
    name="apple-health",
    title="Apple Health",
    files="the zip of the phone, or the XML in it",
    claims=_claims,
    read=_read,
)
