"""What becomes of the program when it is asked to end: by kill, by a window that is closed."""

import contextlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

# What asks a program to end, as far as the system has it. SIGINT and SIGQUIT come from outside
# only: ctrl+c and ctrl+\ are keys like others on the full screen.
_ASKING = tuple(
    signal.Signals[name]
    for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGBREAK")
    if name in signal.Signals.__members__
)
# A terminal that is gone takes no more bytes, and the program would wait for it for ever.
_PATIENCE_S = 5.0


class Ending:
    """Hears that the program is asked to end, and lets the screen leave as by `q`.

    Attributes:
        leave: Leaves the screen that is up.
        is_overdue: Whether leaving took longer than anybody waits for.
    """

    def __init__(self) -> None:
        self.leave: Callable[[], object] | None = None
        self.is_overdue = False
        self._is_asked = False

    def ask(self, number: int, _frame: FrameType | None) -> None:
        """Leave the screen; where none is up yet, end at once."""
        if self._is_asked:
            return
        self._is_asked = True
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, _PATIENCE_S, 1.0)
        # Textual has it already, wherever a screen is up.
        import asyncio

        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise SystemExit(128 + number) from None
        if self.leave is not None:
            loop.call_soon_threadsafe(self.leave)

    def insist(self, number: int, _frame: FrameType | None) -> None:
        """Give up waiting for the terminal."""
        self.is_overdue = True
        raise SystemExit(128 + number)


@contextlib.contextmanager
def orderly() -> Iterator[Ending]:
    """While it lasts, whoever asks the program to end is heard, and what is open is closed.

    A signal that was ignored before stays so (nohup).
    """
    ending = Ending()
    before = {number: signal.getsignal(number) for number in _ASKING}
    heard = [number for number in _ASKING if before[number] is not signal.SIG_IGN]
    for number in heard:
        signal.signal(number, ending.ask)
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, ending.insist)
    try:
        yield ending
    finally:
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number in heard:
            signal.signal(number, before[number])
        if ending.is_overdue:
            # A thread may still wait for the terminal, and the interpreter for the thread.
            os._exit(0)


@contextlib.contextmanager
def passing_folder(prefix: str) -> Iterator[Path]:
    """A folder that is gone afterwards, also where the program is killed; not so on Windows.

    Args:
        prefix: What its name begins with.
    """
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as name:
        if sys.platform == "win32":
            yield Path(name)
        else:
            with _outlived(name):
                yield Path(name)


if sys.platform != "win32":

    @contextlib.contextmanager
    def _outlived(name: str) -> Iterator[None]:
        """Have a folder removed at the end, whatever becomes of this process."""
        reading, writing = os.pipe()
        if os.fork() == 0:
            _outlive(name, reading, writing)
        os.close(reading)
        try:
            yield
        finally:
            shutil.rmtree(name, ignore_errors=True)
            os.close(writing)
            os.wait()

    def _outlive(name: str, reading: int, writing: int) -> None:
        """Wait in a process of its own until the program has ended, and remove its folder."""
        # Out of the reach of what ends the program and its terminal.
        os.setsid()
        os.close(writing)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        os.read(reading, 1)
        shutil.rmtree(name, ignore_errors=True)
        os._exit(0)
