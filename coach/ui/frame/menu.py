"""The menu of what is rare, which `.` opens from any page."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from coach.ui.frame.dialog import Dialog
from coach.ui.keys.common import MENU_KEYS
from coach.ui.widgets.clickable import Clickable, key_words
from coach.ui.widgets.marked_list import MarkedList


class Menu(Dialog[str]):
    """A list to choose from; the result is the name of what was chosen."""

    PLACE = "menu"
    DEFAULT_CSS = """
    Menu MarkedList { height: auto; max-height: 100%; background: $surface; }
    """

    def compose(self) -> ComposeResult:
        """The rows, each with its number."""
        with Vertical(classes="dialog"):
            yield Label("What is rare", classes="dialog-title")
            yield MarkedList(id="menu")
            close = key_words("Esc", "close", "leave")
            yield Clickable(
                Content.assemble(("Enter", "bold"), " or its number   ", close), classes="hint"
            )

    def on_mount(self) -> None:
        """Begin on the first row."""
        rows = self.query_one(MarkedList)
        rows.fill(
            [
                (key.id, Content.assemble((key.face, "bold"), f"  {key.help}"))
                for key in MENU_KEYS
            ]
        )
        rows.focus()

    @on(MarkedList.OptionSelected)
    def _chosen(self, event: MarkedList.OptionSelected) -> None:
        self.action_take(event.option.id or "")

    def action_take(self, name: str) -> None:
        """Close, and hand on what was chosen."""
        self.dismiss(name)
