"""Catching up: the last two weeks day by day, each of which can be answered or cleared."""

from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from coach.core.checkin.missed import CATCH_UP_DAYS, DayBack, last_days
from coach.core.words.lengths_and_dates import long_date, short_date
from coach.store.disk.durable import StoreError
from coach.ui import actions
from coach.ui.files.asking import Sure
from coach.ui.frame.screen import CoachScreen, KeyLine, TitleLine
from coach.ui.keys import table as keys
from coach.ui.widgets.marked_list import MarkedList

_LEAD = (
    "The last two weeks. A missed day may stay empty: it counts as not answered, never as "
    "“no”. Days over two days old are kept as recalled; warning signs in them still count."
)


class CatchUp(CoachScreen):
    """The last days, missed ones marked."""

    AUTO_FOCUS = "#days"
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("catch-up")
    DEFAULT_CSS = """
    CatchUp {
        #catch-up-lead { height: auto; padding: 0 1; color: $text-muted; margin-bottom: 1; }
        #days-back { height: 1fr; padding: 0 1; }
        #days { height: auto; }
        &.-short #catch-up-lead { margin-bottom: 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """A sentence, and the days."""
        yield TitleLine(id="title")
        yield Static(Content(_LEAD), id="catch-up-lead")
        with VerticalScroll(id="days-back", can_focus=False):
            yield MarkedList(id="days")
        yield KeyLine(keys.footer("catch-up"))

    def on_screen_resume(self) -> None:
        """Show the days as they are."""
        self.diary_changed()

    def diary_changed(self) -> None:
        """Draw the days anew."""
        self.query_one(TitleLine).refresh_time()
        host = self.coach
        today = host.today
        span = [today - timedelta(days=back) for back in range(1, CATCH_UP_DAYS + 1)]
        # One by one, for a range leaves cleared days out.
        entries = [entry for day in span if (entry := host.diary.entry(day)) is not None]
        found = last_days(entries, host.now(), today, host.profile)
        self.query_one("#days", MarkedList).fill(
            [(_name(one.day), _line(one)) for one in found]
        )

    def _chosen(self) -> date | None:
        name = self.query_one("#days", MarkedList).chosen
        return None if name is None else date.fromisoformat(name.removeprefix("day-"))

    @on(OptionList.OptionSelected, "#days")
    def action_answer(self) -> None:
        """Answer the marked day, or change its answers."""
        day = self._chosen()
        if day is not None:
            self.coach.open_check_in(day)

    def action_clear(self) -> None:
        """Ask once, then empty the marked day."""
        day = self._chosen()
        entry = None if day is None else self.coach.diary.entry(day)
        if day is None or entry is None or entry.cleared:
            self.coach.say("There is nothing to clear on this day.")
            return
        question = f"Clear everything you answered on {long_date(day)}? u takes it back."
        self.app.push_screen(
            Sure(question, "Clear it"), lambda sure: self._clear(day) if sure else None
        )

    def _clear(self, day: date) -> None:
        host = self.coach
        try:
            host.diary.clear(day)
        except StoreError as error:
            host.say(str(error), warn=True)
            return
        host.say(f"{short_date(day)} is cleared. u takes it back.")
        host.diary_changed()

    def action_undo(self) -> None:
        """Take the last change back."""
        actions.undo(self.coach)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()


def _name(day: date) -> str:
    return f"day-{day.isoformat()}"


def _line(one: DayBack) -> Content:
    late = "  would count as recalled" if one.recalled else ""
    style = "" if one.answered else "bold"
    return Content.assemble(
        f"{short_date(one.day)}  ", (one.told, style), (late, "$text-muted")
    )
