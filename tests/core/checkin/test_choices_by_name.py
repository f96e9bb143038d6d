"""An ordinary night, nothing to report, nothing else: what each fills, what it never does."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from coach.core.checkin import moving, prompts
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.state import State
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    EventKind,
    Sign,
    SleepStarts,
    Witness,
)
from coach.core.diary.records import Entry, Event, Movement, Night, Profile
from tests.core.checkin.conftest import DAY, MORNING, Open, Press
from tests.core.checkin.test_evenings_in_keys import FORTNIGHT
from tests.evenings import CALM

JERK = Event(at="15:20", kind=EventKind.JERK)


def offered(state: State) -> str:
    """The words of the choice by name that ``+`` gives; empty where there is none."""
    return next((choice.words for choice in prompts.named(state) if choice.key == "+"), "")


# An ordinary night


def test_it_is_offered_once_five_nights_are_answered(opened: Open) -> None:
    assert offered(opened(history=FORTNIGHT[-4:])) == ""
    assert offered(opened(history=FORTNIGHT[-5:])) == (
        "an ordinary night: asks only how rested, and about the day"
    )
    assert offered(opened(history=FORTNIGHT, now=MORNING)) == (
        "an ordinary night: asks only how rested"
    )


def test_it_leaves_rested_and_movement_while_awake_to_be_asked(
    opened: Open, pressed: Press
) -> None:
    state = pressed(opened(history=FORTNIGHT), "+")
    assert state.at == "rested"
    assert state.entry.night is not None
    assert state.entry.night.rested is None
    assert state.entry.movement is not None
    assert state.entry.movement.awake is None
    assert pressed(state, "4").at == "awake-movement"


def test_answers_that_stand_are_kept(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "0030+")
    assert state.entry.night == Night(
        tried_to_sleep_at="00:30",
        sleep_latency_min=15,
        awake_min=10,
        final_wake_at="06:40",
        out_of_bed_at="07:00",
    )


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        (["R04"], ["sleep_starts", "sleep_movement"]),
        (["R06"], ["sleep_movement"]),
        (["R07"], ["leg_urge"]),
        (["R08"], ["dream_enactment"]),
        (["R10", "R07"], ["leg_urge", "breathing"]),
        (["R13"], []),
    ],
)
def test_what_a_standing_banner_counts_is_still_asked(
    opened: Open, pressed: Press, rules: list[str], asked: list[str]
) -> None:
    state = pressed(opened(history=FORTNIGHT, standing=rules), "+")
    movement = state.entry.movement
    assert movement is not None
    names = ("sleep_starts", "sleep_movement", "dream_enactment", "leg_urge", "breathing")
    assert [name for name in names if getattr(movement, name) is None] == asked


def test_what_was_reported_this_week_is_still_asked(opened: Open, pressed: Press) -> None:
    jolt = Movement(sleep_starts=SleepStarts.DISTURBING)
    restless = Entry(date=DAY - timedelta(days=7), night=Night(rested=3), movement=jolt)
    history = [past for past in FORTNIGHT if past.date != restless.date]
    state = opened(history=[*history, restless])
    assert offered(state) == (
        "an ordinary night: asks only what moved, how rested, and about the day"
    )
    asked = pressed(state, "+4")
    assert (asked.page, asked.at) == (CheckinPage.MOVEMENT, "sleep-starts")
    # What is answered already is passed by.
    assert pressed(asked, "0").at == "awake-movement"


def test_eight_days_ago_is_forgotten(opened: Open, pressed: Press) -> None:
    jolt = Movement(sleep_starts=SleepStarts.DISTURBING)
    restless = Entry(date=DAY - timedelta(days=8), movement=jolt)
    state = pressed(opened(history=[*FORTNIGHT[7:], restless]), "+4")
    assert state.at == "awake-movement"


# Nothing to report, nothing else


def test_nothing_to_report_stands_first_on_the_movement_page(opened: Open) -> None:
    state = moving.open_page(opened(), CheckinPage.MOVEMENT)
    first = prompts.prompt(state).choices[0]
    assert (first.key, first.words) == (
        "+",
        "nothing to report: no to all that is still empty here",
    )


def test_alone_nobody_heard_the_breathing(opened: Open, pressed: Press) -> None:
    for profile in (Profile(bed_partner=False), Profile()):
        state = pressed(opened(profile=profile), "<pagedown>+")
        assert (state.page, state.entry.movement) == (CheckinPage.DAY, CALM)


def test_beside_a_partner_nothing_to_report_is_nothing_heard(
    opened: Open, pressed: Press
) -> None:
    movement = pressed(opened(profile=Profile(bed_partner=True)), "<pagedown>+").entry.movement
    assert movement is not None
    assert movement.breathing is Breathing.NONE
    assert movement.witness is Witness.PARTNER
    assert movement.signs is None


def test_after_a_first_yes_it_is_nothing_else(opened: Open, pressed: Press) -> None:
    state = pressed(opened(), "<pagedown>2")
    assert offered(state) == "nothing else: no to all that is still empty here"
    state = pressed(state, "+")
    assert state.page is CheckinPage.DAY
    assert state.entry.movement == replace(CALM, sleep_starts=SleepStarts.DISTURBING)


def test_nothing_else_still_asks_the_warning_signs_that_were_called_for(
    opened: Open, pressed: Press
) -> None:
    state = pressed(opened(), "<pagedown>02+")
    assert (state.page, state.at) == (CheckinPage.MOVEMENT, "seizure-signs")
    assert state.entry.movement is not None
    assert state.entry.movement.signs is None
    signed = pressed(state, "1<enter>").entry.movement
    assert signed is not None
    assert signed.signs == (Sign.CONVULSION,)


def test_the_witness_of_an_answer_that_stood_is_kept(opened: Open, pressed: Press) -> None:
    told = Movement(breathing=Breathing.PAUSES, witness=Witness.PARTNER)
    state = pressed(opened(Entry(date=DAY, movement=told)), "<pageup><pagedown>+")
    assert state.entry.movement is not None
    assert state.entry.movement.breathing is Breathing.PAUSES
    assert state.entry.movement.witness is Witness.PARTNER


@pytest.mark.parametrize("keys", ["+", "<pagedown>+"])
def test_movement_while_awake_is_left_alone_on_a_day_with_an_event(
    opened: Open, pressed: Press, keys: str
) -> None:
    state = pressed(opened(Entry(date=DAY, events=(JERK,)), history=FORTNIGHT), keys)
    assert state.entry.movement is not None
    assert state.entry.movement.awake is None


def test_in_the_morning_the_day_to_come_is_not_answered(opened: Open, pressed: Press) -> None:
    state = pressed(opened(now=MORNING), "<pagedown>+")
    assert state.page is CheckinPage.DONE
    assert state.entry.movement is not None
    assert state.entry.movement.awake is None


def test_where_one_question_is_left_its_own_no_is_enough(opened: Open, pressed: Press) -> None:
    state = pressed(opened(history=FORTNIGHT), "+4")
    assert state.at == "awake-movement"
    assert offered(state) == ""
    assert pressed(state, "+") is state


# A night without sleep


def test_a_night_without_sleep_is_said_with_one_key_and_asked_nothing_of_sleep(
    opened: Open, pressed: Press
) -> None:
    state = pressed(opened(history=FORTNIGHT), "-")
    assert state.entry.night == Night(did_not_sleep=True)
    assert state.at == "rested"
    state = pressed(state, "1")
    assert state.at == "awake-movement"
    state = pressed(state, "0")
    assert state.page is CheckinPage.DAY
    assert state.entry.movement == Movement(awake=AwakeMovement.NONE)


def test_beside_times_it_is_neither_offered_nor_taken(opened: Open, pressed: Press) -> None:
    state = pressed(opened(), "2310<up>")
    assert "-" not in [choice.key for choice in prompts.named(state)]
    asked = moving.go(pressed(state, "m"), "sleepless")
    refused = pressed(asked, "1")
    assert refused.trouble.startswith("This night has times")
    assert refused.entry.night == Night(tried_to_sleep_at="23:10")
