"""Every sentence shown to a person, printed as one text to be read from end to end.

Taken from the string literals of the screen, the commands, the patterns and the check-in,
and from the tips and plain pages. Docstrings, style sheets and names are left out.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = (
    "coach/ui",
    "coach/cli",
    "coach/core/patterns",
    "coach/core/checkin",
    "coach/core/history/logged.py",
    "coach/core/history/links.py",
    "coach/core/history/charts.py",
    "coach/core/history/choice.py",
    "coach/core/history/day_page.py",
    "coach/core/history/table.py",
    "coach/core/winddown/pacing.py",
    "coach/core/tonight/closing.py",
    "coach/core/tonight/first_page.py",
    "coach/core/history/trends.py",
    "coach/core/history/year.py",
    "coach/exchange/report",
)
_NO_WORDS = ("DEFAULT_CSS", "CSS", "CSS_PATH", "PICTURES")


def spoken() -> Iterator[tuple[str, str]]:
    """Where each sentence stands, and the sentence."""
    for name in CODE:
        path = ROOT / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            where = str(file.relative_to(ROOT))
            for text in _literals(ast.parse(file.read_text(encoding="utf-8"))):
                yield where, text
    for file in sorted((ROOT / "tips").rglob("*.toml")):
        where = str(file.relative_to(ROOT))
        for text in _strings(tomllib.loads(file.read_text(encoding="utf-8"))):
            if _is_for_people(text):
                yield where, text


def _literals(tree: ast.Module) -> Iterator[str]:
    """The string literals of a module in their order, f-strings with … for their fields."""
    silent = set(_silent(tree))
    for node in _walk(tree, silent):
        if isinstance(node, ast.JoinedStr):
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "…"
                for part in node.values
            )
        else:
            text = str(node.value)
        if _is_for_people(text):
            yield " ".join(text.split())


def _walk(node: ast.AST, silent: set[ast.AST]) -> Iterator[ast.JoinedStr | ast.Constant]:
    for child in ast.iter_child_nodes(node):
        match child:
            case _ if child in silent:
                continue
            case ast.JoinedStr() | ast.Constant(value=str()):
                yield child
            case _:
                yield from _walk(child, silent)


def _silent(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, style sheets, and what is compared or looked up rather than shown."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(
                isinstance(target, ast.Name) and target.id in _NO_WORDS for target in targets
            ):
                yield node.value


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("id", "when", "source", "sources", "doi", "url", "slug"):
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _is_for_people(text: str) -> bool:
    """Whether it has words: names of fields, keys, ids and formats do not."""
    words = text.split()
    return len(words) > 1 and any(word.isalpha() for word in words) and "@click" not in text


def main() -> None:
    """Print every sentence under the file or table it comes from."""
    above = ""
    for where, text in spoken():
        if where != above:
            print(f"\n== {where}")
            above = where
        print(f"- {text}")


if __name__ == "__main__":
    main()
