"""What the patterns say to the rest of the program: where the person stands, and how far on."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from coach.core.patterns.levels import Finding, GoneBy, Level, Stage


class Before(msgspec.Struct, frozen=True):
    """How it was when a rule rose: the days that counted and those answered, of how many."""

    flagged: int
    answered: int
    days: int


class RuleStage(msgspec.Struct, frozen=True):
    """How far the banner of one rule has come.

    Attributes:
        rule: The rule's number.
        shown: The level shown.
        began: The day on which it last reached SOON or NOW from below.
        rose: The day on which its shown level last rose.
        stage: How far it has come.
        seen_on: The first visit to a doctor that counts for it, or None.
        calm_days: Answered days in a row, up to today, on which there was nothing of it.
        calm_since: The first of them.
        before: How it was when it rose.
        needs_visit: Only a visit lets it go, and none that counts is noted.
        eases_on: The first day on which it would go if every day from tomorrow on were
            answered with nothing to report; None where that is far, or the stage too early.
        answers_to_go: Days until then.
        eases_by: What would let it go then.
        unit: What is counted: night, evening or day.
        happened: What is said of such days, as in "9 of 21 were disturbed".
        still_there: Four weeks after the visit it still comes as often.
        missing: How many of the last 14 days, since it rose, have no answer for it.
    """

    rule: str
    shown: Level
    began: dt.date
    rose: dt.date
    stage: Stage
    seen_on: dt.date | None
    calm_days: int
    calm_since: dt.date | None
    before: Before
    needs_visit: bool
    eases_on: dt.date | None
    answers_to_go: int | None
    eases_by: GoneBy | None
    unit: str
    happened: str
    still_there: bool
    missing: int

    @property
    def asks(self) -> bool:
        """Whether it asks for a doctor: none has seen it, and it does not ease."""
        return self.stage in {Stage.NEW, Stage.KNOWN}


class Gone(msgspec.Struct, frozen=True):
    """A banner that went within the last 14 days.

    Attributes:
        rule: The rule's number.
        began: Its first day.
        gone: The first day without it.
        by: What let it go.
        title: What it was about.
        seen_on: The visit to a doctor after which it went, or None.
    """

    rule: str
    began: dt.date
    gone: dt.date
    by: GoneBy
    title: str
    seen_on: dt.date | None


class Nights(msgspec.Struct, frozen=True):
    """Disturbed nights of a run of answered ones.

    Attributes:
        flagged: How many were disturbed.
        answered: How many there are.
        first: The first of them.
        last: The last of them.
    """

    flagged: int
    answered: int
    first: dt.date
    last: dt.date


class GoodNews(msgspec.Struct, frozen=True):
    """Nights that are clearly calmer than those before, told without a cause."""

    before: Nights
    now: Nights


class Held(msgspec.Struct, frozen=True):
    """A rule still shown although the day's answers no longer say so.

    Attributes:
        rule: The rule's number.
        title: What it is about.
        level: The level shown.
        since: The day on which it last rose.
        text: What was counted then.
        threshold: What had to be reached, in plain words.
        nights: The dates that were counted, oldest first.
        source: Where the threshold comes from.
        clears: What would clear it.
        learn: Name of the page that explains it.
        stage: How far its banner has come; None where it is a watch.
    """

    rule: str
    title: str
    level: Level
    since: dt.date
    text: str
    threshold: str
    nights: tuple[dt.date, ...]
    source: str
    clears: str
    learn: str
    stage: RuleStage | None


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
        stage: The least advanced stage of the rules shown at its level.
        stages: One of each of its rules, in the same order.
        line: All of it in one line, for when it is folded.
    """

    title: str
    summary: str
    text: str
    level: Level
    since: dt.date
    rules: Mapping[str, Level]
    emergency: bool
    stage: Stage
    stages: tuple[RuleStage, ...]
    line: str


class Raised(msgspec.Struct, frozen=True):
    """A rule shown at SOON or NOW, as far as its acknowledgement is concerned.

    Attributes:
        rule: The rule's number.
        level: The level shown.
        since: The day on which its shown level last rose.
        red_flag: The latest single event that calls for a doctor, or None.
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
        past: Banners that went within the last 14 days, the latest first.
        good_news: Nights clearly calmer than before, or None.
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
    past: tuple[Gone, ...]
    good_news: GoodNews | None

    @property
    def asks(self) -> bool:
        """Whether something asks for a doctor whom nobody has seen about it."""
        banner = self.banner
        return banner is not None and (
            banner.emergency or any(stage.asks for stage in banner.stages)
        )

    @property
    def gone_today(self) -> tuple[Gone, ...]:
        """The banners that ended on this very day."""
        return tuple(past for past in self.past if past.gone == self.date)


class PastBanner(msgspec.Struct, frozen=True):
    """A banner of one rule, past or present.

    Attributes:
        rule: The rule's number.
        title: What it was about.
        level: The highest level it reached.
        began: The first day at SOON or NOW.
        ended: The first day on which it was gone, or None while it stands.
        text: What had been counted when it began.
        nights: The dates that were counted then, oldest first.
        window_days: Length of the window that was counted over; it ends on ``began``.
        by: What let it go, or None while it stands.
        seen_on: The visit to a doctor after which it went, or None.
    """

    rule: str
    title: str
    level: Level
    began: dt.date
    ended: dt.date | None
    text: str
    nights: tuple[dt.date, ...]
    window_days: int
    by: GoneBy | None
    seen_on: dt.date | None


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
