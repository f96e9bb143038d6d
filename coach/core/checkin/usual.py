"""What is usual for this person: suggestions that stand dim until they are taken.

A suggestion is the median of the last fourteen days' answers, and an answer really given
(the lower of two middle ones). Ratings and symptoms are never suggested.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.checkin.question import AnswerKind, Question
from coach.core.checkin.questions.fields import read
from coach.core.checkin.questions.table import QUESTIONS
from coach.core.diary import caffeine, sleep
from coach.core.diary import day as days
from coach.core.diary.records import CaffeineDrink, Entry, Profile

LOOK_BACK = timedelta(days=60)
_RECENT = timedelta(days=14)
_ENOUGH = 3
_PICKS = 8
_BEFORE_BED = 5 * 60


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
        profile: When its day begins.
    """
    before = [entry for entry in history if day - LOOK_BACK <= entry.date < day]
    recent = [entry for entry in before if entry.date >= day - _RECENT]
    start = days.usual_start(profile)
    answers: dict[str, object] = {}
    zero = _when_nobody_sleeps(profile)
    for question in QUESTIONS:
        if question.usual and question.kind is not AnswerKind.DRINKS:
            value = _median(question, recent, zero)
            if value is not None:
                answers[question.id] = value
    drinks = _usual_day(recent, start)
    if drinks is not None:
        answers["caffeine"] = drinks
    return Usual(answers, usual_drinks(before, start))


def usual_drinks(history: Sequence[Entry], day_starts_at: str) -> tuple[UsualDrink, ...]:
    """The person's own drinks, most frequent first, then the table's."""
    amounts: dict[str, float] = {}
    counted: Counter[str] = Counter()
    times: dict[tuple[str, int], list[str]] = {}
    for entry in sorted(history, key=lambda entry: entry.date):
        for (name, turn), drink in _numbered(entry, day_starts_at).items():
            amounts[name] = drink.mg
            counted[name] += 1
            times.setdefault((name, turn), []).append(drink.at)
    own = [
        UsualDrink(name, amounts[name], _times_of(name, times, day_starts_at))
        for name, _ in counted.most_common(_PICKS)
    ]
    known = {drink.name for drink in own}
    table = [UsualDrink(k.name, k.mg) for k in caffeine.KINDS if k.name not in known]
    return tuple([*own, *table][:_PICKS])


def _when_nobody_sleeps(profile: Profile) -> str:
    """A time of day across which no night of the person reaches, ``HH:MM``."""
    bed = profile.bedtime
    if bed is None or days.start_by_bedtime(bed) == days.DEFAULT_DAY_START:
        return "12:00"
    return days.clock_of(days.minutes_of(bed) - _BEFORE_BED)


def _median(question: Question, recent: Sequence[Entry], zero: str) -> str | int | None:
    counted = [entry for entry in recent if not sleep.is_held_out(entry)]
    given = [read(entry, question.field) for entry in counted]
    if question.kind is AnswerKind.CLOCK:
        clocks = [answer for answer in given if isinstance(answer, str)]
        return _median_clock(clocks, zero) if len(clocks) >= _ENOUGH else None
    numbers = [answer for answer in given if isinstance(answer, int)]
    return _median_low(numbers) if len(numbers) >= _ENOUGH else None


def _median_low(numbers: Sequence[int]) -> int:
    # Loaded when a check-in is opened, and not beforehand with what it is made of.
    from statistics import median_low

    return median_low(numbers)


def _median_clock(clocks: Iterable[str], begins: str) -> str:
    """The median on a clock that begins anew at some time when nobody answers."""
    zero = days.minutes_of(begins)
    passed = [(days.minutes_of(clock) - zero) % 1440 for clock in clocks]
    return days.clock_of(_median_low(passed) + zero)


def _numbered(entry: Entry, day_starts_at: str) -> dict[tuple[str, int], CaffeineDrink]:
    """A day's named drinks in their order, the turn of each name counted from 0."""
    taken = (entry.day.caffeine if entry.day else None) or ()
    zero = days.minutes_of(day_starts_at)
    turns: Counter[str] = Counter()
    drinks: dict[tuple[str, int], CaffeineDrink] = {}
    for drink in sorted(taken, key=lambda drink: (days.minutes_of(drink.at) - zero) % 1440):
        if drink.drink is not None:
            drinks[drink.drink, turns[drink.drink]] = drink
            turns[drink.drink] += 1
    return drinks


def _times_of(
    name: str, times: dict[tuple[str, int], list[str]], day_starts_at: str
) -> tuple[str, ...]:
    clocks: list[str] = []
    while (name, len(clocks)) in times:
        clocks.append(_median_clock(times[name, len(clocks)], day_starts_at))
    return tuple(clocks)


def _usual_day(recent: Sequence[Entry], day_starts_at: str) -> tuple[CaffeineDrink, ...] | None:
    """The drinks had on more than half of the recent answered days; () is "none"."""
    answered = [entry for entry in recent if entry.day and entry.day.caffeine is not None]
    if len(answered) < _ENOUGH:
        return None
    slots: dict[tuple[str, int], list[CaffeineDrink]] = {}
    for entry in sorted(answered, key=lambda entry: entry.date):
        for slot, drink in _numbered(entry, day_starts_at).items():
            slots.setdefault(slot, []).append(drink)
    common = {slot: drinks for slot, drinks in slots.items() if 2 * len(drinks) > len(answered)}
    without = sum(1 for entry in answered if entry.day and not entry.day.caffeine)
    if not common and 2 * without <= len(answered):
        return None
    drinks = [
        CaffeineDrink(
            at=_median_clock((drink.at for drink in drinks), day_starts_at),
            mg=drinks[-1].mg,
            drink=name,
        )
        for (name, _), drinks in common.items()
    ]
    return tuple(sorted(drinks, key=lambda drink: drink.at))
