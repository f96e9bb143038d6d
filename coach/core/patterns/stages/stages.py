"""How far each banner has come: new, known, seen by a doctor, easing, or gone of late.

A pure function of the log, the visits and the day, like all that is shown.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from coach.core.patterns.criteria.counted import is_share
from coach.core.patterns.criteria.easing import Trouble
from coach.core.patterns.facts import Fact
from coach.core.patterns.fold import AFTER_VISIT_DAYS, Fold
from coach.core.patterns.levels import Level, Stage
from coach.core.patterns.rules.rule import Rule
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.standing import Before, Gone, RuleStage
from coach.core.patterns.track import Ended, Track

NEW_UNTIL_ANSWERS = 3
EASING_ANSWERS, EASING_WITHIN_DAYS = 7, 21
STILL_THERE_AFTER_DAYS, STILL_THERE_SHARE = 28, Fraction(3, 7)
PAST_DAYS = 14
AHEAD_DAYS = 84

_ORDER = tuple(Stage)


class _Told(msgspec.Struct, frozen=True):
    """What one trouble of a rule tells.

    Attributes:
        trouble: Which.
        calm_days: Answered days in a row, up to today, without it.
        calm_since: The first of them.
        before: How it was when the rule rose.
        is_easing: Whether it was there before and has been calm for long enough.
    """

    trouble: Trouble
    calm_days: int
    calm_since: date | None
    before: Before
    is_easing: bool


def stages(fold: Fold) -> tuple[RuleStage, ...]:
    """The stage of every rule that holds a banner, in the order of the table.

    Args:
        fold: A fold that has run to its end.
    """
    held = [
        _stage(fold, rule, track)
        for rule, track in zip(RULES, fold.tracks, strict=True)
        if track.shown >= Level.SOON
    ]
    ways = _ways_out(fold, {stage.rule for stage in held if stage.stage in _GOING})
    return tuple(
        msgspec.structs.replace(
            stage,
            eases_on=date.fromordinal(ended.ended),
            answers_to_go=ended.ended - fold.today.toordinal(),
            eases_by=ended.by,
        )
        if (ended := ways.get(stage.rule)) is not None
        else stage
        for stage in held
    )


def least_advanced(stages: Sequence[RuleStage]) -> Stage:
    """The stage of a banner: the least advanced of the rules at its level."""
    level = max(stage.shown for stage in stages)
    return min((stage.stage for stage in stages if stage.shown == level), key=_ORDER.index)


def gone_lately(fold: Fold) -> tuple[Gone, ...]:
    """The last going of every rule that is not held now, if it was within 14 days."""
    held = {track.rule for track in fold.tracks if track.shown >= Level.SOON}
    latest = {ended.rule: ended for ended in fold.past if ended.rule not in held}
    since = fold.today - timedelta(days=PAST_DAYS - 1)
    gone = [
        Gone(
            rule=ended.rule,
            began=date.fromordinal(ended.began),
            gone=date.fromordinal(ended.ended),
            by=ended.by,
            title=_TITLES[ended.rule],
            seen_on=date.fromordinal(ended.seen) if ended.seen else None,
        )
        for ended in latest.values()
        if ended.ended >= since.toordinal()
    ]
    return tuple(sorted(gone, key=lambda past: (-past.gone.toordinal(), past.rule)))


def _stage(fold: Fold, rule: Rule, track: Track) -> RuleStage:
    seen = fold.seen_on(rule, track)
    may_ease = fold.may_ease(rule, track)
    can_go = track.level < Level.SOON and (may_ease or seen is not None)
    told = _speaking(fold, rule, track, can_go=can_go)
    answered = fold.history.all_bits((Fact.ANSWERED,), fold.place)
    days_since = fold.today.toordinal() - track.rose
    if can_go and told.is_easing:
        stage = Stage.EASING
    elif seen is not None:
        stage = Stage.SEEN
    elif _last(answered, days_since).bit_count() < NEW_UNTIL_ANSWERS:
        stage = Stage.NEW
    else:
        stage = Stage.KNOWN
    waited = min(AFTER_VISIT_DAYS, days_since)
    asked = _last(fold.history.all_bits(rule.asked, fold.place), waited)
    return RuleStage(
        rule=rule.id,
        shown=track.shown,
        began=date.fromordinal(track.banner_began),
        rose=date.fromordinal(track.rose),
        stage=stage,
        seen_on=seen,
        calm_days=told.calm_days,
        calm_since=told.calm_since,
        before=told.before,
        needs_visit=not may_ease and seen is None,
        eases_on=None,
        answers_to_go=None,
        eases_by=None,
        unit=told.trouble.unit,
        happened=told.trouble.happened,
        still_there=_is_still_there(fold, told.trouble, seen),
        missing=waited - asked.bit_count(),
    )


def _speaking(fold: Fold, rule: Rule, track: Track, *, can_go: bool) -> _Told:
    """What the trouble tells by which a rule speaks: one that eases, else the calmer one."""
    told = [
        _told(fold, trouble, track, rule.before_days)
        for trouble in rule.troubles(fold.history.profile)
    ]
    # The sort is stable: of two alike the first of the row speaks.
    return max(told, key=lambda told: (can_go and told.is_easing, told.calm_days))


def _told(fold: Fold, trouble: Trouble, track: Track, before_days: int) -> _Told:
    flagged, answered = trouble.days(fold.history, fold.place)
    # The bits below the latest flagged day are the calm run.
    run = answered & ((flagged & -flagged) - 1) if flagged else answered
    since = None
    if run:
        since = fold.today - timedelta(days=run.bit_length() - 1)
    ago = fold.today.toordinal() - track.rose
    before = Before(
        _last(flagged >> ago, before_days).bit_count(),
        _last(answered >> ago, before_days).bit_count(),
        before_days,
    )
    lately = _last(run, EASING_WITHIN_DAYS).bit_count()
    is_easing = before.flagged > 0 and lately >= EASING_ANSWERS
    return _Told(trouble, run.bit_count(), since, before, is_easing)


def _is_still_there(fold: Fold, trouble: Trouble, seen: date | None) -> bool:
    days = 0 if seen is None else (fold.today - seen).days
    if days < STILL_THERE_AFTER_DAYS:
        return False
    flagged, answered = trouble.days(fold.history, fold.place)
    after = _last(answered, days).bit_count()
    return after > 0 and is_share(_last(flagged, days).bit_count(), after, STILL_THERE_SHARE)


def _ways_out(fold: Fold, rules: set[str]) -> Mapping[str, Ended]:
    """How rules would go if there were nothing to report from tomorrow on."""
    ways: dict[str, Ended] = {}
    if not rules:
        return ways
    ahead = fold.ahead(AHEAD_DAYS)
    for _ in ahead.run():
        for ended in ahead.past:
            ways.setdefault(ended.rule, ended)
        if rules <= ways.keys():
            break
    return {rule: ended for rule, ended in ways.items() if rule in rules}


def _last(bits: int, days: int) -> int:
    return bits & ((1 << max(0, days)) - 1)


_GOING = frozenset({Stage.SEEN, Stage.EASING})
_TITLES = {rule.id: rule.title for rule in RULES}
