"""The check-in on the full screen: draws a state, hands keys to it, keeps drafts, saves."""

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static, TextArea

from coach.core.checkin import moving, view
from coach.core.checkin import state as states
from coach.core.checkin.outcome import meaning
from coach.core.checkin.press import press
from coach.core.checkin.question import AnswerKind
from coach.core.checkin.state import State, Wish
from coach.core.checkin.usual import LOOK_BACK
from coach.core.checkin.words import is_late
from coach.core.words.lengths_and_dates import day_words, short_date
from coach.store.diary.drafts import Draft
from coach.store.disk.durable import StoreError
from coach.store.disk.machine import local_zone
from coach.ui import actions
from coach.ui.checkin.draw import draw
from coach.ui.frame.screen import CoachScreen, KeyLine, TitleLine
from coach.ui.keys import table as keys
from coach.ui.keys.key import Key
from coach.ui.widgets.clickable import Clickable

_LATELY = timedelta(days=28)
_LONGEST_NOTE = 100_000
_NOTE_LINES = 5
_FRAME_LINES = 3
# Keys that leave the note; all others belong to the writing.
_OUT_OF_THE_NOTE = frozenset(
    {"enter", "tab", "shift+tab", "escape", "pagedown", "pageup", "ctrl+s"}
)
_KEYS = tuple(key for key in keys.of("check-in") if key.footer)
# Keys that are named only where they mean something, as the check-in knows them.
_SOMETIMES = {
    "check-in-usual": "=",
    "check-in-all-usual": "+",
    "check-in-nothing": "n",
    "check-in-more": "m",
}


class Note(TextArea):
    """Where free text is written; Enter moves on, as everywhere in the check-in."""

    async def _on_key(self, event: events.Key) -> None:
        # The base class's own handler runs as well unless it is kept from it.
        if event.key in _OUT_OF_THE_NOTE:
            event.prevent_default()


