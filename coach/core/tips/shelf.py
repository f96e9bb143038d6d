"""The tips on offer on one evening: how long each has rested, and whose turn it is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum

import msgspec

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.tips.facts.table import Facts
from coach.core.tips.needs import Need
from coach.core.tips.tip import Tip

try:
    # The same; but hashlib loads OpenSSL, which every evening would wait for.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

# A tip comes again on the eleventh day at the earliest; beside a banner one of safety on the
# fifteenth.
REST_DAYS, SAFETY_REST_DAYS = 10, 14

# A subject that had its turn on one of the last two evenings weighs less; on both, or today
# already, it lets the others by.
_TURN_EVENINGS, _HAD_ITS_TURN = 2, 1.5
# What fits without being much of a lever, and what only suits any evening.
_A_LITTLE, _ANY_EVENING = 0.5, 1.5
_TOO_LATE, _HELPED_BEFORE = 1.0, 0.5
# What helped counts as having rested this many times longer, and so returns more often.
_HELPED_FACTOR = 3
# A tip never shown has rested about two months, or what helped would wait for all others.
_NEVER_SHOWN = 60
# So many days without a turn weigh as much as a step of need, three steps at most; more
# where the tip only suits any evening.
_DAYS_A_STEP, _DAYS_A_STEP_UNFIT, _MOST_STEPS = 10, 15, 3


class Turn(IntEnum):
    """Why a tip may come tonight, the weightiest last."""

    NONE = 0
    FITS = 1
    DOCTOR = 2
    FIRST = 3


class Shelf(msgspec.Struct, frozen=True):
    """The tips on offer on one evening.

    Attributes:
        tips: Those that nothing forbids and nobody hid.
        needs: The need of each subject.
        known: What is known on the evening.
        day: The coach's day.
        to_bed_h: Hours to bed, or None where that plays no part.
        subject_of: The subject of every tip there is.
        last: The day on which each tip was last shown.
        turns: On how many of the last two evenings each subject was shown; today's own
            showing counts as both.
        last_of_subject: The day on which each subject was last shown.
        began: The day on which a tip was first shown to this person.
        helped: The tips of which was last said that they helped.
    """

    tips: tuple[Tip, ...]
    needs: Mapping[str, Need]
    known: Facts
    day: date
    to_bed_h: float | None
    subject_of: dict[str, str]
    last: dict[str, date]
    turns: dict[str, int]
    last_of_subject: dict[str, date]
    began: date
    helped: frozenset[str]

    @classmethod
    def of(
        cls,
        tips: tuple[Tip, ...],
        needs: Mapping[str, Need],
        known: Facts,
        day: date,
        to_bed_h: float | None,
        shown: Sequence[ShownTip],
    ) -> "Shelf":
        """Tips that nothing forbids and nobody hid."""
        judged = said(shown)
        away = _of_verdict(judged, Feedback.NOT_FOR_ME)
        shelf = cls(
            tips=tuple(tip for tip in tips if tip.id not in away and not tip.barred(known)),
            needs=needs,
            known=known,
            day=day,
            to_bed_h=to_bed_h,
            subject_of={tip.id: tip.subject for tip in tips},
            last={},
            turns={},
            last_of_subject={},
            began=day,
            helped=_of_verdict(judged, Feedback.HELPED),
        )
        return shelf.after(shown)

    def after(self, shown: Sequence[ShownTip]) -> "Shelf":
        """The same tips after these were shown, and no others."""
        last: dict[str, date] = {}
        evenings: set[date] = set()
        for showing in shown:
            if showing.shown_on > last.get(showing.tip, date.min):
                last[showing.tip] = showing.shown_on
            if showing.tip in self.subject_of:
                evenings.add(showing.shown_on)
        last_of_subject: dict[str, date] = {}
        for tip, subject in self.subject_of.items():
            if tip in last:
                last_of_subject[subject] = max(
                    last[tip], last_of_subject.get(subject, date.min)
                )
        before = sorted(evening for evening in evenings if evening < self.day)[-_TURN_EVENINGS:]
        counted = [*before, *([self.day] * _TURN_EVENINGS if self.day in evenings else [])]
        of_these = {
            (showing.shown_on, self.subject_of[showing.tip])
            for showing in shown
            if showing.shown_on in counted and showing.tip in self.subject_of
        }
        return msgspec.structs.replace(
            self,
            last=last,
            turns=Counter(
                subject
                for evening in counted
                for shown_on, subject in of_these
                if shown_on == evening
            ),
            last_of_subject=last_of_subject,
            began=min((self.day, *evenings)),
        )

    def without(self, skip: frozenset[str]) -> "Shelf":
        """The shelf with some tips left out."""
        return msgspec.structs.replace(
            self, tips=tuple(tip for tip in self.tips if tip.id not in skip)
        )

    def best(self) -> Tip | None:
        """The tip whose turn it is; None where none fits."""
        fitting = [tip for tip in self.tips if tip.when is None or tip.when.holds(self.known)]
        rested = [tip for tip in fitting if self._has_rested(tip)]
        for tier in (
            [tip for tip in rested if self.turn(tip) is Turn.FIRST],
            [tip for tip in rested if self.turn(tip) is Turn.DOCTOR and self._doctors_turn],
            rested,
        ):
            if tier:
                return self._best_of(tier)
        # Nothing else fits: the one that has rested longest comes back early.
        return max(fitting, key=lambda tip: (self.rest(tip), self._hash(tip.id)), default=None)

    def turn(self, tip: Tip) -> Turn:
        """Why a tip may come tonight."""
        if not tip.fits(self.known):
            return Turn.NONE
        if tip.first:
            return Turn.FIRST
        return Turn.DOCTOR if tip.safety and self.known.get("banner_asks") else Turn.FITS

    def step(self, tip: Tip) -> int:
        """The need of a tip's subject, 0 to 3."""
        need = self.needs.get(tip.subject)
        return 0 if need is None else need.weighed(self.known).step

    def rest(self, tip: Tip) -> int:
        """Days since the tip was last shown."""
        seen = self.last.get(tip.id)
        return _NEVER_SHOWN if seen is None else (self.day - seen).days

    @property
    def _doctors_turn(self) -> bool:
        """New advice has every evening; later it lets a lever by on every other one."""
        if self.known.get("banner_new"):
            return True
        safety = (tip.id for tip in self.tips if tip.safety)
        return all((self.day - self.last.get(name, date.min)).days != 1 for name in safety)

    def _has_rested(self, tip: Tip) -> bool:
        beside_banner = tip.safety and self.known.get("banner")
        return self.rest(tip) > (SAFETY_REST_DAYS if beside_banner else REST_DAYS)

    def _best_of(self, tier: Sequence[Tip]) -> Tip:
        """The readiest tip of the subject that weighs most."""
        by_subject: dict[str, list[Tip]] = {}
        for tip in tier:
            by_subject.setdefault(tip.subject, []).append(tip)
        readiest = [min(tips, key=self._readiness) for tips in by_subject.values()]
        return max(readiest, key=self._weight)

    def _readiness(self, tip: Tip) -> tuple[bool, bool, int]:
        """What fits, can still be begun and rested longest comes first, else file order."""
        rest = self.rest(tip) * (_HELPED_FACTOR if tip.id in self.helped else 1)
        return not tip.fits(self.known), tip.too_late(self.to_bed_h), -rest

    def _weight(self, tip: Tip) -> tuple[bool, float, int, bytes]:
        """What a subject weighs tonight, by its readiest tip."""
        step, turns = float(self.step(tip)), self.turns.get(tip.subject, 0)
        if tip.fits(self.known):
            weight, days_a_step = max(step, _A_LITTLE), _DAYS_A_STEP
        else:
            weight, days_a_step = max(step - _ANY_EVENING, 0), _DAYS_A_STEP_UNFIT
        if turns:
            weight -= _HAD_ITS_TURN
        if tip.too_late(self.to_bed_h):
            weight -= _TOO_LATE
        if any(self.subject_of.get(name) == tip.subject for name in self.helped):
            weight += _HELPED_BEFORE
        rest = (self.day - self.last_of_subject.get(tip.subject, self.began)).days
        weight += min(rest / days_a_step, _MOST_STEPS)
        return turns < _TURN_EVENINGS, weight, rest, self._hash(tip.subject)

    def _hash(self, name: str) -> bytes:
        """A stable shuffle: another order every day, the same for everybody on that day."""
        return blake2b(f"{self.day.isoformat()} {name}".encode(), digest_size=8).digest()


def hidden(shown: Iterable[ShownTip]) -> frozenset[str]:
    """The ids of which the person said last that they are not for them."""
    return _of_verdict(said(shown), Feedback.NOT_FOR_ME)


def said(shown: Iterable[ShownTip]) -> dict[str, ShownTip]:
    """What was last said of each tip, by its id; showing it without a word says nothing."""
    last: dict[str, ShownTip] = {}
    for showing in shown:
        if showing.feedback is not None:
            before = last.get(showing.tip)
            if before is None or _said_later(showing) >= _said_later(before):
                last[showing.tip] = showing
    return last


def _said_later(showing: ShownTip) -> tuple[date, bool, str]:
    # Two verdicts of one day come from two machines; "not for me" is the one to respect.
    verdict = showing.feedback
    return showing.shown_on, verdict is Feedback.NOT_FOR_ME, verdict or ""


def _of_verdict(said: Mapping[str, ShownTip], verdict: Feedback) -> frozenset[str]:
    return frozenset(tip for tip, showing in said.items() if showing.feedback is verdict)
