"""When a banner may go: by the answers, or by a visit and the answers after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coach.core.diary.records import DoctorVisit
from tests.core.patterns.plain.facts import ONE_OFF_SIGNS_OF_R03, SIGNS_OF_R09, Facts
from tests.core.patterns.plain.rules import NONE, NOW, SOON, is_crowded, level

# What a rule counts, for its stages and for the way by a visit.
COUNTED: dict[str, tuple[str, ...]] = {
    "R01": ("jerk",),
    "R02": ("twitch",),
    "R03": ("r03",),
    "R04": ("disturbed",),
    "R06": ("kick", "poor"),
    "R07": ("urge",),
    "R08": ("acted_out",),
    "R09": ("r09",),
    "R10": ("loud", "tired"),
    "R11": ("drowsy",),
    "R12": ("weak",),
    "R13": ("bad",),
    "R15": ("new_trouble",),
    "R16": ("spine",),
    "R18": ("crowded",),
}
# Where "could not be observed" is an answer too, once a doctor was seen.
ASKED = {
    "R01": "awake",
    "R02": "awake",
    "R04": "starts_or_kick",
    "R06": "kick",
    "R07": "urge",
    "R08": "dream",
    "R10": "breath",
}
# What asks for a visit of its own each time it happens.
ONE_OFF: dict[str, tuple[str, ...]] = {
    "R03": tuple(sorted(ONE_OFF_SIGNS_OF_R03)),
    "R08": ("hurt",),
    "R09": tuple(sorted(SIGNS_OF_R09)),
    "R11": ("driving",),
    "R12": ("fall",),
    "R15": ("toxic_after_start",),
    "R16": ("bladder_bowel_or_saddle_change",),
}


@dataclass(frozen=True)
class Held:
    """How a rule is shown.

    Attributes:
        shown: Its level on screen.
        rose: The day this level last rose.
        began: The day it last reached soon or now from below.
        watched: The day it last rose from below watch.
    """

    shown: int = NONE
    rose: int = 0
    began: int = 0
    watched: int = 0


def counted(facts: Facts, name: str, day: int) -> bool | None:
    """A fact that a rule counts, on one day."""
    if name != "crowded":
        return facts.fact(name, day)
    if is_crowded(facts, day):
        return True
    return False if facts.fact("answered", day) else None


def below_soon(facts: Facts, rule: str, day: int, length: int) -> bool:
    """Whether the rule says less than soon on each day of a window, answered or not."""
    return all(level(facts, rule, d) < SOON for d in range(day - length + 1, day + 1))


def first_window(facts: Facts, fact: str, day: int, windows: Sequence[int], least: int) -> int:
    """The first window that holds enough answers; 0 where none does."""
    fitting = (n for n in windows if facts.answered(fact, day, n) >= least)
    return next(fitting, 0)


def is_calm(
    facts: Facts, fact: str, day: int, sevenths: int = 1, most_in_a_week: int = 1
) -> bool:
    """CALM, or with other figures what R06 and R10 ask of poor and tired days."""
    window = first_window(facts, fact, day, (28, 35, 42), 16)
    flagged, answered = facts.count(fact, day, window), facts.answered(fact, day, window)
    return (
        facts.fact(fact, day) is False
        and facts.count(fact, day, 7) <= most_in_a_week
        and window > 0
        and 7 * flagged <= sevenths * answered
    )


def is_slow(facts: Facts, rule: str, fact: str, day: int) -> bool:
    """SLOW."""
    answered = facts.answered(fact, day, 56)
    return (
        facts.fact(fact, day) is False
        and facts.count(fact, day, 7) <= 2
        and answered >= 28
        and 4 * facts.count(fact, day, 56) <= answered
        and below_soon(facts, rule, day, 42)
    )


def is_gone(facts: Facts, fact: str, day: int) -> bool:
    """GONE."""
    window = first_window(facts, fact, day, (56, 70, 84), 28)
    return facts.fact(fact, day) is False and window > 0 and not facts.count(fact, day, window)


def has_calm_window(facts: Facts, fact: str, day: int) -> bool:
    """CALM's window with none at all; it alone, so the day itself may be unanswered."""
    window = first_window(facts, fact, day, (28, 35, 42), 16)
    return window > 0 and not facts.count(fact, day, window)


