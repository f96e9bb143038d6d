"""Replay invented people over a year: who sees a banner, and how soon a true case is found.

Run it as ``python tests/benchmarks/simulate_rules.py [--people 200]``; it prints two Markdown
tables. The people are made up and so is all they do: the figures compare rules with each
other, and say nothing about how accurate they are on anybody.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from coach.core.diary.records import Entry
from coach.core.patterns import Level, TimelineRow, timeline

FIRST = date(2026, 1, 5)
YEAR = 365
HEALTHY_MISSING, CASE_MISSING = 0.15, 0.25
CRUNCH_EVERY = 56

Plain = dict[str, dict[str, object]]
Habit = Callable[[random.Random], Callable[[int, Plain], None]]


def ordinary_day(chance: random.Random) -> Plain:
    """A day of somebody well: some starts, snoring, tired days and long nights among them."""

    def hit(share: float) -> bool:
        return chance.random() < share

    coffee = [{"at": "08:10", "mg": 95}] + ([{"at": "13:30", "mg": 95}] if hit(0.5) else [])
    return {
        "night": {
            "tried_to_sleep_at": "23:10",
            "sleep_latency_min": 45 if hit(1 / 12) else chance.randint(5, 25),
            "awake_min": chance.randint(0, 20),
            "final_wake_at": "06:50",
            "out_of_bed_at": "07:00",
            "woke_early_min": 0,
            "rested": 2 if hit(1 / 8) else 4,
        },
        "movement": {
            "sleep_starts": "undisturbing" if hit(1 / 5) else "none",
            "sleep_movement": "noticed" if hit(1 / 15) else "none",
            "dream_enactment": "acted_out" if hit(1 / 365) else "none",
            "leg_urge": "urge" if hit(1 / 20) else "none",
            "breathing": "snoring" if hit(1 / 6) else "none",
            "awake": "none",
        },
        "day": {
            "stress": 4 if hit(1 / 10) else 2,
            "caffeine": coffee,
            "alcohol": [],
            "sleepiness": "sleepy" if hit(1 / 10) else "none",
            "dozed_driving": False,
            "sudden_weakness": "none",
            "morning_headache": hit(1 / 30),
            "hard_to_cope": False,
            "new_medicine": False,
        },
    }


def _disturb(day: Plain, chance: random.Random) -> None:
    if chance.random() < 0.5:
        day["movement"]["sleep_starts"] = "disturbing"
    else:
        day["movement"]["sleep_movement"] = "woke_me"


def once_a_month(chance: random.Random) -> Callable[[int, Plain], None]:
    """One disturbed night a month, and an eyelid that flickers for some days each season."""
    nights = {30 * month + chance.randrange(30) for month in range(13)}
    starts = [91 * season + chance.randrange(80) for season in range(4)]
    flicker = {start + day for start in starts for day in range(chance.randint(2, 5))}

    def live(number: int, day: Plain) -> None:
        if number in nights:
            _disturb(day, chance)
        if number in flicker:
            day["movement"]["awake"] = "flicker"

    return live


def one_in_seven(chance: random.Random) -> Callable[[int, Plain], None]:
    """Every night disturbed with a chance of one in seven."""

    def live(_: int, day: Plain) -> None:
        if chance.random() < 1 / 7:
            _disturb(day, chance)

    return live


def crunch_weeks(chance: random.Random) -> Callable[[int, Plain], None]:
    """Once a month, and a hard week every eight: 60 % of nights, 80 % of days stressful."""
    monthly = once_a_month(chance)
    offset = chance.randrange(CRUNCH_EVERY)

    def live(number: int, day: Plain) -> None:
        monthly(number, day)
        if (number + offset) % CRUNCH_EVERY < 7:
            if chance.random() < 0.6:
                _disturb(day, chance)
            day["day"]["stress"] = 5 if chance.random() < 0.8 else 2

    return live


def jerk_by_day(chance: random.Random) -> Callable[[int, Plain], None]:
    """Once a month, and two jerks by day in the year."""
    monthly = once_a_month(chance)
    jerks = set(chance.sample(range(YEAR), 2))

    def live(number: int, day: Plain) -> None:
        monthly(number, day)
        if number in jerks:
            day["movement"]["awake"] = "jerk"

    return live


def _from_onset(
    change: Callable[[Plain, random.Random], None],
) -> Callable[[random.Random, int], Callable[[int, Plain], None]]:
    def habit(chance: random.Random, onset: int) -> Callable[[int, Plain], None]:
        monthly = once_a_month(chance)

        def live(number: int, day: Plain) -> None:
            monthly(number, day)
            if number >= onset:
                change(day, chance)

        return live

    return habit


def _often(
    share: float, part: str, field: str, value: object
) -> Callable[[Plain, random.Random], None]:
    def change(day: Plain, chance: random.Random) -> None:
        if chance.random() < share:
            day[part][field] = value

    return change


def _all(
    *changes: Callable[[Plain, random.Random], None],
) -> Callable[[Plain, random.Random], None]:
    def change(day: Plain, chance: random.Random) -> None:
        for part in changes:
            part(day, chance)

    return change


def _disturbed_at_60(day: Plain, chance: random.Random) -> None:
    if chance.random() < 0.6:
        _disturb(day, chance)


@dataclass(frozen=True)
class TrueCase:
    """Something that begins one day and goes on, and the rule that should find it."""

    rule: str
    what: str
    change: Callable[[Plain, random.Random], None]
    by_day: int = 28


HEALTHY: tuple[tuple[str, Habit], ...] = (
    ("one disturbed night a month", once_a_month),
    ("a crunch week every eight weeks", crunch_weeks),
    ("each night disturbed 1 in 7", one_in_seven),
    ("two jerks by day in the year", jerk_by_day),
)
CASES = (
    TrueCase("R02", "a twitch on 85 % of days", _often(0.85, "movement", "awake", "flicker")),
    TrueCase("R04", "60 % of nights disturbed", _disturbed_at_60),
    TrueCase(
        "R06",
        "kicks on 70 % of nights, 70 % of mornings unrefreshed",
        _all(
            _often(0.7, "movement", "sleep_movement", "noticed"),
            _often(0.7, "night", "rested", 2),
        ),
    ),
    TrueCase(
        "R07",
        "restless legs on 60 % of evenings, half of them delaying sleep",
        _all(
            _often(0.6, "movement", "leg_urge", "urge"),
            _often(0.3, "movement", "leg_urge", "delayed_sleep"),
        ),
    ),
    TrueCase(
        "R08",
        "dreams acted out on 25 % of nights",
        _often(0.25, "movement", "dream_enactment", "acted_out"),
    ),
    TrueCase(
        "R10", "pauses heard on 20 % of nights", _often(0.2, "movement", "breathing", "pauses")
    ),
    TrueCase(
        "R10",
        "loud snoring on 70 % of nights, 70 % of mornings unrefreshed",
        _all(
            _often(0.7, "movement", "breathing", "snoring"),
            _often(0.7, "night", "rested", 2),
        ),
    ),
    TrueCase(
        "R13",
        "60 % bad nights, 60 % of mornings unrefreshed",
        _all(
            _often(0.6, "night", "sleep_latency_min", 50),
            _often(0.6, "night", "rested", 2),
        ),
        by_day=98,
    ),
)


def replay(
    live: Callable[[int, Plain], None], chance: random.Random, missing: float
) -> tuple[TimelineRow, ...]:
    """One person's year, some of its days missing, as the rules see it."""
    entries: list[Entry] = []
    for number in range(YEAR):
        day = ordinary_day(chance)
        live(number, day)
        if chance.random() >= missing:
            when = (FIRST + timedelta(days=number)).isoformat()
            entries.append(msgspec.convert({"date": when, **day}, Entry))
    return timeline(entries, (), None, FIRST, FIRST + timedelta(days=YEAR - 1))


