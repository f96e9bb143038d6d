"""Three questions that the bed partner answers, kept beside the person's own."""

from collections.abc import Callable
from datetime import date, timedelta

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from coach.core.checkin.question import Question
from coach.core.checkin.questions import partner
from coach.core.diary.records import Entry, Partner
from coach.core.words.lengths_and_dates import day_words, short_date
from coach.core.words.text import visible
from coach.store.disk.machine import local_zone
from coach.ui.frame.screen import CoachScreen
from coach.ui.widgets.fitting import cropped
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

_NOTE = "note"


class PartnerSheet(CoachScreen):
    """The bed partner's answers about one night."""

    AUTO_FOCUS = "#partner-questions"
    PLACE = "partner"
    DEFAULT_CSS = """
    PartnerSheet {
        #partner-lead { height: auto; padding: 0 1; }
        #partner-questions { height: auto; min-height: 1; padding: 0 1; }
        #partner-asked { height: auto; padding: 0 1; border-top: solid $rule; }
        #partner-note {
            display: none;
            height: 1;
            border: none;
            margin: 0 1;
            background: $panel;
        }
        #partner-gap { height: 1fr; }
    }
    """

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self._entry: Entry | None = None
        self._tz = local_zone()

    def body(self) -> ComposeResult:
        """The night, the questions with their answers, and the one that is marked in full."""
        yield Words(id="partner-lead")
        yield MarkedList(id="partner-questions")
        yield Words(id="partner-asked")
        yield Input(id="partner-note", compact=True, max_length=partner.LONGEST_NOTE)
        yield Words(id="partner-gap")

    def show(self) -> None:
        """Draw what was answered."""
        self._entry = self.coach.diary.entry(self.day)
        night = f"{short_date(self.day - timedelta(days=1))} → {short_date(self.day)}"
        self.query_one("#partner-lead", Words).update(
            Content.assemble((f"For the bed partner: the night {night}", "bold"))
        )
        width = self.app.size.width - 22
        lines: list[tuple[str | None, Content]] = []
        for question in partner.PARTNER:
            told = partner.answered(self._entry, question)
            lines.append(
                (question.field, Content(f"{question.label:<14}{cropped(told, width)}"))
            )
        note = visible(self._told_note, one_line=True)
        lines.append((_NOTE, Content(f"{'Own words':<14}{cropped(note, width)}")))
        self.query_one("#partner-questions", MarkedList).fill(lines)
        self._show_asked()

    @property
    def _told_note(self) -> str:
        sheet = self._entry.partner if self._entry is not None else None
        return (sheet.note if sheet is not None else None) or ""

    @property
    def _asked(self) -> Question | None:
        chosen = self.query_one("#partner-questions", MarkedList).chosen
        return next((each for each in partner.PARTNER if each.field == chosen), None)

    @on(MarkedList.OptionHighlighted, "#partner-questions")
    def _show_asked(self) -> None:
        question = self._asked
        words = self.query_one("#partner-asked", Words)
        if question is None:
            words.update(Content("Anything else, in your own words?  Enter begins."))
            return
        lines = [question.words]
        lines += [
            f"  {key}  {answer.words}"
            for key, answer in zip(question.keys, question.answers, strict=True)
        ]
        words.update(Content("\n".join(lines)))

    def on_key(self, event: events.Key) -> None:
        """A number answers the marked question and moves on."""
        question = self._asked
        answer = None if question is None else partner.of_key(question, event.character or "")
        if question is None or answer is None or self.query_one("#partner-note").display:
            return
        event.stop()
        self._save(partner.with_answer(Partner(), question, answer))
        self.query_one("#partner-questions", MarkedList).action_cursor_down()

    @on(MarkedList.OptionSelected, "#partner-questions")
    def _move_on(self) -> None:
        """Enter moves on, and stores nothing; on the last line it begins the note."""
        if self._asked is not None:
            self.query_one("#partner-questions", MarkedList).action_cursor_down()
            return
        field = self.query_one("#partner-note", Input)
        field.value = self._told_note.replace("\n", " ")
        field.display = True
        field.focus()

    @on(Input.Submitted, "#partner-note")
    def _noted(self, event: Input.Submitted) -> None:
        self._end_note()
        if event.value.strip() and event.value != self._told_note:
            self._save(Partner(note=event.value.strip()))

    def _end_note(self) -> None:
        self.query_one("#partner-note").display = False
        self.query_one("#partner-questions").focus()

    def action_empty(self) -> None:
        """Take the answer of the marked question out again."""
        question = self._asked
        if question is None or not partner.answered(self._entry, question):
            return
        self._change(lambda old: partner.without_answer(old or Entry(date=self.day), question))

    def _save(self, told: Partner) -> None:
        self._change(lambda old: partner.with_sheet(old, self.day, told, self._tz))

    def _change(self, how: Callable[[Entry | None], Entry]) -> None:
        host = self.coach
        name = f"the bed partner's answers of {day_words(self.day)}"
        host.write(
            lambda: host.diary.change(self.day, how, name), lambda _: host.diary_changed()
        )

    def action_leave(self) -> None:
        """Stop typing; else go back."""
        if self.query_one("#partner-note").display:
            self._end_note()
        else:
            super().action_leave()
