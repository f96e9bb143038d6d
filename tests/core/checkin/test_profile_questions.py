"""What is asked once: the profile by itself, the first evening, one question a day."""

from datetime import UTC, date, datetime

import pytest

from coach.core.checkin import about, view
from coach.core.checkin.moving import go
from coach.core.checkin.opening import open_profile
from coach.core.checkin.press import press
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.questions.table import QUESTIONS, of_page
from coach.core.checkin.state import State, Wish
from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import Entry, Profile
from tests.core.checkin.conftest import DAY, EVENING, Open, Press, split

ABOUT = tuple(of_page(CheckinPage.ABOUT))


def pressed(state: State, keys: str) -> State:
    """The state after those keys."""
    for key in split(keys):
        state = press(state, key)
    return state


def at(name: str, profile: Profile | None = None) -> State:
    """A form that stands at a question."""
    return go(open_profile(profile or Profile(), EVENING), name)


def test_every_field_of_the_profile_is_asked() -> None:
    assert sorted(question.of_profile for question in ABOUT) == sorted(
        name
        for name in Profile.__struct_fields__
        if name not in ("recorded_at", "own_questions", "times", "to_ask")
    )


def test_every_condition_and_medicine_is_offered() -> None:
    offered = {
        question.of_profile: [answer.value for answer in question.answers] for question in ABOUT
    }
    assert offered["conditions"] == list(Condition)
    assert offered["medicines"] == list(Medicine)


def test_the_whole_profile_takes_few_keys() -> None:
    keys = "41" + "1" + "2300" + "1" + "12<enter>" + "1<enter>" + "2" + "00" + "5<enter>"
    keys += "0400" + "2130"
    state = pressed(open_profile(Profile(), EVENING), keys)
    assert state.profile == Profile(
        age=41,
        bedtime="23:00",
        day_starts_at="04:00",
        remind_at="21:30",
        bed_partner=True,
        drives=True,
        conditions=(Condition.DIABETES, Condition.ANAEMIA),
        medicines=(Medicine.ANTIDEPRESSANT,),
        pregnant_trimester=2,
        smokes=False,
        oral_contraceptive=False,
        caffeine_half_life_h=5.0,
    )
    assert state.wish is None
    assert len(split(keys)) < 40


@pytest.mark.parametrize("key", ["enter", "tab", "down"])
def test_moving_on_alone_answers_nothing_and_ends(key: str) -> None:
    state = open_profile(Profile(), EVENING)
    for _ in ABOUT:
        state = press(state, key)
    assert state.wish is Wish.SAVE
    assert state.profile == Profile()


def test_none_of_these_is_an_answer() -> None:
    assert pressed(at("conditions"), "0").profile == Profile(conditions=())


def test_a_condition_is_taken_and_taken_back() -> None:
    assert pressed(at("conditions"), "311").profile == Profile(
        conditions=(Condition.KIDNEY_DISEASE,)
    )


@pytest.mark.parametrize(("keys", "hours"), [("5<enter>", 5), ("6.5<enter>", 6.5)])
def test_half_life_is_a_number_of_hours(keys: str, hours: float) -> None:
    assert pressed(at("half-life"), keys).profile == Profile(caffeine_half_life_h=hours)


@pytest.mark.parametrize(
    ("name", "keys", "sentence"),
    [
        ("age", "121<enter>", "'121' is more than 120; try a smaller number."),
        ("age", "0<enter>", "'0' is less than 1; try a larger number."),
        ("usual-bedtime", "2960", "'2960' is not a time of day; try 23:10."),
        ("half-life", "1<enter>", "'1' is not a number of hours from 2 to 16."),
        ("half-life", "17<enter>", "'17' is not a number of hours from 2 to 16."),
    ],
)
def test_a_wrong_answer_gets_one_sentence(name: str, keys: str, sentence: str) -> None:
    state = pressed(at(name), keys)
    assert (state.trouble, state.at, state.profile) == (sentence, name, Profile())
    assert pressed(state, "<escape>").wish is None


def test_an_answer_can_be_taken_out_again() -> None:
    assert pressed(at("smokes", Profile(smokes=True)), "<backspace>").profile == Profile()
    pregnant = Profile(pregnant_trimester=2)
    assert pressed(at("pregnant", pregnant), "0").profile == Profile()


def test_under_sixteen_it_is_said_plainly_that_the_thresholds_are_for_adults() -> None:
    young = about.note(at("age", Profile(age=15)))
    assert "adults" in young
    assert "red flag" in young
    assert "adults" in about.note(at("smokes", Profile(age=15)))
    assert about.note(at("age", Profile(age=16))) == ""
    assert about.note(at("age")) == ""


