"""A diary exported and brought into an empty folder is the same diary, byte for byte."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from coach.core.diary.records import Device, Entry, Log, Night, Profile
from coach.exchange.log import decode, encode
from coach.store.diary.diary import Diary
from tests.core.diary.merging import logs, old_logs

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)


@pytest.fixture(name="empty")
def made_empty(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Diary]:
    def made() -> Diary:
        return Diary(tmp_path_factory.mktemp("diary"), lambda: NOW)

    return made


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(log=logs | old_logs)
def test_exporting_what_was_imported_gives_the_same_bytes(
    empty: Callable[[], Diary], log: Log
) -> None:
    first, second = empty(), empty()
    first.merge(log, "an import")
    once = encode(first.log(), NOW)
    second.merge(msgspec.json.decode(once, type=Log), "an import")
    assert encode(second.log(), NOW) == once
    assert not second.preview(log).changed


def test_of_a_device_the_last_import_stands_and_a_second_one_changes_nothing(
    empty: Callable[[], Diary],
) -> None:
    diary = empty()

    def told(count: int) -> Log:
        entry = Entry(date=DAY, device=Device(source="a watch", awakenings=count))
        return Log(format="coach-log", version=1, entries=(entry,))

    diary.merge(told(2), "an import")
    assert diary.merge(told(1), "an import").devices == (DAY,)
    assert not diary.merge(told(1), "an import").changed
    entry = diary.entry(DAY)
    assert entry is not None
    assert entry.device == Device(source="a watch", awakenings=1)


def test_a_new_beginning_of_the_day_moves_no_old_day(empty: Callable[[], Diary]) -> None:
    diary = empty()
    diary.change(DAY, lambda _: Entry(date=DAY, night=Night(rested=2)), "the check-in")
    diary.save_profile(Profile(day_starts_at="12:00"))
    old = diary.entry(DAY)
    assert old is not None
    assert old.day_starts_at == "04:00"
    diary.save_profile(Profile(day_starts_at="13:00"))
    assert diary.entry(DAY) == old
    once = encode(diary.log(), NOW)
    other = empty()
    other.merge(decode(once, "log.json"), "an import")
    assert encode(other.log(), NOW) == once


EXAMPLES = Path(__file__).parents[4] / "shared" / "examples"


@pytest.mark.skipif(
    not EXAMPLES.is_dir(), reason="the example diaries are not beside the checkout"
)
def test_a_log_from_before_comes_out_with_nothing_lost(empty: Callable[[], Diary]) -> None:
    names = [path for path in EXAMPLES.glob("*.json") if ".timeline" not in path.name]
    for path in names[:3]:
        log = decode(path.read_bytes(), path.name)
        diary = empty()
        diary.merge(log, "an import")
        assert {entry.date: entry for entry in diary.log().entries} == {
            entry.date: entry for entry in log.entries
        }
