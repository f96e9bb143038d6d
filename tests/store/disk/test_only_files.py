"""Nobody waits for a pipe, device, socket or folder that stands in a file's place."""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from coach.cli import crash
from coach.core.diary.records import Entry
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.disk import durable, lock
from coach.store.disk.trouble import NotAFile, StoreError
from coach.store.settings import Settings

DAY = date(2026, 11, 22)
Say = Callable[[Diary, date, str], Entry]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and devices")

ODD = {
    "pipe": "a named pipe",
    "device": "a device",
    "folder": "a folder",
    "socket": "a socket",
}


@pytest.fixture(params=ODD)
def odd(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], str]]:
    """Puts something that is no file somewhere, and says what it is called."""
    kind: str = request.param
    with ExitStack() as open_until_then:

        def put(path: Path) -> str:
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind == "pipe":
                os.mkfifo(path)
            elif kind == "device":
                path.symlink_to("/dev/zero")
            elif kind == "folder":
                path.mkdir()
            else:
                # The path of a socket may not be long.
                monkeypatch.chdir(path.parent)
                server = open_until_then.enter_context(socket.socket(socket.AF_UNIX))
                server.bind(path.name)
            return ODD[kind]

        yield put


def test_in_the_place_of_the_diary_it_is_one_sentence_and_stays(
    diary: Diary, say: Say, folder: Path, odd: Callable[[Path], str]
) -> None:
    kind = odd(folder / "diary.json")
    before = (folder / "diary.json").lstat()
    for trying in (diary.count, lambda: say(diary, DAY, "x")):
        with pytest.raises(StoreError, match=f"it is {kind}, not an ordinary file") as refused:
            trying()
        assert "\n" not in str(refused.value)
    assert (folder / "diary.json").lstat().st_ino == before.st_ino


def test_in_the_place_of_the_lock_it_is_one_sentence(
    diary: Diary, say: Say, folder: Path, odd: Callable[[Path], str]
) -> None:
    odd(folder / lock.NAME)
    with pytest.raises(StoreError, match=r"diary\.lock could not be locked: .*"):
        say(diary, DAY, "x")
    assert diary.count() == 0


def test_in_the_place_of_the_settings_it_means_the_defaults_and_is_not_replaced(
    folder: Path, odd: Callable[[Path], str]
) -> None:
    kind = odd(folder / settings.NAME)
    assert settings.load(folder) == Settings()
    with pytest.raises(StoreError, match=f"it is {kind}"):
        settings.save(folder, Settings().with_theme("dim"))


def test_in_the_place_of_a_draft_it_is_not_waited_for(
    diary: Diary, folder: Path, odd: Callable[[Path], str]
) -> None:
    odd(folder / "drafts" / "2026-11-22.json")
    assert diary.drafts() == ()
    assert diary.draft(DAY) is None


def test_in_the_place_of_a_backup_it_is_no_backup(
    diary: Diary, folder: Path, odd: Callable[[Path], str]
) -> None:
    kind = odd(folder / "backups" / "2026-11-20.json")
    with pytest.raises(StoreError, match=f"it is {kind}"):
        diary.restore("2026-11-20")


def test_in_the_place_of_the_trace_it_is_left_alone(
    folder: Path, odd: Callable[[Path], str], capsys: pytest.CaptureFixture[str]
) -> None:
    odd(folder / "crash.log")
    assert crash.report(ValueError("x"), folder) == crash.EXIT_CODE
    assert "A trace" not in capsys.readouterr().err


def test_a_draft_is_never_written_over_it(
    diary: Diary, folder: Path, odd: Callable[[Path], str]
) -> None:
    odd(folder / "drafts" / "2026-11-22.json")
    before = (folder / "drafts" / "2026-11-22.json").lstat()
    diary.drafts()
    try:
        diary.save_draft(Draft(entry=Entry(date=DAY)))
    except StoreError as error:
        assert "not an ordinary file" in str(error)
    assert (folder / "drafts" / "2026-11-22.json").lstat().st_ino == before.st_ino


def test_what_is_put_there_between_looking_and_opening_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(durable, "refuse_unless_file", lambda _: None)
    with pytest.raises(NotAFile):
        durable.read(tmp_path / "pipe")
