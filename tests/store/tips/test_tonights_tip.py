"""Tonight's tip from a real diary: kept for the day, passed over, given way, asked about."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from coach.core.diary.choices import Feedback
from coach.core.diary.records import CaffeineDrink, Day, Entry, Profile
from coach.store.diary.diary import Diary
from coach.store.tips.tipbook import load
from coach.store.tips.tonights_tip import (
    TonightsTip,
    say_of_tip,
    tip_to_ask_about,
    tonights_tip,
)
from tests.store.conftest import SetClock

BOOK = load()
DAY = date(2026, 11, 22)
EVENING = datetime.fromisoformat("2026-11-22T22:00:00+00:00")


def tip_of(diary: Diary, passed_over: tuple[str, ...] = (), day: date = DAY) -> TonightsTip:
    """The tip, noted as the first page notes it."""
    at = EVENING + (day - DAY)
    shown = tonights_tip(diary, day, at=at, book=BOOK, not_these=passed_over)
    shown.remember()
    return shown


def name(shown: TonightsTip) -> str:
    assert shown.choice is not None
    return shown.choice.tip.id


def answer(diary: Diary, stress: int, caffeine: tuple[CaffeineDrink, ...] = ()) -> None:
    day = Day(stress=stress, caffeine=caffeine or None)
    diary.change(DAY, lambda _: Entry(date=DAY, day=day), "an evening")


def test_the_tip_stays_until_the_day_ends_in_other_windows_too(
    diary: Diary, opened: Callable[[], Diary]
) -> None:
    answer(diary, stress=2)
    first = name(tip_of(diary))
    assert name(tip_of(opened())) == first
    assert len(diary.tips()) == 1


def test_the_last_of_several_stays_when_the_program_is_opened_again(
    diary: Diary, opened: Callable[[], Diary], clock: SetClock
) -> None:
    answer(diary, stress=4)
    seen: tuple[str, ...] = ()
    for _ in range(4):
        clock.forward(minutes=1)
        seen = (*seen, name(tip_of(diary, seen)))
    assert len(set(seen)) == 4
    assert name(tip_of(opened())) == seen[-1]


def test_the_plainest_lever_takes_the_place_of_a_tip_for_any_evening_and_stays(
    diary: Diary, opened: Callable[[], Diary], clock: SetClock
) -> None:
    diary.save_profile(Profile(bedtime="23:00"))
    answer(diary, stress=1)
    before = name(tip_of(diary))
    late = tuple(CaffeineDrink(at=at, mg=96) for at in ("17:00", "20:00", "21:00"))
    answer(diary, stress=1, caffeine=late)
    clock.forward(minutes=5)
    after = tip_of(diary)
    assert name(after) == "caffeine-last-cup" != before
    assert after.choice is not None
    assert "may be left at bedtime" in after.choice.because[0]
    assert name(tip_of(opened())) == "caffeine-last-cup"


def test_the_tip_of_the_evening_before_is_asked_about_and_answered(diary: Diary) -> None:
    answer(diary, stress=4)
    first = name(tip_of(diary))
    tomorrow = DAY + timedelta(days=1)
    assert tip_to_ask_about(diary, DAY) is None
    tip_of(diary, day=tomorrow)
    asked = tip_to_ask_about(diary, tomorrow)
    assert asked is not None
    assert (asked.tip, asked.shown_on) == (first, DAY)
    say_of_tip(diary, asked, Feedback.NOT_FOR_ME)
    assert {shown.tip: shown.feedback for shown in diary.tips()}[first] is Feedback.NOT_FOR_ME
    assert name(tip_of(diary, day=tomorrow)) != first
