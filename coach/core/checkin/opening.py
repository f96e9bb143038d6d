"""Opening a form: the check-in of a day with all that it hangs on, or the profile by itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from coach.core.checkin.merging import merged
from coach.core.checkin.named.ordinary import asked_anyway, enough_nights
from coach.core.checkin.question import CheckinPage, Question
from coach.core.checkin.questions.fields import read
from coach.core.checkin.questions.table import of_page
from coach.core.checkin.state import State, blank, value, visible
from coach.core.checkin.usual import Usual, usual
from coach.core.diary import day as days
from coach.core.diary import medicines, said
from coach.core.diary.choices import Context
from coach.core.diary.records import Entry, Profile

_MORNING_LASTS_MIN = 11 * 60
_CAFFEINE_LASTS = timedelta(days=6)
_MEDICINE_MATTERS = timedelta(days=28)
_SHIFTS_MATTER = timedelta(days=14)
_WHOLE_DAY = tuple(page for page in CheckinPage if page is not CheckinPage.ABOUT)
_MORNING = tuple(page for page in _WHOLE_DAY if page is not CheckinPage.DAY)


def begin(  # noqa: PLR0913 - what a check-in hangs on, each by its own name
    day: date,
    entry: Entry | None,
    now: datetime,
    profile: Profile,
    history: Iterable[Entry],
    *,
    draft: tuple[Entry | None, Entry] | None = None,
    tz: str | None = None,
    first: bool = False,
    more: bool = False,
    about: str | None = None,
    besides: tuple[Question, ...] = (),
    standing: Iterable[str] = (),
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
        first: Whether it is the first evening, which begins with three questions about the
            person.
        more: Whether everything is asked.
        about: The question about the person to be asked at the end, if any.
        besides: What is asked besides the table's questions.
        standing: The rules whose banner stands, such as ``R04``.
    """
    base = None if entry is None or entry.cleared else entry
    known = base or Entry(date=day)
    if draft is not None:
        known = merged(draft[0], draft[1], base)
    before = tuple(past for past in history if past.date < day)
    by_date = {past.date: past for past in before}
    start = days.begins_at(day, {**by_date, day: known}.get, profile)
    passed = (now.hour * 60 + now.minute - days.minutes_of(start)) % 1440
    morning = days.coach_day(now, start) == day and passed < _MORNING_LASTS_MIN
    follow = _MORNING if morning else _WHOLE_DAY
    state = State(
        day=day,
        base=base,
        entry=known,
        profile=profile,
        known=profile,
        usual=usual(before, day, profile),
        now=now,
        follow=(CheckinPage.ABOUT, *follow) if first else follow,
        starts_at=start if base is None or base.day_starts_at else days.unsaid_start(profile),
        morning=morning,
        recent_medicine=any(
            past.date >= day - _MEDICINE_MATTERS and read(past, "day.new_medicine") is True
            for past in before
        ),
        shifts=any(past.date >= day - _SHIFTS_MATTER and _shifted(past) for past in before),
        may_be_new=medicines.may_be_new({**by_date, day: known}, day),
        earlier=tuple(past for past in before if past.date >= day - _CAFFEINE_LASTS),
        tz=tz,
        ordinary=enough_nights(before),
        anyway=asked_anyway(before, day, standing),
        knows_jolts=any(said.started(past) for past in before),
        besides=besides,
        about=about,
        more=more,
    )
    return _at_start(state)


def open_profile(profile: Profile, now: datetime) -> State:
    """Open the profile by itself, all its questions on one page."""
    day = now.date()
    return State(
        day=day,
        base=None,
        entry=blank(day),
        profile=profile,
        known=profile,
        usual=Usual({}, ()),
        now=now,
        follow=(CheckinPage.ABOUT,),
        page=CheckinPage.ABOUT,
        at=next(of_page(CheckinPage.ABOUT)).id,
    )


def _shifted(entry: Entry) -> bool:
    day = entry.day
    return day is not None and (day.bedtime is not None or Context.SHIFT in (day.context or ()))


def _at_start(state: State) -> State:
    """Stand at what is still missing; at the beginning where nothing is."""
    for page in state.follow[:-1]:
        for question in visible(state, page):
            is_asked = question.core or question.opening
            if is_asked and value(state, question) is None:
                return replace(state, page=page, at=question.id)
    return replace(state, at=visible(state, CheckinPage.NIGHT)[0].id)


def of_the_day(state: State) -> State:
    """The state for the day that it is by the profile as it was answered just now.

    Only a first check-in can find itself in the wrong day: it was opened before the bedtime
    was known by which the day begins.
    """
    start = days.usual_start(state.profile)
    day = days.coach_day(state.now, start)
    if days.usual_start(state.known) == start or state.entry != blank(state.day):
        return state
    passed = (state.now.hour * 60 + state.now.minute - days.minutes_of(start)) % 1440
    morning = passed < _MORNING_LASTS_MIN
    pages = _MORNING if morning else _WHOLE_DAY
    follow = (CheckinPage.ABOUT, *pages)
    return replace(
        state,
        day=day,
        base=None,
        entry=blank(day),
        starts_at=start,
        morning=morning,
        follow=follow,
    )
