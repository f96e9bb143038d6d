"""Samsung Health: the folder of the personal data as a zip, or the table of sleeps in it.

The first line of a table is its name, its version and a count; the names of the columns stand
in the second, some with the table's name before them. Moments are UTC, their offset stands
beside them. A table of stages says when there was time awake.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.columns import header, rows
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep
from coach.exchange.importers.members import file_name, place, read_each
from coach.exchange.importers.source import SourceFile
from coach.exchange.importers.stages import Stage, staged
from coach.exchange.log import LogError

_SLEEPS = ("com.samsung.shealth.sleep", "com.samsung.health.sleep")
_STAGES = "com.samsung.health.sleep_stage"
_HEADER = ("start_time", "end_time")
_STAGE_HEADER = ("sleep_id", "stage", *_HEADER)
_OFFSET = re.compile(r"UTC(?:([+-])(\d\d):?(\d\d))?", re.ASCII)
_MILLISECONDS = re.compile(r"\d{9,15}", re.ASCII)
_AWAKE, _REM = 40001, 40004

Row = Mapping[str, str]


def _claims(source: SourceFile) -> bool:
    if source.is_zip:
        return bool(_tables(source, _SLEEPS))
    return _table_in(source.first_text) in (*_SLEEPS, _STAGES)


def _table_in(head: str) -> str:
    """The name of the table, which is the first cell of all."""
    return next(iter(header(head)), "")


def _tables(source: SourceFile, tables: Sequence[str]) -> list[str]:
    """The members that hold one of some tables; a file's name is the table's and a time."""
    names = "|".join(re.escape(table) for table in tables)
    fitting = re.compile(rf"(?:.*/)?(?:{names})\.\d+\.csv")
    return sorted(name for name in source.members if fitting.fullmatch(name))


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    sleeps = _Sleeps(contents, here)
    if source.is_zip:
        members = _tables(source, _SLEEPS)
        if not members:
            raise LogError(f"{source.name} is an archive without {_SLEEPS[0]}.….csv")
        stages = _tables(source, (_STAGES,))
        read_each(source, stages, contents, lambda member: sleeps.read_stages(source, member))
        read_each(source, members, contents, lambda member: sleeps.read(source, member))
    elif _table_in(source.first_text) == _STAGES:
        sleeps.read_stages(source, None)
        sleeps.make_of_stages()
    else:
        sleeps.read(source, None)
    return contents


@dataclass(slots=True)
class _Session:
    """The stages of one sleep, whose offset and app stand beside each of them."""

    place: str
    row: Row
    stages: list[Stage] = field(default_factory=list)


class _Sleeps:
    """The sleeps of the tables, and the stages that belong to them."""

    def __init__(self, contents: Contents, here: Here) -> None:
        self._contents = contents
        self._here = here
        self._sessions: dict[str, _Session] = {}

    def read_stages(self, source: SourceFile, member: str | None) -> None:
        """Take the stages of a table."""
        self._each(source, member, _STAGE_HEADER, self._take_stage)

    def read(self, source: SourceFile, member: str | None) -> None:
        """Take the sleeps of a table."""
        self._each(source, member, _HEADER, self._take_sleep)

    def make_of_stages(self) -> None:
        """Take the sleeps that the stages come to, where there is no table of sleeps."""
        for session in self._sessions.values():
            start = min(stage.start for stage in session.stages)
            end = max(stage.end for stage in session.stages)
            self._take(session.place, session.row, start, end, session.stages)

    def _each(
        self,
        source: SourceFile,
        member: str | None,
        needed: Sequence[str],
        take: Callable[[str, Row], None],
    ) -> None:
        name = file_name(member) if member else source.name
        lines = source.text(member).lstrip().splitlines(keepends=True)
        # A spreadsheet may have put a line of its own before the table's name.
        before = 1 if _table_in(lines[0] if lines else "") else 2
        table = lines[before:]
        for line, row in rows(name, table, needed, before=before, spelled=_last_part):
            where = place(member, f"line {line}")
            try:
                take(where, row)
            except ValueError as error:
                self._contents.refuse(where, str(error))

    def _take_stage(self, where: str, row: Row) -> None:
        kind = clocks.number(row.get("stage", ""), "stage")
        asleep = kind != _AWAKE if _AWAKE <= kind <= _REM else None
        start, end = (_instant(row.get(name, "")) for name in ("start_time", "end_time"))
        session = self._sessions.setdefault(row.get("sleep_id", ""), _Session(where, row))
        session.stages.append(Stage(start, end, asleep))

    def _take_sleep(self, where: str, row: Row) -> None:
        if not row.get("end_time"):
            self._contents.left_out["sleep{s} without an end"] += 1
            return
        start, end = (_instant(row.get(name, "")) for name in ("start_time", "end_time"))
        session = self._sessions.get(row.get("datauuid", ""))
        self._take(where, row, start, end, session.stages if session else ())
        self._contents.left_out["score{s} of sleep"] += bool(row.get("sleep_score"))

    def _take(
        self, where: str, row: Row, start: datetime, end: datetime, stages: Sequence[Stage]
    ) -> None:
        ahead = self._offset(row.get("time_offset", ""))
        start, end = (
            moment.astimezone(days.zone(self._here.zone))
            if ahead is None
            else clocks.at_offset(moment, ahead.total_seconds())
            for moment in (start, end)
        )
        began, woke, zone = clocks.span_on_the_wall(start, end, self._here.zone)
        comment = (" ".join(line.split()) for line in row.get("comment", "").split("\n"))
        sleep = Sleep(
            place=where,
            began=began,
            woke=woke,
            zone=zone,
            measured=True,
            notes=tuple(line for line in comment if line),
            source=row.get("pkg_name") or None,
        )
        self._contents.sleeps.append(staged(sleep, start, end, stages))

    def _offset(self, text: str) -> timedelta | None:
        """How far a place is ahead of UTC; None where the row does not say so."""
        matched = _OFFSET.fullmatch(text)
        if matched is None:
            self._contents.remark(
                "Sleeps without an offset were told in "
                f"{self._here.zone or 'UTC, as no zone is set on this computer'}."
            )
            return None
        ahead = timedelta(hours=int(matched[2] or 0), minutes=int(matched[3] or 0))
        return -ahead if matched[1] == "-" else ahead


def _last_part(name: str) -> str:
    """``com.samsung.health.sleep.start_time`` as ``start_time``.

    A byte order mark stands before the names, in the second line.
    """
    return name.removeprefix("\ufeff").rpartition(".")[2]


def _instant(text: str) -> datetime:
    if _MILLISECONDS.fullmatch(text):
        return clocks.of_milliseconds(int(text))
    return clocks.local_wall(text).replace(tzinfo=UTC)


IMPORTER = Importer(
    name="samsung-health",
    title="Samsung Health",
    files="the folder of the personal data as a zip, or its tables of sleeps and stages",
    claims=_claims,
    read=_read,
)
