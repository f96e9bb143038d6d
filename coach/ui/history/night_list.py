"""The rows of the nights, of which only those on screen are ever drawn."""

from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coach.core.history.choice import place_of
from coach.core.history.table import MARK, Role, cells, layout
from coach.ui.history.snapshot import Snapshot
from coach.ui.widgets.cursor import follow


class NightList(ScrollView):
    """The rows, drawn line by line as they come into view."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "night--chosen",
        "night--date",
        "night--bar",
        "night--plain",
        "night--disturbed",
        "night--muted",
    }
    DEFAULT_CSS = """
    NightList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        background: $background;
        & > .night--chosen {
            color: $block-cursor-foreground;
            background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        & > .night--date { color: $foreground; }
        & > .night--bar { color: $primary; }
        & > .night--plain { color: $foreground; }
        & > .night--disturbed { color: $warning; text-style: bold; }
        & > .night--muted { color: $text-muted; }
    }
    """

    class Chosen(Message):
        """The cursor stands on another night."""

    class Opened(Message):
        """A night is to be opened."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        # The screen's own keys move the cursor, in every view alike.
        self.can_focus = False
        self.snapshot: Snapshot | None = None
        self.dates: tuple[date, ...] = ()
        self.cursor = 0

    @property
    def chosen(self) -> date | None:
        """The night under the cursor."""
        return self.dates[self.cursor] if self.dates else None

    def fill(self, snapshot: Snapshot, dates: tuple[date, ...], keep: date | None) -> None:
        """Show these nights with the cursor on one of them, or as near as can be."""
        self.snapshot, self.dates = snapshot, dates
        self.cursor = 0 if keep is None else place_of(dates, keep)
        self.virtual_size = Size(1, len(dates))
        self._follow()

    def go(self, place: int) -> None:
        """Put the cursor on a place; past either end it stays at the end."""
        wanted = max(0, min(place, len(self.dates) - 1))
        if wanted == self.cursor:
            return
        left, self.cursor = self.cursor, wanted
        top = self.scroll_offset.y
        self._bring_into_view()
        if self.scroll_offset.y == top:
            # Over a slow line, two rows come at once and a page does not.
            self.refresh_line(left)
            self.refresh_line(wanted)
        else:
            self.refresh()
        self.post_message(self.Chosen())

    def _follow(self) -> None:
        """Bring the cursor into view and draw."""
        self._bring_into_view()
        self.refresh()
        self.post_message(self.Chosen())

    def _bring_into_view(self) -> None:
        self.scroll_to_region(
            Region(0, self.cursor, 1, 1), animate=False, immediate=True, force=True
        )

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        if self.dates:
            self._follow()

    def on_click(self, event: events.Click) -> None:
        """Choose the row; a second click opens it."""
        place = event.y + self.scroll_offset.y
        if 0 <= place < len(self.dates):
            if event.chain >= 2 and place == self.cursor:
                self.post_message(self.Opened())
            self.go(place)

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if self.snapshot is None or not 0 <= place < len(self.dates):
            return Strip.blank(width, base)
        chosen = place == self.cursor
        ground = self.get_component_rich_style("night--chosen") if chosen else base
        if chosen and self.app.no_color:
            ground += Style(reverse=True)
        row = self.snapshot.row(self.dates[place])
        columns = layout(width, self.snapshot.scale)
        segments = [
            Segment(text, ground if chosen else base + self._look(role))
            for text, role in cells(row, columns, chosen=chosen)
        ]
        strip = Strip(segments).adjust_cell_length(width, ground)
        if chosen:
            follow(self, strip, y, MARK)
        return strip

    def _look(self, role: Role) -> Style:
        return self.get_component_rich_style(f"night--{role}", partial=True)
