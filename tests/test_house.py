"""The arrows of the house: what each package may bring along when it is imported."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.benchmarks.house import MOST_ROOMS, arrows, circles, rooms

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"textual", "rich", "tinydb", "filelock", "jinja2", "icalendar", "asyncio"}
CORE = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "coach" / "core").rglob("*.py"))
    if path.stem != "__main__"
]
# Every import statement is watched, so that what is forbidden is told of the module that brings
# it and of those that lead there.
ONE_BY_ONE = """
import builtins, importlib, json, sys
brought = {name: set() for name in sys.argv[1:]}
really_import = builtins.__import__
def watched(name, where=None, *rest):
    before = set(sys.modules)
    module = really_import(name, where, *rest)
    brought.setdefault((where or {}).get("__name__"), set()).update(set(sys.modules) - before)
    return module
builtins.__import__ = watched
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps({name: sorted(brought[name]) for name in sys.argv[1:]}))
"""


def printed_by(program: str, *words: str) -> str:
    """What a fresh process prints."""
    return subprocess.run(
        [sys.executable, "-B", "-c", program, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout


def modules_after(statement: str) -> set[str]:
    """The modules a fresh process has loaded after a statement."""
    return set(printed_by(f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))").split())


@cache
def brought_by_core() -> dict[str, list[str]]:
    """What the imports of each module of the core load, in one fresh process."""
    brought: dict[str, list[str]] = json.loads(printed_by(ONE_BY_ONE, *CORE))
    return brought


@pytest.mark.parametrize("module", CORE)
def test_a_core_module_brings_nothing_but_itself(module: str) -> None:
    loaded = set(brought_by_core()[module])
    assert not loaded & (HEAVY | {"click", "platformdirs"})
    assert not {
        name
        for name in loaded
        if name.startswith(("coach.store", "coach.exchange", "coach.ui", "coach.cli"))
    }


def test_the_commands_alone_bring_neither_screen_nor_rules_nor_formats() -> None:
    loaded = modules_after("import coach.cli")
    assert not loaded & HEAVY
    assert "coach.core.patterns" not in loaded
    assert not {name for name in loaded if name.startswith(("coach.ui", "coach.exchange"))}


def test_store_and_exchange_do_not_know_each_other() -> None:
    store = modules_after("import coach.store.diary.diary")
    exchange = modules_after("import coach.exchange.log, coach.exchange.export")
    assert not {name for name in store if name.startswith(("coach.exchange", "coach.ui"))}
    assert not {name for name in exchange if name.startswith(("coach.store", "coach.ui"))}


def test_no_import_runs_in_a_circle_those_inside_functions_counted() -> None:
    assert circles(arrows(ROOT)) == []


def test_no_folder_is_crowded() -> None:
    assert {folder: count for folder, count in rooms(ROOT).items() if count > MOST_ROOMS} == {}


def test_a_circle_is_found_however_long_and_wherever_its_imports_stand(tmp_path: Path) -> None:
    package = tmp_path / "coach"
    package.mkdir()
    for name, text in {
        "__init__": "",
        "first": "from coach import second",
        "second": "def late():\n    import coach.third",
        "third": "if TYPE_CHECKING:\n    from coach.first import thing",
        "aside": "from coach.first import thing",
    }.items():
        (package / f"{name}.py").write_text(text)
    assert circles(arrows(tmp_path)) == [("coach.first", "coach.second", "coach.third")]
