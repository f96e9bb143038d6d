"""The check-in as one value: what is answered, where one is, what stands to be asked.

Every function takes a state and gives the next one; nothing here knows a screen, a file or
the clock. Answers are stored by `answer` alone; moving on (`moving`) stores nothing. The
profile by itself is the same form with one page.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from msgspec import structs

from coach.core.checkin.merging import merged
from coach.core.checkin.named import unlikely
from coach.core.checkin.question import AnswerKind, CheckinPage, FollowUpFacts, Question
from coach.core.checkin.questions.fields import read, value_of, with_value
from coach.core.checkin.questions.table import of_page
from coach.core.checkin.questions.table import question as of_name
from coach.core.checkin.usual import Usual, UsualDrink
from coach.core.diary import day as days
from coach.core.diary.medicines import MedicineMark
from coach.core.diary.records import (
    SLEEP_FIELDS,
    AlcoholDrink,
    CaffeineDrink,
    Entry,
    Night,
    Profile,
)

_WHOLE_DAY = tuple(page for page in CheckinPage if page is not CheckinPage.ABOUT)
# What a night without sleep has no answer to: of movement only the day's is asked.
_OF_SLEEP = frozenset(f"night.{name}" for name in (*SLEEP_FIELDS, "quality"))
_WHILE_UP = frozenset({"awake-movement", "awake-signs", "spine-signs"})


class Wish(Enum):
    """What the person wants that only the surroundings can do."""

    SAVE = "save"
    LEAVE = "leave"
    DRINKS = "drinks"


@dataclass(frozen=True, slots=True)
class State:
    """A check-in under way, or the profile being answered.

    Attributes:
        day: The day it is for.
        base: The entry as it was when the check-in opened.
        entry: The answers as they were given; `answers` is what stands of them.
        profile: What is asked once, as it stands.
        known: The profile as it was when the form opened.
        usual: The suggestions.
        now: Local time, when it was opened or at the last key.
        follow: The pages that follow one another.
        starts_at: When its day began, ``HH:MM``.
        morning: Whether it is the morning of its own day, when only the night is asked.
        recent_medicine: Whether a medicine was changed in the 28 days before.
        shifts: Whether the bedtime changed with shifts in the 14 days before.
        may_be_new: Medicines noted on the day that may have been begun or changed on it.
        earlier: The entries of the six days before, whose caffeine may still be there.
        tz: Name of the zone that clock times are read in, if known.
        ordinary: Whether an ordinary night is offered.
        anyway: Fields that an ordinary night leaves to be asked.
        knows_jolts: Whether jolts were reported before.
        besides: What is asked besides the table's questions: own questions, the goal's.
        about: Question about the person that is asked at the end, if any.
        never: Questions about the person that are not to be asked again.
        page: The page that is up.
        at: The question the person is at; None where there is none.
        more: Whether everything is asked.
        answered: Questions answered since it was opened.
        called: Those of them that were follow-ups called for by another answer.
        typed: What was typed for the question and is no answer yet.
        settled: Whether what was typed was complete and moved on by itself just now.
        pick: A drink or wind-down that still lacks its time or minutes.
        mark: The answer that the arrows stand on.
        trouble: Why the last key was no answer, one sentence, or empty.
        asking: The unlikely night that is being asked about.
        asked: The night that was asked about last and left as it is.
        wish: What the surroundings should do now.
    """

    day: date
    base: Entry | None
    entry: Entry
    profile: Profile
    known: Profile
    usual: Usual
    now: datetime
    follow: tuple[CheckinPage, ...] = _WHOLE_DAY
    starts_at: str = days.DEFAULT_DAY_START
    morning: bool = False
    recent_medicine: bool = False
    shifts: bool = False
    may_be_new: tuple[MedicineMark, ...] = ()
    earlier: tuple[Entry, ...] = ()
    tz: str | None = None
    ordinary: bool = False
    anyway: frozenset[str] = frozenset()
    knows_jolts: bool = False
    besides: tuple[Question, ...] = ()
    about: str | None = None
    never: frozenset[str] = frozenset()
    page: CheckinPage = CheckinPage.NIGHT
    at: str | None = None
    more: bool = False
    answered: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    typed: str = ""
    settled: bool = False
    pick: UsualDrink | None = None
    mark: int | None = None
    trouble: str = ""
    asking: unlikely.Unlikely | None = None
    asked: Night | None = None
    wish: Wish | None = None

    @property
    def question(self) -> Question | None:
        """The question the person is at."""
        return None if self.at is None else named(self, self.at)

    @property
    def changed(self) -> bool:
        """Whether any answer of the day differs from what was there when it was opened."""
        return answers(self) != (self.base or Entry(date=self.day))

    @property
    def is_profile(self) -> bool:
        """Whether it is the profile by itself."""
        return self.follow == (CheckinPage.ABOUT,)


def blank(day: date) -> Entry:
    """A day on which nothing was answered."""
    return Entry(date=day)


def named(state: State, name: str) -> Question:
    """The question of that id, in the table or besides it (KeyError if there is none)."""
    beside = (question for question in state.besides if question.id == name)
    return next(beside, None) or of_name(name)


def _of_page(state: State, page: CheckinPage) -> tuple[Question, ...]:
    return (*of_page(page), *(asked for asked in state.besides if asked.page is page))


def order(state: State) -> tuple[str, ...]:
    """The questions of the page that is up in their order, those not asked now as well."""
    if state.page is CheckinPage.DONE:
        return () if state.about is None else (state.about,)
    return tuple(question.id for question in _of_page(state, state.page))


def visible(state: State, page: CheckinPage) -> tuple[Question, ...]:
    """The questions that stand on a page as the answers are now."""
    if page is CheckinPage.DONE:
        is_open = state.about is not None and state.about not in state.never
        return (of_name(state.about),) if state.about is not None and is_open else ()
    if page is CheckinPage.ABOUT:
        whole = of_page(page)
        return tuple(question for question in whole if state.is_profile or question.opening)
    facts = facts_of(state)
    asked = _of_page(state, page)
    return tuple(question for question in asked if _stands(state, question, facts))


def pages(state: State) -> tuple[CheckinPage, ...]:
    """The pages that follow one another now; the bed partner's where it has questions."""
    return tuple(
        page
        for page in state.follow
        if page is not CheckinPage.PARTNER or page is state.page or visible(state, page)
    )


