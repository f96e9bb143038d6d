"""The coach's own CSV read back: every cell that `coach.exchange.csv` writes, and no more.

A spreadsheet may have saved the file again. A row that cannot be read is refused with its
line, and the others come in.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TypeAlias

import msgspec
from msgspec import inspect

from coach.core.diary import leaves, taken_apart
from coach.core.diary.leaves import Leaf, Leaves
from coach.core.diary.records import FORMAT, VERSION, Entry, Log
from coach.core.words.lengths_and_dates import listed
from coach.core.words.text import plainly
from coach.exchange import csv_cells
from coach.exchange.csv import COLUMNS, Column
from coach.exchange.csv_cells import Tree, unguarded, written
from coach.exchange.importers.columns import header, separator
from coach.exchange.importers.contents import Refused
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError, decode
from coach.exchange.table.cells import Order, orders, told

# Without these a table is somebody else's, or kept by hand.
_OURS = frozenset({"date", "recorded_at"})
_MOST_REFUSED = 100
_PLACE = re.compile(r"^.*?entries\[0\](?: \(.*?\))?, ", re.DOTALL)
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::00)?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}", re.ASCII)

Reader: TypeAlias = Callable[[str], object]

_LISTS: dict[str, Reader] = {
    "events": csv_cells.read_events,
    "day.caffeine": csv_cells.read_caffeine,
    "day.alcohol": csv_cells.read_alcohol,
    "day.medicines": csv_cells.read_medicines,
    "day.own": csv_cells.read_own,
    "day.relaxation": csv_cells.read_relaxation,
}


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A CSV of the coach as it was read.

    Attributes:
        log: Its days.
        refused: The first rows that could not be taken.
        refused_count: How many there are in all.
        remarks: Sentences for the summary.
    """

    log: Log
    refused: tuple[Refused, ...]
    refused_count: int
    remarks: tuple[str, ...]


def is_own_csv(source: SourceFile) -> bool:
    """Whether a file is a CSV that the coach wrote."""
    names = header(source.first_text)
    known = {column.name for column in COLUMNS}
    return set(names) >= _OURS and len(known & set(names)) > len(names) // 2


def read_csv(source: SourceFile) -> OwnTable:
    """Read all rows.

    Raises:
        LogError: If it is no text, or a cell has no end, or no row can be read.
    """
    text = source.text()
    rows = _rows(source.name, text)
    _, names = next(rows, (0, []))
    table = [(line, dict(zip(names, row, strict=False))) for line, row in rows]
    readers = {column.name: (column, _reader_of(column)) for column in COLUMNS if column.field}
    order = _order_of(source.name, [row.get("date", "") for _, row in table])
    readers["date"] = readers["date"][0], partial(_date, order)
    entries: dict[date, Entry] = {}
    refused: list[Refused] = []
    for line, row in table:
        try:
            entry = _entry(row, readers)
            if entry.date in entries:
                raise ValueError(f"the date {entry.date} stands in an earlier row")
            entries[entry.date] = entry
        except ValueError as error:
            refused.append(Refused(f"line {line}", str(error)))
    if refused and not entries:
        first = refused[0]
        why = f"{first.place}: {plainly(first.why)}"
        raise LogError(f"{source.name} gives nothing to bring in: of all rows the first, {why}")
    others = [name for name in names if name and name not in {c.name for c in COLUMNS}]
    remarks = (
        (f"Columns passed over: {listed([plainly(name) for name in others])}.",)
        if others
        else ()
    )
    log = Log(format=FORMAT, version=VERSION, entries=tuple(entries.values()))
    return OwnTable(log, tuple(refused[:_MOST_REFUSED]), len(refused), remarks)


def _rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows as they stand: blanks at the ends of a note are the person's."""
    lines = text.split("\n", 2)[:2]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(lines))
    try:
        for row in reader:
            if any(row) and not row[0].lower().startswith("sep="):
                yield reader.line_num, row
    except csv.Error as error:
        raise LogError(f"{name}, line {reader.line_num}: {error}") from None


def _entry(row: dict[str, str], readers: dict[str, tuple[Column, Reader]]) -> Entry:
    tree: Tree = {}
    for name, (column, read) in readers.items():
        cell = unguarded(row.get(name, ""))
        if not cell:
            continue
        try:
            value = read(cell)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None
        _put(tree, column.field.split("."), value)
    if "date" not in tree:
        raise ValueError("it has no date")
    try:
        return msgspec.convert(tree, type=Entry)
    except msgspec.ValidationError as error:
        raise ValueError(_why(tree) or str(error)) from None


def _put(tree: Tree, steps: Sequence[str], value: object) -> None:
    *parts, last = steps
    for part in parts:
        inner = tree.setdefault(part, {})
        assert isinstance(inner, dict)
        tree = inner
    tree[last] = value


def _why(tree: Tree) -> str | None:
    """What is wrong with an entry, in the words of the log's own refusals."""
    log = {"format": FORMAT, "version": VERSION, "entries": [tree]}
    try:
        decode(msgspec.json.encode(log), "row")
    except LogError as error:
        return _PLACE.sub("", str(error))
    return None


