"""Fitbit: the CSV of the web site, and the JSON of a takeout or of the interface.

All times are local, without a zone or an offset. In the CSV day and month stand in either
order; the order is the one in which the file's sleeps last less than a day.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from coach.exchange.importers import clocks
from coach.exchange.importers.columns import rows
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep, SleepKind
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_CSV_HEAD = re.compile(r'(?:"?Sleep"?\s*\n\s*)?"?Start Time"?,"?End Time"?,')
_JSON_HEAD = re.compile(r'\s*(?:\{\s*"sleep"\s*:\s*)?\[\s*(?:\{|\])')
_JSON_FIELDS = ("startTime", "endTime", "minutesAsleep")
_ZIPPED = re.compile(r"(?:.*/)?sleep-\d{4}-\d\d-\d\d\.json")
_DATE = re.compile(
    r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4}) +(\d{1,2}):(\d\d) ?([AaPp])?[Mm]?", re.ASCII
)
_STAGES = ("Minutes REM Sleep", "Minutes Light Sleep", "Minutes Deep Sleep")

Minutes = Annotated[int, Meta(ge=0, le=100_000)]


def _claims(source: SourceFile) -> bool:
    head = source.first_text
    return (
        bool(_CSV_HEAD.match(head))
        or any(_ZIPPED.fullmatch(name) for name in source.members)
        or bool(_JSON_HEAD.match(head) and all(f'"{name}"' in head for name in _JSON_FIELDS))
    )


def _read(source: SourceFile, _here: Here) -> Contents:
    contents = Contents()
    if source.is_zip:
        members = sorted(name for name in source.members if _ZIPPED.fullmatch(name))
        if not members:
            raise LogError(f"{source.name} is an archive without sleep-….json files")
        for member in members:
            _read_json(source, member, contents)
    elif source.first_text.startswith(("{", "[")):
        _read_json(source, None, contents)
    else:
        _read_csv(source, contents)
    return contents


class _Count(msgspec.Struct):
    count: Annotated[int, Meta(ge=0, le=200)] | None = None


class _Summary(msgspec.Struct):
    wake: _Count | None = None
    awake: _Count | None = None


class _Levels(msgspec.Struct):
    summary: _Summary | None = None


class _FitbitSleep(msgspec.Struct, rename="camel"):
    """One sleep of the JSON; the field names are Fitbit's."""

    start_time: str
    end_time: str
    minutes_asleep: Minutes
    minutes_to_fall_asleep: Minutes = 0
    minutes_after_wakeup: Minutes = 0
    is_main_sleep: bool | None = None
    levels: _Levels | None = None


def _read_json(source: SourceFile, member: str | None, contents: Contents) -> None:
    tree = source.tree(member)
    logs = tree.get("sleep") if isinstance(tree, dict) else tree
    if not isinstance(logs, list):
        raise LogError(f"{source.name} holds no list of sleeps")
    lead = "" if member is None else f"{member.rpartition('/')[2]}, "
    for number, raw in enumerate(logs, 1):
        place = f"{lead}sleep {number}"
        try:
            contents.sleeps.append(_of_log(place, msgspec.convert(raw, type=_FitbitSleep)))
        except (msgspec.ValidationError, ValueError) as error:
            contents.refuse(place, str(error))
        else:
            if isinstance(raw, dict) and raw.get("levels"):
                contents.left_out["graph{s} of sleep stages"] += 1


def _of_log(place: str, log: _FitbitSleep) -> Sleep:
    begin, up = _iso(log.start_time), _iso(log.end_time)
    woke = up - timedelta(minutes=log.minutes_after_wakeup)
    counts = log.levels.summary if log.levels else None
    wakes = (counts.wake or counts.awake) if counts else None
    kind = SleepKind.UNSAID
    if log.is_main_sleep is not None:
        kind = SleepKind.MAIN if log.is_main_sleep else SleepKind.UNSAID
    return Sleep(
        place=place,
        began=begin,
        woke=woke,
        up=up,
        measured=True,
        latency_min=log.minutes_to_fall_asleep,
        asleep_min=log.minutes_asleep,
        awakenings=wakes.count if wakes else None,
        kind=kind,
    )