def facts_of(state: State) -> FollowUpFacts:
    """What the conditions of follow-ups look at."""
    return _facts(state, answers(state))


def _facts(state: State, entry: Entry) -> FollowUpFacts:
    return FollowUpFacts(
        entry, state.profile, state.recent_medicine, state.shifts, bool(state.may_be_new)
    )


def _stands(state: State, question: Question, facts: FollowUpFacts) -> bool:
    if _out_of_place(question, facts):
        return False
    if state.more:
        return True
    called = question.when is not None and question.when(facts)
    if question.id in state.called:
        return called
    if called or question.id in state.answered:
        return True
    if question.core:
        return not (question.evening and state.morning) or value(state, question) is not None
    held = value(state, question)
    return held not in (None, ()) if question.signs else held is not None


def _out_of_place(question: Question, facts: FollowUpFacts) -> bool:
    """Whether nobody can answer: of a night without sleep, or where nobody lay beside."""
    entry = facts.entry
    if question.page is CheckinPage.PARTNER:
        if entry.partner is not None:
            return False
        if facts.profile.bed_partner is not True:
            return True
    if entry.night is None or not entry.night.did_not_sleep:
        return False
    if question.page in (CheckinPage.MOVEMENT, CheckinPage.PARTNER):
        return question.id not in _WHILE_UP
    return question.field in _OF_SLEEP


