"""The one door in: told by content, refused in a sentence, never over the person's own day."""

import pytest
from msgspec.structs import replace

from coach.core.diary.merge import merge
from coach.core.diary.records import Log
from coach.exchange.importers import IMPORTERS
from coach.exchange.importing import FORMS
from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import DATA, SAMPLES

FILES = {name: importer.title for name, importer in SAMPLES.items()}
EMPTY = Log(format="coach-log", version=1)


def test_every_importer_has_a_sample_and_every_sample_an_importer() -> None:
    assert {importer.name for importer in SAMPLES.values()} == {
        importer.name for importer in IMPORTERS
    }
    assert set(SAMPLES) == {path.name for path in DATA.iterdir()}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_told_by_its_content_whatever_its_name(take: Take, name: str) -> None:
    assert take((DATA / name).read_bytes()).imported.title == FILES[name]


@pytest.mark.parametrize("name", FILES)
def test_windows_line_breaks_change_nothing(take: Take, name: str) -> None:
    plain = (DATA / name).read_bytes()
    assert take(plain.replace(b"\n", b"\r\n")).imported.log == take(plain).imported.log


@pytest.mark.parametrize("name", FILES)
def test_a_byte_order_mark_changes_nothing(take: Take, name: str) -> None:
    plain = (DATA / name).read_bytes()
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
    "content",
    [
        b"Dear diary",
        b"full_date,date,weekday,time,mood,activities,note_title,note\n",
        b'{"date": "2025-06-20", "sleep_records": []}',
        b"[1, 2, 3]",
        b"<html></html>",
        b"PK\x03\x04 is no archive",
        b"\x00\xff\xfe",
    ],
)
def test_what_is_none_of_them_is_refused_in_one_sentence_that_names_them(
    take: Take, content: bytes
) -> None:
    with pytest.raises(LogError) as refused:
        take(content)
    words = str(refused.value)
    assert words.startswith("the-file ")
    assert "Apple Health" in words
    assert "\n" not in words


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
        "Left out: 1 sleep under 10 minutes.",
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
        imported = take(name).imported.beside(diary)
        merged = merge(diary, imported.log)
        (day,) = (entry for entry in merged.log.entries if entry.date == diary.entries[0].date)
        assert replace(day, device=None, times=None) == diary.entries[0]
        assert [str(day) for day in imported.kept] == ["2021-03-08"]
        assert "Kept as they are in your diary: 2021-03-08." in imported.summary(merged)
