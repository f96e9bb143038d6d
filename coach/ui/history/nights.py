"""The nights as rows, newest first: jumps, choices, search, and a night in words."""

from datetime import date, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from coach.core.history.choice import Show, found, months_from, place_of
from coach.core.history.night import row_words
from coach.core.history.table import LEGEND, SHORT_LEGEND, headings, layout
from coach.core.words.lengths_and_dates import counted, short_date
from coach.core.words.text import visible
from coach.ui.frame.screen import WIDE
from coach.ui.history.day_words import day_page
from coach.ui.history.night_list import NightList
from coach.ui.history.snapshot import Snapshot
from coach.ui.history.view import HistoryView, Stride
from coach.ui.widgets.words import Words

_EMPTY = (
    "No night is answered yet.\n\n"
    "Enter starts today's check-in; each day you answer becomes a row here."
)
# More of a note does not fit into one line of any terminal.
_LONGEST_NOTE = 200
_NOTHING = "No day fits. Esc shows all nights again."


class NightsView(HistoryView):
    """Rows, what they mean, and the night under the cursor in words."""

    DEFAULT_CSS = """
    NightsView {
        #night-search { display: none; background: $panel; }
        #night-only { display: none; color: $accent; }
        #night-head { height: 2; color: $text-muted; }
        #night-panes { height: 1fr; }
        #night-list { width: 77; }
        #night-aside { display: none; width: 1fr; padding-left: 1; border-left: solid $rule; }
        #night-said { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #night-legend { height: 1; color: $text-muted; text-wrap: nowrap; }
        #night-empty { display: none; height: 1fr; }
        &.-aside #night-aside { display: block; }
        &.-aside #night-said { display: none; }
        &.-empty #night-empty { display: block; }
        &.-empty #night-panes, &.-empty #night-head { display: none; }
        &.-empty #night-said, &.-empty #night-legend { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="history-nights")
        self.only = Show.ALL
        self.search = ""

    def compose(self) -> ComposeResult:
        """Search line, headings, rows, and the words below or beside them."""
        yield Input(placeholder="words in your notes", id="night-search", compact=True)
        yield Words(id="night-only")
        yield Words(id="night-head")
        with Horizontal(id="night-panes"):
            yield NightList(id="night-list")
            with VerticalScroll(id="night-aside", can_focus=False):
                yield Words(id="night-day")
        yield Words(id="night-empty")
        yield Words(id="night-said")
        yield Words(id="night-legend")

    @property
    def nights(self) -> NightList:
        """The rows."""
        return self.query_one(NightList)

    @property
    def chosen(self) -> date | None:
        """The night under the cursor."""
        return self.nights.chosen

    def show(self, snapshot: Snapshot, keep: date | None) -> None:
        """Draw the diary with the cursor on one night, or as near as can be."""
        self.snapshot = snapshot
        self.set_class(self.app.size.width >= WIDE, "-aside")
        self.nights.styles.width = 77 if self.has_class("-aside") else "1fr"
        tall = self.app.size.height >= 24
        legend = self.query_one("#night-legend", Words)
        legend.display = tall and snapshot.first is not None
        words = LEGEND if self.app.size.width >= 100 else SHORT_LEGEND
        legend.update(Content(words), layout=False)
        self._list(keep)

    def _list(self, keep: date | None) -> None:
        snapshot = self.snapshot
        assert snapshot is not None
        narrowed = self.only is not Show.ALL or bool(self.search.split())
        dates = found(snapshot.entries, self.only, self.search) if narrowed else snapshot.days
        self.set_class(not dates, "-empty")
        self.query_one("#night-empty", Words).update(Content(_NOTHING if narrowed else _EMPTY))
        self._say_only(len(dates) if narrowed else None)
        self.nights.fill(snapshot, dates, keep)

    def _say_only(self, count: int | None) -> None:
        line = self.query_one("#night-only", Words)
        line.display = count is not None
        if count is None:
            return
        words = "" if self.only is Show.ALL else f"Only {self.only}: "
        noted = f"notes with “{visible(self.search.strip(), one_line=True)}”: "
        words += noted if self.search.split() else ""
        line.update(Content(f"{words}{counted(count, 'day')}. Esc shows all."))

    @on(NightList.Chosen)
    def _show_chosen(self) -> None:
        """Say the night under the cursor in words."""
        day, snapshot = self.chosen, self.snapshot
        if day is None or snapshot is None:
            return
        width = self.nights.scrollable_content_region.width
        over, names = headings(layout(width, snapshot.scale), day.year)
        # Both lines keep their height, and nothing is laid out anew.
        self.query_one("#night-head", Words).update(Content(f"{over}\n{names}"), layout=False)
        if self.has_class("-aside"):
            aside = self.query_one("#night-aside", VerticalScroll)
            self.query_one("#night-day", Words).update(day_page(snapshot, day, 40))
            aside.scroll_home(animate=False)
            return
        said = Content(_in_words(snapshot, day, searched=bool(self.search.split())))
        self.query_one("#night-said", Words).update(said, layout=False)

    @on(Input.Changed, "#night-search")
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.search:
            self.search = event.value
            self._list(self.chosen)

    @on(Input.Submitted, "#night-search")
    def _leave_search(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.set_focus(None)
        event.input.display = bool(self.search.split())

    def begin_search(self) -> None:
        """Open the line for words to look for."""
        line = self.query_one("#night-search", Input)
        line.display = True
        line.focus()

    def show_all(self) -> None:
        """Drop choice and search."""
        line = self.query_one("#night-search", Input)
        narrowed = self.only is not Show.ALL or bool(self.search) or line.display
        self.only, self.search = Show.ALL, ""
        with self.prevent(Input.Changed):
            line.value = ""
        line.display = False
        self.screen.set_focus(None)
        if narrowed:
            self._list(self.chosen)

    def keep_only(self, only: Show) -> None:
        """List the nights of one kind."""
        self.only = only
        self._list(self.chosen)

    def move(self, stride: Stride, ahead: int) -> None:
        """Move the cursor; ``ahead`` is 1 for later nights, which stand further up."""
        nights, day = self.nights, self.chosen
        if day is None:
            return
        rows = max(1, nights.scrollable_content_region.height - 1)
        match stride:
            case Stride.DAY:
                nights.go(nights.cursor - ahead)
            case Stride.PAGE:
                nights.go(nights.cursor - ahead * rows)
            case Stride.END:
                nights.go(0 if ahead > 0 else len(nights.dates) - 1)
            case Stride.WEEK:
                self._towards(day + timedelta(days=7 * ahead), ahead)
            case Stride.MONTH:
                self._towards(months_from(day, ahead), ahead)
            case Stride.DISTURBED:
                self._to_disturbed(ahead)

    def go_to(self, day: date) -> None:
        """Put the cursor on a date, or the nearest earlier one in the list."""
        self.nights.go(place_of(self.nights.dates, day))

    def _towards(self, day: date, ahead: int) -> None:
        """Go to a date; in a list with holes at least one row on."""
        nights = self.nights
        place = place_of(nights.dates, day)
        if place == nights.cursor:
            place -= ahead
        nights.go(place)

    def _to_disturbed(self, ahead: int) -> None:
        nights, snapshot = self.nights, self.snapshot
        assert snapshot is not None
        place = nights.cursor - ahead
        while 0 <= place < len(nights.dates):
            if nights.dates[place] in snapshot.disturbed:
                nights.go(place)
                return
            place -= ahead
        word = "later" if ahead > 0 else "earlier"
        self.notify(f"No {word} night with disturbed sleep in this list.", markup=False)


def _in_words(snapshot: Snapshot, day: date, *, searched: bool) -> str:
    """The night in words, then its note; of a search the note alone, which was looked for."""
    row, entry = snapshot.row(day), snapshot.entry(day)
    words = row_words(row)
    if entry is not None and entry.notes and entry.notes.strip():
        note = visible(entry.notes.strip()[:_LONGEST_NOTE], one_line=True)
        words = note if searched else f"{words} {note}"
    return f"{short_date(day)}: {words}"
