"""The profile: all that is asked once, to be answered, skipped or changed at any time."""

from textual.app import ComposeResult
from textual.content import Content

from coach.core.checkin import about, prompts, view
from coach.core.checkin.opening import open_profile
from coach.core.checkin.state import State, Wish
from coach.store.disk.trouble import StoreError
from coach.ui.checkin.draw import notice_lines, page
from coach.ui.checkin.form import FRAME_LINES, Form
from coach.ui.checkin.unkept import Unkept
from coach.ui.widgets.page import Page
from coach.ui.widgets.words import Words

_LEAD = "About you. Nothing has to be answered."


class ProfileForm(Form):
    """All that is asked once, in one list; leaving it saves what was answered."""

    PLACE = "profile"
    DEFAULT_CSS = """
    ProfileForm { #profile { height: 1fr; padding: 0 1; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self._state: State | None = None
        self._saving = False

    @property
    def state(self) -> State:
        """The profile as it stands; read from the diary when first asked for."""
        if self._state is None:
            self._state = open_profile(self.coach.profile, self.coach.now())
        return self._state

    def body(self) -> ComposeResult:
        """The list, and the question one is at."""
        yield Page(id="profile")

    def show(self) -> None:
        """Draw the state."""
        size = self.app.size
        width, height = size.width - 2, size.height - FRAME_LINES
        note = about.note(self.state)
        top = [Content.styled(_LEAD, "bold"), *(notice_lines([note], width) if note else [])]
        form = page(top, view.rows(self.state), "", prompts.prompt(self.state), (width, height))
        self.query_one("#profile", Words).update(form)

    def take(self, after: State) -> None:
        """Draw it; saving and leaving are one here."""
        wish = after.wish
        self._state = after
        if wish in (Wish.SAVE, Wish.LEAVE):
            self.action_leave()
        else:
            self.draw()

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
        answers = about.as_text(self.state.profile)
        self.app.push_screen(Unkept(str(error), answers), self._leave_unkept)

    def _leave_unkept(self, way: str | None) -> None:
        if way == "again":
            self.action_leave()
        elif way == "leave":
            super().action_leave()
