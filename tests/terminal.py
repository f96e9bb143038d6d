"""A pseudo-terminal with the real program in it, for tests and for measuring."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

ROOT = Path(__file__).resolve().parents[1]
# No test waits for a time; this only ends one whose condition will never hold.
PATIENCE_S = 60.0


@contextmanager
def _heeding_signals() -> Iterator[None]:
    """Start a child as a terminal does; a job in the background ignores what asks it to end."""
    asking = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
    ignored = [
        number for number in asking if signal.getsignal(number) is signal.Handlers.SIG_IGN
    ]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    try:
        yield
    finally:
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)


def seen(cell: pyte.screens.Char) -> pyte.screens.Char:
    """A cell as it is seen: on a blank no colour of the sign and no weight is."""
    if cell.data != " " or cell.reverse or cell.underscore or cell.strikethrough:
        return cell
    return cell._replace(fg="default", bold=False, italics=False, blink=False)


class Terminal:
    """A program in a pseudo-terminal of 80 columns and 24 rows."""

    def __init__(
        self,
        folder: Path,
        *words: str,
        tz: str = "UTC0",
        program: str | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        """Start ``coach`` on a folder, or a Python program that does something like it."""
        run = ["-c", program] if program else ["-m", "coach", "--data-dir", str(folder), *words]
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._leader = leader
        with _heeding_signals():
            self.process = subprocess.Popen(
                [sys.executable, "-B", *run],
                cwd=ROOT,
                stdin=follower,
                stdout=follower,
                stderr=follower,
                env={
                    **os.environ,
                    "TERM": "xterm-256color",
                    "TZ": tz,
                    "TEXTUAL_ANIMATIONS": "none",
                    **(environment or {}),
                },
                start_new_session=True,
            )
        os.close(follower)
        self.written = b""
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self._screen.display)

    @property
    def cells(self) -> list[list[pyte.screens.Char]]:
        """Every cell as it is seen, row by row."""
        rows = self._screen.buffer
        return [[seen(rows[row][column]) for column in range(80)] for row in range(24)]

    @property
    def modes(self) -> set[str]:
        """The modes of the terminal that the program has put on and not taken off again."""
        modes: set[str] = set()
        for private, signs, end in re.findall(rb"\x1b\[([?<>])([\d;]*)([hlu])", self.written):
            if private == b"?":
                names = {sign.decode() for sign in signs.split(b";")}
                modes = modes | names if end == b"h" else modes - names
            elif end == b"u":
                modes = modes | {"keyboard"} if private == b">" else modes - {"keyboard"}
        return modes

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self._leader, keys.encode())

    def wait_while(self, holds: Callable[[], bool], what: str = "it") -> None:
        """Let the program draw until something no longer holds."""
        until = time.monotonic() + PATIENCE_S
        while holds():
            assert time.monotonic() < until, f"{what} never came:\n{self.text}"
            self._read(0.05)

    def wait_for(self, text: str) -> None:
        """Let the program draw until a text stands on the screen."""
        self.wait_while(lambda: text not in self.text, repr(text))

    def ends(self) -> int:
        """Wait for the program to end and return its exit code."""
        self.wait_while(lambda: self.process.poll() is None, "the end")
        return self.process.returncode

    def vanish(self) -> int:
        """Take the terminal itself away, as a broken link does; the exit code."""
        os.close(self._leader)
        self._leader = -1
        return self.process.wait(PATIENCE_S)

    def hang_up(self) -> None:
        """Close the terminal, as its window's cross does."""
        os.killpg(self.process.pid, signal.SIGHUP)
        self.ends()

    def close(self) -> None:
        """End what is left."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._leader >= 0:
            os.close(self._leader)

    def _read(self, patience: float) -> None:
        if select.select([self._leader], [], [], patience)[0]:
            try:
                written = os.read(self._leader, 65536)
            except OSError:
                return
            self.written += written
            self._stream.feed(written)
