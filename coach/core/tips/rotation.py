"""Which tip tonight: the plainest lever that can still be moved, and every subject its turn.

The choice is a pure function of the tips, the facts, what was shown before, the day and how
long it is to bed; a stable hash breaks ties, so the same evening always gives the same tip.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from coach.core.diary.records import ShownTip
from coach.core.tips.condition import reasons
from coach.core.tips.facts.table import Facts
from coach.core.tips.needs import PLAINEST, Need
from coach.core.tips.shelf import Shelf, Turn
from coach.core.tips.tip import Subject, Tip

_REASONS = 3

_ANY_DAY = "It suits any evening."
_EARLIER = "It was tonight's tip earlier today."
_FITS = "It fits what you answered."
_NOT_INSTEAD = "It does not take the place of seeing a doctor."
_NO_TREATMENT = (
    "Tips can help, but for lasting trouble they are not the treatment: "
    "ask a doctor about CBT-I."
)
_NO_TREATMENT_SEEN = "Tips can help, but for lasting trouble they are not the treatment."


class For(StrEnum):
    """What a tip is offered for."""

    TONIGHT = "tonight"
    TOMORROW = "tomorrow"


class Choice(msgspec.Struct, frozen=True):
    """A tip for an evening.

    Attributes:
        tip: The tip.
        offered_for: The coming night, or the next day: because it is about that, or because
            it should have begun by now.
        fits: Whether it answers to what is known of the day; else it suits any evening.
        because: The answers it fits, each a sentence with its figure; empty where it suits
            any evening.
        caution: What the tip cannot do, or empty.
        by_day: Whether it is for somebody who sleeps by day.
    """

    tip: Tip
    offered_for: For
    fits: bool
    because: tuple[str, ...]
    caution: str
    by_day: bool = False

    @property
    def heading(self) -> str:
        """What stands over it: for the coming sleep, or for tomorrow."""
        if self.offered_for is For.TOMORROW:
            return "For tomorrow"
        return "Before bed" if self.by_day else "For tonight"

    @property
    def why_now(self) -> str:
        """All of it in one piece."""
        told = self.because or (_ANY_DAY if self.tip.when is None else _EARLIER,)
        return " ".join((*told, self.caution)).rstrip()


def tonight(  # noqa: PLR0913 - what an evening's choice hangs on, each by its own name
    tips: Iterable[Tip],
    subjects: Iterable[Subject],
    known: Facts,
    shown: Sequence[ShownTip],
    day: date,
    *,
    to_bed_h: float | None = None,
    skip: frozenset[str] = frozenset(),
) -> Choice | None:
    """The tip of an evening.

    One already shown today stays, unless what was answered since calls for another: one
    that comes first, one beside a banner, the plainest lever, or one that fits where the
    first would suit any evening.

    Args:
        tips: All tips.
        subjects: What they are about, with the need of each.
        known: What is known on this evening, what the patterns say included.
        shown: What was shown before, and what was said of it, in any order.
        day: The coach's day.
        to_bed_h: Hours to bed, negative past it; None where that plays no part.
        skip: Ids to leave out this time.

    Returns:
        The choice, or None where every tip is hidden, skipped or does not fit.
    """
    needs = {subject.slug: subject.need for subject in subjects}
    shelf = Shelf.of(tuple(tips), needs, known, day, to_bed_h, shown)
    before = [showing for showing in shown if showing.shown_on != day]
    noted = {showing.tip for showing in shown if showing.shown_on == day}
    offered = shelf.without(skip)
    fresh = offered.after(before).best()
    staying = _todays(shelf, shown)
    chosen = fresh
    if staying is not None and staying in offered.tips:
        gives_way = (
            fresh is not None and fresh.id not in noted and _outranks(fresh, staying, shelf)
        )
        chosen = fresh if gives_way else staying
    elif noted:
        chosen = offered.best()
    return None if chosen is None else _choice(chosen, needs, shelf)


def last_shown(shown: Iterable[ShownTip], before: date) -> ShownTip | None:
    """The tip that was shown last before a day: the one to ask about, or None.

    Of several of one evening it is the one that stood there in the end.
    """
    earlier = [showing for showing in shown if showing.shown_on < before]
    latest = max((showing.shown_on for showing in earlier), default=None)
    return _last_noted([showing for showing in earlier if showing.shown_on == latest])


def _last_noted(noted: Sequence[ShownTip]) -> ShownTip | None:
    """Of the tips noted on one day the one noted last.

    A log of before, without moments, keeps them in the order in which they were noted.
    """

    def when(place: int) -> tuple[float, int]:
        moment = noted[place].recorded_at
        return (moment.timestamp() if moment else 0.0), place

    return noted[max(range(len(noted)), key=when)] if noted else None


def _todays(shelf: Shelf, shown: Sequence[ShownTip]) -> Tip | None:
    """Which of the tips noted today is tonight's.

    Marking a tip in the catalogue notes it as well, so one without a word said of it is
    likelier. Where the log keeps no moments, the day's choices are made again, each "another"
    after the one before, as far as they were noted.
    """
    noted = {showing.tip: showing for showing in shown if showing.shown_on == shelf.day}
    here = {tip.id: tip for tip in shelf.tips if tip.id in noted}
    silent = [noted[name] for name in here if noted[name].feedback is None]
    if silent and all(showing.recorded_at for showing in silent):
        last = _last_noted(silent)
        return here[last.tip] if last else None
    before = [showing for showing in shown if showing.shown_on != shelf.day]
    current: Tip | None = None
    for _ in noted:
        following = shelf.after(before).best()
        if following is None or following.id not in noted:
            break
        current = following
        before.append(noted[following.id])
    if current is not None:
        return current
    return min(
        here.values(),
        key=lambda tip: (noted[tip.id].feedback is not None, tip.id),
        default=None,
    )


def _outranks(fresh: Tip, staying: Tip, shelf: Shelf) -> bool:
    """Whether a tip may take the place of one that was shown earlier today."""
    ours, theirs = shelf.turn(fresh), shelf.turn(staying)
    if ours in (Turn.FIRST, Turn.DOCTOR) or theirs in (Turn.FIRST, Turn.DOCTOR):
        return ours > theirs
    need, other = shelf.step(fresh), shelf.step(staying)
    return fresh.fits(shelf.known) and (
        not staying.fits(shelf.known) or (need == PLAINEST and other < PLAINEST)
    )


def _choice(tip: Tip, needs: Mapping[str, Need], shelf: Shelf) -> Choice:
    known = shelf.known
    holding = tip.when.holding(known) if tip.when is not None else ()
    own = reasons(holding, known)
    weight = needs[tip.subject].weighed(known) if tip.subject in needs else None
    more = weight.because if weight is not None and holding else ()
    told = tuple(dict.fromkeys((*own, *more)))[:_REASONS]
    because = tuple(f"{words[:1].upper()}{words[1:]}." for words in told)
    if holding and not because:
        because = (_FITS,)
    late = tip.for_tomorrow or tip.too_late(shelf.to_bed_h)
    return Choice(
        tip=tip,
        offered_for=For.TOMORROW if late else For.TONIGHT,
        fits=bool(holding),
        because=because,
        caution=_caution(tip, known),
        by_day=bool(known.get("day_sleeper")),
    )


def _caution(tip: Tip, known: Facts) -> str:
    if tip.safety:
        return ""
    sentences = [_NOT_INSTEAD] if known.get("banner_asks") else []
    if known.get("R13"):
        sentences.append(_NO_TREATMENT_SEEN if known.get("doctor_may_wait") else _NO_TREATMENT)
    return " ".join(sentences)
