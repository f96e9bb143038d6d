"""A year of tips for invented people: fitting the day, coming again, covering the subjects.

Run it by hand: ``python tests/benchmarks/simulate_tips.py``. It prints a table, and exits with
1 if a tip came again within its days of rest.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.diary.choices import (
    AwakeMovement,
    Context,
    DreamEnactment,
    Feedback,
    LegUrge,
    Sleepiness,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Entry,
    Exercise,
    Movement,
    Night,
    Profile,
    ShownTip,
)
from coach.core.tips.facts.table import facts
from coach.core.tips.rotation import REST_DAYS, Choice, tonight
from coach.core.tips.tip import Tip
from coach.store.tips.tipbook import load

DAYS = 365
FIRST = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented: how a day of theirs is answered."""

    name: str
    profile: Profile
    answer: Callable[[date, random.Random], Entry]
    banner: bool = False
    rules: frozenset[str] = frozenset()
    answers_share: float = 0.9


def _clock(minutes: float) -> str:
    whole = round(minutes) % 1440
    return f"{whole // 60:02d}:{whole % 60:02d}"


def _night(
    dice: random.Random, *, bed: int, hours: float, latency: float, awake: float, rested: float
) -> Night:
    start = bed + dice.gauss(0, 15)
    wake = start + 60 * hours + dice.gauss(0, 20)
    return Night(
        in_bed_at=_clock(start),
        tried_to_sleep_at=_clock(start + 15),
        sleep_latency_min=max(0, round(dice.gauss(latency, latency / 2))),
        awakenings=dice.randint(0, 3),
        awake_min=max(0, round(dice.gauss(awake, awake / 2))),
        final_wake_at=_clock(wake),
        out_of_bed_at=_clock(wake + 10),
        rested=_step(dice.gauss(rested, 0.8)),
        quality=_step(dice.gauss(rested, 0.8)),
    )


def _step(value: float) -> int:
    return min(5, max(1, round(value)))


def _cups(dice: random.Random, *times: tuple[str, int]) -> tuple[CaffeineDrink, ...]:
    taken = (cup for cup in times if dice.random() < 0.85)
    return tuple(CaffeineDrink(at=at, mg=mg, drink="coffee") for at, mg in taken)


def _stressed(day: date, dice: random.Random) -> Entry:
    working = day.weekday() < 5
    stress = _step(dice.gauss(3.8 if working else 2.5, 0.9))
    starts = SleepStarts.DISTURBING if dice.random() < 0.2 else SleepStarts.UNDISTURBING
    return Entry(
        date=day,
        night=_night(dice, bed=1400, hours=6.6, latency=30, awake=20, rested=2.8),
        movement=Movement(
            sleep_starts=starts if dice.random() < 0.5 else SleepStarts.NONE,
            sleep_movement=SleepMovement.NONE,
            leg_urge=LegUrge.NONE,
            awake=AwakeMovement.FLICKER if dice.random() < 0.05 else AwakeMovement.NONE,
        ),
        day=Day(
            stress=stress,
            anxiety=_step(dice.gauss(3, 0.9)),
            fatigue=_step(dice.gauss(3.3, 0.8)),
            sleepiness=Sleepiness.SLEEPY if dice.random() < 0.3 else Sleepiness.NONE,
            caffeine=_cups(dice, ("07:30", 96), ("10:30", 96), ("14:00", 126), ("17:00", 63)),
            alcohol=(AlcoholDrink(at="21:00", drinks=2),) if dice.random() < 0.25 else (),
            exercise=Exercise(min=0) if dice.random() < 0.6 else Exercise(min=30),
            context=(Context.DEADLINE,) if working and dice.random() < 0.15 else (),
        ),
    )


def _calm(day: date, dice: random.Random) -> Entry:
    return Entry(
        date=day,
        night=_night(dice, bed=1365, hours=8, latency=10, awake=8, rested=4.2),
        movement=Movement(
            sleep_starts=SleepStarts.UNDISTURBING if dice.random() < 0.1 else SleepStarts.NONE,
            sleep_movement=SleepMovement.NONE,
            leg_urge=LegUrge.NONE,
            awake=AwakeMovement.NONE,
        ),
        day=Day(
            stress=_step(dice.gauss(1.6, 0.6)),
            anxiety=_step(dice.gauss(1.4, 0.5)),
            fatigue=_step(dice.gauss(1.8, 0.6)),
            sleepiness=Sleepiness.NONE,
            caffeine=_cups(dice, ("08:00", 48)),
            alcohol=(),
            exercise=Exercise(min=30 if dice.random() < 0.6 else 0),
            context=(),
        ),
    )


def _night_worker(day: date, dice: random.Random) -> Entry:
    on_shift = day.toordinal() % 7 < 4
    bed = 8 * 60 if on_shift else 60
    return Entry(
        date=day,
        night=_night(dice, bed=bed, hours=6.2, latency=18, awake=25, rested=2.6),
        movement=Movement(
            sleep_starts=SleepStarts.UNDISTURBING if dice.random() < 0.3 else SleepStarts.NONE,
            sleep_movement=SleepMovement.UNKNOWN,
            leg_urge=LegUrge.URGE if dice.random() < 0.1 else LegUrge.NONE,
            awake=AwakeMovement.NONE,
        ),
        day=Day(
            stress=_step(dice.gauss(2.7, 0.9)),
            anxiety=_step(dice.gauss(2.2, 0.8)),
            fatigue=_step(dice.gauss(3.6, 0.8)),
            sleepiness=Sleepiness.SLEEPY if dice.random() < 0.5 else Sleepiness.NONE,
            caffeine=_cups(dice, ("20:00", 96), ("23:30", 96)),
            alcohol=(),
            context=(Context.SHIFT,) if on_shift else (),
        ),
    )


