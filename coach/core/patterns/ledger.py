"""Every day's row, and every banner there has been."""

from collections.abc import Sequence
from datetime import date, timedelta

from coach.core.diary.records import DoctorVisit, Entry, Profile
from coach.core.patterns.fold import Fold, folded_to
from coach.core.patterns.levels import Level, PastBanner, TimelineRow
from coach.core.patterns.rules.table import RULES


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
    fold = Fold(entries, visits, profile, last)
    rows = [
        TimelineRow(first + timedelta(days=ahead), Level.NONE, Level.NONE, {})
        for ahead in range((fold.history.first - first).days)
    ]
    for day, level, shown in fold.run():
        if day >= first:
            said = {
                track.rule: track.level
                for track in fold.tracks
                if track.level is not Level.NONE
            }
            rows.append(TimelineRow(day, level, shown, said))
    return tuple(rows)


def ledger(
    entries: Sequence[Entry],
    visits: Sequence[DoctorVisit],
    profile: Profile | None,
    day: date,
) -> tuple[PastBanner, ...]:
    """Every banner of every rule up to a day, past or standing, the earliest first."""
    return ledger_of(folded_to(entries, visits, profile, day))


def ended_banners(fold: Fold, told: Sequence[PastBanner] = ()) -> tuple[PastBanner, ...]:
    """The banners that have ended, in the order in which they did.

    Args:
        fold: A fold that has run.
        told: The first of them, if they were told before.
    """
    rest = fold.past[len(told) :]
    found = [_banner(fold, past.rule, past.level, past.began, past.ended) for past in rest]
    return (*told, *found)


def ledger_of(fold: Fold, told: Sequence[PastBanner] = ()) -> tuple[PastBanner, ...]:
    """The ledger of a fold that has run; ``told`` as in `ended_banners`."""
    found = list(ended_banners(fold, told))
    found += [
        _banner(fold, track.rule, track.highest, track.banner_began, None)
        for track in fold.tracks
        if track.shown >= Level.SOON
    ]
    return tuple(sorted(found, key=lambda each: (each.began, each.rule)))


def _banner(fold: Fold, rule: str, level: Level, began: int, ended: int | None) -> PastBanner:
    said = fold.finding_on(rule, began)
    return PastBanner(
        rule=rule,
        title=_TITLES[rule],
        level=level,
        began=date.fromordinal(began),
        ended=None if ended is None else date.fromordinal(ended),
        text="" if said is None else said.text,
    )


_TITLES = {rule.id: rule.title for rule in RULES}
