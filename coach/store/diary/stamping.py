"""When an entry and each leaf of it was last changed, as the diary stamps it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec

from coach.core.diary import leaves, taken_apart
from coach.core.diary.day import DEFAULT_DAY_START, unsaid_start, usual_start
from coach.core.diary.leaves import Leaves
from coach.core.diary.records import (
    DoctorVisit,
    Entry,
    Experiment,
    Goal,
    Log,
    Profile,
    ShownTip,
)
from coach.core.diary.said import answers_more_than_drinks

K = TypeVar("K", bound=DoctorVisit | ShownTip | Goal | Experiment)

# Whole seconds are for people; where two changes share one, this sets them apart.
_TICK = timedelta(microseconds=1)
# They say when and where, and answer nothing.
_NO_ANSWERS = frozenset({"tz", taken_apart.STARTS})


def moment_after(previous: datetime | None, now: datetime) -> datetime:
    """The present moment in whole seconds, or just after a previous one that is not earlier.

    A clock that was set back must not make a new answer look older than the one it
    replaces, or a merge would take the old one.
    """
    moment = now.replace(microsecond=0)
    if previous is None or moment > previous:
        return moment
    try:
        return (previous + _TICK).astimezone(now.tzinfo)
    except OverflowError:
        # At the end of the calendar there is nothing later to be had.
        return previous


def stamped(
    old: Entry | None,
    new: Entry,
    now: datetime,
    profile: Profile | None = None,
    start: str | None = None,
) -> Entry | None:
    """The new entry with its moments, or None where it changes nothing.

    Args:
        old: The entry that it replaces.
        new: The entry; where it carries no ``first_recorded_at`` the old one's is kept.
        now: The present moment.
        profile: What says when a day begins that does not say so itself.
        start: When the day begins if it is new, ``HH:MM``; by the profile if None.
    """
    starts = unsaid_start(profile), start or usual_start(profile)
    if old is None and not new.cleared and _says_nothing(new):
        return None
    before = _before(old, profile)
    moment = moment_after(leaves.latest(before), now)
    state = _changed(before, old, new, moment, starts)
    first = new.first_recorded_at
    if old is not None and not old.cleared:
        first = first or old.first_recorded_at
    answered_before = old is not None and answers_more_than_drinks(old)
    if first is None and answers_more_than_drinks(new) and not answered_before:
        first = moment
    state = msgspec.structs.replace(state, first_recorded_at=None if new.cleared else first)
    if (
        old is not None
        and not _differ(before, state)
        and bool(old.cleared) == bool(new.cleared)
    ):
        return None
    return taken_apart.to_entry(new.date, state, says_start=taken_apart.says_otherwise(profile))


def restored(before: Entry, undone: Entry | None, now: datetime) -> Entry:
    """An entry that undoing brings back, later than what it takes the place of.

    Only the leaves that the undone change had touched get the new moment. It says when its
    day began if it said so before, since the profile may come back in the same step.
    """
    state = _before(undone, None)
    last = leaves.latest(leaves.joined(state, _before(before, None)))
    again = _changed(state, undone, before, moment_after(last, now))
    again = msgspec.structs.replace(again, first_recorded_at=before.first_recorded_at)
    return taken_apart.to_entry(before.date, again, says_start=before.day_starts_at is not None)


def stamped_profile(old: Profile | None, new: Profile, now: datetime) -> Profile | None:
    """The new profile with its moments, or None where it changes nothing."""
    before = taken_apart.of_profile(old or Profile())
    moment = moment_after(leaves.latest(before), now)
    after = taken_apart.of_profile(msgspec.structs.replace(new, times=None))
    state = leaves.changed(before, after, moment)
    if old is not None and not _differ(before, state):
        return None
    return taken_apart.to_profile(state)


def restored_profile(before: Profile, undone: Profile | None, now: datetime) -> Profile:
    """A profile that undoing brings back; see `restored`."""
    known = leaves.later(before.recorded_at, undone.recorded_at if undone else None)
    again = stamped_profile(undone, before, moment_after(known, now))
    return again or undone or before


def noted(record: K, present: K | None, now: datetime) -> K:
    """A visit, tip, goal or experiment with its moment, later than what stands in its place."""
    moment = moment_after(present.recorded_at if present else None, now)
    return msgspec.structs.replace(record, recorded_at=moment)


def told_now(log: Log, present: Callable[[date], Entry | None], now: datetime) -> Log:
    """A log whose numbers of a device, of no known moment, are those told last.

    Another program's file carries no moments; of a device's night the last import stands.

    Args:
        log: What is brought in.
        present: The diary's entry of a day.
        now: The present moment.
    """
    return msgspec.structs.replace(
        log, entries=tuple(_device_told_now(entry, present, now) for entry in log.entries)
    )


def _device_told_now(
    entry: Entry, present: Callable[[date], Entry | None], now: datetime
) -> Entry:
    if entry.device is None or entry.recorded_at is not None or entry.times is not None:
        return entry
    known = present(entry.date)
    if known is None or known.device in (None, entry.device):
        return entry
    before = taken_apart.of_entry(known)
    moment = moment_after(before.by_path["device"].at, now)
    state = taken_apart.of_entry(entry)
    by_path = {**state.by_path, "device": leaves.Leaf(moment, entry.device)}
    return taken_apart.to_entry(entry.date, msgspec.structs.replace(state, by_path=by_path))


def starting_said(entry: Entry, profile: Profile | None) -> Entry:
    """The entry saying itself when its coach's day began, which the profile said so far."""
    if entry.day_starts_at is not None or entry.cleared:
        return entry
    return msgspec.structs.replace(entry, day_starts_at=unsaid_start(profile))


def _before(entry: Entry | None, profile: Profile | None) -> Leaves:
    if entry is None:
        return Leaves(None, {})
    return taken_apart.of_entry(entry, unsaid_start(profile))


def _changed(
    before: Leaves,
    old: Entry | None,
    new: Entry,
    moment: datetime,
    starts: tuple[str, str] = (DEFAULT_DAY_START, DEFAULT_DAY_START),
) -> Leaves:
    """The leaves of the new entry.

    Args:
        before: Those of the old one.
        old: The entry that it replaces.
        new: The entry.
        moment: When it is changed.
        starts: When a day began that does not say so itself, and when a new one begins.
    """
    if new.cleared:
        return Leaves(moment, {}, cleared_at=moment)
    # What was taken out of the midst of equal items still stands between them.
    plain = msgspec.structs.replace(
        new,
        recorded_at=None,
        cleared_at=None,
        times=old.times if old else None,
        day_starts_at=new.day_starts_at or (old and old.day_starts_at),
    )
    is_new = old is None or bool(old.cleared)
    state = leaves.changed(before, taken_apart.of_entry(plain, starts[is_new]), moment)
    # Left out where it is the usual one, it needs no moment of its own beside the day's.
    begins = leaves.Leaf(moment, state.by_path[taken_apart.STARTS].value)
    return msgspec.structs.replace(state, by_path={**state.by_path, taken_apart.STARTS: begins})


def _says_nothing(entry: Entry) -> bool:
    return not leaves.values_of(taken_apart.of_entry(entry)).keys() - _NO_ANSWERS


def _differ(before: Leaves, after: Leaves) -> bool:
    return before.first_recorded_at != after.first_recorded_at or (
        leaves.values_of(before) != leaves.values_of(after)
    )
