"""Goals: kept, not kept, or a gap, by the answers themselves."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from coach.core.diary.choices import GoalKind
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Goal, Profile
from coach.core.tips.goals import (
    MARKS,
    Kept,
    goal_view,
    goal_words,
    kept,
    marks,
    offered,
    refusal,
    running,
    suggested,
    value_of,
    view_of,
    whole_count,
)
from tests.conftest import RANDOM_GOALS

TODAY = date(2026, 11, 22)
Plain = dict[str, Any]


def goal(kind: GoalKind, value: str | int, days: int = 30) -> Goal:
    return Goal(goal=kind, value=value, from_=TODAY - timedelta(days=days), to=None)


CUP = goal(GoalKind.LAST_CAFFEINE_BY, "14:00")
GLASS = goal(GoalKind.NO_ALCOHOL_AFTER, "20:00")
SCREENS = goal(GoalKind.SCREENS_DOWN_BY, "22:00")
RISE = goal(GoalKind.RISE_NEAR, "07:00")
WIND_DOWN = goal(GoalKind.WIND_DOWN, 10)


def entry(back: int = 1, **answers: Any) -> Entry:
    day = TODAY - timedelta(days=back)
    return msgspec.convert({"date": day.isoformat(), **answers}, Entry)


def evenings(*entries: Entry, profile: Profile | None = None) -> Evenings:
    return Evenings({known.date: known for known in entries}, profile)


def cups(*clocks: str, mg: int = 96) -> Plain:
    return {"day": {"caffeine": [{"at": at, "mg": mg} for at in clocks]}}


def glasses(*clocks: str) -> Plain:
    return {"day": {"alcohol": [{"at": at, "drinks": 1} for at in clocks]}}


def _practices(*minutes: int | None) -> list[Plain]:
    return [
        {"practice": "breathing"}
        if length is None
        else {"practice": "breathing", "min": length}
        for length in minutes
    ]


def done(*minutes: int | None) -> Plain:
    return {"day": {"relaxation": _practices(*minutes)}}


@pytest.mark.parametrize(
    ("aim", "answers", "expected"),
    [
        (CUP, {}, None),
        (CUP, {"day": {"stress": 2}}, None),
        (CUP, cups(), True),
        (CUP, cups("08:00", "14:00"), True),
        (CUP, cups("08:00", "14:01"), False),
        (CUP, cups("01:30"), False),
        (CUP, cups("18:00", mg=2), True),
        (GLASS, {}, None),
        (GLASS, glasses(), True),
        (GLASS, glasses("19:00"), True),
        (GLASS, glasses("20:30"), False),
        (GLASS, glasses("00:30"), False),
        (SCREENS, {}, None),
        (SCREENS, {"day": {"goal_kept": True}}, True),
        (SCREENS, {"day": {"goal_kept": False}}, False),
        (RISE, {}, None),
        (RISE, {"night": {"rested": 3}}, None),
        (RISE, {"night": {"did_not_sleep": True}}, None),
        (RISE, {"night": {"out_of_bed_at": "08:00"}}, True),
        (RISE, {"night": {"out_of_bed_at": "08:01"}}, False),
        (RISE, {"night": {"out_of_bed_at": "05:30"}}, False),
        # Getting up before waking cannot be right.
        (RISE, {"night": {"final_wake_at": "07:30", "out_of_bed_at": "07:00"}}, None),
        (WIND_DOWN, {}, None),
        (WIND_DOWN, done(), False),
        (WIND_DOWN, done(6), False),
        (WIND_DOWN, done(6, 4), True),
        (WIND_DOWN, done(None), None),
        (WIND_DOWN, done(None, 10), True),
        (WIND_DOWN, {"cleared": True}, None),
    ],
)
def test_a_day_is_kept_not_kept_or_not_known(
    aim: Goal, answers: Plain, expected: bool | None
) -> None:
    yesterday = entry(**answers)
    assert kept(aim, evenings(yesterday), yesterday.date) is expected


def test_a_day_without_an_entry_is_not_known() -> None:
    assert kept(CUP, evenings(), TODAY) is None


def test_the_hour_at_which_a_day_began_says_what_came_late() -> None:
    night_cup = entry(**cups("23:00", "02:00"), day_starts_at="13:00")
    aim = goal(GoalKind.LAST_CAFFEINE_BY, "01:00")
    assert kept(aim, evenings(night_cup), night_cup.date) is False
    early = entry(**cups("23:00"), day_starts_at="13:00")
    assert kept(aim, evenings(early), early.date) is True


@pytest.mark.parametrize(
    ("aim", "answers", "sign"),
    [
        (CUP, cups("09:00"), Kept.GAP),
        (CUP, cups("15:00"), Kept.NO),
        (CUP, {"day": {"stress": 2, "caffeine": [{"at": "09:00", "mg": 96}]}}, Kept.YES),
        (WIND_DOWN, done(4), Kept.GAP),
        (WIND_DOWN, done(12), Kept.YES),
        (WIND_DOWN, {"day": {"stress": 2, "relaxation": []}}, Kept.NO),
        (RISE, {"night": {"out_of_bed_at": "09:30"}}, Kept.NO),
    ],
)
def test_today_counts_once_it_can_no_longer_turn_out_otherwise(
    aim: Goal, answers: Plain, sign: Kept
) -> None:
    assert marks(aim, evenings(entry(0, **answers)), TODAY, TODAY, 1) == (sign,)


def test_fourteen_marks_with_gaps_as_gaps_and_none_before_it_began() -> None:
    aim = goal(GoalKind.LAST_CAFFEINE_BY, "14:00", days=6)
    said = [entry(back, **cups("09:00")) for back in (9, 6, 5, 3, 2, 1)]
    said.append(entry(4, **cups("16:00")))
    view = goal_view([aim], {known.date: known for known in said}, None, TODAY)
    assert view is not None
    assert view.strip == " " * 7 + "✓✓-✓✓✓" + " "
    assert len(view.strip) == MARKS
    assert (view.words, view.count) == ("last coffee by 14:00", "5 of 6 days")


def test_without_a_goal_there_is_no_line() -> None:
    ended = msgspec.structs.replace(CUP, to=TODAY)
    removed = msgspec.structs.replace(CUP, removed=True)
    assert goal_view([ended, removed], {}, None, TODAY) is None


def test_of_two_that_run_after_a_merge_the_later_one_stands() -> None:
    later = goal(GoalKind.WIND_DOWN, 10, days=3)
    assert running([later, CUP]) == later


def test_an_ended_goal_is_counted_over_its_own_days() -> None:
    ended = Goal(
        goal=GoalKind.LAST_CAFFEINE_BY,
        value="14:00",
        from_=TODAY - timedelta(days=20),
        to=TODAY - timedelta(days=15),
    )
    said = evenings(*[entry(back, **cups("09:00")) for back in range(25)])
    assert whole_count(ended, said, TODAY) == (6, 6)
    assert view_of(ended, said, TODAY).of == 6


def test_who_drinks_much_on_most_days_is_not_led_to_stop_at_once() -> None:
    heavy = {"day": {"alcohol": [{"at": "20:00", "drinks": 5}]}}
    week = [entry(back, **heavy) for back in range(4)]
    refused = refusal(GoalKind.NO_ALCOHOL_AFTER, week, None, TODAY)
    assert refused is not None
    assert refused.startswith("If you drink a lot every day, do not stop at once;")
    assert refusal(GoalKind.NO_ALCOHOL_AFTER, week[:3], None, TODAY) is None
    long_ago = [entry(back, **heavy) for back in range(7, 11)]
    assert refusal(GoalKind.NO_ALCOHOL_AFTER, long_ago, None, TODAY) is None
    names = {offer.kind for offer in offered(week, None, TODAY) if offer.refusal is None}
    assert names == set(GoalKind) - {GoalKind.NO_ALCOHOL_AFTER}


@pytest.mark.parametrize(("latency", "is_refused"), [(60, True), (10, False)])
def test_who_sleeps_too_little_is_held_to_no_rising_time(
    latency: int, is_refused: bool
) -> None:
    night = {
        "tried_to_sleep_at": "23:00",
        "sleep_latency_min": latency,
        "awake_min": 0,
        "final_wake_at": "06:00",
    }
    week = [entry(back, night=night) for back in range(3)]
    assert (refusal(GoalKind.RISE_NEAR, week, None, TODAY) is not None) is is_refused


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (GoalKind.LAST_CAFFEINE_BY, "2pm", "14:00"),
        (GoalKind.RISE_NEAR, "7", "07:00"),
        (GoalKind.WIND_DOWN, "10", 10),
    ],
)
def test_a_value_is_read_the_way_people_type_it(
    kind: GoalKind, typed: str, value: str | int
) -> None:
    assert value_of(kind, typed) == value


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (GoalKind.LAST_CAFFEINE_BY, "25"),
        (GoalKind.WIND_DOWN, "0"),
        (GoalKind.WIND_DOWN, "ten"),
        (GoalKind.WIND_DOWN, "500"),
    ],
)
def test_a_value_that_is_none_is_refused(kind: GoalKind, typed: str) -> None:
    with pytest.raises(ValueError, match=typed):
        value_of(kind, typed)


def test_a_value_that_suits_the_bedtime_is_offered() -> None:
    values = [suggested(kind, Profile(bedtime="23:30")) for kind in GoalKind]
    assert values == ["14:30", "20:30", "22:30", "07:30", 10]


@pytest.mark.parametrize("kind", GoalKind)
def test_a_goal_reads_in_a_few_words(kind: GoalKind) -> None:
    words = goal_words(kind, suggested(kind, None))
    assert len(words) <= 24


# The marks against the log, read once more in the plainest way.


def _clock(clock: str) -> tuple[bool, str]:
    """A place within a day that begins at 04:00."""
    return clock < "04:00", clock


def _in_time(name: str, aim: Goal, day: Plain) -> bool | None:
    if name not in day:
        return None
    counting = [drink["at"] for drink in day[name] if drink.get("mg", 96) >= 10]
    return all(_clock(at) <= _clock(str(aim.value)) for at in counting)


def _long_enough(day: Plain) -> bool | None:
    lengths = [practice.get("min") for practice in day.get("relaxation", ())]
    enough = sum(length or 0 for length in lengths) >= 10
    return None if "relaxation" not in day or (not enough and None in lengths) else enough


def _up_near(night: Plain) -> bool | None:
    up = str(night.get("out_of_bed_at", ""))
    return "06:00" <= up <= "08:00" if up else None


def _plainly(aim: Goal, plain: Plain | None) -> bool | None:
    """What a day comes to, from the log's own JSON."""
    day, night = (plain or {}).get("day", {}), (plain or {}).get("night", {})
    answers: dict[GoalKind, bool | None] = {
        GoalKind.LAST_CAFFEINE_BY: _in_time("caffeine", aim, day),
        GoalKind.NO_ALCOHOL_AFTER: _in_time("alcohol", aim, day),
        GoalKind.SCREENS_DOWN_BY: day.get("goal_kept"),
        GoalKind.RISE_NEAR: _up_near(night),
        GoalKind.WIND_DOWN: _long_enough(day),
    }
    return answers[aim.goal]


