"""Formats that are known and not read: told in one sentence, with what to do instead."""

import pytest

from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import database, packed

FILES: dict[str, tuple[bytes, str]] = {
    "AutoSleep": (
        b"ISO8601,fromDate,toDate,bedtime,waketime,inBed,awake,fellAsleepIn,sessions,asleep\n",
        "is AutoSleep's table, which is not read here; its nights are in Apple Health's own",
    ),
    "Pillow": (
        b"Start Time, End Time, Duration (mins), Nap, Sleep Quality (%), \n",
        "is Pillow's table, which is not read here; its nights are in Apple Health's own",
    ),
    "QS Access": (
        b"In bed start,In bed Finish,Minutes in bed,Minutes asleep\n",
        "is a table that a tool made from Apple Health, which is not read here",
    ),
    "a script": (
        b"sourceName,sourceVersion,device,type,unit,creationDate,startDate,endDate,value\n",
        "is a table that a tool made from Apple Health, which is not read here",
    ),
    "Health Auto Export": (
        b'{"data": {"metrics": [{"name": "sleep_analysis", "data": []}]}}',
        "is Health Auto Export's JSON, which is not read here",
    ),
    "Daylio": (
        b"full_date,date,weekday,time,mood,activities,note_title,note\n",
        "is a table of Daylio, which is not read here; it holds moods",
    ),
    "Daylio, older": (
        b"year,date,weekday,time,mood,activities,note\n",
        "is a table of Daylio, which is not read here; it holds moods",
    ),
    "Loop": (
        b"Date,Slept early,Tea after 15:00,\n2026-02-02,2,0,\n2026-02-01,YES_MANUAL,-1,\n",
        "is an export of Loop Habit Tracker, which is not read here; it holds habits",
    ),
    "Loop, zip": (
        packed({"Habits.csv": b"", "Checkmarks.csv": b""}),
        "is an export of Loop Habit Tracker, which is not read here",
    ),
    "Gadgetbridge": (
        database("CREATE TABLE MI_BAND_ACTIVITY_SAMPLE (TIMESTAMP INTEGER)"),
        "is a database of Gadgetbridge, which is not read here",
    ),
    "Gadgetbridge, zip": (
        packed({"database/Gadgetbridge": b""}),
        "is a database of Gadgetbridge, which is not read here",
    ),
    "Google Fit": (
        b'{"fitnessActivity": "sleep", "startTime": "2026-02-01T22:00:00Z"}',
        "is an export of Google Fit, which is not read here",
    ),
    "Google Fit, zip": (
        packed({"Takeout/Fit/All Sessions/2026-02-01T23_00_00+01_00_SLEEP.json": b"{}"}),
        "is an export of Google Fit, which is not read here",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_named_and_refused_in_one_sentence(take: Take, name: str) -> None:
    content, words = FILES[name]
    with pytest.raises(LogError) as refused:
        take(content)
    assert str(refused.value).startswith(f"the-file {words}")
    assert "\n" not in str(refused.value)


def test_a_table_of_dates_and_words_is_no_list_of_habits(take: Take) -> None:
    with pytest.raises(LogError, match="is a table with Date and Tea; no format"):
        take(b"Date,Tea\n2026-02-02,green\n")
