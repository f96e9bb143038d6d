"""Experiments in a real diary: begun, asked about, stopped, undone, kept apart, opened."""

from collections.abc import Callable
from datetime import date, timedelta

from coach.core.checkin.question import Question
from coach.core.diary.choices import Block, Context, Outcome, Practice, StoppedBy
from coach.core.diary.records import Day, Entry, Experiment, Log, Night, Profile, Relaxation
from coach.core.patterns import Standing
from coach.core.tips.experiments.drawing import is_as_sealed
from coach.core.tips.experiments.result import Telling
from coach.core.tips.experiments.trials import Stand
from coach.core.tips.tip import Tip
from coach.store.diary.diary import Diary
from coach.store.diary.fold_cache import FoldCache
from coach.store.tips.asking import asks_besides
from coach.store.tips.tipbook import load
from coach.store.tips.tonights_tip import tonights_tip
from coach.store.tips.trials import running_trial, sealed_nights, trials_of
from coach.store.tips.trying import all_opened, begin, note_banner, why_not
from tests.core.tips.experiments.lives import ORDER, disturbed, experiment
from tests.evenings import fill
from tests.store.conftest import SetClock

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
BOOK = load()


def tip(name: str = "breathing-four-in-six-out") -> Tip:
    known = BOOK.tip(name)
    assert known is not None
    return known


def stands(diary: Diary, day: date = TODAY) -> Standing:
    return FoldCache(diary).standing(day)


def start(diary: Diary, clock: SetClock, name: str = "breathing-four-in-six-out") -> Experiment:
    return begin(diary, tip(name), Outcome.DISTURBED, clock().date(), clock())


def test_one_that_is_begun_is_drawn_sealed_and_on_disk(
    diary: Diary, opened: Callable[[], Diary], clock: SetClock
) -> None:
    assert why_not(diary, tip(), stands(diary)) is None
    begun = start(diary, clock)
    (kept,) = opened().experiments()
    assert is_as_sealed(kept)
    assert (kept.id, kept.from_, kept.stopped_on) == (begun.id, TODAY, None)
    assert kept.salt is not None
    assert len(kept.salt) == 32
    assert kept.recorded_at == clock()
    assert why_not(diary, tip("room-fresh-air"), stands(diary)) is not None


def test_what_should_have_begun_by_now_begins_tomorrow(diary: Diary, clock: SetClock) -> None:
    assert start(diary, clock, "light-dim-the-lamps").from_ == TODAY + DAY
    diary.undo()
    assert start(diary, clock, "caffeine-last-cup").from_ == TODAY + DAY
    diary.undo()
    clock.forward(hours=-4)
    assert start(diary, clock, "light-dim-the-lamps").from_ == TODAY


def test_starting_and_stopping_are_taken_back_and_put_forward(
    diary: Diary, clock: SetClock
) -> None:
    start(diary, clock)
    trial = running_trial(diary, stands(diary))
    assert trial is not None
    clock.forward(minutes=1)
    diary.stop_experiment(trial.experiment, TODAY, StoppedBy.PERSON)
    assert [known.stand for known in trials_of(diary, stands(diary))] == [Stand.STOPPED]
    assert diary.undo() == "stopping the experiment"
    assert running_trial(diary, stands(diary)) is not None
    assert diary.undo() == "the experiment"
    assert diary.experiments() == ()
    assert diary.redo() == "the experiment"
    assert running_trial(diary, stands(diary)) is not None


def jerking(first: date) -> tuple[Entry, ...]:
    """Three days with a jerk by day and a bad start of the night, which raise a banner."""
    return tuple(
        disturbed(first + place * DAY, yes=True, events=[{"at": "15:20", "kind": "jerk"}])
        for place in range(3)
    )


def test_a_banner_stops_it_at_once_and_is_noted_when_its_day_is_over(
    diary: Diary, clock: SetClock
) -> None:
    start(diary, clock)
    fill(diary, [jerking(TODAY)[0]])
    (trial,) = trials_of(diary, stands(diary))
    assert (trial.stand, trial.stopped_by) == (Stand.STOPPED, StoppedBy.BANNER)
    note_banner(diary, stands(diary))
    assert diary.experiments()[0].stopped_on is None
    # Mistyped, and taken back on the same evening: it goes on.
    diary.undo()
    assert running_trial(diary, stands(diary)) is not None
    diary.redo()
    clock.forward(days=1)
    steps = diary.undoable()
    note_banner(diary, stands(diary, TODAY + DAY))
    (noted,) = diary.experiments()
    assert (noted.stopped_on, noted.stopped_by) == (TODAY, StoppedBy.BANNER)
    assert is_as_sealed(noted)
    assert diary.undoable() == steps


def asked(diary: Diary, day: date, today: date) -> list[Question]:
    besides = asks_besides(diary, stands(diary, today), day, behind_more=False)
    return [question for question in besides if question.id == "trial"]


