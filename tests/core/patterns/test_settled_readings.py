"""How the rules read a diary where words alone could be read two ways."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import Day, Entry, Movement, Night, Profile
from coach.core.patterns import assess, standing, timeline
from coach.core.patterns.facts import Fact
from coach.core.patterns.gathering import gather

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coach.core.patterns.counting import Window
    from tests.core.patterns.conftest import Replayer

DIABETES = Profile(conditions=(Condition.DIABETES,))
USUAL = Profile(bedtime="23:00")


def gathered(entries: Sequence[Entry]) -> Window:
    """What the entries say, seen from the last of them."""
    first, last = entries[0].date, entries[-1].date
    return gather(entries, None, first, last).window((last - first).days)


class TestDays:
    def test_a_block_of_7_days_ends_on_the_day_and_slides_with_it(
        self, replay: Replayer
    ) -> None:
        told = replay(". . . . J . J . J . . . . . . .")
        assert told.rule("R04") == "....iiiiwwwiiii."

    def test_the_level_is_computed_for_unanswered_days_too(self, replay: Replayer) -> None:
        told = replay(". . . . J . J . J . - - - - - -")
        assert told.rule("R04") == "....iiiiwwwiiii."

    def test_a_day_reads_112_days_and_no_more(self, replay: Replayer) -> None:
        # With its first entry out of reach the diary has begun anew, so rates wait for day 14.
        two_weeks = "J J J J J J J J J J J J J"
        for missing, letter in ((98, "s"), (99, "w")):
            told = replay(". " + "- " * missing + two_weeks)
            assert told.rule("R04")[-1] == letter
            # The same of the day by itself.
            alone = assess(told.entries, told.profile, told.rows[-1].date)
            assert alone.level == told.rows[-1].level

    def test_days_before_a_run_state_nothing_in_it(
        self, diary: Callable[[str], tuple[Entry, ...]]
    ) -> None:
        entries = diary("T+coffee+brief .")
        first, last = entries[1].date, entries[1].date + timedelta(days=1)
        run, alone = (gather(some, USUAL, first, last) for some in (entries, entries[1:]))
        assert (run.numbers, run.sleep_min) == (alone.numbers, alone.sleep_min)

    @pytest.mark.parametrize(("day", "letter"), [(13, "w"), (14, "s")])
    def test_rates_reach_no_more_than_watch_before_day_14(
        self, day: int, letter: str, replay: Replayer
    ) -> None:
        said = replay("J . J . J . J J J J J J J J J").rule("R04")
        assert said[day - 1] == letter

    def test_a_drink_on_its_own_makes_day_1_too(self, replay: Replayer, diary: object) -> None:
        text = "J . J . J . J J J J J J J"
        told = replay(". " + text, change=_only_drinks_on_day_1)
        assert told.rule("R04")[-1] == "s"


def _only_drinks_on_day_1(entry: Entry) -> Entry:
    if entry.date != date(2026, 3, 2) or entry.day is None:
        return entry
    drinks = msgspec.structs.replace(entry.day, **dict.fromkeys(_OF_THE_DAY))
    return msgspec.structs.replace(entry, night=None, movement=None, day=drinks)


_OF_THE_DAY = (
    "stress",
    "sleepiness",
    "dozed_driving",
    "sudden_weakness",
    "sleep_paralysis",
    "new_medicine",
    "hard_to_cope",
)


class TestFewAnswers:
    """No allowance of any kind is made for weeks with few answers."""

    @pytest.mark.parametrize("week", ["J - . - . - J", "J - - - . - J", "J . . . . . J"])
    def test_two_nights_in_seven_are_never_three(self, week: str, replay: Replayer) -> None:
        assert replay(week).rule("R04")[-1] == "i"

    def test_nor_are_two_bad_nights_or_two_kicks(self, replay: Replayer) -> None:
        assert replay("B - . - . - B").rule("R13")[-1] == "."
        assert replay("ku - . - . - ku", profile=DIABETES).rule("R06")[-1] == "i"

    def test_legs_and_breathing_are_counted_raw(self, replay: Replayer) -> None:
        assert replay("l - . - . - . " * 2).rule("R07")[-1] == "."
        assert replay("ru - . - . - ru " * 2).rule("R10")[-1] == "i"

    def test_the_daytime_part_of_kicks_needs_four_answers_in_each_week(
        self, replay: Replayer
    ) -> None:
        assert replay("ku - ku - - - ku", profile=DIABETES).rule("R06")[-1] == "i"
        assert replay("ku - ku - . - ku", profile=DIABETES).rule("R06")[-1] == "w"

    def test_a_share_is_of_the_answered_nights(self, replay: Replayer) -> None:
        assert replay("J . . J . J . . J . . J . J").rule("R04")[-1] == "w"
        assert replay("J - - J . J - - J . . J - J").rule("R04")[-1] == "s"


class TestRate:
    """RATE(disturbed 14, 6, 2/3, 10): each of its conditions, and what it lacks without it."""

    FULL = "J J J J J J J J . . . J . J"

    def test_it_takes_the_share(self, replay: Replayer) -> None:
        assert replay(self.FULL).rule("R04")[-1] == "s"
        assert replay("J J J J J J J . . . . J . J").rule("R04")[-1] == "i"

    def test_it_takes_so_many_days(self, replay: Replayer) -> None:
        assert replay("J - - - J - J - J - - J - J").rule("R04")[-1] == "s"
        assert replay("J - - - J - J - J - - - - J").rule("R04")[-1] == "i"

    def test_it_takes_days_far_enough_apart(self, replay: Replayer) -> None:
        # The first and the last of them 10 days apart, then 9.
        assert replay(". - - - J J J - - J - - - J J").rule("R04")[-1] == "s"
        assert replay(". - - - - J J J - J - - - J J").rule("R04")[-1] == "w"

    def test_it_takes_two_days_in_the_last_week(self, replay: Replayer) -> None:
        assert replay("J J J J J - J - - - - - J J").rule("R04")[-1] == "s"
        assert replay("J J J J J J J - - - - - - J").rule("R04")[-1] == "i"

    def test_it_takes_an_answer_on_the_day_a_calm_one_will_do(self, replay: Replayer) -> None:
        reached = "J J J J J J J J J J J - "
        assert replay(reached + "- -").rule("R04")[-1] == "w"
        assert replay(reached + "- .").rule("R04")[-1] == "s"

    def test_it_takes_five_unexplained_nights(self, replay: Replayer) -> None:
        # A hard day explains the night after it, and that of the first day itself.
        five = "J+stress " * 4 + "J J J J . . . J . J"
        four = "J+stress " * 5 + "J J J . . . J . J"
        assert replay(five).rule("R04")[-1] == "s"
        assert replay(four).rule("R04")[-1] == "w"


class TestAnswered:
    def test_unknown_is_no_answer(self, replay: Replayer) -> None:
        def alone(entry: Entry) -> Entry:
            movement = msgspec.convert({"sleep_movement": "unknown"}, Movement)
            return msgspec.structs.replace(entry, movement=movement)

        told = replay(". . . . . . J J . . . . . .")
        assert told.standing(8).findings[0].answered == 7
        assert replay(". . .", change=alone).standing().findings == ()

    def test_latency_alone_does_not_answer_bad_nights_unless_it_is_over_its_limit(
        self, replay: Replayer
    ) -> None:
        def latency_only(entry: Entry) -> Entry:
            if entry.night is None:
                return entry
            night = Night(sleep_latency_min=entry.night.sleep_latency_min)
            return msgspec.structs.replace(entry, night=night)

        told = replay(". . . . . . .", change=latency_only)
        assert gathered(told.entries).count(Fact.BAD_NIGHT_ANSWERED, 7) == 0
        over = replay("B B B . . . .", change=latency_only)
        assert over.rule("R13")[-1] == "i"
        assert gathered(over.entries).count(Fact.BAD_NIGHT_ANSWERED, 7) == 3

    @pytest.mark.parametrize(
        ("part", "field", "value"),
        [
            ("night", "rested", 3),
            ("night", "sleep_latency_min", 10),
            ("night", "awake_min", 10),
            ("night", "woke_early_min", 0),
            ("movement", "sleep_starts", "none"),
            ("movement", "sleep_movement", "none"),
            ("movement", "dream_enactment", "none"),
            ("movement", "leg_urge", "none"),
            ("movement", "breathing", "none"),
            ("movement", "awake", "none"),
            ("movement", "signs", []),
            ("day", "sleepiness", "none"),
            ("day", "dozed_driving", False),
            ("day", "sudden_weakness", "none"),
            ("day", "sleep_paralysis", False),
            ("day", "morning_headache", False),
            ("day", "hard_to_cope", False),
            ("day", "new_medicine", False),
        ],
    )
    def test_one_such_answer_makes_a_day_answered_for_clearing(
        self, part: str, field: str, value: object, replay: Replayer
    ) -> None:
        assert self._falls(replay, {part: {field: value}})

    @pytest.mark.parametrize(
        "parts",
        [
            {},
            {"notes": "nothing"},
            {"night": {"quality": 3, "in_bed_at": "22:00", "awakenings": 0}},
            {"night": {"rested": 3, "measured": True}},
            {"movement": {"sleep_movement": "unknown", "dream_enactment": "unknown"}},
            {"movement": {"breathing": "unknown", "witness": "self"}},
            {"movement": {"falling_feeling": False, "triggers": []}},
            {"partner": {"breathing": "unknown", "note": "away"}},
            {"events": [{"at": "15:20", "kind": "other"}]},
            {"device": {"rested": 3}, "night": {"quality": 3, "did_not_sleep": True}},
            {"day": {"stress": 1, "anxiety": 1, "fatigue": 1, "nap_min": 0}},
            {"day": {"caffeine": [], "alcohol": [], "context": ["deadline"]}},
        ],
        ids=str,
    )
    def test_nothing_else_does(self, parts: dict[str, object], replay: Replayer) -> None:
        assert not self._falls(replay, parts)

    def test_and_a_late_answer_does_not(self, replay: Replayer) -> None:
        told = replay("T " + ". " * 13 + "- - .+late .")
        assert told.level == "w" * 14 + "...."
        assert told.shown == "w" * 17 + "."

    @staticmethod
    def _falls(replay: Replayer, parts: dict[str, object]) -> bool:
        """Whether a watch that has stood long enough falls on a day with such answers."""

        def last_day(entry: Entry) -> Entry:
            if entry.date != date(2026, 3, 22):
                return entry
            return msgspec.convert({"date": "2026-03-22"} | parts, Entry)

        told = replay("T " + "- " * 19 + ".", change=last_day)
        assert told.shown[-2] == "w"
        return told.shown[-1] != "w"


class TestLate:
    def test_a_day_counts_if_answered_within_48_hours_of_its_end(
        self, replay: Replayer
    ) -> None:
        assert replay("J J .  J+in_time").rule("R04")[-1] == "w"
        assert replay("J . . . J J+late").rule("R04")[-1] == "i"

    def test_the_end_of_the_day_is_where_the_person_was(self) -> None:
        # 04:00 in Auckland comes half a day before 04:00 in London.
        first = datetime(2026, 3, 5, 3, 30, tzinfo=UTC)
        there = msgspec.convert(
            {
                "date": "2026-03-02",
                "tz": "Pacific/Auckland",
                "first_recorded_at": first.isoformat(),
                "movement": {"sleep_starts": "disturbing"},
            },
            Entry,
        )
        here = msgspec.structs.replace(there, tz="Europe/London")
        assert not assess([there], None, there.date).findings
        assert assess([here], None, here.date).findings

    def test_the_end_of_the_day_follows_the_profile(self) -> None:
        entry = msgspec.convert(
            {
                "date": "2026-03-02",
                "tz": "Europe/London",
                "first_recorded_at": "2026-03-05T05:30:00+00:00",
                "movement": {"sleep_starts": "disturbing"},
            },
            Entry,
        )
        assert not assess([entry], None, entry.date).findings
        assert assess([entry], Profile(day_starts_at="06:00"), entry.date).findings

    def test_correcting_an_old_day_does_not_make_it_late(self) -> None:
        entry = msgspec.convert(
            {
                "date": "2026-03-02",
                "recorded_at": "2026-09-05T05:30:00+00:00",
                "first_recorded_at": "2026-03-02T21:30:00+00:00",
                "movement": {"sleep_starts": "disturbing"},
            },
            Entry,
        )
        assert assess([entry], None, entry.date).findings

    @pytest.mark.parametrize(
        ("token", "rule", "letter"),
        [
            ("T+late", "R01", "w"),
            ("t+weakness+late", "R03", "N"),
            (".+stiffness+late", "R03", "s"),
            (".+several_places+late", "R03", "w"),
            (".+sudden_face_arm_speech_change+late", "R03", "N"),
            ("D+late", "R08", "s"),
            ("H+late", "R08", "N"),
            (".+convulsion+late", "R09", "N"),
            (".+one_weak_seizure_sign+late", "R09", "w"),
            ("W+late", "R11", "N"),
            ("X+late", "R12", "N"),
            (".+bladder_bowel_or_saddle_change+late", "R16", "N"),
            ("mj+two_toxicity_signs", "R15", "N"),
        ],
    )
    def test_red_flags_and_their_kin_count_however_late(
        self, token: str, rule: str, letter: str, replay: Replayer
    ) -> None:
        assert replay(f". {token}").rule(rule)[-1] == letter

    @pytest.mark.parametrize(
        ("token", "rule"),
        [
            ("j+late", "R05"),
            ("k+late", "R06"),
            ("d+late", "R08"),
            ("r+late", "R10"),
            ("p+late", "R10"),
            ("x+late", "R12"),
            ("y+late", "R12"),
            (".+espresso+late", "R17"),
        ],
    )
    def test_nothing_else_does(self, token: str, rule: str, replay: Replayer) -> None:
        assert replay(f". {token}").rule(rule)[-1] == "."

    def test_a_late_night_is_a_movement_night_beside_a_jerk_and_no_more(
        self, replay: Replayer
    ) -> None:
        told = replay("J+late . T")
        assert told.rule("R01")[-1] == "s"
        assert told.rule("R04")[-1] == "."

    def test_a_late_jerk_is_no_twitch(self, replay: Replayer) -> None:
        assert replay("T+late t t t").rule("R02")[-1] == "."
        assert replay("T t t t").rule("R02")[-1] == "w"

    def test_what_was_told_late_breaks_no_calm_after_a_medicine(self) -> None:
        urges = ("urge", "urge", "none", "none", "none")
        plain: list[dict[str, object]] = [{"date": "2026-03-02", "day": {"new_medicine": True}}]
        plain += [
            {"date": f"2026-03-0{number}", "movement": {"leg_urge": urge}}
            for number, urge in enumerate(urges, 3)
        ]
        late: dict[str, object] = {
            "date": "2026-03-08",
            "first_recorded_at": "2026-03-20T08:00:00Z",
            "movement": {"awake": "jerk", "dream_enactment": "injury"},
        }
        entries = msgspec.convert([*plain, late], list[Entry])
        banner = standing(entries, (), None, date(2026, 3, 9)).banner
        assert banner is not None
        told = {stage.rule: stage.calm_days for stage in banner.stages}
        assert told["R15"] == 3

    def test_the_day_ended_where_the_entry_says_that_it_begins(self) -> None:
        entry = msgspec.convert(
            {
                "date": "2026-03-02",
                "tz": "Europe/London",
                "day_starts_at": "06:00",
                "first_recorded_at": "2026-03-05T05:30:00+00:00",
                "movement": {"sleep_starts": "disturbing"},
            },
            Entry,
        )
        assert assess([entry], Profile(day_starts_at="03:00"), entry.date).findings
        earlier = msgspec.structs.replace(entry, day_starts_at="05:00")
        assert not assess([earlier], Profile(day_starts_at="06:00"), entry.date).findings

    def test_a_late_new_medicine_starts_its_clock(self, replay: Replayer) -> None:
        assert replay("m+late . J J").rule("R15")[-1] == "s"


class TestRedFlags:
    @pytest.mark.parametrize(
        ("token", "rule", "letter"),
        [
            ("t+weakness", "R03", "N"),
            (".+stiffness", "R03", "s"),
            (".+suspected_medicine", "R03", "s"),
            (".+sudden_face_arm_speech_change", "R03", "N"),
            ("D", "R08", "s"),
            ("H", "R08", "N"),
            (".+convulsion", "R09", "N"),
            ("W", "R11", "N"),
            ("X", "R12", "N"),
            ("mt+two_toxicity_signs", "R15", "N"),
            (".+bladder_bowel_or_saddle_change", "R16", "N"),
        ],
    )
    @pytest.mark.parametrize("tag", ["", "+travel", "+shift+illness+caring+cutting_caffeine"])
    def test_they_show_on_day_1_under_any_tag_and_for_28_days(
        self, token: str, rule: str, letter: str, tag: str, replay: Replayer
    ) -> None:
        told = replay(token + tag + " ." * 30)
        assert told.rule(rule)[:28] == letter * 28
        assert told.rule(rule)[28] != letter
        assert told.shown[0] == letter

    def test_signs_alone_suffice_whatever_was_said_of_movement_by_day(
        self, replay: Replayer
    ) -> None:
        def unasked(entry: Entry) -> Entry:
            movement = msgspec.structs.replace(entry.movement or Movement(), awake=None)
            return msgspec.structs.replace(entry, movement=movement)

        assert replay(".+weakness").rule("R03") == "N"
        assert replay(".+weakness", change=unasked).rule("R03") == "N"

    def test_the_signs_of_the_spine_need_no_tumour(self, replay: Replayer) -> None:
        assert replay(".+bladder_bowel_or_saddle_change").rule("R16") == "N"
        assert replay("J J J").rule("R16") == "..."


class TestTags:
    @pytest.mark.parametrize("tag", ["caring", "travel", "illness", "shift"])
    def test_an_exempt_night_is_missing_for_bad_nights(
        self, tag: str, replay: Replayer
    ) -> None:
        assert replay(f"B B B+{tag} . . . .").rule("R13")[-1] == "."
        assert replay("B B B+deadline . . . .").rule("R13")[-1] == "i"

    def test_an_exempt_night_is_not_answered_for_bad_nights(self, replay: Replayer) -> None:
        told = replay("B B .+travel .+travel B+shift . .")
        assert gathered(told.entries).count(Fact.BAD_NIGHT_ANSWERED, 7) == 4

    @pytest.mark.parametrize("tag", ["caring", "travel", "illness", "shift"])
    def test_an_exempt_night_is_explained_for_disturbed_sleep(
        self, tag: str, replay: Replayer
    ) -> None:
        text = f"J+{tag} " * 6 + "J J . . . J . J"
        assert replay(text).rule("R04")[-1] == "w"
        assert replay(text.replace(tag, "deadline")).rule("R04")[-1] == "s"

    def test_but_four_weeks_and_a_risk_condition_still_count_it(self, replay: Replayer) -> None:
        week = ". J+caring . J+caring . . J+caring "
        seven, eight = week * 2 + ". J+caring", week * 2 + ". J+caring . J+caring"
        assert replay(seven).rule("R04")[-1] == "w"
        assert replay(seven, profile=DIABETES).rule("R04")[-1] == "s"
        assert replay(eight).rule("R04")[-1] == "s"

    def test_kicks_and_legs_count_it(self, replay: Replayer) -> None:
        week = ". ku kul+travel kul+travel ku+travel . kul+travel "
        told = replay(week * 5)
        assert told.rule("R06")[-1] == "s"
        assert told.rule("R07")[-1] == "s"

    def test_the_tag_acts_on_the_night_of_its_own_date_only(self, replay: Replayer) -> None:
        assert replay("B B .+travel B . . .").rule("R13")[-1] == "i"

    def test_sleepiness_reaches_soon_only_if_it_would_without_the_tagged_days(
        self, replay: Replayer
    ) -> None:
        assert replay(". . . . S . S").rule("R11")[-1] == "s"
        assert replay(". . . . S+caring . S").rule("R11")[-1] == "w"
        assert replay(". . . S S+caring . S").rule("R11")[-1] == "s"
        week = ". s . s . s s "
        assert replay(week * 4).rule("R11")[-1] == "s"
        tagged = "s+shift "
        assert replay((week * 4)[:-2] + tagged).rule("R11")[-1] == "w"
        assert replay(week.replace("s", "s+shift", 2) * 4).rule("R11")[-1] == "w"

    def test_driving_overrides_every_tag(self, replay: Replayer) -> None:
        assert replay("W+shift+cutting_caffeine").rule("R11") == "N"


class TestExplained:
    @staticmethod
    def _two_weeks(before: str, night: str) -> str:
        """Seven nights of fourteen days, three of them after such a day."""
        pair = f"{before} {night} "
        return f". - J {pair}- J {pair}- J {pair}- J"

    @pytest.mark.parametrize(
        "before",
        [".+stress", ".+coffee", ".+espresso", ".+run", ".+brief"],
    )
    def test_the_day_before_explains_a_night(self, before: str, replay: Replayer) -> None:
        assert replay(self._two_weeks(before, "J")).rule("R04")[-1] == "w"
        assert replay(self._two_weeks(".", "J")).rule("R04")[-1] == "s"

    @pytest.mark.parametrize(("ended_at", "letter"), [("22:00", "w"), ("21:59", "s")])
    def test_hard_exercise_explains_it_up_to_an_hour_before_bed(
        self, ended_at: str, letter: str, replay: Replayer
    ) -> None:
        def ran(entry: Entry) -> Entry:
            if entry.day is None or entry.day.exercise is None:
                return entry
            exercise = msgspec.structs.replace(entry.day.exercise, ended_at=ended_at)
            day = msgspec.structs.replace(entry.day, exercise=exercise)
            return msgspec.structs.replace(entry, day=day)

        text = self._two_weeks(".+run", "J")
        assert replay(text, change=ran).rule("R04")[-1] == letter

    @pytest.mark.parametrize(
        "night", ["J+stress", "J+coffee", "J+espresso", "J+run", "J+brief"]
    )
    def test_the_same_date_does_not_where_the_day_before_was_answered(
        self, night: str, replay: Replayer
    ) -> None:
        assert replay(self._two_weeks(".", night)).rule("R04")[-1] == "s"

    @pytest.mark.parametrize("night", ["J+stress", "J+coffee"])
    @pytest.mark.parametrize("before", ["-", ".+late"])
    def test_the_same_date_does_where_the_day_before_was_not_answered(
        self, night: str, before: str, replay: Replayer
    ) -> None:
        assert replay(self._two_weeks(before, night)).rule("R04")[-1] == "w"

    @pytest.mark.parametrize("night", ["J+espresso", "J+run"])
    def test_what_came_after_its_bedtime_never_explains_a_night(
        self, night: str, replay: Replayer
    ) -> None:
        assert replay(self._two_weeks("-", night)).rule("R04")[-1] == "s"

    def test_drinks_of_its_own_date_do_where_bedtime_came_after_them(
        self, replay: Replayer
    ) -> None:
        def up_late(entry: Entry) -> Entry:
            drinks = [{"at": "04:10", "mg": 100}]
            if entry.date.day % 4 != 2 or entry.date.day < 6:
                return entry
            plain = {"night": {"in_bed_at": "05:00", "final_wake_at": "11:00"}}
            day = {"day": {"caffeine": drinks}}
            return msgspec.convert(msgspec.to_builtins(entry) | plain | day, Entry)

        text = self._two_weeks("-", "J")
        assert replay(text, change=up_late).rule("R04")[-1] == "w"

    def test_drinks_of_three_days_before_its_date_are_reckoned_and_no_more(
        self, replay: Replayer
    ) -> None:
        slow = Profile(bedtime="23:00", caffeine_half_life_h=16)

        def strong(days: int) -> Callable[[Entry], Entry]:
            def drank(entry: Entry) -> Entry:
                if entry.date != date(2026, 3, 5) - timedelta(days=days):
                    return entry
                day = {"day": {"caffeine": [{"at": "22:00", "mg": 1900}]}}
                return msgspec.convert({"date": entry.date.isoformat()} | day, Entry)

            return drank

        text = ". . . J - J+stress - J+stress - J - J - J - J"
        assert replay(text, change=strong(3), profile=slow).rule("R04")[-1] == "w"
        assert replay(". " + text, change=strong(3), profile=slow).rule("R04")[-1] == "s"

    def test_without_any_bedtime_nothing_is_left_at_it(self, replay: Replayer) -> None:
        def unasked(entry: Entry) -> Entry:
            return msgspec.structs.replace(entry, night=None)

        text = self._two_weeks(".+espresso", "J")
        assert replay(text, change=unasked).rule("R04")[-1] == "w"
        assert replay(text, change=unasked, profile=None).rule("R04")[-1] == "s"

    def test_the_bedtime_meant_for_the_evening_goes_before_the_usual_one(
        self, replay: Replayer
    ) -> None:
        def later(entry: Entry) -> Entry:
            day = msgspec.structs.replace(entry.day or Day(), bedtime="03:30")
            return msgspec.structs.replace(entry, day=day, night=None)

        text = self._two_weeks(".+espresso", "J")
        assert replay(text, change=later).rule("R04")[-1] == "s"

    def test_not_answered_means_that_the_entry_has_no_day(self, replay: Replayer) -> None:
        def no_day(entry: Entry) -> Entry:
            calm = entry.movement is not None and entry.movement.sleep_starts == "none"
            return msgspec.structs.replace(entry, day=None) if calm else entry

        text = self._two_weeks(".", "J+stress")
        assert replay(text, change=no_day).rule("R04")[-1] == "w"

    def test_short_sleep_is_the_night_of_the_day_before(self, replay: Replayer) -> None:
        def no_day(entry: Entry) -> Entry:
            return msgspec.structs.replace(entry, day=None)

        text = self._two_weeks(".+brief", "J")
        assert replay(text, change=no_day).rule("R04")[-1] == "w"

    def test_high_fatigue_anxiety_noise_light_and_dreams_explain_nothing(
        self, replay: Replayer
    ) -> None:
        def hard(entry: Entry) -> Entry:
            return msgspec.convert(
                msgspec.to_builtins(entry)
                | {"day": {"stress": 3, "fatigue": 5, "anxiety": 5}}
                | {
                    "movement": {
                        "sleep_starts": "disturbing",
                        "triggers": ["noise", "light", "dream"],
                    }
                },
                Entry,
            )

        assert replay(". " * 14, change=hard).rule("R04")[-1] == "s"

    def test_the_first_day_of_the_diary_explains_the_second_night(
        self, replay: Replayer
    ) -> None:
        rest = " J - J - J - J - J - J+stress - J+stress"
        assert replay(".+brief" + rest).rule("R04")[-1] == "w"
        assert replay("." + rest).rule("R04")[-1] == "s"

    def test_the_first_night_of_the_diary_is_explained_by_its_own_date(
        self, replay: Replayer
    ) -> None:
        rest = " - J - J - J - J - J+stress - - J+stress"
        assert replay("J+stress" + rest).rule("R04")[-1] == "w"
        assert replay("J" + rest).rule("R04")[-1] == "s"


class TestRiskConditions:
    @pytest.mark.parametrize(
        "profile",
        [
            *(
                Profile(conditions=(condition,))
                for condition in Condition
                if condition is not Condition.EPILEPSY
            ),
            Profile(pregnant_trimester=1),
            Profile(medicines=(Medicine.ANTIDEPRESSANT,)),
        ],
        ids=str,
    )
    def test_each_of_eight_shortens_the_time_for_disturbed_sleep(
        self, profile: Profile, replay: Replayer
    ) -> None:
        hard = ".+stress J+stress .+stress J+stress .+stress .+stress J+stress "
        seven = hard * 2 + ".+stress J+stress"
        assert replay(seven, profile=profile).rule("R04")[-1] == "s"
        assert replay(". " * 14, profile=profile).level == "." * 14

    @pytest.mark.parametrize(
        "profile",
        [
            Profile(conditions=(Condition.EPILEPSY,)),
            Profile(medicines=(Medicine.ANTIHISTAMINE, Medicine.OTHER)),
            Profile(age=80, smokes=True, oral_contraceptive=True),
        ],
        ids=str,
    )
    def test_nothing_else_does(self, profile: Profile, replay: Replayer) -> None:
        hard = ".+stress J+stress .+stress J+stress .+stress .+stress J+stress "
        seven = hard * 2 + ".+stress J+stress"
        assert replay(seven, profile=profile).rule("R04")[-1] == "w"

    @pytest.mark.parametrize("condition", list(Condition))
    def test_kicks_read_the_six_of_the_article(
        self, condition: Condition, replay: Replayer
    ) -> None:
        text = ". ku . ku ku . ku " * 2
        told = replay(text, profile=Profile(conditions=(condition,)))
        assert told.rule("R06")[-1] == ("w" if condition is Condition.EPILEPSY else "s")

    def test_kicks_read_neither_pregnancy_nor_medicines(self, replay: Replayer) -> None:
        profile = Profile(pregnant_trimester=3, medicines=(Medicine.ANTIDEPRESSANT,))
        assert replay(". ku . ku ku . ku " * 2, profile=profile).rule("R06")[-1] == "w"

    @pytest.mark.parametrize(
        ("profile", "letter"),
        [
            (Profile(conditions=(Condition.ANAEMIA,)), "s"),
            (Profile(conditions=(Condition.KIDNEY_DISEASE,)), "s"),
            (DIABETES, "s"),
            (Profile(pregnant_trimester=1), "s"),
            (Profile(medicines=(Medicine.ANTIDEPRESSANT,)), "s"),
            (Profile(conditions=(Condition.SLEEP_APNOEA, Condition.NARCOLEPSY)), "w"),
            (Profile(medicines=(Medicine.ANTIHISTAMINE,)), "w"),
        ],
    )
    def test_restless_legs_read_their_own_five(
        self, profile: Profile, letter: str, replay: Replayer
    ) -> None:
        text = "l . l . l . . l . l . l . . l"
        assert replay(text, profile=profile).rule("R07")[-1] == letter

    @pytest.mark.parametrize(
        ("profile", "letter"),
        [
            (Profile(age=50), "s"),
            (Profile(age=49), "w"),
            (Profile(conditions=(Condition.NARCOLEPSY,)), "s"),
            (Profile(medicines=(Medicine.ANTIDEPRESSANT,)), "s"),
            (DIABETES, "w"),
            (Profile(), "w"),
        ],
    )
    def test_acting_out_dreams_reads_age_narcolepsy_and_antidepressants(
        self, profile: Profile, letter: str, replay: Replayer
    ) -> None:
        assert replay("d . d", profile=profile).rule("R08")[-1] == letter


class TestSingleRules:
    def test_r01_counts_any_start_or_movement_as_a_movement_night(
        self, replay: Replayer
    ) -> None:
        for letter in "jJkK":
            assert replay(f"{letter} . T").rule("R01")[-1] == "s"
        for letter in "dlrt":
            assert replay(f"{letter} . T").rule("R01")[-1] == "w"

    def test_r01_looks_14_days_back(self, replay: Replayer) -> None:
        assert replay("j " + ". " * 12 + "T").rule("R01")[-1] == "s"
        assert replay("j " + ". " * 13 + "T").rule("R01")[-1] == "w"

    def test_r02_stretch_has_no_fourth_answered_clear_day_in_a_row(
        self, replay: Replayer
    ) -> None:
        assert replay("t t t t t . . . t t t t t t t t").rule("R02")[-1] == "s"
        assert "s" not in replay("t t t t t . . . . t t t t t t t").rule("R02")

    def test_r02_leaves_unanswered_days_out_of_a_pause(self, replay: Replayer) -> None:
        assert replay("t t t t t . - . - . t t t t t t t").rule("R02")[-1] == "s"
        assert "s" not in replay("t t t t t . - . - . . t t t t t t t").rule("R02")
        assert replay("t t t t t - . . . t t t t t t").rule("R02")[-1] == "s"
        assert replay("t t t t t . . . - t t t t t t").rule("R02")[-1] == "s"

    def test_r02_stretches_are_date_differences(self, replay: Replayer) -> None:
        assert replay("t t t t t t t t t t t t t t t").rule("R02")[-2:] == "ws"

    def test_r02_is_not_held_up_by_an_older_twitch_before_the_stretch(
        self, replay: Replayer
    ) -> None:
        assert replay("t . . . . . t t t t t t t t t t t t t t t").rule("R02")[-1] == "s"

    def test_r02_begins_and_ends_its_stretch_on_a_twitch_and_may_have_ended(
        self, replay: Replayer
    ) -> None:
        told = replay("t " * 15 + ". . . . . . .")
        assert told.rule("R02")[14:21] == "s" * 6 + "i".replace("i", ".")

    def test_r02_takes_eight_twitches_on_three_quarters_of_its_answered_days(
        self, replay: Replayer
    ) -> None:
        assert replay("t - t - t - t - t - t - - t t").rule("R02")[-1] == "s"
        assert "s" not in replay("t - t - t - t - t - t - - - t").rule("R02")
        assert replay("t . t - t . t - t t t . t t t").rule("R02")[-1] == "s"
        assert "s" not in replay("t . t . t . t - t t t . t t t").rule("R02")

    def test_r02_is_still_going_on_and_answered(self, replay: Replayer) -> None:
        assert replay("t " * 15 + "-").rule("R02")[-1] == "w"
        assert replay("t " * 15 + "- - - - .").rule("R02")[-1] == "s"
        assert "s" not in replay("t " * 15 + "- - - - - - .").rule("R02")[15:]

    def test_r05_reads_the_last_7_nights(self, replay: Replayer) -> None:
        assert replay("j . . . . . . .").rule("R05") == "iiiiiii."

    def test_r05_tells_how_many_nights_answered_about_starts(self, replay: Replayer) -> None:
        def unasked(entry: Entry) -> Entry:
            if entry.date > FIRST_DAY or entry.movement is None:
                return entry
            movement = msgspec.structs.replace(entry.movement, sleep_starts=None)
            return msgspec.structs.replace(entry, movement=movement)

        found = replay(". j . . .", change=unasked).standing().findings
        assert [(f.rule, f.count, f.answered) for f in found] == [("R05", 1, 4)]

    def test_r06_counts_kicks_and_poor_days_separately(self, replay: Replayer) -> None:
        week = "k u k s ku u k "
        assert replay(week * 3, profile=DIABETES).rule("R06")[-1] == "s"
        apart = "k . k . k . . u . s . u . ."
        assert replay(apart, profile=DIABETES).rule("R06")[-1] == "."

    def test_r06_asks_for_todays_answer_to_both(self, replay: Replayer) -> None:
        week = ". ku . ku ku ku ku "
        assert replay(week * 4).rule("R06")[-1] == "s"

        def on_the_last_day(**parts: object) -> Callable[[Entry], Entry]:
            def change(entry: Entry) -> Entry:
                last = entry.date == date(2026, 3, 29)
                return msgspec.structs.replace(entry, **parts) if last else entry

            return change

        no_kicks = on_the_last_day(movement=None)
        no_day = on_the_last_day(night=None, day=None)
        assert replay(week * 4, change=no_kicks).rule("R06")[-1] == "w"
        assert replay(week * 4, change=no_day).rule("R06")[-1] == "w"

    @pytest.mark.parametrize("week", [". k . ku ku k ku ", ". ku . u ku . u "])
    def test_r06_asks_for_a_share_of_both(self, week: str, replay: Replayer) -> None:
        assert "s" not in replay(week * 4).rule("R06")

    @pytest.mark.parametrize("week", [". r . ru ru r ru ", ". ru . u ru . u "])
    def test_r10_asks_for_a_share_of_both(self, week: str, replay: Replayer) -> None:
        assert "s" not in replay(week * 4).rule("R10")

    def test_r10_asks_for_fewer_tired_days_beside_a_pause(self, replay: Replayer) -> None:
        week = ". r . ru ru r ru "
        assert replay(week * 3 + ". p . ru ru r ru").rule("R10")[-1] == "s"

    @pytest.mark.parametrize(
        "poor", [{"night": {"rested": 2}}, {"day": {"sleepiness": "sleepy"}}], ids=str
    )
    def test_one_answer_by_day_is_enough_to_tell_a_poor_day(
        self, poor: dict[str, object], replay: Replayer
    ) -> None:
        def brief(entry: Entry) -> Entry:
            kicks = {"movement": {"sleep_movement": "noticed"}}
            return msgspec.convert({"date": entry.date.isoformat(), **kicks, **poor}, Entry)

        assert replay(". . - . - . -", change=brief, profile=DIABETES).rule("R06")[-1] == "w"

    @pytest.mark.parametrize(("rested", "letter"), [(2, "w"), (3, "i")])
    def test_a_poor_day_begins_with_being_rested_2_at_most(
        self, rested: int, letter: str, replay: Replayer
    ) -> None:
        def woke(entry: Entry) -> Entry:
            parts = {"movement": {"sleep_movement": "noticed"}, "night": {"rested": rested}}
            return msgspec.convert({"date": entry.date.isoformat(), **parts}, Entry)

        assert replay(". . - . - . -", change=woke, profile=DIABETES).rule("R06")[-1] == letter

    @pytest.mark.parametrize(
        "tired",
        [
            {"night": {"rested": 2}},
            {"day": {"sleepiness": "sleepy"}},
            {"day": {"morning_headache": True}},
        ],
        ids=str,
    )
    def test_one_answer_by_day_is_enough_to_tell_a_tired_day(
        self, tired: dict[str, object], replay: Replayer
    ) -> None:
        def brief(entry: Entry) -> Entry:
            snoring = {"movement": {"breathing": "snoring"}}
            return msgspec.convert({"date": entry.date.isoformat(), **snoring, **tired}, Entry)

        assert replay(". - . - . - - " * 2, change=brief).rule("R10")[-1] == "w"

    def test_r07_watches_twice_a_week_in_both_weeks(self, replay: Replayer) -> None:
        assert replay("l . . l . . . " + ". . l . . . .").rule("R07")[-1] == "."
        assert replay("l . . l . . . " * 7).rule("R07")[-1] == "w"
        assert replay("l . . l . . . " * 9).rule("R07")[-1] == "s"

    def test_r09_counts_identical_events_in_14_nights(self, replay: Replayer) -> None:
        sign = ".+identical_events"
        assert replay(f"{sign} {sign} " + ". " * 11 + sign).rule("R09")[-1] == "s"
        assert replay(f"{sign} {sign} " + ". " * 12 + sign).rule("R09")[-1] == "."

    def test_r10_leaves_snoring_alone_at_info_for_ever(self, replay: Replayer) -> None:
        assert replay("r " * 60).rule("R10") == "i" * 60

    @pytest.mark.parametrize("days", [0, 1, 10, 11])
    def test_r10_and_r11_read_no_sleepiness_for_10_days_after_cutting_caffeine(
        self, days: int, replay: Replayer
    ) -> None:
        tokens = [".+cutting_caffeine", *["."] * 11]
        tokens[days] = tokens[days].replace(".", "S", 1)
        told = replay(" ".join([*tokens, "S"]))
        assert told.rule("R11")[-1] == ("s" if days == 11 else ".")

    def test_r11_takes_the_rested_and_the_lively_for_not_sleepy(self, replay: Replayer) -> None:
        def unasked(entry: Entry) -> Entry:
            fatigue = 4 if entry.date.day in {3, 4} else 3
            day = msgspec.structs.replace(entry.day or Day(), sleepiness=None, fatigue=fatigue)
            return msgspec.structs.replace(entry, day=day)

        told = replay(". . . . u", change=unasked)
        assert gathered(told.entries).count(Fact.SLEEPINESS_ANSWERED, 5) == 2

    def test_r10_counts_unrefreshed_mornings_even_then(self, replay: Replayer) -> None:
        week = ". . rh+cutting_caffeine . rh . rh "
        assert replay(week * 2).rule("R10")[-1] == "i"
        assert replay(week.replace("h", "u") * 2).rule("R10")[-1] == "w"

    def test_r11_needs_five_of_seven_nights_of_7_hours(self, replay: Replayer) -> None:
        assert replay("- - . S . . S").rule("R11")[-1] == "s"
        assert replay("- - - S . . S").rule("R11")[-1] == "w"
        assert replay(".+brief . S+brief S+brief .+brief . S+brief").rule("R11")[-1] == "w"

    def test_r11_warns_drivers_on_the_morning_after_less_than_5_hours(
        self, replay: Replayer
    ) -> None:
        def short(entry: Entry) -> Entry:
            night = Night(
                tried_to_sleep_at="02:00",
                final_wake_at="07:00",
                sleep_latency_min=1 if entry.date == date(2026, 3, 2) else 0,
                awake_min=0,
            )
            return msgspec.structs.replace(entry, night=night)

        drives, walks = Profile(drives=True), Profile(drives=False)
        assert replay(". .", profile=drives, change=short).rule("R11") == "i."
        assert replay(". .", profile=walks, change=short).rule("R11") == ".."

    def test_r12_paralysis_alone_never_exceeds_info(self, replay: Replayer) -> None:
        assert replay("y " * 40).rule("R12") == "i" * 40

    @pytest.mark.parametrize(
        ("night", "letter"),
        [
            ({"sleep_latency_min": 30, "awake_min": 30, "woke_early_min": 29}, "."),
            ({"sleep_latency_min": 31}, "i"),
            ({"awake_min": 31}, "i"),
            ({"woke_early_min": 30}, "i"),
            ({"awake_min": 60, "tried_to_sleep_at": "00:31", "out_of_bed_at": "07:00"}, "."),
            ({"awake_min": 60, "tried_to_sleep_at": "00:30", "out_of_bed_at": "07:00"}, "i"),
            ({"awake_min": 60, "tried_to_sleep_at": "03:00"}, "i"),
        ],
        ids=str,
    )
    def test_r13_bad_night(
        self, night: dict[str, object], letter: str, replay: Replayer
    ) -> None:
        def change(entry: Entry) -> Entry:
            return msgspec.structs.replace(entry, night=msgspec.convert(night, Night))

        assert replay(". . .", change=change).rule("R13")[-1] == letter

    def test_r13_asks_for_a_share_of_each_of_three_months(self, replay: Replayer) -> None:
        bad, calm = ". . Bu . Bu . Bu ", ". . . . . . . "
        assert replay(bad * 12).rule("R13")[-1] == "s"
        assert replay(bad * 4 + calm + bad * 3 + bad * 4).rule("R13")[-1] == "w"

    def test_r13_asks_for_eight_answers_in_each(self, replay: Replayer) -> None:
        bad, thin = ". . Bu . Bu . Bu ", "- - Bu - - - Bu "
        assert replay(bad * 4 + thin * 4 + bad * 4).rule("R13")[-1] == "s"
        fewer = thin * 3 + "- - Bu - - - - "
        assert replay(bad * 4 + fewer + bad * 4).rule("R13")[-1] == "w"

    def test_r13_asks_for_an_effect_by_day_on_a_share_of_all_of_it(
        self, replay: Replayer
    ) -> None:
        poor, good = ". . Bu . Bs . Bu ", ". . B . Bu . Bu "
        assert replay(poor * 12).rule("R13")[-1] == "s"
        assert replay(good + poor * 11).rule("R13")[-1] == "w"

    def test_r13_asks_for_two_bad_nights_in_the_last_week_and_todays_answer(
        self, replay: Replayer
    ) -> None:
        bad = ". . Bu . Bu . Bu "
        before = bad * 10
        four, five = ". Bu Bu . Bu . Bu ", ". Bu Bu Bu Bu . Bu "
        assert replay(before + four + "Bu Bu . . . . .").rule("R13")[-1] == "s"
        assert replay(before + five + "Bu . . . . . .").rule("R13")[-1] == "w"
        assert replay(before + four + "Bu Bu . . . . -").rule("R13")[-1] == "w"

    def test_r13_takes_a_night_without_sleep_for_a_bad_one(self, replay: Replayer) -> None:
        def awake(entry: Entry) -> Entry:
            return msgspec.structs.replace(entry, night=Night(did_not_sleep=True))

        assert replay(". . .", change=awake).rule("R13")[-1] == "i"

    def test_r13_hears_that_it_is_hard_to_cope_for_28_days(self, replay: Replayer) -> None:
        week = ". . B . B . B "
        assert replay("c " + ". " * 6 + week * 3).rule("R13")[-1] == "s"
        assert replay("c " + ". " * 7 + week * 3).rule("R13")[-1] == "w"
        assert replay("c c c c").rule("R13") == "...."

    def test_r15_counts_what_comes_after_the_start_only(self, replay: Replayer) -> None:
        assert replay("mJ J .").rule("R15")[-1] == "."
        assert replay("mJ J J").rule("R15")[-1] == "s"

    def test_r15_asks_for_28_days_without_a_report_before_the_start(
        self, replay: Replayer
    ) -> None:
        assert replay("J " + ". " * 27 + "m J J").rule("R15")[-1] == "."
        assert replay("J " + ". " * 28 + "m J J").rule("R15")[-1] == "s"
        assert replay("J " + "- " * 28 + "m J J").rule("R15")[-1] == "s"
        assert replay("J m J J").rule("R15")[-1] == "."

    def test_r15_reads_starts_of_the_last_28_days_and_trouble_of_the_last_14(
        self, replay: Replayer
    ) -> None:
        assert replay("m " + ". " * 26 + "J J").rule("R15")[-1] == "s"
        assert replay("m " + ". " * 27 + "J J").rule("R15")[-1] == "."
        assert replay("m J " + ". " * 12 + "J").rule("R15")[-1] == "s"
        assert replay("m J " + ". " * 13 + "J").rule("R15")[-1] == "."

    def test_r15_tries_every_start(self, replay: Replayer) -> None:
        assert replay("m J . " + ". " * 28 + "m J J").rule("R15")[-1] == "s"
        assert replay("J . m m J J").rule("R15")[-1] == "."

    def test_r15_judges_each_kind_by_itself(self, replay: Replayer) -> None:
        assert replay("m J l").rule("R15")[-1] == "."
        assert replay("m l L").rule("R15")[-1] == "s"
        assert replay("m d d").rule("R15")[-1] == "s"
        assert replay("l m J J").rule("R15")[-1] == "s"
        assert replay("m J T").rule("R15")[-1] == "s"

    @pytest.mark.parametrize("letter", ["j", "k", "t"])
    def test_r15_reads_neither_harmless_starts_nor_small_twitches(
        self, letter: str, replay: Replayer
    ) -> None:
        assert replay(f"m {letter} {letter}").rule("R15")[-1] == "."

    def test_r15_emergency_holds_within_28_days_of_a_start(self, replay: Replayer) -> None:
        sign = "T+two_toxicity_signs"
        assert replay("m " + ". " * 27 + sign).rule("R15")[-1] == "N"
        assert replay("m " + ". " * 28 + sign).rule("R15")[-1] == "."
        assert replay(f"{sign} m").rule("R15")[-1] == "."
        assert replay("m .+two_toxicity_signs").rule("R15")[-1] == "."
        for letter in "jkt":
            assert replay(f"m {letter}+two_toxicity_signs").rule("R15")[-1] == "N"

    def test_r15_counts_late_answers_on_neither_side(self, replay: Replayer) -> None:
        assert replay("D+late m d d").rule("R15")[-1] == "s"
        assert replay("m D+late d .").rule("R15")[-1] == "."
        assert replay("m T+late J .").rule("R15")[-1] == "."

    def test_r17_tells_caffeine_left_once_and_watches_the_rest(self, replay: Replayer) -> None:
        assert replay(".+espresso . . . . . . .").rule("R17") == "iiiiiii."
        assert replay(".+coffee .+coffee .+coffee").rule("R17")[-1] == "w"

    def test_r17_keeps_to_200_mg_in_pregnancy(self, replay: Replayer) -> None:
        def tea(entry: Entry) -> Entry:
            plain = {"caffeine": [{"at": "05:00", "mg": 201}]}
            return msgspec.convert({"date": entry.date.isoformat(), "day": plain}, Entry)

        assert (
            replay(". . .", change=tea, profile=Profile(pregnant_trimester=1)).rule("R17")[-1]
            == "w"
        )
        assert replay(". . .", change=tea).rule("R17")[-1] == "."

    @pytest.mark.parametrize(
        ("at", "drinks", "letter"), [("20:00", 3, "w"), ("19:59", 3, "."), ("20:00", 2.5, ".")]
    )
    def test_r17_counts_three_drinks_within_three_hours_of_bed(
        self, at: str, drinks: float, letter: str, replay: Replayer
    ) -> None:
        def wine(entry: Entry) -> Entry:
            plain = {"alcohol": [{"at": at, "drinks": drinks}]}
            return msgspec.convert({"date": entry.date.isoformat(), "day": plain}, Entry)

        assert replay(". . .", change=wine).rule("R17")[-1] == letter

    def test_r17_never_exceeds_watch(self, replay: Replayer) -> None:
        told = replay(".+coffee+wine " * 60)
        assert set(told.rule("R17")) <= set("iw.")
        assert "s" not in told.shown

    def test_r18_counts_levels_and_not_a_watch_that_only_stands(self, replay: Replayer) -> None:
        # Three watches that begin on one day stand for 14, but hold for 6 days only.
        week = "tpS . tS . t+brief . t"
        told = replay(f"- {week} . . . . . . . . . . . . . .")
        assert "s" not in told.rule("R18")

    def test_r18_reads_seven_rules_only(self, replay: Replayer) -> None:
        # R01, R03, R08, R12 and R17 at watch for weeks are not among them.
        told = replay("T " + "d+several_places x d " + ".+coffee " * 9)
        assert told.rule("R18") == "." * 13


class TestImplausibleNights:
    NIGHT = Night(
        tried_to_sleep_at="23:00", final_wake_at="06:00", sleep_latency_min=300, awake_min=300
    )

    def test_they_are_held_out_of_what_the_night_says(self, replay: Replayer) -> None:
        def change(entry: Entry) -> Entry:
            return msgspec.structs.replace(entry, night=self.NIGHT)

        assert replay(". . .", change=change).rule("R13") == "..."

    def test_until_they_are_confirmed(self, replay: Replayer) -> None:
        def change(entry: Entry) -> Entry:
            night = msgspec.structs.replace(self.NIGHT, confirmed=True)
            return msgspec.structs.replace(entry, night=night)

        assert replay(". . .", change=change).rule("R13") == "..i"

    def test_and_nothing_else_of_the_day_is(self, replay: Replayer) -> None:
        def change(entry: Entry) -> Entry:
            return msgspec.structs.replace(entry, night=self.NIGHT)

        assert replay("J . JT", change=change).level == "iis"

    def test_what_a_device_measured_answers_no_rule(self, replay: Replayer) -> None:
        def change(entry: Entry) -> Entry:
            night = Night(measured=True, confirmed=True, sleep_latency_min=90, rested=1)
            return msgspec.structs.replace(entry, night=night)

        told = replay("k k k k", change=change, profile=DIABETES)
        assert told.rule("R13") == "...."
        assert told.rule("R06") == "iiii"


class TestBedtime:
    def _left(self, night: dict[str, object] | None, profile: Profile | None = USUAL) -> str:
        """What R17 says on the day after an evening with 100 mg at 18:00."""
        evening: dict[str, object] = {
            "date": "2026-03-02",
            "day": {"caffeine": [{"at": "18:00", "mg": 100}]},
        }
        log = [msgspec.convert(evening, Entry)]
        if night is not None:
            log.append(msgspec.convert({"date": "2026-03-03", "night": night}, Entry))
        rows = timeline(log, (), profile, date(2026, 3, 2), date(2026, 3, 3))
        return "".join(row.rules.get("R17", row.level).word[0] for row in rows)

    def test_it_is_the_usual_one_tonight(self) -> None:
        # 100 mg at 18:00 leave 50 at 23:00, and 76 at 20:00.
        assert self._left(None) == "nn"
        assert self._left(None, Profile(bedtime="20:00")) == "ii"

    @pytest.mark.parametrize(("mg", "is_much"), [(150, False), (151, True)])
    def test_more_than_75_mg_at_it_are_much(self, mg: int, is_much: bool) -> None:
        evening = {"date": "2026-03-02", "day": {"caffeine": [{"at": "18:00", "mg": mg}]}}
        found = assess([msgspec.convert(evening, Entry)], USUAL, FIRST_DAY).findings
        assert bool(found) is is_much

    def test_afterwards_it_is_going_to_bed_or_else_trying_to_sleep(self) -> None:
        assert self._left({"in_bed_at": "19:30"}) == "ni"
        assert self._left({"tried_to_sleep_at": "19:30"}) == "ni"
        assert (
            self._left(
                {"in_bed_at": "23:30", "tried_to_sleep_at": "23:45"}, Profile(bedtime="20:00")
            )
            == "in"
        )
        assert self._left({"in_bed_at": "19:30", "tried_to_sleep_at": "23:45"}) == "ni"

    def test_a_night_held_out_gives_way_to_the_usual_one(self) -> None:
        measured = {"in_bed_at": "19:30", "measured": True}
        assert self._left(measured) == "nn"

    def test_tonight_knows_nothing_of_tomorrow_wherever_tomorrow_is(self) -> None:
        # 08:10 in Auckland comes before 00:45 in Kolkata.
        plain: list[dict[str, object]] = [
            {"date": "2026-03-02", "tz": "Asia/Kolkata", "day": {"caffeine": []}},
            {
                "date": "2026-03-03",
                "tz": "Pacific/Auckland",
                "day": {"caffeine": [{"at": "08:10", "mg": 95}]},
            },
        ]
        log = msgspec.convert(plain, list[Entry])
        profile = Profile(bedtime="00:45")
        rows = timeline(log, (), profile, date(2026, 3, 2), date(2026, 3, 3))
        assert rows[0] == timeline(log[:1], (), profile, date(2026, 3, 2), date(2026, 3, 2))[0]

    def test_no_morning_coffee_explains_the_night_before_it_however_far_from_utc(self) -> None:
        plain = {
            "date": "2026-03-03",
            "tz": "Pacific/Auckland",
            "movement": {"sleep_starts": "disturbing"},
            "day": {"caffeine": [{"at": "08:10", "mg": 200}]},
        }
        entry = msgspec.convert(plain, Entry)
        seen = gather([entry], USUAL, entry.date, entry.date).window(0)
        assert not seen.count(Fact.EXPLAINED, 1)

    def test_what_is_left_includes_the_days_before(self) -> None:
        plain = [
            {"date": f"2026-03-{day:02d}", "day": {"caffeine": [{"at": "12:00", "mg": 300}]}}
            for day in (2, 3)
        ]
        slow = Profile(bedtime="23:00", caffeine_half_life_h=5.4)
        one = assess([msgspec.convert(plain[1], Entry)], slow, date(2026, 3, 3))
        both = assess([msgspec.convert(each, Entry) for each in plain], slow, date(2026, 3, 3))
        assert not one.findings
        assert [found.rule for found in both.findings] == ["R17"]


def test_a_cleared_day_is_as_if_it_were_not_there(replay: Replayer) -> None:
    def clear(entry: Entry) -> Entry:
        if entry.date in {date(2026, 3, 2), date(2026, 3, 6)}:
            return Entry(date=entry.date, cleared=True)
        return entry

    text = "J . J . J . . " * 2
    cleared = replay(text, change=clear)
    tokens = text.split()
    tokens[0] = tokens[4] = "-"
    assert cleared.level == replay(" ".join(tokens)).level


def test_entries_of_the_future_change_nothing(replay: Replayer) -> None:
    told = replay("J . J . J . . J J J J J J J")
    for row in told.rows:
        past = [entry for entry in told.entries if entry.date <= row.date]
        assert assess(told.entries, None, row.date) == assess(past, None, row.date)
        assert row.date - timedelta(days=1) < row.date


class TestOthersAnswers:
    @pytest.mark.parametrize(
        ("own", "told", "rule", "letter"),
        [
            ({"sleep_movement": "none"}, {"sleep_movement": "woke_me"}, "R04", "i"),
            ({"sleep_movement": "unknown"}, {"sleep_movement": "noticed"}, "R06", "i"),
            ({"dream_enactment": "injury"}, {"dream_enactment": "none"}, "R08", "s"),
            ({}, {"dream_enactment": "head_injury"}, "R08", "N"),
            ({"breathing": "snoring"}, {"breathing": "pauses"}, "R10", "w"),
            ({"breathing": "snoring"}, {"breathing": "unknown"}, "R10", "i"),
        ],
    )
    def test_of_the_partners_answer_and_the_own_one_the_graver_counts(
        self,
        own: dict[str, str],
        told: dict[str, str],
        rule: str,
        letter: str,
        replay: Replayer,
    ) -> None:
        def both(entry: Entry) -> Entry:
            plain = {"date": entry.date.isoformat(), "movement": own, "partner": told}
            return msgspec.convert(plain, Entry)

        assert replay(".", change=both).rule(rule) == letter

    def test_the_partners_answer_needs_none_of_ones_own(self, replay: Replayer) -> None:
        def theirs(entry: Entry) -> Entry:
            plain = {"date": entry.date.isoformat(), "partner": {"breathing": "pauses"}}
            return msgspec.convert(plain, Entry)

        assert replay(".", change=theirs).rule("R10") == "w"

    @pytest.mark.parametrize(
        ("awake", "kinds", "letter"),
        [
            (None, ["jerk"], "w"),
            ("none", ["flicker", "jerk"], "w"),
            ("flicker", ["jerk"], "w"),
            ("jerk", ["flicker"], "w"),
            (None, ["flicker", "other"], "."),
        ],
    )
    def test_an_event_answers_where_nothing_or_less_was_said(
        self, awake: str | None, kinds: list[str], letter: str, replay: Replayer
    ) -> None:
        def noted(entry: Entry) -> Entry:
            movement = {"awake": awake} if awake else {}
            events = [{"at": "15:20", "kind": kind} for kind in kinds]
            plain = {"date": entry.date.isoformat(), "movement": movement, "events": events}
            return msgspec.convert(plain, Entry)

        told = replay(".", change=noted)
        assert told.rule("R01") == letter
        assert gathered(told.entries).count(Fact.TWITCH, 1) == 1
        assert told.standing().last_answered == FIRST_DAY


FIRST_DAY = date(2026, 3, 2)
