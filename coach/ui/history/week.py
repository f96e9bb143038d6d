"""The week: seven nights beside the twenty-eight before, and the weekdays."""

from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coach.core.history import times
from coach.core.history.week import Row, Week, lead, rows, sentences
from coach.ui.history.snapshot import Snapshot
from coach.ui.history.view import NO_NIGHT, ScrolledView, Stride
from coach.ui.widgets.words import Words

_NAME, _COLUMN = 15, 29
_WEEKS_A_MONTH = 4


class WeekView(ScrolledView):
    """One week; the keys that go a week or a month back and on turn it."""

    DEFAULT_CSS = """
    WeekView {
        #week-body { height: 1fr; scrollbar-size-vertical: 1; }
        #week-words { max-width: 100; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="history-week")
        self._last: date | None = None
        self._drawn: tuple[Snapshot, date, int] | None = None

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(id="week-body", classes="scrolled", can_focus=False):
            yield Words(id="week-words")

    def show(self, snapshot: Snapshot, keep: date | None) -> None:
        """Draw the week that ends today, or the one that was turned to."""
        self.snapshot = snapshot
        last = min(self._last or snapshot.today, snapshot.today)
        wanted = (snapshot, last, self.app.size.width)
        if self._drawn == wanted:
            return
        self._drawn = wanted
        words = self.query_one("#week-words", Words)
        if snapshot.first is None:
            words.update(Content(NO_NIGHT))
            return
        words.update(_words(snapshot.week_to(last), self.app.size.width))

    def move(self, stride: Stride, ahead: int) -> None:
        """Turn to another week, or scroll."""
        weeks = {Stride.WEEK: 1, Stride.MONTH: _WEEKS_A_MONTH}.get(stride, 0)
        snapshot = self.snapshot
        if not weeks or snapshot is None or snapshot.first is None:
            super().move(stride, ahead)
            return
        last = (self._last or snapshot.today) + timedelta(weeks=weeks * ahead)
        self._last = max(snapshot.first, min(last, snapshot.today))
        self.show(snapshot, None)

    def go_to(self, day: date) -> None:
        """Show the week that ends on a day."""
        self._last = day
        if self.snapshot is not None:
            self.show(self.snapshot, None)


def _words(week: Week, width: int) -> Content:
    parts = [Content.styled(lead(week), "$text-muted")]
    if width < _NAME + 2 * _COLUMN + 3:
        parts.append(Content("\n".join(sentences(week))))
    else:
        parts.append(_table(rows(week)))
    if any(weekday.of or weekday.rise for weekday in week.weekdays):
        head, *lines = times.weekday_lines(week.weekdays)
        parts.append(
            Content.assemble(
                ("By the day on which the night ended, over all thirty-five\n", "bold"),
                (f"{head}\n", "$text-muted"),
                "\n".join(lines),
            )
        )
    return Content("\n\n").join(parts)


def _table(told: tuple[Row, ...]) -> Content:
    """The week beside the weeks before, one thing a row."""
    heads = f"{'':{_NAME}}{'these seven':{_COLUMN}}the 28 before"
    lines = [
        Content.assemble(
            (f"{row.name:{_NAME}}", "bold"),
            f"{row.now or 'too few answers':{_COLUMN}}",
            (row.before or ("" if row.name == "Goal" else "too few answers"), "$text-muted"),
        )
        for row in told
    ]
    return Content("\n").join([Content.styled(heads, "$text-muted"), *lines])
