"""The one door in: told by content, refused in a sentence, never over the person's own day."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from coach.core.diary.merge import merge
from coach.core.diary.records import Log
from coach.exchange.importers import IMPORTERS
from coach.exchange.importing import FORMS
from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import ARCHIVES, DATA, SAMPLES, TEXTS, database, sample

FILES = {name: importer.title for name, importer in SAMPLES.items()}
NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
EMPTY = Log(format="coach-log", version=1)


def test_every_importer_has_a_sample_and_every_sample_an_importer() -> None:
    assert {importer.name for importer in SAMPLES.values()} == {
        importer.name for importer in IMPORTERS
    }
    assert set(SAMPLES) == {*ARCHIVES, *(path.name for path in DATA.iterdir())}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_told_by_its_content_whatever_its_name(take: Take, name: str) -> None:
    assert take(sample(name)).imported.title == FILES[name]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("line_break", [b"\r\n", b"\r"])
def test_other_line_breaks_change_nothing(take: Take, name: str, line_break: bytes) -> None:
    plain = sample(name)
    assert take(plain.replace(b"\n", line_break)).imported.log == take(plain).imported.log


@pytest.mark.parametrize("name", TEXTS)
def test_a_byte_order_mark_changes_nothing(take: Take, name: str) -> None:
    plain = sample(name)
    assert take(b"\xef\xbb\xbf" + plain).imported.log == take(plain).imported.log


@pytest.mark.parametrize("name", FILES)
def test_nothing_imported_says_that_there_was_no_movement(take: Take, name: str) -> None:
    for entry in take(name).imported.log.entries:
        if entry.movement is not None:
            assert "none" not in (
                entry.movement.sleep_starts,
                entry.movement.sleep_movement,
                entry.movement.dream_enactment,
                entry.movement.leg_urge,
                entry.movement.breathing,
                entry.movement.awake,
            )


@pytest.mark.parametrize(
    ("content", "recognised"),
    [
        (b"Dear diary,\ntonight, again, as so often, nothing.\n", "is plain text"),
        (
            b"day,date,weekday,mood\n",
            "is a table with day, date, weekday and mood;",
        ),
        (
            b"Start,End,Mood\n1,2,3\n",
            "for Sleep Cycle (sleepdata.csv) it lacks Sleep Quality",
        ),
        (b"stop,start,rating,sid\n", "as Plees Tracker has, but in another order"),
        (b'{"date": "2025-06-20", "sleep_records": []}', "with date and sleep_records;"),
        (b"[1, 2, 3]", "is JSON, a list without any field"),
        (b'{"date": ', "is JSON that is torn or not sound"),
        (b"<html></html>", "is XML that begins with <html>, where Apple Health has"),
        (b"PK\x03\x04 is no archive", "is a damaged or empty archive"),
        (b"SQLite format 3\x00", "is a database (SQLite)"),
        (b"\x00\xff\xfe", "is no text, and no archive"),
    ],
)
def test_what_none_reads_is_refused_by_what_was_recognised_and_what_is_missing(
    take: Take, content: bytes, recognised: str
) -> None:
    with pytest.raises(LogError) as refused:
        take(content)
    words = str(refused.value)
    assert words.startswith("the-file ")
    assert recognised in words
    assert "Sleepmeter" not in words
    assert "\n" not in words


def test_an_archive_is_refused_by_the_names_in_it(take: Take) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(LogError, match=r"is a spreadsheet \(xlsx\); save its sheet as CSV"):
        take(data.getvalue())
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("photo.jpg", "")
    with pytest.raises(LogError, match=r"is an archive with photo\.jpg; no export"):
        take(data.getvalue())


def test_an_empty_file_is_called_empty(take: Take) -> None:
    with pytest.raises(LogError, match="the-file is empty"):
        take(b" \n")


def test_a_format_can_be_named(take: Take) -> None:
    assert take("plees-4.csv", form="plees").imported.title == "Plees Tracker"
    with pytest.raises(LogError, match="sleepmeter"):
        take("plees-4.csv", form="diary")


@pytest.mark.parametrize("form", FORMS)
def test_the_wrong_format_named_is_a_sentence_too(take: Take, form: str) -> None:
    with pytest.raises(LogError, match="the-file"):
        take(b"neither,one,nor\nthe,other,1\n", form=form)


def test_a_file_of_which_nothing_can_be_taken_is_refused_with_the_first_reason(
    take: Take,
) -> None:
    with pytest.raises(LogError, match=r"1 row of Plees Tracker refused.*line 2: it ends"):
        take(b"sid,start,stop,rating\n1,1615245067794,1615158629380,0\n")


def test_the_summary_counts_and_names(take: Take) -> None:
    imported = take("plees-4.csv").imported
    words = imported.summary(merge(EMPTY, imported.log), dry_run=True)
    assert words.splitlines() == [
        "Plees Tracker. Would be: 2 days new, 0 changed, 0 the same, 0 kept, 1 refused.",
        "From 2021-03-08 to 2021-03-09.",
        "Left out: 1 sleep under 10 minutes (2021-03-09 23:11 to 23:11).",
        "Refused: line 5: it ends before it begins.",
        "The file names no time zone; its moments were told in Europe/London.",
        "Nothing was changed.",
    ]


def test_the_summary_shows_five_refusals_and_counts_the_rest(take: Take) -> None:
    rows = "".join(f"{row},1615245067794,1615158629380,0\n" for row in range(8))
    good = "9,1615158629380,1615185657541,0\n"
    imported = take(f"sid,start,stop,rating\n{rows}{good}".encode()).imported
    words = imported.summary(merge(EMPTY, imported.log))
    assert words.count("Refused: line") == 5
    assert "Refused: 3 more." in words


def test_a_text_of_the_file_never_steers_the_terminal(take: Take) -> None:
    rows = (
        b"sid,start,stop,rating\n1,\x1b[31m,1615158629380,0\n9,1615158629380,1615185657541,0\n"
    )
    imported = take(rows).imported
    assert "\x1b" not in imported.summary(merge(EMPTY, imported.log))


@pytest.mark.parametrize(
    "mine",
    [
        '{"date": "2021-03-08", "recorded_at": "2021-03-08T21:00:00Z", "notes": "mine"}',
        '{"date": "2021-03-08", "night": {"rested": 1}}',
        # Smaller as text than what is imported, so that a plain merge would take that.
        '{"date": "2021-03-08", "day": {"caffeine": []}}',
        '{"date": "2021-03-08", "recorded_at": "2021-03-08T21:00:00Z", "cleared": true}',
    ],
    ids=["stamped", "without a moment", "the smaller of a tie", "cleared"],
)
def test_a_day_in_the_diary_is_never_replaced(take: Take, mine: str) -> None:
    diary = take(
        f'{{"format": "coach-log", "version": 1, "entries": [{mine}]}}'.encode()
    ).imported.log
    for name in FILES:
        imported = take(name).imported.beside(diary, NOW)
        (standing,), after = diary.entries, merge(diary, imported.log).log.entries
        (outcome,) = (entry for entry in after if entry.date == standing.date)
        for part in ("cleared", "night", "movement", "day", "notes", "first_recorded_at"):
            assert getattr(outcome, part) == getattr(standing, part)


MINE = '{"date": "2021-03-08", "recorded_at": "2021-03-08T21:00:00Z", "night": {"rested": 1}}'
OLDER = '{"date": "2021-03-09", "device": {"source": "Watch", "tried_to_sleep_at": "22:00"}}'


def diary_of(take: Take, *entries: str) -> Log:
    listed = ", ".join(entries)
    log = f'{{"format": "coach-log", "version": 1, "entries": [{listed}]}}'
    return take(log.encode()).imported.log


def test_an_answered_day_keeps_its_answers_and_gets_its_night(take: Take) -> None:
    diary = diary_of(take, MINE)
    imported = take("plees-4.csv").imported.beside(diary, NOW)
    merged = merge(diary, imported.log)
    outcome = merged.log.entries[0]
    assert outcome.night == diary.entries[0].night
    assert outcome.device is not None
    assert (outcome.device.source, outcome.device.tried_to_sleep_at) == (
        "Plees Tracker",
        "23:10",
    )
    words = imported.summary(merged)
    assert "1 day new, 1 changed, 0 the same, 0 kept" in words
    assert "the device's night stands beside them: 2021-03-08." in words


def test_beside_answers_nothing_but_the_devices_numbers_is_brought_in(take: Take) -> None:
    diary = diary_of(take, MINE)
    entry = take("plees-4.csv").imported.beside(diary, NOW).log.entries[0]
    assert (entry.night, entry.day, entry.notes, entry.recorded_at) == (None, None, None, None)
    assert entry.times is not None
    # Of the moment of the import, so that they go before those of an earlier one.
    assert entry.times["2026-11-22T21:00:00Z"] == ("device",)


def test_what_the_person_took_out_of_an_imported_day_does_not_come_back(take: Take) -> None:
    taken_out = OLDER.replace(
        "{", '{"recorded_at": "2021-03-10T20:00:00Z", "times": {"2021-03-10T20:00:01Z": '
        '["day.nap_min"]}, ', 1
    )  # fmt: skip
    diary = diary_of(take, taken_out)
    merged = merge(diary, take("plees-4.csv").imported.beside(diary, NOW).log)
    assert merged.log.entries[1].day is None


def test_of_two_devices_the_last_import_stands_and_the_summary_names_the_night(
    take: Take,
) -> None:
    diary = diary_of(take, OLDER)
    imported = take("plees-4.csv").imported.beside(diary, NOW)
    merged = merge(diary, imported.log)
    device = merged.log.entries[1].device
    assert device is not None
    assert device.source == "Plees Tracker"
    assert "Device numbers replaced by those of this file: 2021-03-09." in imported.summary(
        merged
    )


def test_a_cleared_day_stays_cleared(take: Take) -> None:
    diary = diary_of(
        take, '{"date": "2021-03-08", "recorded_at": "2021-03-08T21:00:00Z", "cleared": true}'
    )
    imported = take("plees-4.csv").imported.beside(diary, NOW)
    merged = merge(diary, imported.log)
    assert merged.log.entries[0].cleared
    assert "Kept as they are in your diary: 2021-03-08." in imported.summary(merged)


def test_a_day_that_holds_only_a_device_takes_a_night_kept_by_hand(take: Take) -> None:
    diary = diary_of(take, OLDER.replace("03-09", "03-10"))
    merged = merge(diary, take("sleepmeter.csv").imported.beside(diary, NOW).log)
    (outcome,) = (entry for entry in merged.log.entries if entry.date.day == 10)
    assert outcome.night is not None
    assert outcome.night.tried_to_sleep_at == "23:30"
    assert outcome.device is not None
    assert outcome.device.source == "Watch"


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_again_changes_nothing(take: Take, name: str) -> None:
    mine = diary_of(take, MINE, OLDER)
    first = merge(mine, take(name).imported.beside(mine, NOW).log)
    again = take(name).imported.beside(first.log, NOW + timedelta(days=1))
    merged = merge(first.log, again.log)
    assert not merged.changed
    assert "0 days new, 0 changed" in again.summary(merged)


@pytest.mark.parametrize("name", FILES)
def test_days_that_a_file_brought_itself_are_the_same_and_not_kept(
    take: Take, name: str
) -> None:
    first = merge(EMPTY, take(name).imported.log).log
    again = take(name).imported.beside(first, NOW)
    days = len(first.entries)
    assert f"0 changed, {days} the same, 0 kept" in again.summary(merge(first, again.log))


# How many lines of a file are an earlier, shorter export of the same source.
SHORTER = {
    "plees-4.csv": 2,
    "oura-hub.csv": 2,
    "samsung-health.csv": 3,
    # A night of which only the first piece was there yet.
    "sleep-cycle-new.csv": 3,
    "sleep-cycle-old.csv": 3,
    "whoop.csv": 3,
    "withings.csv": 2,
    "zepp-new.csv": 2,
}


def shorter(name: str) -> bytes:
    if name == "garmin.json":
        return json.dumps(json.loads(sample(name))[:1]).encode()
    if name == "health-connect.sql":
        lines = (DATA / name).read_text().splitlines()
        return database("".join(line for line in lines if "VALUES (3," not in line))
    return b"".join(sample(name).splitlines(keepends=True)[: SHORTER[name]])


@pytest.mark.parametrize("name", [*SHORTER, "garmin.json", "health-connect.sql"])
def test_a_longer_file_of_the_same_source_adds_what_is_new_and_doubles_nothing(
    take: Take, name: str
) -> None:
    short = take(shorter(name)).imported
    first = merge(EMPTY, short.beside(EMPTY, NOW).log).log
    longer = take(name)
    assert short.log != longer.imported.log
    merged = merge(first, longer.imported.beside(first, NOW).log).log
    assert [entry.date for entry in merged.entries] == sorted(
        entry.date for entry in longer.days.values()
    )
    for entry in merged.entries:
        whole = longer.days[str(entry.date)]
        assert (entry.device, entry.day, entry.notes, entry.tz) == (
            whole.device,
            whole.day,
            whole.notes,
            whole.tz,
        )
