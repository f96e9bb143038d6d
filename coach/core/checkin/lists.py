"""Drinks and wind-downs in the check-in: a key picks the thing, then comes its time."""

from dataclasses import replace

from coach.core.checkin.drinking import when_had
from coach.core.checkin.moving import give
from coach.core.checkin.question import LISTS, AnswerKind, CheckinPage, Question
from coach.core.checkin.questions.typed import read_minutes, read_typed
from coach.core.checkin.state import State, Wish, answer, value
from coach.core.checkin.usual import UsualDrink
from coach.core.diary.choices import Practice
from coach.core.diary.records import AlcoholDrink, CaffeineDrink, Relaxation

CLOCK = Question("time", CheckinPage.DAY, "", AnswerKind.CLOCK, "", "")
MINUTES = Question("minutes", CheckinPage.DAY, "", AnswerKind.MINUTES, "", "")
_MOST_AT_ONCE = 9


def picks(state: State, question: Question) -> tuple[UsualDrink, ...]:
    """What the number keys pick, in their order."""
    if question.kind is AnswerKind.DRINKS:
        return state.usual.drinks
    if question.kind is AnswerKind.ALCOHOL:
        return tuple(UsualDrink(_glasses(n), n) for n in range(1, _MOST_AT_ONCE + 1))
    return tuple(UsualDrink(practice.words, 0) for practice in question.answers)


def _glasses(number: float) -> str:
    return "1 drink" if number == 1 else f"{number:g} drinks"


def judge(question: Question) -> Question:
    """The question by whose kind it is told whether what is typed is whole."""
    if question.kind is AnswerKind.PRACTICES:
        return MINUTES
    return CLOCK if question.kind in LISTS else question


def press_list(state: State, question: Question, key: str) -> State:
    """A key at a list with nothing picked yet."""
    held = value(state, question)
    there = held if isinstance(held, tuple) else None
    if key == "backspace":
        shorter = None if there is None or len(there) < 2 else there[:-1]
        return answer(state, question, shorter)
    if key == "0":
        return _none(state, question, there)
    if key == "c" and question.kind is AnswerKind.DRINKS:
        return replace(state, wish=Wish.DRINKS)
    if key == "space":
        return another(state, question)
    return _picked(state, question, key, there or ())


def _none(state: State, question: Question, there: tuple[object, ...] | None) -> State:
    if there:
        return replace(state, trouble="There are some in the list; Backspace takes one out.")
    return give(state, question, ())


def _picked(state: State, question: Question, key: str, there: tuple[object, ...]) -> State:
    offered = picks(state, question)
    if len(key) != 1 or key not in "123456789" or int(key) > len(offered):
        return state
    pick = offered[int(key) - 1]
    if question.kind is AnswerKind.PRACTICES:
        practice = question.answers[int(key) - 1].value
        assert isinstance(practice, Practice)
        # Minutes may follow and need not.
        state = answer(state, question, (*there, Relaxation(practice=practice)))
    return replace(state, pick=pick, typed="", trouble="")


def another(state: State, question: Question) -> State:
    """Pick the drink that was noted last once more; the same state where there is none."""
    held = value(state, question)
    if state.pick is not None or state.trouble or not isinstance(held, tuple) or not held:
        return state
    last = held[-1]
    if isinstance(last, CaffeineDrink):
        return replace(state, pick=UsualDrink(last.drink or "", last.mg))
    if isinstance(last, AlcoholDrink):
        return replace(state, pick=UsualDrink(_glasses(last.drinks), last.drinks))
    return state


def usual_time(state: State, question: Question) -> str | None:
    """The usual time of the drink that was picked, given how many are there already."""
    held = value(state, question)
    if question.kind is not AnswerKind.DRINKS or state.pick is None:
        return None
    there = held if isinstance(held, tuple) else ()
    return state.pick.at(sum(1 for drink in there if drink.drink == state.pick.name))


def take_usual_time(state: State, question: Question) -> State:
    """Note the picked drink at its usual time."""
    clock = usual_time(state, question)
    if clock is None:
        return replace(state, trouble="There is no usual time for it; type one, like 1530.")
    try:
        return complete(state, question, clock)
    except ValueError as error:
        return replace(state, trouble=f"{error}.")


def complete(state: State, question: Question, typed: str) -> State:
    """Note what was picked with the time or the minutes that were typed.

    Raises:
        ValueError: If it is no time or one that is still to come, or no number of minutes.
    """
    pick = state.pick
    assert pick is not None
    held = value(state, question)
    there = held if isinstance(held, tuple) else ()
    if question.kind is AnswerKind.PRACTICES:
        last = there[-1]
        assert isinstance(last, Relaxation)
        timed = Relaxation(practice=last.practice, min=read_minutes(typed))
        return answer(state, question, (*there[:-1], timed))
    clock = str(read_typed(CLOCK, typed))
    at = when_had(clock, state.now, state.starts_at, state.day).at
    item: CaffeineDrink | AlcoholDrink
    if question.kind is AnswerKind.ALCOHOL:
        item = AlcoholDrink(at=at, drinks=pick.mg)
    else:
        item = CaffeineDrink(at=at, mg=pick.mg, drink=pick.name or None)
    return answer(state, question, (*there, item))


def complete_all(state: State, question: Question, typed: str) -> State:
    """Note what was picked at each of several times, parted by blanks: ``8 10 13 16 1830``.

    Raises:
        ValueError: As `complete`; none is noted then.
    """
    pick = state.pick
    for clock in typed.split():
        state = complete(replace(state, pick=pick), question, clock)
    return state


def drop_pick(state: State, question: Question) -> State:
    """Move on from a pick without a time: a drink needs one, a wind-down no minutes."""
    name = (state.pick and state.pick.name) or "it"
    trouble = "" if question.kind is AnswerKind.PRACTICES else f"Not noted: {name} had no time."
    return replace(state, pick=None, trouble=trouble)