def _reader_of(column: Column) -> Reader:
    """How a column's cells are read: by the type of its field."""
    if column.field in _LISTS:
        return _LISTS[column.field]
    node: inspect.Type = inspect.type_info(Entry)
    for step in column.field.split("."):
        assert isinstance(node, inspect.StructType)
        node = _bare(next(field.type for field in node.fields if field.name == step))
    if isinstance(node, inspect.StrType):
        return _clock if "[0-5]" in (node.pattern or "") else str
    return _BY_TYPE.get(type(node), str)


def _bare(node: inspect.Type) -> inspect.Type:
    """A type without its description and without being optional."""
    if isinstance(node, inspect.Metadata):
        return _bare(node.type)
    if isinstance(node, inspect.UnionType):
        return _bare(next(t for t in node.types if not isinstance(t, inspect.NoneType)))
    return node


def _order_of(name: str, dates: Sequence[str]) -> Order:
    """Which of day and month a spreadsheet put first, where it wrote the dates its own way."""
    possible = orders(dates)
    if len(possible) > 1:
        raise LogError(
            f"{name}: whether the day or the month comes first in its dates cannot be told; "
            "write them as 2026-11-22"
        )
    return possible[0]


def _date(order: Order, cell: str) -> object:
    try:
        day = told(cell, order).day
    except ValueError:
        return cell
    return cell if day is None else day.isoformat()


def _flag(cell: str) -> object:
    return {"true": True, "false": False}.get(cell.strip().lower(), cell)


def _whole(cell: str) -> object:
    return int(cell) if _WHOLE.fullmatch(cell.strip()) else cell


def _clock(cell: str) -> object:
    """A time; a spreadsheet drops a leading zero and adds seconds."""
    if not _CLOCK.fullmatch(cell.strip()):
        return cell
    hours, minutes = cell.strip().split(":")[:2]
    return f"{hours:>02}:{minutes}"


_BY_TYPE: dict[type[inspect.Type], Reader] = {
    inspect.BoolType: _flag,
    inspect.LiteralType: _flag,
    inspect.IntType: _whole,
    inspect.EnumType: str.lower,
    inspect.VarTupleType: csv_cells.items,
}


# Beside a diary


def changed_since(mine: Log, theirs: Log, now: datetime) -> Log:
    """The days of a CSV as they are to be merged into a diary.

    A row that says what the diary would write is the diary's day, times and all. Where a row
    differs and the day was not changed in the diary since, it was changed in the file: what
    differs is told now, and a list stands as the row has it. All else merges by its moments.

    Args:
        mine: All that the diary holds.
        theirs: The days of the file.
        now: The moment of the import.
    """
    here = {entry.date: entry for entry in mine.entries}
    days_of_file = (_beside(here.get(entry.date), entry, now) for entry in theirs.entries)
    return msgspec.structs.replace(theirs, entries=tuple(days_of_file))


def _beside(standing: Entry | None, entry: Entry, now: datetime) -> Entry:
    if standing is None:
        return entry
    row = _as_standing(standing, entry)
    before, after = taken_apart.of_entry(standing), taken_apart.of_entry(row)
    here, there = leaves.values_of(before), leaves.values_of(after)
    there.pop(taken_apart.STARTS, None)
    differing = [path for path, value in there.items() if here.get(path) != value]
    lists = {path.partition("/")[0] for path in differing if "/" in path}
    gone = [
        path
        for path in here
        if "/" in path and path not in there and path.partition("/")[0] in there
    ]
    gone += [p for p in here if row.day and row.day.own and _is_own(p) and p not in there]
    if not differing and not gone and not entry.cleared:
        return standing
    is_edit = standing.recorded_at is not None and entry.recorded_at == standing.recorded_at
    if not is_edit or entry.cleared or standing.cleared:
        return row
    by_path = {path: Leaf(now, after.by_path[path].value) for path in differing}
    by_path |= {path: Leaf(now, after.by_path[path].value) for path in lists}
    by_path |= {path: Leaf(now) for path in gone}
    return taken_apart.to_entry(entry.date, Leaves(None, by_path))


def _is_own(path: str) -> bool:
    return path.startswith("day.own.")


def _as_standing(standing: Entry, entry: Entry) -> Entry:
    """An entry with the diary's own value wherever both are written alike.

    The CSV cannot hold some signs of a text; what it lost is no change.
    """
    tree: Tree = msgspec.to_builtins(entry)
    ours: Tree = msgspec.to_builtins(standing)
    for column in COLUMNS:
        value = column.cell(entry) if column.field else None
        if value is not None and written(value) == written(column.cell(standing)):
            steps = column.field.split(".")
            _put(tree, steps, _at(ours, steps))
    return msgspec.convert(tree, type=Entry)


def _at(tree: object, steps: Sequence[str]) -> object:
    for step in steps:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree
