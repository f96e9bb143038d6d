"""The vocabulary in which the table of rules is written.

A criterion says whether it is met on a day, and says itself in plain words; the words follow
the numbers, so correcting a number in the table corrects the documentation with it.
"""

from typing import Protocol

import msgspec

from coach.core.diary.records import Condition, Medicine
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


class Criterion(Protocol):
    """What a step of a rule asks for."""

    def is_met(self, window: Window) -> bool:
        """Whether it is met on the window's last day."""
        ...

    def words(self) -> str:
        """The criterion in plain words."""
        ...

    def evidence(self, window: Window) -> Evidence | None:
        """What it counted, or None where it counts nothing."""
        ...

    def facts(self) -> frozenset[Fact]:
        """The facts without any of which it cannot be met."""
        ...


def _days(count: int) -> str:
    return "day" if count == 1 else f"{count} days"


def evidence_of(window: Window, fact: Fact, days: int) -> Evidence:
    """A fact's days and answers in a window that ends on its last day."""
    return Evidence(window.last(fact, days), window.answered_bits(fact, days), days)


class Days(msgspec.Struct, frozen=True):
    """A fact on at least so many of the last days."""

    fact: Fact
    at_least: int
    within: int

    def is_met(self, window: Window) -> bool:
        """Count the days."""
        return window.count(self.fact, self.within) >= self.at_least

    def words(self) -> str:
        """The criterion in plain words."""
        known = WORDS[self.fact]
        if self.within == 1:
            return f"{known.what} that {known.unit}"
        if self.at_least == 1:
            return f"{known.what} in the last {_days(self.within)}"
        many = f"{self.at_least} or more {known.unit}s"
        return f"{known.what} on {many} in the last {_days(self.within)}"

    def evidence(self, window: Window) -> Evidence | None:
        """The days counted."""
        return evidence_of(window, self.fact, self.within)

    def facts(self) -> frozenset[Fact]:
        """The one fact."""
        return frozenset({self.fact})


class Weeks(msgspec.Struct, frozen=True):
    """A fact on at least so many days of each of the latest 7-day blocks.

    Attributes:
        fact: What is counted.
        at_least: Days a week.
        weeks: How many blocks, touching, the latest ending on the day.
        in_at_least: In how many of them; all, if None.
        spared: Whether a week with exactly four answers needs one day fewer.
        answers: How many answers a week needs to be judged at all.
    """

    fact: Fact
    at_least: int
    weeks: int
    in_at_least: int | None = None
    spared: bool = False
    answers: int = 0

    def is_met(self, window: Window) -> bool:
        """Judge the blocks one by one."""
        needed = self.in_at_least or self.weeks
        fewest = min(self.at_least, SPARED_NEVER_UNDER)
        if window.count(self.fact, WEEK * self.weeks) < needed * fewest:
            return False
        return sum(self.qualifying(window)) >= needed

    def qualifying(self, window: Window) -> list[bool]:
        """For each block, the latest first, whether it has enough days."""
        days = window.blocks(self.fact, self.weeks)
        answered = window.blocks_answered(self.fact, self.weeks)
        return [
            said >= self.answers
            and (flagged >= self.at_least or self._is_spared(flagged, said))
            for flagged, said in zip(days, answered, strict=True)
        ]

    def _is_spared(self, flagged: int, said: int) -> bool:
        least = max(SPARED_NEVER_UNDER, self.at_least - 1)
        return self.spared and said == SPARED_AT_ANSWERS and flagged >= least

    def words(self) -> str:
        """The criterion in plain words."""
        known = WORDS[self.fact]
        said = f"{known.what} on {self.at_least} or more {known.unit}s"
        if self.weeks == 1:
            said = f"{said} in the last 7 days"
        elif self.in_at_least is not None:
            said = f"{said} a week in {self.in_at_least} of the last {self.weeks} weeks"
        else:
            said = f"{said} in each of the last {self.weeks} weeks"
        return f"{said} ({self.answers} answers a week needed)" if self.answers else said

    def evidence(self, window: Window) -> Evidence | None:
        """The days counted in all its weeks."""
        return evidence_of(window, self.fact, WEEK * self.weeks)

    def facts(self) -> frozenset[Fact]:
        """The one fact."""
        return frozenset({self.fact})


class Both(msgspec.Struct, frozen=True):
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
        found = (part.evidence(window) for part in self.parts)
        return next((each for each in found if each is not None), None)

    def facts(self) -> frozenset[Fact]:
        """The facts of the first part that has any."""
        return next((part.facts() for part in self.parts if part.facts()), frozenset())


class Either(msgspec.Struct, frozen=True):
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


class InProfile(msgspec.Struct, frozen=True):
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
            any(known in self.conditions for known in profile.conditions or ())
            or any(known in self.medicines for known in profile.medicines or ())
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

    def evidence(self, window: Window) -> Evidence | None:
        """It counts no days."""
        return None

    def facts(self) -> frozenset[Fact]:
        """It counts no days."""
        return frozenset()
