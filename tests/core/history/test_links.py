"""What goes with disturbed nights: counts, interval, care with chance, words."""

import random
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.core.diary.choices import SleepMovement, SleepStarts
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Exercise,
    Movement,
    Night,
    OwnQuestion,
    Profile,
)
from coach.core.history import links as association
from coach.core.history.links import (
    FEWEST_NIGHTS,
    LEAD,
    Association,
    Factor,
    Share,
    Verdict,
    associations,
    bar,
    compared,
    count_words,
    series,
    strongest,
    strongest_words,
    title,
    verdict_words,
)

DAY = date(2026, 11, 22)
ANSWERS = st.lists(st.none() | st.booleans(), min_size=1, max_size=120)


def night(back: int, *, disturbed: bool | None = None, day: Day | None = None) -> Entry:
    movement = None
    if disturbed is not None:
        kind = SleepMovement.WOKE_ME if disturbed else SleepMovement.NONE
        movement = Movement(sleep_movement=kind)
    return Entry(date=DAY - timedelta(days=back), movement=movement, day=day)


def of(found: tuple[Association, ...], factor: Factor) -> Association:
    return next(one for one in found if one.factor is factor)


def counts(found: Association) -> tuple[Share, Share]:
    return found.present, found.absent


def test_an_empty_diary_has_five_comparisons_with_too_few_nights() -> None:
    found = associations((), None, DAY)
    assert [one.factor for one in found] == list(Factor)
    for one in found:
        assert one.verdict is Verdict.TOO_FEW
        assert one.low is one.high is one.chance is None
        assert verdict_words(one) == (
            "Too few nights to compare: it takes 10 answered on each side, and there are 0 "
            "with it and 0 without."
        )
        assert count_words(one.present) == "no answered night"
        assert bar(one.present, 4) == "····"


@pytest.mark.parametrize(
    ("factor", "with_it", "without", "open_answer"),
    [
        (Factor.STRESS, Day(stress=4), Day(stress=3), Day(anxiety=5)),
        (
            Factor.ALCOHOL,
            Day(alcohol=(AlcoholDrink(at="20:00", drinks=1),)),
            Day(alcohol=(AlcoholDrink(at="20:00", drinks=0),)),
            Day(stress=1),
        ),
        (
            Factor.CAFFEINE,
            Day(caffeine=(CaffeineDrink(at="22:30", mg=90),)),
            Day(caffeine=(CaffeineDrink(at="18:00", mg=120),)),
            Day(stress=1),
        ),
        (
            Factor.LATE_EXERCISE,
            Day(exercise=Exercise(min=40, ended_at="21:00", vigorous=True)),
            Day(exercise=Exercise(min=40, ended_at="20:50", vigorous=True)),
            Day(exercise=Exercise(min=40, vigorous=True)),
        ),
        (
            Factor.LATE_EXERCISE,
            Day(exercise=Exercise(ended_at="22:00", vigorous=True)),
            Day(exercise=Exercise(min=40, ended_at="22:50", vigorous=False)),
            Day(exercise=Exercise(min=40, ended_at="22:00")),
        ),
    ],
)
def test_the_day_before_is_set_against_the_night(
    factor: Factor, with_it: Day, without: Day, open_answer: Day
) -> None:
    # Four nights: disturbed after a day with it, calm after one without, calm after a day
    # on which it was not answered, and disturbed after a day that is missing.
    entries = (
        night(0, disturbed=True),
        night(1, day=with_it),
        night(10, disturbed=False),
        night(11, day=without),
        night(20, disturbed=False),
        night(21, day=open_answer),
        night(30, disturbed=True),
    )
    found = of(associations(entries, None, DAY), factor)
    assert counts(found) == (Share(1, 1), Share(0, 1))


