"""The long runs and timings can be started, by path and as modules."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "benchmarks"
FILES = sorted(FOLDER.glob("*.py"))
SCRIPTS = [path for path in FILES if not path.name.startswith("_")]

# Each is read as if it were run, up to its guard, with its own folder first on the path.
BY_PATH = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
for path in sys.argv[2:]:
    names = runpy.run_path(path, run_name="read")
    assert callable(names["main"]), path
"""


def test_no_script_hides_a_module_of_the_standard_library() -> None:
    assert FILES
    assert not {path.stem for path in FILES} & sys.stdlib_module_names


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_does_nothing_before_its_main_is_called(path: Path) -> None:
    last = ast.parse(path.read_text(encoding="utf-8")).body[-1]
    assert isinstance(last, ast.If)
    assert ast.unparse(last.test) == "__name__ == '__main__'"
    assert "main()" in ast.unparse(last.body[0])


@pytest.mark.long_only
def test_every_script_is_found_by_path_and_as_a_module() -> None:
    modules = ", ".join(f"tests.benchmarks.{path.stem}" for path in SCRIPTS)
    for program, folder, arguments in (
        (BY_PATH, FOLDER, [str(FOLDER), *map(str, SCRIPTS)]),
        (f"import {modules}", ROOT, []),
    ):
        done = subprocess.run(
            [sys.executable, "-B", "-c", program, *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
