"""Stages of sleep: what they tell of a night, in any order, overlapping or missing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.exchange.importers.contents import Sleep
from coach.exchange.importers.pieces import length_min, span_min
from coach.exchange.importers.stages import Stage, staged

START = datetime(2026, 2, 1, 23, 0, tzinfo=UTC)
END = START + timedelta(hours=8)
NIGHT = Sleep("a night", START.replace(tzinfo=None), END.replace(tzinfo=None), measured=True)


def stage(start_min: float, end_min: float, *, asleep: bool | None) -> Stage:
    return Stage(
        START + timedelta(minutes=start_min), START + timedelta(minutes=end_min), asleep
    )


def told(*stages: Stage) -> Sleep:
    return staged(NIGHT, START, END, stages)


def test_without_a_stage_of_sleep_the_night_stays_as_it_is() -> None:
    assert told() == NIGHT
    assert told(stage(0, 30, asleep=False), stage(30, 480, asleep=None)) == NIGHT


def test_awake_first_is_the_latency_and_awake_last_is_lying_there() -> None:
    night = told(
        stage(0, 20, asleep=False), stage(20, 460, asleep=True), stage(460, 480, asleep=False)
    )
    assert (night.latency_min, night.asleep_min, night.awakenings) == (20, 440, 0)
    assert (night.woke, night.up) == (NIGHT.woke - timedelta(minutes=20), NIGHT.woke)


def test_times_awake_that_touch_are_one_awakening() -> None:
    night = told(
        stage(0, 100, asleep=True),
        stage(100, 110, asleep=False),
        stage(110, 120, asleep=False),
        stage(120, 300, asleep=True),
        stage(300, 301, asleep=False),
        stage(301, 480, asleep=True),
    )
    assert (night.awakenings, night.asleep_min) == (2, 459)


def test_of_two_stages_at_once_the_one_that_began_first_counts() -> None:
    night = told(stage(0, 480, asleep=True), stage(100, 200, asleep=False))
    assert (night.asleep_min, night.awakenings) == (480, 0)


def test_what_no_stage_covers_is_sleep_as_the_night_says() -> None:
    night = told(stage(0, 60, asleep=True), stage(400, 480, asleep=True))
    assert (night.asleep_min, night.awakenings) == (480, 0)


spans = st.tuples(
    st.integers(-60, 600), st.integers(0, 300), st.sampled_from([True, False, None])
)


@given(st.lists(spans, max_size=12), st.integers(0, 59))
def test_no_minute_is_made_up_whatever_the_stages(
    lengths: list[tuple[int, int, bool | None]], seconds: int
) -> None:
    stages = [
        stage(start + seconds / 60, start + seconds / 60 + length, asleep=asleep)
        for start, length, asleep in lengths
    ]
    night = told(*stages)
    latency = night.latency_min or 0
    assert latency >= 0
    assert length_min(night) >= 0
    assert latency + length_min(night) <= span_min(night)
    assert night.woke <= NIGHT.woke
    assert told(*reversed(stages)).awakenings == night.awakenings
    assert replace(night, woke=NIGHT.woke).began == NIGHT.began
