"""The shared folder in the program: named once, then kept in line in the background."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock, Thread

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label

from coach.core.words.lengths_and_dates import counted
from coach.exchange.log import decode, encode
from coach.store.diary.diary import Diary
from coach.store.diary.sync import Codec, SharedFolder, Synced
from coach.store.disk.machine import expanded
from coach.store.disk.trouble import StoreError
from coach.ui.files.paths import PathSuggester
from coach.ui.frame.dialog import Dialog
from coach.ui.frame.host import Host
from coach.ui.widgets.words import Words

_HINT = (
    "A folder that another program keeps alike on your machines, such as one of Syncthing or "
    "Dropbox. The log in it is plain text; whoever runs the folder can read it. From then on "
    "it is done by itself; coach sync --off ends it."
)


class BackgroundSync:
    """Syncs in a thread, with a diary of its own, so that no screen waits for a slow folder.

    Args:
        host: The program.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        diary = Diary(host.diary.folder, host.now)
        self._shared = SharedFolder(diary, Codec(encode, decode), host.now)
        self._one_at_a_time = Lock()
        self._told = ""

    def begin(self) -> None:
        """Sync quietly: only what went wrong is told, and once."""
        self._run(self._shared.sync, loud=False)

    def begin_with(self, folder: Path) -> None:
        """Name a folder, sync it, and tell what came of it."""

        def named() -> Synced | None:
            self._shared.name(folder)
            return self._shared.sync()

        self._run(named, loud=True)

    def begin_aloud(self) -> None:
        """Sync now, and tell what came of it."""
        self._run(self._shared.sync, loud=True)

    def _run(self, sync: Callable[[], Synced | None], *, loud: bool) -> None:
        # A thread that the program need not wait for when it is left: every write is whole.
        Thread(target=self._sync, args=(sync, loud), name="sync", daemon=True).start()

    def _sync(self, sync: Callable[[], Synced | None], loud: bool) -> None:
        with self._one_at_a_time:
            try:
                synced = sync()
            except StoreError as error:
                words, warn = str(error), True
            else:
                words, warn = _outcome(synced, loud=loud), False
        if words and (loud or words != self._told):
            self._told = words
            self._host.from_thread(partial(self._host.say, words, warn=warn))


def _outcome(synced: Synced | None, *, loud: bool) -> str:
    if synced is None:
        return ""
    came = synced.merged is not None and synced.merged.changed
    if not loud:
        return "Answers of another machine came in. u takes them back." if came else ""
    read = f"{counted(len(synced.logs), 'log')} of other machines read."
    return " ".join([read, *(f"{words}." for words in synced.passed_over)])


class SyncDialog(Dialog[Path]):
    """Asks for the shared folder."""

    PLACE = "dialog"

    def compose(self) -> ComposeResult:
        """Path and two buttons."""
        with Vertical(classes="dialog"):
            yield Label("Share with your other machines", classes="dialog-title", markup=False)
            yield Input(f"{Path.home()}/", suggester=PathSuggester(), id="path", compact=True)
            yield Words("", id="problem", markup=False)
            yield Words(_HINT, classes="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Sync it", id="sync", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)

    def on_mount(self) -> None:
        """Begin in the path."""
        field = self.query_one("#path", Input)
        field.focus()
        field.cursor_position = len(field.value)

    @on(Input.Submitted, "#path")
    @on(Button.Pressed, "#sync")
    def _sync(self) -> None:
        typed = self.query_one("#path", Input).value.strip()
        folder = expanded(typed)
        try:
            is_folder = bool(typed) and folder.is_dir()
        except (OSError, ValueError):
            is_folder = False
        if is_folder:
            self.dismiss(folder)
        else:
            self.complain("There is no such folder.")
