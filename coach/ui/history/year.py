"""A year as a calendar of signs; the arrows move over days."""

from datetime import date, timedelta

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip

from coach.core.history import year as maps
from coach.core.history.choice import months_from
from coach.core.history.night import Nights, row_words
from coach.core.history.year import Shows, YearMap, year_map
from coach.core.words.lengths_and_dates import plain_date, short_date
from coach.ui.frame.screen import WIDE
from coach.ui.history.day_words import day_page
from coach.ui.history.snapshot import Snapshot
from coach.ui.history.view import NO_NIGHT, HistoryView, Stride
from coach.ui.widgets.words import Words

# Cells left of the map: the mark of the row, the weekday, a blank.
_LEFT = 5
# Rows below which the title and the sentence give way.
_ROOMY = 12


class DayMap(Words):
    """The map itself; a click goes to a day."""

    class Clicked(Message):
        """A cell was clicked."""

        def __init__(self, week: int, weekday: int) -> None:
            super().__init__()
            self.week, self.weekday = week, weekday

    # Week and weekday of the day under the cursor.
    _marked: tuple[int, int] | None = None

    def mark(self, place: tuple[int, int] | None) -> None:
        """Say where the day under the cursor lies, before it is drawn."""
        self._marked = place

    def render_line(self, y: int) -> Strip:
        """One line; the terminal's own cursor stands on the day that is marked."""
        if self._marked is not None and y == self._marked[1] + 1:
            place = Offset(_LEFT + self._marked[0], y)
            self.app.cursor_position = self.content_region.offset + place
        return super().render_line(y)

    def on_click(self, event: events.Click) -> None:
        """Say which cell it was."""
        if event.x >= _LEFT and event.y >= 1:
            self.post_message(self.Clicked(event.x - _LEFT, event.y - 1))


