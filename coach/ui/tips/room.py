"""Tips: tonight's, the catalogue by subject, what was shown and what came of it; the goal."""

from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Input

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.tips.catalogue import (
    View,
    beside_the_banner,
    by_subject,
    counts,
    last_showing,
    showings,
)
from coach.core.tips.goals import MARKS, goal_view, running
from coach.core.tips.shelf import said
from coach.core.tips.tip import Tip
from coach.store.tips.tonights_tip import (
    TonightsTip,
    known_facts,
    say_of_tip,
    tonights_tip,
)
from coach.ui.frame.room import Room
from coach.ui.keys import table as keys
from coach.ui.tips.words import (
    EMPTY,
    NO_TREATMENT,
    NOTED,
    goal_line,
    past_words,
    showing_line,
    trial_line,
)
from coach.ui.widgets.clickable import Clickable, key_words
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.reading import Reading
from coach.ui.widgets.words import Words
from coach.ui.winddown.words import offer


class _Search(keys.WithKeys, Input):
    """The search field; Esc gives it up."""

    PLACE = "search"


class Tips(Room):
    """A list of tips, and the one that is marked in full."""

    AUTO_FOCUS = "#tips-list"
    PLACE = "tips"

    def __init__(self) -> None:
        super().__init__()
        self._view = View.ALL
        self._words = ""
        self._tonight: TonightsTip | None = None

    def body(self) -> ComposeResult:
        """The lines above, the list, the tip."""
        yield Words(Content(NO_TREATMENT), id="tips-no-treatment")
        yield Clickable(id="tips-goal")
        yield Clickable(id="tips-trial")
        yield Clickable(id="tips-views")
        search = _Search(placeholder="words to find", id="tips-search", compact=True)
        search.display = False
        yield search
        with Container(id="tips-panes"):
            yield MarkedList(id="tips-list")
            yield Reading("(Tab, then arrows)", id="tips-detail")

    def show(self) -> None:
        """Fill the list from the diary; the marked tip stays marked."""
        host = self.coach
        self._tonight = tonights_tip(
            host.diary, host.today, at=host.now(), book=host.tipbook, now=host.standing()
        )
        self.query_one("#tips-no-treatment").display = host.standing().asks
        self._show_goal()
        self._show_trial()
        self._show_views()
        self.query_one("#tips-list", MarkedList).fill(self._lines())
        self._show_tip()

    def _show_goal(self) -> None:
        """One line for the goal; none where none runs."""
        host = self.coach
        lately = host.diary.entries(host.today - timedelta(days=MARKS), host.today)
        by_date = {entry.date: entry for entry in lately}
        view = goal_view(host.diary.goals(), by_date, host.profile, host.today)
        line = self.query_one("#tips-goal", Words)
        line.display = view is not None
        if view is not None:
            line.update(goal_line(view))

    def _show_trial(self) -> None:
        """One line for the experiment; none where there was none."""
        host = self.coach
        told = host.trials()
        line = self.query_one("#tips-trial", Words)
        line.display = bool(told)
        if told:
            line.update(trial_line(told, host.tipbook, host.today))

    def _show_views(self) -> None:
        shown = self.coach.diary.tips()
        number = counts(self.coach.tipbook.tips, shown) | {View.SHOWN: len(shown)}
        parts = [key_words("v", "", "view")]
        for view in View:
            style = "bold underline" if view is self._view else ""
            link = f"@click=screen.view('{view}')"
            label = f"{view.capitalize()} {number[view]}"
            parts.append(Content.styled(label, f"{style} {link}"))
        self.query_one("#tips-views", Words).update(Content("   ").join(parts))

    def _lines(self) -> list[tuple[str | None, Content]]:
        """Headings and tips; an id is its group and the tip's id, as one may stand twice."""
        host = self.coach
        if self._view is View.SHOWN:
            return self._showing_lines()
        groups: list[tuple[str, str, tuple[Tip, ...]]] = []
        if self._view is View.ALL and not self._words:
            first = self._first()
            if first:
                groups.append(("first", "First, beside the banner", first))
            choice = self._tonight.choice if self._tonight else None
            if choice is not None and choice.tip not in first:
                groups.append(("tonight", "Tonight", (choice.tip,)))
        book = host.tipbook
        for group in by_subject(
            book.tips, book.subjects, host.diary.tips(), self._view, self._words
        ):
            groups.append(("all", group.title, group.tips))
        lines: list[tuple[str | None, Content]] = []
        for kind, title, tips in groups:
            lines.append((None, Content(title)))
            lines += [(f"{kind}/{tip.id}", Content(tip.do)) for tip in tips]
        return lines

    def _showing_lines(self) -> list[tuple[str | None, Content]]:
        """What was shown on which day and what came of it, the latest first."""
        lines: list[tuple[str | None, Content]] = []
        book = self.coach.tipbook
        for showing in showings(self.coach.diary.tips()):
            tip = book.tip(showing.tip)
            words = tip.do if tip else showing.tip
            if self._words.casefold() in words.casefold():
                name = f"{showing.shown_on.isoformat()}/{showing.tip}"
                lines.append((name, showing_line(showing, words)))
        return lines

    def _first(self) -> tuple[Tip, ...]:
        """What comes before everything else while a banner asks for a doctor."""
        host = self.coach
        standing = host.standing()
        if not standing.asks:
            return ()
        known = known_facts(host.diary, host.today, standing)
        return beside_the_banner(host.tipbook.tips, known, host.diary.tips())

    @property
    def tip(self) -> Tip | None:
        """The tip that is marked."""
        name = self.query_one("#tips-list", MarkedList).chosen
        return self.coach.tipbook.tip(name.partition("/")[2]) if name else None

    @property
    def _showing(self) -> ShownTip | None:
        """What an answer is for: the marked showing, else the tip's last, else today."""
        tip = self.tip
        if tip is None:
            return None
        shown = self.coach.diary.tips()
        day = self._marked_day
        if day is not None:
            of_day = [showing for showing in shown if showing.shown_on == day]
            return last_showing(tip.id, of_day)
        return last_showing(tip.id, shown) or ShownTip(tip=tip.id, shown_on=self.coach.today)

    @property
    def _marked_day(self) -> date | None:
        """The day of the marked line, where what was shown is listed."""
        name = self.query_one("#tips-list", MarkedList).chosen
        listed = self._view is View.SHOWN and name is not None
        return date.fromisoformat(name.partition("/")[0]) if listed and name else None

    @on(MarkedList.OptionHighlighted, "#tips-list")
    def _show_tip(self) -> None:
        """Show the marked tip in full."""
        detail, tip = self.query_one("#tips-detail", Reading), self.tip
        if tip is None:
            nothing = "No tip has these words." if self._words else EMPTY[self._view]
            detail.read(Content(nothing))
            return
        book = self.coach.tipbook
        source = book.sources[tip.source]
        titles = {subject.slug: subject.title for subject in book.subjects}
        parts: list[Content | tuple[str, str] | str] = [(tip.do, "bold"), f"\n{tip.why}\n"]
        choice = self._tonight.choice if self._tonight else None
        if choice is not None and choice.tip == tip:
            parts.append(f"\n{choice.heading}. {choice.why_now}\n")
        shown = self.coach.diary.tips()
        marked = self._showing if self._marked_day is not None else said(shown).get(tip.id)
        parts.append(past_words([past for past in shown if past.tip == tip.id], marked))
        if tip.goal is not None:
            parts.append(("\na", "bold $accent"))
            running_now = running(self.coach.diary.goals())
            same = running_now is not None and running_now.goal is tip.goal
            parts.append(" changes your goal\n" if same else " makes it your goal\n")
        if tip.trial and not self.coach.trial():
            tried = any(trial.experiment.tip == tip.id for trial in self.coach.trials())
            parts.append(("\nE", "bold $accent"))
            again = " shows what came of trying it, and tries it again\n"
            parts.append(again if tried else " tries it properly, with and without\n")
        if tip.wind_down is not None and (practice := offer(tip.wind_down)) is not None:
            parts.append(("\nb", "bold $accent"))
            parts.append(f" starts the wind-down: {practice.title.lower()}\n")
        parts.append(
            (f"\n{titles.get(tip.subject, '')}. Source: {source.citation}", "$text-muted")
        )
        if source.doi:
            parts.append((f" doi:{source.doi}", "$text-muted"))
        detail.read(Content.assemble(*parts))

    @on(MarkedList.OptionSelected, "#tips-list")
    def _read_tip(self) -> None:
        """Enter goes over to the text."""
        self.query_one("#tips-detail", Reading).take_focus()

    def action_said(self, feedback: str) -> None:
        """Note what the person says of the marked tip."""
        self._note(Feedback(feedback))

    def action_hide(self) -> None:
        """Hide the marked tip, or bring a hidden one back."""
        tip = self.tip
        last = said(self.coach.diary.tips()).get(tip.id) if tip else None
        if tip is None or last is None or last.feedback is not Feedback.NOT_FOR_ME:
            self._note(Feedback.NOT_FOR_ME)
            return
        host = self.coach
        host.change(lambda: host.diary.unhide_tip(tip.id), "It may come up again.")

    def _note(self, feedback: Feedback) -> None:
        host, showing = self.coach, self._showing
        if showing is not None:
            host.change(lambda: say_of_tip(host.diary, showing, feedback), NOTED[feedback])

    def action_goal(self) -> None:
        """Make the marked tip the goal, where it can be one, or choose from the list."""
        tip = self.tip
        self.coach.open_goal(tip.goal if tip else None)

    def action_experiment(self) -> None:
        """Try the marked tip properly, or look at the experiment."""
        tip = self.tip
        self.coach.open_experiment(tip.id if tip else None)

    def action_subject(self, direction: int) -> None:
        """Go to the next subject (1), or to the one before (-1)."""
        self.query_one("#tips-list", MarkedList).leap(direction)

    def action_view(self, name: str = "") -> None:
        """Show all tips, or those tried, helped or hidden; the next of these without a name."""
        views = list(View)
        self._view = View(name) if name else views[(views.index(self._view) + 1) % len(views)]
        self.show()
        tips = self.query_one("#tips-list", MarkedList)
        if self._view is View.SHOWN and self.coach.diary.tips():
            # The latest is what a person comes to answer.
            tips.action_first()
        tips.focus()

    def action_search(self) -> None:
        """Open the search field."""
        field = self.query_one("#tips-search", Input)
        field.display = True
        field.focus()

    def action_to_list(self) -> None:
        """Leave the field for what was found."""
        self.query_one("#tips-list").focus()

    def action_end_search(self) -> None:
        """Give the search up and show all of the view again."""
        field = self.query_one("#tips-search", Input)
        with self.prevent(Input.Changed):
            field.value = ""
        self._words = ""
        self.query_one("#tips-list").focus()
        field.display = False
        self.show()

    @on(Input.Changed, "#tips-search")
    def _find(self, event: Input.Changed) -> None:
        self._words = event.value
        self.show()

    @on(Input.Submitted, "#tips-search")
    def _go_to_list(self) -> None:
        self.action_to_list()

    def action_wind_down(self) -> None:
        """Open the tip's own wind-down, or the choice."""
        tip = self.tip
        self.coach.open_wind_down(tip.wind_down if tip else None)
