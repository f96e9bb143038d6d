"""The check-in in plain lines: for screen readers, slow links and narrow screens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from coach.cli.commands.closing import close
from coach.core.checkin import about, lines
from coach.core.checkin import state as states
from coach.core.checkin.missed import CATCH_UP_DAYS, away, missing_words
from coach.core.checkin.opening import begin
from coach.core.checkin.question import CheckinPage
from coach.core.checkin.state import State
from coach.core.checkin.usual import LOOK_BACK
from coach.core.diary import day as days
from coach.core.diary.records import Profile
from coach.core.history.as_text import answers_as_text
from coach.core.patterns import Standing
from coach.core.words.lengths_and_dates import day_words, long_date
from coach.core.words.text import visible
from coach.store import settings as settings_file
from coach.store.diary.diary import Diary
from coach.store.diary.drafts import Draft
from coach.store.diary.fold_cache import FoldCache
from coach.store.disk.machine import local_zone
from coach.store.disk.trouble import StoreError
from coach.store.settings import Settings
from coach.store.tips.asking import asks_besides

Ask = Callable[[str], str]
Say = Callable[[str], None]

_WELCOME = (
    "Welcome. Three questions about you, then last night and today. None has to be answered."
)


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
    memory = _Memory(diary, say)
    state, notices = _begin(diary, now(), day, memory.settings)
    say(f"Check-in of {long_date(day)}.")
    is_first = state.page is CheckinPage.ABOUT
    is_today = day == days.today(now(), diary.entry, diary.profile())
    missing = _missing(diary, day, memory.settings) if is_today else []
    for notice in (*notices, *missing, *([_WELCOME] if is_first else []), lines.HOW):
        say(notice)
    keeper = _Keeper(diary, say)
    try:
        state = _ask_all(keeper, memory, state, ask, say)
    except (KeyboardInterrupt, EOFError):
        say("")
        say(keeper.left())
        return
    try:
        memory.keep_profile(state)
        memory.keep_asked(state)
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
        entry = states.answers(state)
        draft = Draft(entry=entry, base=state.base, page=state.page.value)
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
            return "Left without keeping. What was answered:\n" + answers_as_text(
                states.answers(state)
            )
        if state is None or not state.changed:
            return "Left. Nothing was answered, so nothing was kept."
        return "Left. What is answered is kept as a draft, not saved; coach check-in goes on."


class _Memory:
    """What is remembered beside the day: the profile, and what of it was asked."""

    def __init__(self, diary: Diary, say: Say) -> None:
        self._diary, self._say = diary, say
        self.settings = settings_file.load(diary.folder)

    def follow(self, before: State, after: State) -> None:
        """Keep what was changed by a line that is no answer of the day's."""
        if after.more != before.more:
            self._keep(self.settings.with_more(more=after.more))
        if before.page is CheckinPage.ABOUT and after.page is not CheckinPage.ABOUT:
            self._keep(self.settings.with_welcome())
            self.keep_profile(after)

    def keep_profile(self, state: State) -> None:
        """Save what was said about the person, before the day that is read by it."""
        if state.profile != (self._diary.profile() or Profile()):
            self._diary.save_profile(state.profile)

    def keep_asked(self, state: State) -> None:
        """Remember which question about the person was asked today."""
        if state.about is not None:
            self._keep(self.settings.with_asked(state.about, state.day, state.never))

    def _keep(self, settings: Settings) -> None:
        before, self.settings = self.settings, settings
        try:
            settings_file.save(self._diary.folder, settings, before)
        except StoreError as error:
            self._say(visible(str(error)))


def _begin(
    diary: Diary, now: datetime, day: date, settings: Settings
) -> tuple[State, tuple[str, ...]]:
    left = diary.take_over(day)
    draft, profile = left.draft, diary.profile()
    is_today = day == days.today(now, diary.entry, profile)
    is_new = diary.first_day() is None and profile is None and draft is None
    stands = _standing(diary, now)
    banner = stands.banner
    asked = settings.about
    asks = is_today and not is_new and asked.on != day and diary.first_day() is not None
    state = begin(
        day,
        diary.entry(day),
        now,
        profile or Profile(),
        diary.entries(day - LOOK_BACK, day),
        draft=None if draft is None else (draft.base, draft.entry),
        tz=local_zone(),
        first=is_today and is_new and not settings.welcomed,
        more=settings.more,
        about=about.next_question(profile or Profile(), asked.never, asked.last)
        if asks
        else None,
        besides=asks_besides(diary, stands, day, behind_more=settings.own_behind_more),
        standing=[] if banner is None else [stage.rule for stage in banner.stages],
    )
    return state, left.words()


def _missing(diary: Diary, today: date, settings: Settings) -> list[str]:
    """What was missed of late, once in a sentence; that it may stay so belongs to it."""
    entries = diary.entries(today - timedelta(days=CATCH_UP_DAYS), today)
    gone = away(entries, today, diary.first_day(), settings.left_until)
    if not gone:
        return []
    return [
        f"{missing_words(gone)} They may stay so; coach check-in --date answers one of them."
    ]


def _ask_all(keeper: _Keeper, memory: _Memory, state: State, ask: Ask, say: Say) -> State:
    """Ask until the last page is reached and nothing is left to be asked about."""
    page = None
    while (state.question is not None or state.asking is not None) and state.wish is None:
        if state.page is not page:
            page = state.page
            say("")
            if page is not CheckinPage.DONE:
                say(lines.page_line(state))
        for line in lines.question_lines(state):
            say(line)
        before = state
        state = lines.answer_line(state, ask("Answer: "))
        if state.trouble:
            say(state.trouble)
        memory.follow(before, state)
        if state.entry != before.entry:
            keeper.keep(state)
    return replace(state, wish=None)


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
    say("")
    for words in close(diary, state.day, before, after, at=now):
        say(words)


def _standing(diary: Diary, now: datetime) -> Standing:
    today = days.today(now, diary.entry, diary.profile())
    return FoldCache(diary).standing(today)
