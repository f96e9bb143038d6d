"""Withings: the zip of the account's data, or ``sleep.csv`` in it.

The names of the columns are translated, and not all of them, so that the table is known by its
shape: two moments with their offset, then seconds, always in the same places. From the first
moment to the second is the time in bed.
"""

from collections.abc import Sequence
from datetime import timedelta

from coach.exchange.importers import clocks
from coach.exchange.importers.columns import cells, header
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_CSV = "sleep.csv"
_SECONDS = "(s)"
_MOST = 1_000_000
_FROM, _TO, _LIGHT, _DEEP, _REM, _AWAKE, _WAKE_UP, _TO_SLEEP, _TO_WAKE_UP = range(9)


def _claims(source: SourceFile) -> bool:
    if source.is_zip:
        member = source.member_named(_CSV)
        head = source.member_head(member).decode("utf-8", errors="replace") if member else ""
        return _has_its_columns(header(head.removeprefix("\ufeff")))
    return _has_its_columns(header(source.first_text))


def _has_its_columns(names: Sequence[str]) -> bool:
    in_seconds = [name.endswith(_SECONDS) for name in names[: _TO_WAKE_UP + 1]]
    return in_seconds == [False, False, True, True, True, True, False, True, True]


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    member = source.member_named(_CSV) if source.is_zip else None
    if source.is_zip and member is None:
        raise LogError(f"{source.name} is an archive without {_CSV} of Withings")
    table = cells(source.name, source.text(member).lstrip().splitlines(keepends=True))
    if not _has_its_columns(next(table, (0, []))[1]):
        raise LogError(
            f"{source.name} is no table of Withings: after two moments come times in {_SECONDS}"
        )
    for line, row in table:
        try:
            contents.sleeps.append(_sleep(line, row, here))
        except ValueError as error:
            contents.refuse(f"line {line}", str(error))
    return contents


def _sleep(line: int, row: Sequence[str], here: Here) -> Sleep:
    if len(row) <= _AWAKE:
        raise ValueError("it lacks some of the cells of a sleep")
    begin, end = clocks.instant(row[_FROM]), clocks.instant(row[_TO])
    woke = end - timedelta(seconds=_count(row, _TO_WAKE_UP))
    began, up, zone = clocks.span_on_the_wall(begin, end, here.zone)
    asleep = sum(_count(row, stage) for stage in (_LIGHT, _DEEP, _REM)) // 60
    return Sleep(
        place=f"line {line}",
        began=began,
        woke=clocks.wall(woke, zone),
        up=up,
        zone=zone,
        measured=True,
        latency_min=_count(row, _TO_SLEEP) // 60,
        asleep=asleep > 0,
        asleep_min=asleep,
        awakenings=_count(row, _WAKE_UP),
        staged=True,
    )


def _count(row: Sequence[str], place: int) -> int:
    """Seconds or a number of times; what a tracker does not count is 0 or left away."""
    text = row[place] if place < len(row) else ""
    count = int(clocks.decimal(text, f"column {place + 1}")) if text else 0
    if not 0 <= count <= _MOST:
        raise ValueError(f"column {place + 1} is {count}, which is no part of a night")
    return count


IMPORTER = Importer(
    name="withings",
    title="Withings",
    files="the zip of the account's data, or sleep.csv in it",
    claims=_claims,
    read=_read,
)
