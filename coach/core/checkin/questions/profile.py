"""The profile's questions as data."""

from dataclasses import dataclass
from enum import Enum

from coach.core.diary import day as days
from coach.core.diary.choices import Condition, Medicine


class ProfileKind(Enum):
    """How a question of the profile is answered."""

    AGE = "years"
    CLOCK = "a time of day"
    YES_NO = "yes or no"
    TRIMESTER = "a trimester, or none"
    SEVERAL = "any of several"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
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
    kind: ProfileKind
    label: str
    words: str
    why: str = ""
    options: tuple[tuple[Condition | Medicine, str], ...] = ()
    default: str = ""


QUESTIONS: tuple[ProfileQuestion, ...] = (
    ProfileQuestion(
        "age",
        ProfileKind.AGE,
        "Age",
        "How old are you?",
        "The thresholds of this program are made for adults.",
    ),
    ProfileQuestion(
        "bedtime",
        ProfileKind.CLOCK,
        "Usual bedtime",
        "When do you usually go to sleep?",
        "Caffeine left over is worked out for this time.",
        default=days.DEFAULT_BEDTIME,
    ),
    ProfileQuestion(
        "day_starts_at",
        ProfileKind.CLOCK,
        "A day begins",
        "When does a new day begin for you?",
        "Until then, what you note still belongs to the evening before.",
        default=days.DEFAULT_DAY_START,
    ),
    ProfileQuestion(
        "remind_at",
        ProfileKind.CLOCK,
        "Check-in due",
        "From when on is the evening's check-in due?",
        default="18:00",
    ),
    ProfileQuestion(
        "bed_partner",
        ProfileKind.YES_NO,
        "Shares the bed",
        "Does somebody sleep close enough to notice how you sleep?",
        "Alone, nobody can hear breathing: it is noted as not known, never as quiet.",
    ),
    ProfileQuestion(
        "drives",
        ProfileKind.YES_NO,
        "Drives",
        "Do you drive, or work with machines that could hurt somebody?",
    ),
    ProfileQuestion(
        "conditions",
        ProfileKind.SEVERAL,
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
    ProfileQuestion(
        "medicines",
        ProfileKind.SEVERAL,
        "Medicines",
        "Do you take any of these regularly?",
        "Some bear on movement. Do not stop a prescribed one by yourself.",
        (
            (Medicine.ANTIDEPRESSANT, "an antidepressant"),
            (Medicine.ANTIHISTAMINE, "an antihistamine (allergy, cold or sleep)"),
            (Medicine.OTHER, "another regular medicine"),
        ),
    ),
    ProfileQuestion(
        "pregnant_trimester",
        ProfileKind.TRIMESTER,
        "Pregnant",
        "Are you pregnant, and in which third?",
        "Caffeine stays longer, and restless legs are more common.",
    ),
    ProfileQuestion("smokes", ProfileKind.YES_NO, "Smokes daily", "Do you smoke every day?"),
    ProfileQuestion(
        "oral_contraceptive",
        ProfileKind.YES_NO,
        "The pill",
        "Do you take a combined contraceptive pill?",
        "It makes caffeine stay about twice as long.",
    ),
    ProfileQuestion(
        "caffeine_half_life_h",
        ProfileKind.HOURS,
        "Caffeine stays",
        "How fast does caffeine leave you?",
        "In hours until half is gone. If you do not know, leave it at usual.",
        default="5 h",
    ),
)
