"""Answers in words, as the list of a page, the summary and the plain lines show them."""

from coach.core.checkin.question import Answer, Kind, Question
from coach.core.checkin.state import State, value
from coach.core.diary import day as days
from coach.core.diary import said
from coach.core.diary.records import AlcoholDrink, CaffeineDrink, Relaxation
from coach.core.words.text import visible

_NOTE_SHOWN = 60


def told(state: State, each: Question) -> str:
    """The answer of a question in a few words; empty where it was not answered."""
    return in_words(each, value(state, each))


def suggested(state: State, each: Question) -> str:
    """The usual answer in a few words; empty where there is none, or an answer stands."""
    if value(state, each) is not None:
        return ""
    return in_words(each, state.usual.of(each))


def in_words(each: Question, given: object) -> str:
    """A value of a question in a few words."""
    if given is None:
        return ""
    if isinstance(given, tuple):
        return _list(each, given)
    if each.kind is Kind.MINUTES:
        return f"{given} min"
    if each.kind is Kind.CHOICE:
        chosen = answer_of(each, given)
        return chosen.told if chosen else str(given)
    if each.kind is Kind.TEXT:
        line = visible(str(given), one_line=True)
        return line if len(line) <= _NOTE_SHOWN else f"{line[:_NOTE_SHOWN]}…"
    return str(given)


def answer_of(each: Question, given: object) -> Answer | None:
    """The answer that stores a value."""
    return next((one for one in each.answers if one.value == given), None)


def _list(each: Question, given: tuple[object, ...]) -> str:
    if not given:
        return "none of these" if each.kind is Kind.SEVERAL else "none today"
    return ", ".join(item_in_words(each, one) for one in given)


def item_in_words(each: Question, item: object) -> str:
    """One thing of a list."""
    if isinstance(item, CaffeineDrink):
        name = visible(item.drink, one_line=True) if item.drink else "a drink"
        return f"{name} {item.mg:g} mg at {item.at}"
    if isinstance(item, AlcoholDrink):
        return f"{item.drinks:g} at {item.at}"
    if isinstance(item, Relaxation):
        chosen = next((one for one in each.answers if one.value == item.practice), None)
        name = chosen.told if chosen else str(item.practice)
        return name if item.min is None else f"{name} {item.min} min"
    chosen = answer_of(each, item)
    return chosen.told if chosen else str(item)


def is_late(state: State) -> bool:
    """Whether the day is answered first more than 48 hours after its end, from memory."""
    if state.base is not None and said.answers_more_than_drinks(state.base):
        return False
    start = state.profile.day_starts_at or days.DEFAULT_DAY_START
    return said.is_late(state.day, state.now, start)
