"""Garmin: ``…_sleepData.json`` of the account's data, alone or in its zip.

Moments are UTC, written without saying so, and no zone is named. Of a night that the watch did
not confirm the file holds the hours that were set in the app, which nobody slept. The JSON of
Garmin Connect itself tells a moment twice, as milliseconds since 1970 and as the clock on the
wall, and so gives the offset.
"""

import re
from collections.abc import Hashable
from datetime import UTC, date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from coach.core.words.lengths_and_dates import counted
from coach.exchange.importers import clocks
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep, SleepKind
from coach.exchange.importers.members import place, read_each
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_ZIPPED = re.compile(r"(?:.*/)?[^/]*_sleepData\.json")
_NAMES = ("sleepStartTimestampGMT", "sleepWindowConfirmationType")
_OF_CONNECT = "dailySleepDTO"
_CONFIRMED = frozenset({
    "ENHANCED_CONFIRMED_FINAL",
    "ENHANCED_CONFIRMED",
    "AUTO_CONFIRMED_FINAL",
    "AUTO_CONFIRMED",
    "MANUALLY_CONFIRMED",
})  # fmt: skip
Seconds = Annotated[float, Meta(ge=0, le=1_000_000)]
# Milliseconds, or 2026-03-28T22:28:00.0 in UTC.
Moment = int | str


def _claims(source: SourceFile) -> bool:
    if source.is_zip:
        return bool(_files(source))
    head = source.first_text
    return head.startswith(("{", "[")) and any(
        f'"{name}"' in head for name in (*_NAMES, _OF_CONNECT)
    )


def _files(source: SourceFile) -> list[str]:
    return sorted(name for name in source.members if _ZIPPED.fullmatch(name))


class _Nap(msgspec.Struct):
    start: Moment = msgspec.field(name="napStartTimestampGMT")
    end: Moment = msgspec.field(name="napEndTimestampGMT")
    asleep: Seconds | None = msgspec.field(default=None, name="napTimeSec")


