"""Changes of the diary, one after another, for none of which the screen stands still.

A change may have to wait for another program that holds the lock. It is made on a thread of
its own; where it is done at once, as nearly always, whoever asked for it goes on at once.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from coach.store.disk.trouble import StoreError

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

R = TypeVar("R")

# Shorter than anybody notices; the lock itself is had, or not, in no time.
AT_ONCE_S = 0.25


class Change(msgspec.Struct, Generic[R], frozen=True):
    """One change under way, and how to go on.

    Attributes:
        future: What becomes of it.
        then: Called with its result once it is on disk.
        refused: Called with the reason where the disk did not take it.
    """

    future: Future[R]
    then: Callable[[R], object]
    refused: Callable[[StoreError], object]

    def go_on(self) -> None:
        """Go on from a change that is done; what else it raised is raised here."""
        try:
            result = self.future.result()
        except StoreError as error:
            self.refused(error)
        else:
            self.then(result)


class Writing:
    """The changes that one program makes, in their order."""

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._under_way: deque[Change[object]] = deque()

    @property
    def waiting(self) -> bool:
        """Whether a change is still to be done."""
        return bool(self._under_way)

    def begin(
        self,
        do: Callable[[], object],
        then: Callable[[object], object],
        refused: Callable[[StoreError], object],
    ) -> None:
        """Make a change; go on from it before this returns, if it is done by then."""
        if self._thread is None:
            # The first page is drawn before anything is written.
            from concurrent.futures import ThreadPoolExecutor

            self._thread = ThreadPoolExecutor(1, "diary-writing")
        change = Change(self._thread.submit(do), then, refused)
        if not self._under_way and wait([change.future], AT_ONCE_S).done:
            change.go_on()
        else:
            self._under_way.append(change)

    def look(self) -> None:
        """Go on from whatever is done by now."""
        while self._under_way and self._under_way[0].future.done():
            self._under_way.popleft().go_on()

    def finish(self) -> None:
        """Wait until all is done, for the end of the program; nothing goes on from it."""
        while self._under_way:
            wait([self._under_way.popleft().future])
