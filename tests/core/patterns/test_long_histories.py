"""A window of a diary of years is what it would be, were the diary no longer than its reach."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.core.patterns.counting import REACH_DAYS, SEEN_TONIGHT, FactHistory
from coach.core.patterns.facts import Fact

FIRST = date(2000, 1, 1)
LONGEST = 1700
REACH = (1 << REACH_DAYS) - 1
A_FACT, ANOTHER, TONIGHTS = Fact.ENTERED, Fact.ANSWERED, Fact.CAFFEINE_LEFT

places = st.integers(0, LONGEST - 1)
facts_of_days = st.integers(0, (1 << LONGEST) - 1)


def history_of(numbers: dict[Fact, int], tonight: dict[Fact, int]) -> FactHistory:
    return FactHistory(
        FIRST,
        FIRST + timedelta(days=LONGEST - 1),
        None,
        [numbers.get(fact, 0) for fact in Fact],
        [tonight.get(fact, 0) for fact in Fact],
        [None] * LONGEST,
    )


@given(facts_of_days, st.lists(st.tuples(places, st.booleans()), min_size=1, max_size=30))
def test_days_are_cut_out_alike_in_any_order_and_after_more_was_stated(
    days: int, asked: list[tuple[int, bool]]
) -> None:
    history = history_of({A_FACT: days}, {})
    for place, states in asked:
        bit = LONGEST - 1 - place
        if states:
            history.state(A_FACT, place)
            days |= 1 << bit
        assert history.bits(A_FACT, place) == days >> bit & REACH
        assert history.bits(ANOTHER, place) == 0


@given(facts_of_days, facts_of_days, st.lists(places, min_size=1, max_size=30))
def test_the_evening_itself_is_seen_as_on_that_evening(
    later: int, then: int, asked: list[int]
) -> None:
    assert TONIGHTS in SEEN_TONIGHT
    history = history_of({TONIGHTS: later}, {TONIGHTS: then})
    for place in asked:
        bit = LONGEST - 1 - place
        before, tonight = later >> bit & REACH & ~1, then >> bit & 1
        assert history.bits(TONIGHTS, place) == before | tonight


@given(
    st.sets(st.integers(0, LONGEST - 1), max_size=6), st.lists(places, min_size=1, max_size=30)
)
def test_what_was_stated_once_is_within_reach_for_so_many_days_and_no_more(
    stated: set[int], asked: list[int]
) -> None:
    days = sum(1 << (LONGEST - 1 - place) for place in stated)
    history = history_of({A_FACT: days}, {})
    for place in asked:
        is_near = any(place - REACH_DAYS < day <= place for day in stated)
        assert history.mentions(frozenset({A_FACT, ANOTHER}), place) is is_near
