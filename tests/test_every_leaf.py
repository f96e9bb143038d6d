"""No answer can vanish: every leaf of an entry is shown and counted, or says here why not.

The leaves are read from the records themselves, so one that is added later is asked after
everywhere at once. A leaf is shown where every answer to it reads otherwise than no answer.
"""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from coach.core.checkin.missed import missed
from coach.core.diary.records import Entry, Log, Profile
from coach.core.history.day_page import remarks, sections
from coach.core.history.night import Nights
from coach.core.tonight.first_page import tonight_view
from coach.exchange.csv import COLUMNS, encode
from coach.exchange.report import report
from coach.store.diary.stamping import stamped
from tests.conftest import some_of
from tests.leaves import DAY, LEAVES, Leaf

TODAY = DAY + timedelta(days=1)
NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)

WORKED_OUT = {column.name for column in COLUMNS if not column.field}


def log_of(*entries: Entry) -> Log:
    return Log(format="coach-log", version=1, entries=entries)


def day_page(entry: Entry) -> object:
    """What the day's page says was answered; what is worked out from it is not enough."""
    parts = sections(entry, Nights({entry.date: entry}, None))
    return [part for part in parts if part.title != "Worked out from it"], remarks(entry)


def csv_row(entry: Entry) -> object:
    """The cells of the entry's own answers."""
    table = csv.DictReader(io.StringIO(encode(log_of(entry)).decode(), newline=""))
    return [
        {name: cell for name, cell in row.items() if name not in WORKED_OUT} for row in table
    ]


def report_page(entry: Entry) -> object:
    """The doctor's page from the picture of the nights to the table, and the notes."""
    text = report(log_of(entry), TODAY, form="text").decode()
    nights = text[text.index("\nThe nights, ") : text.index("\nAverages, ")]
    also = text.partition("\nAlso in the diary, ")[2].partition("\nThe nights, ")[0]
    return nights, also, text.partition("\nNotes, ")[2]


SHOWN_BY: Mapping[str, Callable[[Entry], object]] = {
    "day page": day_page,
    "csv": csv_row,
    "report": report_page,
}


def printed_page(entry: Entry) -> object:
    """The same of the page for paper."""
    page = report(log_of(entry), TODAY).decode()
    nights = page.rpartition('<section class="sheet">')[2]
    also = page.partition("<h2>Also in the diary, ")[2].partition("</div>")[0]
    return nights, also, page.partition("<h2>Notes, ")[2].partition("</div>")[0]


def what_was_counted(entry: Entry) -> str:
    """That part of the doctor's page, where each of two weeks' days answers the same."""
    days = [TODAY - timedelta(days=back) for back in range(14)]
    entries = (msgspec.structs.replace(entry, date=day) for day in days)
    text = report(log_of(*entries), TODAY, form="text").decode()
    return text[text.index("\nWhat was counted up to ") : text.index("\nThe nights, ")]


def is_stamped(entry: Entry) -> bool:
    """Whether saving the entry says when the day was first answered."""
    saved = stamped(None, entry, NOW)
    return saved is not None and saved.first_recorded_at is not None


def is_not_missed(entry: Entry) -> bool:
    """Whether the day is not offered again for catching up."""
    begun = Entry(date=entry.date - timedelta(days=1))
    return entry.date not in missed([begun, entry], entry.date + timedelta(days=1))


def is_checked_in(entry: Entry) -> bool:
    """Whether the first page says that the check-in was done, all or half of it."""
    view = tonight_view([entry], Profile(), entry.date, has_draft=False)
    return "is waiting" not in view.waiting


COUNTED_BY: Mapping[str, Callable[[Entry], bool]] = {
    "saving": is_stamped,
    "catching up": is_not_missed,
    "tonight": is_checked_in,
}

_DRINKS = {
    "day.caffeine",
    "day.caffeine[].at",
    "day.caffeine[].mg",
    "day.caffeine[].drink",
    "day.alcohol",
    "day.alcohol[].at",
    "day.alcohol[].drinks",
}


def below(*begins: str) -> set[str]:
    """All leaves whose paths begin so."""
    return {path for path in LEAVES if path.startswith(begins)}


_NO_ANSWERS = {
    "says when and where, and answers nothing": {
        "date",
        "recorded_at",
        "first_recorded_at",
        "tz",
        "day_starts_at",
        "cleared_at",
        "times",
    },
    "logged by the way, without a check-in": _DRINKS
    | below("day.medicines", "day.new_medicine", "events"),
    "a device's numbers are no answers of the person's": below("device."),
}
_EMPTIED = {"a cleared day holds no answer": {"cleared"}}