def test_the_check_in_asks_where_the_log_does_not_tell_and_names_tonight_alone(
    diary: Diary, clock: SetClock
) -> None:
    kept = experiment(TODAY)
    diary.start_experiment(kept)
    (question,) = asked(diary, TODAY, TODAY)
    assert question.field == "day.tip_done"
    assert question.explain == (tip().do, "Tonight is with.")
    later = TODAY + 4 * DAY
    (missed,) = asked(diary, TODAY + DAY, later)
    assert missed.explain == (tip().do,)
    assert asked(diary, TODAY - DAY, TODAY) == []
    practice = Relaxation(practice=Practice.BREATHING, min=10)
    fill(diary, [Entry(date=TODAY, day=Day(relaxation=(practice,)))])
    assert asked(diary, TODAY, TODAY) == []


def test_the_hour_of_the_cup_is_never_asked_for_the_drinks_tell(
    diary: Diary, clock: SetClock
) -> None:
    start(diary, clock, "caffeine-last-cup")
    assert asked(diary, TODAY + DAY, TODAY + DAY) == []


def test_the_evenings_tip_is_another_while_one_is_tried(diary: Diary, clock: SetClock) -> None:
    fill(diary, [Entry(date=TODAY, day=Day(stress=5, anxiety=5))])

    def evening_of_tips() -> list[str]:
        """Every tip there is tonight, each "another" after the one before."""
        seen: list[str] = []
        while True:
            shown = tonights_tip(diary, TODAY, at=clock(), book=BOOK, not_these=seen)
            if shown.choice is None:
                return seen
            seen.append(shown.choice.tip.id)

    assert "breathing-four-in-six-out" in evening_of_tips()
    start(diary, clock)
    during = evening_of_tips()
    assert not [name for name in during if name.startswith("breathing")]
    assert "relaxation-five-minutes" not in during
    assert any(name.startswith("caffeine") for name in during)


def test_caffeine_is_left_to_cutting_down(diary: Diary, clock: SetClock) -> None:
    cutting = Day(context=(Context.CUTTING_CAFFEINE,))
    fill(diary, [Entry(date=TODAY - 10 * DAY, day=cutting)])
    assert why_not(diary, tip("caffeine-last-cup"), stands(diary)) is not None
    assert why_not(diary, tip(), stands(diary)) is None
    diary.save_profile(Profile(age=15))
    assert why_not(diary, tip(), stands(diary)) is not None


def test_after_the_last_night_it_is_opened_and_its_nights_are_free(
    diary: Diary, clock: SetClock
) -> None:
    kept = experiment(TODAY, outcome=Outcome.RESTED)
    diary.start_experiment(kept)
    clock.forward(days=30)
    rested = {Block.WITH: 4, Block.WITHOUT: 3}
    nights = [
        Entry(
            date=TODAY + (place + 1) * DAY,
            night=Night(rested=rested[kept.blocks[place // 3]]),
            day=Day(tip_done=None if place == 4 else place % 6 < 3),
        )
        for place in range(30)
    ]
    fill(diary, nights[-3:-1])
    before, last = TODAY + 29 * DAY, TODAY + 30 * DAY
    calm = stands(diary, before)
    assert sealed_nights(diary, calm) == {TODAY + place * DAY for place in range(1, 31)}
    assert all_opened(diary, trials_of(diary, calm), BOOK) == ()
    fill(diary, nights[-1:])
    told = trials_of(diary, stands(diary, last))
    assert sealed_nights(diary, stands(diary, last)) == frozenset()
    (opened,) = all_opened(diary, told, BOOK)
    assert opened.trial.stand is Stand.OVER
    assert opened.result is not None
    assert opened.result.telling is Telling.TOO_FEW
    assert opened.result.drawn.without.nights == 3

    whole = Log(format="coach-log", version=1, entries=tuple(nights))
    diary.merge(whole, "all of it, as it was answered day by day")
    (opened,) = all_opened(diary, trials_of(diary, stands(diary, last)), BOOK)
    assert opened.result is not None
    assert opened.result.drawn.with_it.nights == 15
    assert opened.result.telling is Telling.BETTER


def test_two_machines_with_one_each_have_the_earlier_one_after_a_merge(
    diary: Diary, clock: SetClock
) -> None:
    mine = experiment(TODAY + DAY, salt="a" * 32)
    theirs = experiment(TODAY, salt="b" * 32, order=ORDER[::-1])
    diary.start_experiment(mine)
    other_log = Log(format="coach-log", version=1, experiments=(theirs,))
    diary.merge(other_log, "the other machine")
    trial = running_trial(diary, stands(diary, TODAY + 2 * DAY))
    assert trial is not None
    assert trial.experiment.id == theirs.id
    (other,) = (
        known for known in trials_of(diary, stands(diary)) if known.experiment.id == mine.id
    )
    assert other.stand is Stand.BESIDE