class _GarminSleep(msgspec.Struct, rename="camel"):
    """One night; the field names are Garmin's."""

    start: Moment | None = msgspec.field(default=None, name="sleepStartTimestampGMT")
    end: Moment | None = msgspec.field(default=None, name="sleepEndTimestampGMT")
    end_local: int | None = msgspec.field(default=None, name="sleepEndTimestampLocal")
    calendar_date: date | None = None
    confirmation: str | None = msgspec.field(default=None, name="sleepWindowConfirmationType")
    deep_sleep_seconds: Seconds | None = None
    light_sleep_seconds: Seconds | None = None
    rem_sleep_seconds: Seconds | None = None
    sleep_time_seconds: Seconds | None = None
    awake_count: Annotated[int, Meta(ge=0, le=200)] | None = None
    nap_list: list[_Nap] | None = None

    @property
    def naps(self) -> list[_Nap]:
        """The naps of that day."""
        return self.nap_list or []

    @property
    def asleep_min(self) -> int | None:
        """Minutes of the stages of sleep, where any was counted."""
        stages = (self.deep_sleep_seconds, self.light_sleep_seconds, self.rem_sleep_seconds)
        seconds = sum(filter(None, stages)) or self.sleep_time_seconds
        return int(seconds // 60) if seconds else None


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    nights = _Nights(contents, here)
    if source.is_zip:
        members = _files(source)
        if not members:
            raise LogError(f"{source.name} is an archive without …_sleepData.json")
        read_each(source, members, contents, lambda member: nights.read(source, member))
    else:
        nights.read(source, None)
    nights.finish()
    return contents


class _Nights:
    """The nights of one or more files; of those that stand in two of them the last one."""

    def __init__(self, contents: Contents, here: Here) -> None:
        self._contents = contents
        self._here = here
        self._sleeps: dict[Hashable, Sleep] = {}
        self._in_zone = False
        self._other_dates: set[date | None] = set()

    def read(self, source: SourceFile, member: str | None) -> None:
        """Take the nights of a file.

        Raises:
            LogError: If it holds no list of them.
        """
        tree = source.tree(member)
        records = tree if isinstance(tree, list) else [tree]
        for number, record in enumerate(records, 1):
            where = place(member, f"night {number}")
            inner = record.get(_OF_CONNECT, record) if isinstance(record, dict) else record
            try:
                self._take(where, msgspec.convert(inner, type=_GarminSleep))
            except (msgspec.ValidationError, ValueError) as error:
                self._contents.refuse(where, str(error))

    def finish(self) -> None:
        """Hand over the sleeps, and add what the summary must say."""
        self._contents.sleeps += self._sleeps.values()
        if self._in_zone:
            zone = self._here.zone or "UTC, as none is set on this computer"
            self._contents.remark(
                f"The file names no time zone; its moments were told in {zone}."
            )
        if self._other_dates:
            nights = counted(len(self._other_dates), "night")
            self._contents.remark(
                f"On {nights} Garmin names another date of waking: slept in another time zone, "
                "and told by the clock of this one."
            )

    def _take(self, where: str, record: _GarminSleep) -> None:
        naps: dict[Hashable, Sleep] = {
            (nap.start, nap.end): self._nap(where, record, nap) for nap in record.naps
        }
        if record.start is not None and record.end is not None and self._counts(record):
            key = record.calendar_date or (record.start, record.end)
            self._sleeps[key] = self._night(where, record, record.start, record.end)
        self._sleeps.update(naps)

    def _counts(self, record: _GarminSleep) -> bool:
        kind = (record.confirmation or "").upper()
        if kind in _CONFIRMED or (not kind and record.asleep_min is not None):
            return True
        self._contents.left_out["night{s} that the watch did not confirm"] += 1
        return False

    def _nap(self, where: str, record: _GarminSleep, nap: _Nap) -> Sleep:
        began, woke, zone = self._on_the_wall(nap.start, nap.end, record)
        return Sleep(
            place=where,
            began=began,
            woke=woke,
            zone=zone,
            measured=True,
            asleep_min=None if nap.asleep is None else int(nap.asleep // 60),
            kind=SleepKind.NAP,
        )

    def _night(self, where: str, record: _GarminSleep, start: Moment, end: Moment) -> Sleep:
        began, woke, zone = self._on_the_wall(start, end, record)
        if record.calendar_date not in (None, woke.date()):
            self._other_dates.add(record.calendar_date)
        return Sleep(
            place=where,
            began=began,
            woke=woke,
            zone=zone,
            measured=True,
            # Of hours that the person put in by hand no length of sleep is known.
            asleep=record.asleep_min is not None,
            asleep_min=record.asleep_min,
            awakenings=record.awake_count,
            staged=record.asleep_min is not None,
        )

    def _on_the_wall(
        self, start: Moment, end: Moment, record: _GarminSleep
    ) -> tuple[datetime, datetime, str | None]:
        """Beginning and end on the wall, and the zone that they are told in."""
        begin, finish = _instant(start), _instant(end)
        if record.end_local is not None and isinstance(record.end, int):
            ahead = (record.end_local - record.end) / 1000
            begin, finish = clocks.at_offset(begin, ahead), clocks.at_offset(finish, ahead)
            return clocks.span_on_the_wall(begin, finish, self._here.zone)
        self._in_zone = True
        zone = self._here.zone
        return clocks.wall(begin, zone), clocks.wall(finish, zone), zone


def _instant(moment: Moment) -> datetime:
    if isinstance(moment, int):
        return clocks.of_milliseconds(moment)
    return clocks.local_wall(moment.removesuffix("Z")).replace(tzinfo=UTC)


IMPORTER = Importer(
    name="garmin",
    title="Garmin",
    files="the zip of the account's data, or …_sleepData.json in it",
    claims=_claims,
    read=_read,
)
