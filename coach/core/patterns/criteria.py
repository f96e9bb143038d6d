"""The vocabulary in which the table of rules is written.

A criterion says whether it is met on a day, and says itself in plain words; the words follow
the numbers, so correcting a number in the table corrects the documentation with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from coach.core.patterns.counting import WEEK, Window
from coach.core.patterns.facts import WORDS, Fact
from coach.core.records import Condition, Medicine

# Exactly this many answers in a week make one flagged day fewer enough.
SPARED_AT_ANSWERS = 4
SPARED_NEVER_UNDER = 2


@dataclass(frozen=True, slots=True)
class Evidence:
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


def _share(share: Fraction) -> str:
    return {Fraction(1, 2): "half", Fraction(3, 4): "three quarters"}.get(share, f"{share}")


def _evidence(window: Window, fact: Fact, days: int) -> Evidence:
    return Evidence(window.last(fact, days), window.answered_bits(fact, days), days)


@dataclass(frozen=True, slots=True)
class Days:
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
        return _evidence(window, self.fact, self.within)

    def facts(self) -> frozenset[Fact]:
        """The one fact."""
        return frozenset({self.fact})


@dataclass(frozen=True, slots=True)
class Weeks:
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
        return _evidence(window, self.fact, WEEK * self.weeks)

    def facts(self) -> frozenset[Fact]:
        """The one fact."""
        return frozenset({self.fact})


@dataclass(frozen=True, slots=True)
class Both:
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


@dataclass(frozen=True, slots=True)
class Either:
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


@dataclass(frozen=True, slots=True)
class Spread:
    """The first and the last such day in a window lie at least so many days apart."""

    fact: Fact
    at_least: int
    within: int

    def is_met(self, window: Window) -> bool:
        """Measure from the first to the last day."""
        days = window.last(self.fact, self.within)
        if not days:
            return False
        return days.bit_length() - (days & -days).bit_length() >= self.at_least

    def words(self) -> str:
        """The criterion in plain words."""
        return f"the first and last of them {self.at_least} or more days apart"

    def evidence(self, window: Window) -> Evidence | None:
        """The days measured."""
        return _evidence(window, self.fact, self.within)

    def facts(self) -> frozenset[Fact]:
        """The one fact."""
        return frozenset({self.fact})


@dataclass(frozen=True, slots=True)
class MostlyUnexplained:
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

    def evidence(self, window: Window) -> Evidence | None:
        """It weighs what another criterion counted."""
        return None

    def facts(self) -> frozenset[Fact]:
        """It weighs what another criterion counted."""
        return frozenset({Fact.DISTURBED})


@dataclass(frozen=True, slots=True)
class Spell:
    """One spell of a fact: long enough, often enough, without a long answered pause.

    Attributes:
        fact: What makes up the spell.
        apart: Days from its first to its last day, as a difference of dates.
        at_least: Days with the fact.
        pause: More answered days than this without it end the spell.
        within: The window.
    """

    fact: Fact
    apart: int
    at_least: int
    pause: int
    within: int

    def is_met(self, window: Window) -> bool:
        """Walk through the window, oldest day first, starting anew after a long pause."""
        days = window.last(self.fact, self.within)
        if days.bit_count() < self.at_least:
            return False
        answered = window.answered_bits(self.fact, self.within)
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
        known = WORDS[self.fact]
        return (
            f"{known.what} on {self.at_least} or more {known.unit}s of the last "
            f"{self.within}, first and last {self.apart} or more days apart, never more than "
            f"{self.pause} answered days without in between"
        )

    def evidence(self, window: Window) -> Evidence | None:
        """The days in the window."""
        return _evidence(window, self.fact, self.within)

    def facts(self) -> frozenset[Fact]:
        """The one fact."""
        return frozenset({self.fact})


@dataclass(frozen=True, slots=True)
class EnoughSleep:
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

    def evidence(self, window: Window) -> Evidence | None:
        """It counts no days."""
        return None

    def facts(self) -> frozenset[Fact]:
        """It counts no days."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class EvenWithout:
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


@dataclass(frozen=True, slots=True)
class NewAfter:
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


@dataclass(frozen=True, slots=True)
class JudgedWeeks:
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
        judged = [said >= self.judged_at for said in answered]
        if sum(judged) < self.least_judged:
            return False
        counting = self._share(judged, self.part.qualifying(window))
        affected = self._share(judged, self.effect.qualifying(window))
        return counting >= self.share and affected >= self.effect_share

    @staticmethod
    def _share(judged: Sequence[bool], qualifying: Sequence[bool]) -> Fraction:
        both = sum(one and other for one, other in zip(judged, qualifying, strict=True))
        return Fraction(both, sum(judged))

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


@dataclass(frozen=True, slots=True)
class AtMost:
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
        return _evidence(window, self.fact, self.within)

    def facts(self) -> frozenset[Fact]:
        """It can be met without any."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class QuietWeeks:
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
        return _evidence(window, self.fact, WEEK * self.weeks)

    def facts(self) -> frozenset[Fact]:
        """It can be met without any."""
        return frozenset()


_CONDITION_WORDS = {
    Condition.DIABETES: "diabetes",
    Condition.ANAEMIA: "anaemia",
    Condition.KIDNEY_DISEASE: "kidney disease",
    Condition.SLEEP_APNOEA: "sleep apnoea",
    Condition.NARCOLEPSY: "narcolepsy",
    Condition.SPINAL_CORD_TUMOUR: "a spinal cord tumour",
    Condition.EPILEPSY: "epilepsy",
}


@dataclass(frozen=True, slots=True)
class InProfile:
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
