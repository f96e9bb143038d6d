"""The coach's own CSV read back: the same diary, wherever the CSV has the field."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.core.diary.choices import Context, EventKind, Practice, Sign, SleepMovement
from coach.core.diary.merge import merge, ordered
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Device,
    Entry,
    Event,
    Log,
    MedicineTaken,
    Movement,
    Night,
    OwnQuestion,
    Profile,
    Relaxation,
)
from coach.exchange.csv import encode
from coach.exchange.csv_cells import guarded, unguarded
from coach.exchange.importers.contents import Here
from coach.exchange.importers.source import SourceFile
from coach.exchange.importing import Imported, read
from coach.exchange.log import LogError
from tests.conftest import WHOLE_DIARIES
from tests.exchange.strategies import LARGE, logs

DAY = date(2026, 11, 22)
EARLY, NOW = (datetime(2026, 11, day, 21, 0, tzinfo=UTC) for day in (22, 25))
HERE = Here(today=date(2199, 12, 31), day_starts_at="04:00", zone="Europe/London")
# What `visible` takes out of every text that leaves the diary, and other line breaks.
_LOST = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def log_of(*entries: Entry, profile: Profile | None = None) -> Log:
    return Log(format="coach-log", version=1, entries=entries, profile=profile)


def back(data: bytes) -> Imported:
    return read(SourceFile.of_bytes(data, "diary.csv"), HERE)


def without_what_a_csv_cannot_hold(value: object) -> object:
    """Parts without any answer, empty texts and signs that steer a terminal are lost."""
    if isinstance(value, str):
        return _LOST.sub("x", value)
    if isinstance(value, list | tuple):
        return [without_what_a_csv_cannot_hold(item) for item in value]
    if isinstance(value, dict):
        inner = {name: without_what_a_csv_cannot_hold(of) for name, of in value.items()}
        return {name: of for name, of in inner.items() if of not in ("", {})}
    return value


def plain(log: Log) -> Log:
    tree = without_what_a_csv_cannot_hold(msgspec.to_builtins(log))
    return msgspec.convert(tree, type=Log)


@settings(max_examples=WHOLE_DIARIES, suppress_health_check=LARGE)
@given(log=logs().map(plain))
def test_export_and_import_give_the_same_days(log: Log) -> None:
    imported = back(encode(log))
    by_date = tuple(sorted(log.entries, key=lambda entry: entry.date))
    assert imported.log.entries == by_date
    assert imported.refused == ()
    # And into a diary that holds them already, nothing changes.
    mine = ordered(log)
    placed = back(encode(mine)).beside(mine, NOW).log
    assert not merge(mine, placed).changed


FULL = Entry(
    date=DAY,
    recorded_at=EARLY,
    first_recorded_at=EARLY,
    tz="Europe/London",
    night=Night(tried_to_sleep_at="23:10", awake_min=0, rested=3, confirmed=True),
    device=Device(source="A ring; or so", awakenings=2),
    movement=Movement(sleep_movement=SleepMovement.UNKNOWN, signs=(Sign.WEAKNESS,)),
    events=(
        Event(at="15:20", kind=EventKind.JERK, seconds=5, place='left "arm", upper', note=""),
        Event(at="16:00", kind=EventKind.OTHER, filmed=False, note="note, filmed\n=1"),
    ),
    day=Day(
        stress=2,
        dozed_driving=False,
        caffeine=(
            CaffeineDrink(at="08:10", mg=95, drink="coffee, black"),
            CaffeineDrink(at="08:10", mg=62.123456789, drink='=mug "big"'),
        ),
        alcohol=(AlcoholDrink(at="20:00", drinks=1.5),),
        medicines=(
            MedicineTaken(name="iron (tablet)", dose="65 mg", at="22:00"),
            MedicineTaken(name="x", dose="(two), at once", at="22:05"),
        ),
        own={"ate_late": True, "b": False},
        relaxation=(Relaxation(practice=Practice.BREATHING, min=5),),
        context=(Context.TRAVEL, Context.SHIFT),
    ),
    notes='  =1+1\n\'=2;-3\n\nsaid "no", twice ',
)
ASKED = Profile(own_questions=(OwnQuestion(id="ate_late", words='Ate (late), "really"?'),))


def test_texts_that_could_be_taken_for_something_else_come_back_as_they_were() -> None:
    assert back(encode(log_of(FULL, profile=ASKED))).log.entries == (FULL,)


@given(st.text("=+-@＝'\n;| a", max_size=10))
@example("'=")
@example("\n" * 100_000)
@example("\n " * 50_000 + "=")
def test_the_guard_against_formulas_is_taken_off_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@", "＝"))


def spreadsheet(data: bytes, **changed: str) -> bytes:
    """The file saved again by a spreadsheet, some cells of its first row changed."""
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    for name, cell in changed.items():
        rows[1][rows[0].index(name)] = cell
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode("utf-16")


def test_a_file_that_a_spreadsheet_saved_again_is_the_same() -> None:
    data = spreadsheet(encode(log_of(FULL)), tried_to_sleep_at="23:10:00", confirmed="TRUE")
    assert back(data).log.entries == (FULL,)
    early = msgspec.structs.replace(FULL, night=Night(tried_to_sleep_at="08:05"))
    data = spreadsheet(encode(log_of(early)), tried_to_sleep_at="8:05")
    assert back(data).log.entries == (early,)


def test_a_cell_that_was_changed_in_a_spreadsheet_takes_the_answers_place() -> None:
    mine = log_of(msgspec.structs.replace(FULL, notes="a\ttab"))
    data = spreadsheet(encode(mine), rested="5", caffeine="08:10 40 mg tea", own="b yes")
    imported = back(data).beside(mine, NOW)
    merged = merge(mine, imported.log)
    assert merged.replaced == (DAY,)
    (entry,) = merged.log.entries
    assert entry.night is not None
    assert entry.day is not None
    assert entry.night.rested == 5
    assert entry.day.caffeine == (CaffeineDrink(at="08:10", mg=40, drink="tea"),)
    assert entry.day.own == {"b": True}
    # What the CSV cannot hold, and what was not touched, is as it was.
    assert (entry.notes, entry.day.stress) == ("a\ttab", 2)


def test_a_cell_that_was_emptied_takes_nothing_out() -> None:
    mine = log_of(FULL)
    imported = back(spreadsheet(encode(mine), rested="", notes="")).beside(mine, NOW)
    assert not merge(mine, imported.log).changed


def test_what_was_changed_in_the_diary_since_is_not_taken_back() -> None:
    later = msgspec.structs.replace(
        FULL, recorded_at=EARLY + timedelta(days=1), night=Night(rested=5)
    )
    mine = log_of(later)
    merged = merge(mine, back(encode(log_of(FULL))).beside(mine, NOW).log)
    (entry,) = merged.log.entries
    assert entry.night is not None
    assert entry.night.rested == 5


def test_a_cleared_day_stays_cleared_and_one_that_was_answered_again_says_when() -> None:
    cleared = Entry(date=DAY, recorded_at=EARLY, cleared=True)
    again = Entry(date=date(2026, 11, 23), recorded_at=NOW, cleared_at=EARLY, notes="x")
    assert back(encode(log_of(cleared, again))).log.entries == (cleared, again)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"stress": "9"}, "day.stress is 9; it must be a whole number from 1 to 5"),
        ({"tried_to_sleep_at": "25:00"}, 'night.tried_to_sleep_at is "25:00"; it must be'),
        ({"sleep_movement": "a lot"}, 'movement.sleep_movement is "a lot"; it must be one of'),
        ({"caffeine": "two cups"}, 'caffeine: "two cups" is not written as 08:10 95 mg coffee'),
        (
            {"date": "22 Brumaire"},
            'date is "22 Brumaire"; it must be a date such as 2026-11-22',
        ),
        ({"date": ""}, "it has no date"),
        ({"medicines": '22:00 "x'}, "medicines: a quotation in it has no end"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_the_others_come_in(
    changed: dict[str, str], why: str
) -> None:
    other = Entry(date=date(2026, 11, 23), recorded_at=EARLY, notes="x")
    data = spreadsheet(encode(log_of(FULL, other)), **changed)
    imported = back(data)
    assert imported.log.entries == (other,)
    ((place, words),) = ((row.place, row.why) for row in imported.refused)
    # The row of a note with line breaks ends some lines further down.
    assert place == "line 6"
    assert why in words
    summary = imported.summary(merge(log_of(), imported.log))
    assert summary.startswith("The coach's own CSV. 1 day new")
    assert "Refused: line 6: " in summary


def test_dates_as_a_spreadsheet_writes_them_are_read_where_one_of_them_shows_the_order() -> (
    None
):
    data = encode(log_of(FULL)).decode()
    for written in ("22/11/2026", "11/22/2026", "22.11.26", "2026/11/22"):
        assert back(data.replace("2026-11-22,", f"{written},").encode()).log.entries == (FULL,)
    with pytest.raises(LogError, match="whether the day or the month comes first"):
        back(data.replace("2026-11-22,", "03/04/2026,").encode())


def test_a_date_that_stands_twice_is_refused_the_second_time() -> None:
    data = encode(log_of(Entry(date=DAY, recorded_at=EARLY, notes="x")))
    imported = back(data + data.split(b"\r\n")[1] + b"\r\n")
    assert len(imported.log.entries) == 1
    assert imported.refused[0].why == "the date 2026-11-22 stands in an earlier row"


def test_where_no_row_can_be_read_the_file_is_refused() -> None:
    with pytest.raises(
        LogError, match=r"gives nothing to bring in: .*line 6: day\.stress is 9"
    ):
        back(spreadsheet(encode(log_of(FULL)), stress="9"))


def test_a_column_that_was_added_is_passed_over() -> None:
    data = (
        encode(log_of(FULL))
        .replace(b"date,", b"mood,date,", 1)
        .replace(b"\r\n2026", b"\r\nx,2026")
    )
    imported = back(data)
    assert imported.log.entries == (FULL,)
    assert imported.remarks == ("Columns passed over: mood.",)


@pytest.mark.parametrize("spoil", [lambda text: text[:-40], lambda text: text + '"'])
def test_a_torn_file_ends_in_rows_or_in_a_sentence(spoil: Callable[[str], str]) -> None:
    data = spoil(encode(log_of(FULL)).decode()).encode()
    try:
        imported = back(data)
    except LogError as refused:
        assert str(refused).startswith("diary.csv")
    else:
        assert len(imported.log.entries) <= 1
