"""What a tip's condition can ask: one row a fact.

Adding a fact is one row here and its line in ``tips/README.md``. Each row says what the fact
is for whoever writes a tip, how it reads to the person as a reason, and how it is read.
"""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from coach.core.diary.records import (
    AwakeMovement,
    Condition,
    Context,
    Medicine,
    Sleepiness,
    SleepStarts,
    Trigger,
)
from coach.core.patterns.rules.table import RULES as TABLE
from coach.core.tips import looking_back as seen
from coach.core.tips.looking_back import FORTNIGHT, MONTH, Evening

Value: TypeAlias = float | bool

RULES: tuple[str, ...] = tuple(rule.id for rule in TABLE)


class Fact(msgspec.Struct, frozen=True):
    """One thing a condition can ask.

    Attributes:
        name: As tips write it.
        meaning: What it is, with its unit, for whoever writes a tip.
        says: How it reads in "Tonight because ..."; ``{n}`` is the value, ``{s}`` the plural
            ending. None for what is no reason by itself.
        read: Its value on an evening, None where unknown; None for what the rules supply.
        flag: Whether it is true or false; otherwise it is a number.
        step: What the number is rounded to when it is said.
    """

    name: str
    meaning: str
    says: str | None
    read: Callable[[Evening], Value | None] | None
    flag: bool = False
    step: float = 1

    def said(self, value: Value) -> str | None:
        """The fact in words, or None where it is no reason to name."""
        if self.says is None or value is False:
            return None
        rounded = self.step * round(value / self.step)
        return self.says.format(n=f"{rounded:g}", s="" if rounded == 1 else "s")


def _number(
    name: str,
    meaning: str,
    says: str | None,
    read: Callable[[Evening], float | None],
    step: float = 1,
) -> Fact:
    return Fact(name, meaning, says, read, step=step)


def _flag(
    name: str, meaning: str, says: str | None, read: Callable[[Evening], bool | None] | None
) -> Fact:
    return Fact(name, meaning, says, read, flag=True)


def _tag(tag: Context, says: str) -> Fact:
    meaning = f"the day has the tag {tag.value}"
    return _flag(tag.value, meaning, says, lambda e: seen.has(e.today.context, tag))


def _trigger(trigger: Trigger, says: str) -> Fact:
    meaning = f"{trigger.value} is given as what set the movement off"
    return _flag(trigger.value, meaning, says, lambda e: seen.has(e.movement.triggers, trigger))


def _has_condition(condition: Condition) -> Fact:
    name = condition.value
    meaning = f"the profile names {name.replace('_', ' ')}"
    return _flag(name, meaning, None, lambda e: seen.has(e.profile.conditions, condition))


def _takes(medicine: Medicine) -> Fact:
    name = medicine.value
    return _flag(
        name,
        f"the profile names an {name}",
        f"your profile names an {name}",
        lambda e: seen.has(e.profile.medicines, medicine),
    )


def _pregnant(evening: Evening) -> bool | None:
    # Not answered is not "no": nobody is asked to deny it.
    return True if evening.profile.pregnant_trimester is not None else None


_CAFFEINE = (
    _number(
        "left_mg",
        "mg of caffeine left at tonight's usual bedtime",
        "about {n} mg of caffeine may be left at bedtime",
        Evening.left_mg,
        step=5,
    ),
    _number(
        "caffeine_mg",
        "mg of caffeine today",
        "today's caffeine comes to about {n} mg",
        lambda e: seen.caffeine_mg(e.entry),
        step=5,
    ),
    _number(
        "caffeine_mean_mg",
        "mean mg of caffeine a day over seven days",
        "your caffeine averages about {n} mg a day",
        lambda e: seen.mean(seen.caffeine_mg(entry) for entry in e.last()),
        step=5,
    ),
    _number(
        "caffeine_drop_pct",
        "per cent by which the last three days' caffeine lies below the week before them",
        "your caffeine has come down by about {n} % within days",
        Evening.caffeine_drop_pct,
        step=5,
    ),
    _number(
        "caffeine_gap_h",
        "hours from today's last caffeine to tonight's usual bedtime",
        "today's last caffeine came about {n} hour{s} before bed",
        Evening.caffeine_gap_h,
        step=0.5,
    ),
    _number(
        "late_caffeine_days",
        "days in seven with caffeine less than 8.8 hours before bed",
        "caffeine came late on {n} of the last 7 days",
        lambda e: seen.count(e.last(), e.late_caffeine),
    ),
    _number(
        "afternoon_dose_mg",
        "mg in today's strongest single drink after noon",
        "one drink after noon held about {n} mg of caffeine",
        Evening.afternoon_dose_mg,
        step=5,
    ),
    _flag(
        "coffee_or_tea",
        "one of today's drinks is called coffee or tea; unknown where one has no name",
        "there was coffee or tea today",
        Evening.coffee_or_tea,
    ),
)

