"""Tonight: the check-in, the last two weeks at a glance, and one tip."""

import textwrap
from collections.abc import Sequence
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from coach.core.diary.choices import Feedback
from coach.core.diary.records import Entry
from coach.core.diary.said import Mark
from coach.core.tips.tip import Tip
from coach.core.tonight import NIGHTS, TonightView, tonight_view
from coach.store.tips.tonights_tip import TonightsTip, tonights_tip
from coach.ui.frame.room import Room
from coach.ui.frame.screen import WIDE
from coach.ui.widgets.clickable import Clickable, flowing, key_words

# Two weeks are drawn; six days more of drinks can still matter at bedtime.
_LOOK_BACK = timedelta(days=20)

_WELCOME = (
    "Welcome. This is a diary for people who twitch at night: a check-in of about a minute "
    "each evening, and one small tip. It counts what you note and says when to see a doctor; "
    "it is no doctor itself. Everything stays on this machine."
)
# Key, words, action, and whether it is named on small screens too; `?` names them all.
_TIP_KEYS = (
    ("n", "another", "tip_another", True),
    ("y", "tried it", "tip_feedback('tried')", True),
    ("g", "helped", "tip_feedback('helped')", False),
    ("x", "not for me", "tip_feedback('not_for_me')", True),
    ("f", "why", "tip_why", False),
    ("b", "wind down", "wind_down", True),
)
_NOTED = {
    Feedback.TRIED: "Noted that you tried it.",
    Feedback.HELPED: "Noted that it helped. It will come back now and then.",
    Feedback.NOT_FOR_ME: "Hidden. The Tips page (i) can bring it back; u takes it back now.",
}
# A tip takes so many lines where there are fewer than 24 rows.
_SHORT_TIP = 2
# The lines of the evening and the edges, where the tip stands beside them.
_BESIDE_THE_TIP = 83
_LINES_WIDTH, _WIDE_LINES_WIDTH = 76, 74
# Where it is wide, the last nights stand as rows below the evening.
_ABOVE_THE_NIGHTS = 20
_FEWEST_NIGHTS = 5


