"""What a check-in asks besides the table's questions, by what the diary holds."""

from datetime import date

from coach.core.checkin.question import Question
from coach.core.checkin.questions.besides import asked_besides, asked_of_trial
from coach.core.diary.evenings import Evenings
from coach.core.patterns import Standing
from coach.store.diary.diary import Diary
from coach.store.tips.tipbook import load
from coach.store.tips.trials import running_trial


def asks_besides(
    diary: Diary, standing: Standing, day: date, *, behind_more: bool
) -> tuple[Question, ...]:
    """The person's own questions, the goal's and the experiment's.

    Args:
        diary: The diary.
        standing: Where the person stands today.
        day: The day that is answered.
        behind_more: Whether own questions wait for "more".
    """
    profile = diary.profile()
    asked = asked_besides(profile, diary.goals(), day, behind_more=behind_more)
    trial = running_trial(diary, standing)
    tip = None if trial is None else load().tip(trial.experiment.tip)
    if trial is None or tip is None:
        return asked
    entry = diary.entry(day)
    evenings = Evenings({} if entry is None else {day: entry}, profile)
    return (*asked, *asked_of_trial(trial, tip, evenings, day, standing.date))
