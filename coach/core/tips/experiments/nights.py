"""The nights of an experiment: what was drawn for each, what was done, how it turned out.

An evening counts for the night that ends on the next date. A night that nobody answered, that
only a device tells of, or that was told from memory is a gap. So is one that was answered
first when the result could be read already.
"""

from datetime import UTC, date, timedelta

import msgspec

from coach.core.diary import caffeine, said
from coach.core.diary import day as days
from coach.core.diary.choices import Block, GoalKind, Outcome
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Experiment
from coach.core.tips.experiments.drawing import block_on, evenings_of, last_night
from coach.core.tips.looking_back import CUP_BEFORE_BED_H
from coach.core.tips.tip import Tip

_DAY = timedelta(days=1)


class TrialNight(msgspec.Struct, frozen=True):
    """One night of an experiment.

    Attributes:
        evening: The evening before it.
        block: The number of its block, from 0.
        drawn: What was drawn for it.
        done: Whether the tip was done on that evening; None where nobody told.
        outcome: How it turned out: 1 or 0 for disturbed or not, steps rested, minutes to fall
            asleep; None where that was not answered or does not count.
    """

    evening: date
    block: int
    drawn: Block
    done: bool | None
    outcome: int | None


def trial_nights(
    experiment: Experiment, tip: Tip | None, evenings: Evenings, until: date
) -> tuple[TrialNight, ...]:
    """The nights of an experiment up to a date, answered or not, the earliest first.

    Args:
        experiment: The experiment.
        tip: The tip that is tried; None where this program does not know it.
        evenings: The diary, at least from the first evening to the last night.
        until: The last date whose night is read.
    """
    opening = _Opening(experiment, evenings)
    found: list[TrialNight] = []
    for place in range(evenings_of(experiment)):
        evening = experiment.from_ + timedelta(days=place)
        night, drawn = evening + _DAY, block_on(experiment, evening)
        if drawn is None or night > until:
            break
        entry = evenings.entry(night)
        counts = entry is not None and not opening.was_before(entry)
        found.append(
            TrialNight(
                evening=evening,
                block=place // experiment.block_nights,
                drawn=drawn,
                done=done(tip, evenings, evening),
                outcome=outcome(experiment.outcome, evenings, night) if counts else None,
            )
        )
    return tuple(found)


def outcome(kind: Outcome, evenings: Evenings, night: date) -> int | None:
    """How a night turned out, by the person's own answers; None where they do not say."""
    entry = evenings.entry(night)
    if entry is None or entry.cleared or said.is_recalled(entry, evenings.day_starts_at):
        return None
    match kind:
        case Outcome.DISTURBED:
            answer = said.disturbed(entry)
            return None if answer is None else int(answer)
        case Outcome.RESTED:
            return entry.night.rested if entry.night else None
        case Outcome.LATENCY:
            if entry.night is None or entry.night.sleep_latency_min is None:
                return None
            # What is held out of every average is held out of this one.
            measures = evenings.night(night)
            return None if measures is None else entry.night.sleep_latency_min


def told_by_log(tip: Tip, evenings: Evenings, evening: date) -> bool | None:
    """Whether a tip was done on an evening, as far as the log tells it by itself.

    The hour of the last cup is told by the drinks, both ways. A wind-down that was noted was
    done; that none was noted says nothing, for it may come after the check-in.
    """
    entry = evenings.entry(evening)
    day = entry.day if entry is not None and not entry.cleared else None
    if day is None:
        return None
    if tip.goal is GoalKind.LAST_CAFFEINE_BY:
        if day.caffeine is None:
            return None
        bed = evenings.bedtime(evening)
        close = timedelta(hours=CUP_BEFORE_BED_H)
        return all(
            bed - evenings.moment(evening, drink.at) >= close
            for drink in day.caffeine
            if drink.mg >= caffeine.COUNTS_FROM_MG
        )
    noted = day.relaxation or ()
    if tip.wind_down is not None and any(kind.practice is tip.wind_down for kind in noted):
        return True
    return None


def done(tip: Tip | None, evenings: Evenings, evening: date) -> bool | None:
    """Whether a tip was done on an evening: by the log, else as the check-in asked."""
    told = None if tip is None else told_by_log(tip, evenings, evening)
    if told is not None:
        return told
    entry = evenings.entry(evening)
    day = entry.day if entry is not None and not entry.cleared else None
    return None if day is None else day.tip_done


class _Opening:
    """When the result of an experiment could be read first.

    With the answer for the last night; without one by itself, when the day of it is over.
    """

    def __init__(self, experiment: Experiment, evenings: Evenings) -> None:
        self._last, self._starts = last_night(experiment), evenings.day_starts_at
        entry = evenings.entry(self._last)
        is_answered = outcome(experiment.outcome, evenings, self._last) is not None
        self._answered = entry.first_recorded_at if entry and is_answered else None

    def was_before(self, entry: Entry) -> bool:
        """Whether a day was answered first when the result could be read already."""
        first = entry.first_recorded_at
        if first is None:
            return False
        if self._answered is not None and first > self._answered:
            return True
        tz = days.zone(entry.tz)
        ends = days.day_ends(self._last, self._starts, tz)
        return (first if tz else first.replace(tzinfo=UTC)) > ends
