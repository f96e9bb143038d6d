"""What an experiment comes to: two figures, and how easily chance alone brings their gap.

The test is exact: of the 252 orders that could have been drawn, the share whose two sides would
have lain as far apart as these, in either direction; of equal gaps the one is wider that stays
so once a steady drift is taken off. It asks nothing of the nights: they may come in spells or
drift, for only the order was left to chance. A difference is told of at 5 %
and only where enough nights were answered; both were settled before the first evening.

By what was done there are figures alone. On which evenings a person keeps to it is not drawn,
so no test of the order speaks for them.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import combinations
from typing import Final

import msgspec

from coach.core.diary.choices import Block, Outcome
from coach.core.tips.experiments.drawing import BLOCKS, WITH_BLOCKS
from coach.core.tips.experiments.nights import TrialNight

LEVEL: Final = 0.05
# With fewer on a side one odd night decides.
FEWEST_NIGHTS: Final = 6

_ORDERS = tuple(combinations(range(BLOCKS), WITH_BLOCKS))


class Telling(StrEnum):
    """What the result comes to."""

    TOO_FEW = "too few"
    NO_TELLING = "no telling"
    BETTER = "better"
    WORSE = "worse"


class Side(msgspec.Struct, frozen=True):
    """The answered nights of one side.

    Attributes:
        nights: How many.
        total: Their outcomes together.
    """

    nights: int
    total: int

    @property
    def mean(self) -> float | None:
        """The mean outcome; None where there is no night."""
        return self.total / self.nights if self.nights else None


class Compared(msgspec.Struct, frozen=True):
    """Nights with and nights without."""

    with_it: Side
    without: Side


class TrialResult(msgspec.Struct, frozen=True):
    """What an experiment comes to.

    Attributes:
        outcome: What was looked at.
        drawn: By what was drawn.
        done: By what was done, as far as that is known.
        kept: Evenings on which what was drawn was done.
        known: Evenings of which it is known what was done.
        as_wide: How many of all orders come out as far apart as the drawn one, or farther;
            None where there are too few nights.
        telling: What it comes to.
    """

    outcome: Outcome
    drawn: Compared
    done: Compared
    kept: int
    known: int
    as_wide: int | None
    telling: Telling

    @property
    def chance(self) -> float | None:
        """How often chance alone brings such a gap, 0 to 1."""
        return None if self.as_wide is None else self.as_wide / len(_ORDERS)

    @property
    def orders(self) -> int:
        """How many orders could have been drawn."""
        return len(_ORDERS)


def result_of(kind: Outcome, nights: Sequence[TrialNight]) -> TrialResult:
    """What the nights of an experiment come to.

    Args:
        kind: What was looked at.
        nights: All of its nights.
    """
    counted = [night for night in nights if night.outcome is not None]
    drawn = Compared(
        _side(night for night in counted if night.drawn is Block.WITH),
        _side(night for night in counted if night.drawn is Block.WITHOUT),
    )
    told = [night for night in nights if night.done is not None]
    as_wide, telling = None, Telling.TOO_FEW
    if min(drawn.with_it.nights, drawn.without.nights) >= FEWEST_NIGHTS:
        as_wide = _as_wide(counted)
        telling = _telling(kind, drawn, as_wide)
    return TrialResult(
        outcome=kind,
        drawn=drawn,
        done=Compared(
            _side(night for night in counted if night.done is True),
            _side(night for night in counted if night.done is False),
        ),
        kept=sum(night.done is (night.drawn is Block.WITH) for night in told),
        known=len(told),
        as_wide=as_wide,
        telling=telling,
    )


def _side(nights: Iterable[TrialNight]) -> Side:
    outcomes = [night.outcome for night in nights if night.outcome is not None]
    return Side(len(outcomes), sum(outcomes))


def _telling(kind: Outcome, drawn: Compared, as_wide: int) -> Telling:
    if as_wide > LEVEL * len(_ORDERS):
        return Telling.NO_TELLING
    with_it, without = drawn.with_it, drawn.without
    is_more = with_it.total * without.nights > without.total * with_it.nights
    # Rested is the one of which more is better.
    return Telling.BETTER if is_more is (kind is Outcome.RESTED) else Telling.WORSE


def _as_wide(nights: Sequence[TrialNight]) -> int:
    """How many orders come out as far apart as the one that was drawn, or farther."""
    gaps = _Gaps(nights)
    drawn = gaps.of({night.block for night in nights if night.drawn is Block.WITH})
    return sum(_is_as_wide(gaps.of(order), drawn) for order in _ORDERS)


class _Gap(msgspec.Struct, frozen=True):
    """How far apart the two sides of an order lie, as whole numbers over one denominator.

    Attributes:
        plain: The gap of the two means.
        level: The same once a steady rise or fall over all nights is taken off.
        below: The denominator of both; 0 where a side has no night.
    """

    plain: int
    level: int
    below: int


def _is_as_wide(gap: _Gap, drawn: _Gap) -> bool:
    """Whether a gap is as wide as the drawn one, by the second where the first are equal.

    A side without a night counts as wide as any: that may only hide an effect.
    """
    if not gap.below:
        return True
    ours, theirs = gap.plain * drawn.below, drawn.plain * gap.below
    if ours != theirs:
        return ours > theirs
    return gap.level * drawn.below >= drawn.level * gap.below


class _Gaps:
    """The gaps of all orders over the same nights.

    Thirty nights of yes and no have few different gaps, so that many orders tie, and counting
    all of a tie as wide would hide half of what there is. What parts them is settled by the
    nights alone, never by the order, so that the test stays exact. All in whole numbers: two
    equal gaps are equal to the last digit.
    """

    def __init__(self, nights: Sequence[TrialNight]) -> None:
        self._totals, self._level = [0] * BLOCKS, [0] * BLOCKS
        self._numbers = [0] * BLOCKS
        came_out = [(night.evening.toordinal(), night.outcome or 0) for night in nights]
        number = len(nights)
        days, whole = (sum(values) for values in zip(*came_out, strict=True))
        spread = number * sum(day * day for day, _ in came_out) - days * days
        slope = number * sum(day * value for day, value in came_out) - days * whole
        for night, (day, value) in zip(nights, came_out, strict=True):
            self._numbers[night.block] += 1
            self._totals[night.block] += value
            # What a straight line through all nights leaves, times number and spread.
            left = spread * (number * value - whole) - slope * (number * day - days)
            self._level[night.block] += left
        self._number, self._whole = number, whole

    def of(self, order: Iterable[int]) -> _Gap:
        """The gap of an order, by the blocks that are with it."""
        blocks = tuple(order)
        number = sum(self._numbers[block] for block in blocks)
        total = sum(self._totals[block] for block in blocks)
        other = self._number - number
        return _Gap(
            plain=abs(total * other - (self._whole - total) * number),
            level=abs(sum(self._level[block] for block in blocks)),
            below=number * other,
        )
