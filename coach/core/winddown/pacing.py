"""Wind-downs in time: which phase of a breath, or line of a script, it is at second t.

Everything is worked out from the seconds gone by, never by adding frames up, so a slow
terminal shows fewer frames but is never behind. Paces and lengths: Tsai 2015 (in 4, out 6),
Balban 2023 (cyclic sighing, box), Vierra 2022 (4-7-8, thin evidence), Cochrane 2022 (music).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum


class BreathName(StrEnum):
    """The breathing patterns on offer."""

    LONG_OUT = "long_out"
    SIGH = "cyclic_sighing"
    BOX = "box"
    FOUR_SEVEN_EIGHT = "4-7-8"


@dataclass(frozen=True, slots=True)
class Phase:
    """One part of a breath.

    Attributes:
        word: What to do, as it stands on screen.
        seconds: How long it lasts.
        start: How full the lungs are when it begins, 0 to 1.
        end: How full they are when it ends.
    """

    word: str
    seconds: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Breath:
    """A breathing pattern: phases that repeat.

    Attributes:
        name: Stable name, as the settings keep it.
        title: Its name on screen.
        phases: What repeats, in order.
        minutes: The length it starts with.
        caution: Who had better leave it, and when to stop.
    """

    name: BreathName
    title: str
    phases: tuple[Phase, ...]
    minutes: int
    caution: str

    @property
    def seconds(self) -> int:
        """How long one whole breath lasts."""
        return sum(phase.seconds for phase in self.phases)

    @property
    def holds(self) -> bool:
        """Whether the breath is held in it."""
        return any(phase.start == phase.end for phase in self.phases)


_LIGHT_HEADED = "Through the nose, no effort. Stop if you feel light-headed."
_NO_HOLD = (
    "Not in pregnancy, nor with lung or heart disease, because of the hold. "
    "Stop if you feel light-headed."
)

BREATHS: tuple[Breath, ...] = (
    Breath(
        BreathName.LONG_OUT,
        "in 4, out 6",
        (Phase("in", 4, 0.0, 1.0), Phase("out", 6, 1.0, 0.0)),
        5,
        _LIGHT_HEADED,
    ),
    Breath(
        BreathName.SIGH,
        "cyclic sighing",
        (
            Phase("in", 3, 0.0, 0.75),
            Phase("in again", 1, 0.75, 1.0),
            Phase("long sigh out", 6, 1.0, 0.0),
        ),
        5,
        "Two breaths in, one long sigh out. Stop if you feel light-headed.",
    ),
    Breath(
        BreathName.BOX,
        "box 4-4-4-4",
        (
            Phase("in", 4, 0.0, 1.0),
            Phase("hold", 4, 1.0, 1.0),
            Phase("out", 4, 1.0, 0.0),
            Phase("rest", 4, 0.0, 0.0),
        ),
        5,
        _NO_HOLD,
    ),
    Breath(
        BreathName.FOUR_SEVEN_EIGHT,
        "4-7-8",
        (
            Phase("in", 4, 0.0, 1.0),
            Phase("hold", 7, 1.0, 1.0),
            Phase("out", 8, 1.0, 0.0),
        ),
        1,  # four rounds; three to six are usual
        _NO_HOLD,
    ),
)


def breath(name: str | None) -> Breath:
    """The pattern of that name; the first, in 4 and out 6, for a name nobody knows."""
    return next((known for known in BREATHS if known.name == name), BREATHS[0])


@dataclass(frozen=True, slots=True)
class BreathPlace:
    """Where in a breath somebody is.

    Attributes:
        round: Whole breaths done before this one.
        phase: The part that runs.
        count: The second of that part, counted from 1 the way one counts along.
        fill: How full the lungs are, 0 to 1.
    """

    round: int
    phase: Phase
    count: int
    fill: float


def place_in_breath(pattern: Breath, t: float) -> BreathPlace:
    """Which phase of a breath it is, ``t`` seconds (0 or more) after the first began.

    The fill follows half a cosine, so that the turn between in and out is soft.
    """
    rounds, into = divmod(t, pattern.seconds)
    phase = pattern.phases[0]
    for phase in pattern.phases:
        if into < phase.seconds:
            break
        into -= phase.seconds
    eased = (1 - math.cos(math.pi * into / phase.seconds)) / 2
    fill = phase.start + (phase.end - phase.start) * eased
    return BreathPlace(int(rounds), phase, int(into) + 1, fill)


def whole_breaths(pattern: Breath, seconds: float) -> int:
    """Seconds until the first breath that ends at or after that length is out.

    Nobody is stopped in the middle of a breath.
    """
    return math.ceil(seconds / pattern.seconds) * pattern.seconds


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script.

    Attributes:
        text: What to do.
        seconds: How long it stands at the script's own length.
        fixed: Whether it lasts as long at any length (a muscle is tensed for five seconds,
            not for seven because the whole is longer).
    """

    text: str
    seconds: int
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A script under way: its lines from one on, laid over the seconds that are left.

    A new length stretches only what is still to come, so nothing jumps back.

    Attributes:
        lines: All lines of the script, in order.
        length: Seconds from the very start to the end.
        first: The line that was up when the length was last set.
        since: When, in seconds from the start, that line came up.
    """

    lines: tuple[Line, ...]
    length: float
    first: int = 0
    since: float = 0.0

    def starts(self) -> tuple[float, ...]:
        """When each line from `first` on comes up, in seconds from the start.

        Where the fixed lines alone take longer than there is, all shrink alike.
        """
        ahead = self.lines[self.first :]
        fixed = sum(line.seconds for line in ahead if line.fixed)
        loose = sum(line.seconds for line in ahead if not line.fixed)
        left = max(0.0, self.length - self.since)
        if loose and left > fixed:
            scale_fixed, scale_loose = 1.0, (left - fixed) / loose
        else:
            scale_fixed = scale_loose = left / ((fixed + loose) or 1)
        starts: list[float] = []
        moment = self.since
        for line in ahead:
            starts.append(moment)
            moment += line.seconds * (scale_fixed if line.fixed else scale_loose)
        return tuple(starts)

    def index_at(self, t: float) -> int:
        """Which line stands at second ``t``; the last one from the end on."""
        passed = sum(1 for start in self.starts()[1:] if start <= t)
        return self.first + passed

    def with_length(self, length: float, t: float) -> ScriptRun:
        """The same run with another length, chosen at second ``t``."""
        index = self.index_at(t)
        since = self.starts()[index - self.first]
        return replace(self, length=length, first=index, since=since)


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """Seconds gone by, without the pauses.

    Attributes:
        banked: Seconds counted before the last pause.
        running_since: The clock's reading when it last began to run; None while paused.
    """

    banked: float = 0.0
    running_since: float | None = None

    def elapsed(self, clock: float) -> float:
        """Seconds counted when the (monotonic) clock reads ``clock``."""
        if self.running_since is None:
            return self.banked
        return self.banked + max(0.0, clock - self.running_since)

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self.running_since is None

    def paused_at(self, clock: float) -> Stopwatch:
        """Stopped, with what was counted kept."""
        return Stopwatch(self.elapsed(clock), None)

    def resumed_at(self, clock: float) -> Stopwatch:
        """Running again from where it stood."""
        return self if self.running_since is not None else Stopwatch(self.banked, clock)


def full_minutes(elapsed: float) -> int:
    """Whole minutes done; less than one is none."""
    return int(elapsed // 60)


def time_left(seconds: float) -> str:
    """What is left in calm words; no seconds run down in front of somebody who rests."""
    if seconds < 60:
        return "under a minute left"
    return f"{math.ceil(seconds / 60)} min left"
