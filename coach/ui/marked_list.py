"""A list whose chosen line carries a mark, so that it shows without colour."""

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

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
        self._faces: dict[str, Content] = {}

    def fill(self, lines: list[tuple[str | None, Content]]) -> None:
        """Show these lines instead of what is there; one without an id is a heading."""
        kept = self.chosen
        self._faces = {name: line for name, line in lines if name is not None}
        self.clear_options()
        self.add_options(
            Option(line, disabled=True)
            if name is None
            else Option(Content.assemble(_BLANK, line), id=name)
            for name, line in lines
        )
        self.choose(kept)

    @property
    def chosen(self) -> str | None:
        """The id of the marked line."""
        option = self.highlighted_option
        return option.id if option else None

    def choose(self, name: str | None) -> None:
        """Mark that line; the first one where it is not there."""
        if name in self._faces:
            self.highlighted = self.get_option_index(name)
        elif self._faces:
            self.highlighted = self.get_option_index(next(iter(self._faces)))

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the mark along."""
        for index, option in enumerate(self.options):
            if option.id is not None and option.id in self._faces:
                mark = _MARK if index == highlighted else _BLANK
                line = Content.assemble(mark, self._faces[option.id])
                if option.prompt != line:
                    self.replace_option_prompt_at_index(index, line)
        super().watch_highlighted(highlighted)
