"""What an experiment comes to: figures, an exact test, and when it says nothing."""

import itertools
import random
from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

import pytest

from coach.core.diary.choices import Block, Outcome, StoppedBy
from coach.core.tips.experiments.nights import TrialNight
from coach.core.tips.experiments.result import FEWEST_NIGHTS, Telling, result_of
from coach.core.tips.experiments.trials import Stand, Trial
from coach.core.tips.experiments.words import (
    figure_words,
    is_for,
    sides,
    telling_words,
    verdict_words,
)
from tests.core.tips.experiments.lives import FIRST, ORDER, experiment

ALL_ORDERS = tuple(itertools.combinations(range(10), 5))


def nights(
    outcomes: Sequence[int | None],
    order: Sequence[Block] = ORDER,
    done: Sequence[bool | None] | None = None,
) -> tuple[TrialNight, ...]:
    return tuple(
        TrialNight(
            evening=FIRST + timedelta(days=place),
            block=place // 3,
            drawn=order[place // 3],
            done=order[place // 3] is Block.WITH if done is None else done[place],
            outcome=value,
        )
        for place, value in enumerate(outcomes)
    )


def by_block(with_it: Sequence[int], without: Sequence[int]) -> list[int | None]:
    """Outcomes night by night: each block of a side turns out the same way."""
    sides = {Block.WITH: with_it, Block.WITHOUT: without}
    return [value for block in ORDER for value in sides[block]]


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def plain_reckoning(told: Sequence[TrialNight]) -> int:
    """The same test in fractions, written from its description alone."""
    known = [(night, Fraction(night.outcome)) for night in told if night.outcome is not None]
    days = [Fraction(night.evening.toordinal()) for night, _ in known]
    plain = [value for _, value in known]
    middle, mean = _mean(days), _mean(plain)
    spread = _mean([(day - middle) ** 2 for day in days])
    rise = _mean(
        [(day - middle) * (value - mean) for day, value in zip(days, plain, strict=True)]
    )
    slope = rise / spread if spread else Fraction(0)
    level = [value - slope * day for day, value in zip(days, plain, strict=True)]

    def gap(order: Sequence[int]) -> tuple[Fraction, Fraction] | None:
        inside = [night.block in order for night, _ in known]
        if all(inside) or not any(inside):
            return None
        gaps = [
            abs(
                _mean([value for value, is_in in zip(values, inside, strict=True) if is_in])
                - _mean(
                    [value for value, is_in in zip(values, inside, strict=True) if not is_in]
                )
            )
            for values in (plain, level)
        ]
        return gaps[0], gaps[1]

    ours = gap(sorted({night.block for night in told if night.drawn is Block.WITH}))
    assert ours is not None
    all_gaps = [gap(order) for order in ALL_ORDERS]
    return sum(one is None or one >= ours for one in all_gaps)


def test_the_clearest_order_of_all_is_one_of_two_of_the_252() -> None:
    result = result_of(Outcome.DISTURBED, nights(by_block([0, 0, 0], [1, 1, 1])))
    # The same order with the sides changed over lies as far apart.
    assert result.as_wide == 2
    assert result.orders == 252
    assert result.telling is Telling.BETTER


@pytest.mark.parametrize("seed", range(12))
def test_it_agrees_with_a_plain_reckoning_gaps_and_all(seed: int) -> None:
    dice = random.Random(seed)
    order = tuple(dice.sample(ORDER, 10))
    highest = (1, 1, 4, 90)[seed % 4]
    outcomes = [
        None if seed % 3 and dice.random() < 0.3 else dice.randint(0, highest)
        for _ in range(30)
    ]
    told = nights(outcomes, order)
    assert result_of(Outcome.LATENCY, told).as_wide == plain_reckoning(told)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_nights_at_most_12_of_all_252_orders_tell_of_a_difference(
    seed: int,
) -> None:
    dice = random.Random(seed)
    # In a long spell, drifting, minutes of all lengths, a third of them missing.
    outcomes: list[int | None] = [
        [int(place < 13), int(dice.random() < place / 30), place * place, dice.randint(0, 99)][
            seed
        ]
        for place in range(30)
    ]
    if seed == 3:
        outcomes = [None if dice.random() < 1 / 3 else value for value in outcomes]
    told = 0
    for order in ALL_ORDERS:
        blocks = [Block.WITH if block in order else Block.WITHOUT for block in range(10)]
        telling = result_of(Outcome.LATENCY, nights(outcomes, blocks)).telling
        told += telling in (Telling.BETTER, Telling.WORSE)
    assert told <= 12


def test_which_side_is_better_hangs_on_what_is_looked_at() -> None:
    fewer, more = by_block([1, 1, 1], [4, 4, 4]), by_block([4, 4, 4], [1, 1, 1])
    told = {
        (kind, name): result_of(kind, nights(outcomes)).telling
        for kind in Outcome
        for name, outcomes in (("fewer", fewer), ("more", more))
    }
    assert told[Outcome.DISTURBED, "fewer"] is Telling.BETTER
    assert told[Outcome.DISTURBED, "more"] is Telling.WORSE
    assert told[Outcome.LATENCY, "fewer"] is Telling.BETTER
    assert told[Outcome.RESTED, "more"] is Telling.BETTER
    assert told[Outcome.RESTED, "fewer"] is Telling.WORSE


@pytest.mark.parametrize("value", [0, 1])
def test_nights_that_are_all_alike_tell_nothing(value: int) -> None:
    result = result_of(Outcome.DISTURBED, nights([value] * 30))
    assert (result.as_wide, result.telling) == (252, Telling.NO_TELLING)


def test_a_difference_is_told_of_at_five_per_cent_and_not_beyond() -> None:
    for seed in range(40):
        dice = random.Random(seed)
        outcomes = [int(dice.random() < (0.35, 0.65)[place // 3 % 2]) for place in range(30)]
        result = result_of(Outcome.DISTURBED, nights(outcomes))
        assert result.as_wide is not None
        assert (result.telling is Telling.NO_TELLING) is (result.as_wide > 12)


def test_with_too_few_nights_on_a_side_nothing_is_reckoned() -> None:
    few = by_block([0, 0, 0], [1, 1, 1])
    kept = FEWEST_NIGHTS - 1
    left = [place for place, block in enumerate(ORDER) if block is Block.WITH][2:]
    outcomes = [None if place // 3 in left else value for place, value in enumerate(few)]
    outcomes[0] = None
    result = result_of(Outcome.DISTURBED, nights(outcomes))
    assert result.drawn.with_it.nights == kept
    assert (result.as_wide, result.chance) == (None, None)
    assert verdict_words(result) == (
        f"Too few nights to tell: it takes {FEWEST_NIGHTS} answered on each side, and "
        f"there are {kept} with it and 15 without."
    )
    nothing = result_of(Outcome.RESTED, ())
    assert nothing.telling is Telling.TOO_FEW
    assert sides(nothing) == (
        ("with", None, "no answered night"),
        ("without", None, "no answered night"),
    )


def test_with_just_enough_nights_on_each_side_it_is_reckoned() -> None:
    clear = by_block([0, 0, 0], [1, 1, 1])
    outcomes = [value if place < 4 * 3 else None for place, value in enumerate(clear)]
    result = result_of(Outcome.DISTURBED, nights(outcomes))
    assert result.drawn.with_it.nights == result.drawn.without.nights == FEWEST_NIGHTS
    assert result.as_wide is not None


def test_by_what_was_done_there_are_figures_and_no_test() -> None:
    done = [place // 3 % 2 == 0 and place % 3 > 0 for place in range(30)]
    done_or_not: list[bool | None] = [None, *done[1:]]
    result = result_of(
        Outcome.DISTURBED, nights(by_block([1, 0, 0], [1, 1, 0]), done=done_or_not)
    )
    assert (result.drawn.with_it.total, result.drawn.with_it.nights) == (5, 15)
    assert (result.done.with_it.total, result.done.with_it.nights) == (0, 10)
    assert (result.done.without.total, result.done.without.nights) == (14, 19)
    assert (result.kept, result.known) == (25, 29)
    trial = Trial(experiment(), Stand.OVER, FIRST + timedelta(days=29))
    *_, by_done, worth = telling_words(trial, result)
    assert by_done == (
        "It went as drawn on 25 of 29 evenings told of. By what was done: done 0 of 10 nights "
        "disturbed, 0 %; not done 14 of 19 nights disturbed, 74 %. Which evenings those are "
        "was not drawn, so this is no test."
    )
    assert worth.startswith("One experiment on one person")


def test_the_words_give_both_figures_and_how_easily_chance_does_it() -> None:
    clear = result_of(Outcome.DISTURBED, nights(by_block([0, 0, 1], [1, 1, 1])))
    assert [figure for _, _, figure in sides(clear)] == [
        "5 of 15 nights disturbed, 33 %",
        "15 of 15 nights disturbed, 100 %",
    ]
    assert verdict_words(clear) == (
        "Your nights were calmer with it, more than chance easily explains. Of the 252 orders "
        "that could have been drawn, 2 lie as far apart by chance alone (1 %)."
    )
    alike = result_of(Outcome.DISTURBED, nights([0, 1, 0] * 10))
    assert verdict_words(alike).startswith("Chance alone may well do that")
    minutes = result_of(Outcome.LATENCY, nights(by_block([10, 20, 30], [60, 90, 120])))
    assert [(length, figure) for _, length, figure in sides(minutes)] == [
        (pytest.approx(20 / 90), "20 min to fall asleep on average, 15 nights"),
        (1.0, "90 min to fall asleep on average, 15 nights"),
    ]
    rested = result_of(Outcome.RESTED, nights(by_block([5, 5, 5], [1, 1, 1])))
    assert [length for _, length, _ in sides(rested)] == [1.0, 0.0]
    assert figure_words(Outcome.RESTED, rested.drawn.with_it) == (
        "5.0 of 5 rested on average, 15 nights"
    )


def test_what_was_stopped_set_aside_or_changed_has_no_verdict() -> None:
    clear = result_of(Outcome.DISTURBED, nights(by_block([0, 0, 0], [1, 1, 1])))
    ended = FIRST + timedelta(days=9)
    words = {
        name: " ".join(telling_words(trial, clear))
        for name, trial in {
            "person": Trial(experiment(), Stand.STOPPED, ended, StoppedBy.PERSON),
            "banner": Trial(experiment(), Stand.STOPPED, ended, StoppedBy.BANNER),
            "beside": Trial(experiment(), Stand.BESIDE, ended),
            "changed": Trial(experiment(), Stand.CHANGED, ended),
        }.items()
    }
    assert not any("chance" in said or "calmer" in said for said in words.values())
    assert words["person"].startswith("You stopped it on 10 November 2026.")
    assert words["banner"].startswith(
        "It was stopped on 10 November 2026, for a banner came up."
    )
    assert "Another had begun before it" in words["beside"]
    assert "sealed at the start" in words["changed"]


def test_an_experiment_says_what_it_was_for_and_when() -> None:
    trial = Trial(experiment(), Stand.OVER, FIRST + timedelta(days=29))
    assert is_for(trial) == (
        "“breathing four in six out”, for nights that movement disturbed, "
        "1 November to 1 December"
    )
