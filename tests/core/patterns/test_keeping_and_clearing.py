"""What is shown: how it rises, how long it stands, and by which ways it goes."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from coach.core.diary.choices import Condition
from coach.core.diary.records import DoctorVisit, Profile
from coach.core.patterns import Level, ledger, timeline
from coach.core.patterns.banner import standing_of
from coach.core.patterns.fold import Fold, folded_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.core.diary.records import Entry
    from tests.core.patterns.conftest import Replayer

DISTURBED = "J . J . J . . J . J . . . J "  # R04 is soon on day 14
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
        # With four answers left in the week, two nights are enough.
        told = replay(". . . . . J J . . - - - - -")
        assert told.rule("R04") == ".....iiiiiiwi."
        assert told.shown == ".....iiiiiiwww"

    def test_a_banner_that_could_clear_waits_for_an_answer(self, replay: Replayer) -> None:
        # Fourteen days after the visit on day 15; ten of the last fourteen are answered.
        assert (
            replay(DISTURBED + ". " * 20, visits=[15]).shown
            == "iii" + "w" * 10 + "s" * 15 + "." * 6
        )
        waits = replay(DISTURBED + ". " * 14 + "- - - . .", visits=[15])
        assert waits.shown == "iii" + "w" * 10 + "s" * 18 + ".."

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
    def test_it_clears_14_days_later(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 30, visits=[20])
        assert told.level.rindex("s") < 20
        assert told.shown[14:34] == "s" * 19 + "."

    def test_not_before_the_rule_was_below_the_banner_on_each_of_14_days(
        self, replay: Replayer
    ) -> None:
        told = replay(DISTURBED + "J . J . J . . " * 2 + ". " * 40, visits=[14])
        loud = told.level.rindex("s")
        assert loud > 20
        assert told.shown[loud : loud + 15] == "s" * 14 + "."

    def test_the_day_of_the_banner_itself_will_do_but_no_day_before(
        self, replay: Replayer
    ) -> None:
        assert replay(DISTURBED + ". " * 20, visits=[14]).shown[-1] == "."
        assert replay(DISTURBED + ". " * 20, visits=[13]).shown[-1] == "s"
        assert replay(DISTURBED + ". " * 20, visits=[13, 14]).shown[-1] == "."

    def test_a_visit_still_to_come_clears_nothing(self, replay: Replayer) -> None:
        assert replay(DISTURBED + ". " * 20, visits=[36]).shown[-1] == "s"

    def test_it_takes_10_answered_days_of_the_14(self, replay: Replayer) -> None:
        ten = "- - - - " + ". " * 10
        nine = "- - - - - " + ". " * 9
        assert replay(DISTURBED + ". . . . . . . " + ten, visits=[14]).shown[-1] == "."
        assert replay(DISTURBED + ". . . . . . . " + nine, visits=[14]).shown[-1] == "s"

    def test_a_rise_after_it_needs_another(self, replay: Replayer) -> None:
        rise = "D . . . H " + ". " * 60
        assert replay(rise, visits=[3]).shown[-1] == "N"
        assert replay(rise, visits=[3, 5]).shown[-1] == "."

    @pytest.mark.parametrize("token", ["W", ".+convulsion", "t+weakness", "X", "H", "D"])
    def test_a_new_red_flag_after_it_needs_another(self, token: str, replay: Replayer) -> None:
        again = f"{token} . . . . {token} " + ". " * 60
        assert replay(again, visits=[3]).shown[-1] in "sN"
        assert replay(again, visits=[6]).shown[-1] == "."

    def test_jerks_that_reach_now_again_need_another(self, replay: Replayer) -> None:
        again = "j T k T " + ". " * 14 + "j T k T " + ". " * 60
        said = replay(again).rule("R01")
        assert said[:22] == ".ssNNNNNNNNNNNssw..ssN"
        assert replay(again, visits=[5]).shown[-1] == "N"
        assert replay(again, visits=[22]).shown[-1] == "."

    def test_stiffness_is_no_red_flag_of_that_kind(self, replay: Replayer) -> None:
        again = "t+stiffness . . . . t+stiffness " + ". " * 60
        assert replay(again, visits=[3]).shown[-1] == "."

    def test_another_rule_at_watch_does_not_hold_it_up(self, replay: Replayer) -> None:
        told = replay(DISTURBED + "x " + ". " * 13, visits=[14])
        assert told.rule("R12")[-1] == "w"
        assert told.shown[-2:] == "sw"


class TestQuiet:
    def test_28_days_with_nothing_at_watch_clear_soon(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 60)
        last = max(told.level.rindex("w"), told.level.rindex("s"))
        assert told.shown[last + 27 : last + 29] == "s."

    def test_it_takes_20_answered_days_of_the_28(self, replay: Replayer) -> None:
        quiet = replay(DISTURBED + ". " * 5 + "- " * 8 + ". " * 30)
        last = max(quiet.level.rindex("w"), quiet.level.rindex("s"))
        assert quiet.shown[last + 28] == "."
        thin = replay(DISTURBED + ". " * 5 + "- " * 9 + ". " * 30)
        last = max(thin.level.rindex("w"), thin.level.rindex("s"))
        assert thin.shown[last + 28] == "s"

    @pytest.mark.parametrize("token", ["p", "x", "t+several_places"])
    def test_any_other_rule_at_watch_holds_it_up(self, token: str, replay: Replayer) -> None:
        told = replay(DISTURBED + ". " * 20 + f"{token} " + ". " * 26)
        assert told.shown[-1] == "s"

    @pytest.mark.parametrize("token", ["j", ".+coffee", "k", "d"])
    def test_sleep_starts_caffeine_and_what_is_at_info_do_not(
        self, token: str, replay: Replayer
    ) -> None:
        tokens = ["."] * 40
        clear = replay(DISTURBED + " ".join(tokens)).shown.rindex("s") + 1
        tokens[10:13] = [token, token if token == ".+coffee" else ".", token]
        if token == "d":  # twice would be a watch
            tokens[10] = "."
        told = replay(DISTURBED + " ".join(tokens))
        assert told.shown[clear - 1] == "s"
        assert told.shown[clear] != "s"

    def test_now_goes_by_no_quiet_days(self, replay: Replayer) -> None:
        assert replay("X " + ". " * 200).shown[-1] == "N"

    def test_harm_in_a_dream_needs_a_visit_until_the_banner_has_gone(
        self, replay: Replayer
    ) -> None:
        assert replay("D " + ". " * 120).shown[-1] == "s"
        seen = "D " + ". " * 60 + "d . d . d " + ". " * 70
        assert replay(seen, visits=[2]).shown[-1] == "."
        assert replay("d . d . d . D " + ". " * 120).shown[-1] == "s"


class TestOwnWaysOut:
    def test_r01_goes_after_28_days_without_a_jerk(self, replay: Replayer) -> None:
        # Acting out dreams stands at watch meanwhile, so no way that all rules share is open.
        told = replay("j T d d " + ". " * 30)
        assert told.rule("R08")[3:30] == "w" * 27
        assert told.shown == "i" + "s" * 28 + "wi..."

    def test_r01_counts_answers_to_its_own_question(self, replay: Replayer) -> None:
        def unasked(entry: Entry) -> Entry:
            return _without(entry, "awake", range(3, 12))

        told = replay("j T d d " + ". " * 26, change=unasked)
        assert told.shown[-1] == "s"
        eight = replay(
            "j T d d " + ". " * 26, change=lambda e: _without(e, "awake", range(3, 11))
        )
        assert eight.shown[-1] != "s"

    def test_r01_now_does_not_go_that_way(self, replay: Replayer) -> None:
        assert replay("j T k T " + ". " * 60).shown[-1] == "N"

    def test_r02_goes_after_14_days_with_no_more_than_two_twitches(
        self, replay: Replayer
    ) -> None:
        spell = "x " + "t " * 18  # up to day 19
        two = replay(spell + ". . t . . . . . . . . . t . . . . .")
        assert two.shown == "w" * 15 + "s" * 17 + "." * 5  # twitches on days 22 and 32
        three = replay(spell + ". . t . . t . . . . . . t . . . . .")
        assert three.shown == "w" * 15 + "s" * 20 + ".."

    def test_r02_way_out_takes_10_answers(self, replay: Replayer) -> None:
        spell = "x " + "t " * 18
        ten = replay(spell + ". " * 9 + "- " * 4 + ". " * 10)
        assert ten.shown == "w" * 15 + "s" * 17 + "." * 10
        nine = replay(spell + ". " * 9 + "- " * 5 + ". " * 10)
        assert nine.shown == "w" * 15 + "s" * 27 + "."

    def test_r13_goes_after_four_weeks_with_fewer_than_two_bad_nights(
        self, replay: Replayer
    ) -> None:
        # A pause in breathing stands at watch, so no way that all rules share is open.
        bad = ". . Bu . Bu . Bu " * 12
        told = replay(bad + "p . . . . " + "B . . . . . . " * 3)
        assert told.rule("R10")[84:] == "w" * 26
        assert told.shown[83:] == "s" * 26 + "w"
        worse = replay(bad + "p . . . . " + "B . . . . . B " * 3)
        assert worse.shown[-1] == "s"

    def test_r13_way_out_takes_20_answered_days(self, replay: Replayer) -> None:
        bad = ". . Bu . Bu . Bu " * 12
        twenty = ". - . . - - . . - . . - - . . - . . - . ."
        assert replay(bad + "p . . . . " + twenty).shown[-1] == "w"
        nineteen = ". - . . - - . . - . . - - . . - . . - - ."
        assert replay(bad + "p . . . . " + nineteen).shown[-1] == "s"


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
        ended = FIRST + timedelta(days=told.shown.index(".", 14))
        assert [(each.rule, each.level, each.began, each.ended) for each in past] == [
            ("R04", Level.SOON, FIRST + timedelta(days=13), ended),
            ("R11", Level.NOW, FIRST + timedelta(days=74), None),
        ]
        assert past[0].text.startswith("Movement disturbed your sleep on 6 of 14")

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


class TestCheckpoint:
    """That it is of the same content, whoever keeps it makes sure of; see the store's tests."""

    LONG = ". " * 120

    def test_it_is_gone_on_from(self, replay: Replayer) -> None:
        told = replay(DISTURBED + self.LONG)
        kept = folded_to(told.entries, (), None, FIRST + timedelta(days=40)).checkpoint()
        forged = dataclasses.replace(kept, last_answered=date(1999, 1, 1), quiet_days=-500)
        tampered = tuple(
            dataclasses.replace(track, shown=Level.NOW, began=FIRST.toordinal())
            for track in kept.tracks
        )
        fold = Fold(
            told.entries,
            (),
            None,
            told.rows[-1].date,
            dataclasses.replace(forged, tracks=tampered),
        )
        days = [day for day, _, _ in fold.run()]
        assert days[0] == FIRST + timedelta(days=41)
        assert standing_of(fold).shown is Level.NOW

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
