"""The check-in as text to be drawn: the list of a page, and the question one is at."""

from dataclasses import dataclass

from coach.core.checkin import lists
from coach.core.checkin.drinking import balance
from coach.core.checkin.question import LISTS, AnswerKind, CheckinPage, Question
from coach.core.checkin.state import State, pages, value, visible
from coach.core.checkin.unlikely import length_line, unlikely
from coach.core.checkin.words import suggested, told
from coach.core.diary.records import CaffeineDrink
from coach.core.words.lengths_and_dates import listed
from coach.core.words.text import visible as harmless


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list of its page.

    Attributes:
        name: Id of the question.
        label: Its name.
        told: Its answer, or empty.
        usual: The suggestion that stands dim, or empty.
        here: Whether one is at it.
    """

    name: str
    label: str
    told: str
    usual: str
    here: bool


@dataclass(frozen=True, slots=True)
class OfferedAnswer:
    """An answer that a key gives.

    Attributes:
        key: The key.
        words: The answer.
        taken: Whether it is the answer.
        marked: Whether the arrows stand on it.
    """

    key: str
    words: str
    taken: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """The question one is at.

    Attributes:
        words: The question.
        explain: Sentences that belong to it.
        choices: What keys answer.
        typed: What is typed, with its sign of where typing goes on; empty if nothing is typed.
        hint: What may be pressed.
        trouble: Why the last key was no answer.
        inline: Whether the choices fit in one line.
    """

    words: str
    explain: tuple[str, ...] = ()
    choices: tuple[OfferedAnswer, ...] = ()
    typed: str = ""
    hint: str = ""
    trouble: str = ""
    inline: bool = False


def rows(state: State) -> tuple[QuestionRow, ...]:
    """The questions of the page that is up."""
    return tuple(
        QuestionRow(
            question.id,
            question.label,
            told(state, question),
            suggested(state, question),
            question.id == state.at,
        )
        for question in visible(state, state.page)
    )


def headings(state: State) -> tuple[tuple[CheckinPage, str, bool], ...]:
    """The pages: which, its heading, whether it is up."""
    follow = pages(state)
    return tuple(
        (
            page,
            page.value if page in follow else f"{page.value} (this evening)",
            page is state.page,
        )
        for page in CheckinPage
    )


def foot(state: State) -> str:
    """The line under the list: what the answers come to so far."""
    if state.page is CheckinPage.NIGHT:
        return length_line(state.entry)
    if state.at == "caffeine":
        return caffeine_line(state)
    return ""


def caffeine_line(state: State) -> str:
    """What will be left of the caffeine at bedtime, an estimate to the nearest 5 mg."""
    if not (state.entry.day and state.entry.day.caffeine):
        return ""
    estimate = balance((*state.earlier, state.entry), state.day, state.profile, 0, state.tz)
    return f"about {estimate.left_mg} mg left at {estimate.bedtime}, an estimate"


def acts(state: State) -> frozenset[str]:
    """Which keys of the whole check-in mean something where one is: ``= + n m``."""
    question = state.question
    if question is None or state.asking is not None or question.kind is AnswerKind.TEXT:
        return frozenset()
    if state.pick is not None:
        return frozenset("=") if lists.usual_time(state, question) else frozenset()
    keys = {"m"}
    if suggested(state, question):
        keys.add("=")
    if any(suggested(state, shown) for shown in visible(state, state.page)):
        keys.add("+")
    if state.page is CheckinPage.MOVEMENT:
        keys.add("n")
    return frozenset(keys)


def prompt(state: State) -> Prompt:
    """The question one is at, in words."""
    if state.asking is not None:
        return Prompt(
            state.asking.words,
            explain=(state.asking.perhaps,) if state.asking.perhaps else (),
            choices=(
                OfferedAnswer("y", "yes, keep it"),
                OfferedAnswer("n", "no, back to the times"),
            ),
            hint="Left open, the night is kept and counted nowhere.",
        )
    question = state.question
    if question is None:
        return _done(state)
    if question.kind in LISTS:
        return _list(state, question)
    if question.kind in (AnswerKind.CHOICE, AnswerKind.SEVERAL):
        return _choice(state, question)
    return _typed(state, question)


def _typed(state: State, question: Question) -> Prompt:
    usual = suggested(state, question)
    how = {
        AnswerKind.CLOCK: "type it like 2310 or 11.10pm",
        AnswerKind.MINUTES: "type minutes, or 1h30",
        AnswerKind.COUNT: "type a number",
        AnswerKind.TEXT: "type; Enter moves on",
    }[question.kind]
    parts = [how] if not usual else [f"= usual, {usual}", how]
    return Prompt(
        question.words,
        question.explain,
        typed="" if question.kind is AnswerKind.TEXT else f"{state.typed}▁",
        hint="   ".join(parts),
        trouble=state.trouble,
    )


def _choice(state: State, question: Question) -> Prompt:
    held = value(state, question)
    taken = held if isinstance(held, tuple) else (held,)
    choices = [
        OfferedAnswer(
            question.key_of(place),
            answer.words,
            taken=answer.value in taken and _first(question, place),
            marked=place == state.mark,
        )
        for place, answer in enumerate(question.answers)
    ]
    several = question.kind is AnswerKind.SEVERAL
    if several:
        none = "no" if len(question.answers) == 1 else "none of these"
        choices.append(OfferedAnswer("0", none, taken=held == ()))
    many = several and len(question.answers) > 1
    hints = ["any that fit; Enter moves on"] if many else []
    if (
        question.page is CheckinPage.MOVEMENT
        and not question.is_yes_no
        and not (several and not many)
    ):
        hints.append("n  nothing to report in all that is still empty")
    return Prompt(
        question.words,
        question.explain,
        tuple(choices),
        hint="   ".join(hints),
        trouble=state.trouble,
        inline=not several and all(len(answer.words) <= 12 for answer in question.answers),
    )


def _first(question: Question, place: int) -> bool:
    """Whether an answer is the first that stores its value: only that one is shown taken."""
    values = [answer.value for answer in question.answers]
    return values.index(question.answers[place].value) == place


def _list(state: State, question: Question) -> Prompt:
    if state.pick is not None:
        return _pick(state, question)
    choices = [
        OfferedAnswer(str(place), _pick_words(question, pick.name, pick.mg))
        for place, pick in enumerate(lists.picks(state, question), start=1)
    ]
    held = value(state, question)
    choices.append(OfferedAnswer("0", "none today", taken=held == ()))
    if question.kind is AnswerKind.DRINKS:
        choices.append(OfferedAnswer("c", "another drink, or change one"))
    usual = suggested(state, question)
    hint = f"= usual: {usual}" if usual else ""
    if held:
        hint = "Backspace takes the last one out; Enter moves on"
    return Prompt(
        question.words, question.explain, tuple(choices), hint=hint, trouble=state.trouble
    )


def _pick_words(question: Question, name: str, mg: float) -> str:
    shown = harmless(name, one_line=True)
    return f"{shown}, {mg:g} mg" if question.kind is AnswerKind.DRINKS else shown


def _pick(state: State, question: Question) -> Prompt:
    pick = state.pick
    assert pick is not None
    name = harmless(pick.name, one_line=True)
    if question.kind is AnswerKind.PRACTICES:
        words, hint = f"{name}: how many minutes?", "Enter leaves the minutes open"
    else:
        usual = lists.usual_time(state, question)
        words = f"{name}: when?"
        hint = (f"= usual, {usual}   " if usual else "") + "type it like 1530"
    return Prompt(words, typed=f"{state.typed}▁", hint=hint, trouble=state.trouble)


def _done(state: State) -> Prompt:
    missing = [
        question.label.lower()
        for page in pages(state)[:-1]
        for question in visible(state, page)
        if question.core and value(state, question) is None
    ]
    explain: list[str] = []
    if missing:
        shown = ", ".join(missing[:6]) + (
            f" and {len(missing) - 6} more" if missing[6:] else ""
        )
        explain.append(f"Not answered: {shown}. That is fine; it stays open.")
    if unlikely(state.entry) is not None:
        explain.append("The night is unlikely and not confirmed; it is counted nowhere.")
    if not state.changed:
        return Prompt("Nothing was answered or changed.", hint="Enter goes back")
    summary = summarised(state)
    return Prompt(
        f"{summary[0].upper()}{summary[1:]}.",
        tuple(explain),
        hint="Enter saves it",
        trouble=state.trouble,
    )


def summarised(state: State) -> str:
    """What the answers are about: ``last night (7 h 10 asleep), movement and the day``."""
    parts: list[str] = []
    entry = state.entry
    if entry.night is not None:
        length = length_line(entry)
        parts.append(f"last night ({length})" if length else "last night")
    if entry.movement is not None:
        parts.append("movement")
    if entry.day is not None:
        total = sum(_mg(drink) for drink in entry.day.caffeine or ())
        words = f"the day ({total:g} mg of caffeine)" if entry.day.caffeine else "the day"
        parts.append(words)
    if entry.notes is not None:
        parts.append("a note")
    if not parts:
        return "nothing is left of this day's answers"
    return listed(parts)


def _mg(drink: CaffeineDrink) -> float:
    return float(drink.mg)
