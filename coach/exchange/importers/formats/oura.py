"""Oura: the sleeps of the membership hub (CSV) and of both interfaces (JSON, or CSV of it).

The hub's zip has them in ``App Data/sleepmodel.csv``. All name the same things, the old
interface by other words. A night is a ``long_sleep``; what else the ring noticed is a piece of
the night beside it, a nap, a stirring of a few minutes, or a rest that the person said was
none. Only the moments are read, not the day that a sleep is filed under: the old interface
files it under the evening before.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from coach.exchange.importers import clocks
from coach.exchange.importers.columns import header, rows
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep, SleepKind
from coach.exchange.importers.pieces import ONE_NIGHT, SHORTEST_MIN
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_HEADER = ("bedtime_start", "bedtime_end")
_ZIPPED = re.compile(r"(?:.*/)?(?:sleepmodel|oura_sleep[^/]*)\.csv", re.IGNORECASE)
_LONG = "long_sleep"
_REJECTED = frozenset({"rest", "deleted"})
# How tables made of the interface write what is not there.
_NOTHING = frozenset({"", "None", "nan", "NaN", "null"})
# The old interface puts the sleeps under the first, today's under the second.
_LISTS = ("sleep", "data")
_DEEPEST = 3
Seconds = Annotated[float, Meta(ge=0, le=1_000_000)]


def _claims(source: SourceFile) -> bool:
    if source.is_zip:
        return _member(source) is not None
    head = source.first_text
    if head.startswith(("{", "[")):
        return all(f'"{name}"' in head for name in _HEADER) or '"summary_date"' in head
    return set(_HEADER) <= set(header(head))


def _member(source: SourceFile) -> str | None:
    """The table of sleeps in the hub's zip."""
    return next((name for name in source.members if _ZIPPED.fullmatch(name)), None)


class _OuraSleep(msgspec.Struct):
    """One sleep; the names are Oura's, those of the old interface second."""

    bedtime_start: str
    bedtime_end: str
    type: str | None = None
    total_sleep_duration: Seconds | None = None
    total: Seconds | None = None
    latency: Seconds | None = None
    onset_latency: Seconds | None = None
    wake_up_count: Annotated[int, Meta(ge=0, le=200)] | None = None
    is_longest: int | None = None

    @property
    def is_night(self) -> bool:
        """Whether it is one of those that the ring calls a night."""
        return self.type == _LONG or (self.type is None and self.is_longest == 1)


@dataclass(frozen=True, slots=True)
class _Period:
    """A time that the ring noticed, its moments as instants."""

    sleep: Sleep
    begin: datetime
    end: datetime
    is_night: bool


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    periods: list[_Period] = []
    for place, record in _records(source):
        try:
            ring = msgspec.convert(_filled(record), type=_OuraSleep, strict=False)
            if ring.type in _REJECTED:
                contents.left_out["rest{s} said to be no sleep"] += 1
            else:
                periods.append(_period(place, ring, here))
        except (msgspec.ValidationError, ValueError) as error:
            contents.refuse(place, str(error))
    contents.sleeps += _sorted_out(periods, contents)
    return contents


def _records(source: SourceFile) -> Iterator[tuple[str, object]]:
    """Each sleep with its place, as the file has it."""
    member = _member(source)
    if source.is_zip and member is None:
        raise LogError(f"{source.name} is an archive without sleepmodel.csv of Oura")
    if member is None and source.first_text.startswith(("{", "[")):
        records = _list_in(source.tree())
        if records is None:
            raise LogError(f"{source.name} holds no list of Oura's sleeps")
        yield from ((f"sleep {number}", record) for number, record in enumerate(records, 1))
    else:
        lines = source.text(member).lstrip().splitlines(keepends=True)
        for line, row in rows(source.name, lines, _HEADER):
            yield f"line {line}", row


def _list_in(tree: object, depth: int = 0) -> list[object] | None:
    if isinstance(tree, list):
        return tree
    if not isinstance(tree, dict) or depth > _DEEPEST:
        return None
    if _HEADER[0] in tree:
        return [tree]
    return next((_list_in(tree[name], depth + 1) for name in _LISTS if name in tree), None)


def _filled(record: object) -> object:
    """A row without the cells in which nothing stands."""
    if not isinstance(record, Mapping):
        return record
    return {
        name: value
        for name, value in record.items()
        if not isinstance(value, str) or value not in _NOTHING
    }


def _period(place: str, ring: _OuraSleep, here: Here) -> _Period:
    begin, end = clocks.instant(ring.bedtime_start), clocks.instant(ring.bedtime_end)
    began, woke, zone = clocks.span_on_the_wall(begin, end, here.zone)
    asleep = ring.total if ring.total_sleep_duration is None else ring.total_sleep_duration
    latency = ring.onset_latency if ring.latency is None else ring.latency
    sleep = Sleep(
        place=place,
        began=began,
        woke=woke,
        zone=zone,
        measured=True,
        latency_min=int((latency or 0) // 60),
        asleep=asleep is not None,
        asleep_min=None if asleep is None else int(asleep // 60),
        awakenings=ring.wake_up_count,
        staged=True,
    )
    return _Period(sleep, begin, end, ring.is_night)


def _sorted_out(periods: Sequence[_Period], contents: Contents) -> Iterator[Sleep]:
    """The nights, the pieces beside them, and the naps; stirrings are counted."""
    starts, ends = _round_nights(periods)
    for period in periods:
        place = bisect_right(starts, period.end) - 1
        if period.is_night:
            yield period.sleep
        elif (period.sleep.asleep_min or 0) < SHORTEST_MIN:
            contents.left_out[f"stirring{{s}} with under {SHORTEST_MIN} minutes asleep"] += 1
        elif place >= 0 and period.begin <= ends[place]:
            yield period.sleep
        else:
            yield replace(period.sleep, kind=SleepKind.NAP)


def _round_nights(periods: Iterable[_Period]) -> tuple[list[datetime], list[datetime]]:
    """From when to when something is of a night: two hours round each, those that touch one."""
    starts: list[datetime] = []
    ends: list[datetime] = []
    nights = (period for period in periods if period.is_night)
    for night in sorted(nights, key=lambda night: night.begin):
        begin, end = night.begin - ONE_NIGHT, night.end + ONE_NIGHT
        if ends and begin <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(begin)
            ends.append(end)
    return starts, ends


IMPORTER = Importer(
    name="oura",
    title="Oura",
    files="the zip of the membership hub, its file of sleeps, or the JSON of the interface",
    claims=_claims,
    read=_read,
    columns=_HEADER,
)
