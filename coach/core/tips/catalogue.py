"""The tips as a catalogue: by subject, by what was said of them, by words that are sought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.tips.facts.table import Facts
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


def said(shown: Iterable[ShownTip]) -> dict[str, ShownTip]:
    """What was last said of each tip, by its id; showing it without a word says nothing."""
    judged = (showing for showing in shown if showing.feedback is not None)
    return {
        showing.tip: showing for showing in sorted(judged, key=lambda showing: showing.shown_on)
    }


def showings(shown: Iterable[ShownTip]) -> tuple[ShownTip, ...]:
    """What was shown when, the latest first."""
    return tuple(
        sorted(shown, key=lambda showing: (showing.shown_on, showing.tip), reverse=True)
    )


def last_showing(tip: str, shown: Iterable[ShownTip]) -> ShownTip | None:
    """When a tip was shown last, which is what is answered; None where it never was."""
    of_tip = [showing for showing in shown if showing.tip == tip]
    return max(of_tip, key=lambda showing: showing.shown_on, default=None)


def in_view(tip: str, shown: Iterable[ShownTip], view: View) -> bool:
    """Whether a tip belongs to a view; one that helped was tried as well."""
    last = said(shown).get(tip)
    verdict = last.feedback if last else None
    hidden = verdict is Feedback.NOT_FOR_ME
    if view is View.HIDDEN:
        return hidden
    if view is View.SHOWN:
        return last_showing(tip, shown) is not None
    if view is View.HELPED:
        return verdict is Feedback.HELPED
    if view is View.TRIED:
        return verdict in {Feedback.TRIED, Feedback.HELPED}
    return not hidden


def matches(tip: Tip, subject: str, words: str) -> bool:
    """Whether every word sought stands in the tip, its reason or its subject."""
    text = f"{tip.do} {tip.why} {subject}".casefold()
    return all(word in text for word in words.casefold().split())


def counts(tips: Sequence[Tip], shown: Sequence[ShownTip]) -> dict[View, int]:
    """How many tips each view holds."""
    return {view: sum(in_view(tip.id, shown, view) for tip in tips) for view in View}


def by_subject(
    tips: Sequence[Tip],
    subjects: Iterable[Subject],
    shown: Sequence[ShownTip],
    view: View = View.ALL,
    words: str = "",
) -> tuple[Group, ...]:
    """The tips of a view that match, under their subjects; empty subjects are left out."""
    groups = (
        Group(
            subject.title,
            tuple(
                tip
                for tip in tips
                if tip.subject == subject.slug
                and in_view(tip.id, shown, view)
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
    return tuple(
        tip
        for tip in tips
        if tip.safety and tip.fits(known) and in_view(tip.id, shown, View.ALL)
    )
