"""Samsung Health: a table under a title line, in UTC with its offset, and its stages."""

import pytest

from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import packed, sample

FILE, FOLDER = "samsung-health.csv", "samsung-health.zip"
NAMED = "com.samsung.shealth.sleep.20260601090000.csv"


def test_the_table_alone_tells_from_when_to_when(take: Take) -> None:
    taken = take(FILE)
    assert taken.times("2026-01-11") == (None, "23:05", "06:35", None)
    assert taken.slept("2026-01-11") == 450
    assert taken.days["2026-01-11"].notes == "slept at a friend's"


def test_with_the_folder_the_stages_tell_the_time_awake(take: Take) -> None:
    taken = take(FOLDER)
    assert taken.times("2026-01-11") == (None, "23:05", "06:30", "06:35")
    assert taken.night("2026-01-11").sleep_latency_min == 10
    assert taken.night("2026-01-11").awakenings == 1
    # 23:15:10 to 06:30:40 less 12 minutes.
    assert taken.slept("2026-01-11") == 423


def test_a_night_abroad_is_told_in_its_own_offset(take: Take) -> None:
    taken = take(FILE)
    assert taken.times("2026-01-13") == (None, "22:30", "05:30", None)
    assert taken.days["2026-01-13"].tz is None


def test_a_row_without_an_end_is_counted_and_no_refusal(take: Take) -> None:
    taken = take(FILE)
    assert taken.imported.left_out == {"score{s} of sleep": 1, "sleep{s} without an end": 1}
    assert taken.imported.refused_count == 0


def test_plain_names_and_milliseconds_are_read_too(take: Take) -> None:
    old = (
        "com.samsung.health.sleep,3,6\n"
        "start_time,end_time,time_offset,datauuid\n"
        "1768086300000,1768113300000,UTC+0000,u-1,\n"
        "1768172700000,1768199700000,,u-2,\n"
    )
    taken = take(old.encode())
    assert taken.times("2026-01-11") == (None, "23:05", "06:35", None)
    assert taken.times("2026-01-12") == (None, "23:05", "06:35", None)
    assert "without an offset were told in Europe/London" in taken.imported.remarks[0]


def test_a_piece_of_another_app_is_none_of_the_night(take: Take) -> None:
    row = (
        ",,,,,,,2026-01-11 07:00:00.000,2026-01-11 07:40:00.000,UTC+0000,,"
        "com.urbandroid.sleep,u-9,\n"
    )
    taken = take(sample(FILE) + row.encode())
    assert taken.times("2026-01-11") == (None, "23:05", "06:35", None)
    assert taken.imported.left_out["second sleep{s} of a day"] == 1


def test_a_byte_order_mark_before_the_names_is_none_of_them(take: Take) -> None:
    stages = sample("samsung-stages.csv")
    marked = stages.replace(b"\nstart_time", b"\n\xef\xbb\xbfstart_time")
    assert marked != stages
    assert take(marked).imported.log == take(stages).imported.log


def test_the_table_of_stages_alone_gives_the_sleeps_it_tells_of(take: Take) -> None:
    taken = take(sample("samsung-stages.csv"))
    assert taken.times("2026-01-11") == take(FOLDER).times("2026-01-11")
    assert taken.slept("2026-01-11") == 423


@pytest.mark.parametrize("table", ["shealth.sleep_combined", "health.hrv"])
def test_another_table_says_which_one_is_read(take: Take, table: str) -> None:
    content = f"com.samsung.{table},7,2\nstart_time,end_time\n1,2\n".encode()
    with pytest.raises(LogError, match="is another table of Samsung Health, which is not read"):
        take(content)
    with pytest.raises(LogError, match="lacks end_time among its columns"):
        take(content.replace(b"end_time", b"end"), form="samsung-health")


def test_the_combined_table_is_not_read_beside_the_sleeps(take: Take) -> None:
    combined = sample(FILE).replace(b"shealth.sleep,", b"shealth.sleep_combined,")
    members = {NAMED: sample(FILE), NAMED.replace("sleep.", "sleep_combined."): combined}
    assert take(packed(members)).imported.log == take(FILE).imported.log


def test_a_broken_table_of_stages_is_named_and_the_sleeps_come_in(take: Take) -> None:
    stages = "com.samsung.health.sleep_stage.20260601090000.csv"
    taken = take(
        packed({NAMED: sample(FILE), stages: b"com.samsung.health.sleep_stage,7\na,b\n"})
    )
    assert len(taken.days) == 2
    assert (
        taken.refused[stages].startswith(f"{stages} lacks") or "lacks" in taken.refused[stages]
    )