class Tonight(Room):
    """The first page of every evening."""

    PLACE = "tonight"

    def __init__(self) -> None:
        super().__init__()
        self._passed_over: tuple[str, ...] = ()
        self._tip: TonightsTip | None = None

    def body(self) -> ComposeResult:
        """The lines of the evening and the tip."""
        yield Static(id="welcome", markup=False)
        with Container(id="evening"):
            yield Clickable(id="lines")
            with Vertical(id="tip-box"):
                yield Static(id="tip-title")
                yield Static(id="tip")
                yield Clickable(id="tip-keys")

    def show(self) -> None:
        """Draw the evening from the diary."""
        host = self.coach
        today = host.today
        entries = host.diary.entries(today - _LOOK_BACK, today)
        view = tonight_view(
            entries,
            host.profile,
            today,
            has_draft=host.diary.draft(today) is not None,
            left_until=host.settings.left_until,
        )
        welcome = self.query_one("#welcome", Static)
        welcome.display = host.diary.first_day() is None
        welcome.update(Content(_WELCOME))
        parts = [self._lines(view), *self._nights(entries)]
        self.query_one("#lines", Static).update(Content("\n\n").join(parts))
        self._show_tip()

    def _lines(self, view: TonightView) -> Content:
        width = min(_LINES_WIDTH, max(56, self.app.size.width - 4))
        if self.app.size.width >= WIDE:
            width = _WIDE_LINES_WIDTH
        tall = self.app.size.height >= 24
        narrow = width < 74
        rows = [
            _row(
                "Check-in",
                view.check_in,
                key_words("Enter", view.check_in_hint, "check_in", gap=2),
                width,
            ),
            _row("Caffeine", view.caffeine, view.caffeine_left, width),
        ]
        if self.coach.diary.first_day() is None:
            return Content("\n").join(rows)
        rows += [
            _row("Sleep", Content.styled(view.sleep_strip, "$primary"), view.sleep, width),
            _row(
                "Movement",
                _marks(view.movement_strip),
                _legend(narrow=narrow, tall=tall),
                width,
            ),
        ]
        if tall and not narrow:
            unseen = "? not observed  " if Mark.NOT_OBSERVED in view.movement_strip else ""
            rows.append(_row("", "", f"{unseen}(blank) not answered", width))
        if view.missed:
            days = "day" if view.missed == 1 else "days"
            rows.append(
                _row(
                    "Missed",
                    f"{view.missed} {days} of the last 14",
                    key_words("a", "catch up", "catch_up", gap=2),
                    width,
                )
            )
        return Content("\n").join(rows)

    def _nights(self, entries: Sequence[Entry]) -> list[Content]:
        """The last nights as rows, on a screen that has room for them."""
        host, size = self.coach, self.app.size
        room = size.height - _ABOVE_THE_NIGHTS
        if size.width < WIDE or room < _FEWEST_NIGHTS or not entries:
            return []
        from coach.core.history.night import last_rows
        from coach.ui.tonight.wide import night_lines

        rows = last_rows(entries, host.profile, host.today, min(room, NIGHTS))
        return [night_lines(rows, _WIDE_LINES_WIDTH)]

    def _show_tip(self) -> bool:
        """Choose and draw the tip; return whether there is one."""
        host = self.coach
        self._tip = tonights_tip(
            host.diary,
            host.today,
            book=host.tipbook,
            now=host.standing(),
            not_these=self._passed_over,
        )
        choice = self._tip.choice
        title, tip = self.query_one("#tip-title", Static), self.query_one("#tip", Static)
        if choice is None:
            title.update(Content.styled("Tonight's tip", "bold"))
            tip.update(Content("Every tip is hidden. The Tips page (i) can bring them back."))
            return False
        subject = (f"   {choice.tip.subject}", "$text-muted")
        title.update(Content.assemble(("Tonight's tip", "bold"), subject))
        tip.update(self._words_of(choice.tip))
        self._show_tip_keys()
        self.coach.when_drawn(self._remember_tip)
        return True

    def _words_of(self, tip: Tip) -> Content:
        """What to do and why; on small screens the why gives way, so that no key is cut."""
        width = self.app.size.width - 4
        lines = textwrap.wrap(tip.do, width) + textwrap.wrap(tip.why, width)
        if self.app.size.height < 24 and len(lines) > _SHORT_TIP:
            return Content(tip.do)
        return Content(f"{tip.do}\n{tip.why}")

    def _show_tip_keys(self) -> None:
        """Say what can be done with the tip, and below, where there is room, of the signs."""
        size = self.app.size
        few = size.height < 24 or size.width < 80
        shown = [
            (face, label, action)
            for face, label, action, always in _TIP_KEYS
            if always or not few
        ]
        wide = size.width >= WIDE
        parts = [flowing(shown, size.width - (_BESIDE_THE_TIP if wide else 4))]
        if wide and self.coach.diary.first_day() is not None:
            from coach.ui.tonight.wide import sign_lines

            parts += [Content("\n"), sign_lines(self.coach.standing())]
        self.query_one("#tip-keys", Static).update(Content("\n").join(parts))

    def _remember_tip(self) -> None:
        """Note that the tip was shown; a disk that refuses is said when something is saved."""
        host = self.coach
        if self._tip is None or host.diary.first_day() is None:
            return
        host.write(self._tip.remember, lambda _: host.mark_seen(), lambda _: None)

    def action_check_in(self) -> None:
        """Open today's check-in."""
        self.coach.open_check_in()

    def action_open_day(self, day: str) -> None:
        """Open one of the last nights that was clicked."""
        self.coach.open_day(date.fromisoformat(day))

    def action_catch_up(self) -> None:
        """List the missed days."""
        self.coach.open_catch_up()

    def action_tip_another(self) -> None:
        """Pass over this tip for tonight."""
        if self._tip is None or self._tip.choice is None:
            return
        self._passed_over = (*self._passed_over, self._tip.choice.tip.id)
        if not self._show_tip():
            # All were passed over: begin again with the first.
            self._passed_over = ()
            self._show_tip()

    def action_tip_feedback(self, name: str) -> None:
        """Note what the person says of the tip."""
        tip, feedback = self._tip, Feedback(name)
        if tip is not None and tip.choice is not None:
            self.coach.change(lambda: tip.remember(feedback), _NOTED[feedback])

    def action_tip_why(self) -> None:
        """Say why this tip stands here tonight."""
        if self._tip is not None and self._tip.choice is not None:
            self.coach.say(f"{self._tip.choice.why_now} Source: {self._tip.source}")

    def action_wind_down(self) -> None:
        """Open a guided wind-down, the tip's own if it has one."""
        choice = self._tip.choice if self._tip else None
        self.coach.open_wind_down(choice.tip.wind_down if choice else None)


def _legend(*, narrow: bool, tall: bool) -> str:
    """What the signs of the movement strip say, where there is room for it."""
    if not tall and narrow:
        return ""
    return f"● disturbed{'' if narrow else ' sleep'}  ○ no bother  - none"


def _marks(strip: str) -> Content:
    """The movement strip, its disturbed nights in the colour they have in the history."""
    return Content.assemble(
        *((sign, "bold $warning" if sign == Mark.DISTURBED else "") for sign in strip)
    )


def _row(name: str, left: str | Content, right: str | Content, width: int) -> Content:
    """A line: name, what there is, and flush right what belongs to it."""
    head = Content.assemble((f"{name:<11}", "$text-muted"), left)
    ending = right if isinstance(right, Content) else Content(right)
    if not ending:
        return head
    gap = width - head.cell_length - ending.cell_length
    if gap < 2:
        return Content.assemble(head, f"\n{'':<11}", ending)
    return Content.assemble(head, " " * gap, ending)
