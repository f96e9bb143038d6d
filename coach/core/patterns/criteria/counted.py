"""The vocabulary in which the steps of a rule are written.

A criterion says whether it is met on a day, and says itself in plain words; the words follow
the numbers, so correcting a number in the table corrects the documentation with it.
"""

from fractions import Fraction

import msgspec

from coach.core.patterns.counting import WEEK, Window
from coach.core.patterns.facts import WORDS, Fact

# A rate must be going on: so many of its days lie in the last week.
STILL_GOING_ON = 2
_SHARES = {
    Fraction(1, 7): "1 in 7",
    Fraction(1, 5): "1 in 5",
    Fraction(1, 4): "a quarter",
    Fraction(2, 7): "2 in 7",
    Fraction(3, 7): "3 in 7",
    Fraction(1, 2): "half",
    Fraction(4, 7): "4 in 7",
    Fraction(3, 5): "3 in 5",
    Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
}


def share_words(share: Fraction) -> str:
    """A share in plain words."""
    return _SHARES.get(share, str(share))


def is_share(part: int, whole: int, share: Fraction) -> bool:
    """Whether a part is at least a share of a whole, in whole numbers."""
    return share.denominator * part >= share.numerator * whole


def is_at_most(part: int, whole: int, share: Fraction) -> bool:
    """Whether a part is at most a share of a whole, in whole numbers."""
    return share.denominator * part <= share.numerator * whole


class Evidence(msgspec.Struct, frozen=True):
    """What a criterion counted: the days as bits, and the window they were counted in."""

    counted: int
    answered: int
    window_days: int


class Criterion(msgspec.Struct, frozen=True):
    """What a step of a rule asks for."""

    def is_met(self, window: Window) -> bool:
        """Whether it is met on the window's last day."""
        raise NotImplementedError

    def words(self) -> str:
        """The criterion in plain words."""
        raise NotImplementedError

    def evidence(self, window: Window) -> Evidence | None:
        """What it counted, or None where it counts no days of its own."""
        return None

    def facts(self) -> frozenset[Fact]:
        """The facts without any of which it cannot be met; none, if it can be without."""
        return frozenset()


class Counting(Criterion, frozen=True):
    """A criterion that cannot be met without days of one fact."""

    fact: Fact

    @property
    def window_days(self) -> int:
        """The length of the window in which the days are counted."""
        raise NotImplementedError

    def evidence(self, window: Window) -> Evidence | None:
        """The days and answers in that window."""
        days = self.window_days
        answered = window.answered_bits(self.fact, days)
        return Evidence(window.last(self.fact, days), answered, days)

    def facts(self) -> frozenset[Fact]:
        """The one fact."""
        return frozenset({self.fact})


class CountingWithin(Counting, frozen=True):
    """The same over the last so many days."""

    at_least: int
    within: int

    @property
    def window_days(self) -> int:
        """The days it looks back."""
        return self.within


class Days(CountingWithin, frozen=True):
    """A fact on at least so many of the last days."""

    def is_met(self, window: Window) -> bool:
        """Count the days."""
        return window.count(self.fact, self.within) >= self.at_least

    def words(self) -> str:
        """The criterion in plain words."""
        fact = WORDS[self.fact]
        if self.within == 1:
            return f"{fact.what} that {fact.unit}"
        if self.at_least == 1:
            return f"{fact.what} in the last {self.within} days"
        many = f"{self.at_least} or more {fact.unit}s"
        return f"{fact.what} on {many} in the last {self.within} days"


class Share(CountingWithin, frozen=True):
    """A fact, answered today, on enough days and on a large enough share of the answered ones.

    Attributes:
        fact: What is counted.
        at_least: Days of it.
        within: The window.
        share: The least share of the answered days.
    """

    share: Fraction

    def is_met(self, window: Window) -> bool:
        """Count the days, ask for today's answer, then weigh them against the answered."""
        flagged = window.count(self.fact, self.within)
        if flagged < self.at_least or not window.is_answered(self.fact):
            return False
        return is_share(flagged, window.answered(self.fact, self.within), self.share)

    def words(self) -> str:
        """The criterion in plain words."""
        fact = WORDS[self.fact]
        return (
            f"{fact.what} on {self.at_least} or more {fact.unit}s of the last {self.within}, "
            f"at least {share_words(self.share)} of those you answered"
        )


