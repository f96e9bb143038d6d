"""The fold: the levels of all days, one after the other, become what is shown.

Each rule keeps its own shown level; what the person sees is the highest. It rises with what
the answers say and falls only on an answered day: a banner by one of its ways out, a watch
after it has stood for 14 days. Silence clears nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import msgspec

from coach.core.diary.records import DoctorVisit, Entry, Profile, canonical
from coach.core.patterns.assess import (
    Reached,
    accumulate,
    assess,
    finding,
    findings_at,
    reach_all,
)
from coach.core.patterns.counting import ACCUMULATION_DAYS, History, Window
from coach.core.patterns.facts import Fact
from coach.core.patterns.levels import Assessment, Finding, Level
from coach.core.patterns.rules.rule import Rule
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.track import DWELL_DAYS, LOOK_BACK, Checkpoint, Ended, Track

AFTER_VISIT_DAYS, AFTER_VISIT_ANSWERS = 14, 10
QUIET_DAYS, QUIET_ANSWERS = 28, 20

_LAST_14 = (1 << AFTER_VISIT_DAYS) - 1
_LAST_28 = (1 << QUIET_DAYS) - 1
# Raise it when the fold itself changes, so that older checkpoints are thrown away.
_FOLD = b"1"


class Fold:
    """The fold over all days from the first entry, or from a checkpoint, to a last day.

    Args:
        entries: In any order.
        visits: To a doctor, in any order.
        profile: What was asked once.
        last: The last day.
        resume: An earlier checkpoint to go on from.
        holds: Whether somebody made sure that ``resume`` is of the same content, by a key of
            their own. Entries before ``resume.reads_from`` are needed no more then, but for
            those that `said` is asked about.

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
        *,
        holds: bool = False,
    ) -> None:
        self._kept = sorted(
            (entry for entry in entries if entry.date <= last and not entry.cleared),
            key=lambda entry: entry.date,
        )
        self._visits = sorted(visit.date for visit in visits)
        self._profile = profile
        self.reached: Reached = (None,) * len(RULES)
        if resume is not None and (holds or self._holds(resume, last)):
            self._restore(resume, last)
        else:
            self._begin(last)

    def _holds(self, resume: Checkpoint, last: date) -> bool:
        begun = bool(self._kept) and self._kept[0].date <= resume.day
        return begun and resume.day < last and resume.key == self._key(resume.day)

    def _begin(self, last: date) -> None:
        first = self._kept[0].date if self._kept else last
        self.history = History(self._kept, self._profile, first, last)
        self.tracks = tuple(Track(rule.id) for rule in RULES)
        self.past: list[Ended] = []
        self.last_answered: date | None = None
        self._answered = self._quiet_days = 0
        self._starts = self._place = 0

    def _restore(self, resume: Checkpoint, last: date) -> None:
        first = resume.reads_from
        self._starts = self._place = LOOK_BACK.days + 1
        earlier = self._starts - ACCUMULATION_DAYS + 1
        self.history = History(self._kept, self._profile, first, last, self._starts)
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

    def checkpoint(self, key: str | None = None) -> Checkpoint:
        """The fold as it stands after the day folded last.

        Args:
            key: Tells what it was made from, if that is known from elsewhere.
        """
        day = self._today
        return Checkpoint(
            key=self._key(day) if key is None else key,
            day=day,
            tracks=tuple(replace(track) for track in self.tracks),
            past=tuple(self.past),
            answered=self._answered,
            quiet_days=self._quiet_days,
            last_answered=self.last_answered,
        )

    @property
    def _today(self) -> date:
        return self.history.first + timedelta(days=self._place)

    def _key(self, until: date) -> str:
        """A digest of all that the fold up to a day is made from."""
        digest = hashlib.blake2b(_FOLD, digest_size=16)
        digest.update(repr(RULES).encode())
        digest.update(b"" if self._profile is None else canonical(self._profile))
        for visit in self._visits:
            if visit <= until:
                digest.update(visit.isoformat().encode())
        kept = [entry for entry in self._kept if entry.date <= until]
        digest.update(msgspec.json.encode(kept))
        return digest.hexdigest()

    def _step(self, place: int) -> tuple[date, Level, Level]:
        self._place = place
        self.reached = reach_all(self.history, place)
        window = self.history.window(place)
        answered = bool(window.last(Fact.ANSWERED, 1))
        disturbed = False
        level = shown = Level.NONE
        for rule, track, step in zip(RULES, self.tracks, self.reached, strict=True):
            before, track.level = track.level, Level.NONE if step is None else step.level
            track.loud = (track.loud << 1 | (track.level >= Level.SOON)) & _LAST_14
            if track.level >= Level.WATCH and rule.in_the_way:
                disturbed = True
            if track.level or track.shown:
                self._follow(rule, track, before, window)
            level = max(level, track.level)
        self._answered = (self._answered << 1 | answered) & _LAST_28
        self._quiet_days = 0 if disturbed else self._quiet_days + 1
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

    def said(self, rule: str, day: int) -> Finding | None:
        """What a rule said on an earlier day, given as an ordinal."""
        place = day - self.history.first.toordinal()
        if place < self._starts:
            earlier = assess(self._kept, self._profile, date.fromordinal(day))
            return next((each for each in earlier.findings if each.rule == rule), None)
        for row, step in zip(RULES, reach_all(self.history, place), strict=True):
            if row.id == rule and step is not None:
                return finding(row, step, self.history.window(place))
        return None


def folded_to(
    entries: Iterable[Entry],
    visits: Iterable[DoctorVisit],
    profile: Profile | None,
    day: date,
    resume: Checkpoint | None = None,
) -> Fold:
    """The fold as it stands at the end of a day."""
    fold = Fold(entries, visits, profile, day, resume)
    for _ in fold.run():
        pass
    return fold


def checkpoint(
    entries: Iterable[Entry],
    visits: Iterable[DoctorVisit],
    profile: Profile | None,
    day: date,
    resume: Checkpoint | None = None,
) -> Checkpoint:
    """The fold as it stands at the end of a day, to be kept until its content changes.

    Args:
        entries: In any order.
        visits: To a doctor, in any order.
        profile: What was asked once.
        day: The last day folded; some weeks ago is best, since later edits leave it valid.
        resume: An earlier checkpoint to go on from, if it still holds.
    """
    return folded_to(entries, visits, profile, day, resume).checkpoint()
