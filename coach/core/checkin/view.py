"""A page of the check-in as text to be drawn: its questions, and what they come to so far."""

from dataclasses import dataclass

from msgspec import structs

from coach.core.checkin.drinking import balance
from coach.core.checkin.named.unlikely import length_line
from coach.core.checkin.question import CheckinPage, Question
from coach.core.checkin.state import State, pages, visible
from coach.core.checkin.words import counts_without, suggested, told
from coach.core.diary import day as days
from coach.core.words.lengths_and_dates import night_words, short_date


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list of its page.

    Attributes:
        name: Id of the question.
        label: Its name.
        told: Its answer, or empty.
        usual: What stands dim in its place, or empty.
        here: Whether one is at it.
    """

    name: str
    label: str
    told: str
    usual: str
    here: bool


def rows(state: State) -> tuple[QuestionRow, ...]:
    """The questions of the page that is up; the end has none."""
    if state.page is CheckinPage.DONE:
        return ()
    return tuple(
        QuestionRow(
            question.id,
            question.label,
            told(state, question),
            _dim(state, question),
            question.id == state.at,
        )
        for question in visible(state, state.page)
    )


def _dim(state: State, question: Question) -> str:
    """What stands dim where there is no answer: the usual one, or what counts without."""
    usual, counts = suggested(state, question), counts_without(state, question)
    return f"{usual}  usual" if usual else f"{counts}  unless said" if counts else ""


def headings(state: State) -> tuple[tuple[CheckinPage, str, bool], ...]:
    """The pages: which, its heading, whether it is up."""
    shown = [
        page
        for page in CheckinPage
        if page is not CheckinPage.DONE and (page in pages(state) or page is state.page)
    ]
    if state.page is not CheckinPage.ABOUT and CheckinPage.ABOUT in shown:
        shown.remove(CheckinPage.ABOUT)
    return tuple((page, _heading(state, page), page is state.page) for page in shown)


def _heading(state: State, page: CheckinPage) -> str:
    if page is CheckinPage.NIGHT:
        # Which day it is, is not known before the bedtime is.
        is_known = state.page is not CheckinPage.ABOUT
        bedtime = state.profile.bedtime or days.DEFAULT_BEDTIME
        return night_words(state.day, bedtime) if is_known else "the night"
    if page is CheckinPage.DAY:
        is_now = days.coach_day(state.now, state.starts_at) == state.day
        return "today" if is_now else short_date(state.day)
    return str(page.value)


def foot(state: State) -> str:
    """The line under the list: what the answers come to so far."""
    if state.page is CheckinPage.NIGHT:
        return length_line(state.entry)
    if state.at == "caffeine":
        return caffeine_line(state)
    return ""


def caffeine_line(state: State) -> str:
    """What will be left of the caffeine at bedtime, an estimate to the nearest 5 mg."""
    if not (state.entry.day and state.entry.day.caffeine):
        return ""
    entry = structs.replace(state.entry, day_starts_at=state.starts_at)
    estimate = balance((*state.earlier, entry), state.day, state.profile, 0, state.tz)
    return f"about {estimate.left_mg} mg left at {estimate.bedtime}, an estimate"
