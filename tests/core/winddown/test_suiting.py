"""Which wind-down is offered first, by how long it is to bed."""

import pytest

from coach.core.diary.choices import Practice
from coach.core.winddown.suiting import suited


@pytest.mark.parametrize(
    ("to_bed_h", "practice"),
    [
        (5, Practice.WORRY_LIST),
        (2, Practice.WORRY_LIST),
        (1.5, Practice.YOGA),
        (0.7, Practice.MUSCLE_RELAXATION),
        (0.2, Practice.BREATHING),
        (-0.5, Practice.MEDITATION),
    ],
)
def test_the_hour_says_which_comes_first(to_bed_h: float, practice: Practice) -> None:
    assert suited(to_bed_h) is practice


def test_the_tips_own_comes_first_unless_it_is_too_late_for_it() -> None:
    assert suited(0.2, Practice.MEDITATION) is Practice.MEDITATION
    assert suited(3, Practice.BREATHING) is Practice.BREATHING
    assert suited(1.2, Practice.WORRY_LIST) is Practice.WORRY_LIST
    assert suited(0.5, Practice.WORRY_LIST) is Practice.MUSCLE_RELAXATION
    assert suited(-1, Practice.YOGA) is Practice.MEDITATION
