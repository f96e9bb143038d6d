"""The week: seven nights beside the twenty-eight before, out of what was answered."""

from datetime import date, timedelta

import msgspec
import pytest

from coach.core.diary.choices import GoalKind
from coach.core.diary.records import Entry, Goal, Profile
from coach.core.history import times
from coach.core.history.spoken import week_sentences, weekday_sentences
from coach.core.history.week import Week, lead, rows, sentences, week_of
from coach.core.history.week_offered import is_due, nights_answered

SUNDAY = date(2026, 11, 22)
NIGHT = {
    "tried_to_sleep_at": "23:00",
    "sleep_latency_min": 20,
    "awake_min": 10,
    "final_wake_at": "06:40",
    "out_of_bed_at": "07:00",
}
STILL, STIRRED = {"sleep_starts": "none"}, {"sleep_starts": "disturbing"}


def entry(back: int, **answers: object) -> Entry:
    day = SUNDAY - timedelta(days=back)
    return msgspec.convert({"date": day.isoformat(), **answers}, Entry)


def week(*entries: Entry, goals: tuple[Goal, ...] = ()) -> Week:
    return week_of(entries, None, goals, SUNDAY)


def test_seven_nights_stand_beside_the_twenty_eight_before() -> None:
    seven = [entry(back, night=NIGHT, movement=STIRRED) for back in range(7)]
    before = [entry(back, night=NIGHT, movement=STILL) for back in range(7, 35)]
    outside = entry(35, night=NIGHT, movement=STIRRED)
    shown = week(*seven, *before, outside)
    assert (shown.nights.answered, shown.nights.disturbed, shown.nights.told) == (7, 7, 7)
    assert (shown.before.answered, shown.before.disturbed, shown.before.told) == (28, 0, 28)
    assert shown.nights.slept == 430
    rise, middle = shown.nights.rise, shown.nights.mid_sleep
    assert rise is not None
    assert middle is not None
    assert (rise.clock, rise.spread, middle.clock) == ("07:00", 0, "03:00")
    assert lead(shown) == ("16 to 22 November: 7 of 7 nights answered; of the 28 before, 28.")
    assert sentences(shown)[0] == (
        "Disturbed: 7 of 7 nights. In the four weeks before: 0 of 28 nights."
    )
    told = tuple(week_sentences(shown))
    assert told[:2] == (
        "Movement disturbed 7 of 7 nights. In the four weeks before, 0 of 28 nights.",
        "Asleep 7 hours 10 minutes on average. In the four weeks before, 7 hours 10 minutes on "
        "average.",
    )
    assert next(weekday_sentences(shown.weekdays)) == (
        "Mondays: movement disturbed 1 of 5 nights, 7 hours 10 minutes asleep, to bed at "
        "23:00, up at 07:00."
    )


@pytest.mark.parametrize(("nights", "known"), [(2, False), (3, True)])
def test_fewer_than_three_answers_tell_nothing(nights: int, known: bool) -> None:
    cup = {"caffeine": [{"at": "09:00", "mg": 96}]}
    shown = week(*[entry(b, night=NIGHT, movement=STILL, day=cup) for b in range(nights)])
    side = shown.nights
    told = (side.disturbed, side.slept, side.rise, side.mid_sleep, side.last_caffeine)
    assert [value is not None for value in told] == [known] * 5
    assert side.answered == nights
    assert bool(rows(shown)) is known
    assert [
        sentence for sentence in week_sentences(shown) if "before, fewer" not in sentence
    ] == []


def test_a_devices_night_and_an_unlikely_one_count_nowhere() -> None:
    unlikely = {**NIGHT, "out_of_bed_at": "06:00"}
    shown = week(
        *[entry(back, device={"source": "ring", **NIGHT}) for back in range(4)],
        *[entry(back, night=unlikely) for back in range(4, 7)],
    )
    assert shown.nights.slept is None
    assert shown.nights.rise is None


def test_the_last_caffeine_is_the_latest_of_the_coachs_day() -> None:
    day = {"caffeine": [{"at": "00:30", "mg": 96}, {"at": "20:00", "mg": 96}]}
    weak = {"caffeine": [{"at": "09:00", "mg": 96}, {"at": "21:00", "mg": 2}]}
    late = week(*[entry(back, day=day) for back in range(3)]).nights.last_caffeine
    early = week(*[entry(back, day=weak) for back in range(3)]).nights.last_caffeine
    assert late is not None
    assert early is not None
    assert (late.clock, early.clock) == ("00:30", "09:00")


def test_times_about_midnight_average_to_midnight() -> None:
    average = times.averaged([23 * 60 + 50, 10, 0])
    assert average is not None
    assert (average.clock, round(average.spread)) == ("00:00", 10)
    assert average.words == "00:00, give or take 10 min"


def test_the_goal_is_told_over_the_seven_days() -> None:
    aim = Goal(
        goal=GoalKind.LAST_CAFFEINE_BY,
        value="14:00",
        from_=SUNDAY - timedelta(days=5),
        to=SUNDAY,
    )
    cups = {"stress": 2, "caffeine": [{"at": "09:00", "mg": 96}]}
    late = {"stress": 2, "caffeine": [{"at": "19:00", "mg": 96}]}
    entries = [entry(back, day=late if back == 2 else cups) for back in (0, 1, 2, 4, 6)]
    shown = week(*entries, goals=(aim,)).goal
    assert shown is not None
    assert (shown.kept, shown.of) == (3, 4)
    assert week(*entries).goal is None


def test_the_nights_are_told_by_the_day_on_which_they_ended() -> None:
    late = {**NIGHT, "final_wake_at": "09:40", "out_of_bed_at": "10:00"}
    entries = [
        entry(back, night=late if back % 7 == 0 else NIGHT, movement=STILL)
        for back in range(35)
    ]
    weekdays = week(*entries).weekdays
    assert [weekday.name for weekday in weekdays] == list(times.WEEKDAYS)
    up = [weekday.rise.clock for weekday in weekdays if weekday.rise]
    assert up == ["07:00"] * 6 + ["10:00"]
    assert times.weekday_lines(weekdays)[7].split() == [
        "Sun", "23:00", "10:00", "10", "h", "10", "0", "of", "5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "began", "answered", "due"),
    [
        (None, 30, 5, True),
        (None, 6, 5, False),
        (None, 30, 2, False),
        (6, 30, 5, False),
        (7, 30, 5, True),
    ],
)
def test_the_week_is_offered_once_a_week_where_there_is_something_to_see(
    seen: int | None, began: int, answered: int, due: bool
) -> None:
    ago = None if seen is None else SUNDAY - timedelta(days=seen)
    assert is_due(ago, SUNDAY - timedelta(days=began), answered, SUNDAY) is due


def test_a_coffee_alone_is_no_night() -> None:
    cup = entry(1, day={"caffeine": []})
    assert nights_answered([cup, entry(2, night=NIGHT), entry(7, night=NIGHT)], SUNDAY) == 1
    assert not is_due(None, None, 7, SUNDAY)


def test_an_empty_diary_has_a_week_without_figures() -> None:
    shown = week_of((), Profile(), (), SUNDAY)
    assert rows(shown) == ()
    assert shown.nights.answered == shown.before.answered == 0
