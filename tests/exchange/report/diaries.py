"""Diaries for the tests of the report: disturbed, full of trouble, and quiet."""

from datetime import date, timedelta

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Condition,
    DreamEnactment,
    EventKind,
    GoalKind,
    LegUrge,
    Sign,
    Sleepiness,
    SleepMovement,
    SleepStarts,
)
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    Device,
    DoctorVisit,
    Entry,
    Event,
    Goal,
    Log,
    MedicineTaken,
    Movement,
    Night,
    OwnQuestion,
    Partner,
    Profile,
)
from tests.core.tips.experiments.lives import experiment

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

_MORE = ("second", "third", "fourth", "fifth")


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


def full(words: str = "words of their own", own_questions: int = 1) -> Log:
    """A diary with something in every part of the page, a banner of two months ago besides.

    Args:
        words: What stands in every field that a person fills with text of their own.
        own_questions: How many questions of their own there are, at most five.
    """
    label = words[:80]
    entries = [
        _full_day(TODAY - timedelta(days=back), back, words, own_questions)
        for back in range(100)
    ]
    profile = Profile(
        age=41,
        bedtime="23:00",
        bed_partner=True,
        drives=True,
        conditions=(Condition.ANAEMIA,),
        own_questions=tuple(
            OwnQuestion(id=name, words=label) for name in ("ate_late", *_MORE)[:own_questions]
        ),
        to_ask=f"{words}\nCould it be the new tablets?",
    )
    return Log(
        format="coach-log",
        version=1,
        profile=profile,
        entries=tuple(entries),
        doctor_visits=(DoctorVisit(date=TODAY - timedelta(days=20), note=words),),
        goals=(
            Goal(
                goal=GoalKind.LAST_CAFFEINE_BY,
                value="14:00",
                from_=TODAY - timedelta(days=9),
                to=None,
            ),
        ),
        experiments=(
            experiment(TODAY - timedelta(days=40), tip="caffeine-last-cup"),
            experiment(TODAY - timedelta(days=9), tip="room-fresh-air", salt="f" * 32),
        ),
    )


def _full_day(day: date, back: int, words: str, own_questions: int) -> Entry:
    """A day of it: disturbed nights until two months ago, calm ones since."""
    troubled_then = 55 <= back <= 90 and back % 3
    label = words[:80]
    taken = [MedicineTaken(name=label, dose="50 mg", at="08:00")] if back <= 30 else []
    taken += [MedicineTaken(name="melatonin", at="22:15")] if 35 <= back <= 60 else []
    return Entry(
        date=day,
        night=NIGHT,
        device=Device(
            source=label,
            tried_to_sleep_at="23:20",
            sleep_latency_min=5,
            awake_min=30,
            final_wake_at="06:35",
        ),
        movement=Movement(
            sleep_starts=SleepStarts.DISTURBING if troubled_then else SleepStarts.NONE,
            sleep_movement=SleepMovement.UNKNOWN,
        ),
        partner=Partner(
            sleep_movement=SleepMovement.NOTICED if back % 4 == 0 else SleepMovement.NONE,
            breathing=Breathing.SNORING,
            note=words if back % 5 == 0 else None,
        ),
        events=(
            Event(
                at="15:20", kind=EventKind.JERK, seconds=5, place=label, filmed=True, note=words
            ),
        )
        if back in (3, 4)
        else None,
        day=Day(
            stress=2,
            caffeine=(
                CaffeineDrink(at="08:00", mg=95),
                CaffeineDrink(at="18:30", mg=60, drink=label),
            ),
            alcohol=(AlcoholDrink(at="21:30", drinks=1),) if back % 3 == 0 else (),
            medicines=tuple(taken),
            own=dict.fromkeys(("ate_late", *_MORE)[:own_questions], back % 2 == 0),
            goal_kept=back % 3 == 0,
        ),
        notes=words if back % 2 == 0 else None,
    )
