"""The wind-downs: one quiet full screen each, left at any time, noted in the day's entry."""

import os
import time
from collections.abc import Callable

from msgspec.structs import replace
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from coach.core.diary.choices import Practice
from coach.core.tips.looking_back import hours_to_bed
from coach.core.winddown import pacing
from coach.core.winddown.noting import with_wind_down, worries_as_note
from coach.core.winddown.pacing import BREATHS, Breath, Stopwatch, full_minutes, time_left
from coach.core.winddown.suiting import suited
from coach.store.disk.trouble import StoreError
from coach.ui.frame.screen import CoachScreen
from coach.ui.keys import table as keys
from coach.ui.widgets.clickable import Clickable, key_words
from coach.ui.widgets.marked_list import MarkedList
from coach.ui.widgets.words import Words
from coach.ui.winddown.guides import BreathGuide, Guide, MusicGuide, guide_for
from coach.ui.winddown.words import END, MUSIC_END, OFFERS, Offer, offer
from coach.ui.winddown.worries import KeepDialog, WorryList

FRAMES_A_SECOND = 20
GLANCE = 0.2  # seconds between two looks at the clock where nothing moves
_PLAIN_TERMINALS = {"dumb", "linux", "unknown"}


class WindDown(CoachScreen):
    """A wind-down, or the choice of one.

    Args:
        practice: Which one; the choice is shown for None and for a name nobody knows.
        clock: Seconds that only go forward.
        wished: Which one to begin the choice on, unless it is too late for it.
    """

    PLACE = "wind-down"

    def __init__(
        self,
        practice: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        wished: Practice | None = None,
    ) -> None:
        super().__init__()
        self._offer = offer(practice)
        self._clock = clock
        self._wished = wished
        self._watch = Stopwatch()
        self._guide: Guide | None = None
        self._timer: Timer | None = None
        self._heading = ""
        self._over = False

    def compose(self) -> ComposeResult:
        """A quiet line above, the guide, a quiet line and the keys below."""
        yield Words(id="wind-down-title")
        yield Vertical(id="wind-down-stage")
        yield Clickable(id="wind-down-care")
        yield Clickable(id="keys")

    @on(events.Mount)
    async def _open(self) -> None:
        """Begin, or show what there is to choose from."""
        # Noted for the evening it began on, even if it ends past the start of the new day.
        self._day = self.coach.today
        if self._offer is not None:
            await self._begin(self._offer)
            return
        choice = MarkedList(id="wind-down-choice")
        await self._stage(choice)
        host = self.coach
        entry = host.diary.entry(host.today)
        to_bed_h = hours_to_bed(host.now(), host.today, entry, host.profile)
        first = suited(to_bed_h, self._wished)
        choice.fill([_line(offered, first) for offered in OFFERS])
        choice.choose(first.value)
        choice.focus()
        self._head("Wind down")
        self._foot("Esc leaves at any time. Nothing is noted under a full minute.")

    @property
    def elapsed(self) -> float:
        """Seconds done so far, without pauses."""
        return self._watch.elapsed(self._clock())

    @property
    def pattern(self) -> Breath:
        """The breathing pattern to begin with: the one used last, if it may be used."""
        chosen = pacing.breath(self.coach.settings.breath)
        return chosen if chosen in self._patterns() else BREATHS[0]

    def _patterns(self) -> tuple[Breath, ...]:
        """The patterns on offer; those with a hold are left out in pregnancy."""
        pregnant = self.coach.profile.pregnant_trimester is not None
        return tuple(pattern for pattern in BREATHS if not (pregnant and pattern.holds))

    @property
    def may_move(self) -> bool:
        """Whether a bar may move, or words have to do."""
        return not (
            self.app.no_color
            or self.app.animation_level == "none"
            or self.coach.settings.reduced_motion
            or os.environ.get("TERM") in _PLAIN_TERMINALS
        )

    async def _stage(self, widget: Widget) -> None:
        stage = self.query_one("#wind-down-stage", Vertical)
        await stage.remove_children()
        await stage.mount(widget)

    def _head(self, left: str, right: str = "") -> None:
        """The line above; touched only when it changes."""
        gap = " " * max(3, self.app.size.width - len(left) - len(right) - 4)
        if (heading := f"{left}{gap}{right}" if right else left) != self._heading:
            self._heading = heading
            self.query_one("#wind-down-title", Words).update(Content(heading))

    def _foot(self, care: str) -> None:
        """The lines below: what to mind, and the keys that work here."""
        words = Content.assemble("\n", key_words("v", "bar or words", "motion"))
        may_move = isinstance(self._guide, BreathGuide)
        self.query_one("#wind-down-care", Words).update(
            Content.assemble(care, words if may_move else "")
        )
        shown = [key for key in keys.of("wind-down") if key.footer]
        works = [key for key in shown if self.check_action(key.action, ())]
        self.query_one("#keys", Words).update(
            Content("   ").join(key_words(key.face, key.label, key.action) for key in works)
        )

    @on(MarkedList.OptionSelected, "#wind-down-choice")
    async def action_begin(self) -> None:
        """Begin the wind-down that is marked."""
        picked = offer(self.query_one("#wind-down-choice", MarkedList).chosen)
        if picked is not None:
            await self._begin(picked)

    async def _begin(self, picked: Offer) -> None:
        """Start one, from its first second."""
        self._offer = picked
        if picked.practice is Practice.WORRY_LIST:
            await self._stage(WorryList())
            self._head(picked.title)
            self._watch = Stopwatch().resumed_at(self._clock())
            self._foot(picked.care)
            return
        self._guide = guide_for(picked, self.pattern, moving=self.may_move)
        await self._stage(self._guide)
        self._watch = Stopwatch().resumed_at(self._clock())
        self._foot(self._guide.care)
        self._look_again()
        self.tick()

    def _look_again(self) -> None:
        """Look at the clock as often as there is something to see."""
        if self._timer is not None:
            self._timer.stop()
        moving = isinstance(self._guide, BreathGuide) and self._guide.moving
        self._timer = self.set_interval(1 / FRAMES_A_SECOND if moving else GLANCE, self.tick)

    def on_unmount(self) -> None:
        """Note what was done where the whole program is left in the middle of it."""
        # The screen on which to say what became of it is gone.
        self._note(None, lambda _: None, lambda _: None)

    def on_resize(self) -> None:
        """Fit the line above to the new width at once."""
        self.call_after_refresh(self.tick)

    def tick(self) -> None:
        """Show the second that it is; frames may be lost, time is not."""
        guide = self._guide
        if guide is None or self._offer is None or not guide.is_mounted:
            return
        elapsed = self.elapsed
        if elapsed >= guide.end:
            self._finish(guide, self._offer)
            return
        guide.at(elapsed)
        left = time_left(guide.end - elapsed)
        self._head(self._offer.title, f"paused · {left}" if self._watch.paused else left)

    def _finish(self, guide: Guide, done: Offer) -> None:
        """Come to rest at the end of the time."""
        self._watch = Stopwatch(guide.end)
        self._guide = None
        if self._timer is not None:
            self._timer.stop()
        words = MUSIC_END if isinstance(guide, MusicGuide) else END
        self.run_worker(self._stage(Words(Content(words), id="wind-down-end")))
        self._head(done.title, f"{full_minutes(guide.end)} min done")
        self._note(None, self._foot, self.coach.say_why)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that have nothing to do here are off."""
        if action == "begin":
            return self._offer is None
        if action in {"pause", "longer", "shorter"}:
            return self._guide is not None
        if action in {"breath", "motion"}:
            return isinstance(self._guide, BreathGuide)
        return True

    def action_pause(self) -> None:
        """Stop the clock, or go on from the same place."""
        now = self._clock()
        watch = self._watch
        self._watch = watch.resumed_at(now) if watch.paused else watch.paused_at(now)
        self.tick()

    def action_longer(self) -> None:
        """Give it more time."""
        self._lengthen(1)

    def action_shorter(self) -> None:
        """Give it less time, down to what was done already."""
        self._lengthen(-1)

    def _lengthen(self, direction: int) -> None:
        guide, picked = self._guide, self._offer
        if guide is None or picked is None:
            return
        length = guide.length + direction * picked.step * 60
        if picked.least * 60 <= length <= picked.most * 60 and length > self.elapsed:
            guide.lengthen(length, self.elapsed)
        self.tick()

    def action_breath(self) -> None:
        """Take the next breathing pattern, and remember it."""
        if isinstance(self._guide, BreathGuide):
            offered = self._patterns()
            following = offered[(offered.index(self._guide.pattern) + 1) % len(offered)]
            self._guide.breathe(following, self.elapsed)
            self.coach.keep_settings(replace(self.coach.settings, breath=following.name.value))
            self._foot(following.caution)
            self.tick()

    def action_motion(self) -> None:
        """Change between the moving bar and counted words, and remember it."""
        if isinstance(self._guide, BreathGuide):
            moving = not self._guide.moving
            self._guide.move(moving)
            self.coach.keep_settings(replace(self.coach.settings, reduced_motion=not moving))
            self._look_again()
            self.tick()

    def action_leave(self) -> None:
        """Go back, noting what was done; a written worry list is asked about first."""
        lists = self.query(WorryList)
        if lists and (worries := lists.first().worries):
            self.app.push_screen(KeepDialog(), lambda keep: self._put_away(worries, keep))
            return
        self._note(None, self._end, self._leave_unnoted)

    def _put_away(self, worries: tuple[tuple[str, str], ...], keep: bool | None) -> None:
        if keep is None:
            return
        if keep:
            # What could not be kept stays on screen.
            self._note(worries_as_note(worries), self._end, self.coach.say_why)
        else:
            self._note(None, self._end, self._leave_unnoted)

    def _leave_unnoted(self, error: StoreError) -> None:
        self.coach.say_why(error)
        self._end("")

    def _end(self, noted: str) -> None:
        if noted:
            self.coach.say(noted)
        self._over = True
        if self.is_current:
            super().action_leave()

    def _note(
        self,
        note: str | None,
        then: Callable[[str], object],
        refused: Callable[[StoreError], object],
    ) -> None:
        """Put full minutes, and a worry list that is wanted, into the day's entry, once.

        Args:
            note: The worry list, or None.
            then: Called with what was noted, in words; empty where there was nothing to.
            refused: Called with what went wrong if it could not be noted.
        """
        host, minutes, done = self.coach, full_minutes(self.elapsed), self._offer
        if self._over or done is None or not (minutes or note):
            then("")
            return
        what = f"{done.title.lower()}, {minutes} min" if minutes else done.title.lower()
        where = "in today's notes" if note else "in today's entry"

        def write() -> None:
            try:
                host.diary.change(
                    self._day,
                    lambda entry: with_wind_down(
                        entry, self._day, done.practice, minutes, note
                    ),
                    what,
                )
            except ValueError as error:
                raise StoreError(str(error)) from None

        def noted(_: object) -> None:
            host.diary_changed()
            then(f"{what[0].upper()}{what[1:]}: {where}. u takes it back.")

        def not_noted(error: StoreError) -> None:
            self._over = False
            refused(error)

        self._over = True
        host.write(write, noted, not_noted)


def _line(offered: Offer, first: Practice) -> tuple[str, Content]:
    """A line of the choice; the one that suits the hour says so."""
    suits = "   suits this hour" if offered.practice is first else ""
    words = Content.assemble(
        (offered.title, "bold"), (suits, "italic"), f"\n    {offered.hint}"
    )
    return offered.practice.value, words
