"""Which tip tonight: fitting first, nothing twice, every subject its turn, safety first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.patterns import Stage
from coach.core.tips.condition import TipCondition, parse_condition
from coach.core.tips.facts.table import Facts, Speaking
from coach.core.tips.needs import Need
from coach.core.tips.rotation import Choice, For, last_shown, tonight
from coach.core.tips.shelf import REST_DAYS, SAFETY_REST_DAYS, hidden
from coach.core.tips.tip import Subject, Tip

DAY = date(2026, 11, 22)
NOTHING = Facts({})
STRESSED = Facts({"stress": 4})


def tip(
    name: str,
    subject: str = "stress",
    *,
    when: object = None,
    unless: object = None,
    safety: bool = False,
    first: bool = False,
    begins: float = 0,
    asks: bool = False,
) -> Tip:
    return Tip(
        id=name,
        subject=subject,
        do="Do.",
        why="Why.",
        source="own",
        when=_condition(when),
        unless=_condition(unless),
        safety=safety,
        first=first,
        begins_h_before_bed=begins,
        asks_for_doctor=asks,
    )


def _condition(raw: object) -> TipCondition | None:
    return None if raw is None else parse_condition(raw)


NEW = Speaking(stage=Stage.NEW, asks=True, is_new=True)
KNOWN = Speaking(stage=Stage.KNOWN, asks=True)
SEEN = Speaking(stage=Stage.SEEN)
EASING = Speaking(stage=Stage.EASING)
HARD = {"stress": ">= 4"}
CALM = {"stress": "<= 2"}


def choose(
    tips: Iterable[Tip],
    facts: Facts = NOTHING,
    shown: Sequence[ShownTip] = (),
    day: date = DAY,
    *,
    banner: bool = False,
    speaking: Speaking | None = None,
    needs: Mapping[str, Need] = {},
    to_bed_h: float | None = None,
    skip: frozenset[str] = frozenset(),
) -> Choice | None:
    known = facts.beside(speaking or (NEW if banner else Speaking()))
    return tonight(tips, subjects(needs), known, shown, day, to_bed_h=to_bed_h, skip=skip)


def need(**steps: object) -> Need:
    """A need: `three={...}` is the condition of step 3."""
    places = {"three": 3, "two": 2, "one": 1}
    held = tuple((places[name], parse_condition(raw)) for name, raw in steps.items())
    return Need(held, "own")


def subjects(needs: Mapping[str, Need]) -> list[Subject]:
    return [Subject(slug, slug.capitalize(), needed) for slug, needed in needs.items()]


def another(
    tips: Iterable[Tip], facts: Facts, noted: Sequence[ShownTip], *, banner: bool = False
) -> Choice | None:
    """A tip that was not shown today, as `n` asks for it."""
    seen = frozenset(one.tip for one in noted if one.shown_on == DAY)
    return choose(tips, facts, noted, banner=banner, skip=seen)


def name_of(choice: Choice | None) -> str | None:
    return None if choice is None else choice.tip.id


def ago(name: str, days: int, feedback: Feedback | None = None) -> ShownTip:
    return ShownTip(tip=name, shown_on=DAY - timedelta(days=days), feedback=feedback)


def live(
    tips: Sequence[Tip],
    days: int,
    facts: Facts = NOTHING,
    said: dict[str, Feedback] | None = None,
    *,
    banner: bool = False,
    speaking: Speaking | None = None,
) -> list[Choice]:
    """The choices of so many evenings in a row, each noted as it is shown."""
    shown: list[ShownTip] = []
    choices: list[Choice] = []
    for number in range(days):
        day = DAY + timedelta(days=number)
        choice = choose(tips, facts, shown, day, banner=banner, speaking=speaking)
        assert choice is not None
        feedback = (said or {}).get(choice.tip.id)
        shown.append(ShownTip(tip=choice.tip.id, shown_on=day, feedback=feedback))
        choices.append(choice)
    return choices


names = st.lists(
    st.sampled_from([f"tip-{letter}" for letter in "abcdefghijkl"]), unique=True, min_size=1
)
histories = st.lists(
    st.builds(
        ShownTip,
        tip=st.sampled_from([f"tip-{letter}" for letter in "abcdefghijkl"]),
        shown_on=st.integers(1, 40).map(lambda days: DAY - timedelta(days=days)),
        feedback=st.sampled_from([None, *Feedback]),
    ),
    max_size=30,
)


@st.composite
def catalogues(draw: st.DrawFn) -> list[Tip]:
    return [
        tip(
            name,
            draw(st.sampled_from(["caffeine", "light", "worry"])),
            when=draw(st.sampled_from([None, HARD, CALM])),
            unless=draw(st.sampled_from([None, HARD])),
            safety=draw(st.booleans()),
        )
        for name in draw(names)
    ]


def resting(shown: Sequence[ShownTip], tips: Sequence[Tip], *, banner: bool) -> set[str]:
    """The tips that may not come yet."""
    safe = {one.id for one in tips if one.safety}
    return {
        one.tip
        for one in shown
        if (DAY - one.shown_on).days
        <= (SAFETY_REST_DAYS if banner and one.tip in safe else REST_DAYS)
    }


known = st.sampled_from([NOTHING, STRESSED, Facts({"stress": 1})])


@given(tips=catalogues(), shown=histories, facts=known, banner=st.booleans())
def test_the_same_evening_gives_the_same_tip_in_whatever_order_they_were_noted(
    tips: list[Tip], shown: list[ShownTip], facts: Facts, banner: bool
) -> None:
    first = choose(tips, facts, shown, banner=banner)
    again = choose(tips, facts, tuple(shown[::-1]), banner=banner)
    assert first == again


@given(tips=catalogues(), shown=histories, facts=known, banner=st.booleans())
def test_a_tip_rests_ten_days_while_another_could_be_shown(
    tips: list[Tip], shown: list[ShownTip], facts: Facts, banner: bool
) -> None:
    choice = choose(tips, facts, shown, banner=banner)
    recent = resting(shown, tips, banner=banner)
    away = hidden(shown)
    could = {
        one.id
        for one in tips
        if one.id not in away
        and not one.barred(facts)
        and (one.when is None or one.when.holds(facts))
    }
    if choice is None:
        assert not could
    else:
        assert choice.tip.id in could
        assert choice.tip.id not in recent or could <= recent


@given(tips=catalogues(), shown=histories, facts=known, banner=st.booleans())
def test_a_hidden_or_forbidden_tip_is_never_chosen(
    tips: list[Tip], shown: list[ShownTip], facts: Facts, banner: bool
) -> None:
    choice = choose(tips, facts, shown, banner=banner)
    assert choice is None or choice.tip.id not in hidden(shown)
    assert choice is None or not choice.tip.barred(facts)


@given(tips=catalogues(), shown=histories, facts=known, banner=st.booleans())
def test_while_a_banner_is_new_a_rested_safety_tip_comes_before_any_other(
    tips: list[Tip], shown: list[ShownTip], facts: Facts, banner: bool
) -> None:
    recent = resting(shown, tips, banner=True)
    safe = [
        one
        for one in tips
        if one.safety
        and one.id not in recent | hidden(shown)
        and not one.barred(facts)
        and one.fits(facts)
    ]
    choice = choose(tips, facts, shown, banner=True)
    assert not safe or (choice is not None and choice.tip.safety)


@given(tips=catalogues(), shown=histories, facts=known, banner=st.booleans())
def test_a_tip_once_noted_stays_for_the_evening(
    tips: list[Tip], shown: list[ShownTip], facts: Facts, banner: bool
) -> None:
    choice = choose(tips, facts, shown, banner=banner)
    if choice is not None:
        noted = [*shown, ShownTip(tip=choice.tip.id, shown_on=DAY)]
        assert choose(tips, facts, noted, banner=banner) == choice


@given(tips=catalogues(), shown=histories, facts=known, banner=st.booleans())
def test_the_last_of_several_asked_for_stays(
    tips: list[Tip], shown: list[ShownTip], facts: Facts, banner: bool
) -> None:
    noted, current = list(shown), choose(tips, facts, shown, banner=banner)
    for _ in range(3):
        if current is None:
            return
        noted.append(ShownTip(tip=current.tip.id, shown_on=DAY))
        assert name_of(choose(tips, facts, noted[::-1], banner=banner)) == current.tip.id
        current = another(tips, facts, noted, banner=banner)


@given(tips=catalogues(), shown=histories, facts=known)
def test_another_shows_each_tip_at_most_once_an_evening_and_then_none(
    tips: list[Tip], shown: list[ShownTip], facts: Facts
) -> None:
    noted, seen = list(shown), list[str]()
    while choice := another(tips, facts, noted):
        assert choice.tip.id not in seen
        seen.append(choice.tip.id)
        noted.append(ShownTip(tip=choice.tip.id, shown_on=DAY))
    assert len(seen) <= len(tips)


def test_what_fits_today_comes_before_what_fits_any_day() -> None:
    tips = [tip("any", "light"), tip("fitting", when=HARD)]
    choice = choose(tips, STRESSED)
    assert choice is not None
    assert (choice.tip.id, choice.fits) == ("fitting", True)


def test_where_nothing_fits_a_tip_for_any_day_is_shown() -> None:
    choice = choose([tip("any"), tip("fitting", when=HARD)], NOTHING)
    assert choice is not None
    assert (choice.tip.id, choice.fits, choice.because) == ("any", False, ())
    assert choice.why_now == "It suits any evening."


def test_a_tip_whose_condition_does_not_hold_is_not_shown_at_all() -> None:
    assert choose([tip("fitting", when=HARD)], Facts({"stress": 2})) is None


@pytest.mark.parametrize(("days", "again"), [(REST_DAYS, False), (REST_DAYS + 1, True)])
def test_a_fitting_tip_comes_again_on_the_eleventh_day(days: int, again: bool) -> None:
    tips = [tip("fitting", when=HARD), tip("any")]
    choice = choose(tips, STRESSED, [ago("fitting", days)])
    assert (name_of(choice) == "fitting") is again


def test_where_all_rest_the_one_that_rested_longest_comes_back() -> None:
    tips = [tip("one"), tip("two"), tip("three")]
    shown = [ago("one", 3), ago("two", 5), ago("three", 4)]
    assert name_of(choose(tips, NOTHING, shown)) == "two"


def test_not_for_me_hides_a_tip_and_a_later_word_brings_it_back() -> None:
    tips = [tip("one")]
    no = ago("one", 40, Feedback.NOT_FOR_ME)
    assert choose(tips, NOTHING, [no]) is None
    assert choose(tips, NOTHING, [no, ago("one", 20)]) is None
    assert name_of(choose(tips, NOTHING, [no, ago("one", 20, Feedback.TRIED)])) == "one"
    assert name_of(choose(tips, NOTHING, [ago("one", 40)])) == "one"


def test_what_is_skipped_is_left_out() -> None:
    tips = [tip("one"), tip("two")]
    assert name_of(choose(tips, skip=frozenset({"one"}))) == "two"
    assert choose(tips, skip=frozenset({"one", "two"})) is None


def test_what_helped_comes_more_often_than_what_did_not() -> None:
    tips = [tip(f"tip-{number}", when=HARD) for number in range(40)]
    said = {"tip-3": Feedback.HELPED}
    seen = [choice.tip.id for choice in live(tips, 365, STRESSED, said)]
    others = [seen.count(one.id) for one in tips if one.id != "tip-3"]
    assert seen.count("tip-3") > max(others)
    assert min(others) > 0


def test_what_helped_need_not_wait_until_every_other_tip_was_shown() -> None:
    tips = [tip("helpful"), *[tip(f"tip-{number}") for number in range(99)]]
    assert name_of(choose(tips, shown=[ago("helpful", 25, Feedback.HELPED)])) == "helpful"
    assert name_of(choose(tips, shown=[ago("helpful", 15, Feedback.HELPED)])) != "helpful"


def test_a_subject_with_a_tip_that_helped_gets_more_turns_and_the_others_still_theirs() -> None:
    subjects = [f"subject-{number}" for number in range(8)]
    tips = [tip(f"{name}-{number}", name) for name in subjects for number in range(6)]
    said = {f"subject-0-{number}": Feedback.HELPED for number in range(6)}
    seen = [choice.tip.subject for choice in live(tips, 200, said=said)]
    turns = [seen.count(name) for name in subjects]
    assert turns[0] > max(turns[1:])
    assert min(turns) >= 10


@settings(max_examples=20)
@given(sizes=st.lists(st.integers(1, 8), min_size=2, max_size=7))
def test_every_subject_gets_its_turn(sizes: list[int]) -> None:
    tips = [
        tip(f"s{subject}-{number}", f"s{subject}")
        for subject, size in enumerate(sizes)
        for number in range(size)
    ]
    seen = [choice.tip.subject for choice in live(tips, 60)]
    for start in range(0, 45):
        window = set(seen[start : start + 15])
        assert window == {one.subject for one in tips}


def test_the_order_is_another_one_on_another_day() -> None:
    tips = [tip(f"tip-{number}", f"subject-{number}") for number in range(30)]
    chosen = {name_of(choose(tips, day=DAY + timedelta(days=n))) for n in range(20)}
    assert len(chosen) > 5


def test_new_advice_has_every_evening_and_later_every_other_one() -> None:
    asks = {"banner_asks": True}
    tips = [
        *[tip(f"safe-{n:02}", "safety", when=asks, safety=True) for n in range(16)],
        *[tip(f"other-{n:02}", when=HARD) for n in range(16)],
    ]
    new = live(tips, 5, STRESSED, banner=True)
    assert [choice.tip.id for choice in new] == [f"safe-{n:02}" for n in range(5)]
    later = live(tips, 8, STRESSED, speaking=KNOWN)
    assert [choice.tip.safety for choice in later] == [True, False] * 4


def test_a_safety_tip_rests_fourteen_days_beside_a_banner() -> None:
    tips = [tip("safe", "safety", when={"banner": True}, safety=True), tip("any")]
    beside = [choose(tips, shown=[ago("safe", days)], banner=True) for days in (14, 15)]
    assert [name_of(choice) for choice in beside] == ["any", "safe"]


@pytest.mark.parametrize("speaking", [SEEN, EASING, Speaking(after_visit=True)])
def test_nothing_asks_for_an_appointment_once_a_doctor_has_seen_it(speaking: Speaking) -> None:
    tips = [
        tip("ring", "safety", when={"R04": True}, safety=True, first=True, asks=True),
        tip("any"),
    ]
    told = Speaking(frozenset({"R04"}), speaking.stage, after_visit=speaking.after_visit)
    assert name_of(choose(tips, speaking=told)) == "any"
    asking = Speaking(frozenset({"R04"}), Stage.SEEN, asks=True)
    assert name_of(choose(tips, speaking=asking)) == "ring"


PLAINEST = {
    "caffeine": need(three={"left_mg": ">= 100"}),
    "light": need(one={"stress": ">= 1"}),
}
LATE_COFFEE = Facts({"left_mg": 120.0, "stress": 1})


def lever_tips(count: int = 8) -> list[Tip]:
    cups = [tip(f"cup-{n}", "caffeine", when={"left_mg": "> 75"}) for n in range(count)]
    return [*[tip(f"dim-{n}", "light", when={"stress": ">= 1"}) for n in range(count)], *cups]


def test_the_plainest_lever_comes_first_and_lets_the_next_by_after_two_evenings() -> None:
    shown: list[ShownTip] = []
    seen = []
    for number in range(9):
        day = DAY + timedelta(days=number)
        choice = choose(lever_tips(), LATE_COFFEE, shown, day, needs=PLAINEST)
        assert choice is not None
        shown.append(ShownTip(tip=choice.tip.id, shown_on=day))
        seen.append(choice.tip.subject)
    assert seen[0] == "caffeine"
    assert all(
        set(three) == {"caffeine", "light"}
        for three in zip(seen, seen[1:], seen[2:], strict=False)
    )


def test_within_a_subject_the_order_of_the_file_is_kept() -> None:
    tips = [tip(name, "caffeine", when=HARD) for name in ("zulu", "alpha", "mike")]
    assert [choice.tip.id for choice in live(tips, 3, STRESSED)] == ["zulu", "alpha", "mike"]


@pytest.mark.parametrize(
    ("to_bed_h", "offered"),
    [(3.0, For.TONIGHT), (2.9, For.TOMORROW), (-0.5, For.TOMORROW), (None, For.TONIGHT)],
)
def test_what_should_have_begun_by_now_is_offered_for_tomorrow(
    to_bed_h: float | None, offered: For
) -> None:
    choice = choose([tip("dim", begins=3)], to_bed_h=to_bed_h)
    assert choice is not None
    assert choice.offered_for is offered


def test_past_bedtime_what_never_is_too_late_is_still_for_tonight() -> None:
    choice = choose([tip("breathe")], to_bed_h=-1)
    assert choice is not None
    assert choice.offered_for is For.TONIGHT


def test_who_sleeps_by_day_is_told_before_bed_and_not_tonight() -> None:
    choice = choose([tip("breathe")], Facts({"day_sleeper": True}))
    assert choice is not None
    assert choice.heading == "Before bed"
    nightly = choose([tip("breathe")])
    assert nightly is not None
    assert nightly.heading == "For tonight"


def test_of_one_subject_what_can_still_be_begun_comes_first() -> None:
    tips = [tip("dim", "light", begins=3), tip("mask", "light")]
    assert name_of(choose(tips, to_bed_h=4)) == "dim"
    assert name_of(choose(tips, to_bed_h=1)) == "mask"


def test_a_lever_that_shows_later_in_the_evening_takes_the_place_of_a_small_one() -> None:
    noted = [ago("dim-0", 0)]
    before = Facts({"stress": 1})
    assert name_of(choose(lever_tips(), before, noted, needs=PLAINEST)) == "dim-0"
    assert name_of(choose(lever_tips(), LATE_COFFEE, noted, needs=PLAINEST)) == "cup-0"


def test_the_tip_noted_last_stays_also_where_a_lever_took_the_place_of_another() -> None:
    noted = [
        stamped("dim-0", 20),
        stamped("dim-1", 21),
        stamped("cup-0", 22),
    ]
    chosen = choose(lever_tips(), LATE_COFFEE, noted[::-1], needs=PLAINEST)
    assert name_of(chosen) == "cup-0"


def stamped(name: str, hour: int, feedback: Feedback | None = None) -> ShownTip:
    at = datetime(DAY.year, DAY.month, DAY.day, hour, tzinfo=UTC)
    return ShownTip(tip=name, shown_on=DAY, feedback=feedback, recorded_at=at)


def test_the_tip_to_ask_about_is_the_one_that_stood_last_before_today() -> None:
    tomorrow = DAY + timedelta(days=1)
    shown = [
        stamped("second", 23),
        stamped("away", 22, Feedback.NOT_FOR_ME),
        stamped("first", 21),
        ago("earlier", 3),
        ago("today", -1),
    ]
    asked = last_shown(shown, tomorrow)
    assert asked is not None
    assert asked.tip == "second"
    answered = [stamped("second", 23, Feedback.NOT_FOR_ME), *shown[1:]]
    assert last_shown(answered, tomorrow) == answered[0], "an answer can be changed"
    assert last_shown(shown, DAY - timedelta(days=3)) is None


def test_a_banner_takes_the_place_of_a_tip_shown_earlier_today() -> None:
    tips = [tip("other", when=HARD), tip("safe", when={"banner": True}, safety=True)]
    noted = [ago("other", 0)]
    assert name_of(choose(tips, STRESSED, noted)) == "other"
    assert name_of(choose(tips, STRESSED, noted, banner=True)) == "safe"


def test_a_tip_that_comes_first_does_so_without_a_banner_and_at_once() -> None:
    tips = [
        tip("other", when=HARD),
        tip("urgent", "care", when={"hard_to_cope": True}, safety=True, first=True),
    ]
    facts = Facts({"stress": 5, "hard_to_cope": True})
    assert name_of(choose(tips, facts)) == "urgent"
    assert name_of(choose(tips, facts, [ago("other", 0)])) == "urgent"


def test_a_tip_for_any_day_gives_way_to_one_that_fits_what_was_answered_since() -> None:
    tips = [tip("any", "light"), tip("fitting", when=HARD)]
    noted = [ago("any", 0)]
    assert name_of(choose(tips, NOTHING, noted)) == "any"
    assert name_of(choose(tips, STRESSED, noted)) == "fitting"


def test_marking_a_tip_in_the_catalogue_does_not_make_it_tonights() -> None:
    tips = [tip(f"tip-{number}") for number in range(5)]
    tonights = name_of(choose(tips))
    assert tonights is not None
    marked = [
        ago(one.id, 0, Feedback.HELPED if one.id != tonights else None) for one in tips[:4]
    ]
    noted = (
        marked if any(one.tip == tonights for one in marked) else [*marked, ago(tonights, 0)]
    )
    assert name_of(choose(tips, NOTHING, noted)) == tonights


def test_why_now_names_the_answers_that_the_tip_fits() -> None:
    both = tip("both", when={"stress": ">= 4", "left_mg": "> 75", "anxiety": ">= 1"})
    choice = choose([both], Facts({"stress": 4, "left_mg": 83.0, "anxiety": 2}))
    assert choice is not None
    assert choice.because == (
        "Stress was 4 of 5.",
        "About 85 mg of caffeine may be left at bedtime.",
        "Anxiety was 2 of 5.",
    )


def test_beside_a_banner_another_tip_says_that_it_is_no_substitute() -> None:
    choice = choose([tip("other", when=HARD)], STRESSED, banner=True)
    assert choice is not None
    assert choice.why_now.endswith("It does not take the place of seeing a doctor.")


def test_with_long_bad_nights_a_tip_says_that_it_is_not_the_treatment() -> None:
    tips = [tip("other", when=HARD)]
    choice = choose(tips, STRESSED, speaking=Speaking(frozenset({"R13"})))
    assert choice is not None
    assert "they are not the treatment: ask a doctor about CBT-I" in choice.why_now
    plain = choose(tips, STRESSED)
    assert plain is not None
    assert "CBT-I" not in plain.why_now


def test_the_facts_may_ask_which_rules_speak() -> None:
    tips = [tip("iron", when={"R07": True})]
    assert choose(tips, NOTHING, speaking=Speaking(frozenset({"R04"}))) is None
    assert name_of(choose(tips, NOTHING, speaking=Speaking(frozenset({"R07"})))) == "iron"


def test_an_empty_house_has_no_tip() -> None:
    assert choose([]) is None
