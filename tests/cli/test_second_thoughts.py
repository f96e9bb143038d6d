"""Undo and redo that ask, drinks of last night, visits taken out, and a diary that is gone."""

import json
from pathlib import Path
from typing import Any

import pytest
from freezegun import freeze_time

from coach.cli.commands import keeping
from tests.cli.conftest import Run


def entries(run: Run) -> list[dict[str, Any]]:
    done = run("export")
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)["entries"]
    return found


@pytest.fixture
def imported(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "log.json"
    days = [{"date": f"2026-03-{day}", "day": {"stress": 2}} for day in (10, 11, 12)]
    log.write_text(json.dumps({"format": "coach-log", "version": 1, "entries": days}))
    assert run("import", log).code == 0


class TestUndoAndRedo:
    def test_one_drink_goes_and_comes_without_a_question(self, run: Run) -> None:
        run("drink", "coffee")
        done = run("undo")
        assert done.code == 0
        assert done.out.startswith("Taken back: coffee at ")
        assert "coach backup list names the backups" in done.out
        assert entries(run) == []
        done = run("redo")
        assert (done.code, done.out[:28]) == (0, "Put forward again: coffee at")
        assert len(entries(run)) == 1

    @pytest.mark.usefixtures("imported")
    def test_without_a_terminal_a_whole_import_stays_unless_yes(self, run: Run) -> None:
        for words in (("undo",), ("redo",)):
            done = run(*words)
            if words == ("undo",):
                assert done.code == 2
                assert done.err == (
                    "coach: the last change is the import of log.json (3 answers); nothing was "
                    "changed, add --yes to go on\n"
                )
            run("undo", "--yes")
        assert entries(run) == []
        assert run("redo").code == 2
        assert run("redo", "--yes").code == 0
        assert len(entries(run)) == 3

    @pytest.mark.usefixtures("imported")
    @pytest.mark.parametrize(("typed", "left"), [("yes", 0), ("y", 0), ("no", 3), ("", 3)])
    def test_on_a_terminal_it_is_asked(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, typed: str, left: int
    ) -> None:
        monkeypatch.setattr(keeping, "somebody_is_there", lambda: True)
        done = run("undo", stdin=f"{typed}\n")
        assert "Take back the import of log.json (3 answers)?" in done.err
        assert done.code == (2 if left else 0)
        assert len(entries(run)) == left

    def test_nothing_to_redo_is_said(self, run: Run) -> None:
        assert run("redo").out == "Nothing to put forward again.\n"


class TestADrinkOfLastNight:
    @freeze_time("2026-03-15 08:00", real_asyncio=True)
    def test_said_in_the_morning_lies_in_the_evening_before(self, run: Run) -> None:
        done = run("drink", "wine", "--at", "23:30")
        assert done.out == "Noted for Saturday 14 March 2026: wine at 23:30, one drink.\n"
        assert [entry["date"] for entry in entries(run)] == ["2026-03-14"]

    @freeze_time("2026-03-15 08:00", real_asyncio=True)
    def test_said_at_breakfast_two_in_the_morning_was_last_night(self, run: Run) -> None:
        run("drink", "coffee", "--at", "02:00")
        assert [entry["date"] for entry in entries(run)] == ["2026-03-14"]

    @freeze_time("2026-03-15 15:30", real_asyncio=True)
    @pytest.mark.parametrize(
        ("at", "noted"),
        [("15:45", ("2026-03-15", "15:30")), ("15:46", ("2026-03-14", "15:46"))],
    )
    def test_a_few_minutes_ahead_mean_now_and_more_the_day_before(
        self, run: Run, at: str, noted: tuple[str, str]
    ) -> None:
        run("drink", "coffee", "--at", at)
        (entry,) = entries(run)
        assert (entry["date"], entry["day"]["caffeine"][0]["at"]) == noted

    @freeze_time("2026-03-15 15:30", real_asyncio=True)
    def test_a_day_can_be_named_but_not_one_to_come(self, run: Run, data_dir: Path) -> None:
        for words in (
            ("--on", "2026-03-16", "--at", "08:00"),
            ("--on", "2026-03-15", "--at", "18:00"),
            ("--on", "2026-03-12"),
            ("--on", "soon"),
        ):
            done = run("drink", "coffee", *words)
            assert (done.code, done.err.count("\n"), done.out) == (2, 1, "")
        assert not data_dir.exists()
        done = run("drink", "coffee", "--on", "2026-03-12", "--at", "00:30")
        assert done.code == 0, done.err
        (entry,) = entries(run)
        assert (entry["date"], entry["day"]["caffeine"][0]["at"]) == ("2026-03-12", "00:30")

    @pytest.mark.parametrize(("name", "meant"), [("expresso", "espresso"), ("cofee", "coffee")])
    def test_a_name_that_is_nearly_right_gets_did_you_mean(
        self, run: Run, name: str, meant: str
    ) -> None:
        done = run("drink", name)
        assert done.code == 2
        assert f"did you mean {meant}?" in done.err


def standing_visits(run: Run) -> list[tuple[str, str | None]]:
    """Date and note of each visit that was not taken out."""
    return [
        (visit["date"], visit.get("note"))
        for visit in json.loads(run("export").out)["doctor_visits"]
        if not visit.get("removed")
    ]


@freeze_time("2026-03-15 20:00", real_asyncio=True)
class TestAVisit:
    def test_is_taken_out_and_brought_back_by_undo(self, run: Run) -> None:
        run("seen-doctor", "--on", "2026-03-14")
        done = run("seen-doctor", "--remove", "2026-03-14")
        assert (done.code, done.out[:9]) == (0, "Taken out")
        assert standing_visits(run) == []
        run("undo")
        assert standing_visits(run) == [("2026-03-14", None)]

    def test_that_is_not_there_or_not_the_only_one_is_named(self, run: Run) -> None:
        assert "no visit is noted" in run("seen-doctor", "--remove", "2026-03-14").err
        for note in ("one", "two"):
            run("seen-doctor", "--on", "2026-03-14", "--note", note)
        done = run("seen-doctor", "--remove", "2026-03-14")
        assert done.code == 2
        assert "'one', 'two'" in done.err
        assert run("seen-doctor", "--remove", "2026-03-14", "--note", "two").code == 0
        assert standing_visits(run) == [("2026-03-14", "one")]


def test_every_command_says_that_the_diary_is_missing_and_writes_nothing(
    run: Run, data_dir: Path
) -> None:
    for day in ("10", "11"):
        with freeze_time(f"2026-03-{day} 20:00", real_asyncio=True):
            run("drink", "coffee")
    (data_dir / "diary.json").unlink()
    for words in (("status",), ("drink", "tea"), ("due",), ("undo",), ("export",)):
        done = run(*words)
        assert done.code == 2, words
        assert "diary.json is missing: its backups are there" in done.err
        assert "the newest good backup is 2026-03-11.json" in done.err
    assert not (data_dir / "diary.json").exists()
    assert run("backup", "restore", "2026-03-11").code == 0
    assert len(entries(run)) == 1
