"""Moving through the check-in, and the keys of a whole page; moving on stores nothing."""

from dataclasses import replace

from msgspec import structs

from coach.core.checkin.fields import fill, read
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.questions.table import of_page
from coach.core.checkin.questions.table import question as of_name
from coach.core.checkin.state import State, Wish, answer, pages, usual_answer, value, visible
from coach.core.checkin.unlikely import unlikely
from coach.core.diary.choices import (
    AwakeMovement,
    Breathing,
    DreamEnactment,
    LegUrge,
    SleepMovement,
    SleepStarts,
    Witness,
)
from coach.core.diary.records import Night

_NONE: tuple[tuple[str, object], ...] = (
    ("movement.sleep_starts", SleepStarts.NONE),
    ("movement.sleep_movement", SleepMovement.NONE),
    ("movement.dream_enactment", DreamEnactment.NONE),
    ("movement.leg_urge", LegUrge.NONE),
)


def forward(state: State) -> State:
    """Go to the next question, or turn the page; nothing is stored."""
    if state.at is None:
        return state
    here = [question.id for question in visible(state, state.page)]
    whole = [question.id for question in of_page(state.page)]
    later = whole[whole.index(state.at) + 1 :]
    following = next((name for name in later if name in here), None)
    return turn(state, 1) if following is None else go(state, following)


def back(state: State) -> State:
    """Go to the question before; nothing is stored."""
    if state.at is None:
        return turn(state, -1, to_end=True)
    here = [question.id for question in visible(state, state.page)]
    whole = [question.id for question in of_page(state.page)]
    earlier = [name for name in whole[: whole.index(state.at)] if name in here]
    return go(state, earlier[-1]) if earlier else turn(state, -1, to_end=True)


def go(state: State, name: str) -> State:
    """Stand at a question."""
    target = of_name(name)
    return replace(state, page=target.page, at=name, typed="", pick=None, mark=None, trouble="")


def turn(state: State, by: int, *, to_end: bool = False) -> State:
    """Turn a page on or back; an unlikely night is asked about before it is left."""
    order = pages(state) if by > 0 else tuple(CheckinPage)
    if state.page not in order:
        order = tuple(CheckinPage)
    place = order.index(state.page) + by
    if not 0 <= place < len(order):
        return replace(state, trouble="", typed="", pick=None)
    if state.page is CheckinPage.NIGHT and by > 0:
        doubtful = _asking(state)
        if doubtful is not None:
            return doubtful
    return open_page(state, order[place], to_end=to_end)


def open_page(state: State, page: CheckinPage, *, to_end: bool = False) -> State:
    """Stand on a page: at its first question, or its last."""
    there = visible(state, page)
    at = None if not there else there[-1 if to_end else 0].id
    if there and not to_end:
        at = next((question.id for question in there if value(state, question) is None), at)
    return replace(state, page=page, at=at, typed="", pick=None, mark=None, trouble="")


def confirm(state: State, *, right: bool) -> State:
    """Answer the question about an unlikely night."""
    if not right:
        return go(replace(state, asking=None), "tried")
    night = structs.replace(state.entry.night or Night(), confirmed=True)
    entry = structs.replace(state.entry, night=night)
    return turn(replace(state, entry=entry, asking=None), 1)


def leave_unconfirmed(state: State) -> State:
    """Go on without an answer: the night is kept, and held out of every count."""
    return turn(replace(state, asking=None, asked=state.entry.night), 1)


def take_usual(state: State) -> State:
    """Take the suggestion of the question and move on; without one, say so."""
    question = state.question
    if question is None:
        return state
    usual = usual_answer(state, question)
    if usual is None or value(state, question) is not None:
        return replace(state, trouble="There is no usual answer here.")
    return forward(answer(state, question, usual))


def take_all_usual(state: State) -> State:
    """Take every suggestion that still stands dim on the page, then go to what is left."""
    took = False
    for question in visible(state, state.page):
        usual = usual_answer(state, question)
        if usual is not None and value(state, question) is None:
            state, took = answer(state, question, usual), True
    if not took:
        return replace(state, trouble="There is nothing usual left to take on this page.")
    left = [
        question for question in visible(state, state.page) if value(state, question) is None
    ]
    return go(state, left[0].id) if left else turn(state, 1)


def show_more(state: State) -> State:
    """Ask everything on this page, or only what is called for."""
    return replace(state, more=state.more ^ {state.page}) if state.at else state


def wish_to_save(state: State) -> State:
    """Ask to be saved; an unlikely night is asked about first, once."""
    return _asking(state) or replace(state, wish=Wish.SAVE, trouble="")


def _asking(state: State) -> State | None:
    """The state that asks about an unlikely night, or None where there is nothing to ask."""
    doubtful = unlikely(state.entry)
    if doubtful is None or state.entry.night == state.asked:
        return None
    return replace(state, asking=doubtful, typed="", pick=None, trouble="")


def nothing_to_report(state: State) -> State:
    """Fill what is still empty on the movement page, and turn it.

    For one who sleeps alone, or has not said, it is `none` as they saw it themselves, and
    `unknown` for breathing, which nobody can hear alone. In the morning the movements of the
    coming day are left for the evening. Signs are left alone: absent, they say nothing.
    """
    alone = state.profile.bed_partner is not True
    entry = state.entry
    filled = False
    answers = [
        *_NONE,
        ("movement.breathing", Breathing.UNKNOWN if alone else Breathing.NONE),
    ]
    for field, nothing in answers:
        if read(entry, field) is None:
            entry, filled = fill(entry, field, nothing), True
    if filled and read(entry, "movement.witness") is None:
        entry = fill(entry, "movement.witness", Witness.SELF if alone else Witness.PARTNER)
    if not state.morning and read(entry, "movement.awake") is None:
        entry = fill(entry, "movement.awake", AwakeMovement.NONE)
    order = pages(state)
    following = order[order.index(CheckinPage.MOVEMENT) + 1]
    return open_page(replace(state, entry=entry), following)
