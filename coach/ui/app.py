"""The full-screen program: five rooms, the screens above them, and what happens in between."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import SystemCommand
from textual.css.query import NoMatches
from textual.screen import Screen, SystemModalScreen
from textual.widget import AwaitMount

from coach.core.diary.choices import GoalKind, Practice
from coach.core.patterns import Standing
from coach.store.diary.diary import Diary
from coach.ui.frame.host import Host
from coach.ui.frame.palette import load_palette
from coach.ui.frame.room import Room
from coach.ui.frame.screen import CoachScreen, TitleLine
from coach.ui.frame.sending import Terminal
from coach.ui.frame.small import is_too_small
from coach.ui.keys import table as keys
from coach.ui.keys.common import MENU_KEYS
from coach.ui.rooms import ROOM_SCREENS, load_in_turn

if TYPE_CHECKING:
    from coach.ui.files.syncing import BackgroundSync


_ROOMS_STYLE = Path(__file__).with_name("rooms.tcss")


def _can_be_fetched_back() -> bool:
    """Whether a shell with jobs started the program: its group is then not the session's."""
    is_terminal = sys.__stdin__ is not None and sys.__stdin__.isatty()
    return is_terminal and sys.platform != "win32" and os.getpgrp() != os.getsid(0)


class CoachApp(Host):
    """The coach on a full screen."""

    TITLE = "Coach"
    CSS_PATH = "coach.tcss"
    MODES = dict(ROOM_SCREENS)
    DEFAULT_MODE = "tonight"
    BINDINGS = keys.bindings("program")

    def __init__(
        self, diary: Diary, now: Callable[[], datetime], *, demo: bool = False
    ) -> None:
        super().__init__(diary, now, demo=demo)
        self._seen_stamp = diary.stamp()
        self._seen_day = self.today
        self._has_terminal = sys.__stdin__ is not None and sys.__stdin__.isatty()
        self._synced_stamp: tuple[int, ...] | None = None
        self._background: BackgroundSync | None = None
        self.failure: BaseException | None = None
        self._terminal = Terminal()
        self._sent: Screen[Any] | None = None

    def on_mount(self) -> None:
        """Start to watch for other programs and for the new day."""
        self.loop = asyncio.get_running_loop()
        self.theme_changed_signal.subscribe(
            self, lambda theme: self._remember_theme(theme.name)
        )
        self.app_resume_signal.subscribe(self, lambda _: self._come_back())
        self.when_drawn(self._sync_quietly)
        self.when_drawn(self._load_the_rest)
        # A stamp costs one look at the file's date, so asking often is cheap.
        self.set_interval(2, self.look_around)

    def _load_the_rest(self) -> None:
        """Load, now that the first page stands, what it could do without."""
        self.read_styles()
        load_in_turn(self)

    def _display(
        self, screen: Screen[Any], renderable: RenderableType | CompositorUpdate | None
    ) -> None:
        """Send the terminal what differs from what it shows.

        Textual has no public hook for it; a test holds the name in place.
        """
        if screen is not self._sent:
            # Whatever another program may have written over it goes with the next screen.
            self._terminal.forget()
            self._sent = screen
        if isinstance(renderable, CompositorUpdate):
            renderable = self._terminal.sending(renderable, self.size.width)
        super()._display(screen, cast("RenderableType | None", renderable))

    def on_resize(self, event: events.Resize) -> None:
        """Close the palette in a window too small for a line of it, where Textual fails.

        A program that comes back from the background hears of its size as well.
        """
        self._terminal.forget()
        if is_too_small(event.size) and isinstance(self.screen, SystemModalScreen):
            self.screen.dismiss()

    def action_command_palette(self) -> None:
        """Open the palette, where there is room for it."""
        if not is_too_small(self.size):
            load_palette()
            super().action_command_palette()

    def search_themes(self) -> None:
        """Open the palette on the looks."""
        load_palette()
        super().search_themes()

    def _get_screen(self, screen: Screen[Any] | str) -> tuple[Screen[Any], AwaitMount]:
        """Read the rest of the style sheet before the first screen that needs it is styled.

        Textual has no public hook for it; a test holds the name in place.
        """
        if not (isinstance(screen, Room) and screen.PLACE == "tonight"):
            self.read_styles()
        return super()._get_screen(screen)

    def read_styles(self) -> None:
        """Read what the style sheet says of all but the first page, which waits for less."""
        if not self.stylesheet.has_source(str(_ROOMS_STYLE)):
            style = _ROOMS_STYLE.read_text(encoding="utf-8")
            self.stylesheet.add_source(style, (str(_ROOMS_STYLE), ""))

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheet anew; before the first page is drawn, it has just been read."""
        if self.is_drawn:
            super().refresh_css(animate)

    def _remember_theme(self, name: str) -> None:
        """Keep a theme that was chosen; putting on the one there was is no choice."""
        if name != self.worn:
            self.worn = name
            self.keep_settings(self.settings.with_theme(name))

    def look_around(self) -> None:
        """Notice a change by another program, a new day, and a terminal that is gone."""
        if self._is_terminal_gone():
            signal.raise_signal(signal.SIGTERM)
            return
        stamp, today = self.diary.stamp(), self.today
        if self._synced_stamp not in (None, stamp):
            self._sync_quietly()
        if (stamp, today) != (self._seen_stamp, self._seen_day):
            self.diary_changed()
            return
        # While the program closes there may be no screen any more.
        for screen in self.screen_stack[-1:]:
            if isinstance(screen, Room):
                screen.show_time()

    def _is_terminal_gone(self) -> bool:
        """Whether the window was closed without anybody telling the program."""
        keyboard = sys.__stdin__
        is_there = keyboard is not None and keyboard.isatty()
        return self._has_terminal and not self.is_headless and not is_there

    def diary_changed(self) -> None:
        """Let the screen that is up show the diary as it now is; others do when visited."""
        self._seen_stamp, self._seen_day = self.diary.stamp(), self.today
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen):
                screen.diary_changed()

    def put_down(self) -> None:
        """Leave as `q` does, with what is not on disk yet kept as a draft."""
        self._keep_all()
        self.exit()

    def on_exit_app(self) -> None:
        """Keep what is not on disk where a browser's page is closed, which asks nobody."""
        if self.is_web:
            self._keep_all()

    def _keep_all(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CoachScreen):
                screen.put_down()

    def action_suspend_process(self) -> None:
        """Put the program aside, where there is a shell that can bring it back."""
        if not _can_be_fetched_back():
            self.say("There is no shell here to come back from; q leaves.")
            return
        if self.is_writing:
            # Another coach would wait for one that is put aside while it holds the diary.
            self.say("Waiting for another coach that is writing.")
            return
        # Nobody may come back to it.
        self._keep_all()
        super().action_suspend_process()

    def _come_back(self) -> None:
        """Draw all anew on a terminal that the shell has had, and see what is new."""
        self.refresh(layout=True)
        self.look_around()

    def mark_seen(self) -> None:
        """The diary's newest change was the program's own and needs no redrawing."""
        self._seen_stamp = self.diary.stamp()

    # What opens a screen imports it only then, so that the first page need not wait for it.

    def open_check_in(self, day: date | None = None, *, ordinary: bool = False) -> None:
        """Open the check-in of a day (today if None), perhaps with an ordinary night."""
        from coach.ui.checkin.screen import CheckIn

        if (day or self.today) in self.saving:
            self.say("This day's check-in waits for another coach to be done.")
        elif day is None and not ordinary and self.was_away:
            self.open_catch_up()
        else:
            self.push_screen(CheckIn(day or self.today, ordinary=ordinary))

    def open_closing(self, day: date, before: Standing) -> None:
        """Open the card that closes the check-in of a day."""
        from coach.ui.tonight.closing import ClosingCard

        self.push_screen(ClosingCard(day, before))

    def open_day(self, day: date) -> None:
        """Open all that was recorded on a day."""
        from coach.ui.history.day import DayView

        self.push_screen(DayView(day))

    def open_catch_up(self) -> None:
        """List the missed days, to answer them."""
        from coach.ui.checkin.catch_up import CatchUp

        self.push_screen(CatchUp())

    def open_drinks(self, day: date) -> None:
        """Open the drinks of a day."""
        from coach.ui.drinks.screen import Drinks

        self.push_screen(Drinks(day))

    def open_happened(self) -> None:
        """Open what is noted of today as it happens."""
        from coach.ui.happened.screen import Happened

        self.push_screen(Happened())

    def open_partner(self, day: date | None = None) -> None:
        """Open the bed partner's questions about the night to a day (today's if None)."""
        from coach.ui.partner.screen import PartnerSheet

        self.push_screen(PartnerSheet(day or self.today))

    def open_profile(self) -> None:
        """Open the profile."""
        from coach.ui.checkin.profile import ProfileForm

        self.push_screen(ProfileForm())

    def open_export(self) -> None:
        """Ask where to, then write the diary there."""
        from coach.ui.files.exporting import ask_for_export

        ask_for_export(self)

    def open_import(self) -> None:
        """Ask which file, show what it would bring, and bring it in when told to."""
        from coach.ui.files.importing import ImportDialog

        self.push_screen(ImportDialog(self))

    def open_report(self) -> None:
        """Ask where to, then write the page for the doctor there."""
        from coach.ui.files.reporting import ask_for_report

        ask_for_report(self)

    def open_sync(self) -> None:
        """Sync with the shared folder; ask which it is where none was named."""
        from coach.store.settings import load
        from coach.ui.files.syncing import SyncDialog

        shared = load(self.diary.folder).shared
        if self.demo:
            self.say("Nothing of the demo is kept, here or elsewhere.")
        elif shared is not None and shared.folder:
            self._syncing().begin_aloud()
        else:
            self.push_screen(SyncDialog(), self._sync_with)

    def _sync_with(self, folder: Path | None) -> None:
        if folder is not None:
            self._synced_stamp = self.diary.stamp()
            self._syncing().begin_with(folder)

    def _sync_quietly(self) -> None:
        """Keep the shared folder in line, where one was named, without a word."""
        from coach.store.settings import load

        self._synced_stamp = self.diary.stamp()
        shared = load(self.diary.folder).shared
        if shared is not None and shared.folder and not self.demo:
            self._syncing().begin()

    def _syncing(self) -> "BackgroundSync":
        if self._background is None:
            from coach.ui.files.syncing import BackgroundSync

            self._background = BackgroundSync(self)
        return self._background

    def open_why(self) -> None:
        """Say on one page why the banner is up and why tonight's tip is tonight's."""
        from coach.ui.tonight.why import WhyPage

        self.push_screen(WhyPage())

    def open_visit(self) -> None:
        """Ask which visit to a doctor is to be noted."""
        from coach.ui.signs.visit import note_visit

        note_visit(self)

    def open_backups(self) -> None:
        """List the automatic backups."""
        from coach.ui.files.backups import Backups

        self.push_screen(Backups())

    def open_keys(self, place: str) -> None:
        """List all keys, those of one place first."""
        from coach.ui.frame.help import KeysHelp

        self.push_screen(KeysHelp(place))

    def open_goal(self, kind: GoalKind | None = None) -> None:
        """Ask for a goal (one of a kind that is named already) and keep it."""
        from coach.ui.tips.goals import choose_goal

        choose_goal(self, kind)

    def open_experiment(self, tip: str | None = None) -> None:
        """Open the page of experiments: the one that runs, one with a tip, those before."""
        from coach.ui.tips.experiment import ExperimentPage

        self.push_screen(ExperimentPage(tip))

    def open_week(self) -> None:
        """Go to the week in History."""
        self.wants_week = True
        self.switch_mode("history")

    def open_own_questions(self) -> None:
        """List the person's own questions."""
        from coach.ui.checkin.own_questions import OwnQuestions

        self.push_screen(OwnQuestions())

    def open_learn(self, slug: str) -> None:
        """Open one of the plain pages."""
        from coach.ui.learn.room import LearnPageView

        self.push_screen(LearnPageView(slug))

    def open_wind_down(
        self, practice: str | None = None, *, wished: Practice | None = None
    ) -> None:
        """Open a guided wind-down, or a choice that begins on the one for the hour."""
        from coach.ui.winddown.screen import WindDown

        self.push_screen(WindDown(practice, wished=wished))

    def show_waiting(self) -> None:
        """Say in the title line that another program is writing, as long as it is."""
        for screen in self.screen_stack[-1:]:
            for line in screen.query(TitleLine):
                line.refresh_time()

    def _fatal_error(self) -> None:
        """Close without Textual's traceback, which would print the diary's text.

        Textual has no public hook for this; a test holds the name in place.
        """
        # A screen may be opening while the program ends; what it lacks then is no failure.
        if self.is_leaving and isinstance(self._exception, NoMatches):
            self.exit()
        elif self.is_web and isinstance(self._exception, BrokenPipeError):
            # The server is gone, and with it whoever read the page.
            self._keep_all()
        else:
            self.failure = self._exception
        self._close_messages_no_wait()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: every key of the screen that is up, and the choice of a look.

        Of Textual's own the rest is left out: its screenshot would put the diary on disk
        unasked, and the others do what a key of ours does.
        """
        for command in super().get_system_commands(screen):
            if command.title == "Theme":
                yield command
        yield SystemCommand(
            "Bed partner",
            "Let the bed partner answer three questions about last night.",
            self.open_partner,
        )
        place = screen.PLACE if isinstance(screen, keys.WithKeys) else "everywhere"
        shown = [*keys.of(place)]
        if isinstance(screen, Room):
            shown += [*keys.of("everywhere"), *MENU_KEYS]
        for key in shown:
            yield SystemCommand(
                key.label.capitalize(), key.help, partial(screen.run_action, key.action)
            )
