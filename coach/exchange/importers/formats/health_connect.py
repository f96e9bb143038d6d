"""Health Connect of Android: the zip of its export, or ``health_connect_export.db`` in it.

It gathers what all apps of a phone know of a night; of several the one with stages stands. The
database is a file that anybody may have made: a private copy is opened, read-only, three
tables are read by their names, and nothing that the file defines is run.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.contents import Contents, Here, Importer, Sleep
from coach.exchange.importers.source import SourceFile
from coach.exchange.importers.stages import Stage, staged
from coach.exchange.log import LogError

if TYPE_CHECKING:
    import sqlite3

_DATABASE = "health_connect_export.db"
_MAGIC = b"SQLite format 3\x00"
_SESSIONS, _STAGES, _APPS = (
    "sleep_session_record_table",
    "sleep_stages_table",
    "application_info_table",
)
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    _SESSIONS: (
        "row_id",
        "app_info_id",
        "start_time",
        "start_zone_offset",
        "end_time",
        "end_zone_offset",
    ),
    _STAGES: ("parent_key", "stage_start_time", "stage_end_time", "stage_type"),
    _APPS: ("row_id", "package_name"),
}
# Where a database names its tables, unless it was made and changed for years.
_NAMED_WITHIN = 4 * 1024 * 1024
# A phone's heart rates and steps of years lie in it as well.
_LARGEST = 1024 * 1024 * 1024
# Ten years of three apps with thirty stages a night come to 330,000 rows.
_MOST_ROWS = 600_000
_LONGEST_VALUE = 1024 * 1024
_LARGEST_HEAP = 64 * 1024 * 1024
# Reading that many rows takes a hundredth of these.
_STEPS, _MOST_STEPS = 10_000, 50_000
_ASLEEP: Mapping[int, bool] = {
    1: False,
    2: True,
    3: False,
    4: True,
    5: True,
    6: True,
    7: False,
}

Value: TypeAlias = int | float | str | bytes | None
Row: TypeAlias = tuple[Value, ...]


def _claims(source: SourceFile) -> bool:
    if source.is_zip:
        return source.member_named(_DATABASE) is not None
    if not source.head.startswith(_MAGIC):
        return False
    with source.opener() as file:
        return _SESSIONS.encode() in file.read(_NAMED_WITHIN)


def _read(source: SourceFile, here: Here) -> Contents:
    contents = Contents()
    with _tables_of(source) as rows:
        apps = {app: name for app, name in rows(_APPS) if isinstance(name, str)}
        stages = _stages(rows(_STAGES))
        for session, app, start_at, start_offset, end_at, end_offset in rows(_SESSIONS):
            place = f"session {session if isinstance(session, int) else '?'}"
            try:
                start = _at(start_at, start_offset, here.zone)
                end = _at(end_at, end_offset, here.zone)
                began, woke, zone = clocks.span_on_the_wall(start, end, here.zone)
            except ValueError as error:
                contents.refuse(place, str(error))
                continue
            sleep = Sleep(
                place=place,
                began=began,
                woke=woke,
                zone=zone,
                measured=True,
                source=apps.get(app),
            )
            contents.sleeps.append(staged(sleep, start, end, stages.get(session, ())))
    return contents


def _stages(rows: Iterator[Row]) -> Mapping[Value, list[Stage]]:
    """The stages of each session by its row; one whose times are none is passed over."""
    stages: defaultdict[Value, list[Stage]] = defaultdict(list)
    for session, start, end, kind in rows:
        asleep = _ASLEEP.get(kind) if isinstance(kind, int) else None
        try:
            stages[session].append(Stage(_at(start, 0, None), _at(end, 0, None), asleep))
        except ValueError:
            continue
    return stages


def _at(milliseconds: Value, offset: Value, zone: str | None) -> datetime:
    """A moment in UTC on the clock of a place: by its offset in seconds, else by a zone."""
    if not isinstance(milliseconds, int):
        raise ValueError("its times are not numbers")
    moment = clocks.of_milliseconds(milliseconds)
    if offset is None:
        return moment.astimezone(days.zone(zone))
    if not isinstance(offset, int):
        raise ValueError("its time zone's offset is not a number")
    return clocks.at_offset(moment, offset)


@contextmanager
def _tables_of(source: SourceFile) -> Iterator[Callable[[str], Iterator[Row]]]:
    """What gives the rows of a table by its name.

    Raises:
        LogError: If it is no such database; also while rows are read.
    """
    try:
        import sqlite3
    except ImportError:
        raise LogError(f"{source.name} is a database, which this Python cannot read") from None
    member = source.member_named(_DATABASE)
    if source.is_zip and member is None:
        raise LogError(f"{source.name} is an archive without {_DATABASE}")
    try:
        folder = TemporaryDirectory(prefix="coach-")
    except OSError:
        raise LogError(
            f"{source.name} cannot be unpacked: there is no folder for temporary files"
        ) from None
    with folder as name:
        copy = Path(name) / _DATABASE
        source.unpack(copy, _LARGEST, member)
        try:
            address = f"{copy.as_uri()}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as database:
                _limit(database)
                there = _tables(database)
                if _SESSIONS not in there:
                    raise LogError(
                        f"{source.name} is a database (SQLite) without the "
                        f"{_SESSIONS} of Health Connect"
                    )
                database.set_authorizer(_reader_of(there))
                yield (
                    lambda table: (
                        _rows(database, table, source.name) if table in there else iter(())
                    )
                )
        except (sqlite3.Error, MemoryError, OverflowError, UnicodeDecodeError):
            raise LogError(
                f"{source.name} is a damaged database (SQLite), or its tables are not those of "
                "Health Connect"
            ) from None


def _limit(database: "sqlite3.Connection") -> None:
    """Let nothing take long or much memory."""
    import sqlite3

    steps = iter(range(_MOST_STEPS))
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    database.set_progress_handler(lambda: next(steps, None) is None, _STEPS)
    database.execute(f"PRAGMA hard_heap_limit = {_LARGEST_HEAP}")
    database.execute("PRAGMA trusted_schema = OFF")


def _tables(database: "sqlite3.Connection") -> frozenset[str]:
    """Those of our tables that are there, and have our columns; none that are computed."""
    # A view and a virtual table have no page of their own.
    real = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    there = {row[0] for row in database.execute(real)}
    return frozenset(
        table for table in _COLUMNS if table in there and _is_plain(database, table)
    )


def _is_plain(database: "sqlite3.Connection", table: str) -> bool:
    hidden = {row[1]: row[6] for row in database.execute(f"PRAGMA table_xinfo({table})")}
    return all(hidden.get(column) == 0 for column in _COLUMNS[table])


def _reader_of(tables: Container[str]) -> Callable[..., int]:
    """What allows reading some tables by a query of ours, and nothing else."""
    import sqlite3

    def _decide(
        action: int, first: str | None, _column: str | None, _base: str | None, via: str | None
    ) -> int:
        reads = action == sqlite3.SQLITE_READ and first in tables
        allowed = via is None and (reads or action == sqlite3.SQLITE_SELECT)
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return _decide


def _rows(database: "sqlite3.Connection", table: str, name: str) -> Iterator[Row]:
    """The rows of a table, whose names are our own."""
    cursor = database.execute(f"SELECT {', '.join(_COLUMNS[table])} FROM {table}")
    for number, row in enumerate(cursor):
        if number >= _MOST_ROWS:
            raise LogError(
                f"{name} holds more than {_MOST_ROWS:,} rows of sleep, and no diary comes to "
                "that many"
            )
        yield row


IMPORTER = Importer(
    name="health-connect",
    title="Health Connect",
    files="the zip of its export, or health_connect_export.db in it",
    claims=_claims,
    read=_read,
)
