"""Choosing a goal: a list of the five, then its time or its minutes."""

from datetime import timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Label

from coach.core.diary.choices import GoalKind
from coach.core.diary.records import Goal
from coach.core.tips import goals
from coach.core.tips.goals import Offered
from coach.ui.frame.dialog import Dialog
from coach.ui.frame.host import Host
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

_END = "end"


class ChooseGoal(Dialog[GoalKind | str]):
    """The goals there are; one that is not offered now says why and cannot be chosen."""

    PLACE = "choice"
    DEFAULT_CSS = """
    ChooseGoal MarkedList { height: auto; max-height: 100%; background: $surface; }
    """

    def __init__(self, offered: tuple[Offered, ...], present: Goal | None) -> None:
        super().__init__()
        self._offered, self._present = offered, present

    def compose(self) -> ComposeResult:
        """The title, the list and what there is to mind."""
        with Vertical(classes="dialog"):
            yield Label("One small habit at a time", classes="dialog-title", markup=False)
            yield MarkedList(id="choices")
            refusals = [offer.refusal for offer in self._offered if offer.refusal]
            if refusals:
                yield Words("\n".join(refusals), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Begin on the goal that runs, if one does."""
        choices = self.query_one(MarkedList)
        lines: list[tuple[str | None, Content]] = [
            (offer.kind.value, Content(goals.goal_words(offer.kind, self._value(offer))))
            for offer in self._offered
            if offer.refusal is None
        ]
        if self._present is not None:
            lines.append((_END, Content("none: end the one that runs")))
        choices.fill(lines)
        if self._present is not None:
            choices.choose(self._present.goal.value)
        choices.focus()

    def _value(self, offer: Offered) -> str | int:
        present = self._present
        return present.value if present and present.goal is offer.kind else offer.value

    @on(MarkedList.OptionSelected)
    def _take(self, event: MarkedList.OptionSelected) -> None:
        chosen = event.option.id or _END
        self.dismiss(_END if chosen == _END else GoalKind(chosen))


class GoalValue(Dialog[str | int]):
    """Asks for the goal's time, or its minutes."""

    PLACE = "dialog"

    def __init__(self, kind: GoalKind, value: str | int) -> None:
        super().__init__()
        self._kind, self._value = kind, value

    def compose(self) -> ComposeResult:
        """The value, how it is counted, and what is wrong with it."""
        minutes = self._kind is GoalKind.WIND_DOWN
        title = "How many minutes" if minutes else "At what time"
        with Vertical(classes="dialog"):
            yield Label(f"{title}: {self._words()}", classes="dialog-title", markup=False)
            yield Input(str(self._value), id="goal-value", compact=True)
            yield Words("", id="problem", markup=False)
            yield Words(
                f"{goals.how_counted(self._kind)} Enter takes it, Esc leaves.",
                classes="hint",
                markup=False,
            )

    def _words(self) -> str:
        return goals.goal_words(self._kind, self._value)

    @on(Input.Submitted, "#goal-value")
    def _keep(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(goals.value_of(self._kind, event.value))
        except ValueError as error:
            self.complain(f"{error}.")


def choose_goal(host: Host, kind: GoalKind | None = None) -> None:
    """Ask for a goal and keep it; the one that runs ends.

    Args:
        host: The program.
        kind: Which, where a tip has named it already; else it is asked.
    """
    entries = host.diary.entries(host.today - timedelta(days=goals.MARKS), host.today)
    offered = goals.offered(entries, host.profile, host.today)
    present = goals.running(host.diary.goals())

    def take(chosen: GoalKind | str | None) -> None:
        if isinstance(chosen, GoalKind):
            _ask_value(host, next(offer for offer in offered if offer.kind is chosen), present)
        elif chosen == _END:
            words = "The goal is ended; its days stay. u takes it back."
            host.change(lambda: host.diary.end_goal(host.today), words)

    if kind is None:
        host.push_screen(ChooseGoal(offered, present), take)
        return
    refusal = next(offer.refusal for offer in offered if offer.kind is kind)
    if refusal is None:
        take(kind)
    else:
        host.say(refusal)


def _ask_value(host: Host, offer: Offered, present: Goal | None) -> None:
    value = present.value if present and present.goal is offer.kind else offer.value

    def keep(chosen: str | int | None) -> None:
        if chosen is None:
            return
        goal = Goal(goal=offer.kind, value=chosen, from_=host.today, to=None)
        words = f"Your goal from today on: {goals.goal_words(offer.kind, chosen)}."
        host.change(lambda: host.diary.set_goal(goal), words)

    host.push_screen(GoalValue(offer.kind, value), keep)
