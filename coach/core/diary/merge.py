"""Two logs made into one, the same whatever the order (the contract, 3.2).

By date the entry with the later ``recorded_at`` wins whole; one that has none is earlier
than any; a tie goes to the larger canonical JSON. The profile goes by its own
``recorded_at`` in the same way; doctor visits and shown tips are sets. A cleared day takes
part like any other. Each of these picks the largest by a total order or makes a union, so
merging is idempotent, commutative and associative.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

import msgspec

from coach.core.diary.records import (
    FORMAT,
    VERSION,
    DoctorVisit,
    Entry,
    Log,
    Profile,
    ShownTip,
    canonical,
)

_BEFORE_ANY = datetime.min.replace(tzinfo=UTC)

Rank: TypeAlias = tuple[bool, datetime, bytes]


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge; the dates say what it did to the first of the two logs.

    Attributes:
        log: Everything, in order, ``exported_at`` unset.
        new: Dates that only the other log had.
        replaced: Dates whose answers gave way to the other log's, which were later.
        same: Dates on which both say the same, whenever it was recorded.
        kept: Dates on which the first log's answers were later and stayed.
        profile_replaced: The profile gave way, or there was none.
        new_visits: Doctor visits that only the other log had.
        new_tips: Shown tips that only the other log had.
        changed: Whether the log differs from the first one at all.
    """

    log: Log
    new: tuple[date, ...]
    replaced: tuple[date, ...]
    same: tuple[date, ...]
    kept: tuple[date, ...]
    profile_replaced: bool
    new_visits: int
    new_tips: int
    changed: bool

    def summary(self, *, dry_run: bool = False) -> str:
        """What the merge did, or would do, in plain lines."""
        counts = (
            f"{_counted(len(self.new), 'day')} new, {len(self.replaced)} changed, "
            f"{len(self.same)} the same"
        )
        if self.kept:
            counts += f", {len(self.kept)} kept as they are (yours are later)"
        lines = [f"{'Would be: ' if dry_run else ''}{counts}."]
        if self.replaced:
            lines.append(f"Replaced by later answers: {_named(self.replaced)}.")
        others = [
            *(["the profile"] if self.profile_replaced else []),
            *([_counted(self.new_visits, "doctor visit")] if self.new_visits else []),
            *([_counted(self.new_tips, "shown tip")] if self.new_tips else []),
        ]
        if others:
            lines.append(f"Also brought in: {', '.join(others)}.")
        if dry_run:
            lines.append("Nothing was changed.")
        return "\n".join(lines)


def merge(mine: Log, theirs: Log) -> Merged:
    """Merge a log into another.

    Args:
        mine: The log that stands; the outcome's dates are told from its side.
        theirs: The log that is brought in.
    """
    before, other = ordered(mine), ordered(theirs)
    here = {entry.date: entry for entry in before.entries}
    there = {entry.date: entry for entry in other.entries}
    new, replaced, same, kept = _compared(here, there)
    won = {day: _later(entry, there.get(day)) for day, entry in here.items()}
    log = ordered(
        Log(
            format=FORMAT,
            version=VERSION,
            profile=_later_profile(before.profile, other.profile),
            entries=tuple({**there, **won}.values()),
            doctor_visits=before.doctor_visits + other.doctor_visits,
            tips=before.tips + other.tips,
        )
    )
    return Merged(
        log=log,
        new=new,
        replaced=replaced,
        same=same,
        kept=kept,
        profile_replaced=not _alike(before.profile, log.profile),
        new_visits=len(log.doctor_visits) - len(before.doctor_visits),
        new_tips=len(log.tips) - len(before.tips),
        changed=canonical(log) != canonical(before),
    )


def ordered(log: Log) -> Log:
    """The log in its one order: by date, nothing twice, ``exported_at`` unset."""
    return Log(
        format=FORMAT,
        version=VERSION,
        profile=log.profile,
        entries=tuple(sorted(log.entries, key=lambda entry: entry.date)),
        doctor_visits=ordered_visits(log.doctor_visits),
        tips=ordered_tips(log.tips),
    )


def ordered_visits(visits: Iterable[DoctorVisit]) -> tuple[DoctorVisit, ...]:
    """Doctor visits as a set, by date, then by note."""
    return tuple(
        sorted(
            set(visits),
            key=lambda visit: (visit.date, visit.note is not None, visit.note or ""),
        )
    )


def ordered_tips(tips: Iterable[ShownTip]) -> tuple[ShownTip, ...]:
    """Shown tips as a set, by date, then by name, then by what was said of them."""
    return tuple(sorted(set(tips), key=lambda tip: (tip.shown_on, tip.tip, tip.feedback or "")))


def _compared(
    here: Mapping[date, Entry], there: Mapping[date, Entry]
) -> tuple[tuple[date, ...], tuple[date, ...], tuple[date, ...], tuple[date, ...]]:
    new: list[date] = []
    replaced: list[date] = []
    same: list[date] = []
    kept: list[date] = []
    for day, theirs in there.items():
        mine = here.get(day)
        if mine is None:
            new.append(day)
        elif _answers(mine) == _answers(theirs):
            same.append(day)
        elif _rank(theirs) > _rank(mine):
            replaced.append(day)
        else:
            kept.append(day)
    return tuple(new), tuple(replaced), tuple(same), tuple(kept)


def _rank(record: Entry | Profile) -> Rank:
    moment = record.recorded_at
    return (moment is not None, moment or _BEFORE_ANY, canonical(record))


def _later(mine: Entry, theirs: Entry | None) -> Entry:
    if theirs is None:
        return mine
    return max(mine, theirs, key=_rank)


def _later_profile(mine: Profile | None, theirs: Profile | None) -> Profile | None:
    present = [profile for profile in (mine, theirs) if profile is not None]
    return max(present, key=_rank, default=None)


def _alike(one: Profile | None, other: Profile | None) -> bool:
    if one is None or other is None:
        return one is other
    # Not by ==: two moments in different zones are equal and yet written differently.
    return canonical(one) == canonical(other)


def _answers(entry: Entry) -> bytes:
    return canonical(msgspec.structs.replace(entry, recorded_at=None, first_recorded_at=None))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _named(days: tuple[date, ...]) -> str:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return ", ".join(
        f"{first} to {last}" if first != last else f"{first}" for first, last in runs
    )
