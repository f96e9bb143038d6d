"""Noting that a doctor was seen."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from coach.core.diary.records import DoctorVisit
from coach.core.words.typed_dates import the_day
from coach.ui.frame.dialog import Dialog
from coach.ui.frame.host import Host
from coach.ui.widgets.words import Words


class VisitDialog(Dialog[DoctorVisit]):
    """Asks when a doctor was seen, and what to remember of it."""

    PLACE = "dialog"

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """Date, note, and two buttons."""
        with Vertical(classes="dialog"):
            yield Label("I have spoken to a doctor", classes="dialog-title")
            yield Label("On which day")
            yield Input(self._today.isoformat(), id="date", compact=True)
            yield Label("What you want to remember (may stay empty)")
            yield Input(id="note", max_length=10_000, compact=True)
            yield Words("", id="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Note it", id="note-it", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)

    @on(Input.Submitted, "#date")
    def _go_on_to_the_note(self) -> None:
        self.query_one("#note", Input).focus()

    @on(Input.Submitted, "#note")
    @on(Button.Pressed, "#note-it")
    def _note(self) -> None:
        typed = self.query_one("#date", Input).value.strip()
        try:
            day = the_day(typed, self._today)
        except ValueError as error:
            self.complain(f"{error}.")
            return
        if day > self._today or day.year < 1900:
            self.complain("Please note the visit once it has taken place.")
            return
        note = self.query_one("#note", Input).value.strip()
        self.dismiss(DoctorVisit(date=day, note=note or None))


def note_visit(host: Host) -> None:
    """Ask about a visit to a doctor, and note it."""

    def note(visit: DoctorVisit | None) -> None:
        if visit is not None:
            host.change(lambda: host.diary.add_visit(visit), "Noted. u takes it back.")

    host.push_screen(VisitDialog(host.today), note)
