"""The level of each rule on a day: the table of the rules, written out line by line."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta

from coach.core.diary.records import Day
from tests.core.patterns.plain.facts import MODIFIERS, Facts

NONE, INFO, WATCH, SOON, NOW = range(5)
NAMES = ("none", "info", "watch", "soon", "now")
CROWDING = ("R02", "R04", "R06", "R07", "R10", "R11", "R13")

Share = tuple[int, int]


def level(facts: Facts, rule: str, day: int) -> int:
    """The level that the answers up to a day give, computed once."""
    if (rule, day) not in facts.levels:
        facts.levels[rule, day] = RULES[rule](facts, day)
    return facts.levels[rule, day]


def share(facts: Facts, fact: str, day: int, window: int, least: int, of: Share) -> bool:
    """SHARE: the day answered, enough flagged days, a large enough share of the answered."""
    flagged = facts.count(fact, day, window)
    return (
        facts.fact(fact, day) is not None
        and flagged >= least
        and of[1] * flagged >= of[0] * facts.answered(fact, day, window)
    )


def rate(
    facts: Facts, fact: str, day: int, window: int, least: int, of: Share, *, spread: int
) -> bool:
    """RATE: SHARE, spread out, still going on, from day 14 on."""
    if facts.number(day) < 14:
        return False
    if not share(facts, fact, day, window, least, of):
        return False
    flagged = facts.yes(fact, day, window)
    return flagged[-1] - flagged[0] >= spread and facts.count(fact, day, 7) >= 2


def week(facts: Facts, fact: str, day: int, number: int) -> int:
    """Flagged days of a week, the week that ends today being number 0."""
    return facts.count(fact, day - 7 * number, 7)


def r01(facts: Facts, day: int) -> int:
    jerks, nights = facts.count("jerk", day, 14), facts.count("moved", day, 14)
    if (jerks >= 2 and nights >= 2) or facts.count("jerk", day, 7) >= 3:
        return NOW
    if jerks >= 2 or (jerks == 1 and nights >= 1):
        return SOON
    return WATCH if jerks else NONE


def r02(facts: Facts, day: int) -> int:
    if (
        facts.fact("twitch", day) is not None
        and facts.count("twitch", day, 7) >= 2
        and _has_lasting_stretch(facts, day)
    ):
        return SOON
    return WATCH if facts.count("twitch", day, 7) >= 4 else NONE


def _has_lasting_stretch(facts: Facts, day: int) -> bool:
    twitches = facts.yes("twitch", day, 28)
    for start in twitches:
        for end in twitches:
            length = end - start + 1
            flagged = facts.yes("twitch", end, length) if length > 0 else []
            if (
                end - start >= 14
                and len(flagged) >= 8
                and 4 * len(flagged) >= 3 * facts.answered("twitch", end, length)
                and all(
                    facts.answered("twitch", after - 1, after - before - 1) <= 3
                    for before, after in itertools.pairwise(flagged)
                )
            ):
                return True
    return False


def r03(facts: Facts, day: int) -> int:
    if facts.count("weakness", day, 28) or facts.count(
        "sudden_face_arm_speech_change", day, 28
    ):
        return NOW
    places = facts.count("several_places", day, 14)
    if (
        facts.count("stiffness", day, 28)
        or facts.count("suspected_medicine", day, 28)
        or places >= 3
    ):
        return SOON
    return WATCH if places else NONE


def r04(facts: Facts, day: int) -> int:
    def unexplained(window: int) -> int:
        nights = facts.yes("disturbed", day, window)
        return sum(not facts.is_explained(night) for night in nights)

    at_risk = (
        any(facts.has(condition) for condition in MODIFIERS)
        or facts.is_pregnant
        or facts.takes_antidepressant
    )
    if (
        (rate(facts, "disturbed", day, 14, 6, (2, 3), spread=10) and unexplained(14) >= 5)
        or (rate(facts, "disturbed", day, 21, 7, (1, 2), spread=14) and unexplained(21) >= 5)
        or rate(facts, "disturbed", day, 28, 8, (3, 7), spread=14)
        or (at_risk and rate(facts, "disturbed", day, 21, 7, (3, 7), spread=14))
    ):
        return SOON
    nights = facts.count("disturbed", day, 7)
    return WATCH if nights >= 3 else INFO if nights else NONE


def r05(facts: Facts, day: int) -> int:
    return INFO if facts.count("undisturbing", day, 7) else NONE


def r06(facts: Facts, day: int) -> int:
    listed = any(facts.has(condition) for condition in MODIFIERS)
    if rate(facts, "kick", day, 28, 8, (3, 7), spread=14) and share(
        facts, "poor", day, 28, 9, (3, 5)
    ):
        return SOON
    if (
        listed
        and rate(facts, "kick", day, 21, 6, (3, 7), spread=10)
        and share(facts, "poor", day, 21, 7, (4, 7))
    ):
        return SOON
    if all(
        week(facts, "kick", day, number) >= 3
        and week(facts, "poor", day, number) >= 3
        and facts.answered("poor", day - 7 * number, 7) >= 4
        for number in range(1 if listed else 2)
    ):
        return WATCH
    return INFO if facts.count("kick", day, 7) else NONE


def r07(facts: Facts, day: int) -> int:
    at_risk = (
        any(facts.has(condition) for condition in ("anaemia", "kidney_disease", "diabetes"))
        or facts.is_pregnant
        or facts.takes_antidepressant
    )
    if (
        rate(facts, "delayed", day, 14, 6, (3, 7), spread=10)
        or rate(facts, "urge", day, 28, 8, (3, 7), spread=14)
        or rate(facts, "urge", day, 84, 16, (2, 7), spread=56)
        or (at_risk and rate(facts, "urge", day, 21, 7, (3, 7), spread=14))
    ):
        return SOON
    return WATCH if all(week(facts, "urge", day, n) >= 2 for n in (0, 1)) else NONE


def r08(facts: Facts, day: int) -> int:
    nights = facts.count("acted_out", day, 28)
    at_risk = (
        (facts.profile.age or 0) >= 50 or facts.has("narcolepsy") or facts.takes_antidepressant
    )
    if facts.count("head_hurt", day, 28):
        return NOW
    if facts.count("hurt", day, 28) or nights >= 3 or (nights == 2 and at_risk):
        return SOON
    return (NONE, INFO, WATCH)[nights]


def r09(facts: Facts, day: int) -> int:
    if facts.count("convulsion", day, 28):
        return NOW
    weak = facts.count("one_weak_seizure_sign", day, 28)
    if weak >= 2 or facts.count("identical_events", day, 14) >= 3:
        return SOON
    return WATCH if weak else NONE


def r10(facts: Facts, day: int) -> int:
    pauses = facts.count("pause", day, 28)
    if pauses >= 2:
        return SOON
    if rate(facts, "loud", day, 28, 9, (1, 2), spread=14) and (
        share(facts, "tired", day, 28, 9, (3, 5))
        or (pauses >= 1 and share(facts, "tired", day, 28, 8, (3, 7)))
    ):
        return SOON
    if pauses:
        return WATCH
    if facts.number(day) >= 14 and all(
        week(facts, "loud", day, n) >= 3 and week(facts, "tired", day, n) >= 3 for n in (0, 1)
    ):
        return WATCH
    return INFO if facts.count("loud", day, 28) else NONE


def _mean_sleep(facts: Facts, day: int, window: int, least: int) -> bool:
    """Whether enough nights tell their sleep, and on average at least seven hours of it."""
    told = [facts.slept[d] for d in range(day - window + 1, day + 1) if d in facts.slept]
    return len(told) >= least and sum(told) >= 420 * len(told)


def r11(facts: Facts, day: int) -> int:
    if facts.count("driving", day, 28):
        return NOW
    if (
        facts.count("dozed_untagged", day, 14) >= 2
        and facts.fact("answered", day)
        and _mean_sleep(facts, day, 7, 5)
    ):
        return SOON
    by_sleepy_days = rate(facts, "sleepy", day, 28, 9, (3, 7), spread=14)
    if (
        by_sleepy_days
        and rate(facts, "sleepy_untagged", day, 28, 9, (3, 7), spread=14)
        and _mean_sleep(facts, day, 28, 8)
    ):
        return SOON
    if by_sleepy_days or facts.count("dozed", day, 14) >= 2:
        return WATCH
    short = facts.slept.get(day, 999) < 300
    return INFO if short and facts.profile.drives else NONE


def r12(facts: Facts, day: int) -> int:
    if facts.count("fall", day, 28):
        return NOW
    weak = facts.count("weak", day, 28)
    if weak:
        return SOON if weak >= 2 else WATCH
    return INFO if facts.count("paralysis", day, 28) else NONE


def r13(facts: Facts, day: int) -> int:
    by_weeks = sum(week(facts, "bad", day, n) >= 3 for n in range(4)) >= 3
    blocks = [(facts.count("bad", d, 28), facts.answered("bad", d, 28)) for d in
              (day, day - 28, day - 56)]  # fmt: skip
    poor = facts.answered("poor", day, 84)
    by_months = (
        facts.number(day) >= 84
        and facts.fact("bad", day) is not None
        and facts.count("bad", day, 7) >= 2
        and all(answered >= 8 and 7 * bad >= 3 * answered for bad, answered in blocks)
        and poor > 0
        and 7 * facts.count("poor", day, 84) >= 3 * poor
    )
    hard = by_weeks and facts.count("hard_to_cope", day, 28) and facts.fact("answered", day)
    if by_months or (hard and facts.number(day) >= 14):
        return SOON
    if by_weeks:
        return WATCH
    return INFO if facts.count("bad", day, 7) >= 3 else NONE


def r15(facts: Facts, day: int) -> int:
    starts = facts.yes("new_medicine", day, 29)
    for toxic in facts.yes("toxic", day, 28):
        if facts.count("new_medicine", toxic, 29):
            return NOW
    for start in starts:
        for kind in ("new_movement", "new_urge", "new_dream"):
            after = [found for found in facts.yes(kind, day, 14) if found > start]
            if len(after) >= 2 and not facts.count(kind, start - 1, 28):
                return SOON
    return NONE


def r16(facts: Facts, day: int) -> int:
    if facts.count("bladder_bowel_or_saddle_change", day, 28):
        return NOW
    nights = facts.count("disturbed", day, 14)
    return SOON if facts.has("spinal_cord_tumour") and nights >= 2 else NONE


def r17(facts: Facts, day: int) -> int:
    limit = 200 if facts.is_pregnant else 400
    much, late, near_bed = 0, 0, 0
    for evening in range(day - 6, day + 1):
        is_tonight = evening == day
        entry = facts.timely(evening)
        of_day = Day() if entry is None or entry.day is None else entry.day
        left = facts.caffeine_left(evening + 1, is_to_come=is_tonight)
        late += of_day.caffeine is not None and left > 75
        much += sum(cup.mg for cup in of_day.caffeine or ()) > limit
        bed = facts.bed(evening + 1, is_to_come=is_tonight)
        drinks = (
            drink.drinks
            for drink in of_day.alcohol or ()
            if bed is not None
            and abs(bed - facts.moment(evening, drink.at)) <= timedelta(hours=3)
        )
        near_bed += sum(drinks) >= 3
    if much >= 3 or near_bed >= 3:
        return WATCH
    return INFO if late else NONE


def is_crowded(facts: Facts, day: int) -> bool:
    """Whether three of the rules that crowd say watch or more on a day."""
    return sum(level(facts, rule, day) >= WATCH for rule in CROWDING) >= 3


def r18(facts: Facts, day: int) -> int:
    if not facts.fact("answered", day):
        return NONE
    crowded = sum(is_crowded(facts, d) for d in range(day - 13, day + 1))
    return SOON if crowded >= 10 else NONE


RULES: dict[str, Callable[[Facts, int], int]] = {
    "R01": r01,
    "R02": r02,
    "R03": r03,
    "R04": r04,
    "R05": r05,
    "R06": r06,
    "R07": r07,
    "R08": r08,
    "R09": r09,
    "R10": r10,
    "R11": r11,
    "R12": r12,
    "R13": r13,
    "R15": r15,
    "R16": r16,
    "R17": r17,
    "R18": r18,
}
