"""What a single key does to a check-in; the whole keyboard of it, without a screen.

Keys are named as Textual names them; a printable key is its own sign.
"""

from dataclasses import replace

from coach.core.checkin import lists, moving
from coach.core.checkin.moving import nothing_to_report
from coach.core.checkin.question import LISTS, AnswerKind, CheckinPage, Question
from coach.core.checkin.state import State, Wish, answer, value, visible
from coach.core.checkin.typed import is_complete, read_typed

ONWARD = ("enter", "tab", "down")
BACKWARD = ("shift+tab", "up")
_CLOCK_SIGNS = frozenset("0123456789:.")
_TYPED_KINDS = (AnswerKind.CLOCK, AnswerKind.MINUTES, AnswerKind.COUNT)
_LONGEST_TYPED = 8


def press(state: State, key: str) -> State:
    """The state after a key; the very same state where the key means nothing here.

    A time such as ``2310`` moves on by itself; an Enter pressed right after it, out of
    habit, belongs to it and skips nothing.
    """
    if not state.settled:
        return _press(state, key)
    before = replace(state, settled=False)
    if key == "enter":
        return before
    after = _press(before, key)
    return state if after is before else after


def _press(state: State, key: str) -> State:
    if state.asking is not None:
        return _press_asked(state, key)
    if key in ("ctrl+s", "escape"):
        return moving.wish_to_save(state) if key == "ctrl+s" else _escaped(state)
    question = state.question
    if question is None:
        return _press_done(state, key)
    if key in ONWARD:
        return _onward(state, question)
    moved = _press_back(state, key)
    if moved is not state:
        return moved
    answered = _press_answer(state, question, key)
    return answered if answered is not state else _press_page(state, question, key)


def _press_back(state: State, key: str) -> State:
    if key in BACKWARD:
        return moving.back(state)
    if key in ("pagedown", "pageup"):
        return moving.turn(state, 1 if key == "pagedown" else -1)
    return state


def _press_asked(state: State, key: str) -> State:
    if key == "y":
        return moving.confirm(state, right=True)
    if key in ("n", "escape", *BACKWARD):
        return moving.confirm(state, right=False)
    if key in ONWARD:
        return moving.leave_unconfirmed(state)
    return state


def _press_done(state: State, key: str) -> State:
    if key == "enter":
        return moving.wish_to_save(state)
    if key in (*BACKWARD, "pageup"):
        return moving.turn(state, -1, to_end=key != "pageup")
    return state


def _escaped(state: State) -> State:
    """Take back what is half typed; else leave."""
    if state.typed or state.pick is not None or state.trouble:
        return replace(state, typed="", pick=None, trouble="")
    return replace(state, wish=Wish.LEAVE)


def _onward(state: State, question: Question) -> State:
    """Move on; what is half typed is read first, for it was typed to be an answer."""
    if not state.typed:
        if state.pick is not None:
            return lists.drop_pick(state, question)
        return moving.forward(state)
    return _commit(state, question)


def _commit(state: State, question: Question) -> State:
    try:
        if question.kind in LISTS:
            return lists.complete(state, question, state.typed)
        given = read_typed(question, state.typed)
    except ValueError as error:
        return replace(state, trouble=f"{error}.")
    return moving.forward(answer(state, question, given))


def _press_answer(state: State, question: Question, key: str) -> State:
    if question.kind in _TYPED_KINDS or (question.kind in LISTS and state.pick is not None):
        return _type(state, question, key)
    if question.kind in LISTS:
        return lists.press_list(state, question, key)
    if question.kind in (AnswerKind.CHOICE, AnswerKind.SEVERAL):
        return _choose(state, question, key)
    return state


def _type(state: State, question: Question, key: str) -> State:
    if key == "backspace":
        return _rub_out(state, question)
    if key == "=" and state.pick is not None:
        return lists.take_usual_time(state, question)
    if not _belongs(question, state, key) or len(state.typed) >= _LONGEST_TYPED:
        return state
    longer = replace(state, typed=state.typed + key, trouble="")
    clock_of_list = question.kind in (AnswerKind.DRINKS, AnswerKind.ALCOHOL)
    judge = lists.CLOCK if clock_of_list else question
    if question.kind is AnswerKind.PRACTICES:
        judge = lists.MINUTES
    if not is_complete(judge, longer.typed):
        return longer
    after = _commit(longer, question)
    return replace(after, settled=after.at != state.at)


def _rub_out(state: State, question: Question) -> State:
    """Take the last sign back; with nothing typed the pick, else the answer."""
    if state.typed:
        return replace(state, typed=state.typed[:-1], trouble="")
    if state.pick is not None:
        return replace(state, pick=None, trouble="")
    return answer(state, question, None)


def _belongs(question: Question, state: State, key: str) -> bool:
    """Whether a key can be part of a time or a number that is being typed."""
    if len(key) != 1:
        return False
    if question.kind in (AnswerKind.CLOCK, AnswerKind.DRINKS, AnswerKind.ALCOHOL):
        half = key in "apmAPM" and any(sign.isdigit() for sign in state.typed)
        return key in _CLOCK_SIGNS or half
    if question.kind is AnswerKind.COUNT:
        return key.isdigit() and key.isascii()
    return (key.isdigit() and key.isascii()) or (key in ":h" and bool(state.typed))


def _choose(state: State, question: Question, key: str) -> State:
    if key in ("left", "right"):
        return replace(state, mark=_moved(state, question, 1 if key == "right" else -1))
    if key == "backspace":
        return answer(state, question, None)
    place = state.mark if key == "space" else question.at_key(key)
    several = question.kind is AnswerKind.SEVERAL
    if several and (key == "0" or (key == "n" and len(question.answers) == 1)):
        return moving.forward(answer(state, question, ()))
    if several and key == "y" and len(question.answers) == 1:
        place = 0
    if place is None:
        return state
    given = question.answers[place].value
    if not several:
        return moving.forward(answer(state, question, given))
    held = value(state, question)
    there = held if isinstance(held, tuple) else ()
    others = tuple(chosen for chosen in there if chosen != given)
    now = others if given in there else (*there, given)
    toggled = replace(answer(state, question, now), mark=state.mark)
    return moving.forward(toggled) if len(question.answers) == 1 else toggled


def _moved(state: State, question: Question, by: int) -> int:
    if state.mark is None:
        return 0 if by > 0 else len(question.answers) - 1
    return (state.mark + by) % len(question.answers)


def _press_page(state: State, question: Question, key: str) -> State:
    """Keys that belong to the page rather than to the question."""
    if key == "=":
        return moving.take_usual(state)
    if key == "+":
        return moving.take_all_usual(state)
    if key == "m":
        return moving.show_more(state)
    if state.page is not CheckinPage.MOVEMENT:
        return state
    if key == "n":
        return nothing_to_report(state)
    return _press_letter(state, key)


def _press_letter(state: State, key: str) -> State:
    """A letter of the movement page answers its question from anywhere on the page."""
    for question in visible(state, state.page):
        place = question.at_key(key) if len(key) == 1 and key.isalpha() else None
        if place is not None and not question.is_yes_no:
            there = moving.go(state, question.id)
            return moving.forward(answer(there, question, question.answers[place].value))
    return state