def wilson(hits: int, of: int) -> str:
    """A share in per cent with its 95 % Wilson interval."""
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return f"{100 * share:.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def healthy_table(people: int) -> Iterator[str]:
    """The share of people who are well and ever see a banner in a year, by rule."""
    seen: dict[str, Counter[str]] = {}
    for kind, habit in HEALTHY:
        counts = seen.setdefault(kind, Counter())
        for number in range(people):
            chance = random.Random(f"{kind} {number}")
            rows = replay(habit(chance), chance, HEALTHY_MISSING)
            raised = {
                rule for row in rows for rule, level in row.rules.items() if level >= Level.SOON
            }
            counts.update(raised)
            counts["any rule"] += bool(raised)
    rules = sorted({rule for counts in seen.values() for rule in counts} - {"any rule"})
    kinds = [kind for kind, _ in HEALTHY]
    yield f"| banner by | {' | '.join(kinds)} |"
    yield f"|---|{'---|' * len(kinds)}"
    for rule in ["any rule", *rules]:
        shares = [wilson(seen[kind][rule], people) for kind in kinds]
        yield f"| {rule} | {' | '.join(shares)} |"


def cases_table(people: int) -> Iterator[str]:
    """The share of true cases that their rule finds in time."""
    yield "| rule | true case, from one day on | found by day | share | median day |"
    yield "|---|---|---|---|---|"
    for case in CASES:
        delays: list[int] = []
        for number in range(people):
            chance = random.Random(f"{case.rule} {case.what} {number}")
            onset = chance.randint(60, 180)
            rows = replay(_from_onset(case.change)(chance, onset), chance, CASE_MISSING)
            alarms = (
                place - onset + 1
                for place, row in enumerate(rows)
                if place >= onset and row.rules.get(case.rule, Level.NONE) >= Level.SOON
            )
            delays.append(next(alarms, YEAR))
        in_time = sum(delay <= case.by_day for delay in delays)
        median = sorted(delays)[people // 2]
        yield (
            f"| {case.rule} | {case.what} | {case.by_day} | {wilson(in_time, people)} "
            f"| {median} |"
        )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200, help="of each kind")
    people = parser.parse_args().people
    for table in (healthy_table, cases_table):
        for line in table(people):
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
