"""It just happened: one key notes a movement or a medicine now, and details may follow."""

from collections.abc import Callable
from datetime import date
from functools import partial

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.content import Content

from coach.core.checkin.drinking import when_had
from coach.core.checkin.usual import LOOK_BACK
from coach.core.diary import day as days
from coach.core.diary import medicines, noting
from coach.core.diary.choices import EventKind
from coach.core.diary.records import Entry, Event, MedicineTaken
from coach.core.history.logged import event_words, medicine_words, sign_words
from coach.core.words.lengths_and_dates import short_date
from coach.core.words.text import visible
from coach.store.disk.machine import local_zone
from coach.ui.frame.log_screen import LogScreen
from coach.ui.widgets.asking_line import AskingLine
from coach.ui.widgets.clickable import Clickable, key_words
from coach.ui.widgets.fitting import cropped
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

_LONGEST, _LONGEST_S = 80, 3600
_AWAKE = {
    "1": (EventKind.JERK, "a jerk or shake that I could not hold back"),
    "2": (EventKind.FLICKER, "a small flicker of an eyelid or one muscle"),
    "3": (EventKind.OTHER, "something else"),
}
_DROPPING_OFF = {"4": "a jolt, no bother", "5": "a jolt that keeps me from sleep"}
_FIRST_MEDICINE, _MOST_MEDICINES = 6, 4
_NOT_COUNTED = "A fright, a hiccup, a shiver, or what can be held back does not count."

Noted = Event | MedicineTaken


