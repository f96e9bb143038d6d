"""Questions that are no rows of the table: the person's own, and the goal's."""

import textwrap
from collections.abc import Iterable
from datetime import date

from coach.core.checkin.question import AnswerKind, CheckinPage, Question, yes_or_no
from coach.core.diary.choices import GoalKind
from coach.core.diary.own_questions import questions_in_use
from coach.core.diary.records import Goal, OwnQuestion, Profile
from coach.core.words.text import visible

_LABEL = 16


def asked_besides(
    profile: Profile | None, goals: Iterable[Goal], day: date, *, behind_more: bool
) -> tuple[Question, ...]:
    """What a day is asked besides the table's questions.

    Args:
        profile: For the person's own questions.
        goals: All goals.
        day: The day that is answered.
        behind_more: Whether own questions wait for "more".
    """
    own = (_own(question, core=not behind_more) for question in questions_in_use(profile))
    return (*own, *_of_goal(goals, day))


def _own(question: OwnQuestion, *, core: bool) -> Question:
    words = visible(question.words, one_line=True)
    return Question(
        f"own.{question.id}",
        CheckinPage.DAY,
        f"day.own.{question.id}",
        AnswerKind.CHOICE,
        textwrap.shorten(words.rstrip("?"), _LABEL, placeholder="…") or words[:_LABEL],
        words,
        yes_or_no(),
        core=core,
        evening=True,
    )


def _of_goal(goals: Iterable[Goal], day: date) -> tuple[Question, ...]:
    """The one goal that nothing else can tell: whether the screens were down in time."""
    in_force = [
        goal
        for goal in goals
        if not goal.removed and goal.from_ <= day and (goal.to is None or goal.to >= day)
    ]
    goal = max(in_force, key=lambda goal: goal.from_, default=None)
    if goal is None or goal.goal is not GoalKind.SCREENS_DOWN_BY:
        return ()
    return (
        Question(
            "goal",
            CheckinPage.DAY,
            "day.goal_kept",
            AnswerKind.CHOICE,
            "Screens down",
            f"Were the screens down by {goal.value}, or will they be?",
            yes_or_no(),
            core=True,
            evening=True,
        ),
    )
