"""Tables as text: CSV with whichever separator a program or a spreadsheet wrote.

A file that was saved again by a spreadsheet comes back with semicolons or tabs, quoted names,
a first line ``sep=;`` and empty cells at the end of its rows. All of it is read here.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from coach.exchange.log import LogError

_SEPARATORS = (",", ";", "\t")
# A line for spreadsheets alone, which says what separates the cells.
_SAID = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
# JSON, XML and archives.
_NO_TABLE = re.compile(r'\{|<|PK\x03\x04|\[\s*[\[{"\d\]]')
_QUOTED = re.compile(r'"[^"]*"')
_NO_LETTER = re.compile(r"[\W_]+")
# Some programs write all that a sensor gave into one cell, which is passed over.
csv.field_size_limit(4 * 1024 * 1024)


def separator(lines: Iterable[str]) -> str:
    """What separates the cells: the commonest sign in the first line that holds one at all."""
    for line in lines:
        said = _SAID.fullmatch(line)
        if said and said[1] in _SEPARATORS:
            return said[1]
        bare = _QUOTED.sub("", line)
        best = max(_SEPARATORS, key=bare.count)
        if best in bare:
            return best
    return _SEPARATORS[0]


# Every importer asks it of the same text, one after the other.
@lru_cache(maxsize=4)
def header(text: str) -> tuple[str, ...]:
    """The cells of the first line of a text; none where it cannot be a table's.

    Args:
        text: The beginning of a file, such as `SourceFile.first_text`.
    """
    if _NO_TABLE.match(text):
        return ()
    lines = [line for line in text.splitlines()[:3] if line.strip() and not _SAID.match(line)]
    if not lines:
        return ()
    try:
        first = next(csv.reader(lines[:1], delimiter=separator(lines[:1])), [])
    except csv.Error:
        return ()
    return tuple(_without_empty_end(first))


def plain(name: str) -> str:
    """A column's name by its letters and digits alone: ``Sleep onset`` as ``sleeponset``."""
    return _NO_LETTER.sub("", name.casefold())


def cells(name: str, lines: Sequence[str], before: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank: the line it ends on and its cells, empty ones cut off.

    Args:
        name: What to call the file.
        lines: Lines with their breaks.
        before: Lines of the file that come before these.

    Raises:
        LogError: If a cell has no end.
    """
    reader = csv.reader(lines, delimiter=separator(lines))
    try:
        for row in reader:
            filled = _without_empty_end(row)
            if filled and not (reader.line_num == 1 and _SAID.fullmatch(lines[0])):
                yield before + reader.line_num, filled
    except csv.Error as error:
        raise LogError(f"{name}, line {before + reader.line_num}: {error}") from None


def rows(
    name: str,
    lines: Sequence[str],
    needed: Sequence[str],
    before: int = 0,
    spelled: Callable[[str], str] = str,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row's line in the file and its cells by name; cells that a row lacks are absent.

    Args:
        name: What to call the file.
        lines: Lines with their breaks, the one with the names first.
        needed: Names without which the file is not of that format.
        before: Lines of the file that come before these.
        spelled: What makes two spellings of a name one, such as `plain`; the cells come by
            what it gives.

    Raises:
        LogError: If a name is missing, or a cell has no end.
    """
    table = cells(name, lines, before)
    names = [spelled(column) for column in next(table, (0, []))[1]]
    missing = [column for column in needed if spelled(column) not in names]
    if missing:
        raise LogError(f"{name} lacks {_columns(missing)} among its columns")
    for line, row in table:
        yield line, dict(zip(names, row, strict=False))


def _columns(missing: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))


def _without_empty_end(row: Sequence[str]) -> list[str]:
    stripped = [cell.strip() for cell in row]
    while stripped and not stripped[-1]:
        stripped.pop()
    return stripped
