"""What goes with disturbed nights: things of the day before, against the night.

Five are always looked at, and besides them the person's own questions.

For each thing the share of disturbed nights with it and without it, and an interval for
the difference: Newcombe's hybrid score interval (Stat Med 1998;17:873, method 10). Nights
in a row are alike and so are days, so a plain test is fooled by two series that each come
in spells. The numbers of nights are therefore divided by the factor by which the spells
widen the variance, 1 + 2 Σ r(k) s(k) over the autocorrelations of both series (Bartlett
1935), and never below 1. The level is stricter than 5 % shared out among the things that are
looked at, because a person looks again and again; how often it misleads is simulated in
``tests/benchmarks``.

Two things that go together need not be cause and effect, and nothing here says so.
"""

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from coach.core.diary import said
from coach.core.diary.caffeine import LIKELY_MG
from coach.core.diary.own_questions import questions_in_use
from coach.core.diary.records import Entry, OwnQuestion, Profile
from coach.core.history.charts import share_bar
from coach.core.history.night import Nights
from coach.core.words.lengths_and_dates import counted

LOOK_BACK_DAYS = 365
# What the earliest of these days may still have in its blood is older by some days.
REACH = timedelta(days=LOOK_BACK_DAYS + 7)
FEWEST_NIGHTS = 10
LATE_EXERCISE = timedelta(hours=2)

LEAD = (
    f"Nights that movement disturbed in the last {LOOK_BACK_DAYS} days, after days with and "
    "without each thing. What goes together need not be cause and effect: a hard week can "
    "bring both."
)
SEALED = "The nights of your experiment are left out until it is over."
# Two-sided level of all comparisons of one look together, which is shared out among them;
# they are made anew every evening, so it is a tenth of the usual one.
LEVEL = 0.005
# Spells longer than four weeks weigh in through their first four.
_LAGS = 28

_RAREST = 1000
_EASILY = 0.5
# A deviate beyond what a float can tell from no chance at all, and how often a range up to
# it is halved.
_BEYOND, _HALVINGS = 40.0, 60


class Factor(StrEnum):
    """Something of the day before; the value is how it is worded."""

    CAFFEINE = "more than 75 mg of caffeine left at bedtime"
    STRESS = "high stress (4 or 5 of 5)"
    ALCOHOL = "alcohol"
    SHORT_NIGHT = "less than 6 hours of sleep the night before"
    LATE_EXERCISE = "hard exercise in the last 2 hours before bed"


# The same in the plainest words, as a sentence begins.
_PLAIN = {
    Factor.CAFFEINE: "with much caffeine left at bedtime",
    Factor.STRESS: "after stressful days",
    Factor.ALCOHOL: "after alcohol",
    Factor.SHORT_NIGHT: "after nights under 6 hours",
    Factor.LATE_EXERCISE: "after hard exercise late",
}

# One of the five, or a question of the person's own.
Thing: TypeAlias = Factor | OwnQuestion


class Verdict(StrEnum):
    """What a comparison comes to."""

    TOO_FEW = "too few nights"
    NO_TELLING = "no telling"
    MORE = "more"
    FEWER = "fewer"


