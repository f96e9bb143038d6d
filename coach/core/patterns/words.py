"""Sentences that several rules share."""

from collections.abc import Sequence

from coach.core.patterns.levels import Level
from coach.core.patterns.rules.rule import Rule

EMERGENCY = "Call your local emergency number now."
AGAIN = "If it happens again, call your local emergency number."
NOT_A_DIAGNOSIS = "This is not a diagnosis."
WHEN = {
    Level.SOON: "Please talk to a doctor in the next week or two.",
    Level.NOW: "Please contact a doctor today or tomorrow.",
}
_BY_VISIT = (
    "A doctor's visit noted here, then 14 days, at least 10 of them answered, in which your "
    "answers stay below this level."
)
_BY_QUIET = (
    "Without a visit: 28 days, at least 20 of them answered, in which no pattern is at watch "
    "or above."
)


def clears_words(rule: Rule, level: Level) -> str:
    """What would clear a rule from a level, in plain words."""
    if level <= Level.INFO:
        return "It goes when your answers no longer mention it."
    if level == Level.WATCH:
        return (
            "It stays for at least 14 days, then goes with the first answered day on which "
            "your answers are below it."
        )
    ways = [_BY_VISIT]
    if level == Level.SOON and rule.quiet_clears:
        quiet = _BY_QUIET
        if rule.needs_visit:
            quiet = f"{quiet[:-1]}, and nobody was hurt."
        ways.append(quiet)
    if level == Level.SOON and rule.clearing is not None:
        ways.append(f"Or: {rule.clearing.words()}.")
    return " ".join(ways)


def joined(sentences: Sequence[str]) -> str:
    """Sentences in a row, each once, empty ones left out."""
    return " ".join(dict.fromkeys(sentence for sentence in sentences if sentence))
