"""Pasted text is text: nothing in it is a key, and nothing in it steers.

Textual reads the escape sequences within a bracketed paste as keys, one by one.
"""

import os
import sys
from collections.abc import Iterable

from textual._xterm_parser import XTermParser
from textual.message import Message

from coach.core.words.text import without_steering

if sys.platform == "win32":
    from textual.drivers import win32 as reader
else:
    from textual.drivers import linux_driver as reader

_START, _END = "\x1b[200~", "\x1b[201~"


class HarmlessPaste(XTermParser):
    """Reads the terminal; a paste comes to Textual whole, and without what steers."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        # The last that was read, for a mark may come in parts.
        self._last = ""
        self._pasted: list[str] | None = None

    def feed(self, data: str) -> Iterable[Message]:
        """Take what the terminal sent; an empty text is its end."""
        harmless = self._harmless(data)
        if harmless or not data:
            yield from super().feed(harmless)

    def _harmless(self, data: str) -> str:
        """What of this can be read now: keys, and pastes that are whole."""
        parts: list[str] = []
        while data:
            mark = _START if self._pasted is None else _END
            found = (self._last + data).find(mark)
            end = len(data) if found < 0 else found + len(mark) - len(self._last)
            piece, data = data[:end], data[end:]
            self._last = (self._last + piece)[1 - len(mark) :] if found < 0 else ""
            if self._pasted is None:
                parts.append(piece)
                self._pasted = None if found < 0 else []
                continue
            self._pasted.append(piece)
            if found >= 0:
                text = "".join(self._pasted).removesuffix(_END)
                parts += [without_steering(text), _END]
                self._pasted = None
        return "".join(parts)


def paste_without_keys() -> None:
    """Let the terminal be read so.

    Textual has no hook for it; a test holds the name in place.
    """
    vars(reader)["XTermParser"] = HarmlessPaste
    if os.environ.get("TEXTUAL_DRIVER"):
        # Loaded by Textual only where the variable names it.
        from textual.drivers import web_driver

        vars(web_driver)["XTermParser"] = HarmlessPaste
