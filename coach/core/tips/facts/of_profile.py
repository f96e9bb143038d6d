"""Facts of the profile: what was asked once."""

from coach.core.diary import said
from coach.core.diary.choices import Condition, Medicine
from coach.core.tips.facts.fact import EveningFact, flag, number
from coach.core.tips.looking_back import Evening


def _has_condition(condition: Condition) -> EveningFact:
    name = condition.value
    meaning = f"the profile names {name.replace('_', ' ')}"
    return flag(name, meaning, None, lambda e: said.has(e.profile.conditions, condition))


def _takes(medicine: Medicine) -> EveningFact:
    name = medicine.value
    return flag(
        name,
        f"the profile names an {name}",
        f"your profile names an {name}",
        lambda e: said.has(e.profile.medicines, medicine),
    )


def _pregnant(evening: Evening) -> bool | None:
    # Not answered is not "no": nobody is asked to deny it.
    return True if evening.profile.pregnant_trimester is not None else None


PROFILE = (
    number("age", "years, from the profile", None, lambda e: e.profile.age),
    flag(
        "pregnant",
        "the profile says so; never known to be false",
        "you are pregnant",
        _pregnant,
    ),
    flag(
        "smokes",
        "the profile says so",
        "your profile says you smoke",
        lambda e: e.profile.smokes,
    ),
    flag("drives", "the profile says so", "you drive", lambda e: e.profile.drives),
    flag(
        "day_sleeper",
        "the usual bedtime lies between 03:00 and 18:00",
        "you sleep by day",
        Evening.sleeps_by_day,
    ),
    flag(
        "bed_partner",
        "the profile says so",
        "somebody shares your bed",
        lambda e: e.profile.bed_partner,
    ),
    flag(
        "oral_contraceptive",
        "the profile says so (a combined one)",
        "you take the combined pill",
        lambda e: e.profile.oral_contraceptive,
    ),
    *(_has_condition(condition) for condition in Condition),
    _takes(Medicine.ANTIDEPRESSANT),
    _takes(Medicine.ANTIHISTAMINE),
)
