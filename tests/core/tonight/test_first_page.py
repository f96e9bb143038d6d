"""The first page: which night waits, today's caffeine, and two weeks in two strips."""

from datetime import date, timedelta

import pytest

from coach.core.diary.choices import AwakeMovement, SleepMovement, SleepStarts
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Movement,
    Night,
    Profile,
)
from coach.core.tonight.first_page import NIGHTS, Said, TonightView, tonight_view
from coach.core.words.lengths_and_dates import night_words

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)
NIGHT = Night(rested=4)
MOVEMENT = Movement(sleep_starts=SleepStarts.NONE)
CUP = CaffeineDrink(at="08:10", mg=95, drink="coffee")
GLASS = AlcoholDrink(at="20:00", drinks=1)


def view(*entries: Entry, profile: Profile | None = None, draft: bool = False) -> TonightView:
    """The first page of a diary."""
    return tonight_view(entries, profile or Profile(), TODAY, has_draft=draft)


def back(days: int) -> date:
    """The date so many days ago."""
    return TODAY - timedelta(days=days)


def cups(*drinks: tuple[str, float]) -> Entry:
    """Today with nothing but drinks of caffeine."""
    return Entry(
        date=TODAY,
        day=Day(caffeine=tuple(CaffeineDrink(at=clock, mg=mg) for clock, mg in drinks)),
    )


def slept(
    hours: float,
    days_ago: int = 0,
    *,
    confirmed: bool | None = None,
    measured: bool | None = None,
) -> Entry:
    """A night from midnight on, all of it asleep."""
    minutes = round(60 * hours)
    night = Night(
        tried_to_sleep_at="00:00",
        sleep_latency_min=0,
        awake_min=0,
        final_wake_at=f"{minutes // 60:02d}:{minutes % 60:02d}",
        confirmed=confirmed,
        measured=measured,
    )
    return Entry(date=back(days_ago), night=night)


NIGHT_WORDS = "Sat 21 → Sun 22 Nov"
WAITING = f"The night {NIGHT_WORDS} is waiting."
STILL_OPEN = f"The night {NIGHT_WORDS} is noted; today is still open."
NIGHT_OPEN = f"Today is noted; the night {NIGHT_WORDS} is still open."
DONE = f"The night {NIGHT_WORDS} is noted, and so is the day."


