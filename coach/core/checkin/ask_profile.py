"""The profile's questions as data."""

from dataclasses import dataclass
from enum import Enum

from coach.core.diary import day as days
from coach.core.diary.records import Condition, Medicine


class Kind(Enum):
    """How a question of the profile is answered."""

    AGE = "years"
    CLOCK = "a time of day"
    YES_NO = "yes or no"
    TRIMESTER = "a trimester, or none"
    SEVERAL = "any of several"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the profile.

    Attributes:
        field: The field it fills; also its name.
        kind: How it is answered.
        label: Two or three words.
        words: The question.
        why: What it is asked for.
        options: For SEVERAL: value and words.
        default: What counts where it is not answered.
    """

    field: str
    kind: Kind
    label: str
    words: str
    why: str = ""
    options: tuple[tuple[Condition | Medicine, str], ...] = ()
    default: str = ""


QUESTIONS: tuple[Asked, ...] = (
    Asked(
        "age",
        Kind.AGE,
        "Age",
        "How old are you?",
        "The thresholds of this program are made for adults.",
    ),
    Asked(
        "bedtime",
        Kind.CLOCK,
        "Usual bedtime",
        "When do you usually go to sleep?",
        "Caffeine left over is worked out for this time.",
        default=days.DEFAULT_BEDTIME,
    ),
    Asked(
        "day_starts_at",
        Kind.CLOCK,
        "A day begins",
        "When does a new day begin for you?",
        "Until then, what you note still belongs to the evening before.",
        default=days.DEFAULT_DAY_START,
    ),
    Asked(
        "remind_at",
        Kind.CLOCK,
        "Check-in due",
        "From when on is the evening's check-in due?",
        default="18:00",
    ),
    Asked(
        "bed_partner",
        Kind.YES_NO,
        "Shares the bed",
        "Does somebody sleep close enough to notice how you sleep?",
        "Alone, nobody can hear breathing: it is noted as not known, never as quiet.",
    ),
    Asked(
        "drives",
        Kind.YES_NO,
        "Drives",
        "Do you drive, or work with machines that could hurt somebody?",
    ),
    Asked(
        "conditions",
        Kind.SEVERAL,
        "Conditions",
        "Has a doctor found any of these?",
        "They make movement in sleep likelier; by themselves they raise nothing.",
        (
            (Condition.DIABETES, "diabetes"),
            (Condition.ANAEMIA, "anaemia or low iron"),
            (Condition.KIDNEY_DISEASE, "kidney disease"),
            (Condition.SLEEP_APNOEA, "sleep apnoea"),
            (Condition.NARCOLEPSY, "narcolepsy"),
            (Condition.SPINAL_CORD_TUMOUR, "a spinal cord tumour"),
            (Condition.EPILEPSY, "epilepsy"),
        ),
    ),
    Asked(
        "medicines",
        Kind.SEVERAL,
        "Medicines",
        "Do you take any of these regularly?",
        "Some bear on movement. Do not stop a prescribed one by yourself.",
        (
            (Medicine.ANTIDEPRESSANT, "an antidepressant"),
            (Medicine.ANTIHISTAMINE, "an antihistamine (allergy, cold or sleep)"),
            (Medicine.OTHER, "another regular medicine"),
        ),
    ),
    Asked(
        "pregnant_trimester",
        Kind.TRIMESTER,
        "Pregnant",
        "Are you pregnant, and in which third?",
        "Caffeine stays longer, and restless legs are more common.",
    ),
    Asked("smokes", Kind.YES_NO, "Smokes daily", "Do you smoke every day?"),
    Asked(
        "oral_contraceptive",
        Kind.YES_NO,
        "The pill",
        "Do you take a combined contraceptive pill?",
        "It makes caffeine stay about twice as long.",
    ),
    Asked(
        "caffeine_half_life_h",
        Kind.HOURS,
        "Caffeine stays",
        "How fast does caffeine leave you?",
        "In hours until half is gone. If you do not know, leave it at usual.",
        default="5 h",
    ),
)
