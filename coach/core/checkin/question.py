"""What a question of the check-in is: plain data that a screen and a line prompt both read."""

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import TypeAlias

import msgspec

from coach.core.diary.choices import Sign
from coach.core.diary.records import Entry, Profile


class CheckinPage(Enum):
    """The pages of the check-in, in their order; the value is the heading."""

    NIGHT = "last night"
    MOVEMENT = "movement"
    DAY = "today"
    DONE = "done"


class AnswerKind(Enum):
    """How a question is answered."""

    CLOCK = "a time of day"
    MINUTES = "minutes"
    COUNT = "a number"
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
    """

    entry: Entry
    profile: Profile
    recent_medicine: bool = False


When: TypeAlias = Callable[[FollowUpFacts], bool]
AnswerValue: TypeAlias = StrEnum | bool | int


class Answer(msgspec.Struct, frozen=True):
    """One answer to choose.

    Attributes:
        value: What is stored.
        words: The answer in full.
        short: The same in a word or two, for the list of the page.
        letter: A key beside the number, if there is a natural one.
    """

    value: AnswerValue
    words: str
    short: str = ""
    letter: str = ""

    @property
    def told(self) -> str:
        """The short form, or the full one where there is none."""
        return self.short or self.words


class Question(msgspec.Struct, frozen=True):
    """One question.

    Attributes:
        id: Stable name.
        page: Where it is asked.
        field: The place in the entry that it fills, parts joined by dots.
        kind: How it is answered.
        label: Two or three words, for the list of the page.
        words: The question in full.
        answers: For CHOICE and SEVERAL; the first has the key 1.
        explain: Sentences that belong to the question.
        core: Whether it is asked without being called for.
        when: The earlier answers that call for it; None waits for "more".
        evening: Whether it can only be answered when the day is mostly over.
        usual: Whether the last weeks' answers suggest one.
        highest: The largest number accepted.
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
    highest: int = 1440

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The signs among the answers; other questions fill the same field with others."""
        return tuple(answer.value for answer in self.answers if isinstance(answer.value, Sign))

    @property
    def is_yes_no(self) -> bool:
        """Whether y and n answer it."""
        return any(answer.letter == "n" for answer in self.answers)

    def key_of(self, place: int) -> str:
        """The key that gives the answer at that place."""
        if self.is_yes_no:
            return self.answers[place].letter
        return str(place + 1)

    def at_key(self, key: str) -> int | None:
        """The place of the answer that a key gives, or None."""
        for place, answer in enumerate(self.answers):
            if key in (str(place + 1), answer.letter):
                return place
        return None


def yes_or_no(yes: str = "yes", no: str = "no") -> tuple[Answer, ...]:
    """The answers of a yes-or-no question."""
    return (Answer(True, yes, "yes", "y"), Answer(False, no, "no", "n"))


def steps(*words: str) -> tuple[Answer, ...]:
    """The answers from 1 to 5, each with its words."""
    return tuple(Answer(step, word, f"{step} {word}") for step, word in enumerate(words, 1))
