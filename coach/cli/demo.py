"""120 invented days for `coach demo`: a spell long past, ordinary weeks, one that builds up.

Nobody is meant. The days count back from today and are the same every time.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from random import Random

from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    Context,
    DreamEnactment,
    Feedback,
    LegUrge,
    Practice,
    Sleepiness,
    SleepMovement,
    SleepStarts,
    SuddenWeakness,
    Trigger,
    Witness,
)
from coach.core.diary.day import DEFAULT_DAY_START, clock_of, coach_day
from coach.core.diary.records import (
    AlcoholDrink,
    CaffeineDrink,
    Day,
    DoctorVisit,
    Entry,
    Exercise,
    Log,
    Movement,
    Night,
    Profile,
    Relaxation,
    ShownTip,
)

DAYS = 120

# The nights that are told one by one, oldest first; each strip ends so many days ago.
# ● disturbed, ○ a start that was no bother, - none, blank not answered.
_SPELL_LONG_PAST = (86, "●-●○● ●●-○●●-●● ●-●○●●-●")
_HARD_WEEK = (54, "○●●-●●○●")
_LATELY = (1, "-○- ●-○●●-●○● ●●-●○●●")
_MARKED = {
    last + place: sign
    for last, strip in (_SPELL_LONG_PAST, _HARD_WEEK, _LATELY)
    for place, sign in enumerate(reversed(strip))
}
_DEADLINE = range(54, 62)
_AWAY = range(42, 47)
_VISIT = 82

_NOTES = {
    3: "Two jolts in a row just as I dropped off, with the feeling of missing a step.",
    11: "Awake at three for a while. Read two pages, then slept.",
    30: "Dreamt of a race and kicked the duvet off, says Robin.",
    40: "Back from the lake. Long walk, slept like a stone.",
    57: "Crunch at work all week.",
    83: "Asked for an appointment.",
    97: "Third bad night this week.",
    119: "First day of writing this down.",
}
_TIPS = (
    ("twitching-let-it-pass", 96, Feedback.TRIED),
    ("caffeine-last-cup", 80, Feedback.HELPED),
    ("breathing-four-in-six-out", 71, Feedback.HELPED),
    ("worry-two-columns", 56, Feedback.TRIED),
    ("breathing-4-7-8", 50, Feedback.NOT_FOR_ME),
    ("light-dim-the-lamps", 33, None),
    ("schedule-one-rising-time", 19, Feedback.TRIED),
    ("relaxation-body-scan", 6, None),
)


@dataclass(frozen=True, slots=True)
class _Invented:
    """One day: how long ago it is, its night, and what weighs on it."""

    back: int
    day: date
    mark: str
    busy: bool

    @property
    def disturbed(self) -> bool:
        return self.mark == "●"

    @property
    def weekend(self) -> bool:
        return self.day.weekday() >= 5


def demo_log(now: datetime) -> Log:
    """A diary that ends yesterday evening, with this morning's coffee; the same every time.

    Args:
        now: Local time with its offset; the days count back from its day.
    """
    dice = Random(41)
    today = coach_day(now, DEFAULT_DAY_START)
    zone = now.tzinfo
    entries = [
        _entry(invented, dice, zone)
        for back in range(DAYS, 0, -1)
        if (invented := _invented(back, today - timedelta(days=back), dice)).mark != " "
    ]
    if now >= _moment(today, "08:15", zone):
        coffee = (CaffeineDrink(at="08:10", mg=96, drink="coffee"),)
        at = _moment(today, "08:12", zone)
        entries.append(Entry(date=today, recorded_at=at, day=Day(caffeine=coffee)))
    visit = DoctorVisit(
        date=today - timedelta(days=_VISIT),
        note="Dr Hale: blood test, iron fine. Go on noting.",
    )
    tips = tuple(
        ShownTip(tip=tip, shown_on=today - timedelta(days=back), feedback=feedback)
        for tip, back, feedback in _TIPS
    )
    return Log(
        format="coach-log",
        version=1,
        profile=_profile(_moment(today - timedelta(days=DAYS), "21:05", zone)),
        entries=tuple(entries),
        doctor_visits=(visit,),
        tips=tips,
    )


def _profile(at: datetime) -> Profile:
    return Profile(
        recorded_at=at,
        age=41,
        bedtime="23:00",
        bed_partner=True,
        drives=True,
        conditions=(),
        medicines=(),
        smokes=False,
    )


def _moment(day: date, clock: str, zone: tzinfo | None) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=zone)


def _invented(back: int, day: date, dice: Random) -> _Invented:
    drawn = dice.choices("●○- ", weights=(4, 20, 66, 10))[0]
    mark = " " if back in _AWAY else _MARKED.get(back, drawn)
    return _Invented(back, day, mark, busy=back in _DEADLINE)


def _entry(invented: _Invented, dice: Random, zone: tzinfo | None) -> Entry:
    # One day was filled in from memory, three days late.
    answered = invented.day + timedelta(days=3 if invented.back == 33 else 0)
    at = _moment(answered, clock_of(21 * 60 + 20 + dice.randrange(45)), zone)
    # Now and then there is only time for the night.
    hurried = dice.random() < 0.04 and invented.back not in _MARKED
    return Entry(
        date=invented.day,
        recorded_at=at,
        first_recorded_at=at,
        night=_night(invented, dice),
        movement=_movement(invented, dice),
        day=None if hurried else _day(invented, dice),
        notes=_NOTES.get(invented.back),
    )


def _night(invented: _Invented, dice: Random) -> Night:
    late = 50 if invented.weekend else 0
    in_bed = 22 * 60 + 25 + dice.randrange(0, 10) * 5 + late
    tried = in_bed + dice.randrange(1, 6) * 5
    woke = 6 * 60 + 20 + dice.randrange(0, 8) * 5 + late
    if dice.random() < 0.05:
        tried, woke = tried + 75, woke - 20
    awakenings = (
        dice.choice((1, 1, 2, 3)) if invented.disturbed else dice.choice((0, 0, 1, 1, 2))
    )
    rested = (
        dice.choice((1, 2, 2, 3)) if invented.disturbed else dice.choice((2, 3, 3, 4, 4, 5))
    )
    slow = (25, 25, 35, 45, 60)
    return Night(
        in_bed_at=clock_of(in_bed),
        tried_to_sleep_at=clock_of(tried),
        sleep_latency_min=dice.choice(slow if invented.disturbed else (5, 10, 15, 15, 20, 30)),
        awakenings=awakenings,
        awake_min=awakenings * dice.choice((5, 5, 10)),
        final_wake_at=clock_of(woke),
        out_of_bed_at=clock_of(woke + dice.randrange(1, 7) * 5),
        woke_early_min=0,
        quality=max(1, min(5, rested + dice.choice((-1, 0, 0, 1)))),
        rested=rested,
    )


def _movement(invented: _Invented, dice: Random) -> Movement:
    starts = {"●": SleepStarts.DISTURBING, "○": SleepStarts.UNDISTURBING}
    kicked = invented.back == 30 or dice.random() < 0.05
    return Movement(
        sleep_starts=starts.get(invented.mark, SleepStarts.NONE),
        falling_feeling=True if invented.disturbed and dice.random() < 0.4 else None,
        sleep_movement=SleepMovement.NOTICED if kicked else SleepMovement.NONE,
        witness=Witness.PARTNER,
        dream_enactment=DreamEnactment.ACTED_OUT
        if invented.back == 30
        else DreamEnactment.NONE,
        leg_urge=LegUrge.URGE if dice.random() < 0.04 else LegUrge.NONE,
        breathing=Breathing.SNORING if dice.random() < 0.08 else Breathing.NONE,
        awake=AwakeMovement.NONE,
        signs=(),
        triggers=(Trigger.NOISE,) if dice.random() < 0.04 else None,
    )


def _day(invented: _Invented, dice: Random) -> Day:
    stress = dice.choice((4, 4, 5)) if invented.busy else dice.choice((1, 2, 2, 2, 3, 3))
    if not invented.busy and invented.back > 20 and dice.random() < 0.1:
        stress = 4
    calm = dice.random() < (0.25 if invented.back < _VISIT else 0.1)
    return Day(
        stress=stress,
        anxiety=max(1, stress - dice.choice((0, 0, 1))),
        fatigue=dice.choice((3, 4, 4)) if invented.disturbed else dice.choice((1, 2, 2, 3)),
        sleepiness=Sleepiness.SLEEPY
        if invented.disturbed and dice.random() < 0.2
        else Sleepiness.NONE,
        dozed_driving=False,
        sudden_weakness=SuddenWeakness.NONE,
        caffeine=_cups(invented, dice),
        alcohol=_wine(invented, dice),
        nap_min=20 if invented.weekend and dice.random() < 0.3 else 0,
        exercise=_exercise(invented, dice),
        relaxation=(Relaxation(practice=Practice.BREATHING, min=5),) if calm else None,
        new_medicine=False,
        hard_to_cope=False,
        context=(Context.DEADLINE,) if invented.busy else (),
    )


def _cups(invented: _Invented, dice: Random) -> tuple[CaffeineDrink, ...]:
    cups = []
    if dice.random() < 0.95:
        cups.append(CaffeineDrink(at="08:10", mg=96, drink="coffee"))
    if dice.random() < 0.6:
        cups.append(CaffeineDrink(at="10:30", mg=48, drink="black tea"))
    if dice.random() < (0.4 if invented.disturbed else 0.2):
        cups.append(CaffeineDrink(at="15:20", mg=96, drink="coffee"))
    if invented.busy or (invented.back > 20 and dice.random() < 0.1):
        cups.append(CaffeineDrink(at="19:30", mg=126, drink="double espresso"))
    return tuple(cups)


def _wine(invented: _Invented, dice: Random) -> tuple[AlcoholDrink, ...]:
    likely = 0.55 if invented.day.weekday() in (4, 5) else 0.06
    return (
        (AlcoholDrink(at="20:00", drinks=dice.choice((1, 1, 2))),)
        if dice.random() < likely
        else ()
    )


def _exercise(invented: _Invented, dice: Random) -> Exercise:
    # Football on Wednesdays, and a walk now and then.
    if invented.day.weekday() == 2 and dice.random() < 0.85:
        return Exercise(min=60, ended_at="21:30", vigorous=True)
    if dice.random() < 0.3:
        return Exercise(min=30, ended_at="18:00", vigorous=False)
    return Exercise(min=0)
