"""Plees Tracker: taps on a stopwatch, in the old form and in today's."""

from tests.exchange.importers.conftest import HERE, Take


def test_the_taps_are_the_nights_times_in_the_local_zone(take: Take) -> None:
    taken = take("plees-4.csv")
    assert taken.times("2021-03-08") == (None, "23:10", "06:40", None)
    assert taken.slept("2021-03-08") == 7 * 60 + 30
    assert taken.days["2021-03-08"].tz == "Europe/London"
    assert "Europe/London" in taken.imported.remarks[0]


def test_a_stopwatch_is_a_device(take: Take) -> None:
    assert take("plees-4.csv").told_by("2021-03-08") == "Plees Tracker"


def test_a_rating_of_none_is_no_quality(take: Take) -> None:
    taken = take("plees-4.csv")
    assert taken.night("2021-03-08").quality is None
    assert taken.night("2021-03-09").quality == 4


def test_a_short_sleep_by_day_is_a_nap_and_a_slip_is_left_out(take: Take) -> None:
    taken = take("plees-4.csv")
    day = taken.days["2021-03-09"].day
    assert day is not None
    assert day.nap_min == 40
    assert taken.imported.left_out == {"sleep{s} under 10 minutes": 1}
    assert taken.refused == {"line 5": "it ends before it begins"}


def test_todays_form_has_comments_and_wakes(take: Take) -> None:
    taken = take("plees-6.csv")
    assert taken.night("2021-03-08").awakenings == 2
    assert taken.night("2021-03-09").awakenings is None
    assert taken.days["2021-03-08"].notes == 'two cups of tea, late\nand a "film"'
    assert taken.refused == {"line 5": 'start is "noon", which is not a whole number'}


def test_without_a_local_zone_the_times_are_utc_and_it_says_so(take: Take) -> None:
    here = type(HERE)(HERE.today, HERE.day_starts_at, None)
    taken = take("plees-4.csv", here=here)
    assert taken.times("2021-03-08") == (None, "23:10", "06:40", None)
    assert "UTC" in taken.imported.remarks[0]
    assert taken.days["2021-03-08"].tz is None
