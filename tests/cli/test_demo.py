"""The invented days of `coach demo`: the same every time, with something for each screen."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from coach.cli.demo import DAYS, demo_log
from coach.core.diary.day import coach_day
from coach.core.diary.records import Log
from coach.core.diary.said import Mark, mark_of
from coach.core.history.links import Verdict, associations
from coach.core.patterns import ledger, standing, timeline

MOMENTS = [
    datetime.fromisoformat(moment)
    for moment in (
        "2026-11-22T21:40:00+00:00",
        "2026-03-29T23:30:00+02:00",
        "2027-01-05T00:40:00-05:00",
        "2028-03-01T05:10:00+09:00",
    )
]


@pytest.fixture(params=MOMENTS, ids=str)
def now(request: pytest.FixtureRequest) -> datetime:
    moment: datetime = request.param
    return moment


@pytest.fixture
def log(now: datetime) -> Log:
    return demo_log(now)


def test_the_days_count_back_from_today_and_are_the_same_every_time(
    log: Log, now: datetime
) -> None:
    today = coach_day(now)
    assert demo_log(now) == log
    assert min(entry.date for entry in log.entries) >= today - timedelta(days=DAYS)
    assert today - timedelta(days=1) in {entry.date for entry in log.entries}


def test_nothing_in_it_has_not_happened_yet(log: Log, now: datetime) -> None:
    assert all(entry.recorded_at and entry.recorded_at <= now for entry in log.entries)


def test_todays_check_in_waits(log: Log, now: datetime) -> None:
    entry = next((entry for entry in log.entries if entry.date == coach_day(now)), None)
    assert entry is None or (entry.night is None and entry.movement is None)


def test_the_nights_are_a_mix_with_gaps(log: Log, now: datetime) -> None:
    marks = Counter(mark_of(entry) for entry in log.entries if entry.movement)
    assert set(marks) == {Mark.DISTURBED, Mark.NOTICED, Mark.NONE}
    assert marks[Mark.NOTICED] >= 12
    assert 8 <= DAYS - sum(marks.values()) <= 30


def test_a_banner_is_up_and_an_earlier_one_went_after_a_visit(log: Log, now: datetime) -> None:
    today = coach_day(now)
    banner = standing(log.entries, log.doctor_visits, log.profile, today).banner
    assert banner is not None
    earlier, last = ledger(log.entries, log.doctor_visits, log.profile, today)
    assert last.ended is None
    assert earlier.ended is not None
    assert earlier.began < log.doctor_visits[0].date < earlier.ended
    days = timeline(log.entries, log.doctor_visits, log.profile, today - timedelta(DAYS), today)
    assert {row.shown.word for row in days} >= {"info", "watch", "soon"}


def test_something_can_be_compared_and_something_was_said_of_tips(
    log: Log, now: datetime
) -> None:
    links = associations(log.entries, log.profile, coach_day(now))
    assert sum(link.verdict is not Verdict.TOO_FEW for link in links) >= 2
    assert {tip.feedback for tip in log.tips} >= {"helped", "tried", "not_for_me"}