def test_a_short_night_is_that_of_the_day_before() -> None:
    short = Night(
        tried_to_sleep_at="23:00", sleep_latency_min=0, awake_min=0, final_wake_at="04:59"
    )
    long = Night(
        tried_to_sleep_at="23:00", sleep_latency_min=0, awake_min=0, final_wake_at="05:00"
    )
    device = Night(
        tried_to_sleep_at="23:00",
        sleep_latency_min=0,
        awake_min=0,
        final_wake_at="04:00",
        measured=True,
    )
    entries = (
        night(0, disturbed=True),
        Entry(date=DAY - timedelta(days=1), night=short),
        night(10, disturbed=False),
        Entry(date=DAY - timedelta(days=11), night=long),
        night(20, disturbed=False),
        Entry(date=DAY - timedelta(days=21), night=device),
    )
    found = of(associations(entries, None, DAY), Factor.SHORT_NIGHT)
    assert counts(found) == (Share(1, 1), Share(0, 1))


def test_nights_that_were_not_observed_or_lie_over_a_year_back_are_left_out() -> None:
    unseen = Entry(date=DAY, movement=Movement(sleep_movement=SleepMovement.UNKNOWN))
    starts = Entry(
        date=DAY - timedelta(days=2), movement=Movement(sleep_starts=SleepStarts.NONE)
    )
    stressed = Day(stress=5)
    entries = (
        unseen,
        night(1, day=stressed),
        starts,
        night(3, day=stressed),
        night(364, disturbed=True),
        night(365, disturbed=True, day=stressed),
        night(366, day=stressed),
    )
    found = of(associations(entries, None, DAY), Factor.STRESS)
    assert counts(found) == (Share(1, 2), Share(0, 0))


def test_the_nights_of_an_experiment_are_left_out_until_it_is_open() -> None:
    entries = tuple(night(back, disturbed=back < 3, day=Day(stress=5)) for back in range(6))
    sealed = frozenset({DAY, DAY - timedelta(days=1)})
    open_ones = of(associations(entries, None, DAY), Factor.STRESS)
    assert counts(open_ones) == (Share(3, 5), Share(0, 0))
    closed = of(associations(entries, None, DAY, sealed), Factor.STRESS)
    assert counts(closed) == (Share(1, 3), Share(0, 0))


def test_nights_and_days_recalled_later_are_left_out() -> None:
    late = datetime(2027, 1, 1, tzinfo=UTC)
    entries = (
        replace(night(0, disturbed=True), first_recorded_at=late),
        night(1, day=Day(stress=5)),
        night(10, disturbed=True),
        replace(night(11, day=Day(stress=5)), first_recorded_at=late),
        night(20, disturbed=True),
        night(21, day=Day(stress=5)),
    )
    found = of(associations(entries, None, DAY), Factor.STRESS)
    assert counts(found) == (Share(1, 1), Share(0, 0))


def test_a_cleared_day_says_nothing() -> None:
    cleared = Entry(date=DAY, cleared=True)
    found = of(associations((cleared, night(1, day=Day(stress=5))), None, DAY), Factor.STRESS)
    assert found.present.nights == 0


def test_nothing_is_said_under_ten_nights_on_either_side() -> None:
    nine = [True] * (FEWEST_NIGHTS - 1) + [False] * 90
    assert compared(Factor.STRESS, series(nine), series(nine)).verdict is Verdict.TOO_FEW
    ten = [True] * FEWEST_NIGHTS + [False] * 90
    assert compared(Factor.STRESS, series(ten), series(ten)).verdict is not Verdict.TOO_FEW


def test_the_interval_is_newcombes() -> None:
    # Newcombe 1998, table II, method 10, comparison (a): 56/70 against 48/80 at 95 %.
    low, high = association.difference(Share(56, 70), Share(48, 80), z=1.959964)
    assert low == pytest.approx(0.0524, abs=5e-5)
    assert high == pytest.approx(0.3339, abs=5e-5)


@given(st.integers(0, 30), st.integers(0, 30), st.floats(1, 5))
def test_the_interval_holds_the_difference_and_widens_with_spells(
    one: int, other: int, widened: float
) -> None:
    shares = Share(one, 30), Share(other, 30)
    low, high = association.difference(*shares)
    wider = association.difference(*shares, widened)
    gap = shares[0].value - shares[1].value
    assert -1 - 1e-9 <= wider[0] <= low + 1e-9 <= gap + 2e-9
    assert gap - 2e-9 <= high - 1e-9 <= wider[1] <= 1 + 1e-9


