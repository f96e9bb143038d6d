"""The catalogue that ships: every tip, source and page keeps the promises made of it."""

import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.core.patterns import Stage
from coach.core.tips.condition import Comparison, Operator, TipCondition
from coach.core.tips.facts.fact import Value
from coach.core.tips.facts.table import FACTS, Facts, Speaking
from coach.core.tips.tip import LearnPage, Tip
from coach.store.tips.tipbook import DO_LENGTH, WHY_LENGTH, Tipbook, load

BOOK = load()
TIPS = {tip.id: tip for tip in BOOK.tips}
PAGES = {page.slug: page for page in BOOK.pages}
README = Path(__file__).resolve().parents[3] / "tips" / "README.md"

# A tip may speak of a medicine only to say: ask, tell, list, do not stop.
REMEDIES = re.compile(
    r"\b(melatonin|valerian|magnesium|cbd|supplement|vitamin|ibuprofen|paracetamol|aspirin|"
    r"sleeping (pill|tablet)s?|sedatives?|dopamine|gabapentin|clonazepam|ferritin|"
    r"iron (tablet|supplement)s?|take iron|more iron|dose)\b",
    re.IGNORECASE,
)
MEDICINE = re.compile(
    r"\b(medicines?|tablets?|pills?|prescribed|prescription|remedy|iron)\b", re.I
)
CAREFUL = re.compile(
    r"\b(ask|tell|list|do not stop|stop nothing|change nothing|look for|blood test)\b", re.I
)
LESS_SLEEP = re.compile(
    r"(stay(ing)? up|go(ing)? to bed later|later bedtime|get up earlier|rise earlier|"
    r"less sleep|sleep less|less time in bed|shorter nights?|restrict|limit your sleep|"
    r"out of bed (by|within)|alarm earlier|skip sleep|cut (down )?(your )?(sleep|time in bed))",
    re.IGNORECASE,
)
TREATMENT = re.compile(r"\b(cures?|cured|treats?|treatments?|therapy|heals?|fix(es)?)\b", re.I)
OWN_DISEASE = re.compile(
    r"\byour? (restless legs syndrome|insomnia|apnoea|disorder|narcolepsy|epilepsy|anaemia|"
    r"diabetes|condition)\b|\byou have (?!been|had|them|drunk|slept)",
    re.IGNORECASE,
)
GUILT = re.compile(r"!|\b(must|should have|fail(ed|ure)?|guilt|lazy|bad habit|streak)\b", re.I)

PROMISED_PAGES = {
    "sleep-starts",
    "limb-movements",
    "acting-out-dreams",
    "restless-legs",
    "twitching-by-day",
    "raises-risk",
    "brings-it-on",
    "what-helps",
    "see-a-doctor",
    "caffeine",
}


def _both(tip: Tip) -> str:
    return f"{tip.do} {tip.why}"


def _offenders(promise: Callable[[Tip], object]) -> list[str]:
    """The tips that do not keep a promise."""
    return [tip.id for tip in BOOK.tips if not promise(tip)]


every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


def test_there_are_at_least_sixty_tips_on_many_subjects() -> None:
    assert len(BOOK.tips) >= 60
    assert len(BOOK.subjects) >= 12
    assert all(BOOK.of(subject) for subject in BOOK.subjects)


def test_every_tip_and_page_resolves_its_sources() -> None:
    BOOK.check()


def test_every_source_is_named_by_something() -> None:
    named = {tip.source for tip in BOOK.tips} | {key for p in BOOK.pages for key in p.sources}
    named |= {subject.need.source for subject in BOOK.subjects}
    assert named == set(BOOK.sources)


def test_a_doi_is_bare() -> None:
    for source in BOOK.sources.values():
        assert source.doi is None or re.fullmatch(r"10\.\d{4,9}/\S+", source.doi), source.key
        assert "doi" not in source.citation.casefold(), source.key


def test_a_tip_is_short() -> None:
    assert not _offenders(lambda tip: len(tip.do) <= DO_LENGTH and len(tip.why) <= WHY_LENGTH)
    assert not _offenders(lambda tip: len(textwrap.wrap(tip.do, 76)) <= 2)


