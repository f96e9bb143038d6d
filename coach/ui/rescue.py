"""What the program shows in place of itself when the diary's file cannot be read."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from coach.core.text import visible
from coach.store.backups import list_backups
from coach.store.diary import Diary
from coach.store.durable import DiaryUnreadable, StoreError
from coach.ui import keys

_MOST_OFFERED = 8
_EMPTY = "empty"
_LEAVE = "leave"


class Rescue(App[bool]):
    """Offers the newest good backup, or an empty diary; writes nothing before the choice.

    The result is True once there is a diary to open.
    """

    CSS = """
    Screen { padding: 1 2; }
    OptionList { height: auto; border: none; margin-top: 1; }
    #after { margin-top: 1; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("rescue")

    def __init__(self, diary: Diary, trouble: DiaryUnreadable) -> None:
        super().__init__()
        self._diary = diary
        self._trouble = trouble

    def compose(self) -> ComposeResult:
        """What is wrong, and the ways on."""
        yield Static(Content.styled("The diary cannot be read", "bold"))
        yield Static(
            Content(
                f"\n{visible(str(self._trouble.path))}\n{visible(self._trouble.reason)}\n\n"
                "Nothing has been written. Whatever you choose, this file is kept beside the "
                "diary under a dated name."
            )
        )
        yield OptionList(*self._ways(), id="ways", compact=True)
        yield Static("", id="after", markup=False)

    def _ways(self) -> Iterator[Option]:
        newest_good = self._trouble.newest_backup
        found = list_backups(self._diary.folder)
        offered = [each for each in found if each.name == newest_good]
        offered += [each for each in found if each.name != newest_good][: _MOST_OFFERED - 1]
        for backup in offered:
            good = "  (newest good one)" if backup.name == newest_good else ""
            told = " ".join(backup.line().split())
            yield Option(Content(f"Restore {told}{good}"), id=backup.name)
        yield Option(Content("Begin with an empty diary"), id=_EMPTY)
        yield Option(Content("Leave everything as it is (q)"), id=_LEAVE)

    def on_mount(self) -> None:
        """Begin on the newest good backup, else on leaving."""
        ways = self.query_one("#ways", OptionList)
        ways.highlighted = ways.get_option_index(self._trouble.newest_backup or _LEAVE)
        ways.focus()

    @on(OptionList.OptionSelected, "#ways")
    def _choose(self, event: OptionList.OptionSelected) -> None:
        chosen = event.option.id
        assert chosen is not None
        if chosen == _LEAVE:
            self.exit(False)
            return
        try:
            if chosen == _EMPTY:
                self._diary.set_aside_and_start_empty()
            else:
                self._diary.set_aside_and_restore(chosen)
        except StoreError as error:
            self.query_one("#after", Static).update(Content(visible(str(error))))
            return
        self.exit(True)

    def action_leave(self) -> None:
        """Close; the file stays as it is."""
        self.exit(False)
