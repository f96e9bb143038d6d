"""Tonight: which night waits, the last two weeks at a glance, and one tip."""

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content

from coach.core.diary.evenings import Evenings
from coach.core.diary.records import Entry
from coach.core.diary.said import Mark
from coach.core.tips.goals import MARKS, goal_view
from coach.core.tips.rotation import Choice
from coach.core.tonight.first_page import LOOK_BACK, NIGHTS, TonightView, tonight_view
from coach.store.tips.tonights_tip import TonightsTip, tonights_tip
from coach.ui.frame.room import Room
from coach.ui.frame.screen import WIDE
from coach.ui.history.offering import week_is_due
from coach.ui.widgets.clickable import Clickable, flowing, key_words
from coach.ui.widgets.words import Words

_WELCOME = (
    "Welcome. This is a diary for people who twitch at night: a check-in of about a minute "
    "each evening, and one small tip. It counts what you note and says when to see a doctor; "
    "it is no doctor itself. Everything stays on this machine."
)
_ORDINARY = "an ordinary night: asks only how rested, and about the day"
_ORDINARY_SHORT = "an ordinary night"
_FOR_TONIGHT = "For tonight"
_TIP_KEYS = (
    ("b", "wind down", "wind_down"),
    ("w", "why", "why"),
    ("n", "another", "tip_another"),
)
# The lines of the evening and the edges, where the tip stands beside them.
_BESIDE_THE_TIP = 83
_WIDE_LINES_WIDTH = 74
# What belongs to a name begins here, and words beside a strip there.
_NAME, _STRIP = 11, NIGHTS + 3
# Where it is wide, the last nights stand as rows below the evening.
_ABOVE_THE_NIGHTS = 20
_FEWEST_NIGHTS = 5
# Below so many columns the short words stand.
_ROOMY = 74
# Below so many rows a banner in full leaves no room for the tip's reason.
_ROOMY_ROWS = 30


