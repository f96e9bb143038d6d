"""Criteria that one or two rules need: spells, spreads, starts, judged weeks, enough sleep."""

from collections.abc import Sequence
from fractions import Fraction

from coach.core.patterns.counting import Window
from coach.core.patterns.criteria import CountingWithin, Criterion, Evidence, Weeks
from coach.core.patterns.facts import WORDS, Fact


def _share(share: Fraction) -> str:
    return {Fraction(1, 2): "half", Fraction(3, 4): "three quarters"}.get(share, f"{share}")


class Spread(CountingWithin, frozen=True):
    """The first and the last such day in a window lie at least so many days apart."""

    def is_met(self, window: Window) -> bool:
        """Measure from the first to the last day."""
        days = window.last(self.fact, self.within)
        if not days:
            return False
        # The latest day is the lowest bit; ``days & -days`` is that bit alone.
        return days.bit_length() - (days & -days).bit_length() >= self.at_least

    def words(self) -> str:
        """The criterion in plain words."""
        return f"the first and last of them {self.at_least} or more days apart"


class MostlyUnexplained(Criterion, frozen=True):
    """More than half of the disturbed nights in a window have nothing that explains them."""

    within: int

    def is_met(self, window: Window) -> bool:
        """Weigh explained against all."""
        nights = window.last(Fact.DISTURBED, self.within)
        unexplained = nights & ~window.bits(Fact.EXPLAINED)
        return 2 * unexplained.bit_count() > nights.bit_count()

    def words(self) -> str:
        """The criterion in plain words."""
        return "most of these nights unexplained"

    def facts(self) -> frozenset[Fact]:
        """Without a disturbed night there is nothing to weigh."""
        return frozenset({Fact.DISTURBED})


class Spell(CountingWithin, frozen=True):
    """One spell of a fact: long enough, often enough, without a long answered pause.

    Attributes:
        fact: What makes up the spell.
        apart: Days from its first to its last day, as a difference of dates.
        at_least: Days with the fact.
        pause: More answered days than this without it end the spell.
        within: The window.
    """

    apart: int
    pause: int

    def is_met(self, window: Window) -> bool:
        """Walk through the window, oldest day first, starting anew after a long pause."""
        days = window.last(self.fact, self.within)
        if days.bit_count() < self.at_least:
            return False
        answered = window.answered_bits(self.fact, self.within)
        # ``clear`` counts answered days since the latest day with the fact; days that were
        # not answered tell of no pause.
        began, count, clear = -1, 0, 0
        for ago in reversed(range(self.within)):
            if days >> ago & 1:
                if count == 0 or clear > self.pause:
                    began, count = ago, 0
                count, clear = count + 1, 0
                if began - ago >= self.apart and count >= self.at_least:
                    return True
            elif answered >> ago & 1:
                clear += 1
        return False

    def words(self) -> str:
        """The criterion in plain words."""
        fact = WORDS[self.fact]
        return (
            f"{fact.what} on {self.at_least} or more {fact.unit}s of the last "
            f"{self.within}, first and last {self.apart} or more days apart, never more than "
            f"{self.pause} answered days without in between"
        )


class EnoughSleep(Criterion, frozen=True):
    """Mean total sleep of the answered nights of a window, if there are enough of them."""

    hours: float
    nights: int
    within: int

    def is_met(self, window: Window) -> bool:
        """Average the nights; too few are unknown, and unknown is not enough."""
        slept = window.sleep_min(self.within)
        return len(slept) >= self.nights and sum(slept) >= 60 * self.hours * len(slept)

    def words(self) -> str:
        """The criterion in plain words."""
        return (
            f"{self.hours:g} or more hours of sleep on average ({self.nights} of the last "
            f"{self.within} nights answered)"
        )


class EvenWithout(Criterion, frozen=True):
    """A criterion that must be met with all days, and also without the tagged ones."""

    tag: Fact
    part: Criterion

    def is_met(self, window: Window) -> bool:
        """Ask twice."""
        if not self.part.is_met(window):
            return False
        rest = window.without(self.tag)
        return rest.hidden == window.hidden or self.part.is_met(rest)

    def words(self) -> str:
        """The criterion in plain words."""
        return f"{self.part.words()}, also without days of caring, travel, illness or shifts"

    def evidence(self, window: Window) -> Evidence | None:
        """The part's evidence."""
        return self.part.evidence(window)

    def facts(self) -> frozenset[Fact]:
        """The part's facts."""
        return self.part.facts()


