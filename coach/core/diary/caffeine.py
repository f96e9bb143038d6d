"""Caffeine: what drinks hold, what is left at bedtime, the latest time for another cup.

One-compartment decay without absorption: a dose not yet absorbed counts as left. Half-life
and amounts are averages of people who differ widely, so the result is an estimate of
amount, not of effect, and is shown to the nearest 5 mg. Sources: Institute of Medicine
2001; Knutti 1981; Gardiner 2023; Mayo Clinic and EFSA 2015 for the amounts.
"""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from coach.core.diary.records import Profile

LOW_MG = 35.0
LIKELY_MG = 75.0
# A cup this weak (decaf, cocoa) neither keeps anyone awake nor counts as the last one.
COUNTS_FROM_MG = 10
DAY_LIMIT_MG = 400
DAY_LIMIT_PREGNANT_MG = 200

_USUAL_HALF_LIFE_H = 5.0
_HALF_LIFE_BY_TRIMESTER_H = {1: 6.0, 2: 8.0, 3: 11.0}
# After six days even a 16-hour half-life leaves less than a five-hundredth.
LOOK_BACK = timedelta(days=6)


class KnownDrink(msgspec.Struct, frozen=True):
    """A usual drink: its name, about how much caffeine it holds, and who says so."""

    name: str
    mg: int
    amount: str
    source: str


KINDS: tuple[KnownDrink, ...] = (
    KnownDrink("coffee", 96, "brewed, 240 ml", "Mayo Clinic"),
    KnownDrink("espresso", 63, "30 ml", "Mayo Clinic"),
    KnownDrink("double espresso", 126, "60 ml", "Mayo Clinic, twice 30 ml"),
    KnownDrink("instant coffee", 62, "240 ml", "Mayo Clinic"),
    KnownDrink("decaf", 2, "240 ml", "Mayo Clinic"),
    KnownDrink("black tea", 48, "240 ml", "Mayo Clinic"),
    KnownDrink("green tea", 29, "240 ml", "Mayo Clinic"),
    KnownDrink("iced tea", 26, "bottled, 240 ml", "Mayo Clinic"),
    KnownDrink("cola", 40, "355 ml", "EFSA 2015"),
    KnownDrink("energy drink", 80, "250 ml", "EFSA 2015"),
    KnownDrink("energy shot", 200, "60 ml", "Mayo Clinic"),
    KnownDrink("dark chocolate", 25, "50 g", "EFSA 2015"),
    KnownDrink("milk chocolate", 10, "50 g", "EFSA 2015"),
    KnownDrink("pre-workout", 218, "one serving", "Gardiner 2023"),
    KnownDrink("large coffee-shop coffee", 330, "470 ml", "Mayo Clinic"),
    KnownDrink(
        "painkiller with caffeine", 50, "one tablet, see the label", "labels, 30 to 65 mg"
    ),
)
ALCOHOLIC: tuple[str, ...] = ("beer", "wine", "spirits", "cocktail", "cider")

_ALIASES = {"tea": "black tea", "energy": "energy drink", "instant": "instant coffee"}


class Dose(msgspec.Struct, frozen=True):
    """Milligrams of caffeine at an instant."""

    at: datetime
    mg: float


def kind(name: str) -> KnownDrink | None:
    """The usual drink of that name, case and spaces forgiven, or None."""
    folded = " ".join(name.casefold().split())
    folded = _ALIASES.get(folded, folded)
    return next((known for known in KINDS if known.name == folded), None)


def half_life_h(profile: Profile | None) -> float:
    """Hours in which half of the caffeine is gone, between 2 and 16.

    The trimester's figure stands in place of the profile's own; then come the factors:
    0.6 for daily smoking, 2 on combined oral contraceptives.
    """
    if profile is None:
        return _USUAL_HALF_LIFE_H
    hours = float(profile.caffeine_half_life_h or _USUAL_HALF_LIFE_H)
    if profile.pregnant_trimester is not None:
        hours = _HALF_LIFE_BY_TRIMESTER_H[profile.pregnant_trimester]
    if profile.smokes:
        hours *= 0.6
    if profile.oral_contraceptive:
        hours *= 2
    return min(16.0, max(2.0, hours))


def day_limit_mg(profile: Profile | None) -> int:
    """Milligrams a day that are of no concern by themselves; fewer in a pregnancy."""
    pregnant = profile is not None and profile.pregnant_trimester is not None
    return DAY_LIMIT_PREGNANT_MG if pregnant else DAY_LIMIT_MG


def left(doses: Iterable[Dose], at: datetime, half_life: float) -> float:
    """Milligrams left of the doses taken up to a moment."""
    ages = ((dose.mg, (at - dose.at).total_seconds() / 3600) for dose in doses)
    return math.fsum(decayed(mg, age, half_life) for mg, age in ages if age >= 0)


def decayed(mg: float, hours: float, half_life: float) -> float:
    """Milligrams left of one dose after some hours."""
    return mg * math.pow(0.5, hours / half_life)


def latest_cup(
    mg: float, bed: datetime, taken: Iterable[Dose], half_life: float
) -> datetime | None:
    """The latest moment for another drink that leaves no more than 35 mg at bedtime.

    Returns:
        The moment, or None where what was taken already leaves that much.
    """
    allowance = LOW_MG - left(taken, bed, half_life)
    if allowance <= 0:
        return None
    if mg <= allowance:
        return bed
    return bed - timedelta(hours=half_life * math.log2(mg / allowance))


def nearest_5(mg: float) -> int:
    """Milligrams to the nearest 5, as estimates are shown."""
    return 5 * round(mg / 5)
