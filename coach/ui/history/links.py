"""What goes with disturbed nights: five comparisons in figures, bars and words."""

from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.core.history.links import (
    LEAD,
    Association,
    Verdict,
    associations,
    bar,
    count_words,
    title,
    verdict_words,
)
from coach.ui.history.source import Source
from coach.ui.history.view import ScrolledView


class LinksView(ScrolledView):
    """The five comparisons, those that say something first."""

    DEFAULT_CSS = """
    LinksView {
        #links-body { height: 1fr; scrollbar-size-vertical: 1; }
        #links-words { max-width: 100; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="history-links")
        self._kept: tuple[Source, int] | None = None

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(id="links-body", classes="scrolled", can_focus=False):
            yield Static(id="links-words")

    def show(self, source: Source, keep: date | None) -> None:
        """Compare the nights and say what it comes to."""
        self.source = source
        if self._kept == (source, self.app.size.width):
            return
        self._kept = (source, self.app.size.width)
        words = self.query_one("#links-words", Static)
        if source.first is None:
            words.update(Content("No night is answered yet. Enter starts today's check-in."))
            return
        found = associations(source.last_year(), source.profile, source.today)
        speaking = sorted(found, key=lambda one: _ORDER.index(one.verdict))
        bars = 20 if self.app.size.width >= 80 else 10
        parts = [Content.styled(LEAD, "$text-muted"), *(_said(one, bars) for one in speaking)]
        words.update(Content("\n\n").join(parts))


_ORDER = (Verdict.MORE, Verdict.FEWER, Verdict.NO_TELLING, Verdict.TOO_FEW)


def _said(found: Association, width: int) -> Content:
    lines = [Content.styled(title(found), "bold")]
    for name, share in (("with it", found.present), ("without it", found.absent)):
        lines.append(
            Content.assemble(
                (f"  {name:<11}", "$text-muted"),
                (bar(share, width), "$primary"),
                f"  {count_words(share)}",
            )
        )
    lines.append(Content(verdict_words(found)))
    return Content("\n").join(lines)
