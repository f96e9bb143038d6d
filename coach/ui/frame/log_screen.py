"""What the screens share on which something is logged: a line to type in, and the change."""

from collections.abc import Callable

from coach.store.disk.trouble import StoreError
from coach.ui.frame.screen import CoachScreen
from coach.ui.widgets.asking_line import AskingLine


class LogScreen(CoachScreen):
    """A screen that asks for lines and changes days by them."""

    @property
    def line(self) -> AskingLine:
        """The line to type in."""
        return self.query_one(AskingLine)

    def write_down(
        self,
        change: Callable[[], object],
        name: str,
        then: Callable[[], object],
        refused: Callable[[StoreError], object] | None = None,
    ) -> None:
        """Change the diary, and tell of it where the screen has been left meanwhile.

        Args:
            change: Makes the change, on another thread.
            name: What was logged, as undoing calls it.
            then: Called once it is on disk, if the screen is still up.
            refused: Called with the reason where it was not made; that is said if None.
        """
        host = self.coach

        def changed(_: object) -> None:
            host.diary_changed()
            if self.is_current:
                then()
            else:
                host.say(f"Noted: {name}.")

        host.write(change, changed, refused)

    def action_leave(self) -> None:
        """Stop typing; else go back."""
        if self.line.is_asking:
            self.line.say("")
            self.line.stop()
        else:
            super().action_leave()
