"""Replay invented people: who sees a banner, how soon a true case is found, and when it goes.

Run it as ``python tests/benchmarks/simulate_rules.py [--people 400] [--save FILE]
[--before FILE]``; it prints Markdown tables. ``--save`` keeps the figures, ``--before`` prints
those of an earlier run beside them, so that two states of the rules can be compared on the
same people. The people are made up and so is all they do: the figures compare rules with each
other, and say nothing about how accurate they are on anybody.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coach.core.diary.choices import Condition
from coach.core.diary.records import Profile
from coach.core.patterns import ledger
from tests.benchmarks import _people as people
from tests.benchmarks._people import FIRST, YEAR, Person, missing

SEED = "accuracy"
ONSET = 60
STOP = ONSET + 56
AT_RISK = Profile(conditions=(Condition.ANAEMIA,))
NEVER = math.inf
# A rule's banner: the first day on which it stands, and the first on which it is gone.
Banners = dict[str, list[tuple[int, int]]]
Row = tuple[str, ...]


def banners_of(person: Person, seed: str, days: int = YEAR) -> Banners:
    """The banners of one person by rule, as places in their diary."""
    chance = random.Random(f"{seed} {person.what}")
    entries = person.entries(chance, days)
    last = FIRST + timedelta(days=days - 1)
    found: Banners = {}
    for banner in ledger(entries, (), person.profile, last):
        ended = days if banner.ended is None else (banner.ended - FIRST).days
        found.setdefault(banner.rule, []).append(((banner.began - FIRST).days, ended))
    return found


def wilson(hits: int, of: int) -> str:
    """A share in per cent with its 95 % Wilson interval."""
    if not of:
        return "-"
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return f"{100 * share:.0f} % ({100 * low:.0f}–{100 * high:.0f})"


def median(values: Sequence[float]) -> str:
    """The middle of some days; "never" where most have none."""
    middle = statistics.median(values) if values else math.inf
    return "never" if math.isinf(middle) else f"{middle:.0f}"


def days_of(spans: Iterable[tuple[int, int]], first: int = 0, last: int = YEAR) -> int:
    """On how many days of a stretch some banner stands."""
    stands = {day for begin, end in spans for day in range(begin, end)}
    return sum(first <= day < last for day in stands)


@dataclass(frozen=True)
class Table:
    """One table: its heading, its people, and how their banners make a row."""

    title: str
    columns: Row
    people: tuple[Person, ...]
    row: Callable[[Person, Sequence[Banners]], Row]
    days: int = YEAR


# -- well -----------------------------------------------------------------------------------


def _well_row(person: Person, found: Sequence[Banners]) -> Row:
    own = [banners.get(person.rule, []) for banners in found]
    everything = [[span for spans in b.values() for span in spans] for b in found]
    return (
        wilson(sum(map(bool, own)), len(found)),
        f"{sum(map(days_of, own)) / len(found):.1f}",
        wilson(sum(map(bool, everything)), len(found)),
    )


def _well(what: str, rule: str, habit: people.Habit, profile: Profile | None = None) -> Person:
    return Person(what, rule, habit, missing(0.15), profile)


SEVENTH = people.alone(1 / 7, people.disturb)
WELL = Table(
    "People who are well",
    ("in a year", "rule", "banner by it", "its days a year", "banner by any rule"),
    (
        _well("one disturbed night a month", "R04", people.once_a_month),
        _well("crunch weeks, stress noted", "R04", people.crunch(0.8)),
        _well("crunch weeks, nothing noted", "R04", people.crunch(0.0)),
        _well("1 night in 7", "R04", SEVENTH),
        _well("1 night in 7, half of the days missing", "R04", SEVENTH).but(
            "1 night in 7, half of the days missing", missing(0.5)
        ),
        _well("crunch weeks, with a risk condition", "R04", people.crunch(0.8), AT_RISK),
        _well("1 night in 7, with a risk condition", "R04", SEVENTH, AT_RISK),
        _well("kicks on 60 % of nights, good days", "R06", people.steady(0.6, people.kick)),
        _well(
            "the same, with a risk condition", "R06", people.steady(0.6, people.kick), AT_RISK
        ),
        _well("snoring on 70 % of nights, good days", "R10", people.steady(0.7, people.snore)),
        _well("legs once a week", "R07", people.alone(1 / 7 - 1 / 20, people.legs)),
        _well("bad nights 1 in 3", "R13", people.steady(0.27, people.long_night, people.poor)),
        _well("two jerks by day in the year", "R01", people.two_jerks),
    ),
    _well_row,
)
HARD = Table(
    "Where it is known to be wrong, or near the line",
    WELL.columns,
    (
        _well(
            "1 night in 7, in spells of 2", "R04", people.clustered(1 / 7, 2, people.disturb)
        ),
        _well("2 to 26 % of nights over the seasons", "R04", people.drifting),
        _well("1 night in 7, bad nights reported", "R04", SEVENTH).but(
            "1 night in 7, mostly the bad nights reported", people.bad_nights_only
        ),
        _well("2 nights in 7", "R04", people.alone(2 / 7, people.disturb)),
    ),
    _well_row,
)

# -- true cases -----------------------------------------------------------------------------


def _case_row(person: Person, found: Sequence[Banners]) -> Row:
    looks = (84, 98, 112) if person.rule == "R13" else (14, 28, 42)
    delays = [
        min(
            (max(begin, ONSET) - ONSET + 1 for begin, end in spans if end > ONSET),
            default=NEVER,
        )
        for spans in (banners.get(person.rule, []) for banners in found)
    ]
    shares = [wilson(sum(delay <= by for delay in delays), len(delays)) for by in looks]
    return (*shares, median(delays))


SHARES = {"R02": 0.85, "R04": 0.6, "R06": 0.7, "R07": 0.6, "R10": 0.7, "R11": 0.7, "R13": 0.6}
NAMES = {
    "R02": "a twitch on 85 % of days",
    "R04": "60 % of nights disturbed",
    "R06": "kicks 70 %, poor days 70 %",
    "R07": "restless legs 60 %",
    "R10": "snoring 70 %, poor days 70 %",
    "R11": "sleepy 70 %",
    "R13": "bad nights 60 %, poor days 60 %",
}


def _from_onset(rule: str, share: float) -> people.Habit:
    return people.spans(lambda day: share if day >= ONSET else 0.0, *people.CHANGES[rule])


def _cases() -> Iterator[Person]:
    for rule, share in SHARES.items():
        for what, answering in people.PATTERNS:
            yield Person(f"{NAMES[rule]}; {what}", rule, _from_onset(rule, share), answering)
    others = (
        ("R08", "dreams acted out 25 %", _from_onset("R08", 0.25)),
        (
            "R10",
            "pauses heard 20 %",
            people.spans(lambda day: 0.2 if day >= ONSET else 0.0, people.pause),
        ),
    )
    for rule, name, habit in others:
        yield Person(f"{name}; 25 % missing", rule, habit, missing(0.25))


CASES = Table(
    "True cases, from day 60 on",
    (
        "true case",
        "rule",
        "by day 14 (R13: 84)",
        "by day 28 (98)",
        "by day 42 (112)",
        "median day",
    ),
    tuple(_cases()),
    _case_row,
    days=220,
)

# -- what stops -----------------------------------------------------------------------------


def _length(rule: str) -> int:
    return 112 if rule == "R13" else 56


def _stop_row(person: Person, found: Sequence[Banners]) -> Row:
    stop = ONSET + _length(person.rule)
    standing = [
        spans[-1]
        for spans in (
            [s for s in banners.get(person.rule, []) if s[0] < stop <= s[1]]
            for banners in found
        )
        if spans
    ]
    waits = [math.inf if end >= LONG else end - stop + 1 for _, end in standing]
    return (
        str(len(standing)),
        median(waits),
        wilson(sum(wait <= 42 for wait in waits), len(waits)),
    )


LONG = 420


def _stopping(rule: str, before: float, after: float) -> people.Habit:
    stop = ONSET + _length(rule)

    def share(day: int) -> float:
        return 0.0 if day < ONSET else before if day < stop else after

    return people.spans(share, *people.CHANGES[rule])


def _stops() -> Iterator[Person]:
    for what, answering in people.PATTERNS:
        habit = _stopping("R04", 0.6, 0.03)
        yield Person(f"60 → 3 % of nights disturbed; {what}", "R04", habit, answering)
    quarter = missing(0.25)
    yield Person("60 → 14 %; 25 % missing", "R04", _stopping("R04", 0.6, 1 / 7), quarter)
    yield Person("60 → 25 %; 25 % missing", "R04", _stopping("R04", 0.6, 0.25), quarter)
    for rule in ("R06", "R07", "R10", "R11", "R13"):
        for what, answering in people.PATTERNS[:2]:
            habit = _stopping(rule, SHARES[rule], 0.0)
            yield Person(f"{NAMES[rule]} → as the well; {what}", rule, habit, answering)
    gone = people.until(STOP, quarter)
    yield Person("60 → 3 %, no answer any more", "R04", _stopping("R04", 0.6, 0.03), gone)


STOPS = Table(
    "It stops after eight weeks (R13: sixteen)",
    (
        "what stops",
        "rule",
        "with a banner then",
        "median days to its end",
        "gone within 42 days",
    ),
    tuple(_stops()),
    _stop_row,
    days=LONG,
)

# -- what goes on ---------------------------------------------------------------------------

ON = ONSET + 335


def _on_row(person: Person, found: Sequence[Banners]) -> Row:
    wrongly, without, returning, gone = 0, 0.0, 0, 0
    for banners in found:
        spans = sorted(span for span in banners.get(person.rule, []) if span[1] > ONSET)
        ends = [end for _, end in spans if end < ON]
        wrongly += bool(ends)
        gone += len(ends)
        returning += sum(any(0 <= b - end <= 56 for b, _ in spans) for end in ends)
        if spans:
            begin = max(spans[0][0], ONSET)
            without += (ON - begin - days_of(spans, begin, ON)) * YEAR / 335
    return (
        wilson(wrongly, len(found)),
        f"{without / len(found):.1f}",
        wilson(returning, gone),
    )


def _going_on() -> Iterator[Person]:
    for share in (0.4, 0.5, 0.6):
        for what, answering in people.PATTERNS[:2]:
            habit = _from_onset("R04", share)
            yield Person(
                f"{100 * share:.0f} % of nights disturbed; {what}", "R04", habit, answering
            )
    for rule in ("R06", "R07", "R10", "R11", "R13"):
        habit = _from_onset(rule, 0.5)
        yield Person(f"the same at 50 %, {rule}; 25 % missing", rule, habit, missing(0.25))
    spells = people.clustered(0.6, 8, people.disturb)
    yield Person("60 % in spells of 8 nights; 25 % missing", "R04", spells, missing(0.25))


GOES_ON = Table(
    "It goes on for eleven months",
    (
        "what goes on",
        "rule",
        "people with a wrong clearing",
        "days a year without the banner",
        "of the clearings, back in 8 weeks",
    ),
    tuple(_going_on()),
    _on_row,
    days=ON,
)

# -- wax and wane ---------------------------------------------------------------------------


def _wave_row(person: Person, found: Sequence[Banners]) -> Row:
    calm = [day for day in range(YEAR) if day // 42 % 2]
    banner_days, calm_without = 0, 0
    for banners in found:
        spans = banners.get(person.rule, [])
        banner_days += days_of(spans)
        stands = {day for begin, end in spans for day in range(begin, end)}
        calm_without += sum(day not in stands for day in calm)
    return (
        f"{banner_days / len(found):.0f}",
        f"{100 * calm_without / (len(found) * len(calm)):.0f} %",
    )


WAVES = Table(
    "Six weeks on, six weeks calm",
    ("what comes and goes", "rule", "banner days a year", "calm days without it"),
    tuple(
        Person(
            f"60 and 7 % of nights disturbed; {what}",
            "R04",
            people.spans(lambda day: 0.07 if day // 42 % 2 else 0.6, people.disturb),
            answering,
        )
        for what, answering in people.PATTERNS[:2]
    ),
    _wave_row,
)
TABLES = (WELL, HARD, CASES, STOPS, GOES_ON, WAVES)


def replay(place: tuple[int, int, int, int]) -> list[Banners]:
    """Some people: their table, their kind, the first of them, and the one after the last."""
    table, kind, first, end = place
    person = TABLES[table].people[kind]
    return [
        banners_of(person, f"{SEED} {number}", TABLES[table].days)
        for number in range(first, end)
    ]


def rows(table: int, count: int, workers: ProcessPoolExecutor) -> Iterator[tuple[str, Row]]:
    """Each kind of people of a table with its row."""
    for kind, person in enumerate(TABLES[table].people):
        step = max(1, count // 8)
        places = [(table, kind, at, min(count, at + step)) for at in range(0, count, step)]
        found = [banners for part in workers.map(replay, places) for banners in part]
        yield person.what, (person.rule, *TABLES[table].row(person, found))


def beside(before: Sequence[str], now: Sequence[str]) -> Row:
    """Two rows of figures in one: the earlier one first."""
    return tuple(
        new if old == new else f"{old} → {new}" for old, new in zip(before, now, strict=True)
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=400, help="of each kind")
    parser.add_argument("--save", type=Path, help="keep the figures in a file")
    parser.add_argument("--before", type=Path, help="figures to print beside these")
    wanted = parser.parse_args()
    before = json.loads(wanted.before.read_text("utf-8")) if wanted.before else {}
    kept: dict[str, Row] = {}
    with ProcessPoolExecutor() as workers:
        for number, table in enumerate(TABLES):
            print(f"**{table.title}**\n")
            print(f"| {' | '.join(table.columns)} |")
            print(f"|{'---|' * len(table.columns)}")
            for what, row in rows(number, wanted.people, workers):
                kept[what] = row
                line = beside(before[what], row) if what in before else row
                print(f"| {what} | {' | '.join(line)} |", flush=True)
            print()
    if wanted.save:
        wanted.save.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