def alternating(length: int, run: int) -> list[bool | None]:
    return [place // run % 2 == 0 for place in range(length)]


def test_days_by_themselves_do_not_widen_and_spells_in_both_do() -> None:
    r = random.Random(4)
    coins = series([r.random() < 0.5 for _ in range(300)])
    spells = series(alternating(300, 10))
    known = coins.known
    assert association.spell_factor(known, coins.yes, spells.yes) < 1.5
    assert association.spell_factor(known, spells.yes, spells.yes) > 5


@given(ANSWERS, ANSWERS)
def test_any_two_series_can_be_compared(
    things: list[bool | None], nights: list[bool | None]
) -> None:
    found = compared(Factor.ALCOHOL, series(things), series(nights))
    pairs = [
        (thing, disturbed)
        for thing, disturbed in zip(things, nights, strict=False)
        if thing is not None and disturbed is not None
    ]
    assert found.present == Share(pairs.count((True, True)), sum(thing for thing, _ in pairs))
    assert found.absent.nights == len(pairs) - found.present.nights
    said = verdict_words(found)
    assert "cause" not in said
    assert found.verdict is Verdict.TOO_FEW or 0 <= (found.chance or 0) <= 1


def test_a_strong_link_is_told_with_its_size_and_the_chance() -> None:
    r = random.Random(8)
    things: list[bool | None] = [r.random() < 1 / 3 for _ in range(200)]
    nights: list[bool | None] = [r.random() < (0.8 if thing else 0.2) for thing in things]
    found = compared(Factor.CAFFEINE, series(things), series(nights))
    assert found.verdict is Verdict.MORE
    assert found.low is not None and found.low > 0.2
    said = verdict_words(found)
    assert said == (
        "With much caffeine left at bedtime 82 % of nights were disturbed, else 15 %; "
        "chance alone seldom does that: in fewer than 1 of 1,000 diaries."
    )
    assert title(found) == "More than 75 mg of caffeine left at bedtime"


def test_a_link_the_other_way_is_no_advice() -> None:
    r = random.Random(5)
    things: list[bool | None] = [r.random() < 1 / 3 for _ in range(200)]
    nights: list[bool | None] = [r.random() < (0.1 if thing else 0.7) for thing in things]
    found = compared(Factor.ALCOHOL, series(things), series(nights))
    assert found.verdict is Verdict.FEWER
    assert "no reason to have more of it" in verdict_words(found)


def test_no_difference_is_no_telling_and_chance_brings_it_easily() -> None:
    things: list[bool | None] = [place % 2 == 0 for place in range(80)]
    nights: list[bool | None] = [place // 2 % 2 == 0 for place in range(80)]
    found = compared(Factor.STRESS, series(things), series(nights))
    assert found.verdict is Verdict.NO_TELLING
    assert found.chance == 1
    assert verdict_words(found) == (
        "After stressful days 50 % of nights were disturbed, else 50 %; "
        "chance alone easily does that."
    )


def test_one_long_spell_of_both_proves_nothing() -> None:
    # Thirty stressful days and, in the same month, thirty bad nights: one coincidence.
    both: list[bool | None] = [60 <= place < 90 for place in range(150)]
    found = compared(Factor.STRESS, series(both), series(both))
    assert found.present == Share(30, 30)
    assert found.absent == Share(0, 120)
    assert found.verdict is Verdict.NO_TELLING


def test_it_is_told_exactly_where_the_chance_is_at_most_one_in_twenty() -> None:
    r = random.Random(2)
    seen = set()
    for _ in range(300):
        share = r.random()
        things: list[bool | None] = [r.random() < 0.4 for _ in range(120)]
        nights: list[bool | None] = [r.random() < (share if thing else 0.3) for thing in things]
        found = compared(Factor.STRESS, series(things), series(nights))
        assert found.chance is not None
        told = found.verdict in (Verdict.MORE, Verdict.FEWER)
        assert told is (found.chance <= 0.05)
        seen.add(told)
    assert seen == {True, False}


def test_a_share_is_drawn_from_none_to_all() -> None:
    assert bar(Share(0, 10), 4) == "░░░░"
    assert bar(Share(5, 10), 4) == "██░░"
    assert count_words(Share(12, 20)) == "12 of 20 nights disturbed, 60 %"
    assert "need not be cause and effect" in LEAD


def after_chance_days(
    with_it: Day, without: Day, *, shares: tuple[float, float]
) -> list[Entry]:
    """Nights disturbed with these shares after days with a thing and without, drawn once."""
    rng, entries, had = random.Random(3), list[Entry](), False
    for back in range(120, -1, -1):
        disturbed = rng.random() < shares[0 if had else 1]
        had = rng.random() < 0.4
        entries.append(night(back, disturbed=disturbed, day=with_it if had else without))
    return entries


def test_the_first_page_is_told_the_least_accidental_link_in_plain_words() -> None:
    entries = after_chance_days(Day(stress=5), Day(stress=2), shares=(0.8, 0.1))
    link = of(associations(entries, None, DAY), Factor.STRESS)
    assert link.verdict is Verdict.MORE
    assert strongest_words(entries, None, DAY) == (
        f"after stressful days {100 * link.present.value:.0f} % of nights disturbed, "
        f"else {100 * link.absent.value:.0f} %"
    )


def test_the_first_page_is_not_told_what_it_could_not_explain() -> None:
    assert strongest_words((), None, DAY) == ""
    glass = Day(alcohol=(AlcoholDrink(at="20:00", drinks=1),))
    calmer = after_chance_days(glass, Day(alcohol=()), shares=(0.1, 0.8))
    assert of(associations(calmer, None, DAY), Factor.ALCOHOL).verdict is Verdict.FEWER
    assert strongest_words(calmer, None, DAY) == ""


OWN = (
    OwnQuestion(id="ate_late", words="Ate after nine?"),
    OwnQuestion(id="gone", words="Once asked?", retired=True),
)


def diary_with_an_own_question() -> list[Entry]:
    r = random.Random(8)
    late = [r.random() < 1 / 3 for _ in range(200)]
    own = [night(back, day=Day(own={"ate_late": late[back]})) for back in range(200)]
    return [
        replace(
            own[back],
            movement=night(
                0, disturbed=r.random() < (0.8 if late[min(199, back + 1)] else 0.2)
            ).movement,
        )
        for back in range(200)
    ]


def test_own_questions_in_use_are_set_against_the_night_after_them() -> None:
    found = associations(diary_with_an_own_question(), Profile(own_questions=OWN), DAY)
    assert [one.factor for one in found] == [*Factor, OWN[0]]
    link = found[-1]
    assert link.verdict is Verdict.MORE
    assert title(link) == "Ate after nine?"
    assert verdict_words(link).startswith("After a yes to “Ate after nine?” ")
    assert strongest(found) == link


def test_the_strongest_is_told_in_a_line_and_nothing_where_there_is_none() -> None:
    entries, profile = diary_with_an_own_question(), Profile(own_questions=OWN)
    line = strongest_words(entries, profile, DAY)
    assert re.fullmatch(
        r"after a yes to “Ate after nine\?” \d\d % of nights disturbed, else \d\d %", line
    )
    assert strongest_words((), profile, DAY) == ""


def test_the_more_things_are_looked_at_the_more_it_takes() -> None:
    r = random.Random(8)
    things: list[bool | None] = [r.random() < 1 / 3 for _ in range(90)]
    nights: list[bool | None] = [r.random() < (0.9 if thing else 0.1) for thing in things]
    five, ten = (
        compared(Factor.STRESS, series(things), series(nights), count) for count in (5, 10)
    )
    assert five.chance is not None
    assert ten.chance == pytest.approx(2 * five.chance)
    assert ten.low is not None and five.low is not None
    assert ten.low < five.low
    fewer = compared(Factor.STRESS, series(things), series(nights), 1)
    assert fewer == five, "never less strict than for the five"
