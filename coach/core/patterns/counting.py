"""Windows, 7-day blocks and denominators over the facts of a run of days.

Each fact is kept as one whole number whose bits are days, the latest day in bit 0: counting
a window is then a shift, a mask and a count of bits, which makes ten years cheap.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from coach.core.diary import day as days
from coach.core.diary import sleep
from coach.core.diary.choices import Context
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Profile
from coach.core.diary.said import is_recalled
from coach.core.patterns.evenings import drink_facts, is_explained
from coach.core.patterns.facts import ANSWERED_BY, Fact
from coach.core.patterns.reading import day_facts, late_facts

REACH_DAYS = 112
WEEK = 7
MEDICINE_DAYS = 28
WITHDRAWAL_DAYS = 10
# The window of R18, and the longest ones in which R17 asks for drinks and R04 for what
# explains a night.
ACCUMULATION_DAYS = 14
DRINKS_REACH_DAYS = 7
EXPLAINED_REACH_DAYS = 21

_REACH = (1 << REACH_DAYS) - 1
_WEEK = (1 << WEEK) - 1
# These look different on the evening itself, when the night is still to come.
_SEEN_TONIGHT = frozenset({Fact.CAFFEINE_LEFT, Fact.LATE_ALCOHOL, Fact.EXPLAINED})


class FactHistory:
    """The facts of a run of days, answered or not.

    Days before the place ``assessed_from`` are only looked back upon, and their evenings only
    as far as a rule looks back upon them, R18 included.

    Attributes:
        first: The first day of the run.
        last: The last day of the run.
        profile: What was asked once.
        sleep_min: Total sleep of the night that ended on each day, None where unknown.
        begun: For each day, the place of the earliest entry within its reach, or None.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        profile: Profile | None,
        first: date,
        last: date,
        assessed_from: int = 0,
    ) -> None:
        self.first, self.last, self.profile = first, last, profile
        length = max(0, (last - first).days + 1)
        by_place: list[Entry | None] = [None] * length
        for entry in entries:
            if first <= entry.date <= last and not entry.cleared:
                by_place[(entry.date - first).days] = entry
        self._length = length
        # A day at place p is bit ``length - 1 - p`` of its fact's number: shifted by that much,
        # the number is what one saw on that evening, its own day in bit 0.
        self._bits = [0] * len(Fact)
        self._tonight = [0] * len(Fact)
        self._unions: dict[frozenset[Fact], int] = {}
        self.begun = _earliest_within_reach(by_place)
        starts = (profile and profile.day_starts_at) or days.DEFAULT_DAY_START
        timely = [
            None if entry is None or is_recalled(entry, starts) else entry for entry in by_place
        ]
        evenings = Evenings({entry.date: entry for entry in timely if entry}, profile)
        measures = [None if entry is None else evenings.night(entry.date) for entry in timely]
        self.sleep_min = [None if night is None else night.total_sleep for night in measures]
        self._read(by_place, timely, measures)
        self._look_at_evenings(evenings, assessed_from)
        self._follow_medicines()

    def state(self, fact: Fact, place: int) -> None:
        """State a fact of the day at a place; for what follows from other days."""
        self._bits[fact] |= 1 << (self._length - 1 - place)

    def window(self, place: int) -> "Window":
        """The view backwards from the day at a place."""
        return Window(self, place)

    def bits(self, fact: Fact, place: int) -> int:
        """A fact's days as bits, the day at a place in bit 0, as far as the reach goes."""
        shift = self._length - 1 - place
        days = (self._bits[fact] >> shift) & _REACH
        # Seen from its own evening a day's bit may differ from what later days see of it.
        if fact in _SEEN_TONIGHT:
            days = (days & ~1) | ((self._tonight[fact] >> shift) & 1)
        return days

    def mentions(self, facts: frozenset[Fact], place: int) -> bool:
        """Whether any of some facts was stated within reach of the day at a place."""
        # Most rules have nothing to count on most days; one shift tells which. The union is
        # kept, so facts that are stated later, from day to day, must not be asked for here.
        known = self._unions.get(facts)
        if known is None:
            known = 0
            for fact in facts:
                known |= self._bits[fact] | self._tonight[fact]
            self._unions[facts] = known
        return bool(known >> (self._length - 1 - place) & _REACH)

    def _read(
        self,
        by_place: Sequence[Entry | None],
        timely: Sequence[Entry | None],
        measures: Sequence[sleep.Measures | None],
    ) -> None:
        # Headaches and tiredness are expected for some days after caffeine was cut.
        withdrawing_until = -1
        for place, entry in enumerate(by_place):
            if entry is None:
                continue
            bit = 1 << (self._length - 1 - place)
            in_time = timely[place]
            # From memory, days later, only what one would not forget is believed.
            if in_time is None:
                facts = late_facts(entry)
            else:
                context = in_time.day.context if in_time.day else None
                if context and Context.CUTTING_CAFFEINE in context:
                    withdrawing_until = place + WITHDRAWAL_DAYS
                withdrawing = place <= withdrawing_until
                facts = day_facts(in_time, measures[place], withdrawing=withdrawing)
            for fact in facts:
                self._bits[fact] |= bit

    def _look_at_evenings(self, evenings: Evenings, assessed_from: int) -> None:
        for place in range(max(0, assessed_from - DRINKS_REACH_DAYS), self._length):
            day = self.first + timedelta(days=place)
            self._state_evening(place, drink_facts(evenings, day, tonight=False))
            if place >= assessed_from:
                facts = drink_facts(evenings, day, tonight=True)
                self._state_evening(place, facts, tonight=True)
        accumulated_from = max(0, assessed_from - ACCUMULATION_DAYS)
        for place in range(max(0, accumulated_from - EXPLAINED_REACH_DAYS), self._length):
            bit = 1 << (self._length - 1 - place)
            # Only disturbed nights are ever weighed, and an explanation takes time to find.
            if not self._bits[Fact.DISTURBED] & bit:
                continue
            tagged = bool(self._bits[Fact.TAGGED] & bit)
            night = self.first + timedelta(days=place)
            if tagged or is_explained(evenings, night, tonight=False):
                self._state_evening(place, [Fact.EXPLAINED])
            if tagged or (
                place >= accumulated_from and is_explained(evenings, night, tonight=True)
            ):
                self._state_evening(place, [Fact.EXPLAINED], tonight=True)

    def _state_evening(
        self, place: int, facts: Iterable[Fact], *, tonight: bool = False
    ) -> None:
        bits = self._tonight if tonight else self._bits
        for fact in facts:
            bits[fact] |= 1 << (self._length - 1 - place)

    def _follow_medicines(self) -> None:
        started = self._bits[Fact.NEW_MEDICINE]
        since = 0
        # A shift to the right moves a day one later: all shifts together are the days on
        # which some start was at most so long ago.
        for later in range(MEDICINE_DAYS if started else 0):
            since |= started >> later
        self._bits[Fact.TOXICITY_AFTER_MEDICINE] = self._bits[Fact.TOXICITY_SIGNS] & since


