"""A list whose chosen line carries a mark, so that it shows without colour."""

from textual.content import Content
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.ui.widgets.cursor import follow

_MARK, _BLANK = "› ", "  "


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

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, compact=True, markup=False)
        self._given: list[tuple[str | None, Content]] = []
        self._faces: dict[str, Content] = {}
        self._marked: str | None = None
        self._fitted_to = 0

    def fill(self, lines: list[tuple[str | None, Content]]) -> None:
        """Show these lines instead of what is there; one without an id is a heading.

        The mark stays on its line, or where that line was.
        """
        chosen, place = self.chosen, self.highlighted or 0
        self._marked = None
        self._given, self._fitted_to = lines, self.size.width
        self._faces = {name: self._fitted(line) for name, line in lines if name is not None}
        self.clear_options()
        self.add_options(
            Option(line, disabled=True)
            if name is None
            else Option(Content.assemble(_BLANK, self._faces[name]), id=name)
            for name, line in lines
        )
        if chosen in self._faces:
            self.choose(chosen)
        elif self._faces:
            after = [name for name, _ in lines[place:] if name is not None]
            self.choose(after[0] if after else list(self._faces)[-1])

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        if self._given and self.size.width != self._fitted_to:
            self.fill(self._given)

    def _fitted(self, line: Content) -> Content:
        """A line in the width there is; one that is too long ends after a whole word."""
        room = self._fitted_to - len(_MARK) - 1
        if room < 1 or "\n" in line.plain or line.cell_length <= room:
            return line
        # Where the first word is too long already, it is cut.
        end = line.plain.rfind(" ", 0, room - 1)
        return Content.assemble(line[: end if end > 0 else room - 1], " …")

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
        line = Content.assemble(mark, self._faces[name])
        # The cursor's colour is not there then, and a mark alone is easily overlooked.
        if mark == _MARK and self.app.no_color:
            line = line.stylize("reverse")
        self.replace_option_prompt(name, line)