class TestTheNightThatWaits:
    @pytest.mark.parametrize(
        ("entry", "words", "hint"),
        [
            pytest.param(None, WAITING, "check in", id="nothing"),
            pytest.param(Entry(date=YESTERDAY, night=NIGHT, day=Day(stress=2)),
                         WAITING, "check in", id="yesterday alone"),
            pytest.param(Entry(date=TODAY, night=NIGHT), STILL_OPEN, "go on", id="night"),
            pytest.param(Entry(date=TODAY, movement=MOVEMENT),
                         STILL_OPEN, "go on", id="movement"),
            pytest.param(Entry(date=TODAY, day=Day(stress=2)), NIGHT_OPEN, "go on", id="day"),
            pytest.param(Entry(date=TODAY, day=Day(hard_to_cope=False)),
                         NIGHT_OPEN, "go on", id="a no"),
            pytest.param(Entry(date=TODAY, night=NIGHT, day=Day(stress=2)),
                         DONE, "change it", id="night and day"),
            pytest.param(Entry(date=TODAY, movement=MOVEMENT, day=Day(stress=2)),
                         DONE, "change it", id="movement and day"),
            pytest.param(Entry(date=TODAY, day=Day(caffeine=(CUP,), alcohol=(GLASS,))),
                         WAITING, "check in", id="drinks"),
            pytest.param(Entry(date=TODAY, day=Day(caffeine=(), alcohol=())),
                         WAITING, "check in", id="no drinks"),
            pytest.param(Entry(date=TODAY, night=NIGHT, day=Day(caffeine=(CUP,))),
                         STILL_OPEN, "go on", id="night and drinks"),
            pytest.param(Entry(date=TODAY, notes="a note"), WAITING, "check in", id="note"),
            pytest.param(Entry(date=TODAY, cleared=True), WAITING, "check in", id="cleared"),
        ],
    )  # fmt: skip
    def test_is_dated_by_its_two_days_and_says_how_far_it_is(
        self, entry: Entry | None, words: str, hint: str
    ) -> None:
        page = view(*[entry] if entry else [])
        assert (page.waiting, page.check_in_hint) == (words, hint)

    @pytest.mark.parametrize(
        ("day", "bedtime", "words"),
        [
            (date(2026, 12, 1), "23:00", "the night Mon 30 Nov → Tue 1 Dec"),
            (date(2027, 1, 1), "01:30", "the night Thu 31 Dec → Fri 1 Jan"),
            (TODAY, "08:00", "the sleep of Sun 22 Nov"),
            (TODAY, "03:00", "the sleep of Sun 22 Nov"),
            (TODAY, "18:00", f"the night {NIGHT_WORDS}"),
        ],
    )
    def test_is_named_by_its_months_and_by_one_day_for_who_sleeps_by_day(
        self, day: date, bedtime: str, words: str
    ) -> None:
        assert night_words(day, bedtime) == words

    @pytest.mark.parametrize(
        "entries", [[], [Entry(date=TODAY, night=NIGHT, day=Day(stress=2))]]
    )
    def test_that_was_begun_and_not_saved_says_so_whatever_is_saved(
        self, entries: list[Entry]
    ) -> None:
        page = view(*entries, draft=True)
        words = f"The check-in of the night {NIGHT_WORDS} is begun, not saved yet."
        assert (page.waiting, page.check_in_hint) == (words, "go on")

    def test_may_be_an_ordinary_one_once_five_nights_are_answered(self) -> None:
        nights = [slept(7, back) for back in range(1, 6)]
        assert view(*nights).is_ordinary_offered
        assert not view(*nights[1:]).is_ordinary_offered
        assert not view(*nights, draft=True).is_ordinary_offered
        assert not view(*nights, slept(6)).is_ordinary_offered, "it is answered already"
        assert view(*nights, cups(("08:10", 95))).is_ordinary_offered


