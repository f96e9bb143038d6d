"""Which nights a page shows: the last ones, any run of them, or those behind a banner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary.records import Log
from coach.core.patterns import PastBanner, ledger
from coach.core.words.lengths_and_dates import range_words

FEWEST, MOST, USUAL = 7, 56, 14
# An appointment may lie so far behind the going of a banner that nobody has looked into.
_STILL_OF_USE = timedelta(days=84)
# A night or two fewer say the same.
_MAY_BE_MISSING = 0.25


@dataclass(frozen=True, slots=True)
class Window:
    """Nights in a row, named by the dates on which they ended.

    Attributes:
        first: The earliest.
        last: The latest.
    """

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many nights there are."""
        return (self.last - self.first).days + 1

    @property
    def dates(self) -> Sequence[date]:
        """The dates, the earliest first."""
        return [self.first + timedelta(days=ahead) for ahead in range(self.count)]

    @property
    def words(self) -> str:
        """``9 to 22 November 2026``."""
        words = range_words(self.first, self.last)
        return words if words.endswith(str(self.last.year)) else f"{words} {self.last.year}"


def last_nights(last: date, count: int = USUAL) -> Window:
    """So many nights up to a date.

    Raises:
        ValueError: If they are fewer than 7 or more than 56.
    """
    if not FEWEST <= count <= MOST:
        raise ValueError(f"a page of {count} nights cannot be made; {FEWEST} to {MOST} can")
    return Window(last - timedelta(days=count - 1), last)


def between(first: date, last: date) -> Window:
    """The nights from one date to another (ValueError as for `last_nights`)."""
    return last_nights(last, (last - first).days + 1)


def behind(banner: PastBanner) -> Window:
    """The nights that were counted when a banner began, as many as a page holds."""
    return last_nights(banner.began, max(FEWEST, min(MOST, banner.window_days)))


def banner_of(log: Log, today: date, on: date | None = None) -> PastBanner:
    """The banner whose nights are asked for.

    Args:
        log: The whole diary.
        today: The coach's day.
        on: A day on which it stood; None for the one that began last, standing or gone.

    Raises:
        ValueError: If there was none; the days on which banners began are named.
    """
    banners = ledger(log.entries, log.doctor_visits, log.profile, today)
    if not banners:
        raise ValueError("there has been no banner yet")
    fitting = [banner for banner in banners if on is None or _stood(banner, on)]
    if fitting:
        return max(fitting, key=lambda banner: (banner.began, banner.level))
    begun = ", ".join(dict.fromkeys(str(banner.began) for banner in banners[-5:]))
    raise ValueError(f"no banner stood on {on}; the latest began on {begun}")


def left_outside(log: Log, today: date, shown: Window) -> tuple[PastBanner, Window] | None:
    """The banner that a page must not pass over, with those of its nights that are not on it.

    It stands, or went some weeks ago and no doctor has been seen since it began.

    Args:
        log: The whole diary.
        today: The coach's day.
        shown: The nights that the page shows.
    """
    banners = [
        banner
        for banner in ledger(log.entries, log.doctor_visits, log.profile, today)
        if _asks(banner, log, today)
    ]
    if not banners:
        return None
    banner = max(banners, key=lambda past: (past.ended is None, past.level, past.began))
    missing = sum(not shown.first <= night <= shown.last for night in banner.nights)
    if not banner.nights or missing <= len(banner.nights) * _MAY_BE_MISSING:
        return None
    its = behind(banner)
    reaches_in = its.first < shown.first <= its.last
    last = shown.first - timedelta(days=1) if reaches_in else its.last
    return banner, Window(its.first, last)


def _stood(banner: PastBanner, day: date) -> bool:
    return banner.began <= day and (banner.ended is None or day < banner.ended)


def _asks(banner: PastBanner, log: Log, today: date) -> bool:
    if banner.ended is None:
        return True
    seen = any(
        banner.began <= visit.date <= today and not visit.removed for visit in log.doctor_visits
    )
    return not seen and today - banner.ended <= _STILL_OF_USE
