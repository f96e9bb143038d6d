"""Criteria by which a banner clears: few enough days, and enough of them answered."""

import msgspec

from coach.core.patterns.counting import WEEK, Window
from coach.core.patterns.criteria import Evidence, evidence_of
from coach.core.patterns.facts import WORDS, Fact


class AtMost(msgspec.Struct, frozen=True):
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
        known = WORDS[self.fact]
        most = f"no more than {self.most} {known.unit}s" if self.most else f"no {known.unit}"
        return (
            f"{self.within} days with {self.answers} or more answers and {most} of {known.what}"
        )

    def evidence(self, window: Window) -> Evidence | None:
        """The days in the window."""
        return evidence_of(window, self.fact, self.within)

    def facts(self) -> frozenset[Fact]:
        """It can be met without any."""
        return frozenset()


class QuietWeeks(msgspec.Struct, frozen=True):
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

    def evidence(self, window: Window) -> Evidence | None:
        """The days in the weeks."""
        return evidence_of(window, self.fact, WEEK * self.weeks)

    def facts(self) -> frozenset[Fact]:
        """It can be met without any."""
        return frozenset()
