"""Several files and folders in one import: one summary, nothing doubled, faults named."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path
from typing import IO

import pytest

from coach.core.diary.merge import merge
from coach.core.diary.records import Log
from coach.exchange.files import chosen
from coach.exchange.importing import Batch, read_files
from coach.exchange.log import LogError
from tests.exchange.importers.conftest import HERE
from tests.exchange.importers.samples import DATA

NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
EMPTY = Log(format="coach-log", version=1)
HEADER = "sid,start,stop,rating\n"
# 23:10 to 01:30 and 01:50 to 06:40 on 8 March 2021, in London.
FIRST_HALF = "1,1615158600000,1615167000000,0\n"
SECOND_HALF = "2,1615168200000,1615185600000,0\n"
LOG = '{"format":"coach-log","version":1,"entries":[{"date":"2021-03-08","notes":"mine"}]}'


def opened(path: Path, _name: str) -> IO[bytes]:
    return path.open("rb")


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of files by their names and content."""

    def _folder(**files: str | bytes) -> Path:
        place = tmp_path / "exports"
        for name, content in files.items():
            path = place / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return place

    return _folder


def brought(*paths: Path, mine: Log = EMPTY) -> Batch:
    files = chosen({path.name: path for path in paths}, opened)
    return read_files(files, HERE).beside(mine, NOW)


def told(batch: Batch, mine: Log = EMPTY) -> str:
    return batch.summary(merge(mine, batch.log))


def test_files_of_one_format_are_read_as_if_they_were_one(folder: Callable[..., Path]) -> None:
    # The night was tracked in two pieces, and a month ended between them.
    place = folder(march_csv=HEADER + FIRST_HALF, sub__april_csv=HEADER + SECOND_HALF)
    batch = brought(place)
    (entry,) = batch.log.entries
    assert entry.device is not None
    assert (entry.device.tried_to_sleep_at, entry.device.final_wake_at) == ("23:10", "06:40")
    assert (entry.device.awakenings, entry.device.awake_min) == (1, 20)
    assert told(batch).startswith("Plees Tracker, 2 files. 1 day new, 0 changed")


def test_what_stands_in_two_exports_is_there_once(folder: Callable[..., Path]) -> None:
    longer = HEADER + FIRST_HALF + SECOND_HALF
    place = folder(a_csv=HEADER + FIRST_HALF, b_csv=longer, c_csv=longer)
    batch, alone = brought(place), brought(place / "b.csv")
    assert batch.log == alone.log
    assert "Left out" not in told(batch)


def test_several_formats_have_one_summary_and_its_first_line_tells_all(tmp_path: Path) -> None:
    batch = brought(DATA / "sleepmeter.csv", DATA / "plees-6.csv", DATA / "plees-4.csv")
    lines = told(batch).splitlines()
    days = len(merge(EMPTY, batch.log).new)
    assert lines[0] == (
        f"3 files: Sleepmeter and Plees Tracker. {days} days new, 0 changed, 4 refused."
    )
    assert lines[1].startswith("Sleepmeter. 4 days new, 0 changed")
    assert any(line.startswith("Plees Tracker, 2 files. ") for line in lines)


def test_the_coachs_own_log_goes_first_whatever_the_order(folder: Callable[..., Path]) -> None:
    place = folder(a_csv=HEADER + FIRST_HALF + SECOND_HALF, b_json=LOG)
    for paths in ((place,), (place / "a.csv", place / "b.json")):
        batch = brought(*paths)
        (entry,) = batch.log.entries
        assert entry.notes == "mine"
        assert entry.device is not None
        assert "The coach's own log. 1 day new" in told(batch)


def test_of_two_devices_in_one_import_the_one_that_is_named_later_stands(
    folder: Callable[..., Path],
) -> None:
    fitbit = (
        '[{"startTime":"2021-03-07T23:20:00","endTime":"2021-03-08T06:30:00",'
        '"minutesAsleep":400}]'
    )
    android = (
        '"Id","Tz","From","To","Hours"\n"1615158000000","Europe/London",'
        '"07. 03. 2021 23:00","08. 03. 2021 6:20","7.3"\n'
    )
    place = folder(a_csv=HEADER + FIRST_HALF + SECOND_HALF, b_json=fitbit, c_csv=android)
    names = {"a.csv": "Plees Tracker", "b.json": "Fitbit", "c.csv": "Sleep as Android"}
    for order in permutations(names):
        batch = brought(*(place / name for name in order))
        (entry,) = batch.log.entries
        assert entry.device is not None
        assert entry.device.source == names[order[-1]]
        assert "Device numbers replaced by those of this file: 2021-03-08." in told(batch)


