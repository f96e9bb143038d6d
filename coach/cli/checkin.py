"""The check-in in plain lines: for screen readers, slow links and narrow screens."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from coach.core.checkin import lines
from coach.core.checkin import state as states
from coach.core.checkin.state import State
from coach.core.checkin.usual import LOOK_BACK
from coach.core.diary import day as days
from coach.core.diary.records import Profile
from coach.core.history.as_text import answers_as_text
from coach.core.patterns import Standing
from coach.core.tonight.closing import day_line, news
from coach.core.words.lengths_and_dates import day_words, long_date
from coach.core.words.text import visible
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.diary.fold_cache import FoldCache
from coach.store.disk.durable import StoreError
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
    state, notices = _begin(diary, now(), day)
    say(f"Check-in of {long_date(day)}.")
    for notice in (*notices, lines.HOW):
        say(notice)
    keeper = _Keeper(diary, say)
    try:
        state = _ask_all(keeper, state, ask, say)
    except (KeyboardInterrupt, EOFError):
        say("")
        say(keeper.left())
        return
    try:
        _save(diary, state, now(), say)
    except StoreError:
        if state.changed:
            keeper.keep(state)
            say(keeper.left())
        raise


class _Keeper:
    """Keeps a check-in as a draft while it is answered, and knows whether it is on disk."""

    def __init__(self, diary: Diary, say: Say) -> None:
        self._diary, self._say = diary, say
        self._trouble = ""
        self._state: State | None = None

    def keep(self, state: State) -> None:
        """Put what is answered on disk; where that fails, say so once, and go on asking."""
        self._state = state
        draft = Draft(entry=state.entry, base=state.base, page=state.page.value)
        trouble = ""
        try:
            if state.changed:
                self._diary.save_draft(draft)
            else:
                self._diary.drop_draft(state.day)
        except StoreError as error:
            trouble = str(error)
        if trouble and trouble != self._trouble:
            self._say(f"Not kept as a draft: {visible(trouble)}")
        self._trouble = trouble

    def left(self) -> str:
        """What has become of the answers, where they are not saved."""
        state = self._state
        if self._trouble and state is not None and state.changed:
            return "Left without keeping. What was answered:\n" + answers_as_text(state.entry)
        if state is None or not state.changed:
            return "Left. Nothing was answered, so nothing was kept."
        return "Left. What is answered is kept as a draft, not saved; coach check-in goes on."


def _begin(diary: Diary, now: datetime, day: date) -> tuple[State, tuple[str, ...]]:
    left = diary.take_over(day)
    draft = left.draft
    state = states.begin(
        day,
        diary.entry(day),
        now,
        diary.profile() or Profile(),
        diary.entries(day - LOOK_BACK, day),
        draft=None if draft is None else (draft.base, draft.entry),
        tz=local_zone(),
    )
    return state, left.words()


def _ask_all(keeper: _Keeper, state: State, ask: Ask, say: Say) -> State:
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
            keeper.keep(state)
    return state


def _save(diary: Diary, state: State, now: datetime, say: Say) -> None:
    if not state.changed:
        diary.drop_draft(state.day)
        say("Nothing was answered, so nothing was saved.")
        return
    before = _standing(diary, now)
    diary.save_check_in(
        state.day,
        lambda disk: states.saved(state, disk),
        f"the check-in of {day_words(state.day)}",
    )
    after = _standing(diary, now)
    lately = diary.entries(after.date - _LATELY, after.date)
    entry = diary.entry(state.day)
    line = "" if entry is None else day_line(entry)
    say("")
    say(f"Saved.  {line}." if line else "Saved.")
    if after.banner is not None and after.asks:
        say(f"{after.banner.title}. {after.banner.summary}")
    for words in news(before, after, entry, lately, diary.profile()):
        say(words)


def _standing(diary: Diary, now: datetime) -> Standing:
    profile = diary.profile()
    start = (profile and profile.day_starts_at) or days.DEFAULT_DAY_START
    today = days.coach_day(now, start)
    return FoldCache(diary).standing(today)
