"""Bringing files in: they are looked at first, then asked about, then merged."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label
from textual.worker import get_current_worker

from coach.core.diary.merge import Merged
from coach.core.words.text import visible
from coach.exchange.age import WrongPassphrase, is_age
from coach.exchange.age import opened as unsealed
from coach.exchange.files import chosen, opened_through
from coach.exchange.importers.source import LARGEST_OWN, SourceFile
from coach.exchange.importing import Batch, Here, UnknownTable, read_files
from coach.exchange.log import LogError
from coach.exchange.table.plan import Plan, Table, table_of
from coach.exchange.table.reading import planned
from coach.store.diary.copies import log_of
from coach.store.disk.durable import opened
from coach.store.disk.machine import expanded, local_zone
from coach.store.disk.trouble import StoreError
from coach.ui.files.paths import PathSuggester
from coach.ui.frame.dialog import Dialog
from coach.ui.frame.host import Host
from coach.ui.widgets.fitting import in_short
from coach.ui.widgets.words import Words

_HINT = (
    "A file of the coach or of another program, a folder of them, or several with ; between. "
    "The right arrow completes the path."
)
_BETWEEN = ";"


class _GivenUp(Exception):
    """The person went away while a file was being read."""


class _Sealed(Exception):
    """A file is under a passphrase that was not given yet."""


def _unsealed(source: SourceFile, passphrase: str) -> SourceFile:
    """The file itself, or what is in it where it is an age file.

    Raises:
        LogError: If the passphrase does not open it.
        _Sealed: If there is none.
    """
    if not is_age(source.head):
        return source
    if not passphrase:
        raise _Sealed
    try:
        data = unsealed(source.data(largest=LARGEST_OWN), passphrase)
    except WrongPassphrase as error:
        raise LogError(f"{source.name} {error}") from None
    return SourceFile.of_bytes(data, source.name)


def several_paths(typed: str) -> list[Path]:
    """The paths that were typed, semicolons between; one that holds a semicolon is one."""
    whole = expanded(typed)
    try:
        is_there = whole.exists()
    except (OSError, ValueError):
        is_there = False
    parts = [part.strip() for part in typed.split(_BETWEEN)]
    return [whole] if is_there else [expanded(part) for part in parts if part]


def _begun() -> str:
    """The path that stands there to be gone on with."""
    return f"{Path.home()}/"


class ImportDialog(Dialog[None]):
    """Asks for files, shows what they would bring, and brings them in when told to."""

    DEFAULT_CSS = """
    ImportDialog #found-box { height: auto; max-height: 35vh; }
    ImportDialog #found { height: auto; }
    """
    PLACE = "dialog"

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._looked_at: tuple[str, Batch] | None = None

    def compose(self) -> ComposeResult:
        """Path, what was found, and three buttons."""
        with Vertical(classes="dialog"):
            yield Label("Import files", classes="dialog-title", markup=False)
            yield Input(_begun(), suggester=PathSuggester(), id="path", compact=True)
            yield Input(password=True, placeholder="Passphrase", id="passphrase", compact=True)
            yield Words("", id="problem", markup=False)
            yield Words("", id="progress", classes="hint", markup=False)
            with VerticalScroll(id="found-box"):
                yield Words("", id="found", markup=False)
            yield Words(_HINT, classes="hint", id="hint", markup=False)
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
            line = self.query_one(name, Words)
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
        """Read the files, in a thread so that the screen stays alive."""
        typed = self.query_one("#path", Input).value.strip()
        # What stands there at first is where to begin typing, and no folder of exports.
        if not typed or typed == _begun():
            self.complain("Please name a file, or a folder of exports.")
            return
        self._say("", "Reading…")
        self._read(several_paths(typed), self._here, passphrase=self._passphrase.value)

    @property
    def _here(self) -> Here:
        return Here(self._host.today, self._host.day_starts_at, local_zone())

    @work(thread=True, exclusive=True, group="reading")
    def _read(
        self,
        paths: Sequence[Path],
        here: Here,
        plan: Plan | None = None,
        *,
        passphrase: str = "",
    ) -> None:
        worker = get_current_worker()
        last = -1

        def show(call: Callable[[], object]) -> None:
            def if_wanted() -> None:
                # Meanwhile another file may have been named, or the person gone away.
                if self.is_attached and not worker.is_cancelled:
                    call()

            self._host.from_thread(if_wanted)

        def progress(done: int, size: int) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise _GivenUp
            # Whole percents only: each is a message from this thread to the screen's.
            if done * 100 // size != last:
                last = done * 100 // size
                show(partial(self._show_progress, last))

        try:
            named = {in_short(path): path for path in paths}
            files = opened_through(
                chosen(named, lambda path, _: opened(path)),
                partial(_unsealed, passphrase=passphrase),
            )
            plans = None if plan is None else planned(plan)
            try:
                batch = read_files(files, here, None, log_of, plans=plans, progress=progress)
            except UnknownTable:
                if len(files) > 1:
                    raise
                table = table_of(files[0].open())
                show(partial(self._ask_for_columns, paths, table))
                return
        except _GivenUp:
            return
        except _Sealed:
            show(self._ask_passphrase)
            return
        except LogError as error:
            problem = str(error)
        except OSError as error:
            words = visible(error.strerror or "", one_line=True)
            problem = f"What was named cannot be read: {words}"
        else:
            if not worker.is_cancelled:
                name = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
                show(partial(self._show, name, batch))
            return
        if not worker.is_cancelled:
            show(partial(self.complain, problem))

    def _ask_for_columns(self, paths: Sequence[Path], table: Table) -> None:
        """Ask what the columns of a table are that no other program wrote."""
        from coach.ui.files.columns import ColumnsDialog

        def go_on(plan: Plan | None) -> None:
            if plan is not None:
                self._say("", "Reading…")
                self._read(paths, self._here, plan)

        self._say("", "")
        self.app.push_screen(ColumnsDialog(table, self._here), go_on)

    def _show_progress(self, percent: int) -> None:
        self._say("", f"Reading… {percent} %")

    def complain(self, problem: str) -> None:
        """Say what is wrong, in place of how far the reading is."""
        self._say(problem, "")

    def _show(self, name: str, batch: Batch) -> None:
        """Show what bringing the file in would do, and ask."""
        try:
            beside = batch.beside(self._host.diary.log(), self._host.now())
            merged = self._host.diary.preview(beside.log)
        except StoreError as error:
            self.complain(str(error))
            return
        self._say("", "")
        self.query_one("#found", Words).update(Content(beside.summary(merged, dry_run=True)))
        self._offer(bring=True)
        if merged.changed:
            self._looked_at = (name, batch)
            self.query_one("#bring").focus()
        else:
            self.query_one("#bring").display = False
            self.query_one("#back").focus()

    @on(Button.Pressed, "#bring")
    def _bring(self) -> None:
        """Merge what was looked at; undo takes it back."""
        if self._looked_at is None:
            return
        name, batch = self._looked_at
        host = self._host

        def bring() -> tuple[Batch, Merged]:
            # Beside the diary as it is now; it may have changed since the file was looked at.
            beside = batch.beside(host.diary.log(), host.now())
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

    def _brought(self, batch: Batch, merged: Merged) -> None:
        first = batch.summary(merged).partition("\n")[0]
        self._host.say(f"Brought in. {first} u takes it back.")
        if self.is_current:
            self.dismiss(None)
        self._host.diary_changed()

    def action_leave(self) -> None:
        """Close without bringing anything in."""
        self.workers.cancel_group(self, "reading")
        self.dismiss(None)
