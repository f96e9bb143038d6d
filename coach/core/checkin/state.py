"""The check-in as one value: what is answered, where one is, what stands to be asked.

Every function takes a state and gives the next one; nothing here knows a screen, a file or
the clock. Answers are stored by `answer` alone; moving on (`moving`) stores nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from msgspec import structs

from coach.core.checkin import unlikely
from coach.core.checkin.fields import read, value_of, with_value
from coach.core.checkin.merging import merged
from coach.core.checkin.question import CheckinPage, FollowUpFacts, Question
from coach.core.checkin.questions.table import QUESTIONS, of_page
from coach.core.checkin.questions.table import question as of_name
from coach.core.checkin.usual import Usual, UsualDrink, usual
from coach.core.diary import day as days
from coach.core.diary.records import AlcoholDrink, CaffeineDrink, Entry, Night, Profile

_MORNING_LASTS_MIN = 11 * 60
_CAFFEINE_LASTS = timedelta(days=6)
_MEDICINE_MATTERS = timedelta(days=28)
_NIGHT_TIMES = frozenset({"tried", "latency", "awake", "woke", "up", "in-bed", "awakenings"})


class Wish(Enum):
    """What the person wants that only the surroundings can do."""

    SAVE = "save"
    LEAVE = "leave"
    DRINKS = "drinks"


@dataclass(frozen=True, slots=True)
class State:
    """A check-in under way.

    Attributes:
        day: The day it is for.
        base: The entry as it was when the check-in opened.
        entry: The answers as they stand.
        profile: What was asked once.
        usual: The suggestions.
        now: Local time, when it was opened or at the last key.
        morning: Whether it is the morning of its own day, when only the night is asked.
        recent_medicine: Whether a medicine was changed in the 28 days before.
        earlier: The entries of the six days before, whose caffeine may still be there.
        tz: Name of the zone that clock times are read in, if known.
        page: The page that is up.
        at: The question the person is at; None on the last page.
        more: Pages on which everything is asked.
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
    usual: Usual
    now: datetime
    morning: bool = False
    recent_medicine: bool = False
    earlier: tuple[Entry, ...] = ()
    tz: str | None = None
    page: CheckinPage = CheckinPage.NIGHT
    at: str | None = None
    more: frozenset[CheckinPage] = frozenset()
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
        return None if self.at is None else of_name(self.at)

    @property
    def changed(self) -> bool:
        """Whether anything differs from what was there when it was opened."""
        return self.entry != (self.base or Entry(date=self.day))


def begin(  # noqa: PLR0913 - what a check-in hangs on, each by its own name
    day: date,
    entry: Entry | None,
    now: datetime,
    profile: Profile,
    history: Iterable[Entry],
    *,
    draft: tuple[Entry | None, Entry] | None = None,
    tz: str | None = None,
) -> State:
    """Open the check-in of a day.

    Args:
        day: The day it is for; today or a day before.
        entry: The day's entry as it is on disk.
        now: Local time.
        profile: What was asked once.
        history: Entries of the 60 days before, or more.
        draft: What was left unsaved, with the entry as it was then.
        tz: Name of the local zone, if it can be told.
    """
    base = None if entry is None or entry.cleared else entry
    answers = base or Entry(date=day)
    if draft is not None:
        answers = merged(draft[0], draft[1], base)
    before = tuple(past for past in history if past.date < day)
    start = profile.day_starts_at or days.DEFAULT_DAY_START
    passed = (now.hour * 60 + now.minute - days.minutes_of(start)) % 1440
    state = State(
        day=day,
        base=base,
        entry=answers,
        profile=profile,
        usual=usual(before, day, profile),
        now=now,
        morning=days.coach_day(now, start) == day and passed < _MORNING_LASTS_MIN,
        recent_medicine=any(
            past.date >= day - _MEDICINE_MATTERS and read(past, "day.new_medicine") is True
            for past in before
        ),
        earlier=tuple(past for past in before if past.date >= day - _CAFFEINE_LASTS),
        tz=tz,
    )
    return _at_start(state)


def _at_start(state: State) -> State:
    """Stand at what is still missing; at the beginning where nothing is."""
    for page in pages(state)[:-1]:
        for question in visible(state, page):
            if question.core and value(state, question) is None:
                return replace(state, page=page, at=question.id)
    return replace(state, at=visible(state, CheckinPage.NIGHT)[0].id)


