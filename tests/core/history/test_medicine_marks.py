"""Medicines in the history: a tag on the night's row, a mark under the trends."""

from datetime import date, timedelta

from coach.core.diary.records import Day, Entry, MedicineTaken
from coach.core.history.medicine_marks import marks_row, marks_sentence, medicine_marks
from coach.core.history.night import Nights, night_row
from coach.core.history.trends import MEASURES, chart, trend

TODAY = date(2026, 11, 22)
IRON = MedicineTaken(name="iron\x1b", dose="50 mg", at="08:00")


def nights(begun: int, count: int = 28) -> Nights:
    """Days up to today, on which iron was taken from so many days ago on."""
    days = (TODAY - timedelta(days=back) for back in range(count))
    return Nights(
        {
            day: Entry(
                date=day, day=Day(medicines=(IRON,) if (TODAY - day).days <= begun else ())
            )
            for day in days
        },
        None,
    )


def test_the_row_of_the_day_says_what_became_of_it() -> None:
    rows = {back: night_row(nights(5), TODAY - timedelta(days=back)).tags for back in (6, 5, 4)}
    assert rows == {6: (), 5: ("+ iron\ufffd",), 4: ()}


def test_the_mark_stands_under_the_column_of_its_day() -> None:
    for width in (60, 80, 117):
        for count, begun in ((14, 3), (28, 5), (90, 40), (365, 200)):
            first = TODAY - timedelta(days=count - 1)
            of = nights(begun, count)
            row = marks_row(medicine_marks(of, first, TODAY), width)
            shown = trend(MEASURES[0], of, first, TODAY)
            assert len(row) <= width
            assert row.count("+") == 1
            # The empty chart has a dot in every column, the row a dot in every other.
            dots = chart(shown, width, 3)[2]
            assert dots[row.index("+")] == "·"


def test_the_sentence_names_the_latest() -> None:
    marks = medicine_marks(nights(5), TODAY - timedelta(days=27), TODAY)
    assert marks_sentence(marks) == "iron\ufffd 50 mg begun 17 November 2026."
