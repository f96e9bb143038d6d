"""A list whose chosen line carries a mark, so that it shows without colour."""

from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.ui.widgets.cursor import follow

_MARK, _BLANK = "› ", "  "


def _rows(words: Content) -> int:
    """How many rows a line takes; none is broken."""
    return words.plain.count("\n") + 1


class _Line(Visual):
    """A line of the list, which fits itself to the width it is drawn in.

    Only what is seen is fitted; and how high a line is, is known before it is drawn.

    Args:
        words: What it says.
        mark: What stands before it.
        look: A style for all of it.
    """

    def __init__(self, words: Content, mark: str, look: str = "") -> None:
        self._words = words
        self._mark = mark
        self._look = look

    def __str__(self) -> str:
        """The whole line as text."""
        return f"{self._mark}{self._words.plain}"

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The rows it takes in any width."""
        return _rows(self._words)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as its words."""
        widest = max(line.cell_length for line in self._words.split("\n", allow_blank=True))
        return len(self._mark) + widest

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The line in the width there is; one that is too long ends after a whole word."""
        line = Content.assemble(self._mark, self._fitted(width - len(_MARK)))
        return line.stylize(self._look).render_strips(width, height, style, options)

    def _fitted(self, room: int) -> Content:
        words = self._words
        if room < 1 or "\n" in words.plain or words.cell_length <= room:
            return words
        # Where the first word is too long already, it is cut.
        end = words.plain.rfind(" ", 0, room - 1)
        return Content.assemble(words[: end if end > 0 else room - 1], " …")


class MarkedList(OptionList):
    """An `OptionList` of ready-made lines: each has an id, headings cannot be chosen."""

    DEFAULT_CSS = """
    MarkedList {
        border: none;
        padding: 0;
        background: $background;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        scrollbar-size-vertical: 1;
        & > .option-list--option-disabled { color: $text-muted; text-style: bold; }
    }
    """

    # Lines that change are no reason to lay out the screen: where the list grows with them,
    # Textual does so by itself, and where a scroll bar comes or goes.
    virtual_size = reactive(Size(0, 0))

    def __init__(self, *, id: str | None = None) -> None:
        # Its class is what makes it compact; told later, Textual would style it twice.
        super().__init__(id=id, classes="-textual-compact", compact=True, markup=False)
        self._faces: dict[str, Content] = {}
        self._marked: str | None = None

    def fill(self, lines: list[tuple[str | None, Content]]) -> None:
        """Show these lines instead of what is there; one without an id is a heading.

        The mark stays on its line, or where that line was.
        """
        chosen, place = self.chosen, self.highlighted or 0
        self._marked = None
        self._faces = {name: line for name, line in lines if name is not None}
        self.clear_options()
        self.add_options(
            Option(line, disabled=True)
            if name is None
            else Option(_Line(line, _BLANK), id=name)
            for name, line in lines
        )
        # Before it is laid out for the first time: the scroll bar is then there at once.
        height = sum(_rows(line) for _, line in lines)
        self.virtual_size = Size(self.virtual_size.width, height)
        # Of a list without lines Textual does not say that it has become lower.
        self.refresh(layout=self.styles.auto_dimensions)
        if chosen in self._faces:
            self.choose(chosen)
        elif self._faces:
            after = [name for name, _ in lines[place:] if name is not None]
            self.choose(after[0] if after else list(self._faces)[-1])

    def on_resize(self) -> None:
        """Keep the mark in view."""
        self.scroll_to_highlight()

    @property
    def chosen(self) -> str | None:
        """The id of the marked line."""
        option = self.highlighted_option
        return option.id if option else None

    def choose(self, name: str) -> None:
        """Mark the line of that id."""
        self.highlighted = self.get_option_index(name)

    def leap(self, direction: int) -> None:
        """Mark the first line under the next heading (1), or under the one before (-1)."""
        here = self.highlighted or 0
        firsts = [
            index + 1
            for index, option in enumerate(self.options)
            if option.disabled and index + 1 < self.option_count
        ]
        beyond = [index for index in firsts if (index - here) * direction > 0]
        if beyond:
            self.highlighted = min(beyond) if direction > 0 else max(beyond)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the mark along."""
        if self._marked is not None:
            self._show(self._marked, _BLANK)
        self._marked = self.chosen
        if self._marked is not None:
            self._show(self._marked, _MARK)
        super().watch_highlighted(highlighted)

    def render_line(self, y: int) -> Strip:
        """One line; the terminal's own cursor goes with the mark."""
        strip = super().render_line(y)
        if self.has_focus and strip.text.startswith(_MARK):
            follow(self, strip, y, _MARK)
        return strip

    def _show(self, name: str, mark: str) -> None:
        # The cursor's colour is not there then, and a mark alone is easily overlooked.
        look = "reverse" if mark == _MARK and self.app.no_color else ""
        self.replace_option_prompt(name, _Line(self._faces[name], mark, look))
