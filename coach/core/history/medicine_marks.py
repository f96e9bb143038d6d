"""What was begun, changed and left off among the medicines, as marks under the trends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary.medicines import MedicineMark, marks
from coach.core.history.night import Nights
from coach.core.history.trends import AXIS, LABEL, bin_days, column_width
from coach.core.words.lengths_and_dates import plain_date
from coach.core.words.text import visible

TITLE = "Medicines, as noted"
LEGEND = "+ begun  ± dose changed  × last taken  * several"
_SEVERAL, _NOTHING = "*", "·"
_TOLD = 6


@dataclass(frozen=True, slots=True)
class MedicineMarks:
    """The marks of a time.

    Attributes:
        first: First day.
        last: Last day.
        by_day: The changes of each day on which there were any.
    """

    first: date
    last: date
    by_day: tuple[tuple[date, tuple[MedicineMark, ...]], ...]


def mark_words(mark: MedicineMark) -> str:
    """``iron 50 mg begun``."""
    name = f"{mark.name} {mark.dose}" if mark.dose else mark.name
    return f"{visible(name, one_line=True)} {mark.change.words}"


def medicine_marks(nights: Nights, first: date, last: date) -> MedicineMarks:
    """The changes from a first to a last day, both included."""
    span = [first + timedelta(days=ahead) for ahead in range(max(0, (last - first).days + 1))]
    found = ((day, marks(nights.by_date, day)) for day in span)
    return MedicineMarks(
        first, last, tuple((day, changes) for day, changes in found if changes)
    )


def marks_row(shown: MedicineMarks, width: int) -> str:
    """The marks in one line, each under the column of its day in the charts above."""
    length = (shown.last - shown.first).days + 1
    room = max(1, width - AXIS - LABEL)
    size = bin_days(length, room)
    count = -(-length // size)
    wide = column_width(room, count)
    signs: list[set[str]] = [set() for _ in range(count)]
    for day, changes in shown.by_day:
        # Bins end with the last day, as those of the charts do.
        signs[count - 1 - (shown.last - day).days // size].update(
            change.change.value for change in changes
        )
    return " " * AXIS + "".join(_sign(there).ljust(wide) for there in signs).rstrip()


def _sign(there: set[str]) -> str:
    if not there:
        return _NOTHING
    return next(iter(there)) if len(there) == 1 else _SEVERAL


def marks_sentence(shown: MedicineMarks) -> str:
    """What the marks stand for, the latest of them."""
    told: Sequence[str] = [
        f"{mark_words(mark)} {plain_date(day)}"
        for day, changes in shown.by_day
        for mark in changes
    ]
    more = f"{len(told) - _TOLD} more before: " if len(told) > _TOLD else ""
    return f"{more}{'; '.join(told[-_TOLD:])}."
