"""Tables kept by hand: what their columns are is said; what matters is asked, not guessed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.diary import said
from coach.core.diary.merge import merge
from coach.core.diary.records import Entry, Log, Night
from coach.core.diary.sleep import measure
from coach.exchange.files import ChosenFile
from coach.exchange.importers.source import SourceFile
from coach.exchange.importing import UnknownTable, read, read_files
from coach.exchange.log import LogError
from coach.exchange.table.fields import FIELDS, guessed
from coach.exchange.table.preview import preview
from coach.exchange.table.words import TableWords
from tests.exchange.importers.conftest import HERE, Taken
from tests.exchange.strategies import LETTERS

HEAD = "Date;To bed;Lights out;Latency;Woken;Awake;Woke;Up;How good;Notes"
MEANS = (
    "Date=date,To bed=in_bed_at,Lights out=tried_to_sleep_at,Latency=sleep_latency_min,"
    "Woken=awakenings,Awake=awake_min,Woke=final_wake_at,Up=out_of_bed_at,"
    "How good=quality,Notes=notes"
)
ROWS = (
    "14/03/2026;22:45;23:10;35;2;50;06:40;07:05;2;twitched twice",
    "15/03/2026;23:15;23:20;10;0;0;07:00;07:00;4;",
)
NIGHT = Night(
    in_bed_at="22:45",
    tried_to_sleep_at="23:10",
    sleep_latency_min=35,
    awakenings=2,
    awake_min=50,
    final_wake_at="06:40",
    out_of_bed_at="07:05",
    quality=2,
)


def take(text: str | bytes, columns: str = MEANS, **words: str | None) -> Taken:
    said = {"date_of": "morning", "scale": "1-5", "told_by": "me", **words}
    data = text if isinstance(text, bytes) else text.encode()
    file = ChosenFile("diary.csv", lambda: SourceFile.of_bytes(data, "diary.csv"))
    plans = TableWords(columns, **said).planner()
    return Taken(read_files([file], HERE, plans=plans).parts[0])


def table(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows]) + "\n"


def test_a_row_dated_by_its_morning_is_the_night_that_ended_on_that_date() -> None:
    taken = take(table(*ROWS))
    assert taken.days["2026-03-14"] == Entry(
        date=date(2026, 3, 14), night=NIGHT, notes="twitched twice"
    )
    night = taken.days["2026-03-15"].night
    assert night is not None
    assert (night.awakenings, night.awake_min, night.quality) == (0, 0, 4)
    assert said.bad(NIGHT) is True


def test_a_row_dated_by_its_evening_is_the_night_that_ended_on_the_next_date() -> None:
    late = "16/03/2026;00:30;00:40;5;;;08:10;;3;"
    # Who sleeps by day begins and ends the night on the date of the row.
    by_day = "18/03/2026;08:30;08:40;5;;;15:10;;3;"
    taken = take(table(*ROWS, late, by_day), date_of="evening")
    assert list(taken.days) == ["2026-03-15", "2026-03-16", "2026-03-17", "2026-03-18"]
    assert taken.days["2026-03-15"].night == NIGHT
    night = taken.days["2026-03-17"].night
    assert night is not None
    assert (night.tried_to_sleep_at, night.awakenings, night.awake_min) == ("00:40", None, None)


def test_of_an_evening_without_a_bedtime_the_night_is_still_that_of_the_next_date() -> None:
    taken = take(table("14/03/2026;;;;2;;06:40;;3;"), date_of="evening")
    assert taken.days["2026-03-15"].night == Night(
        awakenings=2, final_wake_at="06:40", quality=3
    )


def test_what_a_day_was_like_stays_on_the_date_of_the_row() -> None:
    head, means = (
        "Date,Bed,Woke,Stress,Nap",
        "Date=date,Bed=tried_to_sleep_at,Woke=final_wake_at",
    )
    rows = "2026-03-14,23:00,07:00,8,20 min\n"
    taken = take(
        f"{head}\n{rows}",
        f"{means},Stress=stress,Nap=nap_min",
        date_of="evening",
        scale="10-1",
    )
    day = taken.days["2026-03-14"].day
    assert day is not None
    # Ten is the worst, as five is in the log.
    assert (day.stress, day.nap_min) == (4, 20)
    assert taken.days["2026-03-15"].night is not None


def test_times_with_dates_of_their_own_need_no_date_and_no_evening() -> None:
    text = (
        "slept,woke\n2026-03-13 23:43,2026-03-14 07:55\n2026-03-15T00:10:30,2026-03-15T08:01\n"
    )
    taken = take(text, "slept=tried_to_sleep_at,woke=final_wake_at", date_of=None, scale=None)
    assert list(taken.days) == ["2026-03-14", "2026-03-15"]
    night = taken.days["2026-03-15"].night
    assert night is not None
    assert (night.tried_to_sleep_at, night.final_wake_at) == ("00:10", "08:01")


def test_what_a_row_does_not_say_stays_unanswered() -> None:
    night = take(table("14/03/2026;;23:10;;;;06:40;;;")).days["2026-03-14"].night
    assert night == Night(tried_to_sleep_at="23:10", final_wake_at="06:40")
    assert said.bad(night) is None
    assert measure(Entry(date=date(2026, 3, 14), night=night)).total_sleep is None
    alone = take(table("14/03/2026;22:45;;;3;;;;4;")).days["2026-03-14"].night
    assert alone == Night(in_bed_at="22:45", awakenings=3, quality=4)
    in_bed = take(table("14/03/2026;22:45;;20;;;;07:05;;")).days["2026-03-14"].night
    assert in_bed == Night(in_bed_at="22:45", out_of_bed_at="07:05", sleep_latency_min=20)
    from_bed = take(table("14/03/2026;22:45;;20;;;06:00;07:05;;")).days["2026-03-14"].night
    assert from_bed == Night(
        in_bed_at="22:45", final_wake_at="06:00", out_of_bed_at="07:05", sleep_latency_min=20
    )


def test_the_length_of_sleep_gives_the_time_awake_where_the_latency_is_known() -> None:
    head = "Date,Tried,Asleep,Woke,Slept"
    means = "Date=date,Tried=tried_to_sleep_at,Asleep=fell_asleep_at,Woke=final_wake_at"
    rows = f"{head}\n2026-03-14,23:00,23:30,07:00,{{}}\n"
    for cell, name in (
        ('"6,5"', "hours"),
        ("6:30", "hours"),
        ("390", "min"),
        ("6 h 30", "min"),
    ):
        taken = take(rows.format(cell), f"{means},Slept=total_sleep_{name}")
        night = taken.days["2026-03-14"].night
        assert night is not None
        assert (night.sleep_latency_min, night.awake_min) == (30, 60)
    without = take(
        rows.format("390").replace(",23:30,", ",,"), f"{means},Slept=total_sleep_min"
    )
    night = without.days["2026-03-14"].night
    assert night is not None
    assert (night.sleep_latency_min, night.awake_min) == (None, None)
    assert "1 length of sleep without the time it took" in summary(without)


def summary(taken: Taken) -> str:
    empty = Log(format="coach-log", version=1)
    return taken.imported.summary(merge(empty, taken.imported.log))


def test_a_devices_numbers_stand_in_device_and_it_tells_no_movement() -> None:
    taken = take(table(*ROWS), told_by="A ring")
    entry = taken.days["2026-03-14"]
    assert entry.night is None
    assert entry.device is not None
    assert (entry.device.source, entry.device.awake_min) == ("A ring", 50)
    assert summary(taken).startswith("A ring. 2 days new")
    with pytest.raises(LogError, match="a device cannot tell sleep_movement; leave that out"):
        take(table(*ROWS), MEANS.replace("=notes", "=sleep_movement"), told_by="A ring")


def test_movement_is_taken_in_the_logs_own_words_alone() -> None:
    means = "Date=date,Kicks=sleep_movement,Day=awake_movement"
    text = "Date,Kicks,Day\n2026-03-14,woke me,jerk\n2026-03-15,a lot,\n2026-03-16,,none\n"
    taken = take(text, means)
    movement = taken.days["2026-03-14"].movement
    assert movement is not None
    assert (movement.sleep_movement, movement.awake) == ("woke_me", "jerk")
    assert taken.refused == {
        "line 3": 'Kicks: "a lot" is none of none, noticed, woke_me, unknown'
    }


# What is asked


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        ("date_of", "--date-of evening or morning"),
        ("scale", r"--scale 1-5 or 5-1 or the like \(worst to best of How good\)"),
        ("told_by", "--told-by me or a device's name"),
    ],
)
def test_what_the_table_does_not_say_is_asked_in_one_sentence(lacking: str, named: str) -> None:
    with pytest.raises(LogError, match=named) as refused:
        take(table(*ROWS), MEANS, **{lacking: None})
    assert str(refused.value).count("--") == 1


def test_the_order_of_day_and_month_is_asked_where_nothing_shows_it() -> None:
    unclear = table(ROWS[0].replace("14/", "4/"), ROWS[1].replace("15/", "5/"))
    with pytest.raises(LogError, match="say --date-order day-first or month-first"):
        take(unclear)
    assert list(take(unclear, date_order="day-first").days) == ["2026-03-04", "2026-03-05"]
    assert list(take(unclear, date_order="month-first").days) == ["2026-04-03", "2026-05-03"]
    # One date that is no other in the other order is enough for all.
    assert list(take(table(ROWS[0], ROWS[1].replace("15/", "5/"))).days) == [
        "2026-03-05",
        "2026-03-14",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-04", "2026/3/4", "04.03.2026 ", "4 March 2026", "Wed 4 Mar 2026", "4-Mar-26",
        "March 4, 2026", "Wednesday, 4th March 2026", "2026.03.04",
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(written: str) -> None:
    taken = take(table(ROWS[0].replace("14/03/2026", written)), date_order="day-first")
    assert list(taken.days) == ["2026-03-04"]


@pytest.mark.parametrize("clock", ["23:10", "11:10 PM", "11.10pm", "2310", "23:10:00", "23h10"])
def test_times_are_read_as_people_write_them(clock: str) -> None:
    night = take(table(ROWS[0].replace("23:10", clock))).days["2026-03-14"].night
    assert night == NIGHT


@pytest.mark.parametrize(
    ("scale", "cell", "step"),
    [
        ("1-5", "2", 2), ("5-1", "2", 4), ("1-10", "10", 5), ("1-10", "1", 1), ("0-10", "5", 3),
        ("10-1", "9", 1), ("0-100", "80 %", 4), ("1-5", "2,5", 3), ("1-3", "3/3", 5),
        ("1-5", "7", None), ("1-5", "well", None),
    ],
)  # fmt: skip
def test_ratings_become_steps_of_one_to_five_by_their_scale(
    scale: str, cell: str, step: int | None
) -> None:
    row = ROWS[0].replace(";2;twitched", f";{cell};twitched")
    for told in (scale, f"How good={scale}"):
        taken = take(table(row), scale=told)
        night = taken.days["2026-03-14"].night
        assert night is not None
        assert night.quality == step
        assert taken.imported.left_out == (
            {} if step else {"rating{s} outside of the scale": 1}
        )


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (
            "Date=date,To bed=in_bed",
            '--columns names "in_bed", which is no field; did you mean',
        ),
        ("Date=date,Bed=in_bed_at", 'diary.csv has no column "Bed"; it has "Date", "To bed"'),
        ("Date=date,To bed=in_bed_at,Up=in_bed_at", "--columns gives in_bed_at twice"),
        ("Date=date,To bed", '--columns ends with "To bed"; write Heading=field'),
        ("Date=date", "no column is named that tells of a night or a day"),
        ("To bed=in_bed_at", "no column is the date, and no time in it has a date of its own"),
    ],
)
def test_what_is_said_wrongly_of_the_columns_is_refused_in_a_sentence(
    columns: str, words: str
) -> None:
    with pytest.raises(LogError) as refused:
        take(table(*ROWS), columns)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_scale_that_is_none_is_refused() -> None:
    for scale in ("5", "good-bad", "3-3", "Nothing=1-5"):
        with pytest.raises(LogError, match="write WORST-BEST such as 1-5"):
            take(table(*ROWS), scale=scale)


def test_a_heading_may_hold_a_comma_and_an_equals_sign() -> None:
    head = HEAD.replace("How good", '"Good, 1=bad"')
    night = take(table(ROWS[0], head=head), MEANS.replace("How good", "Good, 1=bad"))
    assert night.days["2026-03-14"].night == NIGHT


# Rows


def test_a_row_that_cannot_be_right_is_refused_with_its_column() -> None:
    taken = take(
        table(
            ROWS[0],
            "15/03/2026;23:30;23:10;;;;06:40;;;",
            "16/03/2026;22:45;25:10;;;;06:40;;;",
            "soon;22:45;23:10;;;;06:40;;;",
            "18/03/2026;22:45;23:10;300;;300;06:40;;;",
            "19/03/2026;;23:10;;;;06:40;05:00;;",
            ";;23:10;;;;06:40;;;",
            "20/03/2026;;;;;;;;;",
            "01/12/2026;22:45;23:10;;;;06:40;;;",
        )
    )
    assert list(taken.days) == ["2026-03-14"]
    assert taken.refused == {
        "line 3": "tried_to_sleep_at 23:10 comes before in_bed_at 23:30",
        "line 4": 'Lights out: "25:10" is no date and no time of day',
        "line 5": 'Date: "soon" is no date and no time of day',
        "line 6": "600 minutes awake do not fit into 450",
        "line 7": "out_of_bed_at 05:00 comes before final_wake_at 06:40",
        "line 8": "it has no date",
        "line 10": "2026-12-01 lies in the future",
    }


def test_rows_of_one_night_in_pieces_are_one_night_and_a_nap_is_a_nap() -> None:
    text = (
        "from,to\n2026-03-13 23:00,2026-03-14 02:00\n2026-03-14 02:30,2026-03-14 06:30\n"
        "2026-03-14 14:00,2026-03-14 14:40\n"
    )
    entry = take(text, "from=tried_to_sleep_at,to=final_wake_at").days["2026-03-14"]
    assert entry.night is not None
    assert (entry.night.tried_to_sleep_at, entry.night.final_wake_at) == ("23:00", "06:30")
    assert (entry.night.awakenings, entry.night.awake_min) == (1, 30)
    assert entry.day is not None
    assert entry.day.nap_min == 40


def test_a_second_row_of_a_date_without_times_replaces_nothing() -> None:
    text = "Date,Good\n2026-03-14,2\n2026-03-14,5\n"
    taken = take(text, "Date=date,Good=quality")
    night = taken.days["2026-03-14"].night
    assert night is not None
    assert night.quality == 2
    assert taken.refused == {"line 3": "a night of 2026-03-14 stands in an earlier row"}


@pytest.mark.parametrize(
    "saved",
    [
        lambda text: text.replace(";", ","),
        lambda text: text.replace(";", "\t"),
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: "sep=;\n" + text,
        lambda text: "\n".join(
            ";".join(f'"{cell}"' for cell in line.split(";")) for line in text.split("\n")
        ),
        lambda text: text.replace("\n", ";;;\n"),
    ],
)
def test_a_file_that_a_spreadsheet_saved_is_the_same(saved: Callable[[str], str]) -> None:
    plain = take(table(*ROWS)).imported.log
    assert take(saved(table(*ROWS))).imported.log == plain
    assert take(saved(table(*ROWS)).encode("utf-16")).imported.log == plain


def test_a_column_that_is_not_named_is_passed_over_and_said() -> None:
    taken = take(table(*ROWS), MEANS.replace(",Notes=notes", "").replace("Awake=", "Awake="))
    assert "Columns passed over: Notes." in summary(taken)


def test_several_columns_of_notes_keep_their_headings() -> None:
    text = "Date,Good,Dream,Tea\n2026-03-14,2,of the sea,mint\n"
    taken = take(text, "Date=date,Good=quality,Dream=notes,Tea=notes")
    assert taken.days["2026-03-14"].notes == "Dream: of the sea\nTea: mint"


# Guessing


def test_an_unknown_table_says_its_headings_so_that_they_can_be_guessed() -> None:
    with pytest.raises(UnknownTable) as refused:
        read(SourceFile.of_bytes(table(*ROWS).encode(), "diary.csv"), HERE)
    assert refused.value.headings[:3] == ("Date", "To bed", "Lights out")


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (
            "Date|Time into bed|Time tried to sleep|Minutes to fall asleep|"
            "Number of awakenings|Minutes awake|Final wake time|Time out of bed|Quality|"
            "Comments",
            "date|in_bed_at|tried_to_sleep_at|sleep_latency_min|awakenings|awake_min|"
            "final_wake_at|out_of_bed_at|quality|notes",
        ),
        (
            "Date|Bedtime|Lights out|Sleep latency (min)|WASO (min)|Wake up|Rating (1-5)|Mood",
            "date|in_bed_at|tried_to_sleep_at|sleep_latency_min|awake_min|final_wake_at|quality|",
        ),
        (
            "sleep_time|wake_time|minutes_asleep",
            "tried_to_sleep_at|final_wake_at|total_sleep_min",
        ),
    ],
)
def test_columns_are_guessed_by_their_headings(headings: str, names: str) -> None:
    guesses = guessed(headings.split("|"))
    assert "|".join(guesses.get(heading, "") for heading in headings.split("|")) == names


def test_each_field_is_guessed_by_its_own_name() -> None:
    for field in FIELDS:
        assert guessed([field.name]) == {field.name: field.name}


def test_three_nights_are_shown_in_words_before_anything_is_written() -> None:
    rows = [f"{day}/03/2026;22:45;23:10;35;1;50;06:40;07:05;2;x" for day in range(14, 20)]
    lines = preview(take(table(*rows)).imported.log.entries)
    assert len(lines) == 3
    assert lines[0] == (
        "Night to Sat 14 Mar 2026: to bed 22:45, tried 23:10, asleep after 35 min, awake once, "
        "50 min awake, woke 06:40, up 07:05, quality 2 of 5, x."
    )


# Any table

CLOCKS = st.integers(0, 24 * 60 - 1).map(lambda at: f"{at // 60:02d}:{at % 60:02d}")


@given(
    lengths=st.tuples(st.integers(0, 90), st.integers(0, 120), st.integers(0, 120)),
    # A sleep that begins after nine in the morning may be a nap.
    asleep=st.integers(200, 600),
    awake=st.integers(0, 55),
    woke=st.integers(4 * 60, 11 * 60),
    evening=st.booleans(),
)
def test_any_night_that_is_written_down_comes_back(
    lengths: tuple[int, int, int], asleep: int, awake: int, woke: int, evening: bool
) -> None:
    up, latency, before = lengths

    def clock(minutes: int) -> str:
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"

    tried = woke - asleep - awake - latency
    night = Night(
        in_bed_at=clock(tried - before),
        tried_to_sleep_at=clock(tried),
        sleep_latency_min=latency,
        awakenings=2,
        awake_min=awake,
        final_wake_at=clock(woke),
        out_of_bed_at=clock(woke + up),
        quality=3,
    )
    ended = date(2026, 3, 14)
    # The evening of a night is the date before, as long as the coach's day began on it.
    began_late = tried - before >= 4 * 60
    dated = ended - timedelta(days=1) if evening and not began_late else ended
    row = ";".join(str(value) for value in (
        dated, night.in_bed_at, night.tried_to_sleep_at, latency, 2, awake,
        night.final_wake_at, night.out_of_bed_at, 3, "",
    ))  # fmt: skip
    taken = take(table(row), date_of="evening" if evening else "morning")
    assert taken.days == {"2026-03-14": Entry(date=ended, night=night)}


@given(
    rows=st.lists(
        st.lists(
            st.text(LETTERS, max_size=12)
            | CLOCKS
            | st.dates().map(str)
            | st.sampled_from(["", "-", "04/03/26", "1e9", "9" * 40, "24:00", "-5", "٣"]),
            min_size=10,
            max_size=10,
        ),
        max_size=4,
    ),
    evening=st.booleans(),
)
def test_whatever_stands_in_the_cells_ends_in_nights_or_in_a_sentence(
    rows: list[list[str]], evening: bool
) -> None:
    quoted = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    try:
        taken = take(
            table(*quoted).encode("utf-8", "replace"),
            date_of="evening" if evening else "morning",
            date_order="day-first",
        )
    except LogError as refused:
        assert str(refused).startswith("diary.csv")
    else:
        assert len(taken.days) <= 3 * len(rows)
