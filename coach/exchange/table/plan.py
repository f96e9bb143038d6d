"""How a hand-kept table is to be read: what each column is, and what only its owner knows.

Four things cannot be told from a table itself: whether a row's date is that of the evening or
of the morning after, whether the day or the month stands first, which end of a scale is best,
and whether the words are the person's own or a device's. Each is asked where it matters, and
never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from coach.core.words.lengths_and_dates import listed
from coach.core.words.text import plainly
from coach.exchange.importers.columns import cells as rows_of
from coach.exchange.importers.columns import header
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError
from coach.exchange.table import cells
from coach.exchange.table.cells import Order
from coach.exchange.table.fields import BY_NAME, CLOCKS, OF_DEVICES, Kind

ME = "me"
_LONGEST_SOURCE = 80

Scale = tuple[int, int]


class DateOf(StrEnum):
    """Which date stands in a row."""

    EVENING = "evening"
    MORNING = "morning"


class Asked(StrEnum):
    """What a table does not say itself; the values are the names of the options."""

    DATE_OF = "--date-of"
    DATE_ORDER = "--date-order"
    SCALE = "--scale"
    TOLD_BY = "--told-by"


@dataclass(frozen=True, slots=True)
class Table:
    """A file as rows under their headings.

    Attributes:
        name: What to call the file.
        headings: The columns, none twice.
        rows: Each row's line in the file and its cells by heading.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...] = field(repr=False)

    def cells(self, heading: str) -> list[str]:
        """What stands in a column, blank cells left out."""
        column = (row.get(heading, "") for _, row in self.rows)
        return [cell for cell in column if not cells.is_blank(cell)]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read a table.

    Attributes:
        columns: Names of fields by heading; other columns are passed over.
        date_of: Which date stands in a row.
        order: Whether the day or the month stands first.
        scales: Worst and best of a column's scale, by heading.
        scale: Worst and best of all other scales.
        told_by: `ME`, or the name of the device that counted.
    """

    columns: Mapping[str, str]
    date_of: DateOf | None = None
    order: Order | None = None
    scales: Mapping[str, Scale] = field(default_factory=dict)
    scale: Scale | None = None
    told_by: str | None = None

    def heading_of(self, name: str) -> str | None:
        """The column of a field."""
        return next((heading for heading, of in self.columns.items() if of == name), None)

    def scale_of(self, heading: str) -> Scale | None:
        """Worst and best of a column's scale."""
        return self.scales.get(heading, self.scale)

    @property
    def by_device(self) -> bool:
        """Whether a device counted."""
        return self.told_by not in (None, ME)


def is_table(source: SourceFile) -> bool:
    """Whether a file looks like a table: a first line of several short headings."""
    return not source.is_zip and len(header(source.first_text)) > 1


def table_of(source: SourceFile) -> Table:
    """Read a file's rows.

    Raises:
        LogError: If it is no text, or a cell has no end.
    """
    lines = source.text().lstrip().splitlines(keepends=True)
    rows = rows_of(source.name, lines)
    _, first = next(rows, (0, []))
    headings = unlike(first)
    table = tuple((line, dict(zip(headings, row, strict=False))) for line, row in rows)
    return Table(source.name, headings, table)


def unlike(cells: Sequence[str]) -> tuple[str, ...]:
    """Headings fit to be shown, each with a name of its own."""
    headings: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = plainly(cell) or f"column {number}"
        headings.append(name if name not in headings else f"{name} ({number})")
    return tuple(headings)


def with_order(plan: Plan, table: Table) -> Plan:
    """The plan with the order of day and month, where the table itself shows it."""
    if plan.order is not None:
        return plan
    possible = cells.orders(_dates_in(table, plan))
    return replace(plan, order=possible[0]) if len(possible) == 1 else plan


def unanswered(table: Table, plan: Plan) -> list[Asked]:
    """What must still be said before a table can be read."""
    questions = []
    if plan.date_of is None and _needs_date_of(table, plan):
        questions.append(Asked.DATE_OF)
    if plan.order is None and len(cells.orders(_dates_in(table, plan))) > 1:
        questions.append(Asked.DATE_ORDER)
    if any(plan.scale_of(heading) is None for heading in scale_headings(plan)):
        questions.append(Asked.SCALE)
    if plan.told_by is None:
        questions.append(Asked.TOLD_BY)
    return questions


def scale_headings(plan: Plan) -> list[str]:
    """The columns that hold a scale."""
    return [
        heading for heading, name in plan.columns.items() if BY_NAME[name].kind is Kind.SCALE
    ]


def refuse_unclear(table: Table, plan: Plan) -> None:
    """Refuse a plan that leaves open what must be said, or that cannot be.

    Raises:
        LogError: One sentence that names the options.
    """
    problem = fault_of(table, plan)
    if problem is not None:
        raise LogError(f"{table.name}: {problem}")
    questions = unanswered(table, plan)
    if questions:
        ways = listed([_way(question, plan) for question in questions])
        raise LogError(f"{table.name} can be read in more than one way; say {ways}")


def fault_of(table: Table, plan: Plan) -> str | None:
    """Why a table cannot be read by a plan whatever else is said, in words; or None."""
    names = set(plan.columns.values())
    if not names - {"date", "notes"}:
        return "no column is named that tells of a night or a day"
    if "date" not in names and not _holds_dates(table, plan):
        return "no column is the date, and no time in it has a date of its own"
    odd = sorted(names - OF_DEVICES) if plan.by_device else []
    if odd:
        return f"a device cannot tell {listed(odd)}; leave that out, or say that it is your own"
    return None


def _way(question: Asked, plan: Plan) -> str:
    scales = listed(scale_headings(plan) or ["the scale"])
    return {
        Asked.DATE_OF: "--date-of evening or morning (which of the two a row's date is)",
        Asked.DATE_ORDER: "--date-order day-first or month-first",
        Asked.SCALE: f"--scale 1-5 or 5-1 or the like (worst to best of {scales})",
        Asked.TOLD_BY: "--told-by me or a device's name (whose numbers they are)",
    }[question]


def _needs_date_of(table: Table, plan: Plan) -> bool:
    """Whether a row's date has to say which night is meant."""
    return plan.heading_of("date") is not None and not _holds_dates(table, plan)


def _holds_dates(table: Table, plan: Plan) -> bool:
    """Whether the first time of a night has a date of its own throughout."""
    for name in CLOCKS:
        heading = plan.heading_of(name)
        column = table.cells(heading) if heading is not None else []
        if column:
            return all(_has_date(cell) for cell in column)
    return False


def _has_date(cell: str) -> bool:
    for order in Order:
        try:
            return cells.told(cell, order).day is not None
        except ValueError:
            continue
    return False


def _dates_in(table: Table, plan: Plan) -> list[str]:
    """All cells that may hold a date."""
    names = ("date", *CLOCKS)
    headings = [heading for heading, name in plan.columns.items() if name in names]
    return [cell for heading in headings for cell in table.cells(heading)]


def source_label(told_by: str) -> str:
    """A device's name as the log takes it."""
    return plainly(told_by).strip()[:_LONGEST_SOURCE] or "a device"
