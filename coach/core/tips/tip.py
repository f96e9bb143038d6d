"""Tips, what they are about, their sources, and the pages to learn from."""

import msgspec

from coach.core.diary.choices import GoalKind, Practice
from coach.core.tips.condition import TipCondition
from coach.core.tips.facts.table import Facts
from coach.core.tips.needs import Need

# Of these any tip may be tried that says so; of caffeine only the hour of the last cup.
TRIED_SUBJECTS = frozenset({"breathing", "relaxation", "worry", "light", "room"})
CAFFEINE = "caffeine"


class Subject(msgspec.Struct, frozen=True):
    """What a group of tips is about.

    Attributes:
        slug: The name of its file.
        title: How it reads.
        need: How much it weighs on somebody's nights.
    """

    slug: str
    title: str
    need: Need


class Source(msgspec.Struct, frozen=True):
    """Where a tip or a page has it from.

    Attributes:
        key: As tips name it.
        citation: Whole, for a reader.
        doi: Without the resolver's address, where it is sure.
    """

    key: str
    citation: str
    doi: str | None = None

    @property
    def words(self) -> str:
        """The citation with its DOI, as it stands on screen."""
        return self.citation if self.doi is None else f"{self.citation} doi:{self.doi}"


class Tip(msgspec.Struct, frozen=True):
    """One thing to do tonight or tomorrow morning.

    Attributes:
        id: Its name in the log.
        subject: The slug of its subject.
        do: What to do, a line or two.
        why: Why, one line.
        source: The key of its source.
        when: When it fits; None for any day.
        unless: When it must not be shown, whatever else fits.
        goal: The goal that it can become.
        wind_down: The guided wind-down that belongs to it.
        begins_h_before_bed: How many hours before bed it must begin; 0 where it is never too
            late for it.
        for_tomorrow: Whether it is about the next day rather than the coming night.
        safety: Whether it may stand first beside a banner.
        first: Whether it comes before all others on any evening that it fits.
        asks_for_doctor: Whether it asks for an appointment, or prepares one; then it is silent
            once a doctor was seen, and while all of it eases.
        trial: Whether it can be tried in an experiment, some evenings with and some without.
    """

    id: str
    subject: str
    do: str
    why: str
    source: str
    when: TipCondition | None = None
    unless: TipCondition | None = None
    goal: GoalKind | None = None
    wind_down: Practice | None = None
    begins_h_before_bed: float = 0
    for_tomorrow: bool = False
    safety: bool = False
    first: bool = False
    asks_for_doctor: bool = False
    trial: bool = False

    def barred(self, known: Facts) -> bool:
        """Whether the facts forbid the tip."""
        if self.asks_for_doctor and known.get("doctor_may_wait"):
            return True
        return self.unless is not None and self.unless.holds(known)

    def fits(self, known: Facts) -> bool:
        """Whether the tip answers to the facts; one for any day answers to none."""
        return self.when is not None and self.when.holds(known) and not self.barred(known)

    def too_late(self, to_bed_h: float | None) -> bool:
        """Whether it should have begun by now, so many hours before bed."""
        begins = self.begins_h_before_bed
        return begins > 0 and to_bed_h is not None and to_bed_h < begins


def may_be_tried(subject: str, goal: GoalKind | None) -> bool:
    """Whether a tip of that subject and goal may ever be tried in an experiment."""
    is_hour = subject == CAFFEINE and goal is GoalKind.LAST_CAFFEINE_BY
    return is_hour or subject in TRIED_SUBJECTS


class Section(msgspec.Struct, frozen=True):
    """One heading of a page, its paragraphs, and the keys of their sources."""

    heading: str
    paragraphs: tuple[str, ...]
    sources: tuple[str, ...]


class LearnPage(msgspec.Struct, frozen=True):
    """One page to learn from; ``order`` is its place among the others."""

    slug: str
    title: str
    order: int
    sections: tuple[Section, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of all sources, each once, in the order they are first named."""
        return tuple(dict.fromkeys(key for part in self.sections for key in part.sources))
