"""What the patterns say to the rest of the program: levels, findings, banners."""

import datetime as dt
from collections.abc import Mapping
from enum import IntEnum

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


class Held(msgspec.Struct, frozen=True):
    """A rule still shown although the day's answers no longer say so.

    Attributes:
        rule: The rule's number.
        title: What it is about.
        level: The level shown.
        since: The day on which it last rose.
        text: What was counted then.
        clears: What would clear it.
        learn: Name of the page that explains it.
    """

    rule: str
    title: str
    level: Level
    since: dt.date
    text: str
    clears: str
    learn: str


class Banner(msgspec.Struct, frozen=True):
    """The banner on top of every screen.

    Attributes:
        title: ``SEEK MEDICAL ASSISTANCE`` and how soon.
        summary: What weighs most, in one sentence.
        text: All of it: what was counted, when to talk to a doctor, and that this is not a
            diagnosis; the emergency line comes first.
        level: SOON or NOW.
        since: The day on which the banner of its leading rule began.
        rules: Every rule shown at SOON or NOW, with its level, the leading one first.
        emergency: Whether today's answers call for the emergency number.
    """

    title: str
    summary: str
    text: str
    level: Level
    since: dt.date
    rules: Mapping[str, Level]
    emergency: bool


class Raised(msgspec.Struct, frozen=True):
    """A rule shown at SOON or NOW, as far as its acknowledgement is concerned.

    Attributes:
        rule: The rule's number.
        level: The level shown.
        since: The day on which its shown level last rose.
        red_flag: Its latest red flag, or None.
        qualified: The latest day whose answers reached SOON or NOW.
    """

    rule: str
    level: Level
    since: dt.date
    red_flag: dt.date | None
    qualified: dt.date


class Standing(msgspec.Struct, frozen=True):
    """Where the person stands on a day.

    Attributes:
        date: The day.
        level: What that day's answers say.
        shown: What the person sees.
        findings: The day's findings.
        held: Rules kept from earlier days, the most serious first.
        banner: The banner, or None.
        last_answered: The latest answered day up to this one.
        silence: A sentence where nothing was answered for 14 days, else None.
        raised: Every rule shown at SOON or NOW, the leading one first.
    """

    date: dt.date
    level: Level
    shown: Level
    findings: tuple[Finding, ...]
    held: tuple[Held, ...]
    banner: Banner | None
    last_answered: dt.date | None
    silence: str | None
    raised: tuple[Raised, ...]


class PastBanner(msgspec.Struct, frozen=True):
    """A banner of one rule, past or present.

    Attributes:
        rule: The rule's number.
        title: What it was about.
        level: The highest level it reached.
        began: The first day at SOON or NOW.
        ended: The first day on which it was gone, or None while it stands.
        text: What had been counted when it began.
    """

    rule: str
    title: str
    level: Level
    began: dt.date
    ended: dt.date | None
    text: str


class Acknowledgement(msgspec.Struct, frozen=True):
    """The person has read the banner of a rule; it folds to one line.

    Attributes:
        rule: The rule's number.
        level: The level that was read.
        date: The day on which it was read.
    """

    rule: str
    level: Level
    date: dt.date
