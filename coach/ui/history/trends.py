"""Trends: each measure on its own fixed scale, with a sentence that says the same."""

from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from coach.core.history.medicine_marks import (
    LEGEND,
    TITLE,
    marks_row,
    marks_sentence,
    medicine_marks,
)
from coach.core.history.trends import MEASURES, Span, chart, sentence, times_of_bed, trend
from coach.ui.frame.screen import WIDE
from coach.ui.history.snapshot import Snapshot
from coach.ui.history.view import NO_NIGHT, ScrolledView
from coach.ui.widgets.words import Words


class TrendsView(ScrolledView):
    """All charts of one length of time, below each other or in two columns."""

    DEFAULT_CSS = """
    TrendsView {
        #trends-title { height: 1; text-style: bold; }
        #trends-body { height: 1fr; scrollbar-size-vertical: 1; }
        #trends-panes { height: auto; }
        #trends-left, #trends-right { width: 1fr; height: auto; }
        #trends-right { padding-left: 2; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="history-trends")
        self.span = Span.MONTH
        self._drawn: tuple[Snapshot, Span, int, int] | None = None

    def compose(self) -> ComposeResult:
        """The title and two columns, of which one may be empty."""
        yield Words(id="trends-title")
        with (
            VerticalScroll(id="trends-body", classes="scrolled", can_focus=False),
            Horizontal(id="trends-panes"),
        ):
            yield Words(id="trends-left")
            yield Words(id="trends-right")

    def show(self, snapshot: Snapshot, keep: date | None) -> None:
        """Draw every measure."""
        self.snapshot = snapshot
        size = self.app.size
        wanted = (snapshot, self.span, size.width, size.height)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        title = self.query_one("#trends-title", Words)
        left = self.query_one("#trends-left", Words)
        right = self.query_one("#trends-right", Words)
        right.display = size.width >= WIDE and snapshot.first is not None
        if snapshot.first is None:
            title.update(Content(NO_NIGHT))
            left.update(Content(""))
            return
        title.update(Content(f"{str(self.span).capitalize()}   (f chooses how long a time)"))
        width = (size.width - 3) // (2 if right.display else 1) - (2 if right.display else 0)
        charts = self._charts(snapshot, width, 5 if size.height >= 36 else 3)
        half = (len(charts) + 1) // 2 if right.display else len(charts)
        left.update(Content("\n\n").join(charts[:half]))
        right.update(Content("\n\n").join(charts[half:]))

    def _charts(self, snapshot: Snapshot, width: int, height: int) -> list[Content]:
        first = self.span.first_day(snapshot.today, snapshot.first)
        # A span of some months must not make the whole diary be read.
        nights = snapshot.nights if self.span is Span.ALL else snapshot.since(first)
        trends = (trend(measure, nights, first, snapshot.today) for measure in MEASURES)
        charts = [
            Content.assemble(
                (f"{shown.measure.title}\n", "bold"),
                ("\n".join(chart(shown, width, height)), "$primary"),
                f"\n{sentence(shown)}",
            )
            for shown in trends
        ]
        lines = times_of_bed(nights, first, snapshot.today)
        if lines:
            text = (("Bedtime and rising\n", "bold"), "\n".join(lines))
            charts.insert(1, Content.assemble(*text))
        marks = medicine_marks(nights, first, snapshot.today)
        if marks.by_day:
            charts.append(
                Content.assemble(
                    (f"{TITLE}\n", "bold"),
                    (marks_row(marks, width), "$primary"),
                    f"\n{LEGEND}\n{marks_sentence(marks)}",
                )
            )
        return charts

    def choose(self, span: Span) -> None:
        """Look at another length of time."""
        self.span = span
        if self.snapshot is not None:
            self.show(self.snapshot, None)
