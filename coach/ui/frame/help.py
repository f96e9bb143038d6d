"""The list of all keys, which `?` opens anywhere."""

import textwrap

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label

from coach.ui.frame.dialog import Dialog
from coach.ui.keys import table as keys
from coach.ui.widgets.clickable import Clickable, key_words
from coach.ui.widgets.words import Words

# Cells for the faces of a key; the longest, "Page Down", stands beside another.
_FACE = 16


class KeysHelp(Dialog[None]):
    """All keys, screen by screen.

    Args:
        here: The place whose keys come first.
    """

    PLACE = "keys"

    def __init__(self, here: str = "everywhere") -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """A list that scrolls."""
        with Vertical(classes="dialog tall"):
            yield Label("Keys", classes="dialog-title")
            with VerticalScroll():
                yield Words(id="key-list")
            close = key_words("Esc", "close", "leave")
            more = (("   ↑ ↓", "bold"), " scroll", ("   ctrl+p", "bold"), " find one by name")
            yield Clickable(Content.assemble(close, *more), classes="hint")

    def on_resize(self) -> None:
        """Fit the sentences to the width there is."""
        self.call_after_refresh(self._list)

    def _list(self) -> None:
        key_list = self.query_one("#key-list", Words)
        key_list.update(_key_list(self._here, key_list.content_size.width))


def _key_list(here: str, width: int) -> Content:
    """The keys of one place, of every page, and of the others; sentences hang beside them."""
    first = dict.fromkeys((here, "everywhere"))
    sections = [(keys.PLACES[place], tuple(keys.of(place))) for place in first]
    sections += [
        (name, tuple(key for key in keys.OWN_KEYS if key.where == place))
        for place, name in keys.PLACES.items()
        if place not in first
    ]
    sections += keys.shared_by_places((*first, "tonight"))
    lines: list[Content] = []
    for name, listed in sections:
        lines.append(Content.styled(name, "bold"))
        for key in listed:
            sentence, *others = textwrap.wrap(key.help, max(20, width - _FACE - 2))
            lines.append(
                Content.assemble(
                    (f"  {', '.join(key.faces):<{_FACE}}", "bold $accent"), sentence
                )
            )
            lines += [Content(" " * (_FACE + 2) + line) for line in others]
        lines.append(Content(""))
    return Content("\n").join(lines)