def _random_days(dice: random.Random) -> Iterator[tuple[int, Plain | None]]:
    for back in range(1, MARKS + 1):
        if dice.random() < 0.25:
            yield back, None
            continue
        day: Plain = {}
        for name, key, amount in (("caffeine", "mg", 96), ("alcohol", "drinks", 1)):
            if dice.random() < 0.7:
                clocks = [f"{dice.randrange(24):02d}:{dice.randrange(60):02d}" for _ in "abc"]
                drinks = [{"at": at, key: amount} for at in clocks[: dice.randrange(4)]]
                day[name] = drinks
        if dice.random() < 0.5:
            day["goal_kept"] = dice.random() < 0.5
        if dice.random() < 0.6:
            lengths = [dice.choice([None, 3, 6, 12]) for _ in range(dice.randrange(3))]
            day["relaxation"] = _practices(*lengths)
        night = {}
        if dice.random() < 0.7:
            night = {"out_of_bed_at": f"{dice.randrange(4, 12):02d}:{dice.randrange(60):02d}"}
        yield back, {"day": day, "night": night}


def test_the_marks_agree_with_the_log_on_random_diaries() -> None:
    for seed in range(RANDOM_GOALS):
        dice = random.Random(seed)
        plain = dict(_random_days(dice))
        said = evenings(*[entry(back, **raw) for back, raw in plain.items() if raw])
        for aim in (CUP, GLASS, SCREENS, RISE, WIND_DOWN):
            signs = marks(aim, said, TODAY - timedelta(days=1), TODAY)
            for back, raw in plain.items():
                answer = _plainly(aim, raw)
                sign = Kept.GAP if answer is None else Kept.YES if answer else Kept.NO
                assert signs[MARKS - back] is sign, (seed, aim.goal, raw)
