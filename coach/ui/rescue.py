"""What the program shows in place of itself when the diary's file cannot be read."""

from collections.abc import Iterator
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList

from coach.core.words.text import visible
from coach.store import settings
from coach.store.diary.backups import list_backups
from coach.store.diary.diary import Diary
from coach.store.disk.trouble import DiaryUnreadable, StoreError
from coach.ui.frame.screen import KeyLine
from coach.ui.frame.small import SaysTooSmall
from coach.ui.frame.themes import Dressed
from coach.ui.keys import table as keys
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

# More would not fit on a small screen.
_MOST_OFFERED = 8
_EMPTY = "empty"
_LEAVE = "leave"


class Rescue(Dressed[bool]):
    """Offers the newest good backup, or an empty diary; writes nothing before the choice.

    The result is True once there is a diary to open.
    """

    CSS_PATH = ["coach.tcss", "rooms.tcss"]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, diary: Diary, trouble: DiaryUnreadable, today: date) -> None:
        super().__init__(settings.load(diary.folder).theme)
        self._diary = diary
        self._trouble = trouble
        self._today = today

    def get_default_screen(self) -> Screen[None]:
        """The one screen there is."""
        return Ways(self._diary, self._trouble, self._today)


class Ways(keys.WithKeys, SaysTooSmall[None]):
    """What is wrong, and the ways on."""

    DEFAULT_CSS = """
    Ways {
        padding-top: 1;
        #trouble, #after { padding: 0 1; }
        #ways { height: auto; margin: 1 1; }
        #after { height: 1fr; color: $warning; }
    }
    """
    PLACE = "rescue"

    def __init__(self, diary: Diary, trouble: DiaryUnreadable, today: date) -> None:
        super().__init__()
        self._diary = diary
        self._trouble = trouble
        self._today = today

    def compose(self) -> ComposeResult:
        """What is wrong, the ways on, and the keys."""
        after = (
            "If the file can be put back, or a sync program can bring it back, leave "
            "everything as it is and do that first."
            if self._trouble.missing
            else "Whatever you choose, this file is kept beside the diary under a dated name."
        )
        trouble = (
            f"\n\n{visible(str(self._trouble.path))}\n{visible(self._trouble.reason)}\n\n"
            f"Nothing has been written. {after}"
        )
        missing = "The diary is not where it was"
        title = Content.styled(
            missing if self._trouble.missing else "The diary cannot be read", "bold"
        )
        yield Words(Content.assemble(title, trouble), id="trouble")
        yield MarkedList(id="ways")
        yield Words("", id="after", markup=False)
        yield KeyLine(keys.footer("rescue"))

    def _ways(self) -> Iterator[tuple[str, Content]]:
        newest_good = self._trouble.newest_backup
        try:
            backups = list_backups(self._diary.folder, self._today)
        except StoreError:
            # The folder of the backups may be what cannot be read.
            backups = ()
        others = [backup for backup in backups if backup.name != newest_good]
        offered = [backup for backup in backups if backup.name == newest_good]
        for backup in (*offered, *others[: _MOST_OFFERED - 1]):
            good = "\n    the newest good one" if backup.name == newest_good else ""
            line = " ".join(backup.line().split())
            yield backup.name, Content(f"Restore {line}{good}")
        yield _EMPTY, Content("Begin with an empty diary")
        yield _LEAVE, Content("Leave everything as it is")

    def on_mount(self) -> None:
        """Begin on the newest good backup, else on leaving."""
        ways = self.query_one("#ways", MarkedList)
        ways.fill(list(self._ways()))
        ways.choose(self._trouble.newest_backup or _LEAVE)
        ways.focus()

    @on(OptionList.OptionSelected, "#ways")
    def action_choose(self) -> None:
        """Take the way that is marked."""
        chosen = self.query_one("#ways", MarkedList).chosen
        if chosen is None or chosen == _LEAVE:
            self.action_leave()
            return
        try:
            if chosen == _EMPTY:
                self._diary.set_aside_and_start_empty()
            else:
                self._diary.set_aside_and_restore(chosen)
        except StoreError as error:
            self.query_one("#after", Words).update(Content(visible(str(error))))
            return
        self.app.exit(True)

    def action_leave(self) -> None:
        """Close; the file stays as it is."""
        self.app.exit(False)
