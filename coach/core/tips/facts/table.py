"""The facts of one evening, for the conditions of tips, and the table of all there are.

A fact whose answers are missing is absent from ``Facts``, and no comparison with it holds.
Adding a fact is one row in the room of its subject and its line in ``tips/README.md``. Each
row says what the fact is for whoever writes a tip, how it reads to the person as a reason,
and how it is read.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

import msgspec

from coach.core.diary.records import Entry, Profile
from coach.core.patterns.rules import table as rules
from coach.core.tips.facts.fact import EveningFact, Value, flag
from coach.core.tips.facts.of_caffeine import CAFFEINE
from coach.core.tips.facts.of_day import DAY
from coach.core.tips.facts.of_movement import MOVEMENT
from coach.core.tips.facts.of_profile import PROFILE
from coach.core.tips.facts.of_sleep import SLEEP
from coach.core.tips.looking_back import Evening

RULES: tuple[str, ...] = tuple(rule.id for rule in rules.RULES)

_RULES = (
    flag("banner", "a banner is up", "a banner is up", None),
    *(
        flag(rule, f"rule {rule} is at watch or above", "one of the signs asks for it", None)
        for rule in RULES
    ),
)

FACTS: dict[str, EveningFact] = {
    fact.name: fact for fact in (*CAFFEINE, *MOVEMENT, *SLEEP, *DAY, *PROFILE, *_RULES)
}


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
