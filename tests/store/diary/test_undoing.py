"""Every change can be taken back, in any program, after a restart, at least twenty deep."""

import functools
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from coach.core.diary.choices import Feedback, GoalKind
from coach.core.diary.merge import merge
from coach.core.diary.records import (
    CaffeineDrink,
    Day,
    DoctorVisit,
    Entry,
    Exercise,
    Goal,
    Log,
    Night,
    Profile,
    ShownTip,
    canonical,
)
from coach.store.diary import backups
from coach.store.diary.diary import Diary
from coach.store.disk.trouble import DiaryUnreadable, StoreError
from tests.store.conftest import SetClock

DAY = date(2026, 11, 22)
COFFEE = CaffeineDrink(at="08:10", mg=95, drink="coffee")
Say = Callable[[Diary, date, str], Entry]


def without_moments(log: Log) -> bytes:
    bare = functools.partial(msgspec.structs.replace, recorded_at=None)
    return canonical(
        msgspec.structs.replace(
            log,
            entries=tuple(bare(entry, times=None, cleared_at=None) for entry in log.entries),
            profile=log.profile and bare(log.profile, times=None),
            doctor_visits=tuple(map(bare, log.doctor_visits)),
            tips=tuple(map(bare, log.tips)),
            goals=tuple(map(bare, log.goals)),
        )
    )


def an_import(*entries: Entry) -> Log:
    return Log(
        format="coach-log",
        version=1,
        profile=Profile(age=50),
        entries=entries,
        doctor_visits=(DoctorVisit(date=DAY, note="imported"),),
        tips=(ShownTip(tip="imported", shown_on=DAY),),
    )


CHANGES: dict[str, Callable[[Diary], object]] = {
    "a new day": lambda diary: diary.change(
        date(2026, 1, 1), lambda _: Entry(date=date(2026, 1, 1), notes="new"), "x"
    ),
    "an edit": lambda diary: diary.change(DAY, lambda _: Entry(date=DAY, notes="edit"), "x"),
    "clearing": lambda diary: diary.clear(DAY),
    "the profile": lambda diary: diary.save_profile(Profile(age=42)),
    "a doctor visit": lambda diary: diary.add_visit(DoctorVisit(date=DAY, note="new")),
    "removing a visit": lambda diary: diary.remove_visit(DoctorVisit(date=DAY)),
    "what was said of a tip": lambda diary: diary.note_tip(
        ShownTip(tip="a", shown_on=DAY, feedback=Feedback.HELPED)
    ),
    "bringing a tip back": lambda diary: diary.unhide_tip("hidden"),
    "another goal": lambda diary: diary.set_goal(
        Goal(goal=GoalKind.WIND_DOWN, value=10, from_=DAY, to=None)
    ),
    "ending the goal": lambda diary: diary.end_goal(DAY),
    "an import": lambda diary: diary.merge(
        an_import(Entry(date=date(2026, 1, 1), notes="new")), "x"
    ),
}


@pytest.fixture
def lived(diary: Diary, say: Say) -> Diary:
    """A diary with something of everything."""
    say(diary, DAY, "before")
    diary.save_profile(Profile(age=41))
    diary.add_visit(DoctorVisit(date=DAY))
    first = DAY - timedelta(days=9)
    diary.set_goal(Goal(goal=GoalKind.RISE_NEAR, value="07:00", from_=first, to=None))
    diary.note_tip(ShownTip(tip="a", shown_on=DAY))
    diary.note_tip(ShownTip(tip="hidden", shown_on=DAY, feedback=Feedback.NOT_FOR_ME))
    return diary


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_undoing_a_change_brings_back_what_was_there(
    lived: Diary, opened: Callable[[], Diary], change: Callable[[Diary], object]
) -> None:
    before, steps = lived.log(), lived.undoable()
    change(lived)
    assert without_moments(lived.log()) != without_moments(before)
    # In another program, after a restart.
    restarted = opened()
    what = restarted.undoable()[0]
    assert restarted.undo() == what
    assert without_moments(opened().log()) == without_moments(before)
    assert without_moments(lived.log()) == without_moments(before)
    assert lived.undoable() == steps


def test_undo_names_what_was_undone_newest_first(diary: Diary, say: Say) -> None:
    for note in ("a", "b"):
        say(diary, DAY, note)
    assert diary.undoable() == ("the note b", "the note a")
    assert [diary.undo(), diary.undo(), diary.undo()] == ["the note b", "the note a", None]
    assert diary.entry(DAY) is None


def test_at_least_twenty_changes_can_be_undone(diary: Diary, say: Say) -> None:
    for turn in range(30):
        say(diary, DAY, str(turn))
    for _ in range(20):
        assert diary.undo() is not None
    entry = diary.entry(DAY)
    assert entry is not None
    assert entry.notes == "9"
    assert diary.undo() is None


def test_an_undone_edit_is_not_brought_back_by_a_later_merge(
    diary: Diary, say: Say, clock: SetClock
) -> None:
    say(diary, DAY, "right")
    clock.forward(minutes=1)
    say(diary, DAY, "wrong")
    exported = diary.log()
    diary.undo()
    merged = diary.merge(exported, "x")
    entry = diary.entry(DAY)
    assert entry is not None
    assert entry.notes == "right"
    assert merged.kept == (DAY,)
    # Nor on another machine that has the undone change.
    assert merge(exported, diary.log()).log.entries == (entry,)


