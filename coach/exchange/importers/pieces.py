"""Pieces of one night: who gets up and starts the tracker again has slept one night.

Sleeps of one source are joined while no more than two hours lie between them; what lies
between is time awake, and each gap an awakening. A doze in the evening stays by itself, and
what is too short to be a sleep never makes a night begin earlier or end later.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from coach.core.diary import day as days
from coach.exchange.importers import clocks
from coach.exchange.importers.contents import Contents, Here, Sleep, SleepKind

# Devices take lying down for a moment for a sleep.
SHORTEST_MIN = 10
LONGEST_NAP_MIN = 3 * 60
ONE_NIGHT = timedelta(hours=2)
# A time in bed is the sleep's own where it begins or ends no further from it.
BED_ROUND_SLEEP = timedelta(hours=3)
# A doze on the sofa and then to bed, as against a night with a time awake at its beginning.
_DOZE_FROM, _DOZE_UNTIL, _DOZE_ENDS = 12, 21, 22
_BED_FROM = 18
_UP_AFTER_DOZE = timedelta(minutes=30)
# Two taps, or two devices' clocks: no second sleep.
_TOUCHING = timedelta(minutes=SHORTEST_MIN)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece(Generic[T]):
    """Something that was slept, on both clocks.

    Attributes:
        item: What it is.
        start: The instant at which it begins.
        end: The instant at which it ends.
        began: The clock on the wall at its beginning.
        woke: The clock on the wall at its end.
        bed: The record of being in bed that it lies in; pieces of one such record are one
            night, however long the time between.
    """

    item: T
    start: datetime
    end: datetime
    began: datetime
    woke: datetime
    bed: Hashable = None


def is_evening_doze(began: datetime, woke: datetime) -> bool:
    """Whether a sleep is one that nobody went to bed for, by the clock on the wall."""
    over = woke.date() == began.date() and (woke.hour, woke.minute) <= (_DOZE_ENDS, 0)
    short = woke - began <= timedelta(minutes=LONGEST_NAP_MIN)
    return over and short and _DOZE_FROM <= began.hour < _DOZE_UNTIL


def nights(pieces: Sequence[Piece[T]]) -> Iterator[list[Piece[T]]]:
    """Those of one night together, the last night first.

    Args:
        pieces: Pieces that do not overlap, the earliest first.
    """
    group: list[Piece[T]] = []
    for piece in reversed(pieces):
        # From the end, so that a doze is held against all of the night that follows it.
        if group and not _are_one_night(piece, group[0], group[-1]):
            yield group
            group = []
        group.insert(0, piece)
    if group:
        yield group


def _are_one_night(before: Piece[T], first: Piece[T], last: Piece[T]) -> bool:
    """Whether a piece belongs to the night that reaches from one piece to another."""
    if before.bed is not None and before.bed == first.bed:
        return True
    awake = first.start - before.end
    if awake > ONE_NIGHT:
        return False
    is_doze = (
        awake >= _UP_AFTER_DOZE
        and is_evening_doze(before.began, before.woke)
        and first.began.hour >= _BED_FROM
        and last.end - first.start > before.end - before.start
    )
    return not is_doze


def joined(sleeps: Iterable[Sleep]) -> list[Sleep]:
    """Sleeps with the pieces of one night made into one; others come through as they are."""
    by_source: defaultdict[Hashable, list[Sleep]] = defaultdict(list)
    others: list[Sleep] = []
    for sleep in _once(sleeps):
        if sleep.kind is SleepKind.NAP:
            others.append(sleep)
        else:
            # Instants and clocks without a zone cannot be held against each other.
            kind = (sleep.source, sleep.measured, sleep.asleep, days.zone(sleep.zone) is None)
            by_source[kind].append(sleep)
    for of_one in by_source.values():
        others += _joined_of(of_one)
    return others


def _once(sleeps: Iterable[Sleep]) -> Iterator[Sleep]:
    """A device's sleep that several files tell of once, as the one tells it that knows more."""
    by_span: dict[Hashable, Sleep] = {}
    for sleep in sleeps:
        span = (sleep.source, sleep.began, sleep.up or sleep.woke, sleep.zone)
        if not sleep.measured or sleep.woke - sleep.began < _TOUCHING:
            yield sleep
        elif span not in by_span:
            by_span[span] = sleep
        else:
            less, more = sorted((by_span[span], sleep), key=_known)
            notes = tuple(dict.fromkeys((*less.notes, *more.notes)))
            by_span[span] = replace(more, notes=notes)
    yield from by_span.values()


def _known(sleep: Sleep) -> tuple[bool, bool]:
    return sleep.asleep, sleep.staged


def _joined_of(sleeps: list[Sleep]) -> Iterator[Sleep]:
    pieces = sorted((_piece(sleep) for sleep in sleeps), key=lambda piece: piece.start)
    spine, rest = _apart(pieces)
    # First, since of equal sleeps the later one stands.
    yield from (piece.item for piece in rest)
    long = [piece for piece in spine if piece.end - piece.start >= _TOUCHING]
    short = [piece for piece in spine if piece.end - piece.start < _TOUCHING]
    starts = [piece.start for piece in short]
    # Nights come the last one first, so that what is cut out moves nothing before it.
    for group in nights(long):
        within = slice(bisect(starts, group[0].start), bisect(starts, group[-1].start))
        yield _one(sorted((*group, *short[within]), key=lambda piece: piece.start))
        del short[within], starts[within]
    yield from (piece.item for piece in short)


