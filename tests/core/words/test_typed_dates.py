"""A typed date is read the way people write it, and never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.words.typed_dates import days_meant, the_day

# A Thursday.
TODAY = date(2026, 11, 26)


def meant(text: str) -> list[str]:
    return [day.isoformat() for day in days_meant(text, TODAY)]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-15", "2026-03-15"),
        ("2026/3/5", "2026-03-05"),
        (" 15.3.2026 ", "2026-03-15"),
        ("3.4.26", "2026-04-03"),
        ("3.4.", "2026-04-03"),
        ("15/3", "2026-03-15"),
        ("3/15", "2026-03-15"),
        ("4/4", "2026-04-04"),
        ("27/11", "2025-11-27"),
        ("29/2", "2024-02-29"),
        ("15 March", "2026-03-15"),
        ("15th of march", "2026-03-15"),
        ("March 15, 2026", "2026-03-15"),
        ("15-mar-26", "2026-03-15"),
        ("2026 Sept 9", "2026-09-09"),
        ("Sunday 15 March", "2026-03-15"),
        ("Sun", "2026-11-22"),
        ("wednesday", "2026-11-25"),
        ("yesterday", "2026-11-25"),
        ("Today", "2026-11-26"),
    ],
)
def test_it_is_read_the_way_people_write_it(typed: str, day: str) -> None:
    assert meant(typed) == [day]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("3/4", ["2026-04-03", "2026-03-04"]),
        ("3-4-2026", ["2026-04-03", "2026-03-04"]),
        ("26-03-15", ["2015-03-26", "2026-03-15"]),
        ("thursday", ["2026-11-26", "2026-11-19"]),
    ],
)
def test_what_may_be_two_days_is_both_and_is_never_taken_for_one(
    typed: str, days: list[str]
) -> None:
    assert meant(typed) == days
    with pytest.raises(ValueError, match=f"write {days[0]} or {days[1]}$"):
        the_day(typed, TODAY)


def test_a_weekday_beside_the_date_decides_and_a_wrong_one_is_told() -> None:
    assert meant("Friday 3/4") == ["2026-04-03"]
    with pytest.raises(ValueError, match="15 March 2026 is a Sunday"):
        days_meant("Wed 15 March", TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        *("", ".", "soon", "31/2", "2026-13-01", "1-2-3-4", "٣/٤", "2026-03", "march", "15 x"),
        *("5", "15 mar apr", "15/3/026", "20260315", "12:30", "ma 5", "-", "1 2 march 3"),
    ],
)
def test_what_is_no_date_is_named(typed: str) -> None:
    with pytest.raises(ValueError, match="is no date; try 2026-11-26") as refused:
        days_meant(typed, TODAY)
    assert repr(typed) in str(refused.value)


@given(st.dates())
def test_a_date_as_the_log_writes_it_is_that_date(day: date) -> None:
    assert days_meant(day.isoformat(), TODAY) == (day,)
    assert days_meant(f"{day.day} {day:%B} {day.year:04d}", TODAY) == (day,)


@given(st.text())
def test_any_other_text_is_a_date_or_a_sentence(text: str) -> None:
    try:
        assert days_meant(text, TODAY)
    except ValueError as error:
        assert repr(text.strip()[:60]) in str(error)
