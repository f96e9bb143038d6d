"""Fitbit: the CSV of the web site, and the JSON of a takeout or of the interface.

All times are local, without a zone or an offset. The CSV is read by `table`.
"""

import re
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from coach.exchange.importers import clocks
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep, SleepKind
from coach.exchange.importers.formats.fitbit.table import is_table, read_table
from coach.exchange.importers.pieces import told_in_its_zone
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_JSON_HEAD = re.compile(r'\s*(?:\{\s*"sleep"\s*:\s*)?\[\s*(?:\{|\])')
_JSON_FIELDS = ("startTime", "endTime", "minutesAsleep")
_ZIPPED = re.compile(r"(?:.*/)?sleep-\d{4}-\d\d-\d\d\.json")
Minutes = Annotated[int, Meta(ge=0, le=100_000)]


def _claims(source: SourceFile) -> bool:
    head = source.first_text
    if _ZIPPED.fullmatch(source.name.replace("\\", "/")) and head.strip() == "[]":
        return True
    return (
        is_table(head)
        or any(_ZIPPED.fullmatch(name) for name in source.members)
        or bool(_JSON_HEAD.match(head) and all(f'"{name}"' in head for name in _JSON_FIELDS))
    )


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    if source.is_zip:
        _read_takeout(source, here, contents)
    elif source.first_text.startswith(("{", "[")):
        if not _read_json(source, None, here, contents):
            contents.remark(f"No sleep in {source.name}.")
    else:
        read_table(source, here, contents)
    return contents


def _read_takeout(source: SourceFile, here: Here, contents: Contents) -> None:
    """Every month of a takeout; one that cannot be read is named, and the rest comes in."""
    members = sorted(name for name in source.members if _ZIPPED.fullmatch(name))
    if not members:
        raise LogError(f"{source.name} is an archive without sleep-….json files")
    empty = []
    for member in members:
        name = member.rpartition("/")[2]
        try:
            if not _read_json(source, member, here, contents):
                empty.append(name)
        except LogError as error:
            contents.refuse(name, str(error).removeprefix(f"{source.name} "))
    if empty:
        more = f" and {len(empty) - 1} more" if len(empty) > 1 else ""
        contents.remark(f"No sleep in {empty[0]}{more}.")


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
    duration: Annotated[int, Meta(ge=0)] | None = None
    # The interface writes the first, a takeout the second.
    is_main_sleep: bool | None = None
    main_sleep: bool | None = None
    levels: _Levels | None = None


def _read_json(source: SourceFile, member: str | None, here: Here, contents: Contents) -> int:
    """Take the sleeps of one file; how many it lists."""
    tree = source.tree(member)
    logs = tree.get("sleep") if isinstance(tree, dict) else tree
    if not isinstance(logs, list):
        raise LogError(f"{source.name} holds no list of sleeps")
    lead = "" if member is None else f"{member.rpartition('/')[2]}, "
    for number, raw in enumerate(logs, 1):
        place = f"{lead}sleep {number}"
        try:
            sleep = _of_log(place, msgspec.convert(raw, type=_FitbitSleep))
        except (msgspec.ValidationError, ValueError) as error:
            contents.refuse(place, str(error))
        else:
            duration = raw.get("duration") if isinstance(raw, dict) else None
            minutes = duration // 60_000 if isinstance(duration, int) else None
            contents.sleeps.append(told_in_its_zone(sleep, minutes, here, contents))
            if isinstance(raw, dict) and raw.get("levels"):
                contents.left_out["graph{s} of sleep stages"] += 1
    return len(logs)


def _of_log(place: str, log: _FitbitSleep) -> Sleep:
    begin, up = _iso(log.start_time), _iso(log.end_time)
    woke = up - timedelta(minutes=log.minutes_after_wakeup)
    counts = log.levels.summary if log.levels else None
    wakes = (counts.wake or counts.awake) if counts else None
    is_main = log.is_main_sleep or log.main_sleep
    return Sleep(
        place=place,
        began=begin,
        woke=woke,
        up=up,
        measured=True,
        latency_min=log.minutes_to_fall_asleep,
        asleep_min=log.minutes_asleep,
        awakenings=wakes.count if wakes else None,
        kind=SleepKind.MAIN if is_main else SleepKind.UNSAID,
    )


def _iso(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text[:40]}" is not a local moment') from None
    return clocks.in_range(moment.replace(second=0, microsecond=0, tzinfo=None))


IMPORTER = Importer(
    name="fitbit",
    title="Fitbit",
    files="its CSV, sleep-….json or the takeout zip",
    claims=_claims,
    read=_read,
)