class YearView(HistoryView):
    """The map, its legend, and the day under the cursor in words."""

    DEFAULT_CSS = """
    YearView {
        #year-panes { height: 1fr; }
        #year-left { width: 58; height: 1fr; }
        #year-map { width: 100%; height: 8; }
        #year-legend { color: $text-muted; height: auto; }
        #year-aside { display: none; width: 1fr; padding-left: 2; }
        #year-said { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #year-sentence { height: auto; }
        &.-aside #year-aside { display: block; }
        &.-aside #year-said { display: none; }
        &.-low #year-title, &.-low #year-sentence { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="history-year")
        self.shows = Shows.MOVEMENT
        self._day: date | None = None
        self._map: YearMap | None = None
        self._drawn: dict[date, str] = {}

    def compose(self) -> ComposeResult:
        """Title, map, legend and words; the day's page beside it where there is room."""
        with Horizontal(id="year-panes"):
            with Vertical(id="year-left"):
                yield Words(id="year-title")
                yield DayMap(id="year-map")
                yield Words(id="year-said")
                yield Words(id="year-legend")
                yield Words(id="year-sentence")
            with VerticalScroll(id="year-aside", can_focus=False):
                yield Words(id="year-day")

    @property
    def chosen(self) -> date | None:
        """The day under the cursor."""
        return self._day

    def show(self, snapshot: Snapshot, keep: date | None) -> None:
        """Draw the year in which a day lies."""
        self.snapshot = snapshot
        self.set_class(self.app.size.width >= WIDE, "-aside")
        self.query_one("#year-left").styles.width = 60 if self.has_class("-aside") else "1fr"
        self._map, self._drawn = None, {}
        if snapshot.first is None:
            self._day = None
            self.query_one("#year-title", Words).update(Content(NO_NIGHT))
            for name in ("map", "said", "legend", "sentence", "day"):
                self.query_one(f"#year-{name}", Words).update(Content(""))
            return
        self.go_to(keep or snapshot.days[0])

    def on_resize(self, event: events.Resize) -> None:
        """Leave out the lines that say what others say too where there is little room."""
        self.set_class(event.size.height < _ROOMY, "-low")

    def go_to(self, day: date) -> None:
        """Put the cursor on a day, turning to its year where it is another."""
        snapshot = self.snapshot
        if snapshot is None or snapshot.first is None:
            return
        newest = snapshot.days[0]
        self._day = min(newest, max(snapshot.first, day))
        turned = year_map(self._day, snapshot.first, newest)
        if turned != self._map:
            self._map = turned
            self._turn(snapshot.year_of(turned))
        self._draw()

    def _turn(self, nights: Nights) -> None:
        shown = self._map
        assert shown is not None
        days = shown.days()
        self._drawn = {day: maps.sign(self.shows, nights, day) for day in days}
        title = (
            f"{str(self.shows).capitalize()}, {plain_date(days[0])} to {plain_date(days[-1])}"
        )
        self.query_one("#year-title", Words).update(Content.styled(title, "bold"))
        legend = f"{maps.LEGENDS[self.shows]}  {maps.GAP_LEGEND}"
        self.query_one("#year-legend", Words).update(Content(legend))
        sentence = maps.sentence(self.shows, nights, shown)
        self.query_one("#year-sentence", Words).update(Content(sentence))

    def _draw(self) -> None:
        shown, day, snapshot = self._map, self._day, self.snapshot
        assert shown is not None
        assert day is not None
        assert snapshot is not None
        place = shown.place_of(day)
        lines = [Content.styled(f"{'':{_LEFT}}{maps.months(shown)}", "$text-muted")]
        lines += [self._week_line(weekday, place) for weekday in range(7)]
        day_map = self.query_one("#year-map", DayMap)
        day_map.mark(place)
        day_map.update(Content("\n").join(lines))
        words = f"{short_date(day)} {day.year}: {row_words(snapshot.row(day))}"
        self.query_one("#year-said", Words).update(Content(words))
        if self.has_class("-aside"):
            self.query_one("#year-day", Words).update(day_page(snapshot, day, 54))

    def _week_line(self, weekday: int, chosen: tuple[int, int] | None) -> Content:
        shown = self._map
        assert shown is not None
        here = chosen is not None and chosen[1] == weekday
        head = (
            f"{'›' if here else ' '}{maps.WEEKDAYS[weekday]} ",
            "" if here else "$text-muted",
        )
        parts: list[tuple[str, str]] = [head]
        for week in range(maps.WEEKS):
            day = shown.day_at(week, weekday)
            drawn = maps.OUTSIDE if day is None else self._drawn[day]
            parts.append((drawn, self._look(drawn, chosen=chosen == (week, weekday))))
        return Content.assemble(*parts)

    def _look(self, drawn: str, *, chosen: bool) -> str:
        if chosen:
            return "reverse bold"
        if maps.is_high(self.shows, drawn):
            return "bold $warning"
        return "$text-muted" if drawn == maps.NOT_ANSWERED else ""

    def on_day_map_clicked(self, event: DayMap.Clicked) -> None:
        """Go to the day that was clicked."""
        day = self._map.day_at(event.week, event.weekday) if self._map else None
        if day is not None:
            self.go_to(day)

    def move(self, stride: Stride, ahead: int) -> None:
        """Move over days: up and down a day, left and right a week."""
        day, snapshot = self._day, self.snapshot
        if day is None or snapshot is None or snapshot.first is None:
            return
        match stride:
            case Stride.DAY:
                # On the map a later weekday stands further down, in a list further up.
                self.go_to(day - timedelta(days=ahead))
            case Stride.WEEK:
                self.go_to(day + timedelta(days=7 * ahead))
            case Stride.MONTH:
                self.go_to(months_from(day, ahead))
            case Stride.PAGE:
                self.go_to(day + timedelta(weeks=52 * ahead))
            case Stride.END:
                self.go_to(snapshot.days[0] if ahead > 0 else snapshot.first)
            case Stride.DISTURBED:
                self._to_disturbed(ahead)

    def _to_disturbed(self, ahead: int) -> None:
        snapshot, day = self.snapshot, self._day
        assert snapshot is not None
        assert day is not None
        nights = [
            night
            for night in snapshot.disturbed
            if night != day and (night > day) == (ahead > 0)
        ]
        if nights:
            self.go_to(min(nights) if ahead > 0 else max(nights))
        else:
            word = "later" if ahead > 0 else "earlier"
            self.notify(f"No {word} night with disturbed sleep.", markup=False)

    def choose(self, shows: Shows) -> None:
        """Show something else on the map."""
        self.shows = shows
        if self.snapshot is not None:
            self.show(self.snapshot, self._day)
