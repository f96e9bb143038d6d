"""What goes with disturbed nights: comparisons in figures, bars and words."""

from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coach.core.history.links import (
    LEAD,
    SEALED,
    Association,
    Verdict,
    associations,
    bar,
    count_words,
    title,
    verdict_words,
)
from coach.ui.history.snapshot import Snapshot
from coach.ui.history.view import NO_NIGHT, ScrolledView
from coach.ui.widgets.words import Words


class LinksView(ScrolledView):
    """The comparisons, those that say something first."""

    DEFAULT_CSS = """
    LinksView {
        #links-body { height: 1fr; scrollbar-size-vertical: 1; }
        #links-words { max-width: 100; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="history-links")
        self._compared: tuple[Snapshot, int] | None = None

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(id="links-body", classes="scrolled", can_focus=False):
            yield Words(id="links-words")

    def show(self, snapshot: Snapshot, keep: date | None) -> None:
        """Compare the nights and say what it comes to."""
        self.snapshot = snapshot
        # Comparing a year takes a moment; only another diary or width makes it worth it.
        if self._compared == (snapshot, self.app.size.width):
            return
        self._compared = (snapshot, self.app.size.width)
        words = self.query_one("#links-words", Words)
        if snapshot.first is None:
            words.update(Content(NO_NIGHT))
            return
        links = associations(
            snapshot.last_year(), snapshot.profile, snapshot.today, snapshot.sealed
        )
        speaking = sorted(links, key=lambda link: _ORDER.index(link.verdict))
        bars = 20 if self.app.size.width >= 80 else 10
        parts = [
            Content.styled(f"{LEAD} {SEALED}" if snapshot.sealed else LEAD, "$text-muted"),
            *(_comparison(link, bars) for link in speaking),
        ]
        words.update(Content("\n\n").join(parts))


_ORDER = (Verdict.MORE, Verdict.FEWER, Verdict.NO_TELLING, Verdict.TOO_FEW)


def _comparison(link: Association, width: int) -> Content:
    lines = [Content.styled(title(link), "bold")]
    for name, share in (("with it", link.present), ("without it", link.absent)):
        lines.append(
            Content.assemble(
                (f"  {name:<11}", "$text-muted"),
                (bar(share, width), "$primary"),
                f"  {count_words(share)}",
            )
        )
    lines.append(Content(verdict_words(link)))
    return Content("\n").join(lines)
