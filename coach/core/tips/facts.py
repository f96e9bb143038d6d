"""The facts of one evening, for the conditions of tips.

A fact whose answers are missing is absent from ``Facts``, and no comparison with it holds.
What facts there are, and how each is read, is the table in ``coach.core.tips.fact_table``.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

import msgspec

from coach.core.diary.records import Entry, Profile
from coach.core.tips.fact_table import FACTS, RULES, Value
from coach.core.tips.looking_back import Evening


class Facts(msgspec.Struct, frozen=True):
    """The facts known on one evening.

    Attributes:
        known: Values by name; a fact that was not answered is not there.
    """

    known: Mapping[str, Value]

    def get(self, name: str) -> Value | None:
        """The fact's value, or None where it is unknown."""
        return self.known.get(name)

    def beside(self, rules: Iterable[str], *, banner: bool) -> "Facts":
        """These facts with the rules that speak (at watch or above) and the banner added."""
        speaking = frozenset(rules)
        flags = {rule: rule in speaking for rule in RULES}
        return Facts(MappingProxyType({**self.known, **flags, "banner": banner}))


def facts(entries: Iterable[Entry], profile: Profile | None, day: date) -> Facts:
    """Everything that is known on the evening of a day.

    Args:
        entries: The diary, in any order; only the last four weeks are read.
        profile: The profile, if there is one.
        day: The coach's day.
    """
    evening = Evening(entries, profile, day)
    read = ((fact.name, fact.read(evening)) for fact in FACTS.values() if fact.read)
    return Facts(MappingProxyType({name: value for name, value in read if value is not None}))
