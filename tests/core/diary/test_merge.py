"""Two logs become one, and it does not matter in which order or how often."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary.choices import Feedback
from coach.core.diary.merge import merge, ordered
from coach.core.diary.records import (
    DoctorVisit,
    Entry,
    Log,
    Night,
    Profile,
    ShownTip,
    canonical,
)

DAY = date(2026, 11, 22)
EARLY = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
LATE = EARLY + timedelta(hours=1)


def log(*entries: Entry, profile: Profile | None = None) -> Log:
    return Log(format="coach-log", version=1, entries=entries, profile=profile)


def note(text: str, at: datetime | None = None, day: date = DAY) -> Entry:
    return Entry(date=day, recorded_at=at, notes=text)


# Few dates, moments and words, so that logs meet often; the same instant in two zones too.
moments = st.none() | st.sampled_from(
    [EARLY, LATE, EARLY.astimezone(timezone(timedelta(hours=1)))]
)
some_days = st.dates(min_value=DAY, max_value=DAY + timedelta(days=3))
entries = st.one_of(
    st.builds(Entry, date=some_days, recorded_at=moments, notes=st.sampled_from("ab")),
    st.builds(Entry, date=some_days, recorded_at=moments, cleared=st.just(True)),
    st.builds(
        Entry,
        date=some_days,
        recorded_at=moments,
        night=st.builds(Night, rested=st.integers(min_value=1, max_value=2)),
    ),
)
logs = st.builds(
    Log,
    format=st.just("coach-log"),
    version=st.just(1),
    exported_at=moments,
    profile=st.none() | st.builds(Profile, recorded_at=moments, age=st.sampled_from([40, 41])),
    entries=st.lists(entries, unique_by=lambda each: each.date, max_size=4).map(tuple),
    doctor_visits=st.lists(
        st.builds(DoctorVisit, date=some_days, note=st.none() | st.sampled_from(["", "x"])),
        max_size=3,
    ).map(tuple),
    tips=st.lists(
        st.builds(
            ShownTip,
            tip=st.sampled_from(["a", "b"]),
            shown_on=some_days,
            feedback=st.none() | st.sampled_from(Feedback),
        ),
        max_size=3,
    ).map(tuple),
)


@given(logs)
def test_merging_a_log_with_itself_changes_nothing(one: Log) -> None:
    merged = merge(one, one)
    assert canonical(merged.log) == canonical(ordered(one))
    assert not merged.changed


@given(logs, logs)
def test_merging_twice_is_merging_once(one: Log, other: Log) -> None:
    once = merge(one, other)
    again = merge(once.log, other)
    assert canonical(again.log) == canonical(once.log)
    assert not again.changed


@given(logs, logs)
def test_it_does_not_matter_which_log_comes_first(one: Log, other: Log) -> None:
    assert canonical(merge(one, other).log) == canonical(merge(other, one).log)


@given(logs, logs, logs)
def test_it_does_not_matter_how_three_logs_are_paired(one: Log, two: Log, three: Log) -> None:
    left = merge(merge(one, two).log, three).log
    right = merge(one, merge(two, three).log).log
    assert canonical(left) == canonical(right)


@given(logs, logs)
def test_every_date_of_the_other_log_is_told_exactly_once(one: Log, other: Log) -> None:
    merged = merge(one, other)
    told = [*merged.new, *merged.replaced, *merged.same, *merged.kept]
    assert sorted(told) == sorted(entry.date for entry in other.entries)


@given(logs, logs)
def test_what_is_told_as_new_or_replaced_is_what_changed(one: Log, other: Log) -> None:
    merged = merge(one, other)
    before = {entry.date: entry for entry in one.entries}
    after = {entry.date: entry for entry in merged.log.entries}
    theirs = {entry.date: entry for entry in other.entries}
    assert set(merged.new) == set(after) - set(before)
    for day in merged.replaced:
        assert canonical(after[day]) == canonical(theirs[day]) != canonical(before[day])
    for day in merged.kept:
        assert canonical(after[day]) == canonical(before[day])


@pytest.mark.parametrize(
    ("mine", "theirs", "winner"),
    [
        (note("mine", EARLY), note("theirs", LATE), "theirs"),
        (note("mine", LATE), note("theirs", EARLY), "mine"),
        (note("mine"), note("theirs", EARLY), "theirs"),
        (note("mine", EARLY), note("theirs"), "mine"),
        (note("a", EARLY), note("b", EARLY), "b"),
        (note("b"), note("a"), "b"),
    ],
)
def test_the_later_entry_wins_none_is_earliest_and_a_tie_goes_to_the_larger(
    mine: Entry, theirs: Entry, winner: str
) -> None:
    assert [entry.notes for entry in merge(log(mine), log(theirs)).log.entries] == [winner]


def test_an_entry_wins_whole_and_fields_are_not_mixed() -> None:
    mine = Entry(date=DAY, recorded_at=EARLY, night=Night(rested=3))
    merged = merge(log(mine), log(note("theirs", LATE)))
    assert merged.log.entries[0].night is None


def test_a_later_clearing_wins_over_answers_and_later_answers_over_a_clearing() -> None:
    cleared = Entry(date=DAY, recorded_at=LATE, cleared=True)
    assert merge(log(note("x", EARLY)), log(cleared)).log.entries == (cleared,)
    answered = note("x", LATE + timedelta(seconds=1))
    assert merge(log(cleared), log(answered)).log.entries == (answered,)


def test_the_profile_goes_by_its_own_moment() -> None:
    merged = merge(
        log(profile=Profile(recorded_at=LATE, age=41)),
        log(note("x", LATE), profile=Profile(recorded_at=EARLY, age=40)),
    )
    assert merged.log.profile == Profile(recorded_at=LATE, age=41)
    assert not merged.profile_replaced


def test_doctor_visits_and_tips_are_sets_in_one_order() -> None:
    early, late = DoctorVisit(date=DAY), DoctorVisit(date=DAY + timedelta(days=1), note="a")
    shown = ShownTip(tip="a", shown_on=DAY)
    mine = Log(format="coach-log", version=1, doctor_visits=(late,), tips=(shown,))
    theirs = Log(format="coach-log", version=1, doctor_visits=(early, late), tips=(shown,))
    merged = merge(mine, theirs)
    assert merged.log.doctor_visits == (early, late)
    assert merged.log.tips == (shown,)
    assert (merged.new_visits, merged.new_tips) == (1, 0)


def test_the_same_answers_recorded_later_count_as_the_same_and_keep_the_later_moment() -> None:
    merged = merge(log(note("x", EARLY)), log(note("x", LATE)))
    assert merged.same == (DAY,)
    assert merged.log.entries[0].recorded_at == LATE
    assert merged.changed


def test_the_summary_counts_and_names_the_dates_that_were_replaced() -> None:
    later = [note("theirs", LATE, DAY + timedelta(days=back)) for back in (0, 1, 2, 5)]
    earlier = [note("mine", EARLY, entry.date) for entry in later]
    merged = merge(
        log(*earlier, note("mine", LATE, DAY + timedelta(days=9))),
        log(
            *later,
            note("theirs", EARLY, DAY + timedelta(days=9)),
            note("n", day=date(2026, 1, 1)),
        ),
    )
    assert merged.summary().splitlines() == [
        "1 day new, 4 changed, 0 the same, 1 kept as they are (yours are later).",
        "Replaced by later answers: 2026-11-22 to 2026-11-24, 2026-11-27.",
    ]


def test_the_summary_of_a_dry_run_says_that_nothing_was_changed() -> None:
    lines = merge(log(), log(note("x"), profile=Profile(age=41))).summary(dry_run=True)
    assert lines.splitlines() == [
        "Would be: 1 day new, 0 changed, 0 the same.",
        "Also brought in: the profile.",
        "Nothing was changed.",
    ]
