"""When an entry was last changed and first answered, as the diary stamps it."""

from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from coach.core.diary.records import Day, Entry, Profile, canonical
from coach.core.diary.said import answers_more_than_drinks

P = TypeVar("P", bound=Entry | Profile)

# Whole seconds are for people; where two changes share one, this sets them apart.
_TICK = timedelta(microseconds=1)


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


def stamped(old: Entry | None, new: Entry, now: datetime) -> Entry | None:
    """The new entry with its moments, or None where it changes nothing.

    Args:
        old: The entry that it replaces.
        new: The entry; where it carries no ``first_recorded_at`` the old one's is kept.
        now: The present moment.
    """
    if old is None and not new.cleared and _says_nothing(new):
        return None
    first = new.first_recorded_at
    if old is not None and not old.cleared:
        first = first or old.first_recorded_at
    moment = moment_after(old.recorded_at if old else None, now)
    answered_before = old is not None and answers_more_than_drinks(old)
    if first is None and answers_more_than_drinks(new) and not answered_before:
        first = moment
    if new.cleared:
        first = None
    entry = msgspec.structs.replace(new, recorded_at=moment, first_recorded_at=first)
    return entry if old is None or _differ(old, entry) else None


def stamped_profile(old: Profile | None, new: Profile, now: datetime) -> Profile | None:
    """The new profile with its moment, or None where it changes nothing."""
    moment = moment_after(old.recorded_at if old else None, now)
    profile = msgspec.structs.replace(new, recorded_at=moment)
    if old is not None:
        same = msgspec.structs.replace(profile, recorded_at=old.recorded_at)
        if canonical(same) == canonical(old):
            return None
    return profile


def stamped_again(restored: P, undone: datetime | None, now: datetime) -> P:
    """A record that undoing brings back, later than what it takes the place of."""
    known = [before for before in (restored.recorded_at, undone) if before is not None]
    moment = moment_after(max(known, default=None), now)
    return msgspec.structs.replace(restored, recorded_at=moment)


def _says_nothing(entry: Entry) -> bool:
    return not answers_more_than_drinks(entry) and entry.day in (None, Day())


def _differ(old: Entry, new: Entry) -> bool:
    plain_old, plain_new = (
        msgspec.structs.replace(entry, recorded_at=None) for entry in (old, new)
    )
    # Not by ==, to which 2 and 2.0 are one, though they are written differently.
    return canonical(plain_old) != canonical(plain_new)
