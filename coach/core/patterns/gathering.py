"""From entries to the facts of a run of days; the one place where both meet."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from coach.core.diary import day as days
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Profile
from coach.core.diary.said import is_recalled
from coach.core.patterns.counting import SEEN_TONIGHT, WEEK, WITHDRAWAL_DAYS, FactHistory
from coach.core.patterns.evenings import drink_facts, is_explained
from coach.core.patterns.facts import Fact
from coach.core.patterns.reading import day_facts, is_cutting, late_facts

MEDICINE_DAYS = 28
# The window of R18, and the longest ones in which R17 asks for drinks and R04 for what
# explains a night.
ACCUMULATION_DAYS = 14
_EXPLAINED_REACH_DAYS = 21


def gather(
    entries: Iterable[Entry],
    profile: Profile | None,
    first: date,
    last: date,
    *,
    assessed_from: int = 0,
    known: tuple[Mapping[Fact, int], Mapping[Fact, int]] | None = None,
) -> FactHistory:
    """The facts of every day from the first to the last.

    Days before the place ``assessed_from`` are only looked back upon, and their evenings only
    as far as a rule looks back upon them, R18 included.

    Args:
        entries: In any order; others than those of the run do not matter, but for the days
            before it whose drinks were still felt.
        profile: What was asked once.
        first: The first day of the run.
        last: The last day of the run.
        assessed_from: The place of the first day that is assessed itself.
        known: The numbers of the days before that place, its day before in bit 0, where they
            were worked out before, and those as seen on the very evening; the entries of
            those days are then read for nothing but their sleep and their evenings.
    """
    return _Gathering(profile, first, last, assessed_from, known).of(entries)


class _Gathering:
    def __init__(
        self,
        profile: Profile | None,
        first: date,
        last: date,
        assessed_from: int,
        known: tuple[Mapping[Fact, int], Mapping[Fact, int]] | None,
    ) -> None:
        self._profile, self._first, self._last = profile, first, last
        self._length = max(0, (last - first).days + 1)
        self._assessed_from = assessed_from
        self._bits, self._tonight = [0] * len(Fact), [0] * len(Fact)
        self._sleep: list[int | None] = [None] * self._length
        self._read_from = 0
        if known is not None:
            self._read_from = assessed_from
            numbers, tonight = known
            for fact, number in numbers.items():
                # How the last evening looks in the end, only the night after it tells.
                looked = number & ~1 if fact in SEEN_TONIGHT else number
                self._bits[fact] = looked << (self._length - assessed_from)
            for fact, number in tonight.items():
                self._tonight[fact] = number << (self._length - assessed_from)

    def of(self, entries: Iterable[Entry]) -> FactHistory:
        usual = days.unsaid_start(self._profile)
        present = {
            entry.date: entry
            for entry in entries
            if entry.date <= self._last and not entry.cleared
        }
        timely = {day: entry for day, entry in present.items() if not is_recalled(entry, usual)}
        evenings = Evenings(timely, self._profile)
        self._read(present, timely, evenings)
        self._look_at_evenings(evenings)
        self._follow_medicines()
        return FactHistory(
            self._first, self._last, self._profile, self._bits, self._tonight, self._sleep
        )

    def _read(
        self, present: Mapping[date, Entry], timely: Mapping[date, Entry], evenings: Evenings
    ) -> None:
        # Headaches and tiredness are expected for some days after caffeine was cut.
        cut = self._bits[Fact.CUTTING]
        withdrawing_until = -1
        if cut:
            latest = self._length - (cut & -cut).bit_length()
            withdrawing_until = latest + WITHDRAWAL_DAYS
        for day in sorted(present):
            place = (day - self._first).days
            if place < 0:
                continue
            entry = timely.get(day)
            measures = None if entry is None else evenings.night(day)
            if measures is not None:
                self._sleep[place] = measures.total_sleep
            if place < self._read_from:
                continue
            # From memory, days later, only what one would not forget is believed.
            if entry is None:
                facts = late_facts(present[day])
            else:
                if is_cutting(entry):
                    withdrawing_until = place + WITHDRAWAL_DAYS
                    self._state(place, (Fact.CUTTING,))
                withdrawing = place <= withdrawing_until
                facts = day_facts(entry, measures, withdrawing=withdrawing)
            self._state(place, facts)

    def _look_at_evenings(self, evenings: Evenings) -> None:
        begin = self._assessed_from
        for place in self._from(begin - WEEK, also=1):
            day = self._first + timedelta(days=place)
            self._state(place, drink_facts(evenings, day, tonight=False))
            if place >= begin:
                facts = drink_facts(evenings, day, tonight=True)
                self._state(place, facts, tonight=True)
        for place in self._from(begin - ACCUMULATION_DAYS - _EXPLAINED_REACH_DAYS):
            bit = 1 << (self._length - 1 - place)
            # Only disturbed nights are ever weighed, and an explanation takes time to find.
            if not self._bits[Fact.DISTURBED] & bit:
                continue
            night = self._first + timedelta(days=place)
            if self._bits[Fact.TAGGED] & bit or is_explained(evenings, night):
                self._state(place, (Fact.EXPLAINED,))

    def _from(self, place: int, also: int = 0) -> range:
        return range(max(0, self._read_from - also, place), self._length)

    def _state(self, place: int, facts: Iterable[Fact], *, tonight: bool = False) -> None:
        bits = self._tonight if tonight else self._bits
        bit = 1 << (self._length - 1 - place)
        for fact in facts:
            bits[fact] |= bit

    def _follow_medicines(self) -> None:
        started = self._bits[Fact.NEW_MEDICINE]
        since = 0
        # A shift to the right moves a day one later: all shifts together are the days on
        # which some start was at most so long ago.
        for later in range(MEDICINE_DAYS + 1 if started else 0):
            since |= started >> later
        self._bits[Fact.TOXICITY_AFTER_MEDICINE] = self._bits[Fact.TOXICITY_SIGNS] & since
