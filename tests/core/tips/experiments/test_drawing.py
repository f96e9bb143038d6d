"""What is fixed at the start: the order by lot, and the seal over it."""

import hashlib
import json
import random
from collections import Counter
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from coach.core.diary.choices import Block, Outcome
from coach.core.tips.experiments.drawing import (
    BLOCKS,
    EVENINGS,
    block_on,
    drawn,
    is_as_sealed,
    last_evening,
    last_night,
    seal_of,
)
from tests.core.tips.experiments.lives import FIRST, ORDER, experiment


def test_five_of_ten_blocks_are_with_it_and_every_order_may_come() -> None:
    dice = random.Random(1)
    orders = Counter(drawn(dice.randrange) for _ in range(12_600))
    assert {order.count(Block.WITH) for order in orders} == {5}
    assert {len(order) for order in orders} == {BLOCKS}
    assert len(orders) == 252
    # Fifty each on average; a lot that favoured some would lie far outside.
    assert min(orders.values()) >= 20
    assert max(orders.values()) <= 90


def test_an_evening_belongs_to_its_block_and_counts_for_the_next_date() -> None:
    tried = experiment()
    assert EVENINGS == 30
    told = [block_on(tried, FIRST + timedelta(days=place)) for place in range(-1, 31)]
    assert told == [None, *(block for block in ORDER for _ in range(3)), None]
    assert last_evening(tried) == date(2026, 11, 30)
    assert last_night(tried) == date(2026, 12, 1)


def test_the_seal_is_what_anyone_can_reckon_from_the_log() -> None:
    tried = experiment()
    written = json.loads(msgspec.json.encode(tried))
    names = ("id", "tip", "from", "block_nights", "blocks", "outcome", "salt")
    fixed = {name: written[name] for name in names}
    canonical = json.dumps(fixed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert tried.seal == hashlib.sha256(canonical.encode()).hexdigest()
    assert is_as_sealed(tried)


@pytest.mark.parametrize(
    "change",
    [
        {"blocks": (*ORDER[1:], ORDER[0])},
        {"outcome": Outcome.RESTED},
        {"tip": "room-fresh-air"},
        {"from_": FIRST + timedelta(days=3)},
        {"block_nights": 2},
        {"salt": "f" * 32},
        {"id": "another"},
    ],
)
def test_whatever_is_changed_of_it_the_seal_no_longer_fits(change: dict[str, Any]) -> None:
    assert not is_as_sealed(msgspec.structs.replace(experiment(), **change))


def test_a_stop_breaks_no_seal() -> None:
    stopped = msgspec.structs.replace(experiment(), stopped_on=FIRST)
    assert is_as_sealed(stopped)


@pytest.mark.parametrize("order", [ORDER[:9], (*ORDER, Block.WITH), (Block.WITH,) * 10])
def test_an_order_this_program_never_draws_is_not_taken(order: tuple[Block, ...]) -> None:
    odd = msgspec.structs.replace(experiment(), blocks=order)
    assert not is_as_sealed(msgspec.structs.replace(odd, seal=seal_of(odd)))


def test_neither_name_nor_seal_tells_the_order() -> None:
    one, other = experiment(salt="a" * 32), experiment(salt="a" * 32, order=ORDER[::-1])
    assert one.id == other.id
    assert one.seal != experiment(salt="b" * 32).seal
