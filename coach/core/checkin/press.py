"""What a single key does to a form; the whole keyboard of it, without a screen.

Keys are named as Textual names them; a printable key is its own sign. But for the choices by
name (``+``), no key changes the answer of more than one question.
"""

from dataclasses import replace

from coach.core.checkin import lists, moving
from coach.core.checkin.moving import give
from coach.core.checkin.named import by_name
from coach.core.checkin.named.unlikely import Unlikely
from coach.core.checkin.question import LISTS, AnswerKind, CheckinPage, Question
from coach.core.checkin.questions.typed import is_complete, read_typed
from coach.core.checkin.state import State, Wish, answer, value

ONWARD = ("enter", "tab", "down")
BACKWARD = ("shift+tab", "up")
_CLOCK_SIGNS = frozenset("0123456789:.")
_TYPED_KINDS = (AnswerKind.CLOCK, AnswerKind.MINUTES, AnswerKind.COUNT, AnswerKind.HOURS)
_CHOSEN_KINDS = (AnswerKind.CHOICE, AnswerKind.SEVERAL)
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


def paste(state: State, text: str) -> State:
    """The state after a paste: a time or a number is taken as if it were typed.

    The very same state where nothing can be typed; `trouble` says why something is none.
    """
    question = state.question
    if state.asking is not None or question is None or not _is_typed(state, question):
        return state
    typed = "".join(text.split())
    if not 0 < len(typed) <= _LONGEST_TYPED:
        return replace(state, trouble="What was pasted is no time and no number.")
    try:
        read_typed(lists.judge(question), typed)
    except ValueError as error:
        return replace(state, trouble=f"{error}.")
    return _typed(state, question, typed)


def _press(state: State, key: str) -> State:
    if state.asking is not None:
        return _press_asked(state, state.asking, key)
    if key in ("ctrl+s", "escape"):
        return moving.wish_to_save(state) if key == "ctrl+s" else _escaped(state)
    question = state.question
    if question is None:
        return _press_done(state, key)
    if key in ONWARD:
        return _onward(state, question, key)
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


def _press_asked(state: State, doubtful: Unlikely, key: str) -> State:
    """The repair first, where there is one; then that it is right; then to change it."""
    if key in ("escape", *BACKWARD):
        return moving.change(state, doubtful)
    if key in ONWARD:
        return moving.leave_open(state)
    ways = [lambda: moving.confirm(state), lambda: moving.change(state, doubtful)]
    if doubtful.repair is not None:
        ways.insert(0, lambda: moving.repair(state, doubtful))
    is_way = key in ("1", "2", "3") and int(key) <= len(ways)
    return ways[int(key) - 1]() if is_way else state


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


def _onward(state: State, question: Question, key: str) -> State:
    """Move on; what is half typed is read first, for it was typed to be an answer."""
    if state.typed:
        return _commit(state, question)
    if state.pick is not None:
        return lists.drop_pick(state, question)
    if state.page is CheckinPage.DONE:
        # The question about the person stands beside the end, and is passed over by it.
        return moving.wish_to_save(state) if key == "enter" else replace(state, at=None)
    return moving.forward(state)


def _commit(state: State, question: Question) -> State:
    try:
        if question.kind in LISTS:
            return lists.complete(state, question, state.typed)
        given = read_typed(question, state.typed)
    except ValueError as error:
        return replace(state, trouble=f"{error}.")
    return give(state, question, given)


def _press_answer(state: State, question: Question, key: str) -> State:
    if _is_typed(state, question):
        return _type(state, question, key)
    if question.kind in LISTS:
        return lists.press_list(state, question, key)
    if question.kind in _CHOSEN_KINDS:
        return _choose(state, question, key)
    return state


def _is_typed(state: State, question: Question) -> bool:
    """Whether a time or a number is typed here."""
    return question.kind in _TYPED_KINDS or (question.kind in LISTS and state.pick is not None)


def _type(state: State, question: Question, key: str) -> State:
    if key == "backspace":
        return _rub_out(state, question)
    if key == "=" and state.pick is not None:
        return lists.take_usual_time(state, question)
    if key == "space" and state.typed and state.pick is not None:
        return lists.another(_commit(state, question), question)
    if not _belongs(question, state, key) or len(state.typed) >= _LONGEST_TYPED:
        return state
    return _typed(state, question, state.typed + key)


def _typed(state: State, question: Question, text: str) -> State:
    """What was typed so far; where no further key can belong to it, it moves on."""
    longer = replace(state, typed=text, trouble="")
    if not is_complete(lists.judge(question), text):
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
    is_digit = key.isdigit() and key.isascii()
    if question.kind in (AnswerKind.CLOCK, AnswerKind.DRINKS, AnswerKind.ALCOHOL):
        half = key in "apmAPM" and any(sign.isdigit() for sign in state.typed)
        return key in _CLOCK_SIGNS or half
    if question.kind is AnswerKind.COUNT:
        return is_digit
    signs = ".," if question.kind is AnswerKind.HOURS else ":h"
    return is_digit or (key in signs and bool(state.typed))


def _choose(state: State, question: Question, key: str) -> State:
    if key in ("left", "right"):
        return replace(state, mark=_moved(state, question, 1 if key == "right" else -1))
    if key == "backspace":
        return answer(state, question, None)
    place = state.mark if key == "space" else question.at_key(key)
    several = question.kind is AnswerKind.SEVERAL
    if several and key == "0":
        return give(state, question, ())
    if several and key == "y" and question.is_single_sign:
        place = 0
    if place is None:
        return _no_answer(state, question, key)
    given = question.answers[place].value
    if several:
        return _toggled(state, question, given)
    after = give(state, question, given)
    # To say no to what has no "no" in the log is never to be asked again.
    return replace(after, never=after.never | {question.id}) if given is None else after


def _no_answer(state: State, question: Question, key: str) -> State:
    """Say which keys answer, where one was pressed that answers elsewhere."""
    if key == "0":
        return replace(state, trouble=f"1 to {len(question.answers)}.")
    if key == "n" and (question.is_yes_no or question.is_single_sign):
        return replace(state, trouble="0 is no.")
    return state


def _toggled(state: State, question: Question, given: object) -> State:
    held = value(state, question)
    there = held if isinstance(held, tuple) else ()
    others = tuple(chosen for chosen in there if chosen != given)
    now = others if given in there else (*there, given)
    if question.is_single_sign:
        return give(state, question, now)
    return replace(answer(state, question, now), mark=state.mark)


def _moved(state: State, question: Question, by: int) -> int:
    if state.mark is None:
        return 0 if by > 0 else len(question.answers) - 1
    return (state.mark + by) % len(question.answers)


def _press_page(state: State, question: Question, key: str) -> State:
    """Keys that belong to the page rather than to the question."""
    if key == "=":
        return moving.take_usual(state)
    if key == "m" and not question.of_profile:
        return moving.show_more(state)
    if key == "x" and state.page is CheckinPage.DONE:
        return replace(state, never=state.never | {question.id}, at=None, trouble="")
    return state if state.typed else _press_named(state, key)


def _press_named(state: State, key: str) -> State:
    """The choices by name, where they are offered."""
    if key == "-" and moving.offers_sleepless(state):
        return moving.sleepless(state)
    if key == "+" and by_name.offers_ordinary(state):
        return by_name.ordinary_night(state)
    if key == "+" and by_name.offers_nothing(state):
        return by_name.nothing_to_report(state)
    return state
