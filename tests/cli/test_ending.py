"""The program is asked to end, or killed: the terminal is as it was, and nothing is lost."""

import json
import signal
from pathlib import Path

import pytest

from tests.conftest import some_of
from tests.terminal import Terminal

# What a terminal has on before and after: the cursor, and lines that wrap.
ORDINARY = {"7", "25"}
WAYS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
# Each start of the program takes its time; the short form tries each way, and each kind of
# screen, on something.
ON_A_DRAFT = some_of(WAYS, 4)
ON_THE_DEMO = some_of((None, *WAYS, signal.SIGKILL), 6)
# Keys that lead to a screen, and words that stand there.
SCREENS = {
    "tonight": ("", "b wind down"),
    "history": ("h", "answered"),
    "signs": ("s", "Signs"),
    "tips": ("i", "Tips"),
    "learn": ("l", "Learn"),
    "drinks": ("c", "drink"),
    "profile": (".2", "How old are you?"),
    "the keys": ("?", "find one by name"),
    "export": (".4", "Write it"),
    "first evening": ("\r", "How old are you?"),
    "wind-down": ("b", "breath"),
}


@pytest.mark.long
@pytest.mark.parametrize("screen", some_of(SCREENS, 11))
def test_asked_to_end_it_gives_the_terminal_back(opened: Terminal, screen: str) -> None:
    keys, words = SCREENS[screen]
    opened.wait_for("b wind down")
    if keys:
        opened.press(keys)
    opened.wait_while(lambda: words.casefold() not in opened.text.casefold(), words)
    assert {"1049", "1000", "keyboard"} <= opened.modes
    opened.process.send_signal(WAYS[len(screen) % 2])
    assert opened.ends() == 0
    assert opened.modes <= ORDINARY
    assert "25" in opened.modes


@pytest.mark.long
@pytest.mark.parametrize("way", ON_A_DRAFT, ids=lambda way: way.name)
def test_what_was_answered_is_a_draft_and_the_terminal_is_given_back(
    opened: Terminal, folder: Path, way: signal.Signals
) -> None:
    opened.wait_for("b wind down")
    opened.press("\r")
    opened.wait_for("How old are you?")
    opened.press("\x1b[6~")
    opened.wait_for("try to sleep?")
    opened.press("2310")
    opened.wait_for("fall asleep?")
    opened.process.send_signal(way)
    assert opened.ends() == 0
    assert opened.modes <= ORDINARY
    (draft,) = folder.glob("drafts/*.json")
    assert json.loads(draft.read_bytes())["entry"]["night"]["tried_to_sleep_at"] == "23:10"
    assert not (folder / "crash.log").exists()


@pytest.mark.long_only
def test_the_profile_is_kept_as_by_leaving(opened: Terminal, folder: Path) -> None:
    opened.wait_for("b wind down")
    opened.press(".2")
    opened.wait_for("How old are you?")
    opened.press("41\r")
    opened.wait_for("41")
    opened.process.send_signal(signal.SIGTERM)
    assert opened.ends() == 0
    assert b'"age":41' in (folder / "diary.json").read_bytes().replace(b" ", b"")


@pytest.mark.long_only
def test_the_page_for_an_unreadable_diary_gives_the_terminal_back(folder: Path) -> None:
    folder.mkdir()
    (folder / "diary.json").write_text("{")
    terminal = Terminal(folder)
    try:
        terminal.wait_for("The diary cannot be read")
        terminal.process.send_signal(signal.SIGTERM)
        terminal.ends()
        assert terminal.modes <= ORDINARY
    finally:
        terminal.close()
    assert (folder / "diary.json").read_text() == "{"


@pytest.mark.long_only
def test_a_terminal_that_is_gone_does_not_keep_the_program(
    opened: Terminal, folder: Path
) -> None:
    opened.wait_for("b wind down")
    opened.press("\r")
    opened.wait_for("How old are you?")
    opened.press("\x1b[6~")
    opened.wait_for("try to sleep?")
    opened.press("2310")
    opened.wait_for("fall asleep?")
    opened.vanish()
    assert list(folder.glob("drafts/*.json"))
    assert not (folder / "crash.log").exists()


@pytest.mark.long
@pytest.mark.parametrize("way", ON_THE_DEMO, ids=lambda way: way.name if way else "q")
def test_the_demo_leaves_nothing_behind(tmp_path: Path, way: signal.Signals | None) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    terminal = Terminal(tmp_path / "unused", "demo", environment={"TMPDIR": str(passing)})
    try:
        terminal.wait_for("invented days")
        assert list(passing.glob("coach-demo-*"))
        if way is None:
            terminal.press("q")
        else:
            terminal.process.send_signal(way)
        terminal.ends()
        terminal.wait_while(lambda: bool(list(passing.iterdir())), "an empty folder")
    finally:
        terminal.close()


@pytest.mark.long_only
def test_the_demo_that_is_ended_before_it_is_drawn_leaves_nothing(tmp_path: Path) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    terminal = Terminal(tmp_path / "unused", "demo", environment={"TMPDIR": str(passing)})
    try:
        terminal.wait_while(lambda: not list(passing.iterdir()), "its folder")
        terminal.process.send_signal(signal.SIGTERM)
        terminal.ends()
        terminal.wait_while(lambda: bool(list(passing.iterdir())), "an empty folder")
        assert "Traceback" not in terminal.text
    finally:
        terminal.close()
