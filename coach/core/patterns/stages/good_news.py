"""Whether the nights are clearly calmer than those before; told without a cause.

The numbers are those of a one-sided hypergeometric test at 2.5 %, and at most half as many
disturbed nights: whoever has not changed is seldom told of a change.
"""

from datetime import timedelta

from coach.core.patterns.facts import Fact
from coach.core.patterns.fold import Fold
from coach.core.patterns.levels import Level
from coach.core.patterns.rules.table import RULES
from coach.core.patterns.standing import GoodNews, Nights

BLOCK = 28
TOLD_FOR = 6
# Of 28 nights before so many disturbed, of the 28 nights now at most so many.
AT_MOST_NOW = {6: 0, 7: 0, 8: 1, 9: 2, 10: 2, 11: 3, 12: 4, 13: 5, 14: 6, 15: 6, 16: 7} | {
    17: 8, 18: 9, 19: 9, 20: 10, 21: 10, 22: 11, 23: 11, 24: 12, 25: 12, 26: 13, 27: 13, 28: 14
}  # fmt: skip


def good_news(fold: Fold) -> GoodNews | None:
    """What there is to be told on the day folded last, or None.

    It is looked for at the 56th, 84th, 112th answered night and so on, and told for that and
    the next 6 answered nights; never beside a banner, nor while disturbed nights are watched.
    """
    if any(track.shown >= Level.SOON for track in fold.tracks):
        return None
    disturbed_rule = next(
        track for rule, track in zip(RULES, fold.tracks, strict=True) if rule.id == _RULE
    )
    if disturbed_rule.shown >= Level.WATCH:
        return None
    answered = fold.history.all_bits((Fact.MOVEMENT_ANSWERED,), fold.place)
    count = answered.bit_count()
    since = count % BLOCK
    if count < 2 * BLOCK or since > TOLD_FOR:
        return None
    nights = [ago for ago in range(answered.bit_length()) if answered >> ago & 1]
    flagged = fold.history.all_bits((Fact.DISTURBED,), fold.place)
    now = _nights(fold, nights[since : since + BLOCK], flagged)
    before = _nights(fold, nights[since + BLOCK : since + 2 * BLOCK], flagged)
    most = AT_MOST_NOW.get(before.flagged)
    return None if most is None or now.flagged > most else GoodNews(before, now)


def _nights(fold: Fold, ago: list[int], flagged: int) -> Nights:
    """Nights given by how many days ago they were, the latest first."""
    return Nights(
        flagged=sum(flagged >> days & 1 for days in ago),
        answered=len(ago),
        first=fold.today - timedelta(days=ago[-1]),
        last=fold.today - timedelta(days=ago[0]),
    )


_RULE = "R04"
