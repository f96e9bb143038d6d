"""One line to type in under a screen: a question, an answer, and what comes of it."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from coach.ui.widgets.words import Words

# What becomes of a typed line; raises ValueError with why it cannot be taken.
OnTyped = Callable[[str], None]


class AskingLine(Vertical):
    """Asks for a line, or says what became of the last one."""

    DEFAULT_CSS = """
    AskingLine {
        height: auto;
        #question { height: auto; padding: 0 1; display: none; }
        #given { display: none; height: 1; border: none; margin: 0 1; background: $panel; }
        #status { height: auto; padding: 0 1; color: $text-warning; }
    }
    """

    def __init__(self, longest: int) -> None:
        super().__init__()
        self._longest = longest
        self._then: OnTyped | None = None
        self._left: Callable[[], object] = lambda: None

    def compose(self) -> ComposeResult:
        """The question, the line, and what there is to say."""
        yield Words(id="question")
        yield Input(id="given", compact=True, max_length=self._longest)
        yield Words(id="status")

    @property
    def is_asking(self) -> bool:
        """Whether a line is being typed."""
        return self._then is not None

    def ask(self, question: str, given: str, then: OnTyped, left: Callable[[], object]) -> None:
        """Ask for a line.

        Args:
            question: What is asked.
            given: What stands there already.
            then: Takes the line; may ask for the next one.
            left: Called once no more is asked, however that came.
        """
        self._then, self._left = then, left
        words = self.query_one("#question", Words)
        words.update(Content(question))
        words.display = True
        field = self.query_one("#given", Input)
        with self.prevent(Input.Changed):
            field.value = given
        field.display = True
        field.focus()
        field.select_all()

    def say(self, text: str) -> None:
        """Say what became of something."""
        self.query_one("#status", Words).update(Content(text))

    @on(Input.Submitted, "#given")
    def _answer(self, event: Input.Submitted) -> None:
        event.stop()
        then = self._then
        if then is None:
            return
        # Cleared first: a taken line may ask for the next one, which sets it anew.
        self._then = None
        self.say("")
        try:
            then(event.value)
        except ValueError as error:
            self._then = then
            self.say(f"{error}.")
            return
        if self._then is None:
            self.stop()

    def stop(self) -> None:
        """Ask no more."""
        self._then = None
        self.query_one("#question").display = False
        self.query_one("#given").display = False
        left, self._left = self._left, lambda: None
        left()
