"""An experiment that runs no more, opened: what may be told of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import msgspec

from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Profile
from coach.core.tips.experiments.nights import trial_nights
from coach.core.tips.experiments.result import TrialResult, result_of
from coach.core.tips.experiments.trials import Stand, Trial
from coach.core.tips.tip import Tip

# A bedtime and what was drunk before it are reckoned from the days around the nights.
REACH: Final = timedelta(days=8)


class Opened(msgspec.Struct, frozen=True):
    """An experiment that runs no more.

    Attributes:
        trial: The experiment.
        result: What its nights come to; None where nothing may be told of them.
    """

    trial: Trial
    result: TrialResult | None


def opened(
    trial: Trial,
    tip: Tip | None,
    entry_of: Callable[[date], Entry | None],
    profile: Profile | None,
) -> Opened:
    """An experiment with what its nights come to, where that may be told.

    Args:
        trial: The experiment.
        tip: What is tried; None where this program does not know it.
        entry_of: The diary's entry of a day.
        profile: The profile.
    """
    if trial.stand not in (Stand.OVER, Stand.STOPPED):
        return Opened(trial, None)
    experiment = trial.experiment
    first, last = experiment.from_ - REACH, trial.until + timedelta(days=1)
    span = (first + timedelta(days=place) for place in range((last - first).days + 1))
    known = {day: entry for day in span if (entry := entry_of(day)) is not None}
    by_date = {day: entry for day, entry in known.items() if not entry.cleared}
    nights = trial_nights(experiment, tip, Evenings(by_date, profile), trial.until)
    return Opened(trial, result_of(experiment.outcome, nights))
