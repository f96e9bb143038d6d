"""Commands that write: a drink, a visit, the tip; and `due`, which says whether to."""

import json
from pathlib import Path
from typing import Any

import pytest
from freezegun import freeze_time

from tests.cli.conftest import Run


def exported(run: Run) -> dict[str, Any]:
    done = run("export")
    assert done.code == 0, done.err
    log: dict[str, Any] = json.loads(done.out)
    return log


@freeze_time("2026-03-15 15:30", real_asyncio=True)
def test_a_usual_drink_is_logged_with_its_usual_milligrams_at_this_moment(run: Run) -> None:
    done = run("drink", "Black Tea")
    assert done.code == 0, done.err
    assert done.out == (
        "Noted for Sunday 15 March 2026: Black Tea at 15:30, about 48 milligrams of caffeine.\n"
    )
    (entry,) = exported(run)["entries"]
    assert entry["day"] == {"caffeine": [{"at": "15:30", "mg": 48, "drink": "Black Tea"}]}
    assert "first_recorded_at" not in entry, "a drink says nothing of how late the day was"


@pytest.mark.parametrize("drink", ["espresso", "wine"])
def test_a_drink_says_where_its_time_was_read(
    run: Run, drink: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert run("drink", drink, "--at", "15:30").code == 0
    (entry,) = exported(run)["entries"]
    assert entry["tz"] == "Asia/Tokyo"


@freeze_time("2026-03-16 00:40", real_asyncio=True)
def test_at_twenty_to_one_it_is_still_the_evening_before(run: Run) -> None:
    run("drink", "coffee")
    assert [entry["date"] for entry in exported(run)["entries"]] == ["2026-03-15"]


@freeze_time("2026-03-16 04:30", real_asyncio=True)
def test_at_half_past_four_the_new_day_has_begun(run: Run) -> None:
    run("drink", "coffee")
    assert [entry["date"] for entry in exported(run)["entries"]] == ["2026-03-16"]


@freeze_time("2026-03-15 20:00", real_asyncio=True)
def test_a_glass_of_wine_is_logged_as_alcohol(run: Run) -> None:
    run("drink", "wine", "--at", "7.45pm")
    (entry,) = exported(run)["entries"]
    assert entry["day"] == {"alcohol": [{"at": "19:45", "drinks": 1}]}


def test_a_backup_that_cannot_be_made_is_told_in_one_sentence_beside_the_result(
    run: Run, data_dir: Path
) -> None:
    run("drink", "coffee")
    (data_dir / "backups").write_text("a file in the way")
    done = run("drink", "tea")
    assert (done.code, done.out[:10], done.err.count("\n")) == (0, "Noted for ", 1)
    assert done.err.startswith("coach: The diary is saved, but its daily backup is not: ")
    assert run("status").err == "", "what only reads has nothing to tell"


@freeze_time("2026-03-15 20:00", real_asyncio=True)
def test_a_name_on_stdin_stays_out_of_the_shells_history(run: Run) -> None:
    assert run("drink", "-", "--mg", "70", stdin="my secret brew\n").code == 0
    (entry,) = exported(run)["entries"]
    assert entry["day"]["caffeine"][0]["drink"] == "my secret brew"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("drink", "moonwater"), "moonwater"),
        (("drink", "coffee", "--mg", "-5"), "'-5'"),
        (("drink", "coffee", "--mg", "nan"), "'nan'"),
        (("drink", "coffee", "--mg", "lots"), "'lots'"),
        (("drink", "coffee", "--at", "25:00"), "25:00"),
        (("drink", ""), "0 characters"),
        (("drink", "x" * 81, "--mg", "1"), "81 characters"),
        (("seen-doctor", "--on", "soon"), "'soon'"),
        (("seen-doctor", "--on", "2999-01-01"), "2999-01-01"),
        (("status", "--as-of", "31.2.2026"), "31.2.2026"),
        (("clear", "3/4"), "'3/4' may be "),
        (("timeline", "--from", "2026-04-01", "--to", "2026-03-01"), "2026-04-01"),
        (("history", "--days", "0"), "'0'"),
        (("export", "--from", "2026-04-01", "--to", "2026-03-01"), "2026-04-01"),
        (("report", "--days", "57"), "'57'"),
        (("remind", "--at", "late"), "'late'"),
        (("no-such-command",), "no-such-command"),
        (("export", "--format", "xml"), "xml"),
    ],
)
def test_bad_input_is_one_sentence_naming_the_value_and_nothing_is_written(
    run: Run, data_dir: Path, words: tuple[str, ...], named: str
) -> None:
    done = run(*words)
    assert done.code == 2
    assert done.out == ""
    assert named in done.err
    assert done.err.startswith("coach: ")
    assert done.err.count("\n") == 1
    assert not data_dir.exists()


