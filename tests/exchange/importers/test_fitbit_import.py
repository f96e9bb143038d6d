"""Fitbit: the CSV of the web site, the JSON of a takeout."""

import io
import zipfile
from pathlib import Path

import pytest

from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import DATA

HEAD = (DATA / "fitbit.csv").read_text().split('"', 1)[0]


def rows(*pairs: tuple[str, str]) -> bytes:
    lines = (
        f'"{start}","{end}","400","20","3","N/A","N/A","N/A","N/A"\n' for start, end in pairs
    )
    return (HEAD + "".join(lines)).encode()


def test_a_night_of_the_csv_has_its_times_and_its_length(take: Take) -> None:
    taken = take("fitbit.csv")
    night = taken.night("2021-03-08")
    assert taken.times("2021-03-08") == (None, "23:10", "06:40", None)
    assert (night.awakenings, night.awake_min, taken.told_by("2021-03-08")) == (
        12,
        40,
        "Fitbit",
    )
    assert taken.slept("2021-03-08") == 410


def test_a_short_sleep_by_day_is_a_nap(take: Take) -> None:
    day = take("fitbit.csv").days["2021-03-08"].day
    assert day is not None
    assert day.nap_min == 40


def test_rows_that_cannot_be_are_named(take: Take) -> None:
    assert take("fitbit.csv").refused == {
        "line 5": "5000 minutes asleep do not fit into 390 minutes",
        "line 6": "it ends before it begins",
    }


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("07-03-2021 11:10 pm", "08-03-2021 6:40 am"),
        ("2021-03-07 11:10PM", "2021-03-08 6:40AM"),
        ("03/07/2021 23:10", "03/08/2021 6:40"),
    ],
)
def test_day_and_month_stand_in_the_order_that_makes_nights_of_a_night(
    take: Take, start: str, end: str
) -> None:
    assert take(rows((start, end))).times("2021-03-08") == (None, "23:10", "06:40", None)


def test_an_order_that_cannot_be_told_is_refused(take: Take) -> None:
    with pytest.raises(LogError, match="day or the month comes first"):
        take(rows(("07-03-2021 12:10 am", "07-03-2021 8:40 am")))


def test_the_json_has_latency_and_getting_up_apart(take: Take) -> None:
    taken = take("fitbit.json")
    night = taken.night("2021-03-08")
    assert taken.times("2021-03-08") == (None, "23:10", "06:35", "06:40")
    assert (night.sleep_latency_min, night.awakenings, taken.told_by("2021-03-08")) == (
        4,
        23,
        "Fitbit",
    )
    assert taken.slept("2021-03-08") == 401


def test_a_second_sleep_by_day_is_a_nap_and_a_torn_log_is_named(take: Take) -> None:
    taken = take("fitbit.json")
    day = taken.days["2021-03-08"].day
    assert day is not None
    assert day.nap_min == 44
    assert list(taken.refused) == ["sleep 3"]


def test_a_takeout_zip_gives_what_its_files_give(take: Take) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("Takeout/Fitbit/steps-2021-03-01.json", "[]")
        archive.write(DATA / "fitbit.json", "Takeout/Fitbit/sleep-2021-03-01.json")
    assert take(data.getvalue()).imported.log == take("fitbit.json").imported.log


def test_the_interfaces_own_form_is_read_too(take: Take) -> None:
    wrapped = b'{"sleep": ' + (DATA / "fitbit.json").read_bytes() + b', "summary": {}}'
    assert take(wrapped).imported.log == take("fitbit.json").imported.log


WHOLE = b"""Body
Date,Weight,BMI,Fat
"2021-03-07","70","22.0","0"

Sleep
%s
Food Log 20210307
Daily Totals
"","Calories","0"
"""


def test_of_the_whole_export_the_sleep_is_taken_and_the_rest_passed_over_in_one_line(
    take: Take,
) -> None:
    sleep = (DATA / "fitbit.csv").read_bytes().partition(b"Sleep\n")[2]
    taken = take(WHOLE % sleep)
    assert taken.imported.log == take("fitbit.csv").imported.log
    assert taken.imported.remarks == ("Passed over: Body, Food Log.",)
    assert list(taken.refused) == ["line 9", "line 10"]


