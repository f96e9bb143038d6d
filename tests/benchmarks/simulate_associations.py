"""How often "what goes with disturbed nights" misleads, and what it finds.

Run: ``python -m tests.benchmarks.simulate_associations [--people 1000] [--seed 1]``

Each simulated person keeps a diary for a year, leaves out one day in six, and looks at the
five comparisons every third day; in a second round they ask themselves five questions of
their own besides. A person is *told of one* if any comparison on any of those days says that a
thing goes with disturbed nights (more or fewer). Nothing has an effect in the first part; in
the second a thing is given one, and is looked at alone with the four others or nine.
"""

import argparse
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from coach.core.diary.records import OwnQuestion
from coach.core.history.links import Factor, Series, Thing, Verdict, compared

Days = list[bool]
OWN = tuple(OwnQuestion(id=f"own_{place}", words=f"Question {place}?") for place in range(5))
LOOKS = (60, 120, 365)


@dataclass(frozen=True)
class World:
    """How days and nights run where nothing has an effect.

    Attributes:
        name: In words.
        nights: Which nights movement disturbs.
        things: Which days have which of the five.
        own: Whether five own questions are answered besides.
    """

    name: str
    nights: Callable[[random.Random, int], Days]
    things: Callable[[random.Random, int], dict[Factor, Days]]
    own: bool = False


def coins(share: float) -> Callable[[random.Random, int], Days]:
    """Every day by itself."""
    return lambda r, n: [r.random() < share for _ in range(n)]


def spells(share: float, length: float) -> Callable[[random.Random, int], Days]:
    """Runs of yes that last ``length`` days on average, as a two-state chain."""

    def run(r: random.Random, n: int) -> Days:
        leave = 1 / length
        enter = leave * share / (1 - share)
        state, drawn = r.random() < share, []
        for _ in range(n):
            drawn.append(state)
            state = r.random() >= leave if state else r.random() < enter
        return drawn

    return run


def drifting(share: float, memory: float) -> Callable[[random.Random, int], Days]:
    """A propensity that drifts over weeks; ``memory`` is its day-to-day correlation."""

    def run(r: random.Random, n: int) -> Days:
        centre, level, drawn = math.log(share / (1 - share)), r.gauss(0, 1), []
        for _ in range(n):
            drawn.append(r.random() < 1 / (1 + math.exp(-centre - 1.5 * level)))
            level = memory * level + math.sqrt(1 - memory**2) * r.gauss(0, 1)
        return drawn

    return run


def weekends(inside: float, outside: float) -> Callable[[random.Random, int], Days]:
    """More on two days of the week, wherever the week begins."""

    def run(r: random.Random, n: int) -> Days:
        start = r.randrange(7)
        return [r.random() < (inside if (start + d) % 7 < 2 else outside) for d in range(n)]

    return run


def each_day_apart(r: random.Random, n: int) -> dict[Factor, Days]:
    """Five things without any memory."""
    return {f: coins(s)(r, n) for f, s in zip(Factor, (0.3, 0.25, 0.3, 0.2, 0.15), strict=True)}


def as_people_live(r: random.Random, n: int) -> dict[Factor, Days]:
    """Habits in spells, stress that drifts, alcohol at the weekend."""
    return {
        Factor.CAFFEINE: spells(0.35, 6)(r, n),
        Factor.STRESS: drifting(0.25, 0.9)(r, n),
        Factor.ALCOHOL: weekends(0.7, 0.1)(r, n),
        Factor.SHORT_NIGHT: spells(0.2, 2.5)(r, n),
        Factor.LATE_EXERCISE: weekends(0.2, 0.15)(r, n),
    }


def in_long_spells(r: random.Random, n: int) -> dict[Factor, Days]:
    """All five in spells of about ten days."""
    return {
        f: spells(s, 10)(r, n) for f, s in zip(Factor, (0.4, 0.3, 0.3, 0.3, 0.3), strict=True)
    }


def own_days(r: random.Random, n: int) -> dict[OwnQuestion, Days]:
    """What five own questions may be about: habits, moods, weekends."""
    kinds = (coins(0.3), coins(0.5), spells(0.3, 5), drifting(0.3, 0.9), weekends(0.8, 0.2))
    return {question: kind(r, n) for question, kind in zip(OWN, kinds, strict=True)}


