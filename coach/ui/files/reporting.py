"""The page for the doctor: which nights, what the person wants to ask, and where it goes."""

from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Select

from coach.core.diary.records import Log
from coach.core.history.choice import parse_day
from coach.core.words.lengths_and_dates import plain_date
from coach.exchange.report import report
from coach.exchange.report.pdf import NoPdf
from coach.exchange.report.window import (
    Window,
    banner_of,
    behind,
    between,
    last_nights,
    left_outside,
)
from coach.ui.files.exporting import (
    ExportWish,
    FileDialog,
    Forms,
    last_folder,
    write_where_wished,
)
from coach.ui.frame.host import Host
from coach.ui.widgets.words import Words

_FORMS: Forms = (
    ("A page to print (HTML)", "html"),
    ("A PDF", "pdf"),
    ("Plain text", "text"),
)
_LAST = {"14": 14, "28": 28, "56": 56}
_BANNER, _RANGE = "banner", "range"
_LONGEST_ASKED = 2000


@dataclass(frozen=True, slots=True)
class ReportWish(ExportWish):
    """The page that is wanted.

    Attributes:
        shown: The nights it shows.
        to_ask: What the person wants to ask.
    """

    shown: Window | None = None
    to_ask: str = ""


class ReportDialog(FileDialog[ReportWish]):
    """Asks which nights the page shows, and where it goes."""

    DEFAULT_CSS = """
    ReportDialog {
        #of-when { height: auto; color: $text-muted; margin-bottom: 1; }
    }
    """

    def __init__(self, host: Host, suggested: Path) -> None:
        super().__init__(suggested, title="The page for the doctor", forms=_FORMS)
        self._log: Log = host.diary.log()
        self._today = host.today
        self._to_ask = host.profile.to_ask or ""

    def asked_before(self) -> ComposeResult:
        """Which nights, and of when they are."""
        offered = [(f"The last {nights} nights", name) for name, nights in _LAST.items()]
        try:
            banner = banner_of(self._log, self._today)
        except ValueError:
            pass
        else:
            offered.append(
                (f"The nights behind the banner of {plain_date(banner.began)}", _BANNER)
            )
        offered.append(("From one day to another", _RANGE))
        yield Select(offered, value="14", allow_blank=False, id="nights", compact=True)
        yield Input(placeholder="2026-09-01 to 2026-09-28", id="range", compact=True)
        yield Words("", id="of-when", markup=False)

    def asked_besides(self) -> ComposeResult:
        """What the person wants to ask."""
        yield Input(
            self._to_ask.replace("\n", "; "),
            placeholder="What you want to ask, for the top of the page",
            id="to-ask",
            max_length=_LONGEST_ASKED,
            compact=True,
        )

    def on_mount(self) -> None:
        """Begin in the path, the nights told by their dates."""
        self._show_nights()
        super().on_mount()

    @on(Select.Changed, "#nights")
    @on(Input.Changed, "#range")
    def _show_nights(self) -> None:
        """Say of when the nights are, and which of a banner come along."""
        self.query_one("#range").display = self._chosen == _RANGE
        try:
            shown = self._shown()
        except ValueError as error:
            self.query_one("#of-when", Words).update(Content(f"{error}."))
            return
        words = shown.words
        outside = left_outside(self._log, self._today, shown)
        if outside is not None:
            banner, its = outside
            words += f"; and {its.words}, behind the banner of {plain_date(banner.began)}"
        self.query_one("#of-when", Words).update(Content(f"{words}."))

    @property
    def _chosen(self) -> str:
        return str(self.query_one("#nights", Select).value)

    def _shown(self) -> Window:
        """The chosen nights (ValueError with one sentence)."""
        if self._chosen == _BANNER:
            return behind(banner_of(self._log, self._today))
        if self._chosen != _RANGE:
            return last_nights(self._today, _LAST[self._chosen])
        typed = self.query_one("#range", Input).value
        first, to, last = typed.partition(" to ")
        if not to:
            raise ValueError("Please type the first and the last day, with “to” between")
        shown = between(parse_day(first, self._today), parse_day(last, self._today))
        if shown.last > self._today:
            raise ValueError(f"the night to {shown.last} has not come yet")
        return shown

    def problem(self) -> str:
        """Why these nights cannot be shown; empty if they can."""
        try:
            self._shown()
        except ValueError as error:
            return f"{error}."
        return ""

    def wish(self, path: Path, *, replace: bool) -> ReportWish:
        """The page that is wanted."""
        typed = self.query_one("#to-ask", Input).value.strip()
        unchanged = typed == self._to_ask.replace("\n", "; ")
        to_ask = self._to_ask if unchanged else typed
        return ReportWish(path, self.form, replace, "", self._shown(), to_ask)


def ask_for_report(host: Host) -> None:
    """Ask for which nights and where to, then write the page for the doctor there."""

    def write(wish: ReportWish | None) -> None:
        if wish is None:
            return
        if wish.to_ask == (host.profile.to_ask or ""):
            _write(host, wish)
            return
        profile = replace(host.profile, to_ask=wish.to_ask or None)
        host.write(lambda: host.diary.save_profile(profile), lambda _: _write(host, wish))

    suggested = last_folder(host) / f"for-the-doctor-{host.today}.html"
    host.push_screen(ReportDialog(host, suggested), write)


def _write(host: Host, wish: ReportWish) -> None:
    try:
        data = report(host.diary.log(), host.today, wish.shown, wish.form)
    except NoPdf as error:
        host.say(f"Not written: {error}.", warn=True)
        return
    write_where_wished(host, wish, data)
