"""One rule as it is shown from day to day, and how the fold is kept between two runs."""

from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.patterns.counting import ACCUMULATION_DAYS, MEDICINE_DAYS, REACH_DAYS
from coach.core.patterns.levels import Level

DWELL_DAYS = 14
# On the next day rules reach back so far, and on what those days say, answers before them.
LOOK_BACK = timedelta(days=REACH_DAYS + ACCUMULATION_DAYS + MEDICINE_DAYS)


@dataclass(slots=True)
class Track:
    """One rule as it is shown, from day to day; days are ordinals.

    Attributes:
        rule: The rule's number.
        level: What the day's answers say.
        shown: What is shown.
        began: The day on which the shown level last rose.
        watch_began: The day on which it last rose from below watch.
        flagged: The day of the latest red flag, or 0.
        visit_needed: Whether only a visit to a doctor clears the banner that is up.
        loud: The last days on which the level was SOON or NOW, as bits.
        qualified: The latest day on which the level was SOON or NOW.
        banner_began: The day on which the banner that is up began.
        highest: The highest level of that banner.
    """

    rule: str
    level: Level = Level.NONE
    shown: Level = Level.NONE
    began: int = 1
    watch_began: int = 1
    flagged: int = 0
    visit_needed: bool = False
    loud: int = 0
    qualified: int = 1
    banner_began: int = 1
    highest: Level = Level.NONE

    def rise(self, today: int) -> None:
        """Show a higher level from this day on."""
        if self.shown < Level.WATCH <= self.level:
            self.watch_began = today
        if self.shown < Level.SOON <= self.level:
            self.banner_began, self.highest = today, Level.NONE
        self.shown, self.began = self.level, today
        self.highest = max(self.highest, self.shown)

    def clear(self, today: int) -> None:
        """Take the banner down, to the watch while that still has to stand."""
        # A banner that clears within the days of its watch leaves the watch standing.
        standing = today - self.watch_began < DWELL_DAYS
        self.shown = max(self.level, Level.WATCH) if standing else self.level
        self.visit_needed = False


@dataclass(frozen=True, slots=True)
class Ended:
    """A banner that has ended; days are ordinals."""

    rule: str
    level: Level
    began: int
    ended: int


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The fold as it stood on a day, so that later days need not begin at the first entry.

    It is a cache: it holds for exactly the content it was made from, and is left aside
    where that has changed.

    Attributes:
        day: The last day folded.
        tracks: One per rule.
        past: Banners that had ended.
        answered: The last 28 days that were answered, as bits.
        quiet_days: For how many days no rule had stood in the way of clearing.
        last_answered: The latest answered day.
        key: What it was made from, digested by whoever keeps it.
    """

    day: date
    tracks: tuple[Track, ...]
    past: tuple[Ended, ...]
    answered: int
    quiet_days: int
    last_answered: date | None
    key: str = ""

    @property
    def reads_from(self) -> date:
        """The first day whose entry bears on the days that follow."""
        return self.day - LOOK_BACK
