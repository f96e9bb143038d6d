"""The question one is at as text to be drawn: what keys answer, and what they do."""

from dataclasses import dataclass

from coach.core.checkin import lists, moving
from coach.core.checkin.named import by_name
from coach.core.checkin.named.unlikely import Unlikely, length_line, unlikely
from coach.core.checkin.question import LISTS, AnswerKind, CheckinPage, Question
from coach.core.checkin.state import State, answers, value, visible
from coach.core.checkin.words import suggested
from coach.core.diary.records import CaffeineDrink
from coach.core.words.lengths_and_dates import listed
from coach.core.words.text import visible as harmless

# Said on the spot to whoever reports jolts for the first time.
_HARMLESS = "Jolts are common and harmless; only what keeps you from sleep is counted."


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


def acts(state: State) -> frozenset[str]:
    """Which keys of the whole form mean something where one is: ``= + - m x``."""
    question = state.question
    if question is None or state.asking is not None or question.kind is AnswerKind.TEXT:
        return frozenset()
    if state.pick is not None:
        return frozenset("=") if lists.usual_time(state, question) else frozenset()
    if state.page is CheckinPage.DONE:
        return frozenset("x")
    if question.of_profile:
        return frozenset()
    keys = {"m"}
    if suggested(state, question):
        keys.add("=")
    keys |= {choice.key for choice in named(state)}
    return frozenset(keys)


def named(state: State) -> tuple[OfferedAnswer, ...]:
    """The choices by name that stand on the page, each with what it says."""
    choices: list[OfferedAnswer] = []
    if by_name.offers_ordinary(state):
        asks = "what moved, how rested" if len(state.anyway) > 1 else "how rested"
        rest = "" if state.morning else ", and about the day"
        choices.append(OfferedAnswer("+", f"an ordinary night: asks only {asks}{rest}"))
    if by_name.offers_nothing(state):
        choices.append(OfferedAnswer("+", _nothing_words(state)))
    if moving.offers_sleepless(state):
        choices.append(OfferedAnswer("-", "I did not sleep at all"))
    return tuple(choices)


def _nothing_words(state: State) -> str:
    if by_name.has_moved(state):
        return "nothing else: no to all that is still empty here"
    return "nothing to report: no to all that is still empty here"


def prompt(state: State) -> Prompt:
    """The question one is at, in words."""
    if state.asking is not None:
        return _asking(state.asking)
    question = state.question
    if question is None:
        return _done(state)
    if state.page is CheckinPage.DONE:
        return _by_the_way(state, question)
    return _asked(state, question)


def _asked(state: State, question: Question) -> Prompt:
    if question.kind in LISTS:
        return _list(state, question)
    if question.kind in (AnswerKind.CHOICE, AnswerKind.SEVERAL):
        return _choice(state, question)
    return _typed(state, question)


def _asking(doubtful: Unlikely) -> Prompt:
    """The question about an unlikely night, whose answers say what they do."""
    repaired = doubtful.repair
    words = ["it is right as it is", "let me change it"]
    if repaired is not None:
        words = [f"{repaired.clock}, I mistyped", f"{repaired.typed} is right", words[1]]
    return Prompt(
        f"{doubtful.words} What is right?",
        choices=tuple(
            OfferedAnswer(str(place), text) for place, text in enumerate(words, start=1)
        ),
        hint="Enter leaves it open: the night is kept, and counted nowhere.",
    )


def _by_the_way(state: State, question: Question) -> Prompt:
    """The end, and beside it the question about the person."""
    done, asked = _done(state), _asked(state, question)
    return Prompt(
        f"Once, about you: {asked.words}",
        (*asked.explain, *_sentences(done)),
        (*asked.choices, OfferedAnswer("x", "do not ask this again")),
        typed=asked.typed,
        hint="Enter saves, answered or not",
        trouble=state.trouble,
    )


def _sentences(done: Prompt) -> tuple[str, ...]:
    return (f"Your answers: {done.words}", *done.explain)


def _typed(state: State, question: Question) -> Prompt:
    usual = suggested(state, question)
    how = {
        AnswerKind.CLOCK: "type it like 2310 or 11.10pm",
        AnswerKind.MINUTES: "type minutes, or 1h30",
        AnswerKind.COUNT: "type a number",
        AnswerKind.HOURS: "type hours, and Enter",
        AnswerKind.TEXT: "type; Enter moves on",
    }[question.kind]
    parts = [how] if not usual else [f"= usual, {usual}", how]
    return Prompt(
        question.words,
        question.explain,
        named(state),
        typed="" if question.kind is AnswerKind.TEXT else f"{state.typed}▁",
        hint="   ".join(parts),
        trouble=state.trouble,
    )


