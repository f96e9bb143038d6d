"""The nights of the report: what was answered, where it stands, and averages that are fair."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings

from coach.core.diary.choices import AwakeMovement, DreamEnactment, SleepMovement, SleepStarts
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Log,
    Movement,
    Night,
    Profile,
)
from coach.exchange.report.averages import Average, averages
from coach.exchange.report.nights import KINDS, NightLine, night_line
from coach.exchange.report.raster import (
    CLOCK_MM,
    LABEL_MM,
    Stretch,
    raster,
    spans,
)
from coach.exchange.report.table import HEADINGS, cells
from tests.conftest import WHOLE_DIARIES
from tests.exchange.strategies import LARGE, logs

DAY = date(2026, 11, 22)
EXAMPLE = Night(  # bed 22:30, asleep 23:40, 40 minutes awake, up at 07:00
    in_bed_at="22:30",
    tried_to_sleep_at="23:15",
    sleep_latency_min=25,
    awakenings=2,
    awake_min=40,
    final_wake_at="06:20",
    out_of_bed_at="07:00",
)


def line_of(*entries: Entry, day: date = DAY, profile: Profile | None = None) -> NightLine:
    return night_line({entry.date: entry for entry in entries}, day, profile)


def nights(*given_nights: Night | None) -> list[NightLine]:
    """Lines of several dates in a row, the last of them `DAY`."""
    dates = [DAY - timedelta(days=back) for back in reversed(range(len(given_nights)))]
    by_date = {
        day: Entry(date=day, night=night)
        for day, night in zip(dates, given_nights, strict=True)
        if night is not None
    }
    return [night_line(by_date, day, None) for day in dates]


def average(lines: list[NightLine], name: str) -> Average:
    (found,) = [each for each in averages(lines) if each.name.startswith(name)]
    return found


def test_the_worked_example_comes_out() -> None:
    lines = nights(EXAMPLE)
    assert average(lines, "Sleep in all").value == "6 h 00"
    assert average(lines, "Time in bed").value == "8 h 30"
    assert average(lines, "Sleep efficiency, in bed").value == "71 %"
    assert average(lines, "Sleep efficiency, trying").value == "85 %"


def test_minutes_are_averaged_before_they_are_divided() -> None:
    short = Night(
        in_bed_at="05:00", tried_to_sleep_at="05:00", sleep_latency_min=0, awake_min=0,
        final_wake_at="06:00", out_of_bed_at="07:00",
    )  # fmt: skip
    # 60 of 120 minutes and 360 of 510: 420 of 630 is 67 %; the mean of 50 % and 71 % is 60 %.
    assert average(nights(short, EXAMPLE), "Sleep efficiency, in bed").value == "67 %"


def test_every_average_says_on_how_many_nights_it_stands() -> None:
    lines = nights(EXAMPLE, None, Night(sleep_latency_min=35))
    latency = average(lines, "Time to fall asleep")
    assert (latency.value, latency.nights) == ("30 min", 2)
    assert average(lines, "Sleep in all").nights == 1
    assert (average(lines, "Rested").value, average(lines, "Rested").nights) == ("", 0)


@pytest.mark.parametrize(
    "odd",
    [
        Night(sleep_latency_min=200, measured=True),
        Night(tried_to_sleep_at="23:00", sleep_latency_min=900, final_wake_at="07:00"),
    ],
)
def test_nights_of_a_device_or_beyond_belief_are_in_no_average(odd: Night) -> None:
    found = average(nights(EXAMPLE, odd), "Time to fall asleep")
    assert (found.value, found.nights) == ("25 min", 1)


def test_not_answered_none_and_not_observed_have_signs_of_their_own() -> None:
    movement = Movement(
        sleep_starts=SleepStarts.NONE,
        sleep_movement=SleepMovement.UNKNOWN,
        dream_enactment=DreamEnactment.INJURY,
        awake=AwakeMovement.FLICKER,
    )
    line = line_of(Entry(date=DAY, movement=movement, day=Day(new_medicine=False)))
    assert dict(zip([kind.name for kind in KINDS], line.letters, strict=True)) == {
        "starts": "–",
        "asleep": "?",
        "dreams": "D",
        "legs": "",
        "breath": "",
        "by day": "t",
        "medicine": "–",
    }


def test_every_letter_is_in_the_legend() -> None:
    legend = {letter for kind in KINDS for letter, _ in kind.letters}
    for answer in (*SleepStarts, *SleepMovement, *DreamEnactment, *AwakeMovement):
        field = {
            SleepStarts: "sleep_starts",
            SleepMovement: "sleep_movement",
            DreamEnactment: "dream_enactment",
            AwakeMovement: "awake",
        }[type(answer)]
        line = line_of(Entry(date=DAY, movement=Movement(**{field: answer})))
        assert set(line.letters) <= legend | {"–", "?", ""}


def test_what_was_drunk_the_day_before_stands_beside_the_night() -> None:
    before = Entry(
        date=DAY - timedelta(days=1),
        day=Day(
            caffeine=(CaffeineDrink(at="08:10", mg=95), CaffeineDrink(at="15:30", mg=50)),
            alcohol=(),
            stress=4,
        ),
    )
    line = line_of(before, Entry(date=DAY, day=Day(caffeine=())))
    assert (line.caffeine_mg, line.alcohol, line.stress) == (145.0, 0.0, 4)
    assert line_of(Entry(date=DAY)).caffeine_mg is None


def test_the_stretches_of_a_night() -> None:
    times = line_of(Entry(date=DAY, night=EXAMPLE)).times
    assert times is not None
    assert list(spans(times)) == [
        (Stretch.IN_BED, 630, 675),
        (Stretch.AWAKE, 675, 700),
        (Stretch.ASLEEP, 700, 1100),
        (Stretch.AWAKE, 1100, 1140),
    ]


@pytest.mark.parametrize(
    ("night", "drawn"),
    [
        (Night(tried_to_sleep_at="23:00", final_wake_at="07:00"),
         [(Stretch.NOT_KNOWN, 660, 1140)]),
        (Night(in_bed_at="23:00", out_of_bed_at="07:00"), [(Stretch.NOT_KNOWN, 660, 1140)]),
        (Night(in_bed_at="23:00"), []),
        (Night(sleep_latency_min=20), []),
        (Night(tried_to_sleep_at="23:00", sleep_latency_min=30, out_of_bed_at="07:00"),
         [(Stretch.AWAKE, 660, 690), (Stretch.NOT_KNOWN, 690, 1140)]),
    ],
)  # fmt: skip
def test_nothing_is_drawn_asleep_that_was_not_answered(
    night: Night, drawn: list[tuple[Stretch, int, int]]
) -> None:
    times = line_of(Entry(date=DAY, night=night)).times
    assert (list(spans(times)) if times else []) == drawn


def test_times_are_those_of_the_clock_on_the_wall() -> None:
    there = line_of(Entry(date=DAY, tz="Australia/Sydney", night=EXAMPLE))
    here = line_of(Entry(date=DAY, night=EXAMPLE))
    assert there.times == here.times


def test_a_gap_is_drawn_as_a_gap_and_says_why() -> None:
    lines = nights(EXAMPLE, None, Night(quality=3), EXAMPLE)
    rows = raster(lines[1:], lines[0]).rows
    assert [row.words for row in rows] == ["not answered", "times not answered", ""]
    assert [bool(row.bars) for row in rows] == [False, False, True]


def test_a_night_that_cannot_be_right_is_left_out_of_the_picture() -> None:
    odd = Night(tried_to_sleep_at="23:00", sleep_latency_min=900, final_wake_at="07:00")
    lines = nights(EXAMPLE, odd)
    (row,) = raster(lines[1:], lines[0]).rows
    assert (row.bars, row.words) == ((), "times unlikely, left out")


def test_sleep_past_noon_goes_on_in_the_next_row() -> None:
    by_day = Night(
        tried_to_sleep_at="09:00", sleep_latency_min=0, awake_min=0, final_wake_at="15:00"
    )
    lines = nights(None, by_day, None)
    first, second = raster(lines[1:], lines[0]).rows
    assert [round(bar.x + bar.width, 1) for bar in first.bars] == [LABEL_MM + CLOCK_MM]
    assert [bar.x for bar in second.bars] == [LABEL_MM]
    assert sum(bar.width for bar in (*first.bars, *second.bars)) == pytest.approx(
        CLOCK_MM * 6 / 24, abs=0.02
    )


def test_drinks_stand_in_the_row_of_their_time_even_before_the_first_date() -> None:
    evening = Entry(
        date=DAY - timedelta(days=1),
        day=Day(
            alcohol=(AlcoholDrink(at="20:00", drinks=2), AlcoholDrink(at="00:30", drinks=1)),
            caffeine=(CaffeineDrink(at="08:00", mg=95), CaffeineDrink(at="16:00", mg=0)),
        ),
    )
    before = line_of(evening, day=DAY - timedelta(days=1))
    (row,) = raster([line_of(evening)], before).rows
    assert [sign.letter for sign in row.signs] == ["A", "A"]
    assert [round((sign.x - LABEL_MM) / CLOCK_MM * 24, 1) for sign in row.signs] == [8.0, 12.5]


def test_letters_of_drinks_do_not_cover_each_other() -> None:
    cups = tuple(CaffeineDrink(at=f"08:0{minute}", mg=50) for minute in range(5))
    line = line_of(Entry(date=DAY, day=Day(caffeine=cups)))
    (row,) = raster([line], line_of()).rows
    places = [sign.x for sign in row.signs]
    assert all(later - earlier >= 3 for earlier, later in pairwise(places))


def test_a_late_answer_is_marked() -> None:
    late = datetime(2026, 11, 27, tzinfo=UTC)
    line = line_of(Entry(date=DAY, first_recorded_at=late, night=EXAMPLE))
    assert line.remarks == ("recalled",)


@settings(max_examples=WHOLE_DIARIES, suppress_health_check=LARGE)
@given(log=logs())
def test_any_diary_can_be_laid_out(log: Log) -> None:
    by_date = {entry.date: entry for entry in log.entries}
    for day in by_date:
        if day.year < 1901:
            continue
        lines = [
            night_line(by_date, each, log.profile)
            for each in (day - timedelta(days=back) for back in reversed(range(14)))
        ]
        picture = raster(lines[1:], lines[0])
        for row in picture.rows:
            assert all(
                LABEL_MM <= bar.x <= bar.x + bar.width <= LABEL_MM + CLOCK_MM + 0.02
                for bar in row.bars
            )
        assert {len(cells(line)) for line in lines} == {len(HEADINGS)}
        averages(lines)
