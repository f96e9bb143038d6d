"""What the five rooms have besides: the banner, the tabs, and the keys that work in all."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from coach.core.patterns import Level, is_folded
from coach.ui.frame.host import Host
from coach.ui.frame.screen import CoachScreen, KeyLine, TitleLine
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


class TabLine(Clickable):
    """The five rooms in one line; each can be clicked."""

    def __init__(self, current: str) -> None:
        parts: list[Content] = []
        for name, label in ROOMS:
            style = "bold reverse" if name == current else ""
            # Names and labels stand above; nothing typed by a person is read as markup.
            link = f"@click=screen.room('{name}')"
            parts.append(Content.from_markup(f"[{style} {link}]{label}[/]"))
        super().__init__(Content("   ").join(parts), id="tabs")


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
        title = Content.styled(banner.title, "bold")
        first = Content.assemble(title, hint)
        if is_folded(standing, host.acknowledgements()):
            told = Content.assemble(title, f"  {banner.line}   ", why)
            # What is to be done at once never shrinks to a title.
            lines = [first, Content(banner.summary)] if banner.level is Level.NOW else [told]
            fits = told.cell_length <= self.app.size.width - 4
            self.update(Content("\n").join(lines if fits or len(lines) > 1 else [first]))
        else:
            advice = banner.summary if short else banner.text
            self.update(Content.assemble(first, "\n", advice))


class Room(CoachScreen):
    """One of the five rooms."""

    PLACE = "everywhere"

    def compose(self) -> ComposeResult:
        """Frame and body."""
        yield TitleLine(id="title")
        yield BannerBox(id="banner")
        yield TabLine(self.PLACE)
        with VerticalScroll(id="body", can_focus=False):
            yield from self.body()
        yield KeyLine(self.footer())

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
        """Show the findings behind the banner."""
        self.action_room("signs")

    def action_doctor(self) -> None:
        """Write the page for the doctor."""
        self.coach.open_report()

    def action_drink(self) -> None:
        """Log a drink."""
        self.coach.open_drinks(self.coach.today)

    def action_happened(self) -> None:
        """Note what just happened."""
        self.coach.open_happened()

    def action_export(self) -> None:
        """Export the diary."""
        self.coach.open_export()

    def action_import_file(self) -> None:
        """Import a file."""
        self.coach.open_import()

    def action_profile(self) -> None:
        """Change the profile."""
        self.coach.open_profile()

    def action_backups(self) -> None:
        """List the backups."""
        self.coach.open_backups()

    def action_quit(self) -> None:
        """Leave the coach."""
        self.app.exit()