def _choice(state: State, question: Question) -> Prompt:
    held = value(state, question)
    taken = held if isinstance(held, tuple) else (held,)
    choices = [
        OfferedAnswer(
            key,
            answer.words,
            taken=held is not None and answer.value in taken and _first(question, place),
            marked=place == state.mark,
        )
        for place, (key, answer) in enumerate(zip(question.keys, question.answers, strict=True))
    ]
    several = question.kind is AnswerKind.SEVERAL
    if several:
        none = "no" if len(question.answers) == 1 else "none of these"
        choices.append(OfferedAnswer("0", none, taken=held == ()))
    many = several and len(question.answers) > 1
    others = named(state)
    calming = () if state.knows_jolts or question.id != "falling" else (_HARMLESS,)
    return Prompt(
        question.words,
        (*calming, *_noted_anew(state, question), *question.explain),
        (*others, *choices),
        hint="any that fit; Enter moves on" if many else "",
        trouble=state.trouble,
        inline=not several
        and not others
        and all(len(answer.words) <= 12 for answer in question.answers),
    )


def _noted_anew(state: State, question: Question) -> tuple[str, ...]:
    """Which medicines call for the question whether one is new."""
    if question.id != "new-medicine" or not state.may_be_new:
        return ()
    names = [harmless(mark.name, one_line=True) for mark in state.may_be_new]
    return (f"New in your diary, or with another dose: {listed(names)}.",)


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
        more = "" if question.kind is AnswerKind.PRACTICES else "Space: another of these   "
        hint = f"{more}Backspace takes the last one out   Enter moves on"
    return Prompt(
        question.words, question.explain, tuple(choices), hint=hint, trouble=state.trouble
    )


def _pick_words(question: Question, name: str, mg: float) -> str:
    shown = harmless(name, one_line=True)
    return f"{shown}, {mg:g} mg" if question.kind is AnswerKind.DRINKS else shown


def _pick(state: State, question: Question) -> Prompt:
    pick = state.pick
    assert pick is not None
    name = harmless(pick.name, one_line=True) or "the same again"
    if question.kind is AnswerKind.PRACTICES:
        words, hint = f"{name}: how many minutes?", "Enter leaves the minutes open"
    else:
        usual = lists.usual_time(state, question)
        words = f"{name}: when?"
        hint = (
            f"= usual, {usual}   " if usual else ""
        ) + "type it like 1530; several like 8 10 1530"
    return Prompt(words, typed=f"{state.typed}▁", hint=hint, trouble=state.trouble)


def _done(state: State) -> Prompt:
    missing = [
        question.label.lower()
        for page in state.follow[:-1]
        for question in visible(state, page)
        if (question.core or question.opening) and value(state, question) is None
    ]
    explain: list[str] = []
    if missing:
        shown = ", ".join(missing[:6]) + (
            f" and {len(missing) - 6} more" if missing[6:] else ""
        )
        explain.append(f"Not answered: {shown}. That is fine; it stays open.")
    if unlikely(state.entry, state.now) is not None:
        explain.append("The night is unlikely and not confirmed; it is counted nowhere.")
    if not state.changed and state.profile == state.known:
        return Prompt("Nothing was answered or changed.", hint="Enter goes back")
    summary = summarised(state)
    return Prompt(
        f"{summary[0].upper()}{summary[1:]}.",
        tuple(explain),
        hint="Enter saves it",
        trouble=state.trouble,
    )


def summarised(state: State) -> str:
    """What the answers are about: ``the night (7 h 10 asleep), movement and the day``."""
    parts: list[str] = []
    entry = answers(state)
    if entry.night is not None:
        length = length_line(entry)
        parts.append(f"the night ({length})" if length else "the night")
    if entry.movement is not None:
        parts.append("movement")
    if entry.partner is not None:
        parts.append("what the bed partner told")
    if entry.day is not None:
        total = sum(_mg(drink) for drink in entry.day.caffeine or ())
        words = f"the day ({total:g} mg of caffeine)" if entry.day.caffeine else "the day"
        parts.append(words)
    if entry.notes is not None:
        parts.append("a note")
    if not parts and not state.changed:
        return "about you"
    if not parts:
        return "nothing is left of this day's answers"
    return listed(parts)


def _mg(drink: CaffeineDrink) -> float:
    return float(drink.mg)
