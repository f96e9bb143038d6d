"""The coach's own looks: for the last hour of the day, for daylight, for high contrast.

A fourth is for terminals with sixteen colours: it takes them as the terminal has set them.
"""

from textual.theme import BUILTIN_THEMES, Theme

NIGHT = "coach-night"
DAY = "coach-day"
CONTRAST = "coach-contrast"
SIXTEEN = "coach-16-colours"

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
        variables={"text-muted": "#a08a73", "block-cursor-foreground": "#14100d"},
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
        variables={"text-muted": "#66574a", "block-cursor-foreground": "#faf5ee"},
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
        variables={"text-muted": "#d0d0d0", "block-cursor-foreground": "#000000"},
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
    },
)
