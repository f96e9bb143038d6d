"""The automatic backups: which there are, and putting one in the diary's place."""

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList

from coach.core.words.text import visible
from coach.store.diary.backups import list_backups
from coach.store.disk.trouble import StoreError
from coach.ui.frame.dialog import Sure
from coach.ui.frame.screen import CoachScreen
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

_LEAD = (
    "The diary is backed up by itself: each day that you write in it, and before every import "
    "and restore. Enter puts a backup in the diary's place; what stands there now is backed "
    "up first."
)
_NONE = "There is no backup yet; the first is made with the first change."


class Backups(CoachScreen):
    """The backups, newest first."""

    PLACE = "backups"
    DEFAULT_CSS = """
    Backups {
        #backups-lead { height: auto; padding: 0 1; color: $text-muted; margin-bottom: 1; }
        #backups-body { height: 1fr; padding: 0 1; }
        #backups { height: auto; }
    }
    """

    def body(self) -> ComposeResult:
        """What they are, and the list."""
        yield Words(Content(_LEAD), id="backups-lead")
        with VerticalScroll(id="backups-body", can_focus=False):
            yield MarkedList(id="backups")
            yield Words(Content(_NONE), id="no-backups")

    def show(self) -> None:
        """List the backups there are."""
        none = _NONE
        try:
            backups = list_backups(self.coach.diary.folder, self.coach.now().date())
        except StoreError as error:
            backups, none = (), visible(str(error))
        self.query_one("#no-backups", Words).update(Content(none))
        listed = self.query_one("#backups", MarkedList)
        listed.fill(
            [(backup.name, Content(" ".join(backup.line().split()))) for backup in backups]
        )
        listed.display = bool(backups)
        self.query_one("#no-backups").display = not backups
        if backups:
            listed.focus(scroll_visible=False)

    @on(OptionList.OptionSelected, "#backups")
    def _ask(self, event: OptionList.OptionSelected) -> None:
        """Ask once before the diary is replaced."""
        name = event.option.id
        if name is not None:
            question = f"Put {name} in the diary's place? Undo (u) takes it back."
            self.app.push_screen(
                Sure(question, "Yes, restore it"),
                lambda sure: self._restore(name) if sure else None,
            )

    def _restore(self, name: str) -> None:
        host = self.coach
        host.change(lambda: host.diary.restore(name), f"Restored {name}. u takes it back.")

    def action_restore(self) -> None:
        """Choose the marked backup; for the footer's click."""
        self.query_one("#backups", MarkedList).action_select()
