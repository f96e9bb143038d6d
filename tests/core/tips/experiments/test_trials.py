"""How experiments stand: running, over, stopped, set aside; what an evening is told."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from coach.core.diary.choices import Block, StoppedBy
from coach.core.diary.merge import merge
from coach.core.diary.records import Entry, Experiment, Log, Profile
from coach.core.patterns import Gone, GoneBy, Standing, standing
from coach.core.tips.experiments.beginning import NOT_TRIED, kept_apart, refusal
from coach.core.tips.experiments.trials import (
    Stand,
    Trial,
    first_evening,
    is_told_ahead,
    place_words,
    running,
    tonight_words,
    trials,
)
from coach.core.tips.facts.table import Facts, facts
from coach.core.tips.tip import Tip
from coach.store.tips.tipbook import load
from tests.core.tips.experiments.lives import FIRST, ORDER, TIP, day, disturbed, experiment

DAY = timedelta(days=1)
LAST = FIRST + 30 * DAY
CALM = standing((), (), None, FIRST)


def tip(name: str) -> Tip:
    known = load().tip(name)
    assert known is not None
    return known


def told(
    *experiments: Experiment,
    today: date,
    entries: tuple[Entry, ...] = (),
    now: Standing | None = None,
) -> tuple[Trial, ...]:
    by_date = {entry.date: entry for entry in entries}
    return trials(experiments, now, by_date.get, None, today)


def stands(*experiments: Experiment, today: date = FIRST) -> list[Stand]:
    return [trial.stand for trial in told(*experiments, today=today)]


def jerks(first: date, number: int = 3) -> tuple[Entry, ...]:
    """Days with a jerk and a start at night, which raise a banner."""
    return tuple(
        disturbed(
            first + place * DAY,
            yes=True,
            **{"events": [{"at": "15:20", "kind": "jerk"}]},
        )
        for place in range(number)
    )


def test_it_runs_from_its_first_evening_until_its_last_night_is_answered() -> None:
    tried = experiment()
    assert stands(tried, today=FIRST - DAY) == [Stand.RUNNING]
    assert stands(tried, today=LAST - DAY) == [Stand.RUNNING]
    assert stands(tried, today=LAST) == [Stand.RUNNING]
    answered = (disturbed(LAST, yes=False),)
    assert told(tried, today=LAST, entries=answered)[0].stand is Stand.OVER
    only_the_day = (day(LAST, day={"stress": 2}),)
    assert told(tried, today=LAST, entries=only_the_day)[0].stand is Stand.RUNNING
    # A night that a file tells of ahead opens nothing.
    assert told(tried, today=LAST - DAY, entries=answered)[0].stand is Stand.RUNNING
    # Nobody need answer for it to open in the end.
    assert stands(tried, today=LAST + DAY) == [Stand.OVER]


def test_its_nights_are_closed_while_it_runs_and_open_after() -> None:
    trial = told(experiment(), today=FIRST + 9 * DAY)[0]
    assert trial.sealed_nights == {FIRST + place * DAY for place in range(1, 31)}
    assert told(experiment(), today=LAST + DAY)[0].sealed_nights == frozenset()


def test_one_that_was_stopped_keeps_its_nights_up_to_that_day() -> None:
    stopped = msgspec.structs.replace(
        experiment(), stopped_on=FIRST + 9 * DAY, stopped_by=StoppedBy.PERSON
    )
    trial = told(stopped, today=LAST)[0]
    assert (trial.stand, trial.stopped_by) == (Stand.STOPPED, StoppedBy.PERSON)
    assert trial.until == FIRST + 9 * DAY
    assert trial.sealed_nights == frozenset()


def test_a_banner_that_rises_stops_it_on_its_day_noted_or_not() -> None:
    entries = jerks(FIRST + 4 * DAY)
    today = FIRST + 6 * DAY
    trial = told(experiment(), today=today, now=standing(entries, (), None, today))[0]
    assert (trial.stand, trial.stopped_by) == (Stand.STOPPED, StoppedBy.BANNER)
    assert trial.ended == FIRST + 4 * DAY
    assert not trial.is_noted


def test_a_banner_from_before_or_after_its_evenings_is_no_stop_of_it_or_stops_it_at_once() -> (
    None
):
    after = LAST + 2 * DAY
    later = told(experiment(), today=after, now=standing(jerks(LAST), (), None, after))[0]
    assert later.stand is Stand.OVER
    # Days that come in late may raise one that stood already when it began.
    before = jerks(FIRST - 3 * DAY)
    now = standing(before, (), None, FIRST + DAY)
    trial = told(experiment(), today=FIRST + DAY, now=now)[0]
    assert (trial.stand, trial.ended) == (Stand.STOPPED, FIRST)


def test_a_banner_that_had_gone_before_the_first_evening_stops_nothing() -> None:
    began = FIRST - 9 * DAY
    gone = Gone("R04", began, FIRST, GoneBy.CALM, "Disturbed nights", None)
    now = msgspec.structs.replace(CALM, past=(gone,))
    assert told(experiment(), today=FIRST, now=now)[0].stand is Stand.RUNNING
    later = msgspec.structs.replace(gone, gone=FIRST + DAY)
    now = msgspec.structs.replace(CALM, past=(later,))
    trial = told(experiment(), today=FIRST + DAY, now=now)[0]
    assert (trial.stand, trial.ended) == (Stand.STOPPED, FIRST)


def test_trying_the_hour_of_the_cup_leaves_tips_on_the_amount_alone() -> None:
    apart = kept_apart(tip("caffeine-last-cup"), load().tips)
    assert {"caffeine-last-cup", "caffeine-an-hour-earlier", "caffeine-and-jolts"} <= apart
    assert not {"caffeine-in-pregnancy", "caffeine-a-quarter-less"} & apart


def test_what_was_changed_after_the_start_is_noticed_and_does_not_run() -> None:
    swapped = (ORDER[1], ORDER[0], *ORDER[2:])
    changed = msgspec.structs.replace(experiment(), blocks=swapped)
    assert stands(changed) == [Stand.CHANGED]
    assert running(told(changed, today=FIRST)) is None


def test_one_that_was_taken_out_is_not_there() -> None:
    assert stands(msgspec.structs.replace(experiment(), removed=True)) == []


def log_of(*experiments: Experiment) -> Log:
    return Log(format="coach-log", version=1, experiments=experiments)


def test_of_two_machines_each_with_one_the_earlier_stands_whatever_the_order() -> None:
    mine = experiment(FIRST + 2 * DAY, salt="a" * 32)
    theirs = experiment(FIRST, salt="b" * 32, tip="room-fresh-air")
    one = merge(log_of(mine), log_of(theirs)).log
    other = merge(log_of(theirs), log_of(mine)).log
    assert one == other
    now = told(*one.experiments, today=FIRST + 5 * DAY)
    assert [(trial.experiment.tip, trial.stand) for trial in now] == [
        ("room-fresh-air", Stand.RUNNING),
        (TIP, Stand.BESIDE),
    ]
    # Once the first is over the other is still none that could be told of.
    assert stands(*one.experiments, today=FIRST + 60 * DAY) == [Stand.OVER, Stand.BESIDE]
    again = experiment(FIRST + 30 * DAY, salt="c" * 32)
    assert stands(*one.experiments, again, today=FIRST + 31 * DAY) == [
        Stand.OVER,
        Stand.BESIDE,
        Stand.RUNNING,
    ]


def test_a_stop_on_one_machine_stops_it_on_the_other() -> None:
    tried = experiment()
    stopped = msgspec.structs.replace(
        tried,
        stopped_on=FIRST + DAY,
        stopped_by=StoppedBy.PERSON,
        recorded_at=datetime(2026, 11, 2, 20, tzinfo=UTC),
    )
    for first, second in ((tried, stopped), (stopped, tried)):
        merged = merge(log_of(first), log_of(second)).log
        assert merged.experiments == (stopped,)


def test_a_new_one_may_begin_on_the_day_on_which_another_was_stopped() -> None:
    stopped = msgspec.structs.replace(
        experiment(salt="f" * 32), stopped_on=FIRST, stopped_by=StoppedBy.PERSON
    )
    again = experiment(FIRST, salt="0" * 32)
    assert stands(stopped, again) == [Stand.STOPPED, Stand.RUNNING]


def evening_words(name: str, place: int) -> str:
    today = FIRST + place * DAY
    trial = told(experiment(tip=name), today=today)[0]
    return f"{tonight_words(trial, tip(name), today)}, {place_words(trial, today)}"


def test_an_evening_is_told_only_what_it_is_itself() -> None:
    assert evening_words(TIP, -1) == "begins tomorrow, "
    assert evening_words(TIP, 2) == "tonight with, evening 3 of 30"
    assert evening_words(TIP, 3) == "tonight without, evening 4 of 30"
    assert evening_words(TIP, 30) == "over once last night is answered, "


def test_what_begins_hours_before_bed_or_by_day_is_told_the_evening_before() -> None:
    lamps, cup = "light-dim-the-lamps", "caffeine-last-cup"
    assert evening_words(lamps, 2) == "today with, tomorrow without, evening 3 of 30"
    assert evening_words(cup, -1) == "tomorrow with, "
    assert evening_words(cup, 29) == "today without, evening 30 of 30"
    assert [is_told_ahead(tip(name)) for name in (lamps, cup, TIP)] == [True, True, False]
    assert first_evening(tip(cup), FIRST, None) == FIRST + DAY
    assert first_evening(tip(lamps), FIRST, 1.0) == FIRST + DAY
    assert first_evening(tip(lamps), FIRST, 4.0) == FIRST
    assert first_evening(tip(TIP), FIRST, 0.0) == FIRST


def test_an_unknown_tip_from_another_program_still_has_its_evenings() -> None:
    odd = experiment(tip="something-else")
    trial = told(odd, today=FIRST)[0]
    assert tonight_words(trial, None, FIRST) == "tonight with"


def refused(
    name: str,
    *,
    profile: Profile | None = None,
    now: Standing = CALM,
    lately: tuple[Entry, ...] = (),
    beside: tuple[Trial, ...] = (),
) -> str | None:
    known: Facts = facts(lately, profile, FIRST)
    return refusal(tip(name), beside, known, now, profile, lately)


def test_none_begins_beside_a_banner_under_16_or_beside_another() -> None:
    assert refused(TIP) is None
    assert refused(TIP, profile=Profile(age=16)) is None
    young = refused(TIP, profile=Profile(age=15))
    assert young is not None
    assert "16" in young
    up = refused(TIP, now=standing(jerks(FIRST), (), None, FIRST))
    assert up is not None
    assert "banner" in up
    beside = refused(TIP, beside=told(experiment(FIRST - DAY), today=FIRST))
    assert beside == (
        "One runs already, until 30 November 2026: “breathing four in six out”. One at a time."
    )
    assert refused(TIP, beside=told(experiment(FIRST - 40 * DAY), today=FIRST)) is None


@pytest.mark.parametrize(("back", "is_refused"), [(0, True), (10, True), (11, False)])
def test_the_hour_of_the_cup_waits_until_cutting_down_is_ten_days_ago(
    back: int, is_refused: bool
) -> None:
    cutting = day(FIRST - back * DAY, day={"context": ["cutting_caffeine"]})
    assert (refused("caffeine-last-cup", lately=(cutting,)) is not None) is is_refused
    assert refused(TIP, lately=(cutting,)) is None


def test_what_does_not_suit_the_person_is_not_tried() -> None:
    assert refused("room-ear-plugs") is None
    caring = day(FIRST, day={"context": ["caring"]})
    assert refused("room-ear-plugs", lately=(caring,)) == "It does not suit what you answered."


def test_only_tips_of_these_subjects_and_the_hour_of_the_cup_may_be_tried() -> None:
    book = load()
    may = [known for known in book.tips if known.trial]
    assert {known.subject for known in may} == {
        "breathing",
        "relaxation",
        "worry",
        "light",
        "room",
        "caffeine",
    }
    assert [known.id for known in may if known.subject == "caffeine"] == ["caffeine-last-cup"]
    assert not any(known.safety or known.first or known.asks_for_doctor for known in may)
    for name in ("caffeine-a-quarter-less", "caffeine-over-the-limit"):
        assert refused(name) == NOT_TRIED
    of_others = [known.id for known in book.tips if known.subject in {"care", "safety"}]
    assert all(refused(name) == NOT_TRIED for name in of_others)


def test_with_and_without_are_the_words_of_the_log() -> None:
    assert [block.value for block in Block] == ["with", "without"]