class TestTodaysCaffeine:
    @pytest.mark.parametrize(
        "entry",
        [
            Entry(date=TODAY, night=NIGHT),
            Entry(date=TODAY, day=Day(alcohol=(GLASS,))),
            Entry(date=TODAY, cleared=True),
            Entry(date=YESTERDAY, day=Day(caffeine=(CUP,))),
        ],
    )
    def test_that_was_not_noted_is_not_none(self, entry: Entry) -> None:
        assert view().caffeine == view(entry).caffeine == "not noted today"

    def test_of_none_leaves_nothing_to_say(self) -> None:
        assert view(cups()).caffeine == "none today"

    @pytest.mark.parametrize(
        ("drinks", "words"),
        [
            ([("08:10", 95)], "95 mg today,"),
            ([("08:10", 62.5)], "62.5 mg today,"),
            ([("08:10", 95), ("10:00", 63), ("13:00", 48), ("15:30", 40)], "246 mg today,"),
        ],
    )
    def test_is_told_as_a_sum(self, drinks: list[tuple[str, float]], words: str) -> None:
        assert view(cups(*drinks)).caffeine.startswith(words)

    @pytest.mark.parametrize(
        ("profile", "words"),
        [
            # 100 mg at 13:00: halved by 18:00, and once more by 23:00.
            (Profile(), "about 25 mg left at 23:00"),
            (Profile(bedtime="18:00"), "about 50 mg left at 18:00"),
            (Profile(bedtime="04:00"), "about 10 mg left at 04:00"),
            (Profile(caffeine_half_life_h=10), "about 50 mg left at 23:00"),
        ],
    )
    def test_says_about_how_much_is_left_at_the_usual_bedtime(
        self, profile: Profile, words: str
    ) -> None:
        assert view(cups(("13:00", 100)), profile=profile).caffeine.endswith(words)

    def test_counts_what_is_left_of_the_days_before(self) -> None:
        late = CaffeineDrink(at="23:00", mg=600)
        yesterday = Entry(date=YESTERDAY, day=Day(caffeine=(late,)))
        page = view(yesterday, cups(("13:00", 100)), profile=Profile(caffeine_half_life_h=12))
        # A quarter of 600 mg, and of 100 mg what ten hours leave.
        assert page.caffeine == "100 mg today, about 205 mg left at 23:00"

    @pytest.mark.parametrize(
        ("drinks", "profile", "words"),
        [
            ([("23:30", 95)], Profile(), "95 mg of it after 23:00"),
            ([("13:00", 100), ("23:30", 95)], Profile(), "95 mg of it after 23:00"),
            ([("23:30", 62.5), ("00:40", 40)], Profile(), "102.5 mg of it after 23:00"),
            ([("22:30", 95)], Profile(bedtime="22:00"), "95 mg of it after 22:00"),
            # At bedtime is not after it, and neither is half an hour before one past midnight.
            ([("23:00", 95)], Profile(), "about 95 mg left at 23:00"),
            ([("00:00", 95)], Profile(bedtime="00:30"), "about 90 mg left at 00:30"),
            # A day that starts at midnight has that cup in its morning.
            ([("00:40", 95)], Profile(day_starts_at="00:00"), "about 5 mg left at 23:00"),
        ],
    )
    def test_had_after_bedtime_is_told_in_place_of_what_is_left(
        self, drinks: list[tuple[str, float]], profile: Profile, words: str
    ) -> None:
        assert view(cups(*drinks), profile=profile).caffeine.endswith(words)

    def test_is_reckoned_where_the_day_was_spent(self) -> None:
        answers = cups(("22:30", 100)).day
        there = Entry(date=TODAY, tz="America/New_York", day=answers)
        assert view(there).caffeine == "100 mg today, about 95 mg left at 23:00"


class TestSleep:
    def test_is_a_column_a_night_with_a_gap_for_what_was_not_answered(self) -> None:
        page = view(slept(10, 13), slept(5, 2), slept(7.5, 1), slept(0))
        assert page.sleep_strip == "█" + 10 * " " + "▄▆▁"

    def test_is_drawn_on_a_fixed_scale_of_ten_hours(self) -> None:
        assert view(slept(7)).sleep_strip[-1] == view(slept(7), slept(2, 1)).sleep_strip[-1]
        assert view(slept(12)).sleep_strip[-1] == "█"
        assert view(slept(2)).sleep_strip[-1] == "▂"

    def test_is_averaged_over_the_nights_that_have_it(self) -> None:
        page = view(slept(6), slept(7, 3), Entry(date=back(2), night=NIGHT))
        assert page.sleep.long == "6 h 30 on average, 2 of 14 nights answered"
        assert view(slept(0.75)).sleep.long == "45 min on average, 1 of 14 nights answered"

    def test_of_no_night_is_no_zero(self) -> None:
        for page in (view(), view(Entry(date=TODAY, night=NIGHT))):
            assert page.sleep.long == "no times in 14 nights"
            assert page.sleep_strip == NIGHTS * " "

    def test_of_two_weeks_leaves_earlier_nights_out(self) -> None:
        page = view(slept(6, 13), slept(10, 14))
        assert page.sleep.long == "6 h 00 on average, 1 of 14 nights answered"

    def test_that_cannot_be_right_is_a_gap_until_it_is_confirmed(self) -> None:
        page = view(slept(17), slept(6, 1))
        assert page.sleep.long == "6 h 00 on average, 1 of 14 nights answered"
        assert page.sleep_strip[-1] == " "
        sure = view(slept(17, confirmed=True))
        assert sure.sleep.long == "17 h 00 on average, 1 of 14 nights answered"
        assert sure.sleep_strip[-1] == "█"

    @pytest.mark.parametrize(("hours", "average"), [(6, "7 h 00"), (17, "12 h 30")])
    def test_of_a_device_is_shown_though_no_rule_reads_it(
        self, hours: float, average: str
    ) -> None:
        page = view(slept(hours, measured=True), slept(8, 1))
        assert page.sleep.long == f"{average} on average, 2 of 14 nights answered"
        assert page.sleep_strip[-1] != " "


