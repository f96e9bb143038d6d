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
from coach.core.patterns.levels import GoneBy, Level, Stage
from coach.core.patterns.rules import table as rules
from coach.core.patterns.standing import Standing
from coach.core.tips.facts.fact import EveningFact, Value, flag
from coach.core.tips.facts.of_caffeine import CAFFEINE
from coach.core.tips.facts.of_day import DAY
from coach.core.tips.facts.of_movement import MOVEMENT
from coach.core.tips.facts.of_profile import PROFILE
from coach.core.tips.facts.of_sleep import SLEEP
from coach.core.tips.looking_back import Evening

RULES: tuple[str, ...] = tuple(rule.id for rule in rules.RULES)

_RULES = (
    flag("banner", "a banner is up", "seeing a doctor is advised", None),
    flag(
        "banner_asks",
        "a banner is up, and something in it was seen by no doctor and does not ease",
        "seeing a doctor is advised",
        None,
    ),
    flag(
        "banner_new",
        "the same, and something in it is new or an emergency",
        "the advice to see a doctor is new",
        None,
    ),
    flag(
        "banner_seen",
        "a banner is up, and a doctor has seen what does not ease",
        "you noted a doctor's visit",
        None,
    ),
    flag(
        "banner_easing",
        "a banner is up, and all of it eases",
        "what led to the advice is easing",
        None,
    ),
    flag(
        "doctor_may_wait",
        "nothing of a banner asks for a doctor, or one went after a visit of late",
        None,
        None,
    ),
    *(
        flag(rule, f"rule {rule} is at watch or above", "one of the signs asks for it", None)
        for rule in RULES
    ),
)

FACTS: dict[str, EveningFact] = {
    fact.name: fact for fact in (*CAFFEINE, *MOVEMENT, *SLEEP, *DAY, *PROFILE, *_RULES)
}


class Speaking(msgspec.Struct, frozen=True):
    """What the patterns say on an evening, as far as tips go by it.

    Attributes:
        rules: The rules at watch or above.
        stage: How far the banner has come; None without one.
        asks: Whether something in it asks for a doctor whom nobody has seen about it.
        is_new: Whether something that asks is new, or an emergency.
        after_visit: Whether a banner went of late after a visit to a doctor.
    """

    rules: frozenset[str] = frozenset()
    stage: Stage | None = None
    asks: bool = False
    is_new: bool = False
    after_visit: bool = False

    @classmethod
    def of(cls, standing: Standing) -> "Speaking":
        """What is said on the day of a standing."""
        banner = standing.banner
        watched = (
            finding.rule for finding in standing.findings if finding.level >= Level.WATCH
        )
        stages = banner.stages if banner else ()
        new = any(stage.stage is Stage.NEW for stage in stages)
        return cls(
            rules=frozenset(watched),
            stage=banner.stage if banner else None,
            asks=standing.asks,
            is_new=standing.asks and (new or (banner is not None and banner.emergency)),
            after_visit=any(past.by is GoneBy.VISIT for past in standing.past),
        )


class Facts(msgspec.Struct, frozen=True):
    """The facts known on one evening.

    Attributes:
        known: Values by name; a fact that was not answered is not there.
    """

    known: Mapping[str, Value]

    def get(self, name: str) -> Value | None:
        """The fact's value, or None where it is unknown."""
        return self.known.get(name)

    def beside(self, speaking: Speaking) -> "Facts":
        """These facts with what the patterns say added."""
        up = speaking.stage is not None
        is_seen = speaking.stage is not Stage.EASING
        said = {rule: rule in speaking.rules for rule in RULES} | {
            "banner": up,
            "banner_asks": speaking.asks,
            "banner_new": speaking.asks and speaking.is_new,
            "banner_seen": up and not speaking.asks and is_seen,
            "banner_easing": up and not speaking.asks and not is_seen,
            "doctor_may_wait": not speaking.asks and (up or speaking.after_visit),
        }
        return Facts(MappingProxyType({**self.known, **said}))


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
