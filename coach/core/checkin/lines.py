"""The check-in in plain lines: one question is written out, one line answers it."""

from dataclasses import replace

from coach.core.checkin import lists, moving, view
from coach.core.checkin.moving import nothing_to_report
from coach.core.checkin.press import press
from coach.core.checkin.question import LISTS, AnswerKind, CheckinPage, Question
from coach.core.checkin.state import State, answer, visible
from coach.core.checkin.typed import read_typed
from coach.core.checkin.usual import UsualDrink
from coach.core.checkin.words import suggested, told
from coach.core.diary import caffeine

_MOST_MG, _LONGEST_NAME = 3000, 80

HOW = (
    "Enter leaves a question unanswered. = takes the usual answer. m asks more of a page, "
    "n on the movement page says there is nothing to report, < goes back. "
    "ctrl+c keeps what is answered as a draft."
)


def question_lines(state: State) -> list[str]:
    """The question one is at, in lines that a screen reader can read."""
    prompt = view.prompt(state)
    lines = [prompt.words, *prompt.explain]
    question = state.question
    if question is not None and state.asking is None:
        lines[0] = f"{_place(state, question)}: {prompt.words}"
        held, usual = told(state, question), suggested(state, question)
        if held:
            lines.append(f"Answered: {held}.")
        if usual:
            lines.append(f"Usual: {usual}.")
    letters = {"c"} if question is not None and question.kind is AnswerKind.DRINKS else set()
    lines += [
        f"  {choice.key}  {choice.words}"
        for choice in prompt.choices
        if choice.key not in letters
    ]
    if question is not None and question.kind in LISTS and state.pick is None:
        lines.append(_how_to_list(question))
    return lines


def _place(state: State, question: Question) -> str:
    here = visible(state, state.page)
    number = here.index(question) + 1 if question in here else 1
    return f"{state.page.value.capitalize()}, {number} of {len(here)}"


def _how_to_list(question: Question) -> str:
    if question.kind is AnswerKind.PRACTICES:
        return "A number, and minutes if you like: 1 10. x takes the last one out."
    if question.kind is AnswerKind.ALCOHOL:
        return "A number and a time: 1 2000. x takes the last one out. Enter goes on."
    return (
        "A number and a time: 1 0810. Or a name, milligrams and a time: mate 80 1530. "
        "x takes the last one out. Enter goes on."
    )


def answer_line(state: State, line: str) -> State:
    """The state after a line; `trouble` says in one sentence why it was no answer."""
    state = replace(state, trouble="")
    if state.asking is not None:
        return _asked(state, line.strip())
    question = state.question
    if question is None:
        return state
    if question.kind is AnswerKind.TEXT:
        return _free_text(state, question, line)
    return _line(state, question, line.strip())


def _line(state: State, question: Question, text: str) -> State:
    if text == "":
        return press(state, "enter")
    moved = _command(state, question, text)
    if moved is not None:
        return moved
    try:
        return _answered(state, question, text)
    except ValueError as error:
        return replace(state, trouble=f"{error}.")


def _asked(state: State, text: str) -> State:
    key = {"": "enter", "yes": "y", "no": "n"}.get(text.casefold(), text.casefold())
    after = press(state, key)
    return after if after is not state else replace(state, trouble="Please answer y or n.")


def _free_text(state: State, question: Question, line: str) -> State:
    if not line.strip():
        return moving.forward(state)
    return moving.forward(answer(state, question, line[:100_000]))


def _command(state: State, question: Question, text: str) -> State | None:
    """What is no answer: moving, taking the usual, more, nothing to report."""
    if text == "=" and state.pick is not None:
        return lists.take_usual_time(state, question)
    everywhere = {
        "<": moving.back,
        "m": moving.show_more,
        "=": moving.take_usual,
        "+": moving.take_all_usual,
    }
    if text in everywhere:
        return everywhere[text](state)
    single = question.kind is AnswerKind.SEVERAL and len(question.answers) == 1
    means_no = single or question.at_key("n") is not None
    if text == "n" and state.page is CheckinPage.MOVEMENT and not means_no:
        return nothing_to_report(state)
    return None


def _answered(state: State, question: Question, text: str) -> State:
    if question.kind in LISTS:
        return _list(state, question, text)
    if question.kind is AnswerKind.CHOICE:
        place = question.at_key(text)
        if place is None:
            in_full = (i for i, choice in enumerate(question.answers) if choice.words == text)
            place = next(in_full, None)
        if place is None:
            raise ValueError(f"{text!r} is no answer here; {_keys(question)}")
        return moving.forward(answer(state, question, question.answers[place].value))
    if question.kind is AnswerKind.SEVERAL:
        return moving.forward(answer(state, question, _several(question, text)))
    return moving.forward(answer(state, question, read_typed(question, text)))


def _keys(question: Question) -> str:
    if question.is_yes_no:
        return "try y or n"
    return f"try a number from 1 to {len(question.answers)}"


def _several(question: Question, text: str) -> tuple[object, ...]:
    single = len(question.answers) == 1
    if text == "0" or (single and text in ("n", "no")):
        return ()
    if single and text in ("y", "yes"):
        return (question.answers[0].value,)
    chosen: list[object] = []
    for part in text.replace(",", " ").split():
        place = question.at_key(part)
        if place is None:
            most = len(question.answers)
            raise ValueError(f"{part!r} is no answer here; try numbers from 1 to {most}, or 0")
        chosen.append(question.answers[place].value)
    return tuple(chosen)


def _list(state: State, question: Question, text: str) -> State:
    """``1 0810``, or ``1`` and the time in the next line; ``0`` for none; ``x`` takes out."""
    if state.pick is not None:
        return lists.complete(state, question, text)
    if text == "x":
        return lists.press_list(state, question, "backspace")
    number, _, rest = text.partition(" ")
    picked = lists.press_list(state, question, number)
    if picked.trouble or (picked.pick is None and number == "0"):
        return picked
    if picked.pick is None:
        named = _named(state, question, text)
        if named is not None:
            return named
        most = len(lists.picks(state, question))
        raise ValueError(f"{text!r} is no answer here; try a number from 0 to {most}")
    if rest.strip():
        return lists.complete(picked, question, rest.strip())
    return picked


def _named(state: State, question: Question, text: str) -> State | None:
    """``club mate 80 1530``: a drink by its name, its milligrams if it is no usual one."""
    name, _, clock = text.rpartition(" ")
    if question.kind is not AnswerKind.DRINKS or not name:
        return None
    known = caffeine.kind(name)
    mg: float | None = known.mg if known else None
    if known is None:
        name, _, amount = name.rpartition(" ")
        if not name or not amount.isascii() or not amount.isdigit():
            return None
        mg = int(amount)
    if mg is None or not 0 <= mg <= _MOST_MG or len(name) > _LONGEST_NAME:
        return None
    picked = replace(state, pick=UsualDrink(name.strip(), mg))
    return lists.complete(picked, question, clock)
