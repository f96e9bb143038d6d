"""What is shown: how it rises, how long it stands, and by which ways it goes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from coach.core.diary.choices import Breathing, Condition
from coach.core.diary.records import DoctorVisit, Movement, Profile
from coach.core.patterns import Level, ledger, timeline
from coach.core.patterns.banner import standing_of
from coach.core.patterns.fold import Fold, folded_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.core.diary.records import Entry
    from tests.core.patterns.conftest import Replayer

# R04 is soon on day 14 and on no other; ten nights, four of them from day 7 on.
DISTURBED = "J J J J J J J J . . . J . J "
FIRST = date(2026, 3, 2)


class TestWatch:
    def test_it_begins_when_the_shown_level_rises_and_stays_for_that_day_and_13_more(
        self, replay: Replayer
    ) -> None:
        told = replay(". . . J J J . . . . . . . . . . . . . .")
        assert told.rule("R04") == "...iiwwwwwii........"
        assert told.shown == "...ii" + "w" * 14 + "."

    def test_it_goes_with_the_first_answered_day_after_that(self, replay: Replayer) -> None:
        told = replay("T . . . . . . . . . . . . - - - . .")
        assert told.shown == "w" * 16 + ".."

    def test_it_does_not_begin_anew_while_it_stands(self, replay: Replayer) -> None:
        told = replay("T " + ". " * 9 + "T " + ". " * 20)
        assert told.rule("R01") == "w" * 10 + "s" * 4 + "w" * 10 + "." * 7
        lone = replay("d d " + ". " * 26 + ". . .")
        assert lone.rule("R08") == "i" + "w" * 27 + "i.."
        assert lone.shown == lone.rule("R08")

    def test_it_begins_anew_after_it_has_gone(self, replay: Replayer) -> None:
        told = replay("p " + "- " * 27 + ". p " + ". " * 40)
        assert told.shown[27:30] == "w.w"
        assert told.shown[29:57] == "w" * 28

    def test_rules_keep_their_own_watch(self, replay: Replayer) -> None:
        told = replay("d d . . . . . . . . J J J " + ". " * 30)
        assert told.rule("R08") == "i" + "w" * 27 + "i" + "." * 14
        assert told.rule("R04") == "." * 10 + "iiwwwwwii" + "." * 24
        assert told.shown == "i" + "w" * 27 + "i" + "." * 14
        longer = replay("x " + ". " * 24 + "J J J " + ". " * 20)
        assert longer.rule("R12") == "w" * 28 + "." * 20
        assert longer.shown == "w" * 41 + "." * 7


class TestSilence:
    def test_on_a_day_without_an_answer_nothing_falls(self, replay: Replayer) -> None:
        assert replay("j - - - - - - - - - .").shown == "i" * 10 + "."

    def test_a_level_may_still_rise(self, replay: Replayer) -> None:
        # On the second silent day two urges lie in each of the two weeks.
        told = replay(". l . . . . . l l . . . l - - -")
        assert told.rule("R07") == "." * 14 + "w."
        assert told.shown[-3:] == ".ww"

    def test_a_banner_that_could_clear_waits_for_an_answer(self, replay: Replayer) -> None:
        # Fourteen days after the visit on day 15.
        told = replay(DISTURBED + ". " * 18, visits=[15])
        assert told.shown == "ii" + "w" * 11 + "s" * 15 + "." * 4
        waits = replay(DISTURBED + ". " * 14 + "- - - . .", visits=[15])
        assert waits.shown == "ii" + "w" * 11 + "s" * 18 + ".."

    def test_after_14_silent_days_it_says_when_the_last_answer_was(
        self, replay: Replayer
    ) -> None:
        told = replay(DISTURBED + "- " * 14)
        assert told.standing(14 + 13).silence is None
        said = told.standing(14 + 14)
        assert said.silence == "Last answered on 15 March; earlier advice still stands."
        assert said.last_answered == date(2026, 3, 15)

    def test_of_an_empty_diary_it_says_nothing(self, replay: Replayer) -> None:
        said = replay("- - -").standing()
        assert said.silence is None
        assert said.last_answered is None
        assert said.shown is Level.NONE

    def test_the_year_is_told_where_it_is_another(self, replay: Replayer) -> None:
        told = replay(". " + "- " * 20, first=date(2026, 12, 20))
        said = told.standing().silence
        assert said == "Last answered on 20 December 2026; earlier advice still stands."


class TestVisit:
    def test_it_lets_a_banner_go_14_days_later(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 19, visits=[18])
        assert told.rule("R04").rindex("s") == 13
        assert told.shown[13:] == "s" * 18 + ".."

    def test_not_before_the_rule_was_below_the_banner_on_each_of_14_days(
        self, replay: Replayer
    ) -> None:
        told = replay(DISTURBED + "J . J J . J . J . J J " + ". " * 30, visits=[14])
        loud = told.rule("R04").rindex("s")
        assert loud > 20
        assert told.shown[loud : loud + 15] == "s" * 14 + "."

    def test_the_day_of_the_banner_itself_will_do_but_no_day_before(
        self, replay: Replayer
    ) -> None:
        assert replay(DISTURBED + ". " * 18, visits=[14]).shown[-1] == "."
        assert replay(DISTURBED + ". " * 18, visits=[13]).shown[-1] == "s"
        assert replay(DISTURBED + ". " * 18, visits=[13, 14]).shown[-1] == "."

    def test_a_visit_still_to_come_or_taken_out_lets_nothing_go(self, replay: Replayer) -> None:
        assert replay(DISTURBED + ". " * 18, visits=[33]).shown[-1] == "s"
        told = replay(DISTURBED + ". " * 18)
        taken_out = DoctorVisit(date=FIRST + timedelta(days=13), removed=True)
        last = told.rows[-1].date
        assert timeline(told.entries, (taken_out,), None, last, last)[0].shown is Level.SOON

    def test_it_takes_7_answers_for_the_rule_in_the_14_days(self, replay: Replayer) -> None:
        seven = "- - - - - - - " + ". " * 7
        six = "- - - - - - - - " + ". " * 6
        assert replay(DISTURBED + ". . . . " + seven, visits=[14]).shown[-1] == "."
        assert replay(DISTURBED + ". . . . " + six, visits=[14]).shown[-1] == "s"

    def test_today_must_be_answered_for_the_rule_and_free_of_it(self, replay: Replayer) -> None:
        text = DISTURBED + ". " * 13
        assert replay(text + ".", visits=[14]).shown[-1] == "."
        assert replay(text + "J", visits=[14]).shown[-1] == "s"

        def not_asked(entry: Entry) -> Entry:
            return _without(_without(entry, "sleep_starts", range(28, 29)), *_KICKS_ON_28)

        told = replay(text + ".", visits=[14], change=not_asked)
        assert told.standing().last_answered == told.rows[-1].date
        assert told.shown[-1] == "s"

    def test_at_most_a_quarter_of_the_answers_may_have_it(self, replay: Replayer) -> None:
        three = DISTURBED + ". " * 10 + ". . J . . . J . . . J . . ."
        assert replay(three, visits=[24]).shown[-2:] == "si"
        four = DISTURBED + ". " * 10 + ". . J . . J . J . . J . . ."
        assert replay(four, visits=[24]).shown[-2:] == "ss"

    def test_one_visit_is_enough_later_nights_only_put_it_off(self, replay: Replayer) -> None:
        told = replay(DISTURBED + "J " * 20 + ". " * 20, visits=[14])
        assert told.shown[:34].count("s") == 21
        assert told.shown[-1] != "s"
        assert told.standing().past[0].seen_on == told.visits[0].date

    def test_one_that_goes_14_days_after_it_rose_leaves_no_watch(
        self, replay: Replayer
    ) -> None:
        told = replay("j " + ". " * 12 + "T " + ". " * 14, visits=[14])
        assert told.rule("R01")[13:15] == "sw"
        assert told.shown[13:] == "s" * 14 + "."

    def test_disturbed_nights_hold_up_signs_of_the_spine_with_a_tumour_alone(
        self, replay: Replayer
    ) -> None:
        sign = ".+bladder_bowel_or_saddle_change . . "
        tumour = Profile(conditions=(Condition.SPINAL_CORD_TUMOUR,))
        for profile, stays in ((Profile(), False), (tumour, True)):
            told = replay(sign + "J . . " * 15 + "J .", visits=[3], profile=profile)
            assert ("R16" in {raised.rule for raised in told.standing().raised}) is stays

    def test_a_rise_after_it_needs_another(self, replay: Replayer) -> None:
        rise = "D . . . H " + ". " * 60
        assert replay(rise, visits=[3]).shown[-1] == "N"
        assert replay(rise, visits=[3, 5]).shown[-1] == "."

    @pytest.mark.parametrize(
        "token",
        [
            *("W", "X", "H", "D", "t+weakness", "t+stiffness", "t+suspected_medicine"),
            *(".+sudden_face_arm_speech_change", ".+convulsion", "m+T"),
            ".+bladder_bowel_or_saddle_change",
        ],
    )
    def test_a_new_single_event_after_it_needs_another(
        self, token: str, replay: Replayer
    ) -> None:
        token = "mT+two_toxicity_signs" if token == "m+T" else token
        again = f"{token} . . . . {token} " + ". " * 60
        assert replay(again, visits=[3]).shown[-1] in "sN"
        assert replay(again, visits=[6]).shown[-1] == "."

    @pytest.mark.parametrize("sign", ["one_weak_seizure_sign", "identical_events"])
    def test_any_sign_of_a_seizure_is_such_an_event(self, sign: str, replay: Replayer) -> None:
        again = f".+convulsion . . . . .+{sign} " + ". " * 60
        assert replay(again, visits=[3]).shown[-1] == "N"
        assert replay(again, visits=[6]).shown[-1] == "."

    def test_jerks_after_it_only_put_it_off(self, replay: Replayer) -> None:
        again = "j T k T " + ". " * 14 + "j T k T " + ". " * 60
        assert replay(again).rule("R01")[:22] == ".ssNNNNNNNNNNNssw..ssN"
        assert replay(again, visits=[5]).shown[-1] == "."
        assert replay("j T . . " + "k T k T . . " + ". " * 60, visits=[3]).shown[-1] == "N"

    def test_two_more_places_are_no_such_event(self, replay: Replayer) -> None:
        again = "t+stiffness . . . . t+several_places " + ". " * 60
        assert replay(again, visits=[3]).shown[-1] == "."

    def test_another_rule_at_watch_does_not_hold_it_up(self, replay: Replayer) -> None:
        told = replay(DISTURBED + "x " + ". " * 13, visits=[14])
        assert told.rule("R12")[-1] == "w"
        assert told.shown[-2:] == "sw"


_KICKS_ON_28 = ("sleep_movement", range(28, 29))


class TestEasing:
    def test_it_goes_when_one_in_seven_of_28_days_is_left(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 22)
        assert told.shown[13:] == "s" * 20 + "..."  # day 34 sees four nights, from day 7 on
        odd = replay(DISTURBED + ". " * 14 + "J " + ". " * 10)
        assert odd.shown.rindex("s") == 33  # one more night, one more day

    def test_where_few_days_are_answered_it_looks_back_further(self, replay: Replayer) -> None:
        every_other = replay(DISTURBED + ". - " * 20)
        assert every_other.shown.rindex("s") == 35
        # Eighteen answers lie in the 42 days up to day 51, two of them disturbed.
        every_third = replay(DISTURBED + ". - - " * 20)
        assert every_third.shown.rindex("s") == 49
        once_a_week = replay(DISTURBED + ". - - - - - - " * 20)
        assert once_a_week.shown[-1] == "s"

    def test_a_second_night_in_the_week_holds_it_up(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 15 + "J J " + ". " * 10)
        assert told.shown.rindex("s") > 34

    def test_not_while_the_day_itself_has_it_or_is_not_answered(self, replay: Replayer) -> None:
        for last in ("J", "-"):
            assert replay(DISTURBED + ". " * 19 + last).shown[-1] == "s"
        assert replay(DISTURBED + ". " * 19 + ".").shown[-1] == "."

    def test_a_quarter_of_eight_weeks_lets_it_go_slowly(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". . . J " * 16)
        gone = told.shown.rindex("s") + 1
        # Below soon for 42 days, and the first 14 nights are out of the 56 days.
        assert gone >= 14 + 42
        assert told.standing(gone + 1).past[0].by == "calm"

    def test_other_rules_at_watch_no_longer_hold_it_up(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 10 + "p " + ". " * 9)
        assert told.shown[-2:] == "sw"

    def test_now_goes_by_no_calm_days(self, replay: Replayer) -> None:
        assert replay("X " + ". " * 200).shown[-1] == "N"

    def test_harm_in_a_dream_needs_a_visit_until_the_banner_has_gone(
        self, replay: Replayer
    ) -> None:
        assert replay("D " + ". " * 120).shown[-1] == "s"
        seen = "D " + ". " * 60 + "d . d . d " + ". " * 90
        assert replay(seen, visits=[2]).shown[-1] == "."
        assert replay("d . d . d . D " + ". " * 120).shown[-1] == "s"
        long_ago = "D " + ". " * 40 + "d . d . d " + ". " * 90
        assert replay(long_ago, visits=[1]).shown[-1] == "."

    def test_r01_goes_after_28_days_without_a_jerk(self, replay: Replayer) -> None:
        told = replay("j T " + ". " * 30)
        assert told.shown == "i" + "s" * 28 + "..."
        assert replay("j T " + ". " * 26 + "T . .").shown[-1] == "s"

    def test_r01_takes_16_answers_to_its_own_question(self, replay: Replayer) -> None:
        def unasked(days: int) -> Callable[[Entry], Entry]:
            return lambda entry: _without(entry, "awake", range(3, 3 + days))

        assert replay("j T " + ". " * 28, change=unasked(12)).shown[-1] == "."
        assert replay("j T " + ". " * 28, change=unasked(13)).shown[-1] == "s"

    def test_r02_goes_when_a_fifth_of_14_days_is_left(self, replay: Replayer) -> None:
        told = replay("t " * 16 + ". " * 14)
        # Two twitches of fourteen days, none in the last seven but one: day 16 + 12.
        assert told.shown.rindex("s") == 26
        # The watch from which it rose has long stood for its 14 days.
        assert told.shown[27] == "."
        thin = replay("t " * 16 + ". - " * 14)
        assert thin.shown.rindex("s") > 26

    def test_r02_goes_on_the_first_day_below_the_banner(self, replay: Replayer) -> None:
        told = replay("t " * 15 + ". . . - - - t t . . . . . .")
        assert told.rule("R02")[-2:] == told.shown[-2:] == "s."

    def test_r06_goes_by_its_kicks_or_by_its_days(self, replay: Replayer) -> None:
        loud = "ku . ku ku . ku ku " * 4
        kicks_stop, days_improve = replay(loud + "u " * 60), replay(loud + "k " * 60)
        assert kicks_stop.rule("R06")[27] == days_improve.rule("R06")[27] == "s"
        assert kicks_stop.standing().banner is None
        assert days_improve.standing().banner is None
        assert "R06" in {held.rule for held in replay(loud + "ku " * 60).standing().raised}

    def test_r10_waits_until_a_pause_has_been_gone_for_eight_weeks(
        self, replay: Replayer
    ) -> None:
        told = replay("p . p " + ". " * 70)
        assert told.shown.rindex("s") == 57
        snored = replay("ru . ru ru . ru ru " * 4 + ". " * 40)
        assert snored.standing().banner is None

        def alone(entry: Entry) -> Entry:
            movement = msgspec.structs.replace(
                entry.movement or Movement(), breathing=Breathing.UNKNOWN
            )
            late = entry.date > FIRST + timedelta(days=10)
            return msgspec.structs.replace(entry, movement=movement) if late else entry

        assert replay("p . p " + ". " * 80, change=alone).shown[-1] == "s"
        seen = replay("p . p " + ". " * 80, change=alone, visits=[5])
        assert seen.standing().banner is None

    def test_r11_waits_28_days_after_dozing_off(self, replay: Replayer) -> None:
        told = replay(". . . . S . S " + ". " * 40)
        assert told.shown.rindex("s") == 33

    def test_r13_waits_28_days_after_finding_it_hard_to_cope(self, replay: Replayer) -> None:
        told = replay(". . B . B . B " * 3 + "c " + ". " * 40)
        assert told.rule("R13")[21] == "s"
        assert told.standing(21 + 28).banner is not None
        assert told.standing(22 + 28).banner is None

    def test_r18_goes_when_few_days_are_crowded(self, replay: Replayer) -> None:
        crowded = "p " + ". kul . ku . kul . " * 3 + "."
        told = replay(crowded + " ." * 40)
        gone = [row.rule for row in told.standing(23 + 20).past]
        assert "R18" in gone


class TestStage:
    @pytest.mark.parametrize(
        ("calm", "stage"),
        [
            (". . . . . . . ", "easing"),
            (". . . . . . - ", "known"),
            (". - - - . - - - . - - - . - - - . - . - . ", "easing"),
            (". - - - - . - - - . - - - . - - - . - . - . ", "known"),
        ],
    )
    def test_it_eases_with_seven_calm_answers_of_21_days(
        self, calm: str, stage: str, replay: Replayer
    ) -> None:
        banner = replay(DISTURBED + calm).standing().banner
        assert banner is not None
        assert banner.stage == stage

    def test_what_went_is_told_on_14_days(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 40)
        gone = told.shown.rindex("s") + 2
        assert [len(told.standing(gone + later).past) for later in (-1, 0, 13, 14)] == [
            *(0, 1, 1, 0)
        ]

    def test_what_was_there_before_tells_how_it_eases(self, replay: Replayer) -> None:
        # Nobody was tired at any time, which is calm for longer, but eases nothing.
        banner = replay("p . p " + ". " * 30).standing().banner
        assert banner is not None
        (stage,) = banner.stages
        assert (stage.stage, stage.unit, stage.calm_days) == ("easing", "night", 30)

    def test_a_pause_that_nobody_can_hear_gone_lets_go_on_the_84th_day(
        self, replay: Replayer
    ) -> None:
        alone = Profile(bed_partner=False)
        told = replay("u u u pu . pu " + ". " * 30 + "p", profile=alone)
        banner, today = told.standing().banner, told.rows[-1].date
        assert banner is not None
        (stage,) = banner.stages
        assert (stage.stage, stage.eases_on) == ("easing", today + timedelta(days=84))

    def test_what_came_back_has_not_gone(self, replay: Replayer) -> None:
        told = replay("j T " + ". " * 30 + "j T")
        day_before, day = told.standing(len(told.rows) - 1), told.standing()
        assert [gone.rule for gone in day_before.past] == ["R01"]
        assert [(raised.rule, raised.level) for raised in day.raised] == [("R01", Level.SOON)]
        assert day.past == ()


class TestFold:
    def test_what_is_shown_folds_from_the_first_entry_whatever_the_first_row(
        self, diary: Callable[..., tuple[Entry, ...]]
    ) -> None:
        entries = diary(DISTURBED + "- " * 200)
        last = FIRST + timedelta(days=150)
        whole = timeline(entries, (), None, FIRST, last)
        part = timeline(entries, (), None, FIRST + timedelta(days=100), last)
        assert whole[100:] == part
        assert part[-1].shown is Level.SOON

    def test_days_before_the_first_entry_are_empty_rows(
        self, diary: Callable[..., tuple[Entry, ...]]
    ) -> None:
        entries = diary("J")
        rows = timeline(entries, (), None, FIRST - timedelta(days=3), FIRST)
        assert [row.level for row in rows] == [Level.NONE] * 3 + [Level.INFO]
        assert [row.date.day for row in rows] == [27, 28, 1, 2]

    def test_an_empty_diary_gives_empty_rows(self) -> None:
        rows = timeline((), (), None, FIRST, FIRST + timedelta(days=2))
        assert [(row.level, row.shown, dict(row.rules)) for row in rows] == [
            (Level.NONE, Level.NONE, {})
        ] * 3
        assert timeline((), (), None, FIRST, FIRST - timedelta(days=1)) == ()

    def test_a_range_that_ends_before_the_first_entry_is_empty_rows(
        self, diary: Callable[..., tuple[Entry, ...]]
    ) -> None:
        rows = timeline(diary("J"), (), None, date(2026, 2, 1), date(2026, 2, 3))
        assert [row.shown for row in rows] == [Level.NONE] * 3


class TestLedger:
    def test_it_lists_every_banner_with_its_beginning_and_end(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 60 + "W . .")
        past = ledger(told.entries, (), None, told.rows[-1].date)
        assert [(each.rule, each.level, each.began, each.ended, each.by) for each in past] == [
            ("R04", Level.SOON, FIRST + timedelta(days=13), FIRST + timedelta(days=33), "calm"),
            ("R11", Level.NOW, FIRST + timedelta(days=74), None, None),
        ]
        assert [each.seen_on for each in past] == [None, None]
        assert past[0].text.startswith("Movement disturbed your sleep on 10 of 14")

    def test_a_banner_that_rises_is_one_banner_at_its_highest(self, replay: Replayer) -> None:
        told = replay("j T . . . . T k . .")
        past = ledger(told.entries, (), None, told.rows[-1].date)
        assert [(each.rule, each.level, each.began.day) for each in past] == [
            ("R01", Level.NOW, 3)
        ]

    def test_it_knows_nothing_of_later_days(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 60)
        past = ledger(told.entries, (), None, FIRST + timedelta(days=20))
        assert [each.ended for each in past] == [None]
        assert ledger(told.entries, (), None, FIRST + timedelta(days=12)) == ()

    def test_a_visit_ends_a_banner(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 30)
        visits = (DoctorVisit(date=FIRST + timedelta(days=14)),)
        past = ledger(told.entries, visits, None, told.rows[-1].date)
        assert past[0].ended == FIRST + timedelta(days=14 + 14)
        assert (past[0].by, past[0].seen_on) == ("visit", visits[0].date)


class TestCheckpoint:
    """That it is of the same content, whoever keeps it makes sure of; see the store's tests."""

    LONG = ". " * 120

    def test_it_is_gone_on_from(self, replay: Replayer) -> None:
        told = replay(DISTURBED + self.LONG)
        kept = folded_to(told.entries, (), None, FIRST + timedelta(days=40)).checkpoint()
        forged = replace(kept, last_answered=date(1999, 1, 1))
        tampered = tuple(
            replace(track, shown=Level.NOW, rose=FIRST.toordinal())
            if track.rule == "R04"
            else track
            for track in kept.tracks
        )
        fold = Fold(
            told.entries,
            (),
            None,
            told.rows[-1].date,
            replace(forged, tracks=tampered),
        )
        days = [day for day, _, _ in fold.run()]
        assert days[0] == FIRST + timedelta(days=41)
        assert standing_of(fold).shown is Level.NOW

    def test_on_whatever_day_it_was_kept_the_days_after_it_are_the_same(
        self, replay: Replayer
    ) -> None:
        # Some evenings with wine end later than usual, which the next morning tells.
        told = replay(
            "D J+wine J .+brief+wine m+wine J+brief .+cutting_caffeine s d T+wine . "
            "J+espresso J+coffee - J+wine J+brief ."
        )
        last, profile = told.rows[-1].date, told.profile
        whole = Fold(told.entries, (), profile, last)
        days = list(whole.run())
        for day, _, _ in days[:-1]:
            kept = folded_to(told.entries, (), profile, day).checkpoint()
            fold = Fold(told.entries, (), profile, last, kept)
            assert list(fold.run()) == days[fold.place_of(day.toordinal()) + 1 :]
            assert fold.checkpoint() == whole.checkpoint()

    def test_later_edits_leave_it_valid(self, replay: Replayer) -> None:
        told = replay(DISTURBED + self.LONG)
        day = FIRST + timedelta(days=40)
        kept = folded_to(told.entries, (), None, day).checkpoint()
        assert folded_to(told.entries[:60], (), None, day).checkpoint() == kept


def test_a_risk_condition_alone_shows_nothing(replay: Replayer) -> None:
    profile = Profile(age=80, conditions=tuple(Condition), pregnant_trimester=2)
    assert replay(". " * 40, profile=profile).shown == "." * 40


def _without(entry: Entry, field: str, numbers: range) -> Entry:
    if (entry.date - FIRST).days + 1 not in numbers or entry.movement is None:
        return entry
    movement = msgspec.structs.replace(entry.movement, **{field: None})
    return msgspec.structs.replace(entry, movement=movement)
