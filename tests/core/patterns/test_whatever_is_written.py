"""What holds of every diary, whatever is written in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import DoctorVisit, Entry, Profile
from coach.core.patterns import (
    Level,
    assess,
    ledger,
    standing,
    timeline,
)
from coach.core.patterns.banner import standing_of
from coach.core.patterns.fold import Fold, folded_to
from coach.core.patterns.ledger import ledger_of
from coach.core.patterns.track import Checkpoint
from tests.conftest import WHOLE_DIARIES

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[..., tuple[Entry, ...]]

FIRST = date(2026, 3, 2)
FEW = settings(max_examples=WHOLE_DIARIES)

LETTERS = st.lists(st.sampled_from("jJkKdDHlLrptTuBAEsShcWxXym"), max_size=4, unique=True).map(
    "".join
)
EXTRAS = (
    *("stress", "coffee", "espresso", "wine", "run", "brief", "late", "travel", "shift"),
    *("cutting_caffeine", "stiffness", "several_places", "weakness", "convulsion"),
    *("identical_events", "two_toxicity_signs"),
)
WORDS = st.lists(
    st.sampled_from(EXTRAS),
    max_size=2,
    unique=True,
)
NOTED = st.builds(lambda letters, words: "+".join([letters or ".", *words]), LETTERS, WORDS)
# Days come in runs, so that counts over weeks are reached at all.
RUNS = st.lists(
    st.tuples(st.one_of(st.sampled_from(["-", ".", "j", "J", "Ku"]), NOTED), st.integers(1, 9)),
    min_size=1,
    max_size=16,
)
TEXTS = RUNS.map(lambda runs: " ".join(token for token, times in runs for _ in range(times)))
PROFILES = st.one_of(
    st.none(),
    st.builds(
        Profile,
        age=st.sampled_from([None, 30, 60]),
        bedtime=st.sampled_from([None, "21:00", "01:30"]),
        day_starts_at=st.sampled_from([None, "06:00"]),
        conditions=st.sampled_from([None, (), (Condition.ANAEMIA,), tuple(Condition)]),
        medicines=st.sampled_from([None, (Medicine.ANTIDEPRESSANT,)]),
        drives=st.sampled_from([None, True]),
    ),
)
VISITS = st.lists(st.integers(0, 150), max_size=3).map(
    lambda days: tuple(DoctorVisit(date=FIRST + timedelta(days=day)) for day in days)
)


def _last(text: str) -> date:
    return FIRST + timedelta(days=len(text.split()) - 1)


@FEW
@given(TEXTS, VISITS, PROFILES)
def test_on_a_day_without_an_answer_nothing_shown_falls(
    diary: Write, text: str, visits: tuple[DoctorVisit, ...], profile: Profile | None
) -> None:
    silent = text + " -" * 20
    rows = timeline(diary(silent), visits, profile, FIRST, _last(silent))
    for token, before, row in zip(silent.split()[1:], rows, rows[1:], strict=False):
        assert row.shown >= row.level
        if token == "-" or "late" in token:
            assert row.shown >= before.shown


@FEW
@given(TEXTS, st.data(), PROFILES)
def test_noting_a_sleep_start_that_was_no_bother_moves_three_rules_at_most(
    diary: Write, text: str, data: st.DataObject, profile: Profile | None
) -> None:
    entries = diary(text)
    calm = [
        place
        for place, entry in enumerate(entries)
        if entry.movement is not None and entry.movement.sleep_starts == "none"
    ]
    if not calm:
        return
    place = data.draw(st.sampled_from(calm))
    started = msgspec.convert(
        {**msgspec.to_builtins(entries[place].movement), "sleep_starts": "undisturbing"},
        type(entries[place].movement),
    )
    noted = msgspec.structs.replace(entries[place], movement=started)
    changed = (*entries[:place], noted, *entries[place + 1 :])
    before = timeline(entries, (), profile, FIRST, _last(text))
    after = timeline(changed, (), profile, FIRST, _last(text))
    for one, other in zip(before, after, strict=True):
        moved = {
            rule
            for rule in {*one.rules, *other.rules}
            if one.rules.get(rule) != other.rules.get(rule)
        }
        assert moved <= {"R01", "R05", "R15"}


@pytest.mark.parametrize(
    ("token", "rule"),
    [
        (".+weakness", "R03"),
        ("D", "R08"),
        (".+convulsion", "R09"),
        ("W", "R11"),
        ("X", "R12"),
        ("m+two_toxicity_signs", "R15"),
        (".+bladder_bowel_or_saddle_change", "R16"),
    ],
)
@settings(max_examples=WHOLE_DIARIES)
@given(text=TEXTS, profile=PROFILES)
def test_a_red_flag_shows_at_once_whatever_came_before(
    diary: Write, token: str, rule: str, text: str, profile: Profile | None
) -> None:
    flagged = f"{text} {token}+travel+cutting_caffeine"
    said = standing(diary(flagged), (), profile, _last(flagged))
    assert said.banner is not None
    assert rule in said.banner.rules


@FEW
@given(TEXTS, st.data(), PROFILES)
def test_a_day_depends_on_nothing_later_nor_older_than_112_days_nor_on_order(
    diary: Write, text: str, data: st.DataObject, profile: Profile | None
) -> None:
    old = "J . Ku p " * 40
    entries = diary(f"{old}{text}")
    day = FIRST + timedelta(days=data.draw(st.integers(0, 160 + len(text.split()) - 1)))
    within = [each for each in entries if day - timedelta(days=112) < each.date <= day]
    shuffled = data.draw(st.permutations(within))
    assert assess(entries, profile, day) == assess(shuffled, profile, day)


@FEW
@given(TEXTS, PROFILES)
def test_a_day_by_itself_says_what_its_row_says(
    diary: Write, text: str, profile: Profile | None
) -> None:
    entries = diary(text)
    for row in timeline(entries, (), profile, FIRST, _last(text))[-3:]:
        alone = assess(entries, profile, row.date)
        assert alone.level == row.level
        assert {found.rule: found.level for found in alone.findings} == row.rules


@FEW
@given(TEXTS, VISITS, PROFILES)
def test_the_standing_agrees_with_the_timeline(
    diary: Write, text: str, visits: tuple[DoctorVisit, ...], profile: Profile | None
) -> None:
    entries = diary(text)
    said = standing(entries, visits, profile, _last(text))
    row = timeline(tuple(reversed(entries)), visits, profile, _last(text), _last(text))[0]
    assert (said.level, said.shown) == (row.level, row.shown)
    assert (said.banner is not None) == (said.shown >= Level.SOON)
    if said.banner is not None:
        assert said.banner.level == said.shown
        assert said.banner.text.strip()
    for found in said.findings:
        assert len(found.nights) == found.count <= max(found.answered, found.count)
        assert all(night <= said.date for night in found.nights)


@FEW
@given(TEXTS, VISITS, PROFILES, st.data())
def test_going_on_from_a_checkpoint_changes_nothing(
    diary: Write,
    text: str,
    visits: tuple[DoctorVisit, ...],
    profile: Profile | None,
    data: st.DataObject,
) -> None:
    entries, last = diary(text), _last(text)
    days_before = (last - entries[0].date).days if entries else 0
    if not days_before:
        return
    day = last - timedelta(days=data.draw(st.integers(1, days_before)))
    kept = folded_to(entries, visits, profile, day).checkpoint()
    resume = msgspec.json.decode(msgspec.json.encode(kept), type=Checkpoint)
    fold = Fold(entries, visits, profile, last, resume)
    folded = [day for day, _, _ in fold.run()]
    assert folded[0] == day + timedelta(days=1)
    assert standing_of(fold) == standing(entries, visits, profile, last)
    assert ledger_of(fold) == ledger(entries, visits, profile, last)
    assert fold.checkpoint() == folded_to(entries, visits, profile, last).checkpoint()


@FEW
@given(TEXTS, st.data())
def test_one_more_disturbed_night_never_lowers_what_its_rule_says(
    diary: Write, text: str, data: st.DataObject
) -> None:
    entries = diary(text)
    answered = [place for place, entry in enumerate(entries) if entry.first_recorded_at is None]
    if not answered:
        return
    place = data.draw(st.sampled_from(answered))
    moved = msgspec.convert(
        {**msgspec.to_builtins(entries[place].movement), "sleep_starts": "disturbing"},
        type(entries[place].movement),
    )
    worse = list(entries)
    worse[place] = msgspec.structs.replace(entries[place], movement=moved)
    anaemia = Profile(conditions=(Condition.ANAEMIA,))
    before = timeline(entries, (), anaemia, FIRST, _last(text))
    after = timeline(worse, (), anaemia, FIRST, _last(text))
    for one, other in zip(before, after, strict=True):
        assert other.rules.get("R04", Level.NONE) >= one.rules.get("R04", Level.NONE)
