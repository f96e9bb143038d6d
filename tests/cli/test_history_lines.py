"""The history as plain lines."""

from datetime import date, timedelta

from coach.cli.commands.history import render
from coach.core.diary.choices import SleepMovement
from coach.core.diary.records import CaffeineDrink, Day, Entry, Movement, Night

DAY = date(2026, 1, 2)


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
    assert render(ENTRIES, None, days_ago(2), DAY) == (
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


def test_a_range_without_answers_says_so_and_what_to_type() -> None:
    assert render((), None, days_ago(1), DAY) == (
        "No day is answered from 1 January 2026 to 2 January 2026. "
        "Answer one with: coach check-in"
    )


def test_an_average_needs_an_answer() -> None:
    assert render(ENTRIES, None, DAY, DAY).endswith("1 of 1 day answered.")
