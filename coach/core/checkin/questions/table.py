"""All questions in the order in which they are asked."""

from collections.abc import Iterator

from coach.core.checkin.question import CheckinPage, Question
from coach.core.checkin.questions.about import ABOUT
from coach.core.checkin.questions.day import DAY
from coach.core.checkin.questions.movement import MOVEMENT
from coach.core.checkin.questions.night import NIGHT
from coach.core.checkin.questions.partner import PARTNER

QUESTIONS: tuple[Question, ...] = (*ABOUT, *NIGHT, *MOVEMENT, *PARTNER, *DAY)

_BY_ID = {question.id: question for question in QUESTIONS}


def question(name: str) -> Question:
    """The question of that id (KeyError if there is none)."""
    return _BY_ID[name]


def of_page(page: CheckinPage) -> Iterator[Question]:
    """The questions of a page, in their order."""
    return (question for question in QUESTIONS if question.page is page)