class CheckIn(CoachScreen):
    """The check-in of one day."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("check-in")
    DEFAULT_CSS = """
    CheckIn {
        #check-in { height: 1fr; padding: 0 1; }
        #note {
            display: none; height: 5; margin: 0 1; border: none; padding: 0 1;
            background: $panel;
        }
    }
    """

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self._state: State | None = None
        self._drafted: Draft | None = None
        self._going_on = ""
        self._was_today = False
        self._told: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """The check-in as it stands; opened from the diary when first asked for."""
        if self._state is None:
            self._state = self._begin()
        return self._state

    def _begin(self) -> State:
        host = self.coach
        self._was_today = self.day == host.today
        draft = host.diary.draft(self.day)
        self._drafted = draft
        if draft is not None:
            when = f" from {draft.saved_at:%H:%M}" if draft.saved_at else ""
            self._going_on = f"Going on{when}; nothing is saved before the end."
        return states.begin(
            self.day,
            host.diary.entry(self.day),
            host.now(),
            host.profile,
            host.diary.entries(self.day - LOOK_BACK, self.day),
            draft=None if draft is None else (draft.base, draft.entry),
            tz=local_zone(),
        )

    def compose(self) -> ComposeResult:
        """Title, the page, the note where one is written, and the keys."""
        yield TitleLine(id="title")
        yield Clickable(id="check-in")
        yield Note(id="note", soft_wrap=True, show_line_numbers=False)
        yield KeyLine(_KEYS)

    def on_screen_resume(self) -> None:
        """Show things as they are, what was logged elsewhere included."""
        self.diary_changed()

    def on_resize(self) -> None:
        """Fit the lines to the new size."""
        self.call_after_refresh(self.show)

    def diary_changed(self) -> None:
        """Take in what another screen or program wrote to the day."""
        if not self._told:
            self._state = states.rebase(self.state, self.coach.diary.entry(self.day))
        self.show()

    def show(self) -> None:
        """Draw the state."""
        self.query_one(TitleLine).refresh_time()
        self.query_one(KeyLine).offer(self._footer())
        page = self.query_one("#check-in", Static)
        if self._told:
            page.update(Content("\n\n").join([Content(line) for line in self._told]))
            return
        writing = self._show_note()
        size = self.app.size
        height = size.height - _FRAME_LINES - (_NOTE_LINES if writing else 0)
        page.update(draw(self.state, self._notices(), size.width - 2, height))

    def _footer(self) -> tuple[Key, ...]:
        """The keys that mean something here."""
        acts = frozenset() if self._told else view.acts(self.state)
        return tuple(
            key for key in _KEYS if key.id not in _SOMETIMES or _SOMETIMES[key.id] in acts
        )

    def _show_note(self) -> bool:
        """Put the note up where one is at it, filled in without looking like an edit."""
        note = self.query_one(Note)
        each = self.state.question
        writing = (
            each is not None and each.kind is AnswerKind.TEXT and self.state.asking is None
        )
        if writing and not note.display:
            with self.prevent(TextArea.Changed):
                note.load_text(self.state.entry.notes or "")
            note.move_cursor(note.document.end)
        if note.display != writing:
            note.display = writing
            self.set_focus(note if writing else None)
        return writing

    def _notices(self) -> list[str]:
        found: list[str] = []
        host = self.coach
        if self._was_today and host.today != self.day:
            found.append(
                f"This is still the check-in of {short_date(self.day)}. The new day begins "
                "when it is saved."
            )
        elif self._was_today and host.now().date() != self.day:
            found.append(
                f"It is past midnight. Until {host.day_starts_at} this is still the evening of "
                f"{short_date(self.day)}."
            )
        elif not self._was_today:
            late = ", from memory: shown as recalled" if is_late(self.state) else ""
            found.append(f"The check-in of {short_date(self.day)}{late}.")
        if self._going_on:
            found.append(self._going_on)
        return found

    @on(TextArea.Changed, "#note")
    def _write_note(self, event: TextArea.Changed) -> None:
        """Keep what is written as the answer."""
        each = self.state.question
        if each is None or each.kind is not AnswerKind.TEXT:
            return
        text = event.text_area.text
        if len(text) > _LONGEST_NOTE:
            self.coach.say(f"A note holds {_LONGEST_NOTE:,} letters; the rest was left out.")
        kept = text[:_LONGEST_NOTE] if text.strip() else None
        self._state = states.answer(self.state, each, kept)
        self.call_after_refresh(self._keep_draft)

    def on_key(self, event: events.Key) -> None:
        """Hand every key to the check-in first."""
        if self.focused is not None and event.key not in _OUT_OF_THE_NOTE:
            return
        sign = event.character if event.is_printable and event.key != "space" else event.key
        if sign is not None and self._pressed(sign):
            event.stop()
            event.prevent_default()

    def action_press(self, key: str) -> None:
        """What a click or the palette does in place of a key."""
        self._pressed(key)

    def action_visit(self, name: str) -> None:
        """Go to a question that was clicked."""
        if not self._told and self.state.asking is None:
            self._take(moving.go(self.state, name))

    def _pressed(self, key: str) -> bool:
        """Let a key act; whether it meant anything."""
        if self._told:
            if key in ("enter", "escape", "space", "p"):
                self.dismiss()
            if key == "p":
                actions.profile(self.coach)
            return True
        before = self.state
        after = press(before, key)
        if after is before:
            return False
        self._take(after)
        return True

    def _take(self, after: State) -> None:
        wish, self._state = after.wish, replace(after, wish=None)
        if wish is Wish.SAVE:
            self._save()
        elif wish is Wish.LEAVE:
            self._leave()
        elif wish is Wish.DRINKS:
            self._open_drinks()
        else:
            self.show()
            self.call_after_refresh(self._keep_draft)

    def _keep_draft(self) -> bool:
        """Put what is answered so far on disk, apart from the diary; whether that worked."""
        if self._told or self._state is None:
            return True
        state = self._state
        kept = self._drafted.entry if self._drafted else state.base or states.blank(self.day)
        if kept == state.entry:
            return True
        draft = Draft(entry=state.entry, base=state.base, page=state.page.value)
        try:
            if state.changed:
                self.coach.diary.save_draft(draft)
            else:
                self.coach.diary.drop_draft(self.day)
        except StoreError as error:
            self.coach.say(str(error), warn=True)
            return False
        self._drafted = draft if state.changed else None
        return True

    def _leave(self) -> None:
        if self._keep_draft():
            if self.state.changed:
                self.coach.say("Kept as it is, not saved yet. Enter goes on from here.")
            self.dismiss()

    def _open_drinks(self) -> None:
        from coach.ui.drinks.screen import Drinks

        self._keep_draft()
        self.app.push_screen(Drinks(self.day))

    def _save(self) -> None:
        """Write the answers to the entry that is on disk now, then say what came of it."""
        host, state = self.coach, self.state
        if not state.changed:
            self._drop_draft()
            host.say("Nothing was answered, so nothing was saved.")
            self.dismiss()
            return
        before = host.standing()
        try:
            host.diary.change(
                self.day,
                lambda disk: states.saved(state, disk),
                f"the check-in of {day_words(self.day)}",
            )
        except StoreError as error:
            self._keep_draft()
            host.say(str(error), warn=True)
            return
        self._drop_draft()
        lately = host.diary.entries(host.today - _LATELY, host.today)
        entry = host.diary.entry(self.day)
        self._tell(
            view.noted(state), meaning(before, host.standing(), entry, lately, host.profile)
        )
        host.diary_changed()

    def _drop_draft(self) -> None:
        try:
            self.coach.diary.drop_draft(self.day)
        except StoreError as error:
            self.coach.say(str(error), warn=True)

    def _tell(self, *lines: str) -> None:
        """Show what was noted and what it means; Enter goes to Tonight."""
        onward = "Enter  tonight's tip" if self._was_today else "Enter  back"
        if self.coach.diary.profile() is None and not self.coach.settings.welcomed:
            onward += "\np      a few questions about you, asked once (two minutes)"
        self._told = (*(line for line in lines if line), onward)
        note = self.query_one(Note)
        note.display = False
        self.set_focus(None)
        self.show()