def test_a_named_file_that_is_broken_refuses_all(folder: Callable[..., Path]) -> None:
    place = folder(good_csv=HEADER + SECOND_HALF, broken_csv=HEADER + "1,x,y,0\n")
    with pytest.raises(LogError, match=r"^broken\.csv gives nothing to bring in"):
        brought(place / "good.csv", place / "broken.csv")
    with pytest.raises(LogError, match=r"^missing\.csv does not exist$"):
        brought(place / "good.csv", place / "missing.csv")


def test_in_a_folder_what_is_broken_is_named_and_the_rest_comes_in(
    folder: Callable[..., Path],
) -> None:
    place = folder(
        good_csv=HEADER + SECOND_HALF,
        torn_json='[{"startTime":"2021-03-09T23:00:00","endTime":"x","minutesAsleep":1',
        damaged_zip=b"PK\x03\x04 is no archive",
        empty_csv="",
    )
    words = told(brought(place))
    assert "Plees Tracker. 1 day new" in words
    assert "Refused: exports/torn.json: is not sound JSON" in words
    assert "Refused: exports/damaged.zip: is a damaged or empty archive." in words
    assert "Refused: exports/empty.csv: is empty." in words


def test_in_a_folder_a_format_of_which_no_row_can_be_taken_stops_no_other(
    folder: Callable[..., Path],
) -> None:
    future = "5,4000000000000,4000020000000,0\n"
    place = folder(a_csv=HEADER + future, b_csv=(DATA / "sleepmeter.csv").read_bytes())
    words = told(brought(place))
    assert "Sleepmeter. 4 days new" in words
    assert "Plees Tracker. 0 days new, 0 changed, 0 the same, 0 kept, 1 refused." in words
    with pytest.raises(LogError, match="gives nothing to bring in"):
        brought(place / "a.csv", place / "b.csv")


def test_in_a_folder_files_of_other_kinds_are_passed_over(folder: Callable[..., Path]) -> None:
    files = {"README_txt": "Dear diary", "photo_jpg": b"\xff\xd8\xff\xe0", "_hidden": "x"}
    batch = brought(folder(good_csv=HEADER + SECOND_HALF, **files))
    assert "Passed over: exports/README.txt, exports/photo.jpg." in told(batch)
    assert batch.broken == ()


def test_a_folder_in_which_nothing_can_be_read_is_refused(
    folder: Callable[..., Path], tmp_path: Path
) -> None:
    with pytest.raises(LogError, match=r"none of 1 file \(the first is exports/a\.txt\)"):
        brought(folder(a_txt="Dear diary"))
    (tmp_path / "bare").mkdir()
    with pytest.raises(LogError, match="bare holds no file"):
        brought(tmp_path / "bare")


def test_a_refused_row_is_told_with_its_file(folder: Callable[..., Path]) -> None:
    place = folder(a_csv=HEADER + SECOND_HALF + "3,x,y,0\n", b_csv=HEADER + FIRST_HALF)
    assert "Refused: exports/a.csv, line 3: start is" in told(brought(place))


def test_the_same_folder_again_changes_nothing(folder: Callable[..., Path]) -> None:
    place = folder(
        a_csv=(DATA / "plees-6.csv").read_bytes(),
        b_csv=(DATA / "sleepmeter.csv").read_bytes(),
        c_xml=(DATA / "apple-health.xml").read_bytes(),
        d_json=LOG,
    )
    first = merge(EMPTY, brought(place).log).log
    again = brought(place, mine=first)
    assert not merge(first, again.log).changed
    assert "0 days new, 0 changed" in told(again, first)


def test_progress_grows_to_all_that_there_is(folder: Callable[..., Path]) -> None:
    place = folder(a_csv=HEADER + FIRST_HALF, b_xml=(DATA / "apple-health.xml").read_bytes())
    seen: list[tuple[int, int]] = []
    size = sum(path.stat().st_size for path in place.iterdir())
    files = chosen({"exports": place}, opened)
    read_files(files, HERE, progress=lambda done, of: seen.append((done, of)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert {of for _, of in seen} == {size}
    assert seen[-1][0] == size
