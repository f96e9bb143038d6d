"""A program that runs already, changed in place, for ``mutate_patterns.py``."""

from __future__ import annotations

import ast
import gc
import sys
from collections import defaultdict
from graphlib import TopologicalSorter
from pathlib import Path
from types import CodeType, FunctionType

from tests.benchmarks._mutations import Mutation, changed_code
from tests.benchmarks._suite import place_of


class Program:
    """The modules of a package, which others have imported already.

    Args:
        copy: Where the program stands.
        package: The package's name.
        early: The functions that were called while it was imported.
    """

    def __init__(self, copy: Path, package: str, early: set[CodeType]) -> None:
        self._copy = copy
        self._early = {place_of(code, copy) for code in early}
        self._functions: dict[str, list[FunctionType]] = defaultdict(list)
        # What is frozen is not listed.
        gc.unfreeze()
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType):
                self._functions[place_of(thing.__code__, copy)].append(thing)
        gc.freeze()
        trees = {
            name: ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
            for name, module in sys.modules.items()
            if f"{name}.".startswith(f"{package}.")
        }
        self._codes = {
            name: compile(tree, str(sys.modules[name].__file__), "exec", dont_inherit=True)
            for name, tree in trees.items()
        }
        self._imports = {name: _imports(tree) & trees.keys() for name, tree in trees.items()}
        self._order = tuple(TopologicalSorter(self._imports).static_order())

    def change(self, mutation: Mutation) -> None:
        """Make a change, as if the program had been imported with it."""
        changed = changed_code(mutation, self._copy)
        place = f"{mutation.path}:{mutation.function}"
        if mutation.function and place not in self._early:
            self._put_in(changed)
        else:
            name = ".".join(mutation.path.with_suffix("").parts)
            self._run_again(name, changed)

    def _put_in(self, changed: CodeType) -> None:
        for code in changed.co_consts:
            if isinstance(code, CodeType):
                for function in self._functions.get(place_of(code, self._copy), ()):
                    function.__code__ = code
                self._put_in(code)

    def _run_again(self, name: str, changed: CodeType) -> None:
        """Run a module and all that build on it anew, each in its own names.

        Whoever holds a function of theirs holds the old one; but what it calls is new.
        """
        anew: set[str] = set()
        for module in self._order:
            if module == name or self._imports[module] & anew:
                anew.add(module)
                code = changed if module == name else self._codes[module]
                exec(code, vars(sys.modules[module]))


def _imports(tree: ast.Module) -> set[str]:
    return {
        node.module or ""
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and not node.level
    }
