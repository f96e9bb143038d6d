"""What the bed partner is asked: three questions about the night, and their own words.

The answers stand beside the person's own and never in their place; for a rule the graver of
the two counts.
"""

from datetime import date
from typing import Final

from msgspec.structs import replace

from coach.core.checkin.question import Answer, AnswerKind, AnswerValue, CheckinPage, Question
from coach.core.checkin.questions.fields import fill, value_of
from coach.core.diary.choices import Breathing, DreamEnactment, SleepMovement
from coach.core.diary.noting import opened
from coach.core.diary.records import Entry, Partner

LONGEST_NOTE: Final = 100_000
_COULD_NOT_TELL = "I was asleep, or not there"
_FOR_WHOM = ("For the bed partner to answer; what you said yourself stays beside it.",)

PARTNER: tuple[Question, ...] = (
    Question(
        "partner-movement",
        CheckinPage.PARTNER,
        "partner.sleep_movement",
        AnswerKind.CHOICE,
        "Moving",
        "Did they kick or jerk in their sleep?",
        (
            Answer(SleepMovement.NONE, "no", nothing=True),
            Answer(SleepMovement.NOTICED, "yes, and they slept on"),
            Answer(SleepMovement.WOKE_ME, "yes, and it woke them"),
            Answer(SleepMovement.UNKNOWN, _COULD_NOT_TELL),
        ),
        explain=_FOR_WHOM,
    ),
    Question(
        "partner-dreams",
        CheckinPage.PARTNER,
        "partner.dream_enactment",
        AnswerKind.CHOICE,
        "Dreaming",
        "Did they act out a dream: punch, kick out, shout, leap up?",
        (
            Answer(DreamEnactment.NONE, "no; talking alone does not count", nothing=True),
            Answer(DreamEnactment.ACTED_OUT, "yes, and nobody was hurt"),
            Answer(
                DreamEnactment.INJURY,
                "yes: somebody was hurt, or they left or fell out of bed",
            ),
            Answer(DreamEnactment.HEAD_INJURY, "yes: a head was hurt, or a weapon was in hand"),
            Answer(DreamEnactment.UNKNOWN, _COULD_NOT_TELL),
        ),
        explain=_FOR_WHOM,
    ),
    Question(
        "partner-breathing",
        CheckinPage.PARTNER,
        "partner.breathing",
        AnswerKind.CHOICE,
        "Breathing",
        "Was snoring, a pause or a gasp heard?",
        (
            Answer(Breathing.NONE, "no, it was quiet", nothing=True),
            Answer(Breathing.SNORING, "loud snoring"),
            Answer(Breathing.PAUSES, "the breath stopped, or they gasped or choked"),
            Answer(Breathing.UNKNOWN, _COULD_NOT_TELL),
        ),
        explain=_FOR_WHOM,
    ),
)


def of_key(question: Question, key: str) -> AnswerValue:
    """The answer that a key gives, or None."""
    place = question.at_key(key)
    return None if place is None else question.answers[place].value


def answered(entry: Entry | None, question: Question) -> str:
    """What the bed partner said, in the words of the sheet; empty where nothing."""
    value = None if entry is None else value_of(entry, question)
    return next((answer.words for answer in question.answers if answer.value == value), "")


def with_answer(told: Partner, question: Question, value: AnswerValue) -> Partner:
    """What the bed partner told, with one more question answered."""
    return replace(told, **{question.field.removeprefix("partner."): value})


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


def without_answer(entry: Entry, question: Question) -> Entry:
    """The entry with one of the bed partner's answers taken out again."""
    return fill(entry, question.field, None)