def test_the_list_shows_answers_and_what_counts_without_one() -> None:
    rows = {row.name: row for row in view.rows(at("age", Profile(drives=False)))}
    assert (rows["drives"].told, rows["usual-bedtime"].usual) == ("no", "23:00  unless said")
    assert rows["day-start"].usual == "04:00  unless said"
    assert rows["age"].here
    assert (rows["age"].told, rows["age"].usual) == ("", "")


def test_a_day_sleepers_day_begins_five_hours_after_bed() -> None:
    rows = {row.name: row for row in view.rows(at("age", Profile(bedtime="08:00")))}
    assert rows["day-start"].usual == "13:00  unless said"


def test_enter_out_of_habit_after_a_whole_time_skips_nothing() -> None:
    state = pressed(at("usual-bedtime"), "2300<enter>")
    assert state.at == "drives"
    assert press(state, "enter").at == "conditions"


def test_the_answers_as_text_name_each() -> None:
    text = about.as_text(Profile(age=41, conditions=(), pregnant_trimester=2))
    assert text == "Age: 41\nConditions: none of these\nPregnant: third 2 of 3"


# The first evening


def test_it_begins_with_three_questions_about_the_person(opened: Open) -> None:
    state = opened(first=True)
    assert [row.name for row in view.rows(state)] == ["age", "bed-partner", "usual-bedtime"]
    state = pressed(state, "<enter><enter><enter>")
    assert (state.page, state.profile) == (CheckinPage.NIGHT, Profile())


def test_the_bedtime_that_was_said_is_the_usual_one_at_once(opened: Open) -> None:
    state = pressed(opened(first=True), "<enter><enter>2330" + "=")
    assert state.entry.night is not None
    assert state.entry.night.tried_to_sleep_at == "23:30"


def test_who_sleeps_by_day_answers_for_the_day_that_is_not_over_yet(opened: Open) -> None:
    # At six in the morning before bed at eight: the night that is asked for has been.
    now = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
    state = pressed(opened(first=True, now=now), "<enter><enter>0800")
    assert state.day == date(2026, 11, 21)
    headings = {page: words for page, words, _ in view.headings(state)}
    assert headings[CheckinPage.NIGHT] == "the sleep of Sat 21 Nov"
    state = pressed(state, "=")
    assert state.entry.date == date(2026, 11, 21)


# One question a day


def test_they_take_turns_and_skip_what_is_answered_or_never_to_be_asked() -> None:
    by_and_by = [question.id for question in QUESTIONS if question.by_and_by]
    assert about.next_question(Profile(), ()) == by_and_by[0] == "drives"
    assert about.next_question(Profile(), (), "drives") == by_and_by[1]
    assert about.next_question(Profile(drives=True), ()) == by_and_by[1]
    assert about.next_question(Profile(), ("drives",), "pill") == by_and_by[1]
    assert about.next_question(Profile(), by_and_by) is None
    assert about.next_question(Profile(age=55), (), "medicines") == "pregnant"
    assert about.next_question(Profile(age=56), (), "medicines") == "smokes"


def at_the_end(opened: Open, press_all: Press, name: str) -> State:
    """A check-in answered to its end, where one question about the person stands."""
    return press_all(opened(about=name), "<pagedown><pagedown>2<pagedown>")


def test_it_stands_at_the_end_and_enter_saves_past_it(opened: Open, pressed: Press) -> None:
    state = at_the_end(opened, pressed, "drives")
    assert (state.page, state.at) == (CheckinPage.DONE, "drives")
    saved = press(state, "enter")
    assert (saved.wish, saved.profile, saved.never) == (Wish.SAVE, Profile(), frozenset())


def test_an_answer_is_kept_and_enter_saves(opened: Open, pressed: Press) -> None:
    state = pressed(at_the_end(opened, pressed, "drives"), "1")
    assert (state.profile, state.at) == (Profile(drives=True), None)
    assert press(state, "enter").wish is Wish.SAVE


def test_several_are_chosen_and_enter_saves(opened: Open, pressed: Press) -> None:
    state = pressed(at_the_end(opened, pressed, "conditions"), "12<enter>")
    assert state.profile == Profile(conditions=(Condition.DIABETES, Condition.ANAEMIA))
    assert state.wish is Wish.SAVE


@pytest.mark.parametrize(("name", "key"), [("drives", "x"), ("pregnant", "0")])
def test_x_or_a_no_that_the_log_cannot_hold_ends_it_for_good(
    opened: Open, pressed: Press, name: str, key: str
) -> None:
    state = pressed(at_the_end(opened, pressed, name), key)
    assert (state.never, state.profile) == (frozenset({name}), Profile())
    assert state.entry.date == Entry(date=DAY).date
    assert press(state, "enter").wish is Wish.SAVE
