"""The profile: asked once in under two minutes, skipped or changed at any time."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from coach.core.checkin import profile as profiles
from coach.core.checkin.profile import ProfileState
from coach.store.disk.durable import StoreError
from coach.ui.checkin.draw import notice_lines, page
from coach.ui.checkin.unkept import Unkept
from coach.ui.frame.screen import CoachScreen
from coach.ui.widgets.page import Page

_FRAME_LINES = 3
_LEAD = "About you. Nothing has to be answered."
_FIRST = "First, about you. Nothing has to be answered."
_ON = "Asked once. Esc goes on to the check-in at any time."


class ProfileForm(CoachScreen):
    """All that is asked once, in one list; leaving it saves what was answered.

    Args:
        welcoming: Whether this is the first evening, with the check-in still to come.
    """

    AUTO_FOCUS = ""
    PLACE = "profile"
    DEFAULT_CSS = """
    ProfileForm { #profile { height: 1fr; padding: 0 1; } }
    """

    def __init__(self, *, welcoming: bool = False) -> None:
        super().__init__()
        self._state: ProfileState | None = None
        self._welcoming = welcoming
        self._saving = False

    @property
    def state(self) -> ProfileState:
        """The profile as it stands; read from the diary when first asked for."""
        if self._state is None:
            self._state = ProfileState(self.coach.profile)
        return self._state

    def body(self) -> ComposeResult:
        """The list, and the question one is at."""
        yield Page(id="profile")

    def show(self) -> None:
        """Draw the state."""
        size = self.app.size
        width, height = size.width - 2, size.height - _FRAME_LINES
        note = profiles.note(self.state)
        top = [
            Content.styled(_FIRST if self._welcoming else _LEAD, "bold"),
            *([Content.styled(_ON, "$text-muted")] if self._welcoming else []),
            *(notice_lines([note], width) if note else []),
        ]
        form = page(
            top, profiles.rows(self.state), "", profiles.prompt(self.state), (width, height)
        )
        self.query_one("#profile", Static).update(form)

    def on_key(self, event: events.Key) -> None:
        """Hand every key to the form first."""
        sign = event.character if event.is_printable else event.key
        if sign is not None and self._pressed(sign):
            event.stop()
            event.prevent_default()

    def action_press(self, key: str) -> None:
        """What a click or the palette does in place of a key."""
        self._pressed(key)

    def action_visit(self, field: str) -> None:
        """Go to a question that was clicked."""
        self._state = profiles.go(self.state, field)
        self.draw()

    def _pressed(self, key: str) -> bool:
        before = self.state
        after = profiles.press(before, key)
        if after is before:
            return False
        self._state = after
        if after.leaving:
            self.action_leave()
        else:
            self.draw()
        return True

    def put_down(self) -> None:
        """Save what was changed."""
        profile = self.state.profile
        if profile != self.coach.profile:
            self.coach.attempt(lambda: self.coach.diary.save_profile(profile))

    def action_leave(self) -> None:
        """Save what was changed, and go back."""
        host, profile = self.coach, self.state.profile
        if self._saving:
            return
        if profile == host.profile:
            super().action_leave()
            return
        self._saving = True
        host.change(
            lambda: host.diary.save_profile(profile),
            "Saved. The menu (.) changes it at any time.",
            self._go_back,
            self._refused,
        )

    def _go_back(self) -> None:
        if self.is_current:
            super().action_leave()

    def _refused(self, error: StoreError) -> None:
        # What was answered stays on screen, to be saved at the next attempt.
        self._saving = False
        self._state = ProfileState(self.state.profile, at=self.state.at)
        answers = profiles.as_text(self.state.profile)
        self.app.push_screen(Unkept(str(error), answers), self._leave_unkept)

    def _leave_unkept(self, way: str | None) -> None:
        if way == "again":
            self.action_leave()
        elif way == "leave":
            super().action_leave()
