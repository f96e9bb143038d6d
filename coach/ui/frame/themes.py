"""The coach's own looks, and what every look must keep: words that can be read.

Three looks are ours: for the last hour of the day, for daylight, for high contrast. A fourth
takes the sixteen colours as the terminal has set them, and serves `NO_COLOR` as well.
"""

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache

from textual.app import ReturnType
from textual.color import BLACK, WHITE, Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from coach.ui.frame.keyboard import Keyboard

NIGHT = "coach-night"
DAY = "coach-day"
CONTRAST = "coach-contrast"
SIXTEEN = "coach-16-colours"

# WCAG 2.2, success criterion 1.4.3.
ENOUGH = 4.5

# Warm and dim: little blue, which is what keeps a late screen from waking anybody up.
THEMES: tuple[Theme, ...] = (
    Theme(
        name=NIGHT,
        dark=True,
        primary="#c8873f",
        secondary="#a9805a",
        accent="#d79a55",
        foreground="#d6bfa4",
        background="#14100d",
        surface="#1b1511",
        panel="#261d17",
        success="#a9a063",
        warning="#d9a44a",
        error="#e0795a",
        variables={
            "text-muted": "#a08a73",
            "block-cursor-background": "#3a2a1d",
            "block-cursor-foreground": "#ecd8bf",
            "scrollbar": "#4a3828",
            "scrollbar-hover": "#6b5138",
            "scrollbar-active": "#6b5138",
        },
    ),
    Theme(
        name=DAY,
        dark=False,
        primary="#8a4b12",
        secondary="#6b4a2c",
        accent="#8a4b12",
        foreground="#2b2118",
        background="#faf5ee",
        surface="#f4ecdf",
        panel="#e8dccb",
        success="#4f5a12",
        warning="#7a5200",
        error="#a3310f",
        variables={
            "text-muted": "#66574a",
            "block-cursor-background": "#e3d0b4",
            "block-cursor-foreground": "#2b2118",
            "scrollbar": "#cbb596",
            "scrollbar-hover": "#a98f6b",
            "scrollbar-active": "#a98f6b",
        },
    ),
    Theme(
        name=CONTRAST,
        dark=True,
        primary="#ffd24d",
        secondary="#ffffff",
        accent="#ffd24d",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        success="#c8ff8a",
        warning="#ffd24d",
        error="#ff9a80",
        variables={
            "text-muted": "#d0d0d0",
            "block-cursor-background": "#ffd24d",
            "block-cursor-foreground": "#000000",
            "rule": "#8a8a8a",
            "scrollbar": "#8a8a8a",
            "scrollbar-hover": "#ffffff",
            "scrollbar-active": "#ffffff",
        },
    ),
)

# Rounded to sixteen colours, the others lose their lines and turn the mark bright red.
TERMINAL_THEME = Theme(
    name=SIXTEEN,
    ansi=True,
    dark=True,
    primary="ansi_yellow",
    secondary="ansi_default",
    accent="ansi_yellow",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "text-muted": "ansi_default",
        "border": "ansi_bright_black",
        "border-blurred": "ansi_bright_black",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_yellow",
        "block-cursor-blurred-foreground": "ansi_black",
        "block-cursor-blurred-background": "ansi_yellow",
        "input-cursor-background": "ansi_yellow",
        "input-cursor-foreground": "ansi_black",
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_yellow",
        "scrollbar-active": "ansi_yellow",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)

# What words are written in, and on what.
_WORDS = (
    "foreground",
    "text-muted",
    "text-disabled",
    "primary",
    "accent",
    "success",
    "warning",
    "error",
    "text-warning",
    "text-error",
    "text-success",
    "text-primary",
    "text-accent",
    "block-cursor-blurred-foreground",
)
_GROUNDS = ("background", "surface", "panel")


class Dressed(Keyboard[ReturnType]):
    """An app that wears one of our looks, or one of Textual's own made readable.

    Args:
        chosen: The look the person has chosen; the one for the last hour if None or unknown.

    Attributes:
        worn: The look that was put on last without anybody choosing it.
    """

    def __init__(self, chosen: str | None = None) -> None:
        self._readable: dict[str, dict[str, str]] = {}
        self.worn: str | None = None
        # Without colours the terminal's own are asked for, and then left out.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        for theme in (*THEMES, TERMINAL_THEME):
            self.register_theme(theme)
        few = self.no_color or (chosen is None and self.console.color_system == "standard")
        known = chosen if chosen in self.available_themes else NIGHT
        self.worn = SIXTEEN if few else known or NIGHT
        # Put on before the style sheet is read, which would else be read twice.
        self.theme = self.worn
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """The variables of the look, its words readable on its grounds."""
        named = super().get_css_variables()
        if self.worn is None:
            # Textual asks before a look is put on; nothing is drawn with what it gets.
            return named
        if self.theme not in self._readable:
            self._readable[self.theme] = readable(named, ansi=self.current_theme.ansi)
        return self._readable[self.theme]


@lru_cache(maxsize=512)
def luminance(color: Color) -> float:
    """Relative luminance, 0 for black to 1 for white, as WCAG 2.2 defines it."""
    parts = (part / 255 for part in color.rgb)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(color: Color, other: Color) -> float:
    """Contrast ratio, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(color), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lifted(words: Color, grounds: Iterable[Color]) -> Color:
    """A colour for words, moved towards white or black until it stands out from all grounds."""
    grounds = tuple(grounds)
    away = max((WHITE, BLACK), key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(21):
        color = words.blend(away, step / 20, alpha=1.0)
        if all(contrast(color, ground) >= ENOUGH for ground in grounds):
            return color
    return away


def readable(named: Mapping[str, str], *, ansi: bool) -> dict[str, str]:
    """A theme's variables with ours added, and its words brought to 4.5:1 on its grounds.

    Themes of others are made for code, where dim words may be hard to read; here they may
    not. A terminal's own sixteen colours are the terminal's affair.

    Args:
        named: CSS variables by name.
        ansi: Whether they name colours of the terminal.
    """
    variables = dict(named)
    if ansi:
        variables.setdefault("rule", "ansi_bright_black")
        return variables
    foreground = Color.parse(named["foreground"])
    background = Color.parse(named["background"])
    grounds = [Color.parse(named[name]) for name in _GROUNDS]
    muted = foreground.blend(background, 0.3, alpha=1.0)
    for name in _WORDS:
        variables[name] = lifted(_solid(named.get(name), muted), grounds).hex
    variables["text-disabled"] = variables["text-muted"]
    variables.setdefault("rule", foreground.blend(background, 0.78, alpha=1.0).hex)
    for part in ("background", "background-hover", "background-active", "corner-color"):
        variables[f"scrollbar-{part}"] = background.hex
    for name, ground in (
        ("block-cursor-foreground", "block-cursor-background"),
        ("button-color-foreground", "primary"),
    ):
        variables[name] = lifted(
            _solid(named.get(name), foreground), [Color.parse(variables[ground])]
        ).hex
    variables["block-cursor-blurred-background"] = variables["panel"]
    variables["button-foreground"] = variables["foreground"]
    variables["input-selection-background"] = variables["block-cursor-background"]
    variables["input-selection-foreground"] = variables["block-cursor-foreground"]
    return variables


def _solid(value: str | None, otherwise: Color) -> Color:
    """A colour that is one by itself; those that depend on their ground give way."""
    try:
        color = Color.parse(value or "")
    except ColorParseError:
        return otherwise
    return color if color.a == 1 else otherwise
