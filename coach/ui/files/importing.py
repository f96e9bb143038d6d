"""Bringing a file in: it is looked at first, then asked about, then merged."""

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Static
from textual.worker import get_current_worker

from coach.core.diary.merge import Merged
from coach.core.words.text import visible
from coach.exchange.age import WrongPassphrase, is_age
from coach.exchange.age import opened as unsealed
from coach.exchange.importers.source import LARGEST_OWN
from coach.exchange.importing import Here, Imported, SourceFile, read
from coach.exchange.log import LogError
from coach.store.diary.copies import log_of
from coach.store.disk.durable import StoreError, opened
from coach.store.disk.machine import expanded, local_zone
from coach.ui.files.paths import PathSuggester
from coach.ui.frame.dialog import Dialog
from coach.ui.frame.host import Host
from coach.ui.widgets.fitting import in_short

_HINT = (
    "The coach's own log, or a file of Sleep as Android, Sleepmeter, sleepdiary, Plees "
    "Tracker, Fitbit or Apple Health. The right arrow completes the path."
)


class _GivenUp(Exception):
    """The person went away while a file was being read."""


class ImportDialog(Dialog[None]):
    """Asks for a file, shows what it would bring, and brings it in when told to."""

    DEFAULT_CSS = """
    ImportDialog #found-box { height: auto; max-height: 35vh; }
    ImportDialog #found { height: auto; }
    """
    PLACE = "dialog"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._looked_at: tuple[str, Imported] | None = None

    def compose(self) -> ComposeResult:
        """Path, what was found, and three buttons."""
        with Vertical(classes="dialog"):
            yield Label("Import a file", classes="dialog-title", markup=False)
            yield Input(f"{Path.home()}/", suggester=PathSuggester(), id="path", compact=True)
            yield Input(password=True, placeholder="Passphrase", id="passphrase", compact=True)
            yield Static("", id="problem", markup=False)
            yield Static("", id="progress", classes="hint", markup=False)
            with VerticalScroll(id="found-box"):
                yield Static("", id="found", markup=False)
            yield Static(_HINT, classes="hint", id="hint", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Look at it", id="look", variant="primary", compact=True)
                yield Button("Bring it in", id="bring", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)

    def on_mount(self) -> None:
        """Begin in the path."""
        self._forget()
        field = self.query_one("#path", Input)
        field.focus()
        field.cursor_position = len(field.value)

    @on(Input.Changed, "#path")
    def _forget(self) -> None:
        """What was found belongs to the file that was named."""
        self._looked_at = None
        self.workers.cancel_group(self, "reading")
        self._say("", "")
        self._passphrase.display = False
        self._passphrase.value = ""
        self._offer(bring=False)

    @property
    def _passphrase(self) -> Input:
        return self.query_one("#passphrase", Input)

    def _ask_passphrase(self) -> None:
        self._say("This file is under a passphrase; please type it.", "")
        self._passphrase.display = True
        self._passphrase.focus()

    def _say(self, problem: str, progress: str) -> None:
        """What went wrong, and how far the reading is; a line that is empty takes no room."""
        for name, words in (("#problem", problem), ("#progress", progress)):
            line = self.query_one(name, Static)
            line.update(Content(words))
            line.display = bool(words)

    def _offer(self, *, bring: bool) -> None:
        self.query_one("#found-box").display = bring
        self.query_one("#hint").display = not bring
        self.query_one("#bring").display = bring
        self.query_one("#look").display = not bring

    @on(Input.Submitted)
    @on(Button.Pressed, "#look")
    def _look(self) -> None:
        """Read the file, in a thread so that the screen stays alive."""
        typed = self.query_one("#path", Input).value.strip()
        if not typed:
            self.complain("Please name a file.")
            return
        path = expanded(typed)
        self._say("", "Reading…")
        starts = self._host.day_starts_at
        here = Here(self._host.today, starts, local_zone())
        self._read(path, here, self._passphrase.value)

    @work(thread=True, exclusive=True, group="reading")
    def _read(self, path: Path, here: Here, passphrase: str) -> None:
        worker = get_current_worker()
        last = -1

        def progress(done: int, size: int) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise _GivenUp
            # Whole percents only: each is a message from this thread to the screen's.
            if done * 100 // size != last:
                last = done * 100 // size
                self.app.call_from_thread(self._show_progress, last)

        name = in_short(path)
        try:
            source = SourceFile.of_path(path, name, opened).with_progress(progress)
            if is_age(source.head):
                if not passphrase:
                    self.app.call_from_thread(self._ask_passphrase)
                    return
                data = unsealed(source.data(largest=LARGEST_OWN), passphrase)
                source = SourceFile.of_bytes(data, name)
            imported = read(source, here, diary_file=log_of)
        except _GivenUp:
            return
        except LogError as error:
            problem = str(error)
        except OSError as error:
            problem = f"{name} cannot be read: {visible(error.strerror or '', one_line=True)}"
        except WrongPassphrase as error:
            problem = f"{name} {error}"
        except ValueError:
            problem = f"{name} is no path"
        else:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._show, path.name, imported)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self.complain, problem)

    def _show_progress(self, percent: int) -> None:
        self._say("", f"Reading… {percent} %")

    def complain(self, problem: str) -> None:
        """Say what is wrong, in place of how far the reading is."""
        self._say(problem, "")

    def _show(self, name: str, imported: Imported) -> None:
        """Show what bringing the file in would do, and ask."""
        try:
            beside = imported.beside(self._host.diary.log(), self._host.now())
            merged = self._host.diary.preview(beside.log)
        except StoreError as error:
            self.complain(str(error))
            return
        self._say("", "")
        self.query_one("#found", Static).update(Content(beside.summary(merged, dry_run=True)))
        self._offer(bring=True)
        if merged.changed:
            self._looked_at = (name, imported)
            self.query_one("#bring").focus()
        else:
            self.query_one("#bring").display = False
            self.query_one("#back").focus()

    @on(Button.Pressed, "#bring")
    def _bring(self) -> None:
        """Merge what was looked at; undo takes it back."""
        if self._looked_at is None:
            return
        name, imported = self._looked_at
        host = self._host

        def bring() -> tuple[Imported, Merged]:
            # Beside the diary as it is now; it may have changed since the file was looked at.
            beside = imported.beside(host.diary.log(), host.now())
            what = f"the import of {visible(name, one_line=True)}"
            return beside, host.diary.merge(beside.log, what)

        # Once only, however long it takes.
        self._looked_at = None
        self.query_one("#bring").display = False
        host.write(bring, lambda outcome: self._brought(*outcome), self._refuse)

    def _refuse(self, error: StoreError) -> None:
        if self.is_attached:
            self.complain(str(error))
        else:
            self._host.say_why(error)

    def _brought(self, imported: Imported, merged: Merged) -> None:
        first = imported.summary(merged).partition("\n")[0]
        self._host.say(f"Brought in. {first} u takes it back.")
        if self.is_current:
            self.dismiss(None)
        self._host.diary_changed()

    def action_leave(self) -> None:
        """Close without bringing anything in."""
        self.workers.cancel_group(self, "reading")
        self.dismiss(None)
