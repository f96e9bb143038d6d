"""Sleep as Android: what a record comes to, checked by hand against the file."""

import io
import zipfile
from datetime import date

import pytest

from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import DATA

FILE = "sleep-as-android.csv"


def zipped(**members: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "-") + ".csv", content)
    return data.getvalue()


def test_a_tracked_night_has_its_times_its_length_and_its_rating(take: Take) -> None:
    taken = take(FILE)
    # 7.5 hours from 23:10, less the 20 minutes of LenAdjust.
    assert taken.times("2021-03-08") == (None, "23:10", "06:40", None)
    assert taken.slept("2021-03-08") == 430
    assert taken.night("2021-03-08").quality == 4
    assert taken.days["2021-03-08"].tz == "Europe/London"


def test_its_numbers_are_a_devices(take: Take) -> None:
    taken = take(FILE)
    assert all(entry.night is None for entry in taken.days.values())


def test_tags_go_to_the_notes_and_answer_nothing(take: Take) -> None:
    entry = take(FILE).days["2021-03-08"]
    assert entry.notes == 'Warm "blanket", slow start\n#alcohol_2x #snore'
    assert entry.movement is None
    assert entry.day is not None
    assert entry.day.alcohol is None


def test_a_short_sleep_by_day_is_a_nap(take: Take) -> None:
    day = take(FILE).days["2021-03-08"].day
    assert day is not None
    assert day.nap_min == 45


def test_a_night_on_which_the_clocks_go_back_has_its_nine_hours(take: Take) -> None:
    taken = take(FILE)
    assert taken.times("2020-10-25") == (None, "23:00", "07:00", None)
    assert taken.slept("2020-10-25") == 9 * 60


def test_no_moment_of_recording_is_claimed(take: Take) -> None:
    assert {entry.recorded_at for entry in take(FILE).days.values()} == {None}


def test_rows_that_cannot_be_read_are_named(take: Take) -> None:
    assert take(FILE).refused == {
        "line 9": 'Tz is "Europe/Atlantis", which is no time zone known here',
        "line 11": 'Hours is "a night", which is not a number',
    }


def test_what_the_sensors_say_is_counted_as_left_out(take: Take) -> None:
    assert take(FILE).imported.left_out == {
        "movement graph{s}": 1,
        "snoring time{s}": 1,
        "share{s} of deep sleep": 1,
    }


@pytest.mark.parametrize("name", ["sleep_export", "backup__sleep_export"])
def test_the_zip_gives_what_the_csv_gives(take: Take, name: str) -> None:
    packed = take(zipped(**{name: (DATA / FILE).read_bytes()}))
    assert packed.imported == take(FILE).imported


def test_a_torn_zip_is_refused_in_a_sentence(take: Take) -> None:
    whole = zipped(sleep_export=(DATA / FILE).read_bytes() * 3)
    with pytest.raises(LogError, match="the-file"):
        take(whole[:-40])
    with pytest.raises(LogError, match="the-file"):
        take(whole[:60] + b"\x00" * 40 + whole[100:])


def test_the_date_is_the_one_on_which_the_sleep_ended(take: Take) -> None:
    assert [entry.date for entry in take(FILE).imported.log.entries] == [
        date(2020, 10, 25),
        date(2021, 3, 8),
    ]