class Window(msgspec.Struct, frozen=True):
    """The days up to one day, seen backwards from it.

    Attributes:
        history: The facts.
        place: The place of the day in the history.
        hidden: Days that are left out of the view, as bits.
    """

    history: FactHistory
    place: int
    hidden: int = 0

    @property
    def day(self) -> date:
        """The day the view ends on."""
        return self.history.first + timedelta(days=self.place)

    @property
    def profile(self) -> Profile | None:
        """What was asked once."""
        return self.history.profile

    @property
    def day_number(self) -> int:
        """Which day since the earliest entry within reach this is, that one being day 1."""
        begun = self.history.begun[self.place]
        return 0 if begun is None else self.place - begun + 1

    def bits(self, fact: Fact) -> int:
        """A fact's days as bits, the day itself in bit 0."""
        return self.history.bits(fact, self.place) & ~self.hidden

    def last(self, fact: Fact, days: int) -> int:
        """The same for the last ``days`` days only."""
        return self.bits(fact) & ((1 << days) - 1)

    def count(self, fact: Fact, days: int) -> int:
        """On how many of the last ``days`` days a fact was stated."""
        return self.last(fact, days).bit_count()

    def answered(self, fact: Fact, days: int) -> int:
        """On how many of the last ``days`` days a fact's question was answered in time."""
        return self.count(ANSWERED_BY.get(fact, Fact.ANSWERED), days)

    def answered_bits(self, fact: Fact, days: int) -> int:
        """Those days as bits, with the days added on which a late answer still counts."""
        in_time = self.last(ANSWERED_BY.get(fact, Fact.ANSWERED), days)
        return in_time | self.last(fact, days)

    def blocks(self, fact: Fact, weeks: int) -> list[int]:
        """On how many days of each 7-day block a fact was stated; the latest block first."""
        bits = self.bits(fact)
        return [(bits >> WEEK * week & _WEEK).bit_count() for week in range(weeks)]

    def blocks_answered(self, fact: Fact, weeks: int) -> list[int]:
        """On how many days of each block a fact's question was answered."""
        return self.blocks(ANSWERED_BY.get(fact, Fact.ANSWERED), weeks)

    def sleep_min(self, nights: int) -> list[int]:
        """Total sleep of the last nights, those left out whose answers are missing."""
        slept = (
            None if self.hidden >> ago & 1 else self.history.sleep_min[self.place - ago]
            for ago in range(min(nights, self.place + 1))
        )
        return [minutes for minutes in slept if minutes is not None]

    def without(self, fact: Fact) -> "Window":
        """The same view with the days on which a fact was stated left out."""
        return msgspec.structs.replace(self, hidden=self.hidden | self.bits(fact))

    def dates(self, bits: int) -> tuple[date, ...]:
        """The dates of days given as bits, oldest first."""
        day = self.day
        return tuple(
            day - timedelta(days=ago)
            for ago in reversed(range(bits.bit_length()))
            if bits >> ago & 1
        )


def _earliest_within_reach(by_place: Sequence[Entry | None]) -> list[int | None]:
    places: list[int | None] = []
    # Two hands move along together, so that ten years take one pass and not one a day.
    earliest = 0
    for place, _ in enumerate(by_place):
        earliest = max(earliest, place - REACH_DAYS + 1)
        while earliest <= place and by_place[earliest] is None:
            earliest += 1
        places.append(earliest if earliest <= place else None)
    return places
