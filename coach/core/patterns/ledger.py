"""Every day's row, and every banner there has been."""

from collections.abc import Sequence
from datetime import date, timedelta

from coach.core.diary.records import DoctorVisit, Entry, Profile
from coach.core.patterns.fold import Fold, folded_to
from coach.core.patterns.levels import Level, TimelineRow
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.standing import PastBanner
from coach.core.patterns.track import Ended


def timeline(
    entries: Sequence[Entry],
    visits: Sequence[DoctorVisit],
    profile: Profile | None,
    first: date,
    last: date,
) -> tuple[TimelineRow, ...]:
    """One row for every calendar day from ``first`` to ``last``, answered or not.

    What is shown folds from the first entry on, whatever ``first`` is.
    """
    # Before the first entry there is nothing to fold; those days are calm by definition.
    fold = Fold(entries, visits, profile, last)
    rows = [
        TimelineRow(first + timedelta(days=ahead), Level.NONE, Level.NONE, {})
        for ahead in range((fold.history.first - first).days)
    ]
    for day, level, shown in fold.run():
        if day >= first:
            rules = {
                track.rule: track.level
                for track in fold.tracks
                if track.level is not Level.NONE
            }
            rows.append(TimelineRow(day, level, shown, rules))
    return tuple(rows)


def ledger(
    entries: Sequence[Entry],
    visits: Sequence[DoctorVisit],
    profile: Profile | None,
    day: date,
) -> tuple[PastBanner, ...]:
    """Every banner of every rule up to a day, past or standing, the earliest first."""
    return ledger_of(folded_to(entries, visits, profile, day))


def ledger_of(fold: Fold) -> tuple[PastBanner, ...]:
    """The ledger of a fold that has run."""
    banners = [
        _banner(fold, past.rule, past.level, past.began, past.step, past) for past in fold.past
    ]
    banners += [
        _banner(fold, track.rule, track.highest, track.banner_began, track.banner_step, None)
        for track in fold.tracks
        if track.shown >= Level.SOON
    ]
    return tuple(sorted(banners, key=lambda banner: (banner.began, banner.rule)))


def _banner(
    fold: Fold, rule: str, level: Level, began: int, step: int, ended: Ended | None
) -> PastBanner:
    seen = ended.seen if ended else 0
    counted = fold.finding_of(rule, step, began)
    return PastBanner(
        rule=rule,
        title=_TITLES[rule],
        level=level,
        began=date.fromordinal(began),
        ended=None if ended is None else date.fromordinal(ended.ended),
        text=counted.text,
        nights=counted.nights,
        window_days=counted.window_days,
        by=None if ended is None else ended.by,
        seen_on=date.fromordinal(seen) if seen else None,
    )


_TITLES = {rule.id: rule.title for rule in RULES}
