"""Calm words for those who report nothing but sleep starts."""

from collections.abc import Sequence
from datetime import date, timedelta

from coach.core.diary.records import Entry, Profile
from coach.core.patterns.counting import History
from coach.core.patterns.facts import Fact
from coach.core.patterns.reading import REPORTS

_LOOK_BACK_DAYS = 28

_CALM = (
    "The starts you feel as you fall asleep are ordinary: six or seven people in ten have "
    "them. They are harmless, and they need no counting."
)


def reassurance(entries: Sequence[Entry], profile: Profile | None, day: date) -> str | None:
    """Calm words where undisturbing sleep starts are all that was reported lately."""
    first = day - timedelta(days=_LOOK_BACK_DAYS - 1)
    history = History(entries, profile, first, day)
    window = history.window(_LOOK_BACK_DAYS - 1)
    if not window.count(Fact.HARMLESS_START, _LOOK_BACK_DAYS):
        return None
    if any(window.count(fact, _LOOK_BACK_DAYS) for fact in REPORTS):
        return None
    return _CALM
