"""`coach due` as a shell prompt calls it: at once, and never otherwise than the diary says."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest

from coach.cli import prompt
from coach.core.diary.records import CaffeineDrink, Day, Entry, MedicineTaken, Night, Profile
from coach.store.diary import due
from coach.store.diary.diary import Diary
from tests.benchmarks.simulate_due import lived
from tests.conftest import LONG

NOW = datetime(2026, 3, 15, 20, 0, tzinfo=UTC)
TODAY = NOW.date()


def put(diary: Diary, entry: Entry) -> None:
    """Have a day say what the entry says."""
    diary.change(entry.date, lambda _: entry, "a change")


@pytest.fixture
def diary(data_dir: Path) -> Diary:
    """A diary whose today holds an answered evening, and no night."""
    diary = Diary(data_dir, lambda: NOW)
    put(diary, Entry(date=TODAY, day=Day(stress=2)))
    return diary


def at(clock: str, day: int = 15) -> float:
    """A moment of March 2026 where the clock is Greenwich's."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC).timestamp()


@pytest.fixture(autouse=True)
def _in_greenwich(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")


def test_weeks_of_changes_by_two_machines_never_give_a_wrong_answer() -> None:
    counted, wrong = lived(40 if LONG else 4, seed=0)
    assert wrong == []
    assert counted["waits"] > 100
    assert counted["does not wait"] > 100


def test_both_halves_are_asked_for_by_themselves(diary: Diary) -> None:
    folder = str(diary.folder)
    assert due.waits(folder, "evening", at("20:00")) is False
    assert due.waits(folder, "night", at("06:59")) is False, "nobody has risen yet"
    assert due.waits(folder, "night", at("07:00")) is True
    assert due.waits(folder, "evening", at("17:59", 16)) is False
    assert due.waits(folder, "evening", at("18:00", 16)) is True
    assert due.waits(folder, "evening", at("03:59", 17)) is True, "it is still the evening"
    assert due.waits(folder, "evening", at("04:00", 17)) is False


def test_the_night_is_asked_for_from_the_usual_rising_time_on(diary: Diary) -> None:
    for day, rose in ((12, "09:00"), (13, "09:30"), (14, "11:00")):
        put(diary, Entry(date=TODAY.replace(day=day), night=Night(out_of_bed_at=rose)))
    assert due.waits(str(diary.folder), "night", at("09:29")) is False
    assert due.waits(str(diary.folder), "night", at("09:30")) is True


def test_what_is_logged_by_the_way_answers_nothing(diary: Diary) -> None:
    day = TODAY.replace(day=16)
    logged = Day(
        caffeine=(CaffeineDrink(at="09:00", mg=95),),
        medicines=(MedicineTaken(at="09:00", name="iron"),),
    )
    put(diary, Entry(date=day, day=logged))
    assert due.waits(str(diary.folder), "evening", at("20:00", 16)) is True


def test_days_long_before_the_last_ones_are_left_to_the_diary(diary: Diary) -> None:
    for day in range(1, 15):
        put(diary, Entry(date=TODAY.replace(day=day), notes="x"))
    assert due.waits(str(diary.folder), "evening", at("20:00", 3)) is True
    # What the day before it meant may have moved its beginning.
    assert due.waits(str(diary.folder), "evening", at("20:00", 2)) is None


def test_a_change_that_the_line_does_not_know_of_is_left_to_the_diary(diary: Diary) -> None:
    folder, path = str(diary.folder), diary.folder / due.DIARY
    os.utime(path, ns=(1, 1))
    assert due.waits(folder, "evening", at("20:00")) is None
    diary.keep_due()
    assert due.waits(folder, "evening", at("20:00")) is False


def test_a_write_within_one_tick_of_the_clock_is_told_by_what_was_drawn(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = diary.folder / due.DIARY
    before = path.stat()
    seal = diary._book.seal()
    assert seal is not None
    other = path.read_bytes().replace(seal[1].encode(), b"f" * len(seal[1]))
    path.write_bytes(other)
    # As if it had all been the same.
    monkeypatch.setattr(os, "stat", lambda _: before)
    assert due.waits(str(diary.folder), "evening", at("20:00")) is None


@pytest.mark.parametrize("zone", ["Nowhere/Atall", "Europe/Lndon"])
def test_a_zone_that_may_be_none_is_left_to_the_command(
    diary: Diary, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    assert due.waits(str(diary.folder), "evening", at("20:00")) is None


def test_a_pipe_in_its_place_keeps_nobody_waiting(diary: Diary) -> None:
    line = diary.folder / due.NAME
    line.unlink()
    os.mkfifo(line)
    assert due.waits(str(diary.folder), "evening", at("20:00")) is None


@pytest.mark.parametrize(
    ("words", "folder", "half"),
    [
        (["due"], "at-home", "evening"),
        (["due", "--night"], "at-home", "night"),
        (["--data-dir", "x", "due"], "x", "evening"),
        (["due", "--data-dir", "x", "--night"], "x", "night"),
        (["--data-dir=~/x", "due", "--night"], "~/x", "night"),
    ],
)
def test_it_is_asked_as_the_command_is(
    words: list[str], folder: str, half: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def waits(folder: str, half: str) -> bool:
        asked.append((folder, half))
        return False

    monkeypatch.setattr(prompt, "waits", waits)
    monkeypatch.setenv("COACH_DATA_DIR", "at-home")
    assert prompt.due(words) == 0
    assert asked == [(str(Path(folder).expanduser()), half)]


@pytest.mark.parametrize(
    "words",
    [
        ["due", "due"],
        ["due", "--help"],
        ["--night", "due"],
        ["due", "--night", "--night"],
        ["due", "--data-dir"],
        ["--data-dir", "due"],
        ["--data-dir=", "due"],
        ["--data-dir", "x", "due", "--data-dir", "y"],
        ["drink", "due"],
        ["due", "-"],
    ],
    ids=" ".join,
)
def test_words_that_are_out_of_the_ordinary_are_left_to_the_command(words: list[str]) -> None:
    assert prompt.due(words) is None


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the command looks for it")
@pytest.mark.parametrize("shared", ["", "  ", "/somewhere", "~/else"])
def test_the_folder_is_the_one_that_the_command_uses(
    shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COACH_DATA_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", shared)
    theirs = platformdirs.user_data_dir("sleep-coach", appauthor=False)
    # What is no whole path, some versions of that library take and some do not.
    assert prompt._folder(None) == (None if shared.startswith("~") else theirs)


def test_it_is_answered_without_loading_anything(diary: Diary) -> None:
    program = (
        "import sys\nbefore = set(sys.modules)\n"
        f"sys.argv = ['coach', 'due', '--data-dir', {str(diary.folder)!r}]\n"
        "from coach.cli import main\n"
        "try:\n    main()\n"
        "finally:\n    print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    loaded = json.loads(done.stdout.splitlines()[-1].replace("'", '"'))
    # Two that are part of Python itself, and ours.
    assert {name for name in loaded if not name.startswith("coach")} <= {"gc", "time"}
    assert len(loaded) <= 8, loaded


def test_a_profile_that_is_changed_moves_the_hour(diary: Diary) -> None:
    diary.save_profile(Profile(remind_at="21:30"))
    folder = str(diary.folder)
    assert due.waits(folder, "evening", at("21:29", 16)) is False
    assert due.waits(folder, "evening", at("21:30", 16)) is True
    assert due.waits(folder, "evening", at("03:59", 17)) is True


def test_where_days_begin_otherwise_than_usual_only_they_can_tell(diary: Diary) -> None:
    diary.save_profile(Profile(day_starts_at="05:00"))
    assert due.waits(str(diary.folder), "evening", at("21:30", 16)) is None


def test_a_clock_that_is_set_back_to_a_day_that_began_otherwise_asks_the_diary(
    diary: Diary,
) -> None:
    for day, starts in ((11, "21:30"), (12, None), (13, None)):
        put(diary, Entry(date=TODAY.replace(day=day), notes="x", day_starts_at=starts))
    folder = str(diary.folder)
    assert due.waits(folder, "evening", at("19:00", 11)) is None
    assert due.waits(folder, "evening", at("19:00", 12)) is None, (
        "the day before was no usual one"
    )
    assert due.waits(folder, "evening", at("19:00", 13)) is True
    assert due.waits(folder, "evening", at("20:00")) is False
