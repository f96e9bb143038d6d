"""The automatic backups: one a day, thinned out with age, and one before anything large.

Each is a whole diary file, packed as gzip packs, so that ``gunzip`` gives it back; read back
when it is written. Those of older versions, which are not packed, are by and by. A name that a
person gives is looked up among those that are there and is never made into a path.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import msgspec

from coach.core.words.lengths_and_dates import plain_date
from coach.store.diary import tables as sheets
from coach.store.diary.packing import PACKED, Damaged, packed, unpacked
from coach.store.diary.storage import Tables, headed, parsed
from coach.store.diary.tables import Sheet
from coach.store.disk import durable, trouble
from coach.store.disk.trouble import StoreError, Unreadable

FOLDER = "backups"
DAILY_KEPT, WEEKLY_KEPT, MONTHLY_KEPT = 7, 4, 12
SPECIAL_KEPT = 10
# Of the plain ones that an older version left: packing ten years takes a moment.
_PACKED_AT_ONCE = 8
# West of here it may still be yesterday, and east of here tomorrow already.
_ZONES_APART = timedelta(days=1)

_NAME = re.compile(
    r"(?:before-(?P<before>import|restore|migration)-)?"
    r"(?P<date>\d{4}-\d\d-\d\d)(?:-(?P<time>\d{6})(?:-(?P<serial>\d+))?)?\.json"
    r"(?P<packed>\.gz)?"
)


class Before(StrEnum):
    """What a backup beyond the daily ones was made before."""

    IMPORT = "import"
    RESTORE = "restore"
    MIGRATION = "migration"


class Backup(msgspec.Struct, frozen=True):
    """One backup.

    Attributes:
        name: The name that `restore` takes.
        made: When, as its name says; midnight for a daily one.
        before: What it was made before; None for a daily one.
        size: Bytes.
    """

    name: str
    made: datetime
    before: Before | None
    size: int

    def line(self) -> str:
        """One line for a list, with as much of the name as `read` needs."""
        day = plain_date(self.made)
        when = (
            f"as it stood on {day}"
            if self.before is None
            else f"before {_WITH_ARTICLE[self.before]} at {self.made:%H:%M} on {day}"
        )
        stem = self.name.partition(".")[0]
        return f"{stem:<35} {when}, {max(1, round(self.size / 1024)):,} kB"


_WITH_ARTICLE = {
    Before.IMPORT: "an import",
    Before.RESTORE: "a restore",
    Before.MIGRATION: "a change of format",
}


def list_backups(folder: Path, today: date | None = None) -> tuple[Backup, ...]:
    """The backups in a data folder, newest first.

    Args:
        folder: The data folder.
        today: The present day. A backup dated later was made while the clock was wrong; such
            ones stand last.

    Raises:
        StoreError: If the backups' folder cannot be looked into.
    """
    known = [backup for name in _names(folder) if (backup := _known(folder, name)) is not None]

    def rank(backup: Backup) -> tuple[bool, datetime, str]:
        to_come = today is not None and backup.made.date() > today + _ZONES_APART
        return (not to_come, backup.made, backup.name)

    return tuple(sorted(known, key=rank, reverse=True))


def are_there(folder: Path) -> bool:
    """Whether there is any backup, good or not.

    Raises:
        StoreError: If the backups' folder cannot be looked into.
    """
    return any(is_backup(name) for name in _names(folder))


def is_backup(name: str) -> bool:
    """Whether a file of that name in the backups' folder is one of ours."""
    return _NAME.fullmatch(name) is not None


