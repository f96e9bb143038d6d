"""Zepp and Mi Fit: moments in UTC, a row for each date, also for those without sleep."""

import pytest

from coach.exchange.log import LogError
from tests.exchange.importers.conftest import Take
from tests.exchange.importers.samples import packed, sample

NEW, OLD = "zepp-new.csv", "zepp-old.csv"


def test_moments_are_told_in_the_local_zone_and_that_is_said(take: Take) -> None:
    taken = take(NEW)
    assert taken.times("2026-06-11") == (None, "23:14", "06:56", None)
    assert taken.slept("2026-06-11") == 450
    assert "were told in Europe/London" in taken.imported.remarks[0]


def test_the_old_form_counts_seconds(take: Take) -> None:
    taken = take(OLD)
    assert taken.times("2018-05-04") == (None, "23:40", "07:15", None)
    assert taken.slept("2018-05-04") == 440


def test_a_date_without_sleep_is_no_refusal(take: Take) -> None:
    assert list(take(NEW).days) == ["2026-06-11", "2026-06-14"]
    assert list(take(NEW).refused) == ["line 4"]
    assert list(take(OLD).days) == ["2018-05-04"]
    for name in (NEW, OLD):
        assert take(name).imported.left_out == {}
    assert take(OLD).imported.refused_count == 0


def test_a_list_of_naps_is_read_and_one_that_is_none_is_refused(take: Take) -> None:
    day = take(NEW).days["2026-06-11"].day
    assert day is not None
    assert day.nap_min == 30
    taken = take(sample(NEW).replace(b'"[{', b'"[['))
    assert "which is no list of naps" in taken.refused["line 2"]
    assert list(taken.days) == ["2026-06-14"]


def test_where_no_sleep_was_counted_only_the_time_in_bed_is_taken(take: Take) -> None:
    taken = take(sample(OLD).replace(b",60,380,15,", b",0,0,0,"))
    assert taken.times("2018-05-04") == ("23:40", None, None, "07:15")


def test_a_zip_without_a_password_is_read_whole(take: Take) -> None:
    assert list(take("zepp.zip").days) == ["2018-05-04", "2026-06-11", "2026-06-14"]
    with pytest.raises(LogError, match=r"is an archive with SPORT_1\.csv"):
        take(packed({"SPORT_1.csv": b"a,b\n"}))
