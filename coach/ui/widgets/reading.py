"""Text that scrolls and says so: a line beneath tells when there is more below."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from coach.ui.widgets.words import Words


class _Sheet(VerticalScroll):
    """The part that scrolls, at once: nothing glides past somebody who is tired."""

    def action_scroll_up(self) -> None:
        """A line up."""
        self.scroll_up(animate=False)

    def action_scroll_down(self) -> None:
        """A line down."""
        self.scroll_down(animate=False)

    def action_page_up(self) -> None:
        """A page up."""
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """A page down."""
        self.scroll_page_down(animate=False)

    def action_scroll_home(self) -> None:
        """To the beginning."""
        self.scroll_home(animate=False)

    def action_scroll_end(self) -> None:
        """To the end."""
        self.scroll_end(animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say anew whether there is more."""
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def watch_virtual_size(self) -> None:
        """Say anew whether there is more; the text may be laid out after all else."""
        self.call_after_refresh(self._tell)

    def on_resize(self) -> None:
        """Say anew whether there is more."""
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        if isinstance(self.parent, Reading):
            self.parent.tell(more=self.scroll_offset.y < self.max_scroll_y)


class Reading(Vertical):
    """A text to read, with the arrow keys, Page Down or the wheel.

    Args:
        how: How to get at what is below, for the line beneath.
        id: The widget's id.
    """

    DEFAULT_CSS = """
    Reading { height: 1fr; }
    Reading > _Sheet { height: 1fr; padding: 0 1 0 0; scrollbar-size-vertical: 1; }
    Reading .text { max-width: 76; height: auto; padding: 0 1; }
    Reading > _Sheet:focus .text { border-left: outer $primary; padding: 0 1 0 0; }
    Reading > .more { height: 1; color: $text-muted; padding-left: 1; }
    """

    def __init__(self, how: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._how = how

    def compose(self) -> ComposeResult:
        """The sheet, and the line beneath."""
        with _Sheet():
            yield Words(classes="text")
        yield Words(classes="more")

    def read(self, text: Content) -> None:
        """Show another text, from its beginning."""
        sheet = self.query_one(_Sheet)
        sheet.query_one(".text", Words).update(text)
        # At once: after the next drawing a shorter text may have lost its place already.
        sheet.scroll_home(animate=False, immediate=True)
        self.call_after_refresh(sheet.on_resize)

    def tell(self, *, more: bool) -> None:
        """Say whether there is more below."""
        self.query_one(".more", Words).update(
            Content(f"↓ more below  {self._how}" if more else ""), layout=False
        )

    def turn(self, pages: int) -> None:
        """Scroll by a page, down (1) or up (-1)."""
        sheet = self.query_one(_Sheet)
        if pages > 0:
            sheet.action_page_down()
        else:
            sheet.action_page_up()

    def take_focus(self) -> None:
        """Let the keys scroll it."""
        self.query_one(_Sheet).focus()
