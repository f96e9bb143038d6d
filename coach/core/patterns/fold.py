"""The fold: the levels of all days, one after the other, become what is shown.

Each rule keeps its own shown level; what the person sees is the highest. It rises with what
the answers say and falls only on an answered day: a banner by one of its ways out, a watch
after it has stood for 14 days. Silence clears nothing.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date, timedelta
from fractions import Fraction

from msgspec.structs import replace

from coach.core.diary.records import DoctorVisit, Entry, Profile
from coach.core.patterns.assess import Reached, finding, findings_at, reach_all
from coach.core.patterns.counting import SEEN_TONIGHT, Window
from coach.core.patterns.criteria.counted import is_at_most
from coach.core.patterns.facts import Fact
from coach.core.patterns.gathering import gather
from coach.core.patterns.levels import Assessment, Finding, GoneBy, Level
from coach.core.patterns.rules.rule import Rule, Threshold
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.track import DWELL_DAYS, Checkpoint, Ended, Track

AFTER_VISIT_DAYS, AFTER_VISIT_ANSWERS = 14, 7
AFTER_VISIT_SHARE = Fraction(1, 4)
HARM_LOOK_BACK_DAYS = 28

_TONIGHT = tuple(sorted(SEEN_TONIGHT))
_LAST_14 = (1 << AFTER_VISIT_DAYS) - 1


class Fold:
    """The fold over all days from the first entry, or from a checkpoint, to a last day.

    Args:
        entries: In any order.
        visits: To a doctor, in any order; those taken out do not count.
        profile: What was asked once.
        last: The last day.
        resume: A checkpoint to go on from, of a day before the last and of the same content;
            whoever kept it makes sure of that. Entries before ``resume.reads_from`` are
            needed no more then.

    Attributes:
        history: The facts.
        tracks: One per rule, as they stand on the day folded last.
        past: Banners that have ended, in the order in which they did.
        reached: The step of every rule on the day folded last.
        last_answered: The latest answered day.
        visits: The days of the visits to a doctor up to the last day, in order.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        visits: Iterable[DoctorVisit],
        profile: Profile | None,
        last: date,
        resume: Checkpoint | None = None,
    ) -> None:
        present = [entry for entry in entries if entry.date <= last and not entry.cleared]
        self.visits = sorted(
            visit.date for visit in visits if visit.date <= last and not visit.removed
        )
        self.reached: Reached = (None,) * len(RULES)
        self.tracks = tuple(Track(rule.id) for rule in RULES)
        self.past: list[Ended] = []
        self.last_answered: date | None = None
        if resume is None:
            first = min((entry.date for entry in present), default=last)
            self.history = gather(present, profile, first, last)
            self._starts = self._place = 0
        else:
            self._starts = self._place = (resume.day - resume.first).days + 1
            known, seen = (
                {
                    fact: int.from_bytes(number, "big")
                    for fact, number in zip(facts, numbers, strict=True)
                }
                for facts, numbers in ((Fact, resume.facts), (_TONIGHT, resume.tonight))
            )
            self.history = gather(
                present,
                profile,
                resume.first,
                last,
                assessed_from=self._starts,
                known=(known, seen),
            )
            self.tracks = tuple(replace(track) for track in resume.tracks)
            self.past = list(resume.past)
            self.last_answered = resume.last_answered

    def run(self) -> Iterator[tuple[date, Level, Level]]:
        """Fold day by day; after each the tracks stand as of that day.

        Yields:
            The day, its level, and what is shown.
        """
        for place in range(self._starts, self.history.length):
            yield self._step(place)

    def ahead(self, days: int) -> "Fold":
        """The fold to be run on over more days on which there is nothing to report."""
        fold = copy(self)
        fold.history = self.history.ahead(days)
        fold.tracks = tuple(replace(track) for track in self.tracks)
        fold.past = []
        fold._starts = self.history.length
        return fold

    def checkpoint(self) -> Checkpoint:
        """The fold as it stands after the day folded last."""
        shift = self.history.length - 1 - self._place
        history = self.history

        def until(number: int) -> bytes:
            known = number >> shift
            return known.to_bytes((known.bit_length() + 7) // 8, "big")

        return Checkpoint(
            first=history.first,
            day=self.today,
            facts=tuple(until(number) for number in history.numbers),
            tonight=tuple(until(history.tonight[fact]) for fact in _TONIGHT),
            tracks=tuple(replace(track) for track in self.tracks),
            past=tuple(self.past),
            last_answered=self.last_answered,
        )

    @property
    def today(self) -> date:
        """The day folded last."""
        return self.history.first + timedelta(days=self._place)

    @property
    def place(self) -> int:
        """Its place in the history."""
        return self._place

    def place_of(self, day: int) -> int:
        """The place of a day given as an ordinal."""
        return day - self.history.first.toordinal()

    def _step(self, place: int) -> tuple[date, Level, Level]:
        self._place = place
        self.reached = reach_all(self.history, place)
        window = self.history.window(place)
        answered = bool(window.last(Fact.ANSWERED, 1))
        level = shown = Level.NONE
        for rule, track, step in zip(RULES, self.tracks, self.reached, strict=True):
            track.level = Level.NONE if step is None else step.level
            # Most rules say nothing on most days; a silent one has nothing to follow.
            if step is not None or track.shown:
                self._follow(rule, track, step, window)
                if answered and track.shown > track.level:
                    self._fall(rule, track, window)
                shown = max(shown, track.shown)
                level = max(level, track.level)
        if answered:
            self.last_answered = window.day
        return window.day, level, shown

    @staticmethod
    def _follow(rule: Rule, track: Track, step: Threshold | None, window: Window) -> None:
        today = window.day.toordinal()
        if track.level >= Level.SOON:
            track.qualified = today
        if step is not None and track.level > track.shown:
            track.rise(today, rule.steps.index(step))
            if rule.harm:
                track.harmed = any(window.last(fact, HARM_LOOK_BACK_DAYS) for fact in rule.harm)
        elif rule.harm and any(window.last(fact, 1) for fact in rule.harm):
            track.harmed = True

    def _fall(self, rule: Rule, track: Track, window: Window) -> None:
        today = window.day.toordinal()
        if track.shown >= Level.SOON:
            # A banner never sinks from NOW to SOON: it goes by a way out, or stays as it was.
            by = self._way_out(rule, track, window)
            if by is not None:
                seen = self.seen_on(rule, track) if by is GoneBy.VISIT else None
                self.past.append(
                    Ended(
                        rule.id,
                        track.highest,
                        track.banner_began,
                        track.banner_step,
                        today,
                        by,
                        0 if seen is None else seen.toordinal(),
                    )
                )
                track.clear(today)
        elif track.shown < Level.WATCH or today - track.watch_began >= DWELL_DAYS:
            track.shown = track.level

    def _way_out(self, rule: Rule, track: Track, window: Window) -> GoneBy | None:
        days_below = window.day.toordinal() - track.qualified
        if days_below >= AFTER_VISIT_DAYS and self._is_clear_by_visit(rule, track, window):
            return GoneBy.VISIT
        if not self.may_ease(rule, track) or rule.eases is None:
            return None
        if days_below < rule.below_days or not rule.eases.holds(window, days_below):
            return None
        return GoneBy.CALM

    @staticmethod
    def may_ease(rule: Rule, track: Track) -> bool:
        """Whether a banner may go without a visit to a doctor."""
        return rule.eases is not None and track.shown < Level.NOW and not track.harmed

    def seen_on(self, rule: Rule, track: Track) -> date | None:
        """The first visit to a doctor that counts for a banner, or None.

        One before the shown level last rose, or before the last single event, was about
        something else.
        """
        earliest = track.rose
        event = self.last_event(rule)
        if event is not None:
            earliest = max(earliest, event.toordinal())
        today = self.today.toordinal()
        days = (visit.toordinal() for visit in self.visits)
        seen = next((day for day in days if earliest <= day <= today), None)
        return None if seen is None else date.fromordinal(seen)

    def last_event(self, rule: Rule) -> date | None:
        """The latest single event of a rule that needs a visit to a doctor, or None."""
        events = self.history.all_bits(rule.single_events, self._place)
        if not events:
            return None
        return self.today - timedelta(days=(events & -events).bit_length() - 1)

    def _is_clear_by_visit(self, rule: Rule, track: Track, window: Window) -> bool:
        seen = self.seen_on(rule, track)
        if seen is None or (window.day - seen).days < AFTER_VISIT_DAYS:
            return False
        asked = self.history.all_bits(rule.asked, window.place) & _LAST_14
        if not asked & 1 or asked.bit_count() < AFTER_VISIT_ANSWERS:
            return False
        for trouble in rule.troubles(window.profile):
            flagged, answered = trouble.days(self.history, window.place)
            if flagged & 1:
                continue
            days, answers = (flagged & _LAST_14).bit_count(), (answered & _LAST_14).bit_count()
            if is_at_most(days, answers, AFTER_VISIT_SHARE):
                return True
        return False

    def assessment(self) -> Assessment:
        """The findings of the day folded last."""
        window = self.history.window(self._place)
        return findings_at(window, self.reached, window.day)

    def finding_of(self, rule: str, step: int, day: int) -> Finding:
        """What a step of a rule said on an earlier day, given as an ordinal."""
        row = _RULES[rule]
        return finding(row, row.steps[step], self.history.window(self.place_of(day)))


def folded_to(
    entries: Iterable[Entry],
    visits: Iterable[DoctorVisit],
    profile: Profile | None,
    day: date,
) -> Fold:
    """The fold as it stands at the end of a day."""
    fold = Fold(entries, visits, profile, day)
    for _ in fold.run():
        pass
    return fold


_RULES = {rule.id: rule for rule in RULES}
