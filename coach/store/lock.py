"""The lock between programs: held for one read, change and write, and no longer.

The system drops it when its holder dies, so a crash leaves nothing to clear away.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coach.store import durable
from coach.store.durable import StoreError

if TYPE_CHECKING:
    from filelock import BaseFileLock

NAME = "diary.lock"

_SAY_SO_AFTER_S = 1.0
_GIVE_UP_AFTER_S = 30.0
_LOOK_EVERY_S = 0.005


class WriteLock:
    """One diary's lock, as one program sees it; safe to take from several threads.

    Attributes:
        waiting: Called once, from the waiting thread, when another program has held the
            lock for a second; nothing if None.
    """

    def __init__(self, folder: Path) -> None:
        self.waiting: Callable[[], None] | None = None
        self._path = folder / NAME
        self._lock: BaseFileLock | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; its folder must exist.

        Raises:
            StoreError: If the lock cannot be made, or another program keeps it.
        """
        lock = self._acquired()
        try:
            yield
        finally:
            lock.release()

    def _acquired(self) -> "BaseFileLock":
        # Imported here: it takes longer to load than all else that a reading command needs.
        from filelock import FileLock, Timeout

        if self._lock is None:
            self._lock = FileLock(str(self._path), mode=0o600)
        try:
            try:
                self._lock.acquire(timeout=_SAY_SO_AFTER_S, poll_interval=_LOOK_EVERY_S)
            except Timeout:
                if self.waiting is not None:
                    self.waiting()
                self._lock.acquire(
                    timeout=_GIVE_UP_AFTER_S - _SAY_SO_AFTER_S, poll_interval=_LOOK_EVERY_S
                )
        except Timeout:
            raise StoreError(
                f"{self._path} has been held by another coach for "
                f"{_GIVE_UP_AFTER_S:.0f} seconds; close that one and try again."
            ) from None
        except OSError as error:
            raise durable.explained(error, self._path, "locked") from error
        return self._lock
