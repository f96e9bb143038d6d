"""The rows of a hand-kept table as nights and days, by a plan of what its columns are.

A row with a beginning and an end is a sleep like that of any other file, so that naps and
nights in pieces are told apart. What a row says without both stands on its date as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coach.exchange.importers.contents import Contents, Here, Importer
from coach.exchange.importers.source import SourceFile
from coach.exchange.table.plan import (
    Plan,
    Table,
    is_table,
    refuse_unclear,
    source_label,
    table_of,
    with_order,
)
from coach.exchange.table.row import Row

YOURS = "Your table"

_MOST_NIGHTS_OF_A_DATE = "a night of {date} stands in an earlier row"


def read_table(table: Table, plan: Plan, here: Here) -> Contents:
    """Take all rows of a table.

    Args:
        table: The table.
        plan: How to read it.
        here: Where and when the person is.

    Raises:
        LogError: If something must be said first, or cannot be as it is said.
    """
    plan = with_order(plan, table)
    refuse_unclear(table, plan)
    contents = Contents()
    stated: set[date] = set()
    for line, row in table.rows:
        try:
            read = Row(row, plan, here, contents.left_out)
            if read.is_blank:
                continue
            if read.stands_alone and read.night_date in stated:
                raise ValueError(_MOST_NIGHTS_OF_A_DATE.format(date=read.night_date))
            read.put(f"line {line}", contents)
            if read.stands_alone:
                stated.add(read.night_date)
        except ValueError as error:
            contents.refuse(f"line {line}", str(error))
    passed = [heading for heading in table.headings if heading not in plan.columns]
    if passed:
        contents.remark(f"Columns passed over: {', '.join(passed)}.")
    return contents


@dataclass(frozen=True, slots=True)
class Planner:
    """How tables are to be read.

    Attributes:
        plan_of: The plan for a table; LogError where what was said does not fit it.
        fits: Whether a file is one of those that are meant.
        title: What to call them.
    """

    plan_of: Callable[[Table], Plan]
    fits: Callable[[SourceFile], bool]
    title: str


def planned(plan: Plan) -> Planner:
    """One plan for whatever has its columns."""
    title = source_label(plan.told_by or "") if plan.by_device else YOURS
    return Planner(lambda _: plan, is_table, title)


def importer_of(planner: Planner) -> Importer:
    """Hand-kept tables as a format of their own."""

    def read(source: SourceFile, here: Here) -> Contents:
        table = table_of(source)
        return read_table(table, planner.plan_of(table), here)

    return Importer("table", planner.title, "any CSV", planner.fits, read)
