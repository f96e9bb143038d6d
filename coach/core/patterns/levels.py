"""What the patterns say of one day to the rest of the program: levels and findings."""

import datetime as dt
from collections.abc import Mapping
from enum import IntEnum, StrEnum

import msgspec


# An integer, since levels are compared and the highest one is taken.
class Level(IntEnum):
    """How much a pattern matters; a banner is shown at SOON and NOW."""

    NONE = 0
    INFO = 1
    WATCH = 2
    SOON = 3
    NOW = 4

    @property
    def word(self) -> str:
        """The level as the log and the commands spell it."""
        return self.name.lower()


class GoneBy(StrEnum):
    """What lets a banner go: the rule's own answers, or a visit to a doctor and then those."""

    CALM = "calm"
    VISIT = "visit"


class Stage(StrEnum):
    """How far a banner has come; one that went within 14 days is told apart, as `Gone`."""

    NEW = "new"
    KNOWN = "known"
    SEEN = "seen"
    EASING = "easing"


class Finding(msgspec.Struct, frozen=True):
    """One rule that speaks on a day.

    Attributes:
        rule: The rule's number, such as ``R04``.
        title: What it is about in a few plain words; never the name of a disease.
        level: How much it matters.
        count: Days or nights that were counted.
        answered: Days in the window on which the question was answered.
        window_days: Length of the window, which ends on the day assessed.
        nights: The dates that were counted, oldest first.
        text: The sentence for the person, with what was counted and when.
        threshold: What has to be reached, in plain words.
        source: Where the threshold comes from.
        clears: What would clear it.
        emergency: Whether the text says to call the emergency number.
        learn: Name of the page that explains it.
        advice: What to do about it, in one or two sentences; may be empty below SOON.
    """

    rule: str
    title: str
    level: Level
    count: int
    answered: int
    window_days: int
    nights: tuple[dt.date, ...]
    text: str
    threshold: str
    source: str
    clears: str
    emergency: bool
    learn: str
    advice: str


class Assessment(msgspec.Struct, frozen=True):
    """What one day's answers say.

    Attributes:
        date: The day assessed.
        level: The highest level among the findings.
        findings: The most serious first, then by rule.
    """

    date: dt.date
    level: Level
    findings: tuple[Finding, ...]


class TimelineRow(msgspec.Struct, frozen=True):
    """One calendar day: what its answers say, and what the person saw.

    Attributes:
        date: The day, answered or not.
        level: What the answers up to that day say.
        shown: What was shown, after the rules for keeping and clearing.
        rules: The level of every rule that spoke that day.
    """

    date: dt.date
    level: Level
    shown: Level
    rules: Mapping[str, Level]
