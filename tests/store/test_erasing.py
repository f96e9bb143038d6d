"""What is where, and how all of it goes, and nothing else with it."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coach.core.diary.records import Entry
from coach.store import settings
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.disk.trouble import StoreError
from coach.store.inventory import contents, erase
from coach.store.settings import Settings
from tests.store.conftest import SetClock

DAY = date(2026, 11, 22)
Say = Callable[[Diary, date, str], Entry]


@pytest.fixture
def full(diary: Diary, say: Say, clock: SetClock, folder: Path) -> Path:
    """A folder with one of everything that the coach writes."""
    say(diary, DAY, "x")
    (folder / "diary.json").write_bytes(b"torn")
    diary.set_aside_and_start_empty()
    clock.forward(days=1)
    for note in ("y", "z"):
        say(diary, DAY, note)
    diary.save_draft(Draft(entry=Entry(date=DAY)))
    settings.save(folder, Settings().with_theme("dim"))
    for name in ("coach.log", "crash.log", ".diary.json~99999999-0.tmp"):
        (folder / name).write_text("x")
    (folder / "drafts" / ".2026-11-22.json~99999999-0.tmp").write_text("half")
    return folder


def test_erasing_leaves_nothing_at_all(full: Path) -> None:
    erase(full)
    assert not full.exists()


def test_erasing_leaves_what_the_coach_did_not_write(full: Path) -> None:
    others = [
        full / "letter.txt",
        full / "diary.json.mine",
        full / "notes.json",
        full / "my.log",
        full / ".hidden.tmp",
        full / ".letter.txt~99999999-0.tmp",
        full / "backups" / "photo.jpg",
        full / "backups" / "before-lunch-2026-11-22-120000.json",
        full / "drafts" / "novel.json",
        full / "folder" / "diary.json",
        full / "crash.log.d" / "x",
    ]
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    erase(full)
    left = sorted(path for path in full.rglob("*") if not path.is_dir())
    assert left == sorted(others)


def test_erasing_where_there_is_nothing_of_ours_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    erase(folder)
    assert not folder.exists()
    folder.mkdir()
    erase(folder)
    assert list(folder.iterdir()) == []


def test_erasing_a_linked_diary_removes_the_link_and_tells_what_it_led_to(
    diary: Diary, say: Say, folder: Path, tmp_path: Path
) -> None:
    say(diary, DAY, "x")
    (folder / "diary.json").rename(tmp_path / "elsewhere.json")
    (folder / "diary.json").symlink_to(tmp_path / "elsewhere.json")
    assert erase(folder) == (tmp_path / "elsewhere.json",)
    assert not folder.exists()
    assert (tmp_path / "elsewhere.json").exists()


def test_an_open_program_does_not_bring_an_erased_diary_back(
    full: Path, diary: Diary, say: Say
) -> None:
    diary.count()
    erase(full)
    with pytest.raises(StoreError, match="has gone since it was read"):
        say(diary, DAY, "late")
    assert not full.exists()


def test_what_could_not_be_removed_is_told_and_the_rest_is_gone(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.unlink

    def refuse(path: Path, *given: object, **named: object) -> None:
        if Path(path).name == "settings.json":
            raise PermissionError(13, "no")
        real(path)

    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(StoreError, match="could not be wholly erased: this account may not"):
        erase(full)
    assert [path.name for path in full.rglob("*")] == ["settings.json"]


def test_contents_name_every_file_and_say_what_it_holds(full: Path) -> None:
    items = {item.name: item for item in contents(full)}
    assert set(items) == {
        "diary.json",
        "diary.lock",
        "due.cache",
        "settings.json",
        "diary.unreadable-2026-11-22-214000.json",
        "coach.log",
        "crash.log",
        ".diary.json~99999999-0.tmp",
        "backups/",
        "drafts/",
    }
    assert items["diary.json"].size == (full / "diary.json").stat().st_size
    assert all(item.what for item in items.values())


def test_contents_of_a_folder_that_is_not_there_are_nothing(folder: Path) -> None:
    assert contents(folder) == ()
    assert not folder.exists()
