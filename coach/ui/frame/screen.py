"""What every full screen has: title line, footer, the common keys, and the smallest size."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size

from coach.ui.frame.host import Host
from coach.ui.frame.small import MIN_HEIGHT, MIN_WIDTH, SaysTooSmall, is_too_small
from coach.ui.keys import table as keys
from coach.ui.keys.key import Key
from coach.ui.widgets.clickable import Clickable, key_words
from coach.ui.widgets.words import Words

# From here on things stand side by side.
WIDE = 120


class CoachScreen(keys.WithKeys, SaysTooSmall[None]):
    """Any full screen: subclasses compose `body` and fill it in `show`.

    Knows its host, keeps up with the diary and with the size, and says so when the terminal is
    too small.
    """

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

    def __init__(self) -> None:
        super().__init__()
        self._drawn_for: Size | None = None

    @property
    def coach(self) -> Host:
        """The program this screen belongs to."""
        assert isinstance(self.app, Host)
        return self.app

    def compose(self) -> ComposeResult:
        """Title line, body, footer."""
        yield TitleLine(id="title")
        yield from self.body()
        yield KeyLine(self.footer())

    def body(self) -> ComposeResult:
        """The widgets between title line and footer."""
        return ()

    def footer(self) -> tuple[Key, ...]:
        """The keys named at the bottom; a screen leaves out those that would do nothing."""
        return keys.footer(self.PLACE)

    def show(self) -> None:
        """Fill the body; called on every visit, every change and every new size."""

    def draw(self) -> None:
        """Draw frame and body anew."""
        # The diary may change while a screen is put together; it is drawn when it comes up.
        # Once the program is leaving, a screen may be half taken apart already.
        if self.coach.is_leaving or not self.query(TitleLine):
            return
        self._drawn_for = self.app.size
        # Nothing of it would be seen, and no sentence can be broken to a width of nothing.
        if is_too_small(self._drawn_for):
            return
        self.query_one(TitleLine).refresh_time()
        self.query_one(KeyLine).offer(self.footer())
        self.show()

    def diary_changed(self) -> None:
        """Take in that the diary is not what it was."""
        self.draw()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Show things as they are whenever the screen comes up."""
        self.diary_changed()

    def on_resize(self) -> None:
        """Fit the lines to a new size."""
        size = self.app.size
        # The first size is known before the first drawing, which coming up brings about.
        if self._drawn_for not in (None, size):
            self.call_after_refresh(self.draw)

    def action_keys(self) -> None:
        """List all keys, this screen's first."""
        self.coach.open_keys(self.PLACE)

    def action_undo(self) -> None:
        """Take the last change back."""
        from coach.ui.frame.undoing import take_back

        take_back(self.coach)

    def action_redo(self) -> None:
        """Put forward again what was taken back last."""
        from coach.ui.frame.undoing import put_forward

        put_forward(self.coach)

    def put_down(self) -> None:
        """Keep what is not on disk yet; the program is asked to end."""

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()


class TitleLine(Words):
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
            more = ", nothing is kept" if self.app.size.width >= 80 else ""
            name += f" · demo, invented days{more}"
        if screen.coach.kept_waiting:
            name = " Waiting for another coach that is writing ..."
        when = f"{now:%a} {now.day} {now:%b}  {now:%H:%M} "
        gap = max(1, self.app.size.width - len(name) - len(when))
        # The clock is asked every other second; the same words again are not drawn.
        self.update(Content(f"{name}{' ' * gap}{when}"), layout=False)


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
            ),
            layout=False,
        )

    def _width(self, shown: list[Key]) -> int:
        faces = sum(len(key.face) + 1 + len(key.label) for key in shown)
        return faces + self._GAP * (len(shown) - 1)
