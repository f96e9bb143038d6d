"""The frame round every screen: title line, banner, tabs, footer, and the smallest size."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from coach.core.patterns import is_folded
from coach.ui import actions
from coach.ui.frame.host import Host
from coach.ui.keys import table as keys
from coach.ui.keys.key import Key
from coach.ui.widgets.clickable import Clickable, key_words

ROOMS: tuple[tuple[str, str], ...] = (
    ("tonight", "Tonight"),
    ("history", "History"),
    ("signs", "Signs"),
    ("tips", "Tips"),
    ("learn", "Learn"),
)
MIN_WIDTH, MIN_HEIGHT = 60, 20
# From here on things stand side by side.
WIDE = 120


class CoachScreen(Screen[None]):
    """Any full screen: knows its host, and says so when the terminal is too small."""

    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny-width"),
        (MIN_WIDTH, "-narrow"),
        (80, "-normal"),
        (WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-tiny-height"),
        (MIN_HEIGHT, "-short"),
        (24, "-tall"),
    ]

    @property
    def coach(self) -> Host:
        """The program this screen belongs to."""
        assert isinstance(self.app, Host)
        return self.app

    def on_resize(self) -> None:
        """Add the line that stands alone where there is too little room, once it is needed."""
        size = self.app.size
        if (size.width < MIN_WIDTH or size.height < MIN_HEIGHT) and not self.query(TooSmall):
            self.mount(TooSmall(id="too-small"))

    def action_backups(self) -> None:
        """List the backups."""
        actions.backups(self.coach)

    def action_keys(self) -> None:
        """List all keys, this screen's first."""
        actions.keys(self.coach, keys.place_of(self.BINDINGS))

    def diary_changed(self) -> None:
        """Called when the diary is not what it was; screens that show it override this."""


class TooSmall(Static):
    """The one line shown below 60x20; the style sheet decides when."""

    def on_resize(self, event: events.Resize) -> None:
        """Name the size there is and the size that is needed."""
        size = self.app.size
        self.update(
            Content(
                f"The coach needs {MIN_WIDTH}x{MIN_HEIGHT}; this window is "
                f"{size.width}x{size.height}."
            )
        )


class TitleLine(Static):
    """Name on the left, day and time on the right."""

    def on_resize(self) -> None:
        """Fit the new width."""
        self.refresh_time()

    def refresh_time(self) -> None:
        """Show the time as it is now."""
        screen = self.screen
        assert isinstance(screen, CoachScreen)
        now = screen.coach.now()
        name = " Coach"
        if screen.coach.demo:
            kept = ", nothing is kept" if self.app.size.width >= 80 else ""
            name += f" · demo, invented days{kept}"
        when = f"{now:%a} {now.day} {now:%b}  {now:%H:%M} "
        gap = max(1, self.app.size.width - len(name) - len(when))
        self.update(Content(f"{name}{' ' * gap}{when}"))


class TabLine(Clickable):
    """The five rooms in one line; each can be clicked."""

    def __init__(self, current: str) -> None:
        parts: list[Content] = []
        for name, label in ROOMS:
            style = "bold reverse" if name == current else ""
            link = f"@click=screen.room('{name}')"
            parts.append(Content.from_markup(f"[{style} {link}]{label}[/]"))
        super().__init__(Content("   ").join(parts), id="tabs")


class KeyLine(Clickable):
    """The footer: at most five keys, each clickable; as many as the width holds whole."""

    _GAP = 3

    def __init__(self, shown: tuple[Key, ...]) -> None:
        super().__init__(id="keys")
        self._shown = shown

    def offer(self, shown: tuple[Key, ...]) -> None:
        """Show other keys from now on."""
        if shown != self._shown:
            self._shown = shown
            self.on_resize()

    def on_resize(self) -> None:
        """Leave out what would be cut, from the middle, so that `?` and quit stay."""
        shown = list(self._shown)
        while len(shown) > 1 and self._width(shown) > self.content_size.width:
            del shown[-3 if len(shown) > 3 else 0]
        self.update(
            Content(" " * self._GAP).join(
                key_words(key.face, key.label, key.action) for key in shown
            )
        )

    def _width(self, shown: list[Key]) -> int:
        faces = sum(len(key.face) + 1 + len(key.label) for key in shown)
        return faces + self._GAP * (len(shown) - 1)


