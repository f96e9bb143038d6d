"""The words of an experiment: what it is, what runs, and what it came to."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from coach.core.diary.choices import Outcome, StoppedBy
from coach.core.tips.experiments.drawing import EVENINGS, last_night
from coach.core.tips.experiments.result import (
    FEWEST_NIGHTS,
    Compared,
    Side,
    Telling,
    TrialResult,
)
from coach.core.tips.experiments.trials import Stand, Trial, place_words, tonight_words
from coach.core.tips.tip import Tip
from coach.core.words.lengths_and_dates import counted, plain_date, range_words

OUTCOMES: Final = {
    Outcome.DISTURBED: "nights that movement disturbed",
    Outcome.RESTED: "how rested you are",
    Outcome.LATENCY: "how long you take to fall asleep",
}
WHAT_IT_IS: Final = (
    f"For {EVENINGS} evenings the program says whether tonight is with it or without. The "
    "order is drawn by lot, in blocks of three nights, and sealed: no page shows it before the "
    "end, nor any figure of it. The log that you can export carries it.",
    "Each evening: do what it says, or leave it out. The check-in goes on as always, and asks "
    "whether it was done where your answers do not tell.",
    "After the last night you see how your nights were with it and without, and how easily "
    "chance alone does that. From 60 % disturbed to 15 is told in about six of ten trials, "
    "to 30 in three; a small help is seldom told.",
    "You may stop at any time. A banner that rises stops it.",
)
SEALED: Final = "The result is closed until the last night."
_WORTH = (
    "One experiment on one person who knew each evening which it was: expecting something can "
    "bring a part of it. Where nothing is there, one in twenty says so all the same."
)
_BETTER = {
    Outcome.DISTURBED: "Your nights were calmer with it, more than chance easily explains.",
    Outcome.RESTED: "You were more rested with it, more than chance easily explains.",
    Outcome.LATENCY: "You fell asleep sooner with it, more than chance easily explains.",
}
_WORSE = {
    Outcome.DISTURBED: "Your nights were less calm with it, more than chance easily explains.",
    Outcome.RESTED: "You were less rested with it, more than chance easily explains.",
    Outcome.LATENCY: "You fell asleep later with it, more than chance easily explains.",
}
_NO_TELLING = "Chance alone may well do that, so there is no telling whether it does anything."
_CHANGED = (
    "What was sealed at the start is not what is in the diary now. Nothing can be told of it."
)
_BESIDE = "Another had begun before it and was not over, so nothing can be told of this one."
_STOPPED = {
    StoppedBy.PERSON: "You stopped it on {day}.",
    StoppedBy.BANNER: "It was stopped on {day}, for a banner came up.",
}
_NO_VERDICT = "These are the nights there were; stopped early, they say nothing for sure."
# The longest bar for minutes to fall asleep, unless there are longer.
_AN_HOUR = 60
# So long the first page points to a result.
_NEWS_FOR = timedelta(days=7)


def evening_words(trial: Trial, tip: Tip | None, today: date) -> str:
    """What this evening is of the one that runs: ``tonight with, evening 7 of 30``."""
    parts = (tonight_words(trial, tip, today), place_words(trial, today))
    return ", ".join(part for part in parts if part)


def evening_sentence(trial: Trial, tip: Tip | None, today: date) -> str:
    """The same as a sentence, with what it is about."""
    words = evening_words(trial, tip, today)
    about = "" if tip is None else f" The tip: {tip.do}"
    return f"{words[:1].upper()}{words[1:]}.{about}"


def news_words(told: Iterable[Trial], today: date) -> str:
    """What of late became of an experiment that runs no more; empty where there is nothing."""
    trial = max(
        (trial for trial in told if not trial.is_sealed),
        key=lambda trial: trial.until,
        default=None,
    )
    if trial is None or not is_new(trial, today):
        return ""
    if trial.stand is Stand.OVER:
        return f"“{trial.name}” is over; its result is open"
    return (
        f"“{trial.name}” was stopped by a banner"
        if trial.stopped_by is StoppedBy.BANNER
        else ""
    )


def is_new(trial: Trial, today: date) -> bool:
    """Whether an experiment that runs no more ended within the last week."""
    return timedelta() <= today - trial.until < _NEWS_FOR


def is_for(trial: Trial) -> str:
    """What is tried, for what and when: ``… for nights that movement disturbed, …``."""
    experiment = trial.experiment
    when = range_words(experiment.from_, last_night(experiment))
    return f"“{trial.name}”, for {OUTCOMES[experiment.outcome]}, {when}"


def figure_words(kind: Outcome, side: Side) -> str:
    """One side's nights and figure: ``9 of 15 nights disturbed, 60 %``."""
    if side.mean is None:
        return "no answered night"
    nights = counted(side.nights, "night")
    match kind:
        case Outcome.DISTURBED:
            return f"{side.total} of {nights} disturbed, {100 * side.mean:.0f} %"
        case Outcome.RESTED:
            return f"{side.mean:.1f} of 5 rested on average, {nights}"
        case Outcome.LATENCY:
            return f"{side.mean:.0f} min to fall asleep on average, {nights}"


