"""Files that are whole or not there: written beside, synced, put in place, private.

A write makes a new file in the same folder, syncs it, renames it over the old one and
syncs the folder, so that a crash at any moment leaves the old content or the new one and
what was acknowledged is on disk. Files are 0600 and folders 0700 whatever the umask.
"""

import os
import stat
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import IO

import msgspec

from coach.store.disk.trouble import NotAFile, StoreError, explained

_FILE_MODE = 0o600
_FOLDER_MODE = 0o700
_TEMPORARY_END = ".tmp"
# Two writes of one process must not meet in one half-written file.
_serial = count()

# On Windows nobody replaces a file that is being read, by a virus scanner or another coach.
# They are done in a moment; elsewhere what is forbidden stays so.
_TRY_AGAIN_AFTER_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4) if os.name == "nt" else ()
_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISLNK, "a link"),
)


def encoded(value: object, what: str) -> bytes:
    """A value as compact JSON; NaN, which JSON lacks, becomes null and fails the next check.

    Args:
        value: A struct or plain values.
        what: What it is, to be named if it cannot be kept.

    Raises:
        StoreError: If a text in it cannot be written as UTF-8.
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError as error:
        raise StoreError(
            f"{what} was not saved: its text holds a sign that is not a character "
            f"(at place {error.start + 1}); remove it and try again."
        ) from error


def opened(path: Path) -> IO[bytes]:
    """Open a file to be read from its beginning, never waiting for anybody's other end.

    A symbolic link is followed. A pipe, a device, a socket or a folder is not opened at all:
    some make whoever opens them wait for ever, others never end.

    Raises:
        NotAFile: If something else stands there.
        OSError: If it cannot be opened.
    """
    refuse_unless_file(path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    try:
        # It may have been exchanged since we looked.
        _refuse_kind(os.fstat(handle).st_mode)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read(path: Path) -> bytes:
    """All bytes of a file; like `opened`.

    Raises:
        NotAFile: If something else stands there.
        OSError: If it cannot be read.
    """
    with opened(path) as file:
        return file.read()


def refuse_unless_file(path: Path) -> None:
    """Refuse what is no ordinary file; that nothing is there is fine, a link is followed.

    Raises:
        NotAFile: If something else stands there.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    _refuse_kind(mode)


def kind_of(mode: int) -> str | None:
    """What a file's mode says that it is, in words; None for an ordinary file."""
    if stat.S_ISREG(mode):
        return None
    return next((words for is_kind, words in _KINDS if is_kind(mode)), "a device")


def _refuse_kind(mode: int) -> None:
    kind = kind_of(mode)
    if kind is not None:
        raise NotAFile(kind)


