"""The check-in on the full screen: draws a state, hands keys to it, keeps drafts, saves."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from coach.core.checkin import about, prompts
from coach.core.checkin import state as states
from coach.core.checkin.named import by_name
from coach.core.checkin.opening import begin
from coach.core.checkin.question import AnswerKind, CheckinPage
from coach.core.checkin.state import State, Wish
from coach.core.checkin.usual import LOOK_BACK
from coach.core.checkin.words import is_late
from coach.core.diary.day import DEFAULT_DAY_START
from coach.core.history.as_text import answers_as_text
from coach.core.patterns import Standing
from coach.core.words.lengths_and_dates import day_words, short_date
from coach.store.diary.drafts import Draft
from coach.store.disk.machine import local_zone
from coach.store.disk.trouble import StoreError
from coach.store.tips.asking import asks_besides
from coach.ui.checkin.draw import draw
from coach.ui.checkin.form import FRAME_LINES, Form
from coach.ui.checkin.unkept import Unkept
from coach.ui.keys import table as keys
from coach.ui.keys.key import Key
from coach.ui.widgets.page import Page
from coach.ui.widgets.words import Words

if TYPE_CHECKING:
    from coach.ui.checkin.note import Note

_LONGEST_NOTE = 100_000
_NOTE_LINES = 5
_KEYS = tuple(key for key in keys.of("check-in") if key.footer)
# Keys that are named only where they mean something, as the check-in knows them.
_SOMETIMES = {
    "check-in-usual": "=",
    "check-in-more": "m",
}
_WELCOME = (
    "Welcome. Three questions about you, then last night and today: two minutes. Nothing has "
    "to be answered; Enter goes on."
)


class CheckIn(Form):
    """The check-in of one day.

    Args:
        day: The day.
        ordinary: Whether the night is to be taken for an ordinary one, where that is offered.
    """

    PLACE = "check-in"
    DEFAULT_CSS = """
    CheckIn {
        #check-in { height: 1fr; padding: 0 1; }
        #note {
            display: none; height: 5; margin: 0 1; border: none; padding: 0 1;
            background: $panel;
        }
    }
    """

    def __init__(self, day: date, *, ordinary: bool = False) -> None:
        super().__init__()
        self._opened_for = day
        self._ordinary = ordinary
        self._state: State | None = None
        self._drafted: Draft | None = None
        self._going_on: tuple[str, ...] = ()
        self._not_kept = ""
        self._saving = False
        self._was_today = False
        self._note: Note | None = None

    @property
    def day(self) -> date:
        """The day it is for; a first evening may find that it is another."""
        return self._opened_for if self._state is None else self._state.day

    @property
    def state(self) -> State:
        """The check-in as it stands; opened from the diary when first asked for."""
        if self._state is None:
            self._state = self._begin()
        return self._state

    def _begin(self) -> State:
        host = self.coach
        self._was_today = self.day == host.today
        left = host.diary.take_over(self.day)
        draft, self._going_on = left.draft, left.words()
        self._drafted = draft
        banner = host.standing().banner
        state = begin(
            self.day,
            host.diary.entry(self.day),
            host.now(),
            host.profile,
            host.diary.entries(self.day - LOOK_BACK, self.day),
            draft=None if draft is None else (draft.base, draft.entry),
            tz=local_zone(),
            first=self._was_today and host.is_new,
            more=host.settings.more,
            about=self._about(),
            besides=asks_besides(
                host.diary,
                host.standing(),
                self.day,
                behind_more=host.settings.own_behind_more,
            ),
            standing=[] if banner is None else [stage.rule for stage in banner.stages],
        )
        if self._ordinary and by_name.offers_ordinary(state):
            return by_name.ordinary_night(state)
        return state

    def _about(self) -> str | None:
        """The question about the person that is asked at the end; one a day."""
        host = self.coach
        asked = host.settings.about
        is_due = self._was_today and asked.on != host.today and host.diary.first_day()
        if not is_due:
            return None
        return about.next_question(host.profile, asked.never, asked.last)

    def body(self) -> ComposeResult:
        """The page; the note is put below it where one is written."""
        yield Page(id="check-in")

    def diary_changed(self) -> None:
        """Take in what another screen or program wrote to the day."""
        self._state = states.rebase(self.state, self.coach.diary.entry(self.day))
        super().diary_changed()

    def show(self) -> None:
        """Draw the state."""
        page = self.query_one("#check-in", Words)
        writing = self._show_note()
        size = self.app.size
        height = size.height - FRAME_LINES - (_NOTE_LINES if writing else 0)
        page.update(draw(self.state, self._notices(), size.width - 2, height))

    def footer(self) -> tuple[Key, ...]:
        """The keys that mean something here."""
        acts = prompts.acts(self.state)
        return tuple(
            key for key in _KEYS if key.id not in _SOMETIMES or _SOMETIMES[key.id] in acts
        )

    @property
    def _is_noting(self) -> bool:
        return self._note is not None and self._note.display

    def _show_note(self) -> bool:
        """Put the note up where one is at it, and away where not; whether one is."""
        question = self.state.question
        is_text = question is not None and question.kind is AnswerKind.TEXT
        writing = is_text and self.state.asking is None
        if writing == self._is_noting:
            return writing
        if self._note is None:
            from coach.ui.checkin.note import Note

            self._note = Note()
            self.mount(self._note, after="#check-in")
        if writing:
            self._note.begin(self.state.entry.notes or "")
        self._note.display = writing
        self.set_focus(self._note if writing else None)
        return writing

    def _notices(self) -> list[str]:
        """What stands above the list: whose check-in it is where that is in doubt."""
        notices: list[str] = []
        host = self.coach
        if self.state.page is CheckinPage.ABOUT:
            notices += [_WELCOME, *([note] if (note := about.note(self.state)) else [])]
        elif self._was_today and host.today != self.day:
            notices.append(
                f"This is still the check-in of {short_date(self.day)}. The new day begins "
                "when it is saved."
            )
        elif self._was_today and host.now().date() != self.day:
            notices.append(self._still(short_date(self.day)))
        elif not self._was_today:
            late = ", from memory: shown as recalled" if is_late(self.state) else ""
            notices.append(f"The check-in of {short_date(self.day)}{late}.")
        if self._saving:
            kept = "" if self._not_kept else " Until then it is kept as a draft."
            notices.append(f"Waiting for another coach to be done.{kept}")
        if self._not_kept:
            notices.append(f"Not kept as a draft: {self._not_kept}")
        notices += self._going_on
        return notices

    def _still(self, day: str) -> str:
        """Whose day it is past midnight, in words that fit who sleeps by day."""
        until = self.coach.next_day_at
        if self.state.starts_at != DEFAULT_DAY_START:
            return f"Until {until} this is still {day}, before the sleep to come."
        return f"It is past midnight. Until {until} this is still the evening of {day}."

    def on_text_area_changed(self, event: "Note.Changed") -> None:
        """Keep what is written as the answer."""
        self._take_note(event.text_area.text)
        # On disk after the letter is on screen: typing never waits for it.
        self.call_after_refresh(self._keep_draft)

    def _take_note(self, text: str) -> None:
        question = self.state.question
        if question is None or question.kind is not AnswerKind.TEXT:
            return
        if len(text) > _LONGEST_NOTE:
            self.coach.say(f"A note holds {_LONGEST_NOTE:,} letters; the rest was left out.")
        note = text[:_LONGEST_NOTE] if text.strip() else None
        self._state = states.answer(self.state, question, note)

    def on_key(self, event: events.Key) -> None:
        """Hand every key to the check-in first; a note is written in by the rest."""
        if self._note is None or self.focused is None or event.key in self._note.WAYS_OUT:
            super().on_key(event)

    def pressed(self, key: str) -> bool:
        """Let a key act; whether it meant anything."""
        # By now, not by when it was opened, is known which times have been.
        self._state = replace(self.state, now=self.coach.now())
        if self._saving:
            # What is being saved is not changed any more; Esc leaves it to be done.
            if key == "escape":
                self.action_leave()
            return True
        return super().pressed(key)

    def pasted(self, text: str) -> bool:
        """Let a paste act; whether it meant anything."""
        self._state = replace(self.state, now=self.coach.now())
        return self._saving or super().pasted(text)

    def take(self, after: State) -> None:
        """Draw it, keep it as a draft, and do what it wishes for."""
        before = self.state
        wish, self._state = after.wish, replace(after, wish=None)
        if after.more != before.more:
            self.coach.keep_settings(self.coach.settings.with_more(more=after.more))
        if before.page is CheckinPage.ABOUT and after.page is not CheckinPage.ABOUT:
            self._begun()
        if wish is Wish.SAVE:
            self._save()
        elif wish is Wish.LEAVE:
            self.action_leave()
        elif wish is Wish.DRINKS:
            self._keep_draft()
            self.coach.open_drinks(self.day)
        else:
            self.draw()
            self.call_after_refresh(self._keep_draft)

    def _begun(self) -> None:
        """Keep what was said on the first page, which is not asked for again."""
        host = self.coach
        if not host.settings.welcomed:
            host.keep_settings(host.settings.with_welcome())
        self._save_profile()

    def _save_profile(self) -> None:
        """Save what was said about the person, before the day that is read by it."""
        profile = self.state.profile
        if profile != self.coach.profile:
            self.coach.write(lambda: self.coach.diary.save_profile(profile))

    def _keep_draft(self) -> bool:
        """Put what is answered so far on disk, apart from the diary; whether it is there."""
        if self._state is None:
            return True
        state, diary = self._state, self.coach.diary
        on_disk = self._drafted.entry if self._drafted else state.base or states.blank(self.day)
        if on_disk == states.answers(state) and not self._not_kept:
            return True
        draft = None
        trouble = ""
        try:
            if state.changed:
                entry = states.answers(state)
                draft = Draft(entry=entry, base=state.base, page=state.page.value)
                diary.save_draft(draft)
            else:
                diary.drop_draft(self.day)
        except StoreError as error:
            trouble = str(error)
        else:
            self._drafted = draft
        if trouble != self._not_kept:
            # Said as long as it lasts, not at each key.
            self._not_kept = trouble
            self.draw()
        return not trouble

    def put_down(self) -> None:
        """Keep what was answered as a draft, the last letters of a note included."""
        if self._note is not None and self._note.display:
            self._take_note(self._note.text)
        self._keep_draft()
        if self.state.profile != self.state.known:
            profile = self.state.profile
            self.coach.attempt(lambda: self.coach.diary.save_profile(profile))

    def action_leave(self) -> None:
        """Keep what was answered as a draft, and go back; where it cannot be kept, ask."""
        if not self._keep_draft():
            answers = answers_as_text(states.answers(self.state))
            self.app.push_screen(Unkept(self._not_kept, answers), self._leave_unkept)
            return
        if self.state.page is CheckinPage.ABOUT:
            self._save_profile()
        if self._saving:
            self.coach.say("Waiting to be saved. Until then it is kept as a draft.")
        elif self.state.changed:
            self.coach.say("Kept as it is, not saved yet. Enter goes on from here.")
        super().action_leave()

    def _leave_unkept(self, way: str | None) -> None:
        if way == "again":
            self.action_leave()
        elif way == "leave":
            super().action_leave()

    def _save(self) -> None:
        """Write the answers to the entry that is on disk now, then say what came of it."""
        host, state = self.coach, self.state
        self._save_profile()
        if state.about is not None:
            asked = host.settings.with_asked(state.about, state.day, state.never)
            host.keep_settings(asked)
        if not state.changed:
            host.attempt(lambda: host.diary.drop_draft(self.day))
            host.say("Nothing was answered, so nothing was saved.")
            self.dismiss()
            return
        # Before writing, for the outcome says what has changed by it.
        before = host.standing()
        name = f"the check-in of {day_words(self.day)}"
        self._saving = True
        host.write(
            lambda: host.diary.save_check_in(
                self.day, lambda disk: states.saved(state, disk), name
            ),
            lambda _: self._saved(before),
            self._refused,
        )
        if self._saving:
            host.saving.add(self.day)
            self._keep_draft()
            self.draw()

    def _saved(self, before: Standing) -> None:
        host = self.coach
        self._saving, self._drafted, self._not_kept = False, None, ""
        host.saving.discard(self.day)
        if self.is_current:
            self.dismiss()
            host.open_closing(self.day, before)
        else:
            host.say(f"The check-in of {short_date(self.day)} is saved.")
        host.diary_changed()

    def _refused(self, error: StoreError) -> None:
        host = self.coach
        self._saving = False
        host.saving.discard(self.day)
        kept = self._keep_draft()
        host.say(f"Not saved: {error}{' It is kept as a draft.' if kept else ''}", warn=True)
        if self.is_current:
            self.draw()
