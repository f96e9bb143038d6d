"""What every screen may ask of the program: the diary, the clock, the settings, one voice.

Screens know this class, not the app, so that no import runs in a circle.
"""

import gc
from abc import abstractmethod
from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar, cast

from rich.console import RenderableType
from textual.timer import Timer

from coach.core.checkin.missed import CATCH_UP_DAYS, away
from coach.core.diary import day as days
from coach.core.diary import said
from coach.core.diary.choices import GoalKind, Practice
from coach.core.diary.records import Profile
from coach.core.patterns import Acknowledgement, Level, PastBanner, Standing
from coach.core.words.text import visible
from coach.store import settings as settings_file
from coach.store.diary.diary import Diary
from coach.store.diary.fold_cache import FoldCache
from coach.store.disk.trouble import StoreError
from coach.store.settings import Settings
from coach.store.tips.tipbook import Tipbook
from coach.store.tips.tipbook import load as load_tipbook
from coach.ui.frame.themes import Dressed
from coach.ui.frame.writing import Writing

if TYPE_CHECKING:
    from coach.core.tips.experiments.trials import Trial

R = TypeVar("R")

_LOOK_EVERY_S = 0.1
# So many new objects are looked through at once, in place of seven hundred.
_SELDOM = 50_000


class Host(Dressed[None]):
    """The app as its screens see it.

    Attributes:
        diary: The only door to what is on disk.
        demo: Whether the diary is invented and kept nowhere.
        settings: Looks and acknowledgements; change them through `keep_settings`.
        is_drawn: Whether the first page has been drawn.
        is_leaving: Whether the program is about to end, and nothing need be drawn any more.
        wants_week: Whether History opens on the week next.
        kept_waiting: Whether another program keeps a change waiting.
        saving: Days whose check-in waits to be saved.
    """

    def __init__(
        self, diary: Diary, now: Callable[[], datetime], *, demo: bool = False
    ) -> None:
        self.settings: Settings = settings_file.load(diary.folder)
        self.is_drawn = self.is_leaving = False
        super().__init__(self.settings.theme)
        self.diary = diary
        self.demo = demo
        self._waiting: list[Callable[[], object]] = []
        self._now = now
        self._folded = FoldCache(diary)
        self._standing: tuple[tuple[object, ...], Standing] | None = None
        self._tipbook: Tipbook | None = None
        self.kept_waiting = False
        self.wants_week = False
        self.saving: set[date] = set()
        self._writing = Writing()
        self._looking: Timer | None = None
        self.loop: AbstractEventLoop | None = None
        self._backup_troubles: deque[str] = deque()
        diary.on_wait(self._note_waiting)
        diary.on_backup_failure(self._backup_troubles.append)

    def now(self) -> datetime:
        """Local time with its offset."""
        return self._now()

    @property
    def profile(self) -> Profile:
        """The profile; all its fields unanswered where nothing was saved yet."""
        return self.diary.profile() or Profile()

    @property
    def is_new(self) -> bool:
        """Whether nobody was welcomed yet: no day, no profile, and not asked for one."""
        return (
            not self.settings.welcomed
            and self.diary.first_day() is None
            and self.diary.profile() is None
            and self.diary.draft(self.today) is None
        )

    @property
    def has_answered_today(self) -> bool:
        """Whether today's check-in was made, or begun."""
        entry = self.diary.entry(self.today)
        is_made = entry is not None and said.answers_more_than_drinks(entry)
        return is_made or self.diary.draft(self.today) is not None

    @property
    def was_away(self) -> bool:
        """Whether the last days were missed, and today is not answered yet."""
        today, diary = self.today, self.diary
        if self.has_answered_today:
            return False
        entries = diary.entries(today - timedelta(days=CATCH_UP_DAYS), today)
        return bool(away(entries, today, diary.first_day(), self.settings.left_until))

    @property
    def day_starts_at(self) -> str:
        """When the coach's day that it is now began."""
        return days.begins_at(self.today, self.diary.entry, self.profile)

    @property
    def today(self) -> date:
        """The coach's day that it is now."""
        return days.today(self.now(), self.diary.entry, self.profile)

    @property
    def next_day_at(self) -> str:
        """When the coach's next day begins."""
        return days.begins_at(self.today + timedelta(days=1), self.diary.entry, self.profile)

    @property
    def tipbook(self) -> Tipbook:
        """Tips and pages, read once."""
        if self._tipbook is None:
            self._tipbook = load_tipbook()
        return self._tipbook

    def standing(self) -> Standing:
        """Where the person stands today; folded anew only when the diary changes."""
        key: tuple[object, ...] = (self.diary.stamp(), self.today)
        if self._standing is None or self._standing[0] != key:
            self._standing = (key, self._folded.standing(self.today))
        return self._standing[1]

    def trial(self) -> "Trial | None":
        """The experiment that runs, or None; nothing of it is loaded where there is none."""
        if not self.diary.experiments():
            return None
        from coach.store.tips.trials import running_trial

        return running_trial(self.diary, self.standing())

    def trials(self) -> "tuple[Trial, ...]":
        """Every experiment with how it stands, the earliest first."""
        if not self.diary.experiments():
            return ()
        from coach.store.tips.trials import trials_of

        return trials_of(self.diary, self.standing())

    def sealed_nights(self) -> frozenset[date]:
        """The nights of an experiment that must not be compared with anything yet."""
        trial = self.trial()
        return frozenset() if trial is None else trial.sealed_nights

    def ledger(self) -> tuple[PastBanner, ...]:
        """Every banner there has been, the earliest first."""
        return self._folded.ledger(self.today)

    def keep_fold(self) -> None:
        """Let the next start be quick."""
        self._folded.keep()

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Leave; from here on no screen is drawn."""
        self.is_leaving = True
        super().exit(result, return_code, message)

    def when_drawn(self, what: Callable[[], object]) -> None:
        """Do something once the page is drawn that is being put together."""
        if self.is_drawn:
            self.call_after_refresh(what)
        else:
            self._waiting.append(what)

    def post_display_hook(self) -> None:
        """Go on with what had to wait for the first page (Textual calls this after drawing)."""
        # It is called as well where Textual holds the drawing back.
        if self.is_drawn or self._batch_count or not self._waiting:
            return
        self.is_drawn = True
        if not gc.isenabled():
            # Modules and style sheets stay to the end: no collection need walk them again.
            gc.freeze()
            # A room that opens makes some twenty thousand, and nearly all of them stay.
            gc.set_threshold(_SELDOM, 10, 10)
            gc.enable()
        waiting, self._waiting = self._waiting, []
        for what in waiting:
            self.call_later(what)

    def acknowledgements(self) -> tuple[Acknowledgement, ...]:
        """The banners that the person has folded."""
        return tuple(
            Acknowledgement(seen.rule, Level[seen.level.upper()], seen.date)
            for seen in self.settings.acknowledged
            if seen.level.upper() in Level.__members__
        )

    def keep_settings(self, settings: Settings) -> None:
        """Remember settings; a disk that refuses costs only the memory of them."""
        before, self.settings = self.settings, settings
        self.attempt(lambda: settings_file.save(self.diary.folder, settings, before))

    def attempt(self, write: Callable[[], object]) -> bool:
        """Write something that needs no lock; where the disk refuses, say why.

        Returns:
            Whether it was written.
        """
        try:
            write()
        except StoreError as error:
            self.say_why(error)
            return False
        return True

    def from_thread(self, call: Callable[[], object]) -> None:
        """Have another thread's call made by that of the screens; never once they are gone."""
        if self.loop is not None:
            # The loop says so by this where the program was left meanwhile.
            with suppress(RuntimeError):
                self.loop.call_soon_threadsafe(self.call_later, call)

    def write(
        self,
        do: Callable[[], R],
        then: Callable[[R], object] = lambda _: None,
        refused: Callable[[StoreError], object] | None = None,
    ) -> None:
        """Change the diary without letting the screen wait for another program.

        Args:
            do: Makes the change; runs on another thread and must not touch the screen.
            then: Called with its result once it is on disk, mostly before this returns.
            refused: Called with the reason where it was not made; that is said if None.
        """

        def go_on(result: object) -> None:
            self._tell_of_backups()
            then(cast(R, result))

        self._writing.begin(do, go_on, refused or self.say_why)
        if self._writing.waiting and self._looking is None:
            self._looking = self.set_interval(_LOOK_EVERY_S, self._look_at_writing)

    @property
    def is_writing(self) -> bool:
        """Whether a change is still waiting to be made."""
        return self._writing.waiting

    def finish_writing(self) -> None:
        """Wait for the last changes, once the screen is gone."""
        self._writing.finish()

    def _look_at_writing(self) -> None:
        self._writing.look()
        if not self._writing.waiting:
            self.kept_waiting = False
            if self._looking is not None:
                self._looking.stop()
                self._looking = None
        self.show_waiting()

    def _note_waiting(self) -> None:
        """Note that another program keeps a change waiting; called on the writing thread."""
        self.kept_waiting = True

    def _tell_of_backups(self) -> None:
        while self._backup_troubles:
            self.say(self._backup_troubles.popleft(), warn=True)

    def change(
        self,
        write: Callable[[], object],
        words: str,
        then: Callable[[], object] = lambda: None,
        refused: Callable[[StoreError], object] | None = None,
    ) -> None:
        """Change the diary, say what was done, and let the screens follow.

        Args:
            write: Makes the change, as for `write`.
            words: What was done.
            then: Called once it is on disk and said.
            refused: As for `write`.
        """

        def go_on(_: object) -> None:
            self.say(words)
            self.diary_changed()
            then()

        self.write(write, go_on, refused)

    def say_why(self, error: StoreError) -> None:
        """Say why the disk did not take something."""
        self.say(str(error), warn=True)

    def say(self, text: str, *, warn: bool = False) -> None:
        """Show a short notice; the text is shown as it is, never read as markup."""
        self.notify(visible(text), severity="warning" if warn else "information", markup=False)

    @abstractmethod
    def diary_changed(self) -> None:
        """Let every screen that is up show the diary as it now is."""

    @abstractmethod
    def show_waiting(self) -> None:
        """Let the screen that is up say, or no longer say, that a change is waiting."""

    @abstractmethod
    def mark_seen(self) -> None:
        """The diary's newest change was the program's own and needs no redrawing."""

    @abstractmethod
    def open_check_in(self, day: date | None = None, *, ordinary: bool = False) -> None:
        """Open the check-in of a day (today if None), perhaps with an ordinary night."""

    @abstractmethod
    def open_closing(self, day: date, before: Standing) -> None:
        """Open the card that closes the check-in of a day.

        Args:
            day: The day that was saved.
            before: Where the person stood before it was.
        """

    @abstractmethod
    def open_day(self, day: date) -> None:
        """Open all that was recorded on a day."""

    @abstractmethod
    def open_catch_up(self) -> None:
        """List the missed days, to answer them."""

    @abstractmethod
    def open_drinks(self, day: date) -> None:
        """Open the drinks of a day."""

    @abstractmethod
    def open_happened(self) -> None:
        """Open what is noted of today as it happens."""

    @abstractmethod
    def open_partner(self, day: date | None = None) -> None:
        """Open the bed partner's questions about the night to a day (today's if None)."""

    @abstractmethod
    def open_profile(self) -> None:
        """Open the profile."""

    @abstractmethod
    def open_export(self) -> None:
        """Ask where to, then write the diary there."""

    @abstractmethod
    def open_import(self) -> None:
        """Ask which file, show what it would bring, and bring it in when told to."""

    @abstractmethod
    def open_report(self) -> None:
        """Ask where to, then write the page for the doctor there."""

    @abstractmethod
    def open_sync(self) -> None:
        """Sync with the shared folder; ask which it is where none was named."""

    @abstractmethod
    def open_why(self) -> None:
        """Say on one page why the banner is up and why tonight's tip is tonight's."""

    @abstractmethod
    def open_visit(self) -> None:
        """Ask which visit to a doctor is to be noted."""

    @abstractmethod
    def open_backups(self) -> None:
        """List the automatic backups."""

    @abstractmethod
    def open_keys(self, place: str) -> None:
        """List all keys, those of one place first."""

    @abstractmethod
    def open_goal(self, kind: GoalKind | None = None) -> None:
        """Ask for a goal (one of a kind that is named already) and keep it."""

    @abstractmethod
    def open_experiment(self, tip: str | None = None) -> None:
        """Open the page of experiments: the one that runs, one with a tip, those before."""

    @abstractmethod
    def open_week(self) -> None:
        """Go to the week in History."""

    @abstractmethod
    def open_own_questions(self) -> None:
        """List the person's own questions."""

    @abstractmethod
    def open_learn(self, slug: str) -> None:
        """Open one of the plain pages."""

    @abstractmethod
    def open_wind_down(
        self, practice: str | None = None, *, wished: Practice | None = None
    ) -> None:
        """Open a guided wind-down, or a choice that begins on the one for the hour.

        Args:
            practice: Which one; None for the choice.
            wished: Which one the choice begins on, unless it is too late for it.
        """
