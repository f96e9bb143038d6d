"""Change the rules a little, one place at a time, and see whether the tests notice.

Run it as ``nice python tests/benchmarks/mutate_patterns.py [--sample 100] [--file rules/]``.
Comparisons are made one off or turned, whole numbers raised or lowered by one, truth values
flipped, ``and`` and ``or`` exchanged, all in a copy in a temporary folder. It prints what no
test noticed, and ends with 1 if there is any. What is known to be harmless stands with its
reason in ``mutations_that_live.toml`` beside this. With ``--quick 2`` the tests of a change, in
any order, end after two seconds, so that some more are printed than truly live.

The tests are collected once; each change is then made in a fork of that process. Of the tests
only those that call the changed function are run, first the ones that noticed other changes of
its file. The slow property tests are left out, and of changes in the table so are those of the
rules page, which notice any change of its words. The numbers of the levels are not changed:
nothing but their order matters, and that is the table's.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import tomllib
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from types import CodeType
from typing import TextIO

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks._mutations import Mutation, mutations
from tests.benchmarks._program import Program
from tests.benchmarks._suite import (
    TESTS,
    Suite,
    calls,
    first_to_fail,
    in_any_order,
    suite_of,
    watched,
    with_tests,
)

ROOT = Path(__file__).resolve().parents[2]
PATTERNS, PACKAGE = Path("coach/core/patterns"), "coach.core.patterns"
NOT_MUTATED = ("__init__.py", "__main__.py", "levels.py")
HARMLESS = Path(__file__).with_name("mutations_that_live.toml")


def copied(folder: Path) -> Path:
    """A copy of what these tests need, first on the path from now on.

    The folder that every other test is given takes longer than most of these.
    """
    copy = folder / "main"
    no_caches = shutil.ignore_patterns("__pycache__")
    for part in ("coach", TESTS):
        shutil.copytree(ROOT / part, copy / part, ignore=no_caches)
    (copy / "docs").mkdir()
    for name in ("pyproject.toml", "docs/rules.md"):
        shutil.copy(ROOT / name, copy / name)
    if (ROOT.parent / "shared").is_dir():
        (folder / "shared").symlink_to(ROOT.parent / "shared")
    sys.path.insert(0, str(copy))
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(folder)
    os.chdir(copy)
    return copy


def in_fork(work: Callable[[], str], seconds: int) -> tuple[int, int]:
    """Do something in a fork; its process, and where its answer can be read."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    status = 1
    try:
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            pipe.write(work())
        status = 0
    finally:
        if status:
            traceback.print_exc()
        os._exit(status)


@dataclass
class Run:
    """The tests run over many changes.

    Attributes:
        copy: Where the program stands.
        jobs: So many changes at a time.
        seconds: The most processor time of one.
        enough: Processor time of one after which no other test is begun.
        tests: Parts of the names of the files of tests; all without any.
        out: Where those that live are printed.
        alive: How many no test noticed.
        harmless: How many more of these are known to be harmless.
    """

    copy: Path
    jobs: int
    seconds: int
    enough: float
    tests: Sequence[str]
    out: TextIO
    alive: int = 0
    harmless: int = 0

    def over(self, chosen: Sequence[Mutation]) -> None:
        """Try every change."""
        with calls() as early:
            with_tests(
                self.copy, self.tests, lambda session: self._over(chosen, session, early)
            )

    def _over(
        self, chosen: Sequence[Mutation], session: pytest.Session, early: set[CodeType]
    ) -> None:
        sys.settrace(None)
        program = Program(self.copy, PACKAGE, early)
        suite = self._suite(session)

        def notices(mutation: Mutation) -> str:
            program.change(mutation)
            tests = suite.chosen(mutation, session.items)
            return first_to_fail(session, tests, self.enough)

        for path, some in groupby(chosen, key=lambda mutation: mutation.path):
            for mutation, test in self._in_forks(some, notices):
                if test:
                    suite.noticed[path, test] += 1
                else:
                    self._tell(mutation)
            print(f"{path}: done", file=sys.stderr, flush=True)

    def _suite(self, session: pytest.Session) -> Suite:
        if self.enough < math.inf:
            return in_any_order(session)
        _, reading = in_fork(lambda: watched(session, self.copy), 20 * self.seconds)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            answer = pipe.read()
        os.wait()
        return suite_of(answer)

    def _in_forks(
        self, chosen: Iterable[Mutation], notices: Callable[[Mutation], str]
    ) -> Iterator[tuple[Mutation, str]]:
        """Each change with the test that notices it."""
        waiting, running = iter(chosen), dict[int, tuple[Mutation, int]]()
        while True:
            while len(running) < self.jobs and (mutation := next(waiting, None)) is not None:
                process, reading = in_fork(partial(notices, mutation), self.seconds)
                running[process] = mutation, reading
            if not running:
                return
            process, status = os.wait()
            mutation, reading = running.pop(process)
            with os.fdopen(reading, encoding="utf-8") as pipe:
                answer = pipe.read()
            yield mutation, answer or ("a crash, or no end" if status else "")

    def _tell(self, mutation: Mutation) -> None:
        why = known_harmless().get((str(mutation.path), mutation.text, mutation.what))
        self.harmless += why is not None
        if why is None:
            self.alive += 1
            print(mutation, file=self.out, flush=True)


def known_harmless() -> dict[tuple[str, str, str], str]:
    """Why a change is harmless, by its file, its line and the change."""
    rows = tomllib.loads(HARMLESS.read_text(encoding="utf-8"))["lives"]
    return {(row["file"], row["line"], row["change"]): row["why"] for row in rows}


def main() -> None:
    """Make the changes one by one and print those that no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="so many changes; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--file", default="", help="only files whose path holds this")
    parser.add_argument("--tests", nargs="*", default=(), help="only files of tests named so")
    parser.add_argument("--jobs", type=int, default=2, help="so many at a time")
    parser.add_argument("--seconds", type=int, default=60, help="processor time of one at most")
    parser.add_argument(
        "--quick", type=float, default=math.inf, help="stop testing one after so many seconds"
    )
    wanted = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, _quiet() as out:
        copy = copied(Path(folder))
        every = [
            mutation
            for mutation in mutations(copy, PATTERNS, NOT_MUTATED)
            if wanted.file in str(mutation.path)
        ]
        sample = min(wanted.sample or len(every), len(every))
        chosen = random.Random(wanted.seed).sample(every, sample)
        run = Run(copy, wanted.jobs, wanted.seconds, wanted.quick, wanted.tests, out)
        run.over(sorted(chosen, key=lambda mutation: (str(mutation.path), mutation.line)))
        print(
            f"{sample} of {len(every)} changes: {run.alive} unnoticed, {run.harmless} "
            f"harmless, {time.monotonic() - began:.0f} s",
            file=out,
        )
    raise SystemExit(1 if run.alive else 0)


@contextmanager
def _quiet() -> Iterator[TextIO]:
    """Where to print; what tests print goes nowhere."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        yield out


if __name__ == "__main__":
    main()
