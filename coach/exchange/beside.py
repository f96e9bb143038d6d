"""Another program's days beside those of the diary: answers stay, devices' nights come in.

Nothing that a person answered gives way to another program. A device's night stands in a
field of its own, where the last import stands; a day on which nothing was answered yet takes
all that a file knows of it; a cleared day stays cleared.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from coach.core.diary import taken_apart
from coach.core.diary.leaves import Leaf, Leaves
from coach.core.diary.records import ANSWER_FIELDS, Entry, Log, canonical

_OWN_FIELDS = tuple(name for name in ANSWER_FIELDS if name != "device")


@dataclass(frozen=True, slots=True)
class Beside:
    """What a file's days come to beside a diary.

    Attributes:
        entries: What is to be merged into it.
        kept: Days that stay as they are, though the file says something else of them.
        given: Answered days that get a device's night and had none.
        replaced: Days on which a device's numbers give way to those of this file.
        filled: Days without answers that get some.
    """

    entries: list[Entry] = field(default_factory=list)
    kept: list[date] = field(default_factory=list)
    given: list[date] = field(default_factory=list)
    replaced: list[date] = field(default_factory=list)
    filled: list[date] = field(default_factory=list)

    def take(self, mine: Entry, theirs: Entry, now: datetime) -> None:
        """Decide what comes of a day that both know."""
        if mine.cleared:
            self.kept.append(mine.date)
            return
        answered = _is_answered(mine)
        told_anew = theirs.device is not None and theirs.device != mine.device
        fills = not answered and _is_answered(theirs)
        if told_anew or fills:
            self.entries.append(_leaves_of(theirs, mine, now, all_of_it=fills))
            if told_anew and mine.device is not None:
                self.replaced.append(mine.date)
            else:
                (self.given if answered else self.filled).append(mine.date)
        elif _is_answered(theirs) and _own(theirs) != _own(mine):
            self.kept.append(mine.date)
        else:
            self.entries.append(mine)


def beside(mine: Log, theirs: Iterable[Entry], now: datetime) -> Beside:
    """Set a file's days beside a diary's.

    Args:
        mine: All that the diary holds.
        theirs: The days of the file, by date.
        now: The moment at which a device's numbers come in, so that they stand in a merge.
    """
    here = {entry.date: entry for entry in mine.entries}
    outcome = Beside()
    for entry in theirs:
        standing = here.get(entry.date)
        if standing is None:
            outcome.entries.append(entry)
        else:
            outcome.take(standing, entry, now)
    return outcome


def _leaves_of(theirs: Entry, mine: Entry, now: datetime, *, all_of_it: bool) -> Entry:
    """What comes in of a day: the device's numbers as of now, the rest as of no known time.

    The numbers so go before those of an import from before, and whatever the person changed,
    also what they took out, goes before the rest.
    """
    by_path = dict(taken_apart.of_entry(theirs).by_path) if all_of_it else {}
    by_path.pop(taken_apart.STARTS, None)
    by_path.pop("device", None)
    if theirs.device is not None and theirs.device != mine.device:
        by_path["device"] = Leaf(now, theirs.device)
    # The zone is that of the clock times; where there is one, it is the answers'.
    by_path.pop("tz", None)
    if theirs.tz is not None and mine.tz is None:
        by_path["tz"] = Leaf(None, theirs.tz)
    return taken_apart.to_entry(theirs.date, Leaves(None, by_path))


def _is_answered(entry: Entry) -> bool:
    return any(getattr(entry, name) is not None for name in _OWN_FIELDS)


def _own(entry: Entry) -> bytes:
    """All that is said of a day but the device's numbers."""
    bare = {name: getattr(entry, name) for name in _OWN_FIELDS}
    return canonical(Entry(date=entry.date, **bare))
