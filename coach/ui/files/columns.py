"""A table of the person's own: what its columns are, and what it does not say itself."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, OptionList

from coach.core.words.text import visible
from coach.exchange.importers.contents import Here
from coach.exchange.table.asking import GO_ON, Asking, Choice, Question
from coach.exchange.table.plan import Plan, Table
from coach.ui.frame.dialog import Dialog
from coach.ui.widgets.fitting import cropped
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

_HINT = "Enter changes a line; nothing is written yet."
_UNANSWERED = "?"
_NAME = 24
# A heading and an example; in a narrow window they leave room for the meaning.
_WIDE, _NARROW = (24, 14), (17, 10)
_WIDE_FROM = 60


class ColumnsDialog(Dialog[Plan]):
    """Shows the columns as they are guessed, asks the rest, and shows the first nights."""

    PLACE = "choice"
    DEFAULT_CSS = """
    ColumnsDialog {
        .dialog { height: 96%; }
        #columns { height: 1fr; min-height: 4; background: $surface; }
        #nights { height: 42%; border-top: solid $rule; }
        #nights Words { height: auto; }
    }
    """

    def __init__(self, table: Table, here: Here) -> None:
        super().__init__()
        self._here = here
        self._asking = Asking.of(table)

    def compose(self) -> ComposeResult:
        """The lines, and the first nights under them."""
        with Vertical(classes="dialog"):
            name = visible(self._asking.table.name, one_line=True).rpartition("/")[2]
            title = f"What are the columns of {cropped(name, _NAME)}?"
            yield Label(title, classes="dialog-title", markup=False)
            yield MarkedList(id="columns")
            with VerticalScroll(id="nights"):
                yield Words("", id="shown", markup=False)
            yield Words(_HINT, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Begin at the first thing that is not known, once the list knows its width."""
        self.query_one("#columns").focus()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._fill()
        self._go_to_open()

    def on_resize(self) -> None:
        """Fit the lines to a new width."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        width = self.query_one("#columns").size.width
        lines: list[tuple[str | None, Content]] = [
            *((question.name, _line(question, width)) for question in self._asking.columns()),
            (None, Content("What only you know")),
            *((question.name, _line(question, width)) for question in self._asking.questions()),
        ]
        if self._asking.is_ready:
            lines.append((GO_ON, Content("Go on: count what would come in")))
        self.query_one("#columns", MarkedList).fill(lines)
        shown = Content("\n".join(self._asking.shown(self._here)))
        self.query_one("#shown", Words).update(shown)

    def _go_to_open(self) -> None:
        """Mark the first question without an answer, else the way on."""
        unanswered = (q.name for q in self._asking.questions() if q.answer is None)
        ready = GO_ON if self._asking.is_ready else "column-0"
        listed = self.query_one("#columns", MarkedList)
        listed.choose(next(unanswered, ready))

    @on(OptionList.OptionSelected, "#columns")
    def _ask(self, event: OptionList.OptionSelected) -> None:
        name = event.option.id
        if name == GO_ON:
            self.dismiss(self._asking.plan)
            return
        lines = (*self._asking.columns(), *self._asking.questions())
        question = next(question for question in lines if question.name == name)

        def take(choice: str | None) -> None:
            if choice is None:
                return
            self._asking = self._asking.answered(question.name, choice)
            self._fill()
            if not question.name.startswith("column-"):
                self._go_to_open()

        self.app.push_screen(ChooseAnswer(question), take)


class ChooseAnswer(Dialog[str]):
    """One question and its answers."""

    PLACE = "choice"
    DEFAULT_CSS = """
    ChooseAnswer MarkedList { height: auto; max-height: 100%; background: $surface; }
    """

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question and the list."""
        sample = f" ({self._question.sample})" if self._question.sample else ""
        title = visible(f"{self._question.words}{sample}", one_line=True)
        with Vertical(classes="dialog"):
            yield Label(title, classes="dialog-title", markup=False)
            yield MarkedList(id="choices")

    def on_mount(self) -> None:
        """Begin on the present answer."""
        choices = self.query_one(MarkedList)
        choices.fill([(choice.name, Content(choice.words)) for choice in self._choices])
        present = (choice.name for choice in self._choices if choice.words == self._answer)
        choices.choose(next(present, self._choices[0].name))
        choices.focus()

    @property
    def _choices(self) -> Sequence[Choice]:
        return self._question.choices

    @property
    def _answer(self) -> str | None:
        return self._question.answer

    @on(OptionList.OptionSelected, "#choices")
    def _take(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


def _line(question: Question, width: int) -> Content:
    """A question and its answer in columns, for a list of that width."""
    first, second = _WIDE if width >= _WIDE_FROM else _NARROW
    words = visible(question.words, one_line=True)
    if question.name.startswith("column-"):
        sample = cropped(visible(question.sample, one_line=True), second - 2)
        lead = f"{cropped(words, first - 2):<{first}}{sample:<{second}}"
    else:
        lead = f"{cropped(words, first + second - 2):<{first + second}}"
    return Content(lead + (question.answer or _UNANSWERED))
