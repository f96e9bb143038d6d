"""Reading what somebody typed for a question; a wrong answer gets one sentence."""

import re

from coach.core.checkin.question import AnswerKind, Question
from coach.core.diary import day as days

_HOURS = re.compile(r"(\d{1,2})\s*(?:h|:)\s*(\d{1,2})?\s*(?:min|m)?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,4})\s*(?:min|m)?", re.IGNORECASE)


def read_typed(question: Question, text: str) -> str | int | float:
    """The value of a typed clock time or number.

    Args:
        question: A question of kind CLOCK, MINUTES, COUNT or HOURS.
        text: ``2310`` or ``11.10pm``; ``45``, ``1h30`` or ``1:30``; ``5.5``.

    Raises:
        ValueError: One sentence naming the text and what would do.
    """
    if question.kind is AnswerKind.CLOCK:
        return days.parse_clock(text)
    if question.kind is AnswerKind.HOURS:
        return _hours(question, text)
    number = _number(text, question.highest, minutes=question.kind is AnswerKind.MINUTES)
    if number < question.lowest:
        raise ValueError(f"{text!r} is less than {question.lowest}; try a larger number")
    return number


def _hours(question: Question, text: str) -> float:
    try:
        hours = float(text.replace(",", "."))
    except ValueError:
        hours = -1.0
    if not question.lowest <= hours <= question.highest:
        span = f"{question.lowest} to {question.highest}"
        raise ValueError(f"{text!r} is not a number of hours from {span}")
    return hours


def read_minutes(text: str, highest: int = 1440) -> int:
    """Minutes as people type them (ValueError with one sentence)."""
    return _number(text, highest, minutes=True)


def _number(text: str, highest: int, *, minutes: bool) -> int:
    stripped = text.strip()
    of_hours = _HOURS.fullmatch(stripped) if minutes and stripped.isascii() else None
    plain = _NUMBER.fullmatch(stripped) if stripped.isascii() else None
    if of_hours:
        value = int(of_hours[1]) * 60 + int(of_hours[2] or 0)
    elif plain:
        value = int(plain[1])
    else:
        kind = "a number of minutes; try 20" if minutes else "a number; try 2"
        raise ValueError(f"{text!r} is not {kind}")
    if value > highest:
        raise ValueError(f"{text!r} is more than {highest}; try a smaller number")
    return value


def is_complete(question: Question, typed: str) -> bool:
    """Whether no further key can belong to what was typed, so that it may move on.

    ``2310`` and ``645`` are complete; ``230`` may become 23:05, and ``20`` minutes 200.
    More than 300 minutes are written ``5h10``.
    """
    if question.kind is AnswerKind.CLOCK:
        return _clock_complete(typed)
    if question.kind is AnswerKind.MINUTES:
        return typed.isdigit() and (len(typed) >= 3 or int(typed) > 30)
    if question.kind is AnswerKind.HOURS:
        return False
    return typed.isdigit() and int(typed) * 10 > question.highest


def _clock_complete(typed: str) -> bool:
    if typed.isdigit():
        return len(typed) == 4 or (len(typed) == 3 and int(typed[:2]) > 24)
    if typed[-1:] in ("m", "M"):
        return True
    parted = re.fullmatch(r"(\d{1,2})[:.](\d{2})", typed)
    # Up to twelve, "pm" may still follow.
    return parted is not None and (int(parted[1]) > 12 or parted[1].startswith("0"))