def blank(day: date) -> Entry:
    """A day on which nothing was answered."""
    return Entry(date=day)


def pages(state: State) -> tuple[CheckinPage, ...]:
    """The pages that follow one another; by morning the day is left for the evening."""
    if state.morning:
        return (CheckinPage.NIGHT, CheckinPage.MOVEMENT, CheckinPage.DONE)
    return tuple(CheckinPage)


def visible(state: State, page: CheckinPage) -> tuple[Question, ...]:
    """The questions that stand on a page as the answers are now."""
    facts = FollowUpFacts(state.entry, state.profile, state.recent_medicine)
    return tuple(question for question in of_page(page) if _stands(state, question, facts))


def _stands(state: State, question: Question, facts: FollowUpFacts) -> bool:
    if page_is_open(state, question.page) or question.id in state.answered:
        return True
    if question.core:
        return not (question.evening and state.morning) or value(state, question) is not None
    if question.when is not None and question.when(facts):
        return True
    held = value(state, question)
    return held not in (None, ()) if question.signs else held is not None


def page_is_open(state: State, page: CheckinPage) -> bool:
    """Whether everything is asked on a page."""
    return page in state.more


def value(state: State, question: Question) -> object:
    """The answer of a question as it stands, or None.

    Several questions share the list of signs: an empty list answers those that were asked.
    """
    held = value_of(state.entry, question)
    if question.signs and held == () and question.id not in state.answered:
        before = read(state.base, question.field) if state.base else None
        return held if before is not None else None
    return held


def usual_answer(state: State, question: Question) -> object:
    """The usual answer of a question, or None; of drinks, those whose time has been."""
    usual = state.usual.of(question)
    if not isinstance(usual, tuple) or not usual:
        return usual
    start = state.profile.day_starts_at or days.DEFAULT_DAY_START
    wall = state.now.replace(tzinfo=None)
    been = tuple(
        item
        for item in usual
        if not isinstance(item, CaffeineDrink | AlcoholDrink)
        or days.in_day(state.day, item.at, start).replace(tzinfo=None) <= wall
    )
    return been or None


def answer(state: State, question: Question, given: object) -> State:
    """Store an answer (None empties it again) and stay."""
    entry = with_value(state.entry, question, given)
    if question.id in _NIGHT_TIMES and entry.night is not None and entry.night.confirmed:
        entry = structs.replace(entry, night=structs.replace(entry.night, confirmed=None))
        if entry.night == Night():
            entry = structs.replace(entry, night=None)
    known = state.answered - {question.id} if given is None else state.answered | {question.id}
    facts = FollowUpFacts(state.entry, state.profile, state.recent_medicine)
    follows = (
        question.when is not None
        and question.when(facts)
        and not page_is_open(state, question.page)
    )
    answered = replace(
        state,
        entry=entry,
        answered=known,
        called=state.called | {question.id} if follows else state.called,
        typed="",
        pick=None,
        mark=None,
        trouble="",
    )
    return _without_orphans(answered)


def _without_orphans(state: State) -> State:
    """Take back follow-ups answered just now whose ground was taken back."""
    facts = FollowUpFacts(state.entry, state.profile, state.recent_medicine)
    for question in QUESTIONS:
        if question.id not in state.called or question.when is None or question.when(facts):
            continue
        before = value_of(state.base, question) if state.base else None
        entry = with_value(state.entry, question, before)
        return _without_orphans(
            replace(
                state,
                entry=entry,
                answered=state.answered - {question.id},
                called=state.called - {question.id},
            )
        )
    return state


def rebase(state: State, disk: Entry | None) -> State:
    """Take in what was written to the day by somebody else in the meantime."""
    there = None if disk is None or disk.cleared else disk
    if there == state.base:
        return state
    return replace(state, base=there, entry=merged(state.base, state.entry, there))


def result(state: State) -> Entry:
    """The entry as the person has it now, its stamps left to the diary."""
    tz = state.entry.tz or (state.tz if state.entry.night or state.entry.day else None)
    return structs.replace(state.entry, tz=tz)


def saved(state: State, disk: Entry | None) -> Entry:
    """What to write: this check-in's changes on what is on disk now."""
    return merged(state.base, result(state), disk)
