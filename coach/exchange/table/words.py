"""What is said of a hand-kept table on the command line, made into a plan for each file."""

from collections.abc import Mapping
from dataclasses import dataclass

from coach.exchange.table.cells import Order
from coach.exchange.table.plan import (
    ME,
    DateOf,
    Plan,
    Scale,
    Table,
    columns_for,
    fits,
    scales_in,
    source_label,
)
from coach.exchange.table.reading import YOURS, Planner


@dataclass(frozen=True, slots=True)
class TableWords:
    """The options as they were typed.

    Attributes:
        columns: ``Bedtime=in_bed_at,…``
        date_of: ``evening`` or ``morning``.
        date_order: ``day-first`` or ``month-first``.
        scale: ``1-5``, or ``Rating=1-5,…``.
        told_by: ``me``, or a device's name.
    """

    columns: str
    date_of: str | None = None
    date_order: str | None = None
    scale: str | None = None
    told_by: str | None = None

    def plan_for(self, table: Table) -> Plan:
        """The plan for a table.

        Raises:
            LogError: If an option does not fit it.
        """
        columns = columns_for(table, self.columns)
        scale: Scale | None = None
        scales: Mapping[str, Scale] = {}
        if self.scale is not None:
            scale, scales = scales_in(self.scale, table.headings)
        return Plan(
            columns,
            DateOf(self.date_of) if self.date_of else None,
            Order(self.date_order) if self.date_order else None,
            scales,
            scale,
            self._source,
        )

    @property
    def _source(self) -> str | None:
        if self.told_by is None or self.told_by.strip().lower() == ME:
            return None if self.told_by is None else ME
        return source_label(self.told_by)

    def planner(self) -> Planner:
        """What to do with each file."""
        source = self._source
        title = YOURS if source in (None, ME) else source
        return Planner(self.plan_for, lambda source: fits(source, self.columns), title or YOURS)
