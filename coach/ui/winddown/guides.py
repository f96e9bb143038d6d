"""The middle of a wind-down: the breathing bar, the lines of a script, music's still page."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Center, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from coach.core.diary.choices import Practice
from coach.core.winddown import pacing
from coach.core.winddown.pacing import Breath, Line, ScriptRun
from coach.ui.widgets.words import Words
from coach.ui.winddown import words

# Each is an eighth of a cell wider than the one before.
_EIGHTHS = " ▏▎▍▌▋▊▉"
_REVERSED = Style(reverse=True)


class Guide(Vertical):
    """What stands in the middle of a wind-down.

    Attributes:
        care: The quiet line under it.
        length: Seconds it was asked to take.
    """

    care: str
    length: float

    @property
    def end(self) -> float:
        """Seconds after which it is done."""
        return self.length

    def at(self, elapsed: float) -> None:
        """Show it as it is after that many seconds."""

    def lengthen(self, length: float, elapsed: float) -> None:
        """Take another length, in seconds, from now on."""
        self.length = length


class BreathBar(Widget):
    """A bar that grows from the middle with the breath in, and shrinks with the breath out.

    It alone is drawn anew from frame to frame, and only when it has grown by an eighth of a
    cell.
    """

    HALF: ClassVar[int] = 20
    HEIGHT: ClassVar[int] = 3

    DEFAULT_CSS = """
    BreathBar { width: 40; height: 3; color: $primary; }
    """

    _eighths = 8

    def fill_to(self, fill: float) -> bool:
        """Show how full the lungs are, 0 to 1; tells whether anything had to move."""
        # One cell either side always stands, so the eye has something to rest on.
        eighths = 8 + round(fill * (self.HALF - 1) * 8)
        if eighths == self._eighths:
            return False
        self._eighths = eighths
        self.refresh()
        return True

    def render_line(self, y: int) -> Strip:
        """One row; all are alike."""
        if not 0 <= y < self.HEIGHT:
            return Strip.blank(self.size.width, self.rich_style)
        full, part = divmod(self._eighths, 8)
        gap = " " * (self.HALF - full - (1 if part else 0))
        style = self.rich_style
        segments = [Segment(gap, style)]
        if part:
            # There is no block that begins at the right: the rest of the cell is drawn instead.
            segments.append(Segment(_EIGHTHS[8 - part], style + _REVERSED))
        segments.append(Segment("█" * (2 * full), style))
        if part:
            segments.append(Segment(_EIGHTHS[part], style))
        segments.append(Segment(gap, style))
        return Strip(segments, 2 * self.HALF)


class BreathGuide(Guide):
    """Breathing: a bar where things may move, and counted words in any case."""

    def __init__(self, pattern: Breath, *, moving: bool) -> None:
        super().__init__()
        self.pattern = pattern
        self.moving = moving
        self.length = pattern.minutes * 60.0
        self.care = pattern.caution
        self._since = 0.0
        self._shown = ""

    def compose(self) -> ComposeResult:
        """Title, bar, words."""
        yield Words(Content(self.pattern.title), id="breath-title")
        with Center(id="breath-bar") as middle:
            middle.display = self.moving
            yield BreathBar()
        yield Words(id="breath-words")

    @property
    def end(self) -> float:
        """Seconds until the last breath is out; nobody is stopped in the middle of one."""
        return self._since + pacing.whole_breaths(self.pattern, self.length - self._since)

    def breathe(self, pattern: Breath, elapsed: float) -> None:
        """Begin another pattern, with its own length from now on."""
        self.pattern, self.care = pattern, pattern.caution
        self._since = elapsed
        self.length = elapsed + pattern.minutes * 60
        self.query_one("#breath-title", Words).update(Content(pattern.title))
        self.at(elapsed)

    def move(self, moving: bool) -> None:
        """Show the bar, or words alone."""
        self.moving = moving
        self.query_one("#breath-bar").display = moving

    def at(self, elapsed: float) -> None:
        """Show the breath; the words change once a second."""
        place = pacing.place_in_breath(self.pattern, max(0.0, elapsed - self._since))
        if self.moving:
            self.query_one(BreathBar).fill_to(place.fill)
        text = f"{place.phase.word}  {place.count}"
        if text != self._shown:
            self._shown = text
            self.query_one("#breath-words", Words).update(Content(text))


class ScriptGuide(Guide):
    """A script: one line at a time, for as long as it is its turn."""

    def __init__(self, offer: words.Offer, lines: tuple[Line, ...]) -> None:
        super().__init__()
        self.care = offer.care
        self.length = offer.minutes * 60.0
        self._run = ScriptRun(lines, self.length)
        self._shown = -1

    def compose(self) -> ComposeResult:
        """The line."""
        yield Words(id="script-line")

    def at(self, elapsed: float) -> None:
        """Show the line whose turn it is."""
        index = self._run.index_at(elapsed)
        if index != self._shown:
            self._shown = index
            line = self._run.lines[index]
            self.query_one("#script-line", Words).update(Content(line.text))

    def lengthen(self, length: float, elapsed: float) -> None:
        """Stretch what is still to come."""
        self._run = self._run.with_length(length, elapsed)
        self.length = length


class MusicGuide(Guide):
    """A still page while the person's own music plays."""

    def __init__(self, offer: words.Offer) -> None:
        super().__init__()
        self.care = offer.care
        self.length = offer.minutes * 60.0

    def compose(self) -> ComposeResult:
        """What to do, once."""
        yield Words(Content(words.MUSIC), id="music")


def guide_for(offer: words.Offer, pattern: Breath, *, moving: bool) -> Guide:
    """The middle of a timed wind-down."""
    if offer.practice in words.SCRIPTS:
        return ScriptGuide(offer, words.SCRIPTS[offer.practice])
    if offer.practice is Practice.MUSIC:
        return MusicGuide(offer)
    return BreathGuide(pattern, moving=moving)
