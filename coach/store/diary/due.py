"""One line beside the diary that spares a shell prompt from opening it.

It tells which of the last days are answered, from what time on the others are asked for, and
of which very file that holds. It is written with every change; nothing depends on it: where
anything does not fit, nothing is said, and whoever asks opens the diary.

This module imports what a bare Python has loaded anyway, and no more: a prompt that calls
`coach due` waits for it each time.
"""

import os
import time

from coach import __version__

DIARY = "diary.json"
NAME = "due.cache"

_FORMAT = "coach-due-1"
_MOST_BYTES = 4096
# The diary's first bytes, where what was drawn at its last write stands.
_HEAD_BYTES = 256
_HALVES = ("evening", "night")
# The only names with the time of Greenwich that need not be looked up.
_GREENWICH = frozenset({"", "UTC", "GMT"})
# Large, and a prime: no damaged digit goes unnoticed.
_PRIME = 2**61 - 1

# Any day at all is later.
EVER = "00000000"


def line(
    seal: tuple[tuple[int, ...], str],
    starts: str,
    since: str,
    asked: dict[str, tuple[str, list[str]]],
) -> bytes:
    """The line.

    Args:
        seal: Of the diary's file: its stamp, and what was drawn at its last write.
        starts: When the coach's day begins, ``HH:MM``.
        since: The first day, ``yyyymmdd``, from which on all answered ones are named.
        asked: For ``evening`` and ``night`` each: from what time on it is asked for, and the
            days that are answered.
    """
    stamp, written = seal
    parts = [_FORMAT, __version__, ",".join(map(str, stamp)), written, starts, since]
    for half in _HALVES:
        clock, answered = asked[half]
        parts += [clock, ",".join(answered) or "-"]
    body = " ".join(parts).encode()
    return b"%b %d\n" % (body, _sum(body))


def waits(folder: str, half: str, moment: float | None = None) -> bool | None:
    """Whether a half of the day's check-in waits; None where only the diary can tell.

    Args:
        folder: The data folder.
        half: ``evening`` or ``night``.
        moment: Seconds since 1970; now if None.
    """
    try:
        starts, since, *asked = _kept(folder)
        clock, answered = asked[2 * _HALVES.index(half) :][:2]
        start = _minutes(starts)
        day, passed = _told(start, time.time() if moment is None else moment)
    except (OSError, ValueError, OverflowError):
        return None
    if passed < (_minutes(clock) - start) % 1440:
        return False
    return None if day < since else day not in answered.split(",")


def _kept(folder: str) -> list[str]:
    """What the line tells of the diary that lies there now.

    Raises:
        OSError: If one of the two files cannot be read.
        ValueError: If the line is damaged, of another version, or of another file.
    """
    body, _, checked = _read(os.path.join(folder, NAME), _MOST_BYTES).rpartition(b" ")
    made_by, version, stamp, written, *parts = body.decode("ascii").split(" ")
    if int(checked) != _sum(body) or (made_by, version) != (_FORMAT, __version__):
        raise ValueError("it is no such line")
    if not _is_of(os.path.join(folder, DIARY), stamp, written):
        raise ValueError("it is of another file")
    return parts


def _told(start: int, now: float) -> tuple[str, int]:
    """The coach's day, and how many minutes of it have passed.

    As `coach.core.diary.day.coach_day` reckons from the wall clock, for which this machine's
    own zone stands, whatever it is just now.

    Raises:
        ValueError: If the clock or the zone is odd.
    """
    wall, zone = time.localtime(now), os.environ.get("TZ")
    # The system takes a zone that it does not know for Greenwich's.
    is_doubtful = not wall.tm_gmtoff and zone is not None and zone not in _GREENWICH
    if is_doubtful or wall.tm_gmtoff % 60 or not 1970 <= wall.tm_year <= 2199:
        raise ValueError("the command itself looks closer")
    day = time.gmtime(now // 1 + wall.tm_gmtoff - 60 * start)
    passed = (wall.tm_hour * 60 + wall.tm_min - start) % 1440
    return f"{day.tm_year:04d}{day.tm_mon:02d}{day.tm_mday:02d}", passed


def _is_of(diary: str, stamp: str, written: str) -> bool:
    """Whether the diary's file is the one that the line was made from."""
    status = os.stat(diary)
    present = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
    # Of two writes within one tick of the clock, what was drawn tells which this is.
    return stamp == ",".join(map(str, present)) and written.encode() in _read(
        diary, _HEAD_BYTES
    )


def _read(path: str, most: int) -> bytes:
    # Never waiting for anybody's other end, should it be a pipe.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        return os.read(handle, most)
    finally:
        os.close(handle)


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


def _sum(body: bytes) -> int:
    return int.from_bytes(body, "big") % _PRIME
