"""A page that fills its place; of a new content only the lines that changed are drawn."""

from typing import Self

from textual.geometry import Region
from textual.strip import Strip
from textual.visual import VisualType

from coach.ui.widgets.clickable import Clickable
from coach.ui.widgets.cursor import follow

# Where typing goes on, and the question one is at.
_TYPING, _MARK = "▁", "› "


class Page(Clickable):
    """Clickable words whose place does not depend on them, as a digit changes one line."""

    _comparing = False

    def _lines(self) -> list[Strip]:
        return [self.render_line(y) for y in range(self.size.height)]

    def render_line(self, y: int) -> Strip:
        """One line; the terminal's own cursor stands where the mark or the typing is."""
        strip = super().render_line(y)
        if not self._comparing:
            follow(self, strip, y, _TYPING, _MARK)
        return strip

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another content; the same content sends nothing to the terminal."""
        if not self.size or not self.is_on_screen:
            super().update(content, layout=layout)
            return
        before = self._lines()
        self._comparing = True
        super().update(content, layout=False)
        self._comparing = False
        # Lines are reckoned anew only where something is marked.
        self._dirty_regions.add(self.size.region)
        after = self._lines()
        width = self.size.width
        changed = [
            Region(0, y, width, 1)
            for y, (old, new) in enumerate(zip(before, after, strict=True))
            if old != new
        ]
        if changed:
            self.refresh(*changed)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Draw anew, but not while it is found out what there is to draw."""
        if self._comparing:
            # What was reckoned from the old content is forgotten, and nothing marked.
            return super().refresh(repaint=False)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
