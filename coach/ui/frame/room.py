"""What the five rooms have besides: the banner, the tabs, and the keys that work in all."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coach.ui.frame.banner import BannerBox, fold
from coach.ui.frame.screen import CoachScreen, KeyLine, TitleLine
from coach.ui.keys import table as keys
from coach.ui.keys.key import Key
from coach.ui.widgets.clickable import Clickable

ROOMS: tuple[tuple[str, str], ...] = (
    ("tonight", "Tonight"),
    ("history", "History"),
    ("signs", "Signs"),
    ("tips", "Tips"),
    ("learn", "Learn"),
)


class TabLine(Clickable):
    """The five rooms in one line; each can be clicked."""

    def __init__(self, current: str) -> None:
        parts: list[Content] = []
        for name, label in ROOMS:
            style = "bold reverse" if name == current else ""
            # Names stand above; nothing typed by a person is read as a style.
            parts.append(Content.styled(label, f"{style} @click=screen.room('{name}')"))
        super().__init__(Content("   ").join(parts), id="tabs")


class Room(CoachScreen):
    """One of the five rooms."""

    PLACE = "everywhere"

    def __init__(self) -> None:
        super().__init__()
        # By this count Textual takes a room that opens for one that was drawn before the look
        # was changed, and reads the whole style sheet twice. Its widgets get their styles as
        # they are mounted, as on any other screen. There is no public name for it; a test
        # holds it in place.
        self._css_update_count = self.app._css_update_count
        self._is_up = False

    def compose(self) -> ComposeResult:
        """Frame and body."""
        yield TitleLine(id="title")
        yield BannerBox(id="banner")
        yield TabLine(self.PLACE)
        with VerticalScroll(id="body", can_focus=False):
            yield from self.body()
        yield KeyLine(self.footer())

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Be drawn once, by the class above: of a room that opens Textual tells twice."""
        if self._is_up:
            event.prevent_default()
        if self._drawn_for is None:
            # All of it was styled a moment ago, when it was put together.
            event.refresh_styles = False
        self._is_up = True

    def on_screen_suspend(self) -> None:
        """Be drawn anew when it comes up again."""
        self._is_up = False

    def footer(self) -> tuple[Key, ...]:
        """The room's own keys, then those that work in every room."""
        return keys.footer(self.PLACE, "everywhere")

    def draw(self) -> None:
        """Draw the banner as well."""
        for banner in self.query(BannerBox):
            banner.show(self.coach, short=self.app.size.height < 24)
            # What the banner was reckoned from is kept for the next start, once nobody waits.
            self.coach.when_drawn(self.coach.keep_fold)
        super().draw()

    def show_time(self) -> None:
        """Let the title line keep up with the clock, once there is one."""
        for line in self.query(TitleLine):
            line.refresh_time()

    def action_room(self, name: str) -> None:
        """Go to another room."""
        if name != self.PLACE:
            self.app.switch_mode(name)

    def action_why(self) -> None:
        """Say why the banner is up and why the tip is tonight's."""
        self.coach.open_why()

    def action_doctor(self) -> None:
        """Write the page for the doctor."""
        self.coach.open_report()

    def action_drink(self) -> None:
        """Log a drink."""
        self.coach.open_drinks(self.coach.today)

    def action_wind_down(self) -> None:
        """Open the choice of a guided wind-down."""
        self.coach.open_wind_down()

    def action_happened(self) -> None:
        """Note what just happened."""
        self.coach.open_happened()

    def action_fold(self) -> None:
        """Fold the banner, or unfold it."""
        fold(self.coach)

    def action_menu(self) -> None:
        """Open the menu of what is rare."""
        # The first page need not wait for it.
        from coach.ui.frame.menu import Menu

        self.app.push_screen(Menu(), lambda name: self.action_take(name) if name else None)

    def action_take(self, name: str) -> None:
        """Do what a row of the menu says."""
        host = self.coach
        ways: dict[str, Callable[[], object]] = {
            "catch_up": host.open_catch_up,
            "profile": host.open_profile,
            "own_questions": host.open_own_questions,
            "goal": host.open_goal,
            "visit": host.open_visit,
            "export": host.open_export,
            "import_file": host.open_import,
            "backups": host.open_backups,
            "sync": host.open_sync,
            "look": host.search_themes,
        }
        ways[name]()

    def action_quit(self) -> None:
        """Leave the coach."""
        self.app.exit()
