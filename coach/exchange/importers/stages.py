"""Stages of sleep: from falling asleep to the final awakening, and the times awake between."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coach.exchange.importers import clocks
from coach.exchange.importers.contents import Sleep

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Stage:
    """A time of one kind; ``asleep`` is None where the file does not know."""

    start: datetime
    end: datetime
    asleep: bool | None


def staged(sleep: Sleep, start: datetime, end: datetime, stages: Iterable[Stage]) -> Sleep:
    """A sleep with what its stages tell; as it is where none of them is one of sleep.

    What no stage covers is taken for what the sleep as a whole is.

    Args:
        sleep: The whole of it, told in its zone, or without one in the offset of its end.
        start: The instant at which it begins.
        end: The instant at which it ends, with that offset.
        stages: Its stages, in any order; what lies outside of it does not count.
    """
    within = list(_apart(start, end, stages))
    asleep = [stage for stage in within if stage.asleep]
    if not asleep:
        return sleep
    onset, woke = asleep[0].start, asleep[-1].end
    awake = [stage for stage in within if stage.asleep is False and onset <= stage.start < woke]
    between = sum((stage.end - stage.start for stage in awake), timedelta())
    runs = [
        stage
        for before, stage in zip([None, *awake], awake, strict=False)
        if before is None or before.end != stage.start
    ]
    return replace(
        sleep,
        woke=clocks.wall(woke.astimezone(end.tzinfo), sleep.zone),
        up=sleep.woke if woke < end else sleep.up,
        latency_min=(onset - start) // _MINUTE,
        asleep_min=(woke - onset - between) // _MINUTE,
        awakenings=len(runs),
        staged=True,
    )


def _apart(start: datetime, end: datetime, stages: Iterable[Stage]) -> Iterable[Stage]:
    """The stages within a sleep by time, none over another one."""
    reached = start
    for stage in sorted(stages, key=lambda stage: (stage.start, stage.end)):
        begins, ends = max(stage.start, reached), min(stage.end, end)
        if begins < ends:
            yield Stage(begins, ends, stage.asleep)
            reached = ends
