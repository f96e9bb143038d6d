"""A blank sheet for a week, to be filled in by hand by whoever sleeps beside.

The bed partner's three questions, and the person's own; nothing of the diary is on it.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coach.core.checkin.question import Question
from coach.core.checkin.questions.partner import PARTNER
from coach.core.diary.records import Profile
from coach.core.words.lengths_and_dates import short_date
from coach.core.words.text import visible
from coach.exchange.report.html import template

_NIGHTS = 7
_WIDTH = 80


@dataclass(frozen=True, slots=True)
class BlankSheet:
    """What is on the sheet.

    Attributes:
        nights: The nights, each by its evening and its morning.
        questions: What the bed partner is asked.
        own: The person's own questions that are in use.
    """

    nights: tuple[str, ...]
    questions: tuple[Question, ...]
    own: tuple[str, ...]


def blank(profile: Profile | None, first: date, form: str) -> bytes:
    """A sheet for a week.

    Args:
        profile: For the person's own questions.
        first: The date on which the first night ends.
        form: ``html``, ``text`` or ``pdf``.

    Raises:
        NoPdf: If a PDF is wanted and the library that makes it is not there.
    """
    mornings = [first + timedelta(days=ahead) for ahead in range(_NIGHTS)]
    own = (profile and profile.own_questions) or ()
    sheet = BlankSheet(
        tuple(f"{short_date(day - timedelta(days=1))} → {short_date(day)}" for day in mornings),
        PARTNER,
        tuple(visible(each.words, one_line=True) for each in own if not each.retired),
    )
    if form == "text":
        return ("\n".join(_lines(sheet)) + "\n").encode()
    page = template("blank.html.jinja").render(sheet=sheet).encode()
    if form == "pdf":
        from coach.exchange.report.pdf import printed

        return printed(page)
    return page


def _lines(sheet: BlankSheet) -> Iterator[str]:
    yield "FOR THE BED PARTNER"
    yield "Answer in the morning; leave blank what you cannot tell."
    for question in sheet.questions:
        yield ""
        yield f"{question.label}. {question.words}"
        for key, choice in zip(question.keys, question.answers, strict=True):
            line = f"  {key}  {choice.words}"
            yield from textwrap.wrap(line, _WIDTH, subsequent_indent="     ")
    labels = [question.label for question in sheet.questions]
    yield ""
    yield "Night".ljust(26) + "".join(label.ljust(12) for label in labels) + "Own words"
    for night in sheet.nights:
        yield night.ljust(26) + "____".ljust(12) * len(labels) + "_" * 18
    if sheet.own:
        yield ""
        yield "For yourself, yes or no each day"
        for words in sheet.own:
            yield from textwrap.wrap(f"  {words}  " + "__ " * _NIGHTS, _WIDTH)