def eases(facts: Facts, rule: str, day: int) -> bool:
    """Whether the answers of a rule are calm enough to let it go without a visit."""

    def calm_or_slow(fact: str) -> bool:
        return is_calm(facts, fact, day) or is_slow(facts, rule, fact, day)

    def mostly_rested(fact: str) -> bool:
        return is_calm(facts, fact, day, sevenths=2, most_in_a_week=7)

    ways: dict[str, Callable[[], bool]] = {
        "R01": lambda: has_calm_window(facts, "jerk", day),
        "R02": lambda: _twitch_is_rare(facts, day),
        "R04": lambda: calm_or_slow("disturbed"),
        "R06": lambda: calm_or_slow("kick") or mostly_rested("poor"),
        "R07": lambda: is_calm(facts, "urge", day),
        "R08": lambda: is_gone(facts, "acted_out", day),
        "R10": lambda: (
            (calm_or_slow("loud") or mostly_rested("tired"))
            and (not facts.count("pause", day, 84) or is_gone(facts, "pause", day))
        ),
        "R11": lambda: calm_or_slow("sleepy") and not facts.count("dozed", day, 28),
        "R12": lambda: is_gone(facts, "weak", day),
        "R13": lambda: calm_or_slow("bad") and not facts.count("hard_to_cope", day, 28),
        "R15": lambda: is_calm(facts, "new_trouble", day),
        "R16": lambda: has_calm_window(facts, "spine", day),
        "R18": lambda: (
            facts.answered("answered", day, 14) >= 8
            and sum(is_crowded(facts, d) for d in range(day - 13, day + 1)) <= 3
        ),
    }
    return rule in ways and ways[rule]()


def _twitch_is_rare(facts: Facts, day: int) -> bool:
    window = first_window(facts, "twitch", day, (14, 21, 28), 10)
    return (
        window > 0
        and 5 * facts.count("twitch", day, window) <= facts.answered("twitch", day, window)
        and facts.count("twitch", day, 7) <= 1
        and not facts.fact("twitch", day)
    )


def needs_no_visit(facts: Facts, rule: str, held: Held, day: int) -> bool:
    """Whether a rule, as it is held, may go by the answers alone."""
    harmed = rule == "R08" and facts.count("hurt", day, day - held.rose + 28) > 0
    return held.shown < NOW and rule not in ("R03", "R09") and not harmed


def first_visit(
    facts: Facts, visits: Sequence[DoctorVisit], rule: str, held: Held, day: int
) -> int | None:
    """The first visit that counts: not older than the banner or its last single event."""
    since = held.rose
    for name in ONE_OFF.get(rule, ()):
        happened = [
            d
            for d in facts.said.get(name.removesuffix("_after_start"), {})
            if d <= day and (name != "toxic_after_start" or facts.count("new_medicine", d, 29))
            if facts.fact(name.removesuffix("_after_start"), d)
        ]
        since = max([since, *happened])
    dates = [visit.date.toordinal() for visit in visits if not visit.removed]
    return min((d for d in dates if since <= d <= day), default=None)


def goes_by_visit(facts: Facts, rule: str, visit: int | None, day: int) -> bool:
    """Whether two weeks after a visit have stayed calmer."""
    last = range(day - 13, day + 1)
    if visit is None or day - visit < 14 or not below_soon(facts, rule, day, 14):
        return False
    replied = [d for d in last if _replied(facts, rule, d)]
    if len(replied) < 7 or day not in replied or not facts.fact("answered", day):
        return False
    for name in COUNTED[rule]:
        readings = [counted(facts, name, d) for d in last]
        if readings[-1] is not True and 4 * readings.count(True) <= len(readings) - (
            readings.count(None)
        ):
            return True
    return False


def _replied(facts: Facts, rule: str, day: int) -> bool:
    if rule in ASKED:
        return day in facts.asked.get(ASKED[rule], ())
    if rule in ("R11", "R13"):
        return day not in facts.late and counted(facts, COUNTED[rule][0], day) is not None
    return facts.fact("answered", day) is not None


def goes_by_calm(facts: Facts, rule: str, held: Held, day: int) -> bool:
    """Whether a banner goes today by the answers alone."""
    return (
        needs_no_visit(facts, rule, held, day)
        and facts.fact("answered", day) is not None
        and below_soon(facts, rule, day, 1 if rule == "R02" else 14)
        and eases(facts, rule, day)
    )
