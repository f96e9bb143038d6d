"""A program in a pseudo-terminal, timed from outside: what a person at a terminal waits for."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROWS, COLUMNS = 24, 80
PATIENCE_S = 60.0
ANSWERS_WITHIN_S = 1.5
# So long without a byte, a repaint is over.
STILL_S = 0.08


class Screen:
    """A program that draws on a pseudo-terminal of 80 columns and 24 rows.

    Args:
        command: Program and arguments.
        env: Its whole environment.
    """

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._begun = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=dict(env),
            start_new_session=True,
        )
        os.close(follower)
        self._drawn = b""

    @property
    def sent(self) -> int:
        """How many bytes it has drawn with until now."""
        return len(self._drawn)

    def used(self) -> float:
        """Seconds of processor time until now, all threads together; Linux tells it finely."""
        tasks = Path(f"/proc/{self._process.pid}/task")
        return (
            sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir())
            / 1e9
        )

    def seconds_to(self, text: str) -> float:
        """Seconds from the start until a text was drawn."""
        wanted = text.encode()
        while wanted not in self._drawn:
            self._read(PATIENCE_S)
        return time.perf_counter() - self._begun

    def press(self, key: str) -> float | None:
        """Press a key; the seconds until the last byte it drew, None if it drew nothing."""
        self.settle()
        pressed = time.perf_counter()
        os.write(self._leader, key.encode())
        last, patience = None, ANSWERS_WITHIN_S
        while select.select([self._leader], [], [], patience)[0]:
            self._read(0)
            last, patience = time.perf_counter(), STILL_S
        return None if last is None else last - pressed

    def strike(self, key: str) -> None:
        """Press a key and wait for nothing."""
        os.write(self._leader, key.encode())

    def take(self, patience_s: float) -> bool:
        """Take the next piece that it draws; whether there was one in that time."""
        there = bool(select.select([self._leader], [], [], patience_s)[0])
        if there:
            self._read(0)
        return there

    def settle(self, still_s: float = STILL_S) -> None:
        """Wait until it has drawn all that it has to."""
        while select.select([self._leader], [], [], still_s)[0]:
            self._read(0)

    def memory(self) -> float:
        """Megabytes that are resident now."""
        shown = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self._process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        return int(shown.stdout) * 1024 / 1e6

    def end(self) -> float:
        """Kill it; the seconds of processor time it had used by then."""
        os.kill(self._process.pid, signal.SIGKILL)
        _, status, used = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        os.close(self._leader)
        return used.ru_utime + used.ru_stime

    def wait(self, patience_s: float) -> int:
        """Wait until the program has ended by itself; its exit code."""
        try:
            while self.take(patience_s):
                pass
        except RuntimeError:
            # A pseudo-terminal whose program has ended cannot be read any more.
            pass
        os.close(self._leader)
        return self._process.wait(patience_s)

    def _read(self, patience_s: float) -> None:
        if not select.select([self._leader], [], [], patience_s)[0]:
            raise TimeoutError(f"nothing was drawn any more:\n{self._drawn[-2000:]!r}")
        try:
            self._drawn += os.read(self._leader, 65536)
        except OSError as error:
            raise RuntimeError(f"the program ended:\n{self._drawn[-2000:]!r}") from error


def processor_seconds(command: Sequence[str], env: Mapping[str, str]) -> tuple[float, float]:
    """Run a command to its end with its output thrown away.

    Returns:
        Seconds by the clock, and seconds of processor time.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=dict(env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {process.returncode}")
    return taken, used.ru_utime + used.ru_stime
