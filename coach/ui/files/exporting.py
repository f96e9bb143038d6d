"""Writing a file to where the person wants it: the diary, or the page for the doctor."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Label, Select, Static

from coach.core.words.text import visible
from coach.store.disk.machine import expanded
from coach.store.inventory import hand_out
from coach.ui.files.paths import PathSuggester
from coach.ui.frame.dialog import Dialog
from coach.ui.frame.host import Host
from coach.ui.widgets.fitting import in_short

Forms = tuple[tuple[str, str], ...]
_EXPORT_FORMS: Forms = (
    ("The whole log (JSON)", "json"),
    ("One row a day (CSV)", "csv"),
    ("sleepdiary Standard (JSON)", "sleepdiary"),
)
_REPORT_FORMS: Forms = (("A page to print (HTML)", "html"), ("Plain text", "text"))
# Two weeks are what sleep diaries for a doctor cover.
_REPORT_DAYS = 14


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Where to and in which format."""

    path: Path
    form: str
    replace: bool


class ExportDialog(Dialog[ExportWish]):
    """Asks where the export goes; an existing file is asked about a second time."""

    PLACE = "dialog"

    def __init__(
        self, suggested: Path, *, title: str, forms: tuple[tuple[str, str], ...]
    ) -> None:
        super().__init__()
        self._suggested = suggested
        self._title = title
        self._forms = forms
        # The path that was last asked about; naming it once more means yes.
        self._asked: Path | None = None

    def compose(self) -> ComposeResult:
        """Format, path, and two buttons."""
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Select(
                self._forms, value=self._forms[0][1], allow_blank=False, id="form", compact=True
            )
            yield Input(
                str(self._suggested), suggester=PathSuggester(), id="path", compact=True
            )
            yield Static("", id="problem", markup=False)
            yield Static(
                "Tab moves on, the right arrow completes the path. Only you can read the file.",
                classes="hint",
                markup=False,
            )
            with Horizontal(classes="buttons"):
                yield Button("Write it", id="write", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)

    def on_mount(self) -> None:
        """Begin in the path."""
        self.query_one("#path", Input).focus()

    @on(Select.Changed, "#form")
    def _follow_the_format(self, event: Select.Changed) -> None:
        """Give the path the ending that belongs to the format."""
        field = self.query_one("#path", Input)
        # Both JSON formats share an ending.
        ending = {"csv": ".csv", "html": ".html", "text": ".txt"}.get(str(event.value), ".json")
        if Path(field.value).name and not field.value.endswith("/"):
            field.value = str(Path(field.value).with_suffix(ending))

    @on(Input.Submitted, "#path")
    @on(Button.Pressed, "#write")
    def _write(self) -> None:
        typed = self.query_one("#path", Input).value.strip()
        path = expanded(typed)
        problem = "Please name a file." if not typed else self._problem(path)
        if problem:
            self.complain(problem)
            return
        form = str(self.query_one("#form", Select).value)
        self.dismiss(ExportWish(path, form, replace=self._asked == path))

    def _problem(self, path: Path) -> str:
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


def ask_for_export(host: Host) -> None:
    """Ask where to, then write the diary there."""

    def made(form: str) -> bytes:
        from coach.exchange.export import exported

        return exported(host.diary.log(), form, host.now())

    _ask(host, f"coach-{host.today}.json", "Export the diary", _EXPORT_FORMS, made)


def ask_for_report(host: Host) -> None:
    """Ask where to, then write the page for the doctor there."""

    def made(form: str) -> bytes:
        from coach.exchange.report import report

        return report(host.diary.log(), host.today, _REPORT_DAYS, form)

    name = f"for-the-doctor-{host.today}.html"
    _ask(host, name, "The page for the doctor", _REPORT_FORMS, made)


def _ask(host: Host, name: str, title: str, forms: Forms, made: Callable[[str], bytes]) -> None:
    def write(wish: ExportWish | None) -> None:
        if wish is not None:
            _write(host, wish, made(wish.form))

    host.push_screen(ExportDialog(_folder(host) / name, title=title, forms=forms), write)


def _write(host: Host, wish: ExportWish, data: bytes) -> None:
    if host.attempt(lambda: hand_out(host.diary.folder, wish.path, data, replace=wish.replace)):
        host.keep_settings(host.settings.with_last_export(str(wish.path)))
        host.say(f"Written to {visible(str(wish.path), one_line=True)}.")


def _folder(host: Host) -> Path:
    """Where the last export went, if that folder is still there, else home."""
    last = Path(host.settings.last_export or "").parent
    return last if host.settings.last_export and last.is_dir() else Path.home()
