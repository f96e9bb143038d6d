"""The facts that rules count, and their words.

A fact is stated only where an answer says so; whether its question was answered at all is a
fact of its own (``..._ANSWERED``). What is absent or ``unknown`` states neither; that somebody
answered, be it ``unknown``, is a third one (``..._ASKED``) where a rule needs it.
"""

from enum import IntEnum, auto

import msgspec


class Fact(IntEnum):
    """One thing that a day's answers can say. The names are explained in ``WORDS``."""

    ANSWERED = 0
    ENTERED = auto()
    # Movement by day, and the warning signs.
    JERK = auto()
    TWITCH = auto()
    AWAKE_ANSWERED = auto()
    WEAKNESS = auto()
    STIFFNESS = auto()
    SEVERAL_PLACES = auto()
    SUSPECTED_MEDICINE = auto()
    SUDDEN_CHANGE = auto()
    CONVULSION = auto()
    WEAK_SEIZURE_SIGN = auto()
    IDENTICAL_EVENTS = auto()
    CORD_SIGN = auto()
    TOXICITY_SIGNS = auto()
    # Movement by night.
    NIGHT_MOVEMENT = auto()
    DISTURBED = auto()
    MOVEMENT_ANSWERED = auto()
    MOVEMENT_ASKED = auto()
    HARMLESS_START = auto()
    STARTS_ANSWERED = auto()
    KICKS = auto()
    KICKS_ANSWERED = auto()
    KICKS_ASKED = auto()
    LEG_URGE = auto()
    LEG_URGE_DELAYS = auto()
    LEG_URGE_ANSWERED = auto()
    ENACTED = auto()
    HARM = auto()
    HEAD_HARM = auto()
    ENACTED_ANSWERED = auto()
    ENACTED_ASKED = auto()
    SNORING = auto()
    PAUSES = auto()
    LOUD = auto()
    BREATHING_ANSWERED = auto()
    BREATHING_ASKED = auto()
    # The night and the day after it.
    BAD_NIGHT = auto()
    BAD_NIGHT_ANSWERED = auto()
    VERY_SHORT_NIGHT = auto()
    POOR_DAY = auto()
    POOR_DAY_ANSWERED = auto()
    TIRED = auto()
    TIRED_ANSWERED = auto()
    SLEEPY = auto()
    DOZED = auto()
    DOZED_DRIVING = auto()
    SLEEPINESS_ANSWERED = auto()
    DRIVING_ANSWERED = auto()
    SUDDEN_WEAKNESS = auto()
    FALL = auto()
    PARALYSIS = auto()
    HARD_TO_COPE = auto()
    TAGGED = auto()
    CUTTING = auto()
    # A new medicine, and what may come after it.
    NEW_MEDICINE = auto()
    NEW_MOVEMENT = auto()
    NEW_ENACTMENT = auto()
    TOXICITY_AFTER_MEDICINE = auto()
    # Caffeine, alcohol, and what explains a night.
    CAFFEINE_HIGH = auto()
    CAFFEINE_LEFT = auto()
    LATE_ALCOHOL = auto()
    DRINKS_ANSWERED = auto()
    EXPLAINED = auto()
    # Three of the rules that R18 counts stand at watch or above.
    CROWDED = auto()


class Words(msgspec.Struct, frozen=True):
    """A fact in words: the unit it is counted in, and what is counted."""

    unit: str
    what: str


