"""sleepdiary Standard: spans with a status, as JSON and as CSV, and the coach's own export."""

from datetime import date

from coach.core.diary.choices import AwakeMovement, Context, SleepStarts, Trigger
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Device,
    Entry,
    Exercise,
    Log,
    Movement,
    Night,
)
from coach.exchange import sleepdiary
from tests.exchange.importers.conftest import Take

JSON, CSV = "sleepdiary.json", "sleepdiary.csv"


def test_a_night_with_lights_off_was_kept_by_hand(take: Take) -> None:
    taken = take(CSV)
    night = taken.night("2021-03-08")
    assert taken.times("2021-03-08") == ("22:40", "23:00", "06:40", "07:05")
    assert (night.sleep_latency_min, night.awake_min, taken.told_by("2021-03-08")) == (
        25,
        0,
        None,
    )
    assert taken.slept("2021-03-08") == 7 * 60 + 15


def test_a_night_without_it_counts_as_a_devices(take: Take) -> None:
    taken = take(CSV)
    assert taken.told_by("2021-03-09") == "sleepdiary Standard"
    assert taken.times("2021-03-09") == (None, "00:10", "06:10", None)


def test_times_without_a_zone_stand_as_written(take: Take) -> None:
    taken = take(CSV)
    assert {entry.tz for entry in taken.days.values()} == {None}
    assert "The file names no time zone; its times stand as written, in UTC." in (
        taken.imported.remarks
    )


HEAD = "Start,End,Status,Comments\n"


def test_a_time_with_an_offset_is_never_called_utc(take: Take) -> None:
    row = "2021-03-07T23:10:00+01:00,2021-03-08T06:40:00+01:00,asleep,\n"
    taken = take((HEAD + row).encode())
    assert taken.times("2021-03-08") == (None, "23:10", "06:40", None)
    assert taken.imported.remarks == (
        "The file names no time zone; its times stand as written, with their offsets.",
    )


def test_local_times_are_taken_for_this_computers_and_it_is_said(take: Take) -> None:
    row = "2021-07-07T23:10:00,2021-07-08T06:40:00,asleep,\n"
    taken = take((HEAD + row).encode())
    assert taken.times("2021-07-08") == (None, "23:10", "06:40", None)
    assert taken.days["2021-07-08"].tz == "Europe/London"
    assert taken.imported.remarks == (
        "The file gives local times without an offset; they were taken for Europe/London.",
    )


def test_a_hand_kept_night_with_two_hours_awake_is_one(take: Take) -> None:
    rows = (
        "2021-03-07T22:45:00Z,2021-03-07T22:45:00Z,lights off,\n"
        "2021-03-07T23:10:00Z,2021-03-08T02:40:00Z,asleep,\n"
        "2021-03-08T04:40:00Z,2021-03-08T06:50:00Z,asleep,\n"
    )
    taken = take((HEAD + rows).encode())
    night = taken.night("2021-03-08")
    assert taken.told_by("2021-03-08") is None
    assert taken.times("2021-03-08") == (None, "22:45", "06:50", None)
    assert (night.sleep_latency_min, night.awake_min, night.awakenings) == (25, 120, 1)


def test_a_drink_without_an_amount_is_a_note_and_no_answer(take: Take) -> None:
    entry = take(CSV).days["2021-03-08"]
    assert entry.day is None
    assert entry.notes == "a long dream\nCaffeine at 15:30 (amount not given)"


def test_what_the_diary_does_not_ask_is_counted(take: Take) -> None:
    assert take(CSV).imported.left_out == {
        '"night noise" record{s}': 1,
        '"meal" record{s}': 1,
    }


def test_rows_of_the_csv_that_cannot_be_read_are_named(take: Take) -> None:
    assert take(CSV).refused == {
        "line 10": "it ends before it begins",
        "line 11": 'status is "dancing", which the format does not know',
        "line 12": '"yesterday" is not a moment with its offset',
    }


def test_two_sleeps_close_together_are_one_night_with_time_awake(take: Take) -> None:
    taken = take(JSON)
    night = taken.night("2021-03-08")
    # 23:00 lights off; asleep 23:30 to 03:30 and 04:00 to 07:00.
    assert taken.times("2021-03-08") == (None, "23:00", "07:00", None)
    assert (night.sleep_latency_min, night.awake_min, night.awakenings) == (30, 30, 1)
    assert taken.slept("2021-03-08") == 7 * 60
    assert taken.days["2021-03-08"].tz == "Europe/Berlin"


def test_tags_that_state_an_answer_become_one_but_for_none(take: Take) -> None:
    entry = take(JSON).days["2021-03-08"]
    assert entry.movement == Movement(
        sleep_starts=SleepStarts.DISTURBING, triggers=(Trigger.NOISE,)
    )
    assert entry.night is not None
    assert entry.night.rested == 2


def test_a_twitch_without_its_grade_is_a_note(take: Take) -> None:
    entry = take(JSON).days["2021-03-09"]
    assert entry.movement is None
    assert entry.notes == "Tags: twitch:hypnic"


def test_comments_and_unknown_tags_go_to_the_notes(take: Take) -> None:
    assert take(JSON).days["2021-03-08"].notes == (
        "woke with a jolt\nand once more\nTags: moonlight"
    )


def test_the_day_has_its_drinks_exercise_stress_and_context(take: Take) -> None:
    assert take(JSON).days["2021-03-08"].day == Day(
        stress=4,
        caffeine=(CaffeineDrink(at="09:00", mg=95.0, drink="coffee"),),
        alcohol=(AlcoholDrink(at="21:00", drinks=1.5),),
        exercise=Exercise(min=30, ended_at="17:30", vigorous=True),
        context=(Context.TRAVEL,),
    )


def test_records_of_the_json_that_cannot_be_read_are_named(take: Take) -> None:
    refused = take(JSON).refused
    assert refused["record 9"] == 'the time zone "Nowhere/Atoll" is not known here'
    assert "start" in refused["record 10"]


def test_the_coachs_own_export_comes_back_as_far_as_the_format_carries_it(take: Take) -> None:
    first = Entry(
        date=date(2021, 3, 8),
        tz="Europe/Berlin",
        night=Night(
            in_bed_at="22:40",
            tried_to_sleep_at="23:00",
            sleep_latency_min=20,
            awakenings=2,
            awake_min=25,
            final_wake_at="06:40",
            out_of_bed_at="07:00",
            quality=3,
            rested=2,
        ),
        movement=Movement(sleep_starts=SleepStarts.DISTURBING, awake=AwakeMovement.FLICKER),
        day=Day(stress=4, caffeine=(CaffeineDrink(at="08:10", mg=95, drink="coffee"),)),
        notes="a line",
    )
    measured = Entry(
        date=date(2021, 3, 9),
        tz="Europe/Berlin",
        device=Device(
            source="sleepdiary Standard",
            tried_to_sleep_at="23:00",
            sleep_latency_min=0,
            awake_min=25,
            final_wake_at="06:40",
        ),
    )
    log = Log(format="coach-log", version=1, entries=(first, measured))
    assert take(sleepdiary.encode(log)).imported.log.entries == log.entries
