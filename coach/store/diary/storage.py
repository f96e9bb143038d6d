"""What is behind TinyDB: one JSON file, read once, documents undecoded until asked for.

The file is what TinyDB expects, tables of documents, with one table of ours on top that
carries format and version, so that nothing foreign, cut short or newer is ever taken for a
diary, and least of all for an empty one. Writes go through `coach.store.disk.durable`.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from coach.store.disk import durable, trouble
from coach.store.disk.trouble import DiaryUnreadable, StoreError, Unreadable

FORMAT = "coach-diary"
VERSION = 1

_HEAD_TABLE = "coach"
_HEAD_ID = "1"
# The head is the file's first table and about a hundred bytes long.
_HEAD_BYTES = 256

Tables: TypeAlias = dict[str, dict[str, msgspec.Raw]]
Stamp: TypeAlias = tuple[int, ...]

# What turns the tables of one version into those of the next, by the version they have. The
# file itself is changed by the first write after it was read, and a copy is kept.
MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {}

_tables_decoder = msgspec.json.Decoder(dict[str, dict[str, msgspec.Raw]])


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """What stands at the top of the file.

    Attributes:
        format: Always ``coach-diary``.
        version: Of the file's layout.
        written: Drawn anew at every write; tells two writes apart within one clock tick.
    """

    format: str
    version: int
    written: str = ""


_head_decoder = msgspec.json.Decoder(Head)


def packed(value: object) -> msgspec.Raw:
    """A value as one undecoded document."""
    return msgspec.Raw(msgspec.json.encode(value))


def parsed(data: bytes) -> Tables:
    """Tables from a diary file's bytes, documents undecoded.

    Raises:
        Unreadable: If these are not the bytes of a diary this program can read.
    """
    if not data:
        raise Unreadable("it is empty (0 bytes)")
    try:
        data.decode()
        tables = _tables_decoder.decode(data)
        head = _head_decoder.decode(tables[_HEAD_TABLE][_HEAD_ID])
    except UnicodeDecodeError:
        raise Unreadable("it is not text") from None
    except (msgspec.ValidationError, KeyError):
        raise Unreadable("it is JSON, but not a diary of this program") from None
    except (msgspec.DecodeError, RecursionError):
        raise Unreadable("it is cut short or damaged") from None
    if head.format != FORMAT or head.version < 1:
        raise Unreadable("it is JSON, but not a diary of this program")
    if head.version > VERSION:
        raise Unreadable(
            f"a newer coach wrote it (version {head.version}, this one reads {VERSION})"
        )
    for name, table in tables.items():
        # All keys at once: there are thousands in a long diary, and this is in every start.
        keys = "".join(table)
        if table and ("" in table or not (keys.isascii() and keys.isdecimal())):
            raise Unreadable(f"not everything under {name!r} has a number")
    for version in range(head.version, VERSION):
        tables = MIGRATIONS[version](tables)
    return tables


def is_outdated(tables: Tables) -> bool:
    """Whether the tables come from a file of an older version, which still lies on disk."""
    head = tables.get(_HEAD_TABLE, {}).get(_HEAD_ID)
    return head is not None and _head_decoder.decode(head).version < VERSION


def headed(tables: Mapping[str, dict[str, msgspec.Raw]]) -> Tables:
    """The tables with a fresh head on top, ready to be encoded."""
    head = packed(Head(format=FORMAT, version=VERSION, written=os.urandom(8).hex()))
    rest = {name: table for name, table in tables.items() if name != _HEAD_TABLE}
    return {_HEAD_TABLE: {_HEAD_ID: head}, **rest}


class PagedStorage:
    """One diary file behind TinyDB.

    Reading costs one look at the file's stamp while that stays as it was. What was read
    once stays usable if the file becomes unreachable; writing is then refused.

    Attributes:
        path: The file; a symbolic link is followed.
        changed: Whether anything was written in the present `together`.
        was_written: Whether the file was ever written through this object.

    Args:
        path: The file.
        newest_backup: Names the newest good backup, asked when the file is unreadable.
        went_missing: Says, where there is no file, how it is known that there was one; None
            on a first evening.
    """

    def __init__(
        self,
        path: Path,
        newest_backup: Callable[[], str | None],
        went_missing: Callable[[], str | None] = lambda: None,
    ) -> None:
        self.path = path
        self._newest_backup = newest_backup
        self._went_missing = went_missing
        self._tables: Tables = {}
        self._stamp: Stamp | None = None
        self._trouble: StoreError | None = None
        self._pending: Tables | None = None
        self.changed = False
        self.was_written = False
        self._unsynced = False

    def stamp(self) -> Stamp:
        """What changes whenever the file does; empty where there is none."""
        try:
            return _stamp_of(self.path.stat())
        except OSError:
            return ()

    def seal(self) -> tuple[Stamp, str] | None:
        """What tells the file that `tables` is of from every other; None where nothing does.

        The stamp it had, and what was drawn when it was written; diaries written by others
        lack that.
        """
        known = self._tables.get(_HEAD_TABLE, {}).get(_HEAD_ID)
        if self._pending is not None or not self._stamp or known is None:
            return None
        written = _head_decoder.decode(known).written
        return (self._stamp, written) if written.isascii() and written.isalnum() else None

    def tables(self) -> Tables:
        """All tables as they are now; not to be changed by the caller.

        Raises:
            StoreError: If the file cannot be read and nothing was read before.
        """
        if self._pending is not None:
            return self._pending
        if self._stamp is None or self.stamp() != self._stamp:
            self._load()
        return self._tables

    def read(self) -> Tables | None:
        """TinyDB's way in: a copy of the outer dict, whose tables TinyDB replaces whole."""
        return dict(self.tables()) or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """TinyDB's way out: on disk at once, or with the rest of `together`."""
        # TinyDB hands back every table; those it did not touch are the same objects and need
        # not be encoded again, which is what keeps a save of a long diary short.
        known = self.tables()
        tables = {
            name: known[name] if table is known.get(name) else _packed_table(table)
            for name, table in data.items()
        }
        if self._pending is None:
            self.replace(tables)
        else:
            self._pending, self.changed = tables, True

    @contextmanager
    def together(self) -> Iterator[None]:
        """Gather all writes inside into one, made at the end; none if anything raises."""
        self._pending, self.changed = dict(self.tables()), False
        try:
            yield
            tables, changed = self._pending, self.changed
        finally:
            self._pending = None
        if changed:
            self.replace(tables)
        elif self._unsynced:
            self._sync()

    def replace(self, tables: Tables) -> None:
        """Put these tables in the file's place, on disk before this returns.

        Raises:
            StoreError: If that failed; what is in memory is then as it was.
        """
        tables = headed(tables)
        # Should the folder's last sync fail, the file may be new and yet not be safe.
        self._unsynced = True
        durable.write(self.path, msgspec.json.encode(tables))
        self._unsynced, self.was_written = False, True
        self._tables, self._stamp, self._trouble = tables, self.stamp(), None

    def refresh(self) -> None:
        """Read the file again if another program wrote it; to be called under the lock.

        Raises:
            StoreError: If the file cannot be read now, or was there and has gone: then
                nothing may be written over what is, or should be, there.
        """
        # Where there was no file, backups that say there should be may have come since.
        if not self._stamp or self.stamp() != self._stamp or self._rewritten():
            self._load()
        else:
            self._trouble = None
        if self._trouble is not None:
            raise self._trouble

    def _load(self) -> None:
        try:
            tables, stamp = self._from_disk()
        except StoreError as trouble:
            self._trouble = trouble
            if not self._stamp:
                raise
            return
        if stamp == () and self._stamp:
            self._trouble = StoreError(
                f"{self.path} has gone since it was read; put it back, "
                "or close the coach and open it again to begin an empty diary."
            )
            return
        self._tables, self._stamp, self._trouble = tables, stamp, None

    def _from_disk(self) -> tuple[Tables, Stamp]:
        try:
            with durable.opened(self.path) as file:
                # Of the file that is open: the path may lead to another one by now.
                stamp = _stamp_of(os.fstat(file.fileno()))
                data = file.read()
        except FileNotFoundError:
            if self.path.is_symlink():
                raise StoreError(
                    f"{self.path} is a link to a file that is not there; "
                    "put that file back, or remove the link."
                ) from None
            reason = self._went_missing()
            if reason is not None:
                newest = self._newest_backup()
                raise DiaryUnreadable(self.path, reason, newest, missing=True) from None
            return {}, ()
        except OSError as error:
            raise trouble.explained(error, self.path, "read") from error
        try:
            return parsed(data), stamp
        except Unreadable as wrong:
            raise DiaryUnreadable(self.path, str(wrong), self._newest_backup()) from None

    def _rewritten(self) -> bool:
        """Whether the head differs, though the stamp does not: clocks tick coarsely."""
        known = self._tables.get(_HEAD_TABLE, {}).get(_HEAD_ID)
        if known is None:
            return bool(self._stamp)
        try:
            with durable.opened(self.path) as file:
                return bytes(known) not in file.read(_HEAD_BYTES)
        except OSError:
            # Reading it says what is wrong.
            return True

    def _sync(self) -> None:
        folder = Path(os.path.realpath(self.path)).parent
        try:
            durable.sync_folder(folder)
        except OSError as error:
            raise trouble.explained(error, self.path, "saved") from error
        self._unsynced = False


def _packed_table(table: Mapping[str, Any]) -> dict[str, msgspec.Raw]:
    return {
        key: value if isinstance(value, msgspec.Raw) else packed(value)
        for key, value in table.items()
    }


def _stamp_of(status: os.stat_result) -> Stamp:
    # A rename gives another inode even within one tick of the clock; an editor that writes
    # in place leaves the inode and changes the rest.
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
