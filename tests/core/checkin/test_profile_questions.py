"""What is asked once."""

import pytest

from coach.core.checkin import profile as profiles
from coach.core.checkin.profile import ProfileState
from coach.core.checkin.questions.profile import QUESTIONS
from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import Profile
from tests.core.checkin.conftest import split


def pressed(state: ProfileState, keys: str) -> ProfileState:
    """The state after those keys."""
    for key in split(keys):
        state = profiles.press(state, key)
    return state


def at(field: str, profile: Profile | None = None) -> ProfileState:
    """A form that stands at a field."""
    return profiles.go(ProfileState(profile or Profile()), field)


def test_every_field_of_the_profile_is_asked() -> None:
    assert [one.field for one in QUESTIONS] == [
        name
        for name in Profile.__struct_fields__
        if name not in ("recorded_at", "own_questions", "times", "to_ask")
    ]


def test_every_condition_and_medicine_is_offered() -> None:
    offered = {one.field: [value for value, _ in one.options] for one in QUESTIONS}
    assert offered["conditions"] == list(Condition)
    assert offered["medicines"] == list(Medicine)


def test_the_whole_profile_takes_few_keys() -> None:
    keys = "41<enter>2300040021" + "30" + "yy" + "12<enter>" + "1<enter>" + "2" + "nn" + "u"
    state = pressed(ProfileState(Profile()), keys)
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
    assert not state.leaving
    assert len(split(keys)) < 40


@pytest.mark.parametrize("key", ["enter", "tab", "down"])
def test_moving_on_alone_answers_nothing_and_ends(key: str) -> None:
    state = ProfileState(Profile())
    for _ in QUESTIONS:
        state = profiles.press(state, key)
    assert state.leaving
    assert state.profile == Profile()


def test_none_of_these_is_an_answer() -> None:
    assert pressed(at("conditions"), "0").profile == Profile(conditions=())


def test_a_condition_is_taken_and_taken_back() -> None:
    assert pressed(at("conditions"), "311").profile == Profile(
        conditions=(Condition.KIDNEY_DISEASE,)
    )


@pytest.mark.parametrize(("keys", "hours"), [("f", 3), ("u", 5), ("s", 8), ("6.5<enter>", 6.5)])
def test_half_life_is_a_speed_or_a_number(keys: str, hours: float) -> None:
    state = pressed(at("caffeine_half_life_h"), keys)
    assert state.profile == Profile(caffeine_half_life_h=hours)


@pytest.mark.parametrize(
    ("field", "keys", "sentence"),
    [
        ("age", "121<enter>", "'121' is not an age from 1 to 120."),
        ("bedtime", "2599", "'2599' is not a time of day; try 23:10."),
        ("caffeine_half_life_h", "1<enter>", "'1' is not a number of hours from 2 to 16."),
        ("caffeine_half_life_h", "17<enter>", "'17' is not a number of hours from 2 to 16."),
    ],
)
def test_a_wrong_answer_gets_one_sentence(field: str, keys: str, sentence: str) -> None:
    state = pressed(at(field), keys)
    assert (state.trouble, state.at, state.profile) == (sentence, field, Profile())
    assert not pressed(state, "<escape>").leaving


def test_an_answer_can_be_taken_out_again() -> None:
    assert pressed(at("smokes", Profile(smokes=True)), "<backspace>").profile == Profile()
    assert (
        pressed(at("pregnant_trimester", Profile(pregnant_trimester=2)), "0").profile
        == Profile()
    )


def test_under_sixteen_it_is_said_plainly_that_the_thresholds_are_for_adults() -> None:
    young = profiles.note(at("age", Profile(age=15)))
    assert "adults" in young
    assert "red flag" in young
    assert "adults" in profiles.note(at("smokes", Profile(age=15)))
    assert profiles.note(at("age", Profile(age=16))) == ""
    assert profiles.note(at("age")) == ""


def test_the_list_shows_answers_and_what_counts_without_one() -> None:
    rows = {row.name: row for row in profiles.rows(ProfileState(Profile(drives=False)))}
    assert (rows["drives"].told, rows["bedtime"].usual) == ("no", "23:00")
    assert rows["age"].here
    assert (rows["age"].told, rows["age"].usual) == ("", "")


def test_enter_out_of_habit_after_a_whole_time_skips_nothing() -> None:
    state = pressed(at("bedtime"), "2300<enter>")
    assert state.at == "day_starts_at"
    assert profiles.press(state, "enter").at == "remind_at"
