"""Whoever gets better is told so: a banner that eases or ends, nights calmer than before."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from coach.core.patterns.stages import good_news
from coach.core.tonight.closing import news

if TYPE_CHECKING:
    from tests.core.patterns.conftest import Replay, Replayer

MOST_CHANCE = 0.025
DISTURBED = "J J J J J J J J . . . J . J "
TWO_IN_SEVEN = ". . J . . J . "


def _closing(told: Replay) -> str:
    """What the check-in of the last day ends with."""
    last = len(told.rows)
    before, now = told.standing(last - 1), told.standing(last)
    return " ".join(news(before, now, told.entries[-1], told.entries, None))


def test_nights_clearly_calmer_are_told_at_the_56th_and_the_next_six(replay: Replayer) -> None:
    told = replay(TWO_IN_SEVEN * 4 + ". " * 36)
    news = told.standing(56).good_news
    assert news is not None
    assert (news.before.flagged, news.before.answered) == (8, 28)
    assert (news.now.flagged, news.now.answered) == (0, 28)
    assert (news.now.first, news.now.last) == (told.rows[28].date, told.rows[55].date)
    assert told.standing(55).good_news is None
    assert told.standing(62).good_news == news
    assert told.standing(63).good_news is None


@pytest.mark.parametrize(("after", "is_told"), [(0, True), (1, True), (2, False)])
def test_eight_before_allow_one_now(after: int, is_told: bool, replay: Replayer) -> None:
    told = replay(TWO_IN_SEVEN * 4 + "J . . . . . . . " * after + ". " * (28 - 8 * after))
    assert (told.standing().good_news is not None) is is_told


def test_only_the_28_nights_before_are_compared(replay: Replayer) -> None:
    news = replay(TWO_IN_SEVEN * 8 + ". " * 28).standing().good_news
    assert news is not None
    assert (news.before.flagged, news.before.answered) == (8, 28)


def _chance(now: int, before: int) -> float:
    """How likely so few of 28 nights are, if those of 56 were dealt out blindly."""
    both = now + before
    ways = {
        some: math.comb(28, some) * math.comb(28, both - some)
        for some in range(max(0, both - 28), min(28, both) + 1)
    }
    return sum(many for some, many in ways.items() if some <= now) / sum(ways.values())


@pytest.mark.parametrize("before", range(29))
def test_the_most_now_is_half_of_before_and_unlikely_by_chance(before: int) -> None:
    told = [
        now for now in range(29) if 2 * now <= before and _chance(now, before) <= MOST_CHANCE
    ]
    assert good_news.AT_MOST_NOW.get(before) == max(told, default=None)


def test_not_beside_a_banner_nor_while_disturbed_nights_are_watched(replay: Replayer) -> None:
    calmer = TWO_IN_SEVEN * 4 + ". " * 28
    assert replay(calmer + ".").standing().good_news is not None
    assert replay(calmer + "W").standing().good_news is None
    assert replay(calmer + "p p").standing().good_news is None
    watched = "J . J . " * 7 + ". " * 25 + "J J J"
    assert replay(watched, visits=[28]).standing().shown.word == "watch"
    assert replay(watched, visits=[28]).standing().good_news is None


def test_the_check_in_ends_with_it(replay: Replayer) -> None:
    assert _closing(replay(TWO_IN_SEVEN * 4 + ". " * 28)) == (
        "0 of your last 28 answered nights were disturbed, 8 of the 28 before."
    )


def test_the_check_in_tells_a_banner_that_ended_on_that_day_alone(replay: Replayer) -> None:
    assert _closing(replay(DISTURBED + ". " * 20)) == (
        "Movement that disturbs sleep: Gone since 4 April, by your own answers."
    )
    assert _closing(replay(DISTURBED + ". " * 21)) == ""


def test_the_check_in_tells_how_far_one_is_from_going(replay: Replayer) -> None:
    assert _closing(replay(DISTURBED + ". " * 14)).startswith("14 calm nights in a row;")
    assert _closing(replay(DISTURBED + ". . .")) == "", "the banner asks by itself"
