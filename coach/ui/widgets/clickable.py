"""Words that can be clicked: they keep their own colours, and the pointer finds them."""

from collections.abc import Sequence

from rich.style import Style
from textual.content import Content, Span

from coach.ui.widgets.words import Words


class Clickable(Words):
    """Text of which some words do something when clicked."""

    @property
    def link_style(self) -> Style:
        """No look of its own for what can be clicked; only the one under the pointer has."""
        return Style()


def key_words(face: str, label: str, action: str, *, gap: int = 1) -> Content:
    """A key with its words; a click on either does what the key does.

    Args:
        face: The key as people call it.
        label: What it does, in a word or two.
        action: The action of the screen; as the rest, one of ours and typed by nobody.
        gap: Blanks between the two.
    """
    words = f"{face}{' ' * gap}{label}" if label else face
    # What a reader of markup would make of it, in a tenth of the time.
    link = Span(0, len(words), f"@click=screen.{action}")
    return Content(words, spans=[link, Span(0, len(face), "bold $accent")])


def flowing(shown: Sequence[tuple[str, str, str]], width: int) -> Content:
    """Keys with their words, each clickable, in lines that break between them only.

    Args:
        shown: Key, words and action of each; all ours, none typed by a person.
        width: Cells of a line.
    """
    lines: list[list[Content]] = [[]]
    used = 0
    for face, label, action in shown:
        key = key_words(face, label, action)
        if lines[-1] and used + 3 + key.cell_length > width:
            lines.append([])
            used = 0
        used += key.cell_length + (3 if lines[-1] else 0)
        lines[-1].append(key)
    return Content("\n").join([Content("   ").join(line) for line in lines])
