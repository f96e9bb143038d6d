"""Facts of the day: how it went, alcohol, exercise, wind-downs, and what kind of day it was."""

from coach.core.diary import said
from coach.core.diary.choices import Context
from coach.core.tips import looking_back
from coach.core.tips.facts.fact import EveningFact, flag, number
from coach.core.tips.looking_back import Evening


def _tag(tag: Context, says: str) -> EveningFact:
    meaning = f"the day has the tag {tag.value}"
    return flag(tag.value, meaning, says, lambda e: said.has(e.today.context, tag))


DAY = (
    number("stress", "today's stress, 1 to 5", "stress was {n} of 5", lambda e: e.today.stress),
    number(
        "anxiety", "today's anxiety, 1 to 5", "anxiety was {n} of 5", lambda e: e.today.anxiety
    ),
    number(
        "fatigue", "today's fatigue, 1 to 5", "fatigue was {n} of 5", lambda e: e.today.fatigue
    ),
    number(
        "stress_days",
        "days in seven with stress at 4 or 5",
        "stress was high on {n} of the last 7 days",
        lambda e: looking_back.count(e.last(), said.stressed),
    ),
    number(
        "anxiety_days",
        "days in seven with anxiety at 4 or 5",
        "anxiety was high on {n} of the last 7 days",
        lambda e: looking_back.count(e.last(), said.anxious),
    ),
    number(
        "tired_days",
        "days in seven with fatigue at 4 or 5",
        "you were very tired on {n} of the last 7 days",
        lambda e: looking_back.count(e.last(), said.worn_out),
    ),
    number(
        "stress_mean",
        "mean stress over seven days",
        "stress has averaged {n} of 5 this week",
        lambda e: looking_back.mean(entry.day.stress for entry in e.last() if entry.day),
        step=0.5,
    ),
    flag(
        "sleepy",
        "sleepy today, or dozed off",
        "you were sleepy today",
        lambda e: said.sleepy(e.entry),
    ),
    flag(
        "dozed_driving",
        "dozed off, or nearly, at the wheel today",
        "you nodded off at the wheel",
        lambda e: e.today.dozed_driving,
    ),
    flag(
        "hard_to_cope",
        "it was hard to cope today",
        "today was hard to cope with",
        lambda e: e.today.hard_to_cope,
    ),
    flag(
        "morning_headache",
        "a headache on waking today",
        "you woke with a headache",
        lambda e: e.today.morning_headache,
    ),
    number(
        "nap_min", "today's nap in minutes", "you napped {n} minutes", lambda e: e.today.nap_min
    ),
    flag(
        "new_medicine",
        "a new or changed medicine in the last 28 days",
        "there is a new or changed medicine",
        Evening.new_medicine,
    ),
    number(
        "alcohol_drinks",
        "today's alcohol in standard drinks",
        "today's alcohol comes to {n} drink{s}",
        lambda e: said.alcohol_drinks(e.entry),
        step=0.5,
    ),
    number(
        "alcohol_gap_h",
        "hours from today's last alcoholic drink to tonight's usual bedtime",
        "today's last drink came about {n} hour{s} before bed",
        Evening.alcohol_gap_h,
        step=0.5,
    ),
    number(
        "alcohol_days",
        "days in seven with any alcohol",
        "there was alcohol on {n} of the last 7 days",
        lambda e: looking_back.count(e.last(), lambda d: said.over(said.alcohol_drinks(d), 0)),
    ),
    number(
        "heavy_alcohol_days",
        "days in seven with three drinks or more",
        "there were three drinks or more on {n} of the last 7 days",
        lambda e: looking_back.count(
            e.last(), lambda d: said.over(said.alcohol_drinks(d), 2.9)
        ),
    ),
    number(
        "idle_days",
        "days in seven without exercise",
        "{n} of the last 7 days went by without exercise",
        lambda e: looking_back.count(e.last(), said.idle),
    ),
    number(
        "hard_exercise_gap_h",
        "hours from the end of today's vigorous exercise to tonight's usual bedtime",
        "hard exercise ended about {n} hour{s} before bed",
        Evening.hard_exercise_gap_h,
        step=0.5,
    ),
    number(
        "wind_down_days",
        "days in seven with a wind-down",
        "you wound down on {n} of the last 7 days",
        lambda e: looking_back.count(e.last(), said.wound_down),
    ),
    number(
        "shift_days",
        "days in seven with the tag shift",
        "you worked shifts on {n} of the last 7 days",
        lambda e: looking_back.count(e.last(), said.on_shift),
    ),
    _tag(Context.CARING, "you are caring for somebody at night"),
    _tag(Context.TRAVEL, "you are travelling"),
    _tag(Context.ILLNESS, "you are unwell"),
    _tag(Context.SHIFT, "you are working shifts"),
    _tag(Context.DEADLINE, "there is a deadline"),
    _tag(Context.CUTTING_CAFFEINE, "you are cutting caffeine"),
)
