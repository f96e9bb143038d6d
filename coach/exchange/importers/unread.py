"""Formats that are recognised and not read: what to call them, and what to do instead."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coach.exchange.importers.columns import header, plain
from coach.exchange.importers.source import SourceFile

_APPLE = "its nights are in Apple Health's own export, which is read"
_MARK = re.compile(r"-?[0-9]+|(?:YES|NO|SKIP|UNKNOWN)(?:_[A-Z]+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Unread:
    """A format.

    Attributes:
        what: What it is, in words that follow a file's name.
        why: Why it is not read, or what is.
        recognises: Whether a file is of it.
    """

    what: str
    why: str
    recognises: Callable[[SourceFile], bool]


def named(source: SourceFile) -> str | None:
    """What a file is that is known and not read, in words that follow its name."""
    for unread in _UNREAD:
        if unread.recognises(source):
            return f"is {unread.what}, which is not read here; {unread.why}"
    return None


def _has_columns(*names: str) -> Callable[[SourceFile], bool]:
    wanted = {plain(name) for name in names}
    return lambda source: wanted <= {plain(name) for name in header(source.first_text)}


def _has_words(*words: str) -> Callable[[SourceFile], bool]:
    quoted = [f'"{word}"' for word in words]

    def _has(source: SourceFile) -> bool:
        head = source.first_text
        return head.startswith(("{", "[")) and all(word in head for word in quoted)

    return _has


def _has_member(pattern: str) -> Callable[[SourceFile], bool]:
    fitting = re.compile(rf"(?:.*/)?{pattern}")
    return lambda source: any(fitting.fullmatch(name) for name in source.members)


def _any(*tests: Callable[[SourceFile], bool]) -> Callable[[SourceFile], bool]:
    return lambda source: any(test(source) for test in tests)


def _is_gadgetbridge(source: SourceFile) -> bool:
    is_database = source.head.startswith(b"SQLite format 3\x00")
    return is_database and any(
        name in source.head for name in (b"_SLEEP_TIME_SAMPLE", b"_ACTIVITY_SAMPLE")
    )


def _is_of_habits(source: SourceFile) -> bool:
    """A date and marks in each row: the habits' names are the person's own."""
    if header(source.first_text)[:1] != ("Date",):
        return False
    lines = source.first_text.splitlines()[1:20]
    return bool(lines) and all(_is_of_marks(line.rstrip(",").split(",")) for line in lines)


def _is_of_marks(cells: list[str]) -> bool:
    date, *marks = cells
    return bool(_DATE.fullmatch(date) and marks and all(map(_MARK.fullmatch, marks)))


_UNREAD: Iterable[_Unread] = (
    _Unread(
        "AutoSleep's table",
        _APPLE,
        _has_columns("bedtime", "waketime", "fellAsleepIn", "sessions"),
    ),
    _Unread("Pillow's table", _APPLE, _has_columns("Start Time", "End Time", "Nap")),
    _Unread(
        "a table that a tool made from Apple Health",
        "Apple Health's own export is",
        _any(
            _has_columns("In bed start", "In bed Finish"),
            _has_columns("sourceName", "startDate", "endDate", "value"),
        ),
    ),
    _Unread("Health Auto Export's JSON", _APPLE, _has_words("metrics", "sleep_analysis")),
    _Unread(
        "a table of Daylio",
        "it holds moods, and no times of sleep",
        _any(
            _has_columns("full_date", "weekday", "mood"),
            _has_columns("year", "weekday", "mood", "activities"),
        ),
    ),
    _Unread(
        "an export of Loop Habit Tracker",
        "it holds habits by date, and no times of sleep",
        _any(_has_member(r"Checkmarks\.csv"), _is_of_habits),
    ),
    _Unread(
        "another table of Samsung Health",
        "com.samsung.shealth.sleep.….csv beside it is, and so is the whole folder as a zip",
        lambda source: next(iter(header(source.first_text)), "").startswith("com.samsung."),
    ),
    _Unread(
        "a database of Gadgetbridge",
        "no two watches store their nights alike in it",
        _any(_has_member(r"Gadgetbridge"), _is_gadgetbridge),
    ),
    _Unread(
        "an export of Google Fit",
        "where its nights are in Health Connect too, that is read",
        _any(_has_member(r"[^/]*_SLEEP\.json"), _has_words("fitnessActivity", "startTime")),
    ),
)