def test_a_tip_is_calm_and_reads_like_a_sentence() -> None:
    assert not _offenders(lambda tip: not GUILT.search(_both(tip)))
    assert not _offenders(lambda tip: tip.do[-1] in ".?" and tip.why[-1] == ".")
    assert not _offenders(lambda tip: tip.do[0].isupper() and tip.why[0].isupper())


def test_no_tip_advises_a_medicine() -> None:
    assert not _offenders(lambda tip: not REMEDIES.search(tip.do))
    assert not _offenders(lambda tip: not MEDICINE.search(tip.do) or CAREFUL.search(tip.do))


def test_no_tip_advises_less_sleep_or_less_time_in_bed() -> None:
    assert not _offenders(lambda tip: not LESS_SLEEP.search(_both(tip)))


def test_no_tip_names_a_disease_as_the_readers_own() -> None:
    assert not _offenders(lambda tip: not OWN_DISEASE.search(_both(tip)))


def test_no_tip_is_worded_as_a_treatment_but_the_one_that_names_it() -> None:
    assert _offenders(lambda tip: not TREATMENT.search(_both(tip))) == ["care-ask-for-cbt-i"]


def test_a_tip_fits_only_where_something_was_answered() -> None:
    assert not _offenders(lambda tip: not tip.fits(Facts({})))


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (REMEDIES, "Take magnesium before bed."),
        (REMEDIES, "Try a sleeping tablet."),
        (LESS_SLEEP, "Go to bed only at one: restrict the night."),
        (LESS_SLEEP, "Stay up until midnight."),
        (TREATMENT, "Breathing cures jolts."),
        (OWN_DISEASE, "Your insomnia needs this."),
        (OWN_DISEASE, "If you have restless legs, walk."),
        (GUILT, "You should have slept!"),
    ],
)
def test_the_word_lists_catch_what_they_are_for(pattern: re.Pattern[str], words: str) -> None:
    assert pattern.search(words)


def test_the_careful_tips_say_what_they_must() -> None:
    assert "200 mg" in TIPS["caffeine-in-pregnancy"].do
    assert "not if pregnant" in TIPS["breathing-4-7-8"].do
    assert "do not stop a prescribed medicine" in TIPS["twitching-new-medicine"].do
    assert "unsteady" in TIPS["schedule-sit-until-sleepy"].do
    for name in ("alcohol-free-night", "alcohol-and-snoring"):
        assert "ask a doctor before stopping at once" in TIPS[name].do


@pytest.mark.parametrize("name", ["breathing-4-7-8", "breathing-box", "relaxation-warm-shower"])
def test_what_is_not_for_pregnancy_is_never_shown_then(name: str) -> None:
    tip = TIPS[name]
    assert tip.unless is not None
    assert tip.unless.holds(Facts({"pregnant": True}))


ASKS = Facts({}).beside(Speaking(stage=Stage.KNOWN, asks=True))
SEEN = Facts({}).beside(Speaking(stage=Stage.SEEN))
EASING = Facts({}).beside(Speaking(stage=Stage.EASING))
APPOINTMENT = re.compile(
    r"\b(appointment|surgery|ring|when you book|see (the|a) doctor|(ask|for) the doctor)\b",
    re.I,
)


def test_the_first_tip_beside_a_banner_is_the_appointment() -> None:
    beside = [tip for tip in BOOK.tips if tip.safety and tip.fits(ASKS)]
    assert beside[0].id == "safety-ring-in-the-morning"
    assert len(beside) > 15


def test_what_speaks_of_an_appointment_is_silent_once_a_doctor_has_seen_it() -> None:
    speaking = _offenders(lambda tip: not APPOINTMENT.search(tip.do) or tip.asks_for_doctor)
    # Somebody who cannot cope is told whom to ring, whatever a doctor has seen.
    assert speaking == ["care-hard-to-cope"]
    assert not _offenders(lambda tip: not (tip.asks_for_doctor and not tip.barred(SEEN)))
    for known in (SEEN, EASING):
        assert any(tip.safety and tip.fits(known) for tip in BOOK.tips)


