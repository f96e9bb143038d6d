"""One day: all that was recorded, what follows from it, and what it took part in."""

from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from coach.core.history.counted_in import AFTER, BEFORE, parts_taken
from coach.core.words.lengths_and_dates import plain_date
from coach.ui.frame.dialog import ask_to_clear
from coach.ui.frame.screen import WIDE, CoachScreen
from coach.ui.history.day_words import day_content, day_halves, day_title
from coach.ui.history.snapshot import Snapshot
from coach.ui.widgets.words import Words

_NOT_ANSWERED = (
    "This day was not answered. That is no “no”: no count reads it either way.\n\n"
    "Enter answers it now. What is filled in later than two days afterwards is marked as "
    "recalled."
)
_TO_COME = "This day has not come yet."


class DayView(CoachScreen):
    """All that is known of one day, and what can be done with it."""

    PLACE = "day"
    DEFAULT_CSS = """
    DayView {
        #day-name { height: 1; padding: 0 2; text-style: bold; }
        #day-columns { height: auto; }
        #day-words, #day-more { width: 1fr; height: auto; }
        #day-body { height: 1fr; padding: 1 2 0 2; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day

    def body(self) -> ComposeResult:
        """The day's name, and its words."""
        yield Words(id="day-name")
        with VerticalScroll(id="day-body"):
            with Horizontal(id="day-columns"):
                yield Words(id="day-words")
                yield Words(id="day-more")
            yield Words(id="day-findings")

    def on_mount(self) -> None:
        """Let the arrows scroll from the start."""
        self.query_one("#day-body").focus()

    def show(self) -> None:
        """Draw the day."""
        host = self.coach
        self.query_one("#day-name", Words).update(Content(day_title(self.day, host.today)))
        snapshot = Snapshot(host.diary, host.profile, host.today)
        width, more = self.app.size.width, Content("")
        if snapshot.entry(self.day) is None:
            words = Content(_TO_COME if self.day > host.today else _NOT_ANSWERED)
        elif width >= WIDE:
            words, more = day_halves(snapshot, self.day, width // 2 - 4)
        else:
            words = day_content(snapshot, self.day, width - 5)
        self.query_one("#day-words", Words).update(words)
        self.query_one("#day-more", Words).update(more)
        self.query_one("#day-more").display = bool(more)
        self.query_one("#day-findings", Words).update(self._findings())

    def _findings(self) -> Content:
        """What the rules made of this day, then and in the weeks after."""
        host = self.coach
        if self.day > host.today:
            return Content("")
        entries = host.diary.entries(self.day - BEFORE, self.day + AFTER)
        parts = parts_taken(entries, host.diary.profile(), self.day, host.today)
        if not parts:
            return Content("")
        lines = [Content.styled("\nWhat this day is counted in", "bold")]
        for part in parts:
            finding = part.finding
            when = "" if part.seen_on == self.day else f", seen on {plain_date(part.seen_on)}"
            lines.append(
                Content.assemble(
                    (f"{finding.level.word}{when}: ", "$text-muted"),
                    f"{finding.title}. {finding.text}",
                )
            )
        return Content("\n").join(lines)

    def action_edit(self) -> None:
        """Answer the day, or change its answers."""
        if self.day > self.coach.today:
            self.coach.say("A day that has not come yet cannot be answered.")
            return
        self.coach.open_check_in(self.day)

    def action_clear(self) -> None:
        """Ask once, then empty the day."""
        ask_to_clear(self.coach, self.day, more="It will count as not answered. ")

    def action_partner(self) -> None:
        """Let the bed partner answer their questions about the night."""
        if self.day > self.coach.today:
            self.coach.say("A night that has not come yet cannot be answered.")
            return
        self.coach.open_partner(self.day)

    def action_day_before(self) -> None:
        """Go to the day before."""
        self._turn_to(self.day - timedelta(days=1))

    def action_day_after(self) -> None:
        """Go to the day after."""
        self._turn_to(self.day + timedelta(days=1))

    def _turn_to(self, day: date) -> None:
        self.day = day
        self.query_one("#day-body").scroll_home(animate=False)
        self.draw()
