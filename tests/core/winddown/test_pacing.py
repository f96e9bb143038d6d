"""Wind-downs in time: breaths tile the time line, scripts stretch, pauses keep the place."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.winddown import pacing
from coach.core.winddown.pacing import (
    BREATHS,
    Line,
    ScriptRun,
    Stopwatch,
    breath,
    place_in_breath,
)

patterns = st.sampled_from(BREATHS)
seconds = st.floats(min_value=0, max_value=4 * 3600, allow_nan=False)
scripts = st.lists(
    st.builds(Line, st.just("a line"), st.integers(1, 90), st.booleans()),
    min_size=1,
    max_size=20,
).map(tuple)
lengths = st.integers(1, 60).map(lambda minutes: minutes * 60.0)


def said(name: str, until: int) -> list[str]:
    """What the guide says at the middle of each second."""
    places = (place_in_breath(breath(name), t + 0.5) for t in range(until))
    return [f"{place.phase.word} {place.count}" for place in places]


def test_the_usual_breath_is_in_for_four_and_out_for_six() -> None:
    assert said("long_out", 11) == [
        *("in 1", "in 2", "in 3", "in 4"),
        *("out 1", "out 2", "out 3", "out 4", "out 5", "out 6"),
        "in 1",
    ]


def test_the_other_patterns_count_as_they_are_named() -> None:
    timings = {
        pattern.name.value: [(phase.word, phase.seconds) for phase in pattern.phases]
        for pattern in BREATHS[1:]
    }
    assert timings == {
        "cyclic_sighing": [("in", 3), ("in again", 1), ("long sigh out", 6)],
        "box": [("in", 4), ("hold", 4), ("out", 4), ("rest", 4)],
        "4-7-8": [("in", 4), ("hold", 7), ("out", 8)],
    }


def test_an_unknown_pattern_is_the_usual_one() -> None:
    assert breath("backwards") is breath(None) is BREATHS[0]


def test_patterns_with_a_hold_say_who_had_better_leave_them() -> None:
    for pattern in BREATHS:
        warned = "pregnancy" in pattern.caution and "lung or heart" in pattern.caution
        assert warned == pattern.holds == (pattern.title in {"box 4-4-4-4", "4-7-8"})
        assert "light-headed" in pattern.caution


@given(patterns)
def test_phases_tile_a_breath_without_gap_or_jump(pattern: pacing.Breath) -> None:
    for before, after in itertools.pairwise((*pattern.phases, pattern.phases[0])):
        assert before.end == after.start
    places = [place_in_breath(pattern, t / 20) for t in range(pattern.seconds * 20)]
    for phase in pattern.phases:
        assert sum(place.phase is phase for place in places) == phase.seconds * 20


@given(patterns, seconds)
def test_every_moment_has_a_phase_a_count_and_a_fill(pattern: pacing.Breath, t: float) -> None:
    place = place_in_breath(pattern, t)
    assert place.phase in pattern.phases
    assert 1 <= place.count <= place.phase.seconds
    assert 0 <= place.fill <= 1
    assert place.round == int(t // pattern.seconds)


@given(patterns, seconds)
def test_between_two_frames_the_lungs_move_but_little(pattern: pacing.Breath, t: float) -> None:
    step = place_in_breath(pattern, t + 0.05).fill - place_in_breath(pattern, t).fill
    assert abs(step) < 0.06


@given(patterns, st.integers(0, 3600))
def test_it_ends_with_a_whole_breath_not_before_its_time(
    pattern: pacing.Breath, length: int
) -> None:
    end = pacing.whole_breaths(pattern, length)
    assert end % pattern.seconds == 0
    assert length <= end < length + pattern.seconds


@given(scripts, lengths)
def test_lines_tile_the_length_whatever_it_is(lines: tuple[Line, ...], length: float) -> None:
    starts = ScriptRun(lines, length).starts()
    assert starts[0] == 0
    assert list(starts) == sorted(starts)
    assert starts[-1] < length
    assert ScriptRun(lines, length).index_at(length) == len(lines) - 1


@given(scripts, lengths)
def test_fixed_lines_keep_their_seconds_where_there_is_room(
    lines: tuple[Line, ...], length: float
) -> None:
    fixed = sum(line.seconds for line in lines if line.fixed)
    if fixed < length and any(not line.fixed for line in lines):
        ends = (*ScriptRun(lines, length).starts()[1:], length)
        for line, start, end in zip(
            lines, ScriptRun(lines, length).starts(), ends, strict=True
        ):
            if line.fixed:
                assert end - start == pytest.approx(line.seconds)


@given(scripts, lengths, lengths, st.floats(0, 1))
def test_a_new_length_never_goes_back_a_line(
    lines: tuple[Line, ...], length: float, other: float, share: float
) -> None:
    run, t = ScriptRun(lines, length), share * min(length, other)
    changed = run.with_length(other, t)
    assert changed.index_at(t) >= run.index_at(t)
    assert changed.index_at(other) == len(lines) - 1


def test_a_longer_script_gives_each_line_more_time() -> None:
    lines = (Line("feet", 10), Line("tense", 5, fixed=True), Line("rest", 10))
    assert ScriptRun(lines, 25).starts() == (0, 10, 15)
    assert ScriptRun(lines, 45).starts() == (0, 20, 25)
    standing = [ScriptRun(lines, 45).index_at(t) for t in (0, 19.9, 20, 25, 99)]
    assert [lines[index].text for index in standing] == [
        *("feet", "feet", "tense", "rest", "rest")
    ]


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 600)), max_size=20))
def test_pausing_keeps_the_place(moves: list[tuple[bool, float]]) -> None:
    clock, ran, watch = 1000.0, 0.0, Stopwatch()
    for running, wait in moves:
        watch = watch.resumed_at(clock) if running else watch.paused_at(clock)
        before = watch.elapsed(clock)
        clock += wait
        ran += wait if running else 0
        assert watch.elapsed(clock) >= before
        assert watch.paused is not running
    assert watch.elapsed(clock) == pytest.approx(ran)


def test_a_clock_that_goes_back_takes_nothing_away() -> None:
    assert Stopwatch(30.0, 100.0).elapsed(90.0) == 30.0


def test_minutes_are_full_ones() -> None:
    assert [pacing.full_minutes(t) for t in (0, 59.9, 60, 299.9, 300)] == [0, 0, 1, 4, 5]


def test_time_left_is_said_in_minutes_not_in_running_seconds() -> None:
    shown = [pacing.time_left(t) for t in (300, 299.5, 61, 60, 59.9, 0)]
    assert shown == [
        *("5 min left", "5 min left", "2 min left", "1 min left"),
        *("under a minute left", "under a minute left"),
    ]
