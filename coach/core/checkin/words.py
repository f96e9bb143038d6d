"""Answers in words, the same wherever one is shown: the form, the plain lines, the day."""

from coach.core.checkin.question import Answer, AnswerKind, Question
from coach.core.checkin.state import State, usual_answer, value
from coach.core.diary import said
from coach.core.diary.day import start_by_bedtime
from coach.core.diary.records import AlcoholDrink, CaffeineDrink, Relaxation
from coach.core.words.lengths_and_dates import hours_and_minutes
from coach.core.words.text import visible

_NOTE_SHOWN = 60


def told(state: State, question: Question) -> str:
    """The answer of a question in a few words; empty where it was not answered."""
    return in_words(question, value(state, question))


def suggested(state: State, question: Question) -> str:
    """The usual answer in a few words; empty where there is none, or an answer stands."""
    if value(state, question) is not None:
        return ""
    return in_words(question, usual_answer(state, question))


def counts_without(state: State, question: Question) -> str:
    """What counts of the profile where a question of it has no answer; empty elsewhere."""
    if value(state, question) is not None:
        return ""
    if question.id == "day-start":
        return start_by_bedtime(state.profile.bedtime)
    return question.default


def in_words(question: Question, value: object) -> str:
    """A value of a question in a few words."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return _list(question, value)
    if question.kind is AnswerKind.CHOICE:
        chosen = answer_of(question, value)
        return chosen.told if chosen else str(value)
    if question.kind is AnswerKind.TEXT:
        line = visible(str(value), one_line=True)
        return line if len(line) <= _NOTE_SHOWN else f"{line[:_NOTE_SHOWN]}…"
    return _number(question, value)


def _number(question: Question, value: object) -> str:
    """A length, a count or a clock time."""
    if question.kind is AnswerKind.MINUTES and isinstance(value, int):
        return hours_and_minutes(value)
    return f"{value:g} h" if question.kind is AnswerKind.HOURS else str(value)


def answer_of(question: Question, value: object) -> Answer | None:
    """The answer that stores a value."""
    return next((answer for answer in question.answers if answer.value == value), None)


def _list(question: Question, value: tuple[object, ...]) -> str:
    if not value:
        return "none of these" if question.kind is AnswerKind.SEVERAL else "none today"
    if question.kind is AnswerKind.DRINKS:
        return _drinks([drink for drink in value if isinstance(drink, CaffeineDrink)])
    return ", ".join(item_in_words(question, item) for item in value)


def _drinks(drinks: list[CaffeineDrink]) -> str:
    """``coffee 95 mg at 08:10, 15:30; black tea 48 mg at 16:00``."""
    times: dict[tuple[str, float], list[str]] = {}
    for drink in drinks:
        name = visible(drink.drink, one_line=True) if drink.drink else "a drink"
        times.setdefault((name, drink.mg), []).append(drink.at)
    return "; ".join(f"{name} {mg:g} mg at {', '.join(at)}" for (name, mg), at in times.items())


def item_in_words(question: Question, item: object) -> str:
    """One thing of a list."""
    if isinstance(item, AlcoholDrink):
        return f"{item.drinks:g} at {item.at}"
    if isinstance(item, Relaxation):
        chosen = next(
            (answer for answer in question.answers if answer.value == item.practice), None
        )
        name = chosen.told if chosen else str(item.practice)
        return name if item.min is None else f"{name} {hours_and_minutes(item.min)}"
    chosen = answer_of(question, item)
    return chosen.told if chosen else str(item)


def is_late(state: State) -> bool:
    """Whether the day is answered first more than 48 hours after its end, from memory."""
    if state.base is not None and said.answers_more_than_drinks(state.base):
        return False
    return said.is_late(state.day, state.now, state.starts_at)
