"""Backups come by themselves, are checked, thin out with age, and a name is never a path."""

import errno
import gzip
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary.records import Entry, Log
from coach.store.diary import backups
from coach.store.diary import storage as paged
from coach.store.diary.backups import Before, days_to_keep
from coach.store.diary.diary import Diary
from coach.store.disk.trouble import StoreError
from tests.store.conftest import SetClock

DAY = date(2026, 11, 22)
Say = Callable[[Diary, date, str], Entry]


def names(folder: Path) -> list[str]:
    return [backup.name for backup in backups.list_backups(folder)]


def test_the_first_change_of_a_day_keeps_what_stood_before_it(
    diary: Diary, say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "one")
    assert names(folder) == []
    clock.forward(days=1)
    say(diary, DAY, "two")
    say(diary, DAY, "three")
    assert names(folder) == ["2026-11-23.json.gz"]
    diary.restore("2026-11-23.json.gz")
    assert [entry.notes for entry in diary.entries()] == ["one"]


def test_reading_makes_no_backup(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "one")
    clock.forward(days=1)
    opened().log()
    say(diary, DAY, "one")
    assert names(folder) == []


def test_ten_years_of_evenings_leave_seven_daily_four_weekly_and_twelve_monthly() -> None:
    staying: frozenset[date] = frozenset()
    for past in range(3650):
        staying = days_to_keep({*staying, DAY + timedelta(days=past)})
    last = DAY + timedelta(days=3649)
    ages = sorted((last - day).days for day in staying)
    assert ages[:7] == list(range(7))
    weeks = [last - timedelta(days=last.isocalendar().weekday + 7 * back) for back in range(3)]
    assert {*weeks} <= staying
    assert len({(day.year, day.month) for day in staying}) == 12
    assert len(staying) <= 7 + 4 + 12


@given(st.sets(st.dates(min_value=date(2024, 1, 1), max_value=date(2027, 1, 1)), max_size=80))
def test_thinning_out_keeps_the_newest_and_is_stable(days: set[date]) -> None:
    staying = days_to_keep(days)
    assert staying <= days
    assert set(sorted(days, reverse=True)[:7]) <= staying
    assert days_to_keep(staying) == staying


def test_old_daily_backups_go_and_what_is_not_ours_stays(
    diary: Diary, say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "x")
    foreign = folder / "backups" / "mine.json"
    for turn in range(40):
        clock.forward(days=1)
        say(diary, DAY, str(turn))
        foreign.write_text("mine")
    assert 7 < len(names(folder)) <= 13
    assert foreign.read_text() == "mine"
    assert "mine.json" not in names(folder)


def test_an_import_is_preceded_by_a_backup_and_only_the_last_ten_stay(
    diary: Diary, say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "x")
    for turn in range(14):
        clock.forward(minutes=1)
        entry = Entry(date=date(2026, 1, 1) + timedelta(days=turn), notes="imported")
        diary.merge(Log(format="coach-log", version=1, entries=(entry,)), "an import")
    before = [
        backup for backup in backups.list_backups(folder) if backup.before is Before.IMPORT
    ]
    assert len(before) == 10
    assert before[0].name == "before-import-2026-11-22-215400.json.gz"
    diary.restore(before[0].name)
    assert diary.count() == 14


def test_an_import_that_changes_nothing_makes_no_backup(
    diary: Diary, say: Say, folder: Path
) -> None:
    say(diary, DAY, "x")
    diary.merge(diary.log(), "the same")
    assert names(folder) == []


def test_two_backups_of_one_second_are_both_kept(diary: Diary, say: Say, folder: Path) -> None:
    say(diary, DAY, "x")
    for turn in (1, 2):
        entry = Entry(date=date(2026, 1, turn), notes="imported")
        diary.merge(Log(format="coach-log", version=1, entries=(entry,)), "an import")
    stem = "before-import-2026-11-22-214000"
    assert {f"{stem}.json.gz", f"{stem}-2.json.gz"} < set(names(folder))


