"""Change the rules a little, one place at a time, and see whether the tests notice.

Run it as ``nice python tests/benchmarks/mutate_patterns.py --sample 100``. Comparisons are
made one off or turned, whole numbers raised or lowered by one, truth values flipped, ``and``
and ``or`` exchanged, all in a copy in a temporary folder. The tests of the rules page are left
out, since they notice any change of the table's words, and so are the slow property tests.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATTERNS = Path("coach/core/patterns")
TESTS = Path("tests/core/patterns")
LEFT_OUT = ("test_rules_page.py", "test_whatever_is_written.py")
SLOW = ("test_examples.py", "test_two_engines_agree.py")
NOT_MUTATED = ("__init__.py", "__main__.py")

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True)
class Mutation:
    """One change: the file, the place in it, and which of its variants."""

    path: Path
    place: int
    variant: int
    line: int
    what: str


class _Mutator(ast.NodeTransformer):
    """Walks a module; lists all changes, or makes the one that is wanted."""

    def __init__(self, path: Path, wanted: tuple[int, int] | None = None) -> None:
        self.path, self.wanted = path, wanted
        self.found: list[Mutation] = []
        self._place = -1

    def _offer(self, node: ast.expr, variants: list[tuple[str, ast.expr]]) -> ast.expr:
        self._place += 1
        for number, (what, changed) in enumerate(variants):
            self.found.append(Mutation(self.path, self._place, number, node.lineno, what))
            if self.wanted == (self._place, number):
                return ast.copy_location(changed, node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """Leave decorators alone: a slot more or less changes nothing."""
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """Turn each comparison, or move its border."""
        self.generic_visit(node)
        variants: list[tuple[str, ast.expr]] = []
        for number, operator in enumerate(node.ops):
            opposite = _COMPARISONS[type(operator)]()
            operators = [*node.ops[:number], opposite, *node.ops[number + 1 :]]
            changed = ast.Compare(node.left, operators, node.comparators)
            variants.append((f"{ast.unparse(node)} -> {ast.unparse(changed)}", changed))
        return self._offer(node, variants)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        """Exchange and and or."""
        self.generic_visit(node)
        opposite: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        changed = ast.BoolOp(opposite, node.values)
        return self._offer(node, [(f"{ast.unparse(node)} -> {ast.unparse(changed)}", changed)])

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """Flip truth values, move whole numbers by one."""
        if isinstance(node.value, bool):
            values: list[int] = [not node.value]
        elif isinstance(node.value, int):
            values = [node.value + 1, node.value - 1]
        else:
            return node
        return self._offer(
            node, [(f"{node.value} -> {value}", ast.Constant(value)) for value in values]
        )


def mutations(root: Path) -> Iterator[Mutation]:
    """Every change there is to make."""
    for path in sorted((root / PATTERNS).rglob("*.py")):
        if path.name not in NOT_MUTATED:
            mutator = _Mutator(path.relative_to(root))
            mutator.visit(ast.parse(path.read_text(encoding="utf-8")))
            yield from mutator.found


def survives(mutation: Mutation, copy: Path, seconds: float) -> bool:
    """Make a change in the copy, run the tests, and take it back."""
    path = copy / mutation.path
    original = path.read_text(encoding="utf-8")
    mutator = _Mutator(mutation.path, (mutation.place, mutation.variant))
    changed = ast.fix_missing_locations(mutator.visit(ast.parse(original)))
    path.write_text(ast.unparse(changed), encoding="utf-8")
    try:
        return _tests_pass(copy, seconds)
    finally:
        path.write_text(original, encoding="utf-8")


def _tests_pass(copy: Path, seconds: float) -> bool:
    """Run the tests in a child that finds everything but the patterns already imported."""
    child = multiprocessing.get_context("fork").Process(target=_run_tests, args=(copy,))
    child.start()
    child.join(seconds)
    if child.is_alive():
        child.kill()
        child.join()
    return child.exitcode == 0


def _run_tests(copy: Path) -> None:
    os.chdir(copy)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    tests = sorted((copy / TESTS).glob("test_*.py"), key=lambda path: path.name in SLOW)
    chosen = [str(path) for path in tests if path.name not in LEFT_OUT]
    os._exit(pytest.main(["-x", "-q", "-n", "0", "-p", "no:randomly", *chosen]))


def main() -> None:
    """Make the changes one by one and print those that no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="so many changes; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=90, help="time limit for one change")
    parser.add_argument("--file", default="", help="only files whose path holds this")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "main"
        shutil.copytree(
            ROOT / "coach", copy / "coach", ignore=shutil.ignore_patterns("__pycache__")
        )
        shutil.copytree(
            ROOT / TESTS, copy / TESTS, ignore=shutil.ignore_patterns("__pycache__")
        )
        for name in ("pyproject.toml", "tests/conftest.py"):
            shutil.copy(ROOT / name, copy / name)
        if (ROOT.parent / "shared").is_dir():
            (Path(folder) / "shared").symlink_to(ROOT.parent / "shared")
        sys.path.insert(0, str(copy))
        for name in ("coach.core.diary.caffeine", "click", "msgspec", "freezegun", "tinydb"):
            importlib.import_module(name)
        if not _tests_pass(copy, 10 * wanted.seconds):
            raise SystemExit("the tests fail before anything is changed")
        every = [mutation for mutation in mutations(copy) if wanted.file in str(mutation.path)]
        chosen = random.Random(wanted.seed).sample(
            every, min(wanted.sample or len(every), len(every))
        )
        began, alive = time.monotonic(), 0
        for mutation in sorted(
            chosen, key=lambda mutation: (str(mutation.path), mutation.line)
        ):
            if survives(mutation, copy, wanted.seconds):
                alive += 1
                print(f"{mutation.path}:{mutation.line}: {mutation.what}", flush=True)
        took = time.monotonic() - began
        print(f"{len(chosen)} of {len(every)} changes, {alive} unnoticed, {took:.0f} s")


if __name__ == "__main__":
    main()
