"""How the house stands: its size, its rooms, its arrows, its circles.

Run: ``python tests/benchmarks/house.py [CHECKOUT]``, or ``python -m tests.benchmarks.house``.
Reads the files of ``coach/`` as text and imports none of them.
"""

import ast
import io
import sys
import tokenize
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

PACKAGE = "coach"
MOST_ROOMS, LONG_FILE, LONG_FUNCTION = 18, 300, 40
# What a folder needs to be a package or to run; all other files are rooms.
_DOORS = {"__init__", "__main__"}
_NO_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}

Arrows = Mapping[str, frozenset[str]]


def modules(checkout: Path) -> dict[str, Path]:
    """The files of the package by the dotted name they are imported as."""
    return {
        ".".join(path.relative_to(checkout).with_suffix("").parts).removesuffix(
            ".__init__"
        ): path
        for path in sorted((checkout / PACKAGE).rglob("*.py"))
    }


def arrows(checkout: Path) -> Arrows:
    """Which modules each module names in an import, wherever in it the import stands.

    Imports inside functions and those for types alone count. That Python runs a package's
    ``__init__`` before any of its modules does not: nobody wrote it.
    """
    files = modules(checkout)
    return {
        name: frozenset(_imported(ast.parse(path.read_bytes()), files)) - {name}
        for name, path in files.items()
    }


def _imported(tree: ast.Module, known: Collection[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module in known:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else node.module


def circles(graph: Arrows) -> list[tuple[str, ...]]:
    """The groups of modules that all lead to each other, each in the order of names."""
    reached = {name: _reached(name, graph) for name in graph}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached[other]))
        for name in graph
        if name in reached[name]
    }
    return sorted(groups)


def _reached(start: str, graph: Arrows) -> frozenset[str]:
    """The modules to which one leads; itself only where a way leads back to it."""
    reached: set[str] = set()
    ahead = set(graph[start])
    while ahead:
        name = ahead.pop()
        reached.add(name)
        ahead |= graph[name] - reached
    return frozenset(reached)


def rooms(checkout: Path) -> Counter[str]:
    """How many rooms each folder holds, those of folders inside it left out."""
    return Counter(
        str(path.parent.relative_to(checkout))
        for path in modules(checkout).values()
        if path.stem not in _DOORS
    )


def between_folders(checkout: Path) -> Counter[tuple[str, str]]:
    """How many imports lead from one folder to another."""
    files = modules(checkout)
    folder = {name: str(path.parent.relative_to(checkout)) for name, path in files.items()}
    return Counter(
        (folder[name], folder[other])
        for name, others in arrows(checkout).items()
        for other in others
        if folder[name] != folder[other]
    )


def long_functions(checkout: Path) -> Iterator[tuple[int, str, str]]:
    """Lines, module and name of the functions that are longer than they should be."""
    for module, path in modules(checkout).items():
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONG_FUNCTION:
                    yield lines, module, node.name


def code_and_comments(text: str) -> tuple[int, int]:
    """Lines that hold code, and lines that hold a comment; docstrings are neither."""
    code: set[int] = set()
    comments = 0
    begins_a_statement = True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        comments += token.type == tokenize.COMMENT
        is_docstring = begins_a_statement and token.type == tokenize.STRING
        if token.type not in _NO_CODE and not is_docstring:
            code.update(range(token.start[0], token.end[0] + 1))
        if token.type not in (tokenize.COMMENT, tokenize.NL):
            begins_a_statement = token.type in _NO_CODE
    return len(code), comments


def report(checkout: Path) -> Iterator[str]:
    """All of it, line by line."""
    texts = {name: path.read_text(encoding="utf-8") for name, path in modules(checkout).items()}
    lengths = {name: text.count("\n") for name, text in texts.items()}
    counted = [code_and_comments(text) for text in texts.values()]
    code, comments = (sum(column) for column in zip(*counted, strict=True))
    yield f"files      {len(texts):>6}"
    yield f"lines      {sum(lengths.values()):>6}, of them code {code}"
    yield f"comments   {comments:>6}, {100 * comments / code:.1f} to 100 lines of code"
    yield "\nrooms"
    for folder, count in sorted(rooms(checkout).items()):
        yield f"{count:>6}  {folder}{'  (crowded)' if count > MOST_ROOMS else ''}"
    between = between_folders(checkout)
    yield f"\narrows between folders: {len(between)}, of {between.total()} imports"
    for (folder, other), count in sorted(between.items()):
        yield f"{count:>6}  {folder} -> {other}"
    groups = circles(arrows(checkout))
    yield f"\ncircles: {len(groups)}"
    yield from (f"        {', '.join(group)}" for group in groups)
    yield f"\nfiles over {LONG_FILE} lines"
    for name, length in sorted(lengths.items(), key=lambda item: -item[1]):
        if length > LONG_FILE:
            yield f"{length:>6}  {name}"
    yield f"\nfunctions over {LONG_FUNCTION} lines"
    for lines, module, name in sorted(long_functions(checkout), reverse=True):
        yield f"{lines:>6}  {module}.{name}"


def main() -> None:
    """Print the count of a checkout."""
    here = Path(__file__).resolve().parents[2]
    print("\n".join(report(Path(sys.argv[1]).resolve() if sys.argv[1:] else here)))


if __name__ == "__main__":
    main()
