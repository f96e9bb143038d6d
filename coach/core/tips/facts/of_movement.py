"""Facts of movement by night and by day, and of breathing."""

from coach.core.diary import said
from coach.core.diary.choices import AwakeMovement, SleepStarts, Trigger
from coach.core.tips import looking_back
from coach.core.tips.facts.fact import EveningFact, flag, number
from coach.core.tips.looking_back import FORTNIGHT, MONTH


def _trigger(trigger: Trigger, says: str) -> EveningFact:
    meaning = f"{trigger.value} is given as what set the movement off"
    return flag(trigger.value, meaning, says, lambda e: said.has(e.movement.triggers, trigger))


MOVEMENT = (
    flag(
        "sleep_start",
        "a sleep start last night, bothering or not",
        "you noticed a jolt while dropping off",
        lambda e: said.started(e.entry),
    ),
    flag(
        "sleep_start_disturbing",
        "a sleep start that disturbed last night's sleep",
        "a jolt disturbed your falling asleep",
        lambda e: (
            None
            if e.movement.sleep_starts is None
            else e.movement.sleep_starts is SleepStarts.DISTURBING
        ),
    ),
    flag(
        "falling_feeling",
        "a feeling of falling with last night's sleep start",
        "there was a feeling of falling",
        lambda e: e.movement.falling_feeling,
    ),
    number(
        "disturbed_nights",
        "nights in seven on which movement delayed sleep or woke the person",
        "movement disturbed your sleep on {n} of the last 7 nights",
        lambda e: looking_back.count(e.last(), said.disturbed),
    ),
    number(
        "kick_nights",
        "nights in seven with kicks or jerks during sleep",
        "there were kicks or jerks on {n} of the last 7 nights",
        lambda e: looking_back.count(e.last(), said.kicked),
    ),
    number(
        "dream_nights",
        "nights in 28 on which a dream was acted out",
        "a dream was acted out on {n} of the last 28 nights",
        lambda e: looking_back.count(e.last(MONTH), said.acted_out),
    ),
    flag(
        "leg_urge",
        "an urge to move the legs in this entry",
        "your legs would not keep still",
        lambda e: said.urged(e.entry),
    ),
    number(
        "leg_urge_days",
        "days in seven with an urge to move the legs",
        "your legs were restless on {n} of the last 7 evenings",
        lambda e: looking_back.count(e.last(), said.urged),
    ),
    flag(
        "flicker",
        "a small twitch by day, today",
        "you noticed a small twitch by day",
        lambda e: (
            None if e.movement.awake is None else e.movement.awake is AwakeMovement.FLICKER
        ),
    ),
    number(
        "twitch_days",
        "days in 14 with a small twitch or a jerk by day",
        "there were twitches by day on {n} of the last 14 days",
        lambda e: looking_back.count(e.last(FORTNIGHT), said.twitched),
    ),
    number(
        "loud_breathing_nights",
        "nights in seven with snoring or pauses in breathing",
        "there was snoring or a pause in breathing on {n} of the last 7 nights",
        lambda e: looking_back.count(e.last(), said.breathed_loudly),
    ),
    flag(
        "moved",
        "any involuntary movement last night or today",
        "you noticed movement",
        lambda e: said.moved(e.entry),
    ),
    _trigger(Trigger.NOISE, "a noise set movement off"),
    _trigger(Trigger.LIGHT, "light set movement off"),
    _trigger(Trigger.DREAM, "a dream set movement off"),
)
