"""What is said when the program itself fails: short, and without the diary's text."""

import os
import sys
import time
import traceback
from pathlib import Path

from coach import __version__
from coach.core.words.text import visible

EXIT_CODE = 70


def report(error: BaseException, home: Path) -> int:
    """Say that the coach failed, where the diary is and where the trace; return the exit code.

    The trace holds file names, line numbers and the kind of error: no values, so none of
    the user's words.
    """
    lines = [f"coach {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    for chained in _chain(error):
        lines.append(f"{type(chained).__module__}.{type(chained).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(chained.__traceback__)
        ]
    log = _keep(home, "\n".join(lines) + "\n")
    sys.stderr.write(
        "coach: something went wrong inside the program. What was saved is safe in "
        f"{visible(str(home), one_line=True)}.\n"
    )
    if log is not None:
        sys.stderr.write(
            f"A trace without any of your words is in {visible(str(log), one_line=True)}.\n"
        )
    if os.environ.get("COACH_TRACEBACK"):
        traceback.print_exception(error)
    return EXIT_CODE


def _chain(error: BaseException) -> list[BaseException]:
    # Causes can run in a circle.
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return chain


def _keep(home: Path, text: str) -> Path | None:
    """Write the trace beside the diary, or nowhere if that cannot be done."""
    target = home / "crash.log"
    # Not through the store, which may be what failed.
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Never through a link, and never waiting for the other end of a pipe of that name.
        safely = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_APPEND | safely, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as out:
            out.write(f"{time.strftime('%Y-%m-%d %H:%M')}\n{text}\n")
    except OSError:
        return None
    return target
