"""The diary's own file wherever it turns up: imported, named by `where`, removed when asked."""

import gzip
import json
import shutil
from pathlib import Path

import msgspec
import pytest

from coach.core.diary.choices import GoalKind
from coach.core.diary.records import DoctorVisit, Goal, Profile, ShownTip
from coach.store.diary.copies import log_of
from coach.store.diary.diary import Diary
from tests.benchmarks._ten_years import FIRST, NOW
from tests.benchmarks._ten_years import log_of as invented
from tests.cli.conftest import Run

COPIES = (
    "diary (conflicted copy 2026-11-22).json",
    "diary (Ann's conflicted copy 2026-11-22).json",
    "diary.sync-conflict-20261122-214000-ABCDEFG.json",
    "diary 2.json",
    "diary-DESKTOP-1.json",
    "diary_conflict-20261122-214000.json",
    "old diary.bak",
)


@pytest.fixture
def written(run: Run, data_dir: Path) -> Path:
    """A diary of two evenings with a backup."""
    for name in ("coffee", "tea"):
        assert run("drink", name).code == 0
    return data_dir / "diary.json"


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_known_by_its_content_whatever_its_name(
    run: Run, written: Path, tmp_path: Path, name: str
) -> None:
    copy = tmp_path / name
    shutil.copy(written, copy)
    done = run("--data-dir", tmp_path / "other", "import", copy)
    assert (done.code, done.out.splitlines()[0]) == (0, "1 day new, 0 changed, 0 the same.")
    ours = run("--data-dir", tmp_path / "other", "export").out
    theirs = run("export").out
    assert json.loads(ours)["entries"] == json.loads(theirs)["entries"]
    again = run("--data-dir", tmp_path / "other", "import", copy)
    assert again.out.startswith("0 days new, 0 changed, 1 the same.")


def test_every_backup_can_be_imported(run: Run, written: Path, tmp_path: Path) -> None:
    backups = sorted((written.parent / "backups").iterdir())
    assert backups
    for backup in backups:
        assert run("--data-dir", tmp_path / backup.stem, "import", backup).code == 0


def test_a_packed_copy_is_known_by_its_content_and_refused_whole_where_it_is_damaged(
    run: Run, written: Path, tmp_path: Path
) -> None:
    packed = gzip.compress(written.read_bytes())
    copy = tmp_path / "copy"
    for damaged, words in ((packed[:-9], "cut short"), (packed[:-8] + bytes(8), "damaged")):
        copy.write_bytes(damaged)
        done = run("--data-dir", tmp_path / "other", "import", copy)
        assert (done.code, done.out) == (2, "")
        assert f"is packed (gzip), and is {words}" in done.err
    copy.write_bytes(packed)
    assert run("--data-dir", tmp_path / "other", "import", copy).out.startswith("1 day new")


def test_a_copy_comes_through_stdin_too(run: Run, written: Path, tmp_path: Path) -> None:
    done = run("--data-dir", tmp_path / "other", "import", "-", stdin=written.read_bytes())
    assert done.out.startswith("1 day new")


def test_a_copy_is_merged_and_never_put_in_the_place_of_the_diary(
    run: Run, written: Path, tmp_path: Path
) -> None:
    shutil.copy(written, tmp_path / "copy")
    run("seen-doctor")
    before = run("export").out
    assert run("import", tmp_path / "copy").out.startswith("0 days new, 0 changed, 1 the same.")
    assert json.loads(run("export").out)["doctor_visits"] == json.loads(before)["doctor_visits"]


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.99])
def test_a_copy_that_is_cut_short_is_refused_whole(
    run: Run, written: Path, tmp_path: Path, keep: float
) -> None:
    data = written.read_bytes()
    (tmp_path / "copy").write_bytes(data[: int(len(data) * keep)])
    done = run("import", tmp_path / "copy")
    assert done.code == 2
    assert "is not a whole diary of the coach: it is cut short or damaged" in done.err


def test_a_copy_of_a_newer_coach_is_refused(run: Run, written: Path, tmp_path: Path) -> None:
    newer = written.read_bytes().replace(b'"version":1', b'"version":2', 1)
    (tmp_path / "copy").write_bytes(newer)
    assert "a newer coach wrote it (version 2" in run("import", tmp_path / "copy").err


