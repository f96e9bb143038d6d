"""What an evening carried into the night, as facts: caffeine, alcohol, exercise, a hard day.

On the day assessed the night is still to come, so the usual bedtime stands in for its own.
Hence each answer here exists twice: as seen on that very evening, and as seen afterwards.
"""

from datetime import date, datetime, timedelta

from coach.core.diary import caffeine, said
from coach.core.diary.evenings import Evenings
from coach.core.patterns.facts import Fact

_MANY_DRINKS = 3.0
_NEAR_ALCOHOL = timedelta(hours=3)
_NEAR_EXERCISE = timedelta(hours=1)


def drink_facts(evenings: Evenings, day: date, *, tonight: bool) -> list[Fact]:
    """What the caffeine and alcohol of a day say; nothing where they were not answered.

    Args:
        evenings: The days answered in time.
        day: The day.
        tonight: Whether it is seen on that very evening.
    """
    entry = evenings.entry(day)
    if entry is None or entry.day is None:
        return []
    facts: list[Fact] = []
    # This one hangs on no bedtime, and is stated once.
    limit = caffeine.day_limit_mg(evenings.profile)
    if not tonight and said.over(said.caffeine_mg(entry), limit):
        facts.append(Fact.CAFFEINE_HIGH)
    if entry.day.caffeine is None and not entry.day.alcohol:
        return facts
    bed = _bed_after(evenings, day, tonight=tonight)
    if entry.day.caffeine is not None and _is_caffeine_left(evenings, day, bed):
        facts.append(Fact.CAFFEINE_LEFT)
    if entry.day.alcohol and evenings.alcohol_near(day, bed, _NEAR_ALCOHOL) >= _MANY_DRINKS:
        facts.append(Fact.LATE_ALCOHOL)
    return facts


def is_explained(evenings: Evenings, night: date, *, tonight: bool) -> bool:
    """Whether something ordinary explains a disturbed night (an exempting tag apart).

    The day before the night explains it; where that was not answered, the night's own date
    does.

    Args:
        evenings: The days answered in time.
        night: The date on which the night ended.
        tonight: Whether it is seen on the evening of that date.
    """
    day = night - timedelta(days=1)
    # The night that ended on the day before is the one before this.
    if evenings.slept_short(day):
        return True
    before = evenings.entry(day)
    if before is None or before.day is None:
        day = night
    else:
        # The night after that day has ended.
        tonight = False
    entry = evenings.entry(day)
    if entry is None or entry.day is None:
        return False
    if said.stressed(entry) or said.over(said.caffeine_mg(entry), caffeine.DAY_LIMIT_MG):
        return True
    bed = _bed_after(evenings, day, tonight=tonight)
    gap = evenings.exercise_to_bed(day, bed)
    if gap is not None and abs(gap) <= _NEAR_EXERCISE:
        return True
    return _is_caffeine_left(evenings, day, bed)


def _bed_after(evenings: Evenings, day: date, *, tonight: bool) -> datetime:
    """The bedtime of an evening; the usual one is told by the clock of that evening."""
    known = None if tonight else evenings.known_bedtime(day)
    return evenings.usual_bedtime(day) if known is None else known


def _is_caffeine_left(evenings: Evenings, day: date, bed: datetime) -> bool:
    return evenings.caffeine_left(day, bed) > caffeine.LIKELY_MG
