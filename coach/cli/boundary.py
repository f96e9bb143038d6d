"""The edge of the program: its streams, and what is said when something goes wrong."""

import codecs
import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from coach.cli.state import BadInput, tell
from coach.core.words.text import plain, visible

# What the system says when stdout is a file and cannot take more.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def _leave_stdout(code: int) -> NoReturn:
    """End without Python writing once more to a stdout that takes nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _fill_closed_streams() -> None:
    """Put nothing in the place of a stream that the shell has closed (coach status >&-)."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - kept open
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _speak_any_encoding() -> None:
    """Let no stream fail on a sign that its encoding lacks, nor on a byte that is none."""
    codecs.register_error("plain", _plainly)
    for stream, errors in (
        (sys.stdin, "surrogateescape"),
        (sys.stdout, "plain"),
        (sys.stderr, "plain"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end


def end_with(run: Callable[[], object], folder: Callable[[], Path]) -> NoReturn:
    """Run the program to its end, and say in one sentence what went wrong.

    Args:
        run: Does the work; what it returns is the exit code, if it is a number.
        folder: The data folder, beside whose diary the trace of a crash is kept.
    """
    _fill_closed_streams()
    _speak_any_encoding()
    stdout = sys.stdout
    try:
        code = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        tell("Stopped.")
        sys.exit(130)
    except BadInput as error:
        # A file's name may hold signs that steer the terminal.
        tell(f"coach: {visible(str(error))}")
        sys.exit(2)
    except SystemExit:
        # Where a pipe was closed, click puts a stdout of its own in place and ends with 1.
        if sys.stdout is not stdout:
            _leave_stdout(0)
        raise
    except BrokenPipeError:
        # The reader went away (coach export | head); that is no failure of ours.
        _leave_stdout(0)
    except Exception as error:  # noqa: BLE001 - the crash boundary
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            reason = os.strerror(error.errno).lower()
            tell(f"coach: the result could not be written: {reason}")
            _leave_stdout(2)
        from coach.cli.crash import report

        sys.exit(report(error, folder()))
    sys.exit(code if isinstance(code, int) else 0)
