"""What the bed partner is asked: three questions about the night, and their own words.

The answers stand beside the person's own and never in their place; for a rule the graver of
the two counts.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec.structs import replace

from coach.core.diary.choices import Breathing, DreamEnactment, SleepMovement
from coach.core.diary.noting import opened
from coach.core.diary.records import Entry, Partner

LONGEST_NOTE: Final = 100_000
_NO = "none"


@dataclass(frozen=True, slots=True)
class PartnerQuestion:
    """One question to the bed partner.

    Attributes:
        field: The field of `Partner` that it fills.
        label: A word or two.
        words: The question in full.
        answers: What can be chosen, each with its words; "none" has the key 0.
    """

    field: str
    label: str
    words: str
    answers: tuple[tuple[StrEnum, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The key of each answer."""
        return tuple(
            "0" if answer == _NO else str(place)
            for place, (answer, _) in enumerate(self.answers)
        )

    def of_key(self, key: str) -> StrEnum | None:
        """The answer that a key gives, or None."""
        return self.answers[self.keys.index(key)][0] if key in self.keys else None

    def told(self, answer: StrEnum) -> str:
        """An answer in the words of the sheet."""
        return next(words for value, words in self.answers if value == answer)


_COULD_NOT_TELL = "I was asleep, or not there"

QUESTIONS: tuple[PartnerQuestion, ...] = (
    PartnerQuestion(
        "sleep_movement",
        "Moving",
        "Did they kick or jerk in their sleep?",
        (
            (SleepMovement.NONE, "no"),
            (SleepMovement.NOTICED, "yes, and they slept on"),
            (SleepMovement.WOKE_ME, "yes, and it woke them"),
            (SleepMovement.UNKNOWN, _COULD_NOT_TELL),
        ),
    ),
    PartnerQuestion(
        "dream_enactment",
        "Dreaming",
        "Did they act out a dream: punch, kick out, shout, leap up?",
        (
            (DreamEnactment.NONE, "no; talking alone does not count"),
            (DreamEnactment.ACTED_OUT, "yes, and nobody was hurt"),
            (DreamEnactment.INJURY, "yes: somebody was hurt, or they left or fell out of bed"),
            (DreamEnactment.HEAD_INJURY, "yes: a head was hurt, or a weapon was in hand"),
            (DreamEnactment.UNKNOWN, _COULD_NOT_TELL),
        ),
    ),
    PartnerQuestion(
        "breathing",
        "Breathing",
        "Was snoring, a pause or a gasp heard?",
        (
            (Breathing.NONE, "no, it was quiet"),
            (Breathing.SNORING, "loud snoring"),
            (Breathing.PAUSES, "the breath stopped, or they gasped or choked"),
            (Breathing.UNKNOWN, _COULD_NOT_TELL),
        ),
    ),
)


def answered(entry: Entry | None, question: PartnerQuestion) -> StrEnum | None:
    """What the bed partner said, or None."""
    sheet = entry.partner if entry is not None else None
    answer: StrEnum | None = getattr(sheet, question.field) if sheet is not None else None
    return answer


def with_sheet(entry: Entry | None, day: date, told: Partner, tz: str | None) -> Entry:
    """The entry with what the bed partner told; what they left open stays as it was.

    Args:
        entry: The entry as it is; a cleared day begins anew.
        day: The date on which the night ended.
        told: The answers that were given now.
        tz: Where the day was, for an entry that names no zone yet.
    """
    start, _ = opened(entry, day, tz)
    given = {
        name: value
        for name in Partner.__struct_fields__
        if (value := getattr(told, name)) is not None
    }
    return (
        replace(start, partner=replace(start.partner or Partner(), **given)) if given else start
    )


def without_answer(entry: Entry, question: PartnerQuestion) -> Entry:
    """The entry with one of the bed partner's answers taken out again."""
    if entry.partner is None:
        return entry
    sheet = replace(entry.partner, **{question.field: None})
    return replace(entry, partner=None if sheet == Partner() else sheet)
