"""The drinks of one day: what is noted, what is left of it at bedtime, the next cup."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import TypeVar

from msgspec.structs import replace

from coach.core.diary import caffeine, said
from coach.core.diary import day as days
from coach.core.diary.evenings import Evenings
from coach.core.diary.noting import opened
from coach.core.diary.records import AlcoholDrink, CaffeineDrink, Day, Entry, Profile
from coach.core.words.lengths_and_dates import plain_date
from coach.core.words.text import visible

Drink = CaffeineDrink | AlcoholDrink
D = TypeVar("D", CaffeineDrink, AlcoholDrink)

_MOST_MG, _MOST_GLASSES = 3000, 50
_LONGEST_NAME = 80
_DIGITS = frozenset("0123456789")
_DAY_MIN = 24 * 60
_A_LITTLE_FAST = 15
# Enough alike for "did you mean": one or two letters apart.
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Balance:
    """What a day's caffeine comes to, an estimate.

    Attributes:
        total_mg: Milligrams noted that day.
        left_mg: About what is left at bedtime, to the nearest 5, earlier days' rest included.
        bedtime: The clock time of it.
        latest: Latest time for one more cup that leaves no more than 35 mg, or None where
            that much is there already.
        late_mg: Milligrams noted after bedtime, of which nothing was there by then.
    """

    total_mg: float
    left_mg: int
    bedtime: str
    latest: datetime | None
    late_mg: float = 0.0


@dataclass(frozen=True, slots=True)
class Had:
    """When a drink was had.

    Attributes:
        day: The coach's day.
        at: The clock time, ``HH:MM``.
    """

    day: date
    at: str


def when_had(clock: str, now: datetime, day_starts_at: str, on: date | None = None) -> Had:
    """The moment that is meant by a clock time: the latest such one that has been.

    A time just ahead means now: clocks and people are a little fast.

    Args:
        clock: The time of day, ``HH:MM``.
        now: Local time.
        day_starts_at: When the coach's day begins.
        on: The coach's day, where it is named.

    Raises:
        ValueError: If the day that is named had no such moment yet.
    """
    wall = now.replace(tzinfo=None, second=0, microsecond=0)
    if on is not None:
        moment = days.in_day(on, clock, day_starts_at).replace(tzinfo=None)
        if moment <= wall:
            return Had(on, clock)
        if moment > wall + timedelta(minutes=_A_LITTLE_FAST):
            raise ValueError(f"{clock} on {plain_date(on)} has not come yet")
        meant = wall
    else:
        ahead = (days.minutes_of(clock) - wall.hour * 60 - wall.minute) % _DAY_MIN
        meant = wall if ahead <= _A_LITTLE_FAST else wall + timedelta(minutes=ahead - _DAY_MIN)
    return Had(days.coach_day(meant, day_starts_at), f"{meant:%H:%M}")


@dataclass(frozen=True, slots=True)
class TypedDrinks:
    """Drinks of one kind as they are typed: ``coffee at 8 10 1530``.

    Attributes:
        name: Of the drink.
        mg: Milligrams of caffeine in each.
        clocks: Their times as typed, not read yet.
    """

    name: str
    mg: float
    clocks: tuple[str, ...]


def read_drinks(text: str, own: Mapping[str, float]) -> TypedDrinks | None:
    """Drinks by their name with all their times; None where it is not that.

    Of a drink that is no usual one the first number is its milligrams: ``mate 80 1530``.

    Args:
        text: As typed.
        own: Milligrams of the drinks that the person has, by name.
    """
    words = text.split()
    begins = next((at for at, word in enumerate(words) if word[0] in _DIGITS), len(words))
    name = " ".join(words[:begins]).removesuffix(" at")
    clocks = words[begins:]
    mg = _known_mg(name, own)
    if mg is None and len(clocks) > 1 and clocks[0].isascii() and clocks[0].isdigit():
        mg, clocks = float(clocks[0]), clocks[1:]
        mg = int(mg) if mg <= _MOST_MG else None
    if mg is None or not clocks or not 0 < len(name) <= _LONGEST_NAME:
        return None
    return TypedDrinks(name, mg, tuple(clocks))


def _known_mg(name: str, own: Mapping[str, float]) -> float | None:
    folded = name.casefold()
    mine = next((mg for known, mg in own.items() if known.casefold() == folded), None)
    kind = caffeine.kind(name) if mine is None and name else None
    return kind.mg if kind else mine


def nearly(name: str) -> str | None:
    """The usual drink whose name is nearly this one, or None."""
    usual = [*(known.name for known in caffeine.KINDS), *caffeine.ALCOHOLIC]
    folded = " ".join(name.casefold().split())
    return next(iter(get_close_matches(folded, usual, 1, _ALIKE)), None)


def drinks_of(entry: Entry | None, day_starts_at: str) -> tuple[Drink, ...]:
    """The drinks of a day in the order in which they were had."""
    answers = entry.day if entry else None
    if answers is None:
        return ()
    start = days.minutes_of(day_starts_at)
    drinks: list[Drink] = [*(answers.caffeine or ()), *(answers.alcohol or ())]
    return tuple(sorted(drinks, key=lambda drink: (days.minutes_of(drink.at) - start) % 1440))


def balance(
    entries: Iterable[Entry],
    day: date,
    profile: Profile,
    cup_mg: float,
    tz: str | None = None,
) -> Balance:
    """What a day's drinks come to.

    Args:
        entries: The day's entry and those of the six days before.
        day: The day.
        profile: Bedtime, start of the day and half-life.
        cup_mg: The cup whose latest time is asked for.
        tz: The zone for entries that name none.
    """
    # Where an entry names no zone, its clock is the one that is here now.
    by_date = {entry.date: entry if entry.tz else replace(entry, tz=tz) for entry in entries}
    entry = by_date.setdefault(day, Entry(date=day, tz=tz))
    evenings = Evenings(by_date, profile)
    bed, doses = evenings.usual_bedtime(day), evenings.doses_ahead(day)
    latest = caffeine.latest_cup(cup_mg, bed, doses, evenings.half_life_h)
    return Balance(
        total_mg=said.caffeine_mg(entry) or 0.0,
        left_mg=caffeine.nearest_5(evenings.caffeine_ahead(day)),
        bedtime=evenings.usual_clock,
        latest=None if latest is None else latest.astimezone(days.zone(entry.tz)),
        late_mg=evenings.mg_after_bedtime(day),
    )


def is_alcoholic(name: str) -> bool:
    """Whether a drink of that name is noted as alcohol."""
    return name.casefold().strip() in caffeine.ALCOHOLIC


def with_drink(entry: Entry | None, day: date, drink: Drink, tz: str | None) -> Entry:
    """The entry of a day with one more drink; other answers stay.

    Args:
        entry: The entry as it is; a cleared day begins anew.
        day: The day.
        drink: What was drunk.
        tz: Where its time was read, for an entry that names no zone yet.
    """
    start, answers = opened(entry, day, tz)
    if isinstance(drink, CaffeineDrink):
        return _with(start, answers, (*(answers.caffeine or ()), drink), answers.alcohol)
    return _with(start, answers, answers.caffeine, (*(answers.alcohol or ()), drink))


def without_drink(entry: Entry | None, day: date, drink: Drink) -> Entry:
    """The entry with one drink fewer; the last one out leaves the question unanswered."""
    start, answers = opened(entry, day, None)
    if isinstance(drink, CaffeineDrink):
        return _with(start, answers, _less(answers.caffeine, drink), answers.alcohol)
    return _with(start, answers, answers.caffeine, _less(answers.alcohol, drink))


def in_place_of(entry: Entry | None, day: date, old: Drink, new: Drink) -> Entry:
    """The entry with one drink in place of another; unchanged if that one is gone."""
    there = drinks_of(entry, days.DEFAULT_DAY_START)
    if old not in there:
        return entry or Entry(date=day)
    return with_drink(without_drink(entry, day, old), day, new, None)


def drink_words(drink: Drink) -> str:
    """A drink without its time: ``coffee, 95 mg``, ``2 alcoholic drinks``."""
    if isinstance(drink, AlcoholDrink):
        many = "" if drink.drinks == 1 else "s"
        return f"{drink.drinks:g} alcoholic drink{many}"
    name = visible(drink.drink, one_line=True) if drink.drink else "a drink"
    return f"{name}, {drink.mg:g} mg"


def balance_words(sums: Balance, cup: str, now: datetime | None) -> tuple[str, ...]:
    """What the drinks come to, in lines.

    Args:
        sums: The balance.
        cup: Name of the cup whose latest time it holds.
        now: Local time, or None for a day that is over.
    """
    noted = f"{sums.total_mg:g} mg of caffeine" if sums.total_mg else "No caffeine noted"
    left = f"{noted}; about {sums.left_mg} mg left at {sums.bedtime}, an estimate."
    if sums.late_mg:
        left = f"{noted}, {sums.late_mg:g} mg of it after {sums.bedtime}, your usual bedtime."
    if now is None:
        return (left,)
    if sums.latest is None:
        return (left, "That is enough to matter for some; water or herbal tea from here on.")
    latest = f"{sums.latest:%H:%M}"
    if sums.latest.replace(tzinfo=None) < now.replace(tzinfo=None):
        over = f"Another {cup} now would leave more than {caffeine.LOW_MG:g} mg at bedtime."
        return (left, over)
    return (left, f"The latest time for another {cup} is {latest}.")


def read_milligrams(typed: str) -> int | float:
    """Milligrams of caffeine as typed (ValueError with one sentence)."""
    return _amount(typed, _MOST_MG, "milligrams; try 95")


def read_glasses(typed: str) -> int | float:
    """Standard drinks as typed (ValueError with one sentence)."""
    return _amount(typed, _MOST_GLASSES, "standard drinks; try 1")


def _amount(typed: str, most: int, unit: str) -> int | float:
    try:
        amount = float(typed.strip().replace(",", "."))
    except ValueError:
        amount = -1.0
    if not 0 <= amount <= most:
        what = f"{typed!r} is not" if typed.strip() else "Please type"
        raise ValueError(f"{what} a number of {unit}")
    return int(amount) if amount.is_integer() else amount


def _with(
    entry: Entry,
    answers: Day,
    cups: tuple[CaffeineDrink, ...] | None,
    glasses: tuple[AlcoholDrink, ...] | None,
) -> Entry:
    ordered = replace(
        answers,
        caffeine=None if cups is None else tuple(sorted(cups, key=lambda drink: drink.at)),
        alcohol=None if glasses is None else tuple(sorted(glasses, key=lambda drink: drink.at)),
    )
    return replace(entry, day=None if ordered == Day() else ordered)


def _less(taken: tuple[D, ...] | None, drink: D) -> tuple[D, ...] | None:
    # Two equal drinks may stand there, and only one of them goes.
    left = list(taken or ())
    if drink in left:
        left.remove(drink)
    return tuple(left) or None
