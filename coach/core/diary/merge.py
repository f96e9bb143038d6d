"""Two logs made into one, the same whatever the order (the contract, 3.2).

Days and profiles merge leaf by leaf (`coach.core.diary.leaves`); doctor visits, shown tips,
goals and experiments record by record (`coach.core.diary.listed`). Of two, the later wins; one
of no known time is earlier than any; at equal times a value beats a removal, then the larger
canonical JSON. Each of these picks the largest by a total order, so merging is idempotent,
commutative and associative.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

import msgspec

from coach.core.diary import leaves, listed, taken_apart
from coach.core.diary.day import DEFAULT_DAY_START, unsaid_start
from coach.core.diary.leaves import Leaves
from coach.core.diary.records import (
    FORMAT,
    VERSION,
    Day,
    Entry,
    Log,
    Movement,
    Night,
    Partner,
    Profile,
    Record,
    canonical,
)

Dates: TypeAlias = tuple[date, ...]


class Merged(msgspec.Struct, frozen=True):
    """The outcome of a merge; the dates say what it did to the first of the two logs.

    Attributes:
        log: Everything, in order, ``exported_at`` unset.
        new: Dates that only the other log had.
        filled: Dates that the other log added to, where nothing gave way.
        replaced: Dates on which an answer gave way to the other log's, which was later.
        same: Dates on which both say the same, whenever it was recorded.
        kept: Dates on which the other log had answers that were earlier, or taken out here.
        came_back: Dates on which an answer stands that a log from before there were marks
            lacks, so that it may have been taken out there.
        devices: Dates whose numbers of a device gave way to another's.
        profile_replaced: The profile is another now, or there was none.
        new_visits: Doctor visits that only the other log had.
        new_tips: Shown tips that only the other log had.
        new_goals: Goals and experiments that only the other log had.
        changed: Whether the log differs from the first one at all.
    """

    log: Log
    new: Dates
    filled: Dates
    replaced: Dates
    same: Dates
    kept: Dates
    came_back: Dates
    devices: Dates
    profile_replaced: bool
    new_visits: int
    new_tips: int
    new_goals: int
    changed: bool


def merge(mine: Log, theirs: Log) -> Merged:
    """Merge a log into another.

    Args:
        mine: The log that stands; the outcome's dates are told from its side.
        theirs: The log that is brought in.
    """
    before, other = ordered(mine), ordered(theirs)
    profile = _merged_profile(before.profile, other.profile)
    days = _Days(before, other, profile)
    log = _in_order(
        msgspec.structs.replace(
            before,
            doctor_visits=before.doctor_visits + other.doctor_visits,
            tips=before.tips + other.tips,
            goals=before.goals + other.goals,
            experiments=before.experiments + other.experiments,
        ),
        profile,
        days.entries,
    )
    return Merged(
        log=log,
        new=tuple(days.new),
        filled=tuple(days.filled),
        replaced=tuple(days.replaced),
        same=tuple(days.same),
        kept=tuple(days.kept),
        came_back=tuple(days.came_back),
        devices=tuple(days.devices),
        profile_replaced=not _alike(before.profile, log.profile),
        new_visits=len(listed.standing(log.doctor_visits))
        - len(listed.standing(before.doctor_visits)),
        new_tips=len(listed.standing(log.tips)) - len(listed.standing(before.tips)),
        new_goals=len(listed.standing(log.goals))
        + len(listed.standing(log.experiments))
        - len(listed.standing(before.goals))
        - len(listed.standing(before.experiments)),
        changed=canonical(log) != canonical(before),
    )


def ordered(log: Log) -> Log:
    """The log in its one form: by date, nothing twice, ``exported_at`` unset.

    Days that a log from before left to its profile say now when they began.
    """
    start, says = unsaid_start(log.profile), taken_apart.says_otherwise(log.profile)
    profile = log.profile and taken_apart.to_profile(taken_apart.of_profile(log.profile))
    entries = [
        entry
        if _is_plain(entry, says_start=says)
        else taken_apart.to_entry(
            entry.date, taken_apart.of_entry(entry, start), says_start=says
        )
        for entry in log.entries
    ]
    return _in_order(log, profile, entries)


def _in_order(log: Log, profile: Profile | None, entries: Iterable[Entry]) -> Log:
    return Log(
        format=FORMAT,
        version=VERSION,
        profile=profile,
        entries=tuple(sorted(entries, key=lambda entry: entry.date)),
        doctor_visits=listed.ordered_visits(log.doctor_visits),
        tips=listed.ordered_tips(log.tips),
        goals=listed.ordered_goals(log.goals),
        experiments=listed.ordered_experiments(log.experiments),
    )


class _Days:
    """The days of two logs brought together, and what that did to the first one's."""

    def __init__(self, mine: Log, theirs: Log, profile: Profile | None) -> None:
        self.entries: list[Entry] = []
        self.new: list[date] = []
        self.filled: list[date] = []
        self.replaced: list[date] = []
        self.same: list[date] = []
        self.kept: list[date] = []
        self.came_back: list[date] = []
        self.devices: list[date] = []
        self._says = taken_apart.says_otherwise(profile)
        self._starts = unsaid_start(mine.profile), unsaid_start(theirs.profile)
        self._from_before = _is_from_before(mine), _is_from_before(theirs)
        here = {entry.date: entry for entry in mine.entries}
        there = {entry.date: entry for entry in theirs.entries}
        for day in sorted({*here, *there}):
            self.entries.append(self._day(here.get(day), there.get(day)))

    def _day(self, mine: Entry | None, theirs: Entry | None) -> Entry:
        if theirs is None or mine is None:
            entry = mine or theirs
            assert entry is not None
            if mine is None:
                self.new.append(entry.date)
            start = self._starts[mine is None]
            return self._alone(entry, start)
        if canonical(mine) == canonical(theirs) and self._starts[0] == self._starts[1]:
            self.same.append(mine.date)
            return self._alone(mine, self._starts[0])
        one = taken_apart.of_entry(mine, self._starts[0])
        other = taken_apart.of_entry(theirs, self._starts[1])
        outcome = leaves.joined(one, other)
        self._sort(mine.date, one, other, outcome)
        return self._written(mine.date, outcome)

    def _written(self, day: date, state: Leaves) -> Entry:
        return taken_apart.to_entry(day, state, says_start=self._says)

    def _alone(self, entry: Entry, start: str) -> Entry:
        if _is_plain(entry, says_start=self._says):
            return entry
        return self._written(entry.date, taken_apart.of_entry(entry, start))

    def _sort(self, day: date, mine: Leaves, theirs: Leaves, outcome: Leaves) -> None:
        here, there, then = (leaves.values_of(state) for state in (mine, theirs, outcome))
        if here == there:
            self.same.append(day)
        elif here == then:
            self.kept.append(day)
        elif here.items() <= then.items():
            self.filled.append(day)
        else:
            self.replaced.append(day)
        if here.get("device", then.get("device")) != then.get("device"):
            self.devices.append(day)
        sides = ((mine, theirs, self._from_before[1]), (theirs, mine, self._from_before[0]))
        if any(before and _may_be_back(one, lacking) for one, lacking, before in sides):
            self.came_back.append(day)


