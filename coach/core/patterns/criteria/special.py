"""Criteria that one or two rules need: stretches, months, starts, enough sleep, other days."""

from fractions import Fraction

from coach.core.patterns.counting import WEEK, Window
from coach.core.patterns.criteria.counted import (
    Counting,
    CountingWithin,
    Criterion,
    Evidence,
    is_share,
    share_words,
)
from coach.core.patterns.facts import WORDS, Fact


class Unexplained(CountingWithin, frozen=True):
    """Enough of the days of a fact in a window have nothing that explains them."""

    def is_met(self, window: Window) -> bool:
        """Leave the explained ones out."""
        days = window.last(self.fact, self.within) & ~window.bits(Fact.EXPLAINED)
        return days.bit_count() >= self.at_least

    def words(self) -> str:
        """The criterion in plain words."""
        return f"{self.at_least} or more of these {WORDS[self.fact].unit}s unexplained"


class Stretch(CountingWithin, frozen=True):
    """One stretch from a day with a fact to another: long enough, and often enough.

    Attributes:
        fact: What makes up the stretch.
        at_least: Days with the fact.
        within: The window.
        length: Days from its first to its last day, as a difference of dates.
        share: The least share of its answered days.
        pause: More answered days than this without the fact in a row break it.
        lately: Days with the fact in the last week.
    """

    length: int
    share: Fraction
    pause: int
    lately: int

    def is_met(self, window: Window) -> bool:
        """Try every first day with every last day."""
        days = window.last(self.fact, self.within)
        if days.bit_count() < self.at_least or not window.is_answered(self.fact):
            return False
        if window.count(self.fact, WEEK) < self.lately:
            return False
        answered = window.answered_bits(self.fact, self.within)
        places = [ago for ago in range(self.within) if days >> ago & 1]
        return any(
            self._holds(days, answered, begins, ends)
            for ends in places
            for begins in places
            if begins - ends >= self.length
        )

    def _holds(self, days: int, answered: int, begins: int, ends: int) -> bool:
        stretch = (1 << begins + 1) - (1 << ends)
        flagged = (days & stretch).bit_count()
        if flagged < self.at_least:
            return False
        if not is_share(flagged, (answered & stretch).bit_count(), self.share):
            return False
        clear = 0
        for ago in range(ends, begins):
            if days >> ago & 1:
                clear = 0
            elif answered >> ago & 1:
                clear += 1
                if clear > self.pause:
                    return False
        return True

    def words(self) -> str:
        """The criterion in plain words."""
        fact = WORDS[self.fact]
        return (
            f"{fact.what} on {self.at_least} or more {fact.unit}s of a stretch within the last "
            f"{self.within} that is {self.length} or more days long, on at least "
            f"{share_words(self.share)} of those you answered, never more than {self.pause} "
            f"answered days without in a row; {self.lately} or more in the last week, and that "
            f"{fact.unit} answered"
        )


class Months(Counting, frozen=True):
    """A fact on a large enough share of the answered days of each of several months.

    Attributes:
        fact: What is counted.
        months: Blocks of 28 days, touching, the latest ending on the day.
        answers: Answers each needs.
        share: The least share of its answered days.
        lately: Days with the fact in the last week.
    """

    months: int
    answers: int
    share: Fraction
    lately: int

    @property
    def window_days(self) -> int:
        """All its months."""
        return _MONTH * self.months

    def is_met(self, window: Window) -> bool:
        """Judge the months one by one."""
        if window.count(self.fact, WEEK) < self.lately or not window.is_answered(self.fact):
            return False
        days = window.bits(self.fact)
        answered = window.answered_bits(self.fact, self.window_days)
        for month in range(self.months):
            block = ((1 << _MONTH) - 1) << _MONTH * month
            answers = (answered & block).bit_count()
            if answers < self.answers:
                return False
            if not is_share((days & block).bit_count(), answers, self.share):
                return False
        return True

    def words(self) -> str:
        """The criterion in plain words."""
        fact = WORDS[self.fact]
        return (
            f"{fact.what} on at least {share_words(self.share)} of the answered {fact.unit}s "
            f"in each of the last {self.months} blocks of {_MONTH} days, {self.answers} or "
            f"more answered in each; {self.lately} or more in the last week, and that "
            f"{fact.unit} answered"
        )


class ShareOf(CountingWithin, frozen=True):
    """A fact on a large enough share of the answered days, today's answer or not."""

    share: Fraction

    def is_met(self, window: Window) -> bool:
        """Weigh the days against the answered ones."""
        flagged = window.count(self.fact, self.within)
        answered = window.answered(self.fact, self.within)
        return flagged >= self.at_least and is_share(flagged, answered, self.share)

    def words(self) -> str:
        """The criterion in plain words."""
        fact = WORDS[self.fact]
        return (
            f"{fact.what} on at least {share_words(self.share)} of the answered days of the "
            f"last {self.within}"
        )


class EnoughSleep(Criterion, frozen=True):
    """Mean total sleep of the answered nights of a window, if there are enough of them."""

    hours: int
    nights: int
    within: int

    def is_met(self, window: Window) -> bool:
        """Average the nights; too few are unknown, and unknown is not enough."""
        slept = window.sleep_min(self.within)
        return len(slept) >= self.nights and sum(slept) >= 60 * self.hours * len(slept)

    def words(self) -> str:
        """The criterion in plain words."""
        return (
            f"{self.hours} or more hours of sleep on average ({self.nights} of the last "
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
        return f"{self.part.words()}; also without days of caring, travel, illness or shifts"

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
            f"{WORDS[self.start].what} at most {self.started_within} days ago, and after it, "
            f"on {self.at_least} or more of the last {self.within} days: {kinds}; none of that "
            f"kind reported in the {self.quiet} days before it"
        )

    def evidence(self, window: Window) -> Evidence | None:
        """The days of the first kind that is met, or None."""
        starts = window.last(self.start, self.started_within + 1)
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


_MONTH = 28
