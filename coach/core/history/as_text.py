"""A day's answers as plain text, to be copied where they could not be saved."""

from coach.core.diary.records import Entry
from coach.core.history.day_page import sections
from coach.core.history.night import Nights
from coach.core.words.lengths_and_dates import long_date

_WORKED_OUT = "Worked out from it"


def answers_as_text(entry: Entry) -> str:
    """All that was answered, one answer a line, under the names that the day's page has."""
    parts = sections(entry, Nights({entry.date: entry}, None))
    lines = [long_date(entry.date)]
    for part in parts:
        if part.title != _WORKED_OUT:
            lines.append(part.title)
            lines += [
                f"  {name}: {words}" if name else f"  {words}" for name, words in part.lines
            ]
    return "\n".join(lines)
