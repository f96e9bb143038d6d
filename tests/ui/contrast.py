"""Whether words stand out enough from their ground to be read."""

from collections.abc import Iterable

from textual.color import Color

from tests.ui.gallery import Piece

ENOUGH = 4.5


def luminance(color: Color) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (part / 255 for part in (color.r, color.g, color.b))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """Contrast ratio as WCAG 2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def hard_to_read(pieces: Iterable[Piece]) -> set[str]:
    """The words that stand out too little from their ground."""
    found = set()
    for text, style in pieces:
        if style.color is None or style.bgcolor is None or not any(map(str.isalnum, text)):
            continue
        color, ground = map(Color.from_rich_color, (style.color, style.bgcolor))
        if contrast(color, ground) < ENOUGH:
            found.add(f"{text.strip()!r}: {color.hex} on {ground.hex}")
    return found
