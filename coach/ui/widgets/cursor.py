"""The terminal's own cursor on what is marked: braille displays and magnifiers follow it."""

from typing import Protocol, runtime_checkable

from rich.cells import cell_len
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget


@runtime_checkable
class Field(Protocol):
    """Where text is typed: what Textual's Input and TextArea have, which need not be loaded."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the typing is on the screen."""


def follow(widget: Widget, strip: Strip, y: int, *signs: str) -> None:
    """Put the cursor where the first of some signs stands in a line that is drawn.

    While text is typed, it stays in the field.

    Args:
        widget: Whose line it is.
        strip: The line.
        y: Which line of what the widget shows.
        signs: A mark or the place where typing goes on.
    """
    typing: object = widget.app.focused
    if isinstance(typing, Field):
        return
    text = strip.text
    for sign in signs:
        if sign in text:
            place = Offset(cell_len(text[: text.index(sign)]), y)
            widget.app.cursor_position = widget.content_region.offset + place
            return