def _piece(sleep: Sleep) -> Piece[Sleep]:
    start, end = instants(sleep)
    return Piece(sleep, start, end, sleep.began, sleep.woke, sleep.bed)


def instants(sleep: Sleep) -> tuple[datetime, datetime]:
    """Beginning and end of a sleep in UTC; without a zone the clock is taken for it."""
    tz = days.zone(sleep.zone) or UTC
    return (
        sleep.began.replace(tzinfo=tz).astimezone(UTC),
        sleep.woke.replace(tzinfo=tz).astimezone(UTC),
    )


def span_min(sleep: Sleep) -> int:
    """Minutes that really passed from its beginning to its end."""
    return days.minutes_between(*instants(sleep))


def told_in_its_zone(
    sleep: Sleep, in_bed_min: int | None, here: Here, contents: Contents
) -> Sleep:
    """A sleep with a zone where one is needed for its length: on nights of a clock change.

    Args:
        sleep: As it is told by the clock on the wall.
        in_bed_min: Minutes from its beginning to its end that the file counted.
        here: Where the person is.
        contents: Takes a remark.
    """
    if in_bed_min is None or here.zone is None:
        return sleep
    there = replace(sleep, zone=here.zone)
    by_wall, by_zone = (
        abs(span_min(replace(told, woke=told.up or told.woke)) - in_bed_min)
        for told in (sleep, there)
    )
    if by_zone >= by_wall:
        return sleep
    contents.remark(
        f"Nights on which the clocks changed were told in {here.zone}, as the file names no "
        "time zone."
    )
    return there


def length_min(sleep: Sleep) -> int:
    """Minutes asleep as the file counts them, else from falling asleep to waking."""
    if sleep.asleep_min is not None:
        return sleep.asleep_min
    return span_min(sleep) - (sleep.latency_min or 0)


def _apart(
    pieces: Iterable[Piece[Sleep]],
) -> tuple[list[Piece[Sleep]], list[Piece[Sleep]]]:
    """Pieces that do not overlap, and those that lie over a better one."""
    spine: list[Piece[Sleep]] = []
    rest: list[Piece[Sleep]] = []
    for piece in pieces:
        standing = spine[-1] if spine else None
        if standing is None or standing.end - piece.start <= _overlap_allowed(standing, piece):
            spine.append(piece)
        elif _worth(piece.item) >= _worth(standing.item):
            rest.append(spine.pop())
            spine.append(piece)
        else:
            rest.append(piece)
    return spine, rest


def _overlap_allowed(first: Piece[T], second: Piece[T]) -> timedelta:
    """A few minutes, where the second piece goes on after the first one."""
    return _TOUCHING if second.end - first.end > _TOUCHING else timedelta()


def _worth(sleep: Sleep) -> tuple[bool, int]:
    return sleep.kind is SleepKind.MAIN, length_min(sleep)


def _one(group: Sequence[Piece[Sleep]]) -> Sleep:
    """One sleep of the pieces of a night."""
    sleeps = [piece.item for piece in group]
    if len(sleeps) == 1:
        return sleeps[0]
    first, last = sleeps[0], max(group, key=lambda piece: piece.end).item
    rated = [sleep for sleep in sleeps if sleep.quality is not None]
    night = replace(
        first,
        began=_told_like(first.began, first, last),
        in_bed=first.in_bed and _told_like(first.in_bed, first, last),
        woke=last.woke,
        up=last.up,
        zone=last.zone,
        awakenings=len(sleeps) - 1 + sum(sleep.awakenings or 0 for sleep in sleeps),
        quality=max(rated, key=length_min).quality if rated else None,
        kind=max((sleep.kind for sleep in sleeps), key=lambda kind: kind is SleepKind.MAIN),
        staged=any(sleep.staged for sleep in sleeps),
        answers=_together(sleeps),
        notes=tuple(dict.fromkeys(note for sleep in sleeps for note in sleep.notes)),
    )
    length = sum(length_min(sleep) for sleep in sleeps)
    return replace(
        night, asleep_min=max(0, min(length, span_min(night) - (night.latency_min or 0)))
    )


def _told_like(moment: datetime, first: Sleep, last: Sleep) -> datetime:
    """A moment of the first piece on the clock of the last one's zone."""
    zone = days.zone(first.zone)
    if zone is None or first.zone == last.zone:
        return moment
    return clocks.wall(moment.replace(tzinfo=zone), last.zone)


def _together(sleeps: Iterable[Sleep]) -> dict[str, dict[str, object]]:
    answers: defaultdict[str, dict[str, object]] = defaultdict(dict)
    for sleep in sleeps:
        for part, known in sleep.answers.items():
            answers[part] |= known
    return dict(answers)
