"""Short forms are written out for those who listen."""

import pytest

from coach.core.words.aloud import aloud, title_aloud


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("6 h 05 asleep, 15 min", "6 hours 5 minutes asleep, 15 minutes"),
        ("1 h 00", "1 hour"),
        ("1 min awake", "1 minute awake"),
        ("192 mg of caffeine, 5 s", "192 milligrams of caffeine, 5 seconds"),
        ("the night Sat 9 → Sun 10 Jan", "the night Saturday 9 to Sunday 10 January"),
        ("Wed  4 Mar to Thu 5 Mar", "Wednesday 4 March to Thursday 5 March"),
        ("31 May, May 2", "31 May, May 2"),
        ("Saved.  Two jolts · tonight", "Saved. Two jolts, tonight"),
        ("  1  yes", "  1  yes"),
        ("  3  I was asleep", "  3  I was asleep"),
        ("Sun in the morning, a march, 5 sets", "Sun in the morning, a march, 5 sets"),
        ("11:00 to 07:00", "11:00 to 07:00"),
    ],
)
def test_it_is_said_as_a_person_would_say_it(short: str, full: str) -> None:
    assert aloud(short) == full


def test_a_title_is_a_sentence() -> None:
    assert title_aloud("SEEK MEDICAL ASSISTANCE · soon") == "Seek medical assistance, soon."
    assert title_aloud("EASING") == "Easing."
