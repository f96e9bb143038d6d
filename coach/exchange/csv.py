"""One row a day for a spreadsheet; the columns are the table below, and so is their guide.

A copy to look at and to count with. The log is what the coach reads back.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from coach.core.diary.records import Entry, Event, Log, Night, Profile
from coach.core.diary.sleep import Measures, measure
from coach.core.words.answers import own_answers
from coach.core.words.text import visible

# A spreadsheet takes a cell that begins like this for a formula. The wide forms count too,
# and so does what a program may take for a new cell: a line, or the text after ; or a tab.
_FORMULA = re.compile(r"(^|[\n;|])(\s*)(?=[=+\-@＝＋－＠﹢﹣−])")


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
        replace(column, cell=_own_of(log.profile)) if column.field == _OWN else column
        for column in COLUMNS
    ]
    writer.writerow([column.name for column in columns])
    for entry in sorted(log.entries, key=lambda entry: entry.date):
        writer.writerow([_written(column.cell(entry)) for column in columns])
    return out.getvalue().encode()


def guide() -> str:
    """The columns as a page for people, in Markdown."""
    lines = [f"| `{column.name}` | {column.meaning} |" for column in COLUMNS]
    return _GUIDE + "\n".join(lines) + "\n"


def _written(value: object) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    text = ", ".join(value) or "none" if isinstance(value, tuple) else str(value)
    plain = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    return _FORMULA.sub(r"\1\2'", plain)


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


def _caffeine(entry: Entry) -> tuple[str, ...] | None:
    drinks = entry.day.caffeine if entry.day else None
    if drinks is None:
        return None
    return tuple(f"{drink.at} {drink.mg:g} mg {drink.drink or ''}".strip() for drink in drinks)


def _caffeine_mg(entry: Entry) -> float | None:
    drinks = entry.day.caffeine if entry.day else None
    return None if drinks is None else float(sum(drink.mg for drink in drinks))


def _alcohol(entry: Entry) -> tuple[str, ...] | None:
    drinks = entry.day.alcohol if entry.day else None
    return None if drinks is None else tuple(f"{drink.at} {drink.drinks:g}" for drink in drinks)


def _alcohol_drinks(entry: Entry) -> float | None:
    drinks = entry.day.alcohol if entry.day else None
    return None if drinks is None else float(sum(drink.drinks for drink in drinks))


def _medicines(entry: Entry) -> tuple[str, ...] | None:
    taken = entry.day.medicines if entry.day else None
    if taken is None:
        return None
    return tuple(f"{dose.at} {dose.name} {dose.dose or ''}".strip() for dose in taken)


def _events(entry: Entry) -> tuple[str, ...] | None:
    return None if entry.events is None else tuple(map(_event, entry.events))


def _event(event: Event) -> str:
    parts = (
        f"{event.at} {event.kind.value}",
        "" if event.seconds is None else f"{event.seconds} s",
        event.place or "",
        "" if event.filmed is None else "filmed" if event.filmed else "not filmed",
        event.note or "",
    )
    return " ".join(part for part in parts if part)


def _own_of(profile: Profile | None) -> Callable[[Entry], object]:
    """The answers to the person's own questions, each under its words."""

    def cell(entry: Entry) -> object:
        answers = own_answers(entry, profile)
        return tuple(f"{words} {'yes' if yes else 'no'}" for words, yes in answers) or None

    return cell


def _relaxation(entry: Entry) -> tuple[str, ...] | None:
    done = entry.day.relaxation if entry.day else None
    if done is None:
        return None
    return tuple(
        f"{spell.practice.value} {'' if spell.min is None else f'{spell.min} min'}".strip()
        for spell in done
    )


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
    Column("events", "movements by day, each with its time, or `none`", _events, "events"),
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
    Column("caffeine", "time, milligrams and drink, or `none`", _caffeine, "day.caffeine"),
    Column("alcohol_drinks", "worked out: standard drinks in all", _alcohol_drinks),
    Column("alcohol", "time and standard drinks, or `none`", _alcohol, "day.alcohol"),
    Column(
        "medicines",
        "what was taken: time, name and dose, or `none`",
        _medicines,
        "day.medicines",
    ),
    Column("own", "your own questions, each with its answer", _own_of(None), _OWN),
    _answer("day.nap_min", _MINUTES),
    _answer("day.exercise.min", _MINUTES, "exercise_min"),
    _answer("day.exercise.ended_at", _TIME, "exercise_ended_at"),
    _answer("day.exercise.vigorous", _YES, "exercise_vigorous"),
    Column("relaxation", "practice and minutes, or `none`", _relaxation, "day.relaxation"),
    _answer("day.new_medicine", "`true` if a medicine was new or changed"),
    _answer("day.hard_to_cope", _YES),
    _answer("day.context", "what kind of day it was, or `none`"),
    _answer("day.bedtime", "the bedtime meant for the night to come", "bedtime"),
    _answer("day.goal_kept", "`true` if the goal was kept"),
    _answer("notes", "your own words, line breaks kept"),
)

_GUIDE = """# The diary as CSV

`coach export --format csv -o diary.csv` writes one row for every day in the diary: a copy to
look at and to count with. To move a diary or keep it safe use `coach export`, which writes
everything; the coach does not read this CSV back.

- Text is UTF-8, cells are parted by commas, the first row names the columns. If a spreadsheet
  shows odd letters, open the file through its import and choose UTF-8.
- **An empty cell was not answered.** `none`, `0` and `false` are answers; `unknown` could not
  be observed.
- Several answers in one cell have commas between.
- The night on a row is the one that *ended* on that date. Clock times are local, 24 hours.
- A text that a spreadsheet would take for a formula gets an apostrophe in front, also at the
  start of a line within a note and after a semicolon.

| column | holds |
|---|---|
"""