def test_every_subject_says_what_makes_it_a_lever() -> None:
    for subject in BOOK.subjects:
        steps = [step for step, _ in subject.need.steps]
        assert steps
        assert steps == sorted(steps, reverse=True)
        assert subject.need.weighed(Facts({})).step == 0


def test_what_has_an_hour_reads_right_for_tonight_and_for_tomorrow() -> None:
    nightly = re.compile(r"\b(tonight|this evening|tomorrow)\b", re.I)
    assert not _offenders(lambda tip: not (tip.begins_h_before_bed and nightly.search(tip.do)))


def test_what_is_for_tomorrow_does_not_speak_of_tonight() -> None:
    tonight = re.compile(r"\b(tonight|this evening)\b", re.I)
    assert not _offenders(lambda tip: not (tip.for_tomorrow and tonight.search(tip.do)))


def test_nothing_darkens_the_eyes_on_the_way_home() -> None:
    dark = re.compile(r"\b(sunglasses|dark glasses|shades)\b", re.I)
    assert not _offenders(lambda tip: not dark.search(_both(tip)))


@pytest.mark.parametrize("facts", [{"day_sleeper": True}, {"shift_days": 3}])
def test_who_sleeps_by_day_is_sent_into_no_light_before_bed(facts: dict[str, Value]) -> None:
    light = re.compile(r"\b((?<!for )daylight|outdoors|brightest|bright light)\b", re.I)
    after_waking = re.compile(r"\b(get up|start of your waking day|waking)\b", re.I)
    for tip in BOOK.tips:
        if light.search(tip.do) and not tip.barred(Facts(facts)):
            assert after_waking.search(tip.do), tip.id


def test_what_comes_first_is_a_safety_tip_with_a_condition() -> None:
    first = [tip for tip in BOOK.tips if tip.first]
    assert first
    assert all(tip.safety and tip.when is not None for tip in first)


def test_tips_for_any_day_last_through_the_days_of_rest() -> None:
    subjects = {tip.subject for tip in BOOK.tips if tip.when is None and tip.unless is None}
    assert sum(tip.when is None for tip in BOOK.tips) >= 12
    assert len(subjects) >= 5


# Every condition, in both directions.


def _values(comparisons: list[Comparison]) -> Iterator[Value]:
    """Values around the bounds of one fact."""
    for one in comparisons:
        if FACTS[one.fact].flag:
            yield from (True, False)
        else:
            yield from (one.bound, one.bound - 0.5, one.bound + 0.5)


def _value(comparisons: list[Comparison], *, all_hold: bool) -> Value:
    """A value for which all comparisons of one fact hold, or not all of them."""
    for value in _values(comparisons):
        known = Facts({comparisons[0].fact: value})
        if all(one.holds(known) for one in comparisons) is all_hold and value >= 0:
            return value
    raise AssertionError(f"no value of {comparisons[0].fact} makes it {all_hold}")


def _by_fact(alternative: tuple[Comparison, ...]) -> dict[str, list[Comparison]]:
    found: dict[str, list[Comparison]] = {}
    for one in alternative:
        found.setdefault(one.fact, []).append(one)
    return found


def _conditions() -> Iterator[tuple[str, TipCondition]]:
    for subject in BOOK.subjects:
        for step, condition in subject.need.steps:
            yield f"{subject.slug}-need-{step}", condition
    for tip in BOOK.tips:
        if tip.when is not None:
            yield f"{tip.id}-when", tip.when
        if tip.unless is not None:
            yield f"{tip.id}-unless", tip.unless


CONDITIONS = dict(_conditions())


def _alternatives() -> Iterator[tuple[str, tuple[Comparison, ...]]]:
    for name, condition in CONDITIONS.items():
        for alternative in condition.alternatives:
            yield name, alternative


def test_every_condition_can_hold_by_each_of_its_alternatives() -> None:
    for name, alternative in _alternatives():
        facts = {
            fact: _value(comparisons, all_hold=True)
            for fact, comparisons in _by_fact(alternative).items()
        }
        assert TipCondition((alternative,)).holds(Facts(facts)), name


