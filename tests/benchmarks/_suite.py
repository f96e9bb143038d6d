"""The tests of the patterns, collected once and run in parts, for ``mutate_patterns.py``."""

from __future__ import annotations

import json
import math
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

import pytest

from tests.benchmarks._mutations import Mutation

TESTS = Path("tests/core/patterns")
# The first is slow; the others run nothing of what is changed.
LEFT_OUT = (
    "test_whatever_is_written.py",
    "test_plain_engine.py",
    "test_one_row_is_one_rule.py",
)
# These call nearly everything, and watching what they call would take long.
CALL_EVERYTHING = ("test_two_engines_agree.py", "test_examples.py")
# Notices any change of a number in the table, by its words.
PAGE, TABLE = "test_the_page_is_made_from_the_table", "rules"
# Of the invented diaries only so many: all of them take more than half of the time.
DIARIES, MOST_DIARIES = 10, 40
AGREE = "test_two_engines_agree_on_an_invented_diary"
NOBODY = ""


@dataclass
class Suite:
    """What is known of the tests, by their names.

    Attributes:
        seconds: How long each takes.
        calling: Which ones call a function, by its place.
        noticed: How many changes of a file each has noticed.
    """

    seconds: dict[str, float]
    calling: dict[str, set[str]]
    noticed: Counter[tuple[Path, str]] = field(default_factory=Counter)

    def chosen(self, mutation: Mutation, items: Sequence[pytest.Item]) -> list[pytest.Item]:
        """The tests that may notice a change, the likeliest and then the quickest first."""
        # A table is read without a call, so that of its changes anything may take notice.
        callers = self.calling.get(f"{mutation.path}:{mutation.function}")
        return sorted(
            (
                item
                for item in items
                if (not callers or item.nodeid in callers or item.path.name in CALL_EVERYTHING)
                and not (item.name == PAGE and mutation.path.parent.name == TABLE)
            ),
            key=lambda item: (
                -self.noticed[mutation.path, item.nodeid],
                self.seconds.get(item.nodeid, 0.0),
            ),
        )


class _Instead:
    """A plugin that does something else with the collected tests than run them once."""

    def __init__(self, work: Callable[[pytest.Session], None]) -> None:
        self._work = work

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Do it, unless a file of tests could not be read."""
        if session.testsfailed:
            raise SystemExit("the tests cannot be collected")
        self._work(session)
        return True


def with_tests(
    copy: Path, names: Sequence[str], work: Callable[[pytest.Session], None]
) -> None:
    """Collect the tests whose files are named so, or all, and do something with them."""
    tests = [
        path
        for path in (copy / TESTS).glob("test_*.py")
        if path.name not in LEFT_OUT and any(name in path.name for name in names or ("",))
    ]
    options = ["-n", "0", "-p", "no:randomly", "-s", "-o", "tmp_path_retention_policy=none"]
    for number in range(DIARIES, MOST_DIARIES):
        options += ["--deselect", f"{TESTS}/test_two_engines_agree.py::{AGREE}[{number}]"]
    pytest.main([*options, *map(str, sorted(tests))], plugins=[_Instead(work)])


def first_to_fail(
    session: pytest.Session, items: Sequence[pytest.Item], seconds: float = math.inf
) -> str:
    """The name of the first of some tests that fails; those after it are not run.

    Args:
        session: Theirs.
        items: The tests.
        seconds: After so much processor time no other one is begun.
    """
    until = time.process_time() + seconds
    for item, following in zip(items, [*items[1:], None], strict=True):
        if time.process_time() > until:
            break
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return item.nodeid
    return NOBODY


def watched(session: pytest.Session, copy: Path) -> str:
    """Run all tests once: which one fails, how long each takes, what it calls, as JSON."""
    failing = NOBODY
    seconds: dict[str, float] = {}
    calling: dict[str, list[str]] = defaultdict(list)
    for item in session.items:
        began = time.process_time()
        with calls(watching=item.path.name not in CALL_EVERYTHING) as codes:
            failing = failing or first_to_fail(session, [item])
        seconds[item.nodeid] = time.process_time() - began
        for code in codes:
            calling[place_of(code, copy)].append(item.nodeid)
    ours = {place: tests for place, tests in calling.items() if place.startswith("coach")}
    return json.dumps([failing, seconds, ours])


def suite_of(answer: str) -> Suite:
    """What `watched` has found out.

    Raises:
        SystemExit: A test fails, or none could be run.
    """
    failing, seconds, calling = json.loads(answer or '["no test can be run", {}, {}]')
    if failing:
        raise SystemExit(f"before anything is changed: {failing}")
    return Suite(seconds, {place: set(tests) for place, tests in calling.items()})


def in_any_order(session: pytest.Session) -> Suite:
    """The tests with nothing known of them."""
    names = [item.nodeid for item in session.items]
    random.Random(1).shuffle(names)
    return Suite({name: place for place, name in enumerate(names)}, {})


@contextmanager
def calls(*, watching: bool = True) -> Iterator[set[CodeType]]:
    """What is called meanwhile, or until this is used again."""
    codes: set[CodeType] = set()

    def note(frame: FrameType, *_: object) -> None:
        codes.add(frame.f_code)

    # A tracer that returns nothing is told of calls alone.
    sys.settrace(note if watching else None)
    try:
        yield codes
    finally:
        sys.settrace(None)


def place_of(code: CodeType, copy: Path) -> str:
    """A function's place, as a change has it: its file, its name and its line."""
    path = code.co_filename.removeprefix(f"{copy}{os.sep}")
    return f"{path}:{code.co_qualname}:{code.co_firstlineno}"
