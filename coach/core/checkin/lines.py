"""The check-in in plain lines: one question is written out, one line answers it."""

from dataclasses import replace

from coach.core.checkin import lists, moving, prompts, view
from coach.core.checkin.drinking import read_drinks
from coach.core.checkin.press import press
from coach.core.checkin.question import LISTS, AnswerKind, CheckinPage, Question
from coach.core.checkin.questions.typed import read_typed
from coach.core.checkin.state import State, answer, visible
from coach.core.checkin.usual import UsualDrink
from coach.core.checkin.words import counts_without, suggested, told
from coach.core.words.text import in_ascii_digits

HOW = (
    "Enter leaves a question unanswered. = takes the usual answer, 0 says no or none. m asks "
    "more, < goes back. ctrl+c keeps what is answered as a draft."
)
HOW_ABOUT_YOU = (
    "Enter leaves a question as it is, - takes an answer out, < goes back. ctrl+c leaves."
)


def question_lines(state: State) -> list[str]:
    """The question one is at, in lines that a screen reader can read."""
    prompt = prompts.prompt(state)
    lines = [prompt.words, *prompt.explain]
    question = state.question
    if question is not None and state.asking is None:
        if state.page is not CheckinPage.DONE:
            lines[0] = f"{_number(state, question)}: {prompt.words}"
        held, usual = told(state, question), suggested(state, question)
        counts = counts_without(state, question)
        lines += [f"Answered: {held}."] if held else []
        lines += [f"Usual: {usual}."] if usual else []
        lines += [f"Without an answer: {counts}."] if counts else []
    unsaid = {"c"} if question is not None and question.kind is AnswerKind.DRINKS else set()
    if question is not None and _goes_without_saying(state, question):
        unsaid.add("+")
    lines += [
        f"  {choice.key}  {choice.words}"
        for choice in prompt.choices
        if choice.key not in unsaid
    ]
    if question is not None and question.kind in LISTS and state.pick is None:
        lines.append(_how_to_list(question))
    return lines


def page_line(state: State) -> str:
    """Which page one is on, said as it is turned to."""
    heading = next(words for _, words, is_up in view.headings(state) if is_up)
    return f"{heading[0].upper()}{heading[1:]}."


def _goes_without_saying(state: State, question: Question) -> bool:
    """Whether the choice by name was read out on this page already, in the same words."""
    return state.page is CheckinPage.NIGHT and question is not visible(state, state.page)[0]


def _number(state: State, question: Question) -> str:
    here = visible(state, state.page)
    return f"{here.index(question) + 1 if question in here else 1} of {len(here)}"


def _how_to_list(question: Question) -> str:
    if question.kind is AnswerKind.PRACTICES:
        return "A number, and minutes if you like: 1 10. x takes the last one out."
    if question.kind is AnswerKind.ALCOHOL:
        return "A number and its times: 1 20 2130. x takes the last one out. Enter goes on."
    return (
        "A number or a name, and all its times: 1 8 10 1530, or coffee at 8 10. With its "
        "milligrams where it is no usual one: mate 80 1530. x takes the last one out. Enter "
        "goes on."
    )


def answer_line(state: State, line: str) -> State:
    """The state after a line; `trouble` says in one sentence why it was no answer."""
    state = replace(state, trouble="")
    if state.asking is not None:
        return _asked(state, in_ascii_digits(line).strip())
    question = state.question
    if question is None:
        return state
    if question.kind is AnswerKind.TEXT:
        return _free_text(state, question, line)
    return _line(state, question, in_ascii_digits(line).strip())


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
    after = press(state, "enter" if text == "" else text)
    if after is not state:
        return after
    most = len(prompts.prompt(state).choices)
    return replace(state, trouble=f"Please answer with a number from 1 to {most}.")


def _free_text(state: State, question: Question, line: str) -> State:
    if not line.strip():
        return moving.forward(state)
    return moving.give(state, question, line[:100_000])


def _command(state: State, question: Question, text: str) -> State | None:
    """What is no answer to the question: moving, the usual, more, the choices by name."""
    if text == "=" and state.pick is not None:
        return lists.take_usual_time(state, question)
    if text == "-" and question.of_profile:
        return moving.forward(answer(state, question, None))
    everywhere = {"<": moving.back, "m": moving.show_more, "=": moving.take_usual}
    if text in everywhere:
        return everywhere[text](state)
    return press(state, text) if text in {choice.key for choice in _named(state)} else None


def _named(state: State) -> tuple[prompts.OfferedAnswer, ...]:
    if state.page is CheckinPage.DONE:
        return tuple(choice for choice in prompts.prompt(state).choices if choice.key == "x")
    return prompts.named(state)


def _answered(state: State, question: Question, text: str) -> State:
    if question.kind in LISTS:
        return _list(state, question, text)
    if question.kind is AnswerKind.CHOICE:
        place = _place_of(question, text)
        if place is None:
            raise ValueError(f"{text!r} is no answer here; {_keys(question)}")
        return press(state, question.keys[place])
    if question.kind is AnswerKind.SEVERAL:
        return moving.give(state, question, _several(question, text))
    return moving.give(state, question, read_typed(question, text))


def _place_of(question: Question, text: str) -> int | None:
    """The place of the answer that a line gives: its key, its words, or yes and no."""
    folded = text.casefold()
    if folded in ("n", "no", "none"):
        return question.at_key("0")
    if folded in ("y", "yes") and question.is_yes_no:
        return 0
    place = question.at_key(text)
    in_full = (at for at, choice in enumerate(question.answers) if choice.words == text)
    return next(in_full, None) if place is None else place


def _keys(question: Question) -> str:
    if question.is_yes_no:
        return "try 1 for yes or 0 for no"
    numbers = sorted(question.keys)
    return f"try a number from {numbers[0]} to {numbers[-1]}"


def _several(question: Question, text: str) -> tuple[object, ...]:
    folded = text.casefold()
    if folded in ("0", "n", "no", "none"):
        return ()
    if question.is_single_sign and folded in ("y", "yes"):
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
    """``1 8 10 1530``, or ``1`` and the times in the next line; ``0`` for none; ``x``."""
    if state.pick is not None:
        return _all_times(state, question, text)
    if text == "x":
        return lists.press_list(state, question, "backspace")
    if text.casefold() in ("no", "none"):
        text = "0"
    number, _, rest = text.partition(" ")
    picked = lists.press_list(state, question, number)
    if picked.trouble or (picked.pick is None and number == "0"):
        return picked
    if picked.pick is None:
        named = _by_drink(state, question, text)
        if named is not None:
            return named
        most = len(lists.picks(state, question))
        raise ValueError(f"{text!r} is no answer here; try a number from 0 to {most}")
    return _all_times(picked, question, rest) if rest.strip() else picked


def _all_times(state: State, question: Question, typed: str) -> State:
    if question.kind is AnswerKind.PRACTICES:
        return lists.complete(state, question, typed)
    return lists.complete_all(state, question, typed.removeprefix("at "))


def _by_drink(state: State, question: Question, text: str) -> State | None:
    """``coffee at 8 10 1530``, ``club mate 80 1530``: a drink by its name, and its times."""
    if question.kind is not AnswerKind.DRINKS:
        return None
    typed = read_drinks(text, {drink.name: drink.mg for drink in state.usual.drinks})
    if typed is None:
        return None
    picked = replace(state, pick=UsualDrink(typed.name, typed.mg))
    return lists.complete_all(picked, question, " ".join(typed.clocks))
