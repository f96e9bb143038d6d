"""Goals: one small habit at a time, told kept or not by the answers themselves.

A day is kept, not kept, or not answered; the last is a gap and no failure. Today counts only
once its evening is answered, since a coffee may still come.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from coach.core.diary import caffeine, said
from coach.core.diary import day as days
from coach.core.diary.choices import GoalKind
from coach.core.diary.evenings import Evenings
from coach.core.diary.listed import running_goals
from coach.core.diary.records import Entry, Goal, Profile
from coach.core.tips import looking_back
from coach.core.words.lengths_and_dates import counted

MARKS: Final = 14
# Sletten 2023: rising times within an hour of each other.
NEAR_MIN: Final = 60
# Who drinks so much on most days must not be led to stop at once.
HEAVY_DRINKS, HEAVY_DAYS = 5, 4
# Nobody who sleeps so little is held to a rising time.
ENOUGH_SLEEP_H: Final = 6.5
SHORTEST_MIN, LONGEST_MIN = 1, 240

HEAVY_DRINKING: Final = "If you drink a lot every day, do not stop at once; ask a doctor first."
TOO_LITTLE_SLEEP: Final = (
    f"You sleep under {ENOUGH_SLEEP_H:g} hours on average; more sleep comes first."
)

_WEEK = 7
_DAY = timedelta(days=1)
_BEFORE_BED = {
    # Gardiner 2023; the hours for alcohol are our own, those for light Brown 2022's last.
    GoalKind.LAST_CAFFEINE_BY: timedelta(hours=9),
    GoalKind.NO_ALCOHOL_AFTER: timedelta(hours=3),
    GoalKind.SCREENS_DOWN_BY: timedelta(hours=1),
    # Eight hours of bed, and the usual bedtime is when they begin.
    GoalKind.RISE_NEAR: timedelta(hours=-8),
}
# One answer settles the day.
_SETTLED = frozenset({GoalKind.SCREENS_DOWN_BY, GoalKind.RISE_NEAR})
_USUAL_WIND_DOWN_MIN = 10
_QUARTER_OF_AN_HOUR = 15


class Kept(StrEnum):
    """What a day comes to, as one sign."""

    YES = "✓"
    NO = "-"
    GAP = " "


class GoalView(msgspec.Struct, frozen=True):
    """A goal as it stands.

    Attributes:
        words: What it is: "last coffee by 14:00".
        strip: The last fourteen days, one sign a day, oldest first; blank where not answered
            or before it began.
        kept: Days of these on which it was kept.
        of: Days of these that were answered.
    """

    words: str
    strip: str
    kept: int
    of: int

    @property
    def count(self) -> str:
        """``6 of 7 days``, or that nothing is answered yet."""
        return f"{self.kept} of {counted(self.of, 'day')}" if self.of else "no day answered yet"


class Offered(msgspec.Struct, frozen=True):
    """A goal that can be chosen.

    Attributes:
        kind: Which.
        value: What suits the person's times: a local time, or minutes.
        refusal: Why it is not offered to this person now; None where it is.
    """

    kind: GoalKind
    value: str | int
    refusal: str | None


def running(goals: Iterable[Goal]) -> Goal | None:
    """The goal that runs, or None; of two after a merge the one that began later."""
    standing = running_goals(goals)
    return standing[-1] if standing else None


def goal_words(kind: GoalKind, value: str | int) -> str:
    """A goal in a few words: ``last coffee by 14:00``."""
    match kind:
        case GoalKind.LAST_CAFFEINE_BY:
            return f"last coffee by {value}"
        case GoalKind.NO_ALCOHOL_AFTER:
            return f"no alcohol after {value}"
        case GoalKind.SCREENS_DOWN_BY:
            return f"screens down by {value}"
        case GoalKind.RISE_NEAR:
            return f"up near {value}"
        case GoalKind.WIND_DOWN:
            return f"wind down for {counted(int(value), 'minute')}"


def how_counted(kind: GoalKind) -> str:
    """By what a day counts as kept, in a plain sentence."""
    match kind:
        case GoalKind.LAST_CAFFEINE_BY:
            return "Kept by your drinks: none with caffeine later than that."
        case GoalKind.NO_ALCOHOL_AFTER:
            return "Kept by your drinks: no alcohol later than that."
        case GoalKind.SCREENS_DOWN_BY:
            return "Asked once a day in the check-in, since nothing else can tell."
        case GoalKind.RISE_NEAR:
            return "Kept by your nights: out of bed within an hour of it."
        case GoalKind.WIND_DOWN:
            return "Kept by the minutes that are noted of your wind-downs."


def kept(goal: Goal, evenings: Evenings, day: date) -> bool | None:
    """Whether a goal was kept on a day, by what was answered; None where that cannot tell."""
    entry = evenings.entry(day)
    if entry is None or entry.cleared:
        return None
    match goal.goal:
        case GoalKind.LAST_CAFFEINE_BY:
            drinks = entry.day.caffeine if entry.day else None
            strong = drinks and [
                drink.at for drink in drinks if drink.mg >= caffeine.COUNTS_FROM_MG
            ]
            return _none_after(goal, evenings, day, None if drinks is None else strong or ())
        case GoalKind.NO_ALCOHOL_AFTER:
            glasses = entry.day.alcohol if entry.day else None
            taken = glasses and [glass.at for glass in glasses if glass.drinks]
            return _none_after(goal, evenings, day, None if glasses is None else taken or ())
        case GoalKind.SCREENS_DOWN_BY:
            return entry.day.goal_kept if entry.day else None
        case GoalKind.RISE_NEAR:
            return _rose_near(goal, evenings, day)
        case GoalKind.WIND_DOWN:
            return _wound_down(goal, entry)


def mark(goal: Goal, evenings: Evenings, day: date, today: date) -> Kept:
    """The sign of a day: a gap where it lies outside of the goal or was not answered."""
    if not goal.from_ <= day <= min(today, goal.to or today):
        return Kept.GAP
    answer = kept(goal, evenings, day)
    if answer is None:
        return Kept.GAP
    if day == today and _may_change(goal, answer, evenings.entry(day)):
        return Kept.GAP
    return Kept.YES if answer else Kept.NO


def marks(
    goal: Goal, evenings: Evenings, last: date, today: date, length: int = MARKS
) -> tuple[Kept, ...]:
    """The signs of some days that end on a day, oldest first."""
    span = (last - timedelta(days=back) for back in range(length - 1, -1, -1))
    return tuple(mark(goal, evenings, day, today) for day in span)


def goal_view(
    goals: Iterable[Goal], by_date: Mapping[date, Entry], profile: Profile | None, today: date
) -> GoalView | None:
    """The goal that runs, as one line tells it; None where none runs.

    Args:
        goals: All goals.
        by_date: The entries, at least those of the last fourteen days.
        profile: When a day begins.
        today: The coach's day.
    """
    goal = running(goals)
    if goal is None:
        return None
    return view_of(goal, Evenings(by_date, profile), today)


def view_of(goal: Goal, evenings: Evenings, today: date) -> GoalView:
    """A goal as its last fourteen days show it."""
    last = min(today, goal.to or today)
    signs = marks(goal, evenings, last, today)
    return GoalView(
        words=goal_words(goal.goal, goal.value),
        strip="".join(signs),
        kept=signs.count(Kept.YES),
        of=len(signs) - signs.count(Kept.GAP),
    )


def whole_count(goal: Goal, evenings: Evenings, today: date) -> tuple[int, int]:
    """On how many days a goal was kept from its beginning on, and how many were answered."""
    last = min(today, goal.to or today)
    signs = marks(goal, evenings, last, today, (last - goal.from_).days + 1)
    return signs.count(Kept.YES), len(signs) - signs.count(Kept.GAP)


def offered(
    entries: Sequence[Entry], profile: Profile | None, today: date
) -> tuple[Offered, ...]:
    """Every goal with a value that suits the person, and why one is not offered.

    Args:
        entries: At least those of the last seven days.
        profile: For the usual bedtime.
        today: The coach's day.
    """
    return tuple(
        Offered(kind, suggested(kind, profile), refusal(kind, entries, profile, today))
        for kind in GoalKind
    )


def refusal(
    kind: GoalKind, entries: Iterable[Entry], profile: Profile | None, today: date
) -> str | None:
    """Why a goal is not for this person now, or None."""
    if kind is GoalKind.NO_ALCOHOL_AFTER:
        week = [
            entry
            for entry in entries
            if today - timedelta(days=_WEEK) < entry.date <= today and not entry.cleared
        ]
        heavy = sum((said.alcohol_drinks(entry) or 0) >= HEAVY_DRINKS for entry in week)
        return HEAVY_DRINKING if heavy >= HEAVY_DAYS else None
    if kind is GoalKind.RISE_NEAR:
        evening = looking_back.Evening(entries, profile, today)
        slept = evening.mean_sleep_h()
        return TOO_LITTLE_SLEEP if said.under(slept, ENOUGH_SLEEP_H) else None
    return None


def value_of(kind: GoalKind, text: str) -> str | int:
    """A goal's value as people type it.

    Raises:
        ValueError: If it is no time of day, or no number of minutes that makes sense.
    """
    if kind is not GoalKind.WIND_DOWN:
        return days.parse_clock(text)
    if not text.strip().isdecimal() or not SHORTEST_MIN <= int(text) <= LONGEST_MIN:
        raise ValueError(
            f"{text!r} is no number of minutes from {SHORTEST_MIN} to {LONGEST_MIN}"
        )
    return int(text)


def suggested(kind: GoalKind, profile: Profile | None) -> str | int:
    """A goal's value that suits the usual bedtime, or the usual minutes."""
    if kind is GoalKind.WIND_DOWN:
        return _USUAL_WIND_DOWN_MIN
    bedtime = (profile and profile.bedtime) or days.DEFAULT_BEDTIME
    early = days.minutes_of(bedtime) - _BEFORE_BED[kind] // timedelta(minutes=1)
    return days.clock_of(early // _QUARTER_OF_AN_HOUR * _QUARTER_OF_AN_HOUR)


def _none_after(
    goal: Goal, evenings: Evenings, day: date, clocks: Iterable[str] | None
) -> bool | None:
    """Whether nothing was taken after the goal's time within the coach's day."""
    if clocks is None:
        return None
    limit = evenings.moment(day, str(goal.value))
    return all(evenings.moment(day, clock) <= limit for clock in clocks)


def _rose_near(goal: Goal, evenings: Evenings, day: date) -> bool | None:
    entry = evenings.entry(day)
    night = entry.night if entry else None
    if night is None or night.out_of_bed_at is None or evenings.night(day) is None:
        return None
    apart = abs(days.minutes_of(night.out_of_bed_at) - days.minutes_of(str(goal.value)))
    return min(apart, 24 * 60 - apart) <= NEAR_MIN


def _wound_down(goal: Goal, entry: Entry) -> bool | None:
    done = entry.day.relaxation if entry.day else None
    if done is None:
        return None
    if sum(practice.min or 0 for practice in done) >= int(goal.value):
        return True
    # One without its length may have been long enough.
    return None if any(practice.min is None for practice in done) else False


def _may_change(goal: Goal, answer: bool, entry: Entry | None) -> bool:
    """Whether today may still turn out otherwise: its evening is not answered yet."""
    may_break = {GoalKind.LAST_CAFFEINE_BY: True, GoalKind.NO_ALCOHOL_AFTER: True}
    if answer is not may_break.get(goal.goal, False) or goal.goal in _SETTLED:
        return False
    if entry is None or entry.day is None:
        return True
    # A wind-down is noted as it is done, like a drink.
    beside = msgspec.structs.replace(entry.day, relaxation=None)
    return not said.answers_the_day(msgspec.structs.replace(entry, day=beside))
