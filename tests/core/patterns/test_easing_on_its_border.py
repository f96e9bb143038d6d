"""The figures by which a banner goes without a visit: reached exactly, and missed by one.

The tables below are copied from the text of the rules, not from the program's own table.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

import pytest

from coach.core.patterns import facts as patterns
from coach.core.patterns.criteria.easing import Easing
from coach.core.patterns.gathering import gather
from coach.core.patterns.rules import table
from tests.core.patterns.layers import (
    BAD,
    COPING,
    DISTURBED,
    DOZED,
    ENACTED,
    JERK,
    KICKS,
    LOUD,
    PAUSE,
    POOR,
    SLEEPY,
    TODAY,
    TWITCH,
    URGE,
    WEAK,
    Fact,
    Layer,
    diary,
)

# Long enough below the banner for it to go, and too short for the slow way.
BELOW_14, LONG_BELOW = 14, 100


class Calm(NamedTuple):
    """A way in which a banner goes by itself: so few, in the first window with answers."""

    rule: str
    fact: Fact
    share: tuple[int, int]
    answers: int
    windows: tuple[int, int, int]
    most_in_week: int
    besides: tuple[Layer, ...] = ()

    def lets_go(self, flagged: Collection[int], calm: Collection[int]) -> bool:
        """Whether it holds today, long below the banner."""
        return eases(self.rule, BELOW_14, Layer(self.fact, flagged, calm), *self.besides)


def way_out(rule: str) -> Easing:
    """What lets the banner of a rule go."""
    eases = next(row.eases for row in table.RULES if row.id == rule)
    assert eases is not None
    return eases


def eases(rule: str, days_below: int, *layers: Layer) -> bool:
    """Whether a banner at soon may go today."""
    first = TODAY - timedelta(days=111)
    window = gather(diary(*layers), None, first, TODAY).window(111)
    return way_out(rule).holds(window, days_below)


MONTHS, LONG = (28, 35, 42), (56, 70, 84)
NO_LIMIT = 7
OFTEN_POOR, OFTEN_KICKED = Layer(POOR, range(60)), Layer(KICKS, range(60))
OFTEN_LOUD = Layer(LOUD, range(60))
CALMS = (
    Calm("R01", JERK, (0, 1), 16, MONTHS, 0),
    Calm("R02", TWITCH, (1, 5), 10, (14, 21, 28), 1),
    Calm("R04", DISTURBED, (1, 7), 16, MONTHS, 1),
    Calm("R06", KICKS, (1, 7), 16, MONTHS, 1, (OFTEN_POOR,)),
    Calm("R06", POOR, (2, 7), 16, MONTHS, NO_LIMIT, (OFTEN_KICKED,)),
    Calm("R07", URGE, (1, 7), 16, MONTHS, 1),
    Calm("R08", ENACTED, (0, 1), 28, LONG, 0),
    Calm("R10", LOUD, (1, 7), 16, MONTHS, 1, (OFTEN_POOR,)),
    Calm("R10", POOR, (2, 7), 16, MONTHS, NO_LIMIT, (OFTEN_LOUD,)),
    Calm("R11", SLEEPY, (1, 7), 16, MONTHS, 1),
    Calm("R12", WEAK, (0, 1), 28, LONG, 0),
    Calm("R13", BAD, (1, 7), 16, MONTHS, 1),
    Calm("R15", URGE, (1, 7), 16, MONTHS, 1),
    Calm("R16", DISTURBED, (0, 1), 16, MONTHS, 0),
)
each_calm = pytest.mark.parametrize(
    "calm", CALMS, ids=lambda of: f"{of.rule} {next(iter(of.fact.yes.values()))}"
)


@each_calm
def test_a_banner_goes_at_its_share_of_the_answered_days(calm: Calm) -> None:
    most, of = calm.share
    within = calm.windows[0]
    for answers in (calm.answers, within):
        days = [0, *range(within - answers + 1, within)]
        few = answers - most * answers // of
        assert calm.lets_go(days[few:], days[:few])
        assert not calm.lets_go(days[few - 1 :], days[: few - 1])


@each_calm
def test_a_banner_looks_back_until_enough_days_are_answered(calm: Calm) -> None:
    first, second, third = calm.windows
    recent = set(range(calm.answers - 1))
    # Enough trouble, long ago, to keep it where it is looked at.
    for window, beyond in ((first, second), (second, third)):
        trouble = set(range(window, beyond))
        assert calm.lets_go(trouble, {*recent, window - 1})
        assert not calm.lets_go(trouble, recent)
    assert calm.lets_go((), {*recent, third - 1})
    assert not calm.lets_go((), {*recent, third})


@each_calm
def test_a_banner_stays_with_too_many_in_the_last_seven_days(calm: Calm) -> None:
    week = min(calm.most_in_week, 4)
    for days in (week, week + 1):
        flagged = set(range(7 - days, 7))
        calms = set(range(calm.windows[0])) - flagged
        few = days * calm.share[1] <= calm.share[0] * calm.windows[0]
        assert calm.lets_go(flagged, calms) is (few and days <= calm.most_in_week)
    if 0 < calm.most_in_week < NO_LIMIT:
        flagged = {*range(7 - week, 7), 7}
        assert calm.lets_go(flagged, set(range(calm.windows[0])) - flagged)


@each_calm
def test_a_banner_stays_while_the_day_itself_has_it(calm: Calm) -> None:
    assert not calm.lets_go({0}, range(1, 28))
    # Jerks, twitches and signs of the spine ask for an answered day, whatever it answers.
    by_itself = calm.rule in {"R01", "R02", "R16"}
    assert calm.lets_go((), range(1, calm.windows[0])) is by_itself


SLOW = (
    ("R04", DISTURBED, ()),
    ("R06", KICKS, (OFTEN_POOR,)),
    ("R10", LOUD, (OFTEN_POOR,)),
    ("R11", SLEEPY, ()),
    ("R13", BAD, ()),
)


@pytest.mark.parametrize(("rule", "fact", "besides"), SLOW, ids=lambda of: str(of)[:9])
def test_the_slow_way_goes_by_a_quarter_of_eight_weeks(
    rule: str, fact: Fact, besides: tuple[Layer, ...]
) -> None:
    def holds(flagged: Collection[int], calm: Collection[int], days_below: int = 42) -> bool:
        return eases(rule, days_below, Layer(fact, flagged, calm), *besides)

    days = set(range(56))
    flagged = set(range(4, 56, 4)) | {55}
    assert len(flagged) == 14
    assert holds(flagged, days - flagged)
    assert not holds({*flagged, 50}, days - flagged - {50})
    assert not holds(flagged, days - flagged, days_below=41)
    # Two of the last seven, not three; none today, which is answered.
    week = {5, 6, *range(44, 56)}
    assert holds(week, days - week)
    assert not holds({3, *week} - {44}, days - week - {3} | {44})
    assert holds({3, 7, *week} - {5, 44, 45}, days - week - {3, 7} | {5, 44, 45})
    assert not holds({0, *week} - {5, 44}, days - week - {0} | {5, 44})
    assert holds(week - {55}, days - week)
    assert not holds(week - {55}, days - week - {0})
    # Twenty-eight answers of the 56 days.
    few = set(range(10, 17))
    assert holds(few, {*range(10), *range(17, 27), 55})
    assert not holds(few, {*range(10), *range(17, 27), 56})
    assert not holds(few, {*range(10), *range(17, 27)})


@pytest.mark.parametrize(
    ("rule", "fact", "calm"), [("R11", DOZED, SLEEPY), ("R13", COPING, BAD)], ids=str
)
def test_nothing_of_that_kind_for_28_days(rule: str, fact: Fact, calm: Fact) -> None:
    for ago in (27, 28):
        quiet = Layer(calm, (), set(range(28)) - {ago})
        assert eases(rule, BELOW_14, quiet, Layer(fact, {ago})) is (ago == 28)


@pytest.mark.parametrize(("ago", "goes"), [(55, False), (56, True), (83, True), (84, True)])
def test_a_pause_must_have_been_gone_for_eight_weeks(ago: int, goes: bool) -> None:
    quiet = Layer(LOUD, (), set(range(111)) - {ago})
    assert eases("R10", BELOW_14, quiet, Layer(PAUSE, {ago})) is goes


@pytest.mark.parametrize(("ago", "goes"), [(83, False), (84, True)])
def test_a_pause_is_asked_about_for_twelve_weeks(ago: int, goes: bool) -> None:
    # Sixteen answers let loud nights go; a pause wants 28 of them.
    quiet = Layer(LOUD, (), range(16))
    assert eases("R10", BELOW_14, quiet, Layer(PAUSE, {ago})) is goes


def test_what_is_seen_of_several_facts_lets_go_by_the_rule_s_own_alone() -> None:
    both = (OFTEN_POOR, OFTEN_KICKED)
    assert not eases("R06", LONG_BELOW, *both)
    assert not eases("R10", LONG_BELOW, OFTEN_POOR, OFTEN_LOUD)


@pytest.mark.parametrize(
    ("crowded", "days", "goes"),
    [
        ({11, 12, 13}, range(8), True),
        ({10, 11, 12, 13}, range(8), False),
        ({11, 12, 13, 14}, range(8), True),
        ({11, 12, 13}, range(7), False),
        ((), {*range(7), 13}, True),
        ((), {*range(7), 14}, False),
    ],
    ids=str,
)
def test_several_patterns_go_with_three_crowded_days_of_14(
    crowded: Collection[int], days: Collection[int], goes: bool
) -> None:
    first = TODAY - timedelta(days=111)
    history = gather(diary(Layer(JERK, (), days)), None, first, TODAY)
    for ago in crowded:
        history.state(patterns.Fact.CROWDED, 111 - ago)
    assert way_out("R18").holds(history.window(111), BELOW_14) is goes


def test_how_it_was_before_is_told_of_four_weeks_by_most_rules() -> None:
    others = {"R01": 14, "R13": 84, "R15": 14, "R16": 14, "R18": 14}
    assert {rule.id: rule.before_days for rule in table.RULES} == {
        rule.id: others.get(rule.id, 28) for rule in table.RULES
    }
