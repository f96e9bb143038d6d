"""Drinks added to a day's entry, from the shell or the screen alike."""

from datetime import date

from msgspec.structs import replace

from coach.core.diary import caffeine
from coach.core.diary.records import AlcoholDrink, CaffeineDrink, Day, Entry


def is_alcoholic(name: str) -> bool:
    """Whether a drink of that name is logged as alcohol."""
    return name.casefold().strip() in caffeine.ALCOHOLIC


def with_caffeine(
    entry: Entry | None, day: date, drink: CaffeineDrink, tz: str | None = None
) -> Entry:
    """The entry of a day with one more drink with caffeine; other answers stay.

    Args:
        entry: The entry as it is.
        day: The day.
        drink: What was drunk.
        tz: Where its time was read, for an entry that names no zone yet.
    """
    entry, answers = _parts(entry, day, tz)
    taken = sorted((*(answers.caffeine or ()), drink), key=lambda each: each.at)
    return replace(entry, day=replace(answers, caffeine=tuple(taken)))


def with_alcohol(
    entry: Entry | None, day: date, drink: AlcoholDrink, tz: str | None = None
) -> Entry:
    """The entry of a day with one more alcoholic drink; see `with_caffeine`."""
    entry, answers = _parts(entry, day, tz)
    taken = sorted((*(answers.alcohol or ()), drink), key=lambda each: each.at)
    return replace(entry, day=replace(answers, alcohol=tuple(taken)))


def _parts(entry: Entry | None, day: date, tz: str | None) -> tuple[Entry, Day]:
    """The entry to add to; a cleared day begins anew."""
    known = Entry(date=day) if entry is None or entry.cleared else entry
    return replace(known, tz=known.tz or tz), known.day or Day()
