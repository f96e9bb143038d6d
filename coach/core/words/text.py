"""Words that are not ours made fit to be shown: nothing in them may steer a terminal.

The one place that knows which characters steer: whatever is printed, drawn or exported comes
through here.
"""

import re
import unicodedata

# Control characters; what turns the direction of writing, which plain right-to-left letters
# do not need; line breaks that few expect; halves of characters, as of a name in no encoding.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
# The same as UTF-8, but for what JSON escapes anyway and what cannot be in it.
_STEERING_BYTES = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
)
# What they begin with; where none of it is, as in most diaries, that is known in no time.
_STEERING_LEADS = b"\x7f\xc2\xd8\xe2"
_BREAKS = frozenset("\n\u2028\u2029")
# One sign for one sign, so that columns stay columns.
_PLAIN = {
    ord(sign): near
    for near, signs in {
        "'": "‘’",
        '"': "“”",
        "-": "–—−─━",
        ".": "…·",
        "*": "•●✓",
        "o": "○",
        ">": "→≥▶",
        "<": "←≤◀",
        "^": "↑",
        "v": "↓",
        "x": "×",
        "|": "│┃",
        "+": "╭╮╰╯┌┐└┘├┤┬┴┼",
        "#": "▁▂▃▄▅▆▇█",
    }.items()
    for sign in signs
}


def visible(text: str, *, one_line: bool = False) -> str:
    """The text with control characters replaced by signs that stand for themselves.

    Args:
        text: What somebody typed or imported.
        one_line: Whether line breaks become a return sign, for a table cell.
    """

    def shown(found: re.Match[str]) -> str:
        sign = found[0]
        if sign in _BREAKS:
            return "⏎ " if one_line else "\n"
        return "    " if sign == "\t" else "\ufffd"

    return _STEERING.sub(shown, text)


def plainly(text: str) -> str:
    """A name as it may stand in a sentence: on one line, what has no face by its number."""
    safe = visible(text, one_line=True)
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in safe)


def visible_json(data: bytes) -> bytes:
    """JSON in UTF-8 whose steering characters are written as escapes; it means the same.

    Equal values give equal bytes, so that what is exported, imported and exported again is
    the same file.
    """
    if not any(lead in data for lead in _STEERING_LEADS):
        return data
    return _STEERING_BYTES.sub(lambda found: b"\\u%04x" % ord(found[0].decode("utf-8")), data)


def plain(signs: str) -> str:
    """Signs that an old encoding lacks, in ASCII; a question mark where none is near.

    Args:
        signs: What could not be written, no more; as many signs come back.
    """
    near = signs.translate(_PLAIN)
    return "".join(sign if sign.isascii() else "?" for sign in near)


def in_ascii_digits(text: str) -> str:
    """A typed answer, full-width letters as plain ones, digits of any script as 0 to 9."""
    return "".join(
        sign if (digit := unicodedata.decimal(sign, None)) is None else str(digit)
        for sign in unicodedata.normalize("NFKC", text)
    )


def broken_byte(text: str) -> int | None:
    """The first byte that its encoding does not have, as Python keeps it in a text; or None."""
    return next((ord(sign) - 0xDC00 for sign in text if "\udc80" <= sign <= "\udcff"), None)


def without_steering(text: str) -> str:
    """A pasted text without what steers; tabs and line breaks stay."""
    return _STEERING.sub(lambda found: found[0] if found[0] in "\t\r\n" else "", text)
