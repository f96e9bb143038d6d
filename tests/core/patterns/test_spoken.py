"""Where one stands, in sentences: what counts is the first thing that is heard."""

from datetime import date, timedelta

import msgspec
import pytest

from coach.core.diary.records import Entry, Profile
from coach.core.patterns import standing, timeline
from coach.core.patterns.spoken import standing_sentences, timeline_sentences

DAY = date(2026, 1, 20)
STIRRED, STILL = {"sleep_starts": "disturbing"}, {"sleep_starts": "none"}
INJURED = {"dream_enactment": "injury"}


def nights(*movements: object) -> list[Entry]:
    """One entry a night, the last one on the day."""
    first = DAY - timedelta(days=len(movements) - 1)
    return [
        msgspec.convert(
            {"date": (first + timedelta(days=at)).isoformat(), "movement": movement}, Entry
        )
        for at, movement in enumerate(movements)
    ]


def spoken(*movements: object) -> list[str]:
    return list(standing_sentences(standing(nights(*movements), (), Profile(), DAY)))


@pytest.mark.parametrize(
    ("movements", "first"),
    [
        ((INJURED,), "Seek medical assistance, soon. Tuesday 20 January 2026."),
        ((STILL,) * 3, "Nothing in your answers calls for attention. Tuesday 20 January 2026."),
        ((), "No day is answered up to Tuesday 20 January 2026."),
    ],
)
def test_the_word_that_counts_comes_first(movements: tuple[object, ...], first: str) -> None:
    assert spoken(*movements)[0] == first


def test_nothing_is_told_twice_and_sources_come_last() -> None:
    told = spoken(INJURED)
    assert len(set(told)) == len(told)
    banner, heading, sign, where, source = told[1:]
    assert "This is not a diagnosis." in banner
    assert (heading, sign) == (
        "Soon: talk to a doctor in the next week or two.",
        "Acting out dreams.",
    )
    assert where == "Where this comes from."
    assert source.startswith("Acting out dreams: ")


def test_no_sentence_is_drawn() -> None:
    for line in spoken(STIRRED, STIRRED, STIRRED, INJURED, STIRRED):
        assert "\n" not in line
        assert not set(line) & set("·→│█●○")
        assert line == line.strip()


def test_days_that_say_the_same_are_one_sentence_and_the_year_is_said_when_it_changes() -> None:
    entries = nights(*[STILL] * 20, INJURED, STILL)
    first, last = entries[0].date, DAY
    told = list(timeline_sentences(timeline(entries, (), Profile(), first, last)))
    assert told == [
        "None, 30 December 2025 to 18 January 2026, 20 days.",
        "Soon, 19 to 20 January, 2 days. Soon: acting out dreams.",
    ]


def test_the_gravest_is_told_first() -> None:
    both = {**INJURED, "sleep_starts": "undisturbing"}
    told = spoken(both)
    soon = told.index("Soon: talk to a doctor in the next week or two.")
    assert soon < told.index("Good to know.")


def test_where_the_answers_alone_say_less_that_is_told() -> None:
    entries = nights(INJURED, *[STILL] * 60)
    rows = timeline(entries, (), Profile(), entries[0].date, DAY)
    first, *others = timeline_sentences(rows)
    assert first.startswith("Soon, 21 November ")
    assert " to " in first
    assert any(
        "Kept from before; their answers alone say none." in sentence for sentence in others
    )


def test_the_year_stands_with_the_first_of_its_days() -> None:
    entries = nights(*[STILL] * 5, INJURED)
    told = list(
        timeline_sentences(timeline(entries, (), Profile(), entries[0].date, entries[-1].date))
    )
    assert told == [
        "None, 15 to 19 January 2026, 5 days.",
        "Soon, 20 January. Soon: acting out dreams.",
    ]