def sides(result: TrialResult) -> tuple[tuple[str, float | None, str], ...]:
    """The two bars: a name, a length from 0 to 1 or None where there is no night, a figure."""
    compared = result.drawn
    longest = max(_AN_HOUR, compared.with_it.mean or 0, compared.without.mean or 0)
    return tuple(
        (name, _length(result.outcome, side.mean, longest), figure_words(result.outcome, side))
        for name, side in (("with", compared.with_it), ("without", compared.without))
    )


def _length(kind: Outcome, mean: float | None, longest: float) -> float | None:
    if mean is None:
        return None
    match kind:
        case Outcome.DISTURBED:
            return mean
        case Outcome.RESTED:
            return (mean - 1) / 4
        case Outcome.LATENCY:
            return mean / longest


def telling_words(trial: Trial, result: TrialResult | None) -> tuple[str, ...]:
    """What there is to say of an experiment that does not run, a paragraph each.

    Args:
        trial: The experiment.
        result: What its nights come to; None where nothing may be told of them.
    """
    if trial.stand is Stand.CHANGED:
        return (_CHANGED,)
    if trial.stand is Stand.BESIDE:
        return (_BESIDE,)
    if trial.stopped_by is not None:
        stopped = _STOPPED[trial.stopped_by].format(day=plain_date(trial.ended))
        return stopped, _NO_VERDICT
    if result is None:
        return ()
    return (verdict_words(result), *_done_words(result), _WORTH)


def verdict_words(result: TrialResult) -> str:
    """What the result comes to, in one sentence or two."""
    if result.telling is Telling.TOO_FEW:
        with_it, without = result.drawn.with_it.nights, result.drawn.without.nights
        return (
            f"Too few nights to tell: it takes {FEWEST_NIGHTS} answered on each side, and "
            f"there are {with_it} with it and {without} without."
        )
    chance = (
        f"Of the {result.orders} orders that could have been drawn, {result.as_wide} lie as "
        f"far apart by chance alone ({100 * (result.chance or 0):.0f} %)."
    )
    match result.telling:
        case Telling.BETTER:
            return f"{_BETTER[result.outcome]} {chance}"
        case Telling.WORSE:
            return f"{_WORSE[result.outcome]} {chance}"
    return f"{_NO_TELLING} {chance}"


def _done_words(result: TrialResult) -> tuple[str, ...]:
    """By what was done: figures, and why they are no test."""
    if not result.known:
        return ()
    kept = f"It went as drawn on {result.kept} of {counted(result.known, 'evening')} told of."
    if result.kept == result.known:
        return (kept,)
    done: Compared = result.done
    with_it, without = (
        figure_words(result.outcome, side) for side in (done.with_it, done.without)
    )
    return (
        f"{kept} By what was done: done {with_it}; not done {without}. Which evenings those "
        "are was not drawn, so this is no test.",
    )