def test_a_copy_with_a_damaged_day_is_refused_by_its_day(
    run: Run, written: Path, tmp_path: Path
) -> None:
    tables = json.loads(written.read_bytes())
    (key,) = tables["entries"]
    tables["entries"][key]["day"]["stress"] = 99
    (tmp_path / "copy").write_text(json.dumps(tables))
    done = run("import", tmp_path / "copy")
    assert done.code == 2
    assert f"the entry of {key} is damaged" in done.err


def test_a_file_of_a_diary_gives_all_that_the_diary_holds(tmp_path: Path) -> None:
    log = msgspec.structs.replace(
        invented(60),
        profile=Profile(recorded_at=NOW, age=41),
        doctor_visits=(DoctorVisit(date=FIRST, note="seen"),),
        tips=(ShownTip(tip="warm-bath", shown_on=FIRST),),
        goals=(Goal(goal=GoalKind.WIND_DOWN, value=10, from_=FIRST, to=None),),
    )
    diary = Diary(tmp_path, lambda: NOW)
    diary.merge(log, "a log")
    assert log_of((tmp_path / "diary.json").read_bytes()) == diary.log()


def test_where_names_what_the_coach_did_not_write(run: Run, written: Path) -> None:
    folder = written.parent
    shutil.copy(written, folder / COPIES[0])
    (folder / ".diary.json.icloud").write_bytes(b"bplist00")
    (folder / "letter\x1b[31m.txt").write_text("Dear")
    (folder / "photos").mkdir()
    (folder / "elsewhere").symlink_to("/etc/hostname")
    done = run("where")
    others = done.out.partition("Not the coach's own:\n")[2]
    assert f"{COPIES[0]} holds a diary; coach import brings it in" in others
    assert ".diary.json.icloud       stands for a file that is kept elsewhere" in others
    assert "photos                   a folder" in others
    assert "a link to /etc/hostname" in others
    assert "not written by the coach" in others
    assert "\x1b" not in done.out
    assert "diary.json " not in others


def test_where_says_nothing_of_strangers_where_there_are_none(run: Run, written: Path) -> None:
    assert written.exists()
    assert "Not the coach's own" not in run("where").out


def test_erase_names_the_copies_and_keeps_them_unless_asked(run: Run, written: Path) -> None:
    copy = written.parent / COPIES[0]
    shutil.copy(written, copy)
    (written.parent / "letter.txt").write_text("Dear")
    done = run("erase", stdin="erase\n")
    assert done.code == 0
    assert COPIES[0] in done.err
    assert COPIES[0] in done.out
    assert sorted(path.name for path in written.parent.iterdir()) == [COPIES[0], "letter.txt"]


def test_erase_removes_the_copies_when_asked_and_nothing_else(run: Run, written: Path) -> None:
    folder = written.parent
    for name in COPIES:
        shutil.copy(written, folder / name)
    shutil.copy(written, folder / "backups" / "2026-11-20 (conflicted copy).json")
    packed = folder / "backups" / "2026-11-20 (conflicted copy).json.gz"
    packed.write_bytes(gzip.compress(written.read_bytes()))
    (folder / ".diary.json.icloud").write_bytes(b"bplist00")
    (folder / "letter.txt").write_text("Dear")
    done = run("erase", stdin="erase\ncopies\n")
    assert "letter.txt" in done.out
    assert [path.name for path in folder.rglob("*")] == ["letter.txt"]


def test_erase_removes_a_link_and_not_what_it_leads_to(run: Run, written: Path) -> None:
    folder, outside = written.parent, written.parent.parent / "outside"
    outside.mkdir()
    (outside / "letter.txt").write_text("Dear")
    (folder / "crash.log").symlink_to(outside / "letter.txt")
    shutil.move(folder / "backups", outside / "backups")
    (folder / "backups").symlink_to(outside / "backups")
    (folder / "diary.json").rename(outside / "diary.json")
    (folder / "diary.json").symlink_to(outside / "diary.json")
    done = run("erase", stdin="erase\n")
    assert done.code == 0
    assert f"A link led to {outside / 'diary.json'}, which is still there." in done.out
    assert (outside / "letter.txt").read_text() == "Dear"
    assert (outside / "diary.json").exists()
    assert list((outside / "backups").iterdir())
    assert [path.name for path in folder.iterdir()] == ["backups"]
