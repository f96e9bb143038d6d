"""What is usual for this person: suggestions that stand dim until they are taken.

A suggestion is the median of the last fourteen days' answers, and an answer really given
(the lower of two middle ones). Ratings and symptoms are never suggested.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from coach.core.checkin.fields import read
from coach.core.checkin.question import Kind, Question
from coach.core.checkin.questions.table import QUESTIONS
from coach.core.diary import caffeine, sleep
from coach.core.diary import day as days
from coach.core.diary.records import CaffeineDrink, Entry, Profile

LOOK_BACK = timedelta(days=60)
_RECENT = timedelta(days=14)
_ENOUGH = 3
_NOON = 12 * 60
_PICKS = 8


@dataclass(frozen=True, slots=True)
class UsualDrink:
    """A drink the person often has.

    Attributes:
        name: As they call it.
        mg: Caffeine, as last noted under that name.
        times: When the first of the day is usually drunk, the second, and so on.
    """

    name: str
    mg: float
    times: tuple[str, ...] = ()

    def at(self, before: int) -> str | None:
        """The usual time of the next one when so many were noted already."""
        return self.times[before] if before < len(self.times) else None


@dataclass(frozen=True, slots=True)
class Usual:
    """All suggestions of one day.

    Attributes:
        answers: The usual value by question id; what has none is absent.
        drinks: The person's drinks, most frequent first, filled up from the table.
    """

    answers: dict[str, object]
    drinks: tuple[UsualDrink, ...]

    def of(self, question: Question) -> object:
        """The usual answer of a question, or None."""
        return self.answers.get(question.id)


def usual(history: Iterable[Entry], day: date, profile: Profile) -> Usual:
    """Read the suggestions for a day out of the entries before it.

    Args:
        history: Entries of any days; those of the 60 days before ``day`` are read.
        day: The day that is being answered.
        profile: Its bedtime stands in until enough nights were answered.
    """
    before = [one for one in history if day - LOOK_BACK <= one.date < day]
    recent = [one for one in before if one.date >= day - _RECENT]
    start = profile.day_starts_at or days.DEFAULT_DAY_START
    found: dict[str, object] = {}
    for question in QUESTIONS:
        if question.usual and question.kind is not Kind.DRINKS:
            value = _median(question, recent)
            if value is not None:
                found[question.id] = value
    if profile.bedtime is not None:
        found.setdefault("tried", profile.bedtime)
    drinks = _usual_day(recent, start)
    if drinks is not None:
        found["caffeine"] = drinks
    return Usual(found, usual_drinks(before, start))


def usual_drinks(history: Sequence[Entry], day_starts_at: str) -> tuple[UsualDrink, ...]:
    """The person's own drinks, most frequent first, then the table's."""
    amounts: dict[str, float] = {}
    counted: Counter[str] = Counter()
    times: dict[tuple[str, int], list[str]] = {}
    for entry in sorted(history, key=lambda one: one.date):
        for (name, turn), drink in _numbered(entry, day_starts_at).items():
            amounts[name] = drink.mg
            counted[name] += 1
            times.setdefault((name, turn), []).append(drink.at)
    own = [
        UsualDrink(name, amounts[name], _times_of(name, times, day_starts_at))
        for name, _ in counted.most_common(_PICKS)
    ]
    known = {one.name for one in own}
    table = [UsualDrink(k.name, k.mg) for k in caffeine.KINDS if k.name not in known]
    return tuple([*own, *table][:_PICKS])


def _median(question: Question, recent: Sequence[Entry]) -> str | int | None:
    counted = [one for one in recent if not sleep.is_held_out(one)]
    given = [read(one, question.field) for one in counted]
    if question.kind is Kind.CLOCK:
        clocks = [one for one in given if isinstance(one, str)]
        return _median_clock(clocks, "12:00") if len(clocks) >= _ENOUGH else None
    numbers = [one for one in given if isinstance(one, int)]
    return median_low(numbers) if len(numbers) >= _ENOUGH else None


def _median_clock(clocks: Iterable[str], begins: str) -> str:
    """The median on a clock that begins anew at some time when nobody answers."""
    zero = days.minutes_of(begins)
    passed = [(days.minutes_of(one) - zero) % 1440 for one in clocks]
    return days.clock_of(median_low(passed) + zero)


def _numbered(entry: Entry, day_starts_at: str) -> dict[tuple[str, int], CaffeineDrink]:
    """A day's named drinks in their order, the turn of each name counted from 0."""
    taken = (entry.day.caffeine if entry.day else None) or ()
    zero = days.minutes_of(day_starts_at)
    turns: Counter[str] = Counter()
    found: dict[tuple[str, int], CaffeineDrink] = {}
    for drink in sorted(taken, key=lambda one: (days.minutes_of(one.at) - zero) % 1440):
        if drink.drink is not None:
            found[drink.drink, turns[drink.drink]] = drink
            turns[drink.drink] += 1
    return found


def _times_of(
    name: str, times: dict[tuple[str, int], list[str]], day_starts_at: str
) -> tuple[str, ...]:
    found: list[str] = []
    while (name, len(found)) in times:
        found.append(_median_clock(times[name, len(found)], day_starts_at))
    return tuple(found)


def _usual_day(recent: Sequence[Entry], day_starts_at: str) -> tuple[CaffeineDrink, ...] | None:
    """The drinks had on more than half of the recent answered days; () is "none"."""
    answered = [one for one in recent if one.day and one.day.caffeine is not None]
    if len(answered) < _ENOUGH:
        return None
    slots: dict[tuple[str, int], list[CaffeineDrink]] = {}
    for entry in sorted(answered, key=lambda one: one.date):
        for slot, drink in _numbered(entry, day_starts_at).items():
            slots.setdefault(slot, []).append(drink)
    common = {slot: found for slot, found in slots.items() if 2 * len(found) > len(answered)}
    without = sum(1 for one in answered if one.day and not one.day.caffeine)
    if not common and 2 * without <= len(answered):
        return None
    drinks = [
        CaffeineDrink(
            at=_median_clock((one.at for one in found), day_starts_at),
            mg=found[-1].mg,
            drink=name,
        )
        for (name, _), found in common.items()
    ]
    return tuple(sorted(drinks, key=lambda one: one.at))
