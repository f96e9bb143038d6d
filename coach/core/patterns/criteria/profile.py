"""What a step of a rule asks of the profile."""

from coach.core.diary.choices import Condition, Medicine
from coach.core.patterns.counting import Window
from coach.core.patterns.criteria.counted import Criterion

_CONDITION_WORDS = {
    Condition.DIABETES: "diabetes",
    Condition.ANAEMIA: "anaemia",
    Condition.KIDNEY_DISEASE: "kidney disease",
    Condition.SLEEP_APNOEA: "sleep apnoea",
    Condition.NARCOLEPSY: "narcolepsy",
    Condition.SPINAL_CORD_TUMOUR: "a spinal cord tumour",
    Condition.EPILEPSY: "epilepsy",
}


class InProfile(Criterion, frozen=True):
    """One of several conditions, medicines, a pregnancy or an age stands in the profile."""

    conditions: tuple[Condition, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    pregnant: bool = False
    from_age: int | None = None
    drives: bool = False

    def is_met(self, window: Window) -> bool:
        """Look it up; what was not answered is not there."""
        profile = window.profile
        if profile is None:
            return False
        return (
            any(condition in self.conditions for condition in profile.conditions or ())
            or any(medicine in self.medicines for medicine in profile.medicines or ())
            or (self.pregnant and profile.pregnant_trimester is not None)
            or (self.from_age is not None and (profile.age or 0) >= self.from_age)
            or (self.drives and profile.drives is True)
        )

    def words(self) -> str:
        """The criterion in plain words."""
        named = [_CONDITION_WORDS[condition] for condition in self.conditions]
        named += [f"an {medicine.value}" for medicine in self.medicines]
        if self.pregnant:
            named.append("pregnancy")
        if self.from_age is not None:
            named.append(f"an age of {self.from_age} or more")
        if self.drives:
            named.append("driving")
        listed = named[0] if len(named) == 1 else f"one of {', '.join(named)}"
        return f"{listed} in the profile"