def _may_be_back(one: Leaves, lacking: Leaves) -> bool:
    """Whether one has an answer that the other, recorded later, lacks without a mark."""
    if lacking.recorded_at is None:
        return False
    return any(
        leaf.value is not None
        and path not in lacking.by_path
        and (leaf.at is None or leaf.at < lacking.recorded_at)
        for path, leaf in one.by_path.items()
        if lacking.cleared_at is None or (leaf.at is not None and leaf.at > lacking.cleared_at)
    )


def _is_from_before(log: Log) -> bool:
    """Whether no day of a log has marks, so that what was taken out of it left no trace."""
    return all(entry.times is None for entry in log.entries)


def _is_plain(entry: Entry, *, says_start: bool) -> bool:
    """Whether an entry stands in its one form already, told without taking it apart."""
    if entry.times is not None or entry.cleared_at is not None or entry.cleared:
        return False
    if says_start != (entry.day_starts_at is not None) and not entry.day_starts_at:
        return False
    if entry.day_starts_at == DEFAULT_DAY_START and not says_start:
        return False
    day = entry.day
    if not _are_filled(entry) or (
        day and day.own is not None and list(day.own) != sorted(day.own)
    ):
        return False
    lists = (
        entry.events,
        *((day.caffeine, day.alcohol, day.medicines, day.relaxation) if day else ()),
    )
    return all(_is_sorted(items) for items in lists if items)


def _are_filled(entry: Entry) -> bool:
    return not (
        entry.night == Night()
        or entry.movement == Movement()
        or entry.partner == Partner()
        or entry.day == Day()
        or (entry.day is not None and entry.day.own == {})
    )


def _is_sorted(items: tuple[Record, ...]) -> bool:
    keys = [taken_apart.item_order(item) for item in items]
    return keys == sorted(keys)


def _merged_profile(mine: Profile | None, theirs: Profile | None) -> Profile | None:
    states = [taken_apart.of_profile(profile) for profile in (mine, theirs) if profile]
    if not states:
        return None
    return taken_apart.to_profile(leaves.joined(states[0], states[-1]))


def _alike(one: Profile | None, other: Profile | None) -> bool:
    if one is None or other is None:
        return one is other
    # Not by ==: two moments in different zones are equal and yet written differently.
    return canonical(one) == canonical(other)
