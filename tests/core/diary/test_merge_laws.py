"""Merging is one operation whatever the order, the pairing, and how often it is done."""

from hypothesis import HealthCheck, given, settings

from coach.core.diary.merge import merge, ordered
from coach.core.diary.records import Log, canonical
from tests.conftest import MERGED_LOGS
from tests.core.diary.merging import logs, old_logs

LAWS = settings(max_examples=MERGED_LOGS, suppress_health_check=[HealthCheck.too_slow])


@LAWS
@given(logs)
def test_merging_a_log_with_itself_changes_nothing(one: Log) -> None:
    merged = merge(one, one)
    assert canonical(merged.log) == canonical(ordered(one))
    assert not merged.changed


@LAWS
@given(logs)
def test_the_one_form_of_a_log_is_its_own_one_form(one: Log) -> None:
    assert canonical(ordered(ordered(one))) == canonical(ordered(one))


@LAWS
@given(logs)
def test_merging_into_an_empty_log_gives_the_one_form(one: Log) -> None:
    empty = Log(format="coach-log", version=1)
    assert canonical(merge(empty, one).log) == canonical(ordered(one))


@LAWS
@given(logs, logs)
def test_merging_twice_is_merging_once(one: Log, other: Log) -> None:
    once = merge(one, other)
    again = merge(once.log, other)
    assert canonical(again.log) == canonical(once.log)
    assert not again.changed


@LAWS
@given(logs | old_logs, logs)
def test_it_does_not_matter_which_log_comes_first(one: Log, other: Log) -> None:
    assert canonical(merge(one, other).log) == canonical(merge(other, one).log)


@LAWS
@given(logs | old_logs, logs, logs | old_logs)
def test_it_does_not_matter_how_three_logs_are_paired(one: Log, two: Log, three: Log) -> None:
    left = merge(merge(one, two).log, three).log
    right = merge(one, merge(two, three).log).log
    assert canonical(left) == canonical(right)


@LAWS
@given(old_logs, old_logs, old_logs)
def test_logs_from_before_there_were_marks_keep_the_same_laws(
    one: Log, two: Log, three: Log
) -> None:
    left = merge(merge(one, two).log, three).log
    right = merge(one, merge(two, three).log).log
    assert canonical(left) == canonical(right)
    assert canonical(merge(two, one).log) == canonical(merge(one, two).log)


@LAWS
@given(logs, logs)
def test_every_date_of_the_other_log_is_told_exactly_once(one: Log, other: Log) -> None:
    merged = merge(one, other)
    told = [*merged.new, *merged.filled, *merged.replaced, *merged.same, *merged.kept]
    assert sorted(told) == sorted(entry.date for entry in other.entries)
