"""What the first sheet has room for: the grave before the long, and the newest of the rest."""

from collections.abc import Sequence
from datetime import date

from coach.core.diary.records import Log
from coach.core.patterns import Standing
from coach.core.words.text import visible
from coach.exchange.report.also import also_lines
from coach.exchange.report.averages import Average
from coach.exchange.report.counted import what_was_counted
from coach.exchange.report.noted import Labelled, labelled, ledger_lines, lines_of, note_lines
from coach.exchange.report.window import Window

# Lines on paper that the sheet holds beside its title, risks and questions, and as many lines
# of averages as there are without questions of the person's own.
_ROOM, _AVERAGES = 29.5, 18
_MOST_COUNTED, _LEAST_COUNTED = 15.0, 9.0
_MOST_ASKED, _MOST_ALSO, _LEAST_ALSO = 5, 12, 5
_MOST_LEDGER, _LEAST_LEDGER, _LEAST_NOTES = 6, 4, 3
# What the name of an average has on one line.
_LONGEST_NAME = 48
# A heading takes about two lines.
_HEADING = 2


class Room:
    """The parts of the first sheet that grow with the diary, cut to what fits.

    Attributes:
        to_ask: What the person wants to ask, a line each.
        counted: What was counted, the most serious first.
        unspoken: What else was counted, by name.
        also: What else the diary holds, a line for each thing.
        ledger: Banners and visits, the latest last.
        earlier: How many of them there is no room for.
        notes: Notes of the nights, the latest last.
        is_cut: Whether something was shortened or left out.
    """

    def __init__(
        self,
        log: Log,
        shown: Window,
        today: date,
        then: Standing,
        urgent: str,
        figures: Sequence[Average],
    ) -> None:
        by_date = {entry.date: entry for entry in log.entries if not entry.cleared}
        self.to_ask = _asked(log)
        left = _ROOM - 2 * (lines_of(urgent) if urgent else 0)
        left -= _with_heading(sum(map(lines_of, self.to_ask)))
        left -= max(0, sum(map(_height, figures)) - _AVERAGES)
        also = also_lines(log, by_date, shown, today)
        rest = _LEAST_LEDGER + _LEAST_NOTES
        wanted = min(_MOST_ALSO, sum(line.lines for line in also))
        for_counted = max(_LEAST_COUNTED, min(_MOST_COUNTED, left - rest - wanted))
        self.counted, self.unspoken, used = what_was_counted(then, for_counted)
        left -= used
        for_also = max(_LEAST_ALSO, min(_MOST_ALSO, int(left - rest - _HEADING)))
        self.also = _as_many(also, for_also)
        left -= _with_heading(sum(line.lines for line in self.also))
        for_ledger = int(max(_LEAST_LEDGER, min(_MOST_LEDGER, left - _LEAST_NOTES)))
        self.ledger, self.earlier = ledger_lines(log, today, for_ledger)
        left -= sum(line.lines for line in self.ledger)
        in_range = [by_date[day] for day in shown.dates if day in by_date]
        self.notes, cut = note_lines(in_range, max(_LEAST_NOTES, int(left)))
        self.is_cut = cut or len(self.also) < len(also)


def _height(average: Average) -> int:
    """Lines of the averages that one of them takes."""
    return 2 if average.note or len(average.name) > _LONGEST_NAME else 1


def _with_heading(lines: int) -> int:
    return lines + _HEADING if lines else 0


def _asked(log: Log) -> tuple[str, ...]:
    """What the person wants to ask, as many of its lines as there is room for."""
    text = (log.profile.to_ask if log.profile else None) or ""
    lines = [visible(line.strip(), one_line=True) for line in text.splitlines()]
    asked = [labelled("", line) for line in lines if line]
    return tuple(line.text for line in _as_many(asked, _MOST_ASKED))


def _as_many(lines: Sequence[Labelled], most: int) -> tuple[Labelled, ...]:
    shown: list[Labelled] = []
    for line in lines:
        if sum(other.lines for other in shown) + line.lines <= most:
            shown.append(line)
    return tuple(shown)
