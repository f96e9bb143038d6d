"""The real program in a pseudo-terminal: it opens, saves, keeps drafts, and leaves."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from coach.core.checkin.questions import table
from coach.core.diary.records import Entry
from coach.store.diary.diary import Diary
from tests.conftest import some_of
from tests.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
# As much of each question as stands on its first line.
UP, DOWN = "\x1b[A", "\x1b[B"
QUESTIONS = [question.words[:40] for question in table.QUESTIONS]


def coach(folder: Path, *words: str, stdin: str = "", tz: str = "UTC0") -> str:
    """What a command prints."""
    done = subprocess.run(
        [sys.executable, "-B", "-m", "coach", "--data-dir", str(folder), *words],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TZ": tz},
        timeout=60,
    )
    return done.stdout


def asked(terminal: Terminal) -> str | None:
    """The question on the screen; None on the last page, and while it is half drawn."""
    return next((begin for begin in QUESTIONS if begin in terminal.text), None)


def is_before_or_at(terminal: Terminal, question: str | None) -> bool:
    """Whether what comes after a question is yet to be drawn."""
    return "Enter saves" not in terminal.text and asked(terminal) in (None, question)


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(coach(folder, "export")).get("entries", [])
    return found


def zone_where_it_is(hour: int, minute: int) -> tuple[str, date]:
    """A POSIX time zone in which it is about that time now, and the date there."""
    now = datetime.now(UTC)
    ahead = (hour * 60 + minute) - (now.hour * 60 + now.minute)
    ahead = (ahead + 720) % 1440 - 720
    sign = "-" if ahead >= 0 else "+"
    zone = f"XXX{sign}{abs(ahead) // 60:02d}:{abs(ahead) % 60:02d}"
    return zone, (now + timedelta(minutes=ahead)).date()


@pytest.mark.long_only
def test_it_opens_and_q_leaves(opened: Terminal, folder: Path) -> None:
    opened.wait_for("b wind down")
    opened.press("q")
    assert opened.ends() == 0
    assert not folder.exists(), "looking round writes nothing"


def test_an_answered_check_in_is_in_the_export_and_what_was_not_answered_is_absent(
    opened: Terminal, folder: Path
) -> None:
    opened.wait_for("b wind down")
    opened.press("\r")
    opened.wait_for("How old are you?")
    opened.press("\x1b[6~")
    opened.wait_for("try to sleep?")
    opened.press("2310")
    opened.wait_for("fall asleep?")
    opened.press("\r")  # out of habit after a whole time; it skips nothing
    while "Enter saves" not in opened.text:
        question = asked(opened)
        opened.press("\r")
        opened.wait_while(partial(is_before_or_at, opened, question), f"more than {question}")
    opened.press("\r")
    opened.wait_for("Saved.")
    opened.press("\r")
    opened.wait_for("b wind down")
    opened.press("q")
    opened.ends()
    (entry,) = entries(folder)
    assert entry["night"] == {"tried_to_sleep_at": "23:10"}
    assert set(entry) <= {"date", "recorded_at", "first_recorded_at", "tz", "night"}


@pytest.mark.long_only
def test_a_closed_terminal_loses_nothing_and_the_draft_is_offered_again(folder: Path) -> None:
    first = Terminal(folder)
    try:
        first.wait_for("b wind down")
        first.press("\r")
        first.wait_for("How old are you?")
        first.press("\x1b[6~")
        first.wait_for("try to sleep?")
        first.press("2310")
        first.wait_for("fall asleep?")
        first.wait_while(lambda: not list(folder.glob("drafts/*.json")))
        first.hang_up()
    finally:
        first.close()
    assert entries(folder) == [], "a draft is no entry"
    again = Terminal(folder)
    try:
        again.wait_for("begun, not saved yet")
        again.press("\r")
        again.wait_for("Tried to sleep    23:10")  # the clock above may show 23:10 as well
        again.wait_while(lambda: "b wind down" in again.text, "the whole page")
        again.press("\x1b")
        # Escape and q in one breath would be read as alt+q.
        again.wait_for("begun, not saved yet")
        again.wait_for("b wind down")
        again.press("q")
        assert again.ends() == 0
    finally:
        again.close()


@pytest.mark.long
@pytest.mark.parametrize(("clock", "days_back"), some_of([((0, 40), 1), ((4, 30), 0)], 2))
def test_the_day_ends_at_four_in_the_real_program(
    folder: Path, clock: tuple[int, int], days_back: int
) -> None:
    zone, calendar = zone_where_it_is(*clock)
    day = (calendar - timedelta(days=days_back)).isoformat()
    coach(folder, "drink", "coffee", tz=zone)
    terminal = Terminal(folder, tz=zone)
    try:
        terminal.wait_for("96 mg today")
        terminal.press("q")
        assert terminal.ends() == 0
    finally:
        terminal.close()
    assert [entry["date"] for entry in entries(folder)] == [day]


_FAILING = """
from pathlib import Path
from coach.cli.opening import run_screen
from coach.cli.context import Coach
from coach.ui.tonight.room import Tonight

def fail(self):
    note = "my private note"
    raise RuntimeError(f"cannot draw {note}")

Tonight.show = fail
run_screen(Coach(Path(FOLDER)), mouse=True)
"""


def test_a_crash_shows_where_the_diary_is_and_none_of_its_text(folder: Path) -> None:
    coach(folder, "seen-doctor", "--note", "-", stdin="my private note")
    terminal = Terminal(folder, program=_FAILING.replace("FOLDER", repr(str(folder))))
    try:
        terminal.wait_for("What was saved is safe")
        assert terminal.ends() == 70
        assert "private" not in terminal.text
    finally:
        terminal.close()
    log = (folder / "crash.log").read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "private" not in log
    assert (folder / "crash.log").stat().st_mode & 0o777 == 0o600


@pytest.mark.long_only
def test_the_history_sends_two_rows_for_a_step_and_shows_what_the_whole_page_would(
    folder: Path,
) -> None:
    today = datetime.now(UTC).date()
    notes = {today - timedelta(days=back): f"the note of {back} days ago" for back in range(40)}
    diary = Diary(folder, lambda: datetime.now(UTC))
    changes = {
        day: lambda _, day=day, note=note: Entry(date=day, notes=note)
        for day, note in notes.items()
    }
    diary.change_days(changes, "the notes")
    terminal = Terminal(folder)
    try:
        terminal.wait_for("b wind down")
        terminal.press("h")
        terminal.wait_for("the note of 0 days ago")
        terminal.press(f"{DOWN}")
        terminal.wait_for("the note of 1 days ago")
        before = len(terminal.written)
        terminal.press(f"{DOWN}")
        terminal.wait_for("the note of 2 days ago")
        assert len(terminal.written) - before < 1500
        for _ in range(3):
            terminal.press(UP)
        terminal.wait_for("the note of 0 days ago")
        for _ in range(25):
            terminal.press(DOWN)
        terminal.wait_for("the note of 25 days ago")
        piecemeal = terminal.cells[1:]
        terminal.press("t")
        terminal.wait_for("b wind down")
        terminal.press("h")
        terminal.wait_while(lambda: terminal.cells[1:] != piecemeal, "the same page")
    finally:
        terminal.close()
