"""The page of experiments: what one is and how it begins, the one that runs, and results."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from coach.core.diary.choices import Outcome, StoppedBy
from coach.core.history.charts import share_bar
from coach.core.tips.experiments.opening import Opened
from coach.core.tips.experiments.trials import Trial, running
from coach.core.tips.experiments.words import (
    OUTCOMES,
    SEALED,
    WHAT_IT_IS,
    evening_sentence,
    is_for,
    is_new,
    sides,
    telling_words,
)
from coach.core.tips.tip import Tip
from coach.store.tips.trying import all_opened, begin, why_not
from coach.ui.frame.dialog import Dialog, Sure
from coach.ui.frame.screen import CoachScreen
from coach.ui.keys.key import Key
from coach.ui.widgets.clickable import key_words
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.reading import Reading

_STOP = (
    "Stop the experiment? What there is of it is shown then, without a verdict. "
    "u takes it back."
)
# Keys that do nothing while none can begin, and while none runs.
_BEGINNING = frozenset({"experiment-start", "experiment-outcome"})
_RUNNING = frozenset({"experiment-stop"})
_ROOMY = 80


class ChooseOutcome(Dialog[Outcome]):
    """What an experiment looks at in the end; it is sealed with the order."""

    PLACE = "choice"
    DEFAULT_CSS = """
    ChooseOutcome MarkedList { height: auto; max-height: 100%; background: $surface; }
    """

    def __init__(self, present: Outcome) -> None:
        super().__init__()
        self._present = present

    def compose(self) -> ComposeResult:
        """The title and the three."""
        with Vertical(classes="dialog"):
            yield Label("What it looks at", classes="dialog-title", markup=False)
            yield MarkedList(id="choices")

    def on_mount(self) -> None:
        """Begin on the present one."""
        choices = self.query_one(MarkedList)
        choices.fill([(kind.value, Content(words)) for kind, words in OUTCOMES.items()])
        choices.choose(self._present.value)
        choices.focus()

    @on(MarkedList.OptionSelected)
    def _take(self, event: MarkedList.OptionSelected) -> None:
        self.dismiss(Outcome(event.option.id or self._present.value))


class ExperimentPage(CoachScreen):
    """What runs first, else how one begins; then those that are over.

    Args:
        tip: The tip that it was opened from, if any.
    """

    PLACE = "experiment"

    def __init__(self, tip: str | None = None) -> None:
        super().__init__()
        self._name = tip
        self._outcome = Outcome.DISTURBED
        self._trial: Trial | None = None
        self._refusal: str | None = None
        self._reads_result: bool | None = None

    def body(self) -> ComposeResult:
        """The text."""
        yield Reading("(arrows, Page Down)", id="experiment")

    def on_mount(self) -> None:
        """Let the arrows scroll from the start."""
        self.query_one(Reading).take_focus()

    @property
    def _tip(self) -> Tip | None:
        return None if self._name is None else self.coach.tipbook.tip(self._name)

    @property
    def _may_begin(self) -> bool:
        return self._tip is not None and self._trial is None and self._refusal is None

    def footer(self) -> tuple[Key, ...]:
        """Without the keys that would do nothing."""
        silent = frozenset() if self._may_begin else _BEGINNING
        silent |= frozenset({"experiment-outcome"}) if self._reads_result else frozenset()
        silent |= _RUNNING if self._trial is None else frozenset()
        return tuple(key for key in super().footer() if key.id not in silent)

    def draw(self) -> None:
        """Look how experiments stand before the footer is drawn."""
        self._look()
        super().draw()

    def _look(self) -> None:
        host, tip = self.coach, self._tip
        self._trial = running(host.trials())
        self._refusal = None if tip is None else why_not(host.diary, tip, host.standing())
        ended = [trial for trial in host.trials() if not trial.is_sealed]
        if self._trial is not None:
            self._reads_result = None
        elif self._reads_result is None:
            # Who comes for a result finds it, and begins nothing by the same key.
            is_fresh = any(is_new(trial, host.today) for trial in ended)
            self._reads_result = is_fresh or (bool(ended) and (tip is None or not tip.trial))

    def show(self) -> None:
        """Fill the page from the diary."""
        host = self.coach
        parts: list[Content] = []
        if self._trial is not None:
            parts.append(self._words_of_running(self._trial))
        elif self._tip is not None and not self._reads_result:
            parts.append(self._words_of_beginning(self._tip))
        past = all_opened(host.diary, host.trials(), host.tipbook)
        parts += [self._words_of_past(opened) for opened in past]
        if self._reads_result and self._may_begin:
            parts.append(key_words("Enter", "try another", "start"))
        if not parts:
            parts.append(Content("No experiment yet. E on a tip of Tips begins one."))
        self.query_one(Reading).read(Content("\n\n").join(parts))

    def _words_of_running(self, trial: Trial) -> Content:
        tip = self.coach.tipbook.tip(trial.experiment.tip)
        return Content.assemble(
            ("You are trying", "bold"),
            f" {is_for(trial)}.\n\n",
            (evening_sentence(trial, tip, self.coach.today), "bold"),
            f"\n\n{SEALED} The log you can export carries the order.\n",
            ("x", "bold $accent"),
            " stops it",
        )

    def _words_of_beginning(self, tip: Tip) -> Content:
        """What an experiment is, and how it begins or why it cannot now."""
        head = Content.assemble(("Try it properly", "bold"), f"\n{tip.do}\n")
        if self._refusal is not None:
            return Content.assemble(head, "\n", self._refusal)
        return Content.assemble(
            head,
            *(f"\n{sentence}\n" for sentence in WHAT_IT_IS),
            f"\nIt looks at: {OUTCOMES[self._outcome]}   ",
            ("f", "bold $accent"),
            " something else\n",
            ("Enter", "bold $accent"),
            " starts it",
        )

    def _words_of_past(self, opened: Opened) -> Content:
        """One that runs no more: two bars, two figures, what it is worth."""
        lines = [Content.assemble(("Tried", "bold"), f" {is_for(opened.trial)}.")]
        if opened.result is not None:
            is_narrow = self.app.size.width < _ROOMY
            for name, length, figure in sides(opened.result):
                bar = share_bar(length, 10 if is_narrow else 20)
                lines.append(
                    Content.assemble(
                        (f"  {name:<9}", "$text-muted"),
                        (bar, "$primary"),
                        f"\n{'':11}{figure}" if is_narrow else f"  {figure}",
                    )
                )
        told = [Content(words) for words in telling_words(opened.trial, opened.result)]
        return Content("\n\n").join([Content("\n").join(lines), *told])

    def action_start(self) -> None:
        """Draw, seal and keep the experiment."""
        host, tip = self.coach, self._tip
        if tip is None or not self._may_begin:
            return
        if self._reads_result:
            self._reads_result = False
            self.draw()
            return
        outcome, day, at = self._outcome, host.today, host.now()
        host.change(
            lambda: begin(host.diary, tip, outcome, day, at),
            "It is drawn and sealed. Tonight says each evening which it is; u takes it back.",
        )

    def action_choose(self) -> None:
        """Choose what is looked at in the end."""
        if not self._may_begin or self._reads_result:
            return

        def take(outcome: Outcome | None) -> None:
            if outcome is not None:
                self._outcome = outcome
                self.draw()

        self.app.push_screen(ChooseOutcome(self._outcome), take)

    def action_stop(self) -> None:
        """Ask once, then stop the one that runs."""
        host, trial = self.coach, self._trial
        if trial is None:
            return

        def stop(sure: bool | None) -> None:
            if sure:
                host.change(
                    lambda: host.diary.stop_experiment(
                        trial.experiment, host.today, StoppedBy.PERSON
                    ),
                    "It is stopped; its evenings stay. u takes it back.",
                )

        host.push_screen(Sure(_STOP, "Stop it"), stop)
