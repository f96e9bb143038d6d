"""The last nights: in sentences, for screen readers and pipes, or drawn for the eye."""

from collections.abc import Iterable
from datetime import date, timedelta

from coach.core.diary.records import Entry, Profile
from coach.core.history.night import Nights, night_row, usual_scale
from coach.core.history.spoken import history_sentences
from coach.core.history.table import headings, layout, row_line
from coach.core.words.lengths_and_dates import counted, hours_and_minutes, plain_date

_WIDTH = 100
_LEGEND = (
    "█ asleep  ░ in bed.  move: ● disturbed sleep  ○ no bother  - none  ? not observed  "
    "(blank) not answered"
)


def told(entries: Iterable[Entry], profile: Profile | None, first: date, last: date) -> str:
    """The nights of a range of days, newest first, a sentence or two each.

    Args:
        entries: Entries of that range and of the `LOOK_BACK_DAYS` before it.
        profile: For bedtime and half-life.
        first: The oldest day.
        last: The newest day.
    """
    nights, span = _nights(entries, profile), _span(first, last)
    if not any(nights.entry(day) for day in span):
        return _nothing(first, last)
    return "\n".join(history_sentences(nights, span))


def drawn(entries: Iterable[Entry], profile: Profile | None, first: date, last: date) -> str:
    """The same as rows with a bar from bed to wake, without colour; arguments as `told`."""
    nights, span = _nights(entries, profile), _span(first, last)
    rows = [night_row(nights, day) for day in span]
    answered = [row for row in rows if row.answered]
    if not answered:
        return _nothing(first, last)
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


def _nights(entries: Iterable[Entry], profile: Profile | None) -> Nights:
    return Nights({entry.date: entry for entry in entries if not entry.cleared}, profile)


def _span(first: date, last: date) -> list[date]:
    return [last - timedelta(days=back) for back in range((last - first).days + 1)]


def _nothing(first: date, last: date) -> str:
    return (
        f"No day is answered from {plain_date(first)} to {plain_date(last)}. "
        "Answer one with: coach check-in"
    )
