"""The drinks of one day, and what they come to at bedtime."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from coach.core.checkin import drinking
from coach.core.diary.records import AlcoholDrink, CaffeineDrink, Day, Entry, Profile
from tests.core.checkin.conftest import DAY, EVENING

COFFEE = CaffeineDrink(at="15:00", mg=96, drink="coffee")
WINE = AlcoholDrink(at="20:00", drinks=1)


def day_of(*cups: CaffeineDrink, tz: str | None = None) -> Entry:
    """A day with those drinks."""
    return Entry(date=DAY, tz=tz, day=Day(caffeine=cups))


def test_drinks_stand_in_the_order_in_which_they_were_had() -> None:
    late = CaffeineDrink(at="00:30", mg=40, drink="cola")
    entry = Entry(date=DAY, day=Day(caffeine=(late, COFFEE), alcohol=(WINE,)))
    assert drinking.drinks_of(entry, "04:00") == (COFFEE, WINE, late)
    assert drinking.drinks_of(None, "04:00") == ()


def test_a_drink_is_added_and_taken_out_again() -> None:
    entry = drinking.with_drink(None, DAY, COFFEE, "Europe/London")
    assert entry == day_of(COFFEE, tz="Europe/London")
    both = drinking.with_drink(entry, DAY, WINE, None)
    assert both.day == Day(caffeine=(COFFEE,), alcohol=(WINE,))
    assert drinking.without_drink(both, DAY, WINE) == entry


def test_the_last_one_out_leaves_the_question_unanswered() -> None:
    assert drinking.without_drink(day_of(COFFEE), DAY, COFFEE) == Entry(date=DAY)


def test_a_cleared_day_begins_anew() -> None:
    assert drinking.with_drink(Entry(date=DAY, cleared=True), DAY, COFFEE, None) == day_of(
        COFFEE
    )


def test_a_drink_is_changed_in_place_unless_it_is_gone() -> None:
    earlier = CaffeineDrink(at="09:00", mg=96, drink="coffee")
    assert drinking.in_place_of(day_of(COFFEE), DAY, COFFEE, earlier) == day_of(earlier)
    assert drinking.in_place_of(day_of(earlier), DAY, COFFEE, WINE) == day_of(earlier)


def test_96_mg_at_three_leave_about_30_at_eleven() -> None:
    found = drinking.balance([day_of(COFFEE)], DAY, Profile(bedtime="23:00"), 96)
    assert (found.total_mg, found.left_mg, found.bedtime) == (96, 30, "23:00")


def test_the_rest_of_the_day_before_counts() -> None:
    before = Entry(
        date=DAY - timedelta(days=1),
        day=Day(caffeine=(CaffeineDrink(at="22:00", mg=3000),)),
    )
    alone = drinking.balance([before], DAY, Profile(), 96)
    assert (alone.total_mg, alone.left_mg) == (0, 95)


def test_the_latest_time_is_told_in_the_local_zone() -> None:
    london = day_of(tz="America/New_York")
    found = drinking.balance([london], DAY, Profile(bedtime="23:00"), 70)
    assert found.latest == datetime(2026, 11, 22, 18, 0, tzinfo=ZoneInfo("America/New_York"))
    words = drinking.balance_words(found, "coffee", None)
    assert words == ("No caffeine noted; about 0 mg left at 23:00, an estimate.",)


def test_a_drink_after_bedtime_is_told_as_such_and_not_as_nothing_left() -> None:
    late = day_of(CaffeineDrink(at="23:35", mg=63), CaffeineDrink(at="00:40", mg=2))
    found = drinking.balance([late], DAY, Profile(bedtime="23:00"), 96, "Europe/London")
    assert (found.late_mg, found.left_mg) == (65, 0)
    words = drinking.balance_words(found, "coffee", None)
    assert words == ("65 mg of caffeine, 65 mg of it after 23:00, your usual bedtime.",)


def test_a_drink_at_bedtime_is_left_whole() -> None:
    found = drinking.balance(
        [day_of(CaffeineDrink(at="23:00", mg=63))], DAY, Profile(bedtime="23:00"), 96
    )
    assert (found.late_mg, found.left_mg) == (0, 65)


def test_an_entry_without_a_zone_is_read_in_the_local_one() -> None:
    named = drinking.balance([day_of(COFFEE, tz="Asia/Tokyo")], DAY, Profile(), 96)
    local = drinking.balance([day_of(COFFEE)], DAY, Profile(), 96, "Asia/Tokyo")
    assert named == local


@pytest.mark.parametrize(
    ("cups", "hour", "sentence"),
    [
        ((), 9, "The latest time for another coffee is 15:43."),
        ((), 22, "Another coffee now would leave more than 35 mg at bedtime."),
        ((COFFEE, COFFEE), 22, "That is enough to matter for some"),
    ],
)
def test_the_next_cup_in_words(
    cups: tuple[CaffeineDrink, ...], hour: int, sentence: str
) -> None:
    found = drinking.balance([day_of(*cups)], DAY, Profile(), 96)
    words = drinking.balance_words(found, "coffee", EVENING.replace(hour=hour))
    assert words[1].startswith(sentence)


def test_a_cup_without_caffeine_may_be_had_until_bedtime() -> None:
    found = drinking.balance([day_of()], DAY, Profile(bedtime="23:00"), 0)
    assert found.latest is not None
    assert f"{found.latest:%H:%M}" == "23:00"


@pytest.mark.parametrize("text", ["", "many", "-1", "3001", "nan", "1e9"])
def test_what_is_no_amount_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="milligrams"):
        drinking.read_milligrams(text)


def test_amounts_are_read_with_either_comma() -> None:
    assert drinking.read_milligrams("62,5") == 62.5
    assert drinking.read_glasses(" 2 ") == 2


def test_names_are_shown_harmless() -> None:
    assert (
        drinking.drink_words(CaffeineDrink(at="08:00", mg=1, drink="\x1b[2J"))
        == "\ufffd[2J, 1 mg"
    )


@pytest.mark.parametrize(
    ("now", "clock", "on", "had"),
    [
        ("2026-11-22T08:00", "23:30", None, (date(2026, 11, 21), "23:30")),
        ("2026-11-22T08:00", "02:00", None, (date(2026, 11, 21), "02:00")),
        ("2026-11-22T08:00", "07:59", None, (date(2026, 11, 22), "07:59")),
        ("2026-11-22T08:00", "08:15", None, (date(2026, 11, 22), "08:00")),
        ("2026-11-22T08:00", "08:16", None, (date(2026, 11, 21), "08:16")),
        ("2026-11-23T00:40", "23:30", None, (date(2026, 11, 22), "23:30")),
        ("2026-11-23T00:40", "00:50", None, (date(2026, 11, 22), "00:40")),
        ("2026-11-22T23:55", "00:05", None, (date(2026, 11, 22), "23:55")),
        ("2026-11-22T08:00", "23:30", date(2026, 11, 20), (date(2026, 11, 20), "23:30")),
        ("2026-11-22T08:00", "08:10", date(2026, 11, 22), (date(2026, 11, 22), "08:00")),
        ("2026-11-22T08:00", "23:30", date(2026, 11, 22), None),
        ("2026-11-22T08:00", "08:00", date(2026, 11, 23), None),
    ],
)
def test_a_time_means_the_latest_such_moment_that_has_been(
    now: str, clock: str, on: date | None, had: tuple[date, str] | None
) -> None:
    moment = datetime.fromisoformat(f"{now}:30+00:00")
    if had is None:
        with pytest.raises(ValueError, match=f"{clock} on .* has not come yet"):
            drinking.when_had(clock, moment, "04:00", on)
        return
    meant = drinking.when_had(clock, moment, "04:00", on)
    assert (meant.day, meant.at) == had
