"""The user's text made fit to be shown: nothing in it may steer a terminal."""

import unicodedata

# Direction overrides can make a line read as something else; plain right-to-left letters
# need none of them.
_STEERING = {
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\u2066",
    "\u2067",
    "\u2068",
    "\u2069",
}


def visible(text: str, *, one_line: bool = False) -> str:
    """The text with control characters replaced by signs that stand for themselves.

    Args:
        text: What somebody typed or imported.
        one_line: Whether line breaks become a return sign, for a table cell.
    """
    return "".join(_shown(sign, one_line) for sign in text)


def _shown(sign: str, one_line: bool) -> str:
    if sign == "\n":
        return "⏎ " if one_line else sign
    if sign == "\t":
        return "    "
    if sign in _STEERING or unicodedata.category(sign) in {"Cc", "Cs"}:
        return "\ufffd"
    return sign
