"""Every window is as long as it is said to be, to the day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from coach.core.diary.choices import Condition
from coach.core.diary.records import Entry, Night, Profile
from coach.core.patterns import assess
from coach.core.patterns.criteria.special import EnoughSleep
from coach.core.patterns.facts import Fact
from coach.core.patterns.fold import folded_to
from coach.core.patterns.gathering import gather

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.core.patterns.conftest import Replay, Replayer

FIRST = date(2026, 3, 2)
RANK = ".iwsN"
USUAL = Profile(bedtime="23:00")
TUMOUR = Profile(conditions=(Condition.SPINAL_CORD_TUMOUR,))

# Rule, level, what is noted, on how many days, of the last how many.
COUNTS = (
    ("R01", "w", "T", 1, 14),
    ("R01", "s", "T", 2, 14),
    ("R01", "N", "T", 3, 7),
    ("R02", "w", "t", 4, 7),
    ("R03", "w", ".+several_places", 1, 14),
    ("R03", "s", ".+several_places", 3, 14),
    ("R03", "s", ".+stiffness", 1, 28),
    ("R03", "s", ".+suspected_medicine", 1, 28),
    ("R03", "N", ".+weakness", 1, 28),
    ("R03", "N", ".+sudden_face_arm_speech_change", 1, 28),
    ("R04", "i", "J", 1, 7),
    ("R04", "w", "J", 3, 7),
    ("R05", "i", "j", 1, 7),
    ("R06", "i", "k", 1, 7),
    ("R08", "i", "d", 1, 28),
    ("R08", "w", "d", 2, 28),
    ("R08", "s", "d", 3, 28),
    ("R08", "s", "D", 1, 28),
    ("R08", "N", "H", 1, 28),
    ("R09", "w", ".+one_weak_seizure_sign", 1, 28),
    ("R09", "s", ".+one_weak_seizure_sign", 2, 28),
    ("R09", "s", ".+identical_events", 3, 14),
    ("R09", "N", ".+convulsion", 1, 28),
    ("R10", "i", "r", 1, 28),
    ("R10", "w", "p", 1, 28),
    ("R10", "s", "p", 2, 28),
    ("R11", "s", "S", 2, 14),
    ("R11", "w", "S+brief", 2, 14),
    ("R11", "N", "W", 1, 28),
    ("R12", "i", "y", 1, 28),
    ("R12", "w", "x", 1, 28),
    ("R12", "s", "x", 2, 28),
    ("R12", "N", "X", 1, 28),
    ("R13", "i", "B", 3, 7),
    ("R16", "s", "J", 2, 14),
    ("R16", "N", ".+bladder_bowel_or_saddle_change", 1, 28),
    ("R17", "w", ".+coffee", 3, 7),
    ("R17", "w", ".+wine", 3, 7),
    ("R17", "i", ".+espresso", 1, 7),
)


def _level(replay: Replayer, rule: str, token: str, times: int, days: int) -> int:
    """The level on the last of so many days, the first of them and the last ones noted."""
    calm = ".+brief" if "brief" in token else "."
    tokens = [token, *[calm] * (days - times), *[token] * (times - 1)]
    profile = TUMOUR if rule == "R16" else USUAL
    return RANK.index(replay(" ".join(tokens), profile=profile).rule(rule)[-1])


@pytest.mark.parametrize(("rule", "level", "token", "times", "days"), COUNTS)
def test_a_count_holds_within_its_window_and_not_a_day_longer(
    rule: str, level: str, token: str, times: int, days: int, replay: Replayer
) -> None:
    assert _level(replay, rule, token, times, days) == RANK.index(level)
    assert _level(replay, rule, token, times, days + 1) < RANK.index(level)


def test_two_dreams_acted_out_count_at_fifty_within_28_days(replay: Replayer) -> None:
    older = Profile(age=50)
    assert replay("d " + ". " * 26 + "d", profile=older).rule("R08")[-1] == "s"
    assert replay("d " + ". " * 27 + "d", profile=older).rule("R08")[-1] == "i"


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("j j . . . . . . . . . . T T", "N"),
        ("j . j . . . . . . . . . . T T", "s"),
        ("j j . . . . . . . . . . . T T", "s"),
        ("j . . . . . . . . . . . . T", "s"),
        ("j . . . . . . . . . . . . . T", "w"),
        ("T j j . . . . . . . . . . T", "N"),
        ("T j j . . . . . . . . . . . T", "s"),
        ("T . . . . . . . . . . . . j", "s"),
        ("T . . . . . . . . . . . . . j", "."),
    ],
)
def test_movement_nights_count_in_the_same_14_days_as_jerks_by_day(
    text: str, letter: str, replay: Replayer
) -> None:
    assert replay(text).rule("R01")[-1] == letter


@pytest.mark.parametrize(
    ("rule", "week", "letter"),
    [
        ("R06", ". . ku . ks . ku ", "w"),
        ("R06", ". . ku . ks . u ", "i"),
        ("R06", ". . ku . ks . k ", "i"),
        ("R10", ". . rh . rs . ru ", "w"),
        ("R10", ". . rh . rs . u ", "i"),
        ("R10", ". . rh . rs . r ", "i"),
    ],
)
def test_a_watch_asks_for_three_of_both_in_each_of_two_weeks(
    rule: str, week: str, letter: str, replay: Replayer
) -> None:
    full = ". . kru . kru . kru "
    assert replay(week * 2).rule(rule)[-1] == letter
    assert replay(full + week).rule(rule)[-1] == letter
    assert replay(week + full).rule(rule)[-1] == letter
    if rule == "R06":
        # With a condition of the article's, in one week.
        assert replay(week, profile=TUMOUR).rule(rule)[-1] == letter


def test_bad_nights_are_watched_by_three_of_four_weeks(replay: Replayer) -> None:
    bad, calm = ". . B . A . E ", ". . . . . . . "
    assert replay(bad + calm + bad * 2).rule("R13")[-1] == "w"
    assert replay(bad + calm * 2 + bad * 2).rule("R13")[-1] == "i"


class TestEnoughSleep:
    @staticmethod
    def _dozing(replay: Replayer, asleep: list[int]) -> str:
        """R11 after nights of so many minutes asleep, having dozed off on the last two days."""

        def change(entry: Entry) -> Entry:
            place = (entry.date - FIRST).days
            night = Night(
                tried_to_sleep_at="22:00",
                final_wake_at="08:00",
                sleep_latency_min=0,
                awake_min=600 - asleep[place],
            )
            return msgspec.structs.replace(entry, night=night)

        text = ". " * (len(asleep) - 2) + "S S"
        return replay(text, change=change).rule("R11")[-1]

    def test_it_is_seven_hours_on_average(self, replay: Replayer) -> None:
        assert self._dozing(replay, [420] * 7) == "s"
        assert self._dozing(replay, [419, *[420] * 6]) == "w"
        assert self._dozing(replay, [300, *[440] * 6]) == "s"

    def test_it_is_of_the_last_seven_nights(self, replay: Replayer) -> None:
        assert self._dozing(replay, [60, *[420] * 7]) == "s"
        assert self._dozing(replay, [60, *[420] * 6]) == "w"
        assert self._dozing(replay, [600, 400, *[420] * 6]) == "w"


class TestDaysAhead:
    """What lies ahead is looked at as if there were nothing to report."""

    @pytest.mark.parametrize("since", [0, 3, 9, 10, 11])
    def test_they_answer_what_calm_days_answer(
        self, since: int, diary: Callable[[str], tuple[Entry, ...]]
    ) -> None:
        entries = diary(".+cutting_caffeine " + ". " * (since + 12))
        now, last = FIRST + timedelta(days=since), entries[-1].date
        ahead = gather(entries[: since + 1], USUAL, FIRST, now).ahead(12)
        lived = gather(entries, USUAL, FIRST, last)
        assert ahead.last == last
        assert ahead.numbers == lived.numbers

    @pytest.mark.parametrize(("bed_partner", "answers"), [(None, 3), (True, 3), (False, 0)])
    def test_who_sleeps_alone_has_nobody_to_tell_how_their_nights_sound(
        self, bed_partner: bool | None, answers: int
    ) -> None:
        profile = Profile(bed_partner=bed_partner)
        ahead = gather((), profile, FIRST, FIRST).ahead(3)
        assert ahead.window(3).count(Fact.BREATHING_ANSWERED, 3) == answers

    @pytest.mark.parametrize(("asleep", "is_enough"), [(360, True), (359, False)])
    def test_their_nights_bring_eight_hours(self, asleep: int, is_enough: bool) -> None:
        night = Night(
            tried_to_sleep_at="22:00",
            final_wake_at="08:00",
            sleep_latency_min=0,
            awake_min=600 - asleep,
        )
        history = gather([Entry(date=FIRST, night=night)], None, FIRST, FIRST).ahead(1)
        enough = EnoughSleep(hours=7, nights=2, within=2)
        assert enough.is_met(history.window(1)) is is_enough


class TestAccumulation:
    @staticmethod
    def _replayed(replay: Replayer, second: int) -> Replay:
        """Breathing and dozing at watch throughout; twitches at watch for 6 days, then for 4.

        The twitches begin on day 3; the second spell begins ``second`` days later.
        """
        letters = [""] * (second + 9)
        letters[0] = "p"
        for place in (0, 1, 10, 11):
            letters[place] += "S"
        for place in [*range(2, 8), *range(2 + second, 6 + second)]:
            letters[place] += "t"
        return replay(" ".join(f"{noted or '.'}+brief" for noted in letters))

    def test_ten_days_of_the_last_14_with_three_rules_at_watch_are_enough(
        self, replay: Replayer
    ) -> None:
        told = self._replayed(replay, second=10)
        assert told.rule("R02") == "....." + "w" * 6 + "...." + "w" * 4
        assert told.rule("R10") == told.rule("R11").replace(".", "w") == "w" * 19
        assert told.rule("R18") == "." * 18 + "s"
        found = told.standing().findings[0]
        assert (found.rule, found.count, found.window_days) == ("R18", 10, 14)

    def test_a_day_by_itself_counts_the_days_before_it_too(self, replay: Replayer) -> None:
        told = self._replayed(replay, second=10)
        alone = assess(told.entries, None, told.rows[-1].date)
        assert [found.count for found in alone.findings if found.rule == "R18"] == [10]

    def test_weeks_of_bad_nights_are_one_of_the_three(self, replay: Replayer) -> None:
        two_more = ". . p . S+brief . S+brief"
        for weeks, crowded in ((". . B . A . E " * 3, 1), (". . . . . . . " * 3, 0)):
            told = replay(weeks + two_more)
            fold = folded_to(told.entries, (), told.profile, told.rows[-1].date)
            assert fold.history.window(fold.place).count(Fact.CROWDED, 1) == crowded

    def test_spread_over_15_days_they_are_not(self, replay: Replayer) -> None:
        told = self._replayed(replay, second=11)
        assert told.rule("R02").count("w") == 10
        assert "s" not in told.rule("R18")


def test_a_stretch_looks_28_days_back(replay: Replayer) -> None:
    # Two stretches of eight days in all, three days apart in between at most.
    stretch = "t t - - - t - - t - - t - - t "
    assert replay(stretch + "- " * 11 + "t t").rule("R02")[-1] == "s"
    assert replay(stretch + "- " * 12 + "t t").rule("R02")[-1] == "."
    assert "s" not in replay("t t - - - t - - t - - t - - . " + "- " * 10 + "t t").rule("R02")
