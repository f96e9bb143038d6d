"""Questions that the person made: at most five in use, answered with yes or no."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from coach.core.diary.records import OwnQuestion, Profile

MOST_IN_USE: Final = 5
MOST_IN_ALL: Final = 50
LONGEST_WORDS: Final = 80

_LONGEST_ID = 40
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9]+")


class OwnQuestionError(ValueError):
    """Why a question cannot be made; the text is one sentence."""


def questions_in_use(profile: Profile | None) -> tuple[OwnQuestion, ...]:
    """The questions that are asked, in the order in which they were made.

    After two logs came together there may be more than five; all are asked.
    """
    questions = (profile.own_questions if profile else None) or ()
    return tuple(question for question in questions if not question.retired)


def with_question(profile: Profile, words: str, more_names: Iterable[str] = ()) -> Profile:
    """The profile with one more question.

    Args:
        profile: The profile.
        words: How it is asked.
        more_names: Names that answers in the diary have already.

    Raises:
        OwnQuestionError: If the words are none, or there is no room for one more.
    """
    words = _checked(words)
    questions = profile.own_questions or ()
    if len(questions_in_use(profile)) >= MOST_IN_USE:
        raise OwnQuestionError(
            f"{MOST_IN_USE} questions of your own are in use; retire one first"
        )
    if len(questions) >= MOST_IN_ALL:
        raise OwnQuestionError(f"there are {MOST_IN_ALL} questions of your own already")
    taken = {question.id for question in questions} | set(more_names)
    made = OwnQuestion(id=_name(words, taken), words=words)
    return replace(profile, own_questions=(*questions, made))


def renamed(profile: Profile, name: str, words: str) -> Profile:
    """The profile with other words for a question; its answers stay with it.

    Raises:
        OwnQuestionError: If the words are none.
    """
    return _with(profile, name, words=_checked(words))


def retired(profile: Profile, name: str) -> Profile:
    """The profile with a question that is no longer asked; its answers stay."""
    return _with(profile, name, retired=True)


def brought_back(profile: Profile, name: str) -> Profile:
    """The profile with a retired question asked again.

    Raises:
        OwnQuestionError: If there is no room for one more.
    """
    if len(questions_in_use(profile)) >= MOST_IN_USE:
        raise OwnQuestionError(
            f"{MOST_IN_USE} questions of your own are in use; retire one first"
        )
    return _with(profile, name, retired=None)


def _with(profile: Profile, name: str, **changes: object) -> Profile:
    questions = profile.own_questions or ()
    changed = tuple(
        replace(question, **changes) if question.id == name else question
        for question in questions
    )
    return replace(profile, own_questions=changed)


def _checked(words: str) -> str:
    words = " ".join(words.split())
    if not 1 <= len(words) <= LONGEST_WORDS:
        raise OwnQuestionError(
            f"the question has {len(words)} characters; it must have 1 to {LONGEST_WORDS}"
        )
    return words


def _name(words: str, taken: set[str]) -> str:
    """A name made from the words that no question ever had."""
    # Letters lose their marks: "öl" is better read as "ol" than as "l".
    bare = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    plain = _NOT_IN_AN_ID.sub("_", bare).strip("_") or "question"
    stem = plain[:_LONGEST_ID].rstrip("_")
    name, number = stem, 2
    while name in taken:
        ending = f"_{number}"
        name = f"{stem[: _LONGEST_ID - len(ending)]}{ending}"
        number += 1
    return name
