"""What is asked of a table's owner, question by question, and the nights as they would be."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.core.diary.records import Entry
from coach.core.words.lengths_and_dates import counted, plain_date
from coach.exchange.imported import reason
from coach.exchange.importers.contents import Here
from coach.exchange.importers.nights import entries
from coach.exchange.log import LogError
from coach.exchange.table import cells
from coach.exchange.table.cells import Order
from coach.exchange.table.fields import BY_NAME as FIELDS_BY_NAME
from coach.exchange.table.fields import FIELDS, Kind, guessed
from coach.exchange.table.plan import (
    ME,
    Asked,
    DateOf,
    Plan,
    Table,
    fault_of,
    scale_headings,
    unanswered,
    with_order,
)
from coach.exchange.table.preview import preview
from coach.exchange.table.reading import YOURS, read_table

GO_ON = "go-on"
PASSED_OVER = "-"
_DEVICE = "a device"
_SCALES = ((1, 5), (5, 1), (1, 10), (10, 1), (0, 10), (10, 0), (0, 100), (1, 3), (3, 1))
# As many rows are looked at for the nights that are shown.
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose.

    Attributes:
        name: What `Asking.answered` takes.
        words: What it is called.
    """

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the page.

    Attributes:
        name: Which it is.
        words: What is asked; of a column, its heading.
        sample: What stands in the column, for example.
        answer: What was chosen or guessed; None where nothing is yet.
        choices: What there is to choose from.
    """

    name: str
    words: str
    sample: str
    answer: str | None
    choices: tuple[Choice, ...]


_MEANINGS = (
    *(Choice(field.name, field.words) for field in FIELDS),
    Choice(PASSED_OVER, "passed over"),
)
_DATES = (
    Choice(DateOf.EVENING, "the evening before the night"),
    Choice(DateOf.MORNING, "the morning after it"),
)
_SOURCES = (Choice(ME, "my own words"), Choice(_DEVICE, "a device's numbers"))


@dataclass(frozen=True, slots=True)
class Asking:
    """A table, and what was said of it so far.

    Attributes:
        table: The table.
        plan: How to read it by what was said.
    """

    table: Table
    plan: Plan

    @classmethod
    def of(cls, table: Table) -> "Asking":
        """A table of which nothing was said yet; its columns are guessed by their headings."""
        return cls(table, Plan(guessed(table.headings)))

    def columns(self) -> Iterator[Question]:
        """What each column is."""
        for number, heading in enumerate(self.table.headings):
            name = self.plan.columns.get(heading)
            words = "passed over" if name is None else FIELDS_BY_NAME[name].words
            sample = next(iter(self.table.cells(heading)), "")
            yield Question(f"column-{number}", heading, sample, words, _MEANINGS)

    def questions(self) -> Iterator[Question]:
        """What the table does not say itself."""
        open_plan = replace(self.plan, date_of=None, order=None, scales={}, told_by=None)
        asked = unanswered(self.table, open_plan)
        if Asked.DATE_OF in asked:
            yield _question(Asked.DATE_OF, "A row's date is", self.plan.date_of, _DATES)
        if Asked.DATE_ORDER in asked:
            cell, orders = self._unclear_date()
            yield _question(Asked.DATE_ORDER, f"{cell} is", self.plan.order, orders)
        for number, heading in enumerate(self.table.headings):
            if heading in scale_headings(self.plan):
                scale = self.plan.scales.get(heading)
                name = None if scale is None else f"{scale[0]}-{scale[1]}"
                yield _question(
                    f"scale-{number}", f"{heading}, best is", name, self._scales_of(heading)
                )
        yield _question(Asked.TOLD_BY, "These are", self.plan.told_by, _SOURCES)

    def _unclear_date(self) -> tuple[str, tuple[Choice, ...]]:
        """A date that can be read two ways, and both ways."""
        for heading, name in self.plan.columns.items():
            if FIELDS_BY_NAME[name].kind in (Kind.DATE, Kind.CLOCK):
                for cell in self.table.cells(heading):
                    try:
                        days = [cells.told(cell, order).day for order in Order]
                    except ValueError:
                        continue
                    if days[0] != days[1] and None not in days:
                        words = zip(Order, filter(None, days), strict=True)
                        return cell, tuple(Choice(o, plain_date(day)) for o, day in words)
        return "A date", (
            Choice(Order.DAY_FIRST, "day first"),
            Choice(Order.MONTH_FIRST, "month first"),
        )

    def _scales_of(self, heading: str) -> tuple[Choice, ...]:
        """The scales on which all figures of a column lie."""
        figures = []
        for cell in self.table.cells(heading):
            try:
                figures.append(cells.number(cell))
            except ValueError:
                continue
        low, high = min(figures, default=1), max(figures, default=5)
        return tuple(
            Choice(f"{worst}-{best}", f"{best}, worst is {worst}")
            for worst, best in _SCALES
            if min(worst, best) <= low and high <= max(worst, best)
        )

    def answered(self, name: str, choice: str) -> "Asking":
        """The same with a question answered.

        Args:
            name: The question's name.
            choice: The choice's name.
        """
        plan = self.plan
        kind, _, number = name.rpartition("-")
        if name == Asked.DATE_OF:
            plan = replace(plan, date_of=DateOf(choice))
        elif name == Asked.DATE_ORDER:
            plan = replace(plan, order=Order(choice))
        elif name == Asked.TOLD_BY:
            plan = replace(plan, told_by=choice)
        elif kind == "scale":
            worst, best = (int(end) for end in choice.split("-"))
            heading = self.table.headings[int(number)]
            plan = replace(plan, scales={**plan.scales, heading: (worst, best)})
        else:
            plan = replace(plan, columns=self._columns_with(int(number), choice))
        return replace(self, plan=plan)

    def _columns_with(self, number: int, choice: str) -> dict[str, str]:
        """The columns with one of them meaning something else; no other means the same."""
        heading = self.table.headings[number]
        is_text = choice != PASSED_OVER and FIELDS_BY_NAME[choice].kind is Kind.TEXT
        others = {
            other: name
            for other, name in self.plan.columns.items()
            if other != heading and (is_text or name != choice)
        }
        if choice == PASSED_OVER:
            return others
        given = {**others, heading: choice}
        return {name: given[name] for name in self.table.headings if name in given}

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to be said."""
        return fault_of(self.table, self.plan) is None and not unanswered(self.table, self.plan)

    def shown(self, here: Here) -> list[str]:
        """The first nights as they would come in, or what is in their way."""
        fault = fault_of(self.table, self.plan)
        if fault is not None:
            return [f"{fault[0].upper()}{fault[1:]}."]
        if unanswered(self.table, self.plan):
            return ["Once all of it is answered, the first nights are shown here."]
        plan = with_order(self.plan, self.table)
        table = replace(self.table, rows=self.table.rows[:_LOOKED_AT])
        try:
            contents = read_table(table, plan, here)
        except LogError as error:
            return [f"{error}."]
        days: tuple[Entry, ...] = entries(contents, here, _DEVICE if plan.by_device else YOURS)
        lines = preview(days)
        if contents.refused:
            count = counted(contents.refused_count, "row")
            lines.append(f"Refused so far: {count}, first {reason(contents.refused[0])}.")
        return lines or ["No night comes of it."]


def _question(
    name: str, words: str, answer: str | None, choices: tuple[Choice, ...]
) -> Question:
    said = next((choice.words for choice in choices if choice.name == answer), None)
    return Question(name, words, "", said, choices)
