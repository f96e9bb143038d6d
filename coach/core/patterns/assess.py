"""What one day's answers say, rule by rule."""

from collections.abc import Sequence
from datetime import date, timedelta

from coach.core.diary.records import Entry, Profile
from coach.core.patterns.counting import ACCUMULATION_DAYS, REACH_DAYS, History, Window
from coach.core.patterns.criteria import Evidence
from coach.core.patterns.dates import dates_words, range_words
from coach.core.patterns.facts import Fact
from coach.core.patterns.levels import Assessment, Finding, Level
from coach.core.patterns.rules.rule import Rule, Step
from coach.core.patterns.rules.table import ACCUMULATING, RULES
from coach.core.patterns.words import EMERGENCY, clears_words

ACCUMULATE_AT = 3

Reached = tuple[Step | None, ...]
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
    history = History(entries, profile, day - timedelta(days=place), day, place)
    for earlier in range(place - ACCUMULATION_DAYS + 1, place):
        accumulate(history, earlier)
    return findings_at(history.window(place), reach_all(history, place), day)


def findings_at(window: Window, reached: Reached, day: date) -> Assessment:
    """The findings of the steps that a day reaches."""
    found = tuple(
        finding(rule, step, window)
        for rule, step in zip(RULES, reached, strict=True)
        if step is not None
    )
    ordered = tuple(sorted(found, key=lambda each: (-each.level, each.rule)))
    return Assessment(day, max((each.level for each in found), default=Level.NONE), ordered)


def reach_all(history: History, place: int) -> Reached:
    """The step of every rule on a day; days before it must have been accumulated."""
    window = history.window(place)
    found = [reach(rule, window) for rule in _COUNTING_RULES]
    if _together(found):
        history.state(Fact.THREE_RULES, place)
    return (*found, _first_met(_ACCUMULATION, window))


def accumulate(history: History, place: int) -> None:
    """State it where enough rules stand at watch together on a day."""
    window = history.window(place)
    speaking = 0
    for rule in _ACCUMULATING_RULES:
        step = reach(rule, window)
        speaking += step is not None and step.level >= Level.WATCH
    if speaking >= ACCUMULATE_AT:
        history.state(Fact.THREE_RULES, place)


def reach(rule: Rule, window: Window) -> Step | None:
    """The first step of a rule that is met, or None."""
    if not window.history.mentions(_FACTS[rule.id], window.place):
        return None
    return _first_met(rule, window)


def finding(rule: Rule, step: Step, window: Window) -> Finding:
    """A reached step in words, with what was counted."""
    evidence = step.when.evidence(window) or Evidence(0, 0, 1)
    nights = window.dates(evidence.counted)
    count, answered = len(nights), evidence.answered.bit_count()
    first = window.day - timedelta(days=evidence.window_days - 1)
    said = step.says.format(
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
        text=f"{EMERGENCY} {said}" if step.emergency else said,
        threshold=step.when.words(),
        source=rule.source,
        clears=clears_words(rule, step.level),
        emergency=step.emergency,
        learn=rule.learn,
        advice=_advice(step, window.profile),
    )


def _advice(step: Step, profile: Profile | None) -> str:
    conditions = (profile and profile.conditions) or ()
    known = (advice for condition, advice in step.known if condition in conditions)
    return next(known, step.advice)


def _first_met(rule: Rule, window: Window) -> Step | None:
    number = window.day_number
    for step in rule.steps:
        if number >= step.from_day and step.when.is_met(window):
            return step
    return None


def _together(reached: Sequence[Step | None]) -> bool:
    speaking = 0
    for place in _ACCUMULATING_PLACES:
        step = reached[place]
        speaking += step is not None and step.level >= Level.WATCH
    return speaking >= ACCUMULATE_AT


# What R18 counts is stated from day to day, so it comes last.
*_COUNTING_RULES, _ACCUMULATION = RULES
_PLACES = {rule.id: place for place, rule in enumerate(RULES)}
_ACCUMULATING_PLACES = tuple(_PLACES[rule] for rule in ACCUMULATING)
_ACCUMULATING_RULES = tuple(RULES[place] for place in _ACCUMULATING_PLACES)
_FACTS = {
    rule.id: frozenset[Fact]().union(*(step.when.facts() for step in rule.steps))
    for rule in RULES
}
