"""Own questions: named from their words, never twice, at most five in use."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary import own_questions as own
from coach.core.diary.own_questions import MOST_IN_ALL, MOST_IN_USE, OwnQuestionError
from coach.core.diary.records import Profile
from tests.exchange.strategies import LETTERS

NAME = re.compile(r"[a-z0-9_]{1,40}")


def made(*words: str, profile: Profile | None = None) -> Profile:
    profile = profile or Profile()
    for one in words:
        profile = own.with_question(profile, one)
    return profile


def names(profile: Profile) -> list[str]:
    return [question.id for question in profile.own_questions or ()]


def test_the_name_is_made_from_the_words() -> None:
    assert names(made("  Ate after   nine? ", "Öl?", "晚饭?")) == [
        "ate_after_nine",
        "ol",
        "question",
    ]


def test_a_name_is_never_used_again() -> None:
    profile = own.retired(made("Late?"), "late")
    profile = own.renamed(profile, "late", "Something else?")
    profile = made("Late?", profile=profile)
    assert names(profile) == ["late", "late_2"]
    answered = own.with_question(profile, "Late?", ["late_3"])
    assert names(answered)[-1] == "late_4"


@given(st.lists(st.text(LETTERS, min_size=1, max_size=90), max_size=MOST_IN_USE))
def test_whatever_is_written_the_names_are_names(words: list[str]) -> None:
    profile = Profile()
    for one in words:
        try:
            profile = own.with_question(profile, one)
        except OwnQuestionError as error:
            assert "characters; it must have 1 to 80" in str(error)
    assert all(NAME.fullmatch(name) for name in names(profile))
    assert len(set(names(profile))) == len(names(profile))


def test_five_are_in_use_and_a_retired_one_makes_room() -> None:
    profile = made(*(f"Question {place}?" for place in range(MOST_IN_USE)))
    with pytest.raises(OwnQuestionError, match="retire one first"):
        made("One more?", profile=profile)
    profile = made("One more?", profile=own.retired(profile, "question_0"))
    assert len(own.questions_in_use(profile)) == MOST_IN_USE
    with pytest.raises(OwnQuestionError, match="retire one first"):
        own.brought_back(profile, "question_0")
    back = own.brought_back(own.retired(profile, "one_more"), "question_0")
    assert own.questions_in_use(back)[0].words == "Question 0?"


def test_fifty_are_the_most_there_may_be() -> None:
    profile = Profile()
    for place in range(MOST_IN_ALL):
        profile = own.retired(made(f"Q {place}", profile=profile), f"q_{place}")
    with pytest.raises(OwnQuestionError, match="there are 50"):
        made("One more?", profile=profile)


def test_other_words_leave_the_name_and_its_answers() -> None:
    profile = own.renamed(made("Ate late?"), "ate_late", "Ate after ten?")
    assert [(one.id, one.words) for one in profile.own_questions or ()] == [
        ("ate_late", "Ate after ten?")
    ]
    with pytest.raises(OwnQuestionError):
        own.renamed(profile, "ate_late", "  ")
