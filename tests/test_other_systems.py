"""What other systems lack is not asked for there; mypy sees to the names (.ci/run)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LONG

ROOT = Path(__file__).resolve().parents[1]
# What a module would name that does something else on another system.
ABOUT_SYSTEMS = re.compile(r"sys\.platform|os\.name|\bsignal\b|\bfcntl\b|\bdrivers\b")
# The modules of the program see Windows; the libraries below them, the system there is.
AS_ON_WINDOWS = """
import builtins, importlib, os, signal, sys, types
absent = {"fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "posix", "curses"}
gone = {
    "os": {"fork", "setsid", "fchmod", "wait", "getuid", "O_NOFOLLOW", "O_CLOEXEC"},
    "signal": {"SIGHUP", "SIGQUIT", "SIGALRM", "setitimer", "ITIMER_REAL"},
    "sys": set(),
}
seen = {}
for module in (os, signal, sys):
    seen[module.__name__] = types.ModuleType(module.__name__)
    there = {name: vars(module)[name] for name in vars(module).keys() - gone[module.__name__]}
    vars(seen[module.__name__]).update(there)
seen["sys"].platform, seen["os"].name = "win32", "nt"
sys.modules["textual.drivers.win32"] = types.ModuleType("textual.drivers.win32")
really_import = builtins.__import__
def on_windows(name, where=None, here=None, names=(), level=0):
    if not (where or {}).get("__name__", "").startswith("coach"):
        return really_import(name, where, here, names, level)
    if name.partition(".")[0] in absent or "linux_driver" in (names or ()):
        raise ModuleNotFoundError(f"{name} is not there on Windows: {where['__name__']}")
    module = really_import(name, where, here, names, level)
    return seen.get(name, module)
builtins.__import__ = on_windows
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


@pytest.mark.long
def test_every_module_can_be_imported_where_there_is_no_posix() -> None:
    paths = [path for path in sorted((ROOT / "coach").rglob("*.py")) if path.stem != "__main__"]
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in paths
        if LONG or ABOUT_SYSTEMS.search(path.read_text(encoding="utf-8"))
    ]
    assert "coach.cli.ending" in names
    done = subprocess.run(
        [sys.executable, "-B", "-c", AS_ON_WINDOWS, *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
