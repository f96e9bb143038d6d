"""Other programs' files through the command: counted, backed up, undone, never over a day."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from freezegun import freeze_time

from tests.cli.conftest import Run

DATA = Path(__file__).parents[1] / "exchange" / "importers" / "data"
SLEEPMETER = DATA / "sleepmeter.csv"


@pytest.fixture(autouse=True)
def _stopped_clock() -> Iterator[None]:
    with freeze_time("2026-11-22 21:00", real_asyncio=True):
        yield


def test_a_dry_run_says_what_would_be_and_writes_nothing(run: Run, data_dir: Path) -> None:
    done = run("import", SLEEPMETER, "--dry-run")
    assert done.code == 0, done.err
    assert "Would be: 4 days new, 0 changed, 0 the same, 0 kept, 2 refused." in done.out
    assert not data_dir.exists()


def test_twice_is_once(run: Run) -> None:
    assert "4 days new" in run("import", SLEEPMETER).out
    first = json.loads(run("export").out)["entries"]
    assert "0 days new, 0 changed, 4 the same, 0 kept" in run("import", SLEEPMETER).out
    assert json.loads(run("export").out)["entries"] == first


def test_a_day_the_person_answered_stays_and_is_named(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text(
        '{"format":"coach-log","version":1,"entries":[{"date":"2021-03-08","notes":"mine"}]}'
    )
    run("import", mine)
    done = run("import", SLEEPMETER)
    assert "3 days new, 0 changed, 0 the same, 1 kept" in done.out
    assert "2021-03-08" in done.out
    entries = json.loads(run("export").out)["entries"]
    assert {"date": "2021-03-08", "notes": "mine"} in entries


def test_there_is_a_backup_of_before(run: Run, tmp_path: Path) -> None:
    run("import", DATA / "plees-4.csv")
    run("import", SLEEPMETER)
    assert "import" in run("backup", "list").out


def test_a_devices_nights_raise_nothing(run: Run) -> None:
    nights = "".join(
        f"{day},{(1767225600 + day * 86400 - 3600) * 1000},"
        f"{(1767225600 + day * 86400 + 3 * 3600) * 1000},1\n"
        for day in range(60)
    )
    assert run("import", "-", stdin=f"sid,start,stop,rating\n{nights}").code == 0
    rows = json.loads(run("timeline", "--json").out)
    assert {row["shown"] for row in rows} == {"none"}


def test_an_unknown_format_name_lists_those_there_are(run: Run) -> None:
    done = run("import", SLEEPMETER, "--format", "moon")
    assert done.code == 2
    assert "sleep-as-android" in done.err


def test_progress_goes_nowhere_for_a_small_file(run: Run) -> None:
    assert run("import", SLEEPMETER).err == ""


def test_several_files_come_in_by_one_change_that_one_undo_takes_back(
    run: Run, tmp_path: Path
) -> None:
    done = run("import", SLEEPMETER, DATA / "plees-4.csv")
    assert done.code == 0, done.err
    assert done.out.startswith("2 files: Sleepmeter and Plees Tracker. ")
    entries = json.loads(run("export").out)["entries"]
    assert {"night", "device"} <= set(entries[0])
    assert "the import of 2 files" in run("undo", "--yes").out
    assert json.loads(run("export").out)["entries"] == []


def test_one_named_file_that_cannot_be_read_leaves_all_as_it_was(
    run: Run, tmp_path: Path, data_dir: Path
) -> None:
    torn = tmp_path / "torn.csv"
    torn.write_text("sid,start,stop,rating\n1,x,y,0\n")
    done = run("import", SLEEPMETER, torn)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "torn.csv gives nothing to bring in" in done.err
    assert not data_dir.exists()


def test_a_folder_is_a_file_too(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.csv").write_bytes(SLEEPMETER.read_bytes())
    (folder / "torn.json").write_text('[{"startTime":1,"endTime":1,"minutesAsleep":')
    done = run("import", f"{folder}/")
    assert done.code == 0, done.err
    assert "4 days new" in done.out
    assert f"Refused: {folder}/torn.json: is not sound JSON" in done.out
    assert "the import of exports" in run("undo", "--yes").out


TABLE = "Date,Bed,Woke,Good\n14/03/2026,23:10,06:40,2\n15/03/2026,23:00,07:00,4\n"
MEANS = "Date=date,Bed=tried_to_sleep_at,Woke=final_wake_at,Good=quality"


def test_a_table_of_ones_own_is_read_by_its_columns(run: Run) -> None:
    refused = run("import", "-", stdin=TABLE)
    assert refused.code == 2
    assert 'try --columns "Date=date,Bed=in_bed_at,Woke=final_wake_at"' in refused.err
    asked = run("import", "-", "--columns", MEANS, stdin=TABLE)
    assert asked.code == 2
    assert "say --date-of evening or morning" in asked.err
    assert len(asked.err.splitlines()) == 1
    words = ("--columns", MEANS, "--date-of", "morning", "--scale", "1-5", "--told-by", "me")
    looked = run("import", "-", *words, "--dry-run", stdin=TABLE)
    assert looked.out.splitlines()[0].startswith("Your table. Would be: 2 days new")
    assert looked.out.count("Night to") == 2
    done = run("import", "-", *words, stdin=TABLE)
    assert done.code == 0, done.err
    (first, _) = json.loads(run("export").out)["entries"]
    assert first == {
        "date": "2026-03-14",
        "night": {"tried_to_sleep_at": "23:10", "final_wake_at": "06:40", "quality": 2},
    }
    assert "2 the same, 0 kept" in run("import", "-", *words, stdin=TABLE).out


def test_what_goes_with_columns_is_refused_without_them(run: Run) -> None:
    done = run("import", SLEEPMETER, "--told-by", "me")
    assert done.code == 2
    assert "--told-by is 'me', but goes with --columns alone" in done.err


def test_in_a_folder_the_columns_are_those_of_the_tables_that_have_them(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "mine.csv").write_text(TABLE)
    (folder / "other.csv").write_text("Habit,Done\nTea,yes\n")
    (folder / "plees.csv").write_bytes((DATA / "plees-4.csv").read_bytes())
    words = ("--columns", MEANS, "--date-of", "morning", "--scale", "1-5", "--told-by", "me")
    done = run("import", folder, *words)
    assert done.code == 0, done.err
    assert done.out.startswith("2 files: Your table and Plees Tracker. 4 days new")
    assert "Passed over: " in done.out
