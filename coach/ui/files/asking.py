"""Small questions over a screen: export, a visit to a doctor, yes or no, the keys."""

import textwrap
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Button, Input, Label, Select, Static

from coach.core.words.text import visible
from coach.store.disk.machine import expanded
from coach.ui.keys import table as keys
from coach.ui.widgets.clickable import Clickable, key_words


class PathSuggester(Suggester):
    """Completes a path from the folders there are."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first entry of the folder that goes on from what was typed."""
        if not value:
            return None
        folder, _, start = value.rpartition("/")
        try:
            names = sorted(
                f"{found.name}/" if found.is_dir() else found.name
                for found in expanded(
                    folder or ("/" if value.startswith("/") else ".")
                ).iterdir()
                if found.name.startswith(start) and (start or not found.name.startswith("."))
            )
        except (OSError, ValueError):
            return None
        lead = value[: len(value) - len(start)]
        return lead + names[0] if names else None


def in_short(typed: str | Path, longest: int = 150) -> str:
    """What was typed or pasted as it may stand in a sentence: short, on one line."""
    text = visible(str(typed), one_line=True)
    return text if len(text) <= longest else text[: longest - 1] + "…"


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Where to and in which format."""

    path: Path
    form: str
    replace: bool


class ExportDialog(ModalScreen[ExportWish | None]):
    """Asks where the export goes; an existing file is asked about a second time."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("dialog")

    def __init__(
        self, suggested: Path, *, title: str, forms: tuple[tuple[str, str], ...]
    ) -> None:
        super().__init__()
        self._suggested = suggested
        self._title = title
        self._forms = forms
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
            self.query_one("#problem", Static).update(Content(problem))
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

    @on(Button.Pressed, "#back")
    def action_leave(self) -> None:
        """Close without writing."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class Visit:
    """A doctor's visit as typed."""

    date: date
    note: str


class VisitDialog(ModalScreen[Visit | None]):
    """Asks when a doctor was seen, and what to remember of it."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("dialog")

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """Date, note, and two buttons."""
        with Vertical(classes="dialog"):
            yield Label("I have spoken to a doctor", classes="dialog-title")
            yield Label("On which day (year-month-day)")
            yield Input(self._today.isoformat(), id="date", compact=True)
            yield Label("What you want to remember (may stay empty)")
            yield Input(id="note", max_length=10_000, compact=True)
            yield Static("", id="problem", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Note it", id="note-it", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)

    @on(Input.Submitted, "#date")
    def _go_on_to_the_note(self) -> None:
        self.query_one("#note", Input).focus()

    @on(Input.Submitted, "#note")
    @on(Button.Pressed, "#note-it")
    def _note(self) -> None:
        typed = self.query_one("#date", Input).value.strip()
        problem = self.query_one("#problem", Static)
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            problem.update(
                Content(f"“{in_short(typed)}” is no date; try {self._today.isoformat()}.")
            )
            return
        if day > self._today or day.year < 1900:
            problem.update(Content("Please note the visit once it has taken place."))
            return
        self.dismiss(Visit(day, self.query_one("#note", Input).value.strip()))

    @on(Button.Pressed, "#back")
    def action_leave(self) -> None:
        """Close without noting anything."""
        self.dismiss(None)


class Sure(ModalScreen[bool]):
    """One question, yes or no; Escape and Enter alone mean no."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("question")

    def __init__(self, question: str, yes: str, no: str = "No, leave it") -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """The question and its two answers, no first."""
        with Vertical(classes="dialog"):
            yield Static(self._question, markup=False)
            with Horizontal(classes="buttons"):
                yield Button(f"n  {self._no}", id="no", compact=True)
                yield Button(f"y  {self._yes}", id="yes", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)


class KeysHelp(ModalScreen[None]):
    """All keys, screen by screen.

    Args:
        here: The place whose keys come first.
    """

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("keys")

    def __init__(self, here: str = "everywhere") -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """A list that scrolls."""
        with Vertical(classes="dialog tall"):
            yield Label("Keys", classes="dialog-title")
            with VerticalScroll():
                yield Static(id="key-list")
            close = key_words("Esc", "close", "leave")
            more = (("   ↑ ↓", "bold"), " scroll", ("   ctrl+p", "bold"), " find one by name")
            yield Clickable(Content.assemble(close, *more), classes="hint")

    def on_resize(self) -> None:
        """Fit the sentences to the width there is."""
        self.call_after_refresh(self._list)

    def _list(self) -> None:
        found = self.query_one("#key-list", Static)
        found.update(_key_list(self._here, found.content_size.width))

    def action_leave(self) -> None:
        """Close the list."""
        self.dismiss(None)


_FACE = 16


def _key_list(here: str, width: int) -> Content:
    """The keys of one place, of every page, and of the others; sentences hang beside them."""
    places = dict.fromkeys((here, "everywhere", *(key.where for key in keys.KEYS)))
    lines: list[Content] = []
    for place in places:
        lines.append(Content.styled(keys.PLACES.get(place, place.capitalize()), "bold"))
        for key in keys.of(place):
            first, *others = textwrap.wrap(key.help, max(20, width - _FACE - 2))
            lines.append(
                Content.assemble((f"  {', '.join(key.faces):<{_FACE}}", "bold $accent"), first)
            )
            lines += [Content(" " * (_FACE + 2) + line) for line in others]
        lines.append(Content(""))
    return Content("\n").join(lines)
