"""What a file of another program holds, before it is sorted into the coach's days."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, auto

from coach.exchange.importers.source import SourceFile

_REFUSALS_KEPT = 100


class SleepKind(Enum):
    """What the file itself calls a sleep."""

    UNSAID = auto()
    MAIN = auto()
    NAP = auto()


@dataclass(frozen=True, slots=True)
class Sleep:
    """One sleep of a file. Clock times are local, without an offset, in whole minutes.

    Attributes:
        place: Where it stands in the file, for a refusal.
        began: When sleep was first tried; for a device, when it says that sleep began.
        woke: The final awakening.
        tried: Whether it began with trying to sleep; else it is known only when the person
            went to bed.
        zone: The time zone's name where the file gives one.
        measured: Whether a device counted; such numbers answer no rule.
        asleep: False where the file knows of time in bed alone.
        in_bed: Going to bed, if that was noted apart.
        up: Getting up, if that was noted apart.
        latency_min: Minutes from trying to sleep to sleep; None where nobody told, and then a
            device's count begins with its first sleep.
        asleep_min: Minutes asleep as the file counts them. Where it is None a device's sleep is
            the whole span, and how long a person lay awake was not told.
        awakenings: How often awake in between.
        quality: 1 worst to 5 best.
        kind: What the file calls it.
        answers: Further answers in the log's own words, by part: ``{"day": {"stress": 2}}``.
        notes: Lines for the notes.
        source: The device or app, where a file tells several apart; only sleeps of one source
            are pieces of one night, and two sources may tell of the same one.
        staged: Whether stages of sleep were told, which goes before a bare span.
        bed: The record of being in bed that it lies in, by any key of the importer's;
            sleeps in one such record are one night, however long the time between.
    """

    place: str
    began: datetime
    woke: datetime
    zone: str | None = None
    measured: bool = False
    asleep: bool = True
    in_bed: datetime | None = None
    up: datetime | None = None
    latency_min: int | None = None
    asleep_min: int | None = None
    awakenings: int | None = None
    quality: int | None = None
    kind: SleepKind = SleepKind.UNSAID
    answers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    source: str | None = None
    staged: bool = False
    bed: Hashable = None
    tried: bool = True


@dataclass(frozen=True, slots=True)
class Happened:
    """Something at a time of its own: a drink, or a remark.

    Attributes:
        place: Where it stands in the file.
        at: Local time; it decides the day.
        part: A list of the day and what is added to it, in the log's own words, such as
            ``("caffeine", {"at": "08:10", "mg": 95})``.
        zone: The time zone's name where the file gives one.
        note: A line for the notes.
    """

    place: str
    at: datetime
    part: tuple[str, object] | None = None
    zone: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """Answers of a date, in the log's own words by part."""

    place: str
    day: date
    answers: Mapping[str, Mapping[str, object]]
    zone: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be read, and why."""

    place: str
    why: str


@dataclass
class Contents:
    """All that a file holds; importers fill it in.

    Attributes:
        sleeps: Sleeps, in the file's order.
        happened: Drinks and the like.
        stated: Answers that belong to a date.
        refused: Rows that cannot be taken: the first hundred of them.
        refused_count: How many there are in all.
        left_out: What the diary has no place for, counted by kind; ``{s}`` in
            its words is where a plural takes its s.
        left_sleeps: Of the sleeps among them, when each was, by the same kinds.
        remarks: Sentences for the summary.
    """

    sleeps: list[Sleep] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    refused_count: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    left_sleeps: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    remarks: list[str] = field(default_factory=list)

    def leave_out(self, kind: str, sleep: Sleep) -> None:
        """Count a sleep that the diary has no place for, and note its date and hours."""
        self.left_out[kind] += 1
        self.left_sleeps[kind].append(f"{sleep.began:%Y-%m-%d %H:%M} to {sleep.woke:%H:%M}")

    def refuse(self, place: str, why: str) -> None:
        """Note a row that cannot be taken; of millions only the first are told."""
        self.refused_count += 1
        if self.refused_count <= _REFUSALS_KEPT:
            self.refused.append(Refused(place, why))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was taken."""
        return not (self.sleeps or self.happened or self.stated)

    def remark(self, sentence: str) -> None:
        """Add a sentence to the summary, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)


def together(files: Sequence[tuple[str, Contents]]) -> Contents:
    """What several files of one format hold, each with its name; a place names its file too.

    A sleep that stands in two of them is there once: exports overlap.
    """
    if len(files) == 1:
        return files[0][1]
    whole = Contents()
    known: dict[Hashable, Sleep] = {}
    for name, contents in files:
        own: dict[Hashable, Sleep] = {}
        for sleep in contents.sleeps:
            key = (sleep.began, sleep.woke, sleep.zone, sleep.source)
            standing = known.get(key)
            if standing is None or replace(standing, place=sleep.place) != sleep:
                own[key] = sleep
                whole.sleeps.append(replace(sleep, place=f"{name}, {sleep.place}"))
        known |= own
        whole.happened += [
            replace(item, place=f"{name}, {item.place}") for item in contents.happened
        ]
        whole.stated += [
            replace(item, place=f"{name}, {item.place}") for item in contents.stated
        ]
        for row in contents.refused:
            whole.refuse(f"{name}, {row.place}", row.why)
        whole.refused_count += contents.refused_count - len(contents.refused)
        whole.left_out += contents.left_out
        for kind, sleeps in contents.left_sleeps.items():
            whole.left_sleeps[kind] += sleeps
        for sentence in contents.remarks:
            whole.remark(sentence)
    return whole


@dataclass(frozen=True, slots=True)
class Here:
    """Where and when the person is.

    Attributes:
        today: The coach's day that it is; nothing later can have been slept.
        day_starts_at: When the coach's day begins, ``HH:MM``.
        zone: The local time zone's name, for files that know instants but no zone.
    """

    today: date
    day_starts_at: str
    zone: str | None


@dataclass(frozen=True, slots=True)
class Importer:
    """One format.

    Attributes:
        name: What ``--format`` calls it.
        title: What people call it.
        files: Which files of it are read.
        claims: Whether a file's content is of this format.
        read: Reads it; LogError where it cannot be read at all.
        columns: Of a table, the columns without which it is none of this format.
    """

    name: str
    title: str
    files: str
    claims: Callable[[SourceFile], bool]
    read: Callable[[SourceFile, Here], Contents]
    columns: tuple[str, ...] = ()
