"""What holds of every diary, whatever is written in it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coach.core.diary.choices import Condition, Medicine
from coach.core.diary.records import DoctorVisit, Entry, Movement, Profile
from coach.core.diary.said import is_recalled
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
        ("mj+two_toxicity_signs", "R15"),
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


# Runs of what one rule counts, so that its banner is reached at all.
DENSE = st.lists(
    st.tuples(
        st.lists(
            st.sampled_from(
                ["-", "-", ".", ".", "J", "Ku", "ru", "lL", "t", "Bu", "s", "p", "d"]
            ),
            min_size=7,
            max_size=7,
        ),
        st.integers(1, 6),
    ),
    min_size=1,
    max_size=6,
).map(lambda weeks: " ".join(" ".join(week * times) for week, times in weeks))
RATE_RULES = ("R02", "R04", "R06", "R07", "R13", "R18")


@settings(max_examples=2 * WHOLE_DIARIES)
@given(st.one_of(DENSE, TEXTS), PROFILES)
def test_no_rate_rises_to_a_banner_on_a_day_without_an_answer(
    diary: Write, text: str, profile: Profile | None
) -> None:
    entries = diary(text)
    rows = timeline(entries, (), profile, FIRST, _last(text))
    by_date = {entry.date: entry for entry in entries}
    starts = (profile and profile.day_starts_at) or "04:00"
    heard = [
        entry.date
        for entry in entries
        if entry.movement is not None
        and entry.movement.breathing == "pauses"
        and not is_recalled(entry, starts)
    ]
    for row in rows:
        entry = by_date.get(row.date)
        if entry is not None and not is_recalled(entry, starts):
            continue
        for rule in RATE_RULES:
            assert row.rules.get(rule, Level.NONE) < Level.SOON
        # Driving, pauses and injuries need no rate.
        assert row.rules.get("R11", Level.NONE) != Level.SOON
        lately = [day for day in heard if 0 <= (row.date - day).days < 28]
        assert (row.rules.get("R10", Level.NONE) >= Level.SOON) is (len(lately) >= 2)


WORSE: dict[str, list[tuple[str, str, object]]] = {
    "R01": [("movement", "awake", "jerk")],
    "R02": [("movement", "awake", "flicker"), ("movement", "awake", "jerk")],
    "R03": [("movement", "signs", ["several_places"]), ("movement", "signs", ["weakness"])],
    "R04": [("movement", "sleep_starts", "disturbing")],
    "R05": [("movement", "sleep_starts", "undisturbing")],
    "R06": [("movement", "sleep_movement", "noticed"), ("night", "rested", 1)],
    "R07": [("movement", "leg_urge", "urge"), ("movement", "leg_urge", "delayed_sleep")],
    "R08": [("movement", "dream_enactment", "acted_out")],
    "R09": [("movement", "signs", ["identical_events"])],
    "R10": [("movement", "breathing", "snoring"), ("movement", "breathing", "pauses")],
    "R11": [("day", "sleepiness", "sleepy"), ("day", "dozed_driving", True)],
    "R12": [("day", "sudden_weakness", "yes")],
    "R13": [("night", "sleep_latency_min", 45), ("day", "hard_to_cope", True)],
    "R15": [("movement", "leg_urge", "urge")],
    "R16": [("movement", "sleep_starts", "disturbing")],
    "R17": [("day", "caffeine", [{"at": "20:00", "mg": 450}])],
    "R18": [("night", "rested", 1)],
}
ORDER = {
    "awake": ["none", "flicker", "jerk"],
    "leg_urge": ["none", "urge", "delayed_sleep"],
    "breathing": ["none", "snoring", "pauses"],
    "sleepiness": ["none", "sleepy", "dozed_off"],
    "dream_enactment": ["none", "acted_out", "injury", "head_injury"],
    "sudden_weakness": ["none", "yes", "with_fall"],
    "sleep_movement": ["none", "noticed", "woke_me"],
    "sleep_starts": ["none", "undisturbing", "disturbing"],
}


def _flagged(entry: Entry, part: str, field: str, value: object) -> Entry:
    """The same day with one more thing flagged; what was graver stays."""
    plain = msgspec.to_builtins(entry)
    before = plain[part].get(field)
    if isinstance(value, list) and field == "signs":
        value = [*(before or []), *(sign for sign in value if sign not in (before or []))]
    elif isinstance(value, str) and before in ORDER.get(field, []):
        value = max(value, before, key=ORDER[field].index)
    plain[part][field] = value
    return msgspec.convert(plain, Entry)


@pytest.mark.parametrize("rule", sorted(WORSE))
@settings(max_examples=WHOLE_DIARIES // 2)
@given(text=st.one_of(DENSE, TEXTS), data=st.data(), profile=PROFILES)
def test_one_more_flagged_day_never_lowers_what_its_rule_says(
    diary: Write, rule: str, text: str, data: st.DataObject, profile: Profile | None
) -> None:
    entries = diary(text)
    places = [place for place, entry in enumerate(entries) if entry.first_recorded_at is None]
    if rule == "R15" and places:
        # What came before a new medicine is what speaks against it.
        started = [
            place for place, entry in enumerate(entries) if entry.day and entry.day.new_medicine
        ]
        places = [place for place in places if started and place > max(started)]
    if rule == "R05":
        # A start that disturbs is another rule's.
        places = [
            place
            for place in places
            if (entries[place].movement or Movement()).sleep_starts != "disturbing"
        ]
    if not places:
        return
    worse = list(entries)
    place = data.draw(st.sampled_from(places))
    worse[place] = _flagged(entries[place], *data.draw(st.sampled_from(WORSE[rule])))
    before = timeline(entries, (), profile, FIRST, _last(text))
    after = timeline(worse, (), profile, FIRST, _last(text))
    for one, other in zip(before, after, strict=True):
        assert other.rules.get(rule, Level.NONE) >= one.rules.get(rule, Level.NONE), one.date


@FEW
# Who dozed off although they sleep enough still does sleep enough.
@example(
    text=". . . . . . . . . jS jS",
    visits=(DoctorVisit(date=FIRST + timedelta(days=10)),),
    profile=None,
)
@given(st.one_of(DENSE, TEXTS), VISITS, PROFILES)
def test_a_stage_never_asks_more_than_its_banner_and_a_way_out_is_kept_by_calm_days(
    diary: Write, text: str, visits: tuple[DoctorVisit, ...], profile: Profile | None
) -> None:
    last = _last(text)
    entries = diary(text)
    seen = tuple(visit for visit in visits if visit.date <= last)
    said = standing(entries, seen, profile, last)
    if said.banner is None:
        assert said.raised == ()
        return
    for stage in said.banner.stages:
        assert stage.rule in said.banner.rules
        assert stage.began <= stage.rose <= last
        assert 0 <= stage.before.flagged <= stage.before.answered <= stage.before.days
        assert (stage.calm_since is None) == (stage.calm_days == 0)
        assert stage.seen_on is None or stage.stage in {"seen", "easing"}
        if stage.eases_on is None:
            continue
        going = (stage.eases_on - last).days
        rows = timeline(
            diary(text + " ." * going), seen, profile, stage.eases_on, stage.eases_on
        )
        gone = standing(diary(text + " ." * going), seen, profile, stage.eases_on)
        assert stage.rule not in {raised.rule for raised in gone.raised}
        assert rows[0].shown == gone.shown
