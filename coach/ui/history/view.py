"""What the views of the history have in common."""

from datetime import date
from enum import StrEnum

from textual.containers import Vertical, VerticalScroll

from coach.ui.history.snapshot import Snapshot

NO_NIGHT = "No night is answered yet. Enter starts today's check-in."


class Stride(StrEnum):
    """How far one key press moves."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    PAGE = "page"
    END = "end"
    DISTURBED = "disturbed"


class HistoryView(Vertical):
    """One way to look at the diary.

    Attributes:
        snapshot: The diary as it was last shown.
    """

    DEFAULT_CSS = """
    HistoryView { height: 1fr; display: none; }
    HistoryView.-up { display: block; }
    """

    snapshot: Snapshot | None = None

    @property
    def chosen(self) -> date | None:
        """The day under the cursor, if this view has one."""
        return None

    def show(self, snapshot: Snapshot, keep: date | None) -> None:
        """Draw the diary, with the cursor on a day where there is one."""
        raise NotImplementedError

    def move(self, stride: Stride, ahead: int) -> None:
        """Move the cursor, ``ahead`` 1 towards later days and -1 towards earlier ones."""

    def go_to(self, day: date) -> None:
        """Put the cursor on a day."""


class ScrolledView(HistoryView):
    """A view without a cursor: the keys that move it scroll the part called ``scrolled``."""

    def move(self, stride: Stride, ahead: int) -> None:
        """Scroll."""
        body = self.query_one(".scrolled", VerticalScroll)
        match stride:
            case Stride.DAY:
                body.scroll_relative(y=-ahead, animate=False)
            case Stride.PAGE:
                body.scroll_relative(y=-ahead * max(1, body.size.height - 1), animate=False)
            case Stride.END if ahead > 0:
                body.scroll_home(animate=False)
            case Stride.END:
                body.scroll_end(animate=False)
            case _:
                pass
