"""What the diary keeps, how it stamps it, and what it gives back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from coach.core.diary.choices import Feedback
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    DoctorVisit,
    Entry,
    Log,
    Movement,
    Night,
    Profile,
    ShownTip,
    canonical,
)
from coach.store.diary import tables as sheets
from coach.store.diary.diary import Diary
from coach.store.diary.stamping import moment_after
from coach.store.disk.trouble import StoreError
from tests.store.conftest import SetClock

DAY = date(2026, 11, 22)
Say = Callable[[Diary, date, str], Entry]


def rested(diary: Diary, value: int, day: date = DAY) -> Entry:
    return diary.change(
        day,
        lambda old: msgspec.structs.replace(old or Entry(date=day), night=Night(rested=value)),
        "the check-in",
    )


def coffee(diary: Diary, day: date = DAY) -> Entry:
    drinks = Day(
        caffeine=(CaffeineDrink(at="08:00", mg=95),),
        alcohol=(AlcoholDrink(at="20:00", drinks=1),),
    )
    return diary.change(
        day, lambda old: msgspec.structs.replace(old or Entry(date=day), day=drinks), "a drink"
    )


class TestADiaryThatIsNotThere:
    def test_is_empty(self, diary: Diary) -> None:
        assert diary.entry(DAY) is None
        assert diary.entries() == ()
        assert diary.count() == 0
        assert diary.first_day() is None
        assert diary.profile() is None
        assert diary.visits() == ()
        assert diary.tips() == ()
        assert diary.undoable() == ()
        assert diary.drafts() == ()
        assert diary.log() == Log(format="coach-log", version=1)
        assert diary.stamp() == ()

    def test_is_not_made_by_reading(self, diary: Diary, folder: Path) -> None:
        diary.log(), diary.draft(DAY), diary.stamp(), diary.preview(diary.log())
        assert not folder.exists()

    def test_is_made_by_the_first_write(self, diary: Diary, folder: Path) -> None:
        rested(diary, 3)
        assert (folder / "diary.json").exists()


class TestAChange:
    def test_is_there_for_another_program_and_after_a_restart(
        self, diary: Diary, opened: Callable[[], Diary]
    ) -> None:
        second_program = opened()
        assert second_program.entry(DAY) is None
        saved = rested(diary, 3)
        assert second_program.entry(DAY) == saved == opened().entry(DAY)

    def test_sees_what_another_program_wrote_in_between(
        self, diary: Diary, opened: Callable[[], Diary]
    ) -> None:
        second_program = opened()
        rested(diary, 3)
        second_program.change(
            DAY, lambda old: msgspec.structs.replace(_there(old), notes="x"), "a note"
        )
        entry = diary.change(
            DAY, lambda old: msgspec.structs.replace(_there(old), day=Day(stress=2)), "stress"
        )
        assert (entry.night, entry.notes, entry.day) == (Night(rested=3), "x", Day(stress=2))

    def test_replaces_the_entry_so_that_an_answer_can_be_taken_out(self, diary: Diary) -> None:
        diary.change(DAY, lambda _: Entry(date=DAY, night=Night(rested=3), notes="x"), "a")
        entry = diary.change(DAY, lambda _: Entry(date=DAY, notes="x"), "b")
        assert entry.night is None
        assert diary.entry(DAY) == entry

    def test_that_raises_leaves_everything_as_it_was(self, diary: Diary, say: Say) -> None:
        say(diary, DAY, "kept")
        before = diary.stamp()

        def fail(_: Entry | None) -> Entry:
            raise RuntimeError("no")

        with pytest.raises(RuntimeError):
            diary.change(DAY, fail, "nothing")
        assert diary.stamp() == before
        assert diary.undoable() == ("the note kept",)

    def test_of_nothing_writes_nothing(self, diary: Diary) -> None:
        saved = rested(diary, 3)
        before = diary.stamp()
        assert rested(diary, 3) == saved
        assert diary.stamp() == before

    def test_without_an_answer_makes_no_new_day(self, diary: Diary) -> None:
        diary.change(DAY, lambda _: Entry(date=DAY, tz="Europe/London", night=Night()), "x")
        diary.change(DAY, lambda _: Entry(date=DAY, tz="Europe/London", day=Day()), "x")
        assert diary.entry(DAY) is None

    def test_of_another_day_is_refused(self, diary: Diary) -> None:
        with pytest.raises(ValueError, match="2026-11-21 was given for 2026-11-22"):
            diary.change(DAY, lambda _: Entry(date=date(2026, 11, 21), notes="x"), "x")

    @pytest.mark.parametrize(
        "wrong",
        [
            Entry(date=DAY, night=Night(rested=9)),
            Entry(date=DAY, night=Night(in_bed_at="25:00")),
            Entry(date=DAY, day=Day(caffeine=(CaffeineDrink(at="08:00", mg=float("nan")),))),
            Entry(date=DAY, notes="x" * 100_001),
            Entry(date=DAY, notes="torn \udcff"),
        ],
    )
    def test_that_could_not_be_read_back_is_refused(
        self, diary: Diary, say: Say, wrong: Entry
    ) -> None:
        say(diary, DAY, "kept")
        with pytest.raises(StoreError, match="the entry of 2026-11-22 was not saved"):
            diary.change(DAY, lambda _: wrong, "x")
        assert _there(diary.entry(DAY)).notes == "kept"

    def test_keeps_every_sign_of_a_text(
        self, diary: Diary, opened: Callable[[], Diary]
    ) -> None:
        text = (
            '[/b] "cleared":true \\ \u202e \x00 \x1b[31m é e\u0301 🌙 \u2028 {"cleared":true}'
        )
        diary.change(DAY, lambda _: Entry(date=DAY, notes=text), "x")
        assert _there(opened().entry(DAY)).notes == text
        assert opened().count() == 1


class TestMoments:
    def test_recorded_at_is_the_last_change(self, diary: Diary, clock: SetClock) -> None:
        rested(diary, 3)
        clock.forward(minutes=5)
        assert rested(diary, 4).recorded_at == clock.moment

    def test_recorded_at_moves_on_though_the_clock_stands_still(self, diary: Diary) -> None:
        moments = [_moment(rested(diary, value)) for value in (1, 2, 3)]
        assert moments == sorted(set(moments))

    def test_recorded_at_moves_on_though_the_clock_was_set_back(
        self, diary: Diary, clock: SetClock
    ) -> None:
        before = _moment(rested(diary, 3))
        clock.forward(days=-30)
        assert _moment(rested(diary, 4)) > before

    def test_a_moment_at_the_end_of_time_is_not_passed(self, clock: SetClock) -> None:
        last = clock.moment.max.replace(tzinfo=clock.moment.tzinfo)
        assert moment_after(last, clock.moment) == last

    def test_first_recorded_at_is_the_first_answer(self, diary: Diary, clock: SetClock) -> None:
        first = rested(diary, 3)
        clock.forward(days=2)
        assert first.first_recorded_at == first.recorded_at
        assert rested(diary, 4).first_recorded_at == first.recorded_at

    def test_a_drink_does_not_make_a_day_early(self, diary: Diary, clock: SetClock) -> None:
        assert coffee(diary).first_recorded_at is None
        clock.forward(days=2)
        assert rested(diary, 3).first_recorded_at == clock.moment

    def test_an_answer_that_was_there_without_a_moment_is_not_made_late(
        self, diary: Diary, clock: SetClock
    ) -> None:
        old = Entry(date=DAY, night=Night(rested=3))
        diary.merge(Log(format="coach-log", version=1, entries=(old,)), "an import")
        clock.forward(days=40)
        assert rested(diary, 4).first_recorded_at is None

    def test_a_change_that_forgets_the_first_moment_does_not_lose_it(
        self, diary: Diary, say: Say, clock: SetClock
    ) -> None:
        first = say(diary, DAY, "a").first_recorded_at
        clock.forward(days=2)
        assert say(diary, DAY, "b").first_recorded_at == first

    @pytest.mark.parametrize(
        "answer",
        [
            Entry(date=DAY, movement=Movement(falling_feeling=False)),
            Entry(date=DAY, day=Day(stress=1)),
            Entry(date=DAY, notes=""),
        ],
    )
    def test_any_answer_counts_as_the_first(self, diary: Diary, answer: Entry) -> None:
        assert diary.change(DAY, lambda _: answer, "x").first_recorded_at is not None


class TestClearing:
    def test_leaves_a_mark_and_no_answer(self, diary: Diary, clock: SetClock) -> None:
        rested(diary, 3)
        clock.forward(hours=1)
        diary.clear(DAY)
        assert diary.entry(DAY) == Entry(date=DAY, recorded_at=clock.moment, cleared=True)
        assert diary.entries() == ()
        assert diary.count() == 0
        assert diary.first_day() is None
        assert [entry.cleared for entry in diary.log().entries] == [True]

    def test_of_an_unknown_or_cleared_day_does_nothing(self, diary: Diary) -> None:
        diary.clear(DAY)
        assert diary.stamp() == ()
        rested(diary, 3)
        diary.clear(DAY)
        before = diary.stamp()
        diary.clear(DAY)
        assert diary.stamp() == before

    def test_a_cleared_day_can_be_answered_anew_and_is_then_as_late_as_that(
        self, diary: Diary, say: Say, clock: SetClock
    ) -> None:
        rested(diary, 3)
        diary.clear(DAY)
        clock.forward(days=3)
        entry = say(diary, DAY, "anew")
        assert entry.first_recorded_at == clock.moment
        assert diary.entries() == (entry,)


class TestReading:
    def test_a_range_holds_both_ends_and_is_in_order(self, diary: Diary, say: Say) -> None:
        days = [DAY - timedelta(days=back) for back in (3, 0, 7, 1)]
        for day in days:
            say(diary, day, "x")
        in_range = diary.entries(DAY - timedelta(days=3), DAY - timedelta(days=1))
        assert [entry.date for entry in in_range] == [
            DAY - timedelta(days=3),
            DAY - timedelta(days=1),
        ]
        assert [entry.date for entry in diary.entries()] == sorted(days)
        assert diary.first_day() == DAY - timedelta(days=7)
        assert diary.count() == 4

    def test_for_one_evening_does_not_decode_the_years_before(
        self, diary: Diary, opened: Callable[[], Diary], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        entries = tuple(
            Entry(date=DAY - timedelta(days=back), notes="x") for back in range(1000)
        )
        diary.merge(Log(format="coach-log", version=1, entries=entries), "years")
        decoded: list[str] = []
        real = sheets.entry_of

        def counted(key: str, raw: msgspec.Raw) -> Entry:
            decoded.append(key)
            return real(key, raw)

        monkeypatch.setattr(sheets, "entry_of", counted)
        second_program = opened()
        assert second_program.count() == 1000
        assert second_program.first_day() == DAY - timedelta(days=999)
        assert len(second_program.entries(DAY - timedelta(days=13), DAY)) == 14
        assert len(set(decoded)) == len(decoded) == 15

    def test_again_reads_no_file(
        self, diary: Diary, say: Say, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        say(diary, DAY, "x")
        monkeypatch.setattr(Path, "open", _refuse)
        assert diary.count() == len(diary.entries()) == 1

    def test_entries_that_stayed_the_same_are_not_decoded_again(
        self, diary: Diary, opened: Callable[[], Diary], say: Say
    ) -> None:
        say(diary, DAY, "x")
        before = diary.entry(DAY)
        say(opened(), date(2026, 11, 1), "y")
        assert diary.entry(DAY) is before


class TestTheStamp:
    def test_changes_with_every_change_and_only_then(
        self, diary: Diary, opened: Callable[[], Diary], say: Say
    ) -> None:
        second_program, seen = opened(), {diary.stamp()}
        for turn in range(5):
            say(diary, DAY, str(turn))
            assert second_program.stamp() == diary.stamp()
            seen.add(second_program.stamp())
        assert len(seen) == 6


class TestTheProfile:
    def test_is_stamped_and_kept(
        self, diary: Diary, opened: Callable[[], Diary], clock: SetClock
    ) -> None:
        saved = diary.save_profile(Profile(age=41))
        assert saved == Profile(age=41, recorded_at=clock.moment) == opened().profile()

    def test_is_not_written_again_for_nothing(self, diary: Diary) -> None:
        saved = diary.save_profile(Profile(age=41))
        before = diary.stamp()
        assert diary.save_profile(Profile(age=41)) == saved
        assert diary.stamp() == before

    def test_is_refused_if_it_could_not_be_read_back(self, diary: Diary) -> None:
        with pytest.raises(StoreError, match="the profile was not saved"):
            diary.save_profile(Profile(age=0))
        assert diary.profile() is None


def told(diary: Diary) -> tuple[ShownTip, ...]:
    """The tips without the moments at which they were noted."""
    return tuple(msgspec.structs.replace(tip, recorded_at=None) for tip in diary.tips())


class TestVisitsAndTips:
    def test_visits_are_a_set_in_order(self, diary: Diary, opened: Callable[[], Diary]) -> None:
        late, early = DoctorVisit(date=DAY, note="x"), DoctorVisit(date=DAY - timedelta(days=1))
        for visit in (late, early, late, DoctorVisit(date=DAY)):
            diary.add_visit(visit)
        assert opened().visits() == (early, DoctorVisit(date=DAY), late)
        diary.remove_visit(late)
        assert opened().visits() == (early, DoctorVisit(date=DAY))

    def test_a_tip_is_noted_once_a_day_with_what_was_said_last(self, diary: Diary) -> None:
        shown = ShownTip(tip="a", shown_on=DAY)
        helped = ShownTip(tip="a", shown_on=DAY, feedback=Feedback.HELPED)
        for tip in (shown, helped, ShownTip(tip="b", shown_on=DAY)):
            diary.note_tip(tip)
        assert told(diary) == (helped, ShownTip(tip="b", shown_on=DAY))
        diary.note_tip(shown)
        assert told(diary) == (shown, ShownTip(tip="b", shown_on=DAY))

    def test_a_tip_that_was_merely_shown_is_not_offered_for_undoing(self, diary: Diary) -> None:
        diary.note_tip(ShownTip(tip="a", shown_on=DAY))
        assert diary.undoable() == ()
        diary.note_tip(ShownTip(tip="a", shown_on=DAY, feedback=Feedback.TRIED))
        assert diary.undoable() == ("what you said of a tip",)

    def test_not_for_me_can_be_taken_back(self, diary: Diary) -> None:
        days = [DAY - timedelta(days=1), DAY]
        for day in days:
            diary.note_tip(ShownTip(tip="a", shown_on=day, feedback=Feedback.NOT_FOR_ME))
        diary.note_tip(ShownTip(tip="b", shown_on=DAY, feedback=Feedback.NOT_FOR_ME))
        diary.unhide_tip("a")
        assert [(tip.tip, tip.feedback) for tip in diary.tips()] == [
            ("a", None),
            ("a", None),
            ("b", Feedback.NOT_FOR_ME),
        ]


class TestMerging:
    def log(self, *entries: Entry) -> Log:
        return Log(
            format="coach-log",
            version=1,
            profile=Profile(age=41),
            entries=entries,
            doctor_visits=(DoctorVisit(date=DAY), DoctorVisit(date=DAY, note="x")),
            tips=(ShownTip(tip="a", shown_on=DAY), ShownTip(tip="b", shown_on=DAY)),
        )

    def test_brings_everything_in_as_it_is(
        self, diary: Diary, opened: Callable[[], Diary]
    ) -> None:
        log = self.log(Entry(date=DAY, notes="x"))
        merged = diary.merge(log, "the import of x.json")
        assert merged.new == (DAY,)
        assert canonical(opened().log()) == canonical(log)

    def test_a_second_time_writes_nothing(self, diary: Diary) -> None:
        log = self.log(Entry(date=DAY, notes="x"))
        diary.merge(log, "once")
        before = diary.stamp()
        assert not diary.merge(log, "twice").changed
        assert diary.stamp() == before
        assert diary.undoable() == ("once",)

    def test_a_preview_writes_nothing(self, diary: Diary) -> None:
        assert diary.preview(self.log()).changed
        assert diary.stamp() == ()

    def test_keeps_later_answers(self, diary: Diary, say: Say) -> None:
        say(diary, DAY, "mine")
        merged = diary.merge(self.log(Entry(date=DAY, notes="theirs")), "x")
        assert merged.kept == (DAY,)
        assert _there(diary.entry(DAY)).notes == "mine"

    def test_of_something_unreadable_changes_nothing(self, diary: Diary, say: Say) -> None:
        say(diary, DAY, "mine")
        before = diary.stamp()
        for wrong in (Night(rested=9), None):
            entry = Entry(date=date(2026, 1, 1), night=wrong, notes=None if wrong else "\udcff")
            with pytest.raises(StoreError):
                diary.merge(self.log(entry), "x")
        assert diary.stamp() == before


def _there(entry: Entry | None) -> Entry:
    assert entry is not None
    return entry


def _moment(entry: Entry) -> datetime:
    assert entry.recorded_at is not None
    return entry.recorded_at


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("a file was opened")
