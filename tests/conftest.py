"""Every test runs in its own temporary folder, without a network, at no particular time."""

import atexit
import functools
import gc
import importlib
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import freezegun
import hypothesis
import hypothesis.configuration
import msgspec
import pytest

# Of what belongs to the environment compiled files may be kept in it; the checkout stays as
# it is.
sys.dont_write_bytecode = True

# A screen under test draws as soon as it can, so that a pause can be short; see tests/ui.
os.environ["TEXTUAL_FPS"] = "240"

# Records are defined before any test stops the clock: a record defined while it stands still
# would take freezegun's stand-in for a date.
import coach.store.diary.diary
import coach.store.settings  # noqa: F401


def _settle(record: type[msgspec.Struct]) -> None:
    """Have annotations read; from Python 3.14 on they wait until they are asked for."""
    for below in record.__subclasses__():
        assert below.__annotations__ is not None
        _settle(below)


_settle(msgspec.Struct)

# Textual waits for its own clock to move on; frozen, it would wait for ever. And pytest would
# take a test that stops the clock to have lasted since 1970.
freezegun.configure(extend_ignore_list=["textual", "_pytest.timing"])

# Hypothesis notes what it learns while tests are collected; not in the checkout.
_hypothesis_home = tempfile.mkdtemp(prefix="coach-hypothesis-")
atexit.register(shutil.rmtree, _hypothesis_home, ignore_errors=True)
hypothesis.configuration.set_hypothesis_home_dir(_hypothesis_home)

T = TypeVar("T")

_CORE = Path(__file__).parent / "core"

# What takes long has a short form, which every run of the tests holds, and a long one, which
# .ci/run asks for. How many examples each tries stands here and nowhere else.
LONG = os.environ.get("COACH_TESTS") == "long"
EXAMPLES = 300 if LONG else 15
WHOLE_DIARIES = 150 if LONG else 4
FOLDED_DIARIES = 60 if LONG else 3
TWO_PROGRAMS = 60 if LONG else 4
RANDOM_GOALS = 1000 if LONG else 20
SPOILT_FILES = 1000 if LONG else 40
MERGED_LOGS = 500 if LONG else 15
BOTH_ENGINES = 200 if LONG else 4
KILLS = 300 if LONG else 8
WRITERS = (20, 10, 1000) if LONG else (4, 4, 200)


def some_of(cases: Iterable[T], one_in: int) -> list[T]:
    """All cases in the long form; the first of every so many in the short one."""
    return list(cases)[:: 1 if LONG else one_in]


# Before a change lands, each run tries the same examples, so that it is the change that is
# judged; everybody else's run looks further.
hypothesis.settings.register_profile(
    "coach",
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    print_blob=True,
    derandomize="CI" in os.environ,
)
hypothesis.settings.load_profile("coach")


def pytest_configure(config: pytest.Config) -> None:
    """Let the long form alone take new captures, or tell of those that nothing looks at."""
    if config.getoption("update_snapshots") and not LONG:
        raise pytest.UsageError("captures are taken with COACH_TESTS=long")
    # The short form looks at some of them only; the others are not stale.
    config.option.disable_unused_snapshots |= not LONG


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give all processes of a run one folder for what they compile."""
    node.workerinput["compiled"] = _compiled_by_all()


@functools.cache
def _compiled_by_all() -> str:
    folder = tempfile.mkdtemp(prefix="coach-compiled-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Have each process compile another part of the tests first, and use what others compiled.

    Every process collects every test, and half of that is to rewrite what they assert.
    """
    config = session.config
    me: dict[str, Any] | None = getattr(config, "workerinput", None)
    if me is None or config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    files = sorted(Path(__file__).parent.rglob("test_*.py"))
    begin = int(me["workerid"].removeprefix("gw")) * len(files) // me["workercount"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", False)
        patch.setattr(sys, "pycache_prefix", me["compiled"])
        for file in files[begin:] + files[:begin]:
            path = file.relative_to(config.rootpath).with_suffix("")
            importlib.import_module(".".join(path.parts))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what is for the long form alone to it."""
    if LONG:
        return
    left = [item for item in items if item.get_closest_marker("long_only")]
    if left:
        items[:] = [item for item in items if item not in set(left)]
        config.hook.pytest_deselected(items=left)


def pytest_collection_finish() -> None:
    """Spare the garbage collector from walking all modules and tests again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(autouse=True)
def _nowhere_else(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point every folder a program might write to at this test's own."""
    # The core knows of no folder (the contracts in pyproject.toml hold it to that), and
    # thousands of its tests need none.
    if _CORE in request.path.parents:
        return
    tmp_path: Path = request.getfixturevalue("tmp_path")
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("COACH_DATA_DIR", str(tmp_path / "coach-data"))
    # What the terminal can show is part of the look.
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    for name in [name for name in os.environ if name.startswith("TEXTUAL")] + ["NO_COLOR"]:
        monkeypatch.delenv(name, raising=False)


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """Fail whatever opens a socket to anywhere: nothing leaves the machine."""
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        raise AssertionError("a network socket was opened")


sys.addaudithook(_refuse_the_network)
