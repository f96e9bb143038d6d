"""What an evening carried into the night, as facts: caffeine, alcohol, exercise, a hard day.

On the day assessed the night is still to come, so the bedtime meant for it stands in for its
own. Hence what was drunk exists twice: as seen on that very evening, and as seen afterwards.
"""

from datetime import date, datetime, timedelta

from coach.core.diary import caffeine, said
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Day
from coach.core.patterns.facts import Fact

_MANY_DRINKS = 3.0
_NEAR_ALCOHOL = timedelta(hours=3)
_NEAR_EXERCISE = timedelta(hours=1)
_DAY = timedelta(days=1)
_NOTHING = Day()


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
    if bed is None:
        return facts
    if entry.day.caffeine is not None and _is_caffeine_left(
        evenings, day, bed, to_come=tonight
    ):
        facts.append(Fact.CAFFEINE_LEFT)
    if entry.day.alcohol and evenings.alcohol_near(day, bed, _NEAR_ALCOHOL) >= _MANY_DRINKS:
        facts.append(Fact.LATE_ALCOHOL)
    return facts


def is_explained(evenings: Evenings, night: date) -> bool:
    """Whether something ordinary explains a disturbed night (an exempting tag apart).

    The day before the night explains it; where that was not answered, the night's own date
    does. What depends on bedtime is measured at the one that began this night.

    Args:
        evenings: The days answered in time.
        night: The date on which the night ended.
    """
    evening = night - _DAY
    # The night that ended on the day before is the one before this.
    if evenings.slept_short(evening):
        return True
    before = evenings.entry(evening)
    read = night if before is None or before.day in (None, _NOTHING) else evening
    entry = evenings.entry(read)
    if entry is not None and entry.day is not None:
        mg = said.caffeine_mg(entry)
        if said.stressed(entry) or said.over(mg, caffeine.DAY_LIMIT_MG):
            return True
    bed = _bed_after(evenings, evening, tonight=False)
    if bed is None:
        return False
    gap = evenings.exercise_to_bed(read, bed)
    if gap is not None and abs(gap) <= _NEAR_EXERCISE:
        return True
    return _is_caffeine_left(evenings, evening, bed, to_come=False)


def _bed_after(evenings: Evenings, day: date, *, tonight: bool) -> datetime | None:
    """The bedtime of an evening, or None where nobody told any."""
    if not tonight and (known := evenings.known_bedtime(day)) is not None:
        return known
    usual = evenings.profile.bedtime if evenings.profile else None
    if usual is None and evenings.meant_clock(day) is None:
        return None
    return evenings.usual_bedtime(day) if tonight else evenings.bedtime(day)


def _is_caffeine_left(evenings: Evenings, day: date, bed: datetime, *, to_come: bool) -> bool:
    return evenings.caffeine_left(day, bed, to_come=to_come) > caffeine.LIKELY_MG
