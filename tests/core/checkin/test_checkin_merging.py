"""What another program wrote to the day while the check-in was open is not lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.core.checkin import state as states
from coach.core.checkin.merging import merged
from coach.core.checkin.opening import begin
from coach.core.checkin.press import press
from coach.core.checkin.questions.fields import fill
from coach.core.diary.choices import Context, Sign
from coach.core.diary.records import (
    CaffeineDrink,
    Day,
    Entry,
    Exercise,
    Movement,
    Night,
    Profile,
)
from tests.core.checkin.conftest import DAY, EVENING, Open, Press
from tests.core.checkin.test_checkin_keys import KEYS

NOTHING = Entry(date=DAY)
TEA = CaffeineDrink(at="16:00", mg=48, drink="black tea")
COFFEE = CaffeineDrink(at="08:10", mg=95, drink="coffee")


def drinks(*taken: CaffeineDrink) -> Entry:
    """A day that holds only drinks."""
    return Entry(date=DAY, day=Day(caffeine=taken))


def test_a_drink_logged_meanwhile_stays() -> None:
    mine = Entry(date=DAY, day=Day(stress=4, caffeine=(COFFEE,)))
    found = merged(None, mine, drinks(TEA))
    assert found.day == Day(stress=4, caffeine=(COFFEE, TEA))


def test_none_today_does_not_take_out_what_was_logged_meanwhile() -> None:
    assert merged(None, drinks(), drinks(TEA)) == drinks(TEA)


def test_a_drink_taken_out_is_taken_out_and_only_that() -> None:
    assert merged(drinks(COFFEE), NOTHING, drinks(COFFEE, TEA)) == drinks(TEA)
    assert merged(drinks(COFFEE), NOTHING, drinks(COFFEE)) == NOTHING


def test_the_same_drink_twice_is_two_drinks() -> None:
    assert merged(drinks(TEA), drinks(TEA, TEA), drinks(TEA)) == drinks(TEA, TEA)


@pytest.mark.parametrize(
    ("field", "mine", "theirs"),
    [
        ("night.rested", 2, 4),
        ("movement.signs", (Sign.WEAKNESS,), (Sign.WEAKNESS,)),
        ("notes", "mine", "theirs"),
    ],
)
def test_what_was_answered_here_wins(field: str, mine: object, theirs: object) -> None:
    found = merged(None, fill(NOTHING, field, mine), fill(NOTHING, field, theirs))
    assert found == fill(NOTHING, field, mine)


def test_other_fields_of_the_same_part_stay() -> None:
    base = Entry(date=DAY, day=Day(stress=1, exercise=Exercise(min=20)))
    mine = fill(base, "day.exercise.vigorous", True)
    disk = fill(fill(base, "day.exercise.ended_at", "18:00"), "night.rested", 3)
    assert merged(base, mine, disk) == Entry(
        date=DAY,
        night=Night(rested=3),
        day=Day(stress=1, exercise=Exercise(min=20, ended_at="18:00", vigorous=True)),
    )


def test_an_answer_emptied_here_is_emptied() -> None:
    base = Entry(date=DAY, night=Night(rested=3, quality=3), notes="x")
    mine = Entry(date=DAY, night=Night(quality=3))
    assert merged(base, mine, base) == mine


def test_a_day_cleared_meanwhile_holds_what_was_answered_here_alone() -> None:
    base = Entry(date=DAY, night=Night(rested=3))
    mine = fill(base, "day.stress", 4)
    cleared = Entry(date=DAY, cleared=True)
    assert merged(base, mine, cleared) == Entry(date=DAY, day=Day(stress=4))


def test_stamps_of_the_disk_are_kept() -> None:
    stamped = Entry(date=DAY, first_recorded_at=EVENING, recorded_at=EVENING)
    assert merged(None, NOTHING, stamped) == stamped


def test_tags_are_added_and_removed_one_by_one() -> None:
    base = Entry(date=DAY, day=Day(context=(Context.CARING,)))
    mine = Entry(date=DAY, day=Day(context=(Context.TRAVEL,)))
    disk = Entry(date=DAY, day=Day(context=(Context.CARING, Context.ILLNESS)))
    found = merged(base, mine, disk)
    assert found.day is not None
    assert set(found.day.context or ()) == {Context.TRAVEL, Context.ILLNESS}


@given(keys=st.lists(KEYS, max_size=60), theirs=st.lists(KEYS, max_size=60))
def test_nothing_changed_here_leaves_the_disk_and_a_still_disk_takes_all(
    keys: list[str], theirs: list[str]
) -> None:
    def typed(pressed_keys: list[str]) -> Entry:
        state = begin(DAY, None, EVENING, Profile(), ())
        for key in pressed_keys:
            state = press(state, key)
        return state.entry

    mine, disk = typed(keys), typed(theirs)
    assert merged(mine, mine, disk) == disk
    assert _sorted(merged(disk, mine, disk)) == _sorted(mine)


def _sorted(entry: Entry) -> Entry:
    """With its lists in one order, which is no answer."""
    for field in ("day.caffeine", "day.alcohol", "day.relaxation", "day.context"):
        held = getattr(entry.day, field.removeprefix("day."), None)
        if held is not None:
            entry = fill(entry, field, tuple(sorted(held, key=repr)))
    return fill(entry, "movement.signs", _ordered(entry.movement))


def _ordered(movement: Movement | None) -> tuple[Sign, ...] | None:
    signs = movement.signs if movement else None
    return None if signs is None else tuple(sorted(signs))


def test_going_on_from_a_draft_keeps_its_answers_and_the_disks(
    opened: Open, pressed: Press
) -> None:
    left = pressed(opened(), "2310")
    state = opened(drinks(TEA), draft=(left.base, left.entry))
    assert state.entry == Entry(
        date=DAY, night=Night(tried_to_sleep_at="23:10"), day=Day(caffeine=(TEA,))
    )
    assert state.changed
    assert state.at == "latency"


def test_a_drink_logged_under_an_open_check_in_is_shown_and_kept(
    opened: Open, pressed: Press
) -> None:
    state = states.rebase(pressed(opened(), "2310"), drinks(TEA))
    assert state.entry.day == Day(caffeine=(TEA,))
    assert states.saved(state, drinks(TEA)).night == Night(tried_to_sleep_at="23:10")
    assert states.saved(state, drinks(TEA)).day == Day(caffeine=(TEA,))


def test_the_zone_is_noted_with_the_first_clock_time_and_never_replaced() -> None:
    state = begin(DAY, None, EVENING, Profile(), (), tz="Europe/London")
    assert states.result(state).tz is None
    for key in "2310":
        state = press(state, key)
    assert states.result(state).tz == "Europe/London"
    there = Entry(date=DAY, tz="Asia/Tokyo", night=Night(rested=2))
    state = begin(DAY, there, EVENING, Profile(), (), tz="Europe/London")
    assert states.result(state).tz == "Asia/Tokyo"


def test_saving_what_was_opened_filled_in_changes_nothing() -> None:
    there = Entry(date=DAY, tz="Asia/Tokyo", night=Night(rested=2), movement=Movement(signs=()))
    state = begin(DAY, there, EVENING, Profile(), ())
    assert not state.changed
    assert states.saved(state, there) == there
