"""Two logs become one: what is later stands, leaf by leaf, and what was taken out stays out."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from coach.core.diary import taken_apart
from coach.core.diary.choices import Block, Feedback, GoalKind, Outcome
from coach.core.diary.merge import merge, ordered
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Device,
    DoctorVisit,
    Entry,
    Experiment,
    Goal,
    Log,
    Night,
    OwnQuestion,
    Profile,
    ShownTip,
    canonical,
)
from coach.core.words.merging import lines, summary

DAY = date(2026, 11, 22)
EARLY = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
LATE = EARLY + timedelta(hours=1)
BERLIN, NEW_YORK = timezone(timedelta(hours=1)), timezone(timedelta(hours=-5))
AT_EARLY, AT_LATE = "2026-11-22T21:00:00Z", "2026-11-22T22:00:00Z"
ESPRESSO = CaffeineDrink(at="08:00", mg=63)
TEA = CaffeineDrink(at="07:00", mg=48)


def log(*entries: Entry, profile: Profile | None = None) -> Log:
    return Log(format="coach-log", version=1, entries=entries, profile=profile)


def note(text: str, at: datetime | None = None, day: date = DAY) -> Entry:
    return Entry(date=day, recorded_at=at, notes=text)


def outcome(mine: Entry, theirs: Entry) -> Entry:
    (entry,) = merge(log(mine), log(theirs)).log.entries
    (turned,) = merge(log(theirs), log(mine)).log.entries
    assert entry == turned
    return entry


def cups(entry: Entry) -> tuple[CaffeineDrink, ...] | None:
    return entry.day.caffeine if entry.day else None


def path_of(drink: CaffeineDrink, number: int = 1) -> str:
    paths = taken_apart.of_entry(Entry(date=DAY, day=Day(caffeine=(drink,) * number))).by_path
    return [path for path in paths if "/" in path][-1]


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
def test_the_later_answer_stands_none_is_earliest_and_a_tie_goes_to_the_larger(
    mine: Entry, theirs: Entry, winner: str
) -> None:
    assert outcome(mine, theirs).notes == winner


class TestLeaves:
    def test_a_coffee_of_one_machine_and_a_check_in_of_another_are_both_there(self) -> None:
        coffee = Entry(date=DAY, recorded_at=LATE, day=Day(caffeine=(ESPRESSO,)))
        check_in = Entry(date=DAY, recorded_at=EARLY, night=Night(rested=3), day=Day(stress=2))
        both = outcome(coffee, check_in)
        assert both.night == Night(rested=3)
        assert both.day == Day(stress=2, caffeine=(ESPRESSO,))
        assert both.recorded_at == LATE
        assert both.times == {AT_EARLY: ("day.stress", "night.rested")}

    def test_of_one_leaf_the_later_stands_whatever_else_was_changed_later(self) -> None:
        mine = Entry(
            date=DAY,
            recorded_at=LATE,
            notes="mine",
            night=Night(rested=1),
            times={"2026-11-22T20:00:00Z": ("night.rested",)},
        )
        theirs = Entry(date=DAY, recorded_at=EARLY, night=Night(rested=5))
        assert outcome(mine, theirs).night == Night(rested=5)

    def test_what_was_taken_out_stays_out(self) -> None:
        gone = Entry(date=DAY, recorded_at=LATE, times={AT_LATE: ("notes",)})
        assert outcome(gone, note("x", EARLY)).notes is None

    def test_and_comes_back_where_it_was_answered_again_later(self) -> None:
        gone = Entry(date=DAY, recorded_at=EARLY, times={AT_EARLY: ("notes",)})
        assert outcome(gone, note("x", LATE)).notes == "x"

    def test_at_equal_times_an_answer_beats_its_removal(self) -> None:
        gone = Entry(date=DAY, recorded_at=EARLY, times={AT_EARLY: ("notes",)})
        assert outcome(gone, note("x", EARLY)).notes == "x"

    def test_a_device_is_one_leaf_and_its_numbers_are_not_mixed(self) -> None:
        mine = Entry(date=DAY, recorded_at=EARLY, device=Device(source="a", awakenings=2))
        theirs = Entry(date=DAY, recorded_at=LATE, device=Device(source="b", quality=3))
        merged = merge(log(mine), log(theirs))
        assert merged.log.entries[0].device == Device(source="b", quality=3)
        assert merged.devices == (DAY,)

    def test_own_answers_are_leaves_each(self) -> None:
        mine = Entry(date=DAY, recorded_at=EARLY, day=Day(own={"late": True, "hot": True}))
        theirs = Entry(date=DAY, recorded_at=LATE, day=Day(own={"late": False}))
        assert outcome(mine, theirs).day == Day(own={"hot": True, "late": False})

    def test_an_own_question_may_be_called_what_a_mark_is_called(self) -> None:
        mine = Entry(date=DAY, recorded_at=EARLY, day=Day(own={"asked": True}))
        gone = Entry(date=DAY, recorded_at=LATE, times={AT_LATE: ("day.own.asked",)})
        assert outcome(mine, gone).day is None

    def test_the_first_answer_of_both_is_the_earlier(self) -> None:
        mine = replace(note("x", LATE), first_recorded_at=LATE)
        assert outcome(mine, note("x", EARLY)).first_recorded_at == LATE
        theirs = replace(note("x", EARLY), first_recorded_at=EARLY)
        assert outcome(mine, theirs).first_recorded_at == EARLY

    def test_a_night_without_sleep_and_times_told_elsewhere_are_both_kept(self) -> None:
        mine = Entry(date=DAY, recorded_at=LATE, night=Night(did_not_sleep=True))
        theirs = Entry(date=DAY, recorded_at=EARLY, night=Night(final_wake_at="06:00"))
        assert outcome(mine, theirs).night == Night(did_not_sleep=True, final_wake_at="06:00")


class TestLists:
    def test_equal_drinks_stay_as_many_as_one_machine_had(self) -> None:
        two = Entry(date=DAY, recorded_at=EARLY, day=Day(caffeine=(ESPRESSO, ESPRESSO)))
        one = Entry(date=DAY, recorded_at=LATE, day=Day(caffeine=(ESPRESSO,)))
        assert cups(outcome(two, one)) == (ESPRESSO, ESPRESSO)

    def test_drinks_of_both_stand_by_time_and_then_by_text(self) -> None:
        mine = Entry(date=DAY, recorded_at=EARLY, day=Day(caffeine=(ESPRESSO,)))
        theirs = Entry(date=DAY, recorded_at=LATE, day=Day(caffeine=(TEA,)))
        assert cups(outcome(mine, theirs)) == (TEA, ESPRESSO)

    def test_one_of_two_equal_drinks_that_was_taken_out_stays_out(self) -> None:
        two = Entry(date=DAY, recorded_at=EARLY, day=Day(caffeine=(ESPRESSO, ESPRESSO)))
        second = path_of(ESPRESSO, 2)
        one = Entry(
            date=DAY,
            recorded_at=LATE,
            day=Day(caffeine=(ESPRESSO,)),
            times={AT_LATE: (second,)},
        )
        assert cups(outcome(two, one)) == (ESPRESSO,)

    def test_none_today_and_a_drink_elsewhere_are_the_drink(self) -> None:
        none = Entry(date=DAY, recorded_at=LATE, day=Day(caffeine=()))
        drunk = Entry(date=DAY, recorded_at=EARLY, day=Day(caffeine=(TEA,)))
        assert cups(outcome(none, drunk)) == (TEA,)

    def test_a_list_of_which_everything_was_taken_out_is_still_asked(self) -> None:
        emptied = Entry(
            date=DAY,
            recorded_at=LATE,
            day=Day(caffeine=()),
            times={AT_LATE: (path_of(TEA),)},
        )
        drunk = Entry(date=DAY, recorded_at=EARLY, day=Day(caffeine=(TEA,)))
        assert cups(outcome(emptied, drunk)) == ()

    def test_a_list_that_was_taken_out_whole_is_not_answered(self) -> None:
        gone = Entry(
            date=DAY,
            recorded_at=LATE,
            times={AT_LATE: ("day.caffeine", path_of(TEA))},
        )
        drunk = Entry(date=DAY, recorded_at=EARLY, day=Day(caffeine=(TEA,)))
        assert cups(outcome(gone, drunk)) is None


class TestClearing:
    def test_takes_out_every_leaf_that_is_not_later(self) -> None:
        cleared = Entry(date=DAY, recorded_at=LATE, cleared=True)
        assert outcome(note("x", EARLY), cleared) == cleared
        assert outcome(note("x", LATE), cleared) == cleared

    def test_stays_known_when_the_day_is_answered_again(self) -> None:
        cleared = Entry(date=DAY, recorded_at=EARLY, cleared=True)
        again = outcome(cleared, note("x", LATE))
        assert again == replace(note("x", LATE), cleared_at=EARLY)
        old = Entry(date=DAY, recorded_at=EARLY - timedelta(days=1), night=Night(rested=1))
        assert outcome(again, old) == again

    def test_leaves_what_was_answered_later_on_another_machine(self) -> None:
        both = Entry(
            date=DAY,
            recorded_at=EARLY,
            notes="x",
            night=Night(rested=1),
            times={AT_LATE: ("notes",)},
        )
        cleared = Entry(date=DAY, recorded_at=EARLY + timedelta(minutes=5), cleared=True)
        left = outcome(both, cleared)
        assert (left.notes, left.night, left.cleared) == ("x", None, None)

    def test_at_a_moment_written_in_two_zones_is_the_same_however_logs_are_paired(self) -> None:
        cleared = log(Entry(date=DAY, recorded_at=EARLY, cleared=True))
        elsewhere = log(Entry(date=DAY, recorded_at=EARLY.astimezone(BERLIN)))
        again = log(note("x", LATE))
        left = merge(merge(cleared, elsewhere).log, again).log
        right = merge(cleared, merge(elsewhere, again).log).log
        assert canonical(left) == canonical(right)

    @pytest.mark.parametrize("zone", [BERLIN, NEW_YORK])
    def test_keeps_the_zone_in_which_it_was_done(self, zone: timezone) -> None:
        cleared = log(Entry(date=DAY, recorded_at=EARLY.astimezone(zone), cleared=True))
        assert canonical(ordered(cleared)) == canonical(cleared)


class TestTheBeginningOfTheDay:
    NOON = Profile(day_starts_at="12:00")

    def test_of_a_log_from_before_is_the_profiles_and_stays(self) -> None:
        taken = ordered(log(note("x"), profile=self.NOON))
        assert taken.entries[0].day_starts_at == "12:00"
        assert ordered(taken) == taken

    def test_at_four_is_said_only_beside_a_profile_that_says_otherwise(self) -> None:
        plain = log(note("x", LATE))
        merged = merge(plain, log(profile=replace(self.NOON, recorded_at=LATE)))
        assert merged.log.entries[0].day_starts_at == "04:00"
        said = replace(note("x"), day_starts_at="04:00")
        assert ordered(log(said)).entries[0].day_starts_at is None


class TestProfiles:
    def test_merge_answer_by_answer(self) -> None:
        mine = Profile(recorded_at=LATE, age=41, times={AT_EARLY: ("smokes",)})
        theirs = Profile(
            recorded_at=EARLY,
            age=40,
            drives=True,
            own_questions=(OwnQuestion(id="late", words="Late?"),),
        )
        merged = merge(log(profile=mine), log(profile=theirs))
        assert merged.log.profile == Profile(
            recorded_at=LATE,
            age=41,
            drives=True,
            own_questions=(OwnQuestion(id="late", words="Late?"),),
            times={AT_EARLY: ("drives", "own_questions.late", "smokes")},
        )
        assert merged.profile_replaced

    def test_that_are_earlier_change_nothing(self) -> None:
        mine = Profile(recorded_at=LATE, age=41)
        merged = merge(log(profile=mine), log(profile=Profile(recorded_at=EARLY, age=40)))
        assert merged.log.profile == mine
        assert not merged.profile_replaced


class TestRecords:
    def test_visits_go_by_date_and_note_and_a_later_removal_stands(self) -> None:
        visit = DoctorVisit(date=DAY, note="a", recorded_at=EARLY)
        gone = replace(visit, recorded_at=LATE, removed=True)
        other = DoctorVisit(date=DAY)
        mine = Log(format="coach-log", version=1, doctor_visits=(visit, other))
        theirs = Log(format="coach-log", version=1, doctor_visits=(gone,))
        assert merge(mine, theirs).log.doctor_visits == (other, gone)

    def test_tips_go_by_name_and_evening_and_an_answer_is_not_lost_to_none(self) -> None:
        shown = ShownTip(tip="a", shown_on=DAY)
        said = replace(shown, feedback=Feedback.HELPED)
        mine = Log(format="coach-log", version=1, tips=(shown,))
        theirs = Log(format="coach-log", version=1, tips=(said,))
        assert merge(mine, theirs).log.tips == (said,)
        assert merge(theirs, mine).log.tips == (said,)

    def test_goals_go_by_kind_and_first_day_and_the_later_of_two_that_run_stands(self) -> None:
        late = Goal(goal=GoalKind.RISE_NEAR, value="07:00", from_=DAY, to=None)
        early = Goal(
            goal=GoalKind.LAST_CAFFEINE_BY,
            value="14:00",
            from_=DAY - timedelta(days=3),
            to=None,
        )
        mine = Log(format="coach-log", version=1, goals=(late,))
        merged = merge(mine, Log(format="coach-log", version=1, goals=(early,)))
        assert merged.log.goals == (early, late)
        assert "Of two goals that run, the one from 2026-11-22 stands." in summary(merged)
        assert "Also brought in: 1 goal or experiment." in summary(merged)

    def test_experiments_go_by_their_name(self) -> None:
        begun = Experiment(
            id="a",
            tip="cool-room",
            from_=DAY,
            block_nights=3,
            blocks=(Block.WITH,),
            outcome=Outcome.DISTURBED,
            seal="0" * 64,
            stopped_on=None,
            recorded_at=EARLY,
        )
        stopped = replace(begun, stopped_on=DAY, recorded_at=LATE)
        mine = Log(format="coach-log", version=1, experiments=(begun,))
        theirs = Log(format="coach-log", version=1, experiments=(stopped,))
        assert merge(mine, theirs).log.experiments == (stopped,)


class TestTheSummary:
    def test_counts_and_names_the_dates_on_which_something_was_replaced(self) -> None:
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
        assert summary(merged).splitlines() == [
            "1 day new, 4 changed, 0 the same, 1 kept as they are (yours are later).",
            "Replaced by later answers: 2026-11-22 to 2026-11-24, 2026-11-27.",
        ]

    def test_tells_what_was_added_from_what_was_replaced(self) -> None:
        mine = Entry(date=DAY, recorded_at=EARLY, day=Day(alcohol=()))
        theirs = Entry(
            date=DAY, recorded_at=LATE, day=Day(alcohol=(AlcoholDrink(at="20:00", drinks=1),))
        )
        merged = merge(log(mine), log(theirs))
        assert (merged.filled, merged.replaced) == ((DAY,), ())
        assert "Added to: 2026-11-22." in summary(merged)

    def test_names_what_an_old_log_may_have_brought_back(self) -> None:
        mine = Entry(date=DAY, recorded_at=EARLY, notes="x", night=Night(rested=1))
        theirs = Entry(date=DAY, recorded_at=LATE, night=Night(rested=2))
        merged = merge(log(mine), log(theirs))
        assert merged.log.entries[0].notes == "x"
        assert merged.came_back == (DAY,)
        assert "taken out before the coach kept note of that: 2026-11-22." in summary(merged)

    def test_names_no_such_day_where_what_was_taken_out_is_marked(self) -> None:
        mine = Entry(date=DAY, recorded_at=EARLY, notes="x", night=Night(rested=1))
        theirs = Entry(
            date=DAY, recorded_at=LATE, night=Night(rested=2), times={AT_LATE: ("notes",)}
        )
        assert merge(log(mine), log(theirs)).came_back == ()

    def test_counts_the_same_answers_recorded_later_as_the_same(self) -> None:
        merged = merge(log(note("x", EARLY)), log(note("x", LATE)))
        assert merged.same == (DAY,)
        assert merged.log.entries[0].recorded_at == LATE
        assert merged.changed

    def test_of_a_dry_run_says_what_would_be(self) -> None:
        merged = merge(log(), log(note("x"), profile=Profile(age=41)))
        assert lines(merged, dry_run=True) == [
            "Would be: 1 day new, 0 changed, 0 the same.",
            "Also brought in: the profile.",
        ]
