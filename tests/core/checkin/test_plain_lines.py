"""The check-in read and answered line by line."""

from dataclasses import replace

import pytest

from coach.core.checkin.lines import answer_line, page_line, question_lines
from coach.core.checkin.moving import go
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.questions.table import QUESTIONS
from coach.core.checkin.state import State, visible
from coach.core.diary.choices import AwakeMovement, Practice, Sign, SleepStarts
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Movement,
    Night,
    Relaxation,
)
from tests.core.checkin.conftest import DAY, Open
from tests.core.checkin.test_checkin_keys import FORTNIGHT
from tests.evenings import CALM


def answered(state: State, *lines: str) -> State:
    """The state after those lines."""
    for line in lines:
        state = answer_line(state, line)
    return state


def test_a_question_says_where_it_stands_and_what_is_usual(opened: Open) -> None:
    state = opened(history=FORTNIGHT)
    assert page_line(state) == "The night Sat 21 → Sun 22 Nov."
    lines = question_lines(state)
    assert lines[0] == "1 of 6: When did you put everything away and try to sleep?"
    assert "Usual: 23:10." in lines


def test_the_ordinary_night_is_offered_once_and_taken_at_every_question(opened: Open) -> None:
    first = opened(history=FORTNIGHT)
    second = answered(first, "=")
    offers = [line[:5] for state in (first, second) for line in question_lines(state)]
    assert offers.count("  +  ") == 1
    taken = answered(second, "+").entry.night
    assert taken is not None
    assert taken.out_of_bed_at == "07:00"


@pytest.mark.parametrize("typed", ["２３１０", "٢٣١٠", "۲۳:۱۰"])
def test_digits_of_any_script_answer(opened: Open, typed: str) -> None:
    night = answered(opened(), typed).entry.night
    assert night is not None
    assert night.tried_to_sleep_at == "23:10"


def test_what_is_answered_is_read_out(opened: Open) -> None:
    lines = question_lines(opened(Entry(date=DAY, night=Night(tried_to_sleep_at="22:00"))))
    assert not any("Usual" in line for line in lines)
    state = go(opened(Entry(date=DAY, night=Night(tried_to_sleep_at="22:00"))), "tried")
    assert "Answered: 22:00." in question_lines(state)


def test_no_line_needs_a_drawing(opened: Open) -> None:
    state = replace(opened(history=FORTNIGHT), more=True)
    for each in QUESTIONS:
        for line in question_lines(go(state, each.id)):
            assert not set(line) & set("─│┃▁✓●○·›")


def test_a_calm_evening_in_lines(opened: Open) -> None:
    state = answered(
        opened(history=FORTNIGHT), "=", "=", "=", "=", "=", "4", "+", "2", "2", "3", "="
    )
    assert state.page is CheckinPage.DONE
    assert state.entry.movement == CALM
    assert state.entry.day is not None
    assert state.entry.day.caffeine == (CaffeineDrink(at="08:10", mg=95, drink="coffee"),)


def test_enter_alone_goes_through_everything_and_stores_nothing(opened: Open) -> None:
    state = replace(opened(history=FORTNIGHT), more=True)
    for _ in QUESTIONS:
        state = answer_line(state, "")
    assert state.page is CheckinPage.DONE
    assert not state.changed


@pytest.mark.parametrize(
    ("name", "line", "sentence"),
    [
        ("tried", "soon", "'soon' is not a time of day; try 23:10."),
        ("latency", "a while", "'a while' is not a number of minutes; try 20."),
        ("rested", "9", "'9' is no answer here; try a number from 1 to 5."),
        ("headache", "maybe", "'maybe' is no answer here; try 1 for yes or 0 for no."),
        ("triggers", "1 7", "'7' is no answer here; try numbers from 1 to 3, or 0."),
        ("caffeine", "tea", "'tea' is no answer here; try a number from 0 to 8."),
        ("caffeine", "1 noon", "'noon' is not a time of day; try 23:10."),
    ],
)
def test_a_wrong_answer_gets_one_sentence_and_is_asked_again(
    opened: Open, name: str, line: str, sentence: str
) -> None:
    state = go(replace(opened(), more=True), name)
    after = answer_line(state, line)
    assert (after.trouble, after.at, after.changed) == (sentence, name, False)


def test_several_are_given_in_one_line(opened: Open) -> None:
    state = go(opened(), "awake-movement")
    state = answered(state, "1", "3, 4")
    assert state.entry.movement == Movement(
        awake=AwakeMovement.FLICKER, signs=(Sign.STIFFNESS, Sign.SEVERAL_PLACES)
    )


