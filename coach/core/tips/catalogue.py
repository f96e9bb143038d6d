"""The tips as a catalogue: by subject, by what was said of them, by words that are sought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.tips.facts.table import Facts
from coach.core.tips.shelf import said
from coach.core.tips.tip import Subject, Tip


class View(StrEnum):
    """Which tips the catalogue shows."""

    ALL = "all"
    SHOWN = "shown"
    TRIED = "tried"
    HELPED = "helped"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Group:
    """Tips under one heading."""

    title: str
    tips: tuple[Tip, ...]


def showings(shown: Iterable[ShownTip]) -> tuple[ShownTip, ...]:
    """What was shown when, the latest first."""
    return tuple(
        sorted(shown, key=lambda showing: (showing.shown_on, showing.tip), reverse=True)
    )


def last_showing(tip: str, shown: Iterable[ShownTip]) -> ShownTip | None:
    """When a tip was shown last, which is what is answered; None where it never was."""
    of_tip = [showing for showing in shown if showing.tip == tip]
    return max(of_tip, key=lambda showing: showing.shown_on, default=None)


def of_views(tips: Iterable[Tip], shown: Sequence[ShownTip]) -> dict[View, frozenset[str]]:
    """The ids of the tips that each view holds; one that helped was tried as well."""
    verdicts = {tip: showing.feedback for tip, showing in said(shown).items()}
    every = frozenset(tip.id for tip in tips)

    def judged(*verdict: Feedback) -> frozenset[str]:
        return frozenset(tip for tip in every if verdicts.get(tip) in verdict)

    hidden = judged(Feedback.NOT_FOR_ME)
    return {
        View.ALL: every - hidden,
        View.SHOWN: every & {showing.tip for showing in shown},
        View.TRIED: judged(Feedback.TRIED, Feedback.HELPED),
        View.HELPED: judged(Feedback.HELPED),
        View.HIDDEN: hidden,
    }


def matches(tip: Tip, subject: str, words: str) -> bool:
    """Whether every word sought stands in the tip, its reason or its subject."""
    text = f"{tip.do} {tip.why} {subject}".casefold()
    return all(word in text for word in words.casefold().split())


def counts(tips: Sequence[Tip], shown: Sequence[ShownTip]) -> dict[View, int]:
    """How many tips each view holds."""
    return {view: len(ids) for view, ids in of_views(tips, shown).items()}


def by_subject(
    tips: Sequence[Tip],
    subjects: Iterable[Subject],
    shown: Sequence[ShownTip],
    view: View = View.ALL,
    words: str = "",
) -> tuple[Group, ...]:
    """The tips of a view that match, under their subjects; empty subjects are left out."""
    ids = of_views(tips, shown)[view]
    groups = (
        Group(
            subject.title,
            tuple(
                tip
                for tip in tips
                if tip.subject == subject.slug
                and tip.id in ids
                and matches(tip, subject.title, words)
            ),
        )
        for subject in subjects
    )
    return tuple(group for group in groups if group.tips)


def beside_the_banner(
    tips: Iterable[Tip], known: Facts, shown: Sequence[ShownTip]
) -> tuple[Tip, ...]:
    """The safety tips that fit, which come first while a banner asks for a doctor."""
    safety = [tip for tip in tips if tip.safety and tip.fits(known)]
    ids = of_views(safety, shown)[View.ALL]
    return tuple(tip for tip in safety if tip.id in ids)
