"""Where a note of many lines is written; loaded once one is at it, for Textual's is large."""

from textual import events
from textual.widgets import TextArea


class Note(TextArea):
    """Where free text is written; Enter moves on, as everywhere in the check-in."""

    # Keys that leave the note; all others belong to the writing.
    WAYS_OUT = frozenset(
        {"enter", "tab", "shift+tab", "escape", "pagedown", "pageup", "ctrl+s"}
    )

    def __init__(self) -> None:
        super().__init__(id="note", soft_wrap=True, show_line_numbers=False)

    async def _on_key(self, event: events.Key) -> None:
        # The base class's own handler runs as well unless it is kept from it.
        if event.key in self.WAYS_OUT:
            event.prevent_default()

    def begin(self, text: str) -> None:
        """Fill it in without looking like an edit, to be written on at its end."""
        with self.prevent(self.Changed):
            self.load_text(text)
        self.move_cursor(self.document.end)
