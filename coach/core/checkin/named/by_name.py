"""The choices by name, which answer more than the one question; see `ordinary`."""

from dataclasses import replace

from coach.core.checkin.moving import go, open_page, turn_to_empty
from coach.core.checkin.named.ordinary import AWAKE, BREATHING, NOTHING
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.questions.fields import fill, read
from coach.core.checkin.questions.table import of_page
from coach.core.checkin.state import State, answer, pages, usual_answer, value, visible
from coach.core.diary import said
from coach.core.diary.choices import Breathing, Witness

_MOVED = (said.started, said.kicked, said.acted_out, said.urged, said.breathed_loudly)


def offers_ordinary(state: State) -> bool:
    """Whether an ordinary night is offered: on the night's page, with a time to be taken."""
    night = state.entry.night
    if not state.ordinary or state.page is not CheckinPage.NIGHT:
        return False
    if night is not None and night.did_not_sleep:
        return False
    return any(
        question.core and question.usual and value(state, question) is None
        for question in of_page(CheckinPage.NIGHT)
    )


def ordinary_night(state: State) -> State:
    """Take the night's usual times, say that nothing moved in it, go to what is left."""
    for question in of_page(CheckinPage.NIGHT):
        usual = usual_answer(state, question)
        if question.core and usual is not None and value(state, question) is None:
            state = answer(state, question, usual)
    state = _nothing(state, state.anyway)
    left = [
        question
        for question in visible(state, CheckinPage.NIGHT)
        if question.core and value(state, question) is None
    ]
    return go(state, left[0].id) if left else turn_to_empty(state)


def offers_nothing(state: State) -> bool:
    """Whether "nothing to report", or "nothing else", is offered."""
    if state.page is not CheckinPage.MOVEMENT:
        return False
    empty = (read(state.entry, field) is None for field in _fillable(state, frozenset()))
    # Where one is left, its own "no" says as much.
    return sum(empty) > 1


def has_moved(state: State) -> bool:
    """Whether something was reported on the movement page, so that the rest is "else"."""
    entry = state.entry
    return any(reads(entry) for reads in (*_MOVED, said.twitched))


def nothing_to_report(state: State) -> State:
    """Say no to what is still empty on the movement page, and turn it.

    Warning signs that an answer calls for are asked all the same.
    """
    state = _nothing(state, frozenset())
    signs = [
        question
        for question in visible(state, CheckinPage.MOVEMENT)
        if question.signs and not state.more and value(state, question) is None
    ]
    if signs:
        return go(state, signs[0].id)
    ahead = pages(state)
    following = ahead[ahead.index(CheckinPage.MOVEMENT) + 1]
    return open_page(state, following)


def _fillable(state: State, spared: frozenset[str]) -> list[str]:
    """The fields that may be filled: in the morning not the movements of the day to come."""
    spared = spared | {AWAKE} if state.morning or state.entry.events else spared
    if state.entry.night is not None and state.entry.night.did_not_sleep:
        spared = spared | (NOTHING.keys() - {AWAKE})
    return [field for field in NOTHING if field not in spared]


def _nothing(state: State, spared: frozenset[str]) -> State:
    """Fill what is empty and not spared.

    For one who sleeps alone, or has not said, it is `none` as they saw it themselves, and
    `unknown` for breathing, which nobody can hear alone. Signs are left alone: absent, they
    say nothing.
    """
    alone = state.profile.bed_partner is not True
    entry, filled = state.entry, False
    for field in _fillable(state, spared):
        if read(entry, field) is None:
            unheard = field == BREATHING and alone
            entry = fill(entry, field, Breathing.UNKNOWN if unheard else NOTHING[field])
            filled = filled or field != AWAKE
    if filled and read(entry, "movement.witness") is None:
        entry = fill(entry, "movement.witness", Witness.SELF if alone else Witness.PARTNER)
    return replace(state, entry=entry, typed="", pick=None, mark=None, trouble="")