# Where a leaf has no place, and why: by place, then by reason.
EXCEPTIONS: Mapping[str, Mapping[str, set[str]]] = {
    "day page": {
        "the screen's title says it": {"date"},
        "is for merging and for reading times, which stand as they were typed": {
            "recorded_at",
            "cleared_at",
            "times",
            "tz",
        },
        "a cleared day has nothing to show": {"cleared"},
    },
    "csv": {"is for merging alone": {"times"}},
    "report": {
        "is for merging and for reading times, which stand as they were typed": {
            "recorded_at",
            "cleared_at",
            "times",
            "tz",
            "day_starts_at",
        },
        "a cleared day is one without answers": {"cleared"},
        "is counted over all nights, under the averages": {"day.own"},
        "a rule alone speaks of it, under What was counted": {
            "movement.signs",
            "day.sleepiness",
            "day.dozed_driving",
            "day.sudden_weakness",
            "day.sleep_paralysis",
        },
        "a rule weighs it together with other answers, and speaks of them all": {
            "night.woke_early_min",
            "day.morning_headache",
            "day.hard_to_cope",
        },
        "stands beside the column that a doctor reads: rested, movement, milligrams, stress": {
            "night.quality",
            "device.quality",
            "device.woke_early_min",
            "movement.falling_feeling",
            "movement.witness",
            "movement.triggers",
            "day.caffeine[].drink",
            "day.anxiety",
            "day.fatigue",
        },
        "a habit, for the coach and the tips; two sheets hold no more": {
            "day.nap_min",
            "day.exercise.min",
            "day.exercise.ended_at",
            "day.exercise.vigorous",
            "day.relaxation",
            "day.relaxation[].practice",
            "day.relaxation[].min",
            "day.context",
        },
        "belongs to an experiment, whose result weighs it once it is open": {"day.tip_done"},
    },
    "saving": {**_NO_ANSWERS, **_EMPTIED},
    # A day that was emptied on purpose is settled, and is not offered again.
    "catching up": _NO_ANSWERS,
    "tonight": {
        **_NO_ANSWERS,
        **_EMPTIED,
        "a note is no half of the check-in": {"notes"},
        "the bed partner's sheet is none either": below("partner."),
    },
}
TO_DO = "give it its place there, or EXCEPTIONS a reason; take out one that is none any more"
COUNTED_ALONE = EXCEPTIONS["report"]["a rule alone speaks of it, under What was counted"]


def excepted(place: str) -> set[str]:
    """All leaves that have no place there."""
    return set().union(*EXCEPTIONS[place].values())


def is_shown(leaf: Leaf, show: Callable[[Entry], object]) -> bool:
    """Whether every answer reads otherwise than none, and they do not all read alike."""
    shown = [show(entry) for entry in leaf.answers]
    if leaf.silent is not None and show(leaf.silent) in shown:
        return False
    return len(shown) == 1 or any(reading != shown[0] for reading in shown)


@pytest.mark.parametrize("path", LEAVES)
@pytest.mark.parametrize("place", SHOWN_BY)
def test_every_leaf_is_shown_or_says_why_not(place: str, path: str) -> None:
    shown = is_shown(LEAVES[path], SHOWN_BY[place])
    assert shown == (path not in excepted(place)), f"{path}, {place}: {TO_DO}"


@pytest.mark.long
@pytest.mark.parametrize("path", some_of(sorted(set(LEAVES) - excepted("report")), 6))
def test_what_the_plain_report_shows_the_printed_one_shows_too(path: str) -> None:
    leaf = LEAVES[path]
    other = leaf.answers[-1] if len(leaf.answers) > 1 else leaf.silent
    assert other is not None
    assert printed_page(leaf.answers[0]) != printed_page(other)


@pytest.mark.parametrize("path", sorted(COUNTED_ALONE))
def test_what_a_rule_speaks_of_alone_stands_under_what_was_counted(path: str) -> None:
    leaf = LEAVES[path]
    assert leaf.silent is not None
    quiet = what_was_counted(leaf.silent)
    assert any(what_was_counted(entry) != quiet for entry in leaf.answers)


@pytest.mark.parametrize("path", LEAVES)
@pytest.mark.parametrize("place", COUNTED_BY)
def test_every_leaf_counts_as_answered_or_says_why_not(place: str, path: str) -> None:
    counts = {COUNTED_BY[place](entry) for entry in LEAVES[path].alone}
    assert counts == {path not in excepted(place)}, f"{path}, {place}: {TO_DO}"


@pytest.mark.parametrize("place", EXCEPTIONS)
def test_every_exception_is_a_leaf_and_has_one_reason(place: str) -> None:
    named = [path for paths in EXCEPTIONS[place].values() for path in paths]
    assert sorted(named) == sorted(excepted(place) & set(LEAVES))
