"""Drinks as they are drunk: one key logs a usual one now; any can be changed or taken out."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from msgspec import structs
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content

from coach.core.checkin import drinking
from coach.core.checkin.drinking import Drink, Had, TypedDrinks
from coach.core.checkin.usual import LOOK_BACK, UsualDrink, usual_drinks
from coach.core.diary import caffeine
from coach.core.diary import day as days
from coach.core.diary.records import AlcoholDrink, CaffeineDrink, Entry
from coach.core.words.lengths_and_dates import short_date
from coach.core.words.text import visible
from coach.store.diary.drafts import Draft
from coach.store.disk.machine import local_zone
from coach.store.disk.trouble import StoreError
from coach.ui.frame.log_screen import LogScreen
from coach.ui.widgets.asking_line import AskingLine, OnTyped
from coach.ui.widgets.clickable import Clickable
from coach.ui.widgets.fitting import cropped
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words

_LONGEST_NAME = 80
# Drinks of so many days before can still matter at bedtime.
_EARLIER = timedelta(days=6)
# The usual drinks have the numbers before it.
_GLASS = "9"


class Drinks(LogScreen):
    """The drinks of one day."""

    AUTO_FOCUS = "#noted"
    PLACE = "drinks"
    DEFAULT_CSS = """
    Drinks {
        #drinks-lead { height: auto; padding: 0 1; }
        #noted { height: auto; max-height: 1fr; min-height: 1; padding: 0 1; }
        #picks { height: auto; padding: 0 1; border-top: solid $rule; }
        #gap { height: 1fr; }
    }
    """

    def __init__(self, day: date) -> None:
        super().__init__()
        self.day = day
        self._noted: tuple[Drink, ...] = ()
        self._usual: tuple[UsualDrink, ...] = ()
        self._tz = local_zone()

    def body(self) -> ComposeResult:
        """What it comes to, what is noted, what can be logged, and a line to type in."""
        yield Words(id="drinks-lead")
        yield MarkedList(id="noted")
        yield Clickable(id="picks")
        yield AskingLine(_LONGEST_NAME)
        yield Words(id="gap")

    def show(self) -> None:
        """Draw the day."""
        host = self.coach
        start = host.day_starts_at
        entries = host.diary.entries(self.day - LOOK_BACK, self.day)
        today = next((entry for entry in entries if entry.date == self.day), None)
        before = [entry for entry in entries if entry.date < self.day]
        self._usual = usual_drinks(before, start)
        self._noted = drinking.drinks_of(today, start)
        self._show_lead([entry for entry in entries if entry.date >= self.day - _EARLIER])
        listed = self.query_one("#noted", MarkedList)
        width = self.app.size.width - 6
        listed.fill(
            [
                (f"drink-{place}", _drink_line(drink, width))
                for place, drink in enumerate(self._noted)
            ]
            or [(None, Content("Nothing noted."))]
        )
        self._show_picks(width)

    def _show_lead(self, entries: list[Entry]) -> None:
        host = self.coach
        cup = self._usual[0] if self._usual else UsualDrink("coffee", 96)
        balance = drinking.balance(entries, self.day, host.profile, cup.mg, self._tz)
        today = self.day == host.today
        name = visible(cup.name, one_line=True)
        lines = drinking.balance_words(balance, name, host.now() if today else None)
        title = f"Drinks of {short_date(self.day)}"
        parts = [Content.styled(title, "bold"), *(Content(line) for line in lines)]
        self.query_one("#drinks-lead", Words).update(Content("\n").join(parts))

    def _show_picks(self, width: int) -> None:
        at = f" now, at {self.coach.now():%H:%M}" if self.day == self.coach.today else ""
        words = [
            f"{visible(drink.name, one_line=True)}, {drink.mg:g} mg" for drink in self._usual
        ]
        faces = [*map(str, range(1, len(words) + 1)), _GLASS, "o"]
        words += ["an alcoholic drink", "another drink"]
        half = width // 2
        cells = [
            Content.assemble((face, "bold $accent"), "  ", cropped(text, half - 4)).stylize(
                f"@click=screen.log('{face}')"
            )
            for face, text in zip(faces, words, strict=True)
        ]
        rows = (len(cells) + 1) // 2
        lines = [Content.styled(f"Log{at}:", "$text-muted")]
        for place in range(rows):
            left, *right = cells[place::rows]
            gap = " " * max(1, half - left.cell_length)
            lines.append(Content.assemble(left, gap, *right))
        self.query_one("#picks", Words).update(Content("\n").join(lines))

    def on_key(self, event: events.Key) -> None:
        """A number logs a drink."""
        if not self.line.is_asking and event.character and event.character in "123456789":
            event.stop()
            self.action_log(event.character)

    def action_log(self, face: str) -> None:
        """Log the drink of a key: now if the day is today's, else at a time that is asked."""
        if face == "o":
            self.action_other()
        elif face == _GLASS:
            self._log("an alcoholic drink", lambda at: AlcoholDrink(at=at, drinks=1))
        elif int(face) <= len(self._usual):
            pick = self._usual[int(face) - 1]
            self._log(pick.name, lambda at: CaffeineDrink(at=at, mg=pick.mg, drink=pick.name))

    def _log(self, name: str, made: Callable[[str], Drink]) -> None:
        if self.day == self.coach.today:
            self._add(made(f"{self.coach.now():%H:%M}"))
            return
        self._ask(
            f"{visible(name, one_line=True)}: when?",
            "",
            lambda typed: self._add(made(self._had(typed).at)),
        )

    def _had(self, typed: str) -> Had:
        """When a drink was had by a typed time: not in the future, and told by its day."""
        host = self.coach
        on = None if self.day == host.today else self.day
        clock = days.parse_clock(typed)
        return drinking.when_had(clock, host.now(), host.day_starts_at, on)

    def _add(self, drink: Drink) -> None:
        name = f"{drinking.drink_words(drink)} at {drink.at}"

        def added() -> None:
            self.query_one("#noted", MarkedList).choose(f"drink-{self._noted.index(drink)}")
            self.line.say(f"Noted: {name}. u takes it back.")

        self._change(
            lambda old: drinking.with_drink(old, self.day, drink, self._tz), name, added
        )

    def action_other(self) -> None:
        """Log a drink that is not in the list: its name, then its milligrams."""
        self._ask("What was it? With its times at once: coffee at 8 10 1530", "", self._named)

    def _named(self, typed: str) -> None:
        name = typed.strip()
        if not name:
            raise ValueError("A drink needs a name; Esc leaves it")
        several = drinking.read_drinks(name, {drink.name: drink.mg for drink in self._usual})
        if several is not None:
            self._log_several(several)
            return
        if drinking.is_alcoholic(name):
            self._log(name, lambda at: AlcoholDrink(at=at, drinks=1))
            return
        known = caffeine.kind(name)
        self._ask(
            f"{visible(name, one_line=True)}: how many milligrams of caffeine, about?",
            f"{known.mg}" if known else "",
            lambda given: self._log_named(name, drinking.read_milligrams(given)),
        )

    def _log_several(self, typed: TypedDrinks) -> None:
        """Log several of a kind at the times that were typed beside its name."""
        times = [self._had(clock) for clock in typed.clocks]

        def with_those_of(day: date, old: Entry | None) -> Entry:
            for had in times:
                if had.day == day:
                    drink = CaffeineDrink(at=had.at, mg=typed.mg, drink=typed.name)
                    old = drinking.with_drink(old, day, drink, self._tz)
            return old or Entry(date=day)

        at = ", ".join(had.at for had in times)
        name = f"{visible(typed.name, one_line=True)} at {at}"
        self._change_days(
            {had.day: partial(with_those_of, had.day) for had in times},
            name,
            lambda: self.line.say(f"Noted: {name}. u takes it back."),
        )

    def _log_named(self, name: str, mg: float) -> None:
        self._log(name, lambda at: CaffeineDrink(at=at, mg=mg, drink=name))

    def _marked(self) -> Drink | None:
        chosen = self.query_one("#noted", MarkedList).chosen
        if chosen is None:
            self.line.say("There is nothing to change yet.")
            return None
        return self._noted[int(chosen.removeprefix("drink-"))]

    @on(MarkedList.OptionSelected, "#noted")
    def action_change(self) -> None:
        """Change when the marked drink was had, then how much it held."""
        drink = self._marked()
        if drink is not None:
            self._ask(
                f"{drinking.drink_words(drink)}: when?",
                drink.at,
                lambda typed: self._ask_amount(drink, self._had(typed)),
            )

    def _ask_amount(self, drink: Drink, had: Had) -> None:
        if isinstance(drink, AlcoholDrink):
            self._ask(
                "How many standard drinks?",
                f"{drink.drinks:g}",
                lambda typed: self._move(
                    drink,
                    structs.replace(drink, at=had.at, drinks=drinking.read_glasses(typed)),
                    had.day,
                ),
            )
            return
        self._ask(
            f"{drinking.drink_words(drink)}: how many milligrams, about?",
            f"{drink.mg:g}",
            lambda typed: self._move(
                drink,
                structs.replace(drink, at=had.at, mg=drinking.read_milligrams(typed)),
                had.day,
            ),
        )

    def _move(self, drink: Drink, moved: Drink, on: date) -> None:
        if on == self.day:
            self._put(drink, moved)
            return
        name = f"{drinking.drink_words(moved)} at {moved.at}"
        words = f"Noted for {short_date(on)}: {name}. u takes it back."
        self._change_days(
            {
                on: lambda old: drinking.with_drink(old, on, moved, self._tz),
                self.day: lambda old: drinking.without_drink(old, self.day, drink),
            },
            name,
            lambda: self.line.say(words),
        )

    def action_remove(self) -> None:
        """Take the marked drink out."""
        drink = self._marked()
        if drink is None:
            return
        name = f"taking out {drinking.drink_words(drink)} at {drink.at}"
        words = f"Taken out: {drinking.drink_words(drink)}. u brings it back."
        self._change(
            lambda old: drinking.without_drink(old, self.day, drink),
            name,
            lambda: self.line.say(words),
        )

    def _put(self, old: Drink, new: Drink) -> None:
        name = f"{drinking.drink_words(new)} at {new.at}"
        self._change(
            lambda entry: drinking.in_place_of(entry, self.day, old, new),
            name,
            lambda: self.query_one("#noted", MarkedList).choose(
                f"drink-{self._noted.index(new)}"
            ),
        )

    def _change(
        self, how: Callable[[Entry | None], Entry], name: str, then: Callable[[], object]
    ) -> None:
        """Change the day's entry, under the name that undoing calls it by."""
        self._change_days({self.day: how}, name, then)

    def _change_days(
        self,
        how: Mapping[date, Callable[[Entry | None], Entry]],
        name: str,
        then: Callable[[], object],
    ) -> None:
        self.write_down(
            lambda: self.coach.diary.change_days(how, name),
            name,
            then,
            lambda error: self._keep_as_draft(how, error),
        )

    def _keep_as_draft(
        self, how: Mapping[date, Callable[[Entry | None], Entry]], error: StoreError
    ) -> None:
        """Keep what could not be saved for the day's next check-in."""
        diary = self.coach.diary
        for day, change in how.items():
            draft = diary.take_over(day).draft
            base = draft.base if draft else _answered(diary.entry(day))
            entry = change(draft.entry if draft else base)
            try:
                diary.save_draft(
                    Draft(entry=entry, base=base, page=draft.page if draft else "")
                )
            except StoreError:
                self.coach.say_why(error)
                return
        self.coach.say(
            f"Not saved: {error} It is kept as a draft; the day's check-in goes on from it.",
            warn=True,
        )

    def _ask(self, question: str, given: str, then: OnTyped) -> None:
        """Ask for a line, filled in with what was given before; the list follows it."""
        self.line.ask(question, given, then, self.query_one("#noted").focus)


def _answered(entry: Entry | None) -> Entry | None:
    return None if entry is None or entry.cleared else entry


def _drink_line(drink: Drink, width: int) -> Content:
    return Content(cropped(f"{drink.at}  {drinking.drink_words(drink)}", width))
