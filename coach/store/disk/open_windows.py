"""Which programs are open on a folder: each holds a small file of its own while it runs.

The system lets go of it when the program ends, however it ends, so that a crash leaves
nobody behind who seems to be there.
"""

import os
import re
import sys
import time
import weakref
from contextlib import suppress
from pathlib import Path

from coach.store.disk import durable, trouble

if sys.platform != "win32":
    import fcntl

_MODE = 0o600
# Where the system cannot say whether a program holds its file, one is taken to be open for so
# long after it was opened, and while a program of its number runs.
_TRUSTED_FOR_S = 24 * 3600.0


_NAME = re.compile(r"([0-9a-f]{8})\.open")


class OpenWindow:
    """This program's own file in a folder.

    Attributes:
        name: Eight hex digits, drawn for this program alone.
    """

    def __init__(self, folder: Path) -> None:
        self.name = os.urandom(4).hex()
        self._folder = folder
        self._path = _path(folder, self.name)
        self._let_go: weakref.finalize[[int, Path], OpenWindow] | None = None

    def open(self) -> None:
        """Hold the file from now on.

        Raises:
            StoreError: If it cannot be made.
        """
        if self._let_go is not None and os.path.lexists(self._path):
            return
        self.close()
        try:
            durable.make_folder(self._folder)
            handle = _held(self._path)
        except OSError as error:
            raise trouble.explained(error, self._path, "made") from error
        # With the last one who knows the window, or at the end of the program.
        self._let_go = weakref.finalize(self, _let_go, handle, self._path)

    def close(self) -> None:
        """Let go of the file, and remove it."""
        if self._let_go is not None:
            self._let_go()
            self._let_go = None


def is_window(name: str) -> bool:
    """Whether a file of that name is one that a program holds while it is open."""
    return _NAME.fullmatch(name) is not None


def sweep(folder: Path) -> None:
    """Remove the files of programs that were closed without being able to."""
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError:
        return
    for name in names:
        matched = _NAME.fullmatch(name)
        if matched is not None:
            is_open(folder, matched[1])


def is_open(folder: Path, name: str) -> bool:
    """Whether the program of that name still runs; what a closed one left is tidied away."""
    return _is_held(_path(folder, name))


if sys.platform == "win32":

    def _is_held(path: Path) -> bool:
        # There a file that is open cannot be removed.
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return True
        return False

else:

    def _is_held(path: Path) -> bool:
        try:
            handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return _seems_open(handle)
        else:
            with suppress(OSError):
                path.unlink()
            return False
        finally:
            os.close(handle)


def _held(path: Path) -> int:
    while True:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), _MODE)
        try:
            if hasattr(os, "fchmod"):
                os.fchmod(handle, _MODE)
            os.write(handle, str(os.getpid()).encode())
            if sys.platform != "win32":
                # A file system without locks: age and number tell, as well as they can.
                with suppress(OSError):
                    fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_nlink:
                return handle
        except OSError:
            _let_go(handle, path)
            raise
        # Somebody looked between the making and the holding, and took it for a closed one's.
        os.close(handle)


def _let_go(handle: int, path: Path) -> None:
    with suppress(OSError):
        os.close(handle)
    with suppress(OSError):
        path.unlink()


def _seems_open(handle: int) -> bool:
    try:
        age = time.time() - os.fstat(handle).st_mtime
        number = os.read(handle, 20)
    except OSError:
        return False
    return age < _TRUSTED_FOR_S and number.isdigit() and durable.is_alive(int(number))


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.open"
