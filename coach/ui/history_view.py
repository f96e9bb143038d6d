"""What the four views of the history have in common."""

from datetime import date
from enum import StrEnum

from textual.containers import Vertical

from coach.ui.history_source import Source


class Step(StrEnum):
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
        source: The diary as it was last shown.
    """

    DEFAULT_CSS = """
    HistoryView { height: 1fr; display: none; }
    HistoryView.-up { display: block; }
    """

    source: Source | None = None

    @property
    def chosen(self) -> date | None:
        """The day under the cursor, if this view has one."""
        return None

    def show(self, source: Source, keep: date | None) -> None:
        """Draw the diary, with the cursor on a day where there is one."""
        raise NotImplementedError

    def move(self, step: Step, ahead: int) -> None:
        """Move the cursor, ``ahead`` 1 towards later days and -1 towards earlier ones."""

    def go_to(self, day: date) -> None:
        """Put the cursor on a day."""
