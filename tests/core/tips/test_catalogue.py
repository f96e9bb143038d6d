"""The catalogue of tips: by subject, by what was said, by words, and beside a banner."""

from datetime import date, timedelta

import pytest

from coach.core.diary.choices import Feedback
from coach.core.diary.records import ShownTip
from coach.core.patterns import Stage
from coach.core.tips.catalogue import (
    View,
    beside_the_banner,
    by_subject,
    counts,
    last_showing,
    showings,
)
from coach.core.tips.condition import parse_condition
from coach.core.tips.facts.table import Facts, Speaking
from coach.core.tips.needs import Need
from coach.core.tips.shelf import hidden, said
from coach.core.tips.tip import Subject, Tip

DAY = date(2026, 11, 22)
NEED = Need((), "own")
SUBJECTS = tuple(
    Subject(title.casefold(), title, NEED) for title in ("Light", "Safety", "Empty")
)


def a_tip(
    name: str, subject: str = "light", *, when: object = None, safety: bool = False
) -> Tip:
    condition = None if when is None else parse_condition(when)
    return Tip(name, subject, f"Do {name}.", "A reason.", "own", condition, safety=safety)


DIM = a_tip("dim-lamps")
MORNING = a_tip("morning-walk")
FLOOR = a_tip("clear-floor", "safety", when={"banner": True}, safety=True)
PAGE = a_tip("take-the-page", "safety", when={"banner": True}, safety=True)
TIPS = (DIM, MORNING, FLOOR, PAGE)


def told(tip: Tip, feedback: Feedback | None, days_ago: int = 0) -> ShownTip:
    return ShownTip(tip=tip.id, shown_on=DAY - timedelta(days=days_ago), feedback=feedback)


def ids(view: View, *shown: ShownTip, words: str = "") -> list[str]:
    groups = by_subject(TIPS, SUBJECTS, shown, view, words)
    return [tip.id for group in groups for tip in group.tips]


def test_subjects_keep_their_order_and_empty_ones_are_left_out() -> None:
    groups = by_subject(TIPS, SUBJECTS, ())
    assert [(group.title, len(group.tips)) for group in groups] == [("Light", 2), ("Safety", 2)]


def test_what_was_said_last_counts_and_silence_says_nothing() -> None:
    shown = (
        told(DIM, None, 0),
        told(DIM, Feedback.HELPED, 3),
        told(DIM, Feedback.TRIED, 9),
    )
    assert said(shown)["dim-lamps"].feedback is Feedback.HELPED


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_verdicts_of_one_day_the_catalogue_too_respects_not_for_me(
    turned: bool,
) -> None:
    shown = (told(DIM, Feedback.NOT_FOR_ME), told(DIM, Feedback.TRIED))
    shown = shown[::-1] if turned else shown
    assert hidden(shown) == {"dim-lamps"}
    assert ids(View.HIDDEN, *shown) == ["dim-lamps"]
    assert ids(View.TRIED, *shown) == []


def test_one_that_helped_was_tried_as_well() -> None:
    shown = (told(DIM, Feedback.HELPED), told(MORNING, Feedback.TRIED))
    assert ids(View.HELPED, *shown) == ["dim-lamps"]
    assert ids(View.TRIED, *shown) == ["dim-lamps", "morning-walk"]


def test_hidden_tips_are_in_their_own_view_alone() -> None:
    shown = (told(DIM, Feedback.NOT_FOR_ME),)
    assert "dim-lamps" not in ids(View.ALL, *shown)
    assert ids(View.HIDDEN, *shown) == ["dim-lamps"]
    assert counts(TIPS, shown) == {
        View.ALL: 3,
        View.SHOWN: 1,
        View.TRIED: 0,
        View.HELPED: 0,
        View.HIDDEN: 1,
    }


def test_what_was_shown_is_listed_the_latest_first_and_the_last_one_is_answered() -> None:
    shown = (told(DIM, None, 4), told(MORNING, None, 1), told(DIM, Feedback.TRIED, 2))
    assert [(one.tip, one.shown_on) for one in showings(shown)] == [
        ("morning-walk", DAY - timedelta(days=1)),
        ("dim-lamps", DAY - timedelta(days=2)),
        ("dim-lamps", DAY - timedelta(days=4)),
    ]
    assert last_showing("dim-lamps", shown) == shown[2]
    assert last_showing("clear-floor", shown) is None


def test_all_words_sought_must_stand_in_the_tip_or_its_subject_in_any_case() -> None:
    assert ids(View.ALL, words="LAMPS light") == ["dim-lamps"]
    assert ids(View.ALL, words="lamps safety") == []


def test_beside_a_banner_the_safety_tips_come_in_the_order_of_their_file() -> None:
    known = Facts({}).beside(Speaking(stage=Stage.NEW, asks=True))
    assert beside_the_banner(TIPS, known, ()) == (FLOOR, PAGE)
    hidden = (told(FLOOR, Feedback.NOT_FOR_ME),)
    assert beside_the_banner(TIPS, known, hidden) == (PAGE,)
