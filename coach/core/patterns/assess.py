"""What one day's answers say, rule by rule."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from coach.core.diary.records import Entry, Profile
from coach.core.patterns.counting import REACH_DAYS, FactHistory, Window
from coach.core.patterns.criteria.counted import Evidence
from coach.core.patterns.facts import Fact
from coach.core.patterns.gathering import ACCUMULATION_DAYS, gather
from coach.core.patterns.levels import Assessment, Finding, Level
from coach.core.patterns.rules.rule import Rule, Threshold
from coach.core.patterns.rules.table import ACCUMULATION, RULES
from coach.core.words.lengths_and_dates import dates_words, range_words

ACCUMULATE_AT = 3

EMERGENCY = "Call your local emergency number now."
_BY_VISIT = (
    "A doctor's visit noted here, then 14 days below this level, at least 7 of them answered "
    "and at most a quarter of those with it."
)

Reached = tuple[Threshold | None, ...]
"""For each rule of the table the step that a day reaches."""


def assess(entries: Sequence[Entry], profile: Profile | None, day: date) -> Assessment:
    """What the answers up to a day say on that day.

    Args:
        entries: In any order; cleared days, later days and days beyond the reach of 112 do
            not matter.
        profile: What was asked once.
        day: The day, answered or not.

    Returns:
        Level and findings, the most serious first.
    """
    place = REACH_DAYS - 1
    first = day - timedelta(days=place)
    within = (entry for entry in entries if entry.date >= first)
    history = gather(within, profile, first, day, assessed_from=place)
    for earlier in range(place - ACCUMULATION_DAYS + 1, place):
        accumulate(history, earlier)
    return findings_at(history.window(place), reach_all(history, place), day)


def findings_at(window: Window, reached: Reached, day: date) -> Assessment:
    """The findings of the steps that a day reaches."""
    findings = [
        finding(rule, step, window)
        for rule, step in zip(RULES, reached, strict=True)
        if step is not None
    ]
    findings.sort(key=lambda finding: (-finding.level, finding.rule))
    level = findings[0].level if findings else Level.NONE
    return Assessment(day, level, tuple(findings))


def reach_all(history: FactHistory, place: int) -> Reached:
    """The step of every rule on a day; days before it must have been accumulated."""
    window = history.window(place)
    steps = [reach(rule, window) for rule in _COUNTING_RULES]
    if _stand_together(steps[index] for index in _ACCUMULATING):
        history.state(Fact.CROWDED, place)
    # Only now is all stated that the accumulation counts. It is not asked by `reach`, which
    # remembers what a history mentions, while this is stated from day to day.
    steps.insert(_ACCUMULATION_AT, _first_met(RULES[_ACCUMULATION_AT], window))
    return tuple(steps)


def accumulate(history: FactHistory, place: int) -> None:
    """State it where enough rules stand at watch together on a day."""
    window = history.window(place)
    if _stand_together(reach(_COUNTING_RULES[index], window) for index in _ACCUMULATING):
        history.state(Fact.CROWDED, place)


def reach(rule: Rule, window: Window) -> Threshold | None:
    """The first step of a rule that is met, or None."""
    if not window.history.mentions(_FACTS[rule.id], window.place):
        return None
    return _first_met(rule, window)


def finding(rule: Rule, step: Threshold, window: Window) -> Finding:
    """A reached step in words, with what was counted."""
    evidence = step.when.evidence(window) or Evidence(0, 0, 1)
    nights = window.dates(evidence.counted)
    count, answered = len(nights), evidence.answered.bit_count()
    # No window is named that begins before the diary.
    named = min(evidence.window_days, window.day_number)
    first = window.day - timedelta(days=named - 1)
    text = step.says.format(
        count=count,
        answered=answered,
        range=range_words(first, window.day),
        dates=dates_words(nights) if nights else "",
    )
    return Finding(
        rule=rule.id,
        title=rule.title,
        level=step.level,
        count=count,
        answered=answered,
        window_days=evidence.window_days,
        nights=nights,
        text=f"{EMERGENCY} {text}" if step.emergency else text,
        threshold=step.when.words(),
        source=rule.source,
        clears=clears_words(rule, step.level),
        emergency=step.emergency,
        learn=rule.learn,
        advice=_advice(step, window.profile),
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
    if level == Level.NOW or rule.eases is None:
        return _BY_VISIT
    unharmed = " (if nobody was hurt)" if rule.harm else ""
    return f"{_BY_VISIT} Or without a visit{unharmed}: {rule.eases.words()}."


def _advice(step: Threshold, profile: Profile | None) -> str:
    conditions = (profile and profile.conditions) or ()
    particular = (advice for condition, advice in step.known if condition in conditions)
    return next(particular, step.advice)


def _first_met(rule: Rule, window: Window) -> Threshold | None:
    number = window.day_number
    for step in rule.steps:
        if number >= step.from_day and step.when.is_met(window):
            return step
    return None


def _stand_together(steps: Iterable[Threshold | None]) -> bool:
    standing = sum(step is not None and step.level >= Level.WATCH for step in steps)
    return standing >= ACCUMULATE_AT


_COUNTING_RULES = tuple(rule for rule in RULES if rule.id != ACCUMULATION)
# The places of the accumulating rules among those, and of the accumulation among all.
_ACCUMULATING = tuple(i for i, rule in enumerate(_COUNTING_RULES) if rule.accumulates)
_ACCUMULATION_AT = next(i for i, rule in enumerate(RULES) if rule.id == ACCUMULATION)
_FACTS = {
    rule.id: frozenset[Fact]().union(*(step.when.facts() for step in rule.steps))
    for rule in RULES
}
