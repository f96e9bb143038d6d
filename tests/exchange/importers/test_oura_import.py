"""Oura: three shapes of the same; only the moments count, not the day they are filed under."""

import pytest

from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import packed, sample

HUB, OLD, NEW = "oura-hub.csv", "oura-v1.json", "oura-v2.json"


def test_a_piece_beside_a_night_is_of_that_night(take: Take) -> None:
    taken = take(HUB)
    # 23:02 to 07:10 with 423 minutes asleep, up for 50 minutes, 50 more until 09:10.
    assert taken.times("2026-05-12") == (None, "23:02", "09:10", None)
    assert taken.slept("2026-05-12") == 423 + 50
    assert taken.night("2026-05-12").sleep_latency_min == 11


def test_stirrings_and_what_the_person_called_no_sleep_are_counted(take: Take) -> None:
    assert take(HUB).imported.left_out == {
        "stirring{s} with under 10 minutes asleep": 1,
        "rest{s} said to be no sleep": 1,
    }


def test_another_sleep_by_day_is_a_nap(take: Take) -> None:
    for name, day, minutes in ((HUB, "2026-05-12", 40), (OLD, "2019-03-05", 30)):
        entry = take(name).days[day].day
        assert entry is not None
        assert entry.nap_min == minutes


def test_a_night_abroad_is_told_in_its_offset_and_one_at_home_in_the_zone(take: Take) -> None:
    days = take(HUB).days
    assert take(HUB).times("2026-05-14") == (None, "23:00", "06:30", None)
    assert (days["2026-05-12"].tz, days["2026-05-14"].tz) == ("Europe/London", None)


def test_a_night_of_the_old_interface_is_that_of_its_morning(take: Take) -> None:
    taken = take(OLD)
    assert taken.times("2019-03-05") == (None, "22:40", "06:50", None)
    assert taken.slept("2019-03-05") == 435
    assert taken.night("2019-03-05").awakenings == 3


def test_a_night_on_which_the_clocks_changed_has_its_length(take: Take) -> None:
    taken = take(NEW)
    assert taken.times("2025-10-26") == (None, "22:40", "06:50", None)
    assert taken.slept("2025-10-26") == 495


def test_no_movement_of_the_ring_is_a_twitch(take: Take) -> None:
    for name in (HUB, OLD, NEW):
        assert all(entry.movement is None for entry in take(name).days.values())


def test_a_table_made_of_the_interface_is_read_with_its_long_cells(take: Take) -> None:
    cell = "{'interval': 300.0, 'items': [" + "None, " * 40_000 + "]}"
    table = (
        "bedtime_start,bedtime_end,total_sleep_duration,latency,type,heart_rate\n"
        f'2025-02-01T23:00:00+00:00,2025-02-02T07:00:00+00:00,27000.0,,long_sleep,"{cell}"\n'
        "2025-02-02T23:00:00+00:00,2025-02-03T07:00:00+00:00,nan,None,long_sleep,None\n"
    )
    taken = take(table.encode())
    assert taken.slept("2025-02-02") == 450
    assert taken.times("2025-02-03") == ("23:00", None, None, "07:00")


def test_the_zip_of_the_hub_is_read(take: Take) -> None:
    taken = take("oura.zip")
    assert taken.times("2026-09-03") == (None, "22:50", "06:45", None)
    assert taken.slept("2026-09-03") == 430
    assert taken.imported.left_out == {"rest{s} said to be no sleep": 1}
    assert taken.imported.log == take("oura-model.csv").imported.log
    with pytest.raises(LogError, match=r"is an archive with App Data/dailysleep\.csv; no"):
        take(packed({"App Data/dailysleep.csv": b"id;score\n"}))


def test_one_sleep_alone_and_a_bare_list_are_read_too(take: Take) -> None:
    one = (
        b'{"bedtime_start": "2025-02-01T23:00:00Z", "bedtime_end": "2025-02-02T07:00:00Z", '
        b'"total_sleep_duration": 27000, "type": "long_sleep"}'
    )
    for content in (one, b"[" + one + b"]", b'{"sleep": {"data": [' + one + b"]}}"):
        assert take(content).slept("2025-02-02") == 450


def test_a_moment_without_its_offset_is_refused(take: Take) -> None:
    why = '"2025-10-27T22:40:00" is not a moment with its offset'
    assert take(NEW).refused == {"sleep 2": why}


def test_what_holds_no_list_of_sleeps_is_called_that(take: Take) -> None:
    with pytest.raises(LogError, match="holds no list of Oura's sleeps"):
        take(b'{"activity": [{"summary_date": "2019-03-04", "steps": 1}]}')


def test_a_file_saved_in_one_line_is_the_same(take: Take) -> None:
    plain = b" ".join(sample(OLD).split())
    assert take(plain).imported.log == take(OLD).imported.log
