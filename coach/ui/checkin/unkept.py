"""What stands there when answers are left that the disk did not take."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button

from coach.core.words.text import visible
from coach.ui.frame.dialog import Dialog
from coach.ui.widgets.words import Words


class Unkept(Dialog[str]):
    """Shows the answers, to be copied; the result is ``again``, ``leave``, or None to stay.

    Args:
        why: Why they could not be kept, one sentence.
        answers: The answers as plain text.
    """

    PLACE = "unkept"
    DEFAULT_CSS = """
    Unkept #unkept-answers { height: auto; max-height: 50vh; margin: 1 0; }
    Unkept #unkept-answers Words { height: auto; }
    """

    def __init__(self, why: str, answers: str) -> None:
        super().__init__()
        self._why, self._answers = why, answers

    def compose(self) -> ComposeResult:
        """The reason, the answers, and the ways on."""
        with Vertical(classes="dialog"):
            yield Words(Content(f"Not kept: {visible(self._why)}"))
            with VerticalScroll(id="unkept-answers"):
                yield Words(Content(visible(self._answers)))
            with Horizontal(classes="buttons"):
                yield Button("r  Try again", id="again", compact=True)
                yield Button("x  Leave without keeping", id="leave", compact=True)
                yield Button("Esc  Back", id="back", compact=True)

    def on_mount(self) -> None:
        """Let the arrows scroll the answers."""
        self.query_one("#unkept-answers").focus()

    @on(Button.Pressed, "#again")
    @on(Button.Pressed, "#leave")
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id)

    def action_answer(self, way: str) -> None:
        """Take a way on."""
        self.dismiss(way)
