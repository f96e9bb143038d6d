"""Experiments on the doctor's page: while one runs only that it does, then what it came to."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from coach.core.diary.choices import Outcome
from coach.core.diary.records import Entry, Log
from coach.core.patterns import standing
from coach.core.tips.experiments.opening import opened
from coach.core.tips.experiments.result import Side, Telling, TrialResult
from coach.core.tips.experiments.trials import Stand, Trial, trials
from coach.core.words.lengths_and_dates import plain_date, range_words
from coach.core.words.text import visible
from coach.exchange.report.window import Window

_OUTCOMES: Final = {
    Outcome.DISTURBED: "disturbed nights",
    Outcome.RESTED: "how rested",
    Outcome.LATENCY: "the time to fall asleep",
}

_TELLINGS: Final = {
    Telling.TOO_FEW: "Too few nights to tell",
    Telling.NO_TELLING: "Chance alone may well do that",
    Telling.BETTER: "Chance alone seldom does that",
    Telling.WORSE: "Chance alone seldom does that",
}


def experiment_lines(
    log: Log, by_date: Mapping[date, Entry], shown: Window, today: date
) -> Iterator[tuple[str, str]]:
    """A line for each experiment that has a night on the page.

    Args:
        log: The whole diary.
        by_date: Its entries by date, those that were cleared left out.
        shown: The nights of the page.
        today: The coach's day.
    """
    if not log.experiments:
        return
    now = standing(log.entries, log.doctor_visits, log.profile, today)
    for trial in trials(log.experiments, now, by_date.get, log.profile, today):
        experiment = trial.experiment
        if experiment.from_ <= shown.last and trial.until >= shown.first:
            yield "Experiment", _told(trial, log, by_date)


def _told(trial: Trial, log: Log, by_date: Mapping[date, Entry]) -> str:
    """What is tried and what it came to, short enough for two lines on paper."""
    experiment = trial.experiment
    name = f"“{visible(trial.name, one_line=True)}”"
    if trial.stand is Stand.RUNNING:
        looks_at = _OUTCOMES[experiment.outcome]
        since = plain_date(experiment.from_)
        what = f"{name} with and without, by lot, for {looks_at}"
        return f"{what}; since {since}, its result still closed."
    what = f"{name}, by lot, {range_words(experiment.from_, trial.ended)}"
    result = opened(trial, None, by_date.get, log.profile).result
    if result is None:
        return f"{what}; nothing can be told of it."
    figures = _figures(result)
    if trial.stopped_by is not None:
        return f"{what}, stopped, so without a verdict: {figures}."
    return f"{what}: {figures}. {_TELLINGS[result.telling]}{_chance(result)}"


def _figures(result: TrialResult) -> str:
    """Both figures in a few words; a hyphen where a side has no night."""
    with_it, without = result.drawn.with_it, result.drawn.without
    match result.outcome:
        case Outcome.DISTURBED:
            disturbed = f"disturbed with it {with_it.total} of {with_it.nights}"
            return f"{disturbed}, without {without.total} of {without.nights}"
        case Outcome.RESTED:
            words, one, other = "rested, of 5, with it", _mean(with_it, 1), _mean(without, 1)
        case Outcome.LATENCY:
            words, one, other = "asleep with it after", _mean(with_it, 0), _mean(without, 0)
    nights = f"{with_it.nights} and {without.nights} nights"
    unit = " min" if result.outcome is Outcome.LATENCY else ""
    return f"{words} {one}{unit}, without {other}{unit} ({nights})"


def _mean(side: Side, digits: int) -> str:
    return "-" if side.mean is None else f"{side.mean:.{digits}f}"


def _chance(result: TrialResult) -> str:
    return "." if result.chance is None else f" ({result.as_wide} of {result.orders} orders)."
