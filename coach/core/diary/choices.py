"""The answers there are to choose from, as the log writes them.

``unknown`` could not be observed; ``none`` is an answer; absent was not answered.
"""

from enum import StrEnum


class Condition(StrEnum):
    """Conditions that make movement in sleep likelier, or that change what is said."""

    DIABETES = "diabetes"
    ANAEMIA = "anaemia"
    KIDNEY_DISEASE = "kidney_disease"
    SLEEP_APNOEA = "sleep_apnoea"
    NARCOLEPSY = "narcolepsy"
    SPINAL_CORD_TUMOUR = "spinal_cord_tumour"
    EPILEPSY = "epilepsy"


class Medicine(StrEnum):
    """Regular medicines that bear on movement."""

    ANTIDEPRESSANT = "antidepressant"
    ANTIHISTAMINE = "antihistamine"
    OTHER = "other"


class SleepStarts(StrEnum):
    """Sudden jerks while falling asleep."""

    NONE = "none"
    UNDISTURBING = "undisturbing"
    DISTURBING = "disturbing"


class SleepMovement(StrEnum):
    """Kicks or jerks during sleep."""

    NONE = "none"
    NOTICED = "noticed"
    WOKE_ME = "woke_me"
    UNKNOWN = "unknown"


class Witness(StrEnum):
    """Who saw the night."""

    SELF = "self"
    PARTNER = "partner"


class DreamEnactment(StrEnum):
    """Acting out dreams, and whether anyone came to harm."""

    NONE = "none"
    ACTED_OUT = "acted_out"
    INJURY = "injury"
    HEAD_INJURY = "head_injury"
    UNKNOWN = "unknown"


class LegUrge(StrEnum):
    """An urge to move the legs at rest in the evening, eased by moving."""

    NONE = "none"
    URGE = "urge"
    DELAYED_SLEEP = "delayed_sleep"


class Breathing(StrEnum):
    """Breathing during sleep, as somebody heard it."""

    NONE = "none"
    SNORING = "snoring"
    PAUSES = "pauses"
    UNKNOWN = "unknown"


class AwakeMovement(StrEnum):
    """Involuntary movement by day."""

    NONE = "none"
    FLICKER = "flicker"
    JERK = "jerk"


class Sign(StrEnum):
    """Answers to the follow-up questions; each is read by a rule."""

    WEAKNESS = "weakness"
    STIFFNESS = "stiffness"
    SEVERAL_PLACES = "several_places"
    SUSPECTED_MEDICINE = "suspected_medicine"
    SUDDEN_FACE_ARM_SPEECH_CHANGE = "sudden_face_arm_speech_change"
    CONVULSION = "convulsion"
    ONE_WEAK_SEIZURE_SIGN = "one_weak_seizure_sign"
    IDENTICAL_EVENTS = "identical_events"
    BLADDER_BOWEL_OR_SADDLE_CHANGE = "bladder_bowel_or_saddle_change"
    TWO_TOXICITY_SIGNS = "two_toxicity_signs"


class Trigger(StrEnum):
    """What set a movement off, as far as the person could tell."""

    NOISE = "noise"
    LIGHT = "light"
    DREAM = "dream"


class Sleepiness(StrEnum):
    """Sleepiness by day."""

    NONE = "none"
    SLEEPY = "sleepy"
    DOZED_OFF = "dozed_off"


class SuddenWeakness(StrEnum):
    """Knees, jaw or head giving way with a strong feeling, fully aware."""

    NONE = "none"
    YES = "yes"
    WITH_FALL = "with_fall"


class Practice(StrEnum):
    """Ways to wind down."""

    BREATHING = "breathing"
    MEDITATION = "meditation"
    MUSIC = "music"
    YOGA = "yoga"
    MUSCLE_RELAXATION = "muscle_relaxation"
    WORRY_LIST = "worry_list"
    OTHER = "other"


class Context(StrEnum):
    """What kind of day or night it was."""

    CARING = "caring"
    TRAVEL = "travel"
    ILLNESS = "illness"
    SHIFT = "shift"
    DEADLINE = "deadline"
    CUTTING_CAFFEINE = "cutting_caffeine"


class Feedback(StrEnum):
    """What the person said of a tip."""

    HELPED = "helped"
    TRIED = "tried"
    NOT_THIS_TIME = "not_this_time"
    NOT_FOR_ME = "not_for_me"


class EventKind(StrEnum):
    """An involuntary movement by day, at the moment it happened."""

    JERK = "jerk"
    FLICKER = "flicker"
    OTHER = "other"


class GoalKind(StrEnum):
    """The habits that can be a goal."""

    LAST_CAFFEINE_BY = "last_caffeine_by"
    NO_ALCOHOL_AFTER = "no_alcohol_after"
    SCREENS_DOWN_BY = "screens_down_by"
    RISE_NEAR = "rise_near"
    WIND_DOWN = "wind_down"


class Block(StrEnum):
    """What was drawn for a block of nights."""

    WITH = "with"
    WITHOUT = "without"


class Outcome(StrEnum):
    """What an experiment looks at in the end."""

    DISTURBED = "disturbed"
    RESTED = "rested"
    LATENCY = "latency"


class StoppedBy(StrEnum):
    """Who stopped an experiment."""

    PERSON = "person"
    BANNER = "banner"
