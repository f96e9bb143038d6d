"""What is fixed when an experiment begins: the drawn order, and the seal over all of it.

Ten blocks of three nights, five with the tip and five without, in an order that is drawn once.
Chance comes in as an argument. What is looked at in the end, and by which test, is settled
here as well: the seal covers the outcome, and `result` knows one test only.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from coach.core.diary.choices import Block, Outcome
from coach.core.diary.records import Experiment

BLOCKS: Final = 10
BLOCK_NIGHTS: Final = 3
EVENINGS: Final = BLOCKS * BLOCK_NIGHTS
WITH_BLOCKS: Final = BLOCKS // 2

_SEALED = ("id", "tip", "from", "block_nights", "blocks", "outcome", "salt")


def drawn(below: Callable[[int], int]) -> tuple[Block, ...]:
    """An order of the blocks, each of the 252 equally likely.

    Args:
        below: Gives a number from 0 up to, and without, the one it is given, by chance.
    """
    order = [Block.WITH] * WITH_BLOCKS + [Block.WITHOUT] * (BLOCKS - WITH_BLOCKS)
    for place in range(BLOCKS - 1, 0, -1):
        other = below(place + 1)
        order[place], order[other] = order[other], order[place]
    return tuple(order)


def begun(
    tip: str, first: date, outcome: Outcome, blocks: Sequence[Block], digits: Callable[[], str]
) -> Experiment:
    """An experiment, sealed.

    Args:
        tip: The tip's name.
        first: Its first evening.
        outcome: What is looked at in the end.
        blocks: The order that was drawn.
        digits: Gives 32 hexadecimal digits by chance, others every time.
    """
    open_one = Experiment(
        # Of the draw nothing but chance: a name tells nothing of the order.
        id=f"{first.isoformat()}-{digits()[:8]}",
        tip=tip,
        from_=first,
        block_nights=BLOCK_NIGHTS,
        blocks=tuple(blocks),
        outcome=outcome,
        salt=digits(),
        seal="0" * 64,
        stopped_on=None,
    )
    return msgspec.structs.replace(open_one, seal=seal_of(open_one))


def seal_of(experiment: Experiment) -> str:
    """SHA-256 over the canonical JSON of what is fixed at the start, in hexadecimal digits."""
    # Not loaded with every check-in: it brings OpenSSL along.
    from hashlib import sha256

    written = msgspec.to_builtins(experiment)
    fixed = {name: written[name] for name in _SEALED if name in written}
    return sha256(msgspec.json.encode(fixed, order="sorted")).hexdigest()


def is_as_sealed(experiment: Experiment) -> bool:
    """Whether nothing was changed of what the seal covers, and the order is one of the 252."""
    is_fair = (
        len(experiment.blocks) == BLOCKS and experiment.blocks.count(Block.WITH) == WITH_BLOCKS
    )
    return is_fair and seal_of(experiment) == experiment.seal


def evenings_of(experiment: Experiment) -> int:
    """How many evenings an experiment has."""
    return experiment.block_nights * len(experiment.blocks)


def last_evening(experiment: Experiment) -> date:
    """Its last evening; the night that follows has the next date."""
    return experiment.from_ + timedelta(days=evenings_of(experiment) - 1)


def last_night(experiment: Experiment) -> date:
    """The date on which its last night ends."""
    return last_evening(experiment) + timedelta(days=1)


def block_on(experiment: Experiment, evening: date) -> Block | None:
    """What was drawn for an evening; None where it lies outside of the experiment."""
    place = (evening - experiment.from_).days
    if not 0 <= place < evenings_of(experiment):
        return None
    return experiment.blocks[place // experiment.block_nights]
