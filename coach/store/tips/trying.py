"""Trying a tip: begun, stopped by a banner, and opened in the end."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from coach.core.diary.choices import Outcome, StoppedBy
from coach.core.diary.records import Experiment
from coach.core.patterns import Standing
from coach.core.tips.experiments.beginning import REST_AFTER_CUTTING, refusal
from coach.core.tips.experiments.drawing import begun, drawn
from coach.core.tips.experiments.opening import Opened, opened
from coach.core.tips.experiments.trials import Trial, first_evening
from coach.core.tips.looking_back import hours_to_bed
from coach.core.tips.tip import Tip
from coach.store.diary.diary import Diary
from coach.store.tips.tipbook import Tipbook
from coach.store.tips.tonights_tip import known_facts
from coach.store.tips.trials import trials_of

_SALT_BYTES = 16


def why_not(diary: Diary, tip: Tip, standing: Standing) -> str | None:
    """Why no experiment with a tip can begin today, or None."""
    return refusal(
        tip,
        trials_of(diary, standing),
        known_facts(diary, standing.date, standing),
        standing,
        diary.profile(),
        diary.entries(standing.date - REST_AFTER_CUTTING, standing.date),
    )


def begin(diary: Diary, tip: Tip, outcome: Outcome, day: date, at: datetime) -> Experiment:
    """Draw, seal and keep an experiment; whether it may begin was asked before.

    Args:
        diary: The diary.
        tip: The tip.
        outcome: What is looked at in the end.
        day: The coach's day.
        at: Local time: what should have begun by now begins tomorrow.
    """
    to_bed = hours_to_bed(at, day, diary.entry(day), diary.profile())
    experiment = begun(
        tip.id,
        first_evening(tip, day, to_bed),
        outcome,
        drawn(secrets.randbelow),
        lambda: secrets.token_hex(_SALT_BYTES),
    )
    diary.start_experiment(experiment)
    return experiment


def note_banner(diary: Diary, standing: Standing) -> None:
    """Note that a banner stopped what ran, once its day is over.

    On the day itself an answer may still be taken back, and the experiment goes on.
    """
    for trial in trials_of(diary, standing):
        if not trial.is_noted and trial.ended < standing.date:
            diary.stop_experiment(trial.experiment, trial.ended, StoppedBy.BANNER)


def all_opened(diary: Diary, told: Sequence[Trial], book: Tipbook) -> tuple[Opened, ...]:
    """Those that run no more with what they came to, the latest first.

    Args:
        diary: The diary.
        told: Its experiments as they stand.
        book: The tips.
    """
    return tuple(
        opened(trial, book.tip(trial.experiment.tip), diary.entry, diary.profile())
        for trial in reversed(told)
        if not trial.is_sealed
    )
