"""WHOOP: the zip of the data export, or ``sleeps.csv``, the cycles or the journal in it.

Times are the clock on the wall where the person was. The cycles tell the same nights as the
sleeps, without the naps, and are read where they come alone. The journal's answers have
neither an amount nor a time.
"""

from collections.abc import Mapping
from datetime import timedelta

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.columns import header, plain, rows
from coach.exchange.importers.contents import (
    Contents,
    Here,
    Importer,
    Sleep,
    SleepKind,
    Stated,
)
from coach.exchange.importers.members import file_name, place, read_each
from coach.exchange.importers.pieces import told_in_its_zone
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_SLEEPS, _CYCLES, _JOURNAL = "sleeps.csv", "physiological_cycles.csv", "journal_entries.csv"
_HEADER = ("Cycle start time", "Sleep onset", "Wake onset", "Asleep duration (min)")
_JOURNAL_HEADER = ("Cycle start time", "Question text", "Answered yes")
# A cycle begins with falling asleep: who does so in the evening wakes on the next date.
_TO_ITS_DATE = timedelta(hours=6)


def _claims(source: SourceFile) -> bool:
    if source.is_zip:
        return bool(_table_of_sleeps(source))
    return _is_one_of(source.first_text, _HEADER, _JOURNAL_HEADER)


def _table_of_sleeps(source: SourceFile) -> str | None:
    for name in (_SLEEPS, _CYCLES):
        member = source.member_named(name)
        head = source.member_head(member).decode("utf-8", errors="replace") if member else ""
        if _is_one_of(head.removeprefix("\ufeff"), _HEADER):
            return member
    return None


def _is_one_of(head: str, *headers: tuple[str, ...]) -> bool:
    names = {plain(name) for name in header(head)}
    return any({plain(name) for name in needed} <= names for needed in headers)


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    if not source.is_zip:
        _read_table(source, None, here, contents)
        return contents
    sleeps = _table_of_sleeps(source)
    if sleeps is None:
        raise LogError(f"{source.name} is an archive without {_SLEEPS} of WHOOP")
    journal = source.member_named(_JOURNAL)
    members = [sleeps, journal] if journal else [sleeps]
    read_each(
        source, members, contents, lambda member: _read_table(source, member, here, contents)
    )
    return contents


def _read_table(source: SourceFile, member: str | None, here: Here, contents: Contents) -> None:
    text = source.text(member).lstrip()
    is_journal = _is_one_of(text[:1000], _JOURNAL_HEADER)
    needed = _JOURNAL_HEADER if is_journal else _HEADER
    lines = text.splitlines(keepends=True)
    for line, row in rows(
        file_name(member) if member else source.name, lines, needed, spelled=plain
    ):
        where = place(member, f"line {line}")
        try:
            if is_journal:
                _take_answer(where, row, contents)
            else:
                _take_sleep(where, row, here, contents)
        except ValueError as error:
            contents.refuse(where, str(error))


def _take_sleep(where: str, row: Mapping[str, str], here: Here, contents: Contents) -> None:
    if not row.get("sleeponset") and not row.get("wakeonset"):
        contents.left_out["cycle{s} without a sleep"] += 1
        return
    asleep = _minutes(row, "asleepdurationmin")
    sleep = Sleep(
        place=where,
        began=clocks.local_wall(row.get("sleeponset", "")),
        woke=clocks.local_wall(row.get("wakeonset", "")),
        measured=True,
        # Of one that was not scored only the hours are known.
        asleep=asleep is not None,
        asleep_min=asleep,
        kind=_kind(row),
    )
    in_bed = _minutes(row, "inbeddurationmin")
    contents.sleeps.append(told_in_its_zone(sleep, in_bed, here, contents))
    contents.left_out["score{s} of sleep"] += bool(row.get("sleepperformance"))


def _kind(row: Mapping[str, str]) -> SleepKind:
    is_nap = row.get("nap", "").casefold() == "true"
    return SleepKind.NAP if is_nap else SleepKind.UNSAID


def _minutes(row: Mapping[str, str], name: str) -> int | None:
    text = row.get(name, "")
    return int(clocks.decimal(text, name)) if text else None


def _take_answer(where: str, row: Mapping[str, str], contents: Contents) -> None:
    """A question that was answered with yes, as a line for the notes."""
    question, remark = row.get("questiontext", ""), row.get("notes", "")
    if row.get("answeredyes", "").casefold() != "true":
        contents.left_out["journal answer{s} of no"] += 1
        return
    began = clocks.local_wall(row.get("cyclestarttime", ""))
    line = f"{question} Yes" + (f" ({remark})" if remark else "")
    day = days.night_of(began + _TO_ITS_DATE)
    contents.stated.append(Stated(where, day, {}, notes=(" ".join(line.split()),)))


IMPORTER = Importer(
    name="whoop",
    title="WHOOP",
    files="the zip of the data export, or sleeps.csv in it",
    claims=_claims,
    read=_read,
    columns=_HEADER,
)
