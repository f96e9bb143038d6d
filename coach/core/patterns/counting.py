"""Windows, weeks and denominators over the facts of a run of days.

Each fact is kept as one whole number whose bits are days, the latest day in bit 0: counting
a window is then a shift, a mask and a count of bits, which makes ten years cheap.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from coach.core.diary.records import Profile
from coach.core.patterns.facts import ANSWERED_BY, Fact

REACH_DAYS = 112
WEEK = 7
WITHDRAWAL_DAYS = 10
# The longest window in which mean sleep is asked for.
SLEEP_REACH_DAYS = 28

# So many days are cut out of the long numbers at once: what a window takes then hangs on its
# reach, and not on how long the diary is.
_CUT_BITS = 9
_CUT = (1 << _CUT_BITS) - 1

_REACH = (1 << REACH_DAYS) - 1
_NEAR = (1 << (_CUT + REACH_DAYS)) - 1
_WEEK = (1 << WEEK) - 1
# These look different on the evening itself, when the night is still to come.
SEEN_TONIGHT = frozenset({Fact.CAFFEINE_LEFT, Fact.LATE_ALCOHOL})

_ORDINARY_SLEEP_MIN = 480
# What a day answers on which everything was asked and there was nothing to report.
_NOTHING_TO_REPORT = (
    Fact.ENTERED,
    Fact.ANSWERED,
    *ANSWERED_BY.values(),
    Fact.MOVEMENT_ASKED,
    Fact.KICKS_ASKED,
    Fact.ENACTED_ASKED,
    Fact.BREATHING_ASKED,
)
_LEFT_OUT_IN_WITHDRAWAL = frozenset({Fact.SLEEPINESS_ANSWERED, Fact.DRIVING_ANSWERED})


class FactHistory:
    """The facts of a run of days, answered or not.

    A day at place p is bit ``length - 1 - p`` of its fact's number: shifted by that much, the
    number is what one saw on that evening, its own day in bit 0.

    Args:
        first: The first day of the run.
        last: The last day of the run.
        profile: What was asked once.
        bits: A number for each fact.
        tonight: The same as seen on the very evening, for what then looks different.
        sleep_min: Total sleep of the night that ended on each day, None where unknown.
    """

    def __init__(
        self,
        first: date,
        last: date,
        profile: Profile | None,
        bits: list[int],
        tonight: list[int],
        sleep_min: list[int | None],
    ) -> None:
        self.first, self.last, self.profile = first, last, profile
        self.length = len(sleep_min)
        self.numbers, self.tonight = bits, tonight
        self.sleep_min = sleep_min
        self._unions: dict[frozenset[Fact], int] = {}
        self._cut_at = -1
        self._near: list[int] = []
        self._near_tonight: dict[Fact, int] = {}
        self._near_unions: dict[frozenset[Fact], int] = {}

    def state(self, fact: Fact, place: int) -> None:
        """State a fact of the day at a place; for what follows from other days."""
        bit = self.length - 1 - place
        self.numbers[fact] |= 1 << bit
        near = bit - (self._cut_at << _CUT_BITS)
        if self._near and 0 <= near < _CUT + REACH_DAYS:
            self._near[fact] |= 1 << near

    def _cut_out(self, at: int) -> None:
        """Cut out of the numbers what windows that end near one another reach."""
        shift = at << _CUT_BITS
        self._cut_at = at
        self._near = [number >> shift & _NEAR for number in self.numbers]
        self._near_tonight = {
            fact: self.tonight[fact] >> shift & _NEAR for fact in SEEN_TONIGHT
        }
        self._near_unions.clear()

    def window(self, place: int) -> "Window":
        """The view backwards from the day at a place."""
        return Window(self, place)

    def bits(self, fact: Fact, place: int) -> int:
        """A fact's days as bits, the day at a place in bit 0, as far as the reach goes."""
        bit = self.length - 1 - place
        if bit >> _CUT_BITS != self._cut_at:
            self._cut_out(bit >> _CUT_BITS)
        shift = bit & _CUT
        days = self._near[fact] >> shift & _REACH
        # Seen from its own evening a day's bit may differ from what later days see of it.
        if fact in SEEN_TONIGHT:
            days = (days & ~1) | (self._near_tonight[fact] >> shift & 1)
        return days

    def all_bits(self, facts: Sequence[Fact], place: int) -> int:
        """The days of any of some facts up to a place, however long ago."""
        days = 0
        for fact in facts:
            days |= self.numbers[fact]
        return days >> (self.length - 1 - place)

    def mentions(self, facts: frozenset[Fact], place: int) -> bool:
        """Whether any of some facts was stated within reach of the day at a place."""
        # Most rules have nothing to count on most days; one shift tells which. The union is
        # kept, so facts that are stated later, from day to day, must not be asked for here.
        bit = self.length - 1 - place
        if bit >> _CUT_BITS != self._cut_at:
            self._cut_out(bit >> _CUT_BITS)
        near = self._near_unions.get(facts)
        if near is None:
            known = self._union(facts) >> (self._cut_at << _CUT_BITS)
            near = self._near_unions[facts] = known & _NEAR
        return bool(near >> (bit & _CUT) & _REACH)

    def _union(self, facts: frozenset[Fact]) -> int:
        known = self._unions.get(facts)
        if known is None:
            known = 0
            for fact in facts:
                known |= self.numbers[fact] | self.tonight[fact]
            self._unions[facts] = known
        return known

    def ahead(self, days: int) -> "FactHistory":
        """The same run if on so many more days there will be nothing to report."""
        future = (1 << days) - 1
        bits = [number << days for number in self.numbers]
        alone = self.profile is not None and self.profile.bed_partner is False
        cut = self.numbers[Fact.CUTTING]
        # Bit 0 is today; tomorrow is the highest of the bits to come.
        since = (cut & -cut).bit_length() - 1 if cut else WITHDRAWAL_DAYS
        withdrawing = future & ~(future >> max(0, WITHDRAWAL_DAYS - since))
        for fact in _NOTHING_TO_REPORT:
            if alone and fact is Fact.BREATHING_ANSWERED:
                continue
            left_out = withdrawing if fact in _LEFT_OUT_IN_WITHDRAWAL else 0
            bits[fact] |= future & ~left_out
        return FactHistory(
            self.first,
            self.last + timedelta(days=days),
            self.profile,
            bits,
            [number << days for number in self.tonight],
            # Sleep that is long enough keeps sleepiness a matter for a doctor (R11), so a way
            # out that holds then holds for shorter nights too.
            self.sleep_min + [_ORDINARY_SLEEP_MIN] * days,
        )


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
        return self.history.bits(Fact.ENTERED, self.place).bit_length()

    def bits(self, fact: Fact) -> int:
        """A fact's days as bits, the day itself in bit 0."""
        return self.history.bits(fact, self.place) & ~self.hidden

    def last(self, fact: Fact, days: int) -> int:
        """The same for the last ``days`` days only."""
        return self.bits(fact) & ((1 << days) - 1)

    def count(self, fact: Fact, days: int) -> int:
        """On how many of the last ``days`` days a fact was stated."""
        return self.last(fact, days).bit_count()

    def answered_bits(self, fact: Fact, days: int) -> int:
        """The days on which a fact's question was answered, those added that count late."""
        in_time = self.last(ANSWERED_BY.get(fact, Fact.ANSWERED), days)
        return in_time | self.last(fact, days)

    def answered(self, fact: Fact, days: int) -> int:
        """On how many of the last ``days`` days a fact's question was answered."""
        return self.answered_bits(fact, days).bit_count()

    def is_answered(self, fact: Fact) -> bool:
        """Whether a fact's question was answered in time on the day itself."""
        return bool(self.last(ANSWERED_BY.get(fact, Fact.ANSWERED), 1))

    def weeks(self, fact: Fact, weeks: int) -> list[int]:
        """On how many days of each week, the latest first, a fact was stated."""
        return _by_week(self.bits(fact), weeks)

    def weeks_answered(self, fact: Fact, weeks: int) -> list[int]:
        """On how many days of each week a fact's question was answered."""
        return _by_week(self.answered_bits(fact, WEEK * weeks), weeks)

    def sleep_min(self, nights: int) -> list[int]:
        """Total sleep of the last nights, those left out whose answers are missing."""
        begins = max(0, self.place - nights + 1)
        slept = self.history.sleep_min[begins : self.place + 1]
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


def _by_week(bits: int, weeks: int) -> list[int]:
    return [(bits >> WEEK * week & _WEEK).bit_count() for week in range(weeks)]
