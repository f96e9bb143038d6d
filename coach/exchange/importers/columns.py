"""Rows of a CSV by the names in its first line."""

import csv
from collections.abc import Iterator, Sequence

from coach.exchange.log import LogError


def rows(
    name: str, lines: Sequence[str], needed: Sequence[str], before: int = 0
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row's line in the file and its cells; cells that a row lacks are absent.

    Args:
        name: What to call the file.
        lines: Lines with their breaks, the one with the names first.
        needed: Names without which the file is not of that format.
        before: Lines of the file that come before these.

    Raises:
        LogError: If a name is missing, or a cell has no end.
    """
    reader = csv.DictReader(lines)
    try:
        if not set(needed) <= set(reader.fieldnames or ()):
            raise LogError(f"{name} lacks a line with the columns {', '.join(needed)}")
        for row in reader:
            cells = {key: cell for key, cell in row.items() if isinstance(cell, str)}
            yield before + reader.line_num, cells
    except csv.Error as error:
        raise LogError(f"{name}, line {before + reader.line_num}: {error}") from None
