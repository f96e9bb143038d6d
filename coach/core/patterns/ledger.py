"""What is shown: the levels of all days folded into banners that are kept and cleared.

Each rule keeps its own shown level; what the person sees is the highest. It rises with what
the answers say and falls only on an answered day: a banner by one of its ways out, a watch
after it has stood for 14 days. Silence clears nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.patterns.assess import Reached, finding, findings_at, reach_all
from coach.core.patterns.counting import History, Window
from coach.core.patterns.facts import Fact
from coach.core.patterns.levels import Assessment, Finding, Level, PastBanner, TimelineRow
from coach.core.patterns.rules import NEVER_IN_THE_WAY, RULES, Rule
from coach.core.records import DoctorVisit, Entry, Profile

DWELL_DAYS = 14
AFTER_VISIT_DAYS, AFTER_VISIT_ANSWERS = 14, 10
QUIET_DAYS, QUIET_ANSWERS = 28, 20

_LAST_14 = (1 << AFTER_VISIT_DAYS) - 1
_LAST_28 = (1 << QUIET_DAYS) - 1


@dataclass(slots=True)
class Track:
    """One rule as it is shown, from day to day.

    Attributes:
        rule: The rule.
        level: What the day's answers say.
        shown: What is shown.
        began: The place of the day on which the shown level last rose.
        watch_began: The place of the day on which it last rose from below watch.
        flagged: The place of the latest red flag.
        visit_needed: Whether only a visit to a doctor clears the banner that is up.
        loud: The last days on which the level was SOON or NOW, as bits.
        qualified: The latest place on which the level was SOON or NOW.
        banner_began: The place on which the banner that is up began.
        highest: The highest level of that banner.
    """

    rule: Rule
    level: Level = Level.NONE
    shown: Level = Level.NONE
    began: int = 0
    watch_began: int = 0
    flagged: int = -1
    visit_needed: bool = False
    loud: int = 0
    qualified: int = -1
    banner_began: int = 0
    highest: Level = Level.NONE

    def rise(self, place: int) -> None:
        """Show a higher level from this day on."""
        if self.shown < Level.WATCH <= self.level:
            self.watch_began = place
        if self.shown < Level.SOON <= self.level:
            self.banner_began, self.highest = place, Level.NONE
        self.shown, self.began = self.level, place
        self.highest = max(self.highest, self.shown)

    def clear(self, place: int) -> None:
        """Take the banner down, to the watch while that still has to stand."""
        standing = place - self.watch_began < DWELL_DAYS
        self.shown = max(self.level, Level.WATCH) if standing else self.level
        self.visit_needed = False


class Fold:
    """The fold over all days from the first entry to a last day.

    Attributes:
        history: The facts.
        tracks: One per rule, as they stand on the day folded last.
        past: Banners that have ended, in the order in which they did.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        visits: Iterable[DoctorVisit],
        profile: Profile | None,
        last: date,
    ) -> None:
        kept = [entry for entry in entries if entry.date <= last and not entry.cleared]
        first = min((entry.date for entry in kept), default=last)
        self.history = History(kept, profile, first, last)
        self.tracks = tuple(Track(rule) for rule in RULES)
        self.past: list[tuple[Rule, Level, int, int]] = []
        self.reached: Reached = (None,) * len(RULES)
        self.place = -1
        self.last_answered: date | None = None
        self._visits = sorted(visit.date for visit in visits)
        self._answered = 0
        self._quiet_days = 0

    def run(self) -> Iterator[tuple[date, Level, Level]]:
        """Fold day by day; after each the tracks stand as of that day.

        Yields:
            The day, its level, and what is shown.
        """
        length = (self.history.last - self.history.first).days + 1
        for place in range(length):
            yield self._step(place)

    def _step(self, place: int) -> tuple[date, Level, Level]:
        self.place = place
        self.reached = reach_all(self.history, place)
        window = self.history.window(place)
        answered = bool(window.last(Fact.ANSWERED, 1))
        disturbed = False
        level = shown = Level.NONE
        for track, step in zip(self.tracks, self.reached, strict=True):
            before, track.level = track.level, Level.NONE if step is None else step.level
            track.loud = (track.loud << 1 | (track.level >= Level.SOON)) & _LAST_14
            if track.level >= Level.WATCH and track.rule.id not in NEVER_IN_THE_WAY:
                disturbed = True
            if track.level or track.shown:
                self._follow(track, before, window)
            level = max(level, track.level)
        self._answered = (self._answered << 1 | answered) & _LAST_28
        self._quiet_days = 0 if disturbed else self._quiet_days + 1
        for track in self.tracks:
            if answered and track.shown > track.level:
                self._fall(track, window)
            shown = max(shown, track.shown)
        if answered:
            self.last_answered = window.day
        return window.day, level, shown

    def _follow(self, track: Track, before: Level, window: Window) -> None:
        place = window.place
        flagged = any(window.last(fact, 1) for fact in track.rule.red_flags)
        anew = track.rule.now_is_flag and before < Level.NOW <= track.level
        if flagged or anew:
            track.flagged = place
        if any(window.last(fact, 1) for fact in track.rule.needs_visit):
            track.visit_needed = True
        if track.level >= Level.SOON:
            track.qualified = place
        if track.level > track.shown:
            track.rise(place)

    def _fall(self, track: Track, window: Window) -> None:
        place = window.place
        if track.shown >= Level.SOON:
            if track.level < Level.SOON and self._is_clear(track, window):
                self.past.append((track.rule, track.highest, track.banner_began, place))
                track.clear(place)
        elif track.shown < Level.WATCH or place - track.watch_began >= DWELL_DAYS:
            track.shown = track.level

    def _is_clear(self, track: Track, window: Window) -> bool:
        if self._is_clear_by_visit(track, window.day):
            return True
        if track.shown == Level.NOW or track.visit_needed:
            return False
        if track.rule.clearing is not None and track.rule.clearing.is_met(window):
            return True
        return (
            track.rule.quiet_clears
            and self._quiet_days >= QUIET_DAYS
            and self._answered.bit_count() >= QUIET_ANSWERS
        )

    def _is_clear_by_visit(self, track: Track, day: date) -> bool:
        if track.loud or (self._answered & _LAST_14).bit_count() < AFTER_VISIT_ANSWERS:
            return False
        earliest = self.history.first + timedelta(days=max(track.began, track.flagged))
        latest = day - timedelta(days=AFTER_VISIT_DAYS)
        return any(earliest <= visit <= latest for visit in self._visits)

    def assessment(self) -> Assessment:
        """The findings of the day folded last."""
        window = self.history.window(self.place)
        return findings_at(window, self.reached, window.day)

    def finding_at(self, rule: Rule, place: int) -> Finding | None:
        """What a rule said on an earlier day."""
        step = reach_all(self.history, place)[RULES.index(rule)]
        return None if step is None else finding(rule, step, self.history.window(place))

    def day_at(self, place: int) -> date:
        """The date of a place."""
        return self.history.first + timedelta(days=place)


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


