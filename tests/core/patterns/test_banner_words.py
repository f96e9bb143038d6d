"""The words of banners and findings, and when a banner that was read folds to one line."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from coach.core.diary.choices import Condition
from coach.core.diary.records import Entry, Profile
from coach.core.patterns import Acknowledgement, Level, assess, is_folded
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.stages.words import gone_words, line_words, stage_words
from coach.core.words.lengths_and_dates import dates_words, range_words

if TYPE_CHECKING:
    from tests.core.patterns.conftest import Replayer

FIRST = date(2026, 3, 2)
DISTURBED = "J J J J J J J J . . . J . J "
LEARN = {
    "sleep-starts",
    "limb-movements",
    "acting-out-dreams",
    "restless-legs",
    "twitching-by-day",
    "raises-risk",
    "brings-it-on",
    "what-helps",
    "see-a-doctor",
}
EMERGENCIES = (
    "t+sudden_face_arm_speech_change",
    ".+convulsion",
    "mt+two_toxicity_signs",
    ".+bladder_bowel_or_saddle_change",
)


class TestBanner:
    def test_it_says_what_was_counted_when_to_go_and_that_it_is_no_diagnosis(
        self, replay: Replayer
    ) -> None:
        banner = replay(DISTURBED).standing().banner
        assert banner is not None
        assert banner.title == "SEEK MEDICAL ASSISTANCE · soon"
        assert banner.summary == (
            "Movement disturbed your sleep on 10 of 14 answered nights, 2 to 15 March."
        )
        assert banner.text == (
            f"{banner.summary}\n"
            "Please talk to a doctor in the next week or two. This is not a diagnosis."
        )
        assert (banner.level, banner.since) == (Level.SOON, date(2026, 3, 15))
        assert dict(banner.rules) == {"R04": Level.SOON}
        assert not banner.emergency
        assert banner.stages[0].missing == 0

    def test_it_counts_up_to_the_day_as_long_as_the_answers_reach_it(
        self, replay: Replayer
    ) -> None:
        banner = replay("J " * 20).standing().banner
        assert banner is not None
        assert banner.summary == (
            "Movement disturbed your sleep on 14 of 14 answered nights, 8 to 21 March."
        )

    def test_there_is_none_below_soon(self, replay: Replayer) -> None:
        assert replay("J J J").standing().banner is None
        assert replay("- -").standing().banner is None

    def test_it_has_words_when_it_is_only_kept(self, replay: Replayer) -> None:
        told = replay(DISTURBED + "- " * 60)
        said = told.standing()
        assert said.level is Level.NONE
        assert said.findings == ()
        before = replay(DISTURBED).standing().banner
        assert said.banner is not None
        assert before is not None
        assert (said.banner.title, said.banner.text) == (before.title, before.text)
        assert [(kept.rule, kept.level, kept.since) for kept in said.held] == [
            ("R04", Level.SOON, date(2026, 3, 15))
        ]
        assert "A doctor's visit" in said.held[0].clears
        assert said.held[0].text == (
            "Movement disturbed your sleep on 10 of 14 answered nights, 2 to 15 March."
        )

    def test_a_kept_banner_speaks_of_the_level_that_is_kept(self, replay: Replayer) -> None:
        said = replay(DISTURBED + ". . . . . J . . ").standing()
        assert [(found.rule, found.level.word) for found in said.findings] == [("R04", "info")]
        assert said.banner is not None
        assert "on 10 of 14" in said.banner.summary

    def test_once_a_doctor_was_seen_it_says_so(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". . . .", visits=[13, 16])
        banner, day_after = told.standing(15).banner, told.standing(16).banner
        assert banner is not None
        assert day_after is not None
        assert "Please talk to a doctor in the next week or two." in banner.text
        assert "Please talk" not in day_after.text
        assert banner.title == "SEEK MEDICAL ASSISTANCE · soon"
        assert day_after.title == "SEEN BY A DOCTOR · soon"
        assert (
            "You noted a doctor's visit on 17 March. This goes when two weeks after it have "
            "stayed calmer. This is not a diagnosis." in day_after.text
        )
        assert day_after.line == "doctor seen on 17 March"
        assert not told.standing(16).asks

    def test_a_visit_that_does_not_count_changes_nothing(self, replay: Replayer) -> None:
        text = DISTURBED + ". . . ."
        assert replay(text, visits=[13]).standing() == replay(text).standing()

    def test_four_weeks_after_a_visit_it_says_that_it_is_still_there(
        self, replay: Replayer
    ) -> None:
        text = DISTURBED + "J . J . J . J . " * 5
        told = replay(text, visits=[15])
        early, late = told.standing(15 + 27).banner, told.standing(15 + 28).banner
        assert early is not None
        assert late is not None
        assert "stayed calmer" in early.text
        assert late.title == "STILL THERE AFTER YOUR VISIT · soon"
        assert "Still there four weeks after your visit; tell them so." in late.text

    @pytest.mark.parametrize(("fourth", "is_still_there"), [("J", True), (".", False)])
    def test_still_there_is_three_in_seven_of_the_nights_since_the_visit(
        self, fourth: str, is_still_there: bool, replay: Replayer
    ) -> None:
        weeks = "J . J . . J . " * 3 + f"J . {fourth} . . J . "
        banner = replay(DISTURBED + weeks, visits=[14]).standing().banner
        assert banner is not None
        assert ("Still there four weeks after" in banner.text) is is_still_there

    @pytest.mark.parametrize(("last", "is_still_there"), [("J", True), ("-", False)])
    def test_silence_after_a_visit_does_not_say_that_it_is_still_there(
        self, last: str, is_still_there: bool, replay: Replayer
    ) -> None:
        banner = replay(DISTURBED + "- " * 27 + last, visits=[14]).standing().banner
        assert banner is not None
        assert ("Still there" in banner.text) is is_still_there

    def test_one_that_went_tells_what_let_it_go(self, replay: Replayer) -> None:
        text = DISTURBED + ". " * 14
        (seen,) = replay(text, visits=[14]).standing().past
        (calm,) = replay(text + ". " * 6).standing().past
        assert gone_words(seen) == "Gone since 29 March, after your visit of 15 March."
        assert gone_words(calm) == "Gone since 4 April, by your own answers."

    def test_as_it_eases_it_says_how_far_it_is_from_going(self, replay: Replayer) -> None:
        said = replay(DISTURBED + ". " * 14).standing()
        assert said.banner is not None
        assert said.banner.title == "EASING · soon"
        assert said.banner.text.endswith(
            "14 calm nights in a row; before, 10 of 14 were disturbed. 6 more calm answers let "
            "it go, on 4 April at the earliest; until then it stands, and you need not wait to "
            "see a doctor. This is not a diagnosis."
        )
        assert said.banner.line == "easing: 14 calm nights, 6 more let it go"
        assert not said.asks
        assert replay(DISTURBED + ". " * 20).standing().gone_today[0].rule == "R04"
        assert replay(DISTURBED + ". " * 21).standing().gone_today == ()

    def test_a_rule_that_no_doctor_has_seen_still_asks(self, replay: Replayer) -> None:
        said = replay("j T . . D .", visits=[3]).standing()
        assert said.banner is not None
        assert said.asks
        assert said.banner.title == "SEEK MEDICAL ASSISTANCE · soon"
        assert "Please talk to a doctor in the next week or two. Meanwhile" in said.banner.text

    def test_no_window_is_named_that_begins_before_the_diary(self, replay: Replayer) -> None:
        first = replay("J").standing().findings[0]
        assert first.text == "Movement disturbed your sleep on 1 of 1 answered nights, 2 March."
        assert first.window_days == 7
        found = replay(". J . J").standing().findings[0]
        assert found.text.endswith("on 2 of 4 answered nights, 2 to 5 March.")

    def test_a_sentence_says_what_happened_and_not_what_else_would_have_done(
        self, replay: Replayer
    ) -> None:
        both = replay("j . T").standing().findings[0].text
        assert both == (
            "You noted a jerk by day that you could not hold back, on 4 March, and movement at "
            "night as well."
        )
        twice = replay("T . T").standing().findings[0].text
        assert twice == (
            "You noted a jerk by day that you could not hold back, on 2 and 4 March."
        )

    def test_jerks_by_day_ask_for_this_week(self, replay: Replayer) -> None:
        banner = replay("j . T").standing().banner
        assert banner is not None
        assert "Please talk to a doctor this week." in banner.text
        assert "next week or two" not in banner.text

    def test_now_asks_for_today_or_tomorrow(self, replay: Replayer) -> None:
        banner = replay("t+weakness").standing().banner
        assert banner is not None
        assert banner.title == "SEEK MEDICAL ASSISTANCE · now"
        assert "contact a doctor today or tomorrow" in banner.text

    @pytest.mark.parametrize("token", EMERGENCIES)
    def test_the_emergency_line_comes_first(self, token: str, replay: Replayer) -> None:
        banner = replay(DISTURBED + token).standing().banner
        assert banner is not None
        assert banner.emergency
        assert banner.text.startswith("Call your local emergency number now.")
        assert banner.summary.startswith("Call your local emergency number now.")
        assert banner.text.count("Call your local emergency number now.") == 1
        assert "today or tomorrow" not in banner.text
        assert "This is not a diagnosis." in banner.text

    @pytest.mark.parametrize("token", EMERGENCIES)
    @pytest.mark.parametrize("visit", [2, 3, 5])
    def test_once_a_doctor_was_seen_the_emergency_line_waits_for_the_next_time(
        self, token: str, visit: int, replay: Replayer
    ) -> None:
        told = replay(f". {token} . . .", visits=[visit])
        banner = told.standing().banner
        assert banner is not None
        assert not banner.emergency
        assert not banner.text.startswith("Call")
        assert "If it happens again, call your local emergency number." in banner.text
        before = replay(f". {token} . . .", visits=[1, 6]).standing().banner
        assert before is not None
        assert before.emergency

    @pytest.mark.parametrize("token", EMERGENCIES)
    def test_a_kept_emergency_says_what_to_do_if_it_happens_again(
        self, token: str, replay: Replayer
    ) -> None:
        banner = replay(f"{token} " + ". " * 40).standing().banner
        assert banner is not None
        assert banner.level is Level.NOW
        assert not banner.emergency
        assert not banner.text.startswith("Call")
        assert "If it happens again, call your local emergency number." in banner.text
        assert "Please contact a doctor today or tomorrow." in banner.text

    def test_hard_to_cope_is_answered_with_kindness(self, replay: Replayer) -> None:
        banner = replay(". . B . B . B " * 3 + "c").standing().banner
        assert banner is not None
        assert "talk to someone you trust or a doctor today" in banner.text
        assert "local emergency or crisis line" in banner.text

    def test_the_leading_rule_is_the_most_serious_one(self, replay: Replayer) -> None:
        banner = replay(DISTURBED + "W p p").standing().banner
        assert banner is not None
        assert list(banner.rules) == ["R11", "R04", "R10"]
        assert (banner.level, banner.since) == (Level.NOW, date(2026, 3, 16))
        assert banner.line == "since 16 March; a doctor's visit lets it go"
        assert banner.summary.startswith("You nodded off")
        assert "And 1 more on the Signs page." in banner.text
        assert "Do not drive until you have had advice" in banner.text

    def test_two_rules_are_both_spoken_in_full(self, replay: Replayer) -> None:
        banner = replay("p p d d d").standing().banner
        assert banner is not None
        assert list(banner.rules) == ["R08", "R10"]
        assert "You acted out dreams" in banner.text
        assert "Someone heard your breathing stop" in banner.text
        assert "Signs page" not in banner.text

    def test_an_emergency_leads_others_of_its_level(self, replay: Replayer) -> None:
        banner = replay("H .+bladder_bowel_or_saddle_change").standing().banner
        assert banner is not None
        assert list(banner.rules) == ["R16", "R08"]


class TestFindings:
    def test_they_come_most_serious_first(self, replay: Replayer) -> None:
        found = replay("p . W jd").standing().findings
        assert [(each.rule, each.level.word) for each in found] == [
            ("R11", "now"),
            ("R10", "watch"),
            ("R05", "info"),
            ("R08", "info"),
        ]

    def test_each_says_what_was_counted(self, replay: Replayer) -> None:
        found = replay(". J . - K . J").standing().findings[0]
        assert (found.rule, found.count, found.answered, found.window_days) == ("R04", 3, 6, 7)
        assert found.nights == (date(2026, 3, 3), date(2026, 3, 6), date(2026, 3, 8))
        assert found.text == (
            "Movement disturbed your sleep on 3 of 6 answered nights, 2 to 8 March."
        )
        assert found.threshold == (
            "movement that kept you from sleep or woke you on 3 or more nights in the last 7 "
            "days"
        )
        assert found.learn == "sleep-starts"
        assert "NHS" in found.source

    @pytest.mark.parametrize(
        ("parts", "rule", "answered"),
        [
            ({"movement": {"sleep_starts": "undisturbing"}}, "R05", 1),
            ({"movement": {"sleep_movement": "noticed"}}, "R06", 1),
            ({"movement": {"breathing": "snoring"}}, "R10", 1),
            ({"movement": {"awake": "jerk"}}, "R01", 1),
            ({"day": {"sleep_paralysis": True}}, "R12", 1),
            ({"day": {"sudden_weakness": "yes"}}, "R12", 1),
            ({"day": {"dozed_driving": True}}, "R11", 1),
        ],
        ids=str,
    )
    def test_a_day_is_answered_for_a_rule_by_one_of_its_fields(
        self, parts: dict[str, object], rule: str, answered: int
    ) -> None:
        # The day before answers nothing that the rule reads.
        other = {"date": "2026-03-01", "day": {"stress": 2}, "night": {"quality": 3}}
        entries = [
            msgspec.convert(plain, Entry) for plain in (other, {"date": "2026-03-02", **parts})
        ]
        found = assess(entries, None, FIRST).findings[0]
        assert (found.rule, found.count, found.answered) == (rule, 1, answered)

    @pytest.mark.parametrize(
        ("before", "answered"),
        [
            ({"caffeine": []}, 2),
            ({"alcohol": []}, 2),
            ({"stress": 2}, 1),
        ],
        ids=str,
    )
    def test_caffeine_is_counted_out_of_days_with_drinks_answered(
        self, before: dict[str, object], answered: int
    ) -> None:
        late = {"caffeine": [{"at": "22:00", "mg": 200}]}
        plain = [{"date": "2026-03-01", "day": before}, {"date": "2026-03-02", "day": late}]
        entries = [msgspec.convert(each, Entry) for each in plain]
        found = assess(entries, Profile(bedtime="23:00"), FIRST).findings[0]
        assert (found.rule, found.count, found.answered) == ("R17", 1, answered)

    @pytest.mark.parametrize(
        ("before", "answered"),
        [
            ("j", 2),
            ("K", 2),
        ],
    )
    def test_disturbed_nights_are_counted_out_of_nights_with_either_answer(
        self, before: str, answered: int, replay: Replayer
    ) -> None:
        found = next(
            each for each in replay(f"{before} J").standing().findings if each.rule == "R04"
        )
        assert found.answered == answered

    def test_a_late_jerk_counts_among_the_answered_days(self, replay: Replayer) -> None:
        found = replay("- T+late").standing().findings[0]
        assert (found.count, found.answered) == (1, 1)

    def test_no_text_names_a_disease_or_counts_on_guilt(self, replay: Replayer) -> None:
        named = re.compile(
            r"restless legs|periodic limb|narcolep|apnoea|epilep|REM |Parkinson|dementia|"
            r"stroke|insomnia|serotonin|myoclon|!",
            re.IGNORECASE,
        )
        for rule in RULES:
            assert not named.search(rule.title)
            for step in rule.steps:
                assert not named.search(step.says)
                assert not named.search(step.advice)
                assert not any(named.search(advice) for _, advice in step.known)
                assert "diagnos" not in step.says

    def test_every_emergency_says_so_and_only_those(self) -> None:
        emergencies = {
            (rule.id, step.level) for rule in RULES for step in rule.steps if step.emergency
        }
        assert emergencies == {(rule, Level.NOW) for rule in ("R03", "R09", "R15", "R16")}

    def test_every_rule_belongs_to_a_page(self) -> None:
        assert {rule.learn for rule in RULES} <= LEARN

    @pytest.mark.parametrize(
        ("token", "words"),
        [
            ("D", "pad sharp edges"),
            (".+convulsion", "do not drive, and do not bathe"),
            ("m . J J", "do not stop it yourself"),
            ("t+suspected_medicine", "do not stop it yourself"),
        ],
    )
    def test_advice_that_cannot_wait_is_in_the_banner(
        self, token: str, words: str, replay: Replayer
    ) -> None:
        banner = replay(token).standing().banner
        assert banner is not None
        assert words in banner.text

    def test_known_epilepsy_defers_to_the_plan_and_keeps_the_emergency_line(
        self, replay: Replayer
    ) -> None:
        profile = Profile(conditions=(Condition.EPILEPSY,))
        banner = replay(".+convulsion", profile=profile).standing().banner
        assert banner is not None
        assert "Follow the plan you have agreed with your doctor" in banner.text
        assert "do not bathe" not in banner.text
        assert banner.text.startswith("Call your local emergency number now.")

    @pytest.mark.parametrize("text", ["p p", ". ru . ru ru ru ru " * 4])
    def test_treated_breathing_is_mentioned_at_the_next_check(
        self, text: str, replay: Replayer
    ) -> None:
        profile = Profile(conditions=(Condition.SLEEP_APNOEA,))
        treated, other = (
            replay(text, profile=known).standing().banner for known in (profile, None)
        )
        assert treated is not None
        assert other is not None
        assert "whether the mask leaks" in treated.text
        assert "mask" not in other.text

    def test_sleeping_badly_for_weeks_names_the_treatment(self, replay: Replayer) -> None:
        found = replay(". . B . B . B " * 3).standing().findings[0]
        assert "CBT-I is the recommended first treatment" in found.text


class TestHeld:
    def test_a_watch_that_only_stands_says_until_when(self, replay: Replayer) -> None:
        said = replay(". . . J . J J . . . . . .").standing()
        assert [(kept.rule, kept.level) for kept in said.held] == [("R04", Level.WATCH)]
        assert said.held[0].clears.startswith("It goes on the first answered day from 22 March")

    def test_a_rule_is_not_held_while_its_answers_say_so(self, replay: Replayer) -> None:
        assert replay(DISTURBED).standing().held == ()

    def test_what_is_merely_told_goes_with_the_answers(self, replay: Replayer) -> None:
        told, watched = replay(". J").standing(), replay("J J J").standing()
        goes = "It goes when your answers no longer mention it."
        assert told.findings[0].clears == goes
        assert watched.findings[0].clears.startswith("It stays for at least 14 days")

    def test_now_names_the_visit_as_the_only_way(self, replay: Replayer) -> None:
        said = replay("W " + ". " * 30).standing()
        assert said.held[0].clears.startswith("A doctor's visit")
        assert "Without a visit" not in said.held[0].clears

    def test_soon_names_the_way_without_a_visit_too(self, replay: Replayer) -> None:
        clears = replay(DISTURBED + ". " * 9).standing().held[0].clears
        assert "Or without a visit: at most 1 in 7 of the answered nights" in clears
        assert "without" not in replay("t+stiffness " + ". " * 30).standing().held[0].clears
        assert (
            replay("j T " + ". " * 15)
            .standing()
            .held[0]
            .clears.endswith(
                "Or without a visit: none of the days had a jerk in the last 28 days (up to 42 "
                "until 16 of them are answered)."
            )
        )

    @pytest.mark.parametrize(("calm", "to_go"), [(19, "1 more{} lets"), (18, "2 more{}s let")])
    def test_one_more_answer_lets_it_go_and_two_let_it_go(
        self, calm: int, to_go: str, replay: Replayer
    ) -> None:
        banner = replay(DISTURBED + ". " * calm).standing().banner
        assert banner is not None
        (stage,) = banner.stages
        assert f"{to_go.format(' calm answer')} it go, on 4 April" in stage_words(stage)
        in_short = to_go.replace("{}s", "{}").format("")
        assert line_words(stage) == f"easing: {calm} calm nights, {in_short} it go"

    def test_silence_is_named_as_what_lets_nothing_go(self, replay: Replayer) -> None:
        for missing in (8, 7):
            # Seven calm nights would ease it.
            answers = "J " + ". " * (13 - missing)
            said = replay(DISTURBED + answers + "- " * missing).standing()
            assert said.held[0].stage is not None
            words = stage_words(said.held[0].stage)
            silence = "8 of the last 14 days have no answer to it; silence lets nothing go."
            assert words.endswith(silence) is (missing == 8)
            assert ("silence" in words) is (missing == 8)


class TestFolded:
    @staticmethod
    def _read(rule: str, day: int, level: Level = Level.SOON) -> Acknowledgement:
        return Acknowledgement(rule, level, FIRST + timedelta(days=day - 1))

    def test_a_banner_that_was_read_folds(self, replay: Replayer) -> None:
        said = replay(DISTURBED + ". .").standing()
        assert not is_folded(said, ())
        assert is_folded(said, [self._read("R04", 14)])
        assert is_folded(said, [self._read("R04", 16)])

    def test_no_banner_is_not_folded(self, replay: Replayer) -> None:
        assert not is_folded(replay(". .").standing(), [self._read("R04", 1)])

    def test_reading_it_before_it_rose_is_not_reading_it(self, replay: Replayer) -> None:
        assert not is_folded(replay(DISTURBED).standing(), [self._read("R04", 13)])

    def test_it_opens_if_the_level_rises(self, replay: Replayer) -> None:
        said = replay("D H").standing()
        assert not is_folded(said, [self._read("R08", 2)])
        assert is_folded(said, [self._read("R08", 2, Level.NOW)])
        assert not is_folded(said, [self._read("R08", 1, Level.NOW)])

    def test_it_opens_if_another_rule_joins(self, replay: Replayer) -> None:
        said = replay(DISTURBED + "p p").standing()
        assert not is_folded(said, [self._read("R04", 16)])
        assert is_folded(said, [self._read("R04", 16), self._read("R10", 16)])

    def test_it_opens_with_a_new_red_flag(self, replay: Replayer) -> None:
        read = [self._read("R11", 2, Level.NOW)]
        assert is_folded(replay("W . . .").standing(), read)
        assert not is_folded(replay("W . W .").standing(), read)

    @pytest.mark.parametrize(("day", "folded"), [(31, True), (32, False)])
    def test_it_opens_if_the_rule_is_reached_again_after_28_days(
        self, day: int, folded: bool, replay: Replayer
    ) -> None:
        said = replay("j T k T " + ". " * (day - 6) + "k T").standing()
        assert is_folded(said, [self._read("R01", 4, Level.NOW)]) is folded

    def test_one_that_is_known_stands_in_one_line_by_itself(self, replay: Replayer) -> None:
        told = replay(DISTURBED + ". . . . . .")
        assert [is_folded(told.standing(day), ()) for day in (14, 16, 17, 18)] == [
            *(False, False, True, True)
        ]

    def test_one_at_now_never_does(self, replay: Replayer) -> None:
        assert not is_folded(replay("W " + ". " * 30).standing(), ())

    def test_a_new_red_flag_opens_one_that_is_known(self, replay: Replayer) -> None:
        told = replay("t+stiffness . . . . . t+stiffness . . . .")
        assert [is_folded(told.standing(day), ()) for day in (5, 7, 9, 10)] == [
            *(True, False, False, True)
        ]

    def test_it_stays_folded_while_it_is_only_kept(self, replay: Replayer) -> None:
        said = replay(DISTURBED + "- " * 90).standing()
        assert is_folded(said, [self._read("R04", 15)])

    def test_the_latest_reading_counts(self, replay: Replayer) -> None:
        said = replay("D H").standing()
        read = [self._read("R08", 2, Level.NOW), self._read("R08", 1)]
        assert is_folded(said, read)


class TestDates:
    def test_ranges(self) -> None:
        assert range_words(date(2026, 11, 9), date(2026, 11, 22)) == "9 to 22 November"
        assert range_words(date(2026, 2, 20), date(2026, 3, 1)) == "20 February to 1 March"
        assert range_words(date(2026, 3, 1), date(2026, 3, 1)) == "1 March"
        assert (
            range_words(date(2026, 12, 24), date(2027, 1, 6))
            == "24 December 2026 to 6 January 2027"
        )

    def test_single_dates(self) -> None:
        march = [date(2026, 3, day) for day in (3, 9, 14, 20, 21)]
        assert dates_words(march[:1]) == "on 3 March"
        assert dates_words(march[:3]) == "on 3, 9 and 14 March"
        assert dates_words([date(2026, 2, 28), march[0]]) == "on 28 February and 3 March"
        assert dates_words(march) == "on 5 days, the latest 9, 14, 20 and 21 March"


def test_the_profile_alone_is_never_held_against_the_person(replay: Replayer) -> None:
    said = replay(". . .", profile=Profile(age=12)).standing()
    assert (said.level, said.findings, said.held) == (Level.NONE, (), ())