_MOVEMENT = (
    _flag(
        "sleep_start",
        "a sleep start last night, bothering or not",
        "you noticed a jolt while dropping off",
        Evening.sleep_start,
    ),
    _flag(
        "sleep_start_disturbing",
        "a sleep start that disturbed last night's sleep",
        "a jolt disturbed your falling asleep",
        lambda e: (
            None
            if e.movement.sleep_starts is None
            else e.movement.sleep_starts is SleepStarts.DISTURBING
        ),
    ),
    _flag(
        "falling_feeling",
        "a feeling of falling with last night's sleep start",
        "there was a feeling of falling",
        lambda e: e.movement.falling_feeling,
    ),
    _number(
        "disturbed_nights",
        "nights in seven on which movement delayed sleep or woke the person",
        "movement disturbed your sleep on {n} of the last 7 nights",
        lambda e: seen.count(e.last(), seen.disturbed),
    ),
    _number(
        "kick_nights",
        "nights in seven with kicks or jerks during sleep",
        "there were kicks or jerks on {n} of the last 7 nights",
        lambda e: seen.count(e.last(), seen.kicked),
    ),
    _number(
        "dream_nights",
        "nights in 28 on which a dream was acted out",
        "a dream was acted out on {n} of the last 28 nights",
        lambda e: seen.count(e.last(MONTH), seen.acted_out),
    ),
    _flag(
        "leg_urge",
        "an urge to move the legs in this entry",
        "your legs would not keep still",
        lambda e: seen.urged(e.entry),
    ),
    _number(
        "leg_urge_days",
        "days in seven with an urge to move the legs",
        "your legs were restless on {n} of the last 7 evenings",
        lambda e: seen.count(e.last(), seen.urged),
    ),
    _flag(
        "flicker",
        "a small twitch by day, today",
        "you noticed a small twitch by day",
        lambda e: (
            None if e.movement.awake is None else e.movement.awake is AwakeMovement.FLICKER
        ),
    ),
    _number(
        "twitch_days",
        "days in 14 with a small twitch or a jerk by day",
        "there were twitches by day on {n} of the last 14 days",
        lambda e: seen.count(e.last(FORTNIGHT), seen.twitched),
    ),
    _number(
        "loud_breathing_nights",
        "nights in seven with snoring or pauses in breathing",
        "there was snoring or a pause in breathing on {n} of the last 7 nights",
        lambda e: seen.count(e.last(), seen.breathed_loudly),
    ),
    _flag(
        "moved",
        "any involuntary movement last night or today",
        "you noticed movement",
        lambda e: seen.moved(e.movement),
    ),
    _trigger(Trigger.NOISE, "a noise set movement off"),
    _trigger(Trigger.LIGHT, "light set movement off"),
    _trigger(Trigger.DREAM, "a dream set movement off"),
)

