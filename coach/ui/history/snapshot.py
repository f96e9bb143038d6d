"""What the views of the history read from the diary, fetched as it is looked at."""

from datetime import date, timedelta
from functools import cached_property

from coach.core.diary.day import unsaid_start
from coach.core.diary.records import Entry, Profile
from coach.core.history.choice import Show, every_day, found
from coach.core.history.links import LOOK_BACK_DAYS as YEAR_DAYS
from coach.core.history.night import (
    LOOK_AHEAD_DAYS,
    LOOK_BACK_DAYS,
    NightRow,
    Nights,
    night_row,
    usual_scale,
)
from coach.core.history.week import LOOK_BACK as WEEK_LOOK_BACK
from coach.core.history.week import Week, week_of
from coach.core.history.year import WEEKS, YearMap
from coach.store.diary.diary import Diary

# A page and what lies round it is read at once; ten years are read only when asked for.
_CHUNK = timedelta(days=45)


class Snapshot:
    """The diary as it stands at one moment; made anew when it changes.

    Attributes:
        profile: The profile.
        today: The coach's day.
        first: The first day with an entry, None in an empty diary.
        sealed: Nights of an experiment that must not be compared with anything yet.
    """

    def __init__(
        self,
        diary: Diary,
        profile: Profile,
        today: date,
        sealed: frozenset[date] = frozenset(),
    ) -> None:
        self._diary = diary
        self.profile = profile
        self.today = today
        self.sealed = sealed
        self.first = diary.first_day()
        self._read: dict[date, Entry] = {}
        self._near = Nights(self._read, profile)
        self._fetched: set[date] = set()
        self._rows: dict[date, NightRow] = {}

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every date from the newest to the first entry, answered or not."""
        # An import may hold days to come; they are shown rather than lost.
        later = self._diary.entries(self.today + timedelta(days=1))
        newest = later[-1].date if later else self.today
        return every_day(self.first, newest)

    @property
    def day_starts_at(self) -> str:
        """When a coach's day began that does not say so itself."""
        return unsaid_start(self.profile)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The whole diary, by date; read on first use."""
        return self._diary.entries()

    @cached_property
    def nights(self) -> Nights:
        """The whole diary by its dates; read on first use."""
        return Nights({entry.date: entry for entry in self.entries}, self.profile)

    @cached_property
    def disturbed(self) -> frozenset[date]:
        """All nights that movement disturbed."""
        return frozenset(found(self.entries, Show.DISTURBED))

    def year_of(self, shown: YearMap) -> Nights:
        """The entries that a map of days shows, and of the weeks around it."""
        begins = shown.begins - timedelta(days=LOOK_BACK_DAYS)
        read = self._diary.entries(begins, shown.begins + timedelta(weeks=WEEKS))
        return Nights({entry.date: entry for entry in read}, self.profile)

    def since(self, first: date) -> Nights:
        """The entries from a day on, and of the weeks around it."""
        read = self._diary.entries(first - timedelta(days=LOOK_BACK_DAYS), self.today)
        return Nights({entry.date: entry for entry in read}, self.profile)

    def week_to(self, day: date) -> Week:
        """The seven nights that end on a day, beside the twenty-eight before."""
        read = self._diary.entries(day - WEEK_LOOK_BACK, day)
        return week_of(read, self.profile, self._diary.goals(), day)

    def last_year(self) -> tuple[Entry, ...]:
        """The entries that comparisons read."""
        return self._diary.entries(self.today - timedelta(days=YEAR_DAYS + LOOK_BACK_DAYS))

    @property
    def scale(self) -> int:
        """Where the bars of the nights begin."""
        return usual_scale(self._near)

    def row(self, day: date) -> NightRow:
        """The row of a night."""
        if day not in self._rows:
            self._rows[day] = night_row(self.around(day), day)
        return self._rows[day]

    def entry(self, day: date) -> Entry | None:
        """The entry of a day, None where it has none or was cleared."""
        return self.around(day).entry(day)

    def around(self, day: date) -> Nights:
        """Entries, at least those of a day and of the weeks around it."""
        if day not in self._fetched:
            first, last = day - _CHUNK, day + _CHUNK
            read = self._diary.entries(
                first - timedelta(days=LOOK_BACK_DAYS), last + timedelta(days=LOOK_AHEAD_DAYS)
            )
            self._read.update((entry.date, entry) for entry in read)
            self._fetched.update(every_day(first, last))
        return self._near
