"""Whole evenings in key presses, every field compared: how many each may take.

From Tonight to the card that closes the evening: Enter or ``=`` opens, the last Enter saves.
"""

from dataclasses import replace as dataclass_replace

import pytest
from msgspec.structs import replace

from coach.core.checkin.named import by_name
from coach.core.checkin.state import State, Wish, result
from coach.core.diary.choices import (
    SleepStarts,
)
from coach.core.diary.records import CaffeineDrink, Day, Entry, Night, Profile
from tests.core.checkin.conftest import DAY, MORNING, Open, Press, calm_day, split
from tests.evenings import CALM, COFFEE, USUAL_NIGHT

FORTNIGHT = tuple(calm_day(DAY.replace(day=number)) for number in range(8, 22))
OPENED = 1
ORDINARY, CALM_ONE_BY_ONE, TWITCHY, FIRST, FIRST_FIVE_COFFEES = 8, 13, 34, 40, 51

CALM_DAY = Entry(
    date=DAY,
    night=USUAL_NIGHT,
    movement=CALM,
    day=Day(stress=2, anxiety=2, fatigue=3, caffeine=(COFFEE,)),
)


def ordinary(state: State) -> State:
    """What ``=`` on Tonight opens."""
    assert by_name.offers_ordinary(state)
    return by_name.ordinary_night(state)


def test_an_ordinary_evening_takes_8_keys(opened: Open, pressed: Press) -> None:
    keys = "4" + "0" + "223=" + "<enter>"
    state = pressed(ordinary(opened(history=FORTNIGHT)), keys)
    assert OPENED + len(split(keys)) <= ORDINARY
    assert state.wish is Wish.SAVE
    assert result(state) == CALM_DAY


def test_a_calm_evening_with_its_usual_times_one_by_one_takes_13(
    opened: Open, pressed: Press
) -> None:
    keys = "=====" + "4" + "+" + "223=" + "<enter>"
    state = pressed(opened(history=FORTNIGHT), keys)
    assert OPENED + len(split(keys)) <= CALM_ONE_BY_ONE
    assert state.wish is Wish.SAVE
    assert result(state) == CALM_DAY


def test_a_twitchy_evening_takes_34(opened: Open, pressed: Press) -> None:
    night = "0015" + "45" + "20<enter>" + "0610" + "0655" + "3"
    # A jolt that disturbed, with falling, and nothing else.
    keys = night + "21+" + "433" + "1=11530<enter>" + "<enter>"
    state = pressed(opened(history=FORTNIGHT), keys)
    assert OPENED + len(split(keys)) <= TWITCHY
    assert state.wish is Wish.SAVE
    assert result(state) == Entry(
        date=DAY,
        night=Night(
            tried_to_sleep_at="00:15",
            sleep_latency_min=45,
            awake_min=20,
            final_wake_at="06:10",
            out_of_bed_at="06:55",
            rested=3,
        ),
        movement=replace(CALM, sleep_starts=SleepStarts.DISTURBING, falling_feeling=True),
        day=Day(
            stress=4,
            anxiety=3,
            fatigue=3,
            caffeine=(COFFEE, CaffeineDrink(at="15:30", mg=95, drink="coffee")),
        ),
    )


@pytest.mark.parametrize(
    ("drinks", "times", "most"),
    [
        ("10810" + "11500", ("08:10", "15:00"), FIRST),
        (
            "18<space>10<space>13<space>16<space>1830",
            ("08:00", "10:00", "13:00", "16:00", "18:30"),
            FIRST_FIVE_COFFEES,
        ),
    ],
)
def test_a_first_evening_with_its_coffees(
    opened: Open, pressed: Press, drinks: str, times: tuple[str, ...], most: int
) -> None:
    who = "41" + "0" + "2300"
    night = "=" + "20<enter>" + "15<enter>" + "0640" + "7<enter>" + "3"
    # Jolts, no bother, no feeling of falling, and nothing else.
    keys = who + night + "10+" + "223" + drinks + "<enter>" + "<enter>"
    state = pressed(opened(first=True), keys)
    assert OPENED + len(split(keys)) <= most
    assert state.wish is Wish.SAVE
    assert state.profile == Profile(age=41, bed_partner=False, bedtime="23:00")
    assert result(state) == Entry(
        date=DAY,
        night=Night(
            tried_to_sleep_at="23:00",
            sleep_latency_min=20,
            awake_min=15,
            final_wake_at="06:40",
            out_of_bed_at="07:00",
            rested=3,
        ),
        movement=replace(CALM, sleep_starts=SleepStarts.UNDISTURBING, falling_feeling=False),
        day=Day(
            stress=2,
            anxiety=2,
            fatigue=3,
            caffeine=tuple(CaffeineDrink(at=at, mg=96, drink="coffee") for at in times),
        ),
    )


def test_a_morning_takes_three_keys_and_leaves_the_day(opened: Open, pressed: Press) -> None:
    state = pressed(ordinary(opened(history=FORTNIGHT, now=MORNING)), "4<enter>")
    assert state.wish is Wish.SAVE
    movement = result(state).movement
    assert movement is not None
    assert (movement.awake, result(state).day) == (None, None)


def test_the_evening_asks_what_the_morning_left(opened: Open, pressed: Press) -> None:
    morning = pressed(ordinary(opened(history=FORTNIGHT, now=MORNING)), "4")
    evening = opened(result(morning), history=FORTNIGHT)
    assert evening.at == "awake-movement"
    done = pressed(evening, "0223=<enter>")
    assert (done.wish, result(done)) == (Wish.SAVE, CALM_DAY)


def test_everything_asked_stays_asked_through_the_pages(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "m")
    assert state.more
    assert pressed(state, "<pagedown>").more
    assert not pressed(dataclass_replace(state), "m").more
