"""What to ask the doctor: a few questions for every rule that speaks, and for everybody."""

from collections.abc import Iterable

from coach.core.patterns.rules.table import RULES

_MOST = 6
_BY_RULE = {rule.id: rule.ask for rule in RULES if rule.ask}
_ALWAYS: tuple[str, ...] = (
    "What is the likeliest cause, and what else should be ruled out?",
    "Which tests would help, and which would not?",
    "Could any of my conditions or medicines play a part?",
    "What should make me come back sooner, or call for help?",
)


def questions(rules: Iterable[str]) -> tuple[str, ...]:
    """At most six questions: those of the rules first, in their order, then those for all."""
    asked = [_BY_RULE[rule] for rule in rules if rule in _BY_RULE]
    room = max(2, _MOST - len(asked))
    return (*asked[: _MOST - 2], *_ALWAYS[:room])[:_MOST]
