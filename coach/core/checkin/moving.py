"""Moving through the form; moving on stores nothing."""

from dataclasses import replace

from msgspec import structs

from coach.core.checkin.named.unlikely import Unlikely, unlikely
from coach.core.checkin.opening import of_the_day
from coach.core.checkin.question import CheckinPage, Question
from coach.core.checkin.questions.table import question as of_name
from coach.core.checkin.state import (
    State,
    Wish,
    answer,
    named,
    order,
    pages,
    refusal,
    usual_answer,
    value,
    visible,
)
from coach.core.diary.day import DEFAULT_BEDTIME
from coach.core.diary.records import Night


def forward(state: State) -> State:
    """Go to the next question, or turn the page; nothing is stored."""
    if state.at is None:
        return state
    following = _later(state)
    return go(state, following[0].id) if following else turn(state, 1)


def _later(state: State) -> list[Question]:
    """The questions of the page that stand after the one that is here."""
    here = {question.id: question for question in visible(state, state.page)}
    whole = order(state)
    later = whole[whole.index(state.at) + 1 :] if state.at in whole else ()
    return [here[name] for name in later if name in here]


def back(state: State) -> State:
    """Go to the question before; nothing is stored."""
    if state.at is None:
        return turn(state, -1, to_end=True)
    here = [question.id for question in visible(state, state.page)]
    whole = order(state)
    earlier = [name for name in whole[: whole.index(state.at)] if name in here]
    return go(state, earlier[-1]) if earlier else turn(state, -1, to_end=True)


def give(state: State, question: Question, given: object) -> State:
    """Store an answer and move on: to what is still empty, else to what comes next."""
    refused = refusal(state, question, given)
    if refused:
        return replace(state, trouble=refused, typed="")
    was_new = value(state, question) is None
    answered = answer(state, question, given)
    if state.page is CheckinPage.DONE:
        return replace(answered, at=None)
    later = _later(answered)
    still_empty = [asked for asked in later if value(answered, asked) is None]
    if still_empty:
        return go(answered, still_empty[0].id)
    if later and not was_new:
        return go(answered, later[0].id)
    # The last answer of the profile does not close it.
    return answered if state.is_profile else turn_to_empty(answered)


def turn_to_empty(state: State) -> State:
    """Turn the page after an answer, past pages on which nothing is left to be asked."""
    turned = turn(state, 1)
    while turned.asking is None and turned.page not in (state.page, CheckinPage.DONE):
        shown = visible(turned, turned.page)
        if any(value(turned, question) is None for question in shown):
            break
        ahead = pages(turned)
        following = ahead[ahead.index(turned.page) + 1 :]
        turned = open_page(turned, following[0] if following else CheckinPage.DONE)
    return turned


def go(state: State, name: str) -> State:
    """Stand at a question."""
    is_last = state.page is CheckinPage.DONE and name == state.about
    page = CheckinPage.DONE if is_last else named(state, name).page
    return replace(state, page=page, at=name, typed="", pick=None, mark=None, trouble="")


def turn(state: State, by: int, *, to_end: bool = False) -> State:
    """Turn a page on or back; an unlikely night is asked about before it is left."""
    if state.is_profile:
        return replace(state, wish=Wish.SAVE) if by > 0 else state
    follow = pages(state)
    if by < 0 or state.page not in follow:
        # By morning the day is left for later, and can be answered all the same.
        is_first = CheckinPage.ABOUT in follow
        whole = tuple(page for page in CheckinPage if is_first or page is not CheckinPage.ABOUT)
        follow = pages(replace(state, follow=whole))
    place = follow.index(state.page) + by
    if not 0 <= place < len(follow):
        return replace(state, trouble="", typed="", pick=None)
    if state.page is CheckinPage.NIGHT and by > 0:
        doubtful = asking(state)
        if doubtful is not None:
            return doubtful
    if state.page is CheckinPage.ABOUT:
        state = of_the_day(state)
    return open_page(state, follow[place], to_end=to_end)


def open_page(state: State, page: CheckinPage, *, to_end: bool = False) -> State:
    """Stand on a page: at its first question, or its last."""
    there = visible(state, page)
    at = None if not there else there[-1 if to_end else 0].id
    if there and not to_end:
        at = next((question.id for question in there if value(state, question) is None), at)
    return replace(state, page=page, at=at, typed="", pick=None, mark=None, trouble="")


def asking(state: State) -> State | None:
    """The state that asks about an unlikely night, or None where there is nothing to ask."""
    usual = usual_answer(state, of_name("tried"))
    bedtime = usual if isinstance(usual, str) else DEFAULT_BEDTIME
    doubtful = unlikely(state.entry, state.now, bedtime)
    if doubtful is None or state.entry.night == state.asked:
        return None
    return replace(state, asking=doubtful, typed="", pick=None, trouble="")


def repair(state: State, doubtful: Unlikely) -> State:
    """Answer the question about an unlikely night with its likely repair."""
    repaired = doubtful.repair
    assert repaired is not None
    question = of_name(repaired.question)
    return _onward(answer(replace(state, asking=None), question, repaired.clock))


def confirm(state: State) -> State:
    """Answer the question about an unlikely night: it is right as it is."""
    night = structs.replace(state.entry.night or Night(), confirmed=True)
    entry = structs.replace(state.entry, night=night)
    return _onward(replace(state, entry=entry, asking=None))


def change(state: State, doubtful: Unlikely) -> State:
    """Answer the question about an unlikely night: go back to the time that is doubtful."""
    name = doubtful.repair.question if doubtful.repair else "tried"
    return go(replace(state, asking=None), name)


def leave_open(state: State) -> State:
    """Go on without an answer: the night is kept, and held out of every count."""
    return _onward(replace(state, asking=None, asked=state.entry.night))


def _onward(state: State) -> State:
    """Go on after the question: the page where it is left, else back to the end."""
    return turn(state, 1) if state.page is CheckinPage.NIGHT else state


def offers_sleepless(state: State) -> bool:
    """Whether "I did not sleep" is offered: where one says when the night began."""
    question = of_name("sleepless")
    is_there = state.at == "tried" and value(state, question) is None
    return is_there and not refusal(state, question, True)


def sleepless(state: State) -> State:
    """Say that there was no sleep, and go to what such a night is asked."""
    return open_page(answer(state, of_name("sleepless"), True), CheckinPage.NIGHT)


def take_usual(state: State) -> State:
    """Take the suggestion of the question and move on; without one, say so."""
    question = state.question
    if question is None:
        return state
    usual = usual_answer(state, question)
    if usual is None or value(state, question) is not None:
        return replace(state, trouble="There is no usual answer here.")
    return give(state, question, usual)


def show_more(state: State) -> State:
    """Ask everything, or only what is called for."""
    return replace(state, more=not state.more) if state.at else state


def wish_to_save(state: State) -> State:
    """Ask to be saved; an unlikely night is asked about first, once."""
    return asking(state) or replace(state, wish=Wish.SAVE, trouble="")