class NewAfter(Criterion, frozen=True):
    """One kind of trouble after a start, with none of it reported before that start.

    Attributes:
        start: What may have set it off.
        started_within: How many days ago at most the start counts.
        kinds: The kinds of trouble, each judged by itself.
        at_least: Days of one kind.
        within: The window in which they are counted, after the start.
        quiet: Days before the start without a report of that kind.
    """

    start: Fact
    started_within: int
    kinds: tuple[Fact, ...]
    at_least: int
    within: int
    quiet: int

    def is_met(self, window: Window) -> bool:
        """Try every start with every kind."""
        return self.evidence(window) is not None

    def words(self) -> str:
        """The criterion in plain words."""
        kinds = "; or ".join(WORDS[kind].what for kind in self.kinds)
        return (
            f"{WORDS[self.start].what} in the last {self.started_within} days, then, on "
            f"{self.at_least} or more of the last {self.within} days: {kinds}; none of that "
            f"kind reported in the {self.quiet} days before"
        )

    def evidence(self, window: Window) -> Evidence | None:
        """The days of the first kind that is met, or None."""
        starts = window.last(self.start, self.started_within)
        while starts:
            # The highest bit is the earliest start: it leaves most days to have counted since.
            ago = starts.bit_length() - 1
            starts &= ~(1 << ago)
            after = (1 << min(ago, self.within)) - 1
            before = ((1 << self.quiet) - 1) << (ago + 1)
            for kind in self.kinds:
                days = window.bits(kind)
                if (days & after).bit_count() >= self.at_least and not days & before:
                    answered = window.answered_bits(kind, self.within)
                    return Evidence(days & after, answered, self.within)
        return None

    def facts(self) -> frozenset[Fact]:
        """Without a start there is nothing to try."""
        return frozenset({self.start})


class JudgedWeeks(Criterion, frozen=True):
    """Enough of the weeks that have enough answers, with an effect by day in enough of them.

    Attributes:
        part: What makes a week count; its ``weeks`` is how far it looks back.
        judged_at: Answers a week needs to be judged.
        least_judged: How many weeks must be judged.
        share: The share of judged weeks that must count.
        effect: What a week by day must show.
        effect_share: In which share of the judged weeks.
    """

    part: Weeks
    judged_at: int
    least_judged: int
    share: Fraction
    effect: Weeks
    effect_share: Fraction

    def is_met(self, window: Window) -> bool:
        """Judge every week by itself."""
        answered = window.blocks_answered(self.part.fact, self.part.weeks)
        judged = [answers >= self.judged_at for answers in answered]
        if sum(judged) < self.least_judged:
            return False
        counting = self._share(judged, self.part.qualifying(window))
        affected = self._share(judged, self.effect.qualifying(window))
        return counting >= self.share and affected >= self.effect_share

    @staticmethod
    def _share(judged: Sequence[bool], qualifying: Sequence[bool]) -> Fraction:
        counting = sum(
            is_judged and qualifies
            for is_judged, qualifies in zip(judged, qualifying, strict=True)
        )
        # A fraction, so that no share a row may ask for is missed by a rounding.
        return Fraction(counting, sum(judged))

    def words(self) -> str:
        """The criterion in plain words."""
        night, day = WORDS[self.part.fact], WORDS[self.effect.fact]
        return (
            f"{night.what} on {self.part.at_least} or more {night.unit}s a week in "
            f"{_share(self.share)} of the judged weeks ({self.judged_at} or more "
            f"answers) of the last {self.part.weeks}, {self.least_judged} or more judged, and "
            f"{day.what} on {self.effect.at_least} or more {day.unit}s a week in "
            f"{_share(self.effect_share)} of them"
        )

    def evidence(self, window: Window) -> Evidence | None:
        """The days counted in all its weeks."""
        return self.part.evidence(window)

    def facts(self) -> frozenset[Fact]:
        """The fact of the weeks."""
        return self.part.facts()
