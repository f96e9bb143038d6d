"""The page on the rules says what the table says."""

from pathlib import Path

from coach.core.patterns.__main__ import page
from coach.core.patterns.facts import WORDS, Fact
from coach.core.patterns.levels import Level
from coach.core.patterns.rules.rule import RATE_FROM_DAY
from coach.core.patterns.rules.table import ACCUMULATION, RULES
from coach.core.words.lengths_and_dates import listed

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules.md"


def test_the_page_is_made_from_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_rules_are_numbered_upwards_and_one_of_them_counts_others() -> None:
    numbers = [rule.id for rule in RULES]
    assert numbers == sorted(set(numbers))
    assert ACCUMULATION in numbers


def test_the_words_of_that_one_name_the_rules_that_it_counts() -> None:
    counting = [rule.id for rule in RULES if rule.accumulates]
    assert WORDS[Fact.CROWDED].what == (
        f"three or more of {listed(counting)} at watch or above"
    )


def test_the_steps_of_a_rule_stand_from_the_most_serious_down() -> None:
    for rule in RULES:
        levels = [step.level for step in rule.steps]
        assert levels == sorted(levels, reverse=True), rule.id


def test_every_step_says_a_sentence() -> None:
    for rule in RULES:
        assert rule.why.endswith(".")
        for step in rule.steps:
            said = step.says.format(count=1, answered=2, range="1 to 7 May", dates="on 1 May")
            assert said.endswith(".")
            assert "{" not in said


def test_no_rate_is_counted_before_day_14() -> None:
    for rule in RULES:
        for step in rule.steps:
            if "still going on" in step.when.words():
                assert step.from_day == RATE_FROM_DAY, rule.id


def test_every_rule_that_can_raise_a_banner_says_what_it_tells_of_it() -> None:
    for rule in RULES:
        assert bool(rule.tells) == (max(step.level for step in rule.steps) >= Level.SOON)
