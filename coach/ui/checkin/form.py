"""A form on the screen: it draws a state of questions and hands it every key."""

from abc import abstractmethod

from textual import events

from coach.core.checkin import moving
from coach.core.checkin.press import paste, press
from coach.core.checkin.state import State
from coach.ui.frame.screen import CoachScreen

# Title line, footer and the rule above it.
FRAME_LINES = 3


class Form(CoachScreen):
    """What the check-in and the profile share."""

    AUTO_FOCUS = ""

    @property
    @abstractmethod
    def state(self) -> State:
        """The form as it stands."""

    @abstractmethod
    def take(self, after: State) -> None:
        """Go on with a state: draw it, and do what it wishes for."""

    def on_key(self, event: events.Key) -> None:
        """Hand every key to the form first."""
        sign = event.character if event.is_printable and event.key != "space" else event.key
        if sign is not None and self.pressed(sign):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted time or number where one is typed."""
        if self.focused is None and self.pasted(event.text):
            event.stop()

    def action_press(self, key: str) -> None:
        """What a click or the palette does in place of a key."""
        self.pressed(key)

    def action_visit(self, name: str) -> None:
        """Go to a question that was clicked."""
        if self.state.asking is None:
            self.take(moving.go(self.state, name))

    def pressed(self, key: str) -> bool:
        """Let a key act; whether it meant anything."""
        return self._go_on(press(self.state, key))

    def pasted(self, text: str) -> bool:
        """Let a paste act; whether it meant anything."""
        return self._go_on(paste(self.state, text))

    def _go_on(self, after: State) -> bool:
        if after is self.state:
            return False
        self.take(after)
        return True