class Tonight(Room):
    """The first page of every evening."""

    PLACE = "tonight"

    def __init__(self) -> None:
        super().__init__()
        self._passed_over: tuple[str, ...] = ()
        self._tip: TonightsTip | None = None
        self._goes_with: tuple[object, str] | None = None

    def body(self) -> ComposeResult:
        """The lines of the evening and the tip."""
        yield Words(id="welcome", markup=False)
        with Container(id="evening"):
            yield Clickable(id="lines")
            with Vertical(id="tip-box"):
                yield Words(id="tip-title")
                yield Words(id="tip")
                yield Clickable(id="tip-keys")

    def show(self) -> None:
        """Draw the evening from the diary."""
        host = self.coach
        today = host.today
        entries = host.diary.entries(today - LOOK_BACK, today)
        view = tonight_view(
            entries,
            host.profile,
            today,
            has_draft=host.diary.draft(today) is not None,
            left_until=host.settings.left_until,
        )
        is_new = host.diary.first_day() is None
        welcome = self.query_one("#welcome", Words)
        welcome.display = is_new
        welcome.update(Content(_WELCOME))
        parts = [self._waiting(view)]
        if not is_new:
            parts += [self._lines(view), *self._nights(entries)]
        between = Content("\n" if self._is_short else "\n\n")
        self.query_one("#lines", Words).update(between.join(parts))
        self._show_tip()
        host.when_drawn(self._look_for_links)

    @property
    def _is_short(self) -> bool:
        """Whether there are few rows, so that words stand closer and what can wait is left."""
        return self.app.size.height < 24

    @property
    def _width(self) -> int:
        """Cells of a line of the evening."""
        width = self.app.size.width
        return _WIDE_LINES_WIDTH if width >= WIDE else width - 4

    def _waiting(self, view: TonightView) -> Content:
        """What waits, and the keys that answer it."""
        lines = [
            Content.styled(view.waiting, "bold"),
            key_words("   Enter", f"  {view.check_in_hint}", "check_in"),
        ]
        if view.is_ordinary_offered:
            words = _ORDINARY if self._width >= _ROOMY else _ORDINARY_SHORT
            lines.append(key_words("   =    ", f"  {words}", "ordinary"))
        return Content("\n").join(lines)

    def _lines(self, view: TonightView) -> Content:
        """The last two weeks, today's caffeine, and what else there is to say."""
        few = self._width < _ROOMY
        drink = Content("") if few else key_words("c", "log a drink", "drink", gap=2)
        rows = [
            self._row(
                "Sleep",
                Content.styled(view.sleep_strip, "$primary"),
                view.sleep.short if few else view.sleep.long,
            ),
            self._row(
                "Movement",
                _marks(view.movement_strip),
                view.movement.short if few else view.movement.long,
            ),
            self._row("Caffeine", Content(view.caffeine), drink),
        ]
        crowded = self._is_short and self.coach.standing().banner is not None
        if self._goes_with is not None and self._goes_with[1] and not crowded:
            rows.append(self._row("Goes with", Content(""), self._goes_with[1]))
        rows += self._goal()
        rows += self._trial()
        if week_is_due(self.coach):
            offer = key_words("h v", "look at it", "week", gap=2)
            rows.append(
                self._row("Week", Content("the last one beside the four before"), offer)
            )
        if view.missed:
            days = "day" if view.missed == 1 else "days"
            missed = Content(f"{view.missed} {days} of the last 14")
            rows.append(
                self._row(
                    "Missed", missed, key_words(".", "catch up", "take('catch_up')", gap=2)
                )
            )
        return Content("\n").join(rows)

    def _goal(self) -> list[Content]:
        """The goal's line; none where none runs."""
        host = self.coach
        lately = host.diary.entries(host.today - timedelta(days=MARKS), host.today)
        by_date = {entry.date: entry for entry in lately}
        goal = goal_view(host.diary.goals(), by_date, host.profile, host.today)
        if goal is None:
            return []
        strip = Content.assemble((goal.strip, "$primary"))
        return [self._row("Goal", strip, f"{goal.words}, {goal.count}")]

    def _trial(self) -> list[Content]:
        """What this evening is of the experiment; none where there is nothing to tell."""
        host = self.coach
        if not host.diary.experiments():
            return []
        from coach.ui.tonight.trying import note_banner, trial_words

        host.when_drawn(lambda: note_banner(host))
        words = trial_words(host)
        return [self._row("Trying", Content(""), words)] if words else []

    def _row(self, name: str, left: Content, right: str | Content) -> Content:
        """A line: its name, a strip or words, and what is said beside them."""
        head = Content.assemble((f"{name:<{_NAME}}", "$text-muted"), left)
        if isinstance(right, Content):
            # A key stands flush right, where there is room for it.
            gap = self._width - head.cell_length - right.cell_length
            return head if gap < 2 else Content.assemble(head, " " * gap, right)
        beside = _STRIP - (self._width < _ROOMY) if left else 0
        room = self._width - _NAME
        first, *others = textwrap.wrap(right, room - beside) or [""]
        if others and beside:
            # What does not fit beside the strip goes below it as a whole.
            return Content("\n").join([head, *_indented(textwrap.wrap(right, room))])
        blanks = " " * max(0, _NAME + beside - head.cell_length)
        return Content("\n").join([Content.assemble(head, blanks, first), *_indented(others)])

    def _look_for_links(self) -> None:
        """Say what goes with disturbed nights, once the page is there to be read."""
        from coach.core.history.links import REACH, strongest_words

        host = self.coach
        key = (host.diary.stamp(), host.today)
        if self._goes_with is not None and self._goes_with[0] == key:
            return
        told = self._goes_with[1] if self._goes_with else ""
        entries = host.diary.entries(host.today - REACH, host.today)
        words = strongest_words(entries, host.diary.profile(), host.today, host.sealed_nights())
        self._goes_with = (key, words)
        if words != told:
            self.draw()

    def _nights(self, entries: Sequence[Entry]) -> list[Content]:
        """The last nights as rows, on a screen that has room for them."""
        host, size = self.coach, self.app.size
        room = size.height - _ABOVE_THE_NIGHTS
        if size.width < WIDE or room < _FEWEST_NIGHTS or not entries:
            return []
        from coach.core.history.night import last_rows, usual_scale
        from coach.ui.tonight.wide import night_lines

        rows = last_rows(entries, host.profile, host.today, min(room, NIGHTS))
        scale = usual_scale(Evenings({}, host.profile))
        return [night_lines(rows, _WIDE_LINES_WIDTH, scale)]

    def _show_tip(self) -> bool:
        """Choose and draw the tip; return whether there is one."""
        host = self.coach
        self._tip = tonights_tip(
            host.diary,
            host.today,
            at=host.now(),
            book=host.tipbook,
            now=host.standing(),
            not_these=self._passed_over,
        )
        choice = self._tip.choice
        title, tip = self.query_one("#tip-title", Words), self.query_one("#tip", Words)
        title.update(Content.styled(choice.heading if choice else _FOR_TONIGHT, "bold"))
        title.display = not self._is_short
        if choice is None:
            tip.update(Content("Every tip is hidden. The Tips page (i) can bring them back."))
            return False
        tip.update(self._words_of(choice))
        self._show_tip_keys()
        self.coach.when_drawn(self._remember_tip)
        return True

    def _words_of(self, choice: Choice) -> Content:
        """What to do and why; on small screens the why gives way, so that no key is cut."""
        tip = choice.tip
        if self._is_short:
            return Content.assemble((f"{choice.heading}: ", "bold"), tip.do)
        crowded = self.app.size.height < _ROOMY_ROWS and self.coach.standing().asks
        return Content(tip.do if crowded else f"{tip.do}\n{tip.why}")

    def _show_tip_keys(self) -> None:
        """Say what can be done with the tip, and below, where there is room, of the signs."""
        wide = self.app.size.width >= WIDE
        parts = [flowing(_TIP_KEYS, self.app.size.width - (_BESIDE_THE_TIP if wide else 4))]
        if wide and self.coach.diary.first_day() is not None:
            from coach.ui.tonight.wide import sign_lines

            parts += [Content("\n"), sign_lines(self.coach.standing())]
        self.query_one("#tip-keys", Words).update(Content("\n").join(parts))

    def _remember_tip(self) -> None:
        """Note that the tip was shown; a disk that refuses is said when something is saved."""
        host = self.coach
        if self._tip is None or host.diary.first_day() is None:
            return
        host.write(self._tip.remember, lambda _: host.mark_seen(), lambda _: None)

    def action_check_in(self) -> None:
        """Open today's check-in."""
        self.coach.open_check_in()

    def action_ordinary(self) -> None:
        """Answer an ordinary night; what has to be asked all the same, the check-in asks."""
        host = self.coach
        entries = host.diary.entries(host.today - LOOK_BACK, host.today)
        has_draft = host.diary.draft(host.today) is not None
        view = tonight_view(entries, host.profile, host.today, has_draft=has_draft)
        if view.is_ordinary_offered:
            host.open_check_in(ordinary=True)
        else:
            host.say(
                "An ordinary night is offered once five nights are answered, for a new one."
            )

    def action_week(self) -> None:
        """Look at the week."""
        self.coach.open_week()

    def action_open_day(self, day: str) -> None:
        """Open one of the last nights that was clicked."""
        self.coach.open_day(date.fromisoformat(day))

    def action_tip_another(self) -> None:
        """Pass over this tip for tonight."""
        if self._tip is None or self._tip.choice is None:
            return
        self._passed_over = (*self._passed_over, self._tip.choice.tip.id)
        if not self._show_tip():
            # All were passed over: begin again with the first.
            self._passed_over = ()
            self._show_tip()

    def action_wind_down(self) -> None:
        """Offer the wind-downs, first the tip's own or the one that suits the hour."""
        choice = self._tip.choice if self._tip else None
        self.coach.open_wind_down(wished=choice.tip.wind_down if choice else None)


def _indented(lines: Sequence[str]) -> list[Content]:
    return [Content(" " * _NAME + line) for line in lines]


def _marks(strip: str) -> Content:
    """The movement strip, its disturbed nights in the colour they have in the history."""
    return Content.assemble(
        *((sign, "bold $warning" if sign == Mark.DISTURBED else "") for sign in strip)
    )
