"""The condition language: what can be written, when it holds, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.tips.condition import ConditionError, parse_condition
from coach.core.tips.facts.table import FACTS, Facts

NUMBERS = sorted(name for name, fact in FACTS.items() if not fact.flag)
FLAGS = sorted(name for name, fact in FACTS.items() if fact.flag)


@pytest.mark.parametrize(
    ("bound", "holds", "fails"),
    [
        ("> 75", 75.1, 75),
        (">= 4", 4, 3.9),
        ("< 8.8", 8.7, 8.8),
        ("<= 2", 2, 2.1),
        ("= 3", 3, 3.1),
        (">4", 5, 4),
        ("> 35, <= 75", 75, 76),
        ("> 35, <= 75", 36, 35),
    ],
)
def test_a_number_is_compared_with_its_bound(bound: str, holds: float, fails: float) -> None:
    condition = parse_condition({"left_mg": bound})
    assert condition.holds(Facts({"left_mg": holds}))
    assert not condition.holds(Facts({"left_mg": fails}))


@pytest.mark.parametrize("wanted", [True, False])
def test_a_flag_is_compared_with_true_or_false(wanted: bool) -> None:
    condition = parse_condition({"smokes": wanted})
    assert condition.holds(Facts({"smokes": wanted}))
    assert not condition.holds(Facts({"smokes": not wanted}))


def test_all_comparisons_of_a_table_must_hold() -> None:
    condition = parse_condition({"stress": ">= 4", "smokes": True})
    assert condition.holds(Facts({"stress": 4, "smokes": True}))
    assert not condition.holds(Facts({"stress": 4, "smokes": False}))
    assert not condition.holds(Facts({"stress": 3, "smokes": True}))


def test_one_table_of_a_list_is_enough_and_is_the_one_named() -> None:
    condition = parse_condition([{"stress": ">= 4"}, {"anxiety": ">= 3"}])
    held = condition.holding(Facts({"stress": 1, "anxiety": 5}))
    assert [one.fact for one in held] == ["anxiety"]
    assert condition.holding(Facts({"stress": 1, "anxiety": 1})) == ()


@given(
    name=st.sampled_from(NUMBERS),
    sign=st.sampled_from([">", ">=", "<", "<=", "="]),
    bound=st.integers(0, 400),
)
def test_an_unanswered_number_makes_every_comparison_false(
    name: str, sign: str, bound: int
) -> None:
    condition = parse_condition({name: f"{sign} {bound}"})
    others = {other: 1.0 for other in NUMBERS if other != name}
    assert not condition.holds(Facts(others))


@given(name=st.sampled_from(FLAGS), wanted=st.booleans())
def test_an_unanswered_flag_is_neither_true_nor_false(name: str, wanted: bool) -> None:
    assert not parse_condition({name: wanted}).holds(Facts({}))


@pytest.mark.parametrize(
    ("raw", "field", "problem"),
    [
        ({"stres": ">= 4"}, "stres", "there is no fact 'stres'"),
        ({"stress": "4 or more"}, "stress", "'4 or more' is no comparison"),
        ({"stress": ">= 4, often"}, "stress", "'>= 4, often' is no comparison"),
        ({"stress": "=> 4"}, "stress", "'=> 4' is no comparison"),
        ({"stress": ""}, "stress", "'' is no comparison"),
        ({"stress": 4}, "stress", "4 is no comparison"),
        ({"stress": True}, "stress", "True is no comparison"),
        ({"smokes": ">= 1"}, "smokes", "'>= 1' is neither true nor false"),
        ({"smokes": 1}, "smokes", "1 is neither true nor false"),
        ({}, "", "{} is not a table of facts"),
        ([], "", "it is empty"),
        ("stress >= 4", "", "'stress >= 4' is not a table of facts"),
        ([{"stress": ">= 4"}, "often"], "", "'often' is not a table of facts"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(raw: object, field: str, problem: str) -> None:
    with pytest.raises(ConditionError) as refused:
        parse_condition(raw)
    assert refused.value.field == field
    assert problem in str(refused.value)