_SLEEP = (
    _number(
        "latency_min",
        "mean minutes to fall asleep over seven nights",
        "falling asleep takes you about {n} minutes",
        lambda e: seen.mean(night.sleep_latency_min for night in e.nights),
        step=5,
    ),
    _number(
        "awake_min",
        "mean minutes awake during the night over seven nights",
        "you lie awake about {n} minutes a night",
        lambda e: seen.mean(measures.awake for measures in e.measures),
        step=5,
    ),
    _number(
        "early_nights",
        "nights in seven that ended at least 30 minutes too early",
        "you woke too early on {n} of the last 7 mornings",
        lambda e: seen.count(e.nights, lambda night: seen.over(night.woke_early_min, 29)),
    ),
    _number(
        "awakenings",
        "awakenings last night",
        "you woke {n} time{s} last night",
        lambda e: e.night.awakenings,
    ),
    _number(
        "bad_nights",
        "nights in seven with a latency or wakefulness over 30 minutes or too early an end",
        "{n} of the last 7 nights were hard going",
        lambda e: seen.count(e.nights, seen.bad),
    ),
    _flag(
        "first_bad_night",
        "last night was bad, and at least five nights of the week before were good",
        "last night was a hard one after a good week",
        Evening.first_bad,
    ),
    _number(
        "slept_h",
        "hours asleep last night",
        "you slept about {n} hour{s} last night",
        Evening.slept_h,
        step=0.5,
    ),
    _number(
        "mean_sleep_h",
        "mean hours asleep over seven nights",
        "you sleep about {n} hour{s} a night",
        Evening.mean_sleep_h,
        step=0.5,
    ),
    _number(
        "short_beds",
        "nights in seven with under seven hours in bed",
        "you had under seven hours in bed on {n} of the last 7 nights",
        lambda e: seen.count(e.measures, lambda m: seen.under(m.time_in_bed, 7 * 60)),
    ),
    _number(
        "long_evenings_in_bed",
        "nights in seven with over 45 minutes in bed before trying to sleep",
        "you were in bed long before sleep on {n} of the last 7 nights",
        lambda e: seen.count(e.measures, lambda m: seen.over(m.presleep, 45)),
    ),
    _number(
        "rise_spread_min",
        "minutes between the earliest and the latest rising in seven days",
        "your rising times lie about {n} minutes apart",
        lambda e: seen.spread(night.out_of_bed_at for night in e.nights),
        step=15,
    ),
    _number(
        "bedtime_spread_min",
        "minutes between the earliest and the latest try to sleep in seven days",
        "your bedtimes lie about {n} minutes apart",
        lambda e: seen.spread(night.tried_to_sleep_at for night in e.nights),
        step=15,
    ),
    _number(
        "poor_quality_nights",
        "nights in seven with a quality of 3 or less",
        "you rated {n} of the last 7 nights at 3 or less",
        lambda e: seen.count(e.nights, lambda night: seen.under(night.quality, 4)),
    ),
    _number(
        "unrefreshed_mornings",
        "mornings in seven with rested 1 or 2",
        "you woke unrested on {n} of the last 7 mornings",
        lambda e: seen.count(e.nights, lambda night: seen.under(night.rested, 3)),
    ),
)

