"""The smallest window, and the one line that stands alone in a smaller one."""

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen, ScreenResultType
from textual.widgets import Static

MIN_WIDTH, MIN_HEIGHT = 60, 20


def is_too_small(size: Size) -> bool:
    """Whether a window of this size holds no page."""
    return size.width < MIN_WIDTH or size.height < MIN_HEIGHT


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


class SaysTooSmall(Screen[ScreenResultType]):
    """A screen or dialog that gives way to the one line.

    A dialog names ModalScreen before it, for styles are taken from the first base alone.
    """

    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny-width"),
        (MIN_WIDTH, "-narrow"),
    ]
    VERTICAL_BREAKPOINTS = [
        (0, "-tiny-height"),
        (MIN_HEIGHT, "-short"),
    ]

    def __init__(
        self, name: str | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(name, id, classes)
        # Textual tells the size once a screen stands, and then styles all of it anew.
        width, height = self.app.size
        for length, points in (
            (width, self.HORIZONTAL_BREAKPOINTS),
            (height, self.VERTICAL_BREAKPOINTS),
        ):
            reached = [point for point in points or () if length >= point[0]]
            self.add_class(max(reached)[1], update=False)

    def on_resize(self) -> None:
        """Add the line that stands alone once it is needed."""
        if is_too_small(self.app.size) and not self.query(TooSmall):
            self.mount(TooSmall(id="too-small"))
