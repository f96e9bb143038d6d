"""Text made to fit: cropped to a width, wrapped into lines, or shortened for a sentence."""

import textwrap
from pathlib import Path

from rich.cells import cell_len, set_cell_size

from coach.core.words.text import visible


def cropped(text: str, width: int) -> str:
    """The text in at most so many cells; what is left out is marked."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"


def wrapped(text: str, width: int, *, indent: int = 0) -> list[str]:
    """A sentence in lines of at most so many letters, the later ones indented."""
    return textwrap.wrap(text, width, subsequent_indent=" " * indent) or [""]


def in_short(typed: str | Path, longest: int = 150) -> str:
    """What was typed or pasted as it may stand in a sentence: short, on one line."""
    text = visible(str(typed), one_line=True)
    return text if len(text) <= longest else text[: longest - 1] + "…"