def _iso(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text[:40]}" is not a local moment') from None
    return clocks.in_range(moment.replace(second=0, microsecond=0, tzinfo=None))


def _read_csv(source: SourceFile, contents: Contents) -> None:
    lines = source.text().lstrip().splitlines(keepends=True)
    above = next((at for at, line in enumerate(lines) if "Start Time" in line), 0)
    needed = ("Start Time", "End Time")
    plain = list(rows(source.name, lines[above:], needed, before=above))
    reader = _order_of(source, [row for _, row in plain])
    for line, row in plain:
        try:
            contents.sleeps.append(_of_row(line, row, reader))
        except ValueError as error:
            contents.refuse(f"line {line}", str(error))
        else:
            contents.left_out["set{s} of sleep stages"] += any(
                row.get(stage, "N/A").strip() not in ("N/A", "", "0") for stage in _STAGES
            )


Reader = Callable[[str], datetime]


def _of_row(line: int, row: Mapping[str, str], read: Reader) -> Sleep:
    begin, end = read(row.get("Start Time", "")), read(row.get("End Time", ""))
    return Sleep(
        place=f"line {line}",
        began=begin,
        woke=end,
        measured=True,
        asleep_min=_count(row, "Minutes Asleep"),
        awakenings=_count(row, "Number of Awakenings"),
    )


def _count(row: Mapping[str, str], name: str) -> int | None:
    """A figure such as ``1,000``; None where it says ``N/A``."""
    text = row.get(name, "").strip()
    return None if text in ("", "N/A") else clocks.number(text.replace(",", ""), name)


def _day_first(text: str) -> datetime:
    return _moment(text, lambda first, second: (second, first))


def _month_first(text: str) -> datetime:
    return _moment(text, lambda first, second: (first, second))


def _moment(text: str, month_and_day: Callable[[int, int], tuple[int, int]]) -> datetime:
    matched = _DATE.fullmatch(text.strip())
    if matched is None:
        raise ValueError(f'"{text[:40]}" is not a moment')
    first, second, third, hour, minute = (int(part) for part in matched.groups()[:5])
    year, (month, day) = third, month_and_day(first, second)
    if first > 31:
        year, month, day = first, second, third
    if matched[6]:
        if not 1 <= hour <= 12:
            raise ValueError(f'"{text[:40]}" is not a moment')
        hour = hour % 12 + (12 if matched[6] in "Pp" else 0)
    try:
        return clocks.local(year, month, day, hour, minute)
    except ValueError:
        raise ValueError(f'"{text[:40]}" is not a moment') from None


def _order_of(source: SourceFile, table: Iterable[Mapping[str, str]]) -> Reader:
    """Whether the day or the month comes first; LogError where nothing in the file says so."""
    listed = list(table)
    fits = {read: sum(_fitting(listed, read)) for read in (_day_first, _month_first)}
    alike = all(_same_either_way(row) for row in listed)
    if fits[_day_first] == fits[_month_first] and not alike and fits[_day_first]:
        raise LogError(
            f"{source.name}: whether the day or the month comes first in its dates cannot be "
            "told; export it with the year first"
        )
    return max(fits, key=lambda read: fits[read])


def _fitting(table: Iterable[Mapping[str, str]], read: Reader) -> Iterator[bool]:
    for row in table:
        try:
            span = read(row.get("End Time", "")) - read(row.get("Start Time", ""))
        except ValueError:
            yield False
        else:
            yield timedelta() < span <= timedelta(days=1)


def _same_either_way(row: Mapping[str, str]) -> bool:
    try:
        return all(
            _day_first(row.get(name, "")) == _month_first(row.get(name, ""))
            for name in ("Start Time", "End Time")
        )
    except ValueError:
        return True


IMPORTER = Importer(
    name="fitbit",
    title="Fitbit",
    files="its CSV, sleep-….json or the takeout zip",
    claims=_claims,
    read=_read,
)
