"""One thing that a tip's condition can ask of an evening, and how a row of it is written."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from coach.core.tips.looking_back import Evening
from coach.core.words.lengths_and_dates import hours_and_minutes

Value: TypeAlias = float | bool


class EveningFact(msgspec.Struct, frozen=True):
    """One thing a condition can ask.

    Attributes:
        name: As tips write it.
        meaning: What it is, with its unit, for whoever writes a tip.
        says: How it reads in "Tonight because ..."; ``{n}`` is the value, ``{s}`` the plural
            ending, ``{hours}`` minutes in hours. None for what is no reason by itself.
        read: Its value on an evening, None where unknown; None for what the rules supply.
        flag: Whether it is true or false; otherwise it is a number.
        step: What the number is rounded to when it is said.
    """

    name: str
    meaning: str
    says: str | None
    read: Callable[[Evening], Value | None] | None
    flag: bool = False
    step: float = 1

    def said(self, value: Value) -> str | None:
        """The fact in words, or None where it is no reason to name."""
        if self.says is None or value is False:
            return None
        rounded = self.step * round(value / self.step)
        return self.says.format(
            n=f"{rounded:g}", s="" if rounded == 1 else "s", hours=hours_and_minutes(rounded)
        )


def number(
    name: str,
    meaning: str,
    says: str | None,
    read: Callable[[Evening], float | None],
    step: float = 1,
) -> EveningFact:
    """A fact that is a number; the arguments are those of `EveningFact`."""
    return EveningFact(name, meaning, says, read, step=step)


def flag(
    name: str, meaning: str, says: str | None, read: Callable[[Evening], bool | None] | None
) -> EveningFact:
    """A fact that is true or false; the arguments are those of `EveningFact`."""
    return EveningFact(name, meaning, says, read, flag=True)
