"""How each experiment of a diary stands: which one runs, which is over, which was stopped.

Nothing of it is remembered but what the log says: a banner that rose stops an experiment on
its day whether or not that was noted, and of two that came together from two machines the one
that began first stands.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

from coach.core.diary.choices import StoppedBy
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Experiment, Profile
from coach.core.patterns.standing import Standing
from coach.core.tips.experiments.drawing import (
    block_on,
    evenings_of,
    is_as_sealed,
    last_evening,
    last_night,
)
from coach.core.tips.experiments.nights import outcome
from coach.core.tips.tip import Tip

# So many hours before bed a tip must be known of the evening before.
_KNOWN_AHEAD_H = 1.0
_DAY = timedelta(days=1)


class Stand(StrEnum):
    """How an experiment stands."""

    RUNNING = "running"
    OVER = "over"
    STOPPED = "stopped"
    # Another had begun before it and was not over.
    BESIDE = "beside"
    # What was sealed is not what is there.
    CHANGED = "changed"


class Trial(msgspec.Struct, frozen=True):
    """An experiment and how it stands on a day.

    Attributes:
        experiment: As the log has it.
        stand: How it stands.
        ended: The day on which it was stopped; else its last evening.
        stopped_by: Who stopped it; None where nobody did.
        is_noted: Whether the log says so already.
    """

    experiment: Experiment
    stand: Stand
    ended: date
    stopped_by: StoppedBy | None = None
    is_noted: bool = True

    @property
    def name(self) -> str:
        """The tip's name as words: ``breathing four in six out``."""
        return self.experiment.tip.replace("-", " ")

    @property
    def is_sealed(self) -> bool:
        """Whether its result is still closed."""
        return self.stand is Stand.RUNNING

    @property
    def until(self) -> date:
        """The last night that may be read of it."""
        if self.stopped_by is not None:
            return min(self.ended, last_night(self.experiment))
        return last_night(self.experiment)

    @property
    def sealed_nights(self) -> frozenset[date]:
        """The nights whose outcome must not be compared with anything yet."""
        if not self.is_sealed:
            return frozenset()
        first, number = self.experiment.from_ + _DAY, evenings_of(self.experiment)
        return frozenset(first + timedelta(days=place) for place in range(number))


def trials(
    experiments: Iterable[Experiment],
    standing: Standing | None,
    entry_of: Callable[[date], Entry | None],
    profile: Profile | None,
    today: date,
) -> tuple[Trial, ...]:
    """Every experiment with how it stands, the earliest first; those taken out left out.

    Args:
        experiments: As the log has them.
        standing: Where the person stands today; None where no banner plays a part.
        entry_of: The diary's entry of a day.
        profile: The profile.
        today: The coach's day.
    """
    in_order = sorted(
        (known for known in experiments if not known.removed),
        key=lambda known: (known.from_, known.stopped_on or date.max, known.id),
    )
    told: list[Trial] = []
    free_from = date.min
    for experiment in in_order:
        if not is_as_sealed(experiment):
            told.append(Trial(experiment, Stand.CHANGED, last_evening(experiment)))
            continue
        if experiment.from_ < free_from:
            told.append(Trial(experiment, Stand.BESIDE, last_evening(experiment)))
            continue
        trial = _alone(experiment, standing, entry_of, profile, today)
        free_from = trial.ended + (_DAY if trial.stopped_by is None else timedelta())
        told.append(trial)
    return tuple(told)


def running(told: Iterable[Trial]) -> Trial | None:
    """The one that runs, begins soon, or waits for its last night; None where none does."""
    return next((trial for trial in told if trial.stand is Stand.RUNNING), None)


def _alone(
    experiment: Experiment,
    standing: Standing | None,
    entry_of: Callable[[date], Entry | None],
    profile: Profile | None,
    today: date,
) -> Trial:
    if experiment.stopped_on is not None:
        by = experiment.stopped_by or StoppedBy.PERSON
        return Trial(experiment, Stand.STOPPED, experiment.stopped_on, by)
    last = last_night(experiment)
    is_over = today > last or (today == last and _is_told(experiment, entry_of, profile))
    rose = None if standing is None else _banner_within(experiment, standing)
    if rose is not None:
        return Trial(experiment, Stand.STOPPED, rose, StoppedBy.BANNER, is_noted=False)
    stand = Stand.OVER if is_over else Stand.RUNNING
    return Trial(experiment, stand, last_evening(experiment))


def _is_told(
    experiment: Experiment,
    entry_of: Callable[[date], Entry | None],
    profile: Profile | None,
) -> bool:
    """Whether the last night is answered."""
    last = last_night(experiment)
    entry = entry_of(last)
    if entry is None:
        return False
    return outcome(experiment.outcome, Evenings({last: entry}, profile), last) is not None


def _banner_within(experiment: Experiment, standing: Standing) -> date | None:
    """The first of an experiment's evenings on which a banner stood; None where none did."""
    first, last = experiment.from_, last_evening(experiment)
    stages = standing.banner.stages if standing.banner is not None else ()
    spans = [(stage.began, standing.date) for stage in stages]
    spans += [(gone.began, gone.gone - _DAY) for gone in standing.past]
    met = [max(began, first) for began, until in spans if began <= last and until >= first]
    return min(met, default=None)


def is_told_ahead(tip: Tip | None) -> bool:
    """Whether a tip must be known of before its evening: it begins early, or by day."""
    return tip is not None and (tip.for_tomorrow or tip.begins_h_before_bed >= _KNOWN_AHEAD_H)


def first_evening(tip: Tip, today: date, to_bed_h: float | None) -> date:
    """The first evening of an experiment that is begun now: today's, or tomorrow's.

    Args:
        tip: The tip.
        today: The coach's day.
        to_bed_h: Hours to bed; None where that plays no part.
    """
    return today + _DAY if tip.for_tomorrow or tip.too_late(to_bed_h) else today


def tonight_words(trial: Trial, tip: Tip | None, today: date) -> str:
    """What this evening is, and no more: ``tonight with``.

    What must be known ahead tells tomorrow's as well: ``today with, tomorrow without``.

    Args:
        trial: The one that runs.
        tip: Its tip.
        today: The coach's day.
    """
    experiment = trial.experiment
    now = block_on(experiment, today)
    following = block_on(experiment, today + _DAY)
    if now is None:
        if following is None:
            begins = today < experiment.from_
            return "begins later" if begins else "over once last night is answered"
        return f"tomorrow {following}" if is_told_ahead(tip) else "begins tomorrow"
    if not is_told_ahead(tip):
        return f"tonight {now}"
    return f"today {now}" if following is None else f"today {now}, tomorrow {following}"


def place_words(trial: Trial, today: date) -> str:
    """``evening 7 of 30``; empty before the first and after the last."""
    place = (today - trial.experiment.from_).days + 1
    number = evenings_of(trial.experiment)
    return f"evening {place} of {number}" if 1 <= place <= number else ""