_DAY = (
    _number(
        "stress", "today's stress, 1 to 5", "stress was {n} of 5", lambda e: e.today.stress
    ),
    _number(
        "anxiety", "today's anxiety, 1 to 5", "anxiety was {n} of 5", lambda e: e.today.anxiety
    ),
    _number(
        "fatigue", "today's fatigue, 1 to 5", "fatigue was {n} of 5", lambda e: e.today.fatigue
    ),
    _number(
        "stress_mean",
        "mean stress over seven days",
        "stress has averaged {n} of 5 this week",
        lambda e: seen.mean(entry.day.stress for entry in e.last() if entry.day),
        step=0.5,
    ),
    _flag(
        "sleepy",
        "sleepy today, or dozed off",
        "you were sleepy today",
        lambda e: (
            None if e.today.sleepiness is None else e.today.sleepiness is not Sleepiness.NONE
        ),
    ),
    _flag(
        "dozed_driving",
        "dozed off, or nearly, at the wheel today",
        "you nodded off at the wheel",
        lambda e: e.today.dozed_driving,
    ),
    _flag(
        "hard_to_cope",
        "it was hard to cope today",
        "today was hard to cope with",
        lambda e: e.today.hard_to_cope,
    ),
    _flag(
        "morning_headache",
        "a headache on waking today",
        "you woke with a headache",
        lambda e: e.today.morning_headache,
    ),
    _number(
        "nap_min", "today's nap in minutes", "you napped {n} minutes", lambda e: e.today.nap_min
    ),
    _flag(
        "new_medicine",
        "a new or changed medicine in the last 28 days",
        "there is a new or changed medicine",
        Evening.new_medicine,
    ),
    _number(
        "alcohol_drinks",
        "today's alcohol in standard drinks",
        "today's alcohol comes to {n} drink{s}",
        lambda e: seen.alcohol_drinks(e.entry),
        step=0.5,
    ),
    _number(
        "alcohol_gap_h",
        "hours from today's last alcoholic drink to tonight's usual bedtime",
        "today's last drink came about {n} hour{s} before bed",
        Evening.alcohol_gap_h,
        step=0.5,
    ),
    _number(
        "alcohol_days",
        "days in seven with any alcohol",
        "there was alcohol on {n} of the last 7 days",
        lambda e: seen.count(e.last(), lambda d: seen.over(seen.alcohol_drinks(d), 0)),
    ),
    _number(
        "heavy_alcohol_days",
        "days in seven with three drinks or more",
        "there were three drinks or more on {n} of the last 7 days",
        lambda e: seen.count(e.last(), lambda d: seen.over(seen.alcohol_drinks(d), 2.9)),
    ),
    _number(
        "idle_days",
        "days in seven without exercise",
        "{n} of the last 7 days went by without exercise",
        lambda e: seen.count(e.last(), seen.idle),
    ),
    _number(
        "hard_exercise_gap_h",
        "hours from the end of today's vigorous exercise to tonight's usual bedtime",
        "hard exercise ended about {n} hour{s} before bed",
        Evening.hard_exercise_gap_h,
        step=0.5,
    ),
    _number(
        "wind_down_days",
        "days in seven with a wind-down",
        "you wound down on {n} of the last 7 days",
        lambda e: seen.count(e.last(), seen.wound_down),
    ),
    _tag(Context.CARING, "you are caring for somebody at night"),
    _tag(Context.TRAVEL, "you are travelling"),
    _tag(Context.ILLNESS, "you are unwell"),
    _tag(Context.SHIFT, "you are working shifts"),
    _tag(Context.DEADLINE, "there is a deadline"),
    _tag(Context.CUTTING_CAFFEINE, "you are cutting caffeine"),
)

_PROFILE = (
    _number("age", "years, from the profile", None, lambda e: e.profile.age),
    _flag(
        "pregnant",
        "the profile says so; never known to be false",
        "you are pregnant",
        _pregnant,
    ),
    _flag(
        "smokes",
        "the profile says so",
        "your profile says you smoke",
        lambda e: e.profile.smokes,
    ),
    _flag("drives", "the profile says so", "you drive", lambda e: e.profile.drives),
    _flag(
        "bed_partner",
        "the profile says so",
        "somebody shares your bed",
        lambda e: e.profile.bed_partner,
    ),
    _flag(
        "oral_contraceptive",
        "the profile says so (a combined one)",
        "you take the combined pill",
        lambda e: e.profile.oral_contraceptive,
    ),
    *(_has_condition(condition) for condition in Condition),
    _takes(Medicine.ANTIDEPRESSANT),
    _takes(Medicine.ANTIHISTAMINE),
)

_RULES = (
    _flag("banner", "a banner is up", "a banner is up", None),
    *(
        _flag(rule, f"rule {rule} is at watch or above", "one of the signs asks for it", None)
        for rule in RULES
    ),
)

FACTS: dict[str, Fact] = {
    fact.name: fact for fact in (*_CAFFEINE, *_MOVEMENT, *_SLEEP, *_DAY, *_PROFILE, *_RULES)
}
