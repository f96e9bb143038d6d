"""The last nights as plain lines, for screen readers, slow links and pipes."""

from collections.abc import Iterable
from datetime import date, timedelta

from coach.core.diary.records import Entry, Profile
from coach.core.history.night import Nights, night_row, usual_scale
from coach.core.history.table import headings, layout, row_line
from coach.core.words.lengths_and_dates import counted, hours_and_minutes, plain_date

_WIDTH = 100
_LEGEND = (
    "█ asleep  ░ in bed.  move: ● disturbed sleep  ○ no bother  - none  ? not observed  "
    "(blank) not answered"
)


def render(entries: Iterable[Entry], profile: Profile | None, first: date, last: date) -> str:
    """The nights of a range of days, newest first, as text without colour.

    Args:
        entries: Entries of that range and of the `LOOK_BACK_DAYS` before it.
        profile: For bedtime and half-life.
        first: The oldest day shown.
        last: The newest day shown.
    """
    nights = Nights({entry.date: entry for entry in entries if not entry.cleared}, profile)
    span = [last - timedelta(days=back) for back in range((last - first).days + 1)]
    rows = [night_row(nights, day) for day in span]
    answered = [row for row in rows if row.answered]
    if not answered:
        return (
            f"No day is answered from {plain_date(first)} to {plain_date(last)}. "
            "Answer one with: coach check-in"
        )
    columns = layout(_WIDTH, usual_scale(nights))
    lines: list[str] = []
    year = None
    for row in rows:
        if row.day.year != year:
            year = row.day.year
            lines += headings(columns, year)
        lines.append(row_line(row, columns))
    slept = [row.slept for row in answered if row.slept is not None]
    mean = f"; {hours_and_minutes(sum(slept) / len(slept))} asleep on average" if slept else ""
    summary = f"{len(answered)} of {counted(len(rows), 'day')} answered{mean}."
    return "\n".join([line.rstrip() for line in lines] + ["", _LEGEND, summary])
