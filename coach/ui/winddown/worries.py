"""The worry list: a worry on the left, its next step on the right, kept only if wanted."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input

from coach.ui.frame.small import SaysTooSmall
from coach.ui.keys import table as keys
from coach.ui.widgets.words import Words

# Rows to begin with, and as many as one may need; more would be no list any more.
ROWS, MOST_ROWS = 3, 40
_LONGEST = 300


class WorryRow(Horizontal):
    """One worry and one step."""

    def compose(self) -> ComposeResult:
        """Two fields."""
        yield Input(placeholder="worry", max_length=_LONGEST, classes="worry", compact=True)
        yield Input(placeholder="next step", max_length=_LONGEST, classes="step", compact=True)

    @property
    def words(self) -> tuple[str, str]:
        """What stands in both."""
        worry, step = (field.value.strip() for field in self.query(Input))
        return worry, step


class WorryList(Vertical):
    """Two columns that grow as they are filled."""

    DEFAULT_CSS = """
    WorryList { height: 1fr; width: 100%; padding: 0 1; }
    WorryList #columns { height: 1; color: $text-muted; text-style: bold; }
    WorryList #columns Words { width: 1fr; padding: 0 1; }
    WorryList #rows { height: 1fr; scrollbar-size-vertical: 1; }
    WorryList WorryRow { height: 1; margin-bottom: 1; }
    WorryList Input { width: 1fr; margin-right: 1; background: $surface; padding: 0 1; }
    WorryList Input:focus { background: $panel; text-style: underline; }
    """

    def compose(self) -> ComposeResult:
        """Headings, then rows."""
        with Horizontal(id="columns"):
            yield Words(Content("What is on my mind"))
            yield Words(Content("Next step, however small"))
        with VerticalScroll(id="rows", can_focus=False):
            for _ in range(ROWS):
                yield WorryRow()

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.query(Input).first().focus()

    @property
    def worries(self) -> tuple[tuple[str, str], ...]:
        """What was written, row by row; empty rows are left out."""
        rows = (row.words for row in self.query(WorryRow))
        return tuple(words for words in rows if any(words))

    @on(Input.Changed)
    async def _grow(self, event: Input.Changed) -> None:
        """Keep an empty row at the end."""
        rows = self.query(WorryRow)
        if event.value and any(rows.last().words) and len(rows) < MOST_ROWS:
            await self.query_one("#rows").mount(WorryRow())

    @on(Input.Submitted)
    def _go_on(self) -> None:
        """Enter moves to the next field."""
        self.screen.focus_next(Input)


class KeepDialog(keys.WithKeys, ModalScreen[bool | None], SaysTooSmall[bool | None]):
    """Asks whether the list is kept: True, False, or None to go back to it."""

    PLACE = "worries"

    def compose(self) -> ComposeResult:
        """The question and three buttons."""
        with Vertical(classes="dialog"):
            yield Words(Content("Keep this list?"), classes="dialog-title")
            yield Words(
                Content(
                    "Kept, it is added to today's notes in your diary, and goes where the "
                    "diary goes: into exports and backups. Let go, it is written nowhere."
                )
            )
            with Horizontal(classes="buttons"):
                yield Button("y  Keep it", id="keep", compact=True)
                yield Button("0  Let it go", id="let_go", compact=True)
                yield Button("Esc  Back", id="back", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.action_answer(event.button.id or "back")

    def action_answer(self, answer: str) -> None:
        """Close with the answer."""
        self.dismiss({"keep": True, "let_go": False}.get(answer))