def write(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Put bytes in place of a file, whole and on disk, or leave the file as it was.

    A symbolic link stays one: what it points to is replaced. Missing folders are made.

    Args:
        path: The file.
        data: What shall be in it.
        lasting: Whether it must outlive a power cut. What can be made anew need not wait for
            the disk; after a cut it may be empty.

    Raises:
        StoreError: If it could not be done. If only the last sync of the folder failed,
            the new content may be in place all the same.
    """
    try:
        # A rename onto a symbolic link would replace the link; people keep diaries elsewhere.
        target = Path(os.path.realpath(path))
        refuse_unless_file(target)
        make_folder(target.parent)
        temporary = _write_beside(target, data, lasting=lasting)
        try:
            _put_in_place(temporary, target)
        except OSError:
            _discard(temporary)
            raise
        # The rename is an entry of the folder: unless that is synced too, a power cut may
        # bring the old file back after the new one was acknowledged.
        if lasting:
            sync_folder(target.parent)
    except OSError as error:
        raise explained(error, path, "saved") from error


def write_new(path: Path, data: bytes, *, replace: bool = False) -> None:
    """Write a file that must not exist yet, unless it may be replaced.

    Raises:
        StoreError: If the file exists and may not be replaced, or cannot be written.
    """
    if not path.parent.is_dir():
        raise StoreError(f"{path} could not be written: there is no folder {path.parent}.")
    if path.is_dir():
        raise StoreError(f"{path} could not be written: it is a folder; name a file in it.")
    if replace:
        write(path, data)
        return
    try:
        refuse_unless_file(path)
        temporary = _write_beside(path, data)
        try:
            # Unlike a rename, a link never puts itself over a file that came in between.
            _link_or_create(temporary, path, data)
        finally:
            _discard(temporary)
        sync_folder(path.parent)
    except FileExistsError as error:
        raise StoreError(f"{path} exists already and was kept; --force replaces it.") from error
    except OSError as error:
        raise explained(error, path, "written") from error


def copy_beside(path: Path, copy: Path) -> None:
    """Keep a file's present bytes under a second, new name, on disk.

    Raises:
        StoreError: If it could not be done.
    """
    try:
        write_new(copy, read(path))
    except OSError as error:
        raise explained(error, copy, "written") from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each private to this account.

    Folders that exist keep their permissions.

    Raises:
        OSError: If it could not be done.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(_FOLDER_MODE)
    except FileExistsError:
        if folder.is_dir():
            return
        raise
    # The umask took its share of what mkdir was given.
    folder.chmod(_FOLDER_MODE)
    sync_folder(folder.parent)


def private_folder(folder: Path) -> None:
    """Make a folder as `make_folder` does.

    Raises:
        StoreError: If it could not be done.
    """
    try:
        make_folder(folder)
    except OSError as error:
        raise explained(error, folder, "made") from error


def sync_folder(folder: Path) -> None:
    """Have the folder's own entries on disk, where the platform knows how.

    Raises:
        OSError: If the disk refuses.
    """
    if os.name == "nt":
        # Windows opens no folder to be synced.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a file, for good and on disk; one that is not there is fine.

    Raises:
        StoreError: If it could not be done.
    """
    try:
        path.unlink()
        sync_folder(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise explained(error, path, "removed") from error


def meant_for(name: str) -> str | None:
    """The name of the file that a half-written one of ours was to become; else None."""
    return name[1:].rsplit("~", 1)[0] if _process_of(name) is not None else None


def sweep(
    folder: Path, *, everyones: frozenset[str] = frozenset(), only: str | None = None
) -> None:
    """Remove half-written files that dead processes left in a folder.

    Args:
        folder: Where to look; folders below it are left alone.
        only: The one file whose halves go, where other machines write to the folder: which
            of their processes live, nobody here can tell.
        everyones: Names of files that are only written under a lock which the caller
            holds: what stands half written beside these is dead whoever wrote it.
    """
    with suppress(OSError):
        for item in os.scandir(folder):
            process = _process_of(item.name)
            if process is None or only not in (None, meant_for(item.name)):
                continue
            if meant_for(item.name) in everyones or not is_alive(process):
                _discard(Path(item.path))


def _write_beside(target: Path, data: bytes, *, lasting: bool = True) -> Path:
    temporary = target.with_name(
        f".{target.name}~{os.getpid()}-{next(_serial)}{_TEMPORARY_END}"
    )
    # Never through something that another account has put there: in a shared folder a link
    # of that name would send the diary wherever it points.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(temporary, flags | getattr(os, "O_BINARY", 0), _FILE_MODE)
    except FileExistsError:
        # A dead process with this number left it.
        _discard(temporary)
        handle = os.open(temporary, flags | getattr(os, "O_BINARY", 0), _FILE_MODE)
    try:
        try:
            if hasattr(os, "fchmod"):
                os.fchmod(handle, _FILE_MODE)
            # The system may take less than it is given at a time.
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(handle, rest) :]
            # Before the rename, not after: else the name could be on disk ahead of the bytes.
            if lasting:
                os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        _discard(temporary)
        raise
    return temporary


def _put_in_place(temporary: Path, target: Path) -> None:
    pauses_s = iter(_TRY_AGAIN_AFTER_S)
    while True:
        try:
            # Path.replace would do the same; this is the name that tests make fail.
            os.replace(temporary, target)  # noqa: PTH105
        except PermissionError:
            pause_s = next(pauses_s, None)
            if pause_s is None:
                raise
            time.sleep(pause_s)
        else:
            return


def _link_or_create(temporary: Path, path: Path, data: bytes) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no links; there a crash may leave the new file cut short.
        with path.open("xb") as file:
            path.chmod(_FILE_MODE)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def _discard(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _process_of(name: str) -> int | None:
    if not (name.startswith(".") and name.endswith(_TEMPORARY_END) and "~" in name):
        return None
    process = name.rsplit("~", 1)[1].removesuffix(_TEMPORARY_END).partition("-")[0]
    return int(process) if process.isdecimal() and process.isascii() else None


def is_alive(process: int) -> bool:
    """Whether a process of that number runs; where the system cannot say, it does."""
    if os.name == "nt":
        # There os.kill does not ask: it interrupts the process.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # It is there, but another account's.
        return True
    return True
