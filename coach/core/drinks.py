"""Drinks added to a day's entry, from the shell or the screen alike."""

from datetime import date

from msgspec.structs import replace

from coach.core import caffeine
from coach.core.records import AlcoholDrink, CaffeineDrink, Day, Entry


def is_alcoholic(name: str) -> bool:
    """Whether a drink of that name is logged as alcohol."""
    return name.casefold().strip() in caffeine.ALCOHOLIC


def with_caffeine(entry: Entry | None, day: date, drink: CaffeineDrink) -> Entry:
    """The entry of a day with one more drink with caffeine; other answers stay."""
    entry, answers = _parts(entry, day)
    taken = sorted((*(answers.caffeine or ()), drink), key=lambda each: each.at)
    return replace(entry, day=replace(answers, caffeine=tuple(taken)))


def with_alcohol(entry: Entry | None, day: date, drink: AlcoholDrink) -> Entry:
    """The entry of a day with one more alcoholic drink; other answers stay."""
    entry, answers = _parts(entry, day)
    taken = sorted((*(answers.alcohol or ()), drink), key=lambda each: each.at)
    return replace(entry, day=replace(answers, alcohol=tuple(taken)))


def _parts(entry: Entry | None, day: date) -> tuple[Entry, Day]:
    """The entry to add to; a cleared day begins anew."""
    known = Entry(date=day) if entry is None or entry.cleared else entry
    return known, known.day or Day()
