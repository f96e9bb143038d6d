"""History: the nights as rows, a year at a glance, trends, and what goes with what."""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.content import Content

from coach.core.history.choice import Show
from coach.core.history.trends import Span
from coach.core.history.year import Shows
from coach.core.words.lengths_and_dates import counted
from coach.ui.frame.room import Room
from coach.ui.history.dialogs import Choose, GoTo
from coach.ui.history.links import LinksView
from coach.ui.history.night_list import NightList
from coach.ui.history.nights import NightsView
from coach.ui.history.snapshot import Snapshot
from coach.ui.history.trends import TrendsView
from coach.ui.history.view import HistoryView, Stride
from coach.ui.history.week import WeekView
from coach.ui.history.year import YearView
from coach.ui.keys import table as keys
from coach.ui.keys.key import Key
from coach.ui.widgets.clickable import Clickable
from coach.ui.widgets.words import Words

_VIEWS: tuple[tuple[str, str, Callable[[], HistoryView]], ...] = (
    ("nights", "Nights", NightsView),
    ("week", "Week", WeekView),
    ("year", "Year", YearView),
    ("trends", "Trends", TrendsView),
    ("links", "Goes with", LinksView),
)


class History(Room):
    """Everything that was recorded, looked at in several ways."""

    PLACE = "history"
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    #history-views { width: 100%; height: 1; text-wrap: nowrap; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._up = "nights"
        self._day: date | None = None
        self._snapshot: Snapshot | None = None

    def body(self) -> ComposeResult:
        """The line of views and the views, of which one is up."""
        yield Clickable(id="history-views")
        for name, _, make in _VIEWS:
            view = make()
            # Before it is there, so that it is styled once.
            view.set_class(name == self._up, "-up", update=False)
            yield view

    def footer(self) -> tuple[Key, ...]:
        """In an empty diary Enter starts the check-in, and there is nothing else to do."""
        shown = super().footer()
        if self.coach.diary.first_day() is not None:
            return shown
        start = replace(next(keys.of("tonight")), id="history-open", action="open")
        return (start, *(key for key in shown if key.id in ("history-view", "keys")))

    @property
    def view(self) -> HistoryView:
        """The view that is up."""
        return self.query_one(f"#history-{self._up}", HistoryView)

    def show(self) -> None:
        """Read the diary anew and draw the view that is up."""
        host = self.coach
        self._day = self.view.chosen or self._day
        if host.wants_week:
            host.wants_week, self._up = False, "week"
        self._snapshot = Snapshot(host.diary, host.profile, host.today, host.sealed_nights())
        self._draw()

    def _draw(self) -> None:
        assert self._snapshot is not None
        for name, _, _ in _VIEWS:
            self.query_one(f"#history-{name}").set_class(name == self._up, "-up")
        self._draw_views()
        self.view.show(self._snapshot, self._day)
        if self._up == "week":
            self._note_week_seen()

    def _note_week_seen(self) -> None:
        """Offer the week again in a week's time."""
        host = self.coach
        if host.settings.week_seen != host.today and host.diary.first_day() is not None:
            host.keep_settings(host.settings.with_week_seen(host.today))

    def _draw_views(self) -> None:
        """The names of the views, each clickable, and how much there is."""
        parts = [
            Content.styled(
                label,
                f"{'bold underline' if name == self._up else ''} @click=screen.view('{name}')",
            )
            for name, label, _ in _VIEWS
        ]
        names = Content("  ").join(parts)
        answered = counted(self.coach.diary.count(), "day")
        gap = self.app.size.width - 3 - names.cell_length - len(answered) - len(" answered")
        how_many = Content.styled(f"{' ' * max(2, gap)}{answered} answered", "$text-muted")
        self.query_one("#history-views", Words).update(Content.assemble(names, how_many))

    def action_view(self, name: str) -> None:
        """Look at the diary in another way; the cursor stays on its day."""
        self._day = self.view.chosen or self._day
        self.set_focus(None)
        self._up = name
        self._draw()

    def action_next_view(self, ahead: int) -> None:
        """Look at the diary in the next way."""
        names = [name for name, _, _ in _VIEWS]
        self.action_view(names[(names.index(self._up) + ahead) % len(names)])

    def action_move(self, stride: str, ahead: int) -> None:
        """Move the cursor."""
        self.view.move(Stride(stride), ahead)

    @on(NightList.Opened)
    def action_open(self) -> None:
        """Open the day under the cursor; in an empty diary, today's check-in."""
        day = self.view.chosen
        if day is not None:
            self.coach.open_day(day)
        elif self._snapshot is not None and self._snapshot.first is None:
            self.coach.open_check_in()
        else:
            self.coach.say("Enter opens a day in Nights and in Year; v goes on to them.")

    def action_go_to(self) -> None:
        """Ask for a date and go there."""
        self.app.push_screen(GoTo(self.coach.today), self._go)

    def _go(self, day: date | None) -> None:
        if day is not None:
            self.view.go_to(day)

    def action_choose(self) -> None:
        """Choose what the view that is up keeps to."""
        view = self.view
        if isinstance(view, NightsView):
            nights = Choose("Which nights", tuple(Show), view.only)
            self.app.push_screen(nights, lambda only: view.keep_only(only) if only else None)
        elif isinstance(view, YearView):
            year = Choose("What the year shows", tuple(Shows), view.shows)
            self.app.push_screen(year, lambda shows: view.choose(shows) if shows else None)
        elif isinstance(view, TrendsView):
            spans = Choose("How long a time", tuple(Span), view.span)
            self.app.push_screen(spans, lambda span: view.choose(span) if span else None)
        else:
            self.coach.say("There is nothing to choose here. v goes on to the nights.")

    def action_search(self) -> None:
        """Look for words in the notes."""
        if self._up != "nights":
            self.action_view("nights")
        nights = self.view
        assert isinstance(nights, NightsView)
        nights.begin_search()

    def action_all(self) -> None:
        """Show all nights again."""
        view = self.view
        if isinstance(view, NightsView):
            view.show_all()
