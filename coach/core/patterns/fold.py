"""The fold: the levels of all days, one after the other, become what is shown.

Each rule keeps its own shown level; what the person sees is the highest. It rises with what
the answers say and falls only on an answered day: a banner by one of its ways out, a watch
after it has stood for 14 days. Silence clears nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from coach.core.diary.records import DoctorVisit, Entry, Profile
from coach.core.patterns.assess import (
    Reached,
    accumulate,
    assess,
    finding,
    findings_at,
    reach_all,
)
from coach.core.patterns.counting import ACCUMULATION_DAYS, FactHistory, Window
from coach.core.patterns.facts import Fact
from coach.core.patterns.levels import Assessment, Finding, Level
from coach.core.patterns.rules.rule import Rule
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.track import DWELL_DAYS, LOOK_BACK, Checkpoint, Ended, Track

AFTER_VISIT_DAYS, AFTER_VISIT_ANSWERS = 14, 10
QUIET_DAYS, QUIET_ANSWERS = 28, 20

_LAST_14 = (1 << AFTER_VISIT_DAYS) - 1
_LAST_28 = (1 << QUIET_DAYS) - 1


class Fold:
    """The fold over all days from the first entry, or from a checkpoint, to a last day.

    Args:
        entries: In any order.
        visits: To a doctor, in any order.
        profile: What was asked once.
        last: The last day.
        resume: A checkpoint to go on from, of a day before the last and of the same content;
            whoever kept it makes sure of that. Entries before ``resume.reads_from`` are
            needed no more then, but for those that `finding_on` is asked about.

    Attributes:
        history: The facts.
        tracks: One per rule, as they stand on the day folded last.
        past: Banners that have ended, in the order in which they did.
        reached: The step of every rule on the day folded last.
        last_answered: The latest answered day.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        visits: Iterable[DoctorVisit],
        profile: Profile | None,
        last: date,
        resume: Checkpoint | None = None,
    ) -> None:
        self._entries = sorted(
            (entry for entry in entries if entry.date <= last and not entry.cleared),
            key=lambda entry: entry.date,
        )
        self._visits = sorted(visit.date for visit in visits)
        self._profile = profile
        self.reached: Reached = (None,) * len(RULES)
        if resume is not None:
            self._restore(resume, last)
        else:
            self._begin(last)

    def _begin(self, last: date) -> None:
        first = self._entries[0].date if self._entries else last
        self.history = FactHistory(self._entries, self._profile, first, last)
        self.tracks = tuple(Track(rule.id) for rule in RULES)
        self.past: list[Ended] = []
        self.last_answered: date | None = None
        self._answered = self._quiet_days = 0
        self._starts = self._place = 0

    def _restore(self, resume: Checkpoint, last: date) -> None:
        first = resume.reads_from
        self._starts = self._place = LOOK_BACK.days + 1
        # What R18 counts follows from levels, and no entry tells it: work it out once more for
        # the days that its window still holds.
        earlier = self._starts - ACCUMULATION_DAYS + 1
        self.history = FactHistory(self._entries, self._profile, first, last, self._starts)
        for place in range(earlier, self._starts):
            accumulate(self.history, place)
        self.tracks = tuple(replace(track) for track in resume.tracks)
        self.past = list(resume.past)
        self.last_answered = resume.last_answered
        self._answered, self._quiet_days = resume.answered, resume.quiet_days

    def run(self) -> Iterator[tuple[date, Level, Level]]:
        """Fold day by day; after each the tracks stand as of that day.

        Yields:
            The day, its level, and what is shown.
        """
        for place in range(self._starts, (self.history.last - self.history.first).days + 1):
            yield self._step(place)

    def checkpoint(self) -> Checkpoint:
        """The fold as it stands after the day folded last."""
        return Checkpoint(
            day=self._today,
            tracks=tuple(replace(track) for track in self.tracks),
            past=tuple(self.past),
            answered=self._answered,
            quiet_days=self._quiet_days,
            last_answered=self.last_answered,
        )

    @property
    def _today(self) -> date:
        return self.history.first + timedelta(days=self._place)

    def _step(self, place: int) -> tuple[date, Level, Level]:
        self._place = place
        self.reached = reach_all(self.history, place)
        window = self.history.window(place)
        answered = bool(window.last(Fact.ANSWERED, 1))
        speaks = False
        level = shown = Level.NONE
        for rule, track, step in zip(RULES, self.tracks, self.reached, strict=True):
            before, track.level = track.level, Level.NONE if step is None else step.level
            track.loud = (track.loud << 1 | (track.level >= Level.SOON)) & _LAST_14
            if track.level >= Level.WATCH and rule.in_the_way:
                speaks = True
            # Most rules say nothing on most days; a silent one has nothing to follow.
            if track.level or track.shown:
                self._follow(rule, track, before, window)
            level = max(level, track.level)
        # A banner clears by what all rules said on the day, so nothing falls before every rule
        # was heard.
        self._answered = (self._answered << 1 | answered) & _LAST_28
        self._quiet_days = 0 if speaks else self._quiet_days + 1
        for rule, track in zip(RULES, self.tracks, strict=True):
            if answered and track.shown > track.level:
                self._fall(rule, track, window)
            shown = max(shown, track.shown)
        if answered:
            self.last_answered = window.day
        return window.day, level, shown

    def _follow(self, rule: Rule, track: Track, before: Level, window: Window) -> None:
        today = window.day.toordinal()
        flagged = any(window.last(fact, 1) for fact in rule.red_flags)
        if flagged or (rule.now_is_flag and before < Level.NOW <= track.level):
            track.flagged = today
        if any(window.last(fact, 1) for fact in rule.needs_visit):
            track.visit_needed = True
        if track.level >= Level.SOON:
            track.qualified = today
        if track.level > track.shown:
            track.rise(today)

    def _fall(self, rule: Rule, track: Track, window: Window) -> None:
        today = window.day.toordinal()
        if track.shown >= Level.SOON:
            # A banner never sinks from NOW to SOON: it goes by a way out, or stays as it was.
            if track.level < Level.SOON and self._is_clear(rule, track, window):
                self.past.append(Ended(rule.id, track.highest, track.banner_began, today))
                track.clear(today)
        elif track.shown < Level.WATCH or today - track.watch_began >= DWELL_DAYS:
            track.shown = track.level

    def _is_clear(self, rule: Rule, track: Track, window: Window) -> bool:
        if self._is_clear_by_visit(track, window.day):
            return True
        if track.shown == Level.NOW or track.visit_needed:
            return False
        if rule.clearing is not None and rule.clearing.is_met(window):
            return True
        return (
            rule.quiet_clears
            and self._quiet_days >= QUIET_DAYS
            and self._answered.bit_count() >= QUIET_ANSWERS
        )

    def _is_clear_by_visit(self, track: Track, day: date) -> bool:
        if track.loud or (self._answered & _LAST_14).bit_count() < AFTER_VISIT_ANSWERS:
            return False
        # A visit before the latest rise or red flag was about something else.
        earliest = date.fromordinal(max(track.began, track.flagged))
        latest = day - timedelta(days=AFTER_VISIT_DAYS)
        return any(earliest <= visit <= latest for visit in self._visits)

    def seen_since(self, day: int) -> date | None:
        """When a doctor was seen last, on or after a day given as an ordinal, or None."""
        seen = [visit for visit in self._visits if visit <= self._today]
        return seen[-1] if seen and seen[-1].toordinal() >= day else None

    def assessment(self) -> Assessment:
        """The findings of the day folded last."""
        window = self.history.window(self._place)
        return findings_at(window, self.reached, window.day)

    def finding_on(self, rule: str, day: int) -> Finding | None:
        """What a rule said on an earlier day, given as an ordinal."""
        place = day - self.history.first.toordinal()
        if place < self._starts:
            # Days before a checkpoint have no evenings in this history: begin anew for them.
            earlier = assess(self._entries, self._profile, date.fromordinal(day))
            return next((finding for finding in earlier.findings if finding.rule == rule), None)
        for row, step in zip(RULES, reach_all(self.history, place), strict=True):
            if row.id == rule and step is not None:
                return finding(row, step, self.history.window(place))
        return None


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
