"""Drinks and wind-downs in the check-in: a key picks the thing, then comes its time."""

from dataclasses import replace

from coach.core.checkin.drinking import when_had
from coach.core.checkin.moving import forward
from coach.core.checkin.question import AnswerKind, CheckinPage, Question
from coach.core.checkin.state import State, Wish, answer, value
from coach.core.checkin.typed import read_minutes, read_typed
from coach.core.checkin.usual import UsualDrink
from coach.core.diary import day as days
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


def _glasses(number: int) -> str:
    return "1 drink" if number == 1 else f"{number} drinks"


def press_list(state: State, question: Question, key: str) -> State:
    """A key at a list with nothing picked yet."""
    held = value(state, question)
    there = held if isinstance(held, tuple) else None
    if key == "backspace":
        shorter = None if there is None or len(there) < 2 else there[:-1]
        return answer(state, question, shorter)
    if key == "0" and not there:
        return forward(answer(state, question, ()))
    if key == "0":
        return replace(state, trouble="There are some in the list; Backspace takes one out.")
    if key == "c" and question.kind is AnswerKind.DRINKS:
        return replace(state, wish=Wish.DRINKS)
    offered = picks(state, question)
    if len(key) != 1 or key not in "123456789" or int(key) > len(offered):
        return state
    pick = offered[int(key) - 1]
    if question.kind is AnswerKind.PRACTICES:
        practice = question.answers[int(key) - 1].value
        assert isinstance(practice, Practice)
        # Minutes may follow and need not.
        state = answer(state, question, (*(there or ()), Relaxation(practice=practice)))
    return replace(state, pick=pick, typed="", trouble="")


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
    start = state.profile.day_starts_at or days.DEFAULT_DAY_START
    at = when_had(str(read_typed(CLOCK, typed)), state.now, start, state.day).at
    item: CaffeineDrink | AlcoholDrink
    if question.kind is AnswerKind.ALCOHOL:
        item = AlcoholDrink(at=at, drinks=int(pick.mg))
    else:
        item = CaffeineDrink(at=at, mg=pick.mg, drink=pick.name)
    return answer(state, question, (*there, item))


def drop_pick(state: State, question: Question) -> State:
    """Move on from a pick without a time: a drink needs one, a wind-down no minutes."""
    name = state.pick.name if state.pick else "it"
    trouble = "" if question.kind is AnswerKind.PRACTICES else f"Not noted: {name} had no time."
    return replace(state, pick=None, trouble=trouble)
