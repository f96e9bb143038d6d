"""Damage of the kinds that disks, editors and senders do to a file."""

import random
from collections.abc import Sequence


def scratch(
    data: bytearray, dice: random.Random, lengths: Sequence[int], snippets: Sequence[bytes]
) -> None:
    """Flip, drop, double, cut or push in some bytes.

    Args:
        data: What is damaged, in place.
        dice: Where chance comes from.
        lengths: How many bytes go or come twice; one is drawn.
        snippets: What may be pushed in; one is drawn.
    """
    if not data:
        return
    start = dice.randrange(len(data))
    end = min(len(data), start + dice.choice(lengths))
    kind = dice.choice(("flip", "drop", "double", "cut", "push", "push"))
    if kind == "flip":
        data[start] ^= 1 << dice.randrange(8)
    elif kind == "drop":
        del data[start:end]
    elif kind == "double":
        data[start:start] = data[start:end]
    elif kind == "cut":
        del data[start:]
    else:
        data[start:start] = dice.choice(snippets)
