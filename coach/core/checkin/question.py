"""What a question is: plain data that a screen and a line prompt both read."""

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import TypeAlias

import msgspec

from coach.core.diary.choices import Sign
from coach.core.diary.records import Entry, Profile

# What stands before the fields that are asked once.
OF_PROFILE = "profile."


class CheckinPage(Enum):
    """The pages of the check-in, in their order; the value is the name in a draft."""

    ABOUT = "about you"
    NIGHT = "last night"
    MOVEMENT = "movement"
    PARTNER = "bed partner"
    DAY = "today"
    DONE = "done"


class AnswerKind(Enum):
    """How a question is answered."""

    CLOCK = "a time of day"
    MINUTES = "minutes"
    COUNT = "a number"
    HOURS = "hours"
    CHOICE = "one of several"
    SEVERAL = "any of several"
    DRINKS = "drinks with caffeine"
    ALCOHOL = "alcoholic drinks"
    PRACTICES = "wind-downs"
    TEXT = "free text"


LISTS = frozenset({AnswerKind.DRINKS, AnswerKind.ALCOHOL, AnswerKind.PRACTICES})


class FollowUpFacts(msgspec.Struct, frozen=True):
    """What the condition of a follow-up may look at.

    Attributes:
        entry: The answers as they stand.
        profile: What was asked once.
        recent_medicine: Whether a medicine was started or changed in the 28 days before.
        shifts: Whether the bedtime changed with shifts in the 14 days before.
        may_be_new: Whether a medicine was noted that may be new, or its dose.
    """

    entry: Entry
    profile: Profile
    recent_medicine: bool = False
    shifts: bool = False
    may_be_new: bool = False


When: TypeAlias = Callable[[FollowUpFacts], bool]
AnswerValue: TypeAlias = StrEnum | bool | int | None


class Answer(msgspec.Struct, frozen=True):
    """One answer to choose.

    Attributes:
        value: What is stored; None leaves the field empty.
        words: The answer in full.
        short: The same in a word or two, as it stands beside the question's label.
        nothing: Whether it says no or none, which the key 0 gives.
    """

    value: AnswerValue
    words: str
    short: str = ""
    nothing: bool = False

    @property
    def told(self) -> str:
        """The short form, or the full one where there is none."""
        return self.short or self.words


class Question(msgspec.Struct, frozen=True):
    """One question.

    Attributes:
        id: Stable name.
        page: Where it is asked.
        field: The place in the entry that it fills, parts joined by dots; ``profile.age`` and
            the like are places in the profile.
        kind: How it is answered.
        label: Two or three words, for the list of the page.
        words: The question in full.
        answers: For CHOICE and SEVERAL, in the order in which they stand.
        explain: Sentences that belong to the question.
        core: Whether it is asked without being called for.
        when: The earlier answers that call for it; None waits for "more".
        evening: Whether it can only be answered when the day is mostly over.
        usual: Whether the last weeks' answers suggest one.
        lowest: The smallest number accepted.
        highest: The largest number accepted.
        past: Whether its clock time must have been.
        default: What counts of the profile where it is not answered.
        opening: Whether the first evening begins with it.
        by_and_by: Whether it is asked by itself after a later check-in.
    """

    id: str
    page: CheckinPage
    field: str
    kind: AnswerKind
    label: str
    words: str
    answers: tuple[Answer, ...] = ()
    explain: tuple[str, ...] = ()
    core: bool = False
    when: When | None = None
    evening: bool = False
    usual: bool = False
    lowest: int = 0
    highest: int = 1440
    past: bool = False
    default: str = ""
    opening: bool = False
    by_and_by: bool = False

    @property
    def of_profile(self) -> str:
        """The field of the profile that it fills; empty where it fills the day's entry."""
        is_of_it = self.field.startswith(OF_PROFILE)
        return self.field.removeprefix(OF_PROFILE) if is_of_it else ""

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The signs among the answers; other questions fill the same field with others."""
        return tuple(answer.value for answer in self.answers if isinstance(answer.value, Sign))

    @property
    def is_yes_no(self) -> bool:
        """Whether yes and no are its answers."""
        return [answer.value for answer in self.answers] == [True, False]

    @property
    def is_single_sign(self) -> bool:
        """Whether there is one thing to say yes to, or none."""
        return self.kind is AnswerKind.SEVERAL and len(self.answers) == 1

    @property
    def keys(self) -> tuple[str, ...]:
        """The key that stands before each answer: steps have their number, "no" has 0."""
        if self.answers and self.answers[0].value == 1 and not self.is_yes_no:
            return tuple(
                "0" if answer.value is None else str(answer.value) for answer in self.answers
            )
        keys: list[str] = []
        for answer in self.answers:
            others = sum(1 for key in keys if key != "0")
            keys.append("0" if answer.nothing and "0" not in keys else str(others + 1))
        return tuple(keys)

    def at_key(self, key: str) -> int | None:
        """The place of the answer that a key gives, or None."""
        if key in self.keys:
            return self.keys.index(key)
        if key == "0":
            nothing = (place for place, answer in enumerate(self.answers) if answer.nothing)
            return next(nothing, None)
        return 0 if key == "y" and self.is_yes_no else None


def yes_or_no(yes: str = "yes", no: str = "no") -> tuple[Answer, ...]:
    """The answers of a yes-or-no question."""
    return (Answer(True, yes, "yes"), Answer(False, no, "no", nothing=True))


def steps(*words: str) -> tuple[Answer, ...]:
    """The answers from 1 to 5, each with its words; a step called "none" is what 0 gives."""
    return tuple(
        Answer(step, word, f"{step} {word}", nothing=word == "none")
        for step, word in enumerate(words, 1)
    )
