"""Nothing to report: one key, and an answer."""

from dataclasses import replace

from coach.core.checkin.fields import fill, read
from coach.core.checkin.moving import open_page
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.state import State, pages
from coach.core.diary.records import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    LegUrge,
    SleepMovement,
    SleepStarts,
    Witness,
)

_NONE: tuple[tuple[str, object], ...] = (
    ("movement.sleep_starts", SleepStarts.NONE),
    ("movement.sleep_movement", SleepMovement.NONE),
    ("movement.dream_enactment", DreamEnactment.NONE),
    ("movement.leg_urge", LegUrge.NONE),
)


def nothing_to_report(state: State) -> State:
    """Fill what is still empty on the movement page, and turn it.

    For one who sleeps alone, or has not said, it is `none` as they saw it themselves, and
    `unknown` for breathing, which nobody can hear alone. In the morning the movements of the
    coming day are left for the evening. Signs are left alone: absent, they say nothing.
    """
    alone = state.profile.bed_partner is not True
    entry = state.entry
    filled = False
    answers = [
        *_NONE,
        ("movement.breathing", Breathing.UNKNOWN if alone else Breathing.NONE),
    ]
    for field, nothing in answers:
        if read(entry, field) is None:
            entry, filled = fill(entry, field, nothing), True
    if filled and read(entry, "movement.witness") is None:
        entry = fill(entry, "movement.witness", Witness.SELF if alone else Witness.PARTNER)
    if not state.morning and read(entry, "movement.awake") is None:
        entry = fill(entry, "movement.awake", AwakeMovement.NONE)
    order = pages(state)
    following = order[order.index(CheckinPage.MOVEMENT) + 1]
    return open_page(replace(state, entry=entry), following)
