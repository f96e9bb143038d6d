"""What is said of a hand-kept table on the command line, made into a plan for each file."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coach.core.words.lengths_and_dates import listed
from coach.core.words.text import plainly
from coach.exchange.importers.columns import header
from coach.exchange.importers.source import SourceFile
from coach.exchange.log import LogError
from coach.exchange.table.cells import Order
from coach.exchange.table.fields import BY_NAME, Kind
from coach.exchange.table.plan import ME, DateOf, Plan, Scale, Table, source_label, unlike
from coach.exchange.table.reading import YOURS, Planner

_SCALE = re.compile(r"(\d{1,4})\s*-\s*(\d{1,4})", re.ASCII)
_SHOWN = 8


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
        columns = _columns_for(table, self.columns)
        scale: Scale | None = None
        scales: Mapping[str, Scale] = {}
        if self.scale is not None:
            scale, scales = _scales_in(self.scale, table.headings)
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
        return Planner(
            self.plan_for, lambda source: _fits(source, self.columns), title or YOURS
        )


def _columns_in(text: str, headings: Sequence[str]) -> dict[str, str]:
    """Read ``Bedtime=in_bed_at,Woke=final_wake_at``.

    A heading may hold commas and equals signs; case does not matter in it.

    Raises:
        LogError: If a field is not known, a heading is not there, or a field is named twice.
    """
    columns: dict[str, str] = {}
    by_lower = {heading.lower(): heading for heading in reversed(headings)}
    begun = ""
    for part in text.split(","):
        begun = f"{begun},{part}" if begun else part
        heading, equals, name = (piece.strip() for piece in begun.rpartition("="))
        if not equals or (name not in BY_NAME and _goes_on(begun, by_lower)):
            continue
        begun = ""
        if name not in BY_NAME:
            raise LogError(f"--columns names {_quoted(name)}, {_instead(name, BY_NAME)}")
        known = heading if heading in headings else by_lower.get(heading.lower())
        if known is None:
            raise _NoColumn(f"has no column {_quoted(heading)}; it has {_some(headings)}")
        if name in columns.values() and BY_NAME[name].kind is not Kind.TEXT:
            raise LogError(f"--columns gives {name} twice")
        columns[known] = name
    if begun.strip():
        raise LogError(f"--columns ends with {_quoted(begun)}; write Heading=field")
    return columns


class _NoColumn(LogError):
    """A heading that a file lacks, in words that follow the file's name."""


def _columns_for(table: Table, text: str) -> dict[str, str]:
    """As `columns_in`, a missing heading told with the file's name."""
    try:
        return _columns_in(text, table.headings)
    except _NoColumn as missing:
        raise LogError(f"{table.name} {missing}") from None


def _goes_on(begun: str, by_lower: Mapping[str, str]) -> bool:
    """Whether a heading with a comma in it has only begun."""
    return any(heading.startswith(f"{begun.strip().lower()},") for heading in by_lower)


def _scales_in(text: str, headings: Sequence[str]) -> tuple[Scale | None, dict[str, Scale]]:
    """Read ``1-5``, or ``Rating=1-10,Rested=5-1``: worst and best, for all or for each.

    Raises:
        LogError: If it is neither.
    """
    whole: Scale | None = None
    scales: dict[str, Scale] = {}
    for part in text.split(","):
        heading, equals, figures = (piece.strip() for piece in part.rpartition("="))
        matched = _SCALE.fullmatch(figures)
        scale = (int(matched[1]), int(matched[2])) if matched else (0, 0)
        if scale[0] == scale[1] or (equals and heading not in headings):
            raise LogError(
                f"--scale is {_quoted(part)}; write WORST-BEST such as 1-5 or 6-1, or "
                "Heading=WORST-BEST"
            )
        if equals:
            scales[heading] = scale
        else:
            whole = scale
    return whole, scales


def _fits(source: SourceFile, text: str) -> bool:
    """Whether a file has all the columns that ``--columns`` names."""
    try:
        _columns_in(text, unlike(header(source.first_text)))
    except _NoColumn:
        return False
    return True


def _instead(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), 1)
    if near:
        return f"which is no field; did you mean {near[0]}?"
    return f"which is no field; the fields are {', '.join(known)}"


def _some(headings: Sequence[str]) -> str:
    shown = [_quoted(heading) for heading in headings[:_SHOWN]]
    more = len(headings) - len(shown)
    return f"{', '.join(shown)} and {more} more" if more else listed(shown or ["none"])


def _quoted(text: str) -> str:
    return f'"{plainly(text.strip())[:60]}"'
