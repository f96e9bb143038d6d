"""The conditions on earlier answers that call for a follow-up."""

from collections.abc import Callable

from coach.core.checkin.question import FollowUpFacts, When
from coach.core.checkin.questions.fields import read
from coach.core.diary import said as says
from coach.core.diary.choices import Condition, Context, Sign, Sleepiness, SleepStarts
from coach.core.diary.records import Entry


def said(field: str, *values: object) -> When:
    """The field holds one of these values."""
    return lambda facts: read(facts.entry, field) in values


def yes(reading: Callable[[Entry], bool | None]) -> When:
    """The answers say yes to a reading; silence calls for nothing."""
    return lambda facts: reading(facts.entry) is True


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


def none_of(*conditions: When) -> When:
    """No condition holds."""
    return lambda facts: not any(condition(facts) for condition in conditions)


def has_condition(condition: Condition) -> When:
    """The profile names a condition."""
    return lambda facts: condition in (facts.profile.conditions or ())


def has_sign(sign: Sign) -> When:
    """A sign was answered."""
    return yes(lambda entry: bool(entry.movement and sign in (entry.movement.signs or ())))


def drives(facts: FollowUpFacts) -> bool:
    """Whether the person may drive: not unless they said they do not."""
    return facts.profile.drives is not False


def shifts(facts: FollowUpFacts) -> bool:
    """Whether the person works in shifts, by this day's answers or those of late."""
    context = read(facts.entry, "day.context")
    return facts.shifts or (isinstance(context, tuple) and Context.SHIFT in context)


def medicine_changed(facts: FollowUpFacts) -> bool:
    """A medicine was started or changed today or in the 28 days before."""
    return facts.recent_medicine or read(facts.entry, "day.new_medicine") is True


def medicine_may_be_new(facts: FollowUpFacts) -> bool:
    """A medicine was noted that may be new, or its dose; only the person knows."""
    return facts.may_be_new


starts = yes(says.started)
disturbing_starts = said("movement.sleep_starts", SleepStarts.DISTURBING)
kicks = yes(says.kicked)
acted_out = yes(says.acted_out)
loud_breathing = yes(says.breathed_loudly)
urge = yes(says.urged)
twitch_by_day = yes(says.twitched)
unrefreshed = at_most("night.rested", 2)
sleepy = yes(says.sleepy)
dozed_off = said("day.sleepiness", Sleepiness.DOZED_OFF)
any_movement = any_of(starts, kicks, acted_out, urge, twitch_by_day)
