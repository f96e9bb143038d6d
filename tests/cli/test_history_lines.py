"""The history in sentences, and drawn."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from coach.cli.commands.history import drawn, told
from coach.core.diary.choices import SleepMovement
from coach.core.diary.records import CaffeineDrink, Day, Entry, Movement, Night

DAY = date(2026, 1, 2)
Render = Callable[..., str]


def days_ago(days: int) -> date:
    return DAY - timedelta(days=days)


ENTRIES = (
    Entry(date=days_ago(3), day=Day(stress=4, caffeine=(CaffeineDrink(at="18:00", mg=100),))),
    Entry(
        date=days_ago(2),
        night=Night(
            in_bed_at="23:00",
            tried_to_sleep_at="23:00",
            sleep_latency_min=30,
            awake_min=0,
            final_wake_at="06:30",
            out_of_bed_at="07:00",
            quality=3,
        ),
        movement=Movement(sleep_movement=SleepMovement.WOKE_ME),
        notes="kicked",
    ),
    Entry(date=days_ago(1), cleared=True),
    Entry(date=DAY, movement=Movement(sleep_movement=SleepMovement.NONE)),
)


def test_nights_are_lines_newest_first_with_headings_for_each_year() -> None:
    assert drawn(ENTRIES, None, days_ago(2), DAY) == (
        "                                                  caffeine stress\n"
        "  2026       18 21  00 03 06  09   asleep rest move   left before\n"
        "  Fri  2 Jan ····················               -\n"
        "  Thu  1 Jan ····················\n"
        "                                                  caffeine stress\n"
        "  2025       18 21  00 03 06  09   asleep rest move   left before\n"
        "  Wed 31 Dec       ████████        7 h 00 q3/5  ●    50 mg    4/5 note\n"
        "\n"
        "█ asleep  ░ in bed.  move: ● disturbed sleep  ○ no bother  - none  ? not observed  "
        "(blank) not answered\n"
        "2 of 3 days answered; 7 h 00 asleep on average."
    )


def test_nights_are_sentences_newest_first_and_what_moved_comes_first() -> None:
    assert told(ENTRIES, None, days_ago(2), DAY).splitlines() == [
        "31 December 2025 to 2 January 2026: 2 of 3 nights answered, 7 hours asleep on "
        "average, movement disturbed 1 of 2 nights.",
        "Friday 2 January: no movement.",
        "Thursday 1 January: not answered.",
        "Wednesday 31 December 2025: movement disturbed your sleep. 7 hours asleep, in bed "
        "from 23:00 to 07:00, quality 3 of 5. Also a note. The day before: stress 4 of 5, "
        "about 50 milligrams of caffeine left at bedtime.",
    ]


def test_silence_about_movement_is_told_as_silence() -> None:
    night = Entry(date=DAY, night=Night(rested=2))
    unseen = Entry(date=DAY, movement=Movement(sleep_movement=SleepMovement.UNKNOWN))
    sleepless = Entry(date=DAY, night=Night(did_not_sleep=True, rested=1))
    coffee = Entry(date=DAY, day=Day(caffeine=()))
    for entry, words in (
        (night, "movement is not answered. Rested 2 of 5."),
        (unseen, "movement could not be observed."),
        (sleepless, "no sleep that night. Rested 1 of 5."),
        (coffee, "the night is not answered."),
    ):
        assert told([entry], None, DAY, DAY).splitlines()[1] == f"Friday 2 January: {words}"


@pytest.mark.parametrize("render", [drawn, told])
def test_a_range_without_answers_says_so_and_what_to_type(render: Render) -> None:
    assert render((), None, days_ago(1), DAY) == (
        "No day is answered from 1 January 2026 to 2 January 2026. "
        "Answer one with: coach check-in"
    )


def test_an_average_needs_an_answer() -> None:
    assert drawn(ENTRIES, None, DAY, DAY).endswith("1 of 1 day answered.")
    assert "average" not in told(ENTRIES, None, DAY, DAY)