def flowing(shown: Sequence[tuple[str, str, str]], width: int) -> Content:
    """Keys with their words, each clickable, in lines that break between them only.

    Args:
        shown: Key, words and action of each; all ours, none typed by a person.
        width: Cells of a line.
    """
    lines: list[list[Content]] = [[]]
    used = 0
    for face, label, action in shown:
        key = key_words(face, label, action)
        if lines[-1] and used + 3 + key.cell_length > width:
            lines.append([])
            used = 0
        used += key.cell_length + (3 if lines[-1] else 0)
        lines[-1].append(key)
    return Content("\n").join([Content("   ").join(line) for line in lines])


class BannerBox(Clickable):
    """The advice to seek medical assistance, at the top of every room."""

    def show(self, host: Host, *, short: bool) -> None:
        """Draw the banner as it stands, or nothing where none is due."""
        standing = host.standing()
        banner = standing.banner
        self.set_class(banner is not None, "-up")
        if banner is None:
            return
        self.set_class(banner.level.word == "now", "-now")
        why, doctor = key_words("w", "why", "why"), key_words("d", "for the doctor", "doctor")
        hint = Content.assemble("   ", why, "   ", doctor).stylize_before("$foreground")
        first = Content.assemble((banner.title, "bold"), hint)
        if is_folded(standing, host.acknowledgements()):
            self.update(first)
        else:
            told = banner.summary if short else banner.text
            self.update(Content.assemble(first, "\n", told))


class Room(CoachScreen):
    """One of the five rooms. Subclasses compose `body` and fill it in `show`."""

    NAME: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("everywhere")

    def __init__(self) -> None:
        super().__init__()
        self._drawn_for: Size | None = None

    def compose(self) -> ComposeResult:
        """Frame and body."""
        yield TitleLine(id="title")
        yield BannerBox(id="banner")
        yield TabLine(self.NAME)
        with VerticalScroll(id="body", can_focus=False):
            yield from self.body()
        yield KeyLine(self.footer())

    def footer(self) -> tuple[Key, ...]:
        """The keys named at the bottom; a room leaves out those that would do nothing."""
        return keys.footer(self.NAME, "everywhere")

    def body(self) -> ComposeResult:
        """The widgets between tabs and footer."""
        raise NotImplementedError

    def show(self) -> None:
        """Fill the body from the diary; called on every visit and every change."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Show things as they are whenever the room comes up."""
        self.diary_changed()

    def on_resize(self) -> None:
        """Fit the lines to the new size; the first one is known before they are drawn."""
        if self.is_current and self._drawn_for != self.app.size:
            self.call_after_refresh(self.diary_changed)

    def diary_changed(self) -> None:
        """Draw frame and body anew; a room that is not put together yet is drawn when it is."""
        if not self.query(TitleLine):
            return
        self._drawn_for = self.app.size
        self.query_one(TitleLine).refresh_time()
        short = self.app.size.height < 24
        self.query_one(BannerBox).show(self.coach, short=short)
        self.coach.when_drawn(self.coach.keep_fold)
        self.query_one(KeyLine).offer(self.footer())
        self.show()

    def action_room(self, name: str) -> None:
        """Go to another room."""
        if name != self.NAME:
            self.app.switch_mode(name)

    def show_time(self) -> None:
        """Let the title line keep up with the clock, once there is one."""
        for line in self.query(TitleLine):
            line.refresh_time()

    def action_why(self) -> None:
        """Show the findings behind the banner."""
        self.action_room("signs")

    def action_doctor(self) -> None:
        """Write the page for the doctor."""
        actions.doctor(self.coach)

    def action_drink(self) -> None:
        """Log a drink."""
        actions.drink(self.coach)

    def action_undo(self) -> None:
        """Take the last change back."""
        actions.undo(self.coach)

    def action_export(self) -> None:
        """Export the diary."""
        actions.export(self.coach)

    def action_import_file(self) -> None:
        """Import a file."""
        actions.import_file(self.coach)

    def action_profile(self) -> None:
        """Change the profile."""
        actions.profile(self.coach)

    def action_quit(self) -> None:
        """Leave the coach."""
        self.app.exit()
