"""The conditions on earlier answers that call for a follow-up."""

from collections.abc import Iterable

from coach.core.checkin.fields import read
from coach.core.checkin.question import FollowUpFacts, When
from coach.core.diary.records import (
    AwakeMovement,
    Breathing,
    Condition,
    DreamEnactment,
    LegUrge,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
)


def said(field: str, *values: object) -> When:
    """The field holds one of these values."""
    return lambda facts: read(facts.entry, field) in values


def at_least(field: str, least: int) -> When:
    """The field holds a number of at least this much."""

    def holds(facts: FollowUpFacts) -> bool:
        value = read(facts.entry, field)
        return isinstance(value, int) and value >= least

    return holds


def at_most(field: str, most: int) -> When:
    """The field holds a number of at most this much."""

    def holds(facts: FollowUpFacts) -> bool:
        value = read(facts.entry, field)
        return isinstance(value, int) and value <= most

    return holds


def any_of(*conditions: When) -> When:
    """One of the conditions holds."""
    return lambda facts: any(condition(facts) for condition in conditions)


def all_of(*conditions: When) -> When:
    """Every condition holds."""
    return lambda facts: all(condition(facts) for condition in conditions)


def has_condition(condition: Condition) -> When:
    """The profile names a condition."""
    return lambda facts: condition in (facts.profile.conditions or ())


def has_sign(sign: Sign) -> When:
    """A sign was answered."""

    def holds(facts: FollowUpFacts) -> bool:
        signs = read(facts.entry, "movement.signs")
        return isinstance(signs, Iterable) and sign in signs

    return holds


def drives(facts: FollowUpFacts) -> bool:
    """Whether the person may drive: not unless they said they do not."""
    return facts.profile.drives is not False


def medicine_changed(facts: FollowUpFacts) -> bool:
    """A medicine was started or changed today or in the 28 days before."""
    return facts.recent_medicine or read(facts.entry, "day.new_medicine") is True


starts = said("movement.sleep_starts", SleepStarts.UNDISTURBING, SleepStarts.DISTURBING)
disturbing_starts = said("movement.sleep_starts", SleepStarts.DISTURBING)
kicks = said("movement.sleep_movement", SleepMovement.NOTICED, SleepMovement.WOKE_ME)
acted_out = said(
    "movement.dream_enactment",
    DreamEnactment.ACTED_OUT,
    DreamEnactment.INJURY,
    DreamEnactment.HEAD_INJURY,
)
loud_breathing = said("movement.breathing", Breathing.SNORING, Breathing.PAUSES)
urge = said("movement.leg_urge", LegUrge.URGE, LegUrge.DELAYED_SLEEP)
twitch_by_day = said("movement.awake", AwakeMovement.FLICKER, AwakeMovement.JERK)
unrefreshed = at_most("night.rested", 2)
sleepy = said("day.sleepiness", Sleepiness.SLEEPY, Sleepiness.DOZED_OFF)
dozed_off = said("day.sleepiness", Sleepiness.DOZED_OFF)
any_movement = any_of(disturbing_starts, starts, kicks, acted_out, urge, twitch_by_day)
