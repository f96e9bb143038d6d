"""The keyboard as it comes in: other layouts, and what no key of the program can be."""

from textual import events
from textual.app import App, ReturnType
from textual.keys import _character_to_key

from coach.core.words.text import plainly
from coach.ui.keys.layouts import latin_key
from coach.ui.widgets.cursor import Field


class Keyboard(App[ReturnType]):
    """An app whose keys work on a keyboard of other letters, but where text is typed."""

    # What was told to lead nowhere; it is told once, until a key arrives again.
    _told = False

    async def on_event(self, event: events.Event) -> None:
        """Read a key of another layout as the Latin one in its place."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        read = self._in_latin(event)
        if read is None:
            self._tell(event.character or event.key)
        else:
            await super().on_event(read)

    def on_descendant_focus(self) -> None:
        """Put the terminal's own cursor into a field, once it is known where that stands."""
        self.call_after_refresh(self._follow_typing)

    def _follow_typing(self) -> None:
        focused = self.focused
        field: object = focused
        if focused is not None and isinstance(field, Field):
            self.cursor_position = field.cursor_screen_offset
            focused.refresh()

    def _in_latin(self, event: events.Key) -> events.Key | None:
        """The key to go on with; None where it can be none of the program's."""
        held, _, name = event.key.rpartition("+")
        if event.key.isascii() and (event.character or "").isascii():
            self._told = False
            return event
        focused: object = self.focused
        if event.is_printable and isinstance(focused, Field):
            return event
        sign = event.character if event.is_printable else name
        latin = latin_key(sign or "")
        if latin is None:
            return None if event.is_printable else event
        self._told = False
        key = _character_to_key(latin)
        if event.is_printable:
            return events.Key(key, latin)
        return events.Key(f"{held}+{key}" if held else key, None)

    def _tell(self, sign: str) -> None:
        if not self._told:
            self._told = True
            self.notify(
                f"“{plainly(sign)}” is no key here. The keys are the letters a to z: switch "
                "the keyboard to them, or use the mouse.",
                severity="warning",
                markup=False,
            )
