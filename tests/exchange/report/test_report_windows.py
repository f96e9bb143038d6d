"""Which nights a page shows, and what it says of when."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from coach.core.diary.choices import SleepStarts
from coach.core.diary.records import DoctorVisit, Entry, Log, Movement
from coach.exchange.report import report
from coach.exchange.report.view import build
from coach.exchange.report.window import (
    Window,
    banner_of,
    behind,
    between,
    last_nights,
    left_outside,
)
from tests.exchange.report.diaries import TODAY, disturbed, full

BEGAN = date(2026, 9, 20)


def risen_in_september(visit: date | None = None) -> Log:
    """Disturbed nights until 20 September, calm ones since."""
    first = BEGAN - timedelta(days=20)
    entries = tuple(
        Entry(
            date=day,
            movement=Movement(
                sleep_starts=SleepStarts.DISTURBING if day <= BEGAN else SleepStarts.NONE
            ),
        )
        for day in (first + timedelta(days=ahead) for ahead in range((TODAY - first).days + 1))
    )
    visits = () if visit is None else (DoctorVisit(date=visit),)
    return Log(format="coach-log", version=1, entries=entries, doctor_visits=visits)


def test_the_nights_of_a_window_are_told_with_their_year() -> None:
    assert last_nights(TODAY).words == "9 to 22 November 2026"
    assert between(date(2026, 12, 28), date(2027, 1, 5)).words == (
        "28 December 2026 to 5 January 2027"
    )


def test_the_nights_behind_a_banner_are_those_counted_when_it_began() -> None:
    log = risen_in_september()
    banner = banner_of(log, TODAY)
    assert behind(banner).last == banner.began
    assert set(banner.nights) <= set(behind(banner).dates)
    assert banner_of(log, TODAY, banner.began) == banner


def test_a_day_on_which_no_banner_stood_is_answered_with_the_days_on_which_one_began() -> None:
    log = risen_in_september()
    began = banner_of(log, TODAY).began
    with pytest.raises(ValueError, match=f"no banner stood on 2026-01-01; .* on {began}"):
        banner_of(log, TODAY, date(2026, 1, 1))
    with pytest.raises(ValueError, match="there has been no banner yet"):
        banner_of(replace(log, entries=()), TODAY)


def test_nights_behind_a_banner_that_lie_elsewhere_are_added() -> None:
    log = risen_in_september()
    banner = banner_of(log, TODAY)
    view = build(log, TODAY, last_nights(TODAY, 14))
    assert [block.title for block in view.blocks] == [
        f"The nights behind the banner of 13 September 2026, {behind(banner).words}",
        "The nights, 9 to 22 November 2026",
    ]
    # The window of the banner itself needs nothing added.
    assert len(build(log, TODAY, behind(banner)).blocks) == 1


def test_nights_in_part_on_the_page_are_drawn_once() -> None:
    log = disturbed()
    outside = left_outside(log, TODAY, last_nights(TODAY, 14))
    assert outside is not None
    assert outside[1].last == TODAY - timedelta(days=14)
    assert left_outside(log, TODAY, last_nights(TODAY, 28)) is None


def test_a_banner_that_a_doctor_has_seen_and_that_went_is_no_longer_added() -> None:
    seen = risen_in_september(visit=BEGAN + timedelta(days=2))
    assert left_outside(seen, TODAY, last_nights(TODAY, 14)) is None


@pytest.mark.parametrize(("nights", "parts"), [(7, 1), (28, 1), (29, 2), (56, 2)])
def test_a_sheet_holds_four_weeks_of_nights(nights: int, parts: int) -> None:
    log = replace(risen_in_september(visit=BEGAN), entries=())
    blocks = build(log, TODAY, last_nights(TODAY, nights)).blocks
    assert len(blocks) == parts
    drawn = [line.day for block in blocks for line in block.lines]
    assert drawn == list(last_nights(TODAY, nights).dates)


def test_never_more_nights_are_drawn_than_three_sheets_hold() -> None:
    view = build(risen_in_september(), TODAY, last_nights(TODAY, 56))
    assert sum(len(block.lines) for block in view.blocks) <= 84
    assert view.blocks[-1].lines[-1].day == TODAY


def test_a_page_of_the_past_says_up_to_when_it_counted_and_when_it_was_made() -> None:
    log = risen_in_september()
    banner = banner_of(log, TODAY)
    view = build(log, TODAY, behind(banner))
    assert view.counted_to == "13 September 2026"
    assert view.made_on == "22 November 2026"
    assert any("Movement that disturbs sleep" in each.title for each in view.counted)
    text = report(log, TODAY, behind(banner), "text").decode()
    assert "What was counted up to 13 September 2026" in text


def test_the_last_week_stands_beside_all_the_nights() -> None:
    view = build(full(), TODAY, last_nights(TODAY, 14))
    late = next(line for line in view.averages if line.name.startswith("Caffeine in the 6"))
    assert (late.value, late.nights, late.week, late.week_nights) == (
        "14 days",
        14,
        "7 days",
        7,
    )
    assert not build(full(), TODAY, Window(TODAY - timedelta(days=6), TODAY)).has_week
