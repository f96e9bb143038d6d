"""One folder between machines: what each wrote comes to all of them."""

import json
import os
import shutil
import stat
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from coach.cli import state
from coach.core.diary.records import DoctorVisit
from coach.exchange.log import decode, encode
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.diary.sync import Codec, SharedFolder
from tests.benchmarks._ten_years import NOW
from tests.cli.conftest import Ran, Run

Machine = Callable[..., Ran]


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def on(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Run a command on a machine of that name."""
    # What a change starts in the background is looked at by a test of its own.
    monkeypatch.setattr(state.Coach, "carry_on", lambda _: None)

    def _on(name: str, *words: str | Path) -> Ran:
        return run("--data-dir", tmp_path / name, *words)

    return _on


def log_name(tmp_path: Path, machine: str) -> str:
    kept = settings.load(tmp_path / machine).shared
    assert kept is not None
    return f"coach-{kept.machine}.json"


def drinks(done: Ran) -> int:
    return sum(
        len(entry.get("day", {}).get("caffeine", []))
        for entry in json.loads(done.out)["entries"]
    )


def test_what_one_machine_wrote_comes_to_the_other(
    on: Machine, shared: Path, tmp_path: Path
) -> None:
    on("desk", "drink", "coffee")
    on("desk", "seen-doctor", "--on", "2026-01-02")
    first = on("desk", "sync", shared)
    assert (first.code, first.err) == (0, "")
    assert "This machine's log is written." in first.out
    second = on("lap", "sync", shared)
    assert "1 log of other machines read.\n1 day new" in second.out
    for name in ("desk", "lap"):
        assert on(name, "sync").out.endswith("Nothing new to write.\n")
    logs = [json.loads(on(name, "export").out) for name in ("desk", "lap")]
    for log in logs:
        del log["exported_at"]
    assert logs[0] == logs[1]
    assert sorted(path.name for path in shared.iterdir()) == sorted(
        log_name(tmp_path, name) for name in ("desk", "lap")
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_the_log_in_the_folder_can_be_read_by_nobody_else(on: Machine, shared: Path) -> None:
    on("desk", "drink", "coffee")
    on("desk", "sync", shared)
    (log,) = shared.iterdir()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert json.loads(log.read_bytes())["format"] == "coach-log"


def test_a_log_that_says_nothing_new_is_not_written_again(on: Machine, shared: Path) -> None:
    on("desk", "drink", "coffee")
    on("desk", "sync", shared)
    (log,) = shared.iterdir()
    before = log.stat()
    for _ in range(3):
        on("desk", "sync")
    assert (log.stat().st_mtime_ns, log.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize("keep", [0, 0.5, 0.99])
def test_a_log_that_is_still_on_its_way_is_passed_over_and_read_once_it_is_whole(
    on: Machine, shared: Path, keep: float
) -> None:
    on("lap", "drink", "tea")
    on("lap", "sync", shared)
    (log,) = shared.iterdir()
    whole = log.read_bytes()
    log.write_bytes(whole[: int(len(whole) * keep)])
    done = on("desk", "sync", shared)
    assert done.code == 0
    assert f"{log.name} was passed over" in done.err
    assert "The next sync reads it again." in done.err
    assert drinks(on("desk", "export")) == 0
    log.write_bytes(whole)
    on("desk", "sync")
    assert drinks(on("desk", "export")) == 1


@pytest.mark.parametrize(
    "rename",
    [
        "{} (conflicted copy 2026-11-22).json",
        "{}.sync-conflict-20261122-214000-ABCDEFG.json",
        "{} 2.json",
        "{}-LAPTOP.json",
    ],
)
def test_a_conflict_copy_is_brought_in_too(
    on: Machine, shared: Path, tmp_path: Path, rename: str
) -> None:
    on("lap", "drink", "tea")
    on("lap", "sync", shared)
    (log,) = shared.iterdir()
    log.rename(shared / rename.format(log.stem))
    on("desk", "sync", shared)
    assert drinks(on("desk", "export")) == 1
    # The machine's own copy does no harm there either.
    on("lap", "sync")
    assert drinks(on("lap", "export")) == 1
    assert (shared / log_name(tmp_path, "lap")).exists()


def test_two_machines_of_one_name_lose_nothing(
    on: Machine, shared: Path, tmp_path: Path
) -> None:
    on("desk", "sync", shared)
    # A data folder that was copied to a second machine, settings and all.
    shutil.copytree(tmp_path / "desk", tmp_path / "twin")
    on("desk", "seen-doctor", "--on", "2026-01-02")
    on("desk", "sync")
    on("twin", "seen-doctor", "--on", "2026-01-03")
    on("twin", "sync")
    on("desk", "sync")
    for name in ("desk", "twin"):
        visits = json.loads(on(name, "export").out)["doctor_visits"]
        assert [visit["date"] for visit in visits] == ["2026-01-02", "2026-01-03"]


def test_what_was_undone_does_not_come_back_from_the_machines_own_log(
    on: Machine, shared: Path
) -> None:
    on("desk", "drink", "coffee")
    on("desk", "sync", shared)
    on("desk", "undo")
    on("desk", "sync")
    assert drinks(on("desk", "export")) == 0


def test_a_folder_that_is_gone_is_told_and_not_made(
    on: Machine, shared: Path, tmp_path: Path
) -> None:
    on("desk", "drink", "coffee")
    on("desk", "sync", shared)
    shutil.rmtree(shared)
    done = on("desk", "sync")
    assert done.code == 2
    assert f"the shared folder {shared} is not there; nothing was changed" in done.err
    assert not shared.exists()
    assert on("desk", "drink", "tea").code == 0
    assert on("new", "sync", tmp_path / "nowhere").code == 2
    assert not (tmp_path / "new").exists()


def test_the_data_folder_itself_is_no_shared_folder(
    on: Machine, shared: Path, tmp_path: Path
) -> None:
    on("desk", "drink", "coffee")
    for folder in (tmp_path / "desk", tmp_path / "desk" / "backups"):
        folder.mkdir(exist_ok=True)
        assert "name a folder outside it" in on("desk", "sync", folder).err
    assert (
        on("desk", "sync").err
        == "coach: no folder was named yet; name one: coach sync FOLDER\n"
    )


def test_off_forgets_the_folder_and_keeps_the_machines_name(
    on: Machine, shared: Path, tmp_path: Path
) -> None:
    on("desk", "sync", shared)
    name = log_name(tmp_path, "desk")
    assert on("desk", "sync", "--off").out == "No folder is synced any more.\n"
    assert on("desk", "sync").code == 2
    on("desk", "sync", shared)
    assert log_name(tmp_path, "desk") == name


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and links")
def test_what_is_no_file_is_not_opened_and_no_link_is_written_through(
    on: Machine, shared: Path, tmp_path: Path
) -> None:
    on("desk", "sync", shared)
    os.mkfifo(shared / "coach-00000000.json")
    (shared / "coach-00000001.json").symlink_to("/dev/zero")
    own = shared / log_name(tmp_path, "desk")
    own.unlink()
    (tmp_path / "letter").write_text("Dear")
    own.symlink_to(tmp_path / "letter")
    on("desk", "drink", "tea")
    done = on("desk", "sync")
    assert done.code == 2
    assert "it is a link; move it away" in done.err
    assert (tmp_path / "letter").read_text() == "Dear"
    own.unlink()
    done = on("desk", "sync")
    assert done.code == 0
    assert "coach-00000000.json was passed over: it is a named pipe" in done.err
    assert "coach-00000001.json was passed over: it is a device" in done.err


def test_halves_of_dead_writers_go_and_those_of_other_machines_stay(
    on: Machine, shared: Path, tmp_path: Path
) -> None:
    on("desk", "sync", shared)
    own = shared / f".{log_name(tmp_path, 'desk')}~99999999-0.tmp"
    others = shared / ".coach-00000000.json~99999999-0.tmp"
    for half in (own, others):
        half.write_text("half")
    on("desk", "sync")
    assert not own.exists()
    assert others.exists()


def test_what_came_in_is_one_change_and_can_be_taken_back(on: Machine, shared: Path) -> None:
    for name in ("lap", "phone"):
        on(name, "drink", "tea")
        on(name, "seen-doctor", "--on", f"2026-01-0{len(name)}")
        on(name, "sync", shared)
    on("desk", "sync", shared)
    assert on("desk", "undo", "--yes").out.startswith("Taken back: what came from shared")
    log = json.loads(on("desk", "export").out)
    assert log["entries"] == []
    assert all(visit["removed"] for visit in log["doctor_visits"])


def test_a_change_is_carried_on_in_a_process_of_its_own(
    run: Run, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(
        "subprocess.Popen", lambda words, **_: started.append([str(word) for word in words])
    )
    desk = tmp_path / "desk"
    run("--data-dir", desk, "drink", "coffee")
    run("--data-dir", desk, "sync", shared)
    assert started == []
    run("--data-dir", desk, "status")
    assert started == []
    run("--data-dir", desk, "drink", "tea")
    assert started == [[sys.executable, "-m", "coach", "--data-dir", str(desk), "sync"]]
    run("--data-dir", desk, "sync", "--off")
    run("--data-dir", desk, "drink", "mate")
    assert len(started) == 1


def test_two_syncs_at_once_leave_the_whole_of_both(
    on: Machine, shared: Path, tmp_path: Path
) -> None:
    on("desk", "sync", shared)
    visits = [DoctorVisit(date=date(2026, 1, 1 + turn)) for turn in range(12)]

    def one_of_two(turn: int) -> None:
        diary = Diary(tmp_path / "desk", lambda: NOW)
        folder = SharedFolder(diary, Codec(encode, decode), lambda: NOW)
        for visit in visits[turn::2]:
            diary.add_visit(visit)
            folder.sync()

    threads = [Thread(target=one_of_two, args=(turn,)) for turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (log,) = shared.iterdir()
    shared_visits = decode(log.read_bytes(), log.name).doctor_visits
    assert [visit.date for visit in shared_visits] == [visit.date for visit in visits]