def value(state: State, question: Question) -> object:
    """The answer of a question as it stands, or None.

    Several questions share the list of signs: an empty list answers those that were asked.
    """
    if question.of_profile:
        return getattr(state.profile, question.of_profile)
    held = value_of(state.entry, question)
    if question.signs and held == () and question.id not in state.answered:
        before = read(state.base, question.field) if state.base else None
        return held if before is not None else None
    return held


def usual_answer(state: State, question: Question) -> object:
    """The usual answer of a question, or None; of drinks, those whose time has been."""
    usual = state.usual.of(question)
    if usual is None and question.id == "tried":
        return state.profile.bedtime
    if not isinstance(usual, tuple) or not usual:
        return usual
    start = state.starts_at
    wall = state.now.replace(tzinfo=None)
    been = tuple(
        item
        for item in usual
        if not isinstance(item, CaffeineDrink | AlcoholDrink)
        or days.in_day(state.day, item.at, start).replace(tzinfo=None) <= wall
    )
    return been or None


def refusal(state: State, question: Question, given: object) -> str:
    """Why an answer cannot stand beside the others, one sentence; empty where it can."""
    if question.id == "sleepless" and given is True:
        night = state.entry.night or Night()
        if any(getattr(night, name) is not None for name in SLEEP_FIELDS):
            return "This night has times; take them out first, with Backspace on each."
    if question.past and isinstance(given, str):
        moment = days.in_day(state.day, given, state.starts_at).replace(tzinfo=None)
        if moment > state.now.replace(tzinfo=None):
            return f"{given} has not come yet."
    return ""


def answer(state: State, question: Question, given: object) -> State:
    """Store an answer (None empties it again) and stay."""
    known = state.answered - {question.id} if given is None else state.answered | {question.id}
    plain = replace(
        state, answered=known, typed="", pick=None, mark=None, trouble="", settled=False
    )
    if question.of_profile:
        profile = structs.replace(state.profile, **{question.of_profile: given})
        return replace(plain, profile=profile)
    entry = with_value(state.entry, question, given)
    is_time = question.field in _OF_SLEEP and question.kind is not AnswerKind.CHOICE
    if is_time and entry.night is not None and entry.night.confirmed:
        entry = structs.replace(entry, night=structs.replace(entry.night, confirmed=None))
        if entry.night == Night():
            entry = structs.replace(entry, night=None)
    follows = question.when is not None and question.when(facts_of(state)) and not state.more
    called = state.called | {question.id} if follows else state.called
    return replace(plain, entry=entry, called=called)


def answers(state: State) -> Entry:
    """What stands of the answers: follow-ups whose ground was taken back are left out.

    They come back with it, for whoever mistyped.
    """
    if not state.called:
        return state.entry
    entry, left = state.entry, set(state.called)
    while True:
        facts = _facts(state, entry)
        gone = {name for name in left if not _is_called(name, facts)}
        if not gone:
            return entry
        for name in gone:
            question = of_name(name)
            before = value_of(state.base, question) if state.base else None
            entry = with_value(entry, question, before)
        left -= gone


def _is_called(name: str, facts: FollowUpFacts) -> bool:
    when = of_name(name).when
    return when is not None and when(facts)


def rebase(state: State, disk: Entry | None) -> State:
    """Take in what was written to the day by somebody else in the meantime."""
    there = None if disk is None or disk.cleared else disk
    if there == state.base:
        return state
    return replace(state, base=there, entry=merged(state.base, state.entry, there))


def result(state: State) -> Entry:
    """The entry as the person has it now, its stamps left to the diary."""
    entry = answers(state)
    tz = entry.tz or (state.tz if entry.night or entry.day else None)
    return structs.replace(entry, tz=tz)


def saved(state: State, disk: Entry | None) -> Entry:
    """What to write: this check-in's changes on what is on disk now."""
    return merged(state.base, result(state), disk)