WORDS: dict[Fact, Words] = {
    Fact.ANSWERED: Words("day", "an answer"),
    Fact.JERK: Words("day", "a jerk or shake by day that you could not hold back"),
    Fact.TWITCH: Words("day", "a twitch by day (small or large)"),
    Fact.WEAKNESS: Words(
        "day", "weakness, thinning muscle, dropping things, or new trouble speaking or walking"
    ),
    Fact.STIFFNESS: Words("day", "stiffness where it twitches"),
    Fact.SEVERAL_PLACES: Words("day", "twitching in more than one place"),
    Fact.SUSPECTED_MEDICINE: Words("day", "a medicine suspected of causing it"),
    Fact.SUDDEN_CHANGE: Words("day", "a sudden change of face, arm or speech"),
    Fact.CONVULSION: Words("night", "shaking or stiffening without response, as in a seizure"),
    Fact.WEAK_SEIZURE_SIGN: Words("night", "one weaker sign of a seizure"),
    Fact.IDENTICAL_EVENTS: Words("night", "brief events that are all alike"),
    Fact.CORD_SIGN: Words(
        "day", "new trouble with bladder or bowel, or numbness between the legs"
    ),
    Fact.NIGHT_MOVEMENT: Words("night", "any sleep start or movement in sleep"),
    Fact.DISTURBED: Words("night", "movement that kept you from sleep or woke you"),
    Fact.HARMLESS_START: Words("night", "a sleep start that was no bother"),
    Fact.KICKS: Words("night", "kicks or jerks during sleep"),
    Fact.LEG_URGE: Words("evening", "an urge to move your legs (at rest, eased by moving)"),
    Fact.LEG_URGE_DELAYS: Words("evening", "that urge to move your legs delaying sleep"),
    Fact.ENACTED: Words("night", "acting out a dream"),
    Fact.HARM: Words("night", "someone hurt, or the bed left, while acting out a dream"),
    Fact.HEAD_HARM: Words("night", "a hurt head or a weapon while acting out a dream"),
    Fact.SNORING: Words("night", "loud snoring"),
    Fact.PAUSES: Words("night", "breathing that stopped, gasped or choked, as someone heard"),
    Fact.LOUD: Words("night", "loud snoring, or breathing that stopped"),
    Fact.BAD_NIGHT: Words(
        "night",
        "more than 30 minutes to fall asleep or awake in the night, or woken 30 or more "
        "minutes early (given 6.5 hours for sleep, and no exempting tag)",
    ),
    Fact.VERY_SHORT_NIGHT: Words("night", "less than 5 hours asleep"),
    Fact.POOR_DAY: Words("day", "waking unrefreshed or being sleepy by day"),
    Fact.TIRED: Words("day", "waking unrefreshed or with a headache, or sleepiness"),
    Fact.SLEEPY: Words("day", "sleepiness by day"),
    Fact.DOZED: Words("day", "falling asleep without meaning to"),
    Fact.DOZED_DRIVING: Words("day", "nodding off at the wheel or a machine"),
    Fact.SUDDEN_WEAKNESS: Words("day", "knees, jaw or head giving way with a strong feeling"),
    Fact.FALL: Words("day", "a fall when the body gave way"),
    Fact.PARALYSIS: Words("day", "being awake but unable to move"),
    Fact.HARD_TO_COPE: Words("day", "finding it hard to cope"),
    Fact.NEW_MEDICINE: Words("day", "a new or changed medicine"),
    Fact.NEW_MOVEMENT: Words("day", "movement that disturbs sleep, or a jerk by day"),
    Fact.NEW_ENACTMENT: Words("night", "acting out a dream"),
    Fact.TOXICITY_AFTER_MEDICINE: Words(
        "day",
        "movement with two or more of sweating or fever, agitation or confusion, diarrhoea, "
        "racing heart or shivering, at most 28 days after a new or changed medicine,",
    ),
    Fact.CAFFEINE_HIGH: Words("day", "more than 400 mg of caffeine (pregnant: 200 mg)"),
    Fact.CAFFEINE_LEFT: Words("day", "more than 75 mg of caffeine left at bedtime"),
    Fact.LATE_ALCOHOL: Words("day", "3 or more drinks of alcohol within 3 hours of bed"),
    Fact.CROWDED: Words(
        "day", "three or more of R02, R04, R06, R07, R10, R11 and R13 at watch or above"
    ),
}

# For each fact the one that says whether its question was answered; signs are a list whose
# absence means none, so any answered day has answered them, as it has sudden weakness.
ANSWERED_BY: dict[Fact, Fact] = {
    Fact.JERK: Fact.AWAKE_ANSWERED,
    Fact.TWITCH: Fact.AWAKE_ANSWERED,
    Fact.NIGHT_MOVEMENT: Fact.MOVEMENT_ANSWERED,
    Fact.DISTURBED: Fact.MOVEMENT_ANSWERED,
    Fact.HARMLESS_START: Fact.STARTS_ANSWERED,
    Fact.KICKS: Fact.KICKS_ANSWERED,
    Fact.LEG_URGE: Fact.LEG_URGE_ANSWERED,
    Fact.LEG_URGE_DELAYS: Fact.LEG_URGE_ANSWERED,
    Fact.ENACTED: Fact.ENACTED_ANSWERED,
    Fact.NEW_ENACTMENT: Fact.ENACTED_ANSWERED,
    Fact.HARM: Fact.ENACTED_ANSWERED,
    Fact.HEAD_HARM: Fact.ENACTED_ANSWERED,
    Fact.SNORING: Fact.BREATHING_ANSWERED,
    Fact.PAUSES: Fact.BREATHING_ANSWERED,
    Fact.LOUD: Fact.BREATHING_ANSWERED,
    Fact.BAD_NIGHT: Fact.BAD_NIGHT_ANSWERED,
    Fact.POOR_DAY: Fact.POOR_DAY_ANSWERED,
    Fact.TIRED: Fact.TIRED_ANSWERED,
    Fact.SLEEPY: Fact.SLEEPINESS_ANSWERED,
    Fact.DOZED: Fact.SLEEPINESS_ANSWERED,
    Fact.DOZED_DRIVING: Fact.DRIVING_ANSWERED,
    Fact.NEW_MOVEMENT: Fact.MOVEMENT_ANSWERED,
    Fact.CAFFEINE_HIGH: Fact.DRINKS_ANSWERED,
    Fact.CAFFEINE_LEFT: Fact.DRINKS_ANSWERED,
    Fact.LATE_ALCOHOL: Fact.DRINKS_ANSWERED,
}
