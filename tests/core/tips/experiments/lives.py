"""Experiments and the nights that people live through in them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from coach.core.diary.choices import Block, Outcome
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Experiment, Profile
from coach.core.tips.experiments.drawing import begun

FIRST = date(2026, 11, 1)
ORDER = tuple(Block(word) for word in ("with", "without") * 5)
TIP = "breathing-four-in-six-out"


def experiment(
    first: date = FIRST,
    *,
    outcome: Outcome = Outcome.DISTURBED,
    order: Iterable[Block] = ORDER,
    tip: str = TIP,
    salt: str = "0123456789abcdef" * 2,
) -> Experiment:
    return begun(tip, first, outcome, tuple(order), lambda: salt)


def evenings(*entries: Entry, profile: Profile | None = None) -> Evenings:
    return Evenings({entry.date: entry for entry in entries}, profile)


def day(when: date, **answers: Any) -> Entry:
    return msgspec.convert({"date": when.isoformat(), **answers}, Entry)


def disturbed(when: date, *, yes: bool, **answers: Any) -> Entry:
    """A day whose night movement disturbed, or not."""
    movement = {"sleep_starts": "disturbing" if yes else "none"}
    return day(when, movement=movement, **answers)


def nights_of(tried: Experiment, yes: Mapping[Block, Iterable[bool]]) -> tuple[Entry, ...]:
    """All thirty nights: how those with it and those without turn out, in their order."""
    turns = {block: iter(outcomes) for block, outcomes in yes.items()}
    return tuple(
        disturbed(
            tried.from_ + timedelta(days=place + 1),
            yes=next(turns[tried.blocks[place // tried.block_nights]]),
        )
        for place in range(tried.block_nights * len(tried.blocks))
    )