def test_the_list_is_newest_first_and_says_what_each_is(
    diary: Diary, say: Say, clock: SetClock, folder: Path
) -> None:
    for turn in range(3):
        say(diary, DAY, str(turn))
        clock.forward(days=1)
    diary.restore("2026-11-23")
    lines = [backup.line() for backup in backups.list_backups(folder)]
    assert [" ".join(line.split()) for line in lines] == [
        "before-restore-2026-11-25-214000 before a restore at 21:40 on 25 November 2026, 1 kB",
        "2026-11-24 as it stood on 24 November 2026, 1 kB",
        "2026-11-23 as it stood on 23 November 2026, 1 kB",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../diary.json",
        "../../etc/passwd",
        "/etc/passwd",
        "backups/2026-11-23.json",
        "./2026-11-23.json",
        "2026-11-23.json\0",
        "2026-11-*",
        "secret",
        "[/b]",
    ],
)
def test_only_a_name_from_the_list_is_taken(
    diary: Diary, say: Say, clock: SetClock, folder: Path, name: str
) -> None:
    say(diary, DAY, "x")
    clock.forward(days=1)
    say(diary, DAY, "y")
    (folder / "backups" / "secret.json").write_bytes((folder / "diary.json").read_bytes())
    before = diary.stamp()
    with pytest.raises(StoreError, match="There is no backup named"):
        diary.restore(name)
    assert diary.stamp() == before


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (b"", "it is empty"),
        (b"{}", "it is JSON, but not a diary"),
        (b"\xff", "it is not text"),
        (
            msgspec.json.encode(
                paged.headed(
                    {"entries": {"20261122": msgspec.Raw(b'{"date":"2026-11-22","x":1}')}}
                )
            ),
            "the entry of 20261122 is damaged",
        ),
        (
            msgspec.json.encode(paged.headed({"visits": {"1": msgspec.Raw(b"{}")}})),
            "Object missing required field `date`",
        ),
    ],
    ids=["empty", "no diary", "no text", "a damaged entry", "a damaged visit"],
)
def test_a_damaged_backup_is_not_restored(
    diary: Diary, say: Say, clock: SetClock, damage: bytes, reason: str
) -> None:
    say(diary, DAY, "x")
    clock.forward(days=1)
    say(diary, DAY, "y")
    (diary.folder / "backups" / "2026-11-23.json.gz").write_bytes(gzip.compress(damage))
    before = diary.stamp()
    with pytest.raises(StoreError, match=f"cannot be restored: {reason}"):
        diary.restore("2026-11-23")
    assert diary.stamp() == before


@pytest.mark.parametrize("spoil", [b"", b"no gzip at all", None], ids=["", "foreign", "cut"])
def test_a_backup_that_cannot_be_unpacked_is_not_restored(
    diary: Diary, say: Say, clock: SetClock, spoil: bytes | None
) -> None:
    say(diary, DAY, "x")
    clock.forward(days=1)
    say(diary, DAY, "y")
    backup = diary.folder / "backups" / "2026-11-23.json.gz"
    backup.write_bytes(backup.read_bytes()[:-9] if spoil is None else spoil)
    with pytest.raises(StoreError, match=r"cannot be restored: it is (cut short or )?damaged"):
        diary.restore("2026-11-23")
    assert [entry.notes for entry in diary.entries()] == ["y"]


def as_before_packing(folder: Path) -> set[str]:
    """Leave the backups as an older version had them; their names then."""
    for path in (folder / "backups").glob("*.gz"):
        path.with_suffix("").write_bytes(gzip.decompress(path.read_bytes()))
        path.unlink()
    return set(names(folder))


