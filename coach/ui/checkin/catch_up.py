"""Catching up: the last two weeks day by day, each of which can be answered or cleared."""

from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList

from coach.core.checkin.missed import (
    CATCH_UP_DAYS,
    DayBack,
    last_days,
    missed,
    missing_words,
)
from coach.core.words.lengths_and_dates import short_date
from coach.ui.frame.dialog import ask_to_clear
from coach.ui.frame.screen import CoachScreen
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

_LEAD = (
    "A missed day may stay empty: it counts as not answered, never as “no”. Of days more than "
    "two days old only warning signs count."
)
_TODAY = "Go on to today's check-in"


class CatchUp(CoachScreen):
    """The last days, missed ones marked."""

    AUTO_FOCUS = "#days"
    PLACE = "catch-up"
    DEFAULT_CSS = """
    CatchUp {
        #catch-up-lead { height: auto; padding: 0 1; color: $text-muted; margin-bottom: 1; }
        #days-back { height: 1fr; padding: 0 1; }
        #days { height: auto; }
        &.-short #catch-up-lead { margin-bottom: 0; }
    }
    """

    def body(self) -> ComposeResult:
        """A sentence, and the days."""
        yield Words(id="catch-up-lead")
        with VerticalScroll(id="days-back", can_focus=False):
            yield MarkedList(id="days")

    def show(self) -> None:
        """List the days."""
        host = self.coach
        today = host.today
        span = [today - timedelta(days=back) for back in range(1, CATCH_UP_DAYS + 1)]
        # One by one, for a range leaves cleared days out.
        entries = [entry for day in span if (entry := host.diary.entry(day)) is not None]
        left = host.settings.left_until
        gone = missed(entries, today, began=host.diary.first_day() or today, left_until=left)
        lead = f"{missing_words(gone)} {_LEAD}"
        self.query_one("#catch-up-lead", Words).update(Content(lead))
        days = last_days(entries, host.now(), today, host.profile)
        self.query_one("#days", MarkedList).fill(
            [
                (f"day-{today.isoformat()}", Content.styled(_TODAY, "bold")),
                *((f"day-{back.day.isoformat()}", _line(back)) for back in days),
            ]
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

    def action_leave_them(self) -> None:
        """Leave the missed days as they are, and ask no more for them."""
        host = self.coach
        host.keep_settings(host.settings.with_left(host.today - timedelta(days=1)))
        host.say("Left as they are; nothing asks for them any more.")
        self.dismiss()
        if not host.has_answered_today:
            host.open_check_in(host.today)

    def action_clear(self) -> None:
        """Ask once, then empty the marked day."""
        day = self._chosen()
        if day is not None:
            ask_to_clear(self.coach, day)


def _line(back: DayBack) -> Content:
    late = "  would count as recalled" if back.recalled else ""
    style = "" if back.answered else "bold"
    return Content.assemble(
        f"{short_date(back.day)}  ", (back.told, style), (late, "$text-muted")
    )
