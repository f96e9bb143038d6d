"""A day's sections drawn as text, for its own page and for the panel beside the nights."""

from datetime import date

from textual.content import Content

from coach.core.history.day_page import both_nights, remarks, sections
from coach.core.words.lengths_and_dates import long_date
from coach.ui.history.snapshot import Snapshot

_WIDEST_NAME, _WIDEST_BAR = 28, 36


def day_content(snapshot: Snapshot, day: date, width: int) -> Content:
    """All that was recorded on a day, name by name.

    Args:
        snapshot: The diary as it stands.
        day: The coach's day.
        width: Columns there are; names and values stand under each other below 50.
    """
    entry = snapshot.entry(day)
    if entry is None:
        return Content("Nothing was answered on this day.")
    lines: list[Content] = [
        Content.styled(remark, "$warning") for remark in remarks(entry, snapshot.day_starts_at)
    ]
    bars = both_nights(entry, min(_WIDEST_BAR, width - 8), snapshot.scale)
    if bars:
        lines += [Content("")] * bool(lines) + [Content(line) for line in bars]
    for section in sections(entry, snapshot.around(day)):
        if lines:
            lines.append(Content(""))
        lines.append(Content.styled(section.title, "bold"))
        lines += [_line(name, value, width) for name, value in section.lines]
    return Content("\n").join(lines or [Content("The entry of this day is empty.")])


def day_halves(snapshot: Snapshot, day: date, width: int) -> tuple[Content, Content]:
    """A day's words as two columns of nearly the same height.

    Args:
        snapshot: The diary as it stands.
        day: The coach's day.
        width: Cells of a column.
    """
    whole = day_content(snapshot, day, width).split("\n")
    breaks = [place for place, line in enumerate(whole) if not line.plain]
    if not breaks:
        return Content("\n").join(whole), Content("")
    middle = min(breaks, key=lambda place: abs(2 * place - len(whole)))
    return Content("\n").join(whole[:middle]), Content("\n").join(whole[middle + 1 :])


def day_page(snapshot: Snapshot, day: date, width: int) -> Content:
    """A day's name and words, for the panel beside the nights or the year."""
    title = Content.styled(day_title(day, snapshot.today), "bold")
    return Content.assemble(title, "\n\n", day_content(snapshot, day, width))


def day_title(day: date, today: date) -> str:
    """The day's name, with what it is to today."""
    near = {0: "  (today)", 1: "  (yesterday)"}.get((today - day).days, "")
    return f"{long_date(day)}{near}"


def _line(name: str, value: str, width: int) -> Content:
    if not name:
        return Content(value)
    if width < 50:
        return Content.assemble((f"{name}: ", "$text-muted"), value)
    # A value that runs over goes on under itself.
    room = max(10, width - _WIDEST_NAME)
    wrapped = Content(value).wrap(room) if len(value) > room else [Content(value)]
    lead = Content.styled(f"{name:<{_WIDEST_NAME}}", "$text-muted")
    rest = [Content.assemble(" " * _WIDEST_NAME, part) for part in wrapped[1:]]
    return Content("\n").join([Content.assemble(lead, wrapped[0]), *rest])
