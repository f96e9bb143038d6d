"""Words on a screen, as many lines high as they are."""

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class Words(Static):
    """Text that may change, and its height with it."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show other words in place of those that stand there; the same are left alone."""
        old = self.content
        if isinstance(content, Content) and isinstance(old, Content) and old.is_same(content):
            return
        # Textual may lay out in the middle of a change; it would then keep the height of the
        # words before.
        self.clear_cached_dimensions()
        super().update(content, layout=layout)
