"""Sleep Cycle: local times, in today's form with counted seconds and in the old one without."""

import pytest

from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import sample

NEW, OLD = "sleep-cycle-new.csv", "sleep-cycle-old.csv"


def test_the_time_in_bed_tells_a_night_on_which_the_clocks_changed(take: Take) -> None:
    taken = take(NEW)
    # On the wall 7:54, counted 6:54 in bed, 6:21 asleep and 10 minutes before it.
    assert taken.times("2026-03-29") == (None, "22:50", "06:45", None)
    assert taken.slept("2026-03-29") == 381
    assert taken.night("2026-03-29").sleep_latency_min == 10
    assert taken.days["2026-03-29"].tz == "Europe/London"
    assert "Nights on which the clocks changed" in taken.imported.remarks[0]


def test_two_pieces_are_one_night(take: Take) -> None:
    taken = take(NEW)
    assert taken.times("2026-04-02") == (None, "23:00", "06:30", None)
    assert taken.slept("2026-04-02") == 160 + 230
    assert taken.night("2026-04-02").awakenings == 1


@pytest.mark.parametrize(("name", "day"), [(NEW, "2026-04-03"), (OLD, "2015-02-11")])
def test_where_no_sleep_was_counted_only_the_time_in_bed_is_taken(
    take: Take, name: str, day: str
) -> None:
    taken = take(name)
    bed = {"2026-04-03": ("23:10", "06:30"), "2015-02-11": ("23:30", "06:40")}[day]
    assert taken.times(day) == (bed[0], None, None, bed[1])
    assert taken.slept(day) is None
    assert "no length of sleep is claimed" in taken.imported.remarks[-1]


def test_pieces_of_time_in_bed_are_joined_and_a_rest_by_day_is_no_nap(take: Take) -> None:
    taken = take(OLD)
    assert taken.times("2015-02-12") == ("23:05", None, None, "06:20")
    assert taken.days["2015-02-11"].day is None
    assert taken.imported.left_sleeps == {
        "second sleep{s} of a day": ("2015-02-11 14:05 to 14:50",)
    }


def test_the_score_is_not_the_persons_and_the_phone_felt_no_twitch(take: Take) -> None:
    taken = take(NEW)
    assert taken.night("2026-03-29").quality is None
    assert taken.days["2026-03-29"].movement is None
    assert taken.imported.left_out == {
        "score{s} of sleep": 4,
        "figure{s} of a sensor's movement": 4,
        "snoring time{s}": 1,
    }


def test_mood_and_tags_are_notes(take: Take) -> None:
    assert take(NEW).days["2026-03-29"].notes == "Mood on waking: Good\nCoffee, Worked out"
    notes = take(OLD).days["2015-02-11"].notes
    assert notes == "Mood on waking: good\nStressful day, Tea"


def test_an_older_spelling_of_the_columns_is_the_same(take: Take) -> None:
    old = sample(NEW).replace(b"Time in bed (seconds)", b"Time in bed(seconds)")
    old = old.replace(b"Sleep Quality", b"Sleep quality")
    assert take(old).imported.log == take(NEW).imported.log


def test_a_session_without_an_end_is_refused(take: Take) -> None:
    assert take(NEW).refused == {"line 6": '"" is not a local moment'}
