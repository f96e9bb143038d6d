"""Records that a log lists: visits, shown tips, goals and experiments, each of them once.

Of two that are the same one the later stands, as in every merge (`coach.core.diary.merge`).
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TypeAlias, TypeVar

import msgspec

from coach.core.diary.records import DoctorVisit, Experiment, Goal, ShownTip, canonical

_BEFORE_ANY = datetime.min.replace(tzinfo=UTC)

Kept = TypeVar("Kept", DoctorVisit, ShownTip, Goal, Experiment)
Key = TypeVar("Key", str, tuple[date, str])
Rank: TypeAlias = tuple[bool, datetime, bool, bool, bytes]


def ordered_visits(visits: Iterable[DoctorVisit]) -> tuple[DoctorVisit, ...]:
    """Doctor visits, one for each date and note, by date, then by note."""
    return _latest(visits, visit_key)


def ordered_tips(tips: Iterable[ShownTip]) -> tuple[ShownTip, ...]:
    """Shown tips, each once a date, by date, then by name."""
    return _latest(tips, lambda tip: (tip.shown_on, tip.tip))


def ordered_goals(goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """Goals, each once, by the day on which they begin."""
    return _latest(goals, goal_key)


def ordered_experiments(experiments: Iterable[Experiment]) -> tuple[Experiment, ...]:
    """Experiments, each once, by their ids."""
    return _latest(experiments, lambda experiment: experiment.id)


def visit_key(visit: DoctorVisit) -> str:
    """What makes two visits the same one."""
    return f"{visit.date}/" if visit.note is None else f"{visit.date}/:{visit.note}"


def goal_key(goal: Goal) -> str:
    """What makes two goals the same one."""
    return f"{goal.from_}/{goal.goal.value}"


def running_goals(goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """The goals without an end, the one that stands last.

    Two may run after a merge; the one that began later stands.
    """
    running = [goal for goal in goals if goal.to is None and not goal.removed]
    return tuple(sorted(running, key=goal_key))


def ending_for(goals: Iterable[Goal], day: date) -> tuple[Goal, ...]:
    """The goals that run, as a new one of a day ends them: on the day before.

    One that began on that very day never had a day of its own, and is taken out.
    """
    return tuple(
        msgspec.structs.replace(goal, removed=True)
        if goal.from_ >= day
        else msgspec.structs.replace(goal, to=day - timedelta(days=1))
        for goal in running_goals(goals)
    )


def _latest(records: Iterable[Kept], key: Callable[[Kept], Key]) -> tuple[Kept, ...]:
    """Of records of one key the one that stands, in the order of the keys."""
    listed = tuple(records)
    # As they nearly always are; of ten years of shown tips there are thousands.
    if all(one < next_one for one, next_one in pairwise(map(key, listed))):
        return listed
    latest: dict[Key, Kept] = {}
    for record in listed:
        name = key(record)
        present = latest.get(name)
        if present is None or _rank(record) > _rank(present):
            latest[name] = record
    return tuple(latest[name] for name in sorted(latest))


def _rank(record: DoctorVisit | ShownTip | Goal | Experiment) -> Rank:
    moment = record.recorded_at
    # What was said of a tip is not lost to its having been shown, where neither has a time.
    is_answered = isinstance(record, ShownTip) and record.feedback is not None
    return (
        moment is not None,
        moment or _BEFORE_ANY,
        not record.removed,
        is_answered,
        canonical(record),
    )


def standing(records: Iterable[Kept]) -> list[Kept]:
    """The records that were not taken out."""
    return [record for record in records if not record.removed]