def test_the_whole_export_saved_again_by_a_spreadsheet_is_read(take: Take) -> None:
    sleep = b"Start Time;End Time;Minutes Asleep\n07-03-2021 11:10 pm;08-03-2021 6:40 am;410\n"
    taken = take(b"Body;;\nDate;Weight;BMI\n2021-03-07;70;22\n;;\nSleep;;\n" + sleep)
    assert taken.times("2021-03-08") == (None, "23:10", "06:40", None)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (
            b'Sleep\nDate,Minutes Asleep,Minutes Awake\n"2016-03-06","560","33"\n',
            "one row a day: it has minutes asleep, but no times",
        ),
        (
            b"Date,Steps,\r10/1/15,16116,\r,,\rSleep,,\rDate,Minutes Asleep,\r10/1/15,283,",
            "one row a day: it has minutes asleep, but no times",
        ),
        (b'Body\nDate,Weight\n"2016-03-06","70"\n', "a section Sleep is not in it"),
    ],
)
def test_an_export_without_times_of_sleep_is_refused_as_that(
    take: Take, content: bytes, why: str
) -> None:
    with pytest.raises(LogError, match=why):
        take(content)


def sleep(start: str, end: str, minutes: int, more: str = "") -> str:
    return (
        f'{{"startTime": "{start}:00.000", "endTime": "{end}:00.000", '
        f'"duration": {minutes * 60000}, "minutesAsleep": {minutes - 20}{more}}}'
    )


@pytest.mark.parametrize("flag", ["mainSleep", "isMainSleep"])
def test_the_main_sleep_is_the_night_whichever_way_it_is_flagged(take: Take, flag: str) -> None:
    main = sleep("2021-03-07T23:10", "2021-03-08T02:40", 210, f', "{flag}": true')
    other = sleep("2021-03-08T05:30", "2021-03-08T09:30", 240, f', "{flag}": false')
    taken = take(f"[{other}, {main}]".encode())
    assert taken.times("2021-03-08") == (None, "23:10", "02:40", "02:40")
    assert taken.imported.left_sleeps == {
        "second sleep{s} of a day": ("2021-03-08 05:30 to 09:30",)
    }


def test_pieces_of_a_night_are_joined(take: Take) -> None:
    first = sleep("2021-03-07T23:10", "2021-03-08T02:40", 210, ', "mainSleep": true')
    second = sleep("2021-03-08T03:40", "2021-03-08T07:00", 200)
    taken = take(f"[{first}, {second}]".encode())
    assert taken.times("2021-03-08") == (None, "23:10", "07:00", "07:00")
    assert taken.slept("2021-03-08") == 190 + 180


def test_nights_of_a_clock_change_have_the_length_that_really_passed(take: Take) -> None:
    spring = sleep("2021-03-27T23:00", "2021-03-28T07:00", 420)
    autumn = sleep("2021-10-30T23:00", "2021-10-31T07:00", 540)
    taken = take(f"[{spring}, {autumn}]".encode())
    assert (taken.slept("2021-03-28"), taken.slept("2021-10-31")) == (400, 520)
    assert taken.days["2021-03-28"].tz == "Europe/London"
    assert any("clocks changed" in line for line in taken.imported.remarks)


def takeout(**months: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for month, content in months.items():
            archive.writestr(f"Takeout/Fitbit/sleep-2021-{month[1:]}-01.json", content)
    return data.getvalue()


def test_one_broken_month_of_a_takeout_is_named_and_the_rest_comes_in(take: Take) -> None:
    march = f"[{sleep('2021-03-07T23:10', '2021-03-08T06:40', 450)}]".encode()
    taken = take(takeout(m03=march, m04=b'{"broken"', m05=b"[]"))
    assert list(taken.days) == ["2021-03-08"]
    assert list(taken.refused) == ["sleep-2021-04-01.json"]
    assert taken.imported.remarks == ("No sleep in sleep-2021-05-01.json.",)


def test_an_empty_month_is_told_as_such(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "sleep-2021-05-01.json"
    path.write_bytes(b"[]\n")
    imported = take(path).imported
    assert imported.remarks == (
        "There is nothing in this file to bring in.",
        "No sleep in sleep-2021-05-01.json.",
    )
