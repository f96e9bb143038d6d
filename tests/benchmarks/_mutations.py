"""Small changes of a program's text, one place at a time, for ``mutate_patterns.py``."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import TypeVar

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
_Definition = TypeVar("_Definition", ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Mutation:
    """One change.

    Attributes:
        path: The file.
        place: The place in it, counted.
        variant: Which of the changes of that place.
        line: Its line.
        text: What stands on that line.
        what: The change in words, such as ``day > 3 -> day >= 3``.
        function: The outermost function around it as ``Class.method:line``; empty where it
            works while the module is imported.
    """

    path: Path
    place: int
    variant: int
    line: int
    text: str
    what: str
    function: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}: {self.what}"


class _Mutator(ast.NodeTransformer):
    """Walks a module; lists all changes, or makes the one that is wanted."""

    def __init__(self, path: Path, source: str, wanted: tuple[int, int] | None = None) -> None:
        self.path, self.wanted = path, wanted
        self._lines = source.splitlines()
        self.mutations: list[Mutation] = []
        self._place = -1
        self._classes: list[str] = []
        self._function = ""

    def _offer(self, node: ast.expr, variants: list[tuple[str, ast.expr]]) -> ast.expr:
        self._place += 1
        for number, (what, changed) in enumerate(variants):
            line, text = node.lineno, self._lines[node.lineno - 1].strip()
            self.mutations.append(
                Mutation(self.path, self._place, number, line, text, what, self._function)
            )
            if self.wanted == (self._place, number):
                return ast.copy_location(changed, node)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        """Leave decorators alone: a slot more or less changes nothing."""
        self._classes.append(node.name)
        node.body = [self.visit(statement) for statement in node.body]
        self._classes.pop()
        return node

    def _visit_function(self, node: _Definition) -> _Definition:
        # What stands before the body works when the function is made, not when it is called.
        node.args = self.visit(node.args)
        outermost = not self._function
        if outermost:
            first = min([node.lineno, *(wrap.lineno for wrap in node.decorator_list)])
            self._function = f"{'.'.join([*self._classes, node.name])}:{first}"
        node.body = [self.visit(statement) for statement in node.body]
        if outermost:
            self._function = ""
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """Note in which function the changes stand."""
        return self._visit_function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        """Note in which function the changes stand."""
        return self._visit_function(node)

    def visit_keyword(self, node: ast.keyword) -> ast.keyword:
        """Leave it alone whether a zip is strict, which guards against mistakes to come."""
        if node.arg != "strict":
            node.value = self.visit(node.value)
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


def mutations(root: Path, folder: Path, left_out: tuple[str, ...]) -> Iterator[Mutation]:
    """Every change there is to make.

    Args:
        root: Where the program stands.
        folder: The part of it that is changed, from there.
        left_out: Names of files that are not.
    """
    for path in sorted((root / folder).rglob("*.py")):
        if path.name not in left_out:
            source = path.read_text(encoding="utf-8")
            mutator = _Mutator(path.relative_to(root), source)
            mutator.visit(ast.parse(source))
            yield from mutator.mutations


def changed_code(mutation: Mutation, root: Path) -> CodeType:
    """The module with the change made, as Python would have compiled it from its file."""
    path = root / mutation.path
    source = path.read_text(encoding="utf-8")
    mutator = _Mutator(mutation.path, source, (mutation.place, mutation.variant))
    tree = mutator.visit(ast.parse(source))
    return compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)