def read(folder: Path, name: str) -> Tables:
    """Everything that a backup holds, checked.

    Args:
        folder: The data folder.
        name: As `list_backups` gives it; what follows the last figure may be left out. One
            that was packed since goes by its old name too.

    Raises:
        StoreError: If there is no such backup, or it cannot be read.
    """
    wanted = {name, f"{name}.json", f"{name}{PACKED}", f"{name}.json{PACKED}"}
    known = next((backup for backup in list_backups(folder) if backup.name in wanted), None)
    if known is None:
        raise StoreError(f"There is no backup named {name!r}; `coach backup list` names them.")
    path = folder / FOLDER / known.name
    try:
        tables = parsed(_content(path))
        sheets.check(tables)
    except OSError as error:
        raise trouble.explained(error, path, "read") from error
    except Unreadable as wrong:
        raise StoreError(f"{path} cannot be restored: {wrong}.") from None
    return tables


def newest_good(folder: Path, today: date | None = None) -> str | None:
    """The name of the newest backup that can be read, if there is one.

    Args:
        folder: The data folder.
        today: As for `list_backups`.
    """
    try:
        newest_first = list_backups(folder, today)
    except StoreError:
        return None
    for backup in newest_first:
        try:
            read(folder, backup.name)
        except StoreError:
            continue
        return backup.name
    return None


def has_daily(folder: Path, day: date) -> bool:
    """Whether the daily backup of that date is there.

    Raises:
        StoreError: If the backups' folder cannot be looked into.
    """
    name = f"{day.isoformat()}.json"
    return not _names(folder).isdisjoint({name, f"{name}{PACKED}"})


def keep_daily(folder: Path, tables: Tables, day: date) -> None:
    """Keep the diary as it stood before the day's first change; thin out older ones.

    Raises:
        Unreadable: If the diary holds something damaged; nothing is written then.
        StoreError: If the backup cannot be written.
    """
    _write_checked(folder / FOLDER / f"{day.isoformat()}.json{PACKED}", tables)
    _pack_old(folder)
    dated = {
        backup.made.date(): backup.name
        for backup in list_backups(folder)
        if backup.before is None
    }
    # Those dated later than today, by a clock that was wrong, take nobody's place.
    to_come = {made for made in dated if made > day + _ZONES_APART}
    staying = {day, *days_to_keep(dated.keys() - to_come), *days_to_keep(to_come)}
    going = {made: name for made, name in dated.items() if made not in staying}
    others = {made for made, name in going.items() if _holds_more(folder, name, tables)}
    spared = days_to_keep(others)
    for made, name in going.items():
        if made not in spared:
            durable.remove(folder / FOLDER / name)


def keep_before(folder: Path, tables: Tables, before: Before, now: datetime) -> str:
    """Keep the diary as it stands before something large; the oldest of its kind go.

    Returns:
        The backup's name.

    Raises:
        Unreadable: If the diary holds something damaged; nothing is written then.
        StoreError: If the backup cannot be written.
    """
    name = _free_name(folder, before, now)
    _write_checked(folder / FOLDER / name, tables)
    _thin_out(folder, before, name, tables)
    return name


def keep_file_before(
    folder: Path, path: Path, tables: Tables, before: Before, now: datetime
) -> None:
    """Keep a diary's file, byte for byte, before something large; like `keep_before`.

    Args:
        folder: The data folder.
        path: The file.
        tables: What it holds.
        before: What it is kept before.
        now: The present moment.

    Raises:
        StoreError: If the backup cannot be written.
    """
    name = _free_name(folder, before, now)
    try:
        durable.write(folder / FOLDER / name, packed(durable.read(path)))
    except OSError as error:
        raise trouble.explained(error, path, "read") from error
    _thin_out(folder, before, name, tables)


def days_to_keep(days: Iterable[date]) -> frozenset[date]:
    """Which daily backups stay: the last 7, and the last of each of 4 weeks and 12 months.

    Only days that have a backup count, so that a month away costs none of them.
    """
    newest_first = sorted(days, reverse=True)
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in newest_first:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return frozenset(
        [
            *newest_first[:DAILY_KEPT],
            *list(weeks.values())[:WEEKLY_KEPT],
            *list(months.values())[:MONTHLY_KEPT],
        ]
    )


