"""A comparison in words that say what goes with what, and never what causes what."""

from coach.core.history.links import FEWEST_NIGHTS, LOOK_BACK_DAYS, Association, Share, Verdict
from coach.core.words.lengths_and_dates import counted

LEAD = (
    f"Nights that movement disturbed in the last {LOOK_BACK_DAYS} days, after days with and "
    "without five things. What goes together need not be cause and effect: a hard week can "
    "bring both."
)
_FULL, _EMPTY = "█", "░"
_RAREST = 1000


def title(found: Association) -> str:
    """The thing, as a heading."""
    return f"{found.factor[:1].upper()}{found.factor[1:]}"


def bar(share: Share, width: int) -> str:
    """A share as a bar on a scale from none to all; dots where there are no nights."""
    if not share.nights:
        return "·" * width
    full = round(share.value * width)
    return _FULL * full + _EMPTY * (width - full)


def count_words(share: Share) -> str:
    """``12 of 20 nights disturbed, 60 %``."""
    if not share.nights:
        return "no answered night"
    nights = counted(share.nights, "night")
    return f"{share.disturbed:,} of {nights} disturbed, {100 * share.value:.0f} %"


def verdict_words(found: Association) -> str:
    """What the comparison comes to, with its uncertainty, in one or two sentences."""
    match found.verdict:
        case Verdict.TOO_FEW:
            return (
                f"Too few nights to compare: it takes {FEWEST_NIGHTS} answered on each side, "
                f"and there are {found.present.nights} with it and {found.absent.nights} "
                "without."
            )
        case Verdict.MORE:
            return (
                f"It goes with disturbed nights: {_interval(found)} of them. {_chance(found)}"
            )
        case Verdict.FEWER:
            return (
                f"It goes with calmer nights: {_interval(found)} disturbed. {_chance(found)} "
                "That is no reason to have more of it."
            )
        case Verdict.NO_TELLING:
            return f"No telling: the difference may be {_interval(found)}. {_chance(found)}"


def _interval(found: Association) -> str:
    """The interval for the difference, in points out of a hundred nights."""
    assert found.low is not None
    assert found.high is not None
    low, high = round(100 * found.low), round(100 * found.high)
    if low > 0:
        return f"{low} to {high} more in a hundred"
    if high < 0:
        return f"{-high} to {-low} fewer in a hundred"
    return f"anything from {-low} fewer to {high} more in a hundred"


def _chance(found: Association) -> str:
    assert found.chance is not None
    if found.chance > 0.5:
        return "Chance alone brings such a gap easily."
    rarity = round(1 / max(found.chance, 1 / (2 * _RAREST)))
    if rarity > _RAREST:
        return f"Chance alone would bring such a gap in fewer than 1 of {_RAREST:,} diaries."
    rare = found.verdict in (Verdict.MORE, Verdict.FEWER)
    said = f"Chance alone would bring such a gap in at most 1 of {rarity:,} diaries"
    return f"{said}." if rare else f"{said}, which is not rare enough to say more."
