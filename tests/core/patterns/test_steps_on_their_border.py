"""The figures of each rule's steps: reached exactly, and missed by one.

The tables below are copied from the text of the rules, not from the program's own table.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

import pytest

from coach.core.diary.choices import Condition
from coach.core.diary.records import Profile
from coach.core.patterns import Level, assess
from tests.core.patterns.layers import (
    BAD,
    BEGUN,
    DELAYED,
    DISTURBED,
    EXPLAINED,
    KICKS,
    LOUD,
    PAUSE,
    POOR,
    SLEEPY,
    SLEPT,
    TODAY,
    URGE,
    Fact,
    Layer,
    diary,
)

ANAEMIA = Profile(conditions=(Condition.ANAEMIA,))
PREGNANT = Profile(pregnant_trimester=2)


def told(rule: str, profile: Profile | None, *layers: Layer) -> Level:
    """What a rule says today."""
    found = assess(diary(*layers), profile, TODAY).findings
    return {finding.rule: finding.level for finding in found}.get(rule, Level.NONE)


def spread(days: int, oldest: int) -> set[int]:
    """So many days: today, yesterday, and the others from the oldest on."""
    return {0, 1, *range(oldest, oldest - days + 2, -1)}


def answered(flagged: Collection[int], calm: int, within: int) -> set[int]:
    """So many calm days of a window, the latest that are free."""
    return set([ago for ago in range(within) if ago not in flagged][:calm])


class Rate(NamedTuple):
    """RATE(fact W, m, s, z), and what must be there besides for its step."""

    name: str
    rule: str
    fact: Fact
    within: int
    days: int
    share: tuple[int, int]
    apart: int
    besides: tuple[Layer, ...] = ()
    profile: Profile | None = None

    def fires(self, flagged: Collection[int], calm: Collection[int] = ()) -> bool:
        """Whether the step is reached with these days and answers."""
        begun = Layer(BEGUN, {100})
        layers = (begun, Layer(self.fact, flagged, calm), *self.besides)
        return told(self.rule, self.profile, *layers) is Level.SOON

    @property
    def most_calm(self) -> int:
        """Calm days beside which the share is still reached."""
        least, of = self.share
        return of * self.days // least - self.days


MONTH = range(28)
ILL = Layer(EXPLAINED, MONTH)
POOR_MONTH = Layer(POOR, MONTH)
RATES = (
    Rate("a", "R04", DISTURBED, 14, 6, (2, 3), 10),
    Rate("b", "R04", DISTURBED, 21, 7, (1, 2), 14),
    Rate("c", "R04", DISTURBED, 28, 8, (3, 7), 14, (ILL,)),
    Rate("d", "R04", DISTURBED, 21, 7, (3, 7), 14, (ILL,), ANAEMIA),
    Rate("kicks", "R06", KICKS, 28, 8, (3, 7), 14, (POOR_MONTH,)),
    Rate("kicks at risk", "R06", KICKS, 21, 6, (3, 7), 10, (POOR_MONTH,), ANAEMIA),
    Rate("a", "R07", DELAYED, 14, 6, (3, 7), 10),
    Rate("b", "R07", URGE, 28, 8, (3, 7), 14),
    Rate("c", "R07", URGE, 84, 16, (2, 7), 56),
    Rate("d", "R07", URGE, 21, 7, (3, 7), 14, (), PREGNANT),
    Rate("loud", "R10", LOUD, 28, 9, (1, 2), 14, (POOR_MONTH,)),
    Rate("sleepy", "R11", SLEEPY, 28, 9, (3, 7), 14, (Layer(SLEPT, range(10)),)),
)
each_rate = pytest.mark.parametrize("rate", RATES, ids=lambda rate: f"{rate.rule} {rate.name}")


@each_rate
def test_a_rate_takes_so_many_days_of_its_window(rate: Rate) -> None:
    oldest = rate.within - 1
    full = spread(rate.days, oldest)
    # The calm days keep the rule's shorter windows from being reached.
    calm = answered(full, rate.most_calm, rate.within)
    assert rate.fires(full, calm)
    assert not rate.fires(spread(rate.days - 1, oldest))
    assert not rate.fires(spread(rate.days, oldest + 1), calm - {oldest + 1})


@each_rate
def test_a_rate_takes_its_share_of_the_answered_days(rate: Rate) -> None:
    full = spread(rate.days, rate.within - 1)
    assert rate.fires(full, answered(full, rate.most_calm, rate.within))
    # Six of fourteen evenings are their share, however many are answered.
    if (rate.rule, rate.name) != ("R07", "a"):
        assert not rate.fires(full, answered(full, rate.most_calm + 1, rate.within))


@each_rate
def test_a_rate_takes_its_spread(rate: Rate) -> None:
    for apart in (rate.apart, rate.apart - 1):
        full = spread(rate.days, apart)
        calm = answered(full, rate.most_calm, rate.within)
        assert rate.fires(full, calm) is (apart == rate.apart)


@each_rate
def test_a_rate_takes_two_days_in_the_last_seven(rate: Rate) -> None:
    old = spread(rate.days, rate.within - 1) - {0, 1}
    for second in (6, 7):
        full = old | {0, second} if second not in old else old | {0}
        calm = answered({*full, 6, 7}, rate.most_calm, rate.within)
        assert rate.fires(full, calm) is (second == 6)


class Beside(NamedTuple):
    """SHARE(fact W, m, s) beside a rate that is reached."""

    name: str
    rule: str
    fact: Fact
    within: int
    days: int
    share: tuple[int, int]
    rate: Layer
    profile: Profile | None = None

    def fires(self, flagged: Collection[int], calm: Collection[int] = ()) -> bool:
        layers = (Layer(BEGUN, {100}), self.rate, Layer(self.fact, flagged, calm))
        return told(self.rule, self.profile, *layers) is Level.SOON


KICKED, KICKED_SEVEN = Layer(KICKS, spread(12, 27)), Layer(KICKS, spread(7, 20))
SNORED = Layer(LOUD, spread(12, 27))
SHARES = (
    Beside("poor", "R06", POOR, 28, 9, (3, 5), KICKED),
    Beside("poor at risk", "R06", POOR, 21, 7, (4, 7), KICKED_SEVEN, ANAEMIA),
    Beside("tired", "R10", POOR, 28, 9, (3, 5), SNORED),
)
each_share = pytest.mark.parametrize("beside", SHARES, ids=lambda of: f"{of.rule} {of.name}")


@each_share
def test_a_share_takes_so_many_days_of_its_window(beside: Beside) -> None:
    oldest = beside.within - 1
    assert beside.fires(spread(beside.days, oldest))
    assert not beside.fires(spread(beside.days - 1, oldest))
    assert not beside.fires(spread(beside.days, oldest + 1))


@each_share
def test_a_share_is_of_the_answered_days(beside: Beside) -> None:
    full = spread(beside.days, beside.within - 1)
    least, of = beside.share
    calm = of * beside.days // least - beside.days
    assert beside.fires(full, answered(full, calm, beside.within))
    assert not beside.fires(full, answered(full, calm + 1, beside.within))


@pytest.mark.parametrize(
    ("pause", "tired", "calm", "level"),
    [
        (27, 8, 10, Level.SOON),
        (27, 8, 11, Level.WATCH),  # 3 in 7 of the answered days
        (27, 7, 0, Level.WATCH),
        (28, 8, 10, Level.INFO),
    ],
)
def test_beside_one_pause_fewer_tired_days_will_do(
    pause: int, tired: int, calm: int, level: Level
) -> None:
    days = spread(tired, 27)
    layers = (SNORED, Layer(PAUSE, {pause}), Layer(POOR, days, answered(days, calm, 28)))
    assert told("R10", None, *layers) is level


@pytest.mark.parametrize("oldest", [27, 28])
def test_tired_days_beside_a_pause_are_of_28_days(oldest: int) -> None:
    layers = (SNORED, Layer(PAUSE, {26}), Layer(POOR, spread(8, oldest)))
    assert (told("R10", None, *layers) is Level.SOON) is (oldest == 27)


@pytest.mark.parametrize(
    ("nights", "level"),
    [
        (range(8), Level.SOON),
        (range(7), Level.WATCH),
        ({*range(7), 27}, Level.SOON),
        ({*range(7), 28}, Level.WATCH),
    ],
    ids=str,
)
def test_sleepy_days_want_eight_known_nights_of_28(
    nights: Collection[int], level: Level
) -> None:
    layers = (Layer(BEGUN, {60}), Layer(SLEEPY, spread(12, 27)), Layer(SLEPT, nights))
    assert told("R11", None, *layers) is level


def test_seven_hours_on_average_are_enough_sleep_a_minute_less_is_not() -> None:
    sleepy = (Layer(BEGUN, {60}), Layer(SLEEPY, spread(12, 27)))
    assert told("R11", None, *sleepy, Layer(SLEPT, range(9))) is Level.SOON
    assert told("R11", None, *sleepy, Layer(SLEPT, range(1, 9), {0})) is Level.WATCH


@pytest.mark.parametrize("name", ["a", "b"])
def test_five_nights_of_the_same_days_that_nothing_explains_are_needed(name: str) -> None:
    rate = next(rate for rate in RATES if (rate.rule, rate.name) == ("R04", name))
    full = spread(rate.days, rate.within - 1)
    layers = (
        Layer(BEGUN, {60}),
        Layer(DISTURBED, full, answered(full, rate.most_calm, rate.within)),
        # One more before those days, and calm nights that keep the longer steps away.
        Layer(DISTURBED, {rate.within}, range(rate.within + 1, rate.within + 7)),
    )
    for explained, level in ((rate.days - 5, Level.SOON), (rate.days - 4, Level.INFO)):
        ill = Layer(EXPLAINED, sorted(full)[:explained])
        assert told("R04", None, *layers, ill) is level


class TestMonths:
    """R13: three blocks of 28 days, from day 84 on."""

    POOR = Layer(POOR, range(84))

    @staticmethod
    def _blocks(*blocks: tuple[int, int]) -> Layer:
        """Of each block, the latest first, the bad nights and the good ones."""
        bad: set[int] = set()
        good: set[int] = set()
        for number, (flagged, calm) in enumerate(blocks):
            # The first and the last day of a block are among them.
            days = [28 * number, 28 * number + 27, *range(28 * number + 1, 28 * number + 27)]
            bad |= set(days[:flagged])
            good |= set(days[flagged : flagged + calm])
        return Layer(BAD, bad, good)

    def test_three_in_seven_of_the_answered_nights_of_each(self) -> None:
        for block in range(3):
            enough, fewer = [(9, 12)] * 3, [(9, 12)] * 3
            fewer[block] = (9, 13)
            assert told("R13", None, self.POOR, self._blocks(*enough)) is Level.SOON
            assert told("R13", None, self.POOR, self._blocks(*fewer)) < Level.SOON

    def test_eight_answers_in_each(self) -> None:
        for block in range(3):
            blocks = [(8, 0)] * 3
            assert told("R13", None, self.POOR, self._blocks(*blocks)) is Level.SOON
            blocks[block] = (7, 0)
            assert told("R13", None, self.POOR, self._blocks(*blocks)) < Level.SOON

    def test_from_day_84_on(self) -> None:
        bad = Layer(BAD, [ago for ago in range(84) if ago % 28 % 3 != 2])
        for days in (84, 83):
            entries = [
                entry
                for entry in diary(self.POOR, bad)
                if entry.date > TODAY - timedelta(days=days)
            ]
            found = {f.rule: f.level for f in assess(entries, None, TODAY).findings}
            assert (found["R13"] is Level.SOON) is (days == 84)

    def test_poor_days_on_three_in_seven_of_all_that_were_answered(self) -> None:
        bad = self._blocks((8, 0), (8, 0), (8, 0))
        for poor, good in ((set(range(9)), set(range(9, 21))), ({0}, {1, 2})):
            level = told("R13", None, bad, Layer(POOR, poor, good))
            assert (level is Level.SOON) is (len(poor) == 9)
        assert told("R13", None, bad, Layer(POOR, range(9), range(9, 22))) < Level.SOON
        assert told("R13", None, bad, Layer(POOR, {*range(8), 83}, range(8, 20))) is Level.SOON
        assert told("R13", None, bad, Layer(POOR, {*range(8), 84}, range(8, 20))) < Level.SOON
        assert told("R13", None, bad) < Level.SOON
        assert told("R13", None, bad, Layer(POOR, {0}, {1})) is Level.SOON

    def test_two_bad_nights_of_the_last_seven(self) -> None:
        old = Layer(BAD, [*range(8, 24), *range(28, 44), *range(56, 72)], {0})
        for second in (6, 7):
            level = told("R13", None, self.POOR, old, Layer(BAD, {5, second}))
            assert (level is Level.SOON) is (second == 6)
