"""Small questions over a screen: what they share, and a plain yes or no."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Button

from coach.core.words.lengths_and_dates import long_date, short_date
from coach.ui.frame.host import Host
from coach.ui.frame.small import SaysTooSmall
from coach.ui.keys import table as keys
from coach.ui.widgets.words import Words


class Dialog(
    keys.WithKeys, ModalScreen[ScreenResultType | None], SaysTooSmall[ScreenResultType | None]
):
    """A question that can be left without an answer, whose result is None then.

    A button `#back` leaves it; a line `#problem` says what is wrong with an answer.
    """

    def complain(self, problem: str) -> None:
        """Say what is wrong."""
        self.query_one("#problem", Words).update(Content(problem))

    # Two methods, for Textual would call this one even where `action_leave` is overridden.
    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_leave()

    def action_leave(self) -> None:
        """Close it; nothing changes."""
        self.dismiss(None)


class Sure(keys.WithKeys, ModalScreen[bool], SaysTooSmall[bool]):
    """One question, yes or no; Escape and Enter alone mean no."""

    PLACE = "question"

    def __init__(self, question: str, yes: str, no: str = "No, leave it") -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """The question and its two answers, no first."""
        with Vertical(classes="dialog"):
            yield Words(self._question, markup=False)
            with Horizontal(classes="buttons"):
                yield Button(f"0  {self._no}", id="no", compact=True)
                yield Button(f"y  {self._yes}", id="yes", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)


def ask_to_clear(host: Host, day: date, *, more: str = "") -> None:
    """Ask once, then empty a day.

    Args:
        host: The program.
        day: The coach's day.
        more: What else to mind, one sentence with a blank after it.
    """
    entry = host.diary.entry(day)
    if entry is None or entry.cleared:
        host.say("There is nothing to clear on this day.")
        return

    def clear(sure: bool | None) -> None:
        if sure:
            words = f"{short_date(day)} is cleared. u takes it back."
            host.change(lambda: host.diary.clear(day), words)

    question = f"Clear everything you answered on {long_date(day)}? {more}u takes it back."
    host.push_screen(Sure(question, "Clear it"), clear)
