"""Sleepmeter: a diary kept by hand; its times are the person's own answers."""

import pytest

from coach.core.diary.choices import Context
from coach.core.diary.records import Night
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import DATA

FILE = "sleepmeter.csv"


def test_a_night_has_bedtime_latency_and_the_time_awake_in_its_holes(take: Take) -> None:
    taken = take(FILE)
    night = taken.night("2021-03-08")
    assert taken.times("2021-03-08") == (None, "22:50", "06:40", None)
    # 23:05 to 06:40 less two holes of 30 and 10 minutes.
    assert (night.sleep_latency_min, night.awakenings, night.awake_min) == (15, 2, 40)
    assert taken.slept("2021-03-08") == 455 - 40


def test_its_times_are_the_persons_answers(take: Take) -> None:
    assert take(FILE).told_by("2021-03-08") is None


def test_quality_of_ten_becomes_five_steps(take: Take) -> None:
    taken = take(FILE)
    assert taken.night("2021-03-08").quality == 4
    assert taken.night("2021-03-10").quality == 3


def test_restless_legs_are_a_note_and_no_answer(take: Take) -> None:
    taken = take(FILE)
    entry = taken.days["2021-03-08"]
    assert entry.movement is None
    assert "restless legs" in (entry.notes or "")
    assert any(
        line.startswith("Restless legs stand in the notes") for line in taken.imported.remarks
    )


def test_words_that_say_it_plainly_become_answers(take: Take) -> None:
    day = take(FILE).days["2021-03-08"].day
    assert day is not None
    assert day.context == (Context.ILLNESS, Context.TRAVEL)
    assert (day.caffeine, day.stress) == (None, None)


def test_texts_with_bare_quotes_and_line_breaks_come_through(take: Take) -> None:
    assert take(FILE).days["2021-03-08"].notes == (
        'Kicked the "wall",\ntwice\n'
        'Hindered by: restless legs, caffeine, sick, the "nice" neighbour\'s trumpet\n'
        "Helped by: music\n"
        "Tags: hotel, full moon, again\n"
        "Dreams: nightmare falling"
    )


def test_a_nap_is_added_to_its_day(take: Take) -> None:
    day = take(FILE).days["2021-03-08"].day
    assert day is not None
    assert day.nap_min == 40


def test_a_night_without_sleep_is_one(take: Take) -> None:
    entry = take(FILE).days["2021-03-09"]
    assert entry.night == Night(did_not_sleep=True, quality=1)
    assert entry.notes == "Hindered by: mind racing"


def test_a_record_of_no_sleep_beside_a_night_of_the_same_date_is_left_out(take: Take) -> None:
    none = '"2021-03-10 08:00+0100","2021-03-10 08:00+0100","2021-03-10 07:30+0100"'
    line = f'{none},,NIGHT_SLEEP,NONE,NONE,NONE,NONE,0,""\n'
    taken = take((DATA / FILE).read_bytes() + line.encode())
    assert taken.slept("2021-03-10") == 7 * 60 + 30
    assert taken.imported.left_out == {
        "record{s} of no sleep beside a night of the same date": 1
    }


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_file_saved_again_by_a_spreadsheet_gives_the_same_days(
    take: Take, separator: str
) -> None:
    header = (DATA / FILE).read_text().partition("wake,")
    names = [*header[1].split(",")[:1], *header[2].partition("\n")[0].split(",")]
    record = [
        "2021-03-08 06:40+0100",
        "2021-03-07 23:05+0100",
        "2021-03-07 22:50+0100",
        "120-150|300-310",
        "NIGHT_SLEEP",
        "NONE",
        "MUSIC",
        "SICK|CUSTOM_0001",
        "NONE",
        "7",
        '"two ""lines"",\nof notes"',
    ]
    table = [["custom_hindrance_id", "class", "name"], ["CUSTOM_0001", "NOISE", "trumpet"]]
    rows = [[*row, *[""] * 8] for row in (*table, [""] * 3)] + [names, record]
    taken = take("\r\n".join(separator.join(row) for row in rows).encode())
    assert taken.slept("2021-03-08") == 455 - 40
    plain = "\n".join(separator.join(row) for row in (names, record))
    assert take(plain.encode()).slept("2021-03-08") == 455 - 40
    assert taken.days["2021-03-08"].notes == (
        'two "lines",\nof notes\nHindered by: sick, trumpet\nHelped by: music'
    )


def test_a_night_on_which_the_clocks_go_forward_keeps_its_length(take: Take) -> None:
    taken = take(FILE)
    # Told in the offset of the morning: 22:30+0100 is 23:30+0200.
    assert taken.times("2021-03-28") == (None, "23:30", "07:30", None)
    assert taken.slept("2021-03-28") == 7 * 60 + 30


def test_rows_that_cannot_be_read_are_named(take: Take) -> None:
    assert take(FILE).refused == {
        "line 15": 'holes is "400-900", which does not fit into the sleep',
        "line 16": 'type is "SIESTA", not NIGHT_SLEEP or NAP',
    }


def test_a_file_without_a_single_record_is_empty_and_sound(take: Take) -> None:
    header = b"wake,sleep,bedtime,holes,type,dreams,aid,hindrances,tags,quality,notes\n"
    taken = take(b"custom_tag_id,name\n\n" + header)
    assert (taken.days, taken.refused) == ({}, {})
