"""The single answers of a day or a profile, by which logs are merged: how two sets become one.

A leaf is one field, one item of a list, or that a list was asked at all (the contract, 3.2).
It has the moment at which it was last changed, and stays known after it was taken out: else a
log from before would bring it back. `coach.core.diary.taken_apart` reads and writes them.
"""

from datetime import datetime

import msgspec

from coach.core.diary.records import Record, canonical


class Leaf(msgspec.Struct, frozen=True):
    """One answer.

    Attributes:
        at: When it was last changed; None where nobody knows, which is earlier than any time.
        value: The answer; None where it was taken out.
    """

    at: datetime | None
    value: object = None


class Leaves(msgspec.Struct, frozen=True):
    """A day or a profile as leaves.

    Attributes:
        recorded_at: The last change.
        by_path: The leaves, those taken out included.
        first_recorded_at: The first answer.
        cleared_at: When the day was last emptied, in UTC; no leaf is as early as that.
        cleared: It was emptied at a moment that nobody knows, and holds nothing.
    """

    recorded_at: datetime | None
    by_path: dict[str, Leaf]
    first_recorded_at: datetime | None = None
    cleared_at: datetime | None = None
    cleared: bool = False


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two moments, either of which may be unknown."""
    if one is None or other is None:
        return one or other
    # Equal moments may be written in different zones; the outcome must not hang on the order.
    return max(one, other, key=lambda moment: (moment, moment.isoformat()))


def is_later(leaf: Leaf, other: Leaf) -> bool:
    """Whether a leaf goes before another of the same path."""
    if leaf.at != other.at:
        return other.at is None or (leaf.at is not None and leaf.at > other.at)
    if leaf.value is None or other.value is None:
        return leaf.value is not None and other.value is None
    return text_of(leaf.value) > text_of(other.value)


def joined(one: Leaves, other: Leaves) -> Leaves:
    """Two states of one day or profile made into one, the same in either order."""
    by_path = dict(one.by_path)
    for path, leaf in other.by_path.items():
        present = by_path.get(path)
        if present is None or is_later(leaf, present):
            by_path[path] = leaf
    firsts = [first for first in (one.first_recorded_at, other.first_recorded_at) if first]
    return settled(
        Leaves(
            later(one.recorded_at, other.recorded_at),
            by_path,
            min(firsts, key=lambda moment: (moment, moment.isoformat()), default=None),
            later(one.cleared_at, other.cleared_at),
            one.cleared or other.cleared,
        )
    )


def settled(state: Leaves) -> Leaves:
    """The same without what emptying the day took out."""
    cleared_at = state.cleared_at
    if cleared_at is None:
        return state
    left = {
        path: leaf
        for path, leaf in state.by_path.items()
        if leaf.at is not None and leaf.at > cleared_at
    }
    recorded_at = state.recorded_at
    if recorded_at is None or recorded_at < cleared_at:
        recorded_at = cleared_at
    return msgspec.structs.replace(state, recorded_at=recorded_at, by_path=left)


def changed(before: Leaves, after: Leaves, moment: datetime) -> Leaves:
    """What a change at a moment made of a day or profile.

    Args:
        before: As it was.
        after: As it is wanted; its moments are not read.
        moment: When it is changed, later than all before.
    """
    by_path = {
        path: leaf if leaf.value is None else Leaf(moment)
        for path, leaf in before.by_path.items()
    }
    for path, leaf in after.by_path.items():
        if leaf.value is None:
            continue
        present = before.by_path.get(path)
        same = (
            present
            and present.value is not None
            and text_of(present.value) == text_of(leaf.value)
        )
        by_path[path] = present if present and same else Leaf(moment, leaf.value)
    return settled(Leaves(moment, by_path, after.first_recorded_at, before.cleared_at))


def latest(state: Leaves) -> datetime | None:
    """The last moment at which anything is said to have changed."""
    moment = later(state.recorded_at, state.cleared_at)
    for leaf in state.by_path.values():
        moment = later(moment, leaf.at)
    return moment


def values_of(state: Leaves) -> dict[str, bytes]:
    """What stands in a day or profile, by path, as canonical JSON."""
    return {
        path: text_of(leaf.value)
        for path, leaf in state.by_path.items()
        if leaf.value is not None
    }


def text_of(value: object) -> bytes:
    """The canonical JSON of a value."""
    return canonical(value) if isinstance(value, Record) else msgspec.json.encode(value)
