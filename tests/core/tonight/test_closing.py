"""The closing card: the day in a line, what is new by it, and the tip that is asked about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from coach.core.diary.choices import (
    AwakeMovement,
    DreamEnactment,
    Feedback,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import CaffeineDrink, Day, Entry, Movement, Night, ShownTip
from coach.core.patterns import Stage, standing
from coach.core.tonight.closing import asked_tip, day_line, news

DAY = date(2026, 11, 22)
SLEPT = Night(
    tried_to_sleep_at="23:00",
    sleep_latency_min=20,
    awake_min=0,
    final_wake_at="06:00",
    out_of_bed_at="06:10",
)
CALM = Movement(sleep_starts=SleepStarts.NONE, sleep_movement=SleepMovement.NONE)
WOKEN = Movement(sleep_starts=SleepStarts.NONE, sleep_movement=SleepMovement.WOKE_ME)
CUPS = (CaffeineDrink(at="08:10", mg=96), CaffeineDrink(at="13:00", mg=96))


def back(days: int) -> date:
    """The date so many days ago."""
    return DAY - timedelta(days=days)


def told(entries: Sequence[Entry], saved: Entry) -> tuple[str, ...]:
    """The news of saving one more entry."""
    before = standing(entries, (), None, saved.date)
    others = [entry for entry in entries if entry.date != saved.date]
    now = standing([*others, saved], (), None, saved.date)
    return news(before, now, saved, [*others, saved], None)


class TestTheDayInALine:
    @pytest.mark.parametrize(
        ("entry", "line"),
        [
            (Entry(date=DAY, night=SLEPT, movement=CALM, day=Day(caffeine=CUPS)),
             "6 h 40 asleep, no movement, 192 mg of caffeine"),
            (Entry(date=DAY, night=Night(did_not_sleep=True), day=Day(caffeine=())),
             "no sleep, no caffeine"),
            (Entry(date=DAY, movement=WOKEN), "movement disturbed your sleep"),
            (Entry(date=DAY, movement=Movement(sleep_starts=SleepStarts.UNDISTURBING)),
             "movement that did not bother you"),
            (Entry(date=DAY, movement=Movement(sleep_movement=SleepMovement.UNKNOWN)),
             "movement not observed"),
            (Entry(date=DAY, day=Day(stress=2)), ""),
        ],
    )  # fmt: skip
    def test_says_what_was_answered_and_nothing_else(self, entry: Entry, line: str) -> None:
        assert day_line(entry) == line


class TestTheNews:
    def test_of_a_first_jolt_is_that_it_is_common_and_harmless_once(self) -> None:
        jolt = Movement(sleep_starts=SleepStarts.UNDISTURBING)
        first = Entry(date=DAY, movement=jolt)
        assert "harmless" in told([], first)[0]
        woken = Movement(sleep_starts=SleepStarts.DISTURBING)
        assert told([], Entry(date=DAY, movement=woken)) == (
            "Jolts as you drop off are common and harmless; only what keeps you from sleep is "
            "counted.",
        )
        assert told([Entry(date=back(1), movement=jolt)], first) == ()
        assert "harmless" in told([first], first)[0], "corrected on the same evening"

    def test_of_a_plain_day_is_none(self) -> None:
        assert told([], Entry(date=DAY, movement=CALM, day=Day(stress=2))) == ()

    def test_says_that_an_unlikely_night_is_counted_nowhere(self) -> None:
        night = Night(
            tried_to_sleep_at="11:00",
            sleep_latency_min=10,
            awake_min=0,
            final_wake_at="07:00",
            out_of_bed_at="07:00",
        )
        assert "counted nowhere" in " ".join(told([], Entry(date=DAY, night=night)))

    def test_tells_an_easing_when_it_begins_at_each_calm_week_and_when_it_is_gone(self) -> None:
        bad = [Entry(date=back(60 - days), movement=WOKEN) for days in range(14)]
        diary, when = list(bad), dict[int, tuple[str, ...]]()
        for calm in range(1, 40):
            entry = Entry(date=bad[-1].date + timedelta(days=calm), movement=CALM)
            if words := told(diary, entry):
                when[calm] = words
            diary.append(entry)
        stages = standing(diary[: 14 + 7], (), None, diary[20].date)
        assert stages.banner is not None
        assert stages.banner.stage is Stage.EASING
        first = min(when)
        gone = max(day for day, words in when.items() if "Gone since" in " ".join(words))
        assert "calm nights in a row" in when[first][0]
        assert all(day == first or day % 7 == 0 or day >= gone for day in when)
        assert sum("Gone since" in " ".join(words) for words in when.values()) == 1

    def test_leaves_a_banner_that_asks_for_a_doctor_to_the_banner(self) -> None:
        hurt = Movement(dream_enactment=DreamEnactment.INJURY, awake=AwakeMovement.NONE)
        assert told([], Entry(date=DAY, movement=hurt)) == ()


class TestTheTipThatIsAskedAbout:
    def test_is_the_last_one_shown_before_today(self) -> None:
        evening = datetime(2026, 11, 21, 22, tzinfo=UTC)
        tips = [
            ShownTip(tip="first", shown_on=back(1), recorded_at=evening),
            ShownTip(
                tip="another", shown_on=back(1), recorded_at=evening + timedelta(minutes=1)
            ),
            ShownTip(tip="earlier", shown_on=back(2), recorded_at=evening),
            ShownTip(tip="todays", shown_on=DAY, recorded_at=evening),
            ShownTip(tip="taken-out", shown_on=back(1), removed=True),
        ]
        asked = asked_tip(tips, DAY)
        assert asked is not None
        assert (asked.shown.tip, asked.when, asked.said) == ("another", "Yesterday's tip", "")

    def test_is_named_by_its_day_and_forgotten_after_a_week(self) -> None:
        asked = asked_tip([ShownTip(tip="a", shown_on=back(3))], DAY)
        assert asked is not None
        assert asked.when == "The tip of Thursday"
        assert asked_tip([ShownTip(tip="a", shown_on=back(7))], DAY) is not None
        assert asked_tip([ShownTip(tip="a", shown_on=back(8))], DAY) is None
        assert asked_tip([], DAY) is None

    @pytest.mark.parametrize("feedback", Feedback)
    def test_says_what_was_answered(self, feedback: Feedback) -> None:
        asked = asked_tip([ShownTip(tip="a", shown_on=back(1), feedback=feedback)], DAY)
        assert asked is not None
        assert asked.said
