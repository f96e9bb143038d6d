"""The lock between programs: held for one read, change and write, and no longer.

Where the system has `flock`, waiting is left to it: it keeps the queue, so that nobody is
passed over, and it drops the lock when its holder dies, so that a crash leaves nothing to
clear away. Trying again and again instead lets one of fifty writers wait several times as
long (tests/benchmarks/many_writers.py). Where a file system refuses `flock` (some network
and phone storages), filelock's marker file is the lock, and on Windows filelock's own.
"""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from coach.store.disk import durable, trouble
from coach.store.disk.trouble import StoreError

if TYPE_CHECKING:
    from filelock import BaseFileLock

if sys.platform != "win32":
    import fcntl

NAME = "diary.lock"
# Held while the shared folder is brought in line, so that saving never waits for that.
SYNC_NAME = "sync.lock"

SAY_SO_AFTER_S = 1.0
GIVE_UP_AFTER_S = 30.0

_NO_FLOCK_HERE = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP}
_LOOK_EVERY_S = 0.02


def marker_of(path: Path) -> Path:
    """The marker that stands for a lock where nothing can be locked.

    Not of the lock's own name: `flock` leaves its file lying there, a marker is there only
    while it is held.
    """
    return path.with_suffix(".held")


class WriteLock:
    """One diary's lock, as one program sees it; not to be held twice by one thread.

    Attributes:
        waiting: Called once, from the waiting thread, when another program has held the
            lock for a second; nothing if None.
    """

    def __init__(self, folder: Path, name: str = NAME) -> None:
        self.waiting: Callable[[], None] | None = None
        self._path = folder / name
        self._marker = marker_of(self._path)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; its folder must exist.

        Raises:
            StoreError: If the lock cannot be made, or another program keeps it.
        """
        try:
            release = self._taken()
        except OSError as error:
            raise trouble.explained(error, self._path, "locked") from error
        try:
            yield
        finally:
            release()

    def _taken(self) -> Callable[[], None]:
        if sys.platform == "win32":
            return self._taken_by_polling()
        try:
            handle = self._taken_by_queueing()
        except OSError as error:
            if error.errno in _NO_FLOCK_HERE:
                return self._taken_by_marker()
            raise
        return lambda: os.close(handle)

    if sys.platform != "win32":

        def _taken_by_queueing(self) -> int:
            while True:
                handle = self._opened()
                try:
                    # The file may be another account's, in a folder that two share.
                    with suppress(PermissionError):
                        os.fchmod(handle, 0o600)
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    self._wait_in_line(handle)
                except OSError:
                    os.close(handle)
                    raise
                if os.fstat(handle).st_nlink:
                    return handle
                # The file was erased while we waited; whoever comes now makes another.
                os.close(handle)

        def _opened(self) -> int:
            # A pipe of that name would keep us waiting for its other end, opened plainly.
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
            try:
                handle = os.open(self._path, flags, 0o600)
            except OSError:
                durable.refuse_unless_file(self._path)
                raise
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                os.close(handle)
                durable.refuse_unless_file(self._path)
            return handle

    def _wait_in_line(self, handle: int) -> None:
        place = _PlaceInLine(handle)
        waited = False
        try:
            if not place.called.wait(SAY_SO_AFTER_S):
                self._say_so()
                place.called.wait(GIVE_UP_AFTER_S - SAY_SO_AFTER_S)
            waited = True
        finally:
            ours = place.leave()
            if ours and not waited:
                # The person pressed ctrl+c in the moment it came.
                os.close(handle)
        if not ours:
            raise self._kept_by_another()

    # Imported below, not above: it takes longer to load than all that a reading command needs.

    def _taken_by_polling(self) -> Callable[[], None]:
        from filelock import FileLock

        return self._asked_for_again_and_again(FileLock(str(self._path), mode=0o600))

    def _taken_by_marker(self) -> Callable[[], None]:
        """A file that is there while the lock is held; one of a dead program is taken over."""
        from filelock import SoftFileLock

        durable.refuse_unless_file(self._marker)
        return self._asked_for_again_and_again(SoftFileLock(str(self._marker), mode=0o600))

    def _asked_for_again_and_again(self, lock: "BaseFileLock") -> Callable[[], None]:
        from filelock import Timeout

        try:
            try:
                lock.acquire(timeout=SAY_SO_AFTER_S, poll_interval=_LOOK_EVERY_S)
            except Timeout:
                self._say_so()
                lock.acquire(
                    timeout=GIVE_UP_AFTER_S - SAY_SO_AFTER_S, poll_interval=_LOOK_EVERY_S
                )
        except Timeout:
            raise self._kept_by_another() from None
        return lock.release

    def _say_so(self) -> None:
        if self.waiting is not None:
            self.waiting()

    def _kept_by_another(self) -> StoreError:
        # Whether a program on another machine still lives, nobody here can tell.
        way_out = (
            "close that one and try again; if none is open on any machine, remove "
            f"{self._marker.name}"
            if self._marker.exists()
            else "close that one and try again"
        )
        return StoreError(
            f"{self._path} has been held by another coach for {GIVE_UP_AFTER_S:.0f} seconds; "
            f"{way_out}."
        )


class _PlaceInLine:
    """A thread that stands in the system's queue, for `flock` itself knows no time limit.

    Attributes:
        called: Set once waiting is over.
    """

    def __init__(self, handle: int) -> None:
        self.called = Event()
        self._handle = handle
        self._ours = False
        self._left = False
        self._deciding = Lock()
        Thread(target=self._stand, name="diary-lock", daemon=True).start()

    def leave(self) -> bool:
        """Stop waiting; whether the lock is ours. If not, it is let go as soon as it comes."""
        with self._deciding:
            self._left = True
            return self._ours

    def _stand(self) -> None:
        locked = True
        if sys.platform != "win32":
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX)
            except OSError:
                locked = False
        with self._deciding:
            self._ours = locked and not self._left
            if not self._ours:
                # Nobody waits any more: held on to, it would keep everybody else out.
                os.close(self._handle)
        self.called.set()
