"""Running a command as the shell would, within this process."""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from coach.cli import main
from tests.terminal import Terminal


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str
    raw: bytes


Run = Callable[..., Ran]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The folder the commands keep their diary in."""
    return tmp_path / "coach-data"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run ``coach`` with these words; what it reads from stdin may be given."""

    def _run(*words: str | Path, stdin: str | bytes = "") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["coach", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        sys.stderr.flush()
        captured = capfdbinary.readouterr()
        code = ended.value.code
        return Ran(
            code if isinstance(code, int) else 0,
            captured.out.decode(),
            captured.err.decode(),
            captured.out,
        )

    return _run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the program in a terminal."""
    return tmp_path / "diary"


@pytest.fixture
def opened(folder: Path) -> Iterator[Terminal]:
    """The program opened in a terminal."""
    terminal = Terminal(folder)
    yield terminal
    terminal.close()
