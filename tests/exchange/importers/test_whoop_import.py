"""WHOOP: local times, naps flagged, and a journal that answers without amount or time."""

import pytest

from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import packed, sample

FILE, JOURNAL = "whoop.csv", "whoop-journal.csv"


def test_the_night_is_from_falling_asleep_to_waking(take: Take) -> None:
    taken = take(FILE)
    assert taken.times("2026-02-12") == (None, "22:58", "06:31", None)
    assert taken.slept("2026-02-12") == 420
    assert taken.told_by("2026-02-12") == "WHOOP"


def test_a_nap_is_a_nap_of_its_day(take: Take) -> None:
    # Too soon after the night for any but the file to call it one.
    early = sample(FILE).replace(
        b"2026-02-12 15:02:00,2026-02-12 16:20:00", b"2026-02-12 07:00:00,2026-02-12 08:18:00"
    )
    for content in (sample(FILE), early):
        taken = take(content)
        day = taken.days["2026-02-12"].day
        assert day is not None
        assert day.nap_min == 70
        assert taken.slept("2026-02-12") == 420


def test_a_cycle_without_a_sleep_is_counted_and_no_refusal(take: Take) -> None:
    taken = take(FILE)
    assert taken.imported.left_out["cycle{s} without a sleep"] == 1
    assert taken.imported.refused_count == 0


def test_of_a_sleep_without_its_minutes_only_the_hours_are_taken(take: Take) -> None:
    taken = take(sample(FILE).replace(b",441,470,", b",,470,"))
    assert taken.times("2026-02-13") == ("23:40", None, None, "07:30")
    assert taken.slept("2026-02-13") is None


def test_the_journals_yes_is_a_line_in_the_notes_and_no_answer(take: Take) -> None:
    taken = take(JOURNAL)
    assert taken.days["2026-02-13"].notes == "Have any caffeine? Yes (one at four)"
    assert taken.days["2026-02-13"].day is None
    assert taken.days["2026-02-12"].notes == "Slept in a strange bed? Yes"
    assert taken.imported.left_out == {"journal answer{s} of no": 1}


def test_the_zip_is_sleeps_and_journal_together(take: Take) -> None:
    taken = take("whoop.zip")
    assert taken.slept("2026-02-13") == 441
    assert taken.days["2026-02-13"].notes == "Have any caffeine? Yes (one at four)"


def test_the_cycles_alone_give_the_nights(take: Take) -> None:
    cycles = sample(FILE).replace(b",Nap\n", b"\n").replace(b",false\n", b"\n")
    naps = b"\n".join(line for line in cycles.split(b"\n") if not line.endswith(b",true"))
    taken = take(packed({"physiological_cycles.csv": naps}))
    assert list(taken.days) == ["2026-02-12", "2026-02-13"]


def test_names_are_known_however_they_are_spelled(take: Take) -> None:
    head, _, body = sample(FILE).partition(b"\n")
    tidy = head.lower().replace(b" (", b"_").replace(b")", b"").replace(b" ", b"_")
    assert take(tidy + b"\n" + body).imported.log == take(FILE).imported.log


def test_a_broken_journal_is_named_and_the_sleeps_come_in(take: Take) -> None:
    taken = take(packed({"sleeps.csv": sample(FILE), "journal_entries.csv": b"\xff\xff"}))
    assert len(taken.days) == 2
    assert "journal_entries.csv" in taken.refused


def test_another_table_of_that_name_is_none_of_it(take: Take) -> None:
    with pytest.raises(LogError, match=r"is an archive with sleeps\.csv; no export"):
        take(packed({"sleeps.csv": b"a,b\n1,2\n"}))
