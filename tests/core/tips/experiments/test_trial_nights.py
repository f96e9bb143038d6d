"""Which nights of an experiment count, for which side, and whether the tip was done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coach.core.diary.choices import Block, GoalKind, Outcome, Practice
from coach.core.diary.records import Entry, Profile
from coach.core.tips.experiments.nights import done, outcome, told_by_log, trial_nights
from coach.core.tips.tip import Tip
from tests.core.tips.experiments.lives import (
    FIRST,
    ORDER,
    day,
    disturbed,
    evenings,
    experiment,
    nights_of,
)

DAY = timedelta(days=1)
LAST = FIRST + 30 * DAY
BREATHING = Tip(
    id="breathing-four-in-six-out",
    subject="breathing",
    do="Breathe.",
    why="So.",
    source="own",
    wind_down=Practice.BREATHING,
    trial=True,
)
CUP = Tip(
    id="caffeine-last-cup",
    subject="caffeine",
    do="Early.",
    why="So.",
    source="own",
    goal=GoalKind.LAST_CAFFEINE_BY,
    for_tomorrow=True,
    trial=True,
)


def outcomes(*entries: Entry, until: date = LAST) -> list[int | None]:
    tried = trial_nights(experiment(), BREATHING, evenings(*entries), until)
    return [night.outcome for night in tried]


def test_an_evening_counts_for_the_night_that_ends_on_the_next_date() -> None:
    told = trial_nights(
        experiment(), BREATHING, evenings(disturbed(FIRST + DAY, yes=True)), LAST
    )
    assert len(told) == 30
    assert (told[0].evening, told[0].outcome, told[0].drawn) == (FIRST, 1, Block.WITH)
    assert [night.block for night in told] == [place // 3 for place in range(30)]
    assert [night.drawn for night in told[::3]] == list(ORDER)
    # The night to the first evening's own date came before it.
    assert outcomes(disturbed(FIRST, yes=True)) == [None] * 30


def test_a_missed_evening_is_a_gap_and_shifts_nothing() -> None:
    tried = experiment()
    whole = nights_of(tried, {Block.WITH: [False] * 15, Block.WITHOUT: [True] * 15})
    left = [entry for place, entry in enumerate(whole) if place not in (4, 5, 6)]
    told = trial_nights(tried, BREATHING, evenings(*left), LAST)
    assert [place for place, night in enumerate(told) if night.outcome is None] == [4, 5, 6]
    assert all(
        night.outcome == (night.drawn is Block.WITHOUT)
        for night in told
        if night.outcome is not None
    )


def test_what_was_told_from_memory_does_not_count() -> None:
    night = FIRST + 2 * DAY
    soon = datetime(night.year, night.month, night.day, 20, tzinfo=UTC) + 2 * DAY
    assert outcomes(disturbed(night, yes=True, first_recorded_at=soon.isoformat()))[1] == 1
    late = soon + DAY
    assert outcomes(disturbed(night, yes=True, first_recorded_at=late.isoformat()))[1] is None


def test_what_was_answered_once_the_result_was_open_does_not_count() -> None:
    opened = datetime(2026, 12, 1, 21, tzinfo=UTC)
    last = disturbed(LAST, yes=False, first_recorded_at=opened.isoformat())
    before, after = opened - timedelta(hours=1), opened + timedelta(hours=1)
    told = outcomes(
        last,
        disturbed(LAST - DAY, yes=True, first_recorded_at=before.isoformat()),
        disturbed(LAST - 2 * DAY, yes=True, first_recorded_at=after.isoformat()),
    )
    assert told[-3:] == [None, 1, 0]
    # Where the last night was not answered, it opens when its day is over.
    over = datetime(2026, 12, 2, 4, 1, tzinfo=UTC)
    late = disturbed(LAST - DAY, yes=True, first_recorded_at=over.isoformat())
    assert outcomes(late)[-2] is None


def test_only_the_nights_up_to_a_stop_are_read() -> None:
    assert len(outcomes(until=FIRST + 4 * DAY)) == 4
    assert outcomes(until=FIRST) == []


def test_a_devices_night_answers_nothing() -> None:
    night = FIRST + DAY
    numbers = {"source": "Fitbit", "sleep_latency_min": 5, "rested": 2, "awakenings": 3}
    entry = day(night, device=numbers)
    for kind in Outcome:
        assert outcome(kind, evenings(entry), night) is None
    own = {"sleep_latency_min": 40, "rested": 4}
    both = day(night, night=own, device=numbers)
    assert outcome(Outcome.LATENCY, evenings(both), night) == 40
    assert outcome(Outcome.RESTED, evenings(both), night) == 4


def test_a_night_held_out_of_every_average_gives_no_latency() -> None:
    night = FIRST + DAY
    times: dict[str, object] = {"tried_to_sleep_at": "11:00", "sleep_latency_min": 20}
    times |= {"awake_min": 0, "final_wake_at": "07:00", "out_of_bed_at": "07:00"}
    entry = day(night, night={**times, "rested": 3})
    assert outcome(Outcome.LATENCY, evenings(entry), night) is None
    assert outcome(Outcome.RESTED, evenings(entry), night) == 3
    confirmed = day(night, night={**times, "confirmed": True})
    assert outcome(Outcome.LATENCY, evenings(confirmed), night) == 20


def test_not_observed_is_no_calm_night() -> None:
    night = FIRST + DAY
    unseen = day(night, movement={"sleep_movement": "unknown"})
    assert outcome(Outcome.DISTURBED, evenings(unseen), night) is None
    assert outcome(Outcome.DISTURBED, evenings(), night) is None


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, None),
        ({"relaxation": []}, None),
        ({"relaxation": [{"practice": "music", "min": 30}]}, None),
        ({"relaxation": [{"practice": "breathing"}]}, True),
        ({"tip_done": True}, True),
        ({"tip_done": False}, False),
        ({"tip_done": False, "relaxation": [{"practice": "breathing", "min": 10}]}, True),
    ],
)
def test_a_wind_down_that_was_noted_was_done_and_else_it_is_asked(
    answers: dict[str, object], expected: bool | None
) -> None:
    assert done(BREATHING, evenings(day(FIRST, day=answers)), FIRST) is expected


@pytest.mark.parametrize(
    ("cups", "expected"),
    [
        (None, None),
        ([], True),
        ([{"at": "14:00", "mg": 95}], True),
        ([{"at": "08:00", "mg": 95}, {"at": "16:00", "mg": 95}], False),
        # A trace is no cup.
        ([{"at": "16:00", "mg": 2}], True),
        ([{"at": "00:30", "mg": 60}], False),
    ],
)
def test_the_hour_of_the_last_cup_is_told_by_the_drinks_both_ways(
    cups: list[object] | None, expected: bool | None
) -> None:
    entry = day(FIRST, day={"stress": 2} if cups is None else {"caffeine": cups})
    assert told_by_log(CUP, evenings(entry), FIRST) is expected


def test_a_changed_bedtime_moves_the_last_cup_and_no_night() -> None:
    cup = day(FIRST, day={"caffeine": [{"at": "14:00", "mg": 95}]})
    early, late = Profile(bedtime="21:30"), Profile(bedtime="23:30")
    assert told_by_log(CUP, evenings(cup, profile=early), FIRST) is False
    assert told_by_log(CUP, evenings(cup, profile=late), FIRST) is True
    meant = day(FIRST, day={"caffeine": [{"at": "14:00", "mg": 95}], "bedtime": "21:30"})
    assert told_by_log(CUP, evenings(meant, profile=late), FIRST) is False
    # Who sleeps by day and whose day begins at 13:00 has the same nights by their dates.
    by_day = evenings(
        disturbed(FIRST + DAY, yes=True),
        profile=Profile(bedtime="08:00", day_starts_at="13:00"),
    )
    told = trial_nights(experiment(), BREATHING, by_day, LAST)
    assert (told[0].evening, told[0].outcome) == (FIRST, 1)
