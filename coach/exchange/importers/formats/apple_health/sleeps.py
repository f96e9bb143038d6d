"""Sleeps out of the records of Apple Health: stages, times awake and times in bed.

Records of one device that follow each other are one piece of a night, the time in bed is put
round it, and the pieces are joined with those of any other format (`pieces`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.contents import Contents, Sleep
from coach.exchange.importers.pieces import BED_ROUND_SLEEP

_STAGES = frozenset({"AsleepCore", "AsleepDeep", "AsleepREM"})
ASLEEP = frozenset({"Asleep", "AsleepUnspecified", *_STAGES})
# Records of stages follow each other by the second, and some apps leave a minute or two.
_UNBROKEN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SleepRecord:
    """One sleep record; ``source`` is the name of the device or app."""

    line: int
    start: datetime
    end: datetime
    value: str
    source: str
    zone: str | None


def sleeps_of(
    parts: list[SleepRecord], contents: Contents, zone: str | None
) -> Iterator[Sleep]:
    """The sleeps of one device or app, times in bed put round them."""
    parts.sort(key=lambda part: (part.start, part.end))
    beds = [part for part in parts if part.value == "InBed"]
    used: set[int] = set()
    at = 0
    for group in _unbroken([part for part in parts if part.value != "InBed"]):
        asleep = [part for part in group if part.value in ASLEEP]
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
        yield _sleep(asleep, group, round_it, zone)
    for bed in beds:
        if id(bed) not in used:
            tz = bed.zone or zone
            begin, end = _walls(bed.start, bed.end, tz)
            yield Sleep(
                f"line {bed.line}", begin, end, tz, measured=True, asleep=False,
                source=bed.source,
            )  # fmt: skip


def _unbroken(parts: list[SleepRecord]) -> Iterator[list[SleepRecord]]:
    """Records between which no gap lies that would be an awakening."""
    group: list[SleepRecord] = []
    end: datetime | None = None
    for part in parts:
        if end is not None and part.start - end > _UNBROKEN:
            yield group
            group, end = [], None
        group.append(part)
        end = part.end if end is None else max(end, part.end)
    if group:
        yield group


def _sleep(
    asleep: list[SleepRecord],
    group: list[SleepRecord],
    beds: list[SleepRecord],
    common_zone: str | None,
) -> Sleep:
    last = max(asleep, key=lambda part: part.end)
    zone = last.zone or common_zone
    begin, woke = _walls(asleep[0].start, last.end, zone)
    into = [
        _walls(bed.start, last.end, zone)[0]
        for bed in beds
        if timedelta() <= asleep[0].start - bed.start <= BED_ROUND_SLEEP
    ]
    out = [
        _walls(bed.end, last.end, zone)[0]
        for bed in beds
        if timedelta() <= bed.end - last.end <= BED_ROUND_SLEEP
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
        zone=zone,
        measured=True,
        in_bed=min(into, default=None),
        up=max(out, default=None),
        asleep_min=_covered_min(asleep),
        awakenings=len(wakes) or None,
        source=last.source,
        staged=any(part.value in _STAGES for part in asleep),
        bed=beds[-1].line if beds else None,
    )


def _walls(start: datetime, end: datetime, zone: str | None) -> tuple[datetime, datetime]:
    """Two moments on the wall, in a zone, else in the offset of the second."""
    if zone is None:
        return clocks.wall_like(start, end), clocks.wall(end, None)
    return clocks.wall(start, zone), clocks.wall(end, zone)


def _covered_min(asleep: list[SleepRecord]) -> int:
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
