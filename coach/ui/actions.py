"""What the keys of every room do: export, the doctor's page, undo, drinks, profile, help."""

from pathlib import Path
from typing import TYPE_CHECKING

from coach.core.words.text import visible
from coach.store.disk.durable import StoreError
from coach.ui.frame.host import Host

if TYPE_CHECKING:
    from coach.ui.files.asking import ExportWish

_EXPORT_FORMS = (
    ("The whole log (JSON)", "json"),
    ("One row a day (CSV)", "csv"),
    ("sleepdiary Standard (JSON)", "sleepdiary"),
)
_REPORT_FORMS = (("A page to print (HTML)", "html"), ("Plain text", "text"))


def export(host: Host) -> None:
    """Ask where to, then write the diary there."""
    from coach.ui.files.asking import ExportDialog

    suggested = _folder(host) / f"coach-{host.today}.json"
    dialog = ExportDialog(suggested, title="Export the diary", forms=_EXPORT_FORMS)
    host.push_screen(dialog, lambda wish: _write_export(host, wish))


def _write_export(host: Host, wish: "ExportWish | None") -> None:
    from coach.exchange.export import exported

    if wish is not None:
        log = host.diary.log()
        _write(host, wish, exported(log, wish.form, host.now()))


def import_file(host: Host) -> None:
    """Ask which file, show what it would bring, and bring it in when told to."""
    from coach.ui.files.importing import ImportDialog

    host.push_screen(ImportDialog(host))


def doctor(host: Host) -> None:
    """Ask where to, then write the page for the doctor there."""
    from coach.ui.files.asking import ExportDialog

    suggested = _folder(host) / f"for-the-doctor-{host.today}.html"
    dialog = ExportDialog(suggested, title="The page for the doctor", forms=_REPORT_FORMS)
    host.push_screen(dialog, lambda wish: _write_report(host, wish))


def _write_report(host: Host, wish: "ExportWish | None") -> None:
    from coach.exchange.report import report

    if wish is not None:
        _write(host, wish, report(host.diary.log(), host.today, 14, wish.form))


def _write(host: Host, wish: "ExportWish", data: bytes) -> None:
    from coach.store.inventory import hand_out

    try:
        hand_out(host.diary.folder, wish.path, data, replace=wish.replace)
    except StoreError as error:
        host.say(str(error), warn=True)
        return
    host.keep_settings(host.settings.with_last_export(str(wish.path)))
    host.say(f"Written to {visible(str(wish.path), one_line=True)}.")


def _folder(host: Host) -> Path:
    """Where the last export went, if that folder is still there, else home."""
    last = Path(host.settings.last_export or "").parent
    return last if host.settings.last_export and last.is_dir() else Path.home()


def undo(host: Host) -> None:
    """Take the last change back and say which it was."""
    try:
        done = host.diary.undo()
    except StoreError as error:
        host.say(str(error), warn=True)
        return
    host.say(
        f"Taken back: {visible(done, one_line=True)}." if done else "Nothing to take back."
    )
    host.diary_changed()


def drink(host: Host) -> None:
    """Open the drinks of the day."""
    from coach.ui.drinks.screen import Drinks

    host.push_screen(Drinks(host.today))


def profile(host: Host) -> None:
    """Open the profile."""
    from coach.ui.checkin.profile import ProfileForm

    host.push_screen(ProfileForm())


def keys(host: Host, here: str = "everywhere") -> None:
    """List all keys, those of one place first."""
    from coach.ui.files.asking import KeysHelp

    host.push_screen(KeysHelp(here))


def backups(host: Host) -> None:
    """List the automatic backups."""
    from coach.ui.files.backups import Backups

    host.push_screen(Backups())