def test_words_answer_too(opened: Open) -> None:
    state = answered(go(opened(), "sleep-starts"), "yes, it was no bother")
    assert state.entry.movement == Movement(sleep_starts=SleepStarts.UNDISTURBING)
    assert answered(state, "no").entry.movement == Movement(
        sleep_starts=SleepStarts.UNDISTURBING, falling_feeling=False
    )
    assert answered(go(opened(), "sleep-starts"), "none").entry.movement == Movement(
        sleep_starts=SleepStarts.NONE
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("1 8 10 13 16 1830",),
        ("coffee at 8 10 13 16 1830",),
        ("coffee 8 10 13 16 6.30pm",),
        ("1", "8 10 13 16 1830"),
    ],
)
def test_several_drinks_are_noted_in_one_line(opened: Open, lines: tuple[str, ...]) -> None:
    state = answered(go(opened(), "caffeine"), *lines)
    assert state.entry.day == Day(
        caffeine=tuple(
            CaffeineDrink(at=at, mg=96, drink="coffee")
            for at in ("08:00", "10:00", "13:00", "16:00", "18:30")
        )
    )


def test_one_wrong_time_among_several_notes_none(opened: Open) -> None:
    state = answered(go(opened(), "caffeine"), "coffee at 8 10 2330")
    assert (state.trouble, state.changed) == (
        "23:30 on 22 November 2026 has not come yet.",
        False,
    )


def test_the_choices_by_name_stand_in_lines_and_answer(opened: Open) -> None:
    begun = opened(history=FORTNIGHT)
    assert "  +  an ordinary night: asks only how rested, and about the day" in (
        question_lines(begun)
    )
    state = answered(begun, "+", "4", "0", "2", "2", "3", "=")
    assert state.entry.movement == CALM
    sleepless = answered(begun, "-")
    assert sleepless.entry.night == Night(did_not_sleep=True)


@pytest.mark.parametrize(
    ("lines", "drink"),
    [
        (("1 0810",), CaffeineDrink(at="08:10", mg=96, drink="coffee")),
        (("1", "8.10am"), CaffeineDrink(at="08:10", mg=96, drink="coffee")),
        (("black tea 1530",), CaffeineDrink(at="15:30", mg=48, drink="black tea")),
        (("club mate 80 15:30",), CaffeineDrink(at="15:30", mg=80, drink="club mate")),
    ],
)
def test_drinks_are_a_number_or_a_name_and_a_time(
    opened: Open, lines: tuple[str, ...], drink: CaffeineDrink
) -> None:
    state = answered(go(opened(), "caffeine"), *lines)
    assert state.entry.day == Day(caffeine=(drink,))
    assert state.at == "caffeine"
    assert not answered(state, "x").changed
    assert answered(go(opened(), "caffeine"), "0").entry.day == Day(caffeine=())


def test_alcohol_and_wind_downs_in_lines(opened: Open) -> None:
    state = replace(opened(), more=True)
    assert answered(go(state, "alcohol"), "2 2000").entry.day == Day(
        alcohol=(AlcoholDrink(at="20:00", drinks=2),)
    )
    assert answered(go(state, "relaxation"), "1 10").entry.day == Day(
        relaxation=(Relaxation(practice=Practice.BREATHING, min=10),)
    )


def test_more_back_and_notes(opened: Open) -> None:
    few, all_of_it = go(opened(), "stress"), answered(go(opened(), "stress"), "m")
    assert question_lines(few)[0].startswith("1 of 4")
    every = len(visible(all_of_it, CheckinPage.DAY))
    assert every >= 20
    assert question_lines(all_of_it)[0].startswith(f"1 of {every}")
    note = answered(go(all_of_it, "notes"), "  [/] \\ \u202e note")
    assert note.entry.notes == "  [/] \\ \u202e note"
    assert answered(go(opened(), "latency"), "<").at == "tried"


def test_an_unlikely_night_is_asked_about_in_lines(opened: Open) -> None:
    state = answered(opened(history=FORTNIGHT), "2250", "=", "=", "=", "1130", "3")
    asked = "22:50 to 11:30 would be 12 h 40 in bed. What is right?"
    assert question_lines(state)[0] == asked
    assert answered(state, "perhaps").trouble == "Please answer with a number from 1 to 2."
    kept = answered(state, "1").entry.night
    assert kept is not None
    assert kept.confirmed is True