class Happened(LogScreen):
    """What is noted of this day as it happens."""

    AUTO_FOCUS = "#happened-noted"
    PLACE = "happened"
    DEFAULT_CSS = """
    Happened {
        #happened-lead { height: auto; padding: 0 1; text-style: bold; }
        #happened-picks { height: auto; padding: 0 1; }
        #happened-noted {
            height: auto;
            max-height: 1fr;
            min-height: 1;
            padding: 0 1;
            border-top: solid $rule;
        }
        #happened-gap { height: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._noted: tuple[Noted, ...] = ()
        self._usual: tuple[MedicineTaken, ...] = ()
        self._tz = local_zone()

    def body(self) -> ComposeResult:
        """What can be noted, what is noted, and a line to type in."""
        yield Words(id="happened-lead")
        yield Clickable(id="happened-picks")
        yield MarkedList(id="happened-noted")
        yield AskingLine(_LONGEST)
        yield Words(id="happened-gap")

    def show(self) -> None:
        """Draw what can be noted, and what is."""
        host = self.coach
        entries = host.diary.entries(host.today - LOOK_BACK, host.today)
        self._usual = noting.usual_medicines(entries, _MOST_MEDICINES)
        today = next((entry for entry in entries if entry.date == host.today), None)
        self._noted = (*((today and today.events) or ()), *(medicines.taken(today) or ()))
        self.query_one("#happened-lead", Words).update(
            Content(f"It just happened, at {host.now():%H:%M}")
        )
        width = self.app.size.width - 6
        self.query_one("#happened-picks", Words).update(self._picks(width))
        listed = self.query_one("#happened-noted", MarkedList)
        lines: list[tuple[str | None, Content]] = [
            (f"noted-{place}", Content(_words(it))) for place, it in enumerate(self._noted)
        ]
        listed.fill(lines or [(None, Content("Nothing noted today."))])

    def _picks(self, width: int) -> Content:
        taken = {
            str(_FIRST_MEDICINE + place): f"{dose.name} {dose.dose or ''}".strip()
            for place, dose in enumerate(self._usual)
        }
        groups: tuple[tuple[str, dict[str, str]], ...] = (
            ("Awake and about", {face: words for face, (_, words) in _AWAKE.items()}),
            ("Dropping off to sleep", _DROPPING_OFF),
            ("A medicine taken", {**taken, "o": "another medicine"}),
        )
        lines: list[Content] = []
        for heading, picks in groups:
            lines.append(Content.styled(heading, "$text-muted"))
            for face, words in picks.items():
                shown = Content(f"  {cropped(visible(words, one_line=True), width - 6)}")
                key = key_words(face, "", f"note('{face}')")
                lines.append(Content.assemble("  ", key, shown))
        return Content("\n").join(lines)

    def on_key(self, event: events.Key) -> None:
        """A number notes what stands beside it."""
        if not self.line.is_asking and event.character and event.character in "123456789":
            event.stop()
            self.action_note(event.character)

    def action_note(self, face: str) -> None:
        """Note what stands beside a key, now."""
        if face in _AWAKE:
            kind, _ = _AWAKE[face]
            self._begin(Event(at=self._clock, kind=kind))
        elif face in _DROPPING_OFF:
            self._jolt(disturbing=face == "5")
        elif face == "o":
            self.action_other()
        elif int(face) - _FIRST_MEDICINE < len(self._usual):
            usual = self._usual[int(face) - _FIRST_MEDICINE]
            self._take(replace(usual, at=self._clock))

    @property
    def _clock(self) -> str:
        return f"{self.coach.now():%H:%M}"

    # A movement by day: on disk at once, its details afterwards.

    def _begin(self, event: Event) -> None:
        self._change(
            self.coach.today,
            lambda old: noting.with_event(old, self.coach.today, event, self._tz),
            event_words(event),
            lambda: self._ask_time(event),
        )

    def _ask_time(self, event: Event) -> None:
        def typed(text: str) -> None:
            had = when_had(
                days.parse_clock(text), self.coach.now(), self.coach.day_starts_at, on=today
            )
            self._ask_seconds(event, replace(event, at=had.at))

        today = self.coach.today
        self.line.say(_NOT_COUNTED if noting.event_counts(event.kind) else "")
        self._ask("Noted. When was it? Enter moves on, Esc leaves it at that.", event.at, typed)

    def _ask_seconds(self, saved: Event, event: Event) -> None:
        def typed(text: str) -> None:
            self._ask_place(saved, replace(event, seconds=_read_seconds(text)))

        self._ask("How many seconds did it last?", "", typed, lambda: self._amend(saved, event))

    def _ask_place(self, saved: Event, event: Event) -> None:
        def typed(text: str) -> None:
            self._ask_film(saved, replace(event, place=text.strip() or None))

        self._ask("Where in the body?", "", typed, lambda: self._amend(saved, event))

    def _ask_film(self, saved: Event, event: Event) -> None:
        def typed(text: str) -> None:
            told = replace(event, filmed=_read_yes_or_no(text))
            self._amend(saved, told)
            if noting.event_counts(told.kind):
                self._ask_signs()

        self._ask("Is there a film of it? y or n", "", typed, lambda: self._amend(saved, event))

    def _amend(self, saved: Event, event: Event) -> None:
        """Put what was told since in the place of what was noted at once."""
        today = self.coach.today
        if event == saved:
            return
        self._change(
            today,
            lambda old: noting.with_event(
                noting.without_event(old, today, saved), today, event, self._tz
            ),
            event_words(event),
            lambda: self.line.say(f"Noted: {event_words(event)}. u takes it back."),
        )

    def _ask_signs(self) -> None:
        """What rule R03 asks beside a twitch or a jerk: 0 is none of it."""
        today = self.coach.today

        def typed(text: str) -> None:
            if not text.strip():
                return
            signs = [noting.SIGNS_BESIDE[place] for place in _read_several(text)]
            self._change(
                today,
                lambda old: noting.with_signs(old, today, signs, self._tz),
                "what came with a movement",
                lambda: self.line.say("Noted. u takes it back."),
            )

        listed = "\n".join(
            f"  {place}  {sign_words(sign)}"
            for place, sign in enumerate(noting.SIGNS_BESIDE, 1)
        )
        self._ask(f"Did any of this come with it?  0 none\n{listed}", "", typed)

    # A jolt belongs to the night to come.

    def _jolt(self, *, disturbing: bool) -> None:
        night = noting.night_to_come(self.coach.today)
        words = (
            f"Noted for the night to {short_date(night)}. Common and harmless. u takes it back."
        )
        self._change(
            night,
            lambda old: noting.with_jolt(old, night, disturbing=disturbing, tz=self._tz),
            "the jolt on dropping off",
            lambda: self.line.say(words),
        )

    # Medicines

    def action_other(self) -> None:
        """Note a medicine that is not in the list: its name, then its dose."""
        self._ask("Which medicine did you take?", "", self._named)

    def _named(self, typed: str) -> None:
        name = typed.strip()
        if not name:
            raise ValueError("A medicine needs a name; Esc leaves it")
        self._ask(
            f"{visible(name, one_line=True)}: how much? It may stay empty.",
            "",
            lambda dose: self._take(
                MedicineTaken(name=name, dose=dose.strip() or None, at=self._clock)
            ),
        )

    def _take(self, dose: MedicineTaken) -> None:
        words, today = medicine_words(dose), self.coach.today

        def said() -> None:
            self.line.say(f"Noted: {words}. u takes it back.")
            around = self.coach.diary.entries(today - medicines.LOOK_BACK, today)
            new = medicines.may_be_new({entry.date: entry for entry in around}, today)
            if any(
                medicines.known_by(mark.name) == medicines.known_by(dose.name) for mark in new
            ):
                self._ask_new()

        self._change(
            today, lambda old: noting.with_medicine(old, today, dose, self._tz), words, said
        )

    def _ask_new(self) -> None:
        """What rule R15 reads; only the person knows."""
        today = self.coach.today

        def typed(text: str) -> None:
            answer = _read_yes_or_no(text)
            if answer is None:
                return
            self._change(
                today,
                lambda old: noting.with_new_medicine(old, today, is_new=answer, tz=self._tz),
                "whether a medicine is new",
                lambda: self.line.say("Noted. u takes it back."),
            )

        self._ask("Did you start it, or change its dose, today? y or n", "", typed)

    def action_time(self) -> None:
        """Change when the marked one was."""
        it = self._marked()
        if it is None:
            return

        def typed(text: str) -> None:
            host = self.coach
            had = when_had(
                days.parse_clock(text), host.now(), host.day_starts_at, on=host.today
            )
            moved = replace(it, at=had.at)
            self._change(
                host.today,
                lambda old: _with(_without(old, host.today, it), host.today, moved, self._tz),
                _words(moved),
                lambda: self.line.say(f"Noted: {_words(moved)}. u takes it back."),
            )

        self._ask(f"{_words(it)}: when?", it.at, typed)

    def action_remove(self) -> None:
        """Take the marked one out."""
        it = self._marked()
        if it is None:
            return
        today, words = self.coach.today, _words(it)
        self._change(
            today,
            lambda old: _without(old, today, it),
            f"taking out {words}",
            lambda: self.line.say(f"Taken out: {words}. u brings it back."),
        )

    def _marked(self) -> Noted | None:
        chosen = self.query_one("#happened-noted", MarkedList).chosen
        if chosen is None:
            self.line.say("There is nothing to change yet.")
            return None
        return self._noted[int(chosen.removeprefix("noted-"))]

    def _ask(
        self,
        question: str,
        given: str,
        then: Callable[[str], None],
        left: Callable[[], object] = lambda: None,
    ) -> None:
        picks = self.query_one("#happened-picks")

        def over() -> None:
            left()
            picks.display = True
            self.query_one("#happened-noted").focus()

        # A question may need the room.
        picks.display = False
        self.line.ask(question, given, then, over)

    def _change(
        self,
        day: date,
        how: Callable[[Entry | None], Entry],
        name: str,
        then: Callable[[], object],
    ) -> None:
        """Change a day's entry, under the name that undoing calls it by."""
        self.write_down(partial(self.coach.diary.change, day, how, name), name, then)


