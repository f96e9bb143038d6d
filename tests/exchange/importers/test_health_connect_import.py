"""Health Connect: the sleep of all apps of a phone, out of a database that may be anybody's."""

import errno
import io
import sqlite3
from pathlib import Path

import pytest

from coach.exchange.importers.formats import health_connect
from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import DATA, database, packed

FILE = "health-connect.sql"
SCRIPT = (DATA / FILE).read_text()
TABLES, _, ROWS = SCRIPT.partition("INSERT")
SESSIONS = "CREATE TABLE sleep_session_record_table"
TORN = "is a damaged database"
MISSING = "without the sleep_session_record_table of Health Connect"


def changed(old: str, new: str) -> bytes:
    assert old in SCRIPT
    return database(SCRIPT.replace(old, new))


def test_the_stages_tell_falling_asleep_the_time_awake_and_the_last_awakening(
    take: Take,
) -> None:
    taken = take(FILE)
    # In bed awake 23:00 to 23:15, up 02:00 to 02:15, the last light sleep ends at 06:45.
    assert taken.times("2026-01-03") == (None, "23:00", "06:45", "07:00")
    assert taken.night("2026-01-03").sleep_latency_min == 15
    assert taken.night("2026-01-03").awakenings == 1
    assert taken.slept("2026-01-03") == 7 * 60 + 15
    assert taken.told_by("2026-01-03") == "Health Connect"


def test_of_two_apps_the_one_with_stages_stands(take: Take) -> None:
    assert take(FILE).imported.left_out == {"overlapping sleep{s}": 1}


def test_a_piece_of_another_app_is_none_of_the_night(take: Take) -> None:
    taken = take(changed("1767393000000,0,1767425400000,0", "1767425400000,0,1767429000000,0"))
    assert taken.times("2026-01-03") == (None, "23:00", "06:45", "07:00")


def test_a_night_abroad_is_told_in_its_own_offset(take: Take) -> None:
    taken = take(FILE)
    assert taken.times("2026-01-04") == (None, "23:00", "06:00", None)
    assert taken.days["2026-01-04"].tz is None
    assert taken.days["2026-01-03"].tz == "Europe/London"


def test_without_an_offset_the_zone_is_the_local_one(take: Take) -> None:
    taken = take(
        changed(
            "1767499200000,-18000,1767524400000,-18000", "1767499200000,NULL,1767524400000,NULL"
        )
    )
    assert taken.times("2026-01-04") == (None, "04:00", "11:00", None)


def test_a_session_without_its_times_is_refused_and_the_others_come_in(take: Take) -> None:
    assert take(FILE).refused == {"session 4": "its times are not numbers"}


def test_the_zip_and_the_database_in_it_are_the_same(take: Take) -> None:
    assert take("health-connect.zip").imported.log == take(FILE).imported.log


def test_no_stages_and_no_names_of_apps_are_needed(take: Take) -> None:
    bare = SESSIONS + TABLES.partition(SESSIONS)[2].partition("CREATE")[0]
    (row,) = (line for line in SCRIPT.splitlines() if "VALUES (1,x'01'" in line)
    assert take(database(bare + row)).times("2026-01-03") == (None, "23:00", "07:00", None)


def test_another_database_is_called_that(take: Take) -> None:
    with pytest.raises(LogError, match=r"is a database \(SQLite\), which is not read here"):
        take(database("CREATE TABLE nights (night TEXT)"))
    with pytest.raises(LogError, match=MISSING):
        take(packed({"health_connect_export.db": database("CREATE TABLE nights (night TEXT)")}))


ENDLESS = """
CREATE VIEW {name} AS WITH RECURSIVE again(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM again)
SELECT n AS row_id, n AS app_info_id, n AS start_time, 0 AS start_zone_offset, n AS end_time,
0 AS end_zone_offset, n AS parent_key, n AS stage_start_time, n AS stage_end_time,
4 AS stage_type, 'app' AS package_name FROM again;
"""


def test_a_view_in_a_tables_place_is_not_run(take: Take) -> None:
    hostile = database(ENDLESS.format(name="sleep_session_record_table"))
    with pytest.raises(LogError, match=MISSING):
        take(hostile)
    script = SCRIPT.replace("sleep_stages_table", "another_table")
    endless = database(script + ENDLESS.format(name="sleep_stages_table"))
    assert take(endless).slept("2026-01-03") == 9 * 60


def test_a_virtual_table_in_a_tables_place_is_not_run(take: Take) -> None:
    columns = "row_id, app_info_id, start_time, start_zone_offset, end_time, end_zone_offset"
    try:
        hostile = database(
            f"CREATE VIRTUAL TABLE sleep_session_record_table USING fts5({columns});"
        )
    except sqlite3.OperationalError:
        pytest.skip("this SQLite has no such tables")
    with pytest.raises(LogError, match=MISSING):
        take(hostile)


def test_a_column_that_computes_its_values_is_not_run(take: Take) -> None:
    hostile = """
    CREATE TABLE sleep_session_record_table (row_id INTEGER, app_info_id INTEGER,
    start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER,
    end_zone_offset AS (abs(0)));
    INSERT INTO sleep_session_record_table (row_id) VALUES (1);
    """
    with pytest.raises(LogError, match=MISSING):
        take(database(hostile))


def test_rows_beyond_number_and_endless_reading_are_given_up_on(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_connect, "_MOST_ROWS", 5)
    with pytest.raises(LogError, match="more than 5 rows of sleep"):
        take(FILE)
    monkeypatch.undo()
    monkeypatch.setattr(health_connect, "_STEPS", 1)
    monkeypatch.setattr(health_connect, "_MOST_STEPS", 20)
    with pytest.raises(LogError, match=TORN):
        take(FILE)


def test_a_database_that_is_too_large_is_not_unpacked(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health_connect, "_LARGEST", 4096)
    for name in (FILE, "health-connect.zip"):
        with pytest.raises(LogError, match="is too large to be read"):
            take(name)


class Full(io.BytesIO):
    """A file on a full disk."""

    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_no_room_and_no_folder_for_the_copy_are_a_sentence(
    take: Take, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = database(SCRIPT)
    with monkeypatch.context() as full:
        full.setattr(Path, "open", lambda *_: Full())
        with pytest.raises(LogError, match="cannot be unpacked: No space left on device"):
            take(content)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(LogError, match="there is no folder for temporary files"):
        take(content)


def test_nothing_of_the_copy_is_left_behind(
    take: Take, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    take(FILE)
    with pytest.raises(LogError, match=TORN):
        take(database(SCRIPT)[:9000])
    assert not list(tmp_path.glob("coach-*"))
