"""Which tip tonight: what fits today before what fits any day, and every subject its turn.

The choice is a pure function of the tips, the facts, what was shown before and the day; a
stable hash breaks ties, so the same evening always gives the same tip.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.tips.facts.table import FACTS, Facts
from coach.core.tips.tip import Comparison, Tip

# A tip comes again on the eleventh day at the earliest.
REST_DAYS = 10
APPOINTMENT = "safety-take-the-page"

_INSOMNIA = "R13"
# What helped counts as having rested this many times longer, and so returns more often.
_HELPED_FACTOR = 3
_LONG_AGO = 10_000
# A tip never shown has rested about two months, or what helped would wait for all others.
_NEVER_SHOWN = 60

_ANY_DAY = "It suits any evening."
_EARLIER = "It was tonight's tip earlier today."
_FITS = "It fits what you answered."
_NOT_INSTEAD = "It does not take the place of seeing a doctor."
_NO_TREATMENT = (
    "Tips can help, but for lasting trouble they are not the treatment: "
    "ask a doctor about CBT-I."
)


class Choice(msgspec.Struct, frozen=True):
    """A tip for tonight.

    Attributes:
        tip: The tip.
        fits: Whether it answers to what is known of the day; else it suits any evening.
        why_now: Which answer it fits, in a plain sentence, and what the tip cannot do.
    """

    tip: Tip
    fits: bool
    why_now: str


class _Shelf(msgspec.Struct, frozen=True):
    """The tips on offer on one evening, and how long each has rested."""

    tips: tuple[Tip, ...]
    facts: Facts
    day: date
    subject_of: dict[str, str]
    last: dict[str, date]
    last_of_subject: dict[str, date]
    helped: frozenset[str]

    @classmethod
    def of(
        cls, tips: tuple[Tip, ...], facts: Facts, shown: Sequence[ShownTip], day: date
    ) -> "_Shelf":
        """Tips that nothing forbids and nobody hid."""
        away = hidden(shown)
        verdicts = _verdicts(shown)
        shelf = cls(
            tips=tuple(tip for tip in tips if tip.id not in away and not tip.barred(facts)),
            facts=facts,
            day=day,
            subject_of={tip.id: tip.subject for tip in tips},
            last={},
            last_of_subject={},
            helped=frozenset(tip for tip in verdicts if verdicts[tip] is Feedback.HELPED),
        )
        return shelf.after(shown)

    def after(self, shown: Sequence[ShownTip]) -> "_Shelf":
        """The same tips after these were shown, and no others."""
        last: dict[str, date] = {}
        subjects: dict[str, date] = {}
        for showing in shown:
            last[showing.tip] = max(showing.shown_on, last.get(showing.tip, showing.shown_on))
            subject = self.subject_of.get(showing.tip)
            if subject is not None:
                subjects[subject] = max(
                    showing.shown_on, subjects.get(subject, showing.shown_on)
                )
        return msgspec.structs.replace(self, last=last, last_of_subject=subjects)

    def without(self, skip: frozenset[str]) -> "_Shelf":
        """The shelf with some tips left out."""
        return msgspec.structs.replace(
            self, tips=tuple(tip for tip in self.tips if tip.id not in skip)
        )

    def rest(self, tip: Tip) -> int:
        """Days since the tip was last shown."""
        seen = self.last.get(tip.id)
        return _NEVER_SHOWN if seen is None else (self.day - seen).days

    def subject_rest(self, subject: str) -> int:
        """Days since any tip of the subject was last shown."""
        seen = self.last_of_subject.get(subject)
        return _LONG_AGO if seen is None else (self.day - seen).days


def tonight(  # noqa: PLR0913 - what an evening's choice hangs on, each by its own name
    tips: Iterable[Tip],
    facts: Facts,
    shown: Sequence[ShownTip],
    day: date,
    *,
    banner: bool,
    rules: frozenset[str],
    skip: frozenset[str] = frozenset(),
) -> Choice | None:
    """The tip of an evening.

    One already shown today stays, unless it must give way to a banner, to a tip that comes
    first, or, being one for any day, to one that fits what was answered since.

    Args:
        tips: All tips.
        facts: What is known on this evening.
        shown: What was shown before, and what was said of it, in any order.
        day: The coach's day.
        banner: Whether a banner is up; then safety and the appointment come first.
        rules: The ids of the rules at watch or above.
        skip: Ids to leave out this time.

    Returns:
        The choice, or None where every tip is hidden, skipped or does not fit.
    """
    shelf = _Shelf.of(tuple(tips), facts.beside(rules, banner=banner), shown, day)
    offered = shelf.without(skip)
    chosen, staying = _choose(offered, banner), _todays(shelf, shown, banner)
    if staying is not None and staying in offered.tips:
        gives_way = (
            chosen is not None
            and shelf.rest(chosen) > REST_DAYS
            and _rank(chosen, shelf, banner) > _rank(staying, shelf, banner)
        )
        chosen = chosen if gives_way else staying
    return None if chosen is None else _choice(chosen, shelf.facts, banner, rules)


def hidden(shown: Iterable[ShownTip]) -> frozenset[str]:
    """The ids of which the person said last that they are not for them."""
    verdicts = _verdicts(shown)
    return frozenset(tip for tip, verdict in verdicts.items() if verdict is Feedback.NOT_FOR_ME)


def _verdicts(shown: Iterable[ShownTip]) -> dict[str, Feedback]:
    """What was last said of each tip; showing it again without a word changes nothing."""
    verdicts = [
        (showing.shown_on, showing.tip, showing.feedback)
        for showing in shown
        if showing.feedback
    ]
    # Two verdicts of one day come from two machines; "not for me" is the one to respect.
    verdicts.sort(key=lambda row: (row[0], row[2] is Feedback.NOT_FOR_ME, row[2]))
    return {tip: feedback for _, tip, feedback in verdicts}


def _todays(shelf: _Shelf, shown: Sequence[ShownTip], banner: bool) -> Tip | None:
    """Which of the tips noted today is tonight's.

    The log keeps no time of day, and marking a tip in the catalogue notes it as well. So the
    day's choices are made again, each "another" after the one before, as far as they were
    noted; where the answers have changed since, one without a word said of it is likelier.
    """
    noted = {showing.tip: showing for showing in shown if showing.shown_on == shelf.day}
    before = [showing for showing in shown if showing.shown_on != shelf.day]
    current: Tip | None = None
    for _ in noted:
        following = _choose(shelf.after(before), banner)
        if following is None or following.id not in noted:
            break
        current = following
        before.append(noted[following.id])
    if current is not None:
        return current
    here = [tip for tip in shelf.tips if tip.id in noted]
    return min(here, key=lambda tip: (noted[tip.id].feedback is not None, tip.id), default=None)


def _rank(tip: Tip, shelf: _Shelf, banner: bool) -> int:
    """What may take the place of a tip that was shown earlier today."""
    fits = tip.fits(shelf.facts)
    if tip.first and fits:
        return 3
    return 2 if banner and tip.safety else int(fits)


def _choose(shelf: _Shelf, banner: bool) -> Tip | None:
    fitting = [tip for tip in shelf.tips if tip.when is None or tip.fits(shelf.facts)]
    rested = [tip for tip in fitting if shelf.rest(tip) > REST_DAYS]
    tiers = (
        [tip for tip in rested if tip.first and tip.when is not None],
        [tip for tip in rested if tip.safety and banner],
        [tip for tip in rested if tip.when is not None],
        rested,
    )
    for tier in tiers:
        if tier:
            return _next_of(tier, shelf)
    # Nothing else fits: the one that has rested longest comes back early.
    return max(
        fitting, key=lambda tip: (shelf.rest(tip), _hash(shelf.day, tip.id)), default=None
    )


def _next_of(tier: Sequence[Tip], shelf: _Shelf) -> Tip:
    """The appointment if it is there, else the next tip of the subject whose turn it is."""
    for tip in tier:
        if tip.id == APPOINTMENT:
            return tip
    helped = {tip.subject for tip in tier if tip.id in shelf.helped}

    def turn(subject: str) -> tuple[int, bytes]:
        rest = shelf.subject_rest(subject) * (_HELPED_FACTOR if subject in helped else 1)
        return rest, _hash(shelf.day, subject)

    def readiness(tip: Tip) -> tuple[int, bytes]:
        rest = shelf.rest(tip) * (_HELPED_FACTOR if tip.id in shelf.helped else 1)
        return rest, _hash(shelf.day, tip.id)

    subject = max({tip.subject for tip in tier}, key=turn)
    return max((tip for tip in tier if tip.subject == subject), key=readiness)


def _hash(day: date, name: str) -> bytes:
    """A stable shuffle: another order every day, the same one for everybody on that day."""
    return hashlib.blake2b(f"{day.isoformat()} {name}".encode(), digest_size=8).digest()


def _choice(tip: Tip, facts: Facts, banner: bool, rules: frozenset[str]) -> Choice:
    holding = tip.when.holding(facts) if tip.when is not None else ()
    sentences = [_reason(tip, holding, facts)]
    if banner and not tip.safety:
        sentences.append(_NOT_INSTEAD)
    if _INSOMNIA in rules and not tip.safety:
        sentences.append(_NO_TREATMENT)
    return Choice(tip, bool(holding), " ".join(sentences))


def _reason(tip: Tip, holding: Sequence[Comparison], facts: Facts) -> str:
    if not holding:
        return _ANY_DAY if tip.when is None else _EARLIER
    known = ((FACTS[comparison.fact], facts.get(comparison.fact)) for comparison in holding)
    sentences = [fact.said(value) for fact, value in known if value is not None]
    reasons = list(dict.fromkeys(words for words in sentences if words))[:2]
    return f"Tonight because {' and '.join(reasons)}." if reasons else _FITS
