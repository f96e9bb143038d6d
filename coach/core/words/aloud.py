"""Short forms written out, for those who listen: ``6 h 05`` is read as letters and figures."""

import re

from coach.core.words.lengths_and_dates import DAYS, MONTHS, counted, length_in_full

_IN_FULL = {name[:3]: name for name in (*DAYS, *MONTHS)}
_SHORT_DAY = "|".join(name[:3] for name in DAYS)
_SHORT_MONTH = "|".join(name[:3] for name in MONTHS)
_SHORT = re.compile(
    rf"""\b(?P<hours>\d+)\ h\ (?P<rest>\d\d)\b
    | \b(?P<minutes>\d+)\ min\b
    | \b(?P<seconds>\d+)\ s\b
    | (?<=\d)\ (?P<milligrams>mg)\b
    | \b(?P<day>{_SHORT_DAY})\ +(?=\d)
    | (?<=\d)\ (?P<month>{_SHORT_MONTH})\b
    | (?P<to>\ →\ )
    | (?P<pause>\ ·\ )
    | (?<=[.;:])(?P<blanks>\ \ +)""",
    re.VERBOSE,
)


def aloud(text: str) -> str:
    """A line with its short forms in full and no signs that are drawn.

    Args:
        text: Words of ours; times, lengths, dates and amounts as they stand on screens.
    """
    return _SHORT.sub(_in_full, text)


def title_aloud(title: str) -> str:
    """A banner's title as a sentence: no capitals, no dot between."""
    words, _, level = title.partition(" · ")
    return f"{words.capitalize()}, {level}." if level else f"{words.capitalize()}."


def _in_full(short: re.Match[str]) -> str:
    kind, words = short.lastgroup, short[0].strip()
    if kind == "rest":
        return length_in_full(int(short["hours"]) * 60 + int(short["rest"]))
    if kind == "minutes":
        return counted(int(short["minutes"]), "minute")
    if kind == "seconds":
        return counted(int(short["seconds"]), "second")
    if kind == "day":
        return f"{_IN_FULL[words]} "
    if kind == "month":
        return f" {_IN_FULL[words]}"
    return {"milligrams": " milligrams", "to": " to ", "pause": ", "}.get(kind or "", " ")
