"""Questions that are no rows of the table: the person's own, the goal's, the experiment's."""

import textwrap
from collections.abc import Iterable
from datetime import date

from coach.core.checkin.question import AnswerKind, CheckinPage, Question, yes_or_no
from coach.core.diary.choices import GoalKind
from coach.core.diary.evenings import Evenings
from coach.core.diary.own_questions import questions_in_use
from coach.core.diary.records import Goal, OwnQuestion, Profile
from coach.core.tips.experiments.drawing import block_on
from coach.core.tips.experiments.nights import told_by_log
from coach.core.tips.experiments.trials import Trial
from coach.core.tips.tip import Tip
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


def asked_of_trial(
    trial: Trial, tip: Tip, evenings: Evenings, day: date, today: date
) -> tuple[Question, ...]:
    """Whether the tip that is tried was done, where the log does not tell by itself.

    What was drawn is told for this evening alone.

    Args:
        trial: The experiment that runs.
        tip: Its tip.
        evenings: The diary, at least the day that is answered.
        day: The day that is answered.
        today: The coach's day.
    """
    drawn = block_on(trial.experiment, day)
    if drawn is None or told_by_log(tip, evenings, day) is not None:
        return ()
    if tip.goal is GoalKind.LAST_CAFFEINE_BY:
        # The drinks will tell, once they are answered.
        return ()
    explain = (tip.do, f"Tonight is {drawn}.") if day == today else (tip.do,)
    return (
        Question(
            "trial",
            CheckinPage.DAY,
            "day.tip_done",
            AnswerKind.CHOICE,
            "The tip tried",
            "Was the tip you are trying done, or will it be?",
            yes_or_no(),
            explain=explain,
            core=True,
            evening=True,
        ),
    )


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