def test_an_undone_edit_is_later_even_if_the_clock_was_set_back(
    diary: Diary, say: Say, clock: SetClock
) -> None:
    say(diary, DAY, "right")
    say(diary, DAY, "wrong")
    exported = diary.log()
    clock.forward(days=-2)
    diary.undo()
    assert not diary.preview(exported).replaced


def test_an_undone_profile_is_not_brought_back_by_a_later_merge(diary: Diary) -> None:
    diary.save_profile(Profile(age=41))
    diary.save_profile(Profile(age=14))
    exported = diary.log()
    diary.undo()
    diary.merge(exported, "x")
    profile = diary.profile()
    assert profile is not None
    assert profile.age == 41


def test_a_day_that_was_new_is_absent_again_and_an_undone_import_can_be_made_again(
    diary: Diary,
) -> None:
    log = an_import(Entry(date=DAY, notes="x"))
    diary.merge(log, "the import")
    diary.undo()
    assert diary.log() == Log(format="coach-log", version=1)
    assert diary.merge(log, "the import").new == (DAY,)


def test_undoing_only_touches_what_the_change_touched(
    diary: Diary, opened: Callable[[], Diary], say: Say
) -> None:
    say(diary, DAY, "mine")
    untouched = say(opened(), DAY - timedelta(days=1), "theirs").recorded_at
    say(diary, DAY, "mine again")
    diary.undo()
    entry = diary.entry(DAY - timedelta(days=1))
    assert entry is not None
    assert entry.recorded_at == untouched


def test_undo_of_an_empty_diary_writes_nothing(diary: Diary) -> None:
    assert diary.undo() is None
    assert diary.stamp() == ()


def test_restoring_a_backup_can_be_undone(diary: Diary, say: Say, clock: SetClock) -> None:
    say(diary, DAY, "old")
    clock.forward(days=1)
    say(diary, DAY, "new")
    before, steps = diary.log(), diary.undoable()
    daily = backups.list_backups(diary.folder)[0].name
    diary.restore(daily)
    assert [entry.notes for entry in diary.entries()] == ["old"]
    assert diary.undo() == f"restoring {daily}"
    assert diary.log() == before
    assert diary.undoable() == steps


def test_a_restore_whose_backup_has_gone_is_passed_over_and_named(
    diary: Diary, say: Say, clock: SetClock
) -> None:
    say(diary, DAY, "older")
    say(diary, DAY, "old")
    clock.forward(days=1)
    say(diary, DAY, "new")
    daily = f"{clock().date()}.json"
    diary.restore(daily)
    for path in (diary.folder / backups.FOLDER).glob("before-*"):
        path.unlink()
    offer = diary.next_undo()
    assert offer is not None
    assert (offer.what, offer.skipped, offer.asks) == (
        "the note old",
        (f"restoring {daily}",),
        True,
    )
    assert diary.undo(offer) == "the note old"
    assert [entry.notes for entry in diary.entries()] == ["older"]
    assert diary.undo() == "the note older"
    assert diary.undo() is None


def test_where_only_such_a_restore_is_left_nothing_is_changed(
    diary: Diary, say: Say, clock: SetClock
) -> None:
    say(diary, DAY, "x")
    diary.undo()
    clock.forward(days=1)
    say(diary, DAY, "y")
    diary.undo()
    name = backups.keep_before(
        diary.folder, diary._book.tables(), backups.Before.IMPORT, clock()
    )
    diary.restore(name)
    for path in (diary.folder / backups.FOLDER).glob("before-restore-*"):
        path.unlink()
    assert diary.next_undo() is None
    assert diary.undo() is None
    assert diary.undoable() == (f"restoring {name}",)


