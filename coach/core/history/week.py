"""The week: seven nights beside the twenty-eight before, without a score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary import said
from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry, Goal, Profile
from coach.core.history import times
from coach.core.history.times import FEWEST, ClockAverage, Weekday
from coach.core.history.week_offered import NIGHTS
from coach.core.tips import goals
from coach.core.tips.goals import Kept
from coach.core.words.lengths_and_dates import counted, hours_and_minutes, range_words

BEFORE = 28
# Entries that a week reads, and two days more of drinks that matter at a bedtime.
LOOK_BACK = timedelta(days=NIGHTS + BEFORE + 2)


@dataclass(frozen=True, slots=True)
class Side:
    """Some nights in a row, as far as they were answered.

    Attributes:
        first: The first of them.
        last: The last of them.
        answered: On how many something of the night was answered.
        disturbed: How many movement disturbed; None for fewer than three answers.
        told: On how many that was answered.
        slept: Minutes asleep on average; None, like all that follow, for fewer than three.
        rise: Getting out of bed.
        mid_sleep: The middle of the sleep.
        last_caffeine: The last caffeine of these days.
    """

    first: date
    last: date
    answered: int
    disturbed: int | None
    told: int
    slept: float | None
    rise: ClockAverage | None
    mid_sleep: ClockAverage | None
    last_caffeine: ClockAverage | None


@dataclass(frozen=True, slots=True)
class GoalOfWeek:
    """The goal over the seven days.

    Attributes:
        goal: The goal.
        kept: On how many of these days it was kept.
        of: How many of them were answered.
    """

    goal: Goal
    kept: int
    of: int


@dataclass(frozen=True, slots=True)
class Week:
    """Seven nights beside the twenty-eight before.

    Attributes:
        day: The last date of the seven.
        nights: The seven.
        before: The twenty-eight.
        goal: The goal of that day, None where none ran.
        weekdays: All thirty-five by weekday.
    """

    day: date
    nights: Side
    before: Side
    goal: GoalOfWeek | None
    weekdays: tuple[Weekday, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the week in words: what it is, this week, and the weeks before."""

    name: str
    now: str
    before: str


def week_of(
    entries: Iterable[Entry], profile: Profile | None, kept_goals: Iterable[Goal], day: date
) -> Week:
    """The week that ends on a day.

    Args:
        entries: At least those of `LOOK_BACK`.
        profile: When a day begins.
        kept_goals: All goals.
        day: The last date.
    """
    by_date = {entry.date: entry for entry in entries if not entry.cleared}
    evenings = Evenings(by_date, profile)
    seven = times.span_to(day, NIGHTS)
    earlier = times.span_to(day - timedelta(days=NIGHTS), BEFORE)
    return Week(
        day,
        _side(evenings, seven),
        _side(evenings, earlier),
        _goal(evenings, kept_goals, day),
        times.by_weekday(evenings, (*earlier, *seven)),
    )


def rows(week: Week) -> tuple[Row, ...]:
    """What there is to tell of a week; what neither side knows is left out."""
    now, before = week.nights, week.before
    told = (
        Row("Disturbed", disturbed_words(now), disturbed_words(before)),
        Row("Asleep", _slept(now), _slept(before)),
        Row("Up at", _clock(now.rise), _clock(before.rise)),
        Row("Mid-sleep", _clock(now.mid_sleep), _clock(before.mid_sleep)),
        Row("Last caffeine", _clock(now.last_caffeine), _clock(before.last_caffeine)),
    )
    known = [row for row in told if row.now or row.before]
    if week.goal is not None:
        known.append(Row("Goal", goal_words(week.goal), ""))
    return tuple(known)


def lead(week: Week) -> str:
    """Which nights these are, and how many of them were answered."""
    now, before = week.nights, week.before
    return (
        f"{range_words(now.first, now.last)}: {now.answered} of {NIGHTS} nights answered; "
        f"of the {BEFORE} before, {before.answered}."
    )


def goal_words(told: GoalOfWeek) -> str:
    """``last coffee by 14:00, 6 of 7 days``."""
    words = goals.goal_words(told.goal.goal, told.goal.value)
    count = f"{told.kept} of {counted(told.of, 'day')}" if told.of else "no day answered"
    return f"{words}, {count}"


def sentences(week: Week) -> tuple[str, ...]:
    """The same in a line each, where a table does not fit; `spoken` has it for listeners."""
    told = []
    for row in rows(week):
        if row.name == "Goal":
            told.append(f"Goal: {row.now}.")
            continue
        now = row.now or f"fewer than {FEWEST} answers"
        before = row.before or f"fewer than {FEWEST} answers"
        told.append(f"{row.name}: {now}. In the four weeks before: {before}.")
    return tuple(told)


def _side(evenings: Evenings, nights: Sequence[date]) -> Side:
    entries = [entry for night in nights if (entry := evenings.entry(night)) is not None]
    told = [answer for entry in entries if (answer := said.disturbed(entry)) is not None]
    return Side(
        first=nights[0],
        last=nights[-1],
        answered=sum(said.answers_last_night(entry) for entry in entries),
        disturbed=sum(told) if len(told) >= FEWEST else None,
        told=len(told),
        slept=times.mean_of(times.slept(evenings, night) for night in nights),
        rise=times.averaged(times.rise(evenings, night) for night in nights),
        mid_sleep=times.averaged(times.mid_sleep(evenings, night) for night in nights),
        last_caffeine=times.averaged(times.last_caffeine(evenings, day) for day in nights),
    )


def _goal(evenings: Evenings, kept_goals: Iterable[Goal], day: date) -> GoalOfWeek | None:
    """The goal in force on a day, over the seven days that end with it."""
    standing = [
        goal
        for goal in kept_goals
        if not goal.removed and goal.from_ <= day and (goal.to is None or goal.to >= day)
    ]
    goal = max(standing, key=lambda goal: goal.from_, default=None)
    if goal is None:
        return None
    signs = goals.marks(goal, evenings, day, day, NIGHTS)
    return GoalOfWeek(goal, signs.count(Kept.YES), len(signs) - signs.count(Kept.GAP))


def disturbed_words(side: Side) -> str:
    """``4 of 6 nights``; empty for too few answers."""
    if side.disturbed is None:
        return ""
    return f"{side.disturbed} of {counted(side.told, 'night')}"


def _slept(side: Side) -> str:
    return "" if side.slept is None else f"{hours_and_minutes(side.slept)} on average"


def _clock(average: ClockAverage | None) -> str:
    return "" if average is None else average.words