FIVE = (
    World("every day by itself", coins(0.3), each_day_apart),
    World("every day by itself, rare nights", coins(0.08), each_day_apart),
    World("spells of 4 nights, habits as people live", spells(0.3, 4), as_people_live),
    World("drifting over weeks, habits as people live", drifting(0.25, 0.95), as_people_live),
    World("spells of 10 nights, things in spells of 10", spells(0.3, 10), in_long_spells),
    World("one long spell of 60 nights", spells(0.25, 60), in_long_spells),
)


WORLDS = (
    *FIVE,
    *(replace(world, name=f"{world.name}, ten things", own=True) for world in FIVE),
)


_TOLD = (Verdict.MORE, Verdict.FEWER)


def bits(answers: Days, known: Days) -> Series:
    """A series as the core takes it."""
    yes = seen = 0
    for place, (answer, there) in enumerate(zip(answers, known, strict=True)):
        if there:
            seen |= 1 << place
            yes |= answer << place
    return Series(seen, yes)


def cut(whole: Series, days: int) -> Series:
    """The first days of a series."""
    mask = (1 << days) - 1
    return Series(whole.known & mask, whole.yes & mask)


def diaries(
    world: World, people: int, seed: int
) -> Iterator[tuple[Series, dict[Thing, Series]]]:
    """One year each."""
    for person in range(people):
        r = random.Random(f"{seed}-{world.name}-{person}")
        known = [r.random() > 1 / 6 for _ in range(365)]
        nights = world.nights(r, 365)
        things: dict[Thing, Days] = dict(world.things(r, 365).items())
        if world.own:
            things.update(own_days(r, 365).items())
        yield bits(nights, known), {f: bits(days, known) for f, days in things.items()}


def told(
    nights: Series, things: dict[Thing, Series], days: int, looked_at: int = 0
) -> set[Thing]:
    """The things of which a look after so many days speaks."""
    seen = cut(nights, days)
    count = looked_at or len(things)
    return {
        thing
        for thing, whole in things.items()
        if compared(thing, cut(whole, days), seen, count).verdict in _TOLD
    }


def without_effect(people: int, seed: int) -> None:
    """The table of false alarms."""
    print("| world | day 60 | day 120 | day 365 | ever in a year, looking every 3rd day |")
    print("|---|---|---|---|---|")
    for world in WORLDS:
        once = dict.fromkeys(LOOKS, 0)
        ever = 0
        for nights, things in diaries(world, people, seed):
            for look in LOOKS:
                once[look] += bool(told(nights, things, look))
            ever += any(told(nights, things, look) for look in range(20, 366, 3))
        shares = " | ".join(f"{100 * once[look] / people:.1f} %" for look in LOOKS)
        print(f"| {world.name} | {shares} | {100 * ever / people:.1f} % |", flush=True)


def with_effect(people: int, seed: int) -> None:
    """The table of what is found."""
    print("| without / with | the thing | looked at | day 60 | day 120 | day 365 |")
    print("|---|---|---|---|---|---|")
    kinds = {
        "one day in three, by itself": coins(1 / 3),
        "one day in three, spells of 4": spells(1 / 3, 4),
    }
    for low, high in ((0.2, 0.4), (0.2, 0.6), (0.2, 0.8), (0.1, 0.6)):
        for name, kind in kinds.items():
            shown = {count: dict.fromkeys(LOOKS, 0) for count in (5, 10)}
            for person in range(people):
                r = random.Random(f"{seed}-{low}-{high}-{name}-{person}")
                known = [r.random() > 1 / 6 for _ in range(365)]
                days = kind(r, 365)
                nights = [r.random() < (high if there else low) for there in days]
                thing, seen = bits(days, known), bits(nights, known)
                for count, found in shown.items():
                    for look in LOOKS:
                        found[look] += bool(told(seen, {Factor.STRESS: thing}, look, count))
            for count, found in shown.items():
                shares = " | ".join(f"{100 * found[look] / people:.0f} %" for look in LOOKS)
                effect = f"{100 * low:.0f} % / {100 * high:.0f} %"
                print(f"| {effect} | {name} | {count} | {shares} |", flush=True)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    without_effect(asked.people, asked.seed)
    print()
    with_effect(asked.people, asked.seed)


if __name__ == "__main__":
    main()
