"""The lock between programs: held for one read, change and write, and no longer.

Where the system has `flock`, waiting is left to it: it keeps the queue, so that nobody is
passed over, and it drops the lock when its holder dies, so that a crash leaves nothing to
clear away. Trying again and again instead lets one of fifty writers wait ten times as long
(tests/benchmarks/many_writers.py). Elsewhere filelock tries again and again.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread

from coach.store.disk import durable
from coach.store.disk.durable import StoreError

if sys.platform != "win32":
    import fcntl

NAME = "diary.lock"

SAY_SO_AFTER_S = 1.0
GIVE_UP_AFTER_S = 30.0

_NO_FLOCK_HERE = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP}
_LOOK_EVERY_S = 0.02


class WriteLock:
    """One diary's lock, as one program sees it; not to be held twice by one thread.

    Attributes:
        waiting: Called once, from the waiting thread, when another program has held the
            lock for a second; nothing if None.
    """

    def __init__(self, folder: Path) -> None:
        self.waiting: Callable[[], None] | None = None
        self._path = folder / NAME

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; its folder must exist.

        Raises:
            StoreError: If the lock cannot be made, or another program keeps it.
        """
        try:
            release = self._taken()
        except OSError as error:
            raise durable.explained(error, self._path, "locked") from error
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
                return self._taken_by_polling()
            raise
        return lambda: os.close(handle)

    def _taken_by_queueing(self) -> int:
        while True:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            handle = os.open(self._path, flags, 0o600)
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

    def _taken_by_polling(self) -> Callable[[], None]:
        # Imported here: it takes longer to load than all else that a reading command needs.
        from filelock import FileLock, Timeout

        lock = FileLock(str(self._path), mode=0o600)
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
        return StoreError(
            f"{self._path} has been held by another coach for {GIVE_UP_AFTER_S:.0f} seconds; "
            "close that one and try again."
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
