"""What is asked once: the state in which the profile is answered."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from msgspec import structs

from coach.core.checkin.questions.profile import QUESTIONS, ProfileKind, ProfileQuestion
from coach.core.checkin.view import OfferedAnswer, Prompt, QuestionRow
from coach.core.diary import day as days
from coach.core.diary.records import Profile

CHILD_NOTE = (
    "Under 16: the thresholds here are made for adults. Twitching in sleep is common in "
    "children. Every red flag is shown all the same. Please show this to a parent and a doctor."
)
_CHILD_LINE = "Under 16: the thresholds are for adults; red flags are shown."
_ADULT = 16
_SPEEDS = {"f": 3.0, "u": 5.0, "s": 8.0}
_BY_FIELD = {one.field: one for one in QUESTIONS}


@dataclass(frozen=True, slots=True)
class ProfileState:
    """The profile being answered.

    Attributes:
        profile: The answers as they stand.
        at: The field one is at.
        typed: What is typed and no answer yet.
        settled: Whether what was typed was complete and moved on by itself just now.
        trouble: Why the last key was no answer.
        leaving: Whether the person is done.
    """

    profile: Profile
    at: str = "age"
    typed: str = ""
    settled: bool = False
    trouble: str = ""
    leaving: bool = False

    @property
    def asked(self) -> ProfileQuestion:
        """The question one is at."""
        return _BY_FIELD[self.at]


def press(state: ProfileState, key: str) -> ProfileState:
    """The state after a key; the same state where the key means nothing here.

    An Enter right after a time that moved on by itself belongs to that time.
    """
    if not state.settled:
        return _press(state, key)
    before = replace(state, settled=False)
    if key == "enter":
        return before
    after = _press(before, key)
    return state if after is before else after


def _press(state: ProfileState, key: str) -> ProfileState:
    if key == "escape":
        half = bool(state.typed or state.trouble)
        return replace(state, typed="", trouble="", leaving=not half)
    if key in ("enter", "tab", "down"):
        return _commit(state) if state.typed else _step(state, 1)
    if key in ("shift+tab", "up"):
        return _step(state, -1)
    if key == "backspace":
        if state.typed:
            return replace(state, typed=state.typed[:-1], trouble="")
        return _stored(state, None, stay=True)
    return _KEYS[state.asked.kind](state, key)


def go(state: ProfileState, field: str) -> ProfileState:
    """Stand at a question."""
    return replace(state, at=field, typed="", trouble="")


def rows(state: ProfileState) -> tuple[QuestionRow, ...]:
    """All questions in a list."""
    return tuple(
        QuestionRow(
            question.field,
            question.label,
            told(question, getattr(state.profile, question.field)),
            question.default if getattr(state.profile, question.field) is None else "",
            question.field == state.at,
        )
        for question in QUESTIONS
    )


def as_text(profile: Profile) -> str:
    """All that was answered, one answer a line."""
    answered = [row for row in rows(ProfileState(profile)) if row.told]
    return "\n".join(f"{row.label}: {row.told}" for row in answered)


def told(asked: ProfileQuestion, value: object) -> str:
    """An answer in a few words; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        names = dict(asked.options)
        return ", ".join(names[option] for option in value) or "none of these"
    if asked.kind is ProfileKind.TRIMESTER:
        return f"third {value} of 3"
    if asked.kind is ProfileKind.HOURS:
        return f"{value:g} h"
    return str(value)


def prompt(state: ProfileState) -> Prompt:
    """The question one is at."""
    asked = state.asked
    value = getattr(state.profile, state.at)
    choices = _choices(asked, value)
    typed = f"{state.typed}▁" if asked.kind in _TYPED else ""
    hints = {
        ProfileKind.AGE: "type a number",
        ProfileKind.CLOCK: "type it like 2310 or 11.10pm",
        ProfileKind.HOURS: "or type hours from 2 to 16",
        ProfileKind.SEVERAL: "any that fit; Enter moves on",
    }
    return Prompt(
        asked.words,
        (asked.why,) if asked.why else (),
        choices,
        typed=typed,
        hint=hints.get(asked.kind, ""),
        trouble=state.trouble,
    )


def note(state: ProfileState) -> str:
    """What is said to one under sixteen, in full beside the age; empty otherwise."""
    age = state.profile.age
    if age is None or age >= _ADULT:
        return ""
    return CHILD_NOTE if state.at in ("age", "bedtime") else _CHILD_LINE


