"""Invented people: how their nights and days go, and on which of them they answer."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import msgspec

from coach.core.diary.records import Entry, Profile

FIRST = date(2026, 1, 5)
YEAR = 365

Plain = dict[str, dict[str, object]]
Live = Callable[[int, Plain], None]
Habit = Callable[[random.Random], Live]
Answer = Callable[[int, Plain], bool]
Answering = Callable[[random.Random], Answer]
Change = Callable[[Plain, random.Random], None]


@dataclass(frozen=True)
class Person:
    """One kind of person.

    Attributes:
        what: In words.
        rule: The rule that is looked at.
        habit: How their days go.
        answering: On which days they answer.
        profile: What was asked once.
    """

    what: str
    rule: str
    habit: Habit
    answering: Answering
    profile: Profile | None = None

    def but(self, what: str, answering: Answering) -> Person:
        """The same kind of person, who answers otherwise."""
        return replace(self, what=what, answering=answering)

    def entries(self, chance: random.Random, days: int = YEAR) -> list[Entry]:
        """A diary of so many days."""
        live, answers = self.habit(chance), self.answering(chance)
        entries: list[Entry] = []
        for number in range(days):
            day = ordinary_day(chance)
            live(number, day)
            if answers(number, day):
                when = (FIRST + timedelta(days=number)).isoformat()
                entries.append(msgspec.convert({"date": when, **day}, Entry))
        return entries


def ordinary_day(chance: random.Random) -> Plain:
    """A day of somebody well: some starts, snoring, tired days and long nights among them."""

    def hit(share: float) -> bool:
        return chance.random() < share

    coffee = [{"at": "08:10", "mg": 95}] + ([{"at": "13:30", "mg": 95}] if hit(0.5) else [])
    return {
        "night": {
            "tried_to_sleep_at": "23:10",
            "sleep_latency_min": 45 if hit(1 / 12) else chance.randint(5, 25),
            "awake_min": chance.randint(0, 20),
            "final_wake_at": "06:50",
            "out_of_bed_at": "07:00",
            "woke_early_min": 0,
            "rested": 2 if hit(1 / 8) else 4,
        },
        "movement": {
            "sleep_starts": "undisturbing" if hit(1 / 5) else "none",
            "sleep_movement": "noticed" if hit(1 / 15) else "none",
            "dream_enactment": "acted_out" if hit(1 / 365) else "none",
            "leg_urge": "urge" if hit(1 / 20) else "none",
            "breathing": "snoring" if hit(1 / 6) else "none",
            "awake": "none",
        },
        "day": {
            "stress": 4 if hit(1 / 10) else 2,
            "caffeine": coffee,
            "alcohol": [],
            "sleepiness": "sleepy" if hit(1 / 10) else "none",
            "dozed_driving": False,
            "sudden_weakness": "none",
            "morning_headache": hit(1 / 30),
            "hard_to_cope": False,
            "new_medicine": False,
        },
    }


# -- changes of one day ---------------------------------------------------------------------


def disturb(day: Plain, chance: random.Random) -> None:
    """A night that movement disturbs."""
    if chance.random() < 0.5:
        day["movement"]["sleep_starts"] = "disturbing"
    else:
        day["movement"]["sleep_movement"] = "woke_me"


def is_disturbed(day: Plain) -> bool:
    """Whether movement disturbed the night."""
    movement = day["movement"]
    starts, asleep = movement["sleep_starts"], movement["sleep_movement"]
    return starts == "disturbing" or asleep == "woke_me"


def put(part: str, field: str, value: object) -> Change:
    """One answer set."""

    def change(day: Plain, _: random.Random) -> None:
        day[part][field] = value

    return change


def at_share(share: float, *changes: Change) -> Change:
    """Each change by itself on that share of days."""

    def change(day: Plain, chance: random.Random) -> None:
        for one in changes:
            if chance.random() < share:
                one(day, chance)

    return change


def poor(day: Plain, _: random.Random) -> None:
    """An unrefreshed morning."""
    day["night"]["rested"] = 2


def legs(day: Plain, chance: random.Random) -> None:
    """Restless legs; half of the evenings they delay sleep."""
    day["movement"]["leg_urge"] = "delayed_sleep" if chance.random() < 0.5 else "urge"


kick = put("movement", "sleep_movement", "noticed")
snore = put("movement", "breathing", "snoring")
pause = put("movement", "breathing", "pauses")
twitch = put("movement", "awake", "flicker")
dream = put("movement", "dream_enactment", "acted_out")
sleepy = put("day", "sleepiness", "sleepy")
long_night = put("night", "sleep_latency_min", 50)
CHANGES: dict[str, tuple[Change, ...]] = {
    "R02": (twitch,),
    "R04": (disturb,),
    "R06": (kick, poor),
    "R07": (legs,),
    "R08": (dream,),
    "R10": (snore, poor),
    "R11": (sleepy,),
    "R13": (long_night, poor),
}


# -- habits ---------------------------------------------------------------------------------


def once_a_month(chance: random.Random) -> Live:
    """One disturbed night a month, and an eyelid that flickers for some days each season."""
    nights = {30 * month + chance.randrange(30) for month in range(13)}
    starts = [91 * season + chance.randrange(80) for season in range(4)]
    flicker = {start + day for start in starts for day in range(chance.randint(2, 5))}

    def live(number: int, day: Plain) -> None:
        if number in nights:
            disturb(day, chance)
        if number in flicker:
            twitch(day, chance)

    return live


def steady(share: float, *changes: Change) -> Habit:
    """Every day by itself, the same chance all year."""
    return spans(lambda _: share, *changes)


def spans(share_on: Callable[[int], float], *changes: Change) -> Habit:
    """Every day by itself, with a chance that depends on the day."""

    def habit(chance: random.Random) -> Live:
        monthly = once_a_month(chance)

        def live(number: int, day: Plain) -> None:
            monthly(number, day)
            at_share(share_on(number), *changes)(day, chance)

        return live

    return habit


def alone(share: float, *changes: Change) -> Habit:
    """As `steady`, and no disturbed night beside those."""

    def habit(chance: random.Random) -> Live:
        def live(_: int, day: Plain) -> None:
            at_share(share, *changes)(day, chance)

        return live

    return habit


def crunch(share_noted: float) -> Habit:
    """A week every eight in which 60 % of nights are disturbed; stress noted on a share."""

    def habit(chance: random.Random) -> Live:
        monthly = once_a_month(chance)
        offset = chance.randrange(56)

        def live(number: int, day: Plain) -> None:
            monthly(number, day)
            if (number + offset) % 56 < 7:
                at_share(0.6, disturb)(day, chance)
                day["day"]["stress"] = 5 if chance.random() < share_noted else 2

        return live

    return habit


def clustered(share: float, spell: float, *changes: Change) -> Habit:
    """That share of days, in spells of so many days on average."""

    def habit(chance: random.Random) -> Live:
        goes = 1 / spell
        comes = goes * share / (1 - share)
        state = {"on": chance.random() < share}

        def live(_: int, day: Plain) -> None:
            turn = chance.random()
            state["on"] = turn >= goes if state["on"] else turn < comes
            if state["on"]:
                for change in changes:
                    change(day, chance)

        return live

    return habit


def drifting(chance: random.Random) -> Live:
    """Between 2 and 26 % of nights over the seasons."""
    offset = chance.randrange(YEAR)

    def live(number: int, day: Plain) -> None:
        season = abs((number + offset) % YEAR / YEAR * 2 - 1)
        at_share(0.02 + 0.24 * season, disturb)(day, chance)

    return live


def two_jerks(chance: random.Random) -> Live:
    """Once a month, and two jerks by day in the year."""
    monthly = once_a_month(chance)
    jerks = set(chance.sample(range(YEAR), 2))

    def live(number: int, day: Plain) -> None:
        monthly(number, day)
        if number in jerks:
            day["movement"]["awake"] = "jerk"

    return live


# -- answering ------------------------------------------------------------------------------


def missing(share: float) -> Answering:
    """Each day missed with the same chance."""
    return lambda chance: lambda _, __: chance.random() >= share


def three_days_a_week(chance: random.Random) -> Answer:
    """Three weekdays, always the same."""
    days = chance.sample(range(7), 3)
    return lambda number, _: number % 7 in days


def workdays(_: random.Random) -> Answer:
    """Monday to Friday."""
    return lambda number, _: number % 7 < 5


def bad_nights_only(chance: random.Random) -> Answer:
    """95 % of the disturbed nights are told, 30 % of the others."""
    return lambda _, day: chance.random() < (0.95 if is_disturbed(day) else 0.3)


def until(last: int, answering: Answering) -> Answering:
    """Whoever stops answering after a day."""

    def habit(chance: random.Random) -> Answer:
        answers = answering(chance)
        return lambda number, day: number <= last and answers(number, day)

    return habit


PATTERNS: tuple[tuple[str, Answering], ...] = (
    ("25 % missing", missing(0.25)),
    ("half missing", missing(0.5)),
    ("three days a week", three_days_a_week),
    ("workdays only", workdays),
)
