"""Zepp, Zepp Life and Mi Fit: ``SLEEP_….csv`` out of the zip, which has a password.

Moments are UTC, in today's form as ``2026-01-01 00:22:00+0000`` and in the old one as seconds
since 1970; no zone is named. A date without sleep has a row too, which begins and ends at the
same moment.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from coach.exchange.importers import clocks
from coach.exchange.importers.columns import header, rows
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep, SleepKind
from coach.exchange.importers.members import file_name, place, read_each
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_HEADER = ("date", "deepSleepTime", "shallowSleepTime", "wakeTime", "start", "stop")
_ZIPPED = re.compile(r"(?:.*/)?SLEEP_[^/]*\.csv")
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)


def _claims(source: SourceFile) -> bool:
    if source.is_zip:
        return bool(_tables(source))
    return set(_HEADER) <= set(header(source.first_text))


def _tables(source: SourceFile) -> list[str]:
    return sorted(name for name in source.members if _ZIPPED.fullmatch(name))


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    if source.is_zip:
        members = _tables(source)
        if not members:
            raise LogError(f"{source.name} is an archive without SLEEP_….csv")
        read_each(
            source,
            members,
            contents,
            lambda member: _read_table(source, member, here, contents),
        )
    else:
        _read_table(source, None, here, contents)
    if contents.sleeps:
        contents.remark(
            "The file names no time zone; its moments were told in "
            f"{here.zone or 'UTC, as none is set on this computer'}."
        )
    return contents


def _read_table(source: SourceFile, member: str | None, here: Here, contents: Contents) -> None:
    lines = source.text(member).lstrip().splitlines(keepends=True)
    for line, row in rows(file_name(member) if member else source.name, lines, _HEADER):
        where = place(member, f"line {line}")
        try:
            naps = list(_naps(where, row, here))
            if row.get("start") != row.get("stop"):
                contents.sleeps.append(_night(where, row, here))
            contents.sleeps += naps
        except ValueError as error:
            contents.refuse(where, str(error))


def _night(where: str, row: Mapping[str, str], here: Here) -> Sleep:
    stages = ("deepSleepTime", "shallowSleepTime", "REMTime")
    asleep = sum(clocks.number(row.get(name) or "0", name) for name in stages)
    return Sleep(
        place=where,
        began=clocks.wall(_moment(row.get("start", "")), here.zone),
        woke=clocks.wall(_moment(row.get("stop", "")), here.zone),
        zone=here.zone,
        measured=True,
        asleep=asleep > 0,
        asleep_min=asleep,
    )


def _moment(text: str) -> datetime:
    if _SECONDS.fullmatch(text):
        return clocks.of_milliseconds(int(text) * 1000)
    return clocks.instant(text)


class _Nap(msgspec.Struct):
    start: str | int
    end: str | int


def _naps(where: str, row: Mapping[str, str], here: Here) -> Iterator[Sleep]:
    """The naps of a row: a list as JSON, which most rows leave empty."""
    text = row.get("naps", "")
    if not text:
        return
    try:
        naps = msgspec.json.decode(text.encode(), type=list[_Nap])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise ValueError(f'naps is "{text[:40]}", which is no list of naps') from None
    for nap in naps:
        yield Sleep(
            place=where,
            began=clocks.wall(_moment(str(nap.start)), here.zone),
            woke=clocks.wall(_moment(str(nap.end)), here.zone),
            zone=here.zone,
            measured=True,
            kind=SleepKind.NAP,
        )


IMPORTER = Importer(
    name="zepp",
    title="Zepp and Mi Fit",
    files="SLEEP_….csv, or a zip of it without a password",
    claims=_claims,
    read=_read,
    columns=_HEADER,
)
