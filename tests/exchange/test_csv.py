"""The diary as CSV: one row a day, nothing invented, nothing a spreadsheet would run."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import inspect
from msgspec.structs import replace

from coach.core.diary.choices import Context, Practice, SleepMovement
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Log,
    Movement,
    Night,
    Relaxation,
)
from coach.exchange.csv import COLUMNS, encode, guide
from tests.exchange.strategies import LARGE, logs

DAY = date(2026, 11, 22)
DOCS = Path(__file__).parents[2] / "docs"
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


def log_of(*entries: Entry) -> Log:
    return Log(format="coach-log", version=1, entries=entries)


def rows(log: Log) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(encode(log).decode(), newline="")))


def row(entry: Entry) -> dict[str, str]:
    (only,) = rows(log_of(entry))
    return only


def leaves(node: inspect.Type, path: str = "") -> list[str]:
    """The fields of an entry, exercise's own among them, drinks and practices whole."""
    if isinstance(node, inspect.UnionType):
        kinds = [kind for kind in node.types if not isinstance(kind, inspect.NoneType)]
        return leaves(kinds[0], path) if len(kinds) == 1 else [path]
    if isinstance(node, inspect.StructType):
        return [
            leaf
            for field in node.fields
            for leaf in leaves(field.type, f"{path}.{field.encode_name}".removeprefix("."))
        ]
    return [path]


def test_every_field_of_an_entry_has_its_column() -> None:
    shown = [column.field for column in COLUMNS if column.field]
    # The first is for merging alone; the second stands in older logs only, as `device`.
    known = set(leaves(inspect.type_info(Entry))) - {"times", "night.measured"}
    assert sorted(shown) == sorted(known)


def test_no_two_columns_share_a_name() -> None:
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)


def test_the_guide_in_docs_is_up_to_date() -> None:
    assert (DOCS / "csv.md").read_text(encoding="utf-8") == guide(), (
        "write it again: docs/csv.md is what coach.exchange.csv.guide() returns"
    )


def test_rows_stand_by_date_one_a_day() -> None:
    log = log_of(Entry(date=DAY), Entry(date=date(2026, 11, 20)))
    assert [row["date"] for row in rows(log)] == ["2026-11-20", "2026-11-22"]


def test_not_answered_none_and_unknown_stay_apart() -> None:
    silent = row(Entry(date=DAY))
    assert {name for name, cell in silent.items() if cell} == {"date"}
    answered = row(
        Entry(
            date=DAY,
            night=Night(awake_min=0),
            movement=Movement(sleep_movement=SleepMovement.UNKNOWN, signs=()),
            day=Day(caffeine=(), alcohol=(), dozed_driving=False, relaxation=()),
        )
    )
    assert (answered["awake_min"], answered["sleep_movement"]) == ("0", "unknown")
    assert (answered["signs"], answered["caffeine"], answered["caffeine_mg"]) == (
        "none",
        "none",
        "0",
    )
    assert (answered["alcohol_drinks"], answered["relaxation"]) == ("0", "none")
    assert (answered["dozed_driving"], answered["sleepiness"]) == ("false", "")


def test_drinks_practices_and_tags_read_as_words() -> None:
    filled = row(
        Entry(
            date=DAY,
            day=Day(
                caffeine=(
                    CaffeineDrink(at="08:10", mg=95, drink="coffee"),
                    CaffeineDrink(at="15:30", mg=62.5),
                ),
                alcohol=(AlcoholDrink(at="20:00", drinks=1.5),),
                relaxation=(
                    Relaxation(practice=Practice.BREATHING, min=5),
                    Relaxation(practice=Practice.MUSIC),
                ),
                context=(Context.CARING, Context.TRAVEL),
            ),
        )
    )
    assert filled["caffeine"] == "08:10 95 mg coffee, 15:30 62.5 mg"
    assert filled["caffeine_mg"] == "157.5"
    assert (filled["alcohol"], filled["alcohol_drinks"]) == ("20:00 1.5", "1.5")
    assert filled["relaxation"] == "breathing 5 min, music"
    assert filled["context"] == "caring, travel"


def test_the_measures_of_a_night_are_worked_out() -> None:
    night = Night(
        in_bed_at="22:30",
        tried_to_sleep_at="23:15",
        sleep_latency_min=25,
        awake_min=40,
        final_wake_at="06:20",
        out_of_bed_at="07:00",
    )
    filled = row(Entry(date=DAY, night=night))
    assert (filled["total_sleep_min"], filled["time_in_bed_min"]) == ("360", "510")
    assert (filled["efficiency_in_bed_pct"], filled["efficiency_trying_pct"]) == (
        "70.6",
        "84.7",
    )


@pytest.mark.parametrize(
    "night",
    [
        Night(
            tried_to_sleep_at="23:00",
            sleep_latency_min=500,
            awake_min=200,
            final_wake_at="06:00",
        ),
        Night(
            tried_to_sleep_at="23:00", sleep_latency_min=0, awake_min=0, final_wake_at="16:00"
        ),
    ],
)
def test_a_night_that_cannot_be_right_has_no_measures_until_it_is_confirmed(
    night: Night,
) -> None:
    assert row(Entry(date=DAY, night=night))["total_sleep_min"] == ""
    sure = row(Entry(date=DAY, night=replace(night, confirmed=True)))["total_sleep_min"]
    assert sure in {"", "1020"}
    assert not sure.startswith("'-")


@pytest.mark.parametrize(
    ("note", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20 7946", "'+44 20 7946"),
        ("-5 degrees", "'-5 degrees"),
        ("@home", "'@home"),
        ("  =1+1", "  '=1+1"),
        ("\t=1+1", "    '=1+1"),
        ("\r=1+1", "\n'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("＠SUM(1)", "'＠SUM(1)"),
        ("tired\n=1+1", "tired\n'=1+1"),
        ("tired;=1+1", "tired;'=1+1"),
        ("stress = 3, well-rested", "stress = 3, well-rested"),
        ("a\x00b\x1b[2J", "a\ufffdb\ufffd[2J"),
        ('He said "no", twice\r\nand left', 'He said "no", twice\nand left'),
    ],
)
def test_a_note_stays_a_note(note: str, cell: str) -> None:
    assert row(Entry(date=DAY, notes=note))["notes"] == cell


@settings(max_examples=60, suppress_health_check=LARGE)
@given(log=logs(), note=st.text("=+-@＝＋－＠\t\r\n ;'\",a", max_size=12))
def test_no_cell_begins_a_formula_and_no_text_breaks_a_row(log: Log, note: str) -> None:
    log = log_of(
        *log.entries,
        Entry(
            date=date(2199, 12, 31),
            notes=note,
            day=Day(caffeine=(CaffeineDrink(at="08:00", mg=1, drink=note or "x"),)),
        ),
    ) if all(entry.date != date(2199, 12, 31) for entry in log.entries) else log  # fmt: skip
    table = list(csv.reader(io.StringIO(encode(log).decode(), newline="")))
    assert [len(line) for line in table] == [len(COLUMNS)] * (len(log.entries) + 1)
    cells = [cell for line in table for cell in line]
    lines = [part for cell in cells for part in cell.splitlines()]
    assert not [part for part in lines if part.lstrip().startswith(FORMULA_STARTS)]


def test_the_first_bytes_are_plain_utf_8() -> None:
    data = encode(log_of(Entry(date=DAY, notes="zwölf")))
    assert data.startswith(b"date,")
    assert data.endswith("zwölf\r\n".encode())
