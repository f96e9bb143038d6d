"""Fitbit: the CSV of the web site, the JSON of a takeout."""

import io
import zipfile

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
