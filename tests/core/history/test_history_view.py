"""What the history shows of a night and of a day, which nights it keeps, where it jumps."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Context,
    DreamEnactment,
    LegUrge,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import CaffeineDrink, Day, Entry, Movement, Night, Profile
from coach.core.diary.said import Mark, is_recalled
from coach.core.history import choice as history
from coach.core.history import table as night_table
from coach.core.history.charts import NightSpan
from coach.core.history.choice import Show
from coach.core.history.night import (
    NightRow,
    Nights,
    night_row,
    night_span,
    row_words,
    slept_minutes,
    usual_scale,
)

DAY = date(2026, 11, 22)
NIGHT = Night(
    in_bed_at="22:50",
    tried_to_sleep_at="23:10",
    sleep_latency_min=20,
    awakenings=2,
    awake_min=15,
    final_wake_at="06:40",
    out_of_bed_at="07:00",
    quality=3,
    rested=4,
)


def nights(*entries: Entry, profile: Profile | None = None) -> Nights:
    return Nights({entry.date: entry for entry in entries}, profile)


def days_ago(days: int) -> date:
    return DAY - timedelta(days=days)


class TestARow:
    def test_of_a_day_without_an_entry_says_nothing(self) -> None:
        row = night_row(nights(), DAY)
        assert row == NightRow(
            DAY, False, NightSpan(), None, None, None, Mark.NOT_ANSWERED, None, None, ()
        )
        assert row.slept_words == ""
        assert row_words(row) == "not answered."

    def test_of_a_cleared_day_is_that_of_a_day_not_answered(self) -> None:
        assert not night_row(nights(Entry(date=DAY, cleared=True)), DAY).answered

    def test_of_a_day_that_holds_drinks_alone_says_that_the_night_is_open(self) -> None:
        row = night_row(nights(Entry(date=DAY, day=Day(caffeine=()))), DAY)
        assert row.answered
        assert row_words(row) == "the night is not answered."

    def test_shows_the_night_and_what_it_came_after(self) -> None:
        before = Entry(
            date=days_ago(1),
            day=Day(stress=4, caffeine=(CaffeineDrink(at="17:50", mg=100),)),
        )
        own = Entry(
            date=DAY,
            night=NIGHT,
            movement=Movement(sleep_starts=SleepStarts.DISTURBING),
            day=Day(stress=1, caffeine=()),
        )
        row = night_row(nights(before, own), DAY)
        assert row.slept == 415
        assert row.slept_words == "6 h 55"
        assert row.quality == 3
        assert row.mark is Mark.DISTURBED
        assert row.caffeine_mg == 50  # one half-life of five hours before 22:50
        assert row.stress == 4
        assert row.span == NightSpan(in_bed=-70, asleep=-30, woke=400, up=420)
        assert (
            row_words(row) == "in bed 22:50 to 07:00; rested 4 of 5; movement: disturbed sleep."
        )

    def test_has_no_caffeine_where_the_drinks_of_the_day_before_were_not_answered(self) -> None:
        two_before = Entry(
            date=days_ago(2), day=Day(caffeine=(CaffeineDrink(at="22:00", mg=95),))
        )
        before = Entry(date=days_ago(1), day=Day(stress=2))
        assert night_row(nights(two_before, before), DAY).caffeine_mg is None

    def test_has_the_rest_of_earlier_days_where_none_was_drunk_the_day_before(self) -> None:
        two_before = Entry(
            date=days_ago(2), day=Day(caffeine=(CaffeineDrink(at="23:00", mg=96),))
        )
        before = Entry(date=days_ago(1), day=Day(caffeine=()))
        slow = Profile(caffeine_half_life_h=12)
        row = night_row(nights(two_before, before, profile=slow), DAY)
        assert row.caffeine_mg == 25

    def test_counts_the_drinks_of_the_date_itself_before_a_day_sleepers_bed(self) -> None:
        before = Entry(date=days_ago(1), day=Day(caffeine=()))
        own = Entry(
            date=DAY,
            night=Night(in_bed_at="09:00", final_wake_at="16:00"),
            day=Day(
                caffeine=(CaffeineDrink(at="08:59", mg=60), CaffeineDrink(at="17:00", mg=80))
            ),
        )
        assert night_row(nights(before, own), DAY).caffeine_mg == 60

    def test_has_no_hours_where_the_night_is_implausible_and_not_confirmed(self) -> None:
        night = Night(
            tried_to_sleep_at="07:00",
            sleep_latency_min=0,
            awake_min=0,
            final_wake_at="06:30",
        )
        doubtful = Entry(date=DAY, night=night)
        assert slept_minutes(doubtful) is None
        assert night_row(nights(doubtful), DAY).tags == ("unlikely",)
        sure = Entry(date=DAY, night=replace(night, confirmed=True))
        assert slept_minutes(sure) == 23 * 60 + 30

    def test_names_what_else_there_was(self) -> None:
        entry = Entry(
            date=DAY,
            night=Night(measured=True),
            movement=Movement(
                dream_enactment=DreamEnactment.INJURY,
                awake=AwakeMovement.JERK,
                leg_urge=LegUrge.URGE,
                breathing=Breathing.PAUSES,
            ),
            notes="  bad dream ",
            first_recorded_at=datetime(2026, 11, 26, 9, tzinfo=UTC),
        )
        assert night_row(nights(entry), DAY).tags == (
            "dream, hurt",
            "jerk by day",
            "legs",
            "pauses",
            "note",
            "device",
            "recalled",
        )

    def test_says_nothing_of_answers_that_are_no(self) -> None:
        entry = Entry(
            date=DAY,
            movement=Movement(
                dream_enactment=DreamEnactment.NONE,
                awake=AwakeMovement.NONE,
                leg_urge=LegUrge.NONE,
                breathing=Breathing.UNKNOWN,
            ),
            notes="   ",
        )
        assert night_row(nights(entry), DAY).tags == ()

    def test_places_a_night_on_the_clock_of_its_own_zone(self) -> None:
        night = Night(tried_to_sleep_at="23:00", sleep_latency_min=30, final_wake_at="07:00")
        far = Entry(date=DAY, night=night, tz="Asia/Tokyo")
        assert night_span(far) == NightSpan(in_bed=-60, asleep=-30, woke=420, up=420)


@pytest.mark.parametrize(
    ("recorded", "late"),
    [
        ("2026-11-22T21:00:00+00:00", False),
        ("2026-11-25T03:59:00+00:00", False),
        ("2026-11-25T04:00:00+00:00", False),
        ("2026-11-25T04:01:00+00:00", True),
    ],
)
def test_a_day_is_recalled_from_48_hours_after_it_ended_at_four(
    recorded: str, late: bool
) -> None:
    entry = Entry(date=DAY, tz="UTC", first_recorded_at=datetime.fromisoformat(recorded))
    assert is_recalled(entry) is late


def test_a_day_without_a_first_record_was_answered_on_the_day_itself() -> None:
    assert not is_recalled(Entry(date=DAY))


class TestTheTable:
    FULL = NightRow(
        DAY,
        True,
        NightSpan(-70, -30, 400, 420),
        610,
        3,
        None,
        Mark.DISTURBED,
        130,
        4,
        ("flicker", "note"),
    )

    @pytest.mark.parametrize("width", [57, 58, 76, 77, 100])
    def test_has_rows_as_wide_as_its_headings_and_never_wider_than_the_window(
        self, width: int
    ) -> None:
        columns = night_table.layout(width)
        over, names = night_table.headings(columns, 2026)
        row = "".join(text for text, _ in night_table.cells(self.FULL, columns, chosen=True))
        assert len(over) <= len(names) <= width
        assert len(row) <= width
        assert row[: len(names)].rstrip()[-3:] == "4/5"

    def test_shows_a_row_in_its_columns(self) -> None:
        columns = night_table.layout(77)
        assert night_table.headings(columns, 2026) == (
            "                                                  caffeine stress",
            "  2026       18 21  00 03 06  09   asleep rest move   left before",
        )
        assert night_table.row_line(self.FULL, columns) == (
            "  Sun 22 Nov      ░████████       10 h 10  3/5  ●   130 mg    4/5 flicker +1"
        )

    def test_has_a_plus_for_tags_where_there_is_no_room_for_them(self) -> None:
        columns = night_table.layout(57)
        assert columns.tags == 0
        assert "●+" in night_table.row_line(self.FULL, columns)

    def test_draws_a_day_not_answered_as_a_gap(self) -> None:
        row = night_row(nights(), DAY)
        columns = night_table.layout(77)
        assert night_table.row_line(row, columns) == f"  Sun 22 Nov {'·' * 20}"

    def test_draws_a_night_without_times_as_a_gap_beside_what_was_answered(self) -> None:
        row = night_row(
            nights(Entry(date=DAY, movement=Movement(sleep_starts=SleepStarts.NONE))), DAY
        )
        line = night_table.row_line(row, night_table.layout(77))
        assert line == f"  Sun 22 Nov {'·' * 20}               -"

    @pytest.mark.parametrize(
        ("night", "told"),
        [
            (Night(rested=4, quality=2), " 4/5 "),
            (Night(rested=4), " 4/5 "),
            (Night(quality=2), " q2/5 "),
        ],
    )
    def test_says_how_rested_one_felt_and_marks_a_quality_in_its_place(
        self, night: Night, told: str
    ) -> None:
        row = night_row(nights(Entry(date=DAY, night=night)), DAY)
        assert told in f"{night_table.row_line(row, night_table.layout(77))} "

    def test_says_no_sleep_where_there_was_none_and_draws_no_blocks(self) -> None:
        night = Night(did_not_sleep=True, rested=1)
        row = night_row(nights(Entry(date=DAY, night=night)), DAY)
        for width in (57, 77):
            line = night_table.row_line(row, night_table.layout(width))
            assert "no sleep" in line
            assert "none  1/5" in line
            assert "█" not in line
            assert "·" not in line
        assert row_words(row).startswith("no sleep; rested 1 of 5")

    @pytest.mark.parametrize(
        ("bedtime", "bed", "up"),
        [("23:00", "23:10", "07:00"), ("08:00", "08:10", "15:00"), ("03:30", "03:40", "11:00")],
    )
    def test_draws_a_night_from_five_hours_before_the_usual_bedtime_on(
        self, bedtime: str, bed: str, up: str
    ) -> None:
        profile = Profile(bedtime=bedtime)
        night = Night(in_bed_at=bed, tried_to_sleep_at=bed, sleep_latency_min=10,
                      awake_min=0, final_wake_at=up, out_of_bed_at=up)  # fmt: skip
        evenings = nights(Entry(date=DAY, night=night), profile=profile)
        columns = night_table.layout(77, usual_scale(evenings))
        line = night_table.row_line(night_row(evenings, DAY), columns)
        bar = line[13:33]
        assert bar.startswith("     ")
        assert bar.strip(" ").strip("░█") == ""
        hour = int(bedtime[:2]) - 5 + (bedtime[3:] != "00")
        assert f"{hour % 24:02d}" in night_table.headings(columns, 2026)[1][13:16]

    def test_marks_the_chosen_row_without_colour(self) -> None:
        pieces = night_table.cells(self.FULL, night_table.layout(77), chosen=True)
        assert pieces[0][0].startswith("› ")

    def test_writes_a_day_sleepers_night_out_where_it_cannot_be_drawn(self) -> None:
        span = NightSpan(in_bed=13 * 60, asleep=13 * 60, woke=20 * 60, up=20 * 60 + 30)
        row = NightRow(DAY, True, span, 400, None, None, Mark.NONE, None, None, ())
        assert "13:00 to 20:30" in night_table.row_line(row, night_table.layout(77))
        assert "›" in night_table.row_line(row, night_table.layout(77))
        assert len(night_table.row_line(row, night_table.layout(57))) <= 57

    @pytest.mark.parametrize(
        ("width", "said"),
        [(30, "dream, legs, note"), (13, "dream +2"), (7, "+3"), (2, "+3")],
    )
    def test_names_as_many_tags_as_fit_and_counts_the_others(
        self, width: int, said: str
    ) -> None:
        assert night_table.tags_that_fit(("dream", "legs", "note"), width) == said


def _moved(days: int, **answers: object) -> Entry:
    return Entry(date=days_ago(days), movement=Movement(**answers))  # type: ignore[arg-type] # any field


class TestAFilter:
    DIARY = (
        _moved(0, sleep_starts=SleepStarts.DISTURBING),
        _moved(1, sleep_movement=SleepMovement.NOTICED),
        _moved(2, sleep_movement=SleepMovement.UNKNOWN, leg_urge=LegUrge.NONE),
        _moved(3, dream_enactment=DreamEnactment.ACTED_OUT),
        _moved(4, awake=AwakeMovement.FLICKER),
        _moved(5, breathing=Breathing.SNORING, leg_urge=LegUrge.DELAYED_SLEEP),
        Entry(date=days_ago(6), day=Day(context=(Context.TRAVEL, Context.SHIFT))),
        Entry(date=days_ago(7), notes="Kicked the LAMP over"),
        Entry(date=days_ago(8), notes="  "),
        Entry(date=days_ago(9), cleared=True),
    )

    @pytest.mark.parametrize(
        ("show", "kept"),
        [
            (Show.ALL, [0, 1, 2, 3, 4, 5, 6, 7, 8]),
            (Show.DISTURBED, [0]),
            (Show.STARTS, [0]),
            (Show.IN_SLEEP, [1]),
            (Show.DREAMS, [3]),
            (Show.LEGS, [5]),
            (Show.BY_DAY, [4]),
            (Show.BREATHING, [5]),
            (Show.NOTED, [7]),
            (Show.TRAVEL, [6]),
            (Show.SHIFT, [6]),
            (Show.CARING, []),
        ],
    )
    def test_keeps_only_what_was_answered_yes(self, show: Show, kept: list[int]) -> None:
        assert history.found(self.DIARY, show) == tuple(days_ago(day) for day in kept)

    def test_has_a_choice_for_every_context(self) -> None:
        assert set(history.CONTEXTS) == set(Context)
        for show in Show:
            assert history.keeps(show, Entry(date=DAY)) is (show is Show.ALL)

    @pytest.mark.parametrize(
        ("search", "kept"),
        [("lamp", [7]), ("lamp KICKED", [7]), ("lamp chair", []), ("  ", list(range(9)))],
    )
    def test_looks_for_all_words_in_the_notes_whatever_their_case(
        self, search: str, kept: list[int]
    ) -> None:
        found = history.found(reversed(self.DIARY), search=search)
        assert found == tuple(days_ago(day) for day in kept)

    def test_and_a_search_narrow_together(self) -> None:
        assert history.found(self.DIARY, Show.DISTURBED, "lamp") == ()


class TestAJump:
    def test_lists_every_day_answered_or_not_newest_first(self) -> None:
        assert history.every_day(days_ago(2), DAY) == (DAY, days_ago(1), days_ago(2))
        assert history.every_day(DAY, DAY) == (DAY,)
        assert history.every_day(None, DAY) == ()

    @given(
        st.sets(st.integers(0, 60), max_size=12).map(
            lambda ages: tuple(map(days_ago, sorted(ages)))
        ),
        st.integers(-5, 70),
    )
    def test_lands_on_the_day_or_the_next_older_one(
        self, dates: tuple[date, ...], age: int
    ) -> None:
        wanted = days_ago(age)
        place = history.place_of(dates, wanted)
        older = [day for day in dates if day <= wanted]
        assert not dates or dates[place] == (older[0] if older else dates[-1])
        assert dates or place == 0

    @pytest.mark.parametrize(
        ("day", "months", "lands"),
        [
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-01-15", -1, "2025-12-15"),
            ("2026-12-31", 2, "2027-02-28"),
            ("2024-02-29", -12, "2023-02-28"),
        ],
    )
    def test_of_a_month_stays_within_the_month(self, day: str, months: int, lands: str) -> None:
        moved = history.months_from(date.fromisoformat(day), months)
        assert moved == date.fromisoformat(lands)

    @pytest.mark.parametrize(
        ("typed", "day"),
        [
            ("2026-03-15", "2026-03-15"),
            (" 15.3.2026 ", "2026-03-15"),
            ("15/3", "2026-03-15"),
            ("24.12.", "2025-12-24"),
            ("2025-07", "2025-07-01"),
        ],
    )
    def test_takes_a_date_the_way_people_type_it(self, typed: str, day: str) -> None:
        assert history.parse_day(typed, DAY) == date.fromisoformat(day)

    @pytest.mark.parametrize("typed", ["", "soon", "31/2", "2026-13-01", "1-2-3-4", "٣/٤"])
    def test_names_what_is_no_date(self, typed: str) -> None:
        with pytest.raises(ValueError, match="is no date") as refused:
            history.parse_day(typed, DAY)
        assert repr(typed) in str(refused.value)
