"""A diary that cannot be read is never taken for an empty one and never written over."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from coach.core.diary.records import DoctorVisit, Entry, Log, Profile, ShownTip
from coach.store.diary import backups
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.diary.storage import Head, headed
from coach.store.disk.trouble import DiaryUnreadable, StoreError
from tests.store.conftest import SetClock

DAY = date(2026, 11, 22)
Say = Callable[[Diary, date, str], Entry]

WHOLE = msgspec.json.encode(
    headed({"entries": {"20261101": msgspec.Raw(b'{"date":"2026-11-01"}')}})
)
BROKEN = {
    "empty": (b"", "it is empty (0 bytes)"),
    "torn": (WHOLE[:-20], "it is cut short or damaged"),
    "cut to one byte": (WHOLE[:1], "it is cut short or damaged"),
    "two writes mixed": (WHOLE + WHOLE[40:], "it is cut short or damaged"),
    "zeros": (b"\0" * 400, "it is cut short or damaged"),
    "binary": (bytes(range(256)), "it is not text"),
    "another program's": (b'{"settings": {"dark": {}}}', "not a diary of this program"),
    "an empty object": (b"{}", "not a diary of this program"),
    "a list": (b"[]", "not a diary of this program"),
    "an exported log": (
        b'{"format": "coach-log", "version": 1, "entries": []}',
        "not a diary of this program",
    ),
    "plain TinyDB": (b'{"_default": {"1": {"a": 1}}}', "not a diary of this program"),
    "without numbers": (
        WHOLE.replace(b'"20261101"', b'"yesterday"'),
        "not everything under 'entries' has a number",
    ),
    "bottomless": (WHOLE[:-2] + b"[" * 100_000, "it is cut short or damaged"),
    "newer": (
        WHOLE.replace(b'"version":1', b'"version":2'),
        "a newer coach wrote it (version 2, this one reads 1)",
    ),
}

READS: list[Callable[[Diary], object]] = [
    lambda diary: diary.entry(DAY),
    lambda diary: diary.entries(),
    lambda diary: diary.first_day(),
    lambda diary: diary.count(),
    lambda diary: diary.profile(),
    lambda diary: diary.visits(),
    lambda diary: diary.tips(),
    lambda diary: diary.log(),
    lambda diary: diary.undoable(),
    lambda diary: diary.preview(Log(format="coach-log", version=1)),
]
WRITES: list[Callable[[Diary], object]] = [
    lambda diary: diary.change(DAY, lambda _: Entry(date=DAY, notes="x"), "x"),
    lambda diary: diary.clear(DAY),
    lambda diary: diary.save_profile(Profile(age=41)),
    lambda diary: diary.add_visit(DoctorVisit(date=DAY)),
    lambda diary: diary.remove_visit(DoctorVisit(date=DAY)),
    lambda diary: diary.note_tip(ShownTip(tip="a", shown_on=DAY)),
    lambda diary: diary.unhide_tip("a"),
    lambda diary: diary.merge(Log(format="coach-log", version=1), "x"),
    lambda diary: diary.undo(),
]


@pytest.fixture
def path(folder: Path) -> Path:
    folder.mkdir()
    return folder / "diary.json"


@pytest.mark.parametrize(("data", "reason"), BROKEN.values(), ids=BROKEN.keys())
def test_every_reading_and_every_change_refuses_and_leaves_the_file(
    diary: Diary, path: Path, data: bytes, reason: str
) -> None:
    path.write_bytes(data)
    for use in READS + WRITES:
        with pytest.raises(DiaryUnreadable) as refused:
            use(diary)
        assert refused.value.path == path
        assert reason in refused.value.reason
        assert refused.value.newest_backup is None
        assert str(refused.value).startswith(f"{path} cannot be read as a diary: ")
        assert str(refused.value).endswith("there is no backup that can be read.")
    assert path.read_bytes() == data
    assert not list(path.parent.glob("diary.unreadable*"))


def test_the_error_names_the_newest_backup_that_is_good(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    for _ in range(4):
        say(diary, DAY, f"{clock()}")
        clock.forward(days=1)
    names = [backup.name for backup in backups.list_backups(folder)]
    (folder / "backups" / names[0]).write_bytes(b"{")
    (folder / "diary.json").write_bytes(b"{")
    with pytest.raises(DiaryUnreadable) as refused:
        opened().entries()
    assert refused.value.newest_backup == names[1]


def test_drafts_are_kept_though_the_diary_cannot_be_read(diary: Diary, path: Path) -> None:
    path.write_bytes(b"")
    diary.save_draft(Draft(entry=Entry(date=DAY, notes="x")))
    assert diary.draft(DAY) is not None
    assert path.read_bytes() == b""


@pytest.mark.parametrize("use", READS[3:4] + WRITES[:1])
def test_the_person_may_set_it_aside_and_start_empty(
    diary: Diary, opened: Callable[[], Diary], path: Path, use: Callable[[Diary], object]
) -> None:
    path.write_bytes(b"torn{")
    with pytest.raises(DiaryUnreadable):
        use(diary)
    aside = diary.set_aside_and_start_empty()
    assert aside is not None
    assert aside.name == "diary.unreadable-2026-11-22-214000.json"
    assert aside.read_bytes() == b"torn{"
    assert diary.count() == opened().count() == 0
    use(diary)


def test_two_diaries_set_aside_in_one_second_are_both_kept(diary: Diary, path: Path) -> None:
    set_aside = []
    for data in (b"one", b"two"):
        path.write_bytes(data)
        set_aside.append(diary.set_aside_and_start_empty())
    assert [aside and aside.read_bytes() for aside in set_aside] == [b"one", b"two"]


def test_the_person_may_set_it_aside_and_go_on_from_a_backup(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "first")
    clock.forward(days=1)
    say(diary, DAY, "second")
    (folder / "diary.json").write_bytes(b"torn{")
    reopened = opened()
    with pytest.raises(DiaryUnreadable) as refused:
        reopened.count()
    assert refused.value.newest_backup is not None
    aside = reopened.set_aside_and_restore(refused.value.newest_backup)
    assert aside is not None
    assert aside.read_bytes() == b"torn{"
    assert [entry.notes for entry in reopened.entries()] == ["first"]
    assert [entry.notes for entry in diary.entries()] == ["first"]


def test_restoring_a_backup_over_an_unreadable_diary_sets_it_aside(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "first")
    clock.forward(days=1)
    say(diary, DAY, "second")
    (folder / "diary.json").write_bytes(b"torn{")
    opened().restore("2026-11-23")
    assert [entry.notes for entry in opened().entries()] == ["first"]
    assert [path.read_bytes() for path in folder.glob("diary.unreadable*")] == [b"torn{"]


def test_a_diary_that_becomes_unreadable_while_it_is_open_can_still_be_read_but_not_written(
    diary: Diary, say: Say, folder: Path
) -> None:
    say(diary, DAY, "kept")
    (folder / "diary.json").write_bytes(b"")
    assert [entry.notes for entry in diary.entries()] == ["kept"]
    for write in WRITES:
        with pytest.raises(DiaryUnreadable):
            write(diary)
    assert (folder / "diary.json").read_bytes() == b""


@pytest.mark.parametrize(
    "damaged",
    [
        b'{"date":"2026-11-22","night":{"rested":99}}',
        b'{"date":"2026-11-21","notes":"of another day"}',
        b'{"date":"2026-11-22","invented":1}',
        b'["cleared"]',
        b"5",
    ],
)
def test_one_damaged_entry_is_named_and_nothing_is_written_over_it(
    opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path, damaged: bytes
) -> None:
    folder.mkdir()
    tables = {
        "entries": {
            "20261122": msgspec.Raw(damaged),
            "20261101": msgspec.Raw(b'{"date":"2026-11-01"}'),
        }
    }
    data = msgspec.json.encode(headed(tables))
    (folder / "diary.json").write_bytes(data)
    reopened = opened()
    assert reopened.entry(date(2026, 11, 1)) is not None
    for use in (READS[0], READS[1], READS[7]):
        with pytest.raises(DiaryUnreadable, match="20261122"):
            use(reopened)
    with pytest.raises(DiaryUnreadable, match="20261122"):
        say(reopened, date(2026, 11, 2), "y")
    assert (folder / "diary.json").read_bytes() == data
    backup = backups.keep_before(folder, {}, backups.Before.IMPORT, clock())
    reopened.restore(backup)
    assert opened().count() == 0
    assert [path.read_bytes() for path in folder.glob("diary.unreadable*")] == [data]


def test_the_file_carries_its_format_and_version(diary: Diary, say: Say, folder: Path) -> None:
    say(diary, DAY, "x")
    tables = msgspec.json.decode((folder / "diary.json").read_bytes())
    head = msgspec.convert(tables["coach"]["1"], Head)
    assert (head.format, head.version) == ("coach-diary", 1)


def test_a_folder_in_the_diarys_place_is_an_error_and_no_diary(
    diary: Diary, path: Path
) -> None:
    path.mkdir()
    with pytest.raises(StoreError, match="could not be read"):
        diary.count()
