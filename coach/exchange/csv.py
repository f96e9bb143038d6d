"""One row a day for a spreadsheet; the columns are the table below, and so is their guide.

What is written here, `coach.exchange.csv_reading` reads back.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from coach.core.diary.records import Entry, Log, Night
from coach.core.diary.sleep import Measures, measure
from coach.exchange import csv_cells
from coach.exchange.csv_cells import written


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: Its heading.
        meaning: What it holds, for the guide.
        cell: An entry's value, or None where nothing was answered.
        field: The log's field it shows, as ``night.in_bed_at``; empty if it is worked out.
    """

    name: str
    meaning: str
    cell: Callable[[Entry], object]
    field: str = ""


def encode(log: Log) -> bytes:
    """The diary as CSV.

    Returns:
        UTF-8 without a byte order mark, commas, quotes where needed, rows ended by CR LF, one
        row for every entry, by date.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = [
        replace(column, cell=csv_cells.own_of(log.profile)) if column.field == _OWN else column
        for column in COLUMNS
    ]
    writer.writerow([column.name for column in columns])
    for entry in sorted(log.entries, key=lambda entry: entry.date):
        writer.writerow([written(column.cell(entry)) for column in columns])
    return out.getvalue().encode()


def guide() -> str:
    """The columns as a page for people, in Markdown."""
    lines = [f"| `{column.name}` | {column.meaning} |" for column in COLUMNS]
    return _GUIDE + "\n".join(lines) + "\n"


def _answer(path: str, meaning: str, name: str = "") -> Column:
    """A column that shows one field as it stands."""
    steps = path.split(".")

    def cell(entry: Entry) -> object:
        value: object = entry
        for step in steps:
            value = None if value is None else getattr(value, step)
        return value

    return Column(name or steps[-1], meaning, cell, path)


def _worked_out(name: str, meaning: str, figure: Callable[[Measures], float | None]) -> Column:
    """A column with a measure of the night; empty where the night cannot be right."""

    def cell(entry: Entry) -> object:
        measures = measure(entry)
        doubtful = measures.doubts and not (entry.night or Night()).confirmed
        value = None if doubtful else figure(measures)
        return None if value is None or value < 0 else value

    return Column(name, f"worked out: {meaning}", cell)


def _caffeine_mg(entry: Entry) -> float | None:
    drinks = entry.day.caffeine if entry.day else None
    return None if drinks is None else float(sum(drink.mg for drink in drinks))


def _alcohol_drinks(entry: Entry) -> float | None:
    drinks = entry.day.alcohol if entry.day else None
    return None if drinks is None else float(sum(drink.drinks for drink in drinks))


_MINUTES = "minutes"
_TIME = "local time"
_UP = "1 worst to 5 best"
_LOAD = "1 none to 5 very high"
_YES = "`true` or `false`"
_OWN = "day.own"
_DEVICE = (
    ("source", "which device or program told the next numbers"),
    ("in_bed_at", f"told by the device: {_TIME}"),
    ("tried_to_sleep_at", f"told by the device: {_TIME}"),
    ("sleep_latency_min", f"told by the device: {_MINUTES}"),
    ("awakenings", "told by the device: how many"),
    ("awake_min", f"told by the device: {_MINUTES}"),
    ("final_wake_at", f"told by the device: {_TIME}"),
    ("out_of_bed_at", f"told by the device: {_TIME}"),
    ("woke_early_min", f"told by the device: {_MINUTES}"),
    ("quality", f"told by the device: {_UP}"),
    ("rested", f"told by the device: {_UP}"),
    ("did_not_sleep", "told by the device: `true` if there was no sleep"),
)

COLUMNS: tuple[Column, ...] = (
    _answer("date", "the coach's day"),
    _answer("recorded_at", "the last change"),
    _answer(
        "first_recorded_at",
        "the first answer that is no drink, medicine, event or device's number",
    ),
    _answer("tz", "the time zone of the clock times"),
    _answer("day_starts_at", "when the coach's day began, if not at 04:00"),
    _answer("cleared", "`true` if the day was emptied"),
    _answer("cleared_at", "when it was emptied, if it was answered again"),
    # The night that ended on the date.
    _answer("night.in_bed_at", _TIME),
    _answer("night.tried_to_sleep_at", _TIME),
    _answer("night.sleep_latency_min", "minutes from trying to sleep to sleep"),
    _answer("night.awakenings", "how many, without the last"),
    _answer("night.awake_min", "minutes awake between falling asleep and the last awakening"),
    _answer("night.final_wake_at", _TIME),
    _answer("night.out_of_bed_at", _TIME),
    _answer("night.woke_early_min", "minutes earlier than planned"),
    _answer("night.quality", _UP),
    _answer("night.rested", _UP),
    _answer("night.confirmed", "`true` if you said that an unlikely night is right"),
    _answer("night.did_not_sleep", "`true` if it was a night without sleep"),
    _worked_out(
        "total_sleep_min",
        "minutes from trying to sleep to the last awakening, less latency and time awake",
        lambda night: night.total_sleep,
    ),
    _worked_out(
        "time_in_bed_min",
        "minutes from going to bed to getting up",
        lambda night: night.time_in_bed,
    ),
    _worked_out(
        "efficiency_in_bed_pct",
        "total sleep in per cent of time in bed",
        lambda night: night.efficiency_in_bed,
    ),
    _worked_out(
        "efficiency_trying_pct",
        "total sleep in per cent of latency, sleep and time awake together",
        lambda night: night.efficiency_trying,
    ),
    # The same night as a device told it.
    *(_answer(f"device.{name}", meaning, f"device_{name}") for name, meaning in _DEVICE),
    # Movement.
    _answer("movement.sleep_starts", "`none`, `undisturbing` or `disturbing`"),
    _answer("movement.falling_feeling", _YES),
    _answer("movement.sleep_movement", "`none`, `noticed`, `woke_me` or `unknown`"),
    _answer("movement.witness", "who saw the night: `self` or `partner`"),
    _answer(
        "movement.dream_enactment", "`none`, `acted_out`, `injury`, `head_injury` or `unknown`"
    ),
    _answer("movement.leg_urge", "`none`, `urge` or `delayed_sleep`"),
    _answer("movement.breathing", "`none`, `snoring`, `pauses` or `unknown`"),
    _answer("movement.awake", "by day: `none`, `flicker` or `jerk`", "awake_movement"),
    _answer("movement.signs", "warning signs, or `none`"),
    _answer("movement.triggers", "`noise`, `light`, `dream`, or `none`"),
    # What the bed partner told.
    _answer(
        "partner.sleep_movement",
        "told by the bed partner: `none`, `noticed`, `woke_me` or `unknown`",
        "partner_sleep_movement",
    ),
    _answer(
        "partner.dream_enactment",
        "told by the bed partner: `none`, `acted_out`, `injury`, `head_injury` or `unknown`",
        "partner_dream_enactment",
    ),
    _answer(
        "partner.breathing",
        "told by the bed partner: `none`, `snoring`, `pauses` or `unknown`",
        "partner_breathing",
    ),
    _answer("partner.note", "the bed partner's words", "partner_note"),
    Column(
        "events", "movements by day, each with its time, or `none`", csv_cells.events, "events"
    ),
    # The day that the evening closes.
    _answer("day.stress", _LOAD),
    _answer("day.anxiety", _LOAD),
    _answer("day.fatigue", _LOAD),
    _answer("day.sleepiness", "`none`, `sleepy` or `dozed_off`"),
    _answer("day.dozed_driving", _YES),
    _answer("day.sudden_weakness", "`none`, `yes` or `with_fall`"),
    _answer("day.sleep_paralysis", _YES),
    _answer("day.morning_headache", _YES),
    Column("caffeine_mg", "worked out: milligrams in all", _caffeine_mg),
    Column(
        "caffeine", "time, milligrams and drink, or `none`", csv_cells.caffeine, "day.caffeine"
    ),
    Column("alcohol_drinks", "worked out: standard drinks in all", _alcohol_drinks),
    Column("alcohol", "time and standard drinks, or `none`", csv_cells.alcohol, "day.alcohol"),
    Column(
        "medicines",
        "what was taken: time, name and (dose), or `none`",
        csv_cells.medicines,
        "day.medicines",
    ),
    Column(
        "own",
        "your own questions, each with its (name) and its answer",
        csv_cells.own_of(None),
        _OWN,
    ),
    _answer("day.nap_min", _MINUTES),
    _answer("day.exercise.min", _MINUTES, "exercise_min"),
    _answer("day.exercise.ended_at", _TIME, "exercise_ended_at"),
    _answer("day.exercise.vigorous", _YES, "exercise_vigorous"),
    Column(
        "relaxation", "practice and minutes, or `none`", csv_cells.relaxation, "day.relaxation"
    ),
    _answer("day.new_medicine", "`true` if a medicine was new or changed"),
    _answer("day.hard_to_cope", _YES),
    _answer("day.context", "what kind of day it was, or `none`"),
    _answer("day.bedtime", "the bedtime meant for the night to come", "bedtime"),
    _answer("day.goal_kept", "`true` if the goal was kept"),
    _answer("day.tip_done", "`true` if the tip that was tried was done"),
    _answer("notes", "your own words, line breaks kept"),
)

_GUIDE = """# The diary as CSV

`coach export --format csv -o diary.csv` writes one row for every day in the diary: a copy to
look at and to count with, which `coach import diary.csv` reads back. The profile, doctor
visits, tips, goals and experiments are not in it, nor is when each answer was changed; to move
a diary or keep it safe use `coach export`, which writes everything.

- Text is UTF-8, cells are parted by commas, the first row names the columns. If a spreadsheet
  shows odd letters, open the file through its import and choose UTF-8.
- **An empty cell was not answered.** `none`, `0` and `false` are answers; `unknown` could not
  be observed.
- Several answers in one cell have commas between. A text in such a cell that holds a comma, a
  quotation mark or a line break stands in quotes.
- The night on a row is the one that *ended* on that date. Clock times are local, 24 hours.
- A text that a spreadsheet would take for a formula gets an apostrophe in front, also at the
  start of a line within a note and after a semicolon; the import takes it off again.
- Rows that you changed in a spreadsheet are changes of yours: an answer that differs from the
  diary's takes its place if the day was not changed in the coach since. A cell that you emptied
  takes nothing out, and columns worked out are not read.

| column | holds |
|---|---|
"""
