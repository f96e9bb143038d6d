"""The two questions of the history: which nights, and to which date."""

from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label

from coach.core.history.choice import parse_day
from coach.ui.frame.dialog import Dialog
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

Listed = TypeVar("Listed", bound=StrEnum)


class Choose(Dialog[Listed], Generic[Listed]):
    """A list of choices, the present one marked."""

    PLACE = "choice"
    DEFAULT_CSS = """
    Choose MarkedList { height: auto; max-height: 100%; background: $surface; }
    """

    def __init__(self, title: str, choices: tuple[Listed, ...], present: Listed) -> None:
        super().__init__()
        self._title, self._choices, self._present = title, choices, present

    def compose(self) -> ComposeResult:
        """The title and the list."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield MarkedList(id="choices")

    def on_mount(self) -> None:
        """Begin on the present choice."""
        choices = self.query_one(MarkedList)
        choices.fill([(choice.name, Content(choice.value)) for choice in self._choices])
        choices.choose(self._present.name)
        choices.focus()

    @on(MarkedList.OptionSelected)
    def _take(self, event: MarkedList.OptionSelected) -> None:
        self.dismiss(next(choice for choice in self._choices if choice.name == event.option.id))


class GoTo(Dialog[date]):
    """Asks for a date."""

    PLACE = "dialog"

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """The date, and what is wrong with it."""
        with Vertical(classes="dialog"):
            yield Label("Go to which date", classes="dialog-title")
            yield Input(placeholder=self._today.isoformat(), id="go-to", compact=True)
            yield Words("", id="problem", markup=False)
            yield Words(
                "2026-03-15, 15.3.2026, 15/3, or a month as 2026-03. Enter goes, Esc leaves.",
                classes="hint",
                markup=False,
            )

    @on(Input.Submitted, "#go-to")
    def _go(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(parse_day(event.value, self._today))
        except ValueError as error:
            self.complain(f"{error}.")
