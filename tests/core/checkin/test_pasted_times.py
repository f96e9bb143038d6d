"""A pasted time or number goes where one is typed, and nowhere else."""

import pytest

from coach.core.checkin.press import paste
from tests.core.checkin.conftest import Open, Press


@pytest.mark.parametrize("text", ["2310", "23:10", " 23:10\n", "11.10 pm"])
def test_a_whole_time_is_the_answer_and_moves_on(opened: Open, text: str) -> None:
    asked = opened()
    after = paste(asked, text)
    assert after.entry.night is not None
    assert after.entry.night.tried_to_sleep_at == "23:10"
    assert (after.at != asked.at, after.typed) == (True, "")


def test_what_may_go_on_waits_for_enter_and_replaces_what_was_typed(
    opened: Open, pressed: Press
) -> None:
    waiting = paste(pressed(opened(), "2"), "11")
    assert (waiting.entry.night, waiting.typed) == (None, "11")
    noted = pressed(waiting, "<enter>").entry.night
    assert noted is not None
    assert noted.tried_to_sleep_at == "11:00"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "'soon' is not a time of day; try 23:10."),
        ("2570", "'2570' is not a time of day; try 23:10."),
        ("x" * 10_000, "What was pasted is no time and no number."),
        ("", "What was pasted is no time and no number."),
        ("٢٣:١٠", "'٢٣:١٠' is not a time of day; try 23:10."),
    ],
)
def test_what_is_none_is_told_in_a_line_and_changes_nothing(
    opened: Open, pressed: Press, text: str, why: str
) -> None:
    half = pressed(opened(), "23")
    after = paste(half, text)
    assert (after.trouble, after.typed, after.entry) == (why, "23", half.entry)


def test_where_nothing_is_typed_a_paste_means_nothing(opened: Open, pressed: Press) -> None:
    choice = pressed(opened(), "<pagedown>")
    assert paste(choice, "2") is choice
    drinks = pressed(opened(), "<pagedown><pagedown>")
    assert paste(drinks, "1") is drinks
