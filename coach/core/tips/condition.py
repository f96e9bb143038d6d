"""The language of a tip's conditions, and why one holds.

A condition is data, checked when it is read: a table ``{ left_mg = "> 75", stress = ">= 4" }``
holds when all of its comparisons hold; a list of tables holds when one of them does. A fact
that was not answered makes every comparison with it false.
"""

import operator
import re
from collections.abc import Callable, Iterable
from enum import StrEnum

import msgspec

from coach.core.tips.facts.table import FACTS, Facts

_BOUND = re.compile(r"\s*(>=|<=|>|<|=)\s*(\d+(?:\.\d+)?)\s*")


class ConditionError(ValueError):
    """A condition that cannot be read.

    Attributes:
        field: Where, within the condition: the fact's name, or empty for the whole.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field = field


class Operator(StrEnum):
    """How a fact is compared."""

    OVER = ">"
    AT_LEAST = ">="
    UNDER = "<"
    AT_MOST = "<="
    IS = "="


_COMPARE: dict[Operator, Callable[[float, float], bool]] = {
    Operator.OVER: operator.gt,
    Operator.AT_LEAST: operator.ge,
    Operator.UNDER: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.IS: operator.eq,
}


class Comparison(msgspec.Struct, frozen=True):
    """One fact against one bound; for a flag the bound is true or false."""

    fact: str
    operator: Operator
    bound: float | bool

    def holds(self, known: Facts) -> bool:
        """Whether the fact is known and the comparison true."""
        value = known.get(self.fact)
        return value is not None and _COMPARE[self.operator](value, self.bound)


class TipCondition(msgspec.Struct, frozen=True):
    """Alternatives, each of comparisons that must all hold."""

    alternatives: tuple[tuple[Comparison, ...], ...]

    def holding(self, known: Facts) -> tuple[Comparison, ...]:
        """The comparisons of the first alternative that holds; empty if none does."""
        for comparisons in self.alternatives:
            if all(comparison.holds(known) for comparison in comparisons):
                return comparisons
        return ()

    def holds(self, known: Facts) -> bool:
        """Whether one of the alternatives holds."""
        return bool(self.holding(known))


def reasons(comparisons: Iterable[Comparison], known: Facts) -> tuple[str, ...]:
    """What was answered that makes comparisons hold, each in words with its figure, once."""
    facts = ((FACTS[comparison.fact], known.get(comparison.fact)) for comparison in comparisons)
    said = (fact.said(value) for fact, value in facts if value is not None)
    return tuple(dict.fromkeys(words for words in said if words))


def parse_condition(raw: object) -> TipCondition:
    """Read a condition as TOML gives it.

    Args:
        raw: A table, or a list of tables.

    Raises:
        ConditionError: If it is neither, is empty, names no fact there is, or compares it in
            a way that cannot be read.
    """
    tables = raw if isinstance(raw, list) else [raw]
    if not tables:
        raise ConditionError("", "it is empty")
    return TipCondition(tuple(_alternative(table) for table in tables))


def _alternative(table: object) -> tuple[Comparison, ...]:
    if not isinstance(table, dict) or not table:
        raise ConditionError("", f"{table!r} is not a table of facts")
    return tuple(
        comparison for name, bound in table.items() for comparison in _comparisons(name, bound)
    )


def _comparisons(name: str, bound: object) -> tuple[Comparison, ...]:
    fact = FACTS.get(name)
    if fact is None:
        raise ConditionError(name, f"there is no fact {name!r}")
    if fact.flag:
        if not isinstance(bound, bool):
            raise ConditionError(name, f"{bound!r} is neither true nor false")
        return (Comparison(name, Operator.IS, bound),)
    parts = bound.split(",") if isinstance(bound, str) else []
    matched = [_BOUND.fullmatch(part) for part in parts]
    comparisons = [Comparison(name, Operator(m[1]), float(m[2])) for m in matched if m]
    if not comparisons or len(comparisons) < len(parts):
        raise ConditionError(name, f'{bound!r} is no comparison; try ">= 4" or "> 35, <= 75"')
    return tuple(comparisons)
