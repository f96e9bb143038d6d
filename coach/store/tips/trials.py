"""The experiments of the diary, as they stand."""

from datetime import date

from coach.core.patterns import Standing
from coach.core.tips.experiments.trials import Trial, running, trials
from coach.store.diary.diary import Diary


def trials_of(diary: Diary, standing: Standing) -> tuple[Trial, ...]:
    """Every experiment with how it stands on the day of the standing, the earliest first."""
    return trials(diary.experiments(), standing, diary.entry, diary.profile(), standing.date)


def running_trial(diary: Diary, standing: Standing) -> Trial | None:
    """The experiment that runs, or None."""
    return running(trials_of(diary, standing))


def sealed_nights(diary: Diary, standing: Standing) -> frozenset[date]:
    """The nights whose outcome must not be compared with anything yet."""
    trial = running_trial(diary, standing)
    return frozenset() if trial is None else trial.sealed_nights
