"""What thirty evenings of tips promise to invented people, from an empty diary on."""

import pytest

from coach.store.tips.tipbook import load
from tests.benchmarks.simulate_tips import EVENINGS, PEOPLE, Person, figures, live

BOOK = load()


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_thirty_evenings_keep_their_promises(person: Person) -> None:
    evenings = live(person, BOOK.tips, BOOK.subjects)
    assert all(evening.choice is not None for evening in evenings)
    assert len(evenings) == EVENINGS
    count = figures(person, evenings)
    assert not count.broken(person), count


def test_fourteen_evenings_under_a_banner_repeat_nothing() -> None:
    person = next(person for person in PEOPLE if person.name == "a banner up")
    evenings = live(person, BOOK.tips, BOOK.subjects)
    shown = [evening.choice.tip.id for evening in evenings if evening.choice]
    for start in range(EVENINGS - 14):
        fortnight = shown[start : start + 15]
        safety = [name for name in fortnight if name.startswith("safety-")]
        assert len(set(safety)) == len(safety) >= 5
