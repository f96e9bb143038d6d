"""When a medicine was begun, changed and left off; a gap in the notes says nothing."""

from datetime import date, timedelta

from coach.core.diary.medicines import Change, courses, marks, may_be_new
from coach.core.diary.noting import usual_medicines
from coach.core.diary.records import Day, Entry, MedicineTaken

START = date(2026, 9, 1)
IRON = MedicineTaken(name="iron", dose="50 mg", at="08:00")
MORE_IRON = MedicineTaken(name="Iron ", dose="100 mg", at="08:00")
Noted = dict[date, Entry]


def noted(*days: tuple[MedicineTaken, ...] | None) -> Noted:
    """Days in a row, each with what was taken; None where nobody said."""
    dates = (START + timedelta(days=ahead) for ahead in range(len(days)))
    return {
        day: Entry(date=day, day=Day(stress=2, medicines=taken))
        for day, taken in zip(dates, days, strict=True)
    }


def changes(by_date: Noted) -> list[tuple[int, str]]:
    """All marks, each with the number of its day."""
    return [
        ((day - START).days, mark.change.value)
        for day in by_date
        for mark in marks(by_date, day)
    ]


def test_it_is_begun_where_days_without_it_were_noted_before() -> None:
    assert changes(noted((), (), (IRON,), (IRON,))) == [(2, "+")]
    assert changes(noted(None, None, (IRON,), (IRON,))) == []


def test_another_dose_is_a_change_whatever_the_case_of_the_name() -> None:
    by_date = noted((IRON,), (IRON,), (MORE_IRON,), (MORE_IRON,))
    assert changes(by_date) == [(2, "±")]
    (mark,) = marks(by_date, START + timedelta(days=2))
    assert (mark.change.words, mark.dose) == ("dose changed", "100 mg")


def test_a_dose_that_was_not_said_is_no_other_one() -> None:
    bare = MedicineTaken(name="iron", at="08:00")
    assert changes(noted((IRON,), (bare,), (IRON,))) == []


def test_it_has_ended_once_seven_noted_days_went_without_it() -> None:
    week: tuple[tuple[MedicineTaken, ...] | None, ...] = ((),) * 7
    assert changes(noted((IRON,), (IRON,), (IRON,), *week)) == [(2, "×")]
    assert changes(noted((IRON,), (IRON,), (IRON,), *week[:6])) == []
    assert changes(noted((IRON,), (IRON,), (IRON,), *(None,) * 20)) == []


def test_what_is_taken_now_and_then_neither_ends_nor_begins_anew() -> None:
    gaps = ((),) * 8
    assert changes(noted((IRON,), *gaps, (IRON,), *gaps)) == []


def test_after_four_weeks_without_it_it_is_begun_once_more() -> None:
    assert changes(noted((IRON,), *((),) * 28, (IRON,))) == [(29, "+")]


def test_the_person_is_asked_about_what_is_new_in_the_diary_too() -> None:
    by_date = noted((IRON,), (IRON,), (MORE_IRON,))
    asked = [[mark.change for mark in may_be_new(by_date, day)] for day in sorted(by_date)]
    assert asked == [[Change.BEGUN], [], [Change.CHANGED]]


def test_the_person_is_not_asked_twice_on_one_day() -> None:
    answered = Entry(date=START, day=Day(medicines=(IRON,), new_medicine=False))
    assert may_be_new({START: answered}, START) == ()


def test_a_course_tells_on_how_many_of_the_noted_days_it_was_taken() -> None:
    (course,) = courses(noted((IRON,), (), None, (MORE_IRON,)).values())
    assert course.doses == ("50 mg", "100 mg")
    assert (len(course.days), course.answered) == (2, 3)


def test_usual_medicines_are_those_taken_most_often_as_noted_last() -> None:
    pill = MedicineTaken(name="pill", at="22:00")
    entries = noted((IRON,), (pill, IRON), (MORE_IRON,)).values()
    assert usual_medicines(entries, 4) == (MORE_IRON, pill)
    assert usual_medicines(entries, 1) == (MORE_IRON,)
