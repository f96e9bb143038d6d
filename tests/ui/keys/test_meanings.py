"""A letter means one thing in the whole program, and few are live at once."""

from collections.abc import Iterator

import pytest

from coach.ui.keys.key import Key
from coach.ui.keys.table import OWN_KEYS, PLACES, footer, of

# What each letter and sign stands for, and the words a footer may give it.
MEANINGS = {
    "t": {"tonight"},
    "h": {"history"},
    "s": {"signs"},
    "i": {"tips"},
    "l": {"learn"},
    "q": {"quit", "back", "leave", "close"},
    "w": {"why"},
    "d": {"doctor"},
    "D": {"saw a doctor"},
    "c": {"drink"},
    "e": {"just happened"},
    "b": {"wind down"},
    "p": {"bed partner"},
    "a": {"goal"},
    "n": {"another"},
    "y": {"did it", "yes", "keep"},
    "g": {"helped"},
    "x": {
        "not for me",
        "take out",
        "clear",
        "leave without keeping",
        "do not ask again",
        "retire",
        "stop",
    },
    "0": {"not this time", "no", "let go", "leave them"},
    "u": {"undo"},
    "U": {"redo"},
    "z": {"fold banner"},
    "v": {"next view", "views", "words, bar", "the week"},
    "V": {"view before"},
    "m": {"more"},
    "f": {"choose"},
    "G": {"go to"},
    "E": {"experiment"},
    "j": {"earlier"},
    "k": {"later"},
    "o": {"another"},
    "r": {"try again"},
    "full_stop": {"menu", "back"},
    "slash": {"search"},
    "question_mark": {"keys", "back"},
    "equals_sign": {"usual", "ordinary night", "longer"},
    "plus": {"choice by name", "longer"},
    "minus": {"no sleep", "shorter"},
    "left_square_bracket": {"month"},
    "right_square_bracket": {"month"},
}


def every_key() -> Iterator[Key]:
    """Each row of each place."""
    for place in PLACES:
        yield from of(place)


@pytest.mark.parametrize("letter", MEANINGS)
def test_a_letter_means_one_thing_in_the_whole_program(letter: str) -> None:
    labels = {key.label for key in every_key() if letter in key.keys.split(",")}
    assert labels <= MEANINGS[letter]


def test_no_letter_is_left_without_a_meaning() -> None:
    letters = {
        name
        for key in every_key()
        for name in key.keys.split(",")
        if len(name) == 1 and not name.isdigit()
    }
    assert letters <= set(MEANINGS)


def test_at_most_eighteen_keys_are_live_on_tonight() -> None:
    live = {key.id for place in ("tonight", "everywhere") for key in of(place)}
    assert len(live - {"tonight"}) <= 18


@pytest.mark.parametrize("place", PLACES)
def test_no_place_has_two_rows_for_one_key(place: str) -> None:
    places = {place, "everywhere"} if place in ROOMS else {place}
    names = [name for where in places for key in of(where) for name in key.keys.split(",")]
    assert len(names) == len(set(names))


ROOMS = ("tonight", "history", "signs", "tips", "learn")


def test_no_footer_shows_more_than_five_keys_and_no_id_is_given_twice() -> None:
    for place in PLACES:
        assert len(footer(place, "everywhere")) <= 5
    ids = [key.id for key in OWN_KEYS]
    assert len(ids) == len(set(ids))


def test_no_key_is_one_a_terminal_keeps_for_itself() -> None:
    taken = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+c"}
    for key in every_key():
        assert not taken & set(key.keys.split(",")), key.id
        assert not all(face.startswith("f") and face[1:].isdigit() for face in key.faces)
