"""Every rule fires on its count, not one short of it, through gaps, and clears as it should."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import Profile
from coach.core.patterns.rules.table import RULES

if TYPE_CHECKING:
    from tests.core.patterns.conftest import Replayer

USUAL = Profile(bedtime="23:00")
TUMOUR = Profile(conditions=(Condition.SPINAL_CORD_TUMOUR,))
ANAEMIA = Profile(conditions=(Condition.ANAEMIA,))
OLDER = Profile(age=50)
DRIVER = Profile(drives=True)
PREGNANT = Profile(pregnant_trimester=2)
ANTIDEPRESSANT = Profile(medicines=(Medicine.ANTIDEPRESSANT,))

SNORING_WEEK = ". . rh . rs . ru "


def hard(text: str) -> str:
    """The same days, all of them hard: every night of them is explained."""
    return " ".join(token if token == "-" else f"{token}+stress" for token in text.split())


@dataclass(frozen=True)
class Case:
    """A diary that reaches a level on its last day and not before, and its neighbours.

    ``short`` is one count short of it; ``gaps`` has a fifth of its days missing, a third where
    it counts a share, and reaches the level all the same, on its last day.
    """

    rule: str
    level: str
    fires: str
    short: str
    gaps: str
    profile: Profile = USUAL

    def __str__(self) -> str:
        return f"{self.rule}-{self.level}-{len(self.fires.split())}"


CASES = (
    Case("R01", "w", ". . T", ". . t", ". - - T"),
    Case("R01", "s", "j . . . T", ". . . . T", "j - . . T"),
    Case(
        "R01",
        "s",
        "T " + ". " * 12 + "T",
        "T " + ". " * 13 + "T",
        "T . - . - . . - . . . - . T",
    ),
    Case("R01", "N", "j T k T", "j T . T", "j - T - k - T"),
    Case("R01", "N", "T . . T . . T", "T . . T . . . T", "T - . T . - T"),
    Case("R02", "w", "t . t . t . t", "t . t . . . t", "t - t - t . t"),
    Case(
        "R02",
        "s",
        "t . t t . . t t t t t t . t t t",
        "t . t t . . t t . t t t . t t t",
        "t - - t t t - - - t . t . - t t",
    ),
    Case("R03", "w", ". t+several_places", ". t", "- - t+several_places"),
    Case(
        "R03",
        "s",
        "t+several_places . t+several_places t+several_places",
        "t+several_places . t t+several_places",
        "t+several_places - t+several_places - t+several_places",
    ),
    Case("R03", "s", "t+stiffness", "t", "- - t+stiffness"),
    Case("R03", "s", "t+suspected_medicine", "t", "- - t+suspected_medicine"),
    Case("R03", "N", "t+weakness", "t", "- - t+weakness"),
    Case(
        "R03",
        "N",
        ".+sudden_face_arm_speech_change",
        ".",
        "- - .+sudden_face_arm_speech_change",
    ),
    Case("R04", "i", ". J", ". j", "- - K"),
    Case("R04", "w", ". . . J . K J", ". . . J . k J", "J - K . - . J"),
    Case(
        "R04",
        "s",
        "J J J K J J K K . . . K . K",
        "J . J K J J K K . . . K . K",
        "K . . K - . - - K J K - - K",
    ),
    Case(
        "R04",
        "s",
        ". . K J K J . K K K K . K . . . . . . J . K",
        ". . K J K J . K K K K . K . . . . . . J . .",
        "- K . J - . . K . K K . - - . . - J - - - J",
    ),
    Case(
        "R04",
        "s",
        hard(". . . J . J . J . . J . . J . . J . . J J J . . J J . . J"),
        hard(". . . . . J . J . . J . . J . . J . . J J J . . J J . . J"),
        hard(". . . . . . - J J - . . J . . J - - - - - - J - J J . - J"),
    ),
    Case(
        "R04",
        "s",
        hard(". . . . J . J J J . . . J J J . . J . . . J"),
        hard(". . . . J . . J J . . . J J J . . J . . . J"),
        hard(". J . - J . . . J J - - - . - - J - J . - J"),
        ANAEMIA,
    ),
    Case("R05", "i", ". j", ". .", "- - j"),
    Case("R06", "i", ". k", ". .", "- - k"),
    Case(
        "R06",
        "w",
        ". . ku . ks . ku " * 2,
        ". . ku . ks . ku " + ". . ku . ks . k",
        ". - ku . ku - ku " * 2,
    ),
    Case(
        "R06",
        "s",
        ". . ks ks ks ku . . ks . ks ku ks . ks . ks . ku . ku . ks . ks ku ks . ks",
        ". . ks ks ks ku . . . . ks ku ks . ks . ks . ku . ku . ks . ks ku ks . ks",
        ". . ku . . - ks ks . ks - . ks - - ks . . ku - ku - - - - - . ks ku ku",
    ),
    Case("R06", "w", ". . ku . ks . ku ", ". . ku . k . ku ", ". - ku . ku - ku ", ANAEMIA),
    Case(
        "R06",
        "s",
        ". . . ks . ku . ku ku ku . . ku ku ks . ku . ku ku ks",
        ". . . ks . ku . ku ku ku . . ku ku ks . ku . . ku ks",
        ". - ku - ks . . - - ku - ks . ks - - ks . . ku ku",
        ANAEMIA,
    ),
    Case("R07", "w", ". . l . . . L " * 2, ". . l . . . L . . l . . . .", ". - l . - . l " * 2),
    Case(
        "R07",
        "s",
        ". L . . L L L . . L L . . L",
        ". L . . L L L . . L L . . .",
        ". . - L L - L - L L - L - L",
    ),
    Case(
        "R07",
        "s",
        "l l . . . . l . . L . . l . . . l . L . l L . . . l l L",
        "l l . . . . l . . L . . l . . . l . . . l L . . . l l L",
        "L . - L - - L - - - . - . l . . L l - . . l - . - . . L",
    ),
    Case(
        "R07",
        "s",
        ". . l . . . l " * 8 + ". . l",
        ". . l . . . l " * 4 + ". . . . . . l " + ". . l . . . l " * 3 + ". . l",
        "- . l - . - l " * 8 + "- . l",
    ),
    Case(
        "R07",
        "s",
        ". l . . l . . . . l . . l l . . . l l . . l . l . . l l",
        ". l . . l . . . . l . . l l . . . l l . . l . l . . l .",
        "- . . . - - . l l - . l - - l . . . - - l . l - - . l",
        PREGNANT,
    ),
    Case("R08", "i", ". d", ". .", "- - d"),
    Case("R08", "w", "d . d", "d . .", "d - d"),
    Case("R08", "s", "d . d", "d . .", "d - d", OLDER),
    Case("R08", "s", "d . d", "d . .", "d - d", ANTIDEPRESSANT),
    Case("R08", "s", "d . d . d", "d . d . .", "d - d - d"),
    Case("R08", "s", "D", "d", "- - D"),
    Case("R08", "N", "H", "D", "- - H"),
    Case("R09", "w", ".+one_weak_seizure_sign", ".", "- - .+one_weak_seizure_sign"),
    Case(
        "R09",
        "s",
        ".+one_weak_seizure_sign " + ". " * 26 + ".+one_weak_seizure_sign",
        ".+one_weak_seizure_sign " + ". " * 27 + ".+one_weak_seizure_sign",
        ".+one_weak_seizure_sign - .+one_weak_seizure_sign",
    ),
    Case(
        "R09",
        "s",
        ".+identical_events . .+identical_events .+identical_events",
        ".+identical_events . . .+identical_events",
        ".+identical_events - .+identical_events .+identical_events",
    ),
    Case("R09", "N", ".+convulsion", ".", "- - .+convulsion"),
    Case("R10", "i", ". r", ". .", "- - r"),
    Case("R10", "w", ". p", ". r", "- - p"),
    Case("R10", "s", "p " + ". " * 26 + "p", "p " + ". " * 27 + "p", "p - . - p"),
    Case(
        "R10", "w", SNORING_WEEK * 2, SNORING_WEEK + ". . rh . r . ru", ". - rh . ru - ru " * 2
    ),
    Case(
        "R10",
        "s",
        ". ru . rs . rh rh ru . ru . rh . . . rs . . rs . rh rh rh ru rs rs rh rs",
        ". ru . rs . rh rh ru . ru . rh . . . rs . . rs . rh rh rh ru rs rs . rs",
        "- . . ru rs . - rh - ru ru - . ru - . . - ru rh - - . - - rh ru rs",
    ),
    Case(
        "R10",
        "s",
        ". . rh . rh pu . . . rh . . . . . . . ru . rh rh ru rh ru ru ru ru ru",
        ". . rh . rh pu . . . rh . . . . . . . ru . rh . ru rh ru ru ru ru ru",
        ". . . ru - pu - - - . - . - . - rh ru - . . . rh - rh ru - rh ru",
    ),
    Case("R11", "s", ". . . S . . S", ". . . . . . S", "- - . S . . S"),
    Case(
        "R11",
        "s",
        ". . . s . s s s . . . . s . . . . s s . . . s s s . s s",
        ". . . s . . s s . . . . s . . . . s s . . . s s s . s s",
        "s . . . - - . - - s . s s - . s - - - - s - . . s . s s",
    ),
    Case("R11", "w", ". S S", ". . S", "- S S"),
    Case("R11", "N", "W", "S", "- - W"),
    Case("R12", "i", ". y", ". .", "- - y"),
    Case("R12", "w", ". x", ". y", "- - x"),
    Case("R12", "s", "x . x", "x . y", "x - x"),
    Case("R12", "N", "X", "x", "- - X"),
    Case("R13", "i", ". . . B . A E", ". . . B . . E", "B - A . - . E"),
    Case(
        "R13",
        "w",
        ". . B . A . E " * 3,
        ". . B . A . E " * 2 + ". . B . . . E",
        ". - B . B - B " * 3,
    ),
    Case(
        "R13",
        "s",
        ". . B . A . E " * 2 + ". . B . A . Ec",
        ". . B . A . E " * 2 + ". . B . . . Ec",
        ". - B - B - B " * 2 + ". - B - B - Bc",
    ),
    Case(
        "R13",
        "s",
        ". . Bu . As . Eu " * 12,
        ". . . . . . . " * 4 + ". . Bu . As . Eu " * 8,
        ". - Bu - Bu - Bu " * 12,
    ),
    Case("R15", "s", "m . J . K", "m . J . k", "m - J - T"),
    Case(
        "R15",
        "N",
        "m . T+two_toxicity_signs",
        ". . T+two_toxicity_signs",
        "m - T+two_toxicity_signs",
    ),
    Case("R16", "s", "J . K", "J . .", "J - K", TUMOUR),
    Case(
        "R16",
        "N",
        ".+bladder_bowel_or_saddle_change",
        ".",
        "- - .+bladder_bowel_or_saddle_change",
    ),
    Case("R17", "i", ". .+espresso", ". .", "- - .+espresso"),
    Case(
        "R17",
        "w",
        ".+coffee . .+coffee .+coffee",
        ".+coffee . . .+coffee",
        ".+coffee - .+coffee .+coffee",
    ),
    Case("R17", "w", ".+wine . .+wine .+wine", ".+wine . . .+wine", ".+wine - .+wine .+wine"),
    Case(
        "R18",
        "s",
        "p " + ". kul . ku . kul . " * 3 + ".",
        "p " + ". kul . ku . kul . " * 3,
        "p " + "- kul - ku - kul . " * 3 + ".",
    ),
)
BANNERS = tuple(case for case in CASES if case.level in "sN")
NEEDS_A_VISIT = tuple(
    case
    for case in BANNERS
    if case.level == "N" or case.rule in {"R03", "R09"} or case.fires == "D"
)
EASES = tuple(case for case in BANNERS if case not in NEEDS_A_VISIT)
RATES = frozenset({"R02", "R04", "R06", "R07", "R10", "R11", "R13", "R18"})
RANK = ".iwsN"


def each(cases: Iterable[Case]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return pytest.mark.parametrize("case", tuple(cases), ids=str)


def test_every_rule_of_the_table_is_replayed_here() -> None:
    assert {case.rule for case in CASES} == {rule.id for rule in RULES}


@each(CASES)
def test_a_rule_fires_on_the_day_its_count_is_full_and_not_before(
    case: Case, replay: Replayer
) -> None:
    said = replay(case.fires, profile=case.profile).rule(case.rule)
    assert said[-1] == case.level
    assert all(RANK.index(letter) < RANK.index(case.level) for letter in said[:-1])


@each(CASES)
def test_one_short_of_its_count_a_rule_does_not_fire(case: Case, replay: Replayer) -> None:
    said = replay(case.short, profile=case.profile).rule(case.rule)
    assert all(RANK.index(letter) < RANK.index(case.level) for letter in said)


@each(CASES)
def test_a_rule_fires_although_a_fifth_of_the_days_is_missing_a_rate_although_a_third_is(
    case: Case, replay: Replayer
) -> None:
    tokens = case.gaps.split()
    is_rate = case.level == "s" and len(tokens) >= 14 and case.rule in RATES
    assert tokens.count("-") >= len(tokens) / (3 if is_rate else 5)
    assert replay(case.gaps, profile=case.profile).rule(case.rule)[-1] == case.level


@each(BANNERS)
def test_a_banner_goes_14_days_after_a_visit_and_after_its_answers_fell_below_it(
    case: Case, replay: Replayer
) -> None:
    visit = len(case.fires.split())
    told = replay(case.fires + " ." * 70, profile=case.profile, visits=[visit])
    last_loud = max(place for place, letter in enumerate(told.level, 1) if letter in "sN")
    clear = max(visit, last_loud) + 14
    if case.rule != "R02":
        assert told.shown[clear - 2] == case.level
    assert told.shown[clear - 1] not in "sN"
    if case.level == "N" or case.rule not in {"R01", "R02"}:
        gone = told.standing(clear).past[0]
        assert (gone.rule, gone.by, gone.seen_on) == (case.rule, "visit", told.visits[0].date)


@each(EASES)
def test_a_banner_eases_without_a_visit_by_the_rule_s_own_answers(
    case: Case, replay: Replayer
) -> None:
    told = replay(case.fires + " ." * 90, profile=case.profile)
    last_loud = max(place for place, letter in enumerate(told.level, 1) if letter in "sN")
    goes = next(
        place
        for place, letter in enumerate(told.shown, 1)
        if place > last_loud and letter not in "sN"
    )
    assert goes > last_loud + (0 if case.rule == "R02" else 13)
    if case.rule == "R15":
        # Its answers are calm by then, and only the 14 days are waited for.
        assert goes == last_loud + 14
    gone = {past.rule: past for past in told.standing(goes).past}[case.rule]
    assert (gone.by, gone.seen_on) == ("calm", None)
    before = told.standing(goes - 1)
    assert before.banner is not None
    assert before.banner.stages[0].answers_to_go in (None, 1)


@each(case for case in BANNERS if case.rule in RATES and case.fires.split()[-1] != "W")
def test_silence_raises_no_rate(case: Case, replay: Replayer) -> None:
    silent = " ".join([*case.fires.split()[:-1], "-"]) + " -" * 20
    said = replay(silent, profile=case.profile).rule(case.rule)
    assert not set(said) & set("sN")


@each(NEEDS_A_VISIT)
def test_some_banners_go_by_no_number_of_calm_days(case: Case, replay: Replayer) -> None:
    told = replay(case.fires + " ." * 120, profile=case.profile)
    assert told.shown[-1] == case.level


@each(CASES)
def test_silence_clears_nothing(case: Case, replay: Replayer) -> None:
    told = replay(case.fires + " -" * 120, profile=case.profile)
    assert told.shown[-1] == told.shown[len(case.fires.split()) - 1]
    assert RANK.index(told.shown[-1]) >= RANK.index(case.level)


@each(
    case
    for case in CASES
    if case.level == "w" and len(case.fires.split()) < 14 and case.rule != "R11"
)
def test_a_watch_stands_for_14_days_and_goes_with_the_first_answer_below_it(
    case: Case, replay: Replayer
) -> None:
    began = len(case.fires.split())
    told = replay(case.fires + " ." * 60, profile=case.profile)
    last = max(place for place, letter in enumerate(told.level, 1) if letter == "w")
    gone = max(began + 14, last + 1)
    assert told.shown[gone - 2] == "w"
    assert told.shown[gone - 1] in ".i"


@each(case for case in CASES if case.level == "i")
def test_what_is_merely_told_goes_with_the_answers(case: Case, replay: Replayer) -> None:
    told = replay(case.fires + " ." * 40, profile=case.profile)
    assert told.shown == told.level
    assert told.shown[-1] == "."
