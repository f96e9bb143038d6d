"""What the disk refuses becomes one clear sentence; the diary in memory stays usable."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from coach.core.diary.records import Entry
from coach.store import settings
from coach.store.diary import storage as paged
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.disk import durable
from coach.store.disk.trouble import StoreError
from coach.store.settings import Settings

DAY = date(2026, 11, 22)
Say = Callable[[Diary, date, str], Entry]


def failing(number: int, only: Callable[..., bool] = lambda *_: True) -> Callable[..., object]:
    """A system call that fails with that error, for calls that ``only`` picks."""

    def fail(*given: object, **_: object) -> object:
        if only(*given):
            raise OSError(number, os.strerror(number))
        return None

    return fail


@contextmanager
def broken(patch: pytest.MonkeyPatch, name: str, call: Callable[..., object]) -> Iterator[None]:
    with patch.context() as inside:
        inside.setattr(os, name, call)
        yield


@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize(
    "trouble",
    [
        (errno.ENOSPC, "there is no room left on the disk; free some space and try again."),
        (errno.EDQUOT, "there is no room left on the disk"),
        (errno.EROFS, "this account may not do that there"),
        (errno.EACCES, "or choose another folder with --data-dir."),
        (errno.EIO, "the system says: input/output error; check the disk"),
        (errno.ENOENT, "its folder is not there"),
    ],
)
def test_a_failing_disk_is_told_in_one_sentence_and_loses_nothing(
    diary: Diary,
    opened: Callable[[], Diary],
    say: Say,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    trouble: tuple[int, str],
) -> None:
    number, words = trouble
    say(diary, DAY, "kept")
    before = (diary.folder / "diary.json").read_bytes()
    with broken(monkeypatch, name, failing(number)), pytest.raises(StoreError) as refused:
        say(diary, DAY, "lost")
    assert words in str(refused.value)
    assert str(diary.folder) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert [entry.notes for entry in diary.entries()] == ["kept"]
    assert (diary.folder / "diary.json").read_bytes() == before
    assert diary.undoable() == ("the note kept",)
    say(diary, DAY, "again")
    assert [entry.notes for entry in opened().entries()] == ["again"]
    assert not [path for path in diary.folder.iterdir() if path.name.startswith(".")]


def test_a_folder_that_does_not_sync_is_told_and_synced_before_the_next_acknowledgement(
    diary: Diary, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(diary, DAY, "kept")
    real = os.fsync
    folders: list[int] = []

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EIO, "no")
        real(handle)

    def counted(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            folders.append(handle)
        real(handle)

    with broken(monkeypatch, "fsync", only_files):
        with pytest.raises(StoreError):
            say(diary, DAY, "in place, and perhaps not safe")
        # Nothing is left to change, and still it may not be called saved.
        with pytest.raises(StoreError):
            say(diary, DAY, "in place, and perhaps not safe")
    monkeypatch.setattr(os, "fsync", counted)
    say(diary, DAY, "in place, and perhaps not safe")
    assert folders


def test_a_file_is_synced_before_it_is_put_in_place_and_the_folder_after(
    diary: Diary, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(diary, DAY, "x")
    done: list[str] = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_sync(handle)

    def put(source: Path, target: Path) -> None:
        done.append("in place")
        real_replace(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", put)
    # The day's backup is a write of its own; it comes with the second change.
    say(diary, DAY, "y")
    done.clear()
    say(diary, DAY, "z")
    # Last the line for `coach due`, which waits for no disk: it can be made anew.
    assert done == ["file", "in place", "folder", "in place"]


def test_a_save_reads_the_file_at_most_once_and_not_at_all_if_nobody_else_wrote(
    diary: Diary, opened: Callable[[], Diary], say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    for note in ("x", "y"):
        say(diary, DAY, note)
    sizes: list[int] = []
    real = paged.parsed

    def counted(data: bytes) -> paged.Tables:
        sizes.append(len(data))
        return real(data)

    monkeypatch.setattr(paged, "parsed", counted)
    say(diary, DAY, "z")
    assert sizes == []
    second_program = opened()
    say(second_program, DAY, "from elsewhere")
    say(diary, DAY, "after that")
    assert len(sizes) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(diary: Diary, say: Say, folder: Path) -> None:
    say(diary, DAY, "kept")
    folder.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="may not"):
            say(diary, DAY, "lost")
        assert diary.count() == 1
    finally:
        folder.chmod(0o700)


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path, say: Say) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    diary = Diary(in_the_way / "below" / "data", lambda: pytest.fail("the clock was read"))
    with pytest.raises(StoreError, match="could not be"):
        say(diary, DAY, "lost")
    with pytest.raises(StoreError):
        diary.count()


class TestAFolderDeletedWhileOpen:
    def test_is_not_taken_for_an_empty_diary_nor_made_again(
        self, diary: Diary, say: Say, folder: Path
    ) -> None:
        say(diary, DAY, "kept")
        folder.rename(folder.with_name("elsewhere"))
        assert [entry.notes for entry in diary.entries()] == ["kept"]
        with pytest.raises(StoreError, match="has gone since it was read; put it back"):
            say(diary, DAY, "lost")
        with pytest.raises(StoreError, match="has gone since it was read"):
            diary.save_draft(Draft(entry=Entry(date=DAY)))
        assert not folder.exists()

    def test_put_back_everything_goes_on(self, diary: Diary, say: Say, folder: Path) -> None:
        say(diary, DAY, "kept")
        away = folder.rename(folder.with_name("elsewhere"))
        with pytest.raises(StoreError):
            say(diary, DAY, "lost")
        away.rename(folder)
        say(diary, DAY, "again")
        assert [entry.notes for entry in diary.entries()] == ["again"]


class TestLinks:
    def test_a_linked_diary_stays_a_link_and_its_target_is_written(
        self, diary: Diary, opened: Callable[[], Diary], say: Say, folder: Path, tmp_path: Path
    ) -> None:
        elsewhere = tmp_path / "synced"
        elsewhere.mkdir()
        say(diary, DAY, "x")
        (folder / "diary.json").rename(elsewhere / "diary.json")
        (folder / "diary.json").symlink_to(elsewhere / "diary.json")
        second_program = opened()
        say(second_program, DAY, "y")
        assert (folder / "diary.json").is_symlink()
        assert b'"y"' in (elsewhere / "diary.json").read_bytes()
        assert [entry.notes for entry in opened().entries()] == ["y"]

    def test_a_link_to_nothing_is_no_empty_diary(
        self, diary: Diary, say: Say, folder: Path, tmp_path: Path
    ) -> None:
        folder.mkdir()
        (folder / "diary.json").symlink_to(tmp_path / "unplugged" / "diary.json")
        with pytest.raises(StoreError, match="a link to a file that is not there"):
            diary.count()
        with pytest.raises(StoreError, match="a link to a file that is not there"):
            say(diary, DAY, "lost")


class TestANewFile:
    def test_is_written_whole_and_private(self, tmp_path: Path) -> None:
        durable.write_new(tmp_path / "out.json", b"x")
        assert (tmp_path / "out.json").read_bytes() == b"x"
        assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o600

    def test_never_takes_the_place_of_another_unless_it_may(self, tmp_path: Path) -> None:
        path = tmp_path / "out.json"
        path.write_text("kept")
        with pytest.raises(StoreError, match=r"exists already and was kept; --force"):
            durable.write_new(path, b"x")
        assert path.read_text() == "kept"
        durable.write_new(path, b"x", replace=True)
        assert path.read_bytes() == b"x"
        assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.json"]

    def test_is_written_where_links_are_unknown(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))
        durable.write_new(tmp_path / "out.json", b"x")
        assert (tmp_path / "out.json").read_bytes() == b"x"
        with pytest.raises(StoreError, match="exists already"):
            durable.write_new(tmp_path / "out.json", b"y")

    def test_needs_a_folder_and_a_name(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="there is no folder"):
            durable.write_new(tmp_path / "nowhere" / "out.json", b"x")
        with pytest.raises(StoreError, match="it is a folder"):
            durable.write_new(tmp_path, b"x", replace=True)


class TestPermissions:
    @pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
    def test_files_are_0600_and_folders_0700_whatever_the_umask(
        self, tmp_path: Path, clock: Callable[[], object], say: Say, umask: int
    ) -> None:
        folder = tmp_path / "above" / "data"
        diary = Diary(folder, clock)  # type: ignore[arg-type]  # the fixture's own class
        before = os.umask(umask)
        try:
            say(diary, DAY, "x")
            say(diary, DAY, "y")
            diary.save_draft(Draft(entry=Entry(date=DAY)))
            settings.save(folder, Settings().with_theme("dim"))
            diary.restore(f"{DAY}")
        finally:
            os.umask(before)
        paths = [folder.parent, folder, *folder.rglob("*")]
        modes = {path.name: stat.S_IMODE(path.lstat().st_mode) for path in paths}
        for path in paths:
            assert modes[path.name] == (0o700 if path.is_dir() else 0o600), path
        assert {"diary.json", "diary.lock", "settings.json", "2026-11-22.json.gz"} < set(modes)

    def test_a_folder_that_was_there_keeps_its_own(
        self, diary: Diary, say: Say, folder: Path
    ) -> None:
        folder.mkdir()
        folder.chmod(0o750)
        say(diary, DAY, "x")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o750


class TestAFileThatSomebodyReads:
    """On Windows it cannot be replaced while they do."""

    @pytest.fixture
    def refusals(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """How often the system is still to refuse; it is tried again three times."""
        left: list[str] = []
        really_replace = os.replace

        def replace(source: Path, target: Path) -> None:
            if left:
                raise PermissionError(errno.EACCES, left.pop())
            really_replace(source, target)

        monkeypatch.setattr(durable, "_TRY_AGAIN_AFTER_S", (0.0, 0.0, 0.0))
        monkeypatch.setattr(os, "replace", replace)
        return left

    def test_is_replaced_once_they_are_done(self, tmp_path: Path, refusals: list[str]) -> None:
        refusals.extend(["in use"] * 3)
        durable.write(tmp_path / "data" / "diary.json", b"new")
        assert (tmp_path / "data" / "diary.json").read_bytes() == b"new"

    def test_is_left_as_it_was_if_they_never_are(
        self, tmp_path: Path, refusals: list[str]
    ) -> None:
        diary = tmp_path / "data" / "diary.json"
        durable.write(diary, b"old")
        refusals.extend(["in use"] * 4)
        with pytest.raises(StoreError, match="could not be saved"):
            durable.write(diary, b"new")
        assert list(diary.parent.iterdir()) == [diary]
        assert diary.read_bytes() == b"old"


def test_half_written_files_of_dead_programs_are_swept_away_and_others_stay(
    diary: Diary, say: Say, folder: Path
) -> None:
    (folder / "drafts").mkdir(parents=True)
    ended = subprocess.Popen([sys.executable, "-S", "-c", ""])
    ended.wait()
    dead = ended.pid
    swept = [
        folder / f".diary.json~{os.getpid()}-7.tmp",
        folder / f".settings.json~{dead}-0.tmp",
        folder / "drafts" / f".2026-11-22.json~{dead}-0.tmp",
    ]
    staying = [
        folder / ".hidden.tmp",
        folder / ".settings.json~.tmp",
        folder / f".settings.json~{os.getpid()}-7.tmp",
    ]
    for path in swept + staying:
        path.write_text("half")
    say(diary, DAY, "x")
    assert not any(path.exists() for path in swept)
    assert all(path.exists() for path in staying)
