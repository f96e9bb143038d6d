"""The vocabulary in which the table of rules is written.

A criterion says whether it is met on a day, and says itself in plain words; the words follow
the numbers, so correcting a number in the table corrects the documentation with it.
"""

import msgspec

from coach.core.diary.choices import Condition, Medicine
from coach.core.patterns.counting import WEEK, Window
from coach.core.patterns.facts import WORDS, Fact

# Exactly this many answers in a week make one flagged day fewer enough.
SPARED_AT_ANSWERS = 4
SPARED_NEVER_UNDER = 2


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


def _days(count: int) -> str:
    return "day" if count == 1 else f"{count} days"


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
            return f"{fact.what} in the last {_days(self.within)}"
        many = f"{self.at_least} or more {fact.unit}s"
        return f"{fact.what} on {many} in the last {_days(self.within)}"


class Weeks(Counting, frozen=True):
    """A fact on at least so many days of each of the latest 7-day blocks.

    Attributes:
        fact: What is counted.
        at_least: Days a week.
        weeks: How many blocks, touching, the latest ending on the day.
        in_at_least: In how many of them; all, if None.
        spared: Whether a week with exactly four answers needs one day fewer.
        answers: How many answers a week needs to be judged at all.
    """

    at_least: int
    weeks: int
    in_at_least: int | None = None
    spared: bool = False
    answers: int = 0

    @property
    def window_days(self) -> int:
        """All its weeks."""
        return WEEK * self.weeks

    def is_met(self, window: Window) -> bool:
        """Judge the blocks one by one."""
        needed = self.in_at_least or self.weeks
        # Counting all weeks at once is cheap, and on most days settles it: even a week that
        # is spared a day has this many.
        fewest = min(self.at_least, SPARED_NEVER_UNDER)
        if window.count(self.fact, WEEK * self.weeks) < needed * fewest:
            return False
        return sum(self.qualifying(window)) >= needed

    def qualifying(self, window: Window) -> list[bool]:
        """For each block, the latest first, whether it has enough days."""
        days = window.blocks(self.fact, self.weeks)
        answered = window.blocks_answered(self.fact, self.weeks)
        return [
            answers >= self.answers
            and (flagged >= self.at_least or self._is_spared(flagged, answers))
            for flagged, answers in zip(days, answered, strict=True)
        ]

    def _is_spared(self, flagged: int, answers: int) -> bool:
        # As many days of four answers as of seven would be a far higher share of them.
        least = max(SPARED_NEVER_UNDER, self.at_least - 1)
        return self.spared and answers == SPARED_AT_ANSWERS and flagged >= least

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


class Both(Criterion, frozen=True):
    """All of several criteria; the first one that counts gives the evidence."""

    parts: tuple[Criterion, ...]

    def is_met(self, window: Window) -> bool:
        """Whether every part is met."""
        return all(part.is_met(window) for part in self.parts)

    def words(self) -> str:
        """The parts, joined."""
        return ", and ".join(
            f"({part.words()})" if isinstance(part, Either) else part.words()
            for part in self.parts
        )

    def evidence(self, window: Window) -> Evidence | None:
        """The first part's evidence."""
        counted = (part.evidence(window) for part in self.parts)
        return next((evidence for evidence in counted if evidence is not None), None)

    def facts(self) -> frozenset[Fact]:
        """The facts of the first part that has any."""
        # All parts must be met, so any one of them may rule the whole out.
        return next((part.facts() for part in self.parts if part.facts()), frozenset())


class Either(Criterion, frozen=True):
    """One of several criteria; the first one met gives the evidence."""

    parts: tuple[Criterion, ...]

    def is_met(self, window: Window) -> bool:
        """Whether any part is met."""
        return any(part.is_met(window) for part in self.parts)

    def words(self) -> str:
        """The parts, joined."""
        return "; or ".join(part.words() for part in self.parts)

    def evidence(self, window: Window) -> Evidence | None:
        """The evidence of the first part met."""
        met = next((part for part in self.parts if part.is_met(window)), None)
        return None if met is None else met.evidence(window)

    def facts(self) -> frozenset[Fact]:
        """The facts of all parts."""
        return frozenset().union(*(part.facts() for part in self.parts))


_CONDITION_WORDS = {
    Condition.DIABETES: "diabetes",
    Condition.ANAEMIA: "anaemia",
    Condition.KIDNEY_DISEASE: "kidney disease",
    Condition.SLEEP_APNOEA: "sleep apnoea",
    Condition.NARCOLEPSY: "narcolepsy",
    Condition.SPINAL_CORD_TUMOUR: "a spinal cord tumour",
    Condition.EPILEPSY: "epilepsy",
}


class InProfile(Criterion, frozen=True):
    """One of several conditions, medicines, a pregnancy or an age stands in the profile."""

    conditions: tuple[Condition, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    pregnant: bool = False
    from_age: int | None = None
    drives: bool = False

    def is_met(self, window: Window) -> bool:
        """Look it up; what was not answered is not there."""
        profile = window.profile
        if profile is None:
            return False
        return (
            any(condition in self.conditions for condition in profile.conditions or ())
            or any(medicine in self.medicines for medicine in profile.medicines or ())
            or (self.pregnant and profile.pregnant_trimester is not None)
            or (self.from_age is not None and (profile.age or 0) >= self.from_age)
            or (self.drives and profile.drives is True)
        )

    def words(self) -> str:
        """The criterion in plain words."""
        named = [_CONDITION_WORDS[condition] for condition in self.conditions]
        named += [f"an {medicine.value}" for medicine in self.medicines]
        if self.pregnant:
            named.append("pregnancy")
        if self.from_age is not None:
            named.append(f"an age of {self.from_age} or more")
        if self.drives:
            named.append("driving")
        listed = named[0] if len(named) == 1 else f"one of {', '.join(named)}"
        return f"{listed} in the profile"


class AtMost(Criterion, frozen=True):
    """A fact on no more than so many of the last days, enough of them answered."""

    fact: Fact
    most: int
    within: int
    answers: int

    def is_met(self, window: Window) -> bool:
        """Count days and answers."""
        return (
            window.count(self.fact, self.within) <= self.most
            and window.answered(self.fact, self.within) >= self.answers
        )

    def words(self) -> str:
        """The criterion in plain words."""
        fact = WORDS[self.fact]
        most = f"no more than {self.most} {fact.unit}s" if self.most else f"no {fact.unit}"
        return (
            f"{self.within} days with {self.answers} or more answers and {most} of {fact.what}"
        )


class QuietWeeks(Criterion, frozen=True):
    """In each of the latest weeks a fact on fewer days than so many, enough days answered."""

    fact: Fact
    fewer_than: int
    weeks: int
    answers: int

    def is_met(self, window: Window) -> bool:
        """Judge the blocks, then count the answers of all."""
        return (
            max(window.blocks(self.fact, self.weeks)) < self.fewer_than
            and window.answered(self.fact, WEEK * self.weeks) >= self.answers
        )

    def words(self) -> str:
        """The criterion in plain words."""
        return (
            f"{self.weeks} weeks, {self.answers} or more days of them answered, each with "
            f"fewer than {self.fewer_than} such {WORDS[self.fact].unit}s"
        )