class TestHowMuchGoes:
    @pytest.mark.parametrize(
        ("before", "after", "answers"),
        [
            (Entry(date=DAY), Entry(date=DAY, notes="x"), 1),
            (Entry(date=DAY), Entry(date=DAY, day=Day(caffeine=(COFFEE,))), 1),
            (Entry(date=DAY), Entry(date=DAY, day=Day(caffeine=())), 1),
            (Entry(date=DAY), Entry(date=DAY, day=Day(caffeine=(COFFEE, COFFEE))), 2),
            (
                Entry(date=DAY, day=Day(caffeine=(COFFEE,))),
                Entry(
                    date=DAY, day=Day(caffeine=(msgspec.structs.replace(COFFEE, at="09:00"),))
                ),
                1,
            ),
            (Entry(date=DAY), Entry(date=DAY, night=Night(rested=2, quality=3)), 2),
            (
                Entry(date=DAY, notes="x"),
                Entry(date=DAY, day=Day(exercise=Exercise(min=30, vigorous=True))),
                2,
            ),
        ],
    )
    def test_each_answer_and_each_drink_counts(
        self, diary: Diary, clock: SetClock, before: Entry, after: Entry, answers: int
    ) -> None:
        diary.change(DAY, lambda _: before, "before")
        clock.forward(minutes=1)
        diary.change(DAY, lambda _: after, "after")
        offer = diary.next_undo()
        assert offer is not None
        assert (offer.what, offer.answers) == ("after", answers)
        assert offer.asks is (answers > 1)

    def test_a_whole_import_and_a_restore_are_asked_about(
        self, diary: Diary, say: Say, clock: SetClock
    ) -> None:
        diary.merge(an_import(Entry(date=DAY, notes="x", day=Day(stress=2))), "the import")
        offer = diary.next_undo()
        assert offer is not None
        assert offer.extent == "5 answers"
        clock.forward(days=1)
        say(diary, DAY, "y")
        diary.restore(backups.list_backups(diary.folder)[0].name)
        offer = diary.next_undo()
        assert offer is not None
        assert (offer.asks, offer.extent) == (True, "the whole diary")

    def test_what_came_in_between_is_not_taken_back_unasked(
        self, diary: Diary, opened: Callable[[], Diary], say: Say
    ) -> None:
        say(diary, DAY, "one")
        agreed = diary.next_undo()
        say(opened(), DAY, "two")
        with pytest.raises(StoreError, match="has changed since you were asked"):
            diary.undo(agreed)
        assert [entry.notes for entry in diary.entries()] == ["two"]


class TestRedo:
    @pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
    def test_puts_forward_what_was_taken_back(
        self,
        lived: Diary,
        opened: Callable[[], Diary],
        change: Callable[[Diary], object],
        clock: SetClock,
    ) -> None:
        change(lived)
        after, steps = lived.log(), lived.undoable()
        lived.undo()
        clock.forward(minutes=1)
        restarted = opened()
        offer = restarted.next_redo()
        assert offer is not None
        assert restarted.redo(offer) == steps[0]
        assert without_moments(opened().log()) == without_moments(after)
        assert lived.undoable() == steps
        assert lived.next_redo() is None

    def test_goes_as_far_as_was_taken_back_and_back_again(self, diary: Diary, say: Say) -> None:
        for turn in range(5):
            say(diary, DAY, str(turn))
        for _ in range(3):
            diary.undo()
        assert [diary.redo() for _ in range(4)] == [
            "the note 2",
            "the note 3",
            "the note 4",
            None,
        ]
        assert [entry.notes for entry in diary.entries()] == ["4"]
        assert diary.undo() == "the note 4"

    def test_there_is_none_after_another_change(self, diary: Diary, say: Say) -> None:
        say(diary, DAY, "one")
        diary.undo()
        say(diary, DAY, "two")
        assert diary.redo() is None
        assert [entry.notes for entry in diary.entries()] == ["two"]

    def test_puts_a_restore_forward(self, diary: Diary, say: Say, clock: SetClock) -> None:
        say(diary, DAY, "old")
        clock.forward(days=1)
        say(diary, DAY, "new")
        daily = backups.list_backups(diary.folder)[0].name
        diary.restore(daily)
        for _ in range(2):
            assert diary.undo() == f"restoring {daily}"
            assert [entry.notes for entry in diary.entries()] == ["new"]
            assert diary.redo() == f"restoring {daily}"
            assert [entry.notes for entry in diary.entries()] == ["old"]

    def test_a_restore_is_taken_back_though_it_cannot_be_put_forward_again(
        self, diary: Diary, say: Say, clock: SetClock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        say(diary, DAY, "old")
        clock.forward(days=1)
        say(diary, DAY, "new")
        diary.restore(backups.list_backups(diary.folder)[0].name)

        def full(*_: object) -> str:
            raise StoreError("no room")

        monkeypatch.setattr(backups, "keep_before", full)
        diary.undo()
        assert [entry.notes for entry in diary.entries()] == ["new"]
        assert diary.next_redo() is None


def test_a_damaged_step_is_told_and_not_taken_for_none(
    diary: Diary, opened: Callable[[], Diary], say: Say, folder: Path
) -> None:
    say(diary, DAY, "x")
    path = folder / "diary.json"
    path.write_bytes(path.read_bytes().replace(b'"what"', b'"that"'))
    with pytest.raises(DiaryUnreadable, match="a step to undo is damaged"):
        opened().undo()


def test_a_check_in_goes_and_comes_unasked_only_in_the_program_that_saved_it(
    diary: Diary, clock: SetClock
) -> None:
    two = Day(stress=2, fatigue=3)
    diary.save_check_in(DAY, lambda _: Entry(date=DAY, day=two), "the check-in")

    def asks(program: Diary) -> bool:
        offer = program.next_undo() or program.next_redo()
        assert offer is not None
        return offer.asks

    another = Diary(diary.folder, clock)
    for _ in range(2):
        assert not asks(diary)
        assert asks(another)
        diary.undo(diary.next_undo())
        assert not asks(diary)
        diary.redo(diary.next_redo())
    another.undo(another.next_undo())
    three = Day(stress=3, fatigue=4)
    another.change(DAY, lambda _: Entry(date=DAY, day=three), "an import")
    assert asks(diary), "another step of the same number is no check-in of this start"