class Rate(Share, frozen=True):
    """The same, spread over enough days and still going on.

    Attributes:
        spread: Days from the first to the last of them, as a difference of dates.
    """

    spread: int

    def is_met(self, window: Window) -> bool:
        """A share that is spread over the window, with two of its days in the last week."""
        days = window.last(self.fact, self.within)
        if days.bit_count() < self.at_least:
            return False
        if window.count(self.fact, WEEK) < STILL_GOING_ON:
            return False
        # The latest day is the lowest bit; ``days & -days`` is that bit alone.
        if days.bit_length() - (days & -days).bit_length() < self.spread:
            return False
        return Share.is_met(self, window)

    def words(self) -> str:
        """The criterion in plain words."""
        return f"{Share.words(self)}, spread over {self.spread} days and still going on"


class Weeks(Counting, frozen=True):
    """A fact on at least so many days of each of the latest weeks.

    Attributes:
        fact: What is counted.
        at_least: Days a week.
        weeks: How many weeks, touching, the latest ending on the day.
        in_at_least: In how many of them; all, if None.
        answers: How many answers each week needs.
    """

    at_least: int
    weeks: int
    in_at_least: int | None = None
    answers: int = 0

    @property
    def window_days(self) -> int:
        """All its weeks."""
        return WEEK * self.weeks

    def is_met(self, window: Window) -> bool:
        """Judge the weeks one by one."""
        needed = self.in_at_least or self.weeks
        # Counting all weeks at once is cheap, and on most days settles it.
        if window.count(self.fact, self.window_days) < needed * self.at_least:
            return False
        days = window.weeks(self.fact, self.weeks)
        if self.answers == 0:
            return sum(flagged >= self.at_least for flagged in days) >= needed
        answered = window.weeks_answered(self.fact, self.weeks)
        enough = sum(
            flagged >= self.at_least and answers >= self.answers
            for flagged, answers in zip(days, answered, strict=True)
        )
        return enough >= needed

    def words(self) -> str:
        """The criterion in plain words."""
        fact = WORDS[self.fact]
        words = f"{fact.what} on {self.at_least} or more {fact.unit}s"
        if self.weeks == 1:
            words = f"{words} in the last 7 days"
        elif self.in_at_least is not None:
            words = f"{words} a week in {self.in_at_least} of the last {self.weeks} weeks"
        else:
            words = f"{words} in each of the last {self.weeks} weeks"
        return f"{words} ({self.answers} answers a week needed)" if self.answers else words


class Today(Criterion, frozen=True):
    """The question of a fact was answered on the day itself."""

    fact: Fact = Fact.ANSWERED

    def is_met(self, window: Window) -> bool:
        """Look at the day."""
        return window.is_answered(self.fact)

    def words(self) -> str:
        """The criterion in plain words."""
        return f"that {WORDS[self.fact].unit} answered"


class Both(Criterion, frozen=True):
    """All of several criteria; the first one that counts gives the evidence."""

    parts: tuple[Criterion, ...]

    def is_met(self, window: Window) -> bool:
        """Whether every part is met."""
        return all(part.is_met(window) for part in self.parts)

    def words(self) -> str:
        """The parts, joined."""
        return "; and ".join(part.words() for part in self.parts)

    def evidence(self, window: Window) -> Evidence | None:
        """The first part's evidence."""
        evidences = (part.evidence(window) for part in self.parts)
        return next((evidence for evidence in evidences if evidence is not None), None)

    def facts(self) -> frozenset[Fact]:
        """The facts of the first part that cannot do without."""
        return next((facts for part in self.parts if (facts := part.facts())), frozenset())
