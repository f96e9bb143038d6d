"""Which tips may be tried, and when none may begin, each refusal with its reason."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from coach.core.diary import said
from coach.core.diary.choices import Context
from coach.core.diary.records import Day, Entry, Profile
from coach.core.patterns.standing import Standing
from coach.core.tips.experiments.drawing import last_night
from coach.core.tips.experiments.trials import Trial, running
from coach.core.tips.facts.table import Facts
from coach.core.tips.tip import CAFFEINE, Tip
from coach.core.words.lengths_and_dates import plain_date

GROWN_UP: Final = 16
REST_AFTER_CUTTING: Final = timedelta(days=10)
NOT_TRIED: Final = (
    "This tip cannot be tried so: an experiment is for breathing, relaxation, worry, light, "
    "the room, or the hour of the last cup."
)
_BANNER = "A banner is up; what it says comes first, and no experiment begins beside it."
_YOUNG = f"Experiments are for people of {GROWN_UP} and over."
_CUTTING = (
    "You noted of late that you cut down on caffeine. Ten days after the last such day its "
    "hour can be tried."
)
_BARRED = "It does not suit what you answered."
_NO_DAY = Day()


def refusal(
    tip: Tip,
    told: Iterable[Trial],
    known: Facts,
    standing: Standing,
    profile: Profile | None,
    lately: Iterable[Entry],
) -> str | None:
    """Why an experiment with a tip cannot begin today, or None.

    Args:
        tip: The tip.
        told: The experiments there are.
        known: What is known this evening.
        standing: Where the person stands today.
        profile: What was asked once.
        lately: At least the entries of the last ten days.
    """
    if not tip.trial:
        return NOT_TRIED
    if standing.banner is not None:
        return _BANNER
    if profile is not None and said.under(profile.age, GROWN_UP):
        return _YOUNG
    beside = running(told)
    if beside is not None:
        ends = plain_date(last_night(beside.experiment))
        return f"One runs already, until {ends}: “{beside.name}”. One at a time."
    if tip.subject == CAFFEINE and _is_cutting(lately, standing.date):
        return _CUTTING
    return _BARRED if tip.barred(known) else None


def kept_apart(tried: Tip, tips: Iterable[Tip]) -> frozenset[str]:
    """The tips that are left out of the evenings of an experiment.

    What it tries is told by its own line, and what is like it would blur the evenings
    without. Of caffeine only what is about the hour is left out: the amount is no part of it.
    """
    return frozenset(
        tip.id
        for tip in tips
        if tip.id == tried.id
        or (tip.goal is not None and tip.goal is tried.goal)
        or (tip.wind_down is not None and tip.wind_down is tried.wind_down)
        or (tip.subject == tried.subject and tip.subject != CAFFEINE)
    )


def _is_cutting(lately: Iterable[Entry], today: date) -> bool:
    return any(
        said.has((entry.day or _NO_DAY).context, Context.CUTTING_CAFFEINE)
        for entry in lately
        if today - REST_AFTER_CUTTING <= entry.date <= today
    )