def _worrying(day: date, dice: random.Random) -> Entry:
    acted = DreamEnactment.ACTED_OUT if dice.random() < 0.1 else DreamEnactment.NONE
    return Entry(
        date=day,
        night=_night(dice, bed=1380, hours=7.2, latency=20, awake=30, rested=2.8),
        movement=Movement(
            sleep_starts=SleepStarts.DISTURBING if dice.random() < 0.5 else SleepStarts.NONE,
            sleep_movement=SleepMovement.WOKE_ME if dice.random() < 0.3 else SleepMovement.NONE,
            dream_enactment=acted,
            leg_urge=LegUrge.URGE if dice.random() < 0.4 else LegUrge.NONE,
            awake=AwakeMovement.NONE,
        ),
        day=Day(
            stress=_step(dice.gauss(2.8, 0.9)),
            anxiety=_step(dice.gauss(3.4, 0.9)),
            fatigue=_step(dice.gauss(3, 0.8)),
            sleepiness=Sleepiness.SLEEPY if dice.random() < 0.3 else Sleepiness.NONE,
            caffeine=_cups(dice, ("08:00", 96)),
            context=(),
        ),
    )


PEOPLE = (
    Person("stressed coffee drinker", Profile(age=38, bedtime="23:20"), _stressed),
    Person("calm sleeper", Profile(age=30, bedtime="22:45"), _calm),
    Person(
        "night worker", Profile(age=45, bedtime="08:00", day_starts_at="12:00"), _night_worker
    ),
    Person(
        "a banner is up",
        Profile(age=52, bedtime="23:00", bed_partner=True),
        _worrying,
        banner=True,
        rules=frozenset({"R04", "R07", "R13"}),
    ),
)


@dataclass(frozen=True, slots=True)
class Year:
    """What one person saw: the choice of each evening, None where there was none."""

    choices: tuple[tuple[date, Choice | None], ...]

    @property
    def made(self) -> list[Choice]:
        """The evenings that had a tip."""
        return [choice for _, choice in self.choices if choice is not None]

    @property
    def soonest(self) -> int:
        """The fewest days after which a tip came again."""
        last: dict[str, date] = {}
        soonest = DAYS
        for day, choice in self.choices:
            if choice is not None:
                soonest = min(soonest, (day - last.get(choice.tip.id, date.min)).days)
                last[choice.tip.id] = day
        return soonest


def live(person: Person, tips: tuple[Tip, ...]) -> Year:
    """Answer and read a tip every evening for a year."""
    # Seeded and for no secret: the same people every time.
    dice = random.Random(person.name)
    entries: list[Entry] = []
    shown: list[ShownTip] = []
    choices: list[tuple[date, Choice | None]] = []
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        if dice.random() < person.answers_share:
            entries.append(person.answer(day, dice))
        known = facts(entries[-40:], person.profile, day)
        choice = tonight(tips, known, shown, day, banner=person.banner, rules=person.rules)
        choices.append((day, choice))
        if choice is not None:
            verdict = _verdict(dice)
            shown.append(ShownTip(tip=choice.tip.id, shown_on=day, feedback=verdict))
    return Year(tuple(choices))


def _verdict(dice: random.Random) -> Feedback | None:
    roll = dice.random()
    if roll < 0.01:
        return Feedback.NOT_FOR_ME
    if roll < 0.07:
        return Feedback.HELPED
    return Feedback.TRIED if roll < 0.2 else None


def main() -> int:
    """Print the table; 1 if a tip came again too soon."""
    book = load()
    subjects = {subject.slug for subject in book.subjects}
    nobody = {tip.id for tip in book.tips}
    too_soon = False
    head = ("", "evenings", "fits", "safety", "tips", "subjects", "soonest again")
    print("{:<24} {:>8} {:>6} {:>7} {:>5} {:>9} {:>14}".format(*head))
    for person in PEOPLE:
        year = live(person, book.tips)
        made = year.made
        seen = {choice.tip.id for choice in made}
        covered = {choice.tip.subject for choice in made}
        nobody -= seen
        too_soon |= year.soonest <= REST_DAYS
        fits = sum(choice.fits for choice in made) / len(made)
        safety = sum(choice.tip.safety for choice in made) / len(made)
        print(
            f"{person.name:<24} {len(made):>8} {fits:>6.0%} {safety:>7.0%} {len(seen):>5} "
            f"{len(covered):>3} of {len(subjects):<2} {year.soonest:>11} d"
        )
        turns = Counter(choice.tip.subject for choice in made)
        print("   " + ", ".join(f"{name} {number}" for name, number in turns.most_common()))
    print(
        f"\nTips none of them saw ({len(nobody)} of {len(book.tips)}): "
        + ", ".join(sorted(nobody))
    )
    return int(too_soon)


if __name__ == "__main__":
    sys.exit(main())
