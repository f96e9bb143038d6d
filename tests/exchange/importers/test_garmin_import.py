"""Garmin: moments in UTC that do not say so, and nights that the watch did not confirm."""

import json

import pytest

from coach.exchange.log import LogError
from tests.exchange.importers.conftest import HERE, Take
from tests.exchange.importers.samples import packed, sample

FILE, CONNECT = "garmin.json", "garmin-connect.json"
UNCONFIRMED = "night{s} that the watch did not confirm"


def test_a_night_is_told_in_the_local_zone_and_that_is_said(take: Take) -> None:
    taken = take(FILE)
    # Over the change of the clocks: 23:12 in winter time to 06:20 in summer time.
    assert taken.times("2026-03-29") == (None, "23:12", "06:20", None)
    assert taken.slept("2026-03-29") == 350
    assert taken.night("2026-03-29").awakenings == 2
    assert "were told in Europe/London" in taken.imported.remarks[0]


def test_a_nap_is_a_nap(take: Take) -> None:
    # Too soon after the night for any but the file to call it one.
    early = sample(FILE).replace(b"T13:00:00.0", b"T06:00:00.0").replace(b"T13:35", b"T06:35")
    for content in (sample(FILE), early):
        taken = take(content)
        day = taken.days["2026-03-29"].day
        assert day is not None
        assert day.nap_min == 35
        assert taken.slept("2026-03-29") == 350


def test_the_hours_that_were_set_in_the_app_are_no_sleep(take: Take) -> None:
    taken = take(FILE)
    assert "2026-03-30" not in taken.days
    assert taken.imported.left_out == {UNCONFIRMED: 1}
    assert taken.imported.refused_count == 0


def test_hours_put_in_by_hand_claim_no_length_of_sleep(take: Take) -> None:
    assert take(FILE).times("2026-04-01") == ("11:30", None, None, "19:00")


def test_a_night_slept_in_another_zone_is_told_of(take: Take) -> None:
    assert take(FILE).imported.remarks[1].startswith("On 1 night Garmin names another date")


def test_restless_moments_are_no_twitch(take: Take) -> None:
    assert all(entry.movement is None for entry in take(FILE).days.values())


def test_garmin_connect_gives_the_offset(take: Take) -> None:
    taken = take(CONNECT)
    assert taken.times("2026-02-20") == (None, "23:00", "06:30", None)
    assert taken.slept("2026-02-20") == 420
    assert taken.days["2026-02-20"].tz is None
    assert taken.imported.remarks == ()


def test_without_a_local_zone_the_times_are_utc_and_it_says_so(take: Take) -> None:
    here = type(HERE)(HERE.today, HERE.day_starts_at, None)
    taken = take(FILE, here=here)
    assert taken.times("2026-03-29") == (None, "23:12", "05:20", None)
    assert "UTC" in taken.imported.remarks[0]


def test_a_night_in_two_files_is_taken_once_as_the_later_one_has_it(take: Take) -> None:
    nights = json.loads(sample(FILE))
    nights[0]["sleepStartTimestampGMT"] = "2026-03-28T23:02:00.0"
    nights[0]["deepSleepSeconds"] += 600
    taken = take(
        packed(
            {
                "w/2026-01-01_2026-04-11_1_sleepData.json": sample(FILE),
                "w/2026-03-01_2026-06-11_1_sleepData.json": json.dumps(nights[:1]).encode(),
                "w/2026-06-11_2026-09-19_1_sleepData.json": b"[torn",
            }
        )
    )
    assert taken.times("2026-03-29") == (None, "23:02", "06:20", None)
    assert taken.slept("2026-03-29") == 360
    assert taken.imported.left_sleeps == {}
    assert list(taken.refused) == ["2026-06-11_2026-09-19_1_sleepData.json"]


def test_more_than_an_export_comes_to_is_not_opened(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as small:
        small.setattr("coach.exchange.importers.members._LARGEST", 1024)
        with pytest.raises(LogError, match="is too large to be read: 0 MiB unpacked"):
            take("garmin.zip")
    many = {f"{number}_sleepData.json": b"[]" for number in range(2001)}
    with pytest.raises(LogError, match="holds 2,001 such files, and at most 2,000 are read"):
        take(packed(many))