@dataclass(frozen=True, slots=True)
class Share:
    """Disturbed nights out of answered ones."""

    disturbed: int
    nights: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 where there are no nights."""
        return self.disturbed / self.nights if self.nights else 0.0


@dataclass(frozen=True, slots=True)
class Association:
    """One thing against the nights.

    Attributes:
        factor: The thing.
        present: Nights after days with it.
        absent: Nights after days without it.
        low: The interval's lower end for the difference of the shares, -1 to 1.
        high: Its upper end. Both None where there are too few nights.
        chance: How often chance alone brings a difference as wide or wider, corrected for
            looking at so many things again and again, 0 to 1; None where too few.
        verdict: What it comes to.
    """

    factor: Thing
    present: Share
    absent: Share
    low: float | None
    high: float | None
    chance: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Series:
    """Yes, no or not answered, night by night, as two sets of bits.

    Attributes:
        known: Bit ``n`` is set where night ``n`` was answered.
        yes: Bit ``n`` is set where the answer was yes.
    """

    known: int
    yes: int


def series(answers: Sequence[bool | None]) -> Series:
    """A series of answers, one a night, gaps as None."""
    known = yes = 0
    for place, answer in enumerate(answers):
        if answer is not None:
            known |= 1 << place
            yes |= answer << place
    return Series(known, yes)


def associations(
    entries: Iterable[Entry],
    profile: Profile | None,
    day: date,
    sealed: Container[date] = frozenset(),
) -> tuple[Association, ...]:
    """The comparisons over the year that ends on a day: the five, then the own questions.

    Args:
        entries: The diary, in any order.
        profile: For bedtime and half-life.
        day: The last night that is read.
        sealed: Nights of an experiment whose result is closed; they are left out.
    """
    nights = Nights({entry.date: entry for entry in entries if not entry.cleared}, profile)
    # Days recalled later are left out: memory finds causes of its own.
    fresh = {
        written: entry
        for written, entry in nights.by_date.items()
        if not said.is_recalled(entry, nights.day_starts_at)
    }
    dates = [day - timedelta(days=back) for back in range(LOOK_BACK_DAYS)]
    days_before = [fresh.get(night - timedelta(days=1)) for night in dates]
    outcome = series(
        [None if night in sealed else said.disturbed(fresh.get(night)) for night in dates]
    )
    things: tuple[Thing, ...] = (*Factor, *questions_in_use(profile))
    return tuple(
        compared(
            thing,
            series([_read(thing, nights, before) for before in days_before]),
            outcome,
            len(things),
        )
        for thing in things
    )


def compared(
    factor: Thing, present: Series, outcome: Series, things: int = len(Factor)
) -> Association:
    """One thing against the nights, both given night by night on the same calendar.

    Args:
        factor: The thing.
        present: Whether the day before had it.
        outcome: Whether movement disturbed the night.
        things: How many are looked at, this one included.
    """
    # A night counts only where both were answered: what is missing is on neither side.
    both = present.known & outcome.known
    with_it = both & present.yes
    without = both & ~present.yes
    share_with = Share((with_it & outcome.yes).bit_count(), with_it.bit_count())
    share_without = Share((without & outcome.yes).bit_count(), without.bit_count())
    if min(share_with.nights, share_without.nights) < FEWEST_NIGHTS:
        return Association(factor, share_with, share_without, None, None, None, Verdict.TOO_FEW)
    widened = spell_factor(both, present.yes, outcome.yes)
    level = LEVEL / max(things, len(Factor))
    low, high = difference(share_with, share_without, widened, _deviate(level))
    verdict = Verdict.MORE if low > 0 else Verdict.FEWER if high < 0 else Verdict.NO_TELLING
    # On the scale of a single look at 5 %, which is the one people know.
    chance = min(1.0, _chance(share_with, share_without, widened) * 0.05 / level)
    return Association(factor, share_with, share_without, low, high, chance, verdict)


def difference(
    one: Share, other: Share, widened: float = 1.0, z: float | None = None
) -> tuple[float, float]:
    """Newcombe's interval for the difference of two shares.

    Args:
        one: The first share.
        other: The share that is taken from it.
        widened: What the numbers of nights are divided by, 1 or more.
        z: Normal deviate of the level; that of the five things unless given.

    Returns:
        The lower and the upper end, -1 to 1.
    """
    if z is None:
        z = _deviate(LEVEL / len(Factor))
    low_one, high_one = _wilson(one.value, one.nights / widened, z)
    low_other, high_other = _wilson(other.value, other.nights / widened, z)
    gap = one.value - other.value
    return (
        gap - math.hypot(one.value - low_one, high_other - other.value),
        gap + math.hypot(high_one - one.value, other.value - low_other),
    )


def spell_factor(known: int, one: int, other: int) -> float:
    """By how much spells in two series widen the variance of what they share; 1 or more.

    Args:
        known: Nights on which both were answered, as bits.
        one: Where the first says yes.
        other: Where the second says yes.
    """
    nights = known.bit_count()
    first, second = _Moments(known, one & known), _Moments(known, other & known)
    if not nights or not first.variance or not second.variance:
        return 1.0
    total = 0.0
    for lag in range(1, min(_LAGS, known.bit_length() - 1) + 1):
        # Bit n stands where nights n and n + lag were both answered.
        pairs = known & known >> lag
        weight = pairs.bit_count() / nights
        if weight:
            total += weight * first.correlation(lag, pairs) * second.correlation(lag, pairs)
    return max(1.0, 1 + 2 * total)


class _Moments:
    """Mean, variance and autocorrelations of one series of bits."""

    def __init__(self, known: int, yes: int) -> None:
        self.yes = yes
        self.mean = yes.bit_count() / known.bit_count() if known else 0.0
        self.variance = self.mean * (1 - self.mean)

    def correlation(self, lag: int, pairs: int) -> float:
        """Between nights ``lag`` apart, over the pairs that were both answered."""
        count = pairs.bit_count()
        earlier = (self.yes & pairs).bit_count()
        later = (self.yes >> lag & pairs).bit_count()
        both = (self.yes & self.yes >> lag & pairs).bit_count()
        # The mean of (a - m)(b - m), multiplied out so that bits need only be counted.
        covariance = (both - self.mean * (earlier + later)) / count + self.mean**2
        return covariance / self.variance


@cache
def _deviate(level: float) -> float:
    """The normal deviate of a two-sided level."""
    low, high = 0.0, _BEYOND
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _two_sided(middle) > level else (low, middle)
    return low


def _two_sided(deviate: float) -> float:
    return math.erfc(deviate / math.sqrt(2))


def _wilson(share: float, nights: float, z: float) -> tuple[float, float]:
    spread = z * math.sqrt(share * (1 - share) / nights + z * z / (4 * nights * nights))
    middle, scale = share + z * z / (2 * nights), 1 + z * z / nights
    return (middle - spread) / scale, (middle + spread) / scale


def _chance(one: Share, other: Share, widened: float) -> float:
    """The two-sided level at which the interval just touches no difference."""
    if one.value == other.value:
        return 1.0
    if one.value < other.value:
        one, other = other, one
    # The interval narrows as its deviate falls, so halving finds where it touches.
    low, high = 0.0, _BEYOND
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if difference(one, other, widened, middle)[0] > 0:
            low = middle
        else:
            high = middle
    return _two_sided(low)


def _read(thing: Thing, nights: Nights, before: Entry | None) -> bool | None:
    """Whether the day before a night had the thing; None where it was not answered."""
    if before is None:
        return None
    if isinstance(thing, OwnQuestion):
        return said.own_answer(before, thing.id)
    return _factor(thing, nights, before)


def _factor(factor: Factor, nights: Nights, before: Entry) -> bool | None:
    day = before.date
    match factor:
        case Factor.CAFFEINE:
            return said.over(nights.caffeine_before(day + timedelta(days=1)), LIKELY_MG)
        case Factor.STRESS:
            return said.stressed(before)
        case Factor.ALCOHOL:
            return said.over(said.alcohol_drinks(before), 0)
        case Factor.SHORT_NIGHT:
            return nights.slept_short(day)
        case Factor.LATE_EXERCISE:
            return _exercised_late(nights, before)


def _exercised_late(nights: Nights, before: Entry) -> bool | None:
    """Whether hard exercise ended in the last hours before bed, and not after it."""
    if said.exercised_hard(before) is False:
        return False
    gap = nights.exercise_to_bed(before.date, nights.bedtime(before.date))
    return None if gap is None else timedelta(0) <= gap <= LATE_EXERCISE


def strongest(links: Iterable[Association]) -> Association | None:
    """The least accidental thing that goes with more disturbed nights, or None.

    What goes with fewer is left to the page that can say what it does not mean.
    """
    told = [link for link in links if link.verdict is Verdict.MORE]
    return min(told, key=lambda link: link.chance or 0.0, default=None)


def strongest_words(
    entries: Iterable[Entry],
    profile: Profile | None,
    day: date,
    sealed: Container[date] = frozenset(),
) -> str:
    """The strongest thing in a line for the first page; empty without one."""
    link = strongest(associations(entries, profile, day, sealed))
    if link is None:
        return ""
    share, other = (100 * side.value for side in (link.present, link.absent))
    return f"{after(link)} {share:.0f} % of nights disturbed, else {other:.0f} %"


def title(link: Association) -> str:
    """The thing, as a heading; an own question as it is asked."""
    words = link.factor.words if isinstance(link.factor, OwnQuestion) else link.factor.value
    return f"{words[:1].upper()}{words[1:]}"


def after(link: Association) -> str:
    """When the nights came that had the thing, as a sentence begins, in small letters."""
    if isinstance(link.factor, OwnQuestion):
        return f"after a yes to “{link.factor.words}”"
    return _PLAIN[link.factor]


def bar(share: Share, width: int) -> str:
    """A share as a bar on a scale from none to all; dots where there are no nights."""
    return share_bar(share.value if share.nights else None, width)


def count_words(share: Share) -> str:
    """``12 of 20 nights disturbed, 60 %``."""
    if not share.nights:
        return "no answered night"
    nights = counted(share.nights, "night")
    return f"{share.disturbed:,} of {nights} disturbed, {100 * share.value:.0f} %"


def verdict_words(link: Association) -> str:
    """What the comparison comes to, in plain words."""
    if link.verdict is Verdict.TOO_FEW:
        return (
            f"Too few nights to compare: it takes {FEWEST_NIGHTS} answered on each side, "
            f"and there are {link.present.nights} with it and {link.absent.nights} "
            "without."
        )
    share, other = (100 * side.value for side in (link.present, link.absent))
    when = after(link)
    words = (
        f"{when[:1].upper()}{when[1:]} {share:.0f} % of nights were disturbed, "
        f"else {other:.0f} %; {_chance_words(link)}."
    )
    if link.verdict is Verdict.FEWER:
        return f"{words} That is no reason to have more of it."
    return words


def _chance_words(link: Association) -> str:
    """How easily chance alone brings such a gap."""
    assert link.chance is not None
    if link.verdict is Verdict.NO_TELLING:
        easily = link.chance > _EASILY
        return f"chance alone {'easily' if easily else 'may well'} do{'es' * easily} that"
    rarity = round(1 / max(link.chance, 1 / (2 * _RAREST)))
    if rarity > _RAREST:
        return f"chance alone seldom does that: in fewer than 1 of {_RAREST:,} diaries"
    return f"chance alone seldom does that: in at most 1 of {rarity:,} diaries"
