"""Questions of the person's own: made, worded anew, retired and brought back."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, OptionList

from coach.core.diary import own_questions as own
from coach.core.diary.own_questions import MOST_IN_USE, OwnQuestionError
from coach.core.diary.records import OwnQuestion, Profile
from coach.ui.frame.dialog import Dialog
from coach.ui.frame.screen import CoachScreen
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

_LEAD = (
    f"At most {MOST_IN_USE} questions of your own, each answered with yes or no in the "
    "check-in. History sets them against your nights; the doctor's page counts them. A "
    "retired one is asked no more, and its answers stay."
)
_NEW, _WHERE = "new", "where"


class QuestionWords(Dialog[str]):
    """Asks for the words of a question."""

    PLACE = "dialog"

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._title, self._words = title, words

    def compose(self) -> ComposeResult:
        """The words, and what is wrong with them."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Input(self._words, placeholder="Ate after nine?", id="words", compact=True)
            yield Words("", id="problem", markup=False)
            yield Words(
                "A yes must mean something; its name in the log stays. Enter keeps it.",
                classes="hint",
                markup=False,
            )

    @on(Input.Submitted, "#words")
    def _keep(self, event: Input.Submitted) -> None:
        try:
            # Only the words are tried here; whether there is room is asked before.
            own.with_question(Profile(), event.value)
        except OwnQuestionError as error:
            self.complain(f"{error}.")
            return
        self.dismiss(event.value)


class OwnQuestions(CoachScreen):
    """The questions, those in use first; below them a new one and where they are asked."""

    AUTO_FOCUS = "#own-list"
    PLACE = "own-questions"
    DEFAULT_CSS = """
    OwnQuestions {
        #own-lead { height: auto; padding: 0 1; color: $text-muted; margin-bottom: 1; }
        #own-body { height: 1fr; padding: 0 1; }
        #own-list { height: auto; }
        &.-short #own-lead { margin-bottom: 0; }
    }
    """

    def body(self) -> ComposeResult:
        """A sentence, and the list."""
        yield Words(Content(_LEAD), id="own-lead")
        with VerticalScroll(id="own-body", can_focus=False):
            yield MarkedList(id="own-list")

    def show(self) -> None:
        """List the questions."""
        questions = self.coach.profile.own_questions or ()
        in_order = sorted(questions, key=lambda question: bool(question.retired))
        lines: list[tuple[str | None, Content]] = [
            (f"own/{question.id}", _line(question)) for question in in_order
        ]
        lines.append((_NEW, Content.styled("a new question", "$accent")))
        if questions:
            where = "behind m" if self.coach.settings.own_behind_more else "every evening"
            lines.append((_WHERE, Content.assemble(("asked ", "$text-muted"), where)))
        self.query_one("#own-list", MarkedList).fill(lines)

    @property
    def _marked(self) -> OwnQuestion | None:
        name = self.query_one("#own-list", MarkedList).chosen or ""
        questions = self.coach.profile.own_questions or ()
        return next((one for one in questions if f"own/{one.id}" == name), None)

    @on(OptionList.OptionSelected, "#own-list")
    def action_write(self) -> None:
        """Word the marked question anew, write a new one, or change where they are asked."""
        host, marked = self.coach, self._marked
        if marked is not None:
            self.app.push_screen(
                QuestionWords("The question", marked.words),
                lambda words: (
                    self._change(
                        lambda profile: own.renamed(profile, marked.id, words or ""),
                        "Kept; its answers stay with it.",
                    )
                    if words
                    else None
                ),
            )
        elif self.query_one("#own-list", MarkedList).chosen == _WHERE:
            behind = not host.settings.own_behind_more
            host.keep_settings(host.settings.with_own_behind_more(behind))
            self.show()
        elif len(own.questions_in_use(host.profile)) >= MOST_IN_USE:
            host.say(f"{MOST_IN_USE} are in use; x retires the marked one.")
        else:
            self.app.push_screen(QuestionWords("A new question", ""), self._make)

    def _make(self, words: str | None) -> None:
        if words is None:
            return
        host = self.coach
        names = {
            name
            for entry in host.diary.entries()
            for name in (entry.day and entry.day.own) or ()
        }
        self._change(
            lambda profile: own.with_question(profile, words, names),
            "Kept. It is asked from the next check-in on.",
        )

    def action_retire(self) -> None:
        """Retire the marked question, or bring a retired one back."""
        marked = self._marked
        if marked is None:
            return
        if marked.retired:
            self._change(
                lambda profile: own.brought_back(profile, marked.id), "It is asked again."
            )
        else:
            self._change(
                lambda profile: own.retired(profile, marked.id),
                "Retired. Its answers stay; x brings it back.",
            )

    def _change(self, how: Callable[[Profile], Profile], words: str) -> None:
        host = self.coach
        try:
            profile = how(host.profile)
        except OwnQuestionError as error:
            host.say(f"{error}.")
            return
        host.change(lambda: host.diary.save_profile(profile), words)


def _line(question: OwnQuestion) -> Content:
    """A question as the list has it; its words are the person's, and no markup."""
    if question.retired:
        return Content.assemble((question.words, "$text-muted"), ("  retired", "$text-muted"))
    return Content(question.words)
