"""Sleep as Android: what a record comes to, checked by hand against the file."""

import io
import zipfile
from datetime import date, timedelta

import pytest

from coach.core.diary import said
from coach.core.diary.sleep import measure
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
    assert taken.told_by("2021-03-08") == "Sleep as Android"
    assert taken.days["2021-03-08"].night is None


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
    night = measure(taken.days["2020-10-25"])
    assert night.woke is not None
    assert night.tried is not None
    assert night.woke - night.tried == timedelta(hours=9)


def test_no_moment_of_recording_is_claimed(take: Take) -> None:
    assert {entry.recorded_at for entry in take(FILE).days.values()} == {None}


def test_a_night_without_a_known_zone_has_its_times_as_written_and_it_is_said(
    take: Take,
) -> None:
    taken = take(FILE)
    assert taken.times("2021-03-09") == (None, "23:10", "06:40", None)
    assert taken.days["2021-03-09"].tz is None
    assert taken.imported.remarks == (
        "Nights whose time zone is hidden or not known here come without one, their times as "
        "written.",
    )


def test_a_length_that_was_destroyed_is_not_needed(take: Take) -> None:
    assert take(FILE).times("2021-03-10") == (None, "23:10", "06:40", None)


def record(**changed: str) -> bytes:
    fields = {
        "Id": "1615158600000",
        "Tz": "Europe/London",
        "From": "07. 03. 2021 23:10",
        "To": "08. 03. 2021 6:41",
        "Hours": "7.500",
        "Rating": "4.0",
        "Comment": "",
        "LenAdjust": "0",
        **changed,
    }
    rows = (fields.keys(), fields.values())
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows).encode()


def test_the_minutes_are_those_of_from_and_to(take: Take) -> None:
    # 7.5 hours after 23:10 it is 06:40: Hours is cut to thousandths, To is not.
    assert take(record()).times("2021-03-08") == (None, "23:10", "06:41", None)


def test_an_id_that_a_spreadsheet_destroyed_is_not_needed(take: Take) -> None:
    taken = take(record(Id="1.61516E+12", From="07.03.2021 23:10", To="08.03.2021 06:41"))
    assert taken.times("2021-03-08") == (None, "23:10", "06:41", None)


def test_without_from_and_to_the_id_and_the_length_are_taken(take: Take) -> None:
    taken = take(record(From="7 March", To=""))
    assert taken.times("2021-03-08") == (None, "23:10", "06:40", None)


def test_decimal_commas_are_read(take: Take) -> None:
    taken = take(record(From="", Hours="7,500", Rating="3,75"))
    assert taken.times("2021-03-08") == (None, "23:10", "06:40", None)
    assert taken.night("2021-03-08").quality == 4


def test_a_rating_that_is_none_is_left_out_and_not_the_night(take: Take) -> None:
    taken = take(record(Rating="NaN"))
    assert taken.night("2021-03-08").quality is None
    assert taken.imported.left_out == {"rating{s} that cannot be read": 1}


@pytest.mark.parametrize("marked", [{"Comment": "Manually added #gym"}, {"LenAdjust": "-1.0"}])
def test_a_night_that_was_added_by_hand_is_the_persons_own(
    take: Take, marked: dict[str, str]
) -> None:
    taken = take(record(**marked))
    assert taken.told_by("2021-03-08") is None
    assert taken.times("2021-03-08") == (None, "23:10", "06:41", None)


def test_of_a_night_added_by_hand_nothing_is_claimed_that_nobody_said(take: Take) -> None:
    night = take(record(Comment="Manually added")).night("2021-03-08")
    assert (night.sleep_latency_min, night.awake_min, night.awakenings) == (None, None, None)
    # Neither good nor bad: the rule on lying awake counts it as not answered.
    assert said.bad(night) is None


def test_a_time_awake_that_was_typed_in_is_kept(take: Take) -> None:
    night = take(record(Comment="Manually added", LenAdjust="-40")).night("2021-03-08")
    assert (night.sleep_latency_min, night.awake_min) == (None, 40)
    assert said.bad(night) is True


def test_rows_that_cannot_be_read_are_named(take: Take) -> None:
    odd = b"".join(
        (
            record(),
            record(Id="1.61516E+12", From=""),
            record(From="", Hours="a night"),
            record(From="", Tz="XXX/YYY"),
        )
    )
    assert take(odd).refused == {
        "line 4": 'Id is "1.61516E+12", which is not a whole number',
        "line 6": 'Hours is "a night", which is not a number',
        "line 8": "From and To are no moments, and without its time zone Id is none",
    }


def test_a_night_in_two_pieces_is_one_with_an_awakening(take: Take) -> None:
    first = record(To="08. 03. 2021 1:30")
    second = record(From="08. 03. 2021 1:50")
    taken = take(first + second)
    night = taken.night("2021-03-08")
    assert taken.times("2021-03-08") == (None, "23:10", "06:41", None)
    assert (night.awakenings, night.awake_min) == (1, 20)


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
        date(2021, 3, 9),
        date(2021, 3, 10),
    ]