def test_every_comparison_can_fail_and_then_its_condition_does_not_hold() -> None:
    for name, alternative in _alternatives():
        parts = _by_fact(alternative)
        facts = {fact: _value(parts[fact], all_hold=True) for fact in parts}
        for fact in parts:
            failing = {**facts, fact: _value(parts[fact], all_hold=False)}
            assert not TipCondition((alternative,)).holds(Facts(failing)), (name, fact)
            unknown = {other: value for other, value in facts.items() if other != fact}
            assert not TipCondition((alternative,)).holds(Facts(unknown)), (name, fact)


MOST = {
    "stress": 5,
    "anxiety": 5,
    "fatigue": 5,
    "stress_mean": 5,
    "dream_nights": 28,
    "twitch_days": 14,
}
SEVEN = re.compile(r".*(_nights|_days|_mornings|_beds|_in_bed)$")


def test_no_bound_lies_beyond_what_can_be_answered() -> None:
    for name, alternative in _alternatives():
        for one in alternative:
            if FACTS[one.fact].flag:
                assert one.fact != "pregnant" or one.bound is True, name
                continue
            most = MOST.get(one.fact, 7 if SEVEN.fullmatch(one.fact) else 3000)
            reachable = one.bound < most if one.operator is Operator.OVER else one.bound <= most
            assert reachable, (name, one)


# The pages.


def test_there_is_a_page_for_each_thing_the_article_names() -> None:
    assert set(PAGES) >= PROMISED_PAGES


@every_page
def test_a_page_fits_two_screens(page: LearnPage) -> None:
    lines = 1
    for part in page.sections:
        lines += 2 + len(part.paragraphs) - 1
        lines += sum(len(textwrap.wrap(words, 76)) for words in part.paragraphs)
    assert lines <= 36


@every_page
def test_every_part_of_a_page_has_a_source(page: LearnPage) -> None:
    assert all(part.sources for part in page.sections)


@every_page
def test_a_page_speaks_in_general_calmly_and_advises_no_medicine(page: LearnPage) -> None:
    text = _text(page)
    assert "!" not in text
    assert not re.search(r"\byour (insomnia|apnoea|disorder|narcolepsy|syndrome)\b", text, re.I)
    assert not re.search(
        r"\b(you|your)\b[^.]{0,20}\b(have|has) (restless|periodic|rem)\b", text, re.I
    )
    assert not LESS_SLEEP.search(text.replace("ask you to sleep less", ""))
    assert not re.search(r"\b(melatonin|magnesium|supplement|parkinson|dementia)\b", text, re.I)


def _text(page: LearnPage) -> str:
    return " ".join(words for part in page.sections for words in part.paragraphs)


def test_dream_sleep_is_said_to_switch_the_muscles_off() -> None:
    text = _text(PAGES["acting-out-dreams"])
    assert "the muscles are normally switched off" in text
    assert "low muscle" not in text


def test_restless_legs_are_said_to_be_felt_awake() -> None:
    text = _text(PAGES["restless-legs"])
    assert "felt while awake" in text
    assert "Movements during sleep are another thing" in text


def test_the_page_on_doctors_says_that_children_are_another_matter() -> None:
    text = _text(PAGES["see-a-doctor"])
    assert "made for adults, from 16 on" in text
    assert "warning signs above hold at every age" in text
    assert "you need no program's permission" in text


@pytest.mark.parametrize(
    "condition",
    ["diabetes", "anaemia", "uraemia", "sleep apnoea", "narcolepsy", "spinal cord"],
)
def test_each_condition_of_the_article_is_on_the_page_of_risks(condition: str) -> None:
    assert condition in _text(PAGES["raises-risk"])


def test_the_readme_lists_every_fact_that_a_condition_can_ask() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (number|yes or no) \| (.+) \|$", README.read_text(), re.M
    )
    listed = {name: (kind, meaning) for name, kind, meaning in rows}
    asked = {
        fact.name: ("yes or no" if fact.flag else "number", fact.meaning)
        for fact in FACTS.values()
        if not re.fullmatch(r"R\d\d", fact.name)
    }
    assert listed == asked


def test_a_tipbook_is_read_anew_each_time() -> None:
    assert isinstance(BOOK, Tipbook)
    assert load().tips == BOOK.tips