def _words(it: Noted) -> str:
    return event_words(it) if isinstance(it, Event) else medicine_words(it)


def _with(entry: Entry | None, day: date, it: Noted, tz: str | None) -> Entry:
    if isinstance(it, Event):
        return noting.with_event(entry, day, it, tz)
    return noting.with_medicine(entry, day, it, tz)


def _without(entry: Entry | None, day: date, it: Noted) -> Entry:
    if isinstance(it, Event):
        return noting.without_event(entry, day, it)
    return noting.without_medicine(entry, day, it)


def _read_seconds(typed: str) -> int | None:
    text = typed.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text) <= _LONGEST_S):
        raise ValueError(f"{text!r} is not a number of seconds from 0 to {_LONGEST_S:,}")
    return int(text)


def _read_yes_or_no(typed: str) -> bool | None:
    answers = {"": None, "y": True, "yes": True, "1": True, "n": False, "no": False, "0": False}
    text = typed.strip().casefold()
    if text not in answers:
        raise ValueError("Please type y or n, or leave it empty")
    return answers[text]


def _read_several(typed: str) -> list[int]:
    """The places of typed numbers, from 0; a single 0 is none of them."""
    parts = typed.replace(",", " ").split()
    if parts == ["0"]:
        return []
    most = len(noting.SIGNS_BESIDE)
    for part in parts:
        if not (part.isascii() and part.isdigit() and 1 <= int(part) <= most):
            raise ValueError(f"{part!r} is no answer here; try numbers from 1 to {most}, or 0")
    return [int(part) - 1 for part in parts]
