"""120 invented days for `coach demo`: ordinary weeks, then a pattern that builds up."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from coach.core.day import clock_of
from coach.core.records import (
    AlcoholDrink,
    AwakeMovement,
    Breathing,
    CaffeineDrink,
    Context,
    Day,
    DreamEnactment,
    Entry,
    Exercise,
    LegUrge,
    Log,
    Movement,
    Night,
    Practice,
    Profile,
    Relaxation,
    Sleepiness,
    SleepMovement,
    SleepStarts,
    SuddenWeakness,
    Witness,
)

DAYS = 120
_TURN = 22  # so many days ago the disturbed nights began

_NOTES = {
    5: "A jolt just as I dropped off, with the feeling of missing a step.",
    12: "Awake at three for a while. Read two pages, then slept.",
    40: "Long walk. Slept like a stone.",
    63: "Crunch at work all week.",
    88: "First day of writing this down.",
}


def demo_log(now: datetime) -> Log:
    """A diary that ends yesterday evening, with this morning's coffee; the same every time.

    Args:
        now: Local time with its offset; the days count back from its date.
    """
    dice = Random(41)
    today = (now - timedelta(hours=4)).date()
    entries = [
        _entry(today - timedelta(days=back), back, dice)
        for back in range(DAYS, 0, -1)
        if not _is_missing(back, dice)
    ]
    morning = (CaffeineDrink(at="08:10", mg=96, drink="coffee"),)
    entries.append(
        Entry(date=today, recorded_at=_evening(today, "08:12"), day=Day(caffeine=morning))
    )
    profile = Profile(
        recorded_at=_evening(today - timedelta(days=DAYS)),
        age=41,
        bedtime="23:00",
        bed_partner=True,
        drives=True,
        conditions=(),
        medicines=(),
        smokes=False,
    )
    return Log(format="coach-log", version=1, profile=profile, entries=tuple(entries))


def _is_missing(back: int, dice: Random) -> bool:
    return dice.random() < (0.05 if back <= _TURN else 0.13)


def _evening(day: date, clock: str = "21:40") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=UTC)


def _entry(day: date, back: int, dice: Random) -> Entry:
    crunch = 60 <= back <= 66
    disturbed = dice.random() < (0.62 if back <= _TURN else 0.5 if crunch else 0.04)
    stress = dice.choice((4, 5)) if crunch else dice.choice((1, 2, 2, 3))
    at = _evening(day)
    return Entry(
        date=day,
        recorded_at=at,
        first_recorded_at=at,
        night=_night(dice, disturbed=disturbed, weekend=day.weekday() >= 5),
        movement=_movement(dice, disturbed=disturbed),
        day=_day(dice, stress, disturbed=disturbed, crunch=crunch),
        notes=_NOTES.get(back),
    )


def _night(dice: Random, *, disturbed: bool, weekend: bool) -> Night:
    in_bed = 22 * 60 + 40 + dice.randrange(0, 7) * 5 + (45 if weekend else 0)
    tried = in_bed + dice.randrange(2, 6) * 5
    woke = 6 * 60 + 20 + dice.randrange(0, 9) * 5 + (50 if weekend else 0)
    awakenings = dice.choice((1, 2, 3)) if disturbed else dice.choice((0, 1, 1))
    rested = dice.choice((1, 2, 2, 3)) if disturbed else dice.choice((3, 3, 4, 4, 5))
    return Night(
        in_bed_at=clock_of(in_bed),
        tried_to_sleep_at=clock_of(tried),
        sleep_latency_min=dice.choice((35, 45, 60)) if disturbed else dice.choice((10, 15, 20)),
        awakenings=awakenings,
        awake_min=awakenings * dice.choice((5, 10)),
        final_wake_at=clock_of(woke),
        out_of_bed_at=clock_of(woke + dice.randrange(1, 5) * 5),
        woke_early_min=0,
        quality=max(1, min(5, rested + dice.choice((-1, 0, 0)))),
        rested=rested,
    )


def _movement(dice: Random, *, disturbed: bool) -> Movement:
    calm = SleepStarts.UNDISTURBING if dice.random() < 0.25 else SleepStarts.NONE
    return Movement(
        sleep_starts=SleepStarts.DISTURBING if disturbed else calm,
        falling_feeling=True if disturbed and dice.random() < 0.4 else None,
        sleep_movement=SleepMovement.NOTICED if dice.random() < 0.06 else SleepMovement.NONE,
        witness=Witness.PARTNER,
        dream_enactment=DreamEnactment.NONE,
        leg_urge=LegUrge.URGE if dice.random() < 0.05 else LegUrge.NONE,
        breathing=Breathing.SNORING if dice.random() < 0.1 else Breathing.NONE,
        awake=AwakeMovement.NONE,
        signs=(),
    )


def _day(dice: Random, stress: int, *, disturbed: bool, crunch: bool) -> Day:
    cups = [CaffeineDrink(at="08:10", mg=96, drink="coffee")]
    if dice.random() < 0.7:
        cups.append(CaffeineDrink(at="10:30", mg=48, drink="black tea"))
    if crunch or dice.random() < (0.5 if disturbed else 0.2):
        cups.append(CaffeineDrink(at="16:15", mg=96, drink="coffee"))
    wine = (AlcoholDrink(at="20:00", drinks=1),) if dice.random() < 0.15 else ()
    walk = Exercise(min=30, ended_at="18:00", vigorous=False) if dice.random() < 0.3 else None
    breath = (Relaxation(practice=Practice.BREATHING, min=5),) if dice.random() < 0.12 else None
    return Day(
        stress=stress,
        anxiety=max(1, stress - dice.choice((0, 1))),
        fatigue=4 if disturbed else dice.choice((2, 3)),
        sleepiness=Sleepiness.SLEEPY if disturbed and dice.random() < 0.3 else Sleepiness.NONE,
        dozed_driving=False,
        sudden_weakness=SuddenWeakness.NONE,
        caffeine=tuple(cups),
        alcohol=wine,
        exercise=walk,
        relaxation=breath,
        new_medicine=False,
        hard_to_cope=False,
        context=(Context.DEADLINE,) if crunch else (),
    )