def test_a_plain_backup_of_an_older_version_is_listed_restored_and_packed_by_the_next(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    for notes in ("one", "two", "three"):
        say(diary, DAY, notes)
        clock.forward(days=1)
    plain = as_before_packing(folder)
    assert plain == {"2026-11-23.json", "2026-11-24.json"}
    diary.restore("2026-11-23.json")
    assert [entry.notes for entry in diary.entries()] == ["one"]
    say(diary, DAY, "four")
    daily = {name for name in names(folder) if name.startswith("2026-")}
    assert daily == {f"{name}.gz" for name in (*plain, "2026-11-25.json")}
    unpacked = gzip.decompress((folder / "backups" / "2026-11-23.json.gz").read_bytes())
    assert b'"one"' in unpacked


def test_what_rests_on_a_backup_that_was_packed_since_can_still_be_undone(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "one")
    clock.forward(days=1)
    say(diary, DAY, "two")
    diary.restore("2026-11-23")
    # As if the older version had made it: the step names the backup as it was called then.
    path = folder / "diary.json"
    path.write_bytes(path.read_bytes().replace(b".json.gz", b".json"))
    as_before_packing(folder)
    clock.forward(days=1)
    say(opened(), date(2026, 11, 20), "z")
    assert [name for name in names(folder) if name.endswith(".json")] == []
    opened().undo()
    opened().undo()
    assert [entry.notes for entry in opened().entries()] == ["two"]


def test_a_plain_backup_stays_while_what_was_packed_of_it_is_another(
    diary: Diary, say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "one")
    clock.forward(days=1)
    say(diary, DAY, "two")
    clock.forward(days=1)
    plain = folder / "backups" / "2026-11-23.json"
    plain.write_bytes(b"something else")
    say(diary, DAY, "three")
    assert plain.read_bytes() == b"something else"


def test_a_restore_into_an_empty_folder_works_and_can_be_undone(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "x")
    clock.forward(days=1)
    say(diary, DAY, "y")
    (folder / "diary.json").unlink()
    reopened = opened()
    reopened.restore("2026-11-23")
    assert [entry.notes for entry in reopened.entries()] == ["x"]
    reopened.undo()
    assert reopened.entries() == ()


def test_a_backup_that_cannot_be_made_does_not_keep_answers_from_being_saved(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "x")
    clock.forward(days=1)
    (folder / "backups").write_text("a file in the way")
    sentences: list[str] = []
    diary.on_backup_failure(sentences.append)
    say(diary, DAY, "y")
    assert [entry.notes for entry in opened().entries()] == ["y"]
    backup = folder / "backups" / "2026-11-23.json.gz"
    (sentence,) = sentences
    assert sentence.startswith(
        f"The diary is saved, but its daily backup is not: {backup} could not be saved: "
    )
    (folder / "backups").unlink()
    say(diary, DAY, "z")
    assert sentences == [sentence]
    assert names(folder) == ["2026-11-23.json.gz"]


def test_a_failing_backup_is_told_once_a_day(
    diary: Diary, say: Say, clock: SetClock, folder: Path
) -> None:
    sentences: list[str] = []
    diary.on_backup_failure(sentences.append)
    say(diary, DAY, "x")
    (folder / "backups").write_text("a file in the way")
    say(diary, DAY, "y")
    say(diary, DAY, "z")
    assert len(sentences) == 1
    clock.forward(days=1)
    say(diary, DAY, "the next day")
    assert len(sentences) == 2


def test_a_failed_backup_is_not_told_where_the_change_was_not_saved_either(
    diary: Diary, say: Say, clock: SetClock, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentences: list[str] = []
    diary.on_backup_failure(sentences.append)
    say(diary, DAY, "x")
    clock.forward(days=1)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(StoreError):
        say(diary, DAY, "y")
    assert sentences == []


def test_an_import_is_not_made_without_its_backup(diary: Diary, say: Say, folder: Path) -> None:
    say(diary, DAY, "x")
    (folder / "backups").write_text("a file in the way")
    before = diary.stamp()
    entry = Entry(date=date(2026, 1, 1), notes="imported")
    with pytest.raises(StoreError, match="could not be"):
        diary.merge(Log(format="coach-log", version=1, entries=(entry,)), "an import")
    assert diary.stamp() == before


def test_a_clock_set_back_costs_no_backup_of_the_days_before(
    diary: Diary, say: Say, clock: SetClock, folder: Path
) -> None:
    for turn in range(4):
        say(diary, DAY, str(turn))
        clock.forward(days=1)
    before = set(names(folder))
    clock.forward(days=-400)
    say(diary, DAY, "in the past")
    assert before <= set(names(folder))
    assert [entry.notes for entry in diary.entries()] == ["in the past"]


def test_a_diary_of_an_older_version_is_read_and_kept_before_it_is_written_anew(
    diary: Diary,
    opened: Callable[[], Diary],
    say: Say,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    say(diary, DAY, "x")
    old = (folder / "diary.json").read_bytes()

    def with_another_note(tables: paged.Tables) -> paged.Tables:
        raw = bytes(tables["entries"]["20261122"]).replace(b'"x"', b'"migrated"')
        return {**tables, "entries": {"20261122": msgspec.Raw(raw)}}

    monkeypatch.setattr(paged, "VERSION", 2)
    monkeypatch.setitem(paged.MIGRATIONS, 1, with_another_note)
    reopened = opened()
    assert [entry.notes for entry in reopened.entries()] == ["migrated"]
    assert (folder / "diary.json").read_bytes() == old
    reopened.clear(DAY)
    reopened.undo()
    before = [
        backup for backup in backups.list_backups(folder) if backup.before is Before.MIGRATION
    ]
    (packed,) = [(folder / "backups" / backup.name).read_bytes() for backup in before]
    assert gzip.decompress(packed) == old
    assert b'"version":2' in (folder / "diary.json").read_bytes()
    assert [entry.notes for entry in opened().entries()] == ["migrated"]
    reopened.restore(before[0].name)
    assert [entry.notes for entry in opened().entries()] == ["migrated"]


def test_backups_that_may_not_be_looked_into_are_told_and_keep_no_answer_from_being_saved(
    diary: Diary, opened: Callable[[], Diary], say: Say, clock: SetClock, folder: Path
) -> None:
    say(diary, DAY, "x")
    clock.forward(days=1)
    sentences: list[str] = []
    second = opened()
    second.on_backup_failure(sentences.append)
    real = Path.iterdir

    def closed(path: Path) -> Iterator[Path]:
        if path.name == backups.FOLDER:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path)

    with pytest.MonkeyPatch.context() as forbidding:
        forbidding.setattr(Path, "iterdir", closed)
        say(second, DAY, "y")
        assert second.undo() == "the note y"
        with pytest.raises(StoreError, match="backups could not be read: this account may not"):
            backups.list_backups(folder)
        assert backups.newest_good(folder) is None
    (sentence,) = sentences
    assert sentence.startswith("The diary is saved, but its daily backup is not: ")
    assert "backups could not be read" in sentence
