"""The diary in the Standard format of the sleepdiary project."""

import json
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings

from coach.core.diary.choices import AwakeMovement, LegUrge, SleepMovement, SleepStarts
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Exercise,
    Log,
    Movement,
    Night,
    Profile,
)
from coach.exchange.sleepdiary import encode
from tests.conftest import WHOLE_DIARIES
from tests.exchange.strategies import LARGE, logs

DAY = date(2026, 3, 29)
NIGHT = Night(
    in_bed_at="22:30",
    tried_to_sleep_at="23:00",
    sleep_latency_min=30,
    awake_min=15,
    final_wake_at="07:00",
    out_of_bed_at="07:20",
    quality=4,
)
STATUSES = {
    "awake", "in bed", "asleep", "lights off", "lights on", "snack", "meal", "alcohol",
    "chocolate", "caffeine", "drink", "sleep aid", "exercise", "toilet", "noise", "alarm",
    "out of bed",
}  # fmt: skip


def records(*entries: Entry, profile: Profile | None = None) -> list[dict[str, Any]]:
    log = Log(format="coach-log", version=1, entries=entries, profile=profile)
    whole = json.loads(encode(log))
    assert whole["file_format"] == "Standard"
    spans: list[dict[str, Any]] = whole["records"]
    return spans


def milliseconds(year: int, month: int, day: int, hour: int, minute: int) -> int:
    return round((datetime(year, month, day, hour, minute, tzinfo=UTC)).timestamp() * 1000)


def only_of(spans: list[dict[str, Any]], status: str) -> dict[str, Any]:
    (only,) = [span for span in spans if span["status"] == status]
    return only


def test_a_night_becomes_spans_that_outlast_a_change_of_the_clocks() -> None:
    spans = records(Entry(date=DAY, tz="Europe/London", night=NIGHT))
    assert [span["status"] for span in spans] == [
        "in bed",
        "lights off",
        "asleep",
        "awake",
        "out of bed",
    ]
    asleep = only_of(spans, "asleep")
    assert asleep["start"] == milliseconds(2026, 3, 28, 23, 30)
    assert asleep["end"] == milliseconds(2026, 3, 29, 6, 0)
    assert asleep["duration"] == (390 - 15) * 60_000
    assert asleep["start_timezone"] == asleep["end_timezone"] == "Europe/London"
    assert asleep["is_primary_sleep"] is True


def test_a_time_zone_unknown_here_is_not_named() -> None:
    spans = records(Entry(date=DAY, tz="Mars/Olympus_Mons", night=NIGHT))
    assert all("start_timezone" not in span for span in spans)


def test_movements_are_tags_of_the_sleep_and_of_the_day() -> None:
    movement = Movement(
        sleep_starts=SleepStarts.DISTURBING,
        sleep_movement=SleepMovement.UNKNOWN,
        leg_urge=LegUrge.NONE,
        awake=AwakeMovement.JERK,
    )
    spans = records(Entry(date=DAY, night=NIGHT, movement=movement))
    assert only_of(spans, "asleep")["tags"] == [
        "quality:4",
        "twitch:hypnic",
        "twitch:hypnic:disturbing",
        "twitch:asleep:unknown",
        "leg-urge:none",
    ]
    assert only_of(spans, "awake")["tags"] == ["twitch:awake", "twitch:awake:jerk"]


def test_what_has_no_time_stands_at_noon_and_says_so() -> None:
    entry = Entry(date=DAY, notes="Restless.", movement=Movement(sleep_starts=SleepStarts.NONE))
    (only,) = records(entry)
    assert only["start"] == only["end"] == milliseconds(2026, 3, 29, 12, 0)
    assert only["tags"] == ["time:unknown", "twitch:hypnic:none"]
    assert only["comments"] == ["Restless."]


def test_sleep_of_unknown_beginning_is_not_made_up() -> None:
    night = Night(tried_to_sleep_at="23:00", final_wake_at="07:00")
    spans = records(Entry(date=DAY, night=night))
    assert [span["status"] for span in spans] == ["lights off", "awake"]


def test_a_night_that_cannot_be_right_gives_no_spans_until_it_is_confirmed() -> None:
    night = Night(
        tried_to_sleep_at="23:00", sleep_latency_min=30, awake_min=0, final_wake_at="16:00"
    )
    assert records(Entry(date=DAY, night=night)) == []
    sure = Night(
        tried_to_sleep_at="23:00", sleep_latency_min=30, awake_min=0, final_wake_at="16:00",
        confirmed=True,
    )  # fmt: skip
    assert only_of(records(Entry(date=DAY, night=sure)), "asleep")["duration"] == 990 * 60_000


def test_drinks_and_exercise_stand_at_their_time_within_the_coachs_day() -> None:
    day = Day(
        caffeine=(CaffeineDrink(at="01:00", mg=62.5, drink="tea"),),
        alcohol=(AlcoholDrink(at="20:00", drinks=1),),
        exercise=Exercise(min=30, ended_at="18:00", vigorous=True),
    )
    spans = records(Entry(date=DAY, day=day), profile=Profile(day_starts_at="05:00"))
    cup = only_of(spans, "caffeine")
    assert cup["start"] == milliseconds(2026, 3, 30, 1, 0)
    assert (cup["tags"], cup["comments"]) == (["mg:62.5"], ["tea"])
    assert only_of(spans, "alcohol")["tags"] == ["drinks:1"]
    run = only_of(spans, "exercise")
    assert (run["end"] - run["start"], run["tags"]) == (30 * 60_000, ["vigorous"])


def test_an_unanswered_or_cleared_day_leaves_nothing() -> None:
    assert records(Entry(date=DAY), Entry(date=date(2026, 3, 30), cleared=True)) == []


@settings(max_examples=WHOLE_DIARIES, suppress_health_check=LARGE)
@given(log=logs())
def test_any_diary_fits_the_format(log: Log) -> None:
    spans = records(*log.entries, profile=log.profile)
    assert [span["start"] for span in spans] == sorted(span["start"] for span in spans)
    for span in spans:
        assert span["status"] in STATUSES
        assert span["start"] <= span["end"]
        assert 0 <= span.get("duration", 0) <= max(span["end"] - span["start"], 0)
        assert all(isinstance(tag, str) and ";" not in tag for tag in span.get("tags", []))
