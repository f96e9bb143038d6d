"""What to ask the doctor: a few questions for every rule that speaks, and for everybody."""

from collections.abc import Iterable

_MOST = 6
_BY_RULE: dict[str, str] = {
    "R01": "What could cause movements that I cannot hold back by day?",
    "R02": "Does this small twitch need looking into, or may I wait?",
    "R03": "What do these signs beside the twitching mean, and how soon must they be seen?",
    "R04": "What could cause movement that keeps me from sleep or wakes me?",
    "R06": "Could movement asleep be behind my tired days, and would a night's recording tell?",
    "R07": "Could my iron, or another cause, be behind the urge to move my legs?",
    "R08": "What do dreams that I act out mean, and how do we keep the bedroom safe?",
    "R09": "Could these events be seizures, and what should I not do until that is known?",
    "R10": "Should my breathing in sleep be tested?",
    "R11": "Why am I so sleepy, and may I drive or use machines meanwhile?",
    "R12": "What could cause sudden weakness, or being unable to move on waking?",
    "R13": "Can I have CBT-I, the talking treatment for lasting trouble with sleep?",
    "R15": "Could a medicine be behind this? I will not stop one without being told to.",
    "R16": "Does my back need looking at because of these movements or signs?",
    "R18": "Could one cause be behind several of these patterns?",
}
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
