"""Both engines on invented diaries: where they differ, the smallest such diary of each kind.

Run ``python tests/benchmarks/two_engines.py [COUNT] [SEED]`` (2,000 diaries of 200 days). It
ends with 1 if they differed anywhere. The second engine is the plain one in
``tests/core/patterns/plain``, which was written from the text of the rules alone.
"""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.core.patterns.comparing import differences, smallest, told
from tests.core.patterns.invented import invented

COUNT = 2_000


def differing(seed: str) -> tuple[str, list[str]]:
    """The kinds of difference on one diary."""
    found = {difference.about for difference in differences(invented(seed))}
    return seed, sorted(found)


def main() -> None:
    """Compare, and print each kind of difference once, on the smallest diary that shows it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    seed = sys.argv[2] if len(sys.argv) > 2 else "two engines"
    kinds: Counter[str] = Counter()
    example: dict[str, str] = {}
    diaries = 0
    with ProcessPoolExecutor() as workers:
        seeds = [f"{seed} {number}" for number in range(count)]
        for of, found in workers.map(differing, seeds, chunksize=8):
            diaries += bool(found)
            for about in found:
                kinds[about] += 1
                example.setdefault(about, of)
    print(f"{count} diaries, {diaries} on which the two engines differ")
    for about, times in sorted(kinds.items()):
        print(f"\n{about}: on {times} diaries, first on {example[about]!r}")
        for line in told(*smallest(invented(example[about]), about)):
            print(line, flush=True)
    if kinds:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
