"""How often an experiment tells of an effect that is not there, and how often it finds one.

Run: ``python -m tests.benchmarks.simulate_experiments [--people 10000] [--seed 1]``

Each invented person tries a tip for thirty evenings in the drawn order, and the nights go
through the very code that tells the result. In the first table the tip does nothing, however
the nights run. In the second it does: with it a night that would have been disturbed is calm by
the share that turns 60 % into 30 % or 15 %. A person may leave out a third of the mornings, or
do the tip on two thirds only of the evenings that are with it.
"""

import argparse
import math
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coach.core.diary.choices import Block, Outcome
from coach.core.tips.experiments.drawing import BLOCK_NIGHTS, EVENINGS, drawn
from coach.core.tips.experiments.nights import TrialNight
from coach.core.tips.experiments.result import Telling, TrialResult, result_of
from tests.benchmarks.simulate_associations import coins, drifting, spells

FIRST = date(2026, 11, 1)
TWO_THIRDS = 2 / 3
_TOLD = frozenset({Telling.BETTER, Telling.WORSE})

Run = Callable[[random.Random], Sequence[int]]


@dataclass(frozen=True)
class Manner:
    """How a person goes along.

    Attributes:
        answered: The share of nights that they answer.
        kept: The share of the evenings with it on which they do it.
    """

    answered: float = 1.0
    kept: float = 1.0

    @property
    def words(self) -> str:
        """In words, for the tables."""
        parts = ["all" if self.answered == 1 else "two thirds"]
        parts.append("all" if self.kept == 1 else "two thirds")
        return " | ".join(parts)


MANNERS = (
    Manner(),
    Manner(answered=TWO_THIRDS),
    Manner(kept=TWO_THIRDS),
    Manner(TWO_THIRDS, TWO_THIRDS),
)


def _yes_or_no(run: Callable[[random.Random, int], list[bool]]) -> Run:
    return lambda r: [int(night) for night in run(r, EVENINGS)]


def sliding(first: float, last: float) -> Run:
    """Nights that grow better or worse from the first to the last."""

    def run(r: random.Random) -> list[int]:
        step = (last - first) / (EVENINGS - 1)
        return [int(r.random() < first + step * place) for place in range(EVENINGS)]

    return run


def latencies(memory: float) -> Run:
    """Minutes to fall asleep, now and then very many, drifting from night to night."""

    def run(r: random.Random) -> list[int]:
        level, minutes = r.gauss(0, 1), []
        for _ in range(EVENINGS):
            minutes.append(min(240, round(math.exp(3 + 0.8 * level))))
            level = memory * level + math.sqrt(1 - memory**2) * r.gauss(0, 1)
        return minutes

    return run


def steps(memory: float) -> Run:
    """How rested, 1 to 5, drifting from day to day."""

    def run(r: random.Random) -> list[int]:
        level, given = r.gauss(0, 1), []
        for _ in range(EVENINGS):
            given.append(min(5, max(1, round(3 + level))))
            level = memory * level + math.sqrt(1 - memory**2) * r.gauss(0, 1)
        return given

    return run


WORLDS: tuple[tuple[str, Outcome, Run], ...] = (
    ("60 % disturbed, every night by itself", Outcome.DISTURBED, _yes_or_no(coins(0.6))),
    ("30 % disturbed, every night by itself", Outcome.DISTURBED, _yes_or_no(coins(0.3))),
    ("10 % disturbed, every night by itself", Outcome.DISTURBED, _yes_or_no(coins(0.1))),
    ("40 % disturbed, in spells of 4 nights", Outcome.DISTURBED, _yes_or_no(spells(0.4, 4))),
    ("40 % disturbed, in spells of 10 nights", Outcome.DISTURBED, _yes_or_no(spells(0.4, 10))),
    ("40 % disturbed, drifting", Outcome.DISTURBED, _yes_or_no(drifting(0.4, 0.95))),
    ("from 80 % disturbed down to 10 %", Outcome.DISTURBED, sliding(0.8, 0.1)),
    ("from 10 % disturbed up to 80 %", Outcome.DISTURBED, sliding(0.1, 0.8)),
    ("how rested, drifting", Outcome.RESTED, steps(0.8)),
    ("minutes to fall asleep, drifting", Outcome.LATENCY, latencies(0.8)),
)


def lived(
    r: random.Random, run: Run, kind: Outcome, manner: Manner, left: float
) -> TrialResult:
    """Thirty evenings of one person and what they come to.

    Args:
        r: Their chance.
        run: How their nights run without the tip.
        kind: What is looked at.
        manner: How they go along.
        left: The share of disturbed nights that the tip leaves disturbed; 1 does nothing.
    """
    blocks = drawn(r.randrange)
    nights = []
    for place, without in enumerate(run(r)):
        block = blocks[place // BLOCK_NIGHTS]
        done = block is Block.WITH and r.random() < manner.kept
        came_out = without * (r.random() < left) if done and left < 1 else without
        nights.append(
            TrialNight(
                evening=FIRST + timedelta(days=place),
                block=place // BLOCK_NIGHTS,
                drawn=block,
                done=done,
                outcome=int(came_out) if r.random() < manner.answered else None,
            )
        )
    return result_of(kind, nights)


def without_effect(people: int, seed: int) -> None:
    """The table of false alarms."""
    print("| nights | answered | told of an effect | too few nights |")
    print("|---|---|---|---|")
    for name, kind, run in WORLDS:
        for manner in (Manner(), Manner(answered=TWO_THIRDS)):
            tellings = [
                lived(
                    random.Random(f"{seed}-{name}-{manner}-{n}"), run, kind, manner, 1
                ).telling
                for n in range(people)
            ]
            told = sum(telling in _TOLD for telling in tellings)
            few = tellings.count(Telling.TOO_FEW)
            answered = manner.words.partition(" |")[0]
            print(
                f"| {name} | {answered} | {100 * told / people:.1f} % "
                f"| {100 * few / people:.1f} % |",
                flush=True,
            )


def with_effect(people: int, seed: int) -> None:
    """The table of what is found."""
    print("| disturbed without → with | answered | kept with | found | told the wrong way |")
    print("|---|---|---|---|---|")
    for share in (0.3, 0.15):
        for manner in MANNERS:
            run = _yes_or_no(coins(0.6))
            tellings = [
                lived(
                    random.Random(f"{seed}-{share}-{manner}-{n}"),
                    run,
                    Outcome.DISTURBED,
                    manner,
                    share / 0.6,
                ).telling
                for n in range(people)
            ]
            found = tellings.count(Telling.BETTER)
            wrong = tellings.count(Telling.WORSE)
            print(
                f"| 60 % → {100 * share:.0f} % | {manner.words} | {100 * found / people:.0f} % "
                f"| {100 * wrong / people:.1f} % |",
                flush=True,
            )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    without_effect(asked.people, asked.seed)
    print()
    with_effect(asked.people, asked.seed)


if __name__ == "__main__":
    main()
