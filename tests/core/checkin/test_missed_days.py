"""Which days can be caught up on, and which of them count as recalled."""

from datetime import UTC, datetime, timedelta

from coach.core.checkin.missed import away, last_days, missed, missing_words
from coach.core.diary.records import CaffeineDrink, Day, Entry, Movement, Night, Profile
from coach.core.diary.said import is_late
from tests.core.checkin.conftest import DAY, EVENING


def back(number: int) -> Entry:
    """An answered day that many days before."""
    return Entry(date=DAY - timedelta(days=number), night=Night(rested=3))


def dates(*numbers: int) -> tuple[object, ...]:
    """Days before today."""
    return tuple(DAY - timedelta(days=number) for number in numbers)


def test_days_without_an_entry_are_missed_the_latest_first() -> None:
    assert missed([back(1), back(4)], DAY) == dates(2, 3)


def test_nothing_is_missed_before_the_diary_began() -> None:
    assert missed([], DAY) == ()
    assert missed([back(3)], DAY) == dates(1, 2)


def test_only_two_weeks_are_looked_back_on() -> None:
    assert missed([back(40)], DAY) == dates(*range(1, 15))


def test_a_day_of_drinks_alone_is_missed_and_a_cleared_one_is_not() -> None:
    cup = CaffeineDrink(at="08:00", mg=95)
    drank = Entry(date=DAY - timedelta(days=1), day=Day(caffeine=(cup,)))
    cleared = Entry(date=DAY - timedelta(days=2), cleared=True)
    assert missed([drank, cleared, back(3)], DAY) == dates(1)


def test_today_is_never_missed() -> None:
    assert missed([back(1)], DAY) == ()


def test_a_day_is_recalled_from_48_hours_after_its_end_on() -> None:
    over = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    day = DAY.replace(day=19)
    assert not is_late(day, over + timedelta(hours=48))
    assert is_late(day, over + timedelta(hours=48, minutes=1))


def test_the_last_days_say_how_far_they_are_answered() -> None:
    whole = Entry(
        date=DAY - timedelta(days=2),
        movement=Movement(signs=()),
        day=Day(stress=2),
    )
    note = Entry(date=DAY - timedelta(days=3), notes="x")
    found = last_days([back(1), whole, note], EVENING, DAY, Profile())
    assert [one.told for one in found[:5]] == [
        "only last night",
        "answered",
        "a note",
        "not answered",
        "not answered",
    ]
    assert [one.recalled for one in found[:5]] == [False, False, False, True, True]
    assert len(found) == 14


def test_back_after_three_weeks_all_of_the_last_two_are_missed() -> None:
    began = DAY - timedelta(days=40)
    assert missed([], DAY, began=began) == dates(*range(1, 15))


def test_days_that_were_left_are_missed_no_more() -> None:
    left = DAY - timedelta(days=3)
    assert missed([back(6)], DAY, left_until=left) == dates(1, 2)


def test_away_is_more_than_one_missed_day_up_to_yesterday() -> None:
    began = DAY - timedelta(days=30)
    assert away([back(10), back(4)], DAY, began, None) == dates(1, 2, 3)
    assert away([back(2)], DAY, began, None) == ()
    assert away([back(1)], DAY, began, None) == ()
    assert away([back(10)], DAY, began, DAY - timedelta(days=1)) == ()
    assert away([], DAY, None, None) == ()
    assert away([], DAY, began, None) == dates(*range(1, 15))
    tea = CaffeineDrink(at="08:10", mg=48)
    assert away([Entry(date=back(3).date, day=Day(caffeine=(tea,)))], DAY, began, None) == ()


def test_what_is_missing_is_one_sentence() -> None:
    nine = tuple(DAY - timedelta(days=number) for number in range(1, 10))
    assert missing_words(nine) == "Not answered: 9 days, 13 to 21 November."
    assert missing_words(nine[:1]) == "Not answered: 1 day, 21 November."
    assert missing_words((nine[0], nine[4])) == "Not answered: 2 days, on 17 and 21 November."
    assert missing_words(()).startswith("Every one")
