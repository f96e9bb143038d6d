"""The program drawn by Textual's own driver for a browser, as `textual serve` runs it."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from coach.store.diary.diary import Diary
from tests.terminal import PATIENCE_S, ROOT


class Page:
    """What `textual serve` is to the program: packets in, packets out, and no terminal."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-B", "-m", "coach", "--data-dir", str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={
                **os.environ,
                "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
                "TERM": "dumb",
                "COLUMNS": "80",
                "ROWS": "24",
                "TZ": "UTC0",
            },
        )
        self.drawn = b""

    def send(self, kind: bytes, data: bytes) -> None:
        """Hand a packet to the program: typed text (D) or what the page has to say (M)."""
        assert self.process.stdin is not None
        self.process.stdin.write(kind + len(data).to_bytes(4, "big") + data)
        self.process.stdin.flush()

    def wait_for(self, words: str) -> None:
        """Read on until something is drawn."""
        assert self.process.stdout is not None
        while words.encode() not in self.drawn:
            ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
            part = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            assert part, f"{words} never came: {self.drawn[-2000:]!r}"
            self.drawn += part

    def close(self) -> int:
        """Close the page; the program's exit code."""
        self.send(b"M", json.dumps({"type": "quit"}).encode())
        _, self.said = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode


def test_it_opens_takes_keys_and_keeps_what_was_typed_when_the_page_is_closed(
    tmp_path: Path,
) -> None:
    page = Page(tmp_path / "diary")
    try:
        page.wait_for("Tonight")
        page.send(b"D", b"\r")
        page.wait_for("How old are you")
        page.send(b"D", b"34\r")
        page.wait_for("Does somebody sleep close")
        assert page.close() == 0
    finally:
        page.process.kill()
    assert page.said == b""
    diary = Diary(tmp_path / "diary", lambda: pytest.fail("the clock was asked"))
    profile = diary.profile()
    assert profile is not None
    assert profile.age == 34
