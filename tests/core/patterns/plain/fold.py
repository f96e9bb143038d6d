"""What is shown, day by day from the first entry on: a rule rises and falls by its answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coach.core.diary.records import DoctorVisit, Entry, Profile
from tests.core.patterns.plain.easing import Held, first_visit, goes_by_calm, goes_by_visit
from tests.core.patterns.plain.facts import Facts
from tests.core.patterns.plain.rules import NAMES, NONE, RULES, SOON, WATCH, level


@dataclass(frozen=True)
class Going:
    """A banner that went: its rule, when it began, when it went, and why."""

    rule: str
    began: int
    gone: int
    by: str


@dataclass(frozen=True)
class Row:
    """One day of the timeline."""

    date: date
    level: str
    shown: str
    rules: dict[str, str]


def step(
    facts: Facts, visits: Sequence[DoctorVisit], rule: str, held: Held, day: int
) -> tuple[Held, str | None]:
    """A rule's next day, and why its banner went if it did."""
    now = level(facts, rule, day)
    if now > held.shown:
        return Held(
            shown=now,
            rose=day,
            began=day if held.shown < SOON <= now else held.began,
            watched=day if held.shown < WATCH <= now else held.watched,
        ), None
    if now == held.shown:
        return held, None
    watching = day < held.watched + 14
    if held.shown >= SOON:
        visit = first_visit(facts, visits, rule, held, day)
        by = None
        if goes_by_visit(facts, rule, visit, day):
            by = "visit"
        elif goes_by_calm(facts, rule, held, day):
            by = "calm"
        if by is None:
            return held, None
        return _at(held, max(now, WATCH) if watching else now), by
    if facts.fact("answered", day) is None or (held.shown == WATCH and watching):
        return held, None
    return _at(held, now), None


def _at(held: Held, shown: int) -> Held:
    return Held(shown=shown, rose=held.rose, began=held.began, watched=held.watched)


class Engine:
    """A diary's levels, day by day.

    Attributes:
        held: How each rule is shown at the end of each day, from the first entry on.
        goings: The banners that went, in order.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        visits: Sequence[DoctorVisit],
        profile: Profile | None,
        last: date,
    ) -> None:
        self.facts = Facts(entries, profile)
        self.visits = visits
        self.held: dict[int, dict[str, Held]] = {}
        self.goings: list[Going] = []
        before = {rule: Held() for rule in RULES}
        first = last.toordinal() + 1 if self.facts.first is None else self.facts.first
        for day in range(first, last.toordinal() + 1):
            self.held[day] = {}
            for rule in RULES:
                held, by = step(self.facts, visits, rule, before[rule], day)
                self.held[day][rule] = held
                if by is not None:
                    self.goings.append(Going(rule, before[rule].began, day, by))
            before = self.held[day]

    def row(self, day: int) -> Row:
        levels = {rule: level(self.facts, rule, day) for rule in RULES}
        shown = max((held.shown for held in self.held.get(day, {}).values()), default=NONE)
        return Row(
            date=date.fromordinal(day),
            level=NAMES[max(levels.values())],
            shown=NAMES[shown],
            rules={rule: NAMES[value] for rule, value in levels.items() if value},
        )


def timeline(
    entries: Iterable[Entry],
    visits: Sequence[DoctorVisit],
    profile: Profile | None,
    first: date,
    last: date,
) -> list[Row]:
    """One row a day."""
    engine = Engine(entries, visits, profile, last)
    return [engine.row(day) for day in range(first.toordinal(), last.toordinal() + 1)]