@freeze_time("2026-03-15 20:00", real_asyncio=True)
def test_a_visit_is_noted_with_its_note(run: Run) -> None:
    run("seen-doctor", "--on", "2026-03-14", "--note", "-", stdin="ask about [/] iron\n")
    (visit,) = exported(run)["doctor_visits"]
    assert (visit["date"], visit["note"]) == ("2026-03-14", "ask about [/] iron")


@freeze_time("2026-03-15 20:00", real_asyncio=True)
def test_a_tip_is_one_thing_to_do_with_its_reason_and_source(run: Run) -> None:
    done = run("tip")
    assert done.code == 0, done.err
    assert len(done.out.splitlines()) >= 3
    assert run("tip").out == done.out, "the same evening gives the same tip"


class TestDue:
    @freeze_time("2026-03-15 17:59", real_asyncio=True)
    def test_before_six_nothing_is_due(self, run: Run) -> None:
        assert run("due").code == 0

    @freeze_time("2026-03-15 18:00", real_asyncio=True)
    def test_from_six_on_an_unanswered_day_is_due(self, run: Run) -> None:
        done = run("due")
        assert (done.code, done.out.count("\n"), done.err) == (1, 1, "")

    @freeze_time("2026-03-16 00:40", real_asyncio=True)
    def test_after_midnight_the_evening_before_is_still_due(self, run: Run) -> None:
        assert run("due").code == 1

    @freeze_time("2026-03-15 22:00", real_asyncio=True)
    def test_a_logged_drink_is_no_check_in(self, run: Run) -> None:
        run("drink", "coffee")
        assert run("due").code == 1

    @freeze_time("2026-03-15 22:00", real_asyncio=True)
    def test_an_answered_evening_is_silent(self, run: Run, tmp_path: Path) -> None:
        log = tmp_path / "log.json"
        entry = {"date": "2026-03-15", "day": {"stress": 2}}
        log.write_text(json.dumps({"format": "coach-log", "version": 1, "entries": [entry]}))
        assert run("import", log).code == 0
        done = run("due")
        assert (done.code, done.out, done.err) == (0, "", "")

    @freeze_time("2026-03-15 20:00", real_asyncio=True)
    def test_the_profiles_own_time_counts(self, run: Run, tmp_path: Path) -> None:
        log = tmp_path / "log.json"
        profile = {"remind_at": "21:30"}
        log.write_text(json.dumps({"format": "coach-log", "version": 1, "profile": profile}))
        run("import", log)
        assert run("due").code == 0


@freeze_time("2026-03-15 15:30", real_asyncio=True)
def test_a_day_is_cleared_and_brought_back_and_an_empty_one_is_named(run: Run) -> None:
    run("drink", "coffee")
    before = exported(run)["entries"]
    done = run("clear", "2026-03-15")
    assert (done.code, done.out) == (
        0,
        "Cleared: Sunday 15 March 2026. coach undo brings it back.\n",
    )
    assert "day" not in exported(run)["entries"][0]
    again = run("clear", "2026-03-15")
    assert (again.code, again.out) == (2, "")
    assert again.err == "coach: DATE is 2026-03-15, and nothing is noted of that day\n"
    assert run("undo", "--yes").code == 0
    assert exported(run)["entries"][0]["day"] == before[0]["day"]


def test_the_plain_pages_are_listed_and_each_is_shown_with_its_sources(run: Run) -> None:
    names = [line.partition(":")[0] for line in run("learn").out.splitlines()]
    assert "restless-legs" in names
    for name in names:
        shown = run("learn", name).out
        assert "\nSources\n1. " in shown
    wrong = run("learn", "restless")
    assert wrong.code == 2
    assert "PAGE is 'restless', which is none of the pages" in wrong.err