def _free_name(folder: Path, before: Before, now: datetime) -> str:
    stem = f"before-{before.value}-{now:%Y-%m-%d-%H%M%S}"
    name, serial, taken = f"{stem}.json", 1, _names(folder)
    while not taken.isdisjoint({name, f"{name}{PACKED}"}):
        serial += 1
        name = f"{stem}-{serial}.json"
    return f"{name}{PACKED}"


def _thin_out(folder: Path, before: Before, newest: str, tables: Tables) -> None:
    alike = [
        backup.name
        for backup in list_backups(folder, _day_in(newest))
        if backup.before is before
    ]
    # It stays even where a clock that was set back makes it look the oldest.
    going = [name for name in alike if name != newest][SPECIAL_KEPT - 1 :]
    spared = [name for name in going if _holds_more(folder, name, tables)][:SPECIAL_KEPT]
    for name in going:
        if name not in spared:
            durable.remove(folder / FOLDER / name)


def _holds_more(folder: Path, name: str, tables: Tables) -> bool:
    """Whether a backup holds days that the diary does not: it may be another, larger one's.

    A small diary that was begun beside the backups of a large one must not push these out.
    What cannot be read may hold anything.
    """
    try:
        entries = read(folder, name).get(Sheet.ENTRIES, {})
    except StoreError:
        return True
    return not entries.keys() <= tables.get(Sheet.ENTRIES, {}).keys()


def _write_checked(path: Path, tables: Tables) -> None:
    sheets.check(tables)
    _write_back_and_forth(path, msgspec.json.encode(headed(tables)))


def _write_back_and_forth(path: Path, data: bytes) -> None:
    """Write a packed backup.

    Raises:
        StoreError: If it cannot be written, or reads back otherwise.
    """
    durable.write(path, packed(data))
    # A backup is read when all else is lost; a bad disk is found out now, not then.
    try:
        written = _content(path)
    except OSError as error:
        raise trouble.explained(error, path, "read back") from error
    except Unreadable:
        written = b""
    if written != data:
        raise StoreError(f"{path} could not be kept: it reads back otherwise than written.")


def _content(path: Path) -> bytes:
    """What a backup holds, unpacked.

    Raises:
        OSError: If it cannot be read.
        Unreadable: If it is packed and damaged.
    """
    data = durable.read(path)
    if path.suffix != PACKED:
        return data
    try:
        return unpacked(data)
    except Damaged as wrong:
        raise Unreadable(str(wrong)) from None


def _pack_old(folder: Path) -> None:
    """Pack what an older version left plain, a few at a time; what fails stays as it is."""
    names = _names(folder)
    plain = [name for name in sorted(names, reverse=True) if is_backup(name)]
    plain = [name for name in plain if not name.endswith(PACKED)]
    for name in plain[:_PACKED_AT_ONCE]:
        path = folder / FOLDER / name
        smaller = path.with_name(f"{name}{PACKED}")
        with suppress(StoreError, Unreadable, OSError):
            if smaller.name not in names:
                _write_back_and_forth(smaller, durable.read(path))
            if _content(smaller) == durable.read(path):
                durable.remove(path)


def _names(folder: Path) -> frozenset[str]:
    """All names in the backups' folder; none where there is no such folder."""
    try:
        return frozenset(path.name for path in (folder / FOLDER).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except OSError as error:
        raise trouble.explained(error, folder / FOLDER, "read") from error


def _day_in(name: str) -> date | None:
    matched = _NAME.fullmatch(name)
    return date.fromisoformat(matched["date"]) if matched else None


def _known(folder: Path, name: str) -> Backup | None:
    matched = _NAME.fullmatch(name)
    if matched is None:
        return None
    try:
        made = datetime.fromisoformat(f"{matched['date']}T{matched['time'] or '000000'}")
        size = (folder / FOLDER / name).stat().st_size
    except (ValueError, OSError):
        return None
    before = Before(matched["before"]) if matched["before"] else None
    return Backup(name, made, before, size)
