"""One rule as it is shown from day to day, and how the fold is kept between two runs."""

from datetime import date, timedelta

import msgspec

from coach.core.patterns.counting import SLEEP_REACH_DAYS, WEEK
from coach.core.patterns.levels import GoneBy, Level

DWELL_DAYS = 14
# Nights whose sleep is averaged, and days whose drinks are felt in the first of those to come.
LOOK_BACK = timedelta(days=SLEEP_REACH_DAYS + WEEK)


class Track(msgspec.Struct):
    """One rule as it is shown, from day to day; days are ordinals.

    Attributes:
        rule: The rule's number.
        level: What the day's answers say.
        shown: What is shown.
        rose: The day on which the shown level last rose.
        step: Which step of the rule was reached then, counted from 0.
        watch_began: The day on which it last rose from below watch.
        harmed: Whether somebody was hurt, so that only a visit to a doctor clears the banner.
        qualified: The latest day on which the level was SOON or NOW.
        banner_began: The day on which the banner that is up began.
        banner_step: Which step was reached then.
        highest: The highest level of that banner.
    """

    rule: str
    level: Level = Level.NONE
    shown: Level = Level.NONE
    rose: int = 1
    step: int = 0
    watch_began: int = 1
    harmed: bool = False
    qualified: int = 1
    banner_began: int = 1
    banner_step: int = 0
    highest: Level = Level.NONE

    def rise(self, today: int, step: int) -> None:
        """Show a higher level from this day on."""
        if self.shown < Level.WATCH <= self.level:
            self.watch_began = today
        if self.shown < Level.SOON <= self.level:
            self.banner_began, self.banner_step, self.highest = today, step, Level.NONE
        self.shown, self.rose, self.step = self.level, today, step
        self.highest = max(self.highest, self.shown)

    def clear(self, today: int) -> None:
        """Take the banner down, to the watch while that still has to stand."""
        # A banner that clears within the days of its watch leaves the watch standing.
        standing = today - self.watch_began < DWELL_DAYS
        self.shown = max(self.level, Level.WATCH) if standing else self.level


class Ended(msgspec.Struct, frozen=True):
    """A banner that has ended; days are ordinals.

    Attributes:
        rule: The rule's number.
        level: The highest level of the banner.
        began: Its first day.
        step: Which step of the rule was reached then.
        ended: The first day without it.
        by: What let it go.
        seen: The visit after which it went, or 0.
    """

    rule: str
    level: Level
    began: int
    step: int
    ended: int
    by: GoneBy
    seen: int = 0


class Checkpoint(msgspec.Struct, frozen=True):
    """The fold as it stood on a day, so that later days need not begin at the first entry.

    It is a cache: it holds for exactly the content it was made from, and is left aside
    where that has changed.

    Attributes:
        first: The first day folded.
        day: The last day folded.
        facts: For each fact the days on which it was stated, as bytes, the last day in the
            lowest bit.
        tonight: The same as seen on the very evening, for what then looks different.
        tracks: One per rule.
        past: Banners that had ended.
        last_answered: The latest answered day.
        key: What it was made from, digested by whoever keeps it.
    """

    first: date
    day: date
    facts: tuple[bytes, ...]
    tonight: tuple[bytes, ...]
    tracks: tuple[Track, ...]
    past: tuple[Ended, ...]
    last_answered: date | None
    key: str = ""

    @property
    def reads_from(self) -> date:
        """The first day whose entry bears on the days that follow."""
        return self.day - LOOK_BACK
