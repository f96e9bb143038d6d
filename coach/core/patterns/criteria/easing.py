"""What lets a banner go by its rule's own answers, without a visit to a doctor.

Written like the steps of a rule: each says whether it holds on a day, and says itself.
"""

from fractions import Fraction

import msgspec

from coach.core.patterns.counting import WEEK, FactHistory, Window
from coach.core.patterns.criteria.counted import is_at_most, share_words
from coach.core.patterns.facts import ANSWERED_BY, WORDS, Fact

ONE_IN_7 = Fraction(1, 7)
TWO_IN_7 = Fraction(2, 7)
NONE = Fraction(0)
WEEKS_CALM = (28, 35, 42)
WEEKS_GONE = (56, 70, 84)
SLOW_DAYS, SLOW_ANSWERS, SLOW_BELOW_DAYS, SLOW_IN_WEEK = 56, 28, 42, 2
A_QUARTER = Fraction(1, 4)


class Trouble(msgspec.Struct, frozen=True):
    """What a rule speaks of when it is told how often it was, and how long it has been calm.

    Attributes:
        flagged: Any of these facts makes a day count.
        answered: Any of these makes it answered; so does its counting.
        unit: What is counted: night, evening or day.
        happened: What is said of such days, as in "9 of 21 were disturbed".
    """

    flagged: tuple[Fact, ...]
    answered: tuple[Fact, ...]
    unit: str
    happened: str

    def days(self, history: FactHistory, place: int) -> tuple[int, int]:
        """The flagged and the answered days up to a place, as bits."""
        flagged = history.all_bits(self.flagged, place)
        return flagged, flagged | history.all_bits(self.answered, place)


def trouble(fact: Fact, happened: str) -> Trouble:
    """The trouble that is a single fact."""
    answered = ANSWERED_BY.get(fact, Fact.ANSWERED)
    return Trouble((fact,), (answered,), WORDS[fact].unit, happened)


class Easing(msgspec.Struct, frozen=True):
    """What must hold of the answers for a banner to go."""

    def holds(self, window: Window, days_below: int) -> bool:
        """Whether it holds on the window's last day.

        Args:
            window: The days.
            days_below: For how many days in a row the rule has been below SOON.
        """
        raise NotImplementedError

    def words(self) -> str:
        """It in plain words."""
        raise NotImplementedError


class Calm(Easing, frozen=True):
    """On few enough of the answered days, few enough lately, and not today.

    Attributes:
        of: What must have grown rare.
        most: The largest share of the answered days; none at all where it is 0.
        most_in_week: The most in the last 7 days; None sets no limit.
        windows: The first of these lengths that holds enough answers is judged.
        answers: How many are enough.
        today: Whether today must be answered for it.
    """

    of: Trouble
    most: Fraction = ONE_IN_7
    most_in_week: int | None = 1
    windows: tuple[int, ...] = WEEKS_CALM
    answers: int = 16
    today: bool = True

    def holds(self, window: Window, days_below: int) -> bool:
        """Look at today, at the week, then at the first window with enough answers."""
        flagged, answered = self.of.days(window.history, window.place)
        if flagged & 1 or (self.today and not answered & 1):
            return False
        lately = (flagged & ((1 << WEEK) - 1)).bit_count()
        if self.most_in_week is not None and lately > self.most_in_week:
            return False
        for days in self.windows:
            mask = (1 << days) - 1
            answers = (answered & mask).bit_count()
            if answers >= self.answers:
                return is_at_most((flagged & mask).bit_count(), answers, self.most)
        return False

    def words(self) -> str:
        """It in plain words."""
        unit, word = self.of.unit, self.of.happened
        window = f"the last {self.windows[0]} days"
        more = f"{window} (up to {self.windows[-1]} until {self.answers} of them are answered)"
        if not self.most:
            return f"none of the {unit}s {word} in {more}"
        words = f"at most {share_words(self.most)} of the answered {unit}s {word} in {more}"
        if self.most_in_week is not None:
            words = f"{words}, at most {self.most_in_week} in the last 7 days"
        return f"{words}, and not that {unit}"


class Slow(Easing, frozen=True):
    """Long below the banner, on at most a quarter of the answered days of eight weeks."""

    of: Trouble

    def holds(self, window: Window, days_below: int) -> bool:
        """The same order, with the longer windows."""
        if days_below < SLOW_BELOW_DAYS:
            return False
        flagged, answered = self.of.days(window.history, window.place)
        if flagged & 1 or not answered & 1:
            return False
        if (flagged & ((1 << WEEK) - 1)).bit_count() > SLOW_IN_WEEK:
            return False
        mask = (1 << SLOW_DAYS) - 1
        answers = (answered & mask).bit_count()
        return answers >= SLOW_ANSWERS and is_at_most(
            (flagged & mask).bit_count(), answers, A_QUARTER
        )

    def words(self) -> str:
        """It in plain words."""
        return (
            f"{SLOW_BELOW_DAYS} days below soon, at most {share_words(A_QUARTER)} of the "
            f"answered {self.of.unit}s {self.of.happened} in the last {SLOW_DAYS} days "
            f"({SLOW_ANSWERS} or more answered), at most {SLOW_IN_WEEK} in the last 7, and not "
            f"that {self.of.unit}"
        )


def gone(of: Trouble) -> Calm:
    """None at all in eight weeks, longer where fewer days were answered."""
    return Calm(of, NONE, None, WEEKS_GONE, 28)


class OneOf(Easing, frozen=True):
    """Any of several."""

    parts: tuple[Easing, ...]

    def holds(self, window: Window, days_below: int) -> bool:
        """Whether one of them holds."""
        return any(part.holds(window, days_below) for part in self.parts)

    def words(self) -> str:
        """The parts, joined."""
        return "; or ".join(part.words() for part in self.parts)


class AllOf(Easing, frozen=True):
    """Every one of several."""

    parts: tuple[Easing, ...]

    def holds(self, window: Window, days_below: int) -> bool:
        """Whether all of them hold."""
        return all(part.holds(window, days_below) for part in self.parts)

    def words(self) -> str:
        """The parts, joined."""
        return "; and besides: ".join(part.words() for part in self.parts)


class NoneWithin(Easing, frozen=True):
    """A fact on none of the last days."""

    fact: Fact
    within: int

    def holds(self, window: Window, days_below: int) -> bool:
        """Count none."""
        return not window.last(self.fact, self.within)

    def words(self) -> str:
        """It in plain words."""
        return f"no {WORDS[self.fact].what} in {self.within} days"


class IfReported(Easing, frozen=True):
    """What must hold besides, where a fact was reported lately."""

    fact: Fact
    within: int
    then: Easing

    def holds(self, window: Window, days_below: int) -> bool:
        """Ask only where there is a report."""
        return not window.last(self.fact, self.within) or self.then.holds(window, days_below)

    def words(self) -> str:
        """It in plain words."""
        what = WORDS[self.fact].what
        return f"where there was {what} in the last {self.within} days, {self.then.words()}"


class FewDays(Easing, frozen=True):
    """A fact on few of the last days, enough of them answered at all."""

    fact: Fact
    most: int
    within: int
    answers: int

    def holds(self, window: Window, days_below: int) -> bool:
        """Count answers and days."""
        return (
            window.count(Fact.ANSWERED, self.within) >= self.answers
            and window.count(self.fact, self.within) <= self.most
        )

    def words(self) -> str:
        """It in plain words."""
        fact = WORDS[self.fact]
        return (
            f"{self.answers} or more of the last {self.within} days answered, and {fact.what} "
            f"on at most {self.most} of the {self.within}"
        )