class TestMovement:
    def test_is_a_sign_a_night_the_latest_last(self) -> None:
        reported = (
            Movement(sleep_movement=SleepMovement.WOKE_ME),
            Movement(sleep_starts=SleepStarts.UNDISTURBING),
            Movement(sleep_movement=SleepMovement.NONE),
            Movement(sleep_movement=SleepMovement.UNKNOWN),
            Movement(awake=AwakeMovement.JERK),
        )
        nights = [
            Entry(date=back(days), movement=movement)
            for days, movement in enumerate(reversed(reported))
        ]
        assert view(*nights).movement_strip == 9 * " " + "●○-? "

    def test_is_told_in_words_with_the_two_weeks_of_a_month_ago(self) -> None:
        woken = Movement(sleep_movement=SleepMovement.WOKE_ME)
        lately = [Entry(date=back(days), movement=MOVEMENT) for days in range(1, 6)]
        once = Entry(date=TODAY, movement=woken)
        assert view(*lately).movement.long == "none disturbed"
        assert view(*lately, once).movement.long == "1 of 6 nights disturbed"
        assert view().movement.long == "not answered in 14 nights"
        before = [
            Entry(date=back(days), movement=woken if days < 31 else MOVEMENT)
            for days in range(28, 35)
        ]
        assert view(*lately, *before).movement == Said(
            "none disturbed; 3 of 7 a month ago", "none disturbed, 3 a month ago"
        )
        assert view(*lately, *before[1:]).movement.long == "none disturbed", "too few then"
        alone = Entry(date=TODAY, movement=Movement(sleep_movement=SleepMovement.UNKNOWN))
        assert view(*lately, alone).movement.long == "none disturbed; 1 not observed"

    def test_of_two_weeks_leaves_earlier_nights_out(self) -> None:
        first = Entry(date=back(13), movement=MOVEMENT)
        assert view(first).movement_strip == "-" + 13 * " "
        assert view(Entry(date=back(14), movement=MOVEMENT)).movement_strip == 14 * " "


class TestMissedDays:
    def test_are_those_since_the_diary_began_without_today(self) -> None:
        assert view().missed == 0
        assert view(Entry(date=TODAY, night=NIGHT)).missed == 0
        assert view(Entry(date=back(4), night=NIGHT)).missed == 3
        assert view(Entry(date=back(4), night=NIGHT), slept(7, 2)).missed == 2

    def test_are_never_more_than_two_weeks_hold_beside_today(self) -> None:
        assert view(Entry(date=back(20), night=NIGHT)).missed == 13

    @pytest.mark.parametrize(
        ("entry", "missed"),
        [
            (Entry(date=YESTERDAY, movement=MOVEMENT), 0),
            (Entry(date=YESTERDAY, day=Day(stress=2)), 0),
            (Entry(date=YESTERDAY, notes="a note"), 0),
            (Entry(date=YESTERDAY, day=Day(caffeine=(CUP,), alcohol=(GLASS,))), 1),
            # The first page holds nothing of a cleared day, not even that it was emptied.
            (Entry(date=YESTERDAY, cleared=True), 1),
        ],
    )
    def test_hold_no_answer_but_drinks(self, entry: Entry, missed: int) -> None:
        assert view(Entry(date=back(2), night=NIGHT), entry).missed == missed
