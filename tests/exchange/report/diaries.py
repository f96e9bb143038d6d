"""Diaries for the tests of the report: disturbed, full of trouble, and quiet."""

from datetime import date, timedelta

from coach.core.diary.choices import (
    AwakeMovement,
    Condition,
    DreamEnactment,
    LegUrge,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import (
    CaffeineDrink,
    Day,
    DoctorVisit,
    Entry,
    Log,
    Movement,
    Night,
    Profile,
)

TODAY = date(2026, 11, 22)
NIGHT = Night(
    in_bed_at="22:45",
    tried_to_sleep_at="23:00",
    sleep_latency_min=12,
    awakenings=1,
    awake_min=5,
    final_wake_at="06:50",
    out_of_bed_at="07:00",
    rested=2,
)


def disturbed(note: str = "", visits: int = 0) -> Log:
    """A diary whose sleep is disturbed every night, with the same note everywhere."""
    entries = tuple(
        Entry(
            date=TODAY - timedelta(days=back),
            night=NIGHT,
            movement=Movement(
                sleep_starts=SleepStarts.DISTURBING, sleep_movement=SleepMovement.NONE
            ),
            day=Day(stress=2, caffeine=(CaffeineDrink(at="08:00", mg=95),), alcohol=()),
            notes=note or None,
        )
        for back in range(28)
    )
    seen = tuple(
        DoctorVisit(date=TODAY - timedelta(days=30 * back), note=note) for back in range(visits)
    )
    profile = Profile(age=41, conditions=(Condition.DIABETES,))
    return Log(
        format="coach-log", version=1, profile=profile, entries=entries, doctor_visits=seen
    )


def troubled() -> Log:
    """A diary in which nearly every rule speaks, with long notes each day."""
    entries = tuple(
        Entry(
            date=TODAY - timedelta(days=back),
            night=Night(sleep_latency_min=90, awake_min=60, rested=1),
            movement=Movement(
                sleep_starts=SleepStarts.DISTURBING,
                sleep_movement=SleepMovement.WOKE_ME,
                dream_enactment=DreamEnactment.INJURY,
                leg_urge=LegUrge.DELAYED_SLEEP,
                awake=AwakeMovement.JERK,
                signs=(Sign.STIFFNESS, Sign.SUSPECTED_MEDICINE),
            ),
            day=Day(sleepiness=Sleepiness.DOZED_OFF, dozed_driving=True, hard_to_cope=True),
            notes="long words " * 60,
        )
        for back in range(120)
    )
    visits = tuple(
        DoctorVisit(date=TODAY - timedelta(days=back), note="said a lot " * 40)
        for back in range(0, 100, 10)
    )
    return Log(format="coach-log", version=1, entries=entries, doctor_visits=visits)


def quiet() -> Log:
    """Nothing but ordinary nights, half of them answered."""
    entries = tuple(
        Entry(
            date=TODAY - timedelta(days=back),
            night=NIGHT,
            movement=Movement(sleep_starts=SleepStarts.UNDISTURBING),
        )
        for back in range(0, 28, 2)
    )
    return Log(format="coach-log", version=1, entries=entries)
