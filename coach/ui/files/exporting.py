"""Writing a file to where the person wants it: the diary in one of its formats."""

from abc import abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Select

from coach.core.words.text import visible
from coach.store.disk.machine import expanded
from coach.store.inventory import hand_out
from coach.ui.files.paths import PathSuggester
from coach.ui.frame.dialog import Dialog
from coach.ui.frame.host import Host
from coach.ui.widgets.fitting import in_short
from coach.ui.widgets.words import Words

Forms = tuple[tuple[str, str], ...]
_EXPORT_FORMS: Forms = (
    ("The whole log (JSON)", "json"),
    ("The log under a passphrase (age)", "age"),
    ("One row a day (CSV)", "csv"),
    ("sleepdiary Standard (JSON)", "sleepdiary"),
)
# Both JSON formats share an ending.
_ENDINGS = {"csv": ".csv", "html": ".html", "text": ".txt", "pdf": ".pdf", "age": ".age"}


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Where to and in which format; the passphrase is empty where none is needed."""

    path: Path
    form: str
    replace: bool
    passphrase: str = ""


W = TypeVar("W", bound=ExportWish)


class FileDialog(Dialog[W], Generic[W]):
    """Asks where a file goes; an existing file is asked about a second time."""

    PLACE = "dialog"

    def __init__(self, suggested: Path, *, title: str, forms: Forms) -> None:
        super().__init__()
        self._suggested = suggested
        self._title = title
        self._forms = forms
        # The path that was last asked about; naming it once more means yes.
        self._asked: Path | None = None

    def compose(self) -> ComposeResult:
        """Format, path, what else is asked, and two buttons."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield from self.asked_before()
            yield Select(
                self._forms, value=self._forms[0][1], allow_blank=False, id="form", compact=True
            )
            yield from self.asked_besides()
            yield Input(
                str(self._suggested), suggester=PathSuggester(), id="path", compact=True
            )
            yield Words("", id="problem", markup=False)
            yield Words(
                "Tab moves on, the right arrow completes the path. Only you can read the file.",
                classes="hint",
                markup=False,
            )
            with Horizontal(classes="buttons"):
                yield Button("Write it", id="write", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)

    def asked_before(self) -> ComposeResult:
        """What stands above the format."""
        return ()

    def asked_besides(self) -> ComposeResult:
        """What stands between the format and the path."""
        return ()

    def on_mount(self) -> None:
        """Begin in the path."""
        self.query_one("#path", Input).focus()

    @property
    def form(self) -> str:
        """The chosen format."""
        return str(self.query_one("#form", Select).value)

    @on(Select.Changed, "#form")
    def _follow_the_format(self) -> None:
        """Give the path the ending that belongs to the format."""
        field = self.query_one("#path", Input)
        ending = _ENDINGS.get(self.form, ".json")
        if Path(field.value).name and not field.value.endswith("/"):
            field.value = str(Path(field.value).with_suffix(ending))
        self.follow()

    def follow(self) -> None:
        """Show what a choice calls for."""

    @on(Input.Submitted, "#path")
    @on(Button.Pressed, "#write")
    def _write(self) -> None:
        typed = self.query_one("#path", Input).value.strip()
        path = expanded(typed)
        problem = "Please name a file." if not typed else self.problem() or self._in_way(path)
        if problem:
            self.complain(problem)
            return
        self.dismiss(self.wish(path, replace=self._asked == path))

    @abstractmethod
    def wish(self, path: Path, *, replace: bool) -> W:
        """What is wanted, all of it."""

    def problem(self) -> str:
        """What is wrong with what else was asked; empty if nothing is."""
        return ""

    def _in_way(self, path: Path) -> str:
        """Why it is not written there, or not yet; empty if it is."""
        try:
            if path.is_dir():
                return f"{in_short(path)} is a folder."
            if not path.parent.is_dir():
                return f"There is no folder {in_short(path.parent)}."
            if path.exists() and self._asked != path:
                self._asked = path
                return f"{in_short(path)} is there already. Press Enter again to replace it."
        except (OSError, ValueError) as error:
            reason = (error.strerror or "") if isinstance(error, OSError) else str(error)
            return f"{in_short(path)} cannot be written: {reason.lower()}."
        return ""


class ExportDialog(FileDialog[ExportWish]):
    """Asks where the diary goes; under a passphrase, for that, twice."""

    def asked_besides(self) -> ComposeResult:
        """The passphrase and the same again."""
        yield Input(password=True, placeholder="Passphrase", id="passphrase", compact=True)
        yield Input(password=True, placeholder="Once more", id="again", compact=True)

    def on_mount(self) -> None:
        """Begin in the path, without a passphrase."""
        self.follow()
        super().on_mount()

    def follow(self) -> None:
        """Ask for a passphrase where the format needs one."""
        for name in ("#passphrase", "#again"):
            self.query_one(name).display = self.form == "age"

    @property
    def _passphrase(self) -> str:
        return self.query_one("#passphrase", Input).value if self.form == "age" else ""

    def problem(self) -> str:
        """Refuse an empty passphrase, and two that differ."""
        if self.form != "age":
            return ""
        if not self._passphrase:
            return "Please type a passphrase; without it nobody opens the file, you neither."
        if self._passphrase != self.query_one("#again", Input).value:
            return "The two passphrases differ."
        return ""

    def wish(self, path: Path, *, replace: bool) -> ExportWish:
        """The export that is wanted."""
        return ExportWish(path, self.form, replace, self._passphrase)


def ask_for_export(host: Host) -> None:
    """Ask where to, then write the diary there."""

    def write(wish: ExportWish | None) -> None:
        if wish is None:
            return
        from coach.exchange.export import exported

        data = exported(host.diary.log(), wish.form, host.now())
        if wish.form == "age":
            from coach.exchange.age import sealed

            data = sealed(data, wish.passphrase)
        write_where_wished(host, wish, data)

    suggested = last_folder(host) / f"coach-{host.today}.json"
    host.push_screen(
        ExportDialog(suggested, title="Export the diary", forms=_EXPORT_FORMS), write
    )


def write_where_wished(host: Host, wish: ExportWish, data: bytes) -> None:
    """Write a file, and remember its folder."""
    if host.attempt(lambda: hand_out(host.diary.folder, wish.path, data, replace=wish.replace)):
        host.keep_settings(host.settings.with_last_export(str(wish.path)))
        host.say(f"Written to {visible(str(wish.path), one_line=True)}.")


def last_folder(host: Host) -> Path:
    """Where the last export went, if that folder is still there, else home."""
    last = Path(host.settings.last_export or "").parent
    return last if host.settings.last_export and last.is_dir() else Path.home()
