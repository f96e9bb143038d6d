"""The check-in in plain lines: for screen readers, slow links and narrow screens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from coach.core.checkin import lines, view
from coach.core.checkin import state as states
from coach.core.checkin.outcome import meaning
from coach.core.checkin.state import State
from coach.core.checkin.usual import LOOK_BACK
from coach.core.diary import day as days
from coach.core.diary.records import Profile
from coach.core.patterns import Standing
from coach.core.words.lengths_and_dates import day_words, long_date
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.diary.fold_cache import FoldCache
from coach.store.disk.machine import local_zone

Ask = Callable[[str], str]
Say = Callable[[str], None]

_LATELY = timedelta(days=28)


def run(diary: Diary, now: Callable[[], datetime], ask: Ask, say: Say, day: date) -> None:
    """Ask the check-in of a day, one question a line, and save it.

    Enter leaves a question unanswered; a wrong answer gets one sentence and is asked again;
    ctrl+c keeps what is answered as a draft.

    Args:
        diary: Where it is saved.
        now: Local time with its offset.
        ask: Shows a prompt and returns the line that was typed; EOFError and
            KeyboardInterrupt end the check-in.
        say: Shows a line.
        day: The day; today or a day before.

    Raises:
        StoreError: If it could not be saved.
    """
    state, going_on = _begin(diary, now(), day)
    say(f"Check-in of {long_date(day)}.")
    if going_on:
        say(going_on)
    say(lines.HOW)
    try:
        state = _ask_all(diary, state, ask, say)
    except (KeyboardInterrupt, EOFError):
        say("")
        say(_left(diary, day))
        return
    _save(diary, state, now(), say)


def _begin(diary: Diary, now: datetime, day: date) -> tuple[State, str]:
    draft = diary.draft(day)
    state = states.begin(
        day,
        diary.entry(day),
        now,
        diary.profile() or Profile(),
        diary.entries(day - LOOK_BACK, day),
        draft=None if draft is None else (draft.base, draft.entry),
        tz=local_zone(),
    )
    if draft is None:
        return state, ""
    when = f" from {draft.saved_at:%H:%M}" if draft.saved_at else ""
    return state, f"Going on{when}; nothing is saved before the end."


def _ask_all(diary: Diary, state: State, ask: Ask, say: Say) -> State:
    """Ask until the last page is reached and nothing is left to be asked about."""
    page = None
    while state.question is not None or state.asking is not None:
        if state.page is not page:
            page = state.page
            say("")
        for line in lines.question_lines(state):
            say(line)
        before = state
        state = lines.answer_line(state, ask("Answer: "))
        if state.trouble:
            say(state.trouble)
        if state.entry != before.entry:
            _keep(diary, state)
    return state


def _keep(diary: Diary, state: State) -> None:
    if state.changed:
        diary.save_draft(Draft(entry=state.entry, base=state.base, page=state.page.value))
    else:
        diary.drop_draft(state.day)


def _left(diary: Diary, day: date) -> str:
    if diary.draft(day) is None:
        return "Left. Nothing was answered, so nothing was kept."
    return "Left. What is answered is kept as a draft, not saved; coach check-in goes on."


def _save(diary: Diary, state: State, now: datetime, say: Say) -> None:
    if not state.changed:
        diary.drop_draft(state.day)
        say("Nothing was answered, so nothing was saved.")
        return
    before = _standing(diary, now)
    diary.change(
        state.day,
        lambda disk: states.saved(state, disk),
        f"the check-in of {day_words(state.day)}",
    )
    diary.drop_draft(state.day)
    after = _standing(diary, now)
    lately = diary.entries(after.date - _LATELY, after.date)
    means = meaning(before, after, diary.entry(state.day), lately, diary.profile())
    say("")
    say(view.noted(replace(state, asking=None)))
    if means:
        say(means)


def _standing(diary: Diary, now: datetime) -> Standing:
    profile = diary.profile()
    start = (profile and profile.day_starts_at) or days.DEFAULT_DAY_START
    today = days.coach_day(now, start)
    return FoldCache(diary).standing(today)