def _choices(asked: ProfileQuestion, value: object) -> tuple[OfferedAnswer, ...]:
    if asked.kind is ProfileKind.YES_NO:
        return (
            OfferedAnswer("y", "yes", value is True),
            OfferedAnswer("n", "no", value is False),
        )
    if asked.kind is ProfileKind.TRIMESTER:
        thirds = tuple(
            OfferedAnswer(
                str(option), f"months {3 * option - 2} to {3 * option}", value == option
            )
            for option in (1, 2, 3)
        )
        return (*thirds, OfferedAnswer("0", "no, or I would rather not say"))
    if asked.kind is ProfileKind.HOURS:
        names = {"f": "fast, 3 h", "u": "usual, 5 h", "s": "slow, 8 h"}
        return tuple(OfferedAnswer(key, names[key], value == h) for key, h in _SPEEDS.items())
    taken = value if isinstance(value, tuple) else ()
    listed = tuple(
        OfferedAnswer(str(place), words, option in taken)
        for place, (option, words) in enumerate(asked.options, start=1)
    )
    return (*listed, OfferedAnswer("0", "none of these", value == ())) if listed else ()


_TYPED = (ProfileKind.AGE, ProfileKind.CLOCK, ProfileKind.HOURS)


def _step(state: ProfileState, by: int) -> ProfileState:
    fields = [question.field for question in QUESTIONS]
    place = fields.index(state.at) + by
    if place >= len(fields):
        return replace(state, leaving=True)
    return go(state, fields[max(0, place)])


def _stored(state: ProfileState, value: object, *, stay: bool = False) -> ProfileState:
    profile = structs.replace(state.profile, **{state.at: value})
    answered = replace(state, profile=profile, typed="", trouble="")
    return answered if stay else _forward(answered)


def _forward(state: ProfileState) -> ProfileState:
    """Go to the next question; the last one is stayed at, so that no answer closes the form."""
    return state if state.at == QUESTIONS[-1].field else _step(state, 1)


def _commit(state: ProfileState) -> ProfileState:
    try:
        value = _READ[state.asked.kind](state.typed)
    except ValueError as error:
        return replace(state, trouble=f"{error}.")
    return _stored(state, value)


def _age(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 120):
        raise ValueError(f"{text!r} is not an age from 1 to 120")
    return int(text)


def _hours(text: str) -> float:
    try:
        hours = float(text.replace(",", "."))
    except ValueError:
        hours = 0.0
    if not 2 <= hours <= 16:
        raise ValueError(f"{text!r} is not a number of hours from 2 to 16")
    return hours


_READ: dict[ProfileKind, Callable[[str], object]] = {
    ProfileKind.AGE: _age,
    ProfileKind.CLOCK: days.parse_clock,
    ProfileKind.HOURS: _hours,
}


def _type(state: ProfileState, key: str) -> ProfileState:
    signs = {ProfileKind.AGE: "", ProfileKind.CLOCK: ":.apmAPM", ProfileKind.HOURS: ".,"}[
        state.asked.kind
    ]
    known = len(key) == 1 and ((key.isdigit() and key.isascii()) or key in signs)
    if not known or len(state.typed) >= 8 or (not key.isdigit() and not state.typed):
        return state
    longer = replace(state, typed=state.typed + key, trouble="")
    full = (
        state.asked.kind is ProfileKind.CLOCK
        and len(longer.typed) == 4
        and longer.typed.isdigit()
    )
    if not full:
        return longer
    after = _commit(longer)
    return replace(after, settled=after.at != state.at)


def _press_hours(state: ProfileState, key: str) -> ProfileState:
    if key in _SPEEDS and not state.typed:
        return _stored(state, _SPEEDS[key])
    return _type(state, key)


def _press_yes_no(state: ProfileState, key: str) -> ProfileState:
    return _stored(state, key == "y") if key in ("y", "n") else state


def _press_trimester(state: ProfileState, key: str) -> ProfileState:
    if key not in ("0", "1", "2", "3"):
        return state
    return _stored(state, int(key) or None)


def _press_several(state: ProfileState, key: str) -> ProfileState:
    options = [option for option, _ in state.asked.options]
    if key == "0":
        return _stored(state, ())
    if len(key) != 1 or key not in "123456789"[: len(options)]:
        return state
    given = options[int(key) - 1]
    held = getattr(state.profile, state.at) or ()
    chosen = {*held} ^ {given}
    return _stored(state, tuple(option for option in options if option in chosen), stay=True)


_KEYS: dict[ProfileKind, Callable[[ProfileState, str], ProfileState]] = {
    ProfileKind.AGE: _type,
    ProfileKind.CLOCK: _type,
    ProfileKind.HOURS: _press_hours,
    ProfileKind.YES_NO: _press_yes_no,
    ProfileKind.TRIMESTER: _press_trimester,
    ProfileKind.SEVERAL: _press_several,
}
