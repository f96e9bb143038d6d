"""Fitbit's CSV of the web site: one section for the sleep, others for all else.

Times are local, without a zone. Day and month stand in either order; the order is the one in
which the file's sleeps last less than a day.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from coach.exchange.importers import clocks
from coach.exchange.importers.columns import cells, header
from coach.exchange.importers.contents import Contents, Here, Sleep
from coach.exchange.importers.pieces import told_in_its_zone
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError

_SECTIONS = frozenset({"Body", "Foods", "Activities", "Sleep"})
_FOOD_LOG = "Food Log "
_TIMES = ("Start Time", "End Time")
# What a section of sleep had in it before it had times.
_ASLEEP = "Minutes Asleep"
_OF_A_DAY = ("Date", _ASLEEP)
_DATE = re.compile(
    r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4}) +(\d{1,2}):(\d\d) ?([AaPp])?[Mm]?", re.ASCII
)
_STAGES = ("Minutes REM Sleep", "Minutes Light Sleep", "Minutes Deep Sleep")


def is_table(head: str) -> bool:
    """Whether the first lines are those of the site's CSV, whole or cut to the sleep."""
    lines = [line for line in head.splitlines() if line.strip()]
    first = header(lines[0]) if lines else ()
    if first[:2] in (_TIMES, _OF_A_DAY):
        return _ASLEEP in first
    return any(
        title.strip('",;\t ') in _SECTIONS and header(names)[:1] in (("Date",), _TIMES[:1])
        for title, names in pairwise(lines)
    )


def read_table(source: SourceFile, here: Here, contents: Contents) -> None:
    """Take the sleeps of the CSV; what else it holds is named in one line.

    Raises:
        LogError: If there are no sleeps with times in it, or its dates can be read two ways.
    """
    sections = list(_sections(source))
    sleep = [section for section in sections if section.names[:2] == _TIMES]
    if not sleep:
        raise LogError(f"{source.name} {_without_times(sections)}")
    table = [row for section in sleep for row in section.rows]
    reader = _order_of(source, [row for _, row in table])
    for line, row in table:
        try:
            told, in_bed = _of_row(line, row, reader), _count(row, "Time in Bed")
            contents.sleeps.append(told_in_its_zone(told, in_bed, here, contents))
        except ValueError as error:
            contents.refuse(f"line {line}", str(error))
        else:
            contents.left_out["set{s} of sleep stages"] += any(
                row.get(stage, "N/A") not in ("N/A", "", "0") for stage in _STAGES
            )
    others = dict.fromkeys(section.title for section in sections if section not in sleep)
    if others:
        contents.remark(f"Passed over: {', '.join(others)}.")


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of the site's export: its title, its columns and its rows with their lines."""

    title: str
    names: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def _sections(source: SourceFile) -> Iterator[_Section]:
    """The parts of the file; one without a title is a table of sleep alone."""
    title = "Sleep"
    names: tuple[str, ...] = ()
    table: list[tuple[int, Mapping[str, str]]] = []
    for line, row in cells(source.name, source.text().lstrip().splitlines(keepends=True)):
        is_title = len(row) == 1 and (row[0] in _SECTIONS or row[0].startswith(_FOOD_LOG))
        if is_title:
            if names:
                yield _Section(title, names, tuple(table))
            title = "Food Log" if row[0].startswith(_FOOD_LOG) else row[0]
            names, table = (), []
        elif not names:
            names = tuple(row)
        else:
            table.append((line, dict(zip(names, row, strict=False))))
    if names:
        yield _Section(title, names, tuple(table))


def _without_times(sections: Iterable[_Section]) -> str:
    """Why nothing can be taken of a file, after its name."""
    titles = {section.title: section.names for section in sections}
    if "Sleep" in titles and set(_OF_A_DAY) <= set(titles["Sleep"]):
        return (
            "is Fitbit's export with one row a day: it has minutes asleep, but no times of "
            "falling asleep and waking"
        )
    if "Sleep" in titles:
        return "has a section Sleep of Fitbit without the columns Start Time and End Time"
    return f"is Fitbit's export of {', '.join(titles)}; a section Sleep is not in it"


Reader = Callable[[str], datetime]


def _of_row(line: int, row: Mapping[str, str], read: Reader) -> Sleep:
    begin, end = read(row.get("Start Time", "")), read(row.get("End Time", ""))
    return Sleep(
        place=f"line {line}",
        began=begin,
        woke=end,
        measured=True,
        asleep_min=_count(row, _ASLEEP),
        awakenings=_count(row, "Number of Awakenings"),
    )


def _count(row: Mapping[str, str], name: str) -> int | None:
    """A figure such as ``1,000``; None where it says ``N/A``."""
    text = row.get(name, "").strip()
    return None if text in ("", "N/A") else clocks.number(text.replace(",", ""), name)


def _day_first(text: str) -> datetime:
    return _moment(text, lambda first, second: (second, first))


def _month_first(text: str) -> datetime:
    return _moment(text, lambda first, second: (first, second))


def _moment(text: str, month_and_day: Callable[[int, int], tuple[int, int]]) -> datetime:
    matched = _DATE.fullmatch(text.strip())
    if matched is None:
        raise ValueError(f'"{text[:40]}" is not a moment')
    first, second, third, hour, minute = (int(part) for part in matched.groups()[:5])
    year, (month, day) = third, month_and_day(first, second)
    if first > 31:
        year, month, day = first, second, third
    if matched[6]:
        if not 1 <= hour <= 12:
            raise ValueError(f'"{text[:40]}" is not a moment')
        hour = hour % 12 + (12 if matched[6] in "Pp" else 0)
    try:
        return clocks.local(year, month, day, hour, minute)
    except ValueError:
        raise ValueError(f'"{text[:40]}" is not a moment') from None


def _order_of(source: SourceFile, table: Iterable[Mapping[str, str]]) -> Reader:
    """Whether the day or the month comes first; LogError where nothing in the file says so."""
    listed = list(table)
    fits = {read: sum(_fitting(listed, read)) for read in (_day_first, _month_first)}
    alike = all(_same_either_way(row) for row in listed)
    if fits[_day_first] == fits[_month_first] and not alike and fits[_day_first]:
        raise LogError(
            f"{source.name}: whether the day or the month comes first in its dates cannot be "
            "told; export it with the year first"
        )
    return max(fits, key=lambda read: fits[read])


def _fitting(table: Iterable[Mapping[str, str]], read: Reader) -> Iterator[bool]:
    for row in table:
        try:
            span = read(row.get("End Time", "")) - read(row.get("Start Time", ""))
        except ValueError:
            yield False
        else:
            yield timedelta() < span <= timedelta(days=1)


def _same_either_way(row: Mapping[str, str]) -> bool:
    try:
        return all(
            _day_first(row.get(name, "")) == _month_first(row.get(name, ""))
            for name in ("Start Time", "End Time")
        )
    except ValueError:
        return True
