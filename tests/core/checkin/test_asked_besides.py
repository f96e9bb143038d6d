"""What is asked besides the table: the person's own questions, and the goal's."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from coach.core.checkin import state as states
from coach.core.checkin.opening import begin
from coach.core.checkin.press import press
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.questions.besides import asked_besides
from coach.core.checkin.state import State
from coach.core.diary.choices import GoalKind
from coach.core.diary.records import Day, Entry, Goal, OwnQuestion, Profile

DAY = date(2026, 11, 22)
EVENING = datetime.fromisoformat("2026-11-22T21:40:00+00:00")
LATE = OwnQuestion(id="ate_late", words="Ate after nine?")
PROFILE = Profile(
    bedtime="23:00",
    own_questions=(LATE, OwnQuestion(id="gone", words="Once?", retired=True)),
)


def goal(kind: GoalKind, value: str | int, to: date | None = None) -> Goal:
    return Goal(goal=kind, value=value, from_=DAY - timedelta(days=3), to=to)


SCREENS = goal(GoalKind.SCREENS_DOWN_BY, "22:00")


def opened(
    *goals: Goal,
    entry: Entry | None = None,
    profile: Profile = PROFILE,
    behind_more: bool = False,
    more: bool = False,
) -> State:
    besides = asked_besides(profile, goals, DAY, behind_more=behind_more)
    state = begin(DAY, entry, EVENING, profile, (), besides=besides, more=more)
    return replace(state, page=CheckinPage.DAY, at="stress")


def asked(state: State) -> list[str]:
    names = [question.id for question in states.visible(state, CheckinPage.DAY)]
    return [name for name in names if name == "goal" or name.startswith("own.")]


def test_own_questions_in_use_are_asked_and_retired_ones_are_not() -> None:
    assert asked(opened()) == ["own.ate_late"]
    assert asked(opened(profile=Profile())) == []


def test_own_questions_may_wait_for_more_and_stand_once_answered() -> None:
    assert asked(opened(behind_more=True)) == []
    assert asked(opened(behind_more=True, more=True)) == ["own.ate_late"]
    answered = Entry(date=DAY, day=Day(own={"ate_late": False}))
    assert asked(opened(behind_more=True, entry=answered)) == ["own.ate_late"]


def test_one_key_answers_an_own_question_and_backspace_takes_it_out() -> None:
    other = Entry(date=DAY, day=Day(stress=2, own={"kept": True}))
    state = replace(opened(entry=other), at="own.ate_late")
    assert states.answers(press(state, "1")).day == Day(
        stress=2, own={"kept": True, "ate_late": True}
    )
    said = press(state, "0")
    assert states.answers(said).day == Day(stress=2, own={"kept": True, "ate_late": False})
    back = replace(said, page=CheckinPage.DAY, at="own.ate_late")
    assert states.answers(press(back, "backspace")) == other


def test_the_last_own_answer_taken_out_leaves_nothing_behind() -> None:
    answered = Entry(date=DAY, day=Day(own={"ate_late": True}))
    state = replace(opened(entry=answered), at="own.ate_late")
    assert states.answers(press(state, "backspace")) == Entry(date=DAY)


@pytest.mark.parametrize(
    ("goals", "is_asked"),
    [
        ((), False),
        ((SCREENS,), True),
        ((goal(GoalKind.SCREENS_DOWN_BY, "22:00", DAY),), True),
        ((goal(GoalKind.SCREENS_DOWN_BY, "22:00", DAY - timedelta(days=1)),), False),
        ((goal(GoalKind.LAST_CAFFEINE_BY, "14:00"),), False),
        ((goal(GoalKind.WIND_DOWN, 10),), False),
    ],
)
def test_the_goal_is_asked_about_only_where_nothing_else_can_tell(
    goals: tuple[Goal, ...], is_asked: bool
) -> None:
    assert ("goal" in asked(opened(*goals))) is is_asked


def test_the_goal_is_answered_with_one_key() -> None:
    state = replace(opened(SCREENS), at="goal")
    question = state.question
    assert question is not None
    assert question.words == "Were the screens down by 22:00, or will they be?"
    answered = states.answers(press(state, "0")).day
    assert answered is not None
    assert answered.goal_kept is False


def test_in_the_morning_nobody_asks_about_the_day_to_come() -> None:
    morning = EVENING.replace(hour=7)
    besides = asked_besides(PROFILE, [SCREENS], DAY, behind_more=False)
    state = begin(DAY, None, morning, PROFILE, (), besides=besides)
    assert asked(state) == []


def test_the_persons_words_steer_no_terminal() -> None:
    steering = Profile(own_questions=(OwnQuestion(id="red", words="\x1b[31mRed?"),))
    (question,) = asked_besides(steering, (), DAY, behind_more=False)
    assert "\x1b" not in question.words + question.label