def timeline(
    entries: Sequence[Entry],
    visits: Sequence[DoctorVisit],
    profile: Profile | None,
    first: date,
    last: date,
) -> tuple[TimelineRow, ...]:
    """One row for every calendar day from ``first`` to ``last``, answered or not.

    What is shown folds from the first entry on, whatever ``first`` is.
    """
    fold = Fold(entries, visits, profile, last)
    rows: list[TimelineRow] = []
    begins = fold.history.first
    for ahead in range(max(0, (min(begins, last + timedelta(days=1)) - first).days)):
        day = first + timedelta(days=ahead)
        rows.append(TimelineRow(day, Level.NONE, Level.NONE, {}))
    for day, level, shown in fold.run():
        if day >= first:
            said = {
                track.rule.id: track.level
                for track in fold.tracks
                if track.level is not Level.NONE
            }
            rows.append(TimelineRow(day, level, shown, said))
    return tuple(rows)


def ledger(
    entries: Sequence[Entry],
    visits: Sequence[DoctorVisit],
    profile: Profile | None,
    day: date,
) -> tuple[PastBanner, ...]:
    """Every banner of every rule up to a day, past or standing, the earliest first."""
    fold = folded_to(entries, visits, profile, day)
    spans: list[tuple[Rule, Level, int, int | None]] = list(fold.past)
    spans += [
        (track.rule, track.highest, track.banner_began, None)
        for track in fold.tracks
        if track.shown >= Level.SOON
    ]
    found: list[PastBanner] = []
    for rule, level, began, ended in spans:
        said = fold.finding_at(rule, began)
        found.append(
            PastBanner(
                rule=rule.id,
                title=rule.title,
                level=level,
                began=fold.day_at(began),
                ended=None if ended is None else fold.day_at(ended),
                text="" if said is None else said.text,
            )
        )
    return tuple(sorted(found, key=lambda each: (each.began, each.rule)))
